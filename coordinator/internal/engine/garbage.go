package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// Garbage is bulk that nothing refers to: uploads of attempts that were lost, wrong results, and what the retention lets
// go. Records are never garbage: they are small, and they are the proof of everything.

// ErrForeign: the store holds the work of a campaign that etcd does not know.
var ErrForeign = errors.New("the object store has the journal of a campaign that etcd does not know: restore it (`coordinator restore`) or move it away, before anything is removed")

const (
	// GraceMin is the least age of garbage: an upload may be of an attempt that is still under way.
	GraceMin = blob.PromiseFor
	// GraceDefault leaves people time to notice.
	GraceDefault = 72 * time.Hour
)

// Retention says what of closed rounds is kept in bulk. Whatever is let go can be computed again from the checkpoint before.
type Retention struct {
	Every int // checkpoints kept of older rounds: those of rounds 0, Every, 2·Every, …; 0 keeps everything of all rounds
	Last  int // rounds of which everything is kept, beside those of epochs that are not settled
}

// marks are the objects that are referred to, by the first half of a half of their digests: a million fit into memory, and
// an object that is kept because it looks like another does no harm.
type marks map[[8]byte]struct{}

func (m marks) add(objects ...canon.Object) {
	for _, o := range objects {
		m[[8]byte(o.Digest[:8])] = struct{}{}
	}
}

func (m marks) has(d canon.Digest) bool {
	_, ok := m[[8]byte(d[:8])]
	return ok
}

// Garbage returns the objects, older than grace, that no campaign refers to, in the order of the store. Some may be records,
// which blob.Remove does not remove.
//
// The order matters: first the store is listed, then references are read. A reference that comes later is to an object that
// somebody was told of since, and those blob.Remove keeps.
func Garbage(ctx context.Context, cfg Config, keep Retention, grace time.Duration) ([]blob.Stored, error) {
	if grace < GraceMin {
		return nil, fmt.Errorf("%w: a grace of %s is too short: attempts last up to %s", ErrRefused, grace, GraceMin)
	}
	var old []blob.Stored
	for o, err := range cfg.Blob.Objects(ctx) {
		if err != nil {
			return nil, err
		}
		if cfg.Now().Sub(o.At) > grace {
			old = append(old, o)
		}
	}
	if len(old) == 0 {
		return nil, nil
	}
	m, err := references(ctx, cfg, keep)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(old, func(o blob.Stored) bool { return m.has(o.Object.Digest) }), nil
}

// references marks what every campaign refers to.
func references(ctx context.Context, cfg Config, keep Retention) (marks, error) {
	m, known := marks{}, map[canon.Digest]bool{}
	err := cfg.Store.Scan(ctx, store.Heads, "", 0, func(i store.Item) error {
		r := reading{cfg: cfg, keep: keep, marks: m, name: i.Key[len(store.Heads):]}
		if err := r.all(ctx); err != nil {
			return fmt.Errorf("references of campaign %s: %w", r.name, err)
		}
		known[r.head.Spec] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	journals, err := cfg.Blob.Journals(ctx)
	if err != nil {
		return nil, err
	}
	for _, spec := range journals {
		if !known[spec] {
			return nil, fmt.Errorf("%w (spec %s)", ErrForeign, spec)
		}
	}
	return m, nil
}

// reading collects the references of one campaign from the record, not from anybody's memory.
type reading struct {
	cfg   Config
	keep  Retention
	marks marks
	name  string
	keys  store.Keys
	spec  campaign.Spec
	head  head
	whole int // from this round on everything is kept
}

func (r *reading) all(ctx context.Context) error {
	r.keys = store.Campaign(r.name)
	for {
		before, err := r.readHead(ctx)
		if err != nil {
			return err
		}
		for _, part := range []func(context.Context) error{r.answers, r.slots, r.closed} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		after, err := r.cfg.Store.Get(ctx, r.keys.Archive())
		if err != nil {
			return err
		}
		if after.Revision == before { // no row has left etcd unseen
			return nil
		}
	}
}

// readHead also marks the data, and returns the revision of the archive.
func (r *reading) readHead(ctx context.Context) (int64, error) {
	shelf, err := r.cfg.Store.Get(ctx, r.keys.Archive())
	if err != nil {
		return 0, err
	}
	item, err := r.cfg.Store.Get(ctx, store.Head(r.name))
	if err != nil {
		return 0, err
	}
	if err := json.Unmarshal(item.Value, &r.head); err != nil {
		return 0, fmt.Errorf("head: %w", err)
	}
	b, err := r.cfg.Blob.GetRecord(ctx, r.head.Spec)
	if err != nil {
		return 0, fmt.Errorf("spec: %w", err)
	}
	if r.spec, err = campaign.DecodeSpec(b); err != nil {
		return 0, err
	}
	r.marks.add(r.spec.Objects()...)
	// Of the epoch that is open and the one before, any answer may be checked once more, on the checkpoint before it.
	settled := max(r.spec.EpochOf(r.head.State.Round)-2, 0)
	r.whole = min(r.spec.EpochEnd(settled), r.head.State.Round-r.keep.Last-1)
	if settled == 0 {
		r.whole = 0
	}
	return shelf.Revision, nil
}

// answers marks what the rows in etcd delivered, right or wrong: those of epochs that may still be judged.
func (r *reading) answers(ctx context.Context) error {
	return r.cfg.Store.Scan(ctx, r.keys.Rows(), "", 0, func(i store.Item) error {
		var row ledger.Row
		if err := json.Unmarshal(i.Value, &row); err != nil {
			return err
		}
		if row.Round < r.whole {
			return nil
		}
		return r.output(ctx, row.Kind, row.Output)
	})
}

// slots marks what the open round holds.
func (r *reading) slots(ctx context.Context) error {
	visit := func(i store.Item) error {
		var s round.Slot
		if err := json.Unmarshal(i.Value, &s); err != nil {
			return err
		}
		for _, c := range s.Claims {
			if err := r.output(ctx, s.Kind, c.Output); err != nil {
				return err
			}
		}
		return nil
	}
	return errors.Join(r.cfg.Store.Scan(ctx, r.keys.Slots(r.head.State.Round), "", 0, visit), r.cfg.Store.Scan(ctx, r.keys.Cases(), "", 0, visit))
}

// closed marks what the records of closed rounds name, as far as it is kept. They are a chain, void rounds included.
func (r *reading) closed(ctx context.Context) error {
	for at := r.head.State.Record; !at.IsZero(); {
		b, err := r.cfg.Blob.GetRecord(ctx, at)
		if err != nil {
			return err
		}
		record, err := canon.Decode[round.Record](b)
		if err != nil {
			return err
		}
		for _, done := range record.Done {
			if !r.kept(record.Number, done.Kind) {
				continue
			}
			if err := r.output(ctx, done.Kind, done.Output); err != nil {
				return err
			}
		}
		at = record.Previous
	}
	return nil
}

// kept reports whether outputs of a kind of a closed round are kept.
func (r *reading) kept(number int, kind round.Kind) bool {
	return r.keep.Every == 0 || number >= r.whole || kind == round.Merge && (number%r.keep.Every == 0 || number == r.spec.Recipe.Rounds)
}

// output marks the objects of an output record.
func (r *reading) output(ctx context.Context, kind round.Kind, output canon.Digest) error {
	if kind == round.Evaluate {
		return nil // it has none
	}
	b, err := r.cfg.Blob.GetRecord(ctx, output)
	if err != nil {
		return err
	}
	if kind == round.Train {
		delta, err := canon.Decode[round.Delta](b)
		r.marks.add(delta.Objects()...)
		return err
	}
	slice, err := canon.Decode[round.Slice](b)
	r.marks.add(slice.Objects()...)
	return err
}
