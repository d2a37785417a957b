package api

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/proto/call"
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
		caller, err := call.Caller(r.Header, r.URL.Path, body, s.cfg.Now())
		if err != nil {
			_ = refuse.Write(w, r, connect.NewError(connect.CodeUnauthenticated, err))
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), callerKey{}, caller))
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// caller returns who signed the call.
func caller(ctx context.Context) common.Address {
	return ctx.Value(callerKey{}).(common.Address) // signed has run: see Handler
}
