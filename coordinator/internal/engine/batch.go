package engine

import (
	"errors"
	"fmt"

	"quire/coordinator/internal/store"
)

const (
	// BatchMax bounds the decisions of one transaction: each makes at most four of its operations (an acceptance writes
	// task, answer, row and perhaps lot, and compares them), and the fence is one more comparison.
	BatchMax = (store.OpsMax - 1) / 4
	// batchBytesMax bounds their values, well below etcd's 1.5 MiB a request: disputed tasks have long records.
	batchBytesMax = 512 << 10
	// turnMax bounds the requests that are answered together, written or not, so that nobody waits for a crowd.
	turnMax = 256
)

// request is what a desk is asked to do. It decides on the desk's goroutine, and returns how to answer once what was
// decided is in etcd; failed says that this is not known, and then nothing may be told but ErrUnknownOutcome.
type request func() (answer func(failed error))

// batch is decisions that wait for one transaction. The desk's memory holds them already, so that the next decision can
// build on them, but nobody has been told: if the transaction fails the memory is read anew.
type batch struct {
	write store.Write
	steps int
	then  []func(revision int64)
}

// serve is group commit. It runs a request and those that wait behind it, makes one transaction of what they decided, and
// then answers them all. There is no timer: a lone request waits for nothing, and while a transaction is under way the
// requests for the next one gather.
func (d *desk) serve(first request) {
	d.failed = nil
	answers := []func(error){first()}
	for waiting := true; waiting && len(answers) < turnMax && d.failed == nil && !d.full(); {
		select {
		case next := <-d.requests:
			answers = append(answers, next())
		default:
			waiting = false
		}
	}
	_ = d.flush() // it is noted in failed
	for _, answer := range answers {
		answer(d.failed)
	}
	if d.failed == nil && d.ringSoon {
		d.ringSoon = false
		d.ringOpen(d.ctx)
	}
}

// full reports whether another decision might not fit into the transaction.
func (d *desk) full() bool {
	return d.batch.steps >= d.batchSteps || d.batch.write.Bytes() >= batchBytesMax
}

// stage adds a decision to the transaction of this turn; fill adds at most four operations. What the caller has changed
// in memory stands unless the transaction fails; then runs after it, before anybody is answered.
func (d *desk) stage(fill func(*store.Write), then func(revision int64)) {
	fill(&d.batch.write)
	d.batch.steps++
	d.batch.then = append(d.batch.then, then)
}

// flush makes the transaction. After one that failed the next ones are small, so that a decision that cannot be written
// fails alone.
func (d *desk) flush() error {
	b := d.batch
	d.batch = batch{}
	if b.steps == 0 || d.failed != nil {
		return d.failed
	}
	revision, err := d.write(&b.write)
	if err != nil {
		return err
	}
	d.batchSteps = min(2*d.batchSteps, d.e.cfg.BatchMax)
	for _, then := range b.then {
		then(revision)
	}
	return nil
}

// commit makes a write of its own, after what was decided before it.
func (d *desk) commit(w *store.Write) (int64, error) {
	if err := d.flush(); err != nil {
		return 0, err
	}
	return d.write(w)
}

// write makes one transaction under the fence. It does not end with a caller's patience: a write whose outcome is unknown
// costs a reload, so that the memory is right before it is used again.
func (d *desk) write(w *store.Write) (int64, error) {
	revision, err := d.e.cfg.Store.Commit(d.ctx, d.fence, w)
	if err != nil {
		d.stale, d.deposed, d.batchSteps = true, errors.Is(err, store.ErrDeposed), 1
		d.log.Warn("commit", "error", err)
		d.failed = fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
		return 0, d.failed
	}
	d.dirty = true
	return revision, nil
}
