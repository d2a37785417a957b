package engine

import (
	"context"
	"encoding/json"
	"fmt"

	"quire/coordinator/internal/store"
	"quire/coordinator/round"
)

// restoreBatch bounds the records of one transaction: each is compared and put.
const restoreBatch = store.OpsMax / 4

// write puts what etcd lacks, the head last: until then the campaign looks as it did, and the whole can be repeated.
func (r *restoration) write(ctx context.Context, item store.Item) error {
	values, order := map[string]any{}, []string{}
	add := func(key string, v any) { values[key], order = v, append(order, key) }
	for _, row := range r.rows {
		add(r.keys.Done(row.Task), row.Seq)
		add(r.keys.Row(row.Seq), row)
	}
	for _, c := range r.rounds {
		add(r.keys.Round(c.Number), c)
	}
	for i, e := range r.epochs {
		add(r.keys.Epoch(i+1), e)
	}
	if err := r.create(ctx, order, values); err != nil {
		return err
	}
	w := &store.Write{}
	if item.Revision > 0 {
		var old head
		if err := json.Unmarshal(item.Value, &old); err != nil {
			return err
		}
		// Leases of a lost past: whoever holds one asks again, and gets it or another.
		if _, err := r.cfg.Store.Commit(ctx, r.Fence, (&store.Write{}).DeletePrefix(r.keys.Slots(old.State.Round))); err != nil {
			return err
		}
	}
	var stored []string
	slots := map[string]any{}
	for _, slot := range r.state.Slots {
		if slot.Status == round.Accepted {
			key := r.keys.Slot(r.state.Number, slot.Kind, slot.Index)
			stored, slots[key] = append(stored, key), slot
		}
	}
	if err := r.create(ctx, stored, slots); err != nil {
		return err
	}
	_, err := r.cfg.Store.Commit(ctx, r.Fence, w.Expect(store.Head(r.spec.Name), item.Revision).Put(store.Head(r.spec.Name), r.head))
	if err != nil {
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
