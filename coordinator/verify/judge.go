package verify

import (
	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

// Claim is one node's accepted answer to a task.
type Claim struct {
	Seq     int64          `json:"seq"` // ledger row
	Node    common.Address `json:"node"`
	Owner   common.Address `json:"owner"` // payout address
	Attempt uint32         `json:"attempt"`
	Output  canon.Digest   `json:"output"`
	Steps   canon.Digest   `json:"steps"` // Root of the computation's states
}

// agrees reports whether two claims say the same, in the end and on the way.
func (c Claim) agrees(d Claim) bool { return c.Output == d.Output && c.Steps == d.Steps }

// Verdict is what the claims of one task say together.
type Verdict struct {
	Settled bool         // nobody needs to be asked any more
	Output  canon.Digest // the right one; while not settled the first one, on which others may already build
	Checked bool         // at least two owners agree on it
	Wrong   []int        // indices of the claims that are not the right one; none unless settled
}

// Judge compares the claims, at least one, of a task of which copies answers are wanted. While all agree it is settled
// once there are enough. As soon as two differ the task needs a majority: an answer with at least two claims, and more
// than any other. Owners must differ, and none may claim once a verdict is Checked; both is for whoever admits claims.
func Judge(claims []Claim, copies int) Verdict {
	v := Verdict{Output: claims[0].Output}
	best, votes, tie := 0, 0, false
	for i := range claims {
		n := 0
		for _, d := range claims {
			if claims[i].agrees(d) {
				n++
			}
		}
		switch {
		case n > votes:
			best, votes, tie = i, n, false
		case n == votes && !claims[i].agrees(claims[best]):
			tie = true
		}
	}
	if votes == len(claims) {
		v.Settled, v.Checked = len(claims) >= copies, len(claims) > 1
		return v
	}
	if votes < 2 || tie {
		return v
	}
	v.Settled, v.Checked, v.Output = true, true, claims[best].Output
	for i, c := range claims {
		if !c.agrees(claims[best]) {
			v.Wrong = append(v.Wrong, i)
		}
	}
	return v
}

// Held reports whether a node or its owner has a claim already: nobody confirms himself.
func Held(claims []Claim, node, owner common.Address) bool {
	for _, c := range claims {
		if c.Node == node || c.Owner == owner && owner != (common.Address{}) {
			return true
		}
	}
	return false
}
