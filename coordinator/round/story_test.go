package round_test

import (
	"errors"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/round"
	"quire/proto/canon"
)

const lease = 10 * time.Second

var (
	ann = common.Address{1}
	bob = common.Address{2}
	t0  = time.Unix(1_700_000_000, 0)
)

// at is a round under test, with a clock.
type at struct {
	t     *testing.T
	state round.State
	now   time.Time
	seq   int64 // of the last row
}

func (a *at) do(e round.Event) ([]round.Effect, error) {
	a.t.Helper()
	before := fmt.Sprint(a.state)
	next, effects, err := a.state.Apply(a.now, e)
	if fmt.Sprint(a.state) != before {
		a.t.Fatalf("%T changed the state it was applied to", e)
	}
	if err != nil && (len(effects) != 0 || fmt.Sprint(next) != before) {
		a.t.Fatalf("%T was refused (%v) and yet had an effect", e, err)
	}
	a.state = next
	return effects, err
}

func (a *at) lease(who common.Address) round.Slot {
	a.t.Helper()
	effects, err := a.do(round.Lease{Node: who, For: lease})
	if err != nil {
		a.t.Fatal(err)
	}
	return effects[0].(round.Granted).Slot
}

func (a *at) submit(s round.Slot) ([]round.Effect, error) {
	return a.do(round.Submit{Node: s.Node, Task: s.Task, Attempt: s.Attempt, Output: output(s)})
}

func output(s round.Slot) canon.Digest { return canon.Sum([]byte("output of " + s.Task.String())) }

func start(t *testing.T, number int) *at {
	spec := campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Slices = 3, 2 })
	return &at{t: t, state: round.New(spec, number, canon.Sum([]byte("base"))), now: t0}
}

func TestLanesThenSlicesThenClosed(t *testing.T) {
	a := start(t, 1)
	for i := range 3 {
		s := a.lease(ann)
		if s.Kind != round.Train || s.Index != i {
			t.Fatalf("lease %d is %s %d", i, s.Kind, s.Index)
		}
		if _, err := a.submit(s); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 {
		s := a.lease(bob)
		if s.Kind != round.Merge || s.Index != i {
			t.Fatalf("after the lanes came %s %d", s.Kind, s.Index)
		}
		if got := a.state.Task(s).Deltas; len(got) != 3 || got[0] != a.state.Slots[0].Output {
			t.Fatalf("merge reduces %v", got)
		}
		if _, err := a.submit(s); err != nil {
			t.Fatal(err)
		}
	}
	if !a.state.Closed() {
		t.Fatal("every task is accepted, and the round is not closed")
	}
}

func TestRoundZeroHasNoLanes(t *testing.T) {
	a := start(t, 0)
	if s := a.lease(ann); s.Kind != round.Merge || len(a.state.Task(s).Deltas) != 0 {
		t.Fatalf("round 0 begins with %s", s.Kind)
	}
}

func TestSilentTrainerLosesItsTaskToAnother(t *testing.T) {
	a := start(t, 1)
	first := a.lease(ann)
	a.now = a.now.Add(lease)
	effects, _ := a.do(round.Tick{})
	if len(effects) != 2 || effects[0].(round.Lost).Slot.Node != ann {
		t.Fatalf("effects of the tick: %v", effects)
	}
	second := a.lease(bob)
	if second.Task != first.Task || second.Attempt != 2 {
		t.Fatalf("bob got attempt %d of another task", second.Attempt)
	}
	if _, err := a.submit(first); !errors.Is(err, round.ErrStale) {
		t.Fatalf("ann's late submission: %v", err)
	}
	if _, err := a.submit(second); err != nil {
		t.Fatal(err)
	}
	if _, err := a.submit(first); !errors.Is(err, round.ErrAccepted) {
		t.Fatalf("ann's second try: %v", err)
	}
}

func TestLateWorkCountsWhileNobodyElseTookIt(t *testing.T) {
	a := start(t, 1)
	s := a.lease(ann)
	a.now = a.now.Add(2 * lease)
	_, _ = a.do(round.Tick{})
	if _, err := a.submit(s); err != nil {
		t.Fatal(err)
	}
}

func TestAskingAgainReturnsTheSameLease(t *testing.T) {
	a := start(t, 1)
	if one, two := a.lease(ann), a.lease(ann); one.Task != two.Task || two.Attempt != 1 {
		t.Fatalf("ann holds %d and %d", one.Index, two.Index)
	}
}

func TestRenewalKeepsALease(t *testing.T) {
	a := start(t, 1)
	s := a.lease(ann)
	for range 5 {
		a.now = a.now.Add(lease - time.Second)
		if _, err := a.do(round.Renew{Node: ann, Task: s.Task, Attempt: 1, For: lease}); err != nil {
			t.Fatal(err)
		}
		if effects, _ := a.do(round.Tick{}); len(effects) != 0 {
			t.Fatal("a renewed lease expired")
		}
	}
	if _, err := a.do(round.Renew{Node: bob, Task: s.Task, Attempt: 1, For: lease}); !errors.Is(err, round.ErrStale) {
		t.Fatalf("bob renewed ann's lease: %v", err)
	}
}

func TestTaskCannotBeHeldForEver(t *testing.T) {
	a := start(t, 1)
	s := a.lease(ann)
	for held := time.Duration(0); held < round.HoldMax+2*lease; held += lease / 2 {
		a.now = a.now.Add(lease / 2)
		_, _ = a.do(round.Renew{Node: ann, Task: s.Task, Attempt: 1, For: lease})
		_, _ = a.do(round.Tick{})
	}
	if now, _ := a.state.Slot(s.Task); now.Status != round.Open {
		t.Fatalf("after %s of renewals it is %s", round.HoldMax, now.Status)
	}
}

func TestReleasingTwiceIsHarmless(t *testing.T) {
	a := start(t, 1)
	s := a.lease(ann)
	for i, want := range []int{2, 0} {
		effects, err := a.do(round.Release{Node: ann, Task: s.Task, Attempt: 1})
		if err != nil || len(effects) != want {
			t.Fatalf("release %d: %v, %v", i+1, effects, err)
		}
	}
}

func TestPoisonousTaskIsQuarantinedForAWhile(t *testing.T) {
	a := start(t, 0)
	poison := a.lease(ann).Task
	for range round.AttemptsMax {
		a.now = a.now.Add(lease)
		_, _ = a.do(round.Tick{})
		_, _ = a.do(round.Lease{Node: ann, Task: poison, For: lease})
	}
	s, err := a.state.Slot(poison)
	if err != nil || s.Status != round.Quarantined {
		t.Fatalf("after %d attempts it is %s (%v)", round.AttemptsMax, s.Status, err)
	}
	a.now = a.now.Add(round.QuarantineFor)
	_, _ = a.do(round.Tick{})
	if s, _ = a.state.Slot(poison); s.Status != round.Open {
		t.Fatalf("after its quarantine it is %s", s.Status)
	}
	_, _ = a.do(round.Lease{Node: ann, Task: poison, For: lease})
	a.now = a.now.Add(lease)
	_, _ = a.do(round.Tick{})
	if s, _ = a.state.Slot(poison); s.Status != round.Quarantined {
		t.Fatalf("after one more loss it is %s", s.Status)
	}
	if _, err := a.submit(s); err != nil {
		t.Fatalf("its last holder delivers after all: %v", err)
	}
}

func TestRestoredRoundIsTheSame(t *testing.T) {
	a := start(t, 1)
	fresh := a.state
	s := a.lease(ann)
	_, _ = a.submit(s)
	a.lease(bob)
	var stored []round.Slot
	for _, slot := range a.state.Slots {
		if slot.Attempt > 0 {
			stored = append(stored, slot)
		}
	}
	again, err := fresh.Restore(stored)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(a.state) {
		t.Fatalf("restored (%v):\n%v\nwas:\n%v", err, again, a.state)
	}
}

// Whatever happens in whatever order, each task is credited at most once, and the outputs are the same.
func TestEveryTaskIsCreditedOnceWhateverHappens(t *testing.T) {
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		a := start(t, 1)
		var held []round.Slot
		credits := map[canon.Digest]int{}
		for step := 0; !a.state.Closed(); step++ {
			if step > 5000 {
				t.Fatalf("seed %d: the round never closes", seed)
			}
			var effects []round.Effect
			switch who := (common.Address{byte(1 + r.Intn(4))}); r.Intn(6) {
			case 0:
				a.now = a.now.Add(time.Duration(r.Intn(8)) * time.Second)
				effects, _ = a.do(round.Tick{})
			case 1, 2:
				if effects, _ = a.do(round.Lease{Node: who, For: lease}); len(effects) > 0 {
					held = append(held, effects[0].(round.Granted).Slot)
				}
			case 3, 4:
				if len(held) > 0 {
					effects, _ = a.submit(held[r.Intn(len(held))])
				}
			case 5:
				if len(held) > 0 && r.Intn(3) == 0 {
					s := held[r.Intn(len(held))]
					effects, _ = a.do(round.Release{Node: s.Node, Task: s.Task, Attempt: s.Attempt})
				}
			}
			for _, e := range effects {
				if c, ok := e.(round.Credit); ok {
					credits[c.Slot.Task]++
				}
			}
		}
		if len(credits) != 5 {
			t.Fatalf("seed %d: %d tasks credited", seed, len(credits))
		}
		for task, n := range credits {
			if n != 1 {
				t.Fatalf("seed %d: task %s credited %d times", seed, task.Short(), n)
			}
		}
	}
}
