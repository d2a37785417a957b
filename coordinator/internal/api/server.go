// Package api is the coordinator's edge: HTTP in, engine calls out. It checks who calls and what they say, translates
// messages to the engine's types and sentinels to codes, and decides nothing.
//
//	/quire.v1.PublicService/…        anyone          /o/<sha256>   redirect to an object's bytes
//	/quire.v1.ContributorService/…   signed          /events       server-sent events
//	/quire.v1.OperatorService/…      signed          everything else: the dashboard
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"connectrpc.com/connect"

	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/engine"
	"quire/proto/quire/v1/quirev1connect"
)

const (
	// bodyBytesMax bounds a call: the largest is Submit or Publish with a record of canon.RecordBytesMax.
	bodyBytesMax = 4 << 20
	// headerTimeout and idleTimeout end connections of peers that do not talk.
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	// callTimeout bounds the work for one call.
	callTimeout = 30 * time.Second
)

// Config is what the server is made of. All fields but Observe are required.
type Config struct {
	Engine    *engine.Engine
	Blob      *blob.Store
	Dashboard http.Handler
	Log       *slog.Logger
	Now       func() time.Time
	// Observe is told of every call that was answered: its procedure, how long it took, and nil or its error.
	Observe func(procedure string, took time.Duration, err error)
}

// NewServer returns a server of h for the coordinator's address. It carries HTTP/1.1 and HTTP/2 without TLS, so that gRPC
// clients work too; TLS ends at a proxy in front.
func NewServer(handler http.Handler, log *slog.Logger) *http.Server {
	h := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, Protocols: new(http.Protocols)}
	h.Protocols.SetHTTP1(true)
	h.Protocols.SetUnencryptedHTTP2(true)
	h.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	return h
}

// Handler returns the whole tree of the coordinator's pages and calls.
func Handler(cfg Config) http.Handler {
	if cfg.Observe == nil {
		cfg.Observe = func(string, time.Duration, error) {}
	}
	s := &server{cfg: cfg}
	options := connect.WithHandlerOptions(
		connect.WithReadMaxBytes(bodyBytesMax),
		connect.WithInterceptors(connect.UnaryInterceptorFunc(s.translate)),
		connect.WithRecover(s.recovered),
	)
	mux := http.NewServeMux()
	path, public := quirev1connect.NewPublicServiceHandler((*publicService)(s), options)
	mux.Handle(path, s.gated(public))
	path, contributor := quirev1connect.NewContributorServiceHandler((*contributorService)(s), options)
	mux.Handle(path, s.gated(s.signed(contributor)))
	path, operator := quirev1connect.NewOperatorServiceHandler((*operatorService)(s), options)
	mux.Handle(path, s.gated(s.signed(operator)))
	mux.Handle("GET /o/{digest}", s.gated(http.HandlerFunc(s.object)))
	mux.HandleFunc("GET /events", s.events)
	mux.Handle("/", cfg.Dashboard)
	return bounded(mux)
}

// bounded gives every call a time by which its body must have come, so that peers who talk slowly hold nothing for long.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			// A connection that knows no deadlines is a test's.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(callTimeout))
		}
		next.ServeHTTP(w, r)
	})
}

type server struct {
	cfg  Config
	gate gate
}

// recovered turns a panic, which is a bug of ours, into an internal error: one caller must not end the others' rounds.
func (s *server) recovered(_ context.Context, spec connect.Spec, _ http.Header, p any) error {
	s.cfg.Log.Error("panic in a call", "procedure", spec.Procedure, "panic", p)
	return connect.NewError(connect.CodeInternal, errInternal)
}
