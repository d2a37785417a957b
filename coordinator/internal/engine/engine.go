// Package engine is the coordinator's only loop: event → Apply → one etcd transaction → effects.
//
//	API call ─┐                      ┌─► refuse (sentinel, nothing written)
//	tick ─────┼─► desk (one goroutine├─► commit ─► new state, ring, feed, reply
//	job done ─┘   per campaign)      └─► outcome unknown ─► reply "ask again", reload from etcd
//
// A desk owns its campaign's state in memory; etcd holds the same state and decides in every conflict. Slow work (object
// store, doorbell) happens in jobs beside the loop and comes back as an event. Jobs are level-triggered: what is to be
// done is computed from the state, so a crash between any two lines is repaired by looking again.
package engine

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
)

var (
	// ErrNoCampaign: no campaign of this name.
	ErrNoCampaign = errors.New("no campaign of this name is published here")
	// ErrNotJoined: the node has not joined the campaign.
	ErrNotJoined = errors.New("this node has not joined the campaign: run `trainer join`")
	// ErrUnknownOutcome: the record could not be reached; the request may or may not have happened.
	ErrUnknownOutcome = errors.New("the record is out of reach: ask again with the same request")
	// ErrBusy: there are as many listeners as this coordinator serves.
	ErrBusy = errors.New("too many open event streams here: come back later")
	// ErrStandby: another coordinator leads.
	ErrStandby = errors.New("this coordinator does not lead: ask another, or again in some seconds")
	// ErrRefused is wrapped by refusals of what an operator or a treasury asks.
	ErrRefused = errors.New("refused")
	// ErrForbidden: the signature is good but its key may not do this.
	ErrForbidden = errors.New("this key may not do that")
)

// Config is what an Engine is made of. All fields but Bell and Lease are required.
type Config struct {
	Store      *store.Store
	Blob       *blob.Store
	Bell       *bell.Bell // nil: trainers poll
	ReceiptKey *ecdsa.PrivateKey
	Operator   common.Address // may publish
	Log        *slog.Logger
	Now        func() time.Time
	Lease      time.Duration // of a task; 0 means LeaseDefault
	BatchMax   int           // decisions of one transaction; 0 means BatchMax, 1 a transaction for each
}

// LeaseDefault is how long a trainer may be silent before another gets its task. A trainer renews at a third of it.
const LeaseDefault = 15 * time.Second

// Engine runs every campaign while this coordinator leads. It is safe for concurrent use.
type Engine struct {
	cfg    Config
	signer common.Address
	hold   atomic.Pointer[string] // why no campaign gets new leases; nil if they do

	mu    sync.Mutex
	desks map[string]*desk // guarded by mu; nil while another leads
	known bool             // guarded by mu; desks holds every campaign there is
	group *errgroup.Group  // guarded by mu; runs the desks
	ctx   context.Context  // guarded by mu; ends with the leadership
	fence store.Fence      // guarded by mu
	feeds map[string]*feed // guarded by mu; outlive leaderships, so that listeners stay
}

// New returns an engine that does not lead yet.
func New(cfg Config) *Engine {
	if cfg.Lease == 0 {
		cfg.Lease = LeaseDefault
	}
	if cfg.BatchMax == 0 {
		cfg.BatchMax = BatchMax
	}
	return &Engine{cfg: cfg, signer: crypto.PubkeyToAddress(cfg.ReceiptKey.PublicKey), feeds: map[string]*feed{}}
}

// Signer returns the address that signs receipts.
func (e *Engine) Signer() common.Address { return e.signer }

// Lead runs every campaign until ctx ends (nil) or the leadership is lost (store.ErrDeposed, after which the process must
// exit). A campaign that cannot be loaded is tried again and again; it does not hold the others up.
func (e *Engine) Lead(ctx context.Context, l *store.Leadership) error {
	group, ctx2 := errgroup.WithContext(ctx)
	e.mu.Lock()
	e.desks, e.group, e.ctx, e.fence = map[string]*desk{}, group, ctx2, l.Fence
	e.mu.Unlock()
	defer func() {
		e.mu.Lock()
		e.desks, e.known = nil, false
		e.mu.Unlock()
	}()
	group.Go(func() error {
		select {
		case <-l.Done():
			return store.ErrDeposed
		case <-ctx2.Done():
			return nil
		}
	})
	group.Go(func() error {
		err := e.cfg.Store.Scan(ctx2, store.Heads, "", 0, func(i store.Item) error {
			_, err := e.start(i.Key[len(store.Heads):])
			return err
		})
		if err != nil {
			return fmt.Errorf("list campaigns: %w", err)
		}
		e.mu.Lock()
		e.known = true
		e.mu.Unlock()
		e.cfg.Log.Info("leading", "campaigns", len(e.names()))
		return nil
	})
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// start gives a campaign its desk, which loads it.
func (e *Engine) start(name string) (*desk, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.desks == nil {
		return nil, ErrStandby
	}
	if d := e.desks[name]; d != nil {
		return d, nil
	}
	d := newDesk(e, name)
	e.desks[name] = d
	e.group.Go(func() error { return d.run(d.ctx) })
	return d, nil
}

// desk returns a campaign's desk once it is loaded.
func (e *Engine) desk(name string) (*desk, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	d := e.desks[name]
	switch {
	case d != nil && d.view.Load() != nil:
		return d, nil
	case d != nil:
		return nil, fmt.Errorf("%w: campaign %s is being loaded", ErrUnknownOutcome, name)
	case !e.known:
		return nil, ErrStandby
	}
	return nil, fmt.Errorf("%w: %.60q", ErrNoCampaign, name)
}

func (e *Engine) names() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var names []string
	for name := range e.desks {
		names = append(names, name)
	}
	return names
}

// Leading reports whether this coordinator serves calls.
func (e *Engine) Leading() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.known
}
