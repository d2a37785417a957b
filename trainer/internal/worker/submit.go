package worker

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"connectrpc.com/connect"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/retry"
)

// errDropped says that the coordinator refused a submission for good, and that it is not on disk any more.
var errDropped = errors.New("worker: submission refused")

// resend sends the submission that a crash left between decision and receipt. The coordinator answers with the same
// receipt as ever, if it had accepted it.
func (w *Worker) resend(ctx context.Context) error {
	p, ok, err := w.Receipts.Pending()
	if err != nil || !ok {
		return err
	}
	w.Report(Event{Kind: Resent, Attempt: p.Attempt})
	r, err := w.submit(ctx, p)
	if errors.Is(err, errDropped) {
		w.Report(Event{Kind: Dropped, Attempt: p.Attempt, Err: err})
		return nil
	}
	if err != nil {
		return err
	}
	w.count(r)
	w.Report(Event{Kind: Accepted, Attempt: p.Attempt, Row: r.Row, Total: w.total()})
	return nil
}

// submit hands in a submission that is on disk, keeps its receipt and only then forgets the submission. It returns
// errDropped, with the submission forgotten, if another trainer's was accepted or the lease is another's, which is errStale
// too, or if it is invalid, for example because the store lost an object. With any other error it stays on disk.
func (w *Worker) submit(ctx context.Context, p receipt.Pending) (receipt.Receipt, error) {
	response, err := w.send(ctx, p)
	if errors.Is(err, errStale) {
		// It may be stale because it was accepted, or because the coordinator forgot this node.
		if err := w.known(ctx); err != nil {
			return receipt.Receipt{}, err
		}
		response, err = w.send(ctx, p)
	}
	if errors.Is(err, errStale) || isInvalid(err) {
		if drop := w.Receipts.DropPending(); drop != nil {
			return receipt.Receipt{}, fmt.Errorf("%w: %w", errFatal, drop)
		}
		err = fmt.Errorf("%w: %w", errDropped, err)
	}
	if err != nil {
		return receipt.Receipt{}, fmt.Errorf("submit: %w", err)
	}
	r, err := receipt.Parse(response.GetRow(), response.GetSignature(), w.Signer)
	if err != nil {
		return r, err
	}
	if err := w.check(p, r); err != nil {
		return r, err
	}
	if err := w.Receipts.Add(r); err != nil {
		if errors.Is(err, receipt.ErrConflict) {
			return r, err
		}
		return r, fmt.Errorf("%w: keep receipt: %w", errFatal, err)
	}
	if err := w.Receipts.DropPending(); err != nil {
		return r, fmt.Errorf("%w: %w", errFatal, err)
	}
	return r, nil
}

// known joins until the coordinator knows this node: only then does a refusal say something about a submission. What it
// returns ends the worker.
func (w *Worker) known(ctx context.Context) error {
	b := retry.Backoff{First: w.Pause, Max: pauseMax}
	for {
		err := w.rejoin(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, ErrRefused): // its code is dropped: it says nothing about the submission
			return fmt.Errorf("%w: join again, with a submission under way: %v", ErrRefused, err)
		case !errors.Is(err, errStale):
			return nil // an error is the doorbell's, and the node has joined
		}
		if err := b.Wait(ctx); err != nil {
			return err
		}
	}
}

func (w *Worker) send(ctx context.Context, p receipt.Pending) (*quirev1.SubmitResponse, error) {
	signature, err := sign.ParseHex(p.Signature)
	if err != nil {
		return nil, fmt.Errorf("%w: submission under way is damaged: %w", errStale, err)
	}
	request := &quirev1.SubmitRequest{Campaign: w.Campaign, Task: p.Task[:], Attempt: p.Attempt, Output: []byte(p.Output), Signature: signature}
	for _, state := range p.States {
		request.States = append(request.States, state[:])
	}
	r, err := ask(ctx, w, func(ctx context.Context) (*connect.Response[quirev1.SubmitResponse], error) {
		return w.API.Submit(ctx, connect.NewRequest(request))
	})
	if err != nil {
		return nil, err
	}
	return r.Msg, nil
}

// check refuses a receipt that is not for this submission, or that a court would not accept.
func (w *Worker) check(p receipt.Pending, r receipt.Receipt) error {
	row := r.Row
	switch {
	case row.Task != p.Task || row.Attempt != p.Attempt || row.Output != canon.Sum([]byte(p.Output)):
		return fmt.Errorf("%w: answers another submission (task %s, attempt %d)", receipt.ErrReceipt, row.Task.Short(), row.Attempt)
	case row.Node != w.node:
		return fmt.Errorf("%w: credits node %s, this one is %s", receipt.ErrReceipt, row.Node, w.node)
	case row.Submission != p.Signature:
		return fmt.Errorf("%w: quotes another signature than the submission's", receipt.ErrReceipt)
	}
	return r.Verify(w.Spec)
}

func (w *Worker) count(r receipt.Receipt) {
	w.summary.Tasks++
	w.summary.Units += r.Row.Units
	w.summary.Reward.Add(w.summary.Reward, r.Row.Reward.Int())
}

func (w *Worker) total() *big.Int { return new(big.Int).Set(w.summary.Reward) }
