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
}

// LeaseDefault is how long a trainer may be silent before another gets its task. A trainer renews at a third of it.
const LeaseDefault = 15 * time.Second

// Engine runs every campaign while this coordinator leads. It is safe for concurrent use.
type Engine struct {
	cfg    Config
	signer common.Address

	mu    sync.Mutex
	desks map[string]*desk // guarded by mu; nil while another leads
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
	return &Engine{cfg: cfg, signer: crypto.PubkeyToAddress(cfg.ReceiptKey.PublicKey), feeds: map[string]*feed{}}
}

// Signer returns the address that signs receipts.
func (e *Engine) Signer() common.Address { return e.signer }

// Lead loads every campaign and runs them until ctx ends (nil) or the leadership is lost (store.ErrDeposed, after which
// the process must exit).
func (e *Engine) Lead(ctx context.Context, l *store.Leadership) error {
	group, ctx2 := errgroup.WithContext(ctx)
	e.mu.Lock()
	e.desks, e.group, e.ctx, e.fence = map[string]*desk{}, group, ctx2, l.Fence
	e.mu.Unlock()
	defer func() {
		e.mu.Lock()
		e.desks = nil
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
	err := e.cfg.Store.Scan(ctx2, store.Heads, "", 0, func(i store.Item) error {
		_, err := e.open(ctx2, i.Key[len(store.Heads):])
		return err
	})
	if err != nil {
		err = fmt.Errorf("load campaigns: %w", err)
		group.Go(func() error { return err })
	} else {
		e.cfg.Log.Info("leading", "campaigns", len(e.names()))
	}
	if err := group.Wait(); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

// open loads a campaign and starts its desk.
func (e *Engine) open(ctx context.Context, name string) (*desk, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.desks == nil {
		return nil, ErrStandby
	}
	if d := e.desks[name]; d != nil {
		return d, nil
	}
	d := newDesk(e, name)
	if err := d.load(ctx); err != nil {
		return nil, fmt.Errorf("campaign %s: %w", name, err)
	}
	d.show()
	e.desks[name] = d
	e.group.Go(func() error { return d.run(d.ctx) })
	return d, nil
}

func (e *Engine) desk(name string) (*desk, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.desks == nil {
		return nil, ErrStandby
	}
	if d := e.desks[name]; d != nil {
		return d, nil
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
	return e.desks != nil
}
