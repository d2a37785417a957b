package engine

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/round"
	"quire/proto/canon"
)

// late returns the tasks that a node may compute although another has them. Nobody confirms himself, so those that the
// node's own owner computes are left out: the second answer may become the check.
func (d *desk) late(a common.Address) []canon.Digest {
	return slices.DeleteFunc(d.pace.Late(d.round, d.e.cfg.Now(), a), func(task canon.Digest) bool {
		slot, err := d.round.Slot(task)
		holder := d.nodes[slot.Node]
		return err != nil || holder != nil && holder.Payout == d.nodes[a].Payout && holder.Payout != (common.Address{})
	})
}

// need is how much memory a task of each kind takes.
func (d *desk) need() map[round.Kind]int64 {
	return map[round.Kind]int64{round.Train: d.spec.TrainBytesMin(), round.Merge: d.spec.MergeBytesMin(), round.Evaluate: d.spec.EvaluateBytesMin()}
}

// tooLarge returns the kinds of tasks that a node has too little memory for.
func (d *desk) tooLarge(a common.Address) []round.Kind {
	have := d.nodes[a].memory
	if have <= 0 {
		return nil
	}
	var kinds []round.Kind
	for _, kind := range []round.Kind{round.Train, round.Merge, round.Evaluate} {
		if d.need()[kind] > have {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// tooSmall says why a node gets none of the tasks that are open, "" if it is not for its memory.
func (d *desk) tooSmall(a common.Address) string {
	not := d.tooLarge(a)
	for _, slot := range d.round.Slots {
		if slot.Status == round.Open && slices.Contains(not, slot.Kind) {
			const mib = 1 << 20
			return fmt.Sprintf("a %s task needs about %d MiB of memory, this node has %d MiB to give: it waits for smaller tasks", slot.Kind, d.need()[slot.Kind]/mib+1, d.nodes[a].memory/mib)
		}
	}
	return ""
}
