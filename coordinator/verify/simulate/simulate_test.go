package simulate_test

import (
	"fmt"
	"math"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/coordinator/verify/economics"
	"quire/coordinator/verify/simulate"
)

// Over thousands of epochs of every strategy at several audit rates: it is caught as often as the formula says, give or take
// 4 standard deviations; it is paid what the formula says, give or take 4 standard errors and 2 % of an honest epoch's
// pay (the formula takes a node that was excused once to be proven again at once). No honest node is punished unless there
// are accomplices, and then no more often than Framed allows. Seeds are fixed.
func TestFormulaAndSimulationAgree(t *testing.T) {
	const epochs = 1500
	for _, rate := range []struct {
		floor string
		p     float64
	}{{"0.05", 0.05}, {"0.1", 0.1}, {"0.3", 0.3}, {"1", 1}} {
		audit := campaign.Audit{Floor: campaign.Decimal(rate.floor), Probation: 5}
		for i, s := range economics.Strategies {
			t.Run(fmt.Sprintf("%s at %s", s, rate.floor), func(t *testing.T) {
				fine := float64(verify.Fine(audit, 1))
				terms := economics.Terms{Chance: rate.p, Probation: 5, Tasks: 60, Fine: fine, States: 2, Rate: 0.1, Owners: 12, Ring: 4}
				o := simulate.Run(simulate.Config{Audit: audit, Terms: terms, Strategy: s, Epochs: epochs, Seed: uint64(i)})
				if off := math.Abs(float64(o.Caught) - o.Expected); off > 4*o.Spread+1e-6 {
					t.Errorf("caught in %d epochs, %.1f ± %.1f expected", o.Caught, o.Expected, o.Spread)
				}
				pay, work := economics.Expect(s, terms)
				bound := 0.02 * float64(terms.Tasks)
				if off := math.Abs(o.Pay - pay); off > 4*o.PayError+bound {
					t.Errorf("paid for %.2f ± %.2f tasks an epoch, the formula says %.2f", o.Pay, o.PayError, pay)
				}
				if off := math.Abs(o.Work - work); off > 4*float64(terms.Tasks)/math.Sqrt(epochs)+bound {
					t.Errorf("computed %.2f tasks an epoch, the formula says %.2f", o.Work, work)
				}
				if off := float64(o.Punished) - terms.Framed(s)*float64(o.Fakes); off > 4*math.Sqrt(terms.Framed(s)*float64(o.Fakes)) {
					t.Errorf("%d results of honest nodes were void, %.1f is the most to expect", o.Punished, terms.Framed(s)*float64(o.Fakes))
				}
				if profit := o.Pay - o.Work; s != economics.Ring && profit > 4*o.PayError+1e-9 {
					t.Errorf("earns %.2f ± %.2f an epoch where computing costs all that it earns, honest work nothing", profit, o.PayError)
				}
				if s == economics.Honest && (o.Caught != 0 || o.Pay != float64(terms.Tasks)) {
					t.Errorf("honest work: caught %d times, paid for %.2f tasks", o.Caught, o.Pay)
				}
			})
		}
	}
}

func TestSeedDeterminesEverything(t *testing.T) {
	c := simulate.Config{
		Audit: campaign.Audit{Floor: "0.1", Probation: 5}, Strategy: economics.Ring, Epochs: 50, Seed: 1,
		Terms: economics.Terms{Chance: 0.1, Probation: 5, Tasks: 40, States: 2, Rate: 0.1, Owners: 9, Ring: 3},
	}
	one := simulate.Run(c)
	if two := simulate.Run(c); one != two {
		t.Fatalf("%+v and %+v", one, two)
	}
	c.Seed++
	if other := simulate.Run(c); one == other {
		t.Fatal("another seed changes nothing")
	}
}

// Without a verdict by strangers nothing is found: a test that the world can be won.
func TestMajorityOfAccomplicesWins(t *testing.T) {
	o := simulate.Run(simulate.Config{
		Audit: campaign.Audit{Floor: "1", Probation: 5}, Strategy: economics.Ring, Epochs: 100, Seed: 1,
		Terms: economics.Terms{Chance: 1, Probation: 5, Tasks: 40, States: 2, Rate: 0.5, Owners: 9, Ring: 9},
	})
	if o.Caught != 0 || o.Pay != 40 {
		t.Fatalf("caught %d times, paid for %.1f", o.Caught, o.Pay)
	}
}
