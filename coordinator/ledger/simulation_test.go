package ledger_test

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

const (
	// seedsForCI take some seconds; QUIRE_SEEDS sets another number, QUIRE_SEED the first one.
	seedsForCI = 1000
	// seedsForBugs are within how many seeds each planted bug has to be seen.
	seedsForBugs = 300
	// stepsMax is far beyond what a played campaign needs.
	stepsMax = 20_000
	// simulatedLease is short beside the steps of the clock, so that leases expire.
	simulatedLease = 10 * time.Second
)

// played is what a seed of the simulation plays: a whole campaign, without servers, time or goroutines. Around the pure
// core (round, verify, ledger) it is a record with transactions, as etcd is, and a coordinator with a memory, as engine is.
// Trainers lease, die, give back, lie, submit twice, late and out of order; answers to them vanish; transactions fail, or
// happen and nobody is told; the coordinator crashes.
type played struct {
	r    *rand.Rand
	spec campaign.Spec
	now  time.Time
	bug  string // planted; "" for none

	// The record.
	number int
	base   canon.Digest
	fresh  round.State        // the open round before anything happened
	slots  map[int]round.Slot // of the open round, by position
	revs   map[int]int        // how often each was written
	rows   []ledger.Row
	tally  *ledger.Tally

	// The coordinator's memory of it.
	state round.State
	known int64 // rows
	seen  map[int]int

	nodes    []common.Address
	liar     common.Address // none if all are honest
	held     map[common.Address]round.Slot
	sent     []round.Submit
	receipts []ledger.Row
	paid     map[[2]canon.Digest]bool // task and node of each row
	prices   map[int]ledger.Row       // by place in the open round
}

var errNobodyKnows = errors.New("nobody knows whether it happened")

// newPlayed deals a campaign.
func newPlayed(seed uint64, bug string) *played {
	p := &played{r: rand.New(rand.NewPCG(seed, 0)), now: time.UnixMilli(1_795_352_400_000), bug: bug}
	audited := p.r.IntN(2) == 0
	p.spec = campaigntest.Spec(func(s *campaign.Spec) {
		s.Recipe.Rounds, s.Recipe.Lanes, s.Recipe.Slices = 1+p.r.IntN(3), 1+p.r.IntN(3), 1+p.r.IntN(2)
		if audited {
			s.Audit = campaign.Audit{Floor: "1", Probation: 1000, Reserve: "9", Steps: 1}
		}
	})
	for i := range 5 {
		p.nodes = append(p.nodes, common.Address{1, byte(i)})
	}
	if audited && p.r.IntN(2) == 0 {
		p.liar = p.nodes[0]
	}
	p.paid, p.tally = map[[2]canon.Digest]bool{}, ledger.NewTally()
	p.open()
	return p
}

// open opens the next round.
func (p *played) open() {
	p.slots, p.revs, p.held = map[int]round.Slot{}, map[int]int{}, map[common.Address]round.Slot{}
	p.prices, p.fresh = map[int]ledger.Row{}, round.New(p.spec, p.number, p.base)
	p.reload()
}

// reload is what a coordinator does at its start, and when it does not know what it knows.
func (p *played) reload() {
	var stored []round.Slot
	for _, i := range slices.Sorted(maps.Keys(p.slots)) {
		stored = append(stored, p.slots[i])
	}
	state, err := p.fresh.Restore(stored)
	if err != nil {
		panic(err)
	}
	p.state, _, _ = state.Apply(p.now, round.Grace{For: simulatedLease})
	p.known, p.seen = int64(len(p.rows)), maps.Clone(p.revs)
}

// position is where a slot is among its round's.
func (p *played) position(s round.Slot) int {
	for i, t := range p.state.Own() {
		if t.Kind == s.Kind && t.Index == s.Index {
			return i
		}
	}
	panic("no such slot")
}

// commit makes a transaction that stores a slot and writes what else there is. It compares what the memory knows of the slot's
// place and of the number of rows. It may fail, or happen
// without anybody being told; after both the memory is read anew.
func (p *played) commit(slot round.Slot, write func()) error {
	i, dice := p.position(slot), p.r.IntN(20)
	fits := p.known == int64(len(p.rows)) && p.seen[i] == p.revs[i]
	if p.bug == "transactions compare nothing, and the memory is kept" {
		fits = true
	}
	if fits && dice > 0 {
		p.slots[i] = slot
		p.revs[i]++
		write()
	}
	if fits && dice > 1 {
		p.seen[i] = p.revs[i]
		return nil
	}
	if p.bug == "transactions compare nothing, and the memory is kept" {
		return errNobodyKnows
	}
	p.reload()
	return errNobodyKnows
}

func (p *played) owner(node common.Address) common.Address { return common.Address{2, node[1]} }

// lease lets a node ask for work. The answer may be lost.
func (p *played) lease(node common.Address) {
	state, effects, err := p.state.Apply(p.now, round.Lease{Node: node, Owner: p.owner(node), For: simulatedLease})
	if err != nil {
		return
	}
	slot := effects[0].(round.Granted).Slot
	before, err := p.state.Slot(slot.Task)
	if err != nil {
		panic(err)
	}
	if before.Attempt != slot.Attempt && p.commit(slot, func() {}) != nil {
		return
	}
	p.state = state
	if p.r.IntN(10) > 0 {
		p.held[node] = slot
	}
}

// answer is what a node computes of a task.
func (p *played) answer(node common.Address, task canon.Digest) canon.Digest {
	if node == p.liar {
		return canon.Sum(append(task[:], node[:]...))
	}
	return canon.Sum(task[:])
}

// submit hands in what a node holds, or something that was handed in before.
func (p *played) submit(node common.Address) error {
	if slot, ok := p.held[node]; ok && p.r.IntN(4) > 0 {
		output := p.answer(node, slot.Task)
		p.sent = append(p.sent, round.Submit{Node: node, Owner: p.owner(node), Task: slot.Task, Attempt: slot.Attempt, Output: output, Steps: output})
		if p.r.IntN(4) == 0 {
			return nil // it is late
		}
		delete(p.held, node)
		return p.accept(p.sent[len(p.sent)-1])
	}
	if len(p.sent) == 0 {
		return nil
	}
	return p.accept(p.sent[p.r.IntN(len(p.sent))])
}

// accept is the coordinator's part of it.
func (p *played) accept(e round.Submit) error {
	before, _ := p.state.Slot(e.Task)
	e.Seq, e.Check = p.known+1, p.spec.Audit.Floor == "1" && len(before.Claims) == 0
	state, effects, err := p.state.Apply(p.now, e)
	if errors.Is(err, round.ErrAccepted) || errors.Is(err, round.ErrUnknown) {
		return p.again(e)
	}
	if err != nil {
		return nil // refused
	}
	slot := effects[0].(round.Credit).Slot
	c := verify.Claim{Seq: e.Seq, Node: e.Node, Owner: e.Owner, Attempt: e.Attempt, Output: e.Output, Steps: e.Steps}
	if p.bug == "an owner is let in twice" && len(p.rows) > 0 {
		c.Owner = p.rows[len(p.rows)-1].Payout
	}
	row, err := p.row(slot, c)
	if err != nil {
		return err
	}
	if p.bug == "receipts come before the transaction" {
		p.receipts = append(p.receipts, row)
	}
	var fault error
	if err := p.commit(slot, func() { fault = p.enter(row) }); err != nil || fault != nil {
		return fault
	}
	p.state, p.known = state, row.Seq
	p.receipts = append(p.receipts, row)
	return nil
}

// row is the ledger row of a claim. What all rows of a place share is computed once.
func (p *played) row(slot round.Slot, c verify.Claim) (ledger.Row, error) {
	i := p.position(slot)
	row, ok := p.prices[i]
	if !ok {
		var err error
		if row, err = ledger.RowFor(p.spec, p.spec.Digest(), slot, c, 0, ""); err != nil {
			return row, err
		}
		p.prices[i] = row
	}
	row.Seq, row.Round, row.Task, row.Attempt, row.AcceptedMs = c.Seq, slot.Round, slot.Task, c.Attempt, p.now.UnixMilli()
	row.Node, row.Payout, row.Output, row.Steps = c.Node, c.Owner, c.Output, c.Steps
	return row, nil
}

// again answers a submission of a task that is not open.
func (p *played) again(e round.Submit) error {
	for _, row := range p.rows {
		if row.Task == e.Task && row.Node == e.Node && row.Attempt == e.Attempt && row.Output == e.Output {
			p.receipts = append(p.receipts, row)
		}
	}
	return nil
}

// enter writes a row, as a reader checks it who trusts nobody.
func (p *played) enter(row ledger.Row) error {
	who := [2]canon.Digest{row.Task, canon.Sum(row.Node[:])}
	if p.paid[who] {
		return fmt.Errorf("row %d pays %s twice for a task", row.Seq, row.Node)
	}
	if row.Seq != int64(len(p.rows))+1 {
		return fmt.Errorf("row %d follows row %d", row.Seq, len(p.rows))
	}
	if err := p.tally.Check(row); err != nil {
		return err
	}
	p.paid[who] = true
	p.tally.Enter(row)
	p.rows = append(p.rows, row)
	return nil
}

// step is one thing that happens.
func (p *played) step() error {
	node := p.nodes[p.r.IntN(len(p.nodes))]
	switch n := p.r.IntN(100); {
	case n < 35:
		p.lease(node)
	case n < 80:
		return p.submit(node)
	case n < 84:
		delete(p.held, node) // it dies
	case n < 88:
		if slot, ok := p.held[node]; ok {
			delete(p.held, node)
			p.keep(round.Release{Node: node, Task: slot.Task, Attempt: slot.Attempt})
		}
	case n < 92:
		if slot, ok := p.held[node]; ok {
			p.state, _, _ = p.state.Apply(p.now, round.Renew{Node: node, Task: slot.Task, Attempt: slot.Attempt, For: simulatedLease})
		}
	case n < 96:
		p.now = p.now.Add(time.Duration(p.r.IntN(12)) * time.Second)
		p.keep(round.Tick{})
	default:
		p.reload() // a crash
	}
	return p.close()
}

// keep applies an event whose lost leases are stored.
func (p *played) keep(e round.Event) {
	state, effects, err := p.state.Apply(p.now, e)
	if err != nil {
		return
	}
	for _, effect := range effects {
		if lost, ok := effect.(round.Lost); ok {
			now, err := state.Slot(lost.Slot.Task)
			if err != nil {
				panic(err)
			}
			if p.commit(now, func() {}) != nil {
				return
			}
		}
	}
	p.state = state
}

// close opens the next round if this one is complete, after a look at what came out.
func (p *played) close() error {
	if !p.state.Closed() {
		return nil
	}
	for _, slot := range p.state.Own() {
		if want := canon.Sum(slot.Task[:]); slot.Output != want {
			return fmt.Errorf("round %d closes with a wrong output of %s %d", p.number, slot.Kind, slot.Index)
		}
	}
	p.base = canon.DigestOf(p.state.Outputs(round.Merge))
	p.number++
	p.open()
	return nil
}

// settle compares receipts, rows and pay at the end.
func (p *played) settle() error {
	for _, r := range p.receipts {
		if r.Seq > int64(len(p.rows)) || p.rows[r.Seq-1] != r {
			return fmt.Errorf("a receipt of row %d, which is another or none", r.Seq)
		}
	}
	paid, err := p.tally.Paid(p.spec.Audit)
	if err != nil {
		return err
	}
	sum := new(big.Int)
	for _, r := range paid {
		if r.Output != canon.Sum(r.Task[:]) {
			return fmt.Errorf("row %d is wrong and paid", r.Seq)
		}
		sum.Add(sum, r.Reward.Int())
	}
	if p.liar == (common.Address{}) && sum.Cmp(ledger.Sum(p.rows)) != 0 {
		return fmt.Errorf("%s are paid of %s that were earned", sum, ledger.Sum(p.rows))
	}
	return nil
}

// play plays one seed to its end.
func play(seed uint64, bug string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	p := newPlayed(seed, bug)
	for range stepsMax {
		if err := p.step(); err != nil {
			return err
		}
		if p.number > p.spec.Recipe.Rounds {
			return p.settle()
		}
	}
	return fmt.Errorf("round %d is open after %d steps", p.number, stepsMax)
}

// Whatever happens in whatever order: one row for each answer, a row for each receipt, no pay for what is wrong, and every
// round closes with what honest work makes of it.
func TestSimulatedCampaigns(t *testing.T) {
	seeds, first := seedsForCI, uint64(1)
	if text := os.Getenv("QUIRE_SEEDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("QUIRE_SEEDS=%q is no number of seeds", text)
		}
		seeds = n
	}
	if text := os.Getenv("QUIRE_SEED"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("QUIRE_SEED=%q is no seed", text)
		}
		first = n
	}
	begin, next := time.Now(), atomic.Int64{}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(seeds) && !t.Failed(); i = next.Add(1) - 1 {
				if err := play(first+uint64(i), ""); err != nil {
					t.Errorf("seed %d: %v (repeat it with QUIRE_SEED=%d QUIRE_SEEDS=1)", first+uint64(i), err, first+uint64(i))
				}
			}
		})
	}
	group.Wait()
	t.Logf("%d seeds, %.0f a second", seeds, float64(seeds)/time.Since(begin).Seconds())
}

// The simulation has teeth.
func TestSimulationSeesPlantedBugs(t *testing.T) {
	for _, bug := range []string{
		"transactions compare nothing, and the memory is kept", "receipts come before the transaction", "an owner is let in twice",
	} {
		seen := false
		for seed := uint64(1); seed <= seedsForBugs && !seen; seed++ {
			if err := play(seed, bug); err != nil {
				t.Logf("%s: seed %d: %v", bug, seed, err)
				seen = true
			}
		}
		if !seen {
			t.Errorf("%s: not seen in %d seeds", bug, seedsForBugs)
		}
	}
}
