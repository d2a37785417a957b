package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
)

type callerKey struct{}

// signed lets only calls through that carry a good signature, and notes who made them.
func (s *server) signed(next http.Handler) http.Handler {
	refuse := connect.NewErrorWriter()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyBytesMax))
		if err != nil {
			_ = refuse.Write(w, r, connect.NewError(connect.CodeResourceExhausted, err))
			return
		}
		by, err := call.Caller(r.Header, r.URL.Path, body, s.cfg.Now())
		if err != nil {
			_ = refuse.Write(w, r, connect.NewError(connect.CodeUnauthenticated, err))
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), callerKey{}, by))
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// caller returns who signed the call.
func caller(ctx context.Context) common.Address {
	return ctx.Value(callerKey{}).(call.Signer).Node // signed has run: see Handler
}

// about refuses a signed call that names one campaign and was signed about another: some coordinator got it, and repeats
// it where a campaign has the same name. Calls about no campaign are signed about none.
func (s *server) about(ctx context.Context, r connect.AnyRequest) error {
	by, signed := ctx.Value(callerKey{}).(call.Signer)
	if !signed {
		return nil
	}
	var want canon.Digest
	switch m := r.Any().(type) {
	case *quirev1.PublishRequest:
		want = canon.Sum(m.Spec)
	case interface{ GetCampaign() string }:
		v, err := s.cfg.Engine.Look(m.GetCampaign())
		if err != nil {
			return err
		}
		want = v.Spec
	}
	if by.Campaign != want {
		return fmt.Errorf("%w: it was signed about campaign %s and asks about %s: you may be speaking with another coordinator than you think", sign.ErrSignature, by.Campaign, want)
	}
	return nil
}
