package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"connectrpc.com/connect"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
	"quire/trainer/internal/data"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/retry"
	"quire/trainer/replay"
)

const (
	// uploadsMax bounds how often an upload is begun anew: with the pauses between, some two minutes of a store that
	// cannot be reached from here, while others could take the task.
	uploadsMax = 12
	// leaseMax bounds a lease: one that never ends would never be renewed.
	leaseMax = time.Hour
)

// held is a task and the lease of it.
type held struct {
	task    round.Task
	digest  canon.Digest
	attempt uint32
	forMs   int64
}

// contribute takes a leased task from its inputs to its receipt.
func (w *Worker) contribute(ctx context.Context, h held) error {
	begin := time.Now()
	leased, stop := w.keepLease(ctx, h)
	defer stop()
	in, err := w.Source.Inputs(leased, w.Arithmetic, w.Spec, h.task)
	if err != nil {
		return cause(leased, err)
	}
	out, err := w.compute(leased, h.task, in)
	if err != nil {
		return cause(leased, err)
	}
	if err := w.upload(leased, h, out.Objects); err != nil {
		return cause(leased, err)
	}
	stop() // from here on the submission decides, not the lease
	signature, err := sign.Sign(w.Node, sign.Submission{Campaign: w.spec, Task: h.digest, Attempt: h.attempt, Output: out.Digest, Steps: out.Steps()})
	if err != nil {
		return fmt.Errorf("%w: sign submission: %w", errFatal, err)
	}
	p := receipt.Pending{Task: h.digest, Attempt: h.attempt, Output: string(out.Record), States: out.States[:len(out.States)-1], Signature: sign.Hex(signature)}
	if err := w.Receipts.SavePending(p); err != nil {
		return fmt.Errorf("%w: %w", errFatal, err)
	}
	r, err := w.submit(ctx, p)
	if err != nil {
		return err
	}
	if r.Row.Payout != w.Payout {
		return fmt.Errorf("%w: pays %s, but this trainer joined for %s", receipt.ErrReceipt, r.Row.Payout, w.Payout)
	}
	if err := dated(begin, r.Row, w.Spec.Audit); err != nil {
		return err
	}
	w.count(r)
	w.Report(Event{Kind: Accepted, Task: h.task, Attempt: h.attempt, Loss: out.Loss, Row: r.Row, Total: w.total(), Took: time.Since(begin)})
	return nil
}

// dated refuses a row that is said to be older than the lease of its task, whose lot a block decides: rows are in the order of
// their times, so whoever dates one back can date others back, to blocks that he knows. Begin is this machine's time, which
// signed calls hold to within call.SkewMax of the coordinator's.
func dated(begin time.Time, row ledger.Row, a campaign.Audit) error {
	if accepted := time.UnixMilli(row.AcceptedMs); a.Beacon > 0 && begin.Sub(accepted) > call.SkewMax {
		return fmt.Errorf("%w: row %d is dated %s, but its task was leased at %s: the coordinator dates rows back, or its clock is wrong",
			receipt.ErrReceipt, row.Seq, accepted.UTC().Format(time.RFC3339), begin.UTC().Format(time.RFC3339))
	}
	return nil
}

// cause prefers the reason why ctx ended to the error that this led to.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// compute runs the task beside the loop, so that a lost lease or an interruption is noticed although the kernels are not
// interruptible: a computation that was abandoned is waited for before the next one begins.
func (w *Worker) compute(ctx context.Context, task round.Task, in replay.Inputs) (replay.Output, error) {
	if w.busy != nil {
		select {
		case <-w.busy:
			w.busy = nil
		case <-ctx.Done():
			return replay.Output{}, context.Cause(ctx)
		}
	}
	type result struct {
		out replay.Output
		err error
	}
	results, done := make(chan result, 1), make(chan struct{})
	go func() {
		defer close(done)
		out, err := replay.Compute(w.Arithmetic, w.Spec, task, in, ctx.Err)
		results <- result{out, err}
	}()
	select {
	case <-ctx.Done():
		w.busy = done
		return replay.Output{}, context.Cause(ctx)
	case r := <-results:
		if r.err != nil {
			return r.out, r.err
		}
		for _, o := range r.out.Objects {
			// The next round reads some of them again. A full cache only makes that slower.
			_ = w.Source.Keep(o.Bytes)
		}
		return r.out, nil
	}
}

// keepLease renews the lease until stop is called, and returns a context that ends with errLost when the coordinator says
// that it is lost. A coordinator that says nothing has not said that.
func (w *Worker) keepLease(ctx context.Context, h held) (context.Context, func()) {
	leased, lose := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.renew(leased, lose, h)
	}()
	return leased, func() { lose(context.Canceled); <-done }
}

// renew runs beside the loop and therefore touches nothing of the worker's state.
func (w *Worker) renew(ctx context.Context, lose context.CancelCauseFunc, h held) {
	every := func(ms int64) time.Duration { return max(milliseconds(ms, leaseMax)/3, waitMin) }
	pause := every(h.forMs)
	for retry.Sleep(ctx, pause) == nil {
		c, cancel := context.WithTimeout(ctx, callTimeout)
		r, err := w.API.Renew(c, connect.NewRequest(&quirev1.RenewRequest{Campaign: w.Campaign, Task: h.digest[:], Attempt: h.attempt}))
		cancel()
		if err == nil {
			pause = every(r.Msg.GetLeaseMs())
			continue
		}
		if errors.Is(Classify(err), errStale) {
			lose(errLost)
			return
		}
		pause = min(pause, 5*time.Second) // not known to be lost: try again soon
	}
}

// upload asks for URLs and puts objects until all are stored.
func (w *Worker) upload(ctx context.Context, h held, objects []replay.Object) error {
	request := &quirev1.UploadRequest{Campaign: w.Campaign, Task: h.digest[:], Attempt: h.attempt}
	for _, o := range objects {
		request.Objects = append(request.Objects, &quirev1.Object{Sha256: o.Digest[:], Size: o.Size})
	}
	b := retry.Backoff{First: w.Pause, Max: pauseMax}
	for tries := 1; ; tries++ {
		r, err := ask(ctx, w, func(ctx context.Context) (*connect.Response[quirev1.UploadResponse], error) {
			return w.API.Upload(ctx, connect.NewRequest(request))
		})
		if err != nil {
			return fmt.Errorf("ask where to upload: %w", err)
		}
		err = w.Source.Upload(ctx, objects, r.Msg.GetPuts())
		if err == nil || !errors.Is(err, data.ErrUnreachable) || tries == uploadsMax {
			return err
		}
		if err := b.Wait(ctx); err != nil {
			return err
		}
	}
}

// release gives a lease back, if the coordinator can be told; otherwise it expires.
func (w *Worker) release(ctx context.Context, h held) { w.giveBack(ctx, h, 0) }

// object is release, and says that the delta of a lane cannot be merged.
func (w *Worker) object(ctx context.Context, h held, lane int) { w.giveBack(ctx, h, uint32(lane)+1) }

func (w *Worker) giveBack(ctx context.Context, h held, objection uint32) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
	defer cancel()
	_, _ = w.API.Release(ctx, connect.NewRequest(&quirev1.ReleaseRequest{Campaign: w.Campaign, Task: h.digest[:], Attempt: h.attempt, Objection: objection}))
}
