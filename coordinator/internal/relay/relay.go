// Package relay lets every coordinator serve every call: the one that leads answers itself, the others pass the call on to
// it. So trainers, browsers and load balancers need one address of any coordinator, and a takeover changes nothing for them.
//
//	caller ──► stand-by ──(Quire-Relayed: 1)──► leader
//	              └─ no leader known, or it does not answer: 503, "ask again"
//
// A relayed call is never relayed again: two coordinators that each believe the other leads refuse instead of passing a
// call round and round. Calls are passed on byte for byte, so signatures hold; a call whose answer is lost on the way has
// an unknown outcome, which every caller must expect anyway.
package relay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"connectrpc.com/connect"
)

const (
	// header marks a call that another coordinator passed on.
	header = "Quire-Relayed"
	// openMax bounds the calls that are passed on at a time, event streams included: each holds some 100 kB.
	openMax = 4096
	// bodyTimeout is how long a caller may take to send its body, as for calls that are answered here.
	bodyTimeout = 30 * time.Second
	// dialTimeout bounds connecting to the leader: it is a neighbour, and callers would rather ask again.
	dialTimeout = 2 * time.Second
	// answerTimeout bounds the wait for the leader's answer: longer than it takes itself for any call.
	answerTimeout = 35 * time.Second
	// readyTimeout bounds the question whether the leader is ready.
	readyTimeout = 1500 * time.Millisecond
	// idleMax bounds the open connections to the leader that nobody uses.
	idleMax = 64
	// retryAfter is the advice, in seconds, to callers that find no leader: a takeover takes some five.
	retryAfter = "2"
)

var (
	// ErrNoLeader: nobody leads, as far as this coordinator knows.
	ErrNoLeader = errors.New("no coordinator leads at the moment: ask again in some seconds")
	// errSilent: the leader does not answer.
	errSilent = errors.New("the leading coordinator does not answer: ask again with the same request")
	// errFull: openMax calls are under way.
	errFull = errors.New("too many calls are under way here: come back in some seconds")
	// errTwice: a relayed call reached a coordinator that does not lead either.
	errTwice = errors.New("the coordinator that was thought to lead does not: ask again in some seconds")
)

// Relay is the handler in front of a coordinator's own. It is safe for concurrent use.
type Relay struct {
	local  http.Handler
	leads  func() bool
	log    *slog.Logger
	leader atomic.Pointer[url.URL] // of the one to pass calls to; nil for none
	open   chan struct{}           // holds a token for each call that is passed on
	proxy  *httputil.ReverseProxy
	client *http.Client
	stop   []func()
}

// New returns a relay that knows no leader yet. leads says whether this coordinator leads; it then answers with local.
func New(local http.Handler, leads func() bool, log *slog.Logger) *Relay {
	r := &Relay{local: local, leads: leads, log: log, open: make(chan struct{}, openMax)}
	plain, framed := transport(false), transport(true)
	r.stop = []func(){plain.CloseIdleConnections, framed.CloseIdleConnections}
	r.client = &http.Client{Transport: plain, Timeout: readyTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r.proxy = &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(targetOf(p.In.Context()))
			p.Out.Host = p.In.Host
			p.Out.Header["X-Forwarded-For"] = p.In.Header["X-Forwarded-For"]
			p.SetXForwarded()
			p.Out.Header.Set(header, "1")
		},
		Transport:     byProtocol{plain, framed},
		FlushInterval: -1, // event streams must not wait for a full buffer
		ErrorHandler:  r.failed,
		ErrorLog:      slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	return r
}

// transport returns one for HTTP/1.1, or for HTTP/2 without TLS, which gRPC needs.
func transport(framed bool) *http.Transport {
	t := &http.Transport{
		DialContext:           (&net.Dialer{Timeout: dialTimeout}).DialContext,
		ResponseHeaderTimeout: answerTimeout, MaxIdleConnsPerHost: idleMax, IdleConnTimeout: time.Minute,
		Protocols: new(http.Protocols), DisableCompression: true,
	}
	t.Protocols.SetHTTP1(!framed)
	t.Protocols.SetUnencryptedHTTP2(framed)
	return t
}

// byProtocol sends gRPC over HTTP/2 and everything else over HTTP/1.1.
type byProtocol struct{ plain, framed http.RoundTripper }

func (b byProtocol) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc-web") {
		return b.framed.RoundTrip(r)
	}
	return b.plain.RoundTrip(r)
}

// Follow names the coordinator that leads by the URL of its API; nil for none, or for this one.
func (r *Relay) Follow(leader *url.URL) {
	r.leader.Store(leader)
	for _, stop := range r.stop {
		stop() // connections to the one that was
	}
}

type targetKey struct{}

func targetOf(ctx context.Context) *url.URL { return ctx.Value(targetKey{}).(*url.URL) }

// ServeHTTP implements http.Handler.
func (r *Relay) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if r.leads() {
		r.local.ServeHTTP(w, q)
		return
	}
	target := r.leader.Load()
	switch {
	case q.Header.Get(header) != "":
		refuse(w, q, connect.CodeUnavailable, errTwice)
		return
	case target == nil:
		refuse(w, q, connect.CodeUnavailable, ErrNoLeader)
		return
	}
	select {
	case r.open <- struct{}{}:
		defer func() { <-r.open }()
	default:
		refuse(w, q, connect.CodeResourceExhausted, errFull)
		return
	}
	if q.Method == http.MethodPost {
		// A connection that knows no deadlines is a test's.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeout))
	}
	r.proxy.ServeHTTP(w, q.WithContext(context.WithValue(q.Context(), targetKey{}, target)))
}

// failed answers for a leader that does not.
func (r *Relay) failed(w http.ResponseWriter, q *http.Request, err error) {
	if q.Context().Err() == nil {
		r.log.Debug("relay", "to", targetOf(q.Context()).Host, "path", q.URL.Path, "error", err)
	}
	refuse(w, q, connect.CodeUnavailable, errSilent)
}

// refuse answers in the caller's own protocol.
func refuse(w http.ResponseWriter, q *http.Request, code connect.Code, err error) {
	w.Header().Set("Retry-After", retryAfter)
	if answer := connect.NewErrorWriter(); answer.IsSupported(q) {
		_ = answer.Write(w, q, connect.NewError(code, err))
		return
	}
	http.Error(w, err.Error(), http.StatusServiceUnavailable)
}

// Ready reports whether calls that come here can be answered: nil if this coordinator leads or its leader says it is
// ready itself.
func (r *Relay) Ready(ctx context.Context) error {
	if r.leads() {
		return nil
	}
	target := r.leader.Load()
	if target == nil {
		return ErrNoLeader
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, target.JoinPath("readyz").String(), nil)
	if err != nil {
		return fmt.Errorf("ask the leader: %w", err)
	}
	q.Header.Set(header, "1")
	answer, err := r.client.Do(q)
	if err != nil {
		return fmt.Errorf("%w (%w): check --advertise there", errSilent, err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the leading coordinator at %s is not ready: %s", target.Host, strings.TrimSpace(string(text)))
	}
	return nil
}

// Relayed reports whether another coordinator passed the request on.
func Relayed(q *http.Request) bool { return q.Header.Get(header) != "" }
