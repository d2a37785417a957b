package round

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

const (
	// AttemptsMax is the number of leases after which a task is quarantined: with a fault in every second lease, fewer
	// than one task in 10⁹ would get there by bad luck, so something is wrong with the task itself, or with somebody.
	AttemptsMax = 32
	// QuarantineFor is how long a quarantined task rests before it is tried again, once, then quarantined again: leasing
	// and dropping tasks is free, so it must not stop a campaign for ever.
	QuarantineFor = 10 * time.Minute
	// HoldMax is how long one lease can be renewed: a node that never delivers must not hold a round up for ever. It is
	// far more than a task should take; cut smaller tasks if it does not suffice.
	HoldMax = 2 * time.Hour
)

var (
	// ErrNoTask: nothing can be leased now.
	ErrNoTask = errors.New("round: no task is open")
	// ErrUnknown: the round has no such task.
	ErrUnknown = errors.New("round: no such task in the open round")
	// ErrStale: the attempt is not the task's current one, or another node's. Stop computing it.
	ErrStale = errors.New("round: another attempt holds this task")
	// ErrAccepted: the task has been accepted already.
	ErrAccepted = errors.New("round: task is already accepted")
)

// Status is where a task is.
type Status string

// See the picture in the package comment.
const (
	Waiting     Status = "waiting"
	Open        Status = "open"
	Leased      Status = "leased"
	Accepted    Status = "accepted"
	Quarantined Status = "quarantined"
)

// Slot is the place of one task in a round.
type Slot struct {
	Kind     Kind           `json:"kind"`
	Index    int            `json:"index"`
	Task     canon.Digest   `json:"task"` // none while Waiting
	Status   Status         `json:"status"`
	Attempt  uint32         `json:"attempt"`  // number of the last lease; 0 before the first
	Node     common.Address `json:"node"`     // of that lease
	Since    int64          `json:"since"`    // when that lease was granted, Unix milliseconds
	Deadline int64          `json:"deadline"` // of that lease, or of the quarantine, Unix milliseconds
	Output   canon.Digest   `json:"output"`   // of an Accepted task
}

// State is an open round. Treat it as immutable: Apply returns a copy of what it changes.
type State struct {
	Campaign canon.Digest // the spec
	Number   int
	Base     canon.Digest // checkpoint; none in round 0
	Lanes    int          // 0 in round 0
	Slots    []Slot       // Lanes train slots, then the merge slots
}

// New opens a round.
func New(spec campaign.Spec, number int, base canon.Digest) State {
	s := State{Campaign: spec.Digest(), Number: number, Base: base, Lanes: spec.Recipe.Lanes}
	if number == 0 {
		s.Lanes = 0
	}
	s.Slots = make([]Slot, s.Lanes+spec.Recipe.Slices)
	for i := range s.Slots {
		kind, index := s.place(i)
		s.Slots[i] = Slot{Kind: kind, Index: index, Status: Waiting}
	}
	return s.opened()
}

// Restore puts stored slots back into a new round; slots that were never leased are not stored.
func (s State) Restore(stored []Slot) (State, error) {
	s.Slots = append([]Slot(nil), s.Slots...)
	for _, slot := range stored {
		i, ok := s.at(slot.Kind, slot.Index)
		if !ok {
			return s, fmt.Errorf("%w: stored %s %d", ErrUnknown, slot.Kind, slot.Index)
		}
		s.Slots[i] = slot
	}
	return s.opened(), nil
}

// place returns what stands at position i of Slots.
func (s State) place(i int) (Kind, int) {
	if i < s.Lanes {
		return Train, i
	}
	return Merge, i - s.Lanes
}

// at is the inverse of place.
func (s State) at(kind Kind, index int) (int, bool) {
	switch {
	case kind == Train && index >= 0 && index < s.Lanes:
		return index, true
	case kind == Merge && index >= 0 && index < len(s.Slots)-s.Lanes:
		return s.Lanes + index, true
	}
	return 0, false
}

// find returns the position of the slot with this task.
func (s State) find(task canon.Digest) (int, error) {
	for i := range s.Slots {
		if s.Slots[i].Task == task && !task.IsZero() {
			return i, nil
		}
	}
	return 0, ErrUnknown
}

// Slot returns the slot with this task.
func (s State) Slot(task canon.Digest) (Slot, error) {
	i, err := s.find(task)
	if err != nil {
		return Slot{}, err
	}
	return s.Slots[i], nil
}

// Task returns the record of the task at a slot whose inputs are known.
func (s State) Task(slot Slot) Task {
	t := Task{Campaign: s.Campaign, Round: s.Number, Kind: slot.Kind, Index: slot.Index, Base: s.Base}
	if slot.Kind == Merge {
		for _, lane := range s.Slots[:s.Lanes] {
			t.Deltas = append(t.Deltas, lane.Output)
		}
	}
	return t
}

// Done counts the accepted tasks of a kind.
func (s State) Done(kind Kind) int {
	n := 0
	for _, slot := range s.Slots {
		if slot.Kind == kind && slot.Status == Accepted {
			n++
		}
	}
	return n
}

// Closed reports whether every task is accepted.
func (s State) Closed() bool { return s.Done(Train)+s.Done(Merge) == len(s.Slots) }

// Outputs returns the accepted outputs of a kind, by index.
func (s State) Outputs(kind Kind) []canon.Digest {
	var ds []canon.Digest
	for _, slot := range s.Slots {
		if slot.Kind == kind {
			ds = append(ds, slot.Output)
		}
	}
	return ds
}

// opened turns waiting slots whose inputs are known into open ones.
func (s State) opened() State {
	merge := s.Done(Train) == s.Lanes
	for i := range s.Slots {
		slot := &s.Slots[i]
		if slot.Status == Waiting && (slot.Kind == Train || merge) {
			slot.Status = Open
			slot.Task = canon.DigestOf(s.Task(*slot))
		}
	}
	return s
}

func deadline(now time.Time, lease time.Duration) int64 { return now.Add(lease).UnixMilli() }
