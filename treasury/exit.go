package main

import (
	"fmt"
	"math/big"

	"github.com/spf13/cobra"
)

func exitCommand(o *options) *cobra.Command {
	var contract, text string
	var cancel bool
	c := &cobra.Command{
		Use:   "exit",
		Short: "Announce that the account leaves a running training",
		Long: `Announce that stake of the account leaves a running training. Once the notice is over and while no epoch is pending,
"treasury refund" takes it out, with its share of the money that is not earned yet. What the stake has paid for stays
paid, and its model shares stay the account's. A new announcement replaces the one before; --cancel withdraws it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if cancel && text != "" {
				return fmt.Errorf("%w: give either --amount or --cancel, not both", errUsage)
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				if cancel {
					receipt, err := a.campaign.AnnounceExit(a.ctx, a.key, new(big.Int))
					if err != nil {
						return err
					}
					return a.done(receipt, map[string]any{"stake": "0"}, "the account stays")
				}
				stake, err := a.campaign.StakeOf(a.ctx, a.account)
				if err != nil {
					return err
				}
				if text != "" {
					if stake, err = a.units("amount", text); err != nil {
						return err
					}
				}
				if stake.Sign() == 0 {
					return fmt.Errorf("%w: the account has no stake that could leave, or --amount is zero (--cancel withdraws an announcement)", errUsage)
				}
				return a.announce(stake)
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&text, "amount", "", "stake that leaves, in whole tokens; default: all")
	c.Flags().BoolVar(&cancel, "cancel", false, "withdraw the announcement")
	return c
}

func (a action) announce(stake *big.Int) error {
	receipt, err := a.campaign.AnnounceExit(a.ctx, a.key, stake)
	if err != nil {
		return err
	}
	exit, err := a.campaign.ExitOf(a.ctx, a.account)
	if err != nil {
		return err
	}
	if exit == nil {
		return fmt.Errorf("the exit was announced in transaction %s and is gone again: another transaction withdrew it", receipt.TxHash)
	}
	return a.done(receipt, map[string]any{"stake": exit.Stake.String(), "from": exit.From.Unix(), "until": exit.Until.Unix()},
		"announced: a stake of %s can leave by `treasury refund` from %s until %s", a.say(exit.Stake), instant(exit.From), instant(exit.Until))
}
