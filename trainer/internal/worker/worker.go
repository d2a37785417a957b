// Package worker is the loop of a trainer that joined a campaign:
//
//	resend what a crash left ─► lease ─► fetch ─► compute ─► upload ─► submit ─► keep the receipt ─┐
//	                              ▲ └─ nothing to do: wait for the doorbell, or poll               │
//	                              └────────────────────────────────────────────────────────────────┘
//
// What it never does: send a submission that is not on disk first, lose a receipt, work on after its lease is known to be
// lost, or take silence for a no. A coordinator that is away costs time; the computation goes on meanwhile.
//
// Two contexts govern it. Drain ends it in order: what is under way is finished and handed in. Its parent ends it at once:
// the lease is given back, so that another trainer need not wait for its deadline.
package worker

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/trainer/internal/bell"
	"quire/trainer/internal/data"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/retry"
	"quire/trainer/replay"
)

const (
	// failuresMax is the number of tasks in a row that may fail here before the worker stops: each failure uses up an
	// attempt of a task, and a machine that fails all of them would quarantine a whole round.
	failuresMax = 5
	// failurePause is the pause after a failed task, doubled with each in a row.
	failurePause = time.Second
	// objectionPause is the pause after a merge that nobody can compute: somebody has to compute its lane again first.
	objectionPause = 500 * time.Millisecond
	// waitMin and waitMax bound the coordinator's advice how long to wait for work.
	waitMin = 20 * time.Millisecond
	waitMax = time.Minute
	// rejoinShare is how much of the doorbell credentials' life passes before new ones are fetched.
	rejoinShare = 0.8
)

var (
	// ErrFailing reports a machine on which task after task fails.
	ErrFailing = errors.New("worker: tasks keep failing on this machine")
	// ErrInterrupted reports an end before the task in hand was finished.
	ErrInterrupted = errors.New("worker: stopped before the task was finished")
	// errLost is the cause with which a computation ends whose lease another trainer has.
	errLost = errors.New("worker: the lease was lost")
)

// Config is what a worker works with. Every field is required, except where it says otherwise.
type Config struct {
	Campaign   string
	Spec       campaign.Spec
	Node       *ecdsa.PrivateKey
	Payout     common.Address
	Signer     common.Address // signs receipts
	API        quirev1connect.ContributorServiceClient
	Source     *data.Source
	Arithmetic replay.Arithmetic
	Receipts   *receipt.Store
	Report     func(Event)
	// Join registers the node again and returns the new doorbell, nil without one. Its errors are those of the API.
	Join func(context.Context) (*quirev1.Doorbell, error)
	Bell *bell.Bell // nil to poll
	// BellExpires is when the doorbell's credentials end.
	BellExpires time.Time
	Once        bool          // stop after one accepted task
	Pause       time.Duration // first pause after a failed call; 500 ms if 0
	// FailurePause is the pause after a failed task; failurePause if 0.
	FailurePause time.Duration
}

// Summary is what a run did.
type Summary struct {
	Tasks  int
	Units  int64
	Reward *big.Int
	Over   bool   // the campaign has no more work, ever
	Reason string // why, from the coordinator
}

// Worker is one run. Its methods are for one goroutine.
type Worker struct {
	Config
	spec     canon.Digest // of Spec
	node     common.Address
	summary  Summary
	failures int
	reason   string          // last told for having no work
	away     time.Time       // since when the coordinator does not answer; zero if it does
	busy     <-chan struct{} // closed when the abandoned computation has ended; nil if there is none
	rejoinAt time.Time
}

// New returns a worker that has not started.
func New(c Config) *Worker {
	w := &Worker{Config: c, spec: c.Spec.Digest(), node: crypto.PubkeyToAddress(c.Node.PublicKey)}
	w.summary.Reward = new(big.Int)
	w.setExpiry(c.BellExpires)
	return w
}

// Run works until the campaign is over, drain ends, or ctx, drain's parent, ends. Errors: ErrInterrupted, ErrFailing,
// ErrRefused (the coordinator will not have this node), receipt.ErrReceipt (it signs what is not true), or a fault of
// this machine's disk.
func (w *Worker) Run(ctx, drain context.Context) (Summary, error) {
	if err := w.resend(ctx); err != nil {
		return w.summary, ended(ctx, drain, err)
	}
	var ring bell.Ring
	for drain.Err() == nil {
		lease, err := w.lease(ctx, drain, ring)
		switch {
		case err != nil:
			return w.summary, ended(ctx, drain, err)
		case len(lease.GetTask()) > 0:
			ring, err = bell.Ring{}, w.work(ctx, drain, lease)
		case lease.GetOver():
			w.summary.Over, w.summary.Reason = true, lease.GetReason()
			return w.summary, nil
		default:
			ring, err = w.wait(drain, lease)
		}
		if err != nil {
			return w.summary, ended(ctx, drain, err)
		}
		if w.Once && w.summary.Tasks > 0 {
			break
		}
	}
	return w.summary, nil
}

// ended tells an interruption from a failure, and both from an end in order.
func ended(ctx, drain context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ErrInterrupted
	case drain.Err() != nil && errors.Is(err, context.Cause(drain)):
		return nil
	}
	return err
}

// lease asks for work and acknowledges the ring that led to it. Drain ends the asking, but not a call that is under way,
// whose lease would be forgotten.
func (w *Worker) lease(ctx, drain context.Context, ring bell.Ring) (*quirev1.LeaseResponse, error) {
	request := &quirev1.LeaseRequest{Campaign: w.Campaign}
	if !ring.Task.IsZero() {
		request.Task = ring.Task[:]
	}
	for joined := false; ; joined = true {
		r, err := ask(drain, w, func(context.Context) (*connect.Response[quirev1.LeaseResponse], error) {
			ctx, cancel := context.WithTimeout(ctx, callTimeout)
			defer cancel()
			return w.API.Lease(ctx, connect.NewRequest(request))
		})
		if errors.Is(err, errStale) && !joined {
			// A coordinator that lost its memory does not know the node any more.
			if err := w.rejoin(drain); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("lease a task: %w", err)
		}
		// A ring that cannot be acknowledged is heard by somebody else, who finds the task taken.
		_ = ring.Ack()
		return r.Msg, nil
	}
}

// wait passes the time until there may be work, and tells people why there is none.
func (w *Worker) wait(ctx context.Context, lease *quirev1.LeaseResponse) (bell.Ring, error) {
	if reason := lease.GetReason(); reason != w.reason {
		w.reason = reason
		w.Report(Event{Kind: Waiting, Reason: reason})
	}
	if w.Bell != nil && !w.rejoinAt.IsZero() && time.Now().After(w.rejoinAt) {
		if err := w.rejoin(ctx); err != nil {
			return bell.Ring{}, err
		}
	}
	pause := max(milliseconds(lease.GetWaitMs(), waitMax), waitMin)
	if w.Bell == nil {
		return bell.Ring{}, retry.Sleep(ctx, pause)
	}
	ring, _, err := w.Bell.Wait(ctx, pause)
	return ring, err
}

// milliseconds reads a duration from outside, which may be anything.
func milliseconds(n int64, most time.Duration) time.Duration {
	return time.Duration(min(max(n, 0), most.Milliseconds())) * time.Millisecond
}

func (w *Worker) rejoin(ctx context.Context) error {
	door, err := ask(ctx, w, w.Join)
	if err != nil {
		return err
	}
	if w.Bell == nil || door == nil {
		return nil
	}
	w.setExpiry(time.UnixMilli(door.GetExpiresMs()))
	return w.Bell.Refresh(door)
}

func (w *Worker) setExpiry(expires time.Time) {
	w.rejoinAt = time.Time{}
	if now := time.Now(); expires.After(now) {
		w.rejoinAt = now.Add(time.Duration(rejoinShare * float64(expires.Sub(now))))
	}
}

// work does one leased task. Whatever is wrong with the task itself costs the lease and counts as a failure; the error
// is for what ends the worker.
func (w *Worker) work(ctx, drain context.Context, lease *quirev1.LeaseResponse) error {
	h := held{attempt: lease.GetAttempt(), digest: canon.Sum(lease.GetTask()), forMs: lease.GetLeaseMs()}
	w.reason = ""
	if drain.Err() != nil {
		w.release(ctx, h)
		return nil
	}
	err := w.parse(&h, lease.GetTask())
	if err == nil {
		w.Report(Event{Kind: Working, Task: h.task, Attempt: h.attempt})
		err = w.contribute(ctx, h)
	}
	switch {
	case err == nil:
		w.failures = 0
		return nil
	case ctx.Err() != nil:
		w.release(ctx, h)
		return ErrInterrupted
	case errors.Is(err, errLost), errors.Is(err, errStale):
		w.Report(Event{Kind: Lost, Task: h.task, Attempt: h.attempt})
		return nil
	case errors.Is(err, errFatal), errors.Is(err, receipt.ErrReceipt), errors.Is(err, ErrRefused) && !isInvalid(err):
		return err
	}
	return w.failed(ctx, drain, h, err)
}

// failed gives a task back that this machine could not do.
func (w *Worker) failed(ctx, drain context.Context, h held, err error) error {
	w.Report(Event{Kind: Failed, Task: h.task, Attempt: h.attempt, Err: err})
	var bad *replay.BadDelta
	if errors.As(err, &bad) { // another's fault: the coordinator has that lane computed again
		w.object(ctx, h, bad.Lane)
		return retry.Sleep(drain, objectionPause)
	}
	w.failures++
	w.release(ctx, h)
	// A store that cannot be reached is nobody's fault here; the pauses grow all the same.
	if w.failures >= failuresMax && !errors.Is(err, data.ErrUnreachable) {
		return fmt.Errorf("%w: %d in a row, the last because: %w", ErrFailing, w.failures, err)
	}
	pause := w.FailurePause
	if pause == 0 {
		pause = failurePause
	}
	b := retry.Backoff{First: pause << min(w.failures, failuresMax), Max: time.Minute}
	return b.Wait(drain)
}

func (w *Worker) parse(h *held, record []byte) error {
	task, err := canon.Decode[round.Task](record)
	if err != nil {
		return fmt.Errorf("the coordinator's task: %w", err)
	}
	h.task = task
	return data.CheckTask(w.Spec, task)
}
