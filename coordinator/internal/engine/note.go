package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/proto/canon"
	"quire/proto/sign"
)

// note is one record of canon.Notes: an act of an operator, or a proof against a node. Otherwise both are in etcd alone.
type note struct {
	Campaign  canon.Digest         `json:"campaign"` // the spec
	Act       *Act                 `json:"act,omitempty"`
	Proof     *ledger.Equivocation `json:"proof,omitempty"`
	Signature string               `json:"signature"` // over sign.Note of the rest, by the receipt key: who can write to the store can pause nobody
}

// statement is what the receipt key signs of a note.
func (n note) statement() (sign.Note, error) {
	n.Signature = ""
	b, err := canon.Encode(n)
	return sign.Note{Campaign: n.Campaign, Content: canon.Sum(b)}, err
}

// keep stores the notes that the object store lacks. They have numbers, whose order means nothing. An act stands in etcd some
// moments before: who asks is not kept waiting for the object store.
func (d *desk) keep() job {
	spec, noted := d.head.Spec, d.noted
	return func(ctx context.Context) (func() error, error) {
		there, number := map[canon.Digest]bool{}, 0
		for b, err := range d.e.cfg.Blob.Numbered(ctx, canon.Notes, spec) {
			if err != nil {
				return nil, err
			}
			there[canon.Sum(b)] = true
			number++
		}
		notes, err := d.notes(ctx, spec)
		if err != nil {
			return nil, err
		}
		for _, b := range notes {
			if there[canon.Sum(b)] {
				continue
			}
			number++
			if err := d.e.cfg.Blob.PutNumbered(ctx, canon.Notes, spec, number, b); err != nil {
				return nil, err
			}
		}
		return func() error { d.kept = noted; return nil }, nil
	}
}

// notes returns the notes of all that etcd holds. The same always make the same bytes.
func (d *desk) notes(ctx context.Context, spec canon.Digest) ([][]byte, error) {
	var all [][]byte
	add := func(n note) error {
		s, err := n.statement()
		if err != nil {
			return err
		}
		signature, err := sign.Sign(d.e.cfg.ReceiptKey, s)
		if err != nil {
			return err
		}
		n.Signature = sign.Hex(signature)
		b, err := canon.Encode(n)
		all = append(all, b)
		return err
	}
	err := d.scan(ctx, d.keys.Audits(), "", 0, func(i store.Item) error {
		n := note{Campaign: spec, Act: new(Act)}
		if err := json.Unmarshal(i.Value, n.Act); err != nil {
			return err
		}
		return add(n)
	})
	if err != nil {
		return nil, err
	}
	err = d.scan(ctx, d.keys.Equivocations(), "", 0, func(i store.Item) error {
		n := note{Campaign: spec, Proof: new(ledger.Equivocation)}
		if err := json.Unmarshal(i.Value, n.Proof); err != nil {
			return err
		}
		return add(n)
	})
	return all, err
}

// readNotes reads what was noted of a campaign, and brings it into the state into which operators brought it.
func (r *restoration) readNotes(ctx context.Context) error {
	signer := New(r.cfg).Signer()
	for b, err := range r.cfg.Blob.Numbered(ctx, canon.Notes, r.Spec) {
		if err != nil {
			return err
		}
		n, err := canon.Decode[note](b)
		if err != nil {
			return fmt.Errorf("note: %w", err)
		}
		s, err := n.statement()
		if err != nil {
			return err
		}
		signature, err := sign.ParseHex(n.Signature)
		if err == nil {
			err = sign.Verify(signer, s, signature)
		}
		switch {
		case err != nil:
			return fmt.Errorf("note: %w", err)
		case n.Campaign != r.Spec:
			return fmt.Errorf("%w: a note of campaign %s among those of %s", ErrRefused, n.Campaign.Short(), r.Spec.Short())
		case n.Proof != nil:
			r.proofs = append(r.proofs, *n.Proof)
		case n.Act != nil:
			r.acts = append(r.acts, *n.Act)
		}
	}
	slices.SortFunc(r.acts, func(a, b Act) int { return cmp.Compare(a.AtMs, b.AtMs) })
	return r.repeatActs()
}

// repeatActs applies what operators did. A campaign that has ended since stays as it is.
func (r *restoration) repeatActs() error {
	for _, a := range r.acts {
		var e campaign.Event
		if why, ok := strings.CutPrefix(a.What, actPaused); ok {
			e = campaign.Pause{Why: why}
		} else if why, ok := strings.CutPrefix(a.What, actCancelled); ok {
			e = campaign.Cancel{Why: why, Funded: r.head.Treasury != nil}
		} else if a.What == actResumed {
			e = campaign.Resume{}
		}
		if e == nil || r.head.State.Over() {
			continue
		}
		if err := r.apply(e); err != nil {
			return fmt.Errorf("repeat what an operator did: %q: %w", a.What, err)
		}
	}
	return nil
}

// missingNotes returns how many notes etcd lacks.
func (r *restoration) missingNotes(ctx context.Context) (int, error) {
	var keys []string
	for _, a := range r.acts {
		keys = append(keys, r.keys.Audit(a.AtMs))
	}
	for _, p := range r.proofs {
		keys = append(keys, r.keys.Equivocation(p.Node))
	}
	n := 0
	for _, key := range keys {
		item, err := r.cfg.Store.Get(ctx, key)
		if err != nil {
			return n, err
		}
		if item.Revision == 0 {
			n++
		}
	}
	return n, nil
}
