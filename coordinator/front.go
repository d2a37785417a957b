package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/relay"
	"quire/coordinator/internal/store"
)

// front is what a coordinator's port answers: three pages about this process, and everything else through the relay.
//
//	/healthz  this process runs; restart it if not
//	/readyz   calls that come here are answered: this coordinator leads, or passes them to the one that does
//	/metrics  Prometheus
func front(r *relay.Relay, ready func(*http.Request) error, metrics http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, q *http.Request) {
		if err := ready(q); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.Handle("GET /metrics", metrics)
	mux.Handle("/", r)
	return mux
}

// readiness returns the question that /readyz asks.
func readiness(e *engine.Engine, s *store.Store, r *relay.Relay) func(*http.Request) error {
	return func(q *http.Request) error {
		if e.Leading() {
			return s.Ping(q.Context())
		}
		if relay.Relayed(q) {
			return engine.ErrStandby // a stand-by asked us, because it believes that we lead
		}
		return r.Ready(q.Context())
	}
}

// follow tells the relay who leads until ctx ends.
func follow(ctx context.Context, s *store.Store, self store.Member, r *relay.Relay, log *slog.Logger) {
	last := ""
	s.Follow(ctx, func(id string) {
		leader := store.ParseMember(id)
		if id == last {
			return
		}
		last = id
		u, err := url.Parse(leader.URL)
		switch {
		case id == "", leader == self:
			r.Follow(nil)
			return
		case err != nil || u.Host == "":
			log.Warn("the leader does not say where it is: calls that come here are refused", "leader", leader.Name)
			r.Follow(nil)
			return
		}
		log.Info("following", "leader", leader.Name, "url", leader.URL)
		r.Follow(u)
	})
}

// memberOf says who this coordinator is, and where the others reach it.
func memberOf(advertise string, l net.Listener) (store.Member, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	m := store.Member{Name: fmt.Sprintf("%s/%d", host, os.Getpid()), URL: strings.TrimSuffix(advertise, "/")}
	if advertise != "" {
		u, err := url.Parse(advertise)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
			return m, fmt.Errorf("%w: --advertise %.100q is not a URL like http://10.0.0.7:7070", errUsage, advertise)
		}
		return m, nil
	}
	address := l.Addr().(*net.TCPAddr)
	if !address.IP.IsUnspecified() {
		host = address.IP.String()
	}
	m.URL = "http://" + net.JoinHostPort(host, fmt.Sprint(address.Port))
	return m, nil
}
