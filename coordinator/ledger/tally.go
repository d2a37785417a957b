package ledger

import (
	"fmt"
	"iter"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// place is where a task belongs. A place has one task, unless an input of it turned out to be wrong: then there is
// another task in its stead.
type place struct {
	round int
	kind  round.Kind
	index int
}

func (r Row) place() place { return place{r.Round, r.Kind, r.Index} }

// Claim is what a row says about its task.
func (r Row) Claim() verify.Claim {
	return verify.Claim{Seq: r.Seq, Node: r.Node, Owner: r.Payout, Attempt: r.Attempt, Output: r.Output, Steps: r.Steps}
}

// Tally is the rows of one epoch by task. From them follows who was right, who is under suspicion and who is paid. It is
// not safe for concurrent use.
type Tally struct {
	rows    []Row
	tasks   map[canon.Digest]int // index of a task's result
	results []verify.Result
	at      []place                           // of each result
	places  map[place]int                     // tasks of a place
	conduct map[common.Address]verify.Conduct // nil if it must be judged anew
	fined   map[int64]bool                    // rows that pay for their node's excused fault; nil if that must be found anew
}

// NewTally returns a tally without rows.
func NewTally() *Tally {
	return &Tally{tasks: map[canon.Digest]int{}, places: map[place]int{}}
}

// clone returns an independent copy.
func (t *Tally) clone() *Tally {
	c := &Tally{
		rows: slices.Clone(t.rows), tasks: maps.Clone(t.tasks), results: slices.Clone(t.results),
		at: slices.Clone(t.at), places: maps.Clone(t.places),
	}
	for i := range c.results {
		c.results[i].Claims = slices.Clip(c.results[i].Claims)
	}
	return c
}

// Enter adds a row, which Check has admitted.
func (t *Tally) Enter(r Row) {
	i, ok := t.tasks[r.Task]
	if !ok {
		i = len(t.results)
		t.tasks[r.Task] = i
		t.results = append(t.results, verify.Result{Task: r.Task})
		t.at = append(t.at, r.place())
		t.places[r.place()]++
	}
	t.results[i].Claims = append(t.results[i].Claims, r.Claim())
	t.rows = append(t.rows, r)
	t.fined = nil
	if len(t.results[i].Claims) > 1 {
		t.conduct = nil
	}
}

// Check refuses a row that cannot be in the same epoch as those before it: a node or an owner that answers a task again,
// an answer after the verdict, a task in two places, or more tasks for one place than wrong results can explain.
func (t *Tally) Check(r Row) error {
	i, known := t.tasks[r.Task]
	switch {
	case known && t.at[i] != r.place():
		return fmt.Errorf("%w %d: task %s belongs to %s %d of round %d", ErrRow, r.Seq, r.Task.Short(), t.at[i].kind, t.at[i].index, t.at[i].round)
	case known && verify.Held(t.results[i].Claims, r.Node, r.Payout):
		return fmt.Errorf("%w %d: node %s or its payout address has answered %s %d of round %d already", ErrRow, r.Seq, r.Node, r.Kind, r.Index, r.Round)
	case known && verify.Decided(t.results[i].Claims):
		return fmt.Errorf("%w %d: owners have agreed on %s %d of round %d already, and a verdict is final", ErrRow, r.Seq, r.Kind, r.Index, r.Round)
	case !known && t.places[r.place()] > 0 && t.places[r.place()] > t.faults():
		return fmt.Errorf("%w %d: %s %d of round %d is in the ledger already", ErrRow, r.Seq, r.Kind, r.Index, r.Round)
	}
	return nil
}

// Claims returns the claims of a task so far, in order; they belong to the tally.
func (t *Tally) Claims(task canon.Digest) []verify.Claim {
	if i, ok := t.tasks[task]; ok {
		return t.results[i].Claims
	}
	return nil
}

// Rows returns the rows in order.
func (t *Tally) Rows() iter.Seq[Row] { return slices.Values(t.rows) }

// Conducts says how the nodes that were checked did; it belongs to the tally.
func (t *Tally) Conducts() map[common.Address]verify.Conduct {
	if t.conduct == nil {
		t.conduct = verify.Conducts(t.results)
	}
	return t.conduct
}

func (t *Tally) faults() int {
	n := 0
	for _, c := range t.Conducts() {
		n += len(c.Faults)
	}
	return n
}

// Suspect returns the results of nodes that were caught which nobody has checked yet, in the order of the ledger.
func (t *Tally) Suspect() []round.Answer {
	var answers []round.Answer
	for i, r := range t.results {
		if len(r.Claims) == 1 && len(t.Conducts()[r.Claims[0].Node].Faults) > 0 {
			p := t.at[i]
			answers = append(answers, round.Answer{Round: p.round, Kind: p.kind, Index: p.index, Task: r.Task, Claim: r.Claims[0]})
		}
	}
	return answers
}

// Unchecked returns the results of rounds from number on that nobody has checked, in the order of the ledger.
func (t *Tally) Unchecked(number int) []round.Answer {
	var answers []round.Answer
	for i, r := range t.results {
		if p := t.at[i]; p.round >= number && len(r.Claims) == 1 {
			answers = append(answers, round.Answer{Round: p.round, Kind: p.kind, Index: p.index, Task: r.Task, Claim: r.Claims[0]})
		}
	}
	return answers
}

// State is what became of a row.
type State string

// A row is accepted when it is written, verified once another owner's answer confirms it, and void if it was wrong, if it
// pays for a fault of its node, or if the node's conduct costs it the epoch's rewards. What is accepted or verified when the epoch closes is paid. Rows that differ
// on a task whose inputs proved wrong before anybody had decided between them are void alike: the task is gone.
const (
	Accepted State = "accepted"
	Verified State = "verified"
	Void     State = "void"
)

// Fate returns the state of a row of the tally, as far as it is known by now.
func (t *Tally) Fate(r Row, a campaign.Audit) State {
	conduct := t.Conducts()[r.Node]
	if conduct.Fraud(a) {
		return Void
	}
	for _, f := range conduct.Faults {
		if f.Claim.Seq == r.Seq {
			return Void
		}
	}
	if len(conduct.Faults) > 0 && t.fines(a)[r.Seq] {
		return Void
	}
	if claims := t.Claims(r.Task); verify.Judge(claims, len(claims)).Checked {
		return Verified
	}
	if t.moot(t.tasks[r.Task]) {
		return Void
	}
	return Accepted
}

// fines returns the rows that nodes lose for an excused fault: their first others of the epoch, until those are worth the
// fine. All calls have the same a.
func (t *Tally) fines(a campaign.Audit) map[int64]bool {
	if t.fined != nil {
		return t.fined
	}
	t.fined = map[int64]bool{}
	left, wrong := map[common.Address]int64{}, map[int64]bool{}
	for _, c := range t.Conducts() {
		if len(c.Faults) == 1 && !c.Fraud(a) {
			wrong[c.Faults[0].Claim.Seq] = true
		}
	}
	for _, r := range t.rows {
		if wrong[r.Seq] {
			left[r.Node] = verify.Fine(a, r.Units)
		}
	}
	for _, r := range t.rows {
		if left[r.Node] > 0 && !wrong[r.Seq] && !t.moot(t.tasks[r.Task]) {
			t.fined[r.Seq] = true
			left[r.Node] -= r.Units
		}
	}
	return t.fined
}

// moot reports whether a result is disputed, and there is another task in its stead.
func (t *Tally) moot(i int) bool {
	return len(t.results[i].Claims) > 1 && t.disputed(i) && slices.Contains(t.at[i+1:], t.at[i])
}

// disputed reports whether the claims of a result differ and nobody has decided between them.
func (t *Tally) disputed(i int) bool {
	claims := t.results[i].Claims
	return !verify.Judge(claims, len(claims)).Settled
}

// Paid returns the rows that are paid, in order. The error wraps ErrRow: two owners differ on a task that stands, and nobody
// has decided between them.
func (t *Tally) Paid(a campaign.Audit) ([]Row, error) {
	for i, r := range t.results {
		if t.disputed(i) && !t.moot(i) {
			return nil, fmt.Errorf("%w %d: owners differ on %s %d of round %d, and no third one has decided between them",
				ErrRow, r.Claims[0].Seq, t.at[i].kind, t.at[i].index, t.at[i].round)
		}
	}
	var paid []Row
	for _, r := range t.rows {
		if t.Fate(r, a) != Void {
			paid = append(paid, r)
		}
	}
	return paid, nil
}

// Voided returns the rewards of void rows by node, in base units.
func (t *Tally) Voided(a campaign.Audit) map[common.Address]*big.Int {
	void := map[common.Address]*big.Int{}
	for node, c := range t.Conducts() {
		if len(c.Faults) > 0 {
			void[node] = new(big.Int)
		}
	}
	for _, r := range t.rows {
		if void[r.Node] == nil && !t.moot(t.tasks[r.Task]) || t.Fate(r, a) != Void {
			continue
		}
		if void[r.Node] == nil {
			void[r.Node] = new(big.Int)
		}
		void[r.Node].Add(void[r.Node], r.Reward.Int())
	}
	return void
}

// Complete reports whether every task of a round has an answer.
func (t *Tally) Complete(spec campaign.Spec, number int) bool {
	lanes := spec.Recipe.Lanes
	if number == 0 {
		lanes = 0
	}
	for lane := range lanes {
		if t.places[place{number, round.Train, lane}] == 0 {
			return false
		}
	}
	for slice := range spec.Recipe.Slices {
		if t.places[place{number, round.Merge, slice}] == 0 {
			return false
		}
	}
	return !spec.Evaluates(number) || t.places[place{number, round.Evaluate, 0}] > 0
}

// False reports whether a wrong result is known of a round up to and including number.
func (t *Tally) False(number int) bool {
	for _, c := range t.Conducts() {
		for _, f := range c.Faults {
			if t.at[t.tasks[f.Task]].round <= number {
				return true
			}
		}
	}
	return false
}
