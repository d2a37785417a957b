package blob

import (
	"context"
	"encoding/hex"
	"fmt"
	"iter"
	"path"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"

	"quire/proto/canon"
)

// PromiseFor is how long an object stays that somebody was told of: by Stat or PresignPut, that it is stored. It is longer
// than a lease can last, and what is submitted after it is asked for anew.
const PromiseFor = 4 * time.Hour

// promises knows which objects may not be removed now. It is safe for concurrent use.
type promises struct {
	mu      sync.Mutex
	until   map[canon.Digest]time.Time     // guarded by mu
	leaving map[canon.Digest]chan struct{} // guarded by mu; closed when the removal is over
	swept   time.Time                      // guarded by mu; when old promises were forgotten last
}

// make keeps an object from being removed, and waits for the removal that is under way.
func (p *promises) make(ctx context.Context, d canon.Digest, now time.Time) error {
	for {
		p.mu.Lock()
		leaving := p.leaving[d]
		if leaving == nil {
			if p.until == nil {
				p.until = map[canon.Digest]time.Time{}
			}
			p.until[d] = now.Add(PromiseFor)
			p.forget(now)
			p.mu.Unlock()
			return nil
		}
		p.mu.Unlock()
		select {
		case <-leaving:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// forget drops what was promised long ago. p.mu is held.
func (p *promises) forget(now time.Time) {
	if now.Sub(p.swept) < PromiseFor/4 {
		return
	}
	p.swept = now
	for d, until := range p.until {
		if now.After(until) {
			delete(p.until, d)
		}
	}
}

// leave reports whether an object may be removed; then done has to be called when it is.
func (p *promises) leave(d canon.Digest, now time.Time) (done func(), ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.leaving[d] != nil || now.Before(p.until[d]) {
		return nil, false
	}
	if p.leaving == nil {
		p.leaving = map[canon.Digest]chan struct{}{}
	}
	over := make(chan struct{})
	p.leaving[d] = over
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.leaving, d)
		close(over)
	}, true
}

// Stored is an object as the store lists it.
type Stored struct {
	Object canon.Object
	At     time.Time // when it was stored, by the store's clock
}

// Objects yields every object that has the name of its digest, records included, in no particular order. It yields at most
// one error, as the last pair.
func (s *Store) Objects(ctx context.Context) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel() // ends the listing
		const prefix = "sha256/"
		for o := range s.client.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
			if o.Err != nil {
				yield(Stored{}, s.failure("list", prefix, o.Err))
				return
			}
			b, err := hex.DecodeString(path.Base(o.Key))
			if err != nil {
				continue // not ours
			}
			d, err := canon.DigestFromBytes(b)
			if err != nil || d.Path() != o.Key {
				continue // not ours
			}
			if !yield(Stored{canon.Object{Digest: d, Size: o.Size}, o.LastModified}, nil) {
				return
			}
		}
	}
}

// IsRecord reports whether what is stored is a record: something that PutRecord stored. Records are small, and all are kept.
func (s *Store) IsRecord(ctx context.Context, d canon.Digest) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	info, err := s.client.StatObject(ctx, s.bucket, d.Path(), minio.StatObjectOptions{})
	if err != nil {
		return false, s.failure("stat", d.Path(), err)
	}
	return info.ContentType == recordType, nil
}

// Remove deletes an object that is no record, unless somebody was told within PromiseFor that it is there. It reports
// whether it did. The caller must be the process that makes the promises, and must have been for PromiseFor.
func (s *Store) Remove(ctx context.Context, d canon.Digest) (bool, error) {
	done, ok := s.promises.leave(d, s.now())
	if !ok {
		return false, nil
	}
	defer done()
	record, err := s.IsRecord(ctx, d)
	if err != nil || record {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if err := s.client.RemoveObject(ctx, s.bucket, d.Path(), minio.RemoveObjectOptions{}); err != nil {
		return false, fmt.Errorf("blob: remove %s at %s: %w", d.Path(), s.endpoint, err)
	}
	return true, nil
}
