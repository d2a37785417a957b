package round

import (
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/verify"
)

// Rival is a second lease of a task whose node takes much longer than others do: a speculative copy, so that a straggler
// stalls nobody. Whoever delivers first has the task. What the other delivers is refused as stale, and not paid, unless the
// task is to be checked: then it is the check. A rule that paid both would pay for being slow.
type Rival struct {
	Attempt  uint32         `json:"attempt"` // number of the last one; 0 if there was none
	Node     common.Address `json:"node"`    // none if it is over
	Since    int64          `json:"since"`
	Deadline int64          `json:"deadline"`
}

func (r Rival) open() bool { return r.Node != common.Address{} }

// over is the rival after it: its number is never given again.
func (r Rival) over() Rival { return Rival{Attempt: r.Attempt} }

// next is the number of the next lease.
func (slot *Slot) next() uint32 { return max(slot.Attempt, slot.Rival.Attempt) + 1 }

// Held returns the slot as a node that has one of its leases sees it.
func (slot Slot) Held(node common.Address) Slot {
	if slot.Rival.open() && slot.Rival.Node == node {
		r := slot.Rival
		slot.Attempt, slot.Node, slot.Since, slot.Deadline = r.Attempt, r.Node, r.Since, r.Deadline
	}
	return slot
}

// mayRival reports whether a node may compute what another is computing.
func (slot *Slot) mayRival(node, owner common.Address) bool {
	return slot.Status == Leased && !slot.Rival.open() && slot.Node != node && !verify.Held(slot.Claims, node, owner)
}

// rival gives a node the first of the late tasks that it may compute.
func (s State) rival(now time.Time, e Lease) (State, []Effect, error) {
	for _, task := range e.Late {
		i, err := s.find(task)
		if err != nil || !s.Slots[i].mayRival(e.Node, e.Owner) || slices.Contains(e.Not, task) || slices.Contains(e.Without, s.Slots[i].Kind) {
			continue
		}
		s = s.with(i, func(slot *Slot) {
			slot.Rival = Rival{Attempt: slot.next(), Node: e.Node, Since: now.UnixMilli(), Deadline: deadline(now, e.For)}
		})
		return s, []Effect{Granted{s.Slots[i].Held(e.Node)}}, nil
	}
	return s, nil, ErrNoTask
}

// succeed makes the rival's lease the task's own.
func (slot *Slot) succeed() {
	r := slot.Rival
	slot.Status, slot.Attempt, slot.Node, slot.Since, slot.Deadline = Leased, r.Attempt, r.Node, r.Since, r.Deadline
	slot.Rival = r.over()
}

// left is called when the lease of a node has ended in an answer and more are wanted: whoever computes the task too goes on.
func (slot *Slot) left(node common.Address, before Slot) {
	switch {
	case !before.Rival.open():
	case slot.Status == Accepted:
		slot.Rival = before.Rival.over()
	case before.Rival.Node != node:
		slot.succeed()
	case before.Status == Leased:
		slot.Status, slot.Deadline, slot.Rival = Leased, before.Deadline, before.Rival.over()
	}
}
