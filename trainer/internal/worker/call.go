package worker

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"connectrpc.com/connect"

	"quire/proto/call"
	"quire/trainer/internal/retry"
)

const (
	// callTimeout bounds one call of the API; a slower coordinator is asked again.
	callTimeout = 30 * time.Second
	// releaseTimeout bounds the farewell: a lease that is not given back expires by itself.
	releaseTimeout = 3 * time.Second
	// pauseMax bounds the pause between calls to a coordinator that is away.
	pauseMax = 30 * time.Second
	// comeBackMax bounds how long a crowded coordinator may send this trainer away.
	comeBackMax = 5 * time.Minute
)

var (
	// ErrRefused reports a coordinator that will not have this node, or does not understand it. Asking again is no use.
	ErrRefused = errors.New("the coordinator refuses this trainer")
	// errStale is failed_precondition: what the call was about is no longer this node's.
	errStale = errors.New("worker: no longer this node's")
	// errFatal marks faults of this machine, such as a full disk under the receipts.
	errFatal = errors.New("worker: this machine")
)

// ask repeats a call until its outcome is known: no answer is not a no. It returns errStale or ErrRefused, wrapped, or
// ctx's cause.
func ask[R any](ctx context.Context, w *Worker, do func(context.Context) (R, error)) (R, error) {
	b := retry.Backoff{First: w.Pause, Max: pauseMax}
	if b.First == 0 {
		b.First = 500 * time.Millisecond
	}
	for {
		c, cancel := context.WithTimeout(ctx, callTimeout)
		r, err := do(c)
		cancel()
		if err == nil {
			w.online()
			return r, nil
		}
		if ctx.Err() != nil {
			return r, context.Cause(ctx)
		}
		if pause, asked := ComeBack(err); asked {
			w.online()
			if err := retry.Sleep(ctx, pause); err != nil {
				return r, err
			}
			continue
		}
		if err := Classify(err); !errors.Is(err, errAgain) {
			w.online()
			return r, err
		}
		w.offline(err)
		if err := b.Wait(ctx); err != nil {
			return r, err
		}
	}
}

// errAgain marks a call whose outcome is unknown.
var errAgain = errors.New("worker: ask again")

// Classify says what the error of a call means for the caller: ErrRefused, "not yours (any more)", or "ask again". That
// the coordinator does not know the campaign means "ask again": it did when this trainer joined, so it is only starting.
func Classify(err error) error {
	switch connect.CodeOf(err) {
	case connect.CodeFailedPrecondition, connect.CodeAborted, connect.CodeAlreadyExists:
		return fmt.Errorf("%w: %w", errStale, err)
	case connect.CodeUnauthenticated, connect.CodePermissionDenied, connect.CodeInvalidArgument, connect.CodeUnimplemented, connect.CodeOutOfRange:
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return fmt.Errorf("%w: %w", errAgain, err)
}

// ComeBack returns how long to stay away, if the coordinator is crowded and has named a time. Some jitter is added, so that
// those who were told the same second do not come in the same instant.
func ComeBack(err error) (pause time.Duration, asked bool) {
	pause, asked = call.Advised(err)
	if !asked || connect.CodeOf(err) != connect.CodeResourceExhausted {
		return 0, false
	}
	pause = min(pause, comeBackMax)
	return pause + rand.N(time.Second+pause/8), true
}

// isInvalid reports a request that the coordinator found wrong in itself. Of a submission that is this machine's fault or
// the store's, and no reason to stop.
func isInvalid(err error) bool {
	return err != nil && connect.CodeOf(err) == connect.CodeInvalidArgument
}

func (w *Worker) offline(err error) {
	if w.away.IsZero() {
		w.away = time.Now()
		w.Report(Event{Kind: Offline, Err: err})
	}
}

func (w *Worker) online() {
	if !w.away.IsZero() {
		w.Report(Event{Kind: Online, Took: time.Since(w.away)})
		w.away = time.Time{}
	}
}
