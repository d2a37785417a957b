package round

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
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
	// ErrOwner: the task has an answer of this payout address already, and nobody confirms himself.
	ErrOwner = errors.New("round: this payout address has answered the task already")
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
	Round    int            `json:"round"`
	Kind     Kind           `json:"kind"`
	Index    int            `json:"index"`
	Task     canon.Digest   `json:"task"` // none while Waiting
	Status   Status         `json:"status"`
	Attempt  uint32         `json:"attempt"`  // number of the last lease; 0 before the first
	Node     common.Address `json:"node"`     // of that lease
	Since    int64          `json:"since"`    // when that lease was granted, Unix milliseconds
	Deadline int64          `json:"deadline"` // of that lease, or of the quarantine, Unix milliseconds
	Output   canon.Digest   `json:"output"`   // the first claim's, then the right one; none before a claim
	Copies   int            `json:"copies"`   // claims that are wanted, at least 1
	Claims   []verify.Claim `json:"claims"`   // in the order in which they were accepted; of different owners
	Was      canon.Digest   `json:"was"`      // of a case: the output with which its round was closed
	Rival    Rival          `json:"rival"`    // a second lease beside that one
}

// State is an open round. Treat it as immutable: Apply returns a copy of what it changes.
type State struct {
	Campaign canon.Digest // the spec
	Number   int
	Base     canon.Digest // checkpoint; none in round 0
	Lanes    int          // 0 in round 0
	Merges   int
	Evals    int    // 0 or 1
	Slots    []Slot // Lanes train slots, then Merges merge slots, then Evals evaluate slots, then cases
}

// New opens a round.
func New(spec campaign.Spec, number int, base canon.Digest) State {
	s := State{Campaign: spec.Digest(), Number: number, Base: base, Lanes: spec.Recipe.Lanes, Merges: spec.Recipe.Slices}
	if number == 0 {
		s.Lanes = 0
	}
	if spec.Evaluates(number) {
		s.Evals = 1
	}
	s.Slots = make([]Slot, s.Lanes+s.Merges+s.Evals)
	for i := range s.Slots {
		s.Slots[i] = s.fresh(i)
	}
	return s.opened()
}

// fresh is the slot at position i of the round's own tasks before anything is known.
func (s State) fresh(i int) Slot {
	kind, index := Train, i
	switch {
	case i >= s.Lanes+s.Merges:
		kind, index = Evaluate, i-s.Lanes-s.Merges
	case i >= s.Lanes:
		kind, index = Merge, i-s.Lanes
	}
	return Slot{Round: s.Number, Kind: kind, Index: index, Status: Waiting, Copies: 1}
}

// Restore puts stored slots back into a new round; slots that were never leased are not stored, and a merge whose inputs
// have changed since is as good as never leased. Stored slots of other rounds are cases.
func (s State) Restore(stored []Slot) (State, error) {
	s.Slots = slices.Clone(s.Slots)
	var merges []Slot
	for _, slot := range stored {
		i, ok := s.at(slot.Kind, slot.Index)
		switch {
		case slot.Round != s.Number:
			s = s.withCase(slot)
		case !ok:
			return s, fmt.Errorf("%w: stored %s %d", ErrUnknown, slot.Kind, slot.Index)
		case slot.Kind != Merge:
			s.Slots[i] = slot
		default:
			merges = append(merges, slot)
		}
	}
	s = s.opened()
	for _, slot := range merges {
		if i, _ := s.at(slot.Kind, slot.Index); s.Slots[i].Task == slot.Task {
			s.Slots[i] = slot
		}
	}
	return s, nil
}

// withCase adds a case, or replaces it. It changes Slots in place.
func (s State) withCase(slot Slot) State {
	if i, err := s.find(slot.Task); err == nil {
		s.Slots[i] = slot
		return s
	}
	s.Slots = append(s.Slots, slot)
	return s
}

// at returns the position of one of the round's own tasks.
func (s State) at(kind Kind, index int) (int, bool) {
	switch {
	case kind == Train && index >= 0 && index < s.Lanes:
		return index, true
	case kind == Merge && index >= 0 && index < s.Merges:
		return s.Lanes + index, true
	case kind == Evaluate && index >= 0 && index < s.Evals:
		return s.Lanes + s.Merges + index, true
	}
	return 0, false
}

// Own returns the slots of the round's own tasks: train, then merge, then evaluate.
func (s State) Own() []Slot { return s.Slots[:s.Lanes+s.Merges+s.Evals] }

// Cases returns the tasks of earlier rounds that are computed again because their first node is under suspicion.
func (s State) Cases() []Slot { return s.Slots[s.Lanes+s.Merges+s.Evals:] }

// False returns the first earlier round that was closed with an output which is now known to be wrong: the campaign must
// go back there. It is settled once no case is open.
func (s State) False() (number int, ok bool) {
	for _, c := range s.Cases() {
		if c.Status == Accepted && c.Output != c.Was && (!ok || c.Round < number) {
			number, ok = c.Round, true
		}
	}
	return number, ok
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

// Task returns the record of the task at a slot of this round whose inputs are known.
func (s State) Task(slot Slot) Task {
	t := Task{Campaign: s.Campaign, Round: s.Number, Kind: slot.Kind, Index: slot.Index, Base: s.Base}
	if slot.Kind == Merge {
		for _, lane := range s.Slots[:s.Lanes] {
			t.Deltas = append(t.Deltas, lane.Output)
		}
	}
	return t
}

// Done counts the round's own accepted tasks of a kind.
func (s State) Done(kind Kind) int {
	n := 0
	for _, slot := range s.Own() {
		if slot.Kind == kind && slot.Status == Accepted {
			n++
		}
	}
	return n
}

// Closed reports whether every task is accepted, and every case decided.
func (s State) Closed() bool {
	for _, slot := range s.Slots {
		if slot.Status != Accepted {
			return false
		}
	}
	return true
}

// Outputs returns the accepted outputs of a kind, by index.
func (s State) Outputs(kind Kind) []canon.Digest {
	var ds []canon.Digest
	for _, slot := range s.Own() {
		if slot.Kind == kind {
			ds = append(ds, slot.Output)
		}
	}
	return ds
}

// opened turns waiting slots whose inputs are known into open ones. It changes Slots in place.
func (s State) opened() State {
	merge := s.ready()
	for i := range s.Own() {
		slot := &s.Slots[i]
		if slot.Status == Waiting && (slot.Kind != Merge || merge) {
			slot.Status = Open
			slot.Task = canon.DigestOf(s.Task(*slot))
		}
	}
	return s
}

func deadline(now time.Time, lease time.Duration) int64 { return now.Add(lease).UnixMilli() }
