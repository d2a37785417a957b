package engine

import (
	"context"
	"fmt"

	"quire/coordinator/internal/store"
	"quire/proto/canon"
)

// restoreBatch bounds the records of one transaction: each is compared and put.
const restoreBatch = store.OpsMax / 4

// write puts what etcd lacks, the head last: until then the campaign looks as it did, and the whole can be repeated. The
// slots of the open round need no writing: what the ledger says of its tasks is adopted when the campaign is loaded. The
// states of answers, which tell where two results part, were in etcd alone: a dispute over a restored answer cannot be
// narrowed to a step.
func (r *restoration) write(ctx context.Context, item store.Item) error {
	values, order := map[string]any{}, []string{}
	add := func(key string, v any) { values[key], order = v, append(order, key) }
	answers := map[canon.Digest]int{}
	for _, row := range r.rows {
		add(r.keys.Answer(row.Task, answers[row.Task]), answer{Row: row.Seq})
		add(r.keys.Row(row.Seq), row)
		answers[row.Task]++
	}
	for i, e := range r.epochs {
		add(r.keys.Epoch(i+1), e)
	}
	for _, a := range r.acts {
		add(r.keys.Audit(a.AtMs), a)
	}
	for _, p := range r.proofs {
		add(r.keys.Equivocation(p.Node), p)
	}
	if err := r.create(ctx, order, values); err != nil {
		return err
	}
	// Everything is in etcd again, so the archive is made anew. Rounds may be void now, and leases are of a lost past: whoever
	// holds one asks again, and gets it or another.
	w := (&store.Write{}).DeletePrefix(r.keys.Slots(r.old.State.Round)).DeletePrefix(r.keys.Cases()).DeletePrefix(r.keys.Archive())
	w.DeletePrefix(r.keys.Lots()).DeletePrefix(r.keys.Beacons()).DeleteFrom(r.keys.Rounds(), r.keys.Round(0))
	if _, err := r.cfg.Store.Commit(ctx, r.Fence, w); err != nil {
		return err
	}
	values, order = map[string]any{}, nil
	for _, c := range r.rounds {
		add(r.keys.Round(c.Number), c)
	}
	for seq, l := range r.lots() {
		add(r.keys.Lot(seq), l)
	}
	for _, b := range r.drawing.beacons {
		add(r.keys.Beacon(b.Time), b)
	}
	if err := r.create(ctx, order, values); err != nil {
		return err
	}
	w = (&store.Write{}).Expect(store.Head(r.spec.Name), item.Revision).Put(store.Head(r.spec.Name), r.head)
	if _, err := r.cfg.Store.Commit(ctx, r.Fence, w); err != nil {
		return fmt.Errorf("write the head of %s: %w", r.spec.Name, err)
	}
	return nil
}

// create puts the values whose keys do not exist, a batch at a time.
func (r *restoration) create(ctx context.Context, keys []string, values map[string]any) error {
	w, n := &store.Write{}, 0
	flush := func() error {
		if n == 0 {
			return nil
		}
		_, err := r.cfg.Store.Commit(ctx, r.Fence, w)
		w, n = &store.Write{}, 0
		return err
	}
	for _, key := range keys {
		there, err := r.cfg.Store.Get(ctx, key)
		if err != nil {
			return err
		}
		if there.Revision > 0 {
			continue
		}
		w.Create(key, values[key])
		if n++; n == restoreBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
