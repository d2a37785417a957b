package main

import (
	"context"
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"quire/coordinator/internal/bell"
)

// Scenarios 6, 14, 15, 18 and 25, as far as they need processes: somebody with full rights in JetStream misuses it in every
// way, transfers break off, a trainer dies for good, and both coordinators are restarted one after the other, as for an
// upgrade. All that costs time.
func TestStorm(t *testing.T) {
	t.Parallel()
	ctx, c := deploy(t, plan{members: 1, coordinators: 2, trainers: 3, rounds: 12})
	must(t, c.suffer(ctx, []scenario{
		{"14, 25: JetStream is misused", func() error { return c.misuse(ctx, t) }},
		{"18: transfers begin to break off", func() error { c.s3front.breakAfter.Store(breakAfter); return nil }},
		{"15: a trainer dies for good", func() error { c.trainers[0].kill(); return nil }},
		{"18: transfers get through again", func() error { return c.unbroken(t) }},
		{"6: coordinators are restarted in turn", func() error { return c.rollingRestart(ctx) }},
	}))
	c.conclude(ctx, t)
}

const (
	// copiesMin and exhaustedMin are how much misuse proves something.
	copiesMin    = 50
	exhaustedMin = 3
	// brokenMin is how many transfers have to break off.
	brokenMin = 5
	// breakAfter bounds the bytes that a connection gets through. Uploads begin anew, so the largest object, of some 35 kB,
	// must have a good chance.
	breakAfter = 128 << 10
)

// misuse takes every ring it can get, as a trainer must not be able to: it sends some on five times, out of order, and
// refuses others until JetStream gives them up (MaxDeliver). In the end it empties the stream and deletes the consumer. It
// needs no work to go on: what it has heard once it can repeat.
func (c *cluster) misuse(ctx context.Context, t *testing.T) error {
	conn, err := nats.Connect(c.nats4all.URLs[0], nats.UserJWTAndSeed(c.nats4all.UserJWT, c.nats4all.UserSeed))
	if err != nil {
		return err
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		return err
	}
	var subject string
	var heard [][]byte
	copies, exhausted := 0, 0
	for n := 0; copies < copiesMin || exhausted < exhaustedMin; n++ {
		if ctx.Err() != nil {
			return fmt.Errorf("%d copies, %d exhausted: %w", copies, exhausted, ctx.Err())
		}
		consumer, err := js.Consumer(ctx, bell.Stream, c.campaign)
		if err != nil { // deleted: the coordinator makes it again with its next ring
			sleep(ctx, 50*time.Millisecond)
			continue
		}
		batch, err := consumer.Fetch(1, jetstream.FetchMaxWait(time.Second))
		if err != nil {
			continue
		}
		silent := true
		for m := range batch.Messages() {
			silent = false
			about, err := m.Metadata()
			if err != nil {
				return err
			}
			subject, heard = m.Subject(), append(heard, slices.Clone(m.Data()))
			if about.NumDelivered > 1 || n%3 == 0 {
				_ = m.Nak() // it comes again, until it does not
				if about.NumDelivered == 5 {
					exhausted++
				}
				continue
			}
			_ = m.Ack()
			for i := range 5 {
				_, err := js.Publish(ctx, subject, heard[(i*7)%len(heard)])
				if err == nil {
					copies++
				}
			}
		}
		if silent && len(heard) > 0 {
			if _, err := js.Publish(ctx, subject, heard[0]); err == nil {
				copies++
			}
		}
	}
	if err := c.until(ctx, "the stream is empty and its consumer gone", func() bool {
		stream, err := js.Stream(ctx, bell.Stream)
		return err == nil && stream.Purge(ctx) == nil && js.DeleteConsumer(ctx, bell.Stream, c.campaign) == nil
	}); err != nil {
		return err
	}
	t.Logf("misuse: %d rings repeated, %d exhausted, then all emptied and deleted", copies, exhausted)
	return nil
}

// unbroken lets transfers through again, after some rounds of work in which enough must have broken off.
func (c *cluster) unbroken(t *testing.T) error {
	c.s3front.breakAfter.Store(0)
	n := c.s3front.broken.Load()
	t.Logf("%d transfers broke off", n)
	if n < brokenMin {
		return fmt.Errorf("%d transfers broke off, want %d at least", n, brokenMin)
	}
	return nil
}

// rollingRestart asks each coordinator to stop, and waits until the one in its place answers.
func (c *cluster) rollingRestart(ctx context.Context) error {
	for _, p := range c.coords {
		pid := p.pid()
		p.signal(syscall.SIGTERM) // its supervisor starts it again
		if err := c.until(ctx, "a coordinator was restarted", func() bool { return p.pid() != pid && c.ready(ctx, p) }); err != nil {
			return err
		}
	}
	return nil
}
