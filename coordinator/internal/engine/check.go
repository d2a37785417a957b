package engine

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

const (
	// casesAtOnce bounds the cases that one transaction opens.
	casesAtOnce = store.OpsMax / 2
	// newcomersWait is how long a task that a newcomer answered waits for a proven node before another newcomer may
	// check it: longer than a task should take, and bounded, because a proven node may be here and do nothing.
	newcomersWait = 10 * time.Minute
)

// draw decides whether a node's answer is to be confirmed by another owner before it counts: by lot at once, or, where lots
// wait for a block, later and with the chance that it returns. Only the first answer to a task is drawn: a second one is a
// check itself. A loss that is far from the last round's is not left to chance.
func (d *desk) draw(a round.Slot, c verify.Claim, loss float64) (check bool, later int) {
	units, err := ledger.Units(d.spec, a.Kind, a.Index)
	if err != nil {
		panic("engine: a slot that the spec does not have: " + err.Error())
	}
	chance := d.standings[c.Node].Chance(d.spec.Audit, verify.Task{Epoch: d.spec.EpochOf(a.Round), Units: units})
	n := len(d.rounds)
	switch {
	case len(a.Claims) > 0 || chance == 0:
		return false, 0
	case a.Kind == round.Train && n > 0 && verify.Outlier(loss, d.rounds[n-1].Loss), chance == verify.Certain:
		return true, 0
	case d.awaits():
		return false, chance
	}
	return verify.Drawn(d.chain.Link(d.head.Closings), a.Task, c.Node, chance), 0
}

// notFor returns the tasks that a node is to leave to others: those that a newcomer has answered, if it is a newcomer itself
// and a proven node of another owner is here. So newcomers neither confirm each other nor decide each other's disputes.
func (d *desk) notFor(a common.Address) []canon.Digest {
	if d.proven(a) {
		return nil
	}
	var not []canon.Digest
	for _, slot := range d.round.Slots {
		if slot.Status != round.Open || len(slot.Claims) == 0 || !d.awaitsProven(slot.Claims) {
			continue
		}
		now := d.e.cfg.Now()
		if since, ok := d.waits[slot.Task]; !ok {
			d.waits[slot.Task] = now
		} else if now.Sub(since) > newcomersWait {
			continue
		}
		not = append(not, slot.Task)
	}
	return not
}

func (d *desk) proven(a common.Address) bool { return d.standings[a].Proven(d.spec.Audit) }

// awaitsProven reports whether a newcomer made one of the claims, and there is a proven node that could answer next.
func (d *desk) awaitsProven(claims []verify.Claim) bool {
	if !slices.ContainsFunc(claims, func(c verify.Claim) bool { return !d.proven(c.Node) }) {
		return false
	}
	for a := range d.standings {
		n := d.nodes[a]
		if n != nil && d.proven(a) && d.e.cfg.Now().Sub(n.seen) < onlineFor && !verify.Held(claims, a, n.Payout) {
			return true
		}
	}
	return false
}

// budget is what the campaign may pay in all, in base units: the spec's cost, or what the contract has and has paid, if
// funders gave more or topped it up. What void answers would have earned is still in it, and pays for repeating them.
func (d *desk) budget() *big.Int {
	cost := d.spec.Cost()
	f := d.head.Funding
	if f == nil {
		return cost
	}
	has := new(big.Int)
	for _, amount := range []string{f.Escrow, f.Earned} {
		n, ok := new(big.Int).SetString(amount, 10)
		if !ok {
			return cost // an old report
		}
		has.Add(has, n)
	}
	if has.Cmp(cost) > 0 {
		return has
	}
	return cost
}

// spare is what is left of the budget when all that was answered is paid and every task that is still to be done is
// done once, in base units: what checks and repeated work may still cost. It belongs to the desk.
func (d *desk) spare() *big.Int {
	if d.left == nil {
		d.left = d.reckon()
	}
	return d.left
}

func (d *desk) reckon() *big.Int {
	spare := new(big.Int).Add(d.budget(), d.voided)
	for _, n := range d.tally.Voided(d.spec.Audit) {
		spare.Add(spare, n)
	}
	spare.Sub(spare, d.rewards).Sub(spare, d.spec.CostFrom(d.round.Number+1))
	for _, s := range d.round.Own() {
		if len(s.Claims) == 0 {
			spare.Sub(spare, d.price(s))
		}
	}
	return spare
}

// price is what an answer to a task earns. It belongs to the desk.
func (d *desk) price(slot round.Slot) *big.Int {
	units, err := ledger.Units(d.spec, slot.Kind, slot.Index)
	if err != nil {
		panic("engine: a slot that the spec does not have: " + err.Error())
	}
	if d.prices[units] == nil {
		d.prices[units] = d.spec.Reward(units)
	}
	return d.prices[units]
}

// overspent reports whether one more answer to a slot could leave too little for the tasks that are still to be done.
// A trial pays nobody, so nothing is spent.
func (d *desk) overspent(slot round.Slot) bool {
	return d.head.Treasury != nil && d.price(slot).Cmp(d.spare()) > 0
}

// unaffordable returns the checks for which too little is left.
func (d *desk) unaffordable() []canon.Digest {
	if d.head.Treasury == nil {
		return nil
	}
	var not []canon.Digest
	for _, slot := range d.round.Slots {
		if slot.Status == round.Open && len(slot.Claims) > 0 && d.overspent(slot) {
			not = append(not, slot.Task)
		}
	}
	return not
}

// scarce reports whether newcomers must wait: all they do has to be checked, so a crowd of them could use up the reserve.
// The last half of it is kept for the work of proven nodes, as long as there is one.
func (d *desk) scarce(a common.Address) bool {
	half := new(big.Int).Rsh(d.spec.Reserve(), 1)
	if d.head.Treasury == nil || d.proven(a) || d.spec.Audit.FloorMillionths() == 0 || d.spare().Cmp(half) >= 0 {
		return false
	}
	for other := range d.standings {
		if n := d.nodes[other]; n != nil && d.proven(other) && d.e.cfg.Now().Sub(n.seen) < onlineFor {
			return true
		}
	}
	return false
}

// suspicion opens what must be computed again because its node was caught or a late lot fell on it; nil if there is nothing. The tasks of closed
// rounds are stored first, so that they can be handed out without looking for them.
func (d *desk) suspicion() job {
	var answers []round.Answer
	for _, a := range slices.Concat(d.tally.Suspect(), d.unchecked(casesAtOnce)) {
		if slot, err := d.round.Slot(a.Task); (err != nil || slot.Copies < 2) && !d.void[a.Task] && len(answers) < casesAtOnce {
			answers = append(answers, a)
		}
	}
	answers = append(answers, d.alarm(casesAtOnce-len(answers))...)
	if len(answers) == 0 {
		return nil
	}
	rounds, number := d.rounds, d.round.Number
	return func(ctx context.Context) (func() error, error) {
		records, void := map[canon.Digest][]byte{}, map[canon.Digest]bool{}
		for _, a := range answers {
			if a.Round == number {
				continue
			}
			b, err := d.storedTask(ctx, rounds, a)
			if err != nil {
				return nil, err
			}
			if records[a.Task] = b; b == nil {
				void[a.Task] = true
			}
		}
		return func() error { return d.suspect(answers, records, void) }, nil
	}
}

// alarm returns answers that nobody has checked, at most n, of the rounds since the last evaluation, if the loss on held-out
// text has jumped since: a false result may be why, and then the campaign goes back.
func (d *desk) alarm(n int) []round.Answer {
	if d.round.Evals == 0 || d.spec.Audit.FloorMillionths() == 0 {
		return nil
	}
	now := d.loss[d.round.Slots[d.round.Lanes+d.round.Merges].Output]
	var before float64
	last := 0
	for _, r := range d.rounds {
		if r.HeldOut > 0 {
			before, last = r.HeldOut, r.Number
		}
	}
	if now <= before || !verify.Outlier(now, before) {
		return nil
	}
	var answers []round.Answer
	for _, a := range d.tally.Unchecked(last) {
		if slot, err := d.round.Slot(a.Task); (err != nil || slot.Copies < 2) && !d.void[a.Task] && len(answers) < n && a.Round < d.round.Number {
			answers = append(answers, a)
		}
	}
	return answers
}

// storedTask stores the record of a task of a closed round and returns it; nil if no closed round has that task any more.
func (d *desk) storedTask(ctx context.Context, rounds []Round, a round.Answer) ([]byte, error) {
	if a.Round >= len(rounds) {
		return nil, nil
	}
	b, err := d.e.cfg.Blob.GetRecord(ctx, rounds[a.Round].Record)
	if err != nil {
		return nil, err
	}
	r, err := canon.Decode[round.Record](b)
	if err != nil {
		return nil, err
	}
	if b, err = canon.Encode(r.Task(a.Kind, a.Index)); err != nil {
		return nil, err
	}
	if canon.Sum(b) != a.Task {
		return nil, nil
	}
	_, err = d.e.cfg.Blob.PutRecord(ctx, b)
	return b, err
}

func (d *desk) suspect(answers []round.Answer, records map[canon.Digest][]byte, void map[canon.Digest]bool) error {
	var live []round.Answer
	for _, a := range answers {
		_, err := d.round.Slot(a.Task)
		if void[a.Task] || err != nil && a.Round >= d.round.Number {
			d.void[a.Task] = true
			continue
		}
		live = append(live, a)
	}
	state, effects, err := d.round.Apply(d.e.cfg.Now(), round.Suspect{Tasks: live})
	if err != nil || len(effects) == 0 {
		return err
	}
	w := &store.Write{}
	var changed []round.Slot
	for _, effect := range effects {
		if c, ok := effect.(round.Changed); ok {
			changed = append(changed, c.Slot)
			d.putSlot(w, c.Slot)
		}
	}
	revision, err := d.commit(w)
	if err != nil {
		return err
	}
	d.round = state
	for _, slot := range changed {
		d.slotRev[d.slotKey(slot)] = revision
		if b := records[slot.Task]; b != nil {
			d.cases[slot.Task] = b
		}
	}
	d.feed.add(d.e.cfg.Now(), "check", fmt.Sprintf("%d earlier results, the first of %s, are computed again", len(changed), d.called(changed[0].Claims[0].Node)))
	d.ringOpen(d.ctx)
	return nil
}

// goBack opens a closed round again that holds a wrong result, and voids those after it. The slots need no writing: what
// the ledger says of the round's tasks is adopted, now and whenever the campaign is loaded.
func (d *desk) goBack(number int) job {
	return func(context.Context) (func() error, error) {
		return func() error {
			e := campaign.WentBack{Number: number}
			if number > 0 {
				e.Checkpoint = d.rounds[number-1].Checkpoint
			}
			state, effects, err := d.head.State.Apply(d.e.cfg.Now(), e)
			if err != nil {
				return err
			}
			h, last := d.head, d.round.Number
			h.State, h.OpenedMs = state, d.e.cfg.Now().UnixMilli()
			w := (&store.Write{}).DeletePrefix(d.keys.Slots(last)).DeletePrefix(d.keys.Cases()).DeleteFrom(d.keys.Rounds(), d.keys.Round(number))
			if err := d.putHead(h, w); err != nil {
				return err
			}
			d.rounds = d.rounds[:number:number]
			d.log.Warn("going back", "to", number, "from", last)
			d.feed.add(d.e.cfg.Now(), "back", fmt.Sprintf("a result of round %d was wrong: rounds %d to %d are void, and training goes on from there", number, number, last))
			d.follow(d.ctx, effects)
			return nil
		}, nil
	}
}

// adopt gives the open round the answers that the ledger has for its tasks already.
func (d *desk) adopt() {
	d.round = d.round.Adopt(func(slot round.Slot) []verify.Claim { return d.tally.Claims(slot.Task) })
}

// tellVerdict says what an answer decided. Before is the slot without it.
func (d *desk) tellVerdict(before, now round.Slot) {
	task := fmt.Sprintf("%s %d of round %d", now.Kind, now.Index, now.Round)
	last := now.Claims[len(now.Claims)-1]
	v, was := verify.Judge(now.Claims, now.Copies), verify.Judge(before.Claims, before.Copies)
	at := d.e.cfg.Now()
	switch {
	case !v.Settled && !v.Checked && last.Output != now.Claims[0].Output:
		d.feed.add(at, "dispute", fmt.Sprintf("%s and %s differ on %s; a third owner will decide", d.called(now.Claims[0].Node), d.called(last.Node), task))
	case len(v.Wrong) > 0 && !was.Settled:
		for _, i := range v.Wrong {
			c := now.Claims[i]
			d.log.Warn("wrong result", "node", c.Node, "task", now.Task, "claimed", c.Output, "right", v.Output)
			d.feed.add(at, "fault", fmt.Sprintf("%s was wrong about %s: two owners agree on another result", d.called(c.Node), task))
		}
	case v.Checked:
		d.feed.add(at, "verify", fmt.Sprintf("%s confirms %s of %s", d.called(last.Node), task, d.called(now.Claims[0].Node)))
	}
}
