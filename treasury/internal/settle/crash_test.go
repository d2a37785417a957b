package settle

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rlp"

	"quire/treasury/internal/chain"
	"quire/treasury/internal/ledgertest"
)

// mute is an endpoint of the chain that takes no transactions and does not say so.
func (w *world) mute() string {
	w.t.Helper()
	u, err := url.Parse(w.rpc)
	w.must(err)
	forward := httputil.NewSingleHostReverseProxy(u)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || bytes.Contains(body, []byte("eth_sendRawTransaction")) {
			http.Error(rw, "gateway timeout", http.StatusGatewayTimeout)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		forward.ServeHTTP(rw, r)
	}))
	w.t.Cleanup(server.Close)
	return server.URL
}

// A settler that is killed after it has signed and before anything was sent is followed by one that sends the same bytes
// before it decides: what was signed happens, and nothing happens twice.
func TestKilledBeforeSending(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	dir := t.TempDir()
	settler := func(endpoint string) *Settler {
		t.Helper()
		client, err := chain.Dial(w.ctx, endpoint, w.log)
		w.must(err)
		t.Cleanup(client.Close)
		campaign, err := client.Campaign(w.ctx, w.campaign.Address)
		w.must(err)
		coordinator, err := NewCoordinator(w.url, "tiny", ledgertest.Key("poster"))
		w.must(err)
		s, err := New(w.ctx, Config{
			Campaign: campaign, Coordinator: coordinator, Key: ledgertest.Key("poster"), Post: true, Interval: time.Millisecond, Outbox: dir, Log: w.log,
		})
		w.must(err)
		return s
	}
	short, cancel := context.WithTimeout(w.ctx, time.Second)
	defer cancel()
	if err := settler(w.mute()).Step(short); !errors.Is(err, chain.ErrUnknownOutcome) {
		t.Fatalf("nothing could be sent: %v", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("the outbox holds %v, %v", files, err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	w.must(err)
	var signed types.Transaction
	w.must(rlp.DecodeBytes(raw, &signed))
	next := settler(w.rpc)
	w.must(next.Step(w.ctx))
	w.must(next.Step(w.ctx))
	eth, err := ethclient.Dial(w.rpc)
	w.must(err)
	defer eth.Close()
	if _, err := eth.TransactionReceipt(w.ctx, signed.Hash()); err != nil {
		t.Errorf("what was signed first did not happen: %v", err)
	}
	if p := w.funding().Pending; p == nil || p.Posting != 1 {
		t.Errorf("pending: %+v", p)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 0 {
		t.Errorf("the outbox still holds %v, %v", files, err)
	}
}
