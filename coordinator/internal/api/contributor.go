package api

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
)

const (
	nameBytesMax    = 40
	pathBytesMax    = 20
	versionBytesMax = 40
	keyBytesMax     = 60
	// objectsMax bounds the presigned URLs of one call.
	objectsMax = 1024
	// presignsAtOnce bounds the store calls that one call makes at a time.
	presignsAtOnce = 16
	// objectBytesMax is what a store takes in a single PUT.
	objectBytesMax = 5 << 30
)

type contributorService server

func (s *contributorService) Join(ctx context.Context, r *connect.Request[quirev1.JoinRequest]) (*connect.Response[quirev1.JoinResponse], error) {
	m := r.Msg
	if m.Profile != campaign.Profile {
		return nil, fmt.Errorf("%w: your kernels compute profile %.40q, this campaign needs %q: update the trainer", errMalformed, m.Profile, campaign.Profile)
	}
	if len(m.Name) > nameBytesMax || len(m.Path) > pathBytesMax || len(m.Version) > versionBytesMax || len(m.DoorbellKey) > keyBytesMax {
		return nil, fmt.Errorf("%w: a text of the registration is too long (name at most %d bytes)", errMalformed, nameBytesMax)
	}
	for _, text := range []string{m.Name, m.Path, m.Version} {
		if !printable(text) {
			return nil, fmt.Errorf("%w: %.60q of the registration holds what cannot be printed", errMalformed, text)
		}
	}
	payout, err := address("payout", m.Payout)
	if err != nil {
		return nil, err
	}
	j, err := s.cfg.Engine.Join(ctx, m.Campaign, caller(ctx), engine.Registration{
		Payout: payout, Name: m.Name, Path: m.Path, Version: m.Version, DoorbellKey: m.DoorbellKey, Memory: int64(min(m.MemoryBytes, math.MaxInt64)),
	})
	if err != nil {
		return nil, err
	}
	signer := s.cfg.Engine.Signer()
	return connect.NewResponse(&quirev1.JoinResponse{
		Spec: j.Spec, ReceiptSigner: signer[:], Doorbell: j.Doorbell, Treasury: treasury(j.Treasury), NowMs: s.cfg.Now().UnixMilli(),
	}), nil
}

func (s *contributorService) Lease(ctx context.Context, r *connect.Request[quirev1.LeaseRequest]) (*connect.Response[quirev1.LeaseResponse], error) {
	var task canon.Digest
	if len(r.Msg.Task) > 0 {
		var err error
		if task, err = digest("task", r.Msg.Task); err != nil {
			return nil, err
		}
	}
	g, err := s.cfg.Engine.Lease(ctx, r.Msg.Campaign, caller(ctx), task)
	if err != nil {
		return nil, err
	}
	if g.Task == nil {
		wait := g.Wait + rand.N(2*g.Wait) // jitter: a round's end must not bring all trainers at once
		return connect.NewResponse(&quirev1.LeaseResponse{WaitMs: wait.Milliseconds(), Reason: g.Reason, Over: g.Over}), nil
	}
	return connect.NewResponse(&quirev1.LeaseResponse{Task: g.Task, Attempt: g.Attempt, LeaseMs: g.For.Milliseconds()}), nil
}

func (s *contributorService) Renew(ctx context.Context, r *connect.Request[quirev1.RenewRequest]) (*connect.Response[quirev1.RenewResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	left, err := s.cfg.Engine.Held(ctx, r.Msg.Campaign, caller(ctx), task, r.Msg.Attempt)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.RenewResponse{LeaseMs: left.Milliseconds()}), nil
}

func (s *contributorService) Upload(ctx context.Context, r *connect.Request[quirev1.UploadRequest]) (*connect.Response[quirev1.UploadResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	if _, err := s.cfg.Engine.Held(ctx, r.Msg.Campaign, caller(ctx), task, r.Msg.Attempt); err != nil {
		return nil, err
	}
	puts, err := (*server)(s).puts(ctx, r.Msg.Objects)
	return connect.NewResponse(&quirev1.UploadResponse{Puts: puts}), err
}

func (s *contributorService) Submit(ctx context.Context, r *connect.Request[quirev1.SubmitRequest]) (*connect.Response[quirev1.SubmitResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	if len(r.Msg.Signature) != sign.SignatureBytes {
		return nil, fmt.Errorf("%w: signature has %d bytes, want %d", errMalformed, len(r.Msg.Signature), sign.SignatureBytes)
	}
	var states []canon.Digest
	for _, b := range r.Msg.States {
		state, err := digest("states", b)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	receipt, err := s.cfg.Engine.Submit(ctx, r.Msg.Campaign, engine.Submission{
		Node: caller(ctx), Task: task, Attempt: r.Msg.Attempt, Output: r.Msg.Output, States: states, Signature: r.Msg.Signature,
	})
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.SubmitResponse{Row: receipt.Bytes, Signature: receipt.Signature}), nil
}

func (s *contributorService) Release(ctx context.Context, r *connect.Request[quirev1.ReleaseRequest]) (*connect.Response[quirev1.ReleaseResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.ReleaseResponse{}), s.cfg.Engine.Release(ctx, r.Msg.Campaign, caller(ctx), task, r.Msg.Attempt, int(r.Msg.Objection)-1)
}

// puts presigns an upload for every object.
func (s *server) puts(ctx context.Context, objects []*quirev1.Object) ([]*quirev1.Put, error) {
	if len(objects) > objectsMax {
		return nil, fmt.Errorf("%w: %d objects, at most %d a call", errMalformed, len(objects), objectsMax)
	}
	puts := make([]*quirev1.Put, len(objects))
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(presignsAtOnce)
	for i, o := range objects {
		d, err := digest("object", o.GetSha256())
		if err != nil {
			return nil, err
		}
		if size := o.GetSize(); size < 1 || size > objectBytesMax {
			return nil, fmt.Errorf("%w: object %s of %d bytes, want 1 to %d", errMalformed, d.Short(), size, int64(objectBytesMax))
		}
		group.Go(func() error {
			put, err := s.cfg.Blob.PresignPut(ctx2, canon.Object{Digest: d, Size: o.GetSize()})
			if err != nil {
				return fmt.Errorf("%w: %w", engine.ErrUnknownOutcome, err)
			}
			puts[i] = put
			return nil
		})
	}
	return puts, group.Wait()
}

// printable reports whether text can stand in a line of a log or a page.
func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

func digest(field string, b []byte) (canon.Digest, error) {
	d, err := canon.DigestFromBytes(b)
	if err != nil {
		return d, fmt.Errorf("%w: %s: %w", errMalformed, field, err)
	}
	return d, nil
}

// address reads 20 bytes; none at all is the zero address.
func address(field string, b []byte) (common.Address, error) {
	if len(b) != 0 && len(b) != common.AddressLength {
		return common.Address{}, fmt.Errorf("%w: %s has %d bytes, an address has %d", errMalformed, field, len(b), common.AddressLength)
	}
	return common.BytesToAddress(b), nil
}

func treasury(t *engine.Treasury) *quirev1.Treasury {
	if t == nil {
		return nil
	}
	return &quirev1.Treasury{ChainId: t.ChainID, Contract: t.Contract[:], Poster: t.Poster[:], Rpc: t.RPC}
}
