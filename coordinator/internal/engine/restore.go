package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/proto/sign"
)

// ErrBehind: etcd knows less than the journal in the object store, as after a restore from an old copy.
var ErrBehind = errors.New("the record in etcd is older than the journal in the object store: stop every coordinator and run `coordinator restore`")

// checkJournal refuses to run a campaign whose journal goes on where its record ends: the rows that are missing were
// promised in receipts, and perhaps paid. A segment that holds just the rows that wait to be journaled is a leader's that
// died after storing it; the journal job adopts it.
func (d *desk) checkJournal(ctx context.Context) error {
	b, err := d.e.cfg.Blob.GetNumbered(ctx, canon.Journal, d.head.Spec, d.head.Segments+1)
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
	if begins(s, d.pending, d.unsaid) {
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
	Notes    int // acts of operators, and proofs against nodes, that etcd lacked
}

// secret is the end of a campaign's chain of links. It follows from the receipt key, which is kept apart from etcd: so a
// total loss of etcd does not lose it.
func (c Config) secret(spec canon.Digest) canon.Digest {
	return canon.Sum(slices.Concat([]byte("quire: chain of links\n"), crypto.FromECDSA(c.ReceiptKey), spec[:]))
}

// restoration is a campaign that is being rebuilt from its journal.
type restoration struct {
	Restoration
	cfg     Config
	spec    campaign.Spec
	keys    store.Keys
	book    *ledger.Book
	tally   *ledger.Tally // of the open epoch
	chain   *verify.Chain
	drawing drawing
	rows    []ledger.Row // of the journal, then of receipts
	old     head         // what etcd has; zero if it has nothing
	head    head
	rounds  []Round
	outputs []map[canon.Digest]canon.Digest // of each closed round: task → output
	epochs  []epoch
	acts    []Act // by time
	proofs  []ledger.Equivocation
}

// Restore rebuilds the record of a campaign from the journal in the object store, and from receipts beyond it. Rows, rounds
// and epochs are verified and recomputed; what etcd holds already must agree, and stays. Acts of operators, a pause and proofs
// against nodes come back from the notes. Registrations are not restored: trainers join again by themselves. It can be repeated, also after it was interrupted.
func Restore(ctx context.Context, cfg Config, p Restoration) (Restored, error) {
	r := &restoration{Restoration: p, cfg: cfg}
	item, err := r.begin(ctx)
	if err != nil {
		return Restored{}, err
	}
	for b, err := range cfg.Blob.Numbered(ctx, canon.Journal, p.Spec) {
		if err != nil {
			return Restored{}, err
		}
		if err := r.replay(ctx, b); err != nil {
			return Restored{}, err
		}
	}
	if err := r.readNotes(ctx); err != nil {
		return Restored{}, err
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
	done.Written = max(len(r.rows)-int(known), 0)
	if done.Notes, err = r.missingNotes(ctx); err != nil {
		return done, err
	}
	if p.DryRun || item.Revision > 0 && done.Written == 0 && done.Notes == 0 && r.old.Segments >= r.book.Segments {
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
	r.keys, r.book, r.tally = store.Campaign(r.spec.Name), ledger.NewBook(r.spec), ledger.NewTally()
	item, err := r.cfg.Store.Get(ctx, store.Head(r.spec.Name))
	if err != nil {
		return item, err
	}
	r.head = head{
		Name: r.spec.Name, Spec: r.Spec, State: campaign.New(), Treasury: r.Treasury, PublishedMs: r.cfg.Now().UnixMilli(),
		Secret: r.cfg.secret(r.Spec), Links: linksOf(r.spec),
	}
	if item.Revision > 0 {
		if err := json.Unmarshal(item.Value, &r.old); err != nil {
			return item, fmt.Errorf("head: %w", err)
		}
		if r.old.Spec != r.Spec {
			return item, fmt.Errorf("%w: the name %q is taken by the campaign with spec %s", ErrRefused, r.spec.Name, r.old.Spec)
		}
		o := r.old
		r.head.Treasury, r.head.Funding, r.head.Entropy, r.head.PublishedMs = o.Treasury, o.Funding, o.Entropy, o.PublishedMs
		r.head.Secret, r.head.Links = o.Secret, o.Links
	}
	r.chain = verify.NewChain(r.head.Secret, r.head.Links)
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
		r.tally.Enter(row)
	}
	r.rows = append(r.rows, s.Rows...)
	r.drawing.beacons = append(r.drawing.beacons, s.Beacons...)
	if err := r.goBack(min(s.Closed, len(r.rounds))); err != nil {
		return err
	}
	for len(r.rounds) < s.Closed {
		closed, err := r.closeRound(ctx)
		if err != nil {
			return err
		}
		if !closed {
			break // it was opened again, and what is missing comes with later segments
		}
		r.head.Shown = r.book.Head
	}
	r.head.Segments, r.head.Journal, r.head.Journaled, r.head.Closed = r.book.Segments, r.book.Head, r.book.Rows, r.book.Closed
	r.head.Beacon = r.book.Beacon
	return r.closeEpoch(ctx)
}

func (r *restoration) apply(e campaign.Event) error {
	state, _, err := r.head.State.Apply(r.cfg.Now(), e)
	if err == nil {
		r.head.State = state
	}
	return err
}

// goBack opens rounds again from the first on that holds what the ledger knows to be wrong by now, and in any case those
// from number closed on.
func (r *restoration) goBack(closed int) error {
	to := len(r.rounds)
	if closed < to {
		to = closed
	}
	for n, outputs := range r.outputs[:to] {
		for task, output := range outputs {
			claims := r.tally.Claims(task)
			if len(claims) == 0 {
				continue // of an epoch that has ended
			}
			if v := verify.Judge(claims, len(claims)); v.Settled && v.Output != output {
				to = min(to, n)
			}
		}
	}
	if to == len(r.rounds) {
		return nil
	}
	e := campaign.WentBack{Number: to}
	if to > 0 {
		e.Checkpoint = r.rounds[to-1].Checkpoint
	}
	r.rounds, r.outputs = r.rounds[:to:to], r.outputs[:to:to]
	return r.apply(e)
}

// closeRound closes the open round if the ledger has all its answers. It makes the records that the coordinator made; under
// their digests they are there already.
func (r *restoration) closeRound(ctx context.Context) (bool, error) {
	state := round.New(r.spec, r.head.State.Round, r.head.State.Checkpoint)
	state = state.Adopt(func(slot round.Slot) []verify.Claim { return r.tally.Claims(slot.Task) })
	if !state.Closed() {
		return false, nil
	}
	d := &desk{e: &Engine{cfg: r.cfg}, spec: r.spec}
	c := round.Checkpoint{Campaign: r.Spec, Round: state.Number, Parent: state.Base}
	for j, output := range state.Outputs(round.Merge) {
		b, err := r.cfg.Blob.GetRecord(ctx, output)
		if err != nil {
			return false, err
		}
		slice, err := round.DecodeSlice(r.spec, state.Slots[state.Lanes+j].Task, j, b)
		if err != nil {
			return false, err
		}
		c.Slices = append(c.Slices, slice)
	}
	checkpoint, err := d.putRecord(ctx, c)
	if err != nil {
		return false, err
	}
	account := state.Record(r.head.State.Record, checkpoint, r.chain.Link(r.head.Closings))
	record, err := d.putRecord(ctx, account)
	if err != nil {
		return false, err
	}
	r.drawing.note(account, r.head.Closings)
	loss, err := d.meanLoss(ctx, state, nil)
	if err != nil {
		return false, err
	}
	heldOut, err := d.heldOut(ctx, state, nil)
	if err != nil {
		return false, err
	}
	last := r.rows[len(r.rows)-1].AcceptedMs
	r.rounds = append(r.rounds, Round{Number: state.Number, Loss: loss, HeldOut: heldOut, OpenedMs: max(r.head.OpenedMs, r.rows[0].AcceptedMs), ClosedMs: last, Checkpoint: checkpoint, Record: record})
	outputs := map[canon.Digest]canon.Digest{}
	for _, slot := range state.Own() {
		outputs[slot.Task] = slot.Output
	}
	r.outputs = append(r.outputs, outputs)
	r.head.OpenedMs, r.head.Closings = last, r.head.Closings+1
	return true, r.apply(campaign.RoundClosed{Number: state.Number, Rounds: r.spec.Recipe.Rounds, Checkpoint: checkpoint, Record: record})
}

// closeEpoch settles an epoch that the journal completes.
func (r *restoration) closeEpoch(ctx context.Context) error {
	if !r.book.Due() || len(r.rounds) < r.book.Closed {
		return nil
	}
	r.tally, r.drawing = ledger.NewTally(), drawing{}
	if r.head.Treasury == nil {
		r.book.Skip()
		return nil
	}
	number := len(r.epochs) + 1
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
		if s.Row.Round > len(r.rounds) {
			break // of a round that the journal does not open: an earlier receipt is missing
		}
		if err := r.tally.Check(s.Row); err != nil {
			return n, fmt.Errorf("receipt: %w", err)
		}
		r.tally.Enter(s.Row)
		r.rows = append(r.rows, s.Row)
		n++
	}
	return n, nil
}

// compare returns how many rows etcd has accounted for: the last one it holds, since none before it is missing, or the
// archive's last. Those that the journal holds too must be the same.
func (r *restoration) compare(ctx context.Context) (int64, error) {
	item, err := r.cfg.Store.Get(ctx, r.keys.Archive())
	if err != nil {
		return 0, err
	}
	var a archive
	if item.Revision > 0 {
		if err := json.Unmarshal(item.Value, &a); err != nil {
			return 0, fmt.Errorf("archive: %w", err)
		}
	}
	last := a.Row
	err = r.cfg.Store.Scan(ctx, r.keys.Rows(), "", 0, func(i store.Item) error {
		var row ledger.Row
		if err := json.Unmarshal(i.Value, &row); err != nil {
			return err
		}
		if row.Seq <= int64(len(r.rows)) && row != r.rows[row.Seq-1] {
			return fmt.Errorf("%w: row %d of campaign %s in etcd is not the journal's: a coordinator went on after the loss; keep both and decide by hand", ErrRefused, row.Seq, r.spec.Name)
		}
		last = max(last, row.Seq)
		return nil
	})
	return last, err
}
