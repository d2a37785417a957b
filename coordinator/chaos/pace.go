package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// pace spreads faults over the rounds of a campaign, so that each one strikes at work whatever the machine's speed: a fault
// waits for its share of the rounds, and trainers that are ahead of the faults sleep.
type pace struct {
	c     *cluster
	n     uint32 // faults in all
	made  atomic.Uint32
	quit  chan struct{}
	done  sync.WaitGroup
	asked atomic.Bool // the trainers were told to sleep
}

// paceLook is how often the pace looks at the campaign: several times a round.
const paceLook = 25 * time.Millisecond

// pace begins to hold the trainers of a campaign of n faults back. The caller must stop it.
func (c *cluster) pace(ctx context.Context, n int) *pace {
	p := &pace{c: c, n: uint32(n), quit: make(chan struct{})}
	p.done.Go(func() {
		for {
			select {
			case <-p.quit:
				return
			case <-time.After(paceLook):
			}
			if m, err := c.look(ctx); err == nil {
				p.hold(m.Round >= p.share(p.made.Load()+1, m.Rounds))
			}
		}
	})
	return p
}

// share returns the round before which k faults of all were made.
func (p *pace) share(k, rounds uint32) uint32 { return k * rounds / (p.n + 1) }

// hold lets the trainers sleep or work. One that a fault has woken or started again is told once more.
func (p *pace) hold(sleep bool) {
	switch {
	case sleep:
		p.asked.Store(true)
		p.signal(syscall.SIGSTOP)
	case p.asked.Swap(false):
		p.signal(syscall.SIGCONT)
	}
}

func (p *pace) signal(s syscall.Signal) {
	for _, t := range p.c.trainers {
		t.signal(s)
	}
}

// next returns when it is the turn of the next fault.
func (p *pace) next(ctx context.Context) error {
	k := p.made.Load()
	err := p.c.until(ctx, fmt.Sprintf("it is time for fault %d of %d", k+1, p.n), func() bool {
		m, err := p.c.look(ctx)
		return err == nil && m.Round >= p.share(k, m.Rounds)
	})
	p.made.Add(1)
	return err
}

// stop lets the trainers finish.
func (p *pace) stop() {
	close(p.quit)
	p.done.Wait()
	p.hold(false)
}
