package engine

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
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

// showEvery bounds how often a busy desk redraws its view.
const showEvery = 200 * time.Millisecond

// View is a snapshot of a campaign for readers. It is immutable.
type View struct {
	Name         string
	Spec         canon.Digest
	SpecBytes    []byte
	Parsed       campaign.Spec
	State        campaign.State
	Reason       string
	Slots        []round.Slot // of the open round; outputs, and who checks whom, are hidden until they may be seen
	Work         bool         // a trainer could do or deliver something
	Number       int          // of the open round
	Rounds       []Round
	Epochs       []EpochView
	Contributors []Contributor // most work first
	Treasury     *Treasury
	Funding      *Funding
	Journal      canon.Digest
	Entropy      float64
	Rows         int64
	Units        *big.Int
	Rewards      *big.Int
	Online       int
	PublishedMs  int64
	At           time.Time
}

// Busy reports whether a trainer could do or deliver something, or never will again.
func (v *View) Busy() bool {
	return v.Work || v.State.Stage == campaign.Trained || v.State.Stage == campaign.Failed
}

// EpochView is a closed epoch.
type EpochView struct {
	Number int
	Record []byte // canonical ledger.Epoch
	State  string // "closed", "posted" or "final"
	Tx     string
}

// Contributor is a node and what it did.
type Contributor struct {
	Node, Payout common.Address
	Name, Path   string
	Tasks        int64
	Units        *big.Int
	Reward       *big.Int
	Online       bool
	Standing     verify.Standing
}

// show publishes a new view if something changed and the last one is old enough.
func (d *desk) show() {
	now := d.e.cfg.Now()
	if why := d.why(); why != d.reason {
		d.reason, d.dirty = why, true
		d.log.Info("campaign", "stage", d.head.State.Stage, "reason", why)
	}
	last := d.view.Load()
	if last != nil && (!d.dirty && now.Sub(last.At) < onlineFor/3 || now.Sub(last.At) < showEvery) {
		return // who is online changes with time alone
	}
	d.dirty = false
	d.view.Store(d.look(now))
	if last == nil {
		close(d.loaded)
	}
	d.feed.changed()
}

func (d *desk) look(now time.Time) *View {
	v := &View{
		Name: d.name, Spec: d.head.Spec, SpecBytes: d.specBytes, Parsed: d.spec, State: d.head.State, Reason: d.reason,
		Number: d.round.Number, Slots: d.shown(), Work: !d.round.Closed(), Rounds: slices.Clip(d.rounds), Treasury: d.head.Treasury, Funding: d.head.Funding, Online: d.online(),
		Journal: d.head.Shown, Entropy: d.head.Entropy, Rows: d.rows, Units: new(big.Int).Set(d.units),
		Rewards: new(big.Int).Set(d.rewards), PublishedMs: d.head.PublishedMs, At: now,
	}
	for _, p := range d.epochs {
		v.Epochs = append(v.Epochs, EpochView{p.record.Number, p.bytes, p.State, p.Tx})
	}
	void := d.tally.Voided(d.spec.Audit)
	for a, n := range d.nodes {
		did := d.by(a)
		c := Contributor{a, n.Payout, n.Name, n.Path, did.tasks, new(big.Int).Set(did.units), new(big.Int).Set(did.reward), now.Sub(n.seen) < onlineFor, d.standings[a]}
		if lost := void[a]; lost != nil {
			c.Reward.Sub(c.Reward, lost)
		}
		v.Contributors = append(v.Contributors, c)
	}
	slices.SortFunc(v.Contributors, func(a, b Contributor) int {
		return cmp.Or(b.Units.Cmp(a.Units), bytes.Compare(a.Node[:], b.Node[:]))
	})
	return v
}

// shown hides outputs while other lanes may still be computing them: nobody can hand in what he has only seen. A task that
// is being checked looks like one that is accepted: nobody can tell a check from other work.
func (d *desk) shown() []round.Slot {
	slots := slices.Clone(d.round.Own())
	for i := range slots {
		slot := &slots[i]
		if len(slot.Claims) > 0 {
			first := slot.Claims[0]
			slot.Status, slot.Node, slot.Attempt, slot.Deadline = round.Accepted, first.Node, first.Attempt, 0
		}
		slot.Claims, slot.Copies, slot.Rival = nil, 0, round.Rival{}
		if !d.round.Closed() {
			slot.Output = canon.Digest{}
		}
	}
	return slots
}

// online counts the nodes that were heard of lately.
func (d *desk) online() int {
	n, now := 0, d.e.cfg.Now()
	for _, node := range d.nodes {
		if now.Sub(node.seen) < onlineFor {
			n++
		}
	}
	return n
}

// why says in one sentence what the campaign is doing or waiting for.
func (d *desk) why() string {
	if d.trouble != "" {
		return d.trouble
	}
	if why := d.held(); why != "" {
		return why
	}
	s := d.head.State
	switch s.Stage {
	case campaign.Funding:
		if d.head.Funding == nil {
			return "waiting for the treasury to report"
		}
		if d.head.Funding.Phase == campaign.PhaseReady {
			return "the goal is met; waiting for the treasury contract to be started"
		}
		return "collecting pledges"
	case campaign.Trained:
		return fmt.Sprintf("all %d rounds are closed", d.spec.Recipe.Rounds)
	case campaign.Failed:
		if s.Cancelled != "" {
			return "ended by the operator: " + s.Cancelled
		}
		return "the treasury closed before the training was done; what is left is the funders'"
	}
	if d.round.Closed() && len(d.lots) > 0 && d.atEpochsEnd() {
		return d.lacking()
	}
	if d.round.Closed() {
		return fmt.Sprintf("closing round %d", d.round.Number)
	}
	counts := map[round.Status]int{}
	answered := 0
	var unchecked *round.Slot
	for i, slot := range d.round.Slots {
		counts[slot.Status]++
		if len(slot.Claims) > 0 {
			answered++
			if slot.Status == round.Open && unchecked == nil {
				unchecked = &d.round.Slots[i]
			}
		}
	}
	switch {
	case counts[round.Quarantined] > 0:
		return fmt.Sprintf("round %d waits: %d of its tasks failed %d times and rest for %s", d.round.Number, counts[round.Quarantined], round.AttemptsMax, round.QuarantineFor)
	case len(d.nodes) == 0:
		return "waiting for a first trainer to join"
	case counts[round.Leased] == 0 && d.online() == 0:
		return fmt.Sprintf("round %d waits for a trainer: none was heard of in the last %s", d.round.Number, onlineFor)
	case unchecked != nil && answered == len(d.round.Slots) && d.overspent(*unchecked):
		return fmt.Sprintf("round %d cannot be checked: the spec's reserve for verification, %s base units, is spent; it goes on when somebody tops the contract up, by at least %s",
			d.round.Number, d.spec.Reserve(), new(big.Int).Sub(d.price(*unchecked), d.spare()))
	case unchecked != nil && answered == len(d.round.Slots):
		return fmt.Sprintf("round %d waits for a trainer with another payout address to check %s %d", d.round.Number, unchecked.Kind, unchecked.Index)
	case answered == len(d.round.Slots):
		return fmt.Sprintf("round %d is being checked", d.round.Number)
	case answered < d.round.Lanes:
		return fmt.Sprintf("round %d is training", d.round.Number)
	}
	return fmt.Sprintf("round %d is merging", d.round.Number)
}

// Look returns a campaign's latest view.
func (e *Engine) Look(name string) (*View, error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	return d.view.Load(), nil
}

// LookAll returns the latest view of every campaign, newest first.
func (e *Engine) LookAll() ([]*View, error) {
	if !e.Leading() {
		return nil, ErrStandby
	}
	var all []*View
	for _, name := range e.names() {
		if v, err := e.Look(name); err == nil { // one that is being loaded is left out
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b *View) int {
		return cmp.Or(cmp.Compare(b.PublishedMs, a.PublishedMs), cmp.Compare(a.Name, b.Name))
	})
	return all, nil
}

// OpenRound is the first round whose outputs nobody may see yet.
func (v *View) OpenRound() int {
	if v.State.Stage == campaign.Training {
		return v.State.Round
	}
	return v.Parsed.Recipe.Rounds + 1
}

// Ledger returns at most limit rows of closed rounds, from row from on.
func (e *Engine) Ledger(ctx context.Context, name string, from int64, limit int) ([]ledger.Row, error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	var rows []ledger.Row
	open, from := d.view.Load().OpenRound(), max(from, 1)
	for next := from; len(rows) < limit; next = from + int64(len(rows)) {
		archived := next <= d.shelf.Load().Row
		if archived {
			err = d.archivedRows(ctx, next, limit-len(rows), func(r ledger.Row) error { rows = append(rows, r); return nil })
		} else {
			err = d.scan(ctx, d.keys.Rows(), d.keys.Row(next), limit-len(rows), func(i store.Item) error {
				var r ledger.Row
				if err := json.Unmarshal(i.Value, &r); err != nil {
					return err
				}
				if r.Round >= open || r.Seq != from+int64(len(rows)) {
					return errEnd // hidden, or it has left etcd since the archive was looked at
				}
				rows = append(rows, r)
				return nil
			})
		}
		if err != nil && !errors.Is(err, errEnd) {
			return nil, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
		}
		if !archived && from+int64(len(rows)) > d.shelf.Load().Row {
			break // etcd has no more, and it did not go to the archive meanwhile
		}
	}
	return rows, nil
}
