package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/proto/sign"
)

// statsAtOnce bounds the store calls with which one submission's objects are checked.
const statsAtOnce = 16

// Submission is an output that a node hands in.
type Submission struct {
	Node      common.Address
	Task      canon.Digest
	Attempt   uint32
	Output    []byte         // canonical record
	States    []canon.Digest // of the computation, without the last, which is the output
	Signature []byte         // over sign.Submission
}

// answer is what the record keeps of an accepted answer beside its ledger row. The states are nobody's business: who
// knew them could confirm a result without computing it.
type answer struct {
	Row    int64          `json:"row"`
	States []canon.Digest `json:"states"` // all of them
}

// Receipt proves that a submission is in the ledger.
type Receipt struct {
	Row       ledger.Row
	Bytes     []byte // canonical record of Row
	Signature []byte // over Row.Receipt(), by the coordinator's receipt key
}

// Submit accepts an output: in one etcd transaction the task becomes accepted and its ledger row appears, or nothing
// does. The receipt is signed after the commit. The same submission again returns the same receipt, for ever; after
// ErrUnknownOutcome the caller must ask again.
//
// Whatever is slow or can be refused without the record (the signature, the output's shape, whether the store holds its
// objects) is checked before, outside the desk.
func (e *Engine) Submit(ctx context.Context, name string, s Submission) (Receipt, error) {
	d, err := e.desk(name)
	if err != nil {
		return Receipt{}, err
	}
	output := canon.Sum(s.Output)
	if len(s.States) >= campaign.StepsMax {
		return Receipt{}, fmt.Errorf("%w: it commits to %d states, a task has at most %d", round.ErrOutput, len(s.States)+1, campaign.StepsMax)
	}
	states := append(slices.Clone(s.States), output)
	claim := verify.Claim{Node: s.Node, Attempt: s.Attempt, Output: output, Steps: verify.Root(states)}
	statement := sign.Submission{Campaign: d.campaign(), Task: s.Task, Attempt: s.Attempt, Output: output, Steps: claim.Steps}
	if err := sign.Verify(s.Node, statement, s.Signature); err != nil {
		return Receipt{}, err
	}
	slot, err := ask(ctx, d, func() (round.Slot, error) {
		if err := d.heard(s.Node); err != nil {
			return round.Slot{}, err
		}
		_, _, err := d.round.Apply(e.cfg.Now(), round.Submit{Node: s.Node, Task: s.Task, Attempt: s.Attempt, Output: output})
		if err != nil {
			return round.Slot{}, err
		}
		return d.round.Slot(s.Task)
	})
	if errors.Is(err, round.ErrAccepted) || errors.Is(err, round.ErrUnknown) {
		return e.again(ctx, d, s, claim, err)
	}
	if err != nil {
		return Receipt{}, err
	}
	if want := round.States(d.spec, round.Task{Round: slot.Round, Kind: slot.Kind}); len(states) != want {
		return Receipt{}, fmt.Errorf("%w: it commits to %d states of the computation, the spec wants %d", round.ErrOutput, len(states), want)
	}
	loss, err := d.inspect(ctx, slot, s.Output)
	if err != nil {
		return Receipt{}, err
	}
	row, err := ask(ctx, d, func() (ledger.Row, error) { return d.accept(s, claim, states, loss) })
	if errors.Is(err, round.ErrAccepted) || errors.Is(err, round.ErrUnknown) {
		return e.again(ctx, d, s, claim, err)
	}
	if err != nil {
		return Receipt{}, err
	}
	return e.receipt(row)
}

// campaign is the spec's digest, which never changes while the desk exists.
func (d *desk) campaign() canon.Digest { return d.view.Load().Spec }

// inspect checks an output record and that the store holds every object it names, and stores the record. It returns the
// loss that the record names, if it does.
func (d *desk) inspect(ctx context.Context, slot round.Slot, output []byte) (float64, error) {
	var objects []canon.Object
	var loss float64
	switch slot.Kind {
	case round.Train:
		delta, err := round.DecodeDelta(d.spec, slot.Task, output)
		if err != nil {
			return 0, err
		}
		objects, loss = delta.Objects(), float64(math.Float32frombits(delta.Loss))
	case round.Merge:
		slice, err := round.DecodeSlice(d.spec, slot.Task, slot.Index, output)
		if err != nil {
			return 0, err
		}
		objects = slice.Objects()
	case round.Evaluate:
		evaluation, err := round.DecodeEvaluation(d.spec, slot.Task, output)
		if err != nil {
			return 0, err
		}
		loss = float64(math.Float32frombits(evaluation.Loss))
	}
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(statsAtOnce)
	for _, o := range objects {
		group.Go(func() error { return d.e.cfg.Blob.Stat(ctx2, o) })
	}
	err := group.Wait()
	switch {
	case errors.Is(err, blob.ErrMissing), errors.Is(err, blob.ErrMismatch):
		return 0, fmt.Errorf("%w: %w: upload it, then submit again", round.ErrOutput, err)
	case err != nil:
		return 0, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	if _, err := d.e.cfg.Blob.PutRecord(ctx, output); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	return loss, nil
}

// accept decides; the turn's transaction makes it true. Compared: the leader's fence, the task's revision (hence its
// attempt), that this answer to the task is new and that the row's number is free. Written: the task, the answer, its row,
// and its lot if that waits for a block.
func (d *desk) accept(s Submission, c verify.Claim, states []canon.Digest, loss float64) (ledger.Row, error) {
	now := d.e.cfg.Now()
	if last := time.UnixMilli(d.clock); now.Before(last) {
		now = last // another leader's clock was ahead: no row is dated before the one before it
	}
	before, err := d.round.Slot(s.Task)
	if err != nil {
		return ledger.Row{}, err
	}
	c.Seq, c.Owner = d.rows+1, d.nodes[s.Node].Payout
	check, later := d.draw(before, c, loss)
	state, effects, err := d.round.Apply(now, round.Submit{
		Node: c.Node, Owner: c.Owner, Task: s.Task, Attempt: c.Attempt, Output: c.Output, Steps: c.Steps, Seq: c.Seq, Check: check,
	})
	if err != nil {
		return ledger.Row{}, err
	}
	if err := d.payable(c.Owner); err != nil {
		return ledger.Row{}, err
	}
	slot := effects[0].(round.Credit).Slot
	row, err := ledger.RowFor(d.spec, d.head.Spec, slot, c, now.UnixMilli(), sign.Hex(s.Signature))
	if err != nil {
		return ledger.Row{}, err
	}
	var l lot
	if later > 0 {
		l = d.lotOf(row, later, d.head.Closings)
	}
	d.stage(func(w *store.Write) {
		w.Create(d.keys.Answer(s.Task, len(before.Claims)), answer{row.Seq, states}).Create(d.keys.Row(row.Seq), row)
		d.putSlot(w, slot)
		if later > 0 {
			w.Create(d.keys.Lot(row.Seq), l)
		}
	}, func(revision int64) {
		d.slotRev[d.slotKey(slot)] = revision
		if len(before.Claims) == 0 {
			d.feed.add(now, "accept", fmt.Sprintf("%s delivered %s %d of round %d", d.called(s.Node), slot.Kind, slot.Index, slot.Round))
		} else {
			d.tellVerdict(before, slot)
		}
	})
	d.pace.Note(slot.Kind, c.Node, now.Sub(time.UnixMilli(before.Held(c.Node).Since)))
	d.round = state
	d.enter(row)
	if later > 0 {
		d.await(l)
	}
	d.pending = append(d.pending, row)
	if slot.Kind != round.Merge {
		d.loss[c.Output] = loss
	}
	delete(d.rung, s.Task)
	d.ringSoon = true
	return row, nil
}

// again answers a submission of a task that is not open: with its receipt if it is one that was accepted. Its signature has
// been checked; a different answer to the same attempt convicts its node.
func (e *Engine) again(ctx context.Context, d *desk, s Submission, c verify.Claim, refusal error) (Receipt, error) {
	row, err := d.accepted(ctx, s.Task, s.Node)
	switch {
	case err != nil:
		return Receipt{}, err
	case row == nil:
		return Receipt{}, refusal
	case row.Attempt != s.Attempt:
		return Receipt{}, round.ErrStale
	case row.Output != c.Output || row.Steps != c.Steps:
		return Receipt{}, d.convict(ctx, *row, c, s.Signature)
	}
	return e.receipt(*row)
}

// accepted returns the ledger row of a node's answer to a task, nil if it has none.
func (d *desk) accepted(ctx context.Context, task canon.Digest, by common.Address) (*ledger.Row, error) {
	rows, err := d.answers(ctx, task)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Node == by {
			return &row, nil
		}
	}
	return nil, nil
}

// ReceiptFor returns the receipt of a ledger row of a closed round, to anybody. Before, only its own node gets it, by
// submitting again: outputs are nobody else's business while others may still be computing them.
func (e *Engine) ReceiptFor(ctx context.Context, name string, seq int64) (Receipt, error) {
	d, err := e.desk(name)
	if err != nil {
		return Receipt{}, err
	}
	row, err := d.row(ctx, seq)
	switch {
	case errors.Is(err, round.ErrUnknown):
		return Receipt{}, err
	case err != nil:
		return Receipt{}, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	case row.Round >= d.view.Load().OpenRound():
		return Receipt{}, fmt.Errorf("%w: row %d is of a round that is still open", round.ErrUnknown, seq)
	}
	return e.receipt(row)
}

func (e *Engine) receipt(row ledger.Row) (Receipt, error) {
	b, err := canon.Encode(row)
	if err != nil {
		return Receipt{}, err
	}
	signature, err := sign.Sign(e.cfg.ReceiptKey, row.Receipt())
	return Receipt{row, b, signature}, err
}
