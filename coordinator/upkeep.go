package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/meter"
	"quire/coordinator/internal/store"
)

const (
	// upkeepEvery is how often the house is looked after.
	upkeepEvery = 5 * time.Second
	// sweepEvery is how often the doorbell is cleaned of campaigns that have ended, in upkeeps.
	sweepEvery = 12
	// tidyEvery is how often etcd is tidied, in upkeeps.
	tidyEvery = int(store.CompactEvery / upkeepEvery)
	// issueShare is the share of etcd's quota at which no new lease is given. What is leased is still accepted: the rest of
	// the space is for that, and for electing leaders, which a full etcd cannot.
	issueShare = 0.7
)

// upkeep measures how full etcd is, holds the issuing of tasks while it is too full, and sweeps the doorbell, until ctx ends.
func (c *coordinator) upkeep(ctx context.Context, m *meter.Meter) {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	held, house := "", c.services.store.Housekeeper()
	for n := 0; ; n++ {
		m.Doorbell(c.services.bell.Connected())
		if space, err := c.services.store.Space(ctx); err == nil {
			m.Space(space)
			if why := tooFull(space); why != held {
				held = why
				c.engine.Hold(why)
				c.log.Warn("etcd space", "bytes", space.Bytes, "used", space.Used, "quota", space.Quota, "held", why)
			}
		} else if ctx.Err() == nil {
			c.log.Warn("etcd space", "error", err)
		}
		if n%sweepEvery == 0 && c.engine.Leading() {
			sweep(ctx, c.engine, c.services.bell, c.log)
		}
		if n%tidyEvery == 0 && c.engine.Leading() {
			tidy(ctx, house, c.log)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// tidy keeps etcd small; what fails is tried again the next time.
func tidy(ctx context.Context, h *store.Housekeeper, log *slog.Logger) {
	done, err := h.Tidy(ctx)
	if err != nil && ctx.Err() == nil {
		log.Warn("tidy etcd", "error", err)
	}
	if done.Member != "" {
		log.Info("etcd member defragmented", "member", done.Member, "freed", done.Freed)
	}
}

// tooFull says why no task is issued, "" if there is room.
func tooFull(s store.Space) string {
	if s.Share() < issueShare {
		return ""
	}
	return fmt.Sprintf("etcd is %.0f %% full, so no task is given out until the operator makes room (compact and defragment it, or raise its quota)", 100*s.Share())
}

// sweep removes the doorbells of campaigns that are over. One that is unknown here may be loading: it keeps its own.
func sweep(ctx context.Context, e *engine.Engine, b *bell.Bell, log *slog.Logger) {
	gone, err := b.Sweep(ctx, func(name string) bool {
		v, err := e.Look(name)
		return err != nil || !v.State.Over()
	})
	if err != nil && !errors.Is(err, bell.ErrDown) && ctx.Err() == nil {
		log.Warn("sweep the doorbell", "error", err)
	}
	if len(gone) > 0 {
		log.Info("campaigns that are over ring no more", "campaigns", gone)
	}
}
