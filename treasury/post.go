package main

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/spf13/cobra"

	"quire/proto/address"
	"quire/proto/canon"
	"quire/treasury/amount"
	"quire/treasury/internal/chain"
	"quire/treasury/reward"
)

// posted is the flags of `treasury post`.
type posted struct {
	rewards              []string
	checkpoint, manifest string
	last                 bool
}

func postCommand(o *options) *cobra.Command {
	var contract string
	var flags posted
	c := &cobra.Command{
		Use:   "post",
		Short: "Post the next epoch by hand, with a bond; settle does that from a coordinator's ledger",
		Long: `Post the next epoch by hand: for campaigns without a coordinator, or when the poster is idle and the terms let others
post. Nobody checks here what was earned: whoever posts what was not loses the bond to the first who challenges it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error { return a.post(flags) })
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringArrayVar(&flags.rewards, "reward", nil, "ADDRESS=AMOUNT in whole tokens, what the account earned in this epoch; once for each")
	c.Flags().StringVar(&flags.checkpoint, "checkpoint", "", "SHA-256 of the checkpoint, 64 hexadecimal digits; default: zero")
	c.Flags().StringVar(&flags.manifest, "manifest", "", "SHA-256 of the epoch's manifest, the same")
	c.Flags().BoolVar(&flags.last, "last", false, "the campaign closes with this epoch")
	return c
}

func (a action) post(flags posted) error {
	p := chain.Posting{Last: flags.last}
	for _, d := range []struct {
		flag, text string
		into       *canon.Digest
	}{{"checkpoint", flags.checkpoint, &p.Checkpoint}, {"manifest", flags.manifest, &p.Manifest}} {
		if d.text == "" {
			continue
		}
		if err := d.into.UnmarshalText([]byte(d.text)); err != nil {
			return fmt.Errorf("%w: --%s: %w", errUsage, d.flag, err)
		}
	}
	var entries []reward.Entry
	for _, text := range flags.rewards {
		e, err := parseReward(text, a.campaign.Token.Decimals)
		if err != nil {
			return fmt.Errorf("%w: --reward: %w", errUsage, err)
		}
		entries = append(entries, e)
	}
	before, err := a.campaign.Rewards(a.ctx)
	if err != nil {
		return err
	}
	epoch, err := reward.Next(before, entries)
	if err != nil {
		return fmt.Errorf("%w: --reward: %w", errUsage, err)
	}
	f, err := a.campaign.Funding(a.ctx, 0)
	if err != nil {
		return err
	}
	p.Epoch, p.Rows = f.Epoch+1, epoch.Pack()
	receipt, err := a.campaign.PostEpoch(a.ctx, a.key, p)
	if err != nil {
		return err
	}
	if f, err = a.campaign.Funding(a.ctx, 0); err != nil {
		return err
	}
	if f.Pending == nil {
		return fmt.Errorf("epoch %d was posted in transaction %s and is not pending any more", p.Epoch, receipt.TxHash)
	}
	return a.done(receipt, map[string]any{"epoch": p.Epoch, "posting": f.Pending.Posting, "increment": epoch.Increment.String(), "finalAt": f.Pending.FinalAt.Unix()},
		"posted epoch %d, posting %d, which pays %s; it can be challenged until %s", p.Epoch, f.Pending.Posting, a.say(epoch.Increment), instant(f.Pending.FinalAt))
}

// parseReward reads ADDRESS=AMOUNT.
func parseReward(text string, decimals uint8) (reward.Entry, error) {
	account, units, ok := strings.Cut(text, "=")
	if !ok {
		return reward.Entry{}, fmt.Errorf("%.80q is not ADDRESS=AMOUNT, for example 0x…=12.5", text)
	}
	to, err := address.Parse(account)
	if err != nil {
		return reward.Entry{}, err
	}
	var sum *big.Int
	if sum, err = amount.Parse(units, decimals); err != nil {
		return reward.Entry{}, err
	}
	return reward.Entry{Account: to, Reward: sum}, nil
}
