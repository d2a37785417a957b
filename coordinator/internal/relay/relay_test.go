package relay

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"connectrpc.com/connect"

	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

var quiet = slog.New(slog.DiscardHandler)

// coordinator is a relay on a port, with a handler of its own behind it.
type coordinator struct {
	*Relay
	leading atomic.Bool
	url     string
}

func start(t *testing.T, local http.Handler) *coordinator {
	t.Helper()
	c := &coordinator{}
	c.Relay = New(local, c.leading.Load, quiet)
	mux := http.NewServeMux()
	mux.HandleFunc("/readyz", func(w http.ResponseWriter, q *http.Request) {
		if err := c.Ready(q.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	mux.Handle("/", c.Relay)
	s := httptest.NewUnstartedServer(mux)
	s.Config.Protocols = new(http.Protocols)
	s.Config.Protocols.SetHTTP1(true)
	s.Config.Protocols.SetUnencryptedHTTP2(true)
	s.Start()
	t.Cleanup(s.Close)
	c.url = s.URL
	return c
}

func (c *coordinator) follows(t *testing.T, other *coordinator) {
	t.Helper()
	u, err := url.Parse(other.url)
	if err != nil {
		t.Fatal(err)
	}
	c.Follow(u)
}

// A stand-by's answer is the leader's, and the leader sees the call as it was sent, whatever is signed over it.
func TestStandbyPassesCallsOn(t *testing.T) {
	leader := start(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		b, _ := io.ReadAll(q.Body)
		w.Header().Set("X-Seen", q.Header.Get("Quire-Signature"))
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %s %s", q.Method, q.URL.RequestURI(), b)
	}))
	leader.leading.Store(true)
	standby := start(t, http.NotFoundHandler())
	standby.follows(t, leader)
	q, _ := http.NewRequest(http.MethodPost, standby.url+"/a/b?x=%2F", strings.NewReader("body"))
	q.Header.Set("Quire-Signature", "0xabc")
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusTeapot || string(b) != "POST /a/b?x=%2F body" || r.Header.Get("X-Seen") != "0xabc" {
		t.Errorf("%d %q, seen %q", r.StatusCode, b, r.Header.Get("X-Seen"))
	}
	if err := standby.Ready(t.Context()); err != nil {
		t.Errorf("a stand-by with a leader is ready: %v", err)
	}
}

// Events reach the browser when they happen, not when a buffer is full.
func TestStreamsFlow(t *testing.T) {
	next := make(chan string)
	leader := start(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for {
			select {
			case s := <-next:
				fmt.Fprintf(w, "data: %s\n", s)
				_ = http.NewResponseController(w).Flush()
			case <-q.Context().Done():
				return
			}
		}
	}))
	leader.leading.Store(true)
	standby := start(t, http.NotFoundHandler())
	standby.follows(t, leader)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	q, _ := http.NewRequestWithContext(ctx, http.MethodGet, standby.url+"/events", nil)
	go func() { next <- "one" }()
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewReader(r.Body)
	for _, want := range []string{"one", "two"} {
		if want != "one" {
			next <- want
		}
		if line, err := lines.ReadString('\n'); err != nil || line != "data: "+want+"\n" {
			t.Fatalf("%q %v, want %s", line, err, want)
		}
	}
}

type public struct {
	quirev1connect.UnimplementedPublicServiceHandler
}

func (public) ListCampaigns(context.Context, *connect.Request[quirev1.ListCampaignsRequest]) (*connect.Response[quirev1.ListCampaignsResponse], error) {
	return connect.NewResponse(&quirev1.ListCampaignsResponse{Campaigns: []*quirev1.Campaign{{Name: "here"}}}), nil
}

// Every protocol that the API speaks passes, and each gets a refusal that it understands.
func TestEveryProtocol(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle(quirev1connect.NewPublicServiceHandler(public{}))
	leader, standby := start(t, mux), start(t, http.NotFoundHandler())
	leader.leading.Store(true)
	standby.follows(t, leader)
	h2 := &http.Transport{Protocols: new(http.Protocols)}
	h2.Protocols.SetUnencryptedHTTP2(true)
	defer h2.CloseIdleConnections()
	for name, client := range map[string]quirev1connect.PublicServiceClient{
		"connect": quirev1connect.NewPublicServiceClient(http.DefaultClient, standby.url),
		"json":    quirev1connect.NewPublicServiceClient(http.DefaultClient, standby.url, connect.WithProtoJSON()),
		"grpc":    quirev1connect.NewPublicServiceClient(&http.Client{Transport: h2}, standby.url, connect.WithGRPC()),
		"web":     quirev1connect.NewPublicServiceClient(http.DefaultClient, standby.url, connect.WithGRPCWeb()),
	} {
		standby.follows(t, leader)
		r, err := client.ListCampaigns(t.Context(), connect.NewRequest(&quirev1.ListCampaignsRequest{}))
		if err != nil || r.Msg.Campaigns[0].Name != "here" {
			t.Errorf("%s: %v", name, err)
		}
		standby.Follow(nil)
		_, err = client.ListCampaigns(t.Context(), connect.NewRequest(&quirev1.ListCampaignsRequest{}))
		if connect.CodeOf(err) != connect.CodeUnavailable || !strings.Contains(err.Error(), ErrNoLeader.Error()) {
			t.Errorf("%s without a leader: %v", name, err)
		}
	}
}

// Two coordinators that believe in each other refuse; a leader that is gone is a refusal too, and soon.
func TestNobodyLeads(t *testing.T) {
	a, b := start(t, http.NotFoundHandler()), start(t, http.NotFoundHandler())
	a.follows(t, b)
	b.follows(t, a)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, leader := range map[string]string{"round and round": b.url, "gone": gone.URL} {
		u, _ := url.Parse(leader)
		a.Follow(u)
		begin := time.Now()
		r, err := http.Get(a.url + "/x")
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || time.Since(begin) > dialTimeout+time.Second {
			t.Errorf("%s: %d %s after %s", name, r.StatusCode, text, time.Since(begin))
		}
		if a.Ready(t.Context()) == nil {
			t.Errorf("%s: says it is ready", name)
		}
	}
	a.Follow(nil)
	if err := a.Ready(t.Context()); !errors.Is(err, ErrNoLeader) {
		t.Errorf("without a leader: %v", err)
	}
}

// What is passed on at a time is bounded, and the bound is given back.
func TestBounded(t *testing.T) {
	hold := make(chan struct{})
	leader := start(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hold }))
	leader.leading.Store(true)
	standby := start(t, http.NotFoundHandler())
	standby.follows(t, leader)
	for range openMax - 1 {
		standby.open <- struct{}{}
	}
	done := make(chan error, 1)
	go func() {
		r, err := http.Get(standby.url)
		if err == nil {
			r.Body.Close()
		}
		done <- err
	}()
	for len(standby.open) < openMax {
		time.Sleep(time.Millisecond)
	}
	r, err := http.Get(standby.url)
	if err != nil || r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("one too many: %v %v", r.Status, err)
	}
	r.Body.Close()
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
	for range 1000 {
		if len(standby.open) == openMax-1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("the place was not given back")
}
