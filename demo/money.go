package main

import (
	"context"
	"fmt"
	"math/big"
	"path/filepath"
	"time"

	"connectrpc.com/connect"

	quirev1 "quire/proto/quire/v1"
)

// settleTimeout is how long the last epoch may take to become final, once its window has passed.
const settleTimeout = 2 * time.Minute

// position is what `treasury status --json` prints, as far as the demo needs it.
type position struct {
	Symbol, Phase                                        string
	Goal, Pledged, Escrow, Earned, Paid, Refunded, Bonds string
	Forfeited                                            string // lost bonds that joined the budget
	Root                                                 string // of the rewards after Epoch
	Decimals                                             int
	Epoch                                                uint32    // the last final one
	Pending                                              *struct{} // nil if no epoch is pending
	Account                                              struct{ Balance, Stake, Earned, Claimable, Credit string }
}

func (d *demo) status(ctx context.Context, contract string, account int) (position, error) {
	var p position
	return p, d.treasury(ctx, account, &p, "status", "--contract", contract)
}

// payOut waits until every epoch is final and lets each trainer's owner claim.
func (d *demo) payOut(ctx context.Context) error {
	c, err := d.look(ctx)
	if err != nil {
		return err
	}
	advanced := uint32(0)
	for began := time.Now(); ; {
		s, err := d.status(ctx, d.contract, organiser)
		if err != nil {
			return err
		}
		if s.Epoch == c.Epochs {
			break
		}
		if time.Since(began) > settleTimeout {
			return fmt.Errorf("epoch %d of %d is final after %s; see the settler's log", s.Epoch, c.Epochs, settleTimeout)
		}
		if advanced, err = d.passWindows(ctx, max(advanced, s.Epoch)); err != nil {
			return err
		}
		if err := sleep(ctx, lookEvery); err != nil {
			return err
		}
	}
	d.out.event("%d epochs are final", c.Epochs)
	if d.slashed == nil || !d.left {
		return fmt.Errorf("Nell's trainer was slashed: %t; Ben has left: %t", d.slashed != nil, d.left)
	}
	for i, t := range d.trainers {
		var claim struct{ Amount string }
		if err := d.treasury(ctx, firstPayout+i, &claim, "claim", "--contract", d.contract); err != nil {
			return err
		}
		d.out.event("the owner of %s claims %s", t.name, d.amount(big10(claim.Amount)))
	}
	return d.sendHome(ctx)
}

// sendHome returns what is left: to the funders of the finished campaign, and to Dora, whose campaign missed its goal.
func (d *demo) sendHome(ctx context.Context) error {
	for _, f := range []struct {
		who     string
		account int
	}{{"Ann", ann}, {"Ben", ben}, {"Cleo", cleo}} {
		s, err := d.status(ctx, d.contract, f.account)
		if err != nil {
			return err
		}
		if s.Account.Stake == "0" || s.Escrow == "0" {
			continue
		}
		var r struct{ Amount string }
		if err := d.treasury(ctx, f.account, &r, "refund", "--contract", d.contract); err != nil {
			return err
		}
		d.out.event("%s takes back %s that were not needed", f.who, d.amount(big10(r.Amount)))
	}
	if err := d.advance(ctx, "15d"); err != nil {
		return err
	}
	s, err := d.status(ctx, d.folly, dora)
	if err != nil {
		return err
	}
	if s.Phase != "Failed" {
		return fmt.Errorf("two weeks later the other campaign is %s, not Failed", s.Phase)
	}
	var r struct{ Amount string }
	if err := d.treasury(ctx, dora, &r, "refund", "--contract", d.folly); err != nil {
		return err
	}
	if r.Amount != s.Pledged {
		return fmt.Errorf("Dora pledged %s and gets %s back", s.Pledged, r.Amount)
	}
	d.out.event("two weeks pass; the other campaign missed its goal, and Dora gets her %s back", d.amount(big10(r.Amount)))
	return nil
}

// balance prints where every unit went, and fails if one is missing: of the campaign, of the one that was a fraud, and of
// what all accounts and contracts hold together.
func (d *demo) balance(ctx context.Context) error {
	s, err := d.status(ctx, d.contract, organiser)
	if err != nil {
		return err
	}
	pledged, forfeited, paid, refunded := big10(s.Pledged), big10(s.Forfeited), big10(s.Paid), big10(s.Refunded)
	escrow, owed := big10(s.Escrow), new(big.Int).Sub(big10(s.Earned), paid)
	for _, line := range []struct {
		what string
		n    *big.Int
	}{
		{"pledged", pledged}, {"lost by Nell, for the budget", forfeited}, {"paid for work", paid}, {"earned, not claimed", owed},
		{"returned to funders", refunded}, {"still in the contract, the funders'", escrow},
	} {
		d.out.say("      %-36s %34s base units  %s", line.what, line.n, d.amount(line.n))
	}
	in, out := new(big.Int).Add(pledged, forfeited), new(big.Int).Add(paid, owed)
	out.Add(out, refunded).Add(out, escrow)
	if err := d.check("pledged + lost bonds = paid + earned + returned + left, to the last unit", equal(in, out)); err != nil {
		return err
	}
	if err := d.check("nothing was made or lost: every token that was minted is where it belongs", d.conserved(ctx)); err != nil {
		return err
	}
	r, err := d.public.ListContributors(ctx, connect.NewRequest(&quirev1.ListContributorsRequest{Campaign: d.name}))
	if err != nil {
		return err
	}
	d.out.say("")
	d.out.say("      %-12s %8s %22s  %s", "trainer", "tasks", "work units", "pay")
	for _, n := range r.Msg.Contributors {
		d.out.say("      %-12s %8d %22d  %s", n.Name, n.Tasks, n.Units, d.amount(big10(n.Reward)))
	}
	return nil
}

func equal(a, b *big.Int) error {
	if a.Cmp(b) != 0 {
		return fmt.Errorf("%s is not %s", a, b)
	}
	return nil
}

// check prints that something holds, or fails.
func (d *demo) check(what string, err error) error {
	if err != nil {
		d.out.say("      %s %s", d.out.bad("✗"), what)
		return fmt.Errorf("%s: %w", what, err)
	}
	d.out.say("      %s %s", d.out.good("✓"), what)
	return nil
}

// auditorDir is where the auditor keeps what he downloads.
func (d *demo) auditorDir() string { return filepath.Join(d.cfg.dir, "auditor") }
