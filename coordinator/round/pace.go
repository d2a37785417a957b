package round

import (
	"cmp"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

const (
	// LateFactor is how many times what others take a node may take before its task is late: then whoever is idle, and
	// is expected to be faster, computes it too. So a round lasts about LateFactor + 1 times what its tasks take, however
	// slow one node is, as long as others are idle.
	LateFactor = 2
	// paceTasks is how many of the last tasks of a kind say how long such a task takes, and paceMin how many must.
	paceTasks = 64
	paceMin   = 5
)

// Pace is how long tasks take, measured from lease to answer. It decides who gets work, never who is paid what. The zero
// Pace has seen nothing. It is not safe for concurrent use.
type Pace struct {
	last  map[Kind][]time.Duration // of the last tasks, at most paceTasks
	nodes map[common.Address]map[Kind]time.Duration
}

// Note enters an answer that took a node so long.
func (p *Pace) Note(kind Kind, node common.Address, took time.Duration) {
	if p.nodes == nil {
		p.last, p.nodes = map[Kind][]time.Duration{}, map[common.Address]map[Kind]time.Duration{}
	}
	last := append(p.last[kind], took)
	p.last[kind] = last[max(len(last)-paceTasks, 0):]
	if p.nodes[node] == nil {
		p.nodes[node] = map[Kind]time.Duration{}
	}
	before, known := p.nodes[node][kind]
	if !known {
		before = took
	}
	p.nodes[node][kind] = (3*before + took) / 4
}

// Usual returns what a task of a kind takes most nodes, false while that is not known.
func (p *Pace) Usual(kind Kind) (time.Duration, bool) {
	last := p.last[kind]
	if len(last) < paceMin {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(last))
	return sorted[len(sorted)/2], true
}

// Late returns the tasks of s that are late, the latest first, and that a node is expected to finish sooner than they have
// been going on for. A node that was not measured gets none.
func (p *Pace) Late(s State, now time.Time, node common.Address) []canon.Digest {
	type late struct {
		task canon.Digest
		took time.Duration
	}
	var all []late
	bound := map[Kind]time.Duration{}
	for _, kind := range []Kind{Train, Merge, Evaluate} {
		usual, known := p.Usual(kind)
		own, measured := p.nodes[node][kind]
		if known && measured {
			bound[kind] = max(LateFactor*usual, own)
		}
	}
	for i := range s.Slots {
		slot := &s.Slots[i]
		least, ok := bound[slot.Kind]
		if took := now.Sub(time.UnixMilli(slot.Since)); ok && slot.Status == Leased && !slot.Rival.open() && took > least {
			all = append(all, late{slot.Task, took})
		}
	}
	slices.SortStableFunc(all, func(a, b late) int { return cmp.Compare(b.took, a.took) })
	var tasks []canon.Digest
	for _, l := range all {
		tasks = append(tasks, l.task)
	}
	return tasks
}
