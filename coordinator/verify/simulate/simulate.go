// Package simulate plays strategies against the rules: the draws, verdicts, standings and conducts are those of package
// verify, only the computation and the coordinator are left out. It shows what a strategy earns, how often it is caught
// and whether honest nodes are punished, beside what package economics expects. It is pure: a seed determines everything.
//
// Played is one node, proven at the beginning of each epoch or new, among owners that are honest or its accomplices.
// A fake of its own is like nobody else's; accomplices repeat it. Who checks is drawn from the owners, as rounds do it.
package simulate

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/coordinator/verify/economics"
	"quire/proto/canon"
)

// Config says what is played.
type Config struct {
	Audit    campaign.Audit
	Terms    economics.Terms // whose Chance and Probation are Audit's
	Strategy economics.Strategy
	Epochs   int // 1 ≤ Epochs ≤ verify.LinksMax
	Seed     uint64
}

// Outcome is what came of it.
type Outcome struct {
	Pay      float64 // tasks paid for, mean of an epoch
	PayError float64 // standard error of that mean
	Work     float64 // tasks computed, mean of an epoch
	Fakes    int     // handed in
	Alone    int     // of them, before the first was caught in an epoch
	Caught   int     // epochs in which one was caught
	Expected float64 // that Caught should be: the sum of what each fake of Alone risked
	Spread   float64 // standard deviation of Caught around Expected
	Punished int     // wrong results of honest nodes, in the rules' eyes
}

// Run plays. It takes some microseconds a task.
func Run(c Config) Outcome {
	w := &world{Config: c, random: rand.New(rand.NewPCG(c.Seed, 0)), others: make([]common.Address, c.Terms.Owners)}
	for i := range w.others {
		w.others[i] = common.Address{2, byte(i >> 16), byte(i >> 8), byte(i)}
	}
	switch c.Strategy {
	case economics.Pair:
		w.accomplices = min(1, c.Terms.Owners)
	case economics.Ring:
		w.accomplices = c.Terms.Ring
	}
	chain := verify.NewChain(canon.Sum(binary.BigEndian.AppendUint64([]byte("link"), c.Seed)), c.Epochs)
	var sum, squares float64
	for e := range c.Epochs {
		w.link = chain.Link(e)
		paid := float64(w.epoch())
		sum, squares = sum+paid, squares+paid*paid
	}
	n := float64(c.Epochs)
	w.Pay, w.Work = sum/n, w.Work/n
	w.PayError = math.Sqrt(max(0, squares/n-w.Pay*w.Pay) / n)
	w.Spread = math.Sqrt(w.Spread)
	return w.Outcome
}

// one is every task here: of the same epoch, and worth the same.
var one = verify.Task{Epoch: 1, Units: 1}

type world struct {
	Config
	Outcome
	random      *rand.Rand
	others      []common.Address
	accomplices int // the first of others
	link        canon.Digest
	serial      uint64 // of tasks and claims

	node      common.Address // the one that plays
	standings verify.Standings
	results   []verify.Result
	fakes     map[canon.Digest]canon.Digest // by task: what the player and its accomplices say
	caught    bool
	refused   bool
}

// epoch plays one epoch and returns for how many tasks the player is paid.
func (w *world) epoch() int {
	w.standings, w.results, w.fakes = verify.Standings{}, nil, map[canon.Digest]canon.Digest{}
	w.caught, w.refused = false, false
	players := map[common.Address]bool{}
	w.arrive(players)
	once := w.random.IntN(w.Terms.Tasks)
	for i := range w.Terms.Tasks {
		if w.refused && w.Strategy == economics.Sybil {
			w.arrive(players)
		}
		if w.refused {
			break
		}
		if w.Strategy == economics.Picker && w.random.IntN(2) == 0 {
			continue
		}
		w.task(w.fakesNow(i, once))
	}
	return w.paid(players)
}

// arrive lets the player begin under an address that nobody knows.
func (w *world) arrive(players map[common.Address]bool) {
	w.serial++
	w.node, w.refused = common.Address(number(w.serial)[:20]), false
	players[w.node] = true
	if w.Strategy != economics.Liar && w.Strategy != economics.Sybil {
		w.standings[w.node] = verify.Standing{Verified: verify.Certain}
	}
}

func number(n uint64) []byte {
	d := canon.Sum(binary.BigEndian.AppendUint64(nil, n))
	return d[:]
}

func (w *world) fakesNow(i, once int) bool {
	switch w.Strategy {
	case economics.Liar:
		return true
	case economics.Turncoat:
		return i >= w.Terms.Tasks/2
	case economics.Once:
		return i == once
	case economics.Rate, economics.Pair, economics.Ring:
		return w.random.Float64() < w.Terms.Rate
	case economics.Sybil:
		return w.standings[w.node].Proven(w.Audit)
	}
	return false
}

// task plays one task of the player: its answer, the draw, and what follows if it is caught.
func (w *world) task(fake bool) {
	w.serial++
	r := verify.Result{Task: canon.Digest(number(w.serial))}
	if w.Strategy == economics.Copier {
		w.copied(&r)
		return
	}
	chance := w.standings[w.node].Chance(w.Audit, one)
	w.Work++
	if fake {
		w.Work--
		w.Fakes++
		w.fakes[r.Task] = canon.Digest(number(w.serial + 1<<63))
		if !w.caught {
			q := float64(chance) / verify.Certain * w.Terms.Exposed(w.Strategy)
			w.Alone, w.Expected, w.Spread = w.Alone+1, w.Expected+q, w.Spread+q*(1-q)
		}
	}
	w.claim(&r, w.node, true)
	if verify.Drawn(w.link, r.Task, w.node, chance) {
		w.settle(&r)
	}
	w.results = append(w.results, r)
	w.look(len(w.results) - 1)
}

// copied plays a copier: another owner has answered, the output is public, the states on the way are not.
func (w *world) copied(r *verify.Result) {
	w.claim(r, w.others[0], false)
	c := r.Claims[0]
	w.serial++
	c.Seq, c.Node, c.Owner = int64(w.serial), w.node, w.node
	if w.Terms.States > 1 {
		c.Steps = canon.Digest(number(w.serial))
		w.Fakes++
		if !w.caught {
			w.Alone, w.Expected = w.Alone+1, w.Expected+1
		}
	}
	r.Claims = append(r.Claims, c)
	w.standings.Enter(one, r.Claims)
	w.settle(r)
	w.results = append(w.results, *r)
	w.look(len(w.results) - 1)
}

// claim adds the answer of a node: the true one, unless it is in league about a fake.
func (w *world) claim(r *verify.Result, by common.Address, league bool) {
	w.serial++
	output := r.Task
	if fake, ok := w.fakes[r.Task]; ok && league {
		output = fake
	}
	r.Claims = append(r.Claims, verify.Claim{Seq: int64(w.serial), Node: by, Owner: by, Output: output, Steps: output})
	w.standings.Enter(one, r.Claims)
}

// settle has other owners answer until there is a verdict; three are always enough here.
func (w *world) settle(r *verify.Result) {
	for len(r.Claims) <= len(w.others) && !verify.Judge(r.Claims, 2).Settled {
		i := w.random.IntN(len(w.others))
		if !verify.Held(r.Claims, w.others[i], w.others[i]) {
			w.claim(r, w.others[i], i < w.accomplices)
		}
	}
}

// look sees whether the player's last answer was wrong. Then all of its answers are computed again that nobody has checked,
// and if it is fraud it gets no more tasks.
func (w *world) look(last int) {
	r := w.results[last]
	wrong := false
	for _, i := range verify.Judge(r.Claims, 2).Wrong {
		wrong = wrong || r.Claims[i].Node == w.node
	}
	if !wrong {
		return
	}
	if !w.caught {
		w.caught = true
		w.Caught++
	}
	for i := range w.results {
		if r := &w.results[i]; len(r.Claims) == 1 && r.Claims[0].Node == w.node {
			w.settle(r)
		}
	}
	w.refused = w.Strategy == economics.Sybil || verify.Conducts(w.results)[w.node].Fraud(w.Audit)
}

// paid returns for how many answers the player is paid under all its names, and counts the honest who are not for theirs.
func (w *world) paid(players map[common.Address]bool) int {
	conducts := verify.Conducts(w.results)
	right := map[common.Address]int{} // by player: answers that are not known to be wrong
	for _, r := range w.results {
		for _, c := range r.Claims {
			if players[c.Node] {
				right[c.Node]++
			}
		}
	}
	n := 0
	for node, answers := range right {
		c := conducts[node]
		if answers -= len(c.Faults); len(c.Faults) > 0 {
			answers = max(0, answers-int(verify.Fine(w.Audit, one.Units)))
		}
		if !c.Fraud(w.Audit) {
			n += answers
		}
	}
	for node, c := range conducts {
		for _, f := range c.Faults {
			if !players[node] && f.Claim.Output == f.Task {
				w.Punished++
			}
		}
	}
	return n
}
