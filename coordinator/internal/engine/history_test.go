package engine_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// asked is one submission, and told what its trainer was told.
type asked struct {
	task    canon.Digest
	node    common.Address
	attempt uint32
}

type told struct {
	row     int64 // of the receipt; 0 if there is none
	unknown bool  // nobody knows whether it happened, or ever will
}

// standing is the state of one task.
type standing struct {
	row     int64 // 0 until an answer was accepted
	by      asked
	refused string // who was told no, for ever
}

func (a asked) String() string { return fmt.Sprintf("%s/%d;", a.node, a.attempt) }

// acceptance is what a history of submissions must look like from outside: as if each had been decided at one moment between
// question and answer. A task has one accepted answer, which always gets the same row; a no is for ever.
var acceptance = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		by := map[canon.Digest][]porcupine.Operation{}
		for _, o := range history {
			task := o.Input.(asked).task
			by[task] = append(by[task], o)
		}
		var parts [][]porcupine.Operation
		for _, part := range by {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return standing{} },
	Step: func(state, input, output any) (bool, any) {
		s, in, out := state.(standing), input.(asked), output.(told)
		mine, no := s.row > 0 && s.by == in, strings.Contains(s.refused, in.String())
		switch {
		case out.unknown: // it happened, or it will come too late to matter
			if s.row == 0 && !no {
				s.by, s.row = in, -1 // a row that nobody has seen yet
			}
			return true, s
		case out.row > 0 && s.row == -1 && s.by == in:
			s.row = out.row
			return true, s
		case out.row > 0 && s.row == 0 && !no:
			s.by, s.row = in, out.row
			return true, s
		case out.row > 0:
			return mine && s.row == out.row, s
		}
		if !no {
			s.refused += in.String()
		}
		return !mine && !(s.row == -1 && s.by == in), s
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%v: %+v", input, output) },
}

// recorder is a history that many write.
type recorder struct {
	mu     sync.Mutex
	begin  time.Time
	events []porcupine.Operation // guarded by mu
}

// submit makes one submission and records it. What is known to have had no effect is not recorded.
func (r *recorder) submit(client int, h *hand, j *work) error {
	in := asked{j.digest, h.at, j.submit.Attempt}
	call := time.Since(r.begin).Nanoseconds()
	receipt, err := h.submit(j.submit)
	o := porcupine.Operation{ClientId: client, Input: in, Call: call, Return: time.Since(r.begin).Nanoseconds()}
	switch {
	case err == nil:
		o.Output = told{row: receipt.Row.Seq}
	case errors.Is(err, engine.ErrUnknownOutcome), errors.Is(err, engine.ErrStandby):
		o.Output, o.Return = told{unknown: true}, int64(time.Hour) // it may still happen
	case errors.Is(err, round.ErrStale), errors.Is(err, round.ErrUnknown):
		o.Output = told{}
	default:
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, o)
	return nil
}

// count returns how many operations have an output of a kind.
func (r *recorder) count(ok func(told) bool) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, o := range r.events {
		if ok(o.Output.(told)) {
			n++
		}
	}
	return n
}

// Trainers submit everything several times at once, late and from lost leases, while writes fail, or happen and nobody is
// told, and the coordinator is replaced in the middle. What they were told is linearizable.
func TestAcceptanceIsLinearizable(t *testing.T) {
	w := newWorld(t, false, func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Rounds = 4, 5 })
	tap := w.tapped()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	history := &recorder{begin: time.Now()}
	hands := []*hand{w.hand(), w.hand(), w.hand(), w.hand()}
	var late, ripe []func() error          // submissions that are held back; of leases that were lost meanwhile
	dice := rand.New(rand.NewPCG(seed, 1)) // the tap's, under its lock
	for step := 0; w.view().State.Stage != campaign.Trained; step++ {
		if step > 3000 {
			t.Fatalf("seed %d: not trained after %d steps: %s", seed, step, w.view().Reason)
		}
		var group sync.WaitGroup
		errs := make(chan error, 100)
		do := func(f func() error) { group.Go(func() { errs <- f() }) }
		work := map[int]*work{}
		for i, h := range hands {
			if j := h.lease(); j != nil {
				work[i] = j
			}
		}
		tap.set(func() outcome { return outcome(max(dice.IntN(40)-37, 0)) }) // now and then one fails or is lost
		for i, j := range work {
			submit := func() error { return history.submit(i, hands[i], j) }
			if r.IntN(3) == 0 {
				late = append(late, submit)
				continue
			}
			do(submit)
			do(submit)
		}
		for _, f := range ripe { // others have their tasks by now
			do(f)
		}
		ripe = nil
		if len(late) > 1 {
			ripe, late = late, nil
		}
		if r.IntN(8) == 0 { // in the middle of it
			w.stop()
		}
		group.Wait()
		tap.set(nil)
		close(errs)
		for err := range errs {
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		w.stop()
		w.lead()
		if ripe != nil {
			w.skew.Add(int64(2 * time.Minute)) // their leases are over
			w.until("open again", func() bool {
				return w.view().State.Stage == campaign.Trained || slices.ContainsFunc(w.view().Slots, func(s round.Slot) bool { return s.Status == round.Open && s.Attempt > 0 })
			})
		}
	}
	enough(t, history)
	if !porcupine.CheckOperations(acceptance, history.events) {
		t.Errorf("seed %d: what trainers were told is not linearizable", seed)
	}
	seesBugs(t, history.events)
	w.audit()
}

// enough fails a history of too little traffic.
func enough(t *testing.T, history *recorder) {
	t.Helper()
	const acceptedMin, unknownMin, refusedMin = 25, 3, 1
	accepted := history.count(func(o told) bool { return o.row > 0 })
	unknown := history.count(func(o told) bool { return o.unknown })
	refused := history.count(func(o told) bool { return o == told{} })
	t.Logf("%d answers with a receipt, %d without any answer, %d refused", accepted, unknown, refused)
	if accepted < acceptedMin || unknown < unknownMin || refused < refusedMin {
		t.Error("too little happened to prove anything")
	}
}

// seesBugs plants broken promises into a history: the checker must see each.
func seesBugs(t *testing.T, history []porcupine.Operation) {
	t.Helper()
	for what, bug := range map[string]func([]porcupine.Operation){
		"a receipt for two trainers": func(h []porcupine.Operation) { h[0].Input = asked{h[0].Input.(asked).task, common.Address{1}, 1} },
		"another row for the same":   func(h []porcupine.Operation) { h[0].Output = told{row: h[0].Output.(told).row + 1} },
		"a no after the receipt": func(h []porcupine.Operation) {
			h[1].Output = told{}
			h[1].Call, h[1].Return = h[0].Return+1, h[0].Return+2
		},
		"a receipt after a final no": func(h []porcupine.Operation) { h[1].Output = told{}; h[1].Call, h[1].Return = h[0].Call-2, h[0].Call-1 },
	} {
		if planted := twice(history, bug); planted == nil || porcupine.CheckOperations(acceptance, planted) {
			t.Errorf("%s is not seen", what)
		}
	}
}

// twice returns a copy of the history with a bug in two operations of the same submission that both got the receipt; nil if
// there are none.
func twice(history []porcupine.Operation, bug func([]porcupine.Operation)) []porcupine.Operation {
	for i, a := range history {
		for k, b := range history[:i] {
			if a.Input == b.Input && a.Output == b.Output && a.Output.(told).row > 0 {
				planted := slices.Clone(history)
				two := []porcupine.Operation{a, b}
				bug(two)
				planted[i], planted[k] = two[0], two[1]
				return planted
			}
		}
	}
	return nil
}
