package settle

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/devchain"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
	"quire/treasury/terms"
)

const day = 24 * time.Hour

// world is a funded, running campaign on a dev chain, and its coordinator.
type world struct {
	t           *testing.T
	ctx         context.Context
	client      *chain.Client
	campaign    *chain.Campaign
	coordinator *coordinator
	url         string // of the coordinator
	rpc         string // of the chain
	log         *slog.Logger
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	accounts := []common.Address{ledgertest.Address("poster"), ledgertest.Payout("carl")}
	dev, err := devchain.Start(devchain.Config{Accounts: accounts, Logger: w.log})
	w.must(err)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	w.ctx = ctx
	t.Cleanup(func() {
		cancel()
		w.client.Close()
		w.must(dev.Close())
	})
	w.rpc = dev.URL()
	w.client, err = chain.Dial(ctx, w.rpc, w.log)
	w.must(err)
	w.coordinator, w.url = newCoordinator(t, ledgertest.Address("poster"))
	w.fund()
	return w
}

// fund creates the campaign of ledgertest.Spec, pledges what it costs, and starts it.
func (w *world) fund() {
	w.t.Helper()
	key, spec := chain.Held(ledgertest.Key("poster")), ledgertest.Spec()
	factory, err := w.client.DeployFactory(w.ctx, key)
	w.must(err)
	at, err := w.client.DeployTestToken(w.ctx, key)
	w.must(err)
	token, err := w.client.Token(w.ctx, at)
	w.must(err)
	_, err = token.Mint(w.ctx, key, ledgertest.Address("poster"), new(big.Int).Mul(spec.Cost(), big.NewInt(2)))
	w.must(err)
	now, err := w.client.Now(w.ctx)
	w.must(err)
	t, err := terms.Draft{Arbitrator: ledgertest.Address("arbitrator").Hex()}.Resolve(terms.Facts{
		Now: now, Creator: ledgertest.Address("poster"), Token: at, Decimals: token.Decimals, Spec: spec.Digest(), Cost: spec.Cost(),
	})
	w.must(err)
	contract, err := w.client.Create(w.ctx, key, factory, t)
	w.must(err)
	w.campaign, err = w.client.Campaign(w.ctx, contract)
	w.must(err)
	_, err = w.campaign.Pledge(w.ctx, key, spec.Cost(), true)
	w.must(err)
	_, err = w.campaign.Start(w.ctx, key)
	w.must(err)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// settler is a new process.
func (w *world) settler(key string) (*Settler, error) {
	w.t.Helper()
	client, err := NewCoordinator(w.url, "tiny", ledgertest.Key(key))
	w.must(err)
	return New(w.ctx, Config{Campaign: w.campaign, Coordinator: client, Key: ledgertest.Key(key), Post: true, Interval: time.Millisecond, Log: w.log})
}

// step starts a new settler, as after kill -9, and lets it do one step.
func (w *world) step() error {
	w.t.Helper()
	s, err := w.settler("poster")
	w.must(err)
	return s.Step(w.ctx)
}

func (w *world) funding() chain.Funding {
	w.t.Helper()
	f, err := w.campaign.Funding(w.ctx, 0)
	w.must(err)
	return f
}

// Two epochs are replayed, posted, settled and reported, by a settler that is killed after every step; the contributor
// is paid what the ledger says.
func TestWholeCampaign(t *testing.T) {
	w := newWorld(t)
	w.must(w.step())
	if f := w.coordinator.lastFunding(); f.Phase != "Active" || f.Pledged != ledgertest.Spec().Cost().String() || f.Funders != 1 {
		t.Fatalf("reported funding: %v", f)
	}
	if w.funding().Pending != nil {
		t.Fatal("something was posted before an epoch was closed")
	}
	for n := uint32(1); n <= 2; n++ {
		w.coordinator.close(int(n))
		for range 3 { // posts once, however often it looks
			w.must(w.step())
		}
		if p := w.funding().Pending; p == nil || p.Epoch != n || p.Posting != n || p.Root != [32]byte(w.coordinator.records[n-1].Root) {
			t.Fatalf("pending after posting epoch %d: %+v", n, p)
		}
		if state := w.coordinator.state(n); state != "posted" {
			t.Errorf("the coordinator was told epoch %d is %q", n, state)
		}
		w.must(w.client.Advance(w.ctx, day))
		for range 2 {
			w.must(w.step())
		}
		if state := w.coordinator.state(n); state != "final" {
			t.Errorf("the coordinator was told epoch %d is %q", n, state)
		}
	}
	f := w.funding()
	if f.Phase != chain.Closed || f.Epoch != 2 || f.Earned.Cmp(ledgertest.Spec().Cost()) != 0 {
		t.Fatalf("at the end: %+v", f)
	}
	carl := ledgertest.Payout("carl")
	rewards, err := w.campaign.Rewards(w.ctx)
	w.must(err)
	earned, path, ok := rewards.Claim(carl)
	if !ok {
		t.Fatal("carl earned nothing")
	}
	_, err = w.campaign.Claim(w.ctx, chain.Held(ledgertest.Key("carl's purse")), earned, path, carl)
	w.must(err)
	sum := new(big.Int)
	for _, e := range w.coordinator.entries {
		if e.Row.Payout == carl {
			sum.Add(sum, e.Row.Reward.Int())
		}
	}
	if have, err := w.campaign.Token.BalanceOf(w.ctx, carl); err != nil || have.Cmp(sum) != 0 {
		t.Errorf("carl was paid %v, his rows say %v (%v)", have, sum, err)
	}
}

// A ledger that does not support its epoch is not posted, and nothing is lost: once it is right, it is.
func TestLyingCoordinator(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	honest := w.coordinator.entries[3]
	row := honest.Row
	row.Payout = ledgertest.Address("thief") // properly signed by the coordinator, but the record says otherwise
	w.coordinator.entries[3] = ledgertest.Resign(t, row, ledgertest.Trainers[0])
	if err := w.step(); !errors.Is(err, replay.ErrMismatch) {
		t.Fatalf("a changed payout: %v", err)
	}
	if w.funding().Pending != nil {
		t.Fatal("it was posted all the same")
	}
	w.coordinator.entries[3] = honest
	w.must(w.step())
	if w.funding().Pending == nil {
		t.Fatal("the honest epoch was not posted")
	}
}

// The reply to a report is lost after the epoch was posted: the next step tells the coordinator and posts nothing.
func TestLostReply(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	w.coordinator.loseNext = true
	if err := w.step(); err == nil {
		t.Fatal("the lost reply went unnoticed")
	}
	w.must(w.step())
	if w.coordinator.state(1) != "posted" || w.funding().Pending.Posting != 1 {
		t.Errorf("state %q, posting %d", w.coordinator.state(1), w.funding().Pending.Posting)
	}
}

// A voided epoch is posted again under the same number.
func TestVoidedEpochIsPostedAgain(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	w.must(w.step())
	_, err := w.campaign.Challenge(w.ctx, chain.Held(ledgertest.Key("poster")), 1, canon.Sum(nil))
	w.must(err)
	w.must(w.client.Advance(w.ctx, 3*day)) // the arbitrator is silent
	w.must(w.step())
	if p := w.funding().Pending; p == nil || p.Epoch != 1 || p.Posting != 2 {
		t.Errorf("pending: %+v", p)
	}
}

// Run goes on when the coordinator is down for a while.
func TestRunSurvivesOutage(t *testing.T) {
	w := newWorld(t)
	w.coordinator.down = true
	s, err := w.settler("poster")
	w.must(err)
	ctx, stop := context.WithCancel(w.ctx)
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	w.coordinator.mu.Lock()
	w.coordinator.down, w.coordinator.closed = false, 1
	w.coordinator.mu.Unlock()
	for w.coordinator.state(1) != "posted" {
		if ctx.Err() != nil {
			t.Fatal("not posted in time")
		}
		time.Sleep(5 * time.Millisecond) // real network and real chain: nothing to synchronise on
	}
	stop()
	w.must(<-done)
}

func TestThingsThatDoNotBelongTogether(t *testing.T) {
	w := newWorld(t)
	if _, err := w.settler("stranger"); !errors.Is(err, ErrCampaign) {
		t.Errorf("a key that is not the poster's: %v", err)
	}
	w.coordinator.spec.Title = "Another"
	if _, err := w.settler("poster"); !errors.Is(err, ErrCampaign) || !strings.Contains(err.Error(), "spec") {
		t.Errorf("a coordinator with another spec: %v", err)
	}
	for _, url := range []string{"", "localhost:8080", "ftp://x"} {
		if _, err := NewCoordinator(url, "tiny", ledgertest.Key("poster")); err == nil {
			t.Errorf("URL %q was accepted", url)
		}
	}
}
