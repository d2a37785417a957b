package main

import (
	"context"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What happens when people quarrel over money: somebody leaves, and somebody posts what nobody has earned.

// exitTimeout is how long the settler may take to settle an epoch whose window is over, so that a funder can leave.
const exitTimeout = time.Minute

// announceExit lets Ben announce, at the beginning of the training, that he leaves.
func (d *demo) announceExit(ctx context.Context) error {
	var exit struct{ From, Until int64 }
	if err := d.treasury(ctx, ben, &exit, "exit", "--contract", d.contract); err != nil {
		return err
	}
	d.out.event("Ben needs his money elsewhere: he announces that he leaves, with a week's notice")
	return nil
}

// exit lets the notice pass, in which the posted epoch becomes final, and Ben leave before the next is posted. He gets
// his part of what is not earned; what he has paid for stays paid.
func (d *demo) exit(ctx context.Context, epoch uint32) error {
	d.out.event("epoch %d is posted on chain; nobody challenges it, its window of a day passes, and Ben's notice too", epoch)
	before, err := d.status(ctx, d.contract, ben)
	if err != nil {
		return err
	}
	if err := d.advance(ctx, "169h"); err != nil {
		return err
	}
	for began := time.Now(); ; {
		s, err := d.status(ctx, d.contract, ben)
		if err != nil {
			return err
		}
		if s.Pending == nil {
			break
		}
		if time.Since(began) > exitTimeout {
			return fmt.Errorf("epoch %d is not settled after %s; see the settler's log", epoch, exitTimeout)
		}
		if err := sleep(ctx, lookEvery); err != nil {
			return err
		}
	}
	var r struct{ Stake, Amount string }
	if err := d.treasury(ctx, ben, &r, "refund", "--contract", d.contract); err != nil {
		return err
	}
	if r.Stake != before.Account.Stake || big10(r.Amount).Cmp(big10(r.Stake)) >= 0 {
		return fmt.Errorf("Ben leaves with %s for a stake of %s, of %s", r.Amount, r.Stake, before.Account.Stake)
	}
	d.left = true
	d.out.event("Ben leaves in the middle of the training with %s of his %s: the rest had been earned", d.amount(big10(r.Amount)), d.amount(big10(r.Stake)))
	return nil
}

// fraudTerms are of a campaign that Mallory runs: he creates it and posts its epochs.
const fraudTerms = `terms:
  goal: "10"
  epochCap: "4"
  bond: "1"
  deadline: 14d
`

// challenge plays a campaign whose poster pays himself for nothing: Ann, one of its funders, challenges that, the
// arbitrator voids it, and everybody gets back what is theirs.
func (d *demo) challenge(ctx context.Context) error {
	if err := d.defraud(ctx); err != nil {
		return err
	}
	evidence := filepath.Join(d.cfg.dir, "evidence.txt")
	text := "Posting 1 of " + d.fraud + " pays Mallory for work. The campaign has no ledger with a row of his: nobody worked.\n"
	if err := os.WriteFile(evidence, []byte(text), 0o600); err != nil {
		return err
	}
	var c struct{ Evidence string }
	if err := d.treasury(ctx, ann, &c, "challenge", "--contract", d.fraud, "--posting", "1", "--evidence", evidence); err != nil {
		return err
	}
	d.out.event("Ann finds no ledger for it and challenges the epoch, with a bond and the digest %s… of her reasons", c.Evidence[:16])
	if err := d.treasury(ctx, arbitrator, nil, "rule", "void", "--contract", d.fraud, "--posting", "1"); err != nil {
		return err
	}
	s, err := d.status(ctx, d.fraud, mallory)
	if err != nil {
		return err
	}
	if s.Pending != nil || s.Earned != "0" || s.Epoch != 0 {
		return fmt.Errorf("after the ruling epoch %d is final and %s are earned", s.Epoch, s.Earned)
	}
	var award struct{ Amount string }
	if err := d.treasury(ctx, ann, &award, "withdraw", "--contract", d.fraud); err != nil {
		return err
	}
	if err := equal(big10(award.Amount), d.units("1.5")); err != nil {
		return fmt.Errorf("Ann's bond and award: %w", err)
	}
	d.out.event("%s the arbitrator agrees: nobody is paid, and Ann gets her bond back and half of Mallory's, %s together",
		d.out.good("void:"), d.amount(big10(award.Amount)))
	return d.closeFraud(ctx)
}

// defraud lets Mallory collect pledges, start, and post an epoch that pays himself.
func (d *demo) defraud(ctx context.Context) error {
	file := filepath.Join(d.cfg.dir, "fraud.yaml")
	if err := os.WriteFile(file, []byte(fraudTerms), 0o600); err != nil {
		return err
	}
	judge, err := d.address(ctx, arbitrator)
	if err != nil {
		return err
	}
	var made struct{ Contract string }
	if err := d.treasury(ctx, mallory, &made, "create", file, "--factory", d.factory, "--token", d.token,
		"--spec-digest", strings.Repeat("1", 64), "--arbitrator", judge); err != nil {
		return err
	}
	d.fraud = made.Contract
	for account, amount := range map[int]string{ann: "4", dora: "6"} {
		if err := d.pledge(ctx, account, d.fraud, amount); err != nil {
			return err
		}
	}
	if err := d.treasury(ctx, mallory, nil, "start", "--contract", d.fraud); err != nil {
		return err
	}
	himself, err := d.address(ctx, mallory)
	if err != nil {
		return err
	}
	if err := d.treasury(ctx, mallory, nil, "post", "--contract", d.fraud, "--reward", himself+"=4"); err != nil {
		return err
	}
	d.out.event("Mallory runs a campaign of his own, which Ann and Dora fund; he posts an epoch that pays him 4 %s for no work", d.symbol)
	return nil
}

// closeFraud lets the stalled campaign end and its funders take everything back, the other half of Mallory's bond too.
func (d *demo) closeFraud(ctx context.Context) error {
	if err := d.advance(ctx, "22d"); err != nil {
		return err
	}
	sum := new(big.Int)
	for _, account := range []int{ann, dora} {
		var r struct{ Amount string }
		if err := d.treasury(ctx, account, &r, "refund", "--contract", d.fraud); err != nil {
			return err
		}
		sum.Add(sum, big10(r.Amount))
	}
	d.out.event("three weeks pass without work; Ann and Dora take their pledges back, and the other half of Mallory's bond: %s", d.amount(sum))
	return equal(sum, d.units("10.5"))
}

// units is a number of whole tokens in base units.
func (d *demo) units(whole string) *big.Int {
	digits, fraction, _ := strings.Cut(whole, ".")
	n := big10(digits + fraction)
	return n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.decimals-len(fraction))), nil))
}

// conserved checks that all tokens that were minted are owned by an account or held by a contract for somebody.
func (d *demo) conserved(ctx context.Context) error {
	owned := new(big.Int)
	for account := organiser; account < firstPayout+len(d.trainers); account++ {
		s, err := d.status(ctx, d.contract, account)
		if err != nil {
			return err
		}
		owned.Add(owned, big10(s.Account.Balance))
	}
	for _, contract := range []string{d.contract, d.folly, d.fraud} {
		s, err := d.status(ctx, contract, organiser)
		if err != nil {
			return err
		}
		owned.Add(owned, big10(s.Escrow)).Add(owned, big10(s.Earned)).Sub(owned, big10(s.Paid)).Add(owned, big10(s.Bonds))
	}
	if err := equal(owned, d.minted); err != nil {
		return fmt.Errorf("what accounts and contracts have and what was minted: %w", err)
	}
	return nil
}
