package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"connectrpc.com/connect"

	"quire/coordinator/ledger"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// cheats are the trainers that lie. Mallory's hands in false gradients; Nell's computes well and signs two answers to each
// task, so what it did before that was seen is honest work, and paid.
var cheats = []struct {
	strategy string
	account  int
}{{"flip", mallory}, {"equivocator", nell}}

// nellsBond is what Nell bonds on her trainer, in whole tokens.
const nellsBond = "5"

// invite starts the cheats. They speak the protocol as honest trainers do.
func (d *demo) invite(ctx context.Context) error {
	if err := d.bond(ctx); err != nil {
		return err
	}
	for _, c := range cheats {
		payout, err := d.address(ctx, c.account)
		if err != nil {
			return err
		}
		name := cheatName(c.strategy)
		if _, err := d.spawn(ctx, d.process(name, "", "cheat", "--strategy", c.strategy, "--payout", payout,
			"--data-dir", filepath.Join(d.cfg.dir, name), d.campaignURL(d.name))); err != nil {
			return err
		}
	}
	d.out.event("Mallory and Nell join too: his trainer turns its gradients around, hers signs two answers to each task")
	return nil
}

func cheatName(strategy string) string { return "cheat-" + strategy }

// bond makes the key of Nell's trainer and lets her bond on it, as owners do so that others trust a node.
func (d *demo) bond(ctx context.Context) error {
	file := filepath.Join(d.cfg.dir, cheatName("equivocator"), "node.key")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	node, err := d.command(ctx, "treasury", "key", "new", file)
	if err != nil {
		return err
	}
	d.nellsNode = strings.TrimSpace(node)
	if err := d.treasury(ctx, nell, nil, "bond", "deposit", "--contract", d.contract, "--node", d.nellsNode, "--amount", nellsBond); err != nil {
		return err
	}
	d.out.event("Nell bonds %s %s on her trainer, so that it is trusted", nellsBond, d.symbol)
	return nil
}

// slash lets Ann, who is nobody special, slash the bond of Nell's trainer once the coordinator has a proof.
func (d *demo) slash(ctx context.Context) error {
	if d.slashed != nil {
		return nil
	}
	var convictions []struct{ Node, Outcome, Amount, Award string }
	if err := d.treasury(ctx, ann, &convictions, "slash", "--contract", d.contract, "--coordinator", d.url, "--campaign", d.name); err != nil {
		return err
	}
	for _, v := range convictions {
		if !strings.EqualFold(v.Node, d.nellsNode) {
			continue
		}
		if v.Outcome != "slashed now" {
			return fmt.Errorf("the bond on Nell's trainer: %s", v.Outcome)
		}
		d.slashed = big10(v.Amount)
		d.out.event("%s two signatures convict Nell's trainer: Ann shows them to the contract, %s are lost, and %s of them are Ann's",
			d.out.bad("slashed:"), d.amount(d.slashed), d.amount(big10(v.Award)))
		var paid struct{ Amount string }
		if err := d.treasury(ctx, ann, &paid, "withdraw", "--contract", d.contract); err != nil {
			return err
		}
		return equal(big10(paid.Amount), big10(v.Award))
	}
	return nil
}

// proved reports whether the coordinator publishes a proof against Nell's trainer.
func (d *demo) proved(ctx context.Context) bool {
	r, err := d.public.ListEquivocations(ctx, connect.NewRequest(&quirev1.ListEquivocationsRequest{Campaign: d.name}))
	if err != nil {
		return false
	}
	for _, raw := range r.Msg.Proofs {
		if e, err := canon.Decode[ledger.Equivocation](raw); err == nil && strings.EqualFold(e.Node.Hex(), d.nellsNode) {
			return true
		}
	}
	return false
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
