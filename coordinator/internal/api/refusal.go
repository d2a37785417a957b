package api

import (
	"context"
	"errors"
	"time"

	"connectrpc.com/connect"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/round"
	"quire/proto/sign"
)

var (
	errInternal = errors.New("internal error: see the coordinator's log")
	// errMalformed is wrapped by refusals of a request's form.
	errMalformed = errors.New("malformed request")
)

// codes is the one table from sentinels to what a caller sees. The first that matches counts.
var codes = []struct {
	is   error
	code connect.Code
}{
	{engine.ErrUnknownOutcome, connect.CodeUnavailable},
	{engine.ErrBusy, connect.CodeResourceExhausted},
	{engine.ErrStandby, connect.CodeUnavailable},
	{store.ErrDeposed, connect.CodeUnavailable},
	{sign.ErrSignature, connect.CodeUnauthenticated},
	{engine.ErrForbidden, connect.CodePermissionDenied},
	{engine.ErrNoCampaign, connect.CodeNotFound},
	{engine.ErrNotJoined, connect.CodeFailedPrecondition},
	{engine.ErrRefused, connect.CodeInvalidArgument},
	{campaign.ErrSpec, connect.CodeInvalidArgument},
	{round.ErrOutput, connect.CodeInvalidArgument},
	{errMalformed, connect.CodeInvalidArgument},
	{round.ErrUnknown, connect.CodeFailedPrecondition},
	{round.ErrStale, connect.CodeFailedPrecondition},
	{round.ErrAccepted, connect.CodeFailedPrecondition},
	{round.ErrOwner, connect.CodeFailedPrecondition},
	{campaign.ErrPhase, connect.CodeFailedPrecondition},
	{campaign.ErrFunded, connect.CodeFailedPrecondition},
	{campaign.ErrWhy, connect.CodeInvalidArgument},
}

// translate gives every error of a call its code. What is not in the table stays in our log.
func (s *server) translate(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, r connect.AnyRequest) (answer connect.AnyResponse, err error) {
		begin := time.Now()
		defer func() { s.cfg.Observe(r.Spec().Procedure, time.Since(begin), err) }()
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		if err = s.about(ctx, r); err == nil {
			if answer, err = next(ctx, r); err == nil {
				return answer, nil
			}
		}
		var known *connect.Error
		if errors.As(err, &known) {
			return nil, err
		}
		for _, c := range codes {
			if errors.Is(err, c.is) {
				return nil, connect.NewError(c.code, err)
			}
		}
		s.cfg.Log.Error("call failed", "procedure", r.Spec().Procedure, "error", err)
		return nil, connect.NewError(connect.CodeInternal, errInternal)
	}
}
