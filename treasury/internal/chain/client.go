// Package chain talks to the contracts of Quire on any EVM chain: it deploys and creates, sends what people and the
// settler ask for, and reads the state of a campaign. It is the only place where treasury touches a chain.
//
//	Client ── one JSON-RPC endpoint: sends transactions and waits for them
//	  ├─ Token     ── the ERC-20 of pledges and rewards
//	  └─ Campaign  ── one campaign contract: actions (act.go), Funding (funding.go), rewards from its logs (history.go)
//
// Nothing is kept between runs: the nonce and every decision come from the chain, so a process that was killed is simply
// started again. A transaction that was sent twice does no harm: contracts refuse the second. (A pledge could be made
// twice; RaiseStake is the form that cannot.)
//
// Everything here may be called concurrently, but only one process should send with one key at a time.
package chain

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/url"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

const (
	// pollFirst and pollMax bound the pause between two looks for a receipt.
	pollFirst = 50 * time.Millisecond
	pollMax   = 2 * time.Second
	// gasMargin is added to the estimate, in percent: what time decides (a settlement on the way) can cost more when
	// the transaction runs than when it was estimated.
	gasMargin = 30
)

var (
	// ErrUnreachable says that the endpoint did not answer as a chain does.
	ErrUnreachable = errors.New("chain: cannot be reached")
	// ErrUnknownOutcome says that a transaction was sent and was not seen in a block in time. It may still get there.
	ErrUnknownOutcome = errors.New("chain: outcome unknown")
	// ErrNoGas says that an account owns too little of the chain's own currency to send anything.
	ErrNoGas = errors.New("chain: not enough for gas")
	// ErrNoContract says that there is no contract, or another one, at an address.
	ErrNoContract = errors.New("chain: not the contract expected")
)

// Client is a connection to a chain.
type Client struct {
	eth *ethclient.Client
	id  *big.Int
	log *slog.Logger
}

// Dial connects to a JSON-RPC endpoint: http, https, ws or wss. It fails with ErrUnreachable.
func Dial(ctx context.Context, endpoint string, log *slog.Logger) (*Client, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%w: --rpc %q is not a URL such as http://127.0.0.1:8545", ErrUnreachable, endpoint)
	}
	conn, err := rpc.DialContext(ctx, endpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrUnreachable, u.Redacted(), err)
	}
	c, err := New(ctx, conn, log)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	return c, nil
}

// New makes a client of a connection, which it owns from then on if it succeeds. It fails with ErrUnreachable.
func New(ctx context.Context, conn *rpc.Client, log *slog.Logger) (*Client, error) {
	c := &Client{eth: ethclient.NewClient(conn), log: log}
	var err error
	if c.id, err = c.eth.ChainID(ctx); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return c, nil
}

// Close ends the connection.
func (c *Client) Close() { c.eth.Close() }

// ID is the EIP-155 id of the chain.
func (c *Client) ID() uint64 { return c.id.Uint64() }

// Now is the chain's clock: the time of its latest block.
func (c *Client) Now(ctx context.Context) (time.Time, error) {
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return time.Time{}, fmt.Errorf("read latest block: %w", err)
	}
	return time.Unix(int64(head.Time), 0), nil
}

// Advance moves the clock of a dev chain forward by d.
func (c *Client) Advance(ctx context.Context, d time.Duration) error {
	if err := c.eth.Client().CallContext(ctx, nil, "evm_increaseTime", int64(d/time.Second)); err != nil {
		return fmt.Errorf("move the clock (only a dev chain can): %w", err)
	}
	if err := c.eth.Client().CallContext(ctx, nil, "evm_mine"); err != nil {
		return fmt.Errorf("move the clock: %w", err)
	}
	return nil
}

// Balance is what the account owns of the chain's own currency, in wei.
func (c *Client) Balance(ctx context.Context, account common.Address) (*big.Int, error) {
	return c.eth.BalanceAt(ctx, account, nil)
}

// send signs and sends a transaction and waits until it is in a block, as long as ctx allows. to is nil for a new
// contract. A contract's refusal, foreseen or suffered, is returned as *Refusal; ErrUnknownOutcome is wrapped once the
// transaction may be under way.
func (c *Client) send(ctx context.Context, key *ecdsa.PrivateKey, to *common.Address, data []byte) (*types.Receipt, error) {
	from := crypto.PubkeyToAddress(key.PublicKey)
	nonce, err := c.idleNonce(ctx, from)
	if err != nil {
		return nil, err
	}
	tx, err := c.prepare(ctx, from, nonce, to, data)
	if err != nil {
		return nil, err
	}
	signed, err := types.SignNewTx(key, types.LatestSignerForChainID(c.id), tx)
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	if err := c.eth.SendTransaction(ctx, signed); err != nil {
		return nil, c.refuseSend(ctx, from, signed, err)
	}
	c.log.Debug("transaction sent", "tx", signed.Hash(), "nonce", nonce)
	receipt, err := c.wait(ctx, signed.Hash())
	if err != nil {
		return nil, err
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return nil, c.postMortem(ctx, from, signed, receipt)
	}
	return receipt, nil
}

// idleNonce waits until no earlier transaction of the account is under way and returns the next nonce. A process that
// was killed after sending may have left one, and what to do next depends on its outcome.
func (c *Client) idleNonce(ctx context.Context, account common.Address) (uint64, error) {
	for pause := pollFirst; ; pause = min(2*pause, pollMax) {
		next, err := c.eth.PendingNonceAt(ctx, account)
		if err != nil {
			return 0, fmt.Errorf("read nonce of %s: %w", account, err)
		}
		done, err := c.eth.NonceAt(ctx, account, nil)
		if err != nil {
			return 0, fmt.Errorf("read nonce of %s: %w", account, err)
		}
		if next == done {
			return next, nil
		}
		if err := sleep(ctx, pause); err != nil {
			return 0, fmt.Errorf("%w: an earlier transaction of %s is still waiting for a block; nothing was sent now", ErrUnknownOutcome, account)
		}
	}
}

func (c *Client) prepare(ctx context.Context, from common.Address, nonce uint64, to *common.Address, data []byte) (*types.DynamicFeeTx, error) {
	gas, err := c.eth.EstimateGas(ctx, ethereum.CallMsg{From: from, To: to, Data: data})
	if err != nil {
		if r := refusal(err); r != nil {
			return nil, r
		}
		return nil, fmt.Errorf("estimate gas: %w", err)
	}
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read latest block: %w", err)
	}
	tip, err := c.eth.SuggestGasTipCap(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the price of gas: %w", err)
	}
	feeCap := new(big.Int).Set(tip)
	if head.BaseFee != nil { // twice the base fee lasts for six full blocks
		feeCap.Add(feeCap, new(big.Int).Lsh(head.BaseFee, 1))
	}
	gas = min(gas+gas*gasMargin/100, max(gas, head.GasLimit))
	return &types.DynamicFeeTx{
		ChainID: c.id, Nonce: nonce, To: to, Data: data, Gas: gas, GasTipCap: tip, GasFeeCap: feeCap,
	}, nil
}

// refuseSend explains why a transaction was not accepted, and whether it may have been all the same.
func (c *Client) refuseSend(ctx context.Context, from common.Address, tx *types.Transaction, cause error) error {
	var answered rpc.Error
	if !errors.As(cause, &answered) { // no answer: it may have arrived
		return fmt.Errorf("%w: transaction %s of %s: %w", ErrUnknownOutcome, tx.Hash(), from, cause)
	}
	if have, err := c.Balance(ctx, from); err == nil && have.Cmp(tx.Cost()) < 0 {
		return fmt.Errorf("%w: %s owns %v wei of the chain's currency and needs %v: send it some", ErrNoGas, from, have, tx.Cost())
	}
	return fmt.Errorf("send transaction: %w", cause)
}

// wait polls for the receipt, because subscriptions need WebSocket, and until the endpoint's latest block is no older
// than it: nodes show a receipt a moment before the state, and behind one endpoint there may be several nodes.
func (c *Client) wait(ctx context.Context, tx common.Hash) (*types.Receipt, error) {
	for pause := pollFirst; ; pause = min(2*pause, pollMax) {
		receipt, err := c.eth.TransactionReceipt(ctx, tx)
		if err == nil {
			var head uint64
			if head, err = c.eth.BlockNumber(ctx); err == nil && head >= receipt.BlockNumber.Uint64() {
				return receipt, nil
			}
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, fmt.Errorf("%w: transaction %s was sent and is not in a block yet: look for it before you repeat", ErrUnknownOutcome, tx)
		}
	}
}

// postMortem finds out why a transaction that looked good failed, by running it again on the state before its block.
func (c *Client) postMortem(ctx context.Context, from common.Address, tx *types.Transaction, receipt *types.Receipt) error {
	before := new(big.Int).Sub(receipt.BlockNumber, common.Big1)
	_, err := c.eth.CallContract(ctx, ethereum.CallMsg{From: from, To: tx.To(), Data: tx.Data()}, before)
	if r := refusal(err); r != nil {
		return r
	}
	return fmt.Errorf("transaction %s failed in block %v: something changed while it was under way; try again", tx.Hash(), receipt.BlockNumber)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
