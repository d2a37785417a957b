package main

import (
	"context"
	"fmt"
	"path/filepath"

	"connectrpc.com/connect"

	quirev1 "quire/proto/quire/v1"
)

// cheats are the trainers that lie. Mallory's hands in false gradients; Nell's computes well and signs two answers to each
// task, so what it did before that was seen is honest work, and paid.
var cheats = []struct {
	strategy string
	account  int
}{{"flip", mallory}, {"equivocator", nell}}

// invite starts the cheats. They speak the protocol as honest trainers do.
func (d *demo) invite(ctx context.Context) error {
	for _, c := range cheats {
		payout, err := d.address(ctx, c.account)
		if err != nil {
			return err
		}
		name := "cheat-" + c.strategy
		if _, err := d.spawn(ctx, d.process(name, "", "cheat", "--strategy", c.strategy, "--payout", payout,
			"--data-dir", filepath.Join(d.cfg.dir, name), d.campaignURL(d.name))); err != nil {
			return err
		}
	}
	d.out.event("Mallory and Nell join too: his trainer turns its gradients around, hers signs two answers to each task")
	return nil
}

// tell prints what the campaign's feed says of wrong results, once each.
func (d *demo) tell(ctx context.Context) {
	r, err := d.public.ListFeed(ctx, connect.NewRequest(&quirev1.ListFeedRequest{Campaign: d.name}))
	if err != nil {
		return // away; look says so when it lasts
	}
	for _, item := range r.Msg.Items {
		if key := fmt.Sprint(item.AtMs, item.Text); (item.Kind == "fault" || item.Kind == "back") && !d.told[key] {
			d.told[key] = true
			d.out.event("%s", d.out.bad(item.Text))
		}
	}
}

// caught checks that lies were seen, and that Mallory earned nothing.
func (d *demo) caught(ctx context.Context) error {
	if len(d.told) == 0 {
		return fmt.Errorf("nobody noticed that Mallory lies")
	}
	s, err := d.status(ctx, d.contract, mallory)
	if err != nil {
		return err
	}
	if s.Account.Earned != "" && big10(s.Account.Earned).Sign() != 0 {
		return fmt.Errorf("Mallory earned %s", d.amount(big10(s.Account.Earned)))
	}
	return nil
}
