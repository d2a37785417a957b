package chain

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/canon"
	"quire/proto/sign"
)

// signed is what carl's node, whose key is its own, signs for an output.
func signed(w *world, output string) Signed {
	w.t.Helper()
	s := sign.Submission{Campaign: canon.Sum([]byte("spec")), Task: canon.Sum([]byte("task")), Attempt: 1, Output: canon.Sum([]byte(output))}
	signature, err := sign.Sign(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("node"))), s)
	w.must(err)
	return Signed{s, signature}
}

// A node that signs two answers loses its bond to the budget; the evidence is exactly what the ledger holds.
func TestEquivocationIsSlashed(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.running()
		v, err := c.Vault(w.ctx)
		w.must(err)
		node := crypto.PubkeyToAddress(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("node"))).PublicKey)
		w.mined(v.Deposit(w.ctx, w.people["carl"], node, tokens(100)))
		w.refused(second(v.Slash(w.ctx, w.people["dora"], signed(w, "one"), signed(w, "one"))), "NotConflicting")
		w.mined(v.Unbond(w.ctx, w.people["carl"], node, tokens(100)))
		w.refused(second(v.Withdraw(w.ctx, w.people["carl"], node, w.account("carl"))), "TooEarly")
		w.mined(v.Slash(w.ctx, w.people["dora"], signed(w, "one"), signed(w, "two")))
		n, err := v.Node(w.ctx, node)
		w.must(err)
		if !n.Slashed || n.Bonded.Sign() != 0 {
			t.Errorf("node after the slash: %+v", n)
		}
		f, err := c.Funding(w.ctx, 0)
		w.must(err)
		if f.Escrow.Cmp(tokens(1590)) != 0 || f.Forfeited.Cmp(tokens(90)) != 0 {
			t.Errorf("escrow %v, forfeited %v: want 1590 and 90 tokens", f.Escrow, f.Forfeited)
		}
		w.mined(v.WithdrawCredit(w.ctx, w.people["dora"], w.account("dora")))
		w.owns("dora", 10_010)
		w.refused(second(v.Deposit(w.ctx, w.people["carl"], node, tokens(1))), "NodeSlashed")
		w.refused(second(v.Slash(w.ctx, w.people["dora"], signed(w, "one"), signed(w, "two"))), "NothingBonded")
	})
}

// An accusation that the arbitrator finds true costs the bond; one on which it is silent costs nothing.
func TestAccusations(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.running()
		v, err := c.Vault(w.ctx)
		w.must(err)
		node, doc := w.account("bob"), canon.Sum([]byte("document"))
		w.mined(v.Deposit(w.ctx, w.people["carl"], node, tokens(100)))
		w.mined(v.Accuse(w.ctx, w.people["dora"], node, doc))
		a, err := v.Accusation(w.ctx, node)
		w.must(err)
		w.refused(second(v.Rule(w.ctx, w.people["arbitrator"], node, a.Number, true)), "TooEarly")
		w.mined(v.Answer(w.ctx, w.people["carl"], node, a.Number, doc))
		w.advance(4 * day)
		w.mined(v.Drop(w.ctx, w.people["ann"], node))
		w.refused(second(v.Drop(w.ctx, w.people["ann"], node)), "NotAccused")
		w.mined(v.Accuse(w.ctx, w.people["dora"], node, doc))
		w.advance(day)
		w.mined(v.Rule(w.ctx, w.people["arbitrator"], node, a.Number+1, true))
		credit, err := v.CreditOf(w.ctx, w.account("dora"))
		w.must(err)
		if credit.Cmp(tokens(30)) != 0 {
			t.Errorf("dora's credit is %v, want two bonds of 10 and a tenth of 100 tokens", credit)
		}
		b, err := v.Bond(w.ctx, node, w.account("carl"))
		w.must(err)
		if b.Amount.Cmp(tokens(100)) != 0 || !b.FreeAt.IsZero() {
			t.Errorf("carl's bond: %+v", b)
		}
	})
}

// A funder leaves in the middle with its part of what is not spent, owns what it has paid for, and cannot be locked in.
func TestExitAndShares(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.running()
		w.refused(second(c.Refund(w.ctx, w.people["ann"], tokens(600), w.account("ann"))), "WrongPhase")
		w.mined(c.AnnounceExit(w.ctx, w.people["ann"], tokens(600)))
		w.refused(second(c.Refund(w.ctx, w.people["ann"], tokens(600), w.account("ann"))), "ExitNotDue")
		w.advance(6*day + time.Hour)
		e := w.post(c, nil, map[string]int64{"carl": 300}, false)
		w.advance(day)
		w.mined(c.Settle(w.ctx, w.people["poster"]))
		again := Posting{Epoch: 2, Rows: e.Pack()}
		w.refused(second(c.PostEpoch(w.ctx, w.people["poster"], again)), "TooEarly")
		exit, err := c.ExitOf(w.ctx, w.account("ann"))
		w.must(err)
		if exit == nil || exit.Stake.Cmp(tokens(600)) != 0 || exit.Until.Sub(exit.From) != 5*day {
			t.Errorf("announced exit: %+v", exit)
		}
		w.mined(c.Refund(w.ctx, w.people["ann"], tokens(600), w.account("ann")))
		w.owns("ann", 10_000-600+480)
		spent, err := c.SpentOf(w.ctx, w.account("ann"))
		w.must(err)
		if spent.Cmp(tokens(120)) != 0 {
			t.Errorf("ann has paid for %v, want 120 tokens", spent)
		}
		w.mined(c.TopUp(w.ctx, w.people["dora"], tokens(1)))
		w.advance(30 * day)
		w.mined(c.Close(w.ctx, w.people["dora"]))
		w.must(w.claim(c, "carl"))
		w.holds(c, "ann", 60)
		w.holds(c, "carl", 150)
	})
}

// holds has a person's model shares minted and fails the test unless they are that many.
func (w *world) holds(c *Campaign, name string, whole int64) {
	w.t.Helper()
	s, err := c.Shares(w.ctx)
	w.must(err)
	h, err := s.Holding(w.ctx, w.account(name))
	w.must(err)
	if h.Unminted.Cmp(tokens(whole)) != 0 {
		w.t.Errorf("%s is due %v shares, want %d tokens", name, h.Unminted, whole)
	}
	w.mined(s.Mint(w.ctx, w.people["dora"], w.account(name)))
	w.refused(second[*types.Receipt](s.Mint(w.ctx, w.people["dora"], w.account(name))), "NothingToMint")
	if h, err = s.Holding(w.ctx, w.account(name)); err != nil || h.Balance.Cmp(tokens(whole)) != 0 || h.Unminted.Sign() != 0 {
		w.t.Errorf("%s holds %+v, %v, want %d tokens", name, h, err, whole)
	}
	w.refused(second(s.Deposit(w.ctx, w.people["dora"], tokens(1))), "NoRevenue")
	w.refused(second(s.ClaimRevenue(w.ctx, w.people[name], w.account(name))), "ZeroAmount")
}
