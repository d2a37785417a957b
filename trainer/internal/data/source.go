// Package data moves bulk: it reads a task's inputs from a store, through the cache, and puts outputs where presigned URLs
// say. The store is the coordinator's public object address; for an audit it may be the bucket itself, in S3 or copied to a
// directory (Bucket).
//
// Nothing is believed: every byte is hashed while it streams to disk, an object that is not what its name says is thrown
// away and fetched again, and every record is checked against the spec before anyone acts on it. Downloads resume where
// they broke off; every wait has a deadline on progress, not on size.
package data

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/cache"
)

var (
	// ErrUnreachable reports that a server could not be reached, or broke off, as often as the bound allows.
	ErrUnreachable = errors.New("data: cannot be reached")
	// ErrNotFound reports an object that the store does not have.
	ErrNotFound = errors.New("data: object is not in the store")
	// ErrCorrupt reports an object whose bytes arrived wrong every time.
	ErrCorrupt = errors.New("data: object arrives with wrong bytes")
	// ErrRecord reports a record that does not fit the campaign.
	ErrRecord = errors.New("data: bad record")
)

// Config has usable zero values.
type Config struct {
	Client   *http.Client  // unsigned; NewClient() if nil
	Attempts int           // without progress before an object is given up; 8 if 0
	Stall    time.Duration // without a byte before a transfer is broken off; 30 s if 0
	Pause    time.Duration // first pause before another attempt; 250 ms if 0
}

// Source reads objects of one store. It may be used concurrently.
type Source struct {
	store Store
	cache *cache.Cache // nil for none: a directory needs none
	seen  *sync.Map    // digests of objects that came right from the store in this run
	Config
}

// New returns a source that reads {base}/o/<sha256> through c.
func New(base string, c *cache.Cache, config Config) *Source {
	if config.Client == nil {
		config.Client = NewClient()
	}
	return From(coordinator{strings.TrimSuffix(base, "/"), config.Client}, c, config)
}

// From returns a source that reads a store through c, or without a cache if c is nil.
func From(store Store, c *cache.Cache, config Config) *Source {
	if config.Client == nil {
		config.Client = NewClient()
	}
	if config.Attempts == 0 {
		config.Attempts = 8
	}
	if config.Stall == 0 {
		config.Stall = 30 * time.Second
	}
	if config.Pause == 0 {
		config.Pause = 250 * time.Millisecond
	}
	return &Source{store, c, &sync.Map{}, config}
}

// NewClient returns a client whose every phase has a deadline, but not a whole transfer, which may be long.
func NewClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: time.Minute, // a store may sync an upload before it answers
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   parallel,
		ForceAttemptHTTP2:     true,
	}}
}

// evictionsMax is how often an object may be gone again before it was read: the cache is too small for one task.
const evictionsMax = 3

// Bytes returns an object.
func (s *Source) Bytes(ctx context.Context, o canon.Object) ([]byte, error) {
	if s.cache == nil {
		w := &memory{object: o, keeps: true}
		if err := s.download(ctx, o, w); err != nil {
			return nil, fmt.Errorf("fetch object %s: %w", o.Digest.Short(), err)
		}
		return w.bytes, nil
	}
	for range evictionsMax {
		b, err := s.cache.Read(o)
		if !errors.Is(err, cache.ErrMissing) {
			return b, err
		}
		if err := s.fetch(ctx, o); err != nil {
			return nil, fmt.Errorf("fetch object %s: %w", o.Digest.Short(), err)
		}
	}
	b, err := s.cache.Read(o)
	if errors.Is(err, cache.ErrMissing) {
		err = fmt.Errorf("object %s does not stay in the cache: give it more room with --max-disk: %w", o.Digest.Short(), err)
	}
	return b, err
}

// Check reads an object from the store, unless that was done in this run, and keeps nothing of it: the cache may hold what
// the store has lost.
func (s *Source) Check(ctx context.Context, o canon.Object) error {
	if _, ok := s.seen.Load(o.Digest); ok {
		return nil
	}
	if err := s.download(ctx, o, &memory{object: o}); err != nil {
		return fmt.Errorf("object %s: %w", o.Digest.Short(), err)
	}
	return nil
}

// Where says where the store has an object, for people.
func (s *Source) Where(d canon.Digest) string { return s.store.Where(d) }

// Keep puts bytes that this machine computed into the cache, where a later task finds them.
func (s *Source) Keep(b []byte) error {
	if s.cache == nil {
		return nil
	}
	return s.cache.Put(b)
}

// Record returns the canonical bytes of the record with digest d.
func (s *Source) Record(ctx context.Context, d canon.Digest) ([]byte, error) {
	return s.Bytes(ctx, canon.Object{Digest: d})
}

// Checkpoint returns a checkpoint record of the campaign, checked against its spec.
func (s *Source) Checkpoint(ctx context.Context, spec campaign.Spec, d canon.Digest) (round.Checkpoint, error) {
	b, err := s.Record(ctx, d)
	if err != nil {
		return round.Checkpoint{}, err
	}
	c, err := canon.Decode[round.Checkpoint](b)
	if err != nil {
		return c, fmt.Errorf("%w: checkpoint %s: %w", ErrRecord, d.Short(), err)
	}
	if c.Campaign != spec.Digest() {
		return c, fmt.Errorf("%w: checkpoint %s belongs to another campaign", ErrRecord, d.Short())
	}
	if len(c.Slices) != spec.Recipe.Slices {
		return c, fmt.Errorf("%w: checkpoint %s has %d slices, the spec %d", ErrRecord, d.Short(), len(c.Slices), spec.Recipe.Slices)
	}
	for j, slice := range c.Slices {
		low, high := spec.SliceBounds(j)
		for _, o := range slice.Objects() {
			if o.Digest.IsZero() || o.Size != 4*(high-low) {
				return c, fmt.Errorf("%w: checkpoint %s: slice %d has an object of %d bytes, want %d", ErrRecord, d.Short(), j, o.Size, 4*(high-low))
			}
		}
	}
	return c, nil
}

// Delta returns the delta record with which a train task was answered. Which task that was is the caller's to check.
func (s *Source) Delta(ctx context.Context, spec campaign.Spec, d canon.Digest) (round.Delta, error) {
	b, err := s.Record(ctx, d)
	if err != nil {
		return round.Delta{}, err
	}
	head, err := canon.Decode[round.Delta](b)
	if err != nil {
		return head, fmt.Errorf("%w: delta %s: %w", ErrRecord, d.Short(), err)
	}
	delta, err := round.DecodeDelta(spec, head.Task, b)
	if err != nil {
		return delta, fmt.Errorf("%w: delta %s: %w", ErrRecord, d.Short(), err)
	}
	return delta, nil
}
