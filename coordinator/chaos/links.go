package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httputil"
	"strings"
	"sync"
)

// linksDomain ends the names under which etcd members know one another when they speak through links. Nobody resolves it:
// the links know where a member is.
const linksDomain = ".etcd.invalid:2380"

// links are the network between etcd members. Each member has a forward proxy of its own (HTTP_PROXY), which therefore
// knows who speaks to whom and can cut that, while both members live and hear everybody else. It is safe for concurrent use.
type links struct {
	real    map[string]string // member → host:port
	forward *httputil.ReverseProxy
	servers []*http.Server

	mu     sync.Mutex
	alone  string                 // the member that nobody can talk with; guarded by mu
	healed chan struct{}          // closed when it is heard again; guarded by mu
	open   map[*crossing]struct{} // guarded by mu
}

// crossing is one request on its way between two members. Messages of raft flow in answers that never end.
type crossing struct {
	from, to string
	cut      context.CancelFunc
}

func newLinks(real map[string]string) *links {
	l := &links{real: real, open: map[*crossing]struct{}{}}
	l.forward = &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = "http", real[member(r.In.Host)] },
		Transport:     &http.Transport{DisableCompression: true},
		FlushInterval: -1, // each message at once
		ErrorHandler:  func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	return l
}

// member is who is known under a name of linksDomain.
func member(host string) string { return strings.TrimSuffix(host, linksDomain) }

// from starts the proxy of one member, and returns its URL.
func (l *links) from(name string) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { l.carry(name, w, r) })}
	l.servers = append(l.servers, s)
	go func() { _ = s.Serve(listener) }() // ends with close
	return "http://" + listener.Addr().String(), nil
}

// carry passes a request on. Over a link that is cut nothing comes back until the caller loses patience.
func (l *links) carry(from string, w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	x := &crossing{from, member(r.Host), cancel}
	l.mu.Lock()
	if l.parted(x) {
		healed := l.healed
		l.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-healed:
		}
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	l.open[x] = struct{}{}
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		delete(l.open, x)
		l.mu.Unlock()
	}()
	l.forward.ServeHTTP(w, r.WithContext(ctx))
}

// parted reports whether a link is cut. l.mu is held.
func (l *links) parted(x *crossing) bool {
	return l.alone != "" && (x.from == l.alone) != (x.to == l.alone)
}

// part cuts a member off from the others.
func (l *links) part(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.alone, l.healed = name, make(chan struct{})
	for x := range l.open {
		if l.parted(x) {
			x.cut()
		}
	}
}

// heal lets everybody hear everybody.
func (l *links) heal() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.alone != "" {
		close(l.healed)
	}
	l.alone = ""
}

func (l *links) close() {
	l.heal()
	for _, s := range l.servers {
		_ = s.Close()
	}
}
