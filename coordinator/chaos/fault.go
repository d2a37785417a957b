package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// fault is something that goes wrong, and is over when it returns.
type fault struct {
	name   string
	weight int
	do     func(context.Context, *cluster, *rand.Rand) error
}

const (
	// outage is how long a killed server stays away.
	outage = 700 * time.Millisecond
	// stall is how long a process is paused: longer than a leader's session lives, so that another takes over meanwhile.
	stall = 7 * time.Second
	// hiccup is how long the network swallows things.
	hiccup = 1200 * time.Millisecond
)

// faults are what a seed draws from.
var faults = []fault{
	{"kill the leader", 3, killLeader},
	{"kill the stand-by", 1, killStandby},
	{"pause the leader, so that another leads, and let it go on", 1, pauseLeader},
	{"kill an etcd member", 2, func(ctx context.Context, c *cluster, r *rand.Rand) error {
		return bounce(ctx, c.etcd[r.IntN(len(c.etcd))])
	}},
	{"kill NATS", 1, func(ctx context.Context, c *cluster, _ *rand.Rand) error { return bounce(ctx, c.nats) }},
	{"wipe JetStream", 1, wipeNATS},
	{"pause S3", 1, func(ctx context.Context, c *cluster, _ *rand.Rand) error { return pauseFor(ctx, c.s3, hiccup) }},
	{"kill a trainer", 3, func(ctx context.Context, c *cluster, r *rand.Rand) error {
		return bounce(ctx, c.trainers[r.IntN(len(c.trainers))])
	}},
	{"pause a trainer past its lease", 1, func(ctx context.Context, c *cluster, r *rand.Rand) error {
		return pauseFor(ctx, c.trainers[r.IntN(len(c.trainers))], 4*time.Second)
	}},
	{"drop the coordinators' answers", 3, func(ctx context.Context, c *cluster, _ *rand.Rand) error { return network(ctx, c.front, dropReply) }},
	{"cut every connection to the coordinators", 1, func(ctx context.Context, c *cluster, _ *rand.Rand) error { return network(ctx, c.front, refuse) }},
	{"swallow everything to and from S3", 1, func(ctx context.Context, c *cluster, _ *rand.Rand) error { return network(ctx, c.s3front, swallow) }},
}

// draw picks a fault.
func draw(r *rand.Rand) fault {
	total := 0
	for _, f := range faults {
		total += f.weight
	}
	n := r.IntN(total)
	for _, f := range faults {
		if n -= f.weight; n < 0 {
			return f
		}
	}
	panic("chaos: weights do not add up")
}

func bounce(ctx context.Context, p *process) error {
	p.kill()
	sleep(ctx, outage)
	if _, err := p.start(ctx); err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	return nil
}

func pauseFor(ctx context.Context, p *process, t time.Duration) error {
	p.signal(syscall.SIGSTOP)
	defer p.signal(syscall.SIGCONT)
	sleep(ctx, t)
	return nil
}

func network(ctx context.Context, p *proxy, m mode) error {
	p.set(m)
	sleep(ctx, hiccup)
	p.set(pass)
	return nil
}

// killLeader is over when another coordinator leads.
func killLeader(ctx context.Context, c *cluster, _ *rand.Rand) error {
	_, err := c.failover(ctx)
	return err
}

// failover kills the leader and returns how long it took until another coordinator answered for the campaign.
func (c *cluster) failover(ctx context.Context) (time.Duration, error) {
	p, err := c.leader(ctx)
	if err != nil {
		return 0, err
	}
	c.hold(p, true)
	defer c.hold(p, false) // its supervisor starts it again
	begin := time.Now()
	p.kill()
	for ; time.Since(begin) < readyTimeout; sleep(ctx, 50*time.Millisecond) {
		if _, err := c.look(ctx); err == nil {
			return time.Since(begin), nil
		}
	}
	return 0, fmt.Errorf("nobody answers %s after the leader was killed", readyTimeout)
}

func killStandby(ctx context.Context, c *cluster, _ *rand.Rand) error {
	p, err := c.standby(ctx)
	if err != nil {
		return err
	}
	p.kill() // its supervisor starts it again
	sleep(ctx, outage)
	return nil
}

// standby returns a coordinator that does not lead.
func (c *cluster) standby(ctx context.Context) (*process, error) {
	leader, err := c.leader(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range c.coords {
		if p != leader {
			return p, nil
		}
	}
	return nil, fmt.Errorf("there is one coordinator")
}

// pauseLeader is over when the old leader, which slept through its own end, has left.
func pauseLeader(ctx context.Context, c *cluster, _ *rand.Rand) error {
	old, err := c.leader(ctx)
	if err != nil {
		return err
	}
	pid, before := old.pid(), old.log
	if err := pauseFor(ctx, old, stall); err != nil {
		return err
	}
	for until := time.Now().Add(leaveTimeout); time.Now().Before(until); sleep(ctx, 20*time.Millisecond) {
		if old.pid() != pid || old.exitCode() != -2 {
			return nil
		}
	}
	if now, err := c.leader(ctx); err == nil && now == old {
		return nil // nobody else could be elected: it leads by right
	}
	return fmt.Errorf("a leader that was deposed while it slept still runs (see %s)", before)
}

// leaveTimeout is how long a deposed leader may take to notice and leave.
const leaveTimeout = 8 * time.Second

// wipeNATS loses everything that NATS knew, but for its keys.
func wipeNATS(ctx context.Context, c *cluster, _ *rand.Rand) error {
	c.nats.kill()
	if err := os.RemoveAll(filepath.Join(c.disk("nats"), "nats")); err != nil {
		return err
	}
	sleep(ctx, outage)
	_, err := c.nats.start(ctx)
	return err
}
