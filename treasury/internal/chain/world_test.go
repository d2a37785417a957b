package chain

import (
	"context"
	"io"
	"log/slog"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/canon"
	"quire/treasury/internal/devchain"
	"quire/treasury/reward"
	"quire/treasury/terms"
)

const day = 24 * time.Hour

// world is a dev chain with a factory, a token and people.
type world struct {
	t       *testing.T
	ctx     context.Context
	client  *Client
	factory common.Address
	token   *Token
	people  map[string]Signer
}

// names of the accounts every world has; the creator also mints.
var names = []string{"creator", "poster", "arbitrator", "ann", "bob", "carl", "dora"}

// inBothWorlds runs a story on today's rules and on those of go-ethereum's next forks.
func inBothWorlds(t *testing.T, story func(*testing.T, *world)) {
	t.Run("today", func(t *testing.T) { story(t, newWorld(t)) })
	t.Run("next fork", func(t *testing.T) { story(t, newWorldOf(t, devchain.Config{NextForks: true})) })
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOf(t, devchain.Config{})
}

func newWorldOf(t *testing.T, cfg devchain.Config) *world {
	t.Helper()
	w := &world{t: t, people: map[string]Signer{}}
	var accounts []common.Address
	for _, name := range names {
		key := Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte(name))))
		w.people[name] = key
		accounts = append(accounts, key.Address())
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	cfg.Accounts, cfg.Logger = accounts, log
	dev, err := devchain.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	w.ctx = ctx
	t.Cleanup(func() {
		cancel()
		w.client.Close()
		if err := dev.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.client, err = Dial(ctx, dev.URL(), log); err != nil {
		t.Fatal(err)
	}
	w.factory, err = w.client.DeployFactory(ctx, w.people["creator"])
	w.must(err)
	at, err := w.client.DeployTestToken(ctx, w.people["creator"])
	w.must(err)
	w.token, err = w.client.Token(ctx, at)
	w.must(err)
	for _, name := range names {
		_, err := w.token.Mint(ctx, w.people["creator"], w.account(name), tokens(10_000))
		w.must(err)
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// mined fails the test unless the transaction went through.
func (w *world) mined(_ *types.Receipt, err error) {
	w.t.Helper()
	w.must(err)
}

// refused fails the test unless the contract refused with the named error.
func (w *world) refused(err error, name string) {
	w.t.Helper()
	r, ok := err.(*Refusal)
	if !ok || r.Name != name {
		w.t.Fatalf("got %v, want refusal %s", err, name)
	}
	if text := r.In(w.token); len(text) < 10 || text == r.text {
		w.t.Errorf("refusal %s has no sentence of its own: %q", name, text)
	}
}

func (w *world) account(name string) common.Address { return w.people[name].Address() }

func (w *world) advance(d time.Duration) {
	w.t.Helper()
	w.must(w.client.Advance(w.ctx, d))
}

// create makes a campaign: goal 1000, cap 5000, epochs of at most 300.
func (w *world) create() *Campaign {
	w.t.Helper()
	at, err := w.client.Create(w.ctx, w.people["creator"], w.factory, w.terms())
	w.must(err)
	c, err := w.client.Campaign(w.ctx, at)
	w.must(err)
	return c
}

func (w *world) terms() terms.Terms {
	w.t.Helper()
	now, err := w.client.Now(w.ctx)
	w.must(err)
	t, err := terms.Draft{Goal: "1000", Cap: "5000", EpochCap: "300", Bond: "10", Arbitrator: w.account("arbitrator").Hex()}.Resolve(terms.Facts{
		Now: now, Creator: w.account("poster"), Token: w.token.Address, Decimals: w.token.Decimals, Spec: canon.Sum([]byte("spec")),
	})
	w.must(err)
	return t
}

// running is a campaign that ann funded with 600, bob with 900, and that has started.
func (w *world) running() *Campaign {
	w.t.Helper()
	c := w.create()
	w.mined(c.Pledge(w.ctx, w.people["ann"], tokens(600), false))
	w.mined(c.Pledge(w.ctx, w.people["bob"], tokens(900), true))
	w.mined(c.Start(w.ctx, w.people["creator"]))
	return c
}

// post posts the next epoch with rewards in whole tokens.
func (w *world) post(c *Campaign, before reward.Cumulative, rewards map[string]int64, last bool) reward.Epoch {
	w.t.Helper()
	f, err := c.Funding(w.ctx, 0)
	w.must(err)
	var entries []reward.Entry
	for name, whole := range rewards {
		entries = append(entries, reward.Entry{Account: w.account(name), Reward: tokens(whole)})
	}
	e, err := reward.Next(before, entries)
	w.must(err)
	w.mined(c.PostEpoch(w.ctx, w.people["poster"], Posting{
		Epoch: f.Epoch + 1, Rows: e.Pack(), Checkpoint: canon.Sum([]byte("checkpoint")), Manifest: canon.Sum([]byte("manifest")), Last: last,
	}))
	return e
}

// claim claims all that a person has earned.
func (w *world) claim(c *Campaign, name string) error {
	w.t.Helper()
	rewards, err := c.Rewards(w.ctx)
	w.must(err)
	earned, path, ok := rewards.Claim(w.account(name))
	if !ok {
		w.t.Fatalf("%s has earned nothing", name)
	}
	_, err = c.Claim(w.ctx, w.people[name], earned, path, w.account(name))
	return err
}

// owns fails the test unless a person owns that many whole tokens.
func (w *world) owns(name string, whole int64) {
	w.t.Helper()
	have, err := w.token.BalanceOf(w.ctx, w.account(name))
	w.must(err)
	if have.Cmp(tokens(whole)) != 0 {
		w.t.Errorf("%s owns %v base units, want %v", name, have, tokens(whole))
	}
}

func tokens(whole int64) *big.Int { return new(big.Int).Mul(big.NewInt(whole), big.NewInt(1e6)) }
