package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"connectrpc.com/connect"

	quirev1 "quire/proto/quire/v1"
)

const (
	// lookEvery is how often the demo looks at the campaign.
	lookEvery = 100 * time.Millisecond
	// outageMax is how long the coordinator may be away before the demo gives up.
	outageMax = 60 * time.Second
	// stallMax is how long a round may take on a busy machine before the demo gives up.
	stallMax = 5 * time.Minute
	// downFor is how many rounds the killed trainer stays away.
	downFor = 6
)

// plan is what is killed, and when: rounds, counted from 1.
type plan struct {
	round int
	what  *process
	back  int // round at which it is started again; 0 for at once
}

// follow shows the rounds until all are closed, kills a trainer in the middle of one and brings it back, and moves the
// chain's clock when an epoch waits for its challenge window.
func (d *demo) follow(ctx context.Context) error {
	c, err := d.look(ctx)
	if err != nil {
		return err
	}
	plans := d.plans(int(c.Rounds))
	advanced := uint32(0)
	var told uint32
	for moved := time.Now(); c.Stage != quirev1.Stage_STAGE_TRAINED; {
		if c.Stage == quirev1.Stage_STAGE_FAILED {
			return fmt.Errorf("the campaign failed: %s", c.Reason)
		}
		if time.Since(moved) > stallMax {
			return fmt.Errorf("no round closed for %s: %s", stallMax, c.Reason)
		}
		if c.Round != told {
			told, moved = c.Round, time.Now()
			if d.initialLoss == 0 {
				d.initialLoss = c.Loss
			}
			d.out.draw(int(c.Round)-1, int(c.Rounds), d.caption(ctx, c))
		}
		d.tell(ctx)
		if d.slashed == nil && d.proved(ctx) {
			if err := d.slash(ctx); err != nil {
				return err
			}
		}
		if plans, err = d.strike(ctx, plans, c); err != nil {
			return err
		}
		if advanced, err = d.passWindows(ctx, advanced); err != nil {
			return err
		}
		if err := sleep(ctx, lookEvery); err != nil {
			return err
		}
		if c, err = d.look(ctx); err != nil {
			return err
		}
	}
	d.loss, d.checkpoint, d.params = c.Loss, c.Checkpoint, c.Params
	d.out.draw(int(c.Rounds), int(c.Rounds), d.caption(ctx, c))
	for _, p := range plans { // whatever is still down
		if err := d.restart(ctx, p.what); err != nil {
			return err
		}
	}
	d.out.event("all %d rounds are closed, with %d SIGKILLs on the way", c.Rounds, d.killed)
	if c.Loss >= d.entropy {
		return fmt.Errorf("the loss is %.3f, not below the unigram entropy %.3f of the text: nothing was learnt", c.Loss, d.entropy)
	}
	return nil
}

// plans draws the kills: one trainer always, others with --kills.
func (d *demo) plans(rounds int) []plan {
	plans := []plan{{round: max(2, rounds/8), what: d.trainers[1], back: max(2, rounds/8) + downFor}}
	if d.cfg.kills > 0 {
		d.out.event("%d more kills will come at random (--seed %d)", d.cfg.kills, d.cfg.seed)
	}
	r := rand.New(rand.NewPCG(uint64(d.cfg.seed), 0))
	victims := append([]*process{d.coord, d.settler, d.chain}, d.trainers...)
	for range d.cfg.kills {
		plans = append(plans, plan{round: 1 + r.IntN(rounds), what: victims[r.IntN(len(victims))]})
	}
	return plans
}

// strike carries out the plans that are due and returns the others. What is down cannot be killed: that waits until it is
// back, and only the plan that took it down brings it back.
func (d *demo) strike(ctx context.Context, plans []plan, c *quirev1.Campaign) ([]plan, error) {
	var rest []plan
	for _, p := range plans {
		switch {
		case p.round != 0 && int(c.Round) >= p.round && p.what.running() && d.busy(ctx, p.what):
			p.what.kill()
			d.killed++
			if p.back != 0 {
				d.out.event("%s %s in the middle of round %d", d.out.bad("SIGKILL"), p.what.name, c.Round)
				rest = append(rest, plan{what: p.what, back: p.back})
				continue
			}
			d.out.event("%s %s in round %d, and started again", d.out.bad("SIGKILL"), p.what.name, c.Round)
			if err := d.restart(ctx, p.what); err != nil {
				return nil, err
			}
		case p.round == 0 && int(c.Round) >= p.back:
			if err := d.restart(ctx, p.what); err != nil {
				return nil, err
			}
			d.out.event("%s is back, with the same key", p.what.name)
		default:
			rest = append(rest, p)
		}
	}
	return rest, nil
}

// busy reports whether killing a process hurts now: a trainer holds a task; the others always do something.
func (d *demo) busy(ctx context.Context, p *process) bool {
	trainer := false
	for _, t := range d.trainers {
		trainer = trainer || t == p
	}
	if !trainer {
		return true
	}
	contributors, err := d.public.ListContributors(ctx, connect.NewRequest(&quirev1.ListContributorsRequest{Campaign: d.name}))
	if err != nil {
		return false
	}
	open, err := d.public.GetRound(ctx, connect.NewRequest(&quirev1.GetRoundRequest{Campaign: d.name}))
	if err != nil {
		return false
	}
	for _, n := range contributors.Msg.Contributors {
		for _, t := range open.Msg.Tasks {
			if n.Name == p.name && t.Node == n.Node && t.Status == "leased" {
				return true
			}
		}
	}
	return false
}

func (d *demo) restart(ctx context.Context, p *process) error {
	if p.running() {
		return nil
	}
	_, err := p.start(ctx, d.cfg.bin)
	return err
}

// passWindows lets two days pass on the chain for each epoch that is posted and waits for its challenge window: while an
// announced exit has not lapsed, no epoch is posted for a day after another. In the first of them Ben leaves.
func (d *demo) passWindows(ctx context.Context, advanced uint32) (uint32, error) {
	r, err := d.public.ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: d.name, From: advanced + 1}))
	if err != nil {
		return advanced, nil // away; look says so when it lasts
	}
	for _, e := range r.Msg.Epochs {
		if e.Number <= advanced || e.State != "posted" {
			continue
		}
		if !d.left {
			return e.Number, d.exit(ctx, e.Number)
		}
		d.out.event("epoch %d is posted on chain; nobody challenges it, and its window of a day passes, and another day in which others could leave", e.Number)
		if err := d.advance(ctx, "49h"); err != nil {
			return advanced, err
		}
		advanced = e.Number
	}
	return advanced, nil
}

// advance moves the chain's clock.
func (d *demo) advance(ctx context.Context, by string) error {
	_, err := d.command(ctx, "treasury", "dev", "advance", by, "--rpc", d.rpc)
	return err
}

// look reads the campaign; a coordinator that was just killed is waited for.
func (d *demo) look(ctx context.Context) (*quirev1.Campaign, error) {
	for began := time.Now(); ; {
		r, err := d.public.GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: d.name}))
		if err == nil {
			return r.Msg.Campaign, nil
		}
		if time.Since(began) > outageMax {
			return nil, fmt.Errorf("the coordinator is away for %s: %w", outageMax, err)
		}
		if err := sleep(ctx, lookEvery); err != nil {
			return nil, err
		}
	}
}

// caption says what a round brought.
func (d *demo) caption(ctx context.Context, c *quirev1.Campaign) string {
	text := ""
	if c.Loss > 0 {
		text = fmt.Sprintf("loss %.3f", c.Loss)
	}
	r, err := d.public.ListContributors(ctx, connect.NewRequest(&quirev1.ListContributorsRequest{Campaign: d.name}))
	if err != nil {
		return text
	}
	for _, n := range r.Msg.Contributors {
		if n.Tasks > 0 {
			text += fmt.Sprintf("  %s %d", n.Name, n.Tasks)
		}
	}
	return text
}

func sleep(ctx context.Context, t time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(t):
		return nil
	}
}
