package round

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/verify"
	"quire/proto/canon"
)

// mayTake reports whether a slot can be leased by a node: nobody gets a task that he, or his owner, has answered.
func (slot *Slot) mayTake(node, owner common.Address) bool {
	return slot.Status == Open && !verify.Held(slot.Claims, node, owner)
}

// claimedBy reports whether a node has answered.
func (slot *Slot) claimedBy(node common.Address) bool {
	return verify.Held(slot.Claims, node, common.Address{})
}

// claimed adds a claim to slot i and judges what the slot holds then.
func (s State) claimed(i int, c verify.Claim, check bool) (State, []Effect) {
	held := s.Slots[i]
	before := held.Output
	s = s.with(i, func(slot *Slot) {
		slot.Claims = append(slices.Clone(slot.Claims), c)
		if check {
			slot.Copies = max(slot.Copies, len(slot.Claims)+1)
		}
		slot.judge()
		slot.left(c.Node, held)
	})
	slot := s.Slots[i]
	effects := []Effect{Credit{slot, c}}
	if slot.Kind == Train && i < s.Lanes && slot.Output != before {
		s = s.remade()
		for _, merge := range s.Slots[s.Lanes : s.Lanes+s.Merges] {
			if merge.Status == Open {
				effects = append(effects, Ring{merge.Task})
			}
		}
	}
	if slot.Status == Open {
		effects = append(effects, Ring{slot.Task})
	}
	if s.Closed() {
		effects = append(effects, Complete{})
	}
	return s, effects
}

// judge sets status and output after a claim, or after more copies are wanted.
func (slot *Slot) judge() {
	v := verify.Judge(slot.Claims, slot.Copies)
	slot.Output, slot.Deadline = v.Output, 0
	slot.Status = Open
	if v.Settled {
		slot.Status = Accepted
	}
	slot.Copies = max(slot.Copies, len(slot.Claims))
}

// remade renews the merges after a lane's output came or changed: their inputs are others now. What was merged before
// is void, and a lease of such a task is stale. It changes Slots in place.
func (s State) remade() State {
	ready := s.ready()
	for i := s.Lanes; i < s.Lanes+s.Merges; i++ {
		fresh := s.fresh(i)
		if ready && canon.DigestOf(s.Task(fresh)) == s.Slots[i].Task {
			continue
		}
		s.Slots[i] = fresh
	}
	return s.opened()
}

// ready reports whether every lane has an output, even if it is still being checked.
func (s State) ready() bool {
	for _, slot := range s.Slots[:s.Lanes] {
		if slot.Output.IsZero() {
			return false
		}
	}
	return true
}

// Adopt gives slots without a claim the claims that the ledger has for their tasks: those of a round that is opened again
// are answered already. Only settled claims are adopted.
func (s State) Adopt(claims func(slot Slot) []verify.Claim) State {
	s.Slots = slices.Clone(s.Slots)
	for _, kind := range []Kind{Train, Evaluate, Merge} {
		for i := range s.Own() {
			slot := &s.Slots[i]
			if slot.Kind != kind || slot.Status != Open || len(slot.Claims) > 0 {
				continue
			}
			if cs := claims(*slot); len(cs) > 0 && verify.Judge(cs, len(cs)).Settled {
				slot.Claims, slot.Copies = cs, len(cs)
				slot.Attempt = lastAttempt(cs)
				slot.judge()
			}
		}
		if kind == Train && s.ready() {
			s = s.opened()
		}
	}
	return s
}

func lastAttempt(cs []verify.Claim) uint32 {
	var n uint32
	for _, c := range cs {
		n = max(n, c.Attempt)
	}
	return n
}

// suspect wants one more answer to each of the tasks that have only one: the round's own ones, and earlier ones, which
// become cases. What is wanted already, or has two answers, stays as it is.
func (s State) suspect(e Suspect) (State, []Effect, error) {
	var effects []Effect
	for _, c := range e.Tasks {
		i, err := s.find(c.Task)
		if err != nil {
			if c.Round >= s.Number {
				continue // voided since
			}
			s.Slots = append(slices.Clone(s.Slots), Slot{
				Round: c.Round, Kind: c.Kind, Index: c.Index, Task: c.Task, Status: Accepted, Attempt: c.Claim.Attempt,
				Output: c.Claim.Output, Was: c.Claim.Output, Copies: 1, Claims: []verify.Claim{c.Claim},
			})
			i = len(s.Slots) - 1
		}
		if slot := s.Slots[i]; slot.Status != Accepted || len(slot.Claims) > 1 {
			continue
		}
		s = s.with(i, func(slot *Slot) { slot.Copies = 2; slot.judge() })
		effects = append(effects, Changed{s.Slots[i]}, Ring{c.Task})
	}
	return s, effects, nil
}
