package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
)

// storm is a chain whose blocks the test makes and takes back, behind an endpoint that loses what the test wants.
type storm struct {
	t      *testing.T
	ctx    context.Context
	sim    *simulated.Backend
	url    string // of the endpoint
	key    Signer
	token  *Token
	client *Client

	mu    sync.Mutex
	fault func(http.ResponseWriter, *http.Request, http.Handler) // of the next transaction that is sent; guarded by mu
	steps []Step                                                 // guarded by mu
}

// todaysRules are those of today's main network; the others are go-ethereum's next forks.
func todaysRules() *params.ChainConfig {
	c := *params.AllDevChainProtocolChanges
	c.AmsterdamTime, c.BogotaTime = nil, nil
	return &c
}

func newStorm(t *testing.T, rules *params.ChainConfig) *storm {
	t.Helper()
	s := &storm{t: t, key: Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("sender"))))}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	port := l.Addr().(*net.TCPAddr).Port
	s.must(l.Close())
	s.sim = simulated.NewBackend(types.GenesisAlloc{s.key.Address(): {Balance: big.NewInt(params.Ether)}}, func(nc *node.Config, ec *ethconfig.Config) {
		nc.HTTPHost, nc.HTTPPort, nc.HTTPModules = "127.0.0.1", port, []string{"eth"}
		ec.Genesis.Config = rules
	})
	front := httptest.NewServer(s.lossy(fmt.Sprintf("http://127.0.0.1:%d", port)))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	s.ctx, s.url = ctx, front.URL
	s.client = s.dial()
	t.Cleanup(func() {
		cancel()
		s.client.Close()
		front.Close()
		s.must(s.sim.Close())
	})
	stop := s.mine()
	at, err := s.client.DeployTestToken(ctx, s.key)
	s.must(err)
	stop()
	s.token, err = s.client.Token(ctx, at)
	s.must(err)
	return s
}

// dial is a new process: quick to act, so that tests are quick.
func (s *storm) dial() *Client {
	s.t.Helper()
	c, err := Dial(s.ctx, s.url, slog.New(slog.NewTextHandler(io.Discard, nil)))
	s.must(err)
	c.patient = patience{again: 100 * time.Millisecond, stuck: time.Hour}
	c.OnStep = func(step Step) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.steps = append(s.steps, step)
	}
	return c
}

// lossy forwards to the chain; the next transaction that is sent meets the fault.
func (s *storm) lossy(to string) http.Handler {
	forward := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, err := http.NewRequestWithContext(r.Context(), http.MethodPost, to, r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		q.Header.Set("Content-Type", "application/json")
		a, err := http.DefaultClient.Do(q)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer a.Body.Close()
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.Copy(w, a.Body)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.mu.Lock()
		fault := s.fault
		if fault != nil && bytes.Contains(body, []byte("eth_sendRawTransaction")) {
			s.fault = nil
		} else {
			fault = nil
		}
		s.mu.Unlock()
		if fault != nil {
			fault(w, r, forward)
			return
		}
		forward(w, r)
	})
}

// notSent: the transaction does not arrive.
func notSent(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
	http.Error(w, "gateway timeout", http.StatusGatewayTimeout)
}

// sentButLost: the transaction arrives, and the answer is lost.
func sentButLost(w http.ResponseWriter, r *http.Request, forward http.Handler) {
	forward.ServeHTTP(httptest.NewRecorder(), r)
	http.Error(w, "gateway timeout", http.StatusGatewayTimeout)
}

func (s *storm) meet(fault func(http.ResponseWriter, *http.Request, http.Handler)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

func (s *storm) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// mine makes blocks until the function it returns is called.
func (s *storm) mine() (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-quit:
				tick.Stop()
				return
			case <-tick.C:
				s.sim.Commit()
			}
		}
	}()
	return func() { close(quit); <-done }
}

// mint mints one unit for nobody in the background: how many there are says how often it was done.
func (s *storm) mint(c *Client) <-chan error {
	t := *s.token
	t.client = c
	done := make(chan error, 1)
	go func() {
		_, err := t.Mint(s.ctx, s.key, common.Address{1}, common.Big1)
		done <- err
	}()
	return done
}

// until waits until a step of that kind was told for the n-th time, and returns it.
func (s *storm) until(what string, n int) Step {
	s.t.Helper()
	for s.ctx.Err() == nil {
		s.mu.Lock()
		seen := 0
		for _, step := range s.steps {
			if step.What == what {
				if seen++; seen == n {
					s.mu.Unlock()
					return step
				}
			}
		}
		s.mu.Unlock()
		time.Sleep(5 * time.Millisecond) // another goroutine talks to a real node: there is no fake time here
	}
	s.t.Fatalf("no transaction was %s %d times", what, n)
	return Step{}
}

// minted fails the test unless minting happened that often.
func (s *storm) minted(times int64) {
	s.t.Helper()
	have, err := s.token.BalanceOf(s.ctx, common.Address{1})
	s.must(err)
	if have.Cmp(big.NewInt(times)) != 0 {
		s.t.Errorf("it happened %v times, want %d", have, times)
	}
}

// forget clears the steps.
func (s *storm) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = nil
}

// bothRules runs a test on today's rules and on those of the next forks.
func bothRules(t *testing.T, test func(*testing.T, *params.ChainConfig)) {
	t.Run("today", func(t *testing.T) { test(t, todaysRules()) })
	t.Run("next fork", func(t *testing.T) { test(t, params.AllDevChainProtocolChanges) })
}

// A transaction whose request or answer was lost is done once.
func TestLostOnTheWay(t *testing.T) {
	bothRules(t, func(t *testing.T, rules *params.ChainConfig) {
		s := newStorm(t, rules)
		defer s.mine()()
		s.meet(sentButLost)
		s.must(<-s.mint(s.client))
		s.minted(1)
		s.meet(notSent)
		s.must(<-s.mint(s.client))
		s.minted(2)
	})
}

// A transaction that no block takes is sent again with a higher price, and happens once.
func TestStuckIsReplaced(t *testing.T) {
	s := newStorm(t, todaysRules())
	s.client.patient.stuck = 300 * time.Millisecond
	s.forget()
	done := s.mint(s.client)
	first := s.until("sent", 1)
	second := s.until("replaced", 2)
	stop := s.mine()
	s.must(<-done)
	stop()
	s.minted(1)
	if in := s.until("in a block", 1); in.Tx == first.Tx || second.Tx == first.Tx {
		t.Errorf("%s is in the block, and was sent first; replaced by %s", in.Tx, second.Tx)
	}
}

// A transaction in whose place the account's owner made another is reported, and not repeated.
func TestReplacedByAnother(t *testing.T) {
	s := newStorm(t, todaysRules())
	s.forget()
	s.client.patient.again = time.Hour
	done := s.mint(s.client)
	s.until("sent", 1)
	nonce, err := s.client.eth.NonceAt(s.ctx, s.key.Address(), nil)
	s.must(err)
	s.other(nonce, 100)
	stop := s.mine()
	defer stop()
	if err := <-done; !errors.Is(err, ErrReplaced) {
		t.Fatalf("replaced by another: %v", err)
	}
	s.minted(0)
}

// other sends a transfer of the account's owner with a nonce, for some gwei of tip.
func (s *storm) other(nonce uint64, gwei int64) {
	s.t.Helper()
	price := new(big.Int).Mul(big.NewInt(gwei), big.NewInt(params.GWei))
	tx, err := s.key.SignTx(s.ctx, &types.DynamicFeeTx{
		ChainID: s.client.id, Nonce: nonce, To: &common.Address{9}, Gas: 100_000, GasTipCap: price, GasFeeCap: price,
	})
	s.must(err)
	s.must(s.client.eth.SendTransaction(s.ctx, tx))
}

// A transaction that a reorganisation drops before it is deep enough is sent again, and happens once.
func TestReorganised(t *testing.T) {
	bothRules(t, func(t *testing.T, rules *params.ChainConfig) {
		s := newStorm(t, rules)
		s.client.Confirmations = 3
		s.forget()
		head, err := s.client.eth.HeaderByNumber(s.ctx, nil)
		s.must(err)
		done := s.mint(s.client)
		s.until("sent", 1)
		s.sim.Commit()
		first := s.until("in a block", 1)
		s.minted(1)
		s.must(s.sim.Fork(head.Hash()))
		s.sim.Rollback() // what came back to the pool is dropped too
		s.minted(0)
		stop := s.mine()
		s.must(<-done)
		stop()
		s.minted(1)
		if again, deep := s.until("in a block", 2), s.until("confirmed", 1); again.Tx != first.Tx || deep.Tx != first.Tx || deep.Confirmations < 3 {
			t.Errorf("first %+v, after the fork %+v, in the end %+v", first, again, deep)
		}
	})
}

// A transaction of the account that waits behind a gap does not hold up the next, which fills the gap.
func TestNonceGap(t *testing.T) {
	s := newStorm(t, todaysRules())
	nonce, err := s.client.eth.NonceAt(s.ctx, s.key.Address(), nil)
	s.must(err)
	s.other(nonce+1, 2)
	stop := s.mine()
	s.must(<-s.mint(s.client))
	s.must(<-s.mint(s.client))
	stop()
	s.minted(2)
	if after, err := s.client.eth.NonceAt(s.ctx, s.key.Address(), nil); err != nil || after != nonce+3 {
		t.Errorf("nonce %d, %v: want %d", after, err, nonce+3)
	}
}

// A process that is killed after it signed, whether or not the transaction went out, is followed by one that sends the
// very same bytes and waits for them; only then does it decide anew.
func TestKilledAfterSigning(t *testing.T) {
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request, http.Handler){"before it was sent": notSent, "after it was sent": sentButLost} {
		t.Run(name, func(t *testing.T) {
			s := newStorm(t, todaysRules())
			dir := t.TempDir()
			whole := s.ctx
			var cancel context.CancelFunc
			s.ctx, cancel = context.WithCancel(whole)
			doomed := s.dial()
			s.must(doomed.Keep(dir))
			doomed.patient.again = time.Hour
			s.forget()
			s.meet(fault)
			done := s.mint(doomed)
			sent := s.until("sent", 1)
			cancel() // as good as SIGKILL: nothing is cleared up
			if err := <-done; !errors.Is(err, ErrUnknownOutcome) {
				t.Fatalf("killed: %v", err)
			}
			doomed.Close()
			s.ctx = whole
			s.forget()
			next := s.dial()
			defer next.Close()
			s.must(next.Keep(dir))
			stop := s.mine()
			defer stop()
			s.must(next.Resume(s.ctx, s.key))
			if in := s.until("in a block", 1); in.Tx != sent.Tx {
				t.Errorf("%s is in the block, %s was signed", in.Tx, sent.Tx)
			}
			s.minted(1)
			s.must(next.Resume(s.ctx, s.key))
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("left in the outbox: %v, %v", left, err)
			}
			s.minted(1)
		})
	}
}

// An outbox of another account, of another chain, or with anything else in it, is refused and named.
func TestBadOutbox(t *testing.T) {
	chainID, key := big.NewInt(1337), Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("sender"))))
	tx := func(nonce uint64, chain int64) *types.Transaction {
		signed, err := key.SignTx(context.Background(), &types.DynamicFeeTx{ChainID: big.NewInt(chain), Nonce: nonce, GasTipCap: common.Big1, GasFeeCap: common.Big1})
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	box := outbox{t.TempDir()}
	for name, put := range map[string][]*types.Transaction{"two nonces": {tx(1, 1337), tx(2, 1337)}, "another chain": {tx(1, 1)}, "nothing": {}} {
		if err := box.put(chainID, key.Address(), put...); err != nil {
			t.Fatal(err)
		}
		if _, err := box.take(chainID, key.Address()); !errors.Is(err, ErrOutbox) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := box.put(chainID, common.Address{1}, tx(1, 1337)); err != nil {
		t.Fatal(err)
	}
	if _, err := box.take(chainID, common.Address{1}); !errors.Is(err, ErrOutbox) {
		t.Errorf("another account: %v", err)
	}
	if err := (&Client{}).Keep(filepath.Join(box.file(chainID, common.Address{1}), "below a file")); !errors.Is(err, ErrOutbox) {
		t.Errorf("a folder below a file: %v", err)
	}
	if err := box.put(chainID, key.Address(), tx(7, 1337), tx(7, 1337)); err != nil {
		t.Fatal(err)
	}
	if txs, err := box.take(chainID, key.Address()); err != nil || len(txs) != 2 || txs[0].Nonce() != 7 {
		t.Errorf("a good one: %v, %v", txs, err)
	}
}

// Whatever bytes are in the outbox, they are transactions of the account or refused.
func FuzzOutbox(f *testing.F) {
	key := Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("sender"))))
	signed, err := key.SignTx(context.Background(), &types.DynamicFeeTx{ChainID: big.NewInt(1337), GasTipCap: common.Big1, GasFeeCap: common.Big1})
	if err != nil {
		f.Fatal(err)
	}
	var raw bytes.Buffer
	if err := signed.EncodeRLP(&raw); err != nil {
		f.Fatal(err)
	}
	f.Add(raw.Bytes())
	f.Add([]byte{0xc0})
	f.Fuzz(func(t *testing.T, b []byte) {
		txs, err := parseOutbox(b, big.NewInt(1337), key.Address())
		if (err == nil) != (len(txs) > 0) {
			t.Fatalf("%d transactions and %v", len(txs), err)
		}
	})
}
