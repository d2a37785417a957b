package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

const (
	// journalRows and journalEvery bound what a total loss of etcd could cost: rows that only receipts prove.
	journalRows  = 100
	journalEvery = 2 * time.Second
	// jobPause is the wait after a failed job.
	jobPause = time.Second
	// ringEvery is how long an open task waits before it is rung for again, and ringsAtOnce bounds the rings of a tick.
	ringEvery   = 5 * time.Second
	ringsAtOnce = 64
)

// job is slow work beside the loop. It runs on its own goroutine with what it captured; what it returns runs on the desk.
type job func(context.Context) (finish func() error, err error)

// pump starts the job that the state calls for, if none runs. One at a time is enough: each takes milliseconds, and
// their order (journal before epoch, records before the next round) is then plain to see.
func (d *desk) pump(ctx context.Context) {
	if d.busy || d.stale {
		return
	}
	name, j := d.next()
	if j == nil {
		return
	}
	d.busy = true
	d.group.Go(func() error {
		finish, err := j(ctx)
		if err != nil {
			pause(ctx, jobPause)
		}
		select {
		case d.requests <- func() func(error) {
			d.busy, d.trouble = false, ""
			if err == nil {
				err = d.flush() // what it writes builds on what was decided before
			}
			if err == nil {
				err = finish()
			}
			if err != nil {
				d.trouble = fmt.Sprintf("cannot %s, trying again: %v", name, err)
			}
			return func(error) {}
		}:
		case <-ctx.Done():
		}
		return nil
	})
}

// next is the most urgent job, nil if there is none.
func (d *desk) next() (string, job) {
	if d.numbered < d.head.Closings {
		return "number the round's record", d.number()
	}
	if d.kept < d.noted {
		return "keep what was noted", d.keep()
	}
	training := d.head.State.Stage == campaign.Training
	if training {
		if j := d.suspicion(); j != nil {
			return "look at earlier work again", j
		}
	}
	complete := training && d.round.Closed() && (len(d.lots) == 0 || !d.atEpochsEnd())
	back, wrong := d.round.False()
	oldest := time.Duration(0)
	if len(d.pending) > 0 {
		oldest = d.e.cfg.Now().Sub(time.UnixMilli(d.pending[0].AcceptedMs))
	}
	if d.head.Treasury == nil && d.book.Due() {
		d.book.Skip()
	}
	// Before the journal: a book that ran past an epoch cannot close it any more.
	if j := d.closeEpoch(); j != nil {
		return "close the epoch", j
	}
	if len(d.pending)+len(d.unsaid) > 0 && (complete || len(d.pending) >= journalRows || oldest > journalEvery || d.head.State.Stage != campaign.Training) {
		closed := d.head.State.Round
		if complete && !wrong {
			closed++
		}
		return "write the journal", d.journal(closed)
	}
	if complete && wrong {
		return "go back", d.goBack(back)
	}
	if complete {
		return "close the round", d.closeRound()
	}
	return d.archiving()
}

// journal stores the next segment: first the record under its digest, then its number, then the head in etcd. After a
// crash between the last two the segment stands under its number; it is read back and adopted, since by now more rows
// may wait than it has. Closed is the number of rounds that are complete with all that is pending.
func (d *desk) journal(closed int) job {
	pending, unsaid := slices.Clone(d.pending), slices.Clone(d.unsaid)
	segment := d.book.NextSegment(pending, unsaid, closed)
	return func(ctx context.Context) (func() error, error) {
		b, err := canon.Encode(segment)
		if err != nil {
			return nil, err
		}
		if _, err := d.e.cfg.Blob.PutRecord(ctx, b); err != nil {
			return nil, err
		}
		err = d.e.cfg.Blob.PutNumbered(ctx, canon.Journal, segment.Campaign, segment.Number, b)
		if errors.Is(err, blob.ErrConflict) {
			segment, b, err = d.stored(ctx, segment, pending, unsaid)
		}
		if err != nil {
			return nil, err
		}
		return func() error {
			h := d.head
			h.Segments, h.Journal, h.Closed = segment.Number, canon.Sum(b), segment.Closed
			h.Journaled += int64(len(segment.Rows))
			if n := len(segment.Beacons); n > 0 {
				h.Beacon = segment.Beacons[n-1].Time
			}
			if err := d.putHead(h, &store.Write{}); err != nil {
				return err
			}
			d.book.Enter(segment)
			d.pending, d.unsaid = d.pending[len(segment.Rows):], d.unsaid[len(segment.Beacons):]
			return nil
		}, nil
	}
}

// stored returns the segment that stands under the number of s, if it holds the first of the pending rows and beacons, and
// continues the same journal. A coordinator that was the leader may have stored it and not lived to say so in etcd.
func (d *desk) stored(ctx context.Context, s ledger.Segment, pending []ledger.Row, unsaid []verify.Beacon) (ledger.Segment, []byte, error) {
	b, err := d.e.cfg.Blob.GetNumbered(ctx, canon.Journal, s.Campaign, s.Number)
	if err != nil {
		return s, nil, err
	}
	there, err := canon.Decode[ledger.Segment](b)
	if err != nil {
		return s, nil, err
	}
	if there.Campaign != s.Campaign || there.Number != s.Number || there.Previous != s.Previous || !begins(there, pending, unsaid) {
		return s, nil, fmt.Errorf("%w: journal segment %d is not what the ledger says; restore the one that is right", blob.ErrConflict, s.Number)
	}
	return there, b, nil
}

// begins reports whether a segment holds the first of the pending rows and beacons, and one at least.
func begins(s ledger.Segment, pending []ledger.Row, unsaid []verify.Beacon) bool {
	n, m := len(s.Rows), len(s.Beacons)
	return n+m > 0 && n <= len(pending) && m <= len(unsaid) && slices.Equal(s.Rows, pending[:n]) && slices.Equal(s.Beacons, unsaid[:m])
}

// putHead commits a new head together with w.
func (d *desk) putHead(h head, w *store.Write) error {
	revision, err := d.commit(w.Expect(store.Head(d.name), d.headRev).Put(store.Head(d.name), h))
	if err != nil {
		return err
	}
	d.head, d.headRev = h, revision
	return nil
}

// closeRound stores the checkpoint and the round's record, then opens the next round in one transaction.
func (d *desk) closeRound() job {
	s, previous, parent, spec, known := d.round, d.head.State.Record, d.round.Base, d.spec, d.loss
	link := d.chain.Link(d.head.Closings)
	return func(ctx context.Context) (func() error, error) {
		c := round.Checkpoint{Campaign: s.Campaign, Round: s.Number, Parent: parent}
		for j, output := range s.Outputs(round.Merge) {
			b, err := d.e.cfg.Blob.GetRecord(ctx, output)
			if err != nil {
				return nil, err
			}
			slice, err := round.DecodeSlice(spec, s.Slots[s.Lanes+j].Task, j, b)
			if err != nil {
				return nil, err
			}
			c.Slices = append(c.Slices, slice)
		}
		checkpoint, err := d.putRecord(ctx, c)
		if err != nil {
			return nil, err
		}
		record, err := d.putRecord(ctx, s.Record(previous, checkpoint, link))
		if err != nil {
			return nil, err
		}
		closed := Round{Number: s.Number, Checkpoint: checkpoint, Record: record}
		if closed.Loss, err = d.meanLoss(ctx, s, known); err != nil {
			return nil, err
		}
		if closed.HeldOut, err = d.heldOut(ctx, s, known); err != nil {
			return nil, err
		}
		return func() error { return d.roundClosed(ctx, closed) }, nil
	}
}

// number stores the last closed round's record under its number too, where those find it who have nothing but the store.
// That comes after the transaction that closed the round: by then only one record can ever have this number, so who
// repeats it after a crash, or as a leader that was deposed, stores the same bytes. No round is closed before, so that
// after a crash at most the last number can be missing (load).
func (d *desk) number() job {
	spec, record, closings := d.head.Spec, d.head.State.Record, d.head.Closings
	return func(ctx context.Context) (func() error, error) {
		b, err := d.e.cfg.Blob.GetRecord(ctx, record)
		if err != nil {
			return nil, err
		}
		err = d.e.cfg.Blob.PutNumbered(ctx, canon.Closings, spec, closings, b)
		if errors.Is(err, blob.ErrConflict) { // a record was restored otherwise than it was: work goes on, audits of the store will tell
			d.log.Error("a round's record has another's number", "closing", closings, "error", err)
			err = nil
		}
		if err != nil {
			return nil, err
		}
		return func() error { d.numbered = closings; return nil }, nil
	}
}

func (d *desk) putRecord(ctx context.Context, v any) (canon.Digest, error) {
	b, err := canon.Encode(v)
	if err != nil {
		return canon.Digest{}, err
	}
	return d.e.cfg.Blob.PutRecord(ctx, b)
}

// meanLoss averages the lanes' losses, for people; 0 in round 0.
func (d *desk) meanLoss(ctx context.Context, s round.State, known map[canon.Digest]float64) (float64, error) {
	var sum float64
	for i, output := range s.Outputs(round.Train) {
		loss, ok := known[output]
		if !ok { // accepted before this process started
			b, err := d.e.cfg.Blob.GetRecord(ctx, output)
			if err != nil {
				return 0, err
			}
			delta, err := round.DecodeDelta(d.spec, s.Slots[i].Task, b)
			if err != nil {
				return 0, err
			}
			loss = float64(math.Float32frombits(delta.Loss))
		}
		sum += loss
	}
	return sum / float64(max(s.Lanes, 1)), nil
}

// heldOut returns the loss of the round's evaluate task, 0 if it has none or nobody has answered it.
func (d *desk) heldOut(ctx context.Context, s round.State, known map[canon.Digest]float64) (float64, error) {
	if s.Evals == 0 {
		return 0, nil
	}
	slot := s.Slots[s.Lanes+s.Merges]
	if loss, ok := known[slot.Output]; ok || slot.Output.IsZero() {
		return loss, nil
	}
	b, err := d.e.cfg.Blob.GetRecord(ctx, slot.Output)
	if err != nil {
		return 0, err
	}
	evaluation, err := round.DecodeEvaluation(d.spec, slot.Task, b)
	return float64(math.Float32frombits(evaluation.Loss)), err
}

func (d *desk) roundClosed(ctx context.Context, closed Round) error {
	number, checkpoint, record, loss := closed.Number, closed.Checkpoint, closed.Record, closed.Loss
	now := d.e.cfg.Now()
	state, effects, err := d.head.State.Apply(now, campaign.RoundClosed{Number: number, Rounds: d.spec.Recipe.Rounds, Checkpoint: checkpoint, Record: record})
	if err != nil {
		return err
	}
	closed.OpenedMs, closed.ClosedMs = d.head.OpenedMs, now.UnixMilli()
	h := d.head
	h.State, h.OpenedMs, h.Shown, h.Closings = state, now.UnixMilli(), h.Journal, h.Closings+1
	w := (&store.Write{}).Create(d.keys.Round(number), closed).DeletePrefix(d.keys.Slots(number)).DeletePrefix(d.keys.Cases())
	ends := d.atEpochsEnd()
	if ends {
		w.DeletePrefix(d.keys.Lots()).DeletePrefix(d.keys.Beacons()) // the journal has the blocks
	}
	if err := d.putHead(h, w); err != nil {
		return err
	}
	d.rounds = append(d.rounds, closed)
	if ends {
		d.turn()
	}
	d.log.Info("round closed", "round", number, "loss", loss, "checkpoint", checkpoint)
	text := fmt.Sprintf("round %d closed, loss %.4f", number, loss)
	if closed.HeldOut > 0 {
		text += fmt.Sprintf("; on held-out text the checkpoint before had %.4f", closed.HeldOut)
	}
	if number == 0 {
		text = "the initial checkpoint is made"
	}
	d.feed.add(now, "round", text)
	d.follow(ctx, effects)
	return nil
}

// follow does what a new campaign state calls for.
func (d *desk) follow(ctx context.Context, effects []campaign.Effect) {
	d.round, d.slotRev, d.waits, d.left = round.State{}, map[string]int64{}, map[canon.Digest]time.Time{}, nil
	d.loss, d.rung, d.cases = map[canon.Digest]float64{}, map[canon.Digest]time.Time{}, map[canon.Digest][]byte{}
	for _, effect := range effects {
		switch effect := effect.(type) {
		case campaign.OpenRound:
			d.round = round.New(d.spec, effect.Number, effect.Base)
			d.adopt()
			d.ringOpen(ctx)
		case campaign.Ended:
			d.log.Info("campaign ended", "stage", effect.Stage)
			d.feed.add(d.e.cfg.Now(), "campaign", d.why())
		}
	}
}

// closeEpoch stores the next epoch's record once the journal holds all its rows; nil if there is nothing to close.
func (d *desk) closeEpoch() job {
	number := len(d.epochs) + 1
	if d.head.Treasury == nil || number > d.spec.Epochs() || len(d.rounds) <= d.spec.EpochEnd(number) || !d.book.Due() {
		return nil
	}
	e, ok, err := d.book.Epoch(d.rounds[d.spec.EpochEnd(number)].Checkpoint)
	if !ok && err == nil {
		return nil
	}
	return func(ctx context.Context) (func() error, error) {
		if err != nil {
			return nil, err
		}
		b, err := canon.Encode(e)
		if err != nil {
			return nil, err
		}
		record, err := d.e.cfg.Blob.PutRecord(ctx, b)
		if err != nil {
			return nil, err
		}
		return func() error { return d.epochClosed(e, b, record) }, nil
	}
}

func (d *desk) epochClosed(e ledger.Epoch, b []byte, record canon.Digest) error {
	p := epoch{Record: record, State: "closed", record: e, bytes: b}
	revision, err := d.commit((&store.Write{}).Create(d.keys.Epoch(e.Number), p))
	if err != nil {
		return err
	}
	p.revision = revision
	d.epochs = append(d.epochs, p)
	d.book.Settle(e)
	d.log.Info("epoch closed", "epoch", e.Number, "increment", e.Increment, "root", e.Root)
	d.feed.add(d.e.cfg.Now(), "epoch", fmt.Sprintf("epoch %d closed: %d addresses earned", e.Number, len(e.Balances)))
	return nil
}

// ringOpen rings for open tasks that were not rung for lately. A ring that is lost is repeated; a ring too many finds the
// task taken.
func (d *desk) ringOpen(ctx context.Context) {
	if d.e.cfg.Bell == nil {
		return
	}
	now := d.e.cfg.Now()
	var tasks []canon.Digest
	for _, slot := range d.round.Slots {
		if len(tasks) == ringsAtOnce {
			break
		}
		if slot.Status == round.Open && now.Sub(d.rung[slot.Task]) > ringEvery {
			d.rung[slot.Task] = now
			tasks = append(tasks, slot.Task)
		}
	}
	if len(tasks) == 0 {
		return
	}
	d.group.Go(func() error {
		for _, task := range tasks {
			if err := d.e.cfg.Bell.Ring(ctx, d.name, task); err != nil && ctx.Err() == nil {
				d.log.Warn("ring", "error", err)
				return nil // the sweep rings again
			}
		}
		return nil
	})
}
