package chain

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
	"quire/treasury/reward"
)

// A campaign is funded, pays two epochs of work, ends, and returns what is left in proportion.
func TestWholeLife(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.running()

		first := w.post(c, nil, map[string]int64{"carl": 100, "dora": 200}, false)
		w.refused(w.settle(c), "NotDue")
		w.advance(day)
		w.must(w.settle(c))
		w.must(w.claim(c, "carl"))
		w.owns("carl", 10_100)
		w.refused(w.claim(c, "carl"), "NothingToClaim")

		w.post(c, first.Cumulative(), map[string]int64{"carl": 50}, true)
		w.advance(day)
		w.must(w.settle(c))
		w.must(w.claim(c, "carl"))
		w.must(w.claim(c, "dora"))
		w.owns("carl", 10_150)
		w.owns("dora", 10_200)

		f, err := c.Funding(w.ctx, 0)
		w.must(err)
		if f.Phase != Closed || f.Epoch != 2 || f.Escrow.Cmp(tokens(1150)) != 0 || f.Paid.Cmp(tokens(350)) != 0 || f.Funders != 2 {
			t.Fatalf("after the last epoch: %+v", f)
		}
		w.mined(c.Refund(w.ctx, w.people["ann"], tokens(600), w.account("ann")))
		w.mined(c.Refund(w.ctx, w.people["bob"], tokens(900), w.account("bob")))
		w.owns("ann", 10_000-600+460)
		w.owns("bob", 10_000-900+690)
		w.mined(c.WithdrawCredit(w.ctx, w.people["poster"], w.account("poster")))
		w.owns("poster", 10_000)
		if left, err := w.token.BalanceOf(w.ctx, c.Address); err != nil || left.Sign() != 0 {
			t.Errorf("the contract still holds %v (%v)", left, err)
		}
	})
}

// A campaign that misses its goal returns every pledge to the unit.
func TestFailedCampaignRefunds(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.create()
		w.mined(c.Pledge(w.ctx, w.people["ann"], tokens(400), true))
		w.refused(second(c.Start(w.ctx, w.people["creator"])), "WrongPhase")
		w.advance(15 * day)
		w.refused(second(c.Pledge(w.ctx, w.people["bob"], tokens(600), false)), "WrongPhase")
		w.mined(c.Refund(w.ctx, w.people["ann"], tokens(400), w.account("ann")))
		w.owns("ann", 10_000)
		f, err := c.Funding(w.ctx, 0)
		w.must(err)
		if f.Phase != Failed || f.Refunded.Cmp(tokens(400)) != 0 || f.Escrow.Sign() != 0 {
			t.Fatalf("after the refund: %+v", f)
		}
	})
}

// What a killed process repeats does no harm.
func TestRepetitionIsHarmless(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		terms := w.terms()
		a, err := w.client.Create(w.ctx, w.people["creator"], w.factory, terms)
		w.must(err)
		b, err := w.client.Create(w.ctx, w.people["creator"], w.factory, terms)
		w.must(err)
		if a != b {
			t.Errorf("creating the same campaign twice gives %s and %s", a, b)
		}
		c, err := w.client.Campaign(w.ctx, a)
		w.must(err)
		for range 2 {
			w.mined(c.RaiseStake(w.ctx, w.people["ann"], tokens(1000), false))
		}
		w.owns("ann", 9_000)
		w.mined(c.Start(w.ctx, w.people["creator"]))
		w.refused(second(c.Start(w.ctx, w.people["creator"])), "WrongPhase")

		e := w.post(c, nil, map[string]int64{"carl": 10}, false)
		again := Posting{Epoch: 1, Rows: e.Pack()}
		w.refused(second(c.PostEpoch(w.ctx, w.people["poster"], again)), "EpochPending")
		w.advance(day)
		w.must(w.settle(c))
		w.refused(w.settle(c), "NotDue")
		w.refused(second(c.PostEpoch(w.ctx, w.people["poster"], again)), "WrongEpoch")
		w.owns("poster", 10_000-10) // one bond, kept as credit
	})
}

// A challenged epoch that is ruled void pays nobody and can be posted again.
func TestChallenge(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.running()
		w.post(c, nil, map[string]int64{"poster": 300}, false)
		f, err := c.Funding(w.ctx, 0)
		w.must(err)
		seen, err := c.PendingPosting(w.ctx, *f.Pending)
		w.must(err)
		if e, err := reward.Parse(seen.Rows); err != nil || e.Root != f.Pending.Root || e.Increment.Cmp(tokens(300)) != 0 {
			t.Fatalf("posting in the log: %+v, %v", e, err)
		}
		w.refused(second(c.Challenge(w.ctx, w.people["dora"], 7, canon.Sum(nil))), "NotPending")
		w.mined(c.Challenge(w.ctx, w.people["dora"], f.Pending.Posting, canon.Sum([]byte("evidence"))))
		w.refused(second(c.Challenge(w.ctx, w.people["carl"], f.Pending.Posting, canon.Sum(nil))), "AlreadyChallenged")
		w.refused(second(c.Rule(w.ctx, w.people["creator"], f.Pending.Posting, false)), "NotAllowed")
		w.mined(c.Rule(w.ctx, w.people["arbitrator"], f.Pending.Posting, false))
		w.mined(c.WithdrawCredit(w.ctx, w.people["dora"], w.account("dora")))
		w.owns("dora", 10_005) // half of the poster's bond
		w.post(c, nil, map[string]int64{"carl": 20}, false)
	})
}

// Calls out of phase and wrong amounts come back as sentences, before any gas is spent.
func TestRefusals(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.create()
		ann := w.people["ann"]
		for _, x := range []struct {
			name string
			err  error
		}{
			{"CapExceeded", second(c.Pledge(w.ctx, ann, tokens(5001), false))},
			{"ZeroAmount", second(c.Pledge(w.ctx, ann, new(big.Int), false))},
			{"InsufficientStake", second(c.Refund(w.ctx, ann, tokens(1), w.account("ann")))},
			{"NotAllowed", second(c.PostEpoch(w.ctx, ann, Posting{Epoch: 1}))},
			{"WrongPhase", second(c.PostEpoch(w.ctx, w.people["poster"], Posting{Epoch: 1}))},
			{"InvalidProof", second(c.Claim(w.ctx, ann, tokens(1), nil, w.account("ann")))},
			{"NotDue", second(c.Close(w.ctx, ann))},
			{"NotMinter", second(w.token.Mint(w.ctx, ann, w.account("ann"), tokens(1)))},
		} {
			t.Run(x.name, func(t *testing.T) {
				(&world{t: t, token: w.token}).refused(x.err, x.name)
			})
		}
		w.mined(c.Pledge(w.ctx, ann, tokens(5000), false)) // her approval for 5001 covers it
		if _, err := c.Pledge(w.ctx, w.people["bob"], tokens(1), false); err == nil || err.Error() != "the campaign has room for 0 base units only: pledge that or less" {
			t.Errorf("pledge above the cap: %v", err)
		}
	})
}

// A wrong address is found out before anything is sent to it.
func TestNoContract(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		if _, err := w.client.Campaign(w.ctx, w.token.Address); !errors.Is(err, ErrNoContract) {
			t.Errorf("a token taken for a campaign: %v", err)
		}
		if _, err := w.client.Token(w.ctx, w.account("ann")); !errors.Is(err, ErrNoContract) {
			t.Errorf("a person taken for a token: %v", err)
		}
		if _, err := w.client.Create(w.ctx, w.people["creator"], common.Address{1}, w.terms()); !errors.Is(err, ErrNoContract) {
			t.Errorf("nothing taken for a factory: %v", err)
		}
	})
}

// An endpoint that is none is named, with what was wrong.
func TestUnreachable(t *testing.T) {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, url := range []string{"", "127.0.0.1:8545", "http://127.0.0.1:1", "ftp://127.0.0.1"} {
		if _, err := Dial(ctx, url, log); !errors.Is(err, ErrUnreachable) {
			t.Errorf("dial %q: %v", url, err)
		}
	}
}

func (w *world) settle(c *Campaign) error {
	return second(c.Settle(w.ctx, w.people["dora"]))
}

func second[T any](_ T, err error) error { return err }
