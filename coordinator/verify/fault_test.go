package verify_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

func TestFraudAndHardwareFaults(t *testing.T) {
	ten, none := campaign.Audit{Floor: "0.1", Probation: 10}, campaign.Audit{Floor: "0.1"}
	for _, c := range []struct {
		name             string
		audit            campaign.Audit
		verified, faults int
		fraud            bool
	}{
		{"nothing known", ten, 0, 0, false},
		{"right", ten, 50, 0, false},
		{"one fault among enough right results", ten, 10, 1, false},
		{"one fault among too few", ten, 9, 1, true},
		{"a second fault", ten, 1000, 2, true},
		{"the first result is wrong", ten, 0, 1, true},
		{"without probation, one right result excuses one fault", none, 1, 1, false},
		{"without probation, nothing right excuses nothing", none, 0, 1, true},
	} {
		conduct := verify.Conduct{Verified: c.verified, Faults: make([]verify.Fault, c.faults)}
		if got := conduct.Fraud(c.audit); got != c.fraud {
			t.Errorf("%s: fraud is %v", c.name, got)
		}
	}
}

func TestFine(t *testing.T) {
	for _, c := range []struct {
		floor campaign.Decimal
		units int64
		want  int64
	}{{"0.1", 1, 20}, {"0.1", 7, 140}, {"1", 5, 10}, {"0.3", 1, 7}, {"0.000001", campaign.UnitsMax, math.MaxInt64}, {"0.000001", 3, 6_000_000}} {
		if got := verify.Fine(campaign.Audit{Floor: c.floor}, c.units); got != c.want {
			t.Errorf("a wrong task of %d units at floor %s costs %d, want %d", c.units, c.floor, got, c.want)
		}
	}
}

// result makes a task with claims of nodes named by letters: "a1 b2" is a's answer 1, then b's answer 2.
func result(seq *int64, pairs ...string) verify.Result {
	*seq++
	r := verify.Result{Task: number('t', int(*seq))}
	for _, p := range pairs {
		*seq++
		output := canon.Sum([]byte(r.Task.String() + p[1:]))
		r.Claims = append(r.Claims, verify.Claim{Seq: *seq, Node: common.Address{p[0]}, Owner: common.Address{p[0], 1}, Output: output})
	}
	return r
}

func TestConductsOfAPeriod(t *testing.T) {
	var seq int64
	first := result(&seq, "a1", "b2", "c2")
	results := []verify.Result{
		result(&seq, "a1"), result(&seq, "a1", "b1"), result(&seq, "a1", "b2"), result(&seq, "d1", "a2", "b1", "c2", "e1"), first,
	}
	all := verify.Conducts(results)
	for node, want := range map[byte][2]int{'a': {1, 2}, 'b': {3, 0}, 'c': {1, 1}, 'd': {1, 0}, 'e': {1, 0}} {
		if got := all[common.Address{node}]; got.Verified != want[0] || len(got.Faults) != want[1] {
			t.Errorf("%c: %d verified and %d faults, want %v", node, got.Verified, len(got.Faults), want)
		}
	}
	faults := all[common.Address{'a'}].Faults
	if faults[0].Task != first.Task || faults[0].Right != first.Claims[1].Output || faults[0].Claim.Seq > faults[1].Claim.Seq {
		t.Errorf("faults are not in the order of the ledger: %+v", faults)
	}
}

func TestStandingsFollowTheVerdict(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers string
		want    []verify.Standing // of the nodes, in order; each had 5 verified before
	}{
		{"unchecked", "x", []verify.Standing{{Verified: 5}}},
		{"confirmed", "xx", []verify.Standing{{Verified: 6}, {Verified: 6}}},
		{"disputed", "xy", []verify.Standing{{Verified: 5}, {Verified: 5}}},
		{"convicted", "xyy", []verify.Standing{{Faults: 1}, {Verified: 6}, {Verified: 6}}},
		{"the checker was wrong", "xyx", []verify.Standing{{Verified: 6}, {Faults: 1}, {Verified: 6}}},
		{"four to decide", "xyzy", []verify.Standing{{Faults: 1}, {Verified: 6}, {Faults: 1}, {Verified: 6}}},
		{"a verdict is final", "xxyyy", []verify.Standing{{Verified: 6}, {Verified: 6}, {Verified: 5}, {Verified: 5}, {Verified: 5}}},
		{"a verdict is final, even beside a tie", "xyyxx", []verify.Standing{{Faults: 1}, {Verified: 6}, {Verified: 6}, {Verified: 5}, {Verified: 5}}},
		{"a verdict is counted once", "xxxxx", []verify.Standing{{Verified: 6}, {Verified: 6}, {Verified: 5}, {Verified: 5}, {Verified: 5}}},
	} {
		s, all := verify.Standings{}, claims(c.answers)
		for _, claim := range all {
			s[claim.Node] = verify.Standing{Verified: 5}
		}
		for n := range all {
			s.Enter(verify.Task{Epoch: 1, Units: 7}, all[:n+1])
		}
		for i, claim := range all {
			want := c.want[i]
			want.Epoch, want.Units = 1, 7
			if got := s[claim.Node]; got != want {
				t.Errorf("%s: node %d has %+v, want %+v", c.name, i, got, want)
			}
		}
	}
}

// Standings depend on nothing but the ledger: entered live, while the campaign runs, or at once, when it is loaded or
// audited, in whatever order tasks were begun; and what they count is what Conducts counts.
func TestStandingsAreTheLedgers(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		type entry struct {
			task  int
			claim verify.Claim
		}
		var ledger []entry
		tasks := make([][]verify.Claim, 30)
		live := verify.Standings{}
		for len(ledger) < 150 {
			task, node := r.IntN(len(tasks)), byte(r.IntN(8))
			if verify.Held(tasks[task], common.Address{node}, common.Address{}) || len(tasks[task]) > 0 && verify.Judge(tasks[task], 2).Checked {
				if r.IntN(50) == 0 {
					break
				}
				continue
			}
			c := verify.Claim{Seq: int64(len(ledger) + 1), Node: common.Address{node}, Owner: common.Address{node}, Output: number('o', task*3+r.IntN(6)/4)}
			tasks[task] = append(tasks[task], c)
			ledger = append(ledger, entry{task, c})
			live.Enter(verify.Task{Epoch: 1 + len(ledger)/50, Units: 3}, tasks[task])
		}
		replayed, sofar := verify.Standings{}, make([][]verify.Claim, len(tasks))
		for i, e := range ledger {
			sofar[e.task] = append(sofar[e.task], e.claim)
			replayed.Enter(verify.Task{Epoch: 1 + (i+1)/50, Units: 3}, sofar[e.task])
		}
		if !maps.Equal(live, replayed) {
			t.Fatalf("seed %d: live %v, replayed %v", seed, live, replayed)
		}
		var results []verify.Result
		for i, cs := range tasks {
			if len(cs) > 0 {
				results = append(results, verify.Result{Task: number('t', i), Claims: cs})
			}
		}
		for node, c := range verify.Conducts(results) {
			if s := live[node]; s.Faults != len(c.Faults) || s.Verified > c.Verified || s.Faults == 0 && s.Verified != c.Verified {
				t.Fatalf("seed %d: standing %+v of one with %d verified and %d faults", seed, s, c.Verified, len(c.Faults))
			}
		}
	}
}
