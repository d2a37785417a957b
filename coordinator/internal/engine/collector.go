package engine

import (
	"context"
	"time"

	"quire/proto/canon"
)

const (
	// collectEvery is how often the leader looks for garbage, and condemnedFor how long it must have been garbage before it
	// is removed: what was found once is looked at again.
	collectEvery = 6 * time.Hour
	condemnedFor = collectEvery / 2
	// removalsMax bounds what one look removes: should it be wrong in spite of all, somebody can still step in.
	removalsMax = 100_000
)

// Collector removes garbage from the object store in two phases. It is for one goroutine of the process that leads.
type Collector struct {
	cfg       Config
	keep      Retention
	grace     time.Duration
	led       time.Time                  // since when this process leads; zero if it does not
	condemned map[canon.Digest]time.Time // garbage, since when
	looked    time.Time
}

// NewCollector returns one that has not looked yet.
func NewCollector(cfg Config, keep Retention, grace time.Duration) *Collector {
	return &Collector{cfg: cfg, keep: keep, grace: grace, condemned: map[canon.Digest]time.Time{}}
}

// Collected says what a look found and did.
type Collected struct {
	Found   int   // objects that are garbage
	Removed int   // of those that were when we looked before
	Bytes   int64 // of those that were removed
}

// Look looks for garbage if it is time to, and removes what was garbage before. Call it often, and say whether this process
// leads: one that does not, or not for long, does not know what was promised, so it removes nothing.
func (c *Collector) Look(ctx context.Context, leads bool) (Collected, error) {
	now := c.cfg.Now()
	if !leads {
		c.led, c.condemned = time.Time{}, map[canon.Digest]time.Time{}
		return Collected{}, nil
	}
	if c.led.IsZero() {
		c.led = now
	}
	if now.Sub(c.led) < GraceMin || now.Sub(c.looked) < collectEvery {
		return Collected{}, nil
	}
	c.looked = now
	garbage, err := Garbage(ctx, c.cfg, c.keep, c.grace)
	if err != nil {
		return Collected{}, err
	}
	done, still := Collected{Found: len(garbage)}, map[canon.Digest]time.Time{}
	for _, o := range garbage {
		since, before := c.condemned[o.Object.Digest]
		if !before {
			since = now
		}
		if !before || now.Sub(since) < condemnedFor || done.Removed == removalsMax {
			still[o.Object.Digest] = since
			continue
		}
		removed, err := c.cfg.Blob.Remove(ctx, o.Object.Digest)
		if err != nil {
			return done, err
		}
		if removed {
			done.Removed, done.Bytes = done.Removed+1, done.Bytes+o.Object.Size
		}
	}
	c.condemned = still
	return done, nil
}
