package devchain

import (
	"context"
	"io"
	"log/slog"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/params"
)

var (
	key   = crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("rich")))
	rich  = crypto.PubkeyToAddress(key.PublicKey)
	quiet = slog.New(slog.NewTextHandler(io.Discard, nil))
)

func start(t *testing.T, cfg Config) (*Chain, *ethclient.Client) {
	t.Helper()
	cfg.Logger = quiet
	if cfg.Accounts == nil {
		cfg.Accounts = []common.Address{rich}
	}
	c, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	client, err := ethclient.Dial(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return c, client
}

func stop(t *testing.T, c *Chain) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// transfer sends one wei and waits until it has arrived.
func transfer(t *testing.T, client *ethclient.Client, to common.Address) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	nonce, err := client.NonceAt(ctx, rich, nil)
	if err != nil {
		t.Fatal(err)
	}
	tx := types.MustSignNewTx(key, types.LatestSignerForChainID(big.NewInt(ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(ChainID), Nonce: nonce, To: &to, Value: common.Big1, Gas: params.TxGas,
		GasTipCap: big.NewInt(params.GWei), GasFeeCap: big.NewInt(100 * params.GWei),
	})
	if err := client.SendTransaction(ctx, tx); err != nil {
		t.Fatal(err)
	}
	for {
		if r, err := client.TransactionReceipt(ctx, tx.Hash()); err == nil && r.Status == 1 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the transaction is in no block")
		case <-time.After(5 * time.Millisecond): // the chain is real: nothing to synchronise on
		}
	}
}

func now(t *testing.T, client *ethclient.Client) time.Time {
	t.Helper()
	h, err := client.HeaderByNumber(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(int64(h.Time), 0)
}

// The clock moves as told, over JSON-RPC, in the spellings that tools use, and goes on from there.
func TestClock(t *testing.T) {
	c, client := start(t, Config{})
	defer stop(t, c)
	ctx := context.Background()
	for _, seconds := range []any{86400, "0x15180", "86400"} {
		before := now(t, client)
		if err := client.Client().CallContext(ctx, nil, "evm_increaseTime", seconds); err != nil {
			t.Fatal(err)
		}
		if moved := now(t, client).Sub(before); moved < 24*time.Hour || moved > 24*time.Hour+10*time.Second {
			t.Errorf("evm_increaseTime(%v) moved the clock by %v", seconds, moved)
		}
	}
	at := now(t, client).Add(time.Hour)
	if err := client.Client().CallContext(ctx, nil, "evm_mine", at.Unix()); err != nil {
		t.Fatal(err)
	}
	if !now(t, client).Equal(at) {
		t.Errorf("evm_mine(%v) made a block at %v", at, now(t, client))
	}
	if err := client.Client().CallContext(ctx, nil, "evm_mine"); err != nil {
		t.Fatal(err)
	}
	transfer(t, client, common.Address{9})
	if now(t, client).Before(at) {
		t.Error("a transaction set the clock back")
	}
	for _, bad := range []any{-1, "soon", 1e12, "0x", nil} {
		if err := client.Client().CallContext(ctx, nil, "evm_increaseTime", bad); err == nil {
			t.Errorf("evm_increaseTime(%v) was accepted", bad)
		}
	}
}

// Time passes by itself with a block time.
func TestBlockTime(t *testing.T) {
	c, client := start(t, Config{BlockTime: 100 * time.Millisecond})
	defer stop(t, c)
	if err := c.Advance(context.Background(), time.Hour); err != nil {
		t.Fatal(err)
	}
	begin := now(t, client)
	deadline := time.Now().Add(10 * time.Second)
	for !now(t, client).After(begin.Add(time.Second)) {
		if time.Now().After(deadline) {
			t.Fatal("the clock stands still")
		}
		time.Sleep(20 * time.Millisecond) // what is tested is that time passes
	}
}

// Transactions are mined as they come, also many at once, and the chain survives a restart with its clock.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	c, client := start(t, Config{Dir: dir})
	to := common.Address{9}
	for range 5 {
		transfer(t, client, to)
	}
	if err := c.Advance(context.Background(), 30*24*time.Hour); err != nil {
		t.Fatal(err)
	}
	before := now(t, client)
	stop(t, c)
	if err := c.Advance(context.Background(), time.Second); err == nil {
		t.Error("a closed chain moved its clock")
	}

	if c, err := Start(Config{Dir: dir, Accounts: []common.Address{{1}}, Logger: quiet}); err == nil {
		stop(t, c)
		t.Error("a chain that began with other accounts was opened")
	}
	c, client = start(t, Config{Dir: dir})
	defer stop(t, c)
	if have, err := client.BalanceAt(context.Background(), to, nil); err != nil || have.Int64() != 5 {
		t.Fatalf("after the restart the account owns %v, %v", have, err)
	}
	transfer(t, client, to)
	if now(t, client).Before(before) {
		t.Errorf("the clock went back from %v to %v", before, now(t, client))
	}
}

// WebSocket is served on the same port and delivers new blocks.
func TestWebSocket(t *testing.T) {
	c, client := start(t, Config{})
	defer stop(t, c)
	ws, err := ethclient.Dial("ws" + c.URL()[len("http"):])
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	heads := make(chan *types.Header, 10)
	subscription, err := ws.SubscribeNewHead(context.Background(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer subscription.Unsubscribe()
	transfer(t, client, common.Address{9})
	select {
	case <-heads:
	case <-time.After(10 * time.Second):
		t.Error("no block was announced")
	}
}

// Today's rules hold: gas prices of coming forks would make tests of gas meaningless.
func TestRulesOfToday(t *testing.T) {
	if next := rules(true); next.BogotaTime == nil {
		t.Error("go-ethereum has no fork ahead any more: NextForks tests nothing")
	}
	c := rules(false)
	if c.AmsterdamTime != nil || c.BogotaTime != nil || c.PragueTime == nil {
		t.Errorf("forks: %v", c)
	}
	if c.ChainID.Int64() != ChainID {
		t.Errorf("chain id %v", c.ChainID)
	}
}

func TestBadListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, listen := range []string{"8545", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", taken.Addr().String()} {
		if c, err := Start(Config{Listen: listen, Logger: quiet}); err == nil {
			t.Errorf("listens on %q", listen)
			stop(t, c)
		}
	}
}
