package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// What is settled leaves etcd, which has to stay small for as long as a campaign lasts. Rows are in the journal already;
// what was asked of etcd beside them goes to the object store first: who answered a task (an object for each), what all
// rows add up to, and the closed rounds (records). Then one transaction says that it is there, and only then is anything
// deleted, a hundred rows at a time. A crash between any two lines is repaired by looking again.

const (
	// epochsKept is how many settled epochs stay in etcd, where they are read fastest.
	epochsKept = 1
	// partMax bounds the entries of an archive's records: of the longest, 500 bytes, they make half of canon.RecordBytesMax.
	partMax = 2000
	// sweepRows bounds the rows of one transaction; each has its answers deleted too.
	sweepRows = store.OpsMax - 20
	// putsAtOnce bounds the store calls of archiving.
	putsAtOnce = 16
)

// archive says in etcd how far the object store has everything.
type archive struct {
	Record   canon.Digest `json:"record"`
	Epoch    int          `json:"epoch"`    // the last one
	Row      int64        `json:"row"`      // its last row
	Rounds   int          `json:"rounds"`   // closed by its end
	Segments int          `json:"segments"` // of the journal, by then; they hold every row up to Row
}

// archiveRecord is what the rows up to an archive's end add up to.
type archiveRecord struct {
	Campaign canon.Digest   `json:"campaign"`
	Row      int64          `json:"row"`
	Clock    int64          `json:"clock"` // when that was accepted
	Units    *big.Int       `json:"units"`
	Rewards  *big.Int       `json:"rewards"`
	Voided   *big.Int       `json:"voided"`
	Nodes    []canon.Digest `json:"nodes"`  // records: []archivedNode
	Payees   []canon.Digest `json:"payees"` // records: []common.Address
	Rounds   []canon.Digest `json:"rounds"` // records: []Round, all but the last of partMax rounds
}

type archivedNode struct {
	Node     common.Address  `json:"node"`
	Tasks    int64           `json:"tasks"`
	Units    *big.Int        `json:"units"`
	Reward   *big.Int        `json:"reward"`
	Standing verify.Standing `json:"standing"`
}

// archiving is the next step of the archive, nil if there is none.
func (d *desk) archiving() (string, job) {
	if !d.swept {
		return "clear what is archived", d.sweep()
	}
	next := d.archive.Epoch + 1
	settled, _ := d.settled()
	switch {
	case next > settled-epochsKept, len(d.rounds) <= d.spec.EpochEnd(next):
		return "", nil
	case d.head.Treasury != nil && d.epochs[next-1].State != "final":
		return "", nil // what the chain could still refuse stays at hand
	}
	return "archive an epoch", d.archiveEpoch(next)
}

// archiveEpoch stores what etcd has of an epoch beside the journal, and says so.
func (d *desk) archiveEpoch(number int) job {
	before, rounds, segments := d.archive, d.rounds[:d.spec.EpochEnd(number)+1], d.head.Segments
	return func(ctx context.Context) (func() error, error) {
		t, r, err := d.readArchive(ctx, before)
		if err != nil {
			return nil, err
		}
		answers := map[canon.Digest][]ledger.Row{}
		err = d.scan(ctx, d.keys.Rows(), d.keys.Row(before.Row+1), 0, func(i store.Item) error {
			var row ledger.Row
			if err := json.Unmarshal(i.Value, &row); err != nil {
				return err
			}
			if d.spec.EpochOf(row.Round) > number {
				return errEnd
			}
			t.enter(d.spec, row)
			answers[row.Task] = append(answers[row.Task], row)
			return nil
		})
		if err != nil && !errors.Is(err, errEnd) {
			return nil, err
		}
		t.turn(d.spec.Audit)
		if err := d.putAnswers(ctx, answers); err != nil {
			return nil, err
		}
		a := archive{Epoch: number, Row: t.rows, Rounds: len(rounds), Segments: segments}
		if a.Record, err = d.putArchive(ctx, t, rounds, r.Rounds); err != nil {
			return nil, err
		}
		return func() error {
			key := d.keys.Archive()
			revision, err := d.commit((&store.Write{}).Expect(key, d.archiveRev).Put(key, a))
			if err != nil {
				return err
			}
			d.setArchive(a, revision)
			d.log.Info("epoch archived", "epoch", number, "rows", a.Row)
			return nil
		}, nil
	}
}

// errEnd ends a scan that has seen enough.
var errEnd = errors.New("enough")

func (d *desk) setArchive(a archive, revision int64) {
	d.archive, d.archiveRev, d.swept = a, revision, a.Row == 0
	d.shelf.Store(&a)
}

// putAnswers stores the rows of each task, for those who ask for a receipt after years.
func (d *desk) putAnswers(ctx context.Context, answers map[canon.Digest][]ledger.Row) error {
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(putsAtOnce)
	for task, rows := range answers {
		group.Go(func() error {
			b, err := json.Marshal(rows)
			if err != nil {
				return err
			}
			return d.e.cfg.Blob.PutAnswers(ctx2, d.head.Spec, task, b)
		})
	}
	return group.Wait()
}

// putArchive stores what the rows up to an epoch's end add up to. Of the records of rounds that were stored before, those
// that are full stay as they are.
func (d *desk) putArchive(ctx context.Context, t totals, rounds []Round, stored []canon.Digest) (canon.Digest, error) {
	r := archiveRecord{Campaign: d.head.Spec, Row: t.rows, Clock: t.clock, Units: t.units, Rewards: t.rewards, Voided: t.voided}
	var nodes []archivedNode
	for a, n := range t.earned {
		nodes = append(nodes, archivedNode{a, n.tasks, n.units, n.reward, t.standings[a]})
	}
	slices.SortFunc(nodes, func(a, b archivedNode) int { return a.Node.Cmp(b.Node) })
	var payees []common.Address
	for a := range t.payees {
		payees = append(payees, a)
	}
	slices.SortFunc(payees, common.Address.Cmp)
	var err error
	if r.Nodes, err = putParts(ctx, d, nodes, nil); err == nil {
		r.Payees, err = putParts(ctx, d, payees, nil)
	}
	if err == nil {
		r.Rounds, err = putParts(ctx, d, rounds, stored)
	}
	if err != nil {
		return canon.Digest{}, err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return canon.Digest{}, err
	}
	return d.e.cfg.Blob.PutRecord(ctx, b)
}

// putParts stores a list in records of partMax entries. Stored are those of its beginning, of which the last may be short.
func putParts[E any](ctx context.Context, d *desk, list []E, stored []canon.Digest) ([]canon.Digest, error) {
	var parts []canon.Digest
	for at := 0; at < len(list); at += partMax {
		if n := at / partMax; n+1 < len(stored) {
			parts = append(parts, stored[n])
			continue
		}
		b, err := json.Marshal(list[at:min(at+partMax, len(list))])
		if err != nil {
			return nil, err
		}
		part, err := d.e.cfg.Blob.PutRecord(ctx, b)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func getParts[E any](ctx context.Context, d *desk, parts []canon.Digest) ([]E, error) {
	var list []E
	for _, part := range parts {
		b, err := d.e.cfg.Blob.GetRecord(ctx, part)
		if err != nil {
			return nil, err
		}
		var some []E
		if err := json.Unmarshal(b, &some); err != nil {
			return nil, fmt.Errorf("archive: %w", err)
		}
		list = append(list, some...)
	}
	return list, nil
}

// readArchive returns the totals at an archive's end, and its record.
func (d *desk) readArchive(ctx context.Context, a archive) (totals, archiveRecord, error) {
	t, r := newTotals(), archiveRecord{}
	if a.Row == 0 {
		return t, r, nil
	}
	b, err := d.e.cfg.Blob.GetRecord(ctx, a.Record)
	if err != nil {
		return t, r, fmt.Errorf("archive: %w", err)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return t, r, fmt.Errorf("archive: %w", err)
	}
	nodes, err := getParts[archivedNode](ctx, d, r.Nodes)
	if err != nil {
		return t, r, err
	}
	payees, err := getParts[common.Address](ctx, d, r.Payees)
	if err != nil {
		return t, r, err
	}
	t.rows, t.clock, t.units, t.rewards, t.voided = r.Row, r.Clock, r.Units, r.Rewards, r.Voided
	for _, n := range nodes {
		t.earned[n.Node] = &earned{n.Tasks, n.Units, n.Reward}
		if n.Standing != (verify.Standing{}) {
			t.standings[n.Node] = n.Standing
		}
	}
	for _, a := range payees {
		t.payees[a] = true
	}
	return t, r, nil
}

// loadArchive reads the archive and what it says; the rest of the ledger and of the rounds is in etcd.
func (d *desk) loadArchive(ctx context.Context) error {
	item, err := d.e.cfg.Store.Get(ctx, d.keys.Archive())
	if err != nil {
		return err
	}
	var a archive
	if item.Revision > 0 {
		if err := json.Unmarshal(item.Value, &a); err != nil {
			return fmt.Errorf("archive: %w", err)
		}
	}
	d.setArchive(a, item.Revision)
	var r archiveRecord
	if d.totals, r, err = d.readArchive(ctx, a); err != nil {
		return err
	}
	d.rounds, err = getParts[Round](ctx, d, r.Rounds)
	return err
}

// sweep deletes some of what is archived.
func (d *desk) sweep() job {
	a := d.archive
	return func(ctx context.Context) (func() error, error) {
		w := (&store.Write{}).DeleteRange(d.keys.Round(0), d.keys.Round(a.Rounds))
		n, last := 0, int64(0)
		err := d.scan(ctx, d.keys.Rows(), "", sweepRows, func(i store.Item) error {
			var row ledger.Row
			if err := json.Unmarshal(i.Value, &row); err != nil {
				return err
			}
			if row.Seq > a.Row {
				return errEnd
			}
			n, last = n+1, row.Seq
			w.DeletePrefix(d.keys.Answers(row.Task))
			return nil
		})
		if err != nil && !errors.Is(err, errEnd) {
			return nil, err
		}
		w.DeleteRange(d.keys.Row(1), d.keys.Row(last+1))
		return func() error {
			if _, err := d.commit(w); err != nil {
				return err
			}
			d.swept = n < sweepRows
			return nil
		}, nil
	}
}
