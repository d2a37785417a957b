package verify

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Result is a task with all its claims, in the order in which they were accepted.
type Result struct {
	Task   canon.Digest
	Claims []Claim
}

// Fault is a wrong claim.
type Fault struct {
	Task  canon.Digest
	Claim Claim
	Right canon.Digest // the output that others agreed on
}

// Conduct is what the results of a period say about one node.
type Conduct struct {
	Verified int // claims that another owner's confirmed
	Faults   []Fault
}

// Fraud reports whether a node's faults of a period cost it everything it earned in it, and its bond. One wrong result
// among at least as many right ones as probation asks for is taken for a fault of its hardware: it costs that task's
// reward, the standing and a Fine. A second one, or a first one of a node that has proved nothing, is not excused.
func (c Conduct) Fraud(a campaign.Audit) bool {
	return len(c.Faults) > 1 || len(c.Faults) == 1 && c.Verified < max(a.Probation, 1)
}

// fineFactor is how many times what a fake can gain an excused fault costs. With 1 a fake would on average neither gain nor
// lose; the rest is for accomplices, who halve what is found.
const fineFactor = 2

// Fine returns how many units of other work a node loses for a fault that is not Fraud: fineFactor times what the draw leaves
// undetected for one that it finds, units/floor, rounded up. A machine that errs once in a long time does not feel it, and
// who calls fakes faults of his machine pays for those that were not found.
func Fine(a campaign.Audit, units int64) int64 {
	high, low := bits.Mul64(uint64(units), fineFactor*Certain)
	floor := uint64(max(a.FloorMillionths(), 1))
	if high >= floor {
		return math.MaxInt64
	}
	fine, rest := bits.Div64(high, low, floor)
	if rest > 0 {
		fine++
	}
	return int64(min(fine, math.MaxInt64))
}

// Conducts judges a period: results whose claims are settled, of which as many answers were wanted as there are.
func Conducts(results []Result) map[common.Address]Conduct {
	all := map[common.Address]Conduct{}
	for _, r := range results {
		v := Judge(r.Claims, len(r.Claims))
		if !v.Checked {
			continue
		}
		for i, c := range r.Claims {
			conduct := all[c.Node]
			if slices.Contains(v.Wrong, i) {
				conduct.Faults = append(conduct.Faults, Fault{r.Task, c, v.Output})
			} else {
				conduct.Verified++
			}
			all[c.Node] = conduct
		}
	}
	for node, c := range all {
		slices.SortFunc(c.Faults, func(a, b Fault) int { return cmp.Compare(a.Claim.Seq, b.Claim.Seq) })
		all[node] = c
	}
	return all
}

// Standings follows the nodes' standings through the ledger.
type Standings map[common.Address]Standing

// Enter counts the last of the claims of a task. What was verified and wrong changes only when it is the one that reaches the verdict: with
// the second of two that agree both are verified, with a majority those outside it are wrong. A verdict is final: the
// ledger takes no claim after it, and here none would count.
func (s Standings) Enter(t Task, claims []Claim) {
	s.work(t, claims[len(claims)-1].Node)
	now := Judge(claims, len(claims))
	if !now.Checked || Decided(claims[:len(claims)-1]) {
		return
	}
	for i, c := range claims {
		standing := s[c.Node]
		if slices.Contains(now.Wrong, i) {
			standing.Verified, standing.Faults = 0, standing.Faults+1
		} else {
			standing.Verified++
		}
		s[c.Node] = standing
	}
}

// work adds a task to what a node has at stake.
func (s Standings) work(t Task, node common.Address) {
	standing := s[node]
	if standing.Epoch != t.Epoch {
		standing.Epoch, standing.Units = t.Epoch, 0
	}
	standing.Units += min(t.Units, math.MaxInt64-standing.Units)
	s[node] = standing
}

// Decided reports whether a verdict was reached with the last of a task's claims or before.
func Decided(claims []Claim) bool {
	for n := 2; n <= len(claims); n++ {
		if Judge(claims[:n], n).Checked {
			return true
		}
	}
	return false
}
