package fake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
)

var errFault = errors.New("fault injected by a test")

type callerKey struct{}

func signed(spec canon.Digest, next http.Handler) http.Handler {
	refuse := connect.NewErrorWriter()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		a, err := call.Caller(r.Header, r.URL.Path, body, time.Now())
		if err == nil && a.Campaign != spec {
			err = fmt.Errorf("%w: signed about campaign %s", sign.ErrSignature, a.Campaign)
		}
		if err != nil {
			_ = refuse.Write(w, r, connect.NewError(connect.CodeUnauthenticated, err))
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), callerKey{}, a.Node))
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

func caller(ctx context.Context) common.Address { return ctx.Value(callerKey{}).(common.Address) }

// Join implements the API.
func (c *Coordinator) Join(ctx context.Context, r *connect.Request[quirev1.JoinRequest]) (*connect.Response[quirev1.JoinResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Msg.Campaign != c.Spec.Name {
		return nil, connect.NewError(connect.CodeNotFound, errors.New("no campaign of this name"))
	}
	c.payouts[caller(ctx)] = common.BytesToAddress(r.Msg.Payout)
	spec, err := canon.Encode(c.Spec)
	signer := crypto.PubkeyToAddress(c.Key.PublicKey)
	return connect.NewResponse(&quirev1.JoinResponse{Spec: spec, ReceiptSigner: signer[:], Doorbell: c.Door, NowMs: time.Now().UnixMilli()}), err
}

// apply runs an event through the round machine. The caller holds mu.
func (c *Coordinator) apply(e round.Event) ([]round.Effect, error) {
	s, effects, err := c.round.Apply(time.Now(), e)
	if err != nil && !errors.Is(err, round.ErrNoTask) {
		return nil, connect.NewError(connect.CodeFailedPrecondition, err)
	}
	c.round = s
	return effects, nil
}

// Lease implements the API.
func (c *Coordinator) Lease(ctx context.Context, r *connect.Request[quirev1.LeaseRequest]) (*connect.Response[quirev1.LeaseResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.payouts[caller(ctx)]; !ok {
		return nil, connect.NewError(connect.CodeFailedPrecondition, errors.New("not joined"))
	}
	if c.over {
		return connect.NewResponse(&quirev1.LeaseResponse{Over: true, Reason: "every round is closed"}), nil
	}
	if _, err := c.apply(round.Tick{}); err != nil {
		return nil, err
	}
	var task canon.Digest
	copy(task[:], r.Msg.Task)
	effects, err := c.apply(round.Lease{Node: caller(ctx), Task: task, For: c.LeaseFor})
	if err != nil {
		return nil, err
	}
	if len(effects) == 0 {
		return connect.NewResponse(&quirev1.LeaseResponse{WaitMs: 5, Reason: "every open task is leased"}), nil
	}
	slot := effects[0].(round.Granted).Slot
	b, err := canon.Encode(c.round.Task(slot))
	return connect.NewResponse(&quirev1.LeaseResponse{Task: b, Attempt: slot.Attempt, LeaseMs: c.LeaseFor.Milliseconds()}), err
}

// Renew implements the API.
func (c *Coordinator) Renew(ctx context.Context, r *connect.Request[quirev1.RenewRequest]) (*connect.Response[quirev1.RenewResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.apply(round.Renew{Node: caller(ctx), Task: canon.Digest(r.Msg.Task), Attempt: r.Msg.Attempt, For: c.LeaseFor})
	return connect.NewResponse(&quirev1.RenewResponse{LeaseMs: c.LeaseFor.Milliseconds()}), err
}

// Release implements the API.
func (c *Coordinator) Release(ctx context.Context, r *connect.Request[quirev1.ReleaseRequest]) (*connect.Response[quirev1.ReleaseResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.apply(round.Release{Node: caller(ctx), Task: canon.Digest(r.Msg.Task), Attempt: r.Msg.Attempt})
	return connect.NewResponse(&quirev1.ReleaseResponse{}), err
}

// Upload implements the API.
func (c *Coordinator) Upload(_ context.Context, r *connect.Request[quirev1.UploadRequest]) (*connect.Response[quirev1.UploadResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	response := &quirev1.UploadResponse{}
	for _, o := range r.Msg.Objects {
		d := canon.Digest(o.Sha256)
		put := &quirev1.Put{}
		if c.objects[d] == nil {
			put.Url, put.Headers = c.URL+"/s/"+d.String()+"?X-Amz-Signature=secret", map[string]string{"If-None-Match": "*"}
		}
		response.Puts = append(response.Puts, put)
	}
	return connect.NewResponse(response), nil
}

// Submit implements the API.
func (c *Coordinator) Submit(ctx context.Context, r *connect.Request[quirev1.SubmitRequest]) (*connect.Response[quirev1.SubmitResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, node := r.Msg, caller(ctx)
	task, output := canon.Digest(m.Task), canon.Sum(m.Output)
	var states []canon.Digest
	for _, b := range m.States {
		states = append(states, canon.Digest(b))
	}
	steps := verify.Root(append(states, output))
	statement := sign.Submission{Campaign: c.Spec.Digest(), Task: task, Attempt: m.Attempt, Output: output, Steps: steps}
	if err := sign.Verify(node, statement, m.Signature); err != nil {
		return nil, connect.NewError(connect.CodeUnauthenticated, err)
	}
	if i, ok := c.receipts[task]; ok {
		if row := c.rows[i]; row.Node == node && row.Attempt == m.Attempt && row.Output == output {
			return c.receipt(i)
		}
		return nil, connect.NewError(connect.CodeFailedPrecondition, round.ErrStale)
	}
	if err := c.inspect(task, m.Output); err != nil {
		return nil, connect.NewError(connect.CodeInvalidArgument, err)
	}
	effects, err := c.apply(round.Submit{
		Node: node, Owner: c.payouts[node], Task: task, Attempt: m.Attempt, Output: output, Steps: steps, Seq: int64(len(c.rows)) + 1,
	})
	if err != nil {
		return nil, err
	}
	credit := effects[0].(round.Credit)
	row, err := ledger.RowFor(c.Spec, c.Spec.Digest(), credit.Slot, credit.Claim, time.Now().UnixMilli(), sign.Hex(m.Signature))
	if err != nil {
		return nil, err
	}
	c.objects[output] = m.Output
	c.receipts[task] = len(c.rows)
	c.rows = append(c.rows, row)
	if c.round.Closed() {
		if err := c.closeRound(); err != nil {
			return nil, err
		}
	}
	return c.receipt(c.receipts[task])
}

func (c *Coordinator) inspect(task canon.Digest, output []byte) error {
	slot, err := c.round.Slot(task)
	if err != nil {
		return nil // the round machine refuses it
	}
	var objects []canon.Object
	if slot.Kind == round.Train {
		d, err := round.DecodeDelta(c.Spec, task, output)
		if err != nil {
			return err
		}
		objects = d.Objects()
	} else {
		s, err := round.DecodeSlice(c.Spec, task, slot.Index, output)
		if err != nil {
			return err
		}
		objects = s.Objects()
	}
	for _, o := range objects {
		if int64(len(c.objects[o.Digest])) != o.Size {
			return errors.New("an object of the output is not in the store")
		}
	}
	return nil
}

func (c *Coordinator) receipt(i int) (*connect.Response[quirev1.SubmitResponse], error) {
	row, err := canon.Encode(c.rows[i])
	if err != nil {
		return nil, err
	}
	signature, err := sign.Sign(c.Key, c.rows[i].Receipt())
	return connect.NewResponse(&quirev1.SubmitResponse{Row: row, Signature: signature}), err
}
