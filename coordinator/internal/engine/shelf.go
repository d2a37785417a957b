package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sync"

	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// segmentsKept is how many segments of the journal are kept in memory for those who read old rows in order.
const segmentsKept = 4

// journalReader finds rows in the journal. It is safe for concurrent use.
type journalReader struct {
	mu     sync.Mutex
	firsts map[int]int64    // guarded by mu; first row by segment, of those that were read
	kept   []ledger.Segment // guarded by mu; the last read last
}

// segment reads a segment, and remembers it.
func (d *desk) segment(ctx context.Context, number int) (ledger.Segment, error) {
	j := &d.journals
	j.mu.Lock()
	for _, s := range j.kept {
		if s.Number == number {
			j.mu.Unlock()
			return s, nil
		}
	}
	j.mu.Unlock()
	b, err := d.e.cfg.Blob.GetNumbered(ctx, canon.Journal, d.campaign(), number)
	if err != nil {
		return ledger.Segment{}, err
	}
	s, err := canon.Decode[ledger.Segment](b)
	if err == nil && s.Number != number {
		err = fmt.Errorf("%w: journal segment %d says it is %d", blob.ErrMismatch, number, s.Number)
	}
	if err != nil {
		return s, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.firsts == nil {
		j.firsts = map[int]int64{}
	}
	if len(s.Rows) > 0 {
		j.firsts[number] = s.Rows[0].Seq
	}
	j.kept = append(j.kept, s)
	if len(j.kept) > segmentsKept {
		j.kept = append([]ledger.Segment(nil), j.kept[1:]...)
	}
	return s, nil
}

// first returns the number of the first row of a segment, or, if it holds beacons alone, of those after it.
func (d *desk) first(ctx context.Context, number int) (int64, error) {
	for ; number <= d.shelf.Load().Segments; number++ {
		d.journals.mu.Lock()
		seq := d.journals.firsts[number]
		d.journals.mu.Unlock()
		if seq > 0 {
			return seq, nil
		}
		s, err := d.segment(ctx, number)
		if err != nil {
			return 0, err
		}
		if len(s.Rows) > 0 {
			return s.Rows[0].Seq, nil
		}
	}
	return math.MaxInt64, nil // no row follows
}

// archivedRows calls visit for at most limit rows of the archive from row seq on, in order.
func (d *desk) archivedRows(ctx context.Context, seq int64, limit int, visit func(ledger.Row) error) error {
	a := d.shelf.Load()
	low, high := 1, a.Segments // the segment that holds seq: the last that begins at or before it
	for low < high {
		middle := (low + high + 1) / 2
		first, err := d.first(ctx, middle)
		if err != nil {
			return err
		}
		if first <= seq {
			low = middle
		} else {
			high = middle - 1
		}
	}
	for ; seq <= a.Row && limit > 0; low++ {
		s, err := d.segment(ctx, low)
		if err != nil {
			return err
		}
		for _, row := range s.Rows {
			if row.Seq != seq || seq > a.Row || limit == 0 {
				continue
			}
			if err := visit(row); err != nil {
				return err
			}
			seq, limit = seq+1, limit-1
		}
	}
	return nil
}

// archivedAnswers returns the rows of a task of the archive, none if it has none.
func (d *desk) archivedAnswers(ctx context.Context, task canon.Digest) ([]ledger.Row, error) {
	if d.shelf.Load().Row == 0 {
		return nil, nil
	}
	b, err := d.e.cfg.Blob.GetAnswers(ctx, d.campaign(), task)
	if errors.Is(err, blob.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rows []ledger.Row
	return rows, json.Unmarshal(b, &rows)
}

// answers returns the rows of the accepted answers to a task, in order. It reads the record, not the memory.
func (d *desk) answers(ctx context.Context, task canon.Digest) ([]ledger.Row, error) {
	var rows []ledger.Row
	err := d.scan(ctx, d.keys.Answers(task), "", 0, func(i store.Item) error {
		var a answer
		if err := json.Unmarshal(i.Value, &a); err != nil {
			return err
		}
		row, err := d.row(ctx, a.Row)
		rows = append(rows, row)
		return err
	})
	if err == nil && len(rows) == 0 {
		rows, err = d.archivedAnswers(ctx, task)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	return rows, nil
}

// row reads a ledger row.
func (d *desk) row(ctx context.Context, seq int64) (ledger.Row, error) {
	var row ledger.Row
	item, err := d.e.cfg.Store.Get(ctx, d.keys.Row(seq))
	switch {
	case err != nil:
		return row, err
	case item.Revision > 0:
		return row, json.Unmarshal(item.Value, &row)
	case seq < 1 || seq > d.shelf.Load().Row:
		return row, fmt.Errorf("%w: the ledger has no row %d", round.ErrUnknown, seq)
	}
	err = d.archivedRows(ctx, seq, 1, func(r ledger.Row) error { row = r; return nil })
	return row, err
}
