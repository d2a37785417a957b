package economics

// Strategy is what a node does with its tasks. A fake is an output that nobody computed: it costs its node nothing.
type Strategy string

// Strategies. The node is proven at the beginning of the epoch, unless the strategy is a newcomer's.
const (
	Honest   Strategy = "honest"
	Liar     Strategy = "liar"     // a newcomer that fakes everything
	Turncoat Strategy = "turncoat" // computes the first half of the epoch, and fakes the second
	Rate     Strategy = "rate"     // fakes each task with the same probability
	Once     Strategy = "once"     // fakes one task of the epoch, and calls it a fault of its hardware
	Picker   Strategy = "picker"   // gives every second task back, and computes the others
	Pair     Strategy = "pair"     // Rate, with one other owner who confirms its fakes
	Ring     Strategy = "ring"     // Rate, with a share of the other owners who confirm its fakes
	Copier   Strategy = "copier"   // answers tasks of rounds that are closed, whose outputs are public, without computing
	Sybil    Strategy = "sybil"    // newcomers that fake as soon as they are proven, and are replaced when caught
)

// Strategies lists all of them, honest work first.
var Strategies = []Strategy{Honest, Liar, Turncoat, Rate, Once, Picker, Pair, Ring, Copier, Sybil}

// What says in a few words what a strategy does.
func (s Strategy) What() string {
	return map[Strategy]string{
		Honest: "computes everything", Liar: "fakes everything, new", Turncoat: "fakes the second half",
		Rate: "fakes now and then", Once: "fakes one task an epoch", Picker: "gives half its tasks back",
		Pair: "fakes, one accomplice", Ring: "fakes, many accomplices", Copier: "copies public outputs",
		Sybil: "fakes once proven, comes again",
	}[s]
}

// Terms are what a strategy meets in one epoch.
type Terms struct {
	Chance    float64 `json:"chance"`    // of a proven node's result being drawn
	Probation int     `json:"probation"` // verified results that make a node proven
	Tasks     int     `json:"tasks"`     // that one node could do
	Fine      float64 `json:"fine"`      // tasks that an excused fault costs beside itself
	States    int     `json:"states"`    // to which a result commits
	Rate      float64 `json:"rate"`      // of fakes, for Rate, Pair and Ring
	Owners    int     `json:"owners"`    // other payout addresses that work
	Ring      int     `json:"ring"`      // of them in a Ring
}

// accomplices returns how many of the other owners confirm a strategy's fakes.
func (t Terms) accomplices(s Strategy) int {
	switch s {
	case Pair:
		return min(1, t.Owners)
	case Ring:
		return t.Ring
	}
	return 0
}

// Exposed returns the probability that a fake which is checked is proved wrong: the checker is honest, and so is the third
// owner who decides between them.
func (t Terms) Exposed(s Strategy) float64 {
	g, o := float64(t.accomplices(s)), float64(t.Owners)
	if o < 2 {
		return 0
	}
	return (1 - g/o) * max(0, 1-g/(o-1))
}

// Framed returns the probability that an honest owner who checks a fake is outvoted by two accomplices, and takes the blame.
// It is 0 without accomplices: owners who are on their own never agree on a wrong output.
func (t Terms) Framed(s Strategy) float64 {
	g, o := float64(t.accomplices(s)), float64(t.Owners)
	if o < 2 {
		return 0
	}
	return (1 - g/o) * min(1, g/(o-1))
}

// Expect returns what a strategy can expect to be paid for in an epoch, and what it computes for that, both in tasks.
func Expect(s Strategy, t Terms) (pay, work float64) {
	n := float64(t.Tasks)
	switch s {
	case Honest:
		return n, n
	case Picker:
		return n / 2, n / 2
	case Liar:
		return t.play(s, 1, func(int) float64 { return 1 })
	case Turncoat:
		return t.play(s, t.Chance, func(i int) float64 {
			if i < t.Tasks/2 {
				return 0
			}
			return 1
		})
	case Once:
		return t.once()
	case Copier:
		if t.States < 2 {
			return n, 0 // nothing is committed to that is not public
		}
		return 0, 0
	case Sybil:
		return t.sybil()
	}
	return t.play(s, t.Chance, func(int) float64 { return t.Rate })
}

// drawn is the probability that answer i of an epoch, from 0, is drawn: the campaign's, or its share in what the node has at
// stake by then (verify.Standing.Chance).
func (t Terms) drawn(i int, chance float64) float64 {
	if chance == 0 {
		return 0
	}
	return max(chance, 1/float64(i+1))
}

// fined is what is paid for n right answers beside a fault that is excused.
func (t Terms) fined(n float64) float64 { return max(0, n-t.Fine) }

// once is the expectation for a node that fakes one task of the epoch, each with the same probability. Caught before it was
// right as often as probation asks, it is a fraud.
func (t Terms) once() (pay, work float64) {
	n := float64(t.Tasks)
	for i := range t.Tasks {
		q := t.drawn(i, t.Chance) * t.Exposed(Once)
		pay, work = pay+(1-q)*n, work+(1-q)*(n-1)
		if i >= max(t.Probation, 1) {
			pay, work = pay+q*t.fined(n-1), work+q*(n-1)
			continue
		}
		work += q * float64(i)
	}
	return pay / n, work / n
}

// play is the expectation for a node that fakes task i with probability fakes(i), and whose results are drawn with a chance.
//
// It goes backwards through the epoch. Clean is what is still to come, m fakes having stayed unseen; marked the same after
// one fake was found and excused. When a fake is found all that was not checked is computed again (what an accomplice
// confirmed is not). With one more fault it is fraud, as it is when the node was not yet right often enough.
func (t Terms) play(s Strategy, chance float64, fakes func(int) float64) (pay, work float64) {
	n, exposed := t.Tasks, t.Exposed(s)
	later := 0.0 // probability that an unseen fake is found then
	if chance*exposed < 1 {
		later = exposed * (1 - chance) / (1 - chance*exposed)
	}
	clean, cleanWork := make([]float64, n+2), make([]float64, n+2)
	for m := range clean {
		clean[m] = float64(n)
	}
	marked, markedWork := t.fined(float64(n-1)), 0.0
	for i := n - 1; i >= 0; i-- {
		f, q := fakes(i), t.drawn(i, chance)*exposed
		hidden := 1.0 // that none of m fakes is found
		for m := 0; m <= i; m++ {
			caught, caughtWork := 0.0, 0.0
			if i-m >= max(t.Probation, 1) {
				caught, caughtWork = hidden*marked, hidden*markedWork
			}
			clean[m] = (1-f)*clean[m] + f*(q*caught+(1-q)*clean[m+1])
			cleanWork[m] = (1-f)*(1+cleanWork[m]) + f*(q*caughtWork+(1-q)*cleanWork[m+1])
			hidden *= 1 - later
		}
		marked *= 1 - f*q
		markedWork = (1-f)*(1+markedWork) + f*(1-q)*markedWork
	}
	return clean[0], cleanWork[0]
}

// sybil is the expectation for a row of newcomers: each computes its probation, then fakes until it is caught. Caught with
// its first fake it keeps what it computed less the fine, caught later nothing; the next one begins.
func (t Terms) sybil() (pay, work float64) {
	a := max(t.Probation, 1)
	p := max(t.Chance, 1/float64(a))
	pays, works := make([]float64, t.Tasks+1), make([]float64, t.Tasks+1)
	for m := range pays {
		if m <= a {
			pays[m], works[m] = float64(m), float64(m)
			continue
		}
		unseen := 1.0
		works[m] = float64(a)
		for j := 1; j <= m-a; j++ {
			left := m - a - j
			kept := 0.0
			if j == 1 {
				kept = t.fined(float64(a))
			}
			pays[m] += unseen * p * (kept + pays[left])
			works[m] += unseen * p * works[left]
			unseen *= 1 - p
		}
		pays[m] += unseen * float64(m)
	}
	return pays[t.Tasks], works[t.Tasks]
}
