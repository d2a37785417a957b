package engine

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/verify"
)

// totals is what the ledger's rows add up to. It follows from the rows alone, in their order.
type totals struct {
	rows      int64 // the last one
	clock     int64 // when that was accepted, Unix milliseconds
	units     *big.Int
	rewards   *big.Int
	voided    *big.Int                // rewards of void rows of closed epochs: they were never paid
	payees    map[common.Address]bool // payout addresses
	earned    map[common.Address]*earned
	standings verify.Standings // of the nodes
	tally     *ledger.Tally    // of the open epoch
}

// earned is what a node did.
type earned struct {
	tasks  int64
	units  *big.Int
	reward *big.Int
}

func newTotals() totals {
	return totals{
		units: new(big.Int), rewards: new(big.Int), voided: new(big.Int), payees: map[common.Address]bool{},
		earned: map[common.Address]*earned{}, standings: verify.Standings{}, tally: ledger.NewTally(),
	}
}

// enter counts a row.
func (t *totals) enter(spec campaign.Spec, r ledger.Row) {
	t.rows, t.clock, t.payees[r.Payout] = r.Seq, r.AcceptedMs, true
	units, reward := big.NewInt(r.Units), r.Reward.Int()
	t.units.Add(t.units, units)
	t.rewards.Add(t.rewards, reward)
	t.tally.Enter(r)
	t.standings.Enter(r.Stake(spec), t.tally.Claims(r.Task))
	n := t.by(r.Node)
	n.tasks++
	n.units.Add(n.units, units)
	n.reward.Add(n.reward, reward)
}

// by returns what a node did so far.
func (t *totals) by(node common.Address) *earned {
	if t.earned[node] == nil {
		t.earned[node] = &earned{units: new(big.Int), reward: new(big.Int)}
	}
	return t.earned[node]
}

// turn begins the next epoch's tally.
func (t *totals) turn(audit campaign.Audit) {
	for node, n := range t.tally.Voided(audit) {
		t.voided.Add(t.voided, n)
		reward := t.by(node).reward
		reward.Sub(reward, n)
	}
	t.tally = ledger.NewTally()
}
