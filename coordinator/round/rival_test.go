package round_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/round"
	"quire/proto/canon"
)

var cat = common.Address{3}

// overdue is a round in which ann holds the first lane and bob has been given the same one besides.
func overdue(t *testing.T) (a *at, first, second round.Slot) {
	a = &at{t: t, state: round.New(campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Slices = 1, 1 }), 1, canon.Digest{1}), now: t0}
	first = a.lease(ann)
	if _, err := a.do(round.Lease{Node: bob, For: lease}); !errors.Is(err, round.ErrNoTask) {
		t.Fatalf("a task that is not late is leased twice: %v", err)
	}
	effects, err := a.do(round.Lease{Node: bob, For: lease, Late: []canon.Digest{first.Task}})
	if err != nil {
		t.Fatal(err)
	}
	second = effects[0].(round.Granted).Slot
	if second.Task != first.Task || second.Attempt != first.Attempt+1 || second.Node != bob {
		t.Fatalf("the copy is %+v", second)
	}
	return a, first, second
}

func TestFirstOfTwoHasTheTask(t *testing.T) {
	for name, winner := range map[string]int{"the straggler": 0, "the copy": 1} {
		t.Run(name, func(t *testing.T) {
			a, first, second := overdue(t)
			both := []round.Slot{first, second}
			for _, s := range both { // both go on, and a third one gets nothing
				if _, err := a.do(round.Renew{Node: s.Node, Task: s.Task, Attempt: s.Attempt, For: lease}); err != nil {
					t.Fatal(err)
				}
			}
			if again := a.lease(bob); again.Attempt != second.Attempt {
				t.Fatalf("bob asks again and gets attempt %d", again.Attempt)
			}
			if _, err := a.do(round.Lease{Node: cat, For: lease, Late: []canon.Digest{first.Task}}); !errors.Is(err, round.ErrNoTask) {
				t.Fatalf("a third lease: %v", err)
			}
			if _, err := a.submit(both[winner]); err != nil {
				t.Fatal(err)
			}
			if _, err := a.submit(both[1-winner]); !errors.Is(err, round.ErrAccepted) {
				t.Fatalf("the other answer: %v", err)
			}
			if s, _ := a.state.Slot(first.Task); s.Status != round.Accepted || len(s.Claims) != 1 || s.Claims[0].Node != both[winner].Node {
				t.Fatalf("the slot is %+v", s)
			}
		})
	}
}

// If the answer is drawn for a check, whoever computes the task too goes on: his answer is the check.
func TestTheOtherIsTheCheck(t *testing.T) {
	for winner := range 2 {
		a, first, second := overdue(t)
		both := []round.Slot{first, second}
		w, l := both[winner], both[1-winner]
		if _, err := a.do(round.Submit{Node: w.Node, Owner: w.Node, Task: w.Task, Attempt: w.Attempt, Output: output(w), Seq: 1, Check: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.do(round.Lease{Node: cat, For: lease}); err == nil {
			if s, _ := a.state.Slot(first.Task); s.Node == cat {
				t.Fatal("a third node checks although the second one computes already")
			}
		}
		if _, err := a.do(round.Submit{Node: l.Node, Owner: l.Node, Task: l.Task, Attempt: l.Attempt, Output: output(l), Seq: 2}); err != nil {
			t.Fatalf("the check by the other: %v", err)
		}
		if s, _ := a.state.Slot(first.Task); s.Status != round.Accepted || len(s.Claims) != 2 {
			t.Fatalf("the slot is %+v", s)
		}
	}
}

// Either of the two can go: the other has the task then, and no number is given twice.
func TestOneOfTwoGoes(t *testing.T) {
	for gone := range 2 {
		for _, how := range []string{"released", "expired"} {
			a, first, second := overdue(t)
			both := []round.Slot{first, second}
			stays := both[1-gone]
			if how == "released" {
				if _, err := a.do(round.Release{Node: both[gone].Node, Task: first.Task, Attempt: both[gone].Attempt}); err != nil {
					t.Fatal(err)
				}
			} else {
				a.now = a.now.Add(lease / 2)
				if _, err := a.do(round.Renew{Node: stays.Node, Task: stays.Task, Attempt: stays.Attempt, For: lease}); err != nil {
					t.Fatal(err)
				}
				a.now = a.now.Add(lease * 3 / 4)
				if effects, err := a.do(round.Tick{}); err != nil || len(effects) != 1 || effects[0].(round.Lost).Slot.Node != both[gone].Node {
					t.Fatalf("%v, %v", effects, err)
				}
			}
			if s, _ := a.state.Slot(first.Task); s.Status != round.Leased || s.Node != stays.Node || s.Attempt != stays.Attempt {
				t.Fatalf("%s: the slot is %+v, want the lease of %v", how, s, stays.Node)
			}
			third, err := a.do(round.Lease{Node: cat, For: lease, Late: []canon.Digest{first.Task}})
			if err != nil {
				t.Fatal(err)
			}
			if n := third[0].(round.Granted).Slot.Attempt; n != 3 {
				t.Fatalf("the third lease has number %d", n)
			}
			if _, err := a.submit(both[gone]); !errors.Is(err, round.ErrStale) {
				t.Fatalf("%s: the one that is gone: %v", how, err)
			}
			if _, err := a.submit(stays); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// straggling plays a round of 12 lanes by 16 nodes of which slow ones take 20 times as long as the others, and returns how
// many times the usual the round took. The pace was measured in the round before.
func straggling(t *testing.T, slow int, copies bool) float64 {
	t.Helper()
	const lanes, nodes, usual = 12, 16, time.Minute
	s := round.New(campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Lanes = lanes }), 1, canon.Digest{1})
	takes := func(n int) time.Duration {
		if n < slow {
			return 20 * usual
		}
		return usual
	}
	var pace round.Pace
	for n := range nodes {
		pace.Note(round.Train, common.Address{9, byte(n)}, takes(n))
	}
	held := map[int]round.Slot{}
	for now := t0; ; now = now.Add(time.Second) {
		for n := range nodes {
			node := common.Address{9, byte(n)}
			if slot, ok := held[n]; ok {
				if now.Sub(time.UnixMilli(slot.Since)) >= takes(n) {
					delete(held, n)
					next, _, err := s.Apply(now, round.Submit{Node: node, Owner: node, Task: slot.Task, Attempt: slot.Attempt, Output: output(slot), Seq: 1})
					if err == nil {
						s = next
						pace.Note(round.Train, node, takes(n))
					}
				}
				continue
			}
			e := round.Lease{Node: node, Owner: node, For: time.Hour, Without: []round.Kind{round.Merge}}
			if copies {
				e.Late = pace.Late(s, now, node)
			}
			if next, effects, err := s.Apply(now, e); err == nil {
				s, held[n] = next, effects[0].(round.Granted).Slot
			}
		}
		if s.Done(round.Train) == lanes {
			return float64(now.Sub(t0)) / float64(usual)
		}
	}
}

// Stragglers never stall a round beyond LateFactor + 1 times what its tasks take, and a little: while they hold some of its
// tasks, whoever is idle computes those too. Without copies they do.
func TestStragglersStallNoRound(t *testing.T) {
	for slow := range 5 {
		t.Run(fmt.Sprint(slow), func(t *testing.T) {
			with, without := straggling(t, slow, true), straggling(t, slow, false)
			t.Logf("%d of 16 nodes take 20 times as long: the round takes %.2f of a task's time, %.2f without copies", slow, with, without)
			if with > round.LateFactor+1.1 {
				t.Errorf("the round takes %.2f times as long as a task", with)
			}
			if slow > 0 && without < 20 {
				t.Errorf("without copies it takes %.2f: this test sees nothing", without)
			}
		})
	}
}

// A node too small for a kind of task gets the others.
func TestNodeTooSmallForAKind(t *testing.T) {
	a := &at{t: t, state: round.New(campaigntest.Spec(), 1, canon.Digest{1}), now: t0}
	if _, err := a.do(round.Lease{Node: ann, For: lease, Without: []round.Kind{round.Train}}); !errors.Is(err, round.ErrNoTask) {
		t.Fatalf("a node too small to train trains: %v", err)
	}
	for range 2 {
		if _, err := a.submit(a.lease(bob)); err != nil {
			t.Fatal(err)
		}
	}
	effects, err := a.do(round.Lease{Node: ann, For: lease, Without: []round.Kind{round.Train}})
	if err != nil || effects[0].(round.Granted).Slot.Kind != round.Merge {
		t.Fatalf("%v, %v", effects, err)
	}
}
