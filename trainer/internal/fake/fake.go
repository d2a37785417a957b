// Package fake is a coordinator and an object store in memory, behind a real HTTP server, for the tests of everything
// that talks to one. It runs the real round machine and ledger, keeps nothing, and can be told to misbehave.
package fake

import (
	"context"
	"crypto/ecdsa"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// Coordinator is the fake. Its exported fields may be set before it is used, Faults at any time through Misbehave.
type Coordinator struct {
	quirev1connect.UnimplementedContributorServiceHandler
	quirev1connect.UnimplementedPublicServiceHandler

	URL      string
	Spec     campaign.Spec
	LeaseFor time.Duration     // of a task; a minute unless set
	Door     *quirev1.Doorbell // nil for none
	Key      *ecdsa.PrivateKey // signs receipts

	mu       sync.Mutex
	objects  map[canon.Digest][]byte
	payouts  map[common.Address]common.Address
	round    round.State
	over     bool
	rows     []ledger.Row
	receipts map[canon.Digest]int // task → index of its row
	rounds   []*quirev1.Round
	records  []canon.Digest
	book     *ledger.Book
	links    *verify.Chain
	journal  []canon.Digest
	faults   []*Fault
	calls    map[string]int
}

// Fault makes some calls fail.
type Fault struct {
	On    string // last part of the procedure, "Submit"; "GET" or "PUT" for the store
	Times int    // how often; below 0 for ever
	After bool   // failed but done: the call takes effect and its reply is lost
	Code  connect.Code
	Away  string // of a refusal: the header Retry-After
	// Change replaces a reply of the store, for GET only.
	Change func([]byte) []byte
	// Reply changes the receipt of a Submit.
	Reply func(*quirev1.SubmitResponse)
}

// New starts a coordinator that runs spec over tokens at once and stops with the test.
func New(t *testing.T, spec campaign.Spec, shards [][]byte) *Coordinator {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	c := &Coordinator{
		Spec: spec, Key: key, LeaseFor: time.Minute,
		objects: map[canon.Digest][]byte{}, payouts: map[common.Address]common.Address{},
		receipts: map[canon.Digest]int{}, calls: map[string]int{}, book: ledger.NewBook(spec),
		links: verify.NewChain(canon.Sum([]byte("fake")), spec.Recipe.Rounds+1),
		round: round.New(spec, 0, canon.Digest{}),
	}
	for _, b := range shards {
		c.objects[canon.Sum(b)] = b
	}
	mux := http.NewServeMux()
	path, contributor := quirev1connect.NewContributorServiceHandler(c, connect.WithInterceptors(c.misbehaviour()))
	mux.Handle(path, signed(spec.Digest(), contributor))
	path, public := quirev1connect.NewPublicServiceHandler(c)
	mux.Handle(path, public)
	mux.HandleFunc("GET /o/{digest}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, c.URL+"/s/"+r.PathValue("digest")+"?X-Amz-Signature=secret", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("GET /s/{digest}", c.get)
	mux.HandleFunc("PUT /s/{digest}", c.put)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// Misbehave adds a fault.
func (c *Coordinator) Misbehave(f Fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = append(c.faults, &f)
}

// Calls returns how often a procedure ("Submit") was called, or the store ("GET", "PUT").
func (c *Coordinator) Calls(name string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls[name]
}

// Rows returns the ledger.
func (c *Coordinator) Rows() []ledger.Row {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]ledger.Row(nil), c.rows...)
}

// Checkpoint returns the last closed round's checkpoint.
func (c *Coordinator) Checkpoint() canon.Digest {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lastCheckpoint()
}

// Replace overwrites a stored object with other bytes under the same name, as no honest store can.
func (c *Coordinator) Replace(d canon.Digest, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.objects[d] = b
}

// Object returns a stored object.
func (c *Coordinator) Object(d canon.Digest) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.objects[d]
}

// fault returns the fault that hits this call, nil for none, and counts both. The caller holds mu.
func (c *Coordinator) fault(name string) *Fault {
	c.calls[name]++
	for _, f := range c.faults {
		if f.On == name && f.Times != 0 {
			f.Times--
			return f
		}
	}
	return nil
}

func (c *Coordinator) misbehaviour() connect.UnaryInterceptorFunc {
	return func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, r connect.AnyRequest) (connect.AnyResponse, error) {
			procedure := r.Spec().Procedure
			c.mu.Lock()
			f := c.fault(procedure[len(quirev1connect.ContributorServiceName)+2:])
			c.mu.Unlock()
			if f == nil {
				return next(ctx, r)
			}
			if !f.After && f.Reply == nil {
				refusal := connect.NewError(f.Code, errFault)
				if f.Away != "" {
					refusal.Meta().Set("Retry-After", f.Away)
				}
				return nil, refusal
			}
			response, err := next(ctx, r)
			if err != nil {
				return nil, err
			}
			if f.After {
				return nil, connect.NewError(f.Code, errFault)
			}
			f.Reply(response.(*connect.Response[quirev1.SubmitResponse]).Msg)
			return response, nil
		}
	}
}

// Calm ends all faults.
func (c *Coordinator) Calm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults = nil
}
