package economics_test

import (
	"math"
	"math/big"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/verify/economics"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The table of the literature on deterrence, in per cent: detected in 5, 10, 20, 50 fakes.
func TestDetection(t *testing.T) {
	for p, want := range map[float64][4]float64{0.02: {10, 18, 33, 64}, 0.05: {23, 40, 64, 92}, 0.1: {41, 65, 88, 99.5}, 0.2: {67, 89, 99, 100}, 1: {100, 100, 100, 100}, 0: {}} {
		for i, k := range []int{5, 10, 20, 50} {
			if got := 100 * economics.Detected(k, p); math.Abs(got-want[i]) > 0.51 {
				t.Errorf("%d fakes at %v: %.1f %%, want %v", k, p, got, want[i])
			}
			near(t, "detection", economics.Detected(k, p), 1-math.Pow(1-p, float64(k)))
		}
	}
}

// A stake of (1−p)/p rewards, rounded up: with it the expectation of a fake is not positive, with one unit less it is.
func TestStakeMakesFakesUnprofitable(t *testing.T) {
	for _, reward := range []int64{1, 7, 999_999, 1 << 60} {
		for _, chance := range []int{1, 20_000, 100_000, 333_333, 999_999, 1_000_000} {
			stake := economics.Stake(big.NewInt(reward), chance)
			gain := func(stake *big.Int) int { // (1−p)·reward − p·stake, in millionths
				g := new(big.Int).Mul(big.NewInt(reward), big.NewInt(int64(1_000_000-chance)))
				return g.Sub(g, new(big.Int).Mul(stake, big.NewInt(int64(chance)))).Sign()
			}
			if gain(stake) > 0 || stake.Sign() > 0 && gain(new(big.Int).Sub(stake, big.NewInt(1))) <= 0 {
				t.Errorf("reward %d at %d millionths: stake %s", reward, chance, stake)
			}
		}
	}
	if economics.Stake(big.NewInt(1), 0) != nil {
		t.Error("a stake deters where nothing is checked")
	}
}

// Where a strategy has a formula that fits on a line, the recursion gives the same.
func TestClosedForms(t *testing.T) {
	terms := economics.Terms{Chance: 0.1, Probation: 5, Tasks: 60, Fine: 20, States: 2, Rate: 0.1, Owners: 12, Ring: 4}
	n := 60.0
	h5, h10 := 1+1./2+1./3+1./4+1./5, 1+1./2+1./3+1./4+1./5+1./6+1./7+1./8+1./9+1./10
	pay := func(s economics.Strategy) float64 { v, _ := economics.Expect(s, terms); return v }
	near(t, "honest pay", pay(economics.Honest), n)
	near(t, "a liar's pay", pay(economics.Liar), 0)
	near(t, "pay with one fake", pay(economics.Once), ((5-h5)*n+5*n-(h10-h5)*21+50*(0.9*n+0.1*39))/n)
	near(t, "a copier's pay", pay(economics.Copier), 0)
	near(t, "a picker's pay", pay(economics.Picker), n/2)
	terms.Owners = 0
	near(t, "pay of one who is never checked", pay(economics.Turncoat), n)
	terms.Owners, terms.Chance = 12, 0
	near(t, "pay when nothing is drawn", pay(economics.Rate), n)
	terms.Chance, terms.Rate = 0.1, 0
	near(t, "pay without fakes", pay(economics.Rate), n)
	terms.States = 1
	near(t, "a copier's pay when outputs are all there is", pay(economics.Copier), n)
	terms.Chance, terms.Probation = 0.1, 100
	near(t, "turncoat, with a fault never excused", pay(economics.Turncoat), n*math.Pow(0.9, 30))
}

// However long an epoch is, and whatever computing costs, up to all that it earns: nobody alone earns more than by honest
// work. With accomplices nobody does while computing costs no more than the share of checked fakes that are found.
func TestNoStrategyBeatsHonestWork(t *testing.T) {
	for _, floor := range []float64{0.05, 0.1, 0.2, 0.5} {
		for _, tasks := range []int{1, 2, 5, 10, 30, 100, 400} {
			terms := economics.Terms{Chance: floor, Probation: 10, Tasks: tasks, Fine: math.Ceil(2 / floor), States: 2, Rate: 0.05, Owners: 12, Ring: 3}
			for _, cost := range []float64{0, 0.25, 0.5, 0.8, 1} {
				honest := float64(tasks) * (1 - cost)
				for _, s := range economics.Strategies {
					pay, work := economics.Expect(s, terms)
					if profit := pay - cost*work; cost <= terms.Exposed(s) && profit > honest+1e-9 {
						t.Errorf("%s earns %.3f an epoch of %d tasks at floor %v and cost %v, honest work %.3f", s, profit, tasks, floor, cost, honest)
					}
				}
			}
		}
	}
}

// Whatever the numbers: nobody is paid for more than there is, or computes more than he could; more draws mean less pay for
// fakes, and more accomplices more.
func TestExpectationsAreSane(t *testing.T) {
	for _, s := range economics.Strategies {
		before := math.Inf(1)
		for _, chance := range []float64{0.01, 0.05, 0.1, 0.2, 0.5, 1} {
			terms := economics.Terms{Chance: chance, Probation: 10, Tasks: 100, States: 2, Rate: 0.2, Owners: 20, Ring: 6}
			pay, work := economics.Expect(s, terms)
			if pay < 0 || pay > 100+1e-9 || work < 0 || work > 100+1e-9 {
				t.Errorf("%s at %v: pay %v, work %v", s, chance, pay, work)
			}
			gain := max(0, pay-work) // of fakes; what a cheater loses is no matter
			if gain > before+1e-9 {
				t.Errorf("%s is paid for more fakes at %v", s, chance)
			}
			before = gain
		}
	}
	terms := economics.Terms{Chance: 0.1, Probation: 10, Tasks: 100, States: 2, Rate: 0.2, Owners: 20}
	before := 0.0
	for terms.Ring = range 20 {
		pay, _ := economics.Expect(economics.Ring, terms)
		if pay < before-1e-9 {
			t.Errorf("%d accomplices earn less than one fewer", terms.Ring)
		}
		before = pay
	}
}

func spec(change func(*campaign.Spec)) campaign.Spec {
	return campaigntest.Spec(func(s *campaign.Spec) {
		s.Recipe.Rounds, s.Recipe.Lanes, s.Settlement.EpochRounds = 1000, 6, 50
		s.Audit = campaign.Audit{Floor: "0.1", Probation: 10, Reserve: "0.5", Steps: 2}
		change(s)
	})
}

func TestReserve(t *testing.T) {
	of := func(reserve campaign.Decimal) economics.Copies {
		return economics.Of(spec(func(s *campaign.Spec) { s.Audit.Reserve = reserve }), economics.Assumptions{}).Copies
	}
	half := of("0.5")
	if half.Share < 125_000 || half.Share > 140_000 {
		t.Errorf("%d millionths are drawn; the floor is a tenth, and each of six nodes begins 20 epochs of 67 tasks with nothing to lose", half.Share)
	}
	if half.RunsOut > 1e-9 || half.RunsOutBy > 1e-9 {
		t.Errorf("half of the cost runs out with %v, %v", half.RunsOut, half.RunsOutBy)
	}
	if scarce := of("0.1"); scarce.RunsOut < 0.5 || scarce.RunsOutBy < 0.999 {
		t.Errorf("a tenth of the cost runs out with %v, %v", scarce.RunsOut, scarce.RunsOutBy)
	}
	before := 2.0
	for _, reserve := range []campaign.Decimal{"0.1", "0.103", "0.106", "0.11", "0.12", "0.2"} {
		c := of(reserve)
		if c.RunsOut > before || c.RunsOutBy < c.RunsOut {
			t.Errorf("reserve %s runs out with %v, %v", reserve, c.RunsOut, c.RunsOutBy)
		}
		before = c.RunsOut
	}
	advised := campaign.Decimal(new(big.Rat).SetFrac64(int64(half.Advice), 1_000_000).FloatString(2))
	if advised[len(advised)-1] == '0' {
		advised = advised[:len(advised)-1]
	}
	if c := of(advised); c.RunsOutBy > 1e-6 {
		t.Errorf("the advised reserve of %s runs out with %v", advised, c.RunsOutBy)
	}
	off := economics.Of(spec(func(s *campaign.Spec) { s.Audit = campaign.Audit{Floor: "0", Reserve: "0", Steps: 1} }), economics.Assumptions{})
	if off.Stake != "" || off.Copies.Share != 0 || off.Copies.Advice != 0 || off.Copies.RunsOut != 0 {
		t.Errorf("without verification: %+v", off)
	}
}

func TestReportOfASpec(t *testing.T) {
	r := economics.Of(spec(func(*campaign.Spec) {}), economics.Assumptions{Trainers: 5, Cost: 0.8, Rate: 0.05, Ring: 0.25})
	if r.Terms.Tasks != (6+2)*50/5 || r.Terms.Owners != 4 || r.Terms.Ring != 1 || r.Terms.Chance != 0.1 {
		t.Fatalf("terms %+v", r.Terms)
	}
	want := new(big.Int).Mul(r.Reward.Int(), big.NewInt(9))
	if r.Stake.Int().Cmp(want) != 0 {
		t.Fatalf("stake %s, nine rewards are %s", r.Stake, want)
	}
	var honest float64
	for _, o := range r.Outlooks {
		near(t, string(o.Strategy)+" profit", o.Profit, o.Pay-0.8*o.Work)
		if o.Strategy == economics.Honest {
			honest = o.Profit
		} else if o.Profit > honest {
			t.Errorf("%s earns %.2f, honest work %.2f", o.Strategy, o.Profit, honest)
		}
	}
	if len(r.Outlooks) != len(economics.Strategies) || r.Outlooks[0].Strategy.What() == "" {
		t.Fatalf("outlooks %+v", r.Outlooks)
	}
}
