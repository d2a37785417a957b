package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// load reads the campaign from etcd, replacing everything in memory but when nodes were last heard of.
func (d *desk) load(ctx context.Context) error {
	item, err := d.e.cfg.Store.Get(ctx, store.Head(d.name))
	if err != nil {
		return err
	}
	if item.Revision == 0 {
		return ErrNoCampaign
	}
	d.head, d.headRev = head{}, item.Revision
	if err := json.Unmarshal(item.Value, &d.head); err != nil {
		return fmt.Errorf("head: %w", err)
	}
	d.numbered = max(d.head.Closings-1, 0) // the last one may be missing; storing it again changes nothing
	if d.specBytes == nil {                // once: the spec never changes, and jobs read it
		if d.specBytes, err = d.e.cfg.Blob.GetRecord(ctx, d.head.Spec); err != nil {
			return fmt.Errorf("spec: %w", err)
		}
		if d.spec, err = campaign.DecodeSpec(d.specBytes); err != nil {
			return err
		}
	}
	if d.chain == nil { // once: it is long, and never changes
		d.chain = verify.NewChain(d.head.Secret, d.head.Links)
	}
	d.waits = map[canon.Digest]time.Time{}
	d.void, d.cases = map[canon.Digest]bool{}, map[canon.Digest][]byte{}
	d.loss, d.rung, d.dirty = map[canon.Digest]float64{}, map[canon.Digest]time.Time{}, true
	for _, part := range []func(context.Context) error{d.loadRound, d.loadNodes, d.loadArchive, d.loadRounds, d.loadEpochs, d.loadLedger, d.loadLots, d.checkJournal, d.loadProofs} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	d.adopt()
	d.left = nil
	return nil
}

func (d *desk) loadRound(ctx context.Context) error {
	d.round, d.slotRev = round.State{}, map[string]int64{}
	if d.head.State.Stage != campaign.Training {
		return nil
	}
	fresh := round.New(d.spec, d.head.State.Round, d.head.State.Checkpoint)
	var slots []round.Slot
	take := func(i store.Item) error {
		var s round.Slot
		if err := json.Unmarshal(i.Value, &s); err != nil {
			return err
		}
		slots, d.slotRev[i.Key] = append(slots, s), i.Revision
		return nil
	}
	if err := d.scan(ctx, d.keys.Slots(fresh.Number), "", 0, take); err != nil {
		return err
	}
	own := len(slots)
	err := d.scan(ctx, d.keys.Cases(), "", 0, take)
	if err != nil {
		return err
	}
	for _, c := range slots[own:] {
		if d.cases[c.Task], err = d.e.cfg.Blob.GetRecord(ctx, c.Task); err != nil {
			return err
		}
	}
	if d.round, err = fresh.Restore(slots); err != nil {
		return err
	}
	d.grace()
	return nil
}

func (d *desk) loadNodes(ctx context.Context) error {
	before := d.nodes
	d.nodes = map[common.Address]*node{}
	return d.scan(ctx, d.keys.Nodes(), "", 0, func(i store.Item) error {
		a := common.HexToAddress(i.Key[len(d.keys.Nodes()):])
		n := &node{revision: i.Revision}
		if old := before[a]; old != nil {
			n.seen, n.memory = old.seen, old.memory
		}
		d.nodes[a] = n
		return json.Unmarshal(i.Value, n)
	})
}

func (d *desk) loadRounds(ctx context.Context) error {
	return d.scan(ctx, d.keys.Rounds(), d.keys.Round(d.archive.Rounds), 0, func(i store.Item) error {
		var r Round
		err := json.Unmarshal(i.Value, &r)
		d.rounds = append(d.rounds, r)
		return err
	})
}

func (d *desk) loadEpochs(ctx context.Context) error {
	d.epochs = nil
	return d.scan(ctx, d.keys.Epochs(), "", 0, func(i store.Item) error {
		p := epoch{revision: i.Revision}
		err := json.Unmarshal(i.Value, &p)
		if err != nil {
			return err
		}
		if p.bytes, err = d.e.cfg.Blob.GetRecord(ctx, p.Record); err != nil {
			return err
		}
		p.record, err = canon.Decode[ledger.Epoch](p.bytes)
		d.epochs = append(d.epochs, p)
		return err
	})
}

// loadLedger adds up the rows after the archive and rebuilds what follows from them: the book, the tally of the open epoch, standings.
func (d *desk) loadLedger(ctx context.Context) error {
	d.pending = nil
	settled, last := d.settled()
	ended := d.archive.Row
	var open []ledger.Row
	epoch := d.archive.Epoch + 1
	err := d.scan(ctx, d.keys.Rows(), d.keys.Row(d.archive.Row+1), 0, func(i store.Item) error {
		var r ledger.Row
		if err := json.Unmarshal(i.Value, &r); err != nil {
			return err
		}
		if r.Seq != d.rows+1 {
			return fmt.Errorf("ledger row %d follows row %d: the record is damaged; stop and restore it", r.Seq, d.rows)
		}
		if e := d.spec.EpochOf(r.Round); e > epoch {
			epoch = e
			d.turn()
		}
		d.enter(r)
		if r.Seq > d.head.Journaled {
			d.pending = append(d.pending, r)
		} else if d.spec.EpochOf(r.Round) > settled {
			open = append(open, r)
		} else {
			ended = r.Seq
		}
		return nil
	})
	if err == nil && d.head.State.Stage == campaign.Training && d.spec.EpochOf(d.head.State.Round) > epoch {
		d.turn()
	}
	d.book = ledger.Resume(d.spec, d.head.Segments, d.head.Journal, d.head.Closed, settled, last, ended, open)
	d.book.Beacon = d.head.Beacon
	return err
}

// settled returns how many epochs the book has settled, and the last of them if they are paid.
func (d *desk) settled() (int, *ledger.Epoch) {
	if n := len(d.epochs); n > 0 {
		return n, &d.epochs[n-1].record
	}
	if d.head.Treasury != nil {
		return 0, nil
	}
	n := 0
	for n < d.spec.Epochs() && d.head.Closed > d.spec.EpochEnd(n+1) {
		n++
	}
	return n, nil
}

// turn begins the next epoch's tally.
func (d *desk) turn() {
	d.left = nil
	d.drawn = nil
	d.totals.turn(d.spec.Audit)
}

// enter counts a row in the totals.
func (d *desk) enter(r ledger.Row) {
	d.left = nil
	d.totals.enter(d.spec, r)
}

func (d *desk) scan(ctx context.Context, prefix, from string, limit int, visit func(store.Item) error) error {
	return d.e.cfg.Store.Scan(ctx, prefix, from, limit, func(i store.Item) error {
		if err := visit(i); err != nil {
			return fmt.Errorf("%s: %w", i.Key, err)
		}
		return nil
	})
}
