package economics

import (
	"math"
	"math/big"

	"gonum.org/v1/gonum/stat/distuv"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
)

// Assumptions are what a spec does not say.
type Assumptions struct {
	Trainers int     `json:"trainers"` // proven nodes with owners of their own, alike in speed; 0 for as many as lanes
	Cost     float64 `json:"cost"`     // of computing a task, as a share of its reward
	Rate     float64 `json:"rate"`     // of fakes
	Ring     float64 `json:"ring"`     // share of the other owners that collude
}

// Report is the economics of a spec under assumptions.
type Report struct {
	Campaign    string          `json:"campaign"`
	Floor       int             `json:"floorMillionths"`
	Probation   int             `json:"probation"`
	Assumptions Assumptions     `json:"assumptions"`
	Terms       Terms           `json:"terms"`  // of one trainer and epoch
	Reward      campaign.Amount `json:"reward"` // of a train task
	Stake       campaign.Amount `json:"stake"`  // that makes a fake of a train task a loss at the floor; "" if none does
	StakeTasks  float64         `json:"stakeTasks"`
	Detection   []Detection     `json:"detection"`
	Outlooks    []Outlook       `json:"strategies"`
	Copies      Copies          `json:"copies"`
}

// Detection is the probability that at least one of a number of fakes is caught.
type Detection struct {
	Fakes int     `json:"fakes"`
	Alone float64 `json:"alone"` // a cheater by himself
	Ring  float64 `json:"ring"`  // with the accomplices that are assumed
}

// Outlook is what a strategy can expect of an epoch, in rewards of a task.
type Outlook struct {
	Strategy Strategy `json:"strategy"`
	Pay      float64  `json:"pay"`
	Work     float64  `json:"work"`
	Profit   float64  `json:"profit"` // pay less the cost of the work
}

// Copies is what verification costs.
type Copies struct {
	Share     int             `json:"shareMillionths"` // of all tasks that are expected to be computed again, by draw
	Expected  campaign.Amount `json:"expected"`        // their rewards
	Reserve   campaign.Amount `json:"reserve"`         // what the spec sets aside
	RunsOut   float64         `json:"runsOut"`         // probability that draws alone exceed it
	Rewind    campaign.Amount `json:"rewind"`          // what going back a whole epoch costs besides
	RunsOutBy float64         `json:"runsOutByRewind"` // probability that draws and one such rewind exceed it
	Advice    int             `json:"adviceMillionths"`
}

// runOutAccepted is the probability of running out of the reserve that the advised one has.
const runOutAccepted = 1e-6

var fakesShown = []int{1, 2, 5, 10, 20, 50, 100}

// Of returns the report. The spec is valid; trainers are at least 3, for somebody must decide disputes, and fewer count as
// 3.
func Of(spec campaign.Spec, a Assumptions) Report {
	if a.Trainers == 0 {
		a.Trainers = spec.Recipe.Lanes
	}
	a.Trainers = max(a.Trainers, 3)
	floor := spec.Audit.FloorMillionths()
	perEpoch := (spec.Recipe.Lanes + spec.Recipe.Slices) * spec.Settlement.EpochRounds
	t := Terms{
		Chance: float64(floor) / verify.Certain, Probation: spec.Audit.Probation, Tasks: min(max(perEpoch/a.Trainers, 1), tasksMax),
		States: spec.Audit.Steps, Rate: a.Rate, Owners: a.Trainers - 1,
	}
	if floor > 0 {
		t.Fine = float64(verify.Fine(spec.Audit, 1))
	}
	t.Ring = int(math.Round(a.Ring * float64(t.Owners)))
	reward := spec.Reward(spec.TrainUnits())
	r := Report{
		Campaign: spec.Name, Floor: floor, Probation: spec.Audit.Probation, Assumptions: a, Terms: t,
		Reward: campaign.Amount(reward.String()), Copies: copies(spec, a.Trainers),
	}
	if stake := Stake(reward, floor); stake != nil {
		r.Stake, r.StakeTasks = campaign.Amount(stake.String()), (1-t.Chance)/t.Chance
	}
	for _, k := range fakesShown {
		r.Detection = append(r.Detection, Detection{k, Detected(k, t.Chance*t.Exposed(Rate)), Detected(k, t.Chance*t.Exposed(Ring))})
	}
	for _, s := range Strategies {
		pay, work := Expect(s, t)
		r.Outlooks = append(r.Outlooks, Outlook{s, pay, work, pay - a.Cost*work})
	}
	return r
}

// tasksMax bounds the tasks of an epoch that are looked at one by one: beyond it no fake stays unseen anyway.
const tasksMax = 1000

// Detected returns the probability that at least one of k fakes is caught, each with probability q.
func Detected(k int, q float64) float64 { return distuv.Binomial{N: float64(k), P: q}.Survival(0) }

// Stake returns what a node must stand to lose so that a fake does not pay: (1−p)/p of its reward, rounded up; nil if p is
// 0, and so no stake is enough.
func Stake(reward *big.Int, chance int) *big.Int {
	if chance == 0 {
		return nil
	}
	n := new(big.Int).Mul(reward, big.NewInt(int64(verify.Certain-chance)))
	return ceil(n, int64(chance))
}

func ceil(n *big.Int, by int64) *big.Int {
	n.Add(n, big.NewInt(by-1))
	return n.Quo(n, big.NewInt(by))
}

// pathMax bounds the tasks for which a node's chance is followed one by one. After them it is taken to stay where it is,
// which is a little too much.
const pathMax = 200_000

// copies estimates what is drawn in a whole campaign: nodes work alike, each draw verifies the node that was drawn and the
// one that checks it, and the draws are independent, so that their sum is normal.
func copies(spec campaign.Spec, trainers int) Copies {
	all := (spec.Recipe.Lanes+spec.Recipe.Slices)*spec.Recipe.Rounds + spec.Recipe.Slices + int(spec.Evaluations(0))
	each := max(all/trainers, 1)
	perEpoch := max(each/spec.Epochs(), 1)
	var mean, variance, verified, chance float64
	done := 0
	for ; done < min(each, pathMax); done++ {
		// Tasks are taken to be alike, and to come one epoch after another.
		at := verify.Task{Epoch: done/perEpoch + 1, Units: 1}
		standing := verify.Standing{Verified: int(verified), Epoch: at.Epoch, Units: int64(done % perEpoch)}
		chance = float64(standing.Chance(spec.Audit, at)) / verify.Certain
		mean, variance = mean+chance, variance+chance*(1-chance)
		verified += 2 * chance
	}
	left := float64(each - done)
	mean, variance = mean+left*chance, variance+left*chance*(1-chance)

	// As shares of all tasks' cost: a draw with variance v of a task with share f has variance v·f².
	share := mean / float64(each)
	sd := math.Sqrt(variance / float64(each) * squares(spec))
	cost, reserve := spec.TaskCost(), spec.Reserve()
	c := Copies{
		Share: millionths(share), Expected: part(cost, millionths(share)), Reserve: campaign.Amount(reserve.String()),
	}
	rewind := min(1, float64(spec.Settlement.EpochRounds)/float64(spec.Recipe.Rounds))
	c.Rewind = part(cost, millionths(rewind))
	has := fraction(reserve, cost)
	c.RunsOut, c.RunsOutBy = exceeds(share, sd, has), exceeds(share+rewind, sd, has)
	advice := share + rewind + sd*distuv.UnitNormal.Quantile(1-runOutAccepted)
	c.Advice = (millionths(advice) + 9_999) / 10_000 * 10_000
	if spec.Audit.FloorMillionths() == 0 || cost.Sign() == 0 {
		c.Advice, c.RunsOut, c.RunsOutBy = 0, 0, 0
	}
	return c
}

// squares returns the sum over all tasks of the squares of their shares of the cost.
func squares(spec campaign.Spec) float64 {
	cost := spec.TaskCost()
	square := func(units int64) float64 { f := fraction(spec.Reward(units), cost); return f * f }
	sum := square(spec.TrainUnits()) * float64(spec.Recipe.Lanes*spec.Recipe.Rounds)
	for j := range spec.Recipe.Slices {
		sum += square(spec.MergeUnits(j)) * float64(spec.Recipe.Rounds+1)
	}
	if n := spec.Evaluations(0); n > 0 {
		sum += square(spec.EvaluateUnits()) * float64(n)
	}
	return sum
}

// exceeds returns the probability that a normal variable is greater than a limit.
func exceeds(mean, sd, limit float64) float64 {
	if sd == 0 {
		if mean > limit {
			return 1
		}
		return 0
	}
	return distuv.Normal{Mu: mean, Sigma: sd}.Survival(limit)
}

func millionths(f float64) int { return int(math.Ceil(f * verify.Certain)) }

func part(n *big.Int, ppm int) campaign.Amount {
	return campaign.Amount(ceil(new(big.Int).Mul(n, big.NewInt(int64(ppm))), verify.Certain).String())
}

// fraction returns n/of; 0 of nothing.
func fraction(n, of *big.Int) float64 {
	if of.Sign() == 0 {
		return 0
	}
	f, _ := new(big.Rat).SetFrac(n, of).Float64()
	return f
}
