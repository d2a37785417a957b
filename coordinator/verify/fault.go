package verify

import (
	"cmp"
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
// reward and the standing, no more. A second one, or a first one of a node that has proved nothing, is not excused.
func (c Conduct) Fraud(a campaign.Audit) bool {
	return len(c.Faults) > 1 || len(c.Faults) == 1 && c.Verified < max(a.Probation, 1)
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

// Enter counts the last of a task's claims. It changes standings only when it is the one that reaches the verdict: with
// the second of two that agree both are verified, with a majority those outside it are wrong. A verdict is final: the
// ledger takes no claim after it, and here none would count.
func (s Standings) Enter(claims []Claim) {
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

// Decided reports whether a verdict was reached with the last of a task's claims or before.
func Decided(claims []Claim) bool {
	for n := 2; n <= len(claims); n++ {
		if Judge(claims[:n], n).Checked {
			return true
		}
	}
	return false
}
