package round

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/verify"
	"quire/proto/canon"
)

// Event is something that happens to a round.
type Event interface{ event() }

// Lease asks for a task on behalf of a node. A node holds at most one lease; asking again returns it.
type Lease struct {
	Node  common.Address
	Owner common.Address // its payout address: nobody is asked to confirm himself
	Task  canon.Digest   // preferred; none for any
	For   time.Duration  // how long the lease lasts
	Lot   canon.Digest   // decides which of the open tasks it is, the same for as long as they are open; none for the first
	Not   []canon.Digest // answers that others are to check
	Late  []canon.Digest // leased tasks that may be leased once more, the latest first, if nothing is open
	// Without is the kinds of tasks for which the node is too small.
	Without []Kind
}

// Renew moves the deadline of a lease. It changes nothing that must be stored.
type Renew struct {
	Node    common.Address
	Task    canon.Digest
	Attempt uint32
	For     time.Duration
}

// Submit hands in an output that the caller has checked: signature, shape, and that the store holds its objects.
type Submit struct {
	Node    common.Address
	Owner   common.Address
	Task    canon.Digest
	Attempt uint32
	Output  canon.Digest
	Steps   canon.Digest
	Seq     int64 // of its ledger row
	Check   bool  // another owner's answer is wanted before it counts
}

// Suspect has answers computed again that were not drawn when they came: their node has been caught.
type Suspect struct{ Tasks []Answer }

// Answer is the only claim there is for a task of this round or an earlier one.
type Answer struct {
	Round int
	Kind  Kind
	Index int
	Task  canon.Digest
	Claim verify.Claim
}

// Release gives a lease back.
type Release struct {
	Node    common.Address
	Task    canon.Digest
	Attempt uint32
}

// Tick expires the leases whose deadline has passed.
type Tick struct{}

// Grace gives every lease For from now: after a takeover or a restart nobody is late because of us, and nobody has a task
// for ever because the clock that said until when went otherwise than ours.
type Grace struct{ For time.Duration }

func (Lease) event()   {}
func (Renew) event()   {}
func (Submit) event()  {}
func (Suspect) event() {}
func (Release) event() {}
func (Tick) event()    {}
func (Grace) event()   {}

// Effect is what the engine has to do about a new state.
type Effect interface{ effect() }

// Granted answers a Lease.
type Granted struct{ Slot Slot }

// Renewed answers a Renew.
type Renewed struct{ Slot Slot }

// Ring: tell trainers that this task is open.
type Ring struct{ Task canon.Digest }

// Credit: write the ledger row of this claim in the same transaction.
type Credit struct {
	Slot  Slot
	Claim verify.Claim
}

// Changed: store this slot.
type Changed struct{ Slot Slot }

// Lost: this lease ended without an output, or this quarantine is over.
type Lost struct {
	Slot Slot
	Why  string // "expired", "released", or "rested" after a quarantine
}

// Complete: every task is accepted and every case decided.
type Complete struct{}

func (Granted) effect()  {}
func (Renewed) effect()  {}
func (Ring) effect()     {}
func (Credit) effect()   {}
func (Changed) effect()  {}
func (Lost) effect()     {}
func (Complete) effect() {}

// Apply returns the state after e, and what is to be done about it. The errors are this package's sentinels; with one
// the state is unchanged and there is no effect.
func (s State) Apply(now time.Time, e Event) (State, []Effect, error) {
	switch e := e.(type) {
	case Lease:
		return s.lease(now, e)
	case Renew:
		return s.renew(now, e)
	case Submit:
		return s.submit(e)
	case Suspect:
		return s.suspect(e)
	case Release:
		return s.release(now, e)
	case Tick:
		return s.tick(now)
	case Grace:
		return s.grace(now, e)
	}
	panic(fmt.Sprintf("round: unknown event %T", e))
}

func (s State) lease(now time.Time, e Lease) (State, []Effect, error) {
	pick := choice{at: -1}
	for i, slot := range s.Slots {
		switch {
		case slot.leasedBy(e.Node):
			s = s.with(i, func(slot *Slot) { slot.renew(now, e.Node, e.For) })
			return s, []Effect{Granted{s.Slots[i].Held(e.Node)}}, nil
		case !slot.mayTake(e.Node, e.Owner), slices.Contains(e.Not, slot.Task), slices.Contains(e.Without, slot.Kind):
		default:
			pick = pick.or(e.choice(i, &s.Slots[i]))
		}
	}
	if pick.at < 0 {
		return s.rival(now, e)
	}
	s = s.with(pick.at, func(slot *Slot) {
		slot.Status, slot.Node, slot.Attempt = Leased, e.Node, slot.next()
		slot.Since, slot.Deadline = now.UnixMilli(), deadline(now, e.For)
	})
	return s, []Effect{Granted{s.Slots[pick.at]}}, nil
}

// choice is a slot that a node may get, and what decides whether it is this one.
type choice struct {
	at     int // -1 for none
	wanted bool
	lot    canon.Digest
}

// choice weighs slot i. A node may choose a task that nobody has answered. Whose work it checks is decided by lot, and
// asking again, or giving the task back, does not change the lot.
func (e Lease) choice(i int, slot *Slot) choice {
	c := choice{at: i, wanted: slot.Task == e.Task && len(slot.Claims) == 0}
	if !e.Lot.IsZero() {
		var both [2 * len(c.lot)]byte
		copy(both[copy(both[:], e.Lot[:]):], slot.Task[:])
		c.lot = canon.Sum(both[:])
	}
	return c
}

// or returns the better of a choice and one at a higher position.
func (c choice) or(d choice) choice {
	if c.at < 0 || !c.wanted && (d.wanted || bytes.Compare(d.lot[:], c.lot[:]) < 0) {
		return d
	}
	return c
}

// holder returns the slot of a lease that is still the task's latest. A lease past its deadline is as good as any until
// somebody else has taken the task: work that was done in vain helps nobody.
func (s State) holder(node common.Address, task canon.Digest, attempt uint32) (int, error) {
	i, err := s.find(task)
	if err != nil {
		return 0, err
	}
	slot := s.Slots[i]
	switch {
	case slot.Status == Accepted, slot.claimedBy(node):
		return i, ErrAccepted
	case slot.Rival.open() && slot.Rival.Node == node && slot.Rival.Attempt == attempt:
		return i, nil
	case slot.Node != node || slot.Attempt != attempt || attempt == 0:
		return i, ErrStale
	}
	return i, nil
}

// leasedBy reports whether a node has a lease of the slot.
func (slot *Slot) leasedBy(node common.Address) bool {
	return slot.Status == Leased && (slot.Node == node || slot.Rival.open() && slot.Rival.Node == node)
}

func (s State) renew(now time.Time, e Renew) (State, []Effect, error) {
	i, err := s.holder(e.Node, e.Task, e.Attempt)
	if err != nil {
		return s, nil, err
	}
	if !s.Slots[i].leasedBy(e.Node) {
		return s, nil, ErrStale // expired or released: lease it again, so that only one node computes it
	}
	s = s.with(i, func(slot *Slot) { slot.renew(now, e.Node, e.For) })
	return s, []Effect{Renewed{s.Slots[i].Held(e.Node)}}, nil
}

// renew moves the deadline, but never past HoldMax after the lease was granted.
func (slot *Slot) renew(now time.Time, node common.Address, lease time.Duration) {
	until, since := &slot.Deadline, slot.Since
	if slot.Node != node {
		until, since = &slot.Rival.Deadline, slot.Rival.Since
	}
	*until = max(*until, min(deadline(now, lease), since+HoldMax.Milliseconds()))
}

func (s State) submit(e Submit) (State, []Effect, error) {
	i, err := s.holder(e.Node, e.Task, e.Attempt)
	if err != nil {
		return s, nil, err
	}
	if verify.Held(s.Slots[i].Claims, e.Node, e.Owner) {
		return s, nil, ErrOwner // it was another's when it took the task
	}
	c := verify.Claim{Seq: e.Seq, Node: e.Node, Owner: e.Owner, Attempt: e.Attempt, Output: e.Output, Steps: e.Steps}
	s, effects := s.claimed(i, c, e.Check)
	return s, effects, nil
}

func (s State) release(now time.Time, e Release) (State, []Effect, error) {
	i, err := s.holder(e.Node, e.Task, e.Attempt)
	if err != nil {
		return s, nil, err
	}
	if !s.Slots[i].leasedBy(e.Node) {
		return s, nil, nil // released already
	}
	s, effects := s.reopen(now, i, e.Node, "released")
	return s, effects, nil
}

func (s State) tick(now time.Time) (State, []Effect, error) {
	var all []Effect
	end := func(i int, node common.Address, why string) {
		var effects []Effect
		s, effects = s.reopen(now, i, node, why)
		all = append(all, effects...)
	}
	for i, slot := range s.Slots {
		switch at := now.UnixMilli(); {
		case slot.Status == Quarantined && at >= slot.Deadline:
			end(i, slot.Node, "rested")
		case slot.Status == Leased && slot.Rival.open() && at >= slot.Rival.Deadline:
			end(i, slot.Rival.Node, "expired") // the other one, if it is over too, with the next tick
		case slot.Status == Leased && at >= slot.Deadline:
			end(i, slot.Node, "expired")
		}
	}
	return s, all, nil
}

// reopen ends a node's lease or the quarantine at i. The last node stays noted: until somebody else leases the task, its
// submission is welcome.
func (s State) reopen(now time.Time, i int, node common.Address, why string) (State, []Effect) {
	lost := Lost{s.Slots[i].Held(node), why}
	if r := s.Slots[i].Rival; r.open() {
		return s.with(i, func(slot *Slot) {
			if r.Node == node {
				slot.Rival = r.over()
			} else {
				slot.succeed()
			}
		}), []Effect{lost}
	}
	s = s.with(i, func(slot *Slot) {
		poison := slot.Status == Leased && slot.next() > AttemptsMax
		slot.Status, slot.Deadline = Open, 0
		if poison {
			slot.Status, slot.Deadline = Quarantined, deadline(now, QuarantineFor)
		}
	})
	if s.Slots[i].Status == Quarantined {
		return s, []Effect{lost}
	}
	return s, []Effect{lost, Ring{s.Slots[i].Task}}
}

func (s State) grace(now time.Time, e Grace) (State, []Effect, error) {
	for i, slot := range s.Slots {
		switch rested := deadline(now, QuarantineFor); {
		case slot.Status == Leased:
			s = s.with(i, func(slot *Slot) {
				slot.Deadline, slot.Since = deadline(now, e.For), min(slot.Since, now.UnixMilli())
				if r := &slot.Rival; r.open() {
					r.Deadline, r.Since = deadline(now, e.For), min(r.Since, now.UnixMilli())
				}
			})
		case slot.Status == Quarantined && slot.Deadline > rested:
			s = s.with(i, func(slot *Slot) { slot.Deadline = rested })
		}
	}
	return s, nil, nil
}

// with returns a copy of s in which slot i is changed.
func (s State) with(i int, change func(*Slot)) State {
	s.Slots = append([]Slot(nil), s.Slots...)
	change(&s.Slots[i])
	return s
}
