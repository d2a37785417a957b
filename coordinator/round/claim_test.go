package round_test

import (
	"errors"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

var eve = common.Address{3}

// owned leases for a node with an owner of its own.
func (a *at) owned(who common.Address) round.Slot {
	a.t.Helper()
	effects, err := a.do(round.Lease{Node: who, Owner: owner(who), For: lease})
	if err != nil {
		a.t.Fatal(err)
	}
	return effects[0].(round.Granted).Slot
}

func owner(node common.Address) common.Address { return common.Address{100, node[0]} }

// answer hands in an output for a leased slot; check is what the draw said.
func (a *at) answer(s round.Slot, output canon.Digest, check bool) []round.Effect {
	a.t.Helper()
	a.seq++
	effects, err := a.do(round.Submit{
		Node: s.Node, Owner: owner(s.Node), Task: s.Task, Attempt: s.Attempt, Output: output, Steps: output, Seq: a.seq, Check: check,
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return effects
}

func lie(s round.Slot) canon.Digest { return canon.Sum([]byte("lie about " + s.Task.String())) }

// lanes answers every lane by ann, unchecked, but those that are answered.
func (a *at) lanes() {
	a.t.Helper()
	for a.state.Done(round.Train) < a.state.Lanes {
		s := a.owned(ann)
		a.answer(s, output(s), false)
	}
}

func (a *at) slot(kind round.Kind, index int) round.Slot {
	for _, s := range a.state.Own() {
		if s.Kind == kind && s.Index == index {
			return s
		}
	}
	panic("no such slot")
}

func TestDrawnAnswerWaitsForAnotherOwner(t *testing.T) {
	a := start(t, 1)
	s := a.owned(ann)
	effects := a.answer(s, output(s), true)
	if now := a.slot(round.Train, 0); now.Status != round.Open || now.Copies != 2 || now.Output != output(s) {
		t.Fatalf("a drawn answer is %s with %d copies", now.Status, now.Copies)
	}
	if _, ok := effects[len(effects)-1].(round.Ring); !ok {
		t.Fatalf("nobody is told of it: %v", effects)
	}
	if again := a.owned(ann); again.Task == s.Task {
		t.Fatal("ann is asked to confirm herself")
	}
	effects, err := a.do(round.Lease{Node: eve, Owner: owner(ann), Task: s.Task, For: lease})
	if err != nil || effects[0].(round.Granted).Slot.Task == s.Task {
		t.Fatalf("another node of ann's is asked to confirm her (%v)", err)
	}
	check := a.owned(bob)
	if check.Task != s.Task || check.Attempt != 2 {
		t.Fatalf("bob got %s %d, attempt %d", check.Kind, check.Index, check.Attempt)
	}
	a.answer(check, output(s), false)
	if now := a.slot(round.Train, 0); now.Status != round.Accepted || len(now.Claims) != 2 {
		t.Fatalf("confirmed, it is %s with %d claims", now.Status, len(now.Claims))
	}
}

// A node that takes a check and then changes its payout address to that of the first answer's owner is not let in: the
// ledger would refuse the row, and with it everybody's pay.
func TestOwnerIsLookedAtWhenTheAnswerComes(t *testing.T) {
	a := start(t, 1)
	s := a.owned(ann)
	a.answer(s, output(s), true)
	check := a.owned(bob)
	_, err := a.do(round.Submit{Node: bob, Owner: owner(ann), Task: check.Task, Attempt: check.Attempt, Output: output(s), Seq: 9})
	if !errors.Is(err, round.ErrOwner) {
		t.Fatalf("ann confirmed herself through bob: %v", err)
	}
	a.answer(check, output(s), false)
}

func TestDisputeGoesToAThirdOwner(t *testing.T) {
	a := start(t, 1)
	s := a.owned(eve)
	a.answer(s, lie(s), true)
	a.answer(a.owned(ann), output(s), false)
	if now := a.slot(round.Train, 0); now.Status != round.Open || now.Copies != 2 || now.Output != lie(s) {
		t.Fatalf("disputed, it is %s with %d copies", now.Status, now.Copies)
	}
	third := a.owned(bob)
	if third.Task != s.Task {
		t.Fatal("bob is not asked")
	}
	a.answer(third, output(s), false)
	if now := a.slot(round.Train, 0); now.Status != round.Accepted || now.Output != output(s) {
		t.Fatalf("decided, it is %s with output %s", now.Status, now.Output.Short())
	}
	if _, err := a.do(round.Submit{Node: common.Address{4}, Task: s.Task, Attempt: 4, Output: lie(s)}); !errors.Is(err, round.ErrAccepted) {
		t.Fatalf("a verdict is not final: %v", err)
	}
}

// Merges go on with a lane's first answer while it is being checked. If that was wrong they are void, whoever holds them,
// and are done again.
func TestMergesFollowTheLanes(t *testing.T) {
	a := start(t, 1)
	s := a.owned(eve)
	a.answer(s, lie(s), true)
	for i := 1; i < 3; i++ {
		lane := a.slot(round.Train, i)
		effects, err := a.do(round.Lease{Node: ann, Owner: owner(ann), Task: lane.Task, For: lease})
		if err != nil {
			t.Fatal(err)
		}
		a.answer(effects[0].(round.Granted).Slot, output(lane), false)
	}
	first, second := a.slot(round.Merge, 0), a.slot(round.Merge, 1)
	if first.Status != round.Open || a.state.Task(first).Deltas[0] != lie(s) {
		t.Fatalf("with an answer to every lane the merges are %s", first.Status)
	}
	take := func(who common.Address, task canon.Digest) round.Slot {
		effects, err := a.do(round.Lease{Node: who, Owner: owner(who), Task: task, For: lease})
		if err != nil {
			t.Fatal(err)
		}
		return effects[0].(round.Granted).Slot
	}
	merged := take(eve, first.Task)
	a.answer(merged, output(merged), false)
	held := take(eve, second.Task)
	a.answer(a.owned(ann), output(s), false)
	effects := a.answer(a.owned(bob), output(s), false)
	rings := 0
	for _, e := range effects {
		if _, ok := e.(round.Ring); ok {
			rings++
		}
	}
	if now := a.slot(round.Merge, 0); now.Status != round.Open || now.Task == first.Task || len(now.Claims) != 0 || rings != 2 {
		t.Fatalf("after the verdict merge 0 is %s with %d claims, and %d rings", now.Status, len(now.Claims), rings)
	}
	if _, err := a.do(round.Submit{Node: eve, Task: held.Task, Attempt: held.Attempt, Output: output(held)}); !errors.Is(err, round.ErrUnknown) {
		t.Fatalf("a merge of the lie is taken: %v", err)
	}
	if got := a.state.Task(a.slot(round.Merge, 1)).Deltas[0]; got != output(s) {
		t.Fatal("the merges reduce the lie")
	}
	// A confirmation changes no output, and so no merge.
	lane := a.slot(round.Train, 1)
	_, _ = a.do(round.Suspect{Tasks: []round.Answer{{Round: 1, Kind: round.Train, Index: 1, Task: lane.Task, Claim: lane.Claims[0]}}})
	kept := a.slot(round.Merge, 0).Task
	a.answer(take(bob, canon.Digest{}), output(lane), false)
	if a.slot(round.Train, 1).Status != round.Accepted || a.slot(round.Merge, 0).Task != kept {
		t.Fatal("a confirmed lane renews its merges")
	}
}

func TestSuspectedAnswersOfTheRound(t *testing.T) {
	a := start(t, 1)
	a.lanes()
	lane := a.slot(round.Train, 1)
	suspect := round.Suspect{Tasks: []round.Answer{{Round: 1, Kind: round.Train, Index: 1, Task: lane.Task, Claim: lane.Claims[0]}}}
	effects, err := a.do(suspect)
	if err != nil || len(effects) != 2 {
		t.Fatalf("suspicion: %v, %v", effects, err)
	}
	if now := a.slot(round.Train, 1); now.Status != round.Open || now.Copies != 2 || now.Output != output(lane) {
		t.Fatalf("suspected, it is %s with %d copies", now.Status, now.Copies)
	}
	if effects, _ = a.do(suspect); len(effects) != 0 {
		t.Fatalf("suspected twice: %v", effects)
	}
	if effects, _ = a.do(round.Suspect{Tasks: []round.Answer{{Round: 1, Kind: round.Merge, Task: canon.Sum([]byte("void"))}}}); len(effects) != 0 {
		t.Fatalf("a task that is void is done again: %v", effects)
	}
}

// A result of an earlier round becomes a case: a task of the open round like any other, but it makes no checkpoint.
func TestCases(t *testing.T) {
	a := start(t, 5)
	old := round.Slot{Round: 3, Kind: round.Train, Index: 2, Task: canon.Sum([]byte("old task"))}
	case1 := round.Answer{Round: 3, Kind: round.Train, Index: 2, Task: old.Task, Claim: verify.Claim{Seq: 7, Node: eve, Owner: owner(eve), Attempt: 1, Output: lie(old), Steps: lie(old)}}
	case2 := case1
	case2.Round, case2.Task = 2, canon.Sum([]byte("older task"))
	effects, err := a.do(round.Suspect{Tasks: []round.Answer{case1, case2}})
	if err != nil || len(effects) != 4 || len(a.state.Cases()) != 2 || len(a.state.Own()) != 5 {
		t.Fatalf("two cases: %v, %v", effects, err)
	}
	fresh := start(t, 5).state
	restored, err := fresh.Restore(a.state.Cases())
	if err != nil || fmt.Sprint(restored) != fmt.Sprint(a.state) {
		t.Fatalf("restored with cases (%v):\n%v\nwas\n%v", err, restored, a.state)
	}
	again, _ := restored.Restore(a.state.Cases()[:1])
	if len(again.Cases()) != 2 {
		t.Fatalf("a case restored twice makes %d cases", len(again.Cases()))
	}
	for !a.state.Closed() {
		for _, who := range []common.Address{ann, bob} {
			effects, err := a.do(round.Lease{Node: who, Owner: owner(who), For: lease})
			if err != nil {
				continue
			}
			s := effects[0].(round.Granted).Slot
			if a.state.Closed() {
				t.Fatal("closed with an open case")
			}
			want := output(s)
			if s.Task == case2.Task {
				want = lie(old) // this one was right
			}
			a.answer(s, want, false)
		}
	}
	if number, ok := a.state.False(); !ok || number != 3 {
		t.Fatalf("round %d is false: %v; round 3 was", number, ok)
	}
	if got := len(a.state.Record(canon.Digest{}, canon.Digest{}, canon.Digest{}).Done); got != 5 {
		t.Fatalf("the record has %d tasks: cases are not the round's own", got)
	}
}

func TestEarliestFalseRound(t *testing.T) {
	a := start(t, 5)
	for _, c := range []struct {
		round      int
		was, is    string
		status     round.Status
		number     int
		falseRound bool
	}{
		{4, "x", "x", round.Accepted, 0, false},
		{3, "x", "y", round.Accepted, 3, true},
		{1, "x", "y", round.Open, 3, true}, // undecided
		{2, "x", "y", round.Accepted, 2, true},
		{4, "x", "y", round.Accepted, 2, true},
	} {
		a.state.Slots = append(a.state.Slots, round.Slot{Round: c.round, Task: canon.Sum([]byte{byte(len(a.state.Slots))}), Status: c.status, Was: canon.Sum([]byte(c.was)), Output: canon.Sum([]byte(c.is))})
		if number, ok := a.state.False(); number != c.number || ok != c.falseRound {
			t.Errorf("after %+v: round %d, %v", c, number, ok)
		}
	}
}

// A round that is opened again takes from the ledger what is settled there: its lanes, and then the merges of just these.
func TestAdoptedAnswers(t *testing.T) {
	whole := start(t, 1)
	whole.lanes()
	for !whole.state.Closed() {
		s := whole.owned(bob)
		whole.answer(s, output(s), false)
	}
	known := map[canon.Digest][]verify.Claim{}
	for _, s := range whole.state.Own() {
		known[s.Task] = s.Claims
	}
	claims := func(s round.Slot) []verify.Claim { return known[s.Task] }
	fresh := start(t, 1).state
	if got := fresh.Adopt(claims); !got.Closed() || fmt.Sprint(got.Outputs(round.Merge)) != fmt.Sprint(whole.state.Outputs(round.Merge)) {
		t.Fatalf("with every answer known the round is open: %v", got)
	}
	lane := whole.state.Slots[0]
	known[lane.Task] = append(known[lane.Task], verify.Claim{Node: eve, Output: lie(lane)})
	got := fresh.Adopt(claims)
	if got.Slots[0].Status != round.Open || len(got.Slots[0].Claims) != 0 || got.Slots[1].Status != round.Accepted || got.Slots[3].Status != round.Waiting {
		t.Fatalf("a dispute was adopted: %v", got)
	}
	third := verify.Claim{Node: bob, Output: lie(lane)}
	known[lane.Task] = append(known[lane.Task], third)
	got = fresh.Adopt(claims)
	if got.Slots[0].Output != lie(lane) || got.Slots[3].Status != round.Open || len(got.Slots[3].Claims) != 0 {
		t.Fatalf("with another verdict on a lane the old merges are adopted: %v", got)
	}
	if fresh.Slots[1].Status != round.Open {
		t.Fatal("Adopt changed the state it was applied to")
	}
}

func TestNobodyChoosesWhoseWorkHeChecks(t *testing.T) {
	a := start(t, 1)
	var checks []canon.Digest
	for range 3 {
		s := a.owned(ann)
		a.answer(s, output(s), true)
		checks = append(checks, s.Task)
	}
	got := map[canon.Digest]int{}
	for n := range 200 {
		lot := verify.Lot(canon.Sum([]byte("link")), common.Address{byte(n), 1})
		ask := func(task canon.Digest) round.Slot {
			effects, err := a.do(round.Lease{Node: bob, Owner: owner(bob), Task: task, For: lease, Lot: lot})
			if err != nil {
				t.Fatal(err)
			}
			s := effects[0].(round.Granted).Slot
			_, _ = a.do(round.Release{Node: bob, Task: s.Task, Attempt: s.Attempt})
			return s
		}
		before := a.state
		first := ask(canon.Digest{})
		got[first.Task]++
		for _, task := range checks {
			if again := ask(task); again.Task != first.Task {
				t.Fatal("asking for another check, it gets another one")
			}
		}
		a.state = before // so that no task is quarantined
	}
	for _, task := range append(checks, a.slot(round.Merge, 0).Task, a.slot(round.Merge, 1).Task) {
		if n := got[task]; n < 15 || n > 80 {
			t.Errorf("of 200 nodes %d get the same one of five tasks", n)
		}
	}
	if s := a.slot(round.Merge, 1); s.Status != round.Open {
		t.Fatalf("merge 1 is %s", s.Status)
	}
	effects, err := a.do(round.Lease{Node: bob, Owner: owner(bob), Task: a.slot(round.Merge, 1).Task, For: lease, Lot: verify.Lot(canon.Digest{1}, bob)})
	if err != nil || effects[0].(round.Granted).Slot.Index != 1 || effects[0].(round.Granted).Slot.Kind != round.Merge {
		t.Fatalf("a task that nobody has answered may be asked for (%v)", err)
	}
}

func TestChecksThatAreLeftToOthers(t *testing.T) {
	a := start(t, 1)
	s := a.owned(ann)
	a.answer(s, output(s), true)
	effects, err := a.do(round.Lease{Node: bob, Owner: owner(bob), For: lease, Not: []canon.Digest{s.Task}})
	if err != nil || effects[0].(round.Granted).Slot.Task == s.Task {
		t.Fatalf("bob is given what is left to others (%v)", err)
	}
	if got := a.owned(eve); got.Task != s.Task {
		t.Fatal("eve does not get it")
	}
}

// Whoever lies, as often as he likes, each on his own: with two honest owners every round closes, and with honest outputs
// wherever an honest owner was asked. Everything is drawn, so that is everywhere.
func TestLiarsChangeNothing(t *testing.T) {
	for seed := range int64(150) {
		r := rand.New(rand.NewSource(seed))
		a := start(t, 1)
		nodes := []common.Address{ann, bob, {3}, {4}, {5}} // the last three lie
		held := map[common.Address]round.Slot{}
		for step := 0; !a.state.Closed(); step++ {
			if step > 5000 {
				t.Fatalf("seed %d: the round never closes: %v", seed, a.state)
			}
			who := nodes[r.Intn(len(nodes))]
			s, ok := held[who]
			switch {
			case r.Intn(12) == 0:
				a.now = a.now.Add(time.Duration(r.Intn(8)) * time.Second)
				_, _ = a.do(round.Tick{})
			case !ok:
				lot := verify.Lot(canon.Sum([]byte{byte(seed)}), who)
				if effects, err := a.do(round.Lease{Node: who, Owner: owner(who), For: lease, Lot: lot}); err == nil {
					held[who] = effects[0].(round.Granted).Slot
				}
			default:
				delete(held, who)
				result := output(s)
				if who[0] > 2 && r.Intn(2) == 0 {
					result = canon.Sum(append(who[:], s.Task[:]...))
				}
				a.seq++
				now, _ := a.state.Slot(s.Task) // only the first answer is drawn
				_, err := a.do(round.Submit{Node: who, Owner: owner(who), Task: s.Task, Attempt: s.Attempt, Output: result, Seq: a.seq, Check: len(now.Claims) == 0})
				if err != nil && !errors.Is(err, round.ErrStale) && !errors.Is(err, round.ErrUnknown) && !errors.Is(err, round.ErrAccepted) {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
		}
		for _, s := range a.state.Own() {
			if s.Output != output(s) || s.Task != canon.DigestOf(a.state.Task(s)) {
				t.Fatalf("seed %d: %s %d is closed with a lie", seed, s.Kind, s.Index)
			}
			owners := map[common.Address]bool{}
			for _, c := range s.Claims {
				if owners[c.Owner] {
					t.Fatalf("seed %d: %s answered %s %d twice", seed, c.Owner, s.Kind, s.Index)
				}
				owners[c.Owner] = true
			}
			for _, i := range verify.Judge(s.Claims, s.Copies).Wrong {
				if n := s.Claims[i].Node; n == ann || n == bob {
					t.Fatalf("seed %d: an honest node is accused", seed)
				}
			}
		}
	}
}
