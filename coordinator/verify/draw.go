package verify

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Certain is the probability 1. Probabilities are integers, in millionths.
const Certain = 1_000_000

// Standing is what a node has proved in a campaign so far.
type Standing struct {
	Verified int   // results in a row that another owner's confirmed; a wrong one ends the row
	Faults   int   // wrong results ever
	Epoch    int   // of its last answer
	Units    int64 // of its answers in that epoch: what it stands to lose if one of them is wrong
}

// Task is what the draw knows of a task beside its digest.
type Task struct {
	Epoch int   // to which it belongs
	Units int64 // that it is worth, above 0
}

// Chance is the probability that a node's next result, of task t, is computed again: certain until it has proved itself,
// then one in as many as it has proved, and never below the spec's floor (adaptive replication, as BOINC does it, with a
// floor: without one a long record would buy unchecked fakes). Nor is it below the share that the task has in all that the
// node has done in the epoch: who has little to lose yet is looked at more closely, so that a fake is never worth its risk.
func (s Standing) Chance(a campaign.Audit, t Task) int {
	floor := a.FloorMillionths()
	if floor == 0 {
		return 0
	}
	if !s.Proven(a) {
		return Certain
	}
	return max(floor, Certain/s.Verified, s.share(t))
}

// share is t's part of what the node has at stake in its epoch with t, in millionths, rounded up.
func (s Standing) share(t Task) int {
	before := uint64(0)
	if s.Epoch == t.Epoch {
		before = uint64(s.Units)
	}
	high, low := bits.Mul64(uint64(t.Units), Certain)
	sum := before + uint64(t.Units) // below 2⁶⁴: each is below 2⁶³
	share, rest := bits.Div64(high, low, max(sum, 1))
	if rest > 0 {
		share++
	}
	return int(share)
}

// Proven reports whether a node's probation is over. Until then everything it does is computed again, and preferably by
// a node that is proven: two newcomers of one person could otherwise confirm each other.
func (s Standing) Proven(a campaign.Audit) bool { return s.Verified >= max(a.Probation, 1) }

// Lot decides which of the open tasks a node gets while link is secret: nobody can choose whose work he checks.
func Lot(link canon.Digest, node common.Address) canon.Digest {
	return canon.Sum(slices.Concat([]byte("quire/lot\x00"), link[:], node[:]))
}

// outlierFactor is how far a lane's loss may be from the mean of the round before without being looked at.
const outlierFactor = 2

// Outlier reports whether a lane's loss is suspicious beside the mean of the lanes of the round before; 0 means there is
// none. It decides only what is checked, never who was right.
func Outlier(loss, before float64) bool {
	return before > 0 && (loss > before*outlierFactor || loss < before/outlierFactor)
}

// Drawn decides by lot, with the given chance, whether a node's result of a task is computed again. The lot is the
// SHA-256 of a seed, the task and the node. The seed is the round's link, which nobody but the coordinator knows before the
// round closes; or, where lots wait for a block, Seed, which the coordinator does not know either.
func Drawn(seed, task canon.Digest, node common.Address, chance int) bool {
	h := sha256.New()
	h.Write([]byte("quire/draw\x00"))
	h.Write(seed[:])
	h.Write(task[:])
	h.Write(node[:])
	lot := binary.BigEndian.Uint64(h.Sum(nil))
	// lot < chance/Certain · 2⁶⁴, in integers: the high word of lot·Certain is the lot scaled to millionths.
	scaled, _ := bits.Mul64(lot, Certain)
	return scaled < uint64(chance)
}
