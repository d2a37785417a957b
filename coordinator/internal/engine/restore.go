package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
)

// ErrBehind: etcd knows less than the journal in the object store, as after a restore from an old copy.
var ErrBehind = errors.New("the record in etcd is older than the journal in the object store: stop every coordinator and run `coordinator restore`")

// checkJournal refuses to run a campaign whose journal goes on where its record ends: the rows that are missing were
// promised in receipts, and perhaps paid. A segment that holds just the rows that wait to be journaled is a leader's that
// died after storing it; the journal job adopts it.
func (d *desk) checkJournal(ctx context.Context) error {
	b, err := d.e.cfg.Blob.GetJournal(ctx, d.head.Spec, d.head.Segments+1)
	if errors.Is(err, blob.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	s, err := canon.Decode[ledger.Segment](b)
	if err != nil {
		return err
	}
	if n := len(s.Rows); n <= len(d.pending) && slices.Equal(s.Rows, d.pending[:n]) {
		return nil
	}
	return fmt.Errorf("%w (segment %d of campaign %s is not of this record)", ErrBehind, s.Number, d.name)
}

// Restoration says what to rebuild.
type Restoration struct {
	Spec     canon.Digest
	Treasury *Treasury   // nil for an unfunded trial; of a campaign that etcd still knows, its own counts
	Receipts []SignedRow // of rows that the journal may lack, in any order
	DryRun   bool        // write nothing
	Fence    store.Fence // of a leadership: no coordinator may run beside
}

// SignedRow is what a receipt says.
type SignedRow struct {
	Row       ledger.Row
	Signature []byte // over Row.Receipt(), by the coordinator's receipt key
}

// Restored says what a restoration found and did.
type Restored struct {
	Name     string
	Segments int
	Rows     int64 // in the journal
	Written  int   // rows that etcd lacked
	Receipts int   // rows that only receipts proved
	Rounds   int   // closed
	Epochs   int
}

// restoration is a campaign that is being rebuilt from its journal.
type restoration struct {
	Restoration
	cfg    Config
	spec   campaign.Spec
	keys   store.Keys
	book   *ledger.Book
	rows   []ledger.Row // of the journal, then of receipts
	head   head
	rounds []Round
	epochs []epoch
	state  round.State  // the open round
	open   []ledger.Row // rows of the open round
}

// Restore rebuilds the record of a campaign from the journal in the object store, and from receipts beyond it. Rows, rounds
// and epochs are verified and recomputed; what etcd holds already must agree, and stays. Registrations are not restored:
// trainers join again by themselves. It can be repeated, also after it was interrupted.
func Restore(ctx context.Context, cfg Config, p Restoration) (Restored, error) {
	r := &restoration{Restoration: p, cfg: cfg}
	item, err := r.begin(ctx)
	if err != nil {
		return Restored{}, err
	}
	for b, err := range cfg.Blob.Journal(ctx, p.Spec) {
		if err != nil {
			return Restored{}, err
		}
		if err := r.replay(ctx, b); err != nil {
			return Restored{}, err
		}
	}
	done := Restored{Name: r.spec.Name, Segments: r.book.Segments, Rows: r.book.Rows, Rounds: len(r.rounds), Epochs: len(r.epochs)}
	if r.book.Rows == 0 && item.Revision == 0 {
		return done, fmt.Errorf("%w: campaign %s has no journal: publish it again", ErrRefused, r.spec.Name)
	}
	if done.Receipts, err = r.honour(); err != nil {
		return done, err
	}
	known, err := r.compare(ctx)
	if err != nil {
		return done, err
	}
	done.Written = max(len(r.rows)-known, 0)
	if p.DryRun || item.Revision > 0 && done.Written == 0 {
		return done, nil // nothing is missing
	}
	return done, r.write(ctx, item)
}

// begin reads the spec, and the campaign's head if etcd has one.
func (r *restoration) begin(ctx context.Context) (store.Item, error) {
	b, err := r.cfg.Blob.GetRecord(ctx, r.Spec)
	if err != nil {
		return store.Item{}, fmt.Errorf("spec: %w", err)
	}
	if r.spec, err = campaign.DecodeSpec(b); err != nil {
		return store.Item{}, err
	}
	r.keys, r.book = store.Campaign(r.spec.Name), ledger.NewBook(r.spec)
	item, err := r.cfg.Store.Get(ctx, store.Head(r.spec.Name))
	if err != nil {
		return item, err
	}
	r.head = head{Name: r.spec.Name, Spec: r.Spec, State: campaign.New(), Treasury: r.Treasury, PublishedMs: r.cfg.Now().UnixMilli()}
	if item.Revision == 0 {
		return item, nil
	}
	var old head
	if err := json.Unmarshal(item.Value, &old); err != nil {
		return item, fmt.Errorf("head: %w", err)
	}
	if old.Spec != r.Spec {
		return item, fmt.Errorf("%w: the name %q is taken by the campaign with spec %s", ErrRefused, r.spec.Name, old.Spec)
	}
	r.head.Treasury, r.head.Funding, r.head.Entropy, r.head.PublishedMs = old.Treasury, old.Funding, old.Entropy, old.PublishedMs
	return item, nil
}

// replay enters one segment, and closes the rounds and the epoch that it completes.
func (r *restoration) replay(ctx context.Context, b []byte) error {
	s, err := canon.Decode[ledger.Segment](b)
	if err != nil {
		return err
	}
	if err := r.book.Append(s); err != nil {
		return err
	}
	if r.head.State.Stage == campaign.Funding {
		if err := r.apply(campaign.TreasuryPhase{Phase: campaign.PhaseActive}); err != nil {
			return err
		}
	}
	for _, row := range s.Rows {
		if err := r.enter(row); err != nil {
			return err
		}
		if r.state.Closed() {
			if err := r.closeRound(ctx); err != nil {
				return err
			}
		}
	}
	r.head.Segments, r.head.Journal, r.head.Journaled = r.book.Segments, r.book.Head, r.book.Rows
	if len(r.open) == 0 {
		r.head.Shown = r.head.Journal
	}
	if r.head.Treasury == nil {
		return nil
	}
	return r.closeEpoch(ctx)
}

func (r *restoration) apply(e campaign.Event) error {
	state, effects, err := r.head.State.Apply(r.cfg.Now(), e)
	if err != nil {
		return err
	}
	r.head.State, r.open, r.state = state, nil, round.State{}
	for _, effect := range effects {
		if o, ok := effect.(campaign.OpenRound); ok {
			r.state = round.New(r.spec, o.Number, o.Base)
		}
	}
	return nil
}

// enter puts a row into its place of the open round. That the task is the one that stands there is checked: rows are the
// journal's, but what was computed follows from the spec alone.
func (r *restoration) enter(row ledger.Row) error {
	slot, err := r.state.Slot(row.Task)
	if err != nil || row.Round != r.state.Number || slot.Kind != row.Kind || slot.Index != row.Index {
		return fmt.Errorf("%w: row %d is of a task that round %d does not have", ledger.ErrRow, row.Seq, r.state.Number)
	}
	slot.Status, slot.Attempt, slot.Node, slot.Output = round.Accepted, row.Attempt, row.Node, row.Output
	if r.state, err = r.state.Restore([]round.Slot{slot}); err != nil {
		return err
	}
	r.rows, r.open = append(r.rows, row), append(r.open, row)
	return nil
}

// closeRound makes the records that the coordinator made; under their digests they are there already.
func (r *restoration) closeRound(ctx context.Context) error {
	d := &desk{e: &Engine{cfg: r.cfg}, spec: r.spec, name: r.spec.Name}
	d.round, d.head = r.state, r.head
	c := round.Checkpoint{Campaign: r.Spec, Round: r.state.Number, Parent: r.state.Base}
	for j, output := range r.state.Outputs(round.Merge) {
		b, err := r.cfg.Blob.GetRecord(ctx, output)
		if err != nil {
			return err
		}
		slice, err := round.DecodeSlice(r.spec, r.state.Slots[r.state.Lanes+j].Task, j, b)
		if err != nil {
			return err
		}
		c.Slices = append(c.Slices, slice)
	}
	checkpoint, err := d.putRecord(ctx, c)
	if err != nil {
		return err
	}
	record, err := d.putRecord(ctx, r.state.Record(r.head.State.Record, checkpoint))
	if err != nil {
		return err
	}
	loss, err := d.meanLoss(ctx, r.state, nil)
	if err != nil || math.IsNaN(loss) {
		return errors.Join(err, ctx.Err())
	}
	first, last := r.open[0].AcceptedMs, r.open[len(r.open)-1].AcceptedMs
	r.rounds = append(r.rounds, Round{Number: r.state.Number, Loss: loss, OpenedMs: first, ClosedMs: last, Checkpoint: checkpoint, Record: record})
	r.head.OpenedMs = last
	return r.apply(campaign.RoundClosed{Number: r.state.Number, Rounds: r.spec.Recipe.Rounds, Checkpoint: checkpoint, Record: record})
}

func (r *restoration) closeEpoch(ctx context.Context) error {
	number := len(r.epochs) + 1
	if number > r.spec.Epochs() || len(r.rounds) <= r.spec.EpochEnd(number) {
		return nil
	}
	e, ok, err := r.book.Epoch(r.rounds[r.spec.EpochEnd(number)].Checkpoint)
	if !ok || err != nil {
		return err
	}
	b, err := canon.Encode(e)
	if err != nil {
		return err
	}
	record, err := r.cfg.Blob.PutRecord(ctx, b)
	if err != nil {
		return err
	}
	r.epochs = append(r.epochs, epoch{Record: record, State: "closed"}) // the settler reports how far it is on chain
	r.book.Settle(e)
	return nil
}

// honour enters rows beyond the journal that receipts of ours prove, as far as they follow without a gap.
func (r *restoration) honour() (int, error) {
	signer := New(r.cfg).Signer()
	slices.SortFunc(r.Receipts, func(a, b SignedRow) int { return int(a.Row.Seq - b.Row.Seq) })
	n := 0
	for _, s := range r.Receipts {
		if s.Row.Campaign != r.Spec || s.Row.Seq != int64(len(r.rows))+1 {
			continue // in the journal, twice, of another campaign, or beyond a gap
		}
		if err := s.Row.Verify(r.spec); err != nil {
			return n, fmt.Errorf("receipt: %w", err)
		}
		if err := sign.Verify(signer, s.Row.Receipt(), s.Signature); err != nil {
			return n, fmt.Errorf("receipt of row %d: %w", s.Row.Seq, err)
		}
		if err := r.enter(s.Row); err != nil {
			return n, fmt.Errorf("receipt: %w", err)
		}
		n++
	}
	return n, nil
}

// compare returns how many rows etcd holds; those that the journal holds too must be the same.
func (r *restoration) compare(ctx context.Context) (int, error) {
	n := 0
	err := r.cfg.Store.Scan(ctx, r.keys.Rows(), "", 0, func(i store.Item) error {
		var row ledger.Row
		if err := json.Unmarshal(i.Value, &row); err != nil {
			return err
		}
		if n < len(r.rows) && row != r.rows[n] {
			return fmt.Errorf("%w: row %d of campaign %s in etcd is not the journal's: a coordinator went on after the loss; keep both and decide by hand", ErrRefused, row.Seq, r.spec.Name)
		}
		n++
		return nil
	})
	return n, err
}
