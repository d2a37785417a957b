package engine_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/proto/sign"
)

// audited makes one result in ten be checked, and all of those who are new.
func audited(probation int) func(*campaign.Spec) {
	return func(s *campaign.Spec) {
		s.Recipe.Rounds, s.Recipe.Lanes, s.Settlement.EpochRounds = 8, 4, 8
		s.Audit = campaign.Audit{Floor: "0.1", Probation: probation, Reserve: "4", Steps: 1}
	}
}

// toTheEnd has hands work in turn until the campaign is trained, and returns the whole ledger.
func (w *world) toTheEnd(hands ...*hand) []ledger.Row {
	w.t.Helper()
	w.until("trained", func() bool {
		for _, h := range hands {
			if j := h.lease(); j != nil {
				_, _ = h.submit(j.submit) // a task may be void by now
			}
		}
		return w.view().State.Stage == campaign.Trained
	})
	return must(w.engine.Ledger(w.t.Context(), w.spec.Name, 1, 10_000))
}

// honest refuses a model in which anything is left of a lie: an honest hand's output depends on the task alone.
func (w *world) honest(h *hand) {
	w.t.Helper()
	for _, r := range w.view().Rounds {
		record := must(canon.Decode[round.Record](must(w.blob.GetRecord(w.t.Context(), r.Record))))
		for _, d := range record.Done {
			task := record.Task(d.Kind, d.Index)
			if canon.DigestOf(task) != d.Task {
				w.t.Fatalf("round %d: %s %d is not the task of its inputs", r.Number, d.Kind, d.Index)
			}
			want := canon.DigestOf(h.output(&work{task: task, digest: d.Task}))
			if d.Output != want {
				w.t.Fatalf("round %d: %s %d is false", r.Number, d.Kind, d.Index)
			}
		}
	}
}

func conducts(rows []ledger.Row) *ledger.Tally {
	tally := ledger.NewTally()
	for _, r := range rows {
		tally.Enter(r)
	}
	return tally
}

// Who lies from the first task on is caught by the first task: it is new, so all its work is checked.
func TestNewLiarIsCaughtAtOnce(t *testing.T) {
	w := newWorld(t, false, audited(3))
	ann, bob, liar := w.hand(), w.hand(), w.hand()
	liar.lies = func(task round.Task) bool { return true }
	tally := conducts(w.toTheEnd(liar, ann, bob))
	w.honest(ann)
	if c := tally.Conducts()[liar.at]; len(c.Faults) == 0 || c.Verified != 0 || !c.Fraud(w.spec.Audit) {
		t.Fatalf("the liar's conduct is %+v", c)
	}
	for _, h := range []*hand{ann, bob} {
		if c := tally.Conducts()[h.at]; len(c.Faults) != 0 {
			t.Fatalf("an honest node is accused: %+v", c)
		}
	}
}

// Who is honest until it is trusted, and lies then, is believed until a draw falls on it; then its earlier work is computed
// again, and the campaign goes back to the first lie. Draws are chance: of so many campaigns one at least goes back, and the
// first that does is enough.
func TestTrustedLiarIsUndone(t *testing.T) {
	for range 40 {
		w := newWorld(t, false, audited(2))
		ann, bob, liar := w.hand(), w.hand(), w.hand()
		liar.lies = func(task round.Task) bool { return task.Round >= 2 }
		tally := conducts(w.toTheEnd(liar, ann, bob))
		for _, h := range []*hand{ann, bob} {
			if c := tally.Conducts()[h.at]; len(c.Faults) != 0 {
				t.Fatalf("an honest node is accused: %+v", c)
			}
		}
		if len(tally.Conducts()[liar.at].Faults) > 0 {
			w.honest(ann)
		}
		wentBack := w.checkChain()
		w.stop()
		if wentBack {
			return
		}
	}
	t.Fatal("no draw ever fell on a liar after its first lie")
}

// Two newcomers of one person tell the same lie, and would confirm each other. While a node that has proved itself is here,
// it is asked instead.
func TestNewcomersDoNotConfirmEachOther(t *testing.T) {
	w := newWorld(t, false, audited(2))
	ann, bob := w.hand(), w.hand()
	var eve, mal *hand
	hands := []*hand{ann, bob}
	w.until("trained", func() bool {
		if eve == nil && w.view().State.Round >= 2 { // ann and bob are proven by now
			eve, mal = w.hand(), w.hand()
			eve.lies = func(round.Task) bool { return true }
			mal.lies = eve.lies
			hands = []*hand{eve, mal, ann, bob} // the two are always quicker
		}
		for _, h := range hands {
			if j := h.lease(); j != nil {
				_, _ = h.submit(j.submit)
			}
		}
		return w.view().State.Stage == campaign.Trained
	})
	w.honest(ann)
	tally := conducts(must(w.engine.Ledger(t.Context(), w.spec.Name, 1, 10_000)))
	for _, h := range []*hand{eve, mal} {
		if c := tally.Conducts()[h.at]; len(c.Faults) == 0 || c.Verified > 0 {
			t.Errorf("a lying newcomer has %d results confirmed and %d faults", c.Verified, len(c.Faults))
		}
	}
}

// When the reserve is spent checks wait, with a reason that says what is missing, and every other task is still given out.
// Whoever tops the contract up by that lets the campaign go on.
func TestSpentReserveHoldsUpChecksUntilTheContractHasMore(t *testing.T) {
	w := newWorld(t, true, audited(1000), func(s *campaign.Spec) { s.Audit.Reserve = "0.1" })
	w.fund()
	hands := []*hand{w.hand(), w.hand(), w.hand()}
	work := func() {
		for _, h := range hands {
			if j := h.lease(); j != nil {
				if _, err := h.submit(j.submit); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	w.until("the reserve is spent", func() bool {
		work()
		return strings.Contains(w.view().Reason, "reserve for verification")
	})
	for _, slot := range w.view().Slots {
		if slot.Status != round.Accepted {
			t.Errorf("%s %d of round %d is %s", slot.Kind, slot.Index, slot.Round, slot.Status)
		}
	}
	number, reason := w.view().State.Round, w.view().Reason
	missing, ok := new(big.Int).SetString(reason[strings.LastIndex(reason, " ")+1:], 10)
	if !ok || missing.Sign() <= 0 {
		t.Fatalf("the reason does not end with what is missing: %s", reason)
	}
	tell := func(block uint64, more *big.Int) {
		escrow := new(big.Int).Add(w.spec.Cost(), more)
		f := engine.Funding{Phase: campaign.PhaseActive, Goal: "1", Escrow: escrow.String(), Earned: "0", Block: block}
		if err := w.engine.ReportFunding(t.Context(), w.poster, w.spec.Name, f); err != nil {
			t.Fatal(err)
		}
	}
	tell(2, new(big.Int).Sub(missing, big.NewInt(1)))
	work()
	if w.view().State.Round != number {
		t.Fatal("a unit less than is missing lets it go on")
	}
	tell(3, missing)
	rows := w.view().Rows
	w.until("a check", func() bool { work(); return w.view().Rows > rows })
	tell(4, w.spec.TaskCost())
	w.toTheEnd(hands...)
}

// A trial pays nobody, so its checks are never too dear.
func TestTrialHasNoReserveToSpend(t *testing.T) {
	w := newWorld(t, false, audited(1000), func(s *campaign.Spec) { s.Audit.Reserve = "0.1" })
	rows := w.toTheEnd(w.hand(), w.hand(), w.hand())
	if sum := ledger.Sum(rows); sum.Cmp(w.spec.Cost()) <= 0 {
		t.Fatalf("%s base units of work, the spec's cost is %s", sum, w.spec.Cost())
	}
}

// When the loss on held-out text jumps, whatever nobody has checked since the last evaluation is computed again before the
// round closes.
func TestJumpOfTheHeldOutLossIsLookedInto(t *testing.T) {
	w := newWorld(t, false, audited(1), func(s *campaign.Spec) {
		s.Audit.Floor, s.Recipe.Evaluate = "0.001", 1
		s.Data.HeldOut = campaign.HeldOut{Tokens: s.Data.Tokens, Bytes: s.Data.Tokens, Shards: s.Data.Shards}
	})
	tally := conducts(w.toTheEnd(w.hand(), w.hand(), w.hand()))
	if r := w.view().Rounds[4]; r.HeldOut != 8 || w.view().Rounds[3].HeldOut != 2 {
		t.Fatalf("round 4 says %v of the checkpoint before it", r.HeldOut)
	}
	unchecked := map[int]int{}
	for _, a := range tally.Unchecked(0) {
		unchecked[a.Round]++
	}
	if unchecked[3] != 0 || unchecked[5]+unchecked[6]+unchecked[7] == 0 {
		t.Fatalf("unchecked answers by round: %v", unchecked)
	}
}

// A node that signs two answers to one attempt has convicted itself: the proof stands for ever, and it gets no more work.
func TestEquivocationIsProof(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	j := h.lease()
	if _, err := h.submit(j.submit); err != nil {
		t.Fatal(err)
	}
	second := j.submit
	second.Output = relabel(second.Output, canon.Digest{5})
	forged := second
	other.sign(&forged) // somebody else's signature proves nothing
	if _, err := h.submit(forged); !errors.Is(err, sign.ErrSignature) {
		t.Fatalf("a forged second answer: %v", err)
	}
	if proofs := must(w.engine.Equivocations(t.Context(), w.spec.Name)); len(proofs) != 0 {
		t.Fatalf("%d proofs of nothing", len(proofs))
	}
	h.sign(&second)
	if _, err := h.submit(second); !errors.Is(err, engine.ErrForbidden) {
		t.Fatalf("a second answer: %v", err)
	}
	w.stop()
	w.lead()
	proofs := must(w.engine.Equivocations(t.Context(), w.spec.Name))
	if len(proofs) != 1 || proofs[0].Node != h.at || proofs[0].Verify() != nil {
		t.Fatalf("proofs %+v", proofs)
	}
	if j := h.lease(); j != nil {
		t.Fatal("a convicted node got a task")
	}
	w.finish(other)
}

// checkChain follows the chain of records back to its beginning, and reports whether it has void rounds.
func (w *world) checkChain() (wentBack bool) {
	w.t.Helper()
	number, link := w.spec.Recipe.Rounds+1, canon.Digest{}
	for at := w.view().State.Record; !at.IsZero(); {
		r := must(canon.Decode[round.Record](must(w.blob.GetRecord(w.t.Context(), at))))
		if !link.IsZero() && !verify.Follows(r.Link, link) {
			w.t.Fatalf("the link after round %d does not follow its own", r.Number)
		}
		wentBack = wentBack || r.Number >= number
		number, link, at = r.Number, r.Link, r.Previous
	}
	w.checkNumbers()
	return wentBack
}
