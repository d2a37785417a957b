// Package retry spaces attempts out: exponential backoff with full jitter, so that a thousand trainers whose coordinator
// comes back do not come back in one instant.
package retry

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff makes pauses: the n-th is uniform between 0 and First·2ⁿ, at most Max. Its zero value pauses at most a
// second, doubling up to five minutes. It is for one goroutine.
type Backoff struct {
	First, Max time.Duration
	n          int
}

// Reset starts over after a success.
func (b *Backoff) Reset() { b.n = 0 }

// Next returns the next pause.
func (b *Backoff) Next() time.Duration {
	first, most := b.First, b.Max
	if first == 0 {
		first = time.Second
	}
	if most == 0 {
		most = 5 * time.Minute
	}
	bound := first
	for range b.n {
		if bound >= most {
			break
		}
		bound *= 2
	}
	b.n++
	return rand.N(min(bound, most)) + 1
}

// Wait pauses. It returns the context's cause if that ends first.
func (b *Backoff) Wait(ctx context.Context) error { return Sleep(ctx, b.Next()) }

// Sleep waits for d, or until ctx ends; then it returns ctx's cause.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
