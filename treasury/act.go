package main

import (
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/spf13/cobra"

	"quire/treasury/internal/chain"
)

// contractFlag adds the flag that names the campaign contract.
func contractFlag(c *cobra.Command, to *string) {
	c.Flags().StringVar(to, "contract", "", "address of the campaign contract")
}

func pledgeCommand(o *options) *cobra.Command {
	var contract, text, stake string
	var permit bool
	c := &cobra.Command{
		Use:   "pledge",
		Short: "Pledge tokens to a campaign",
		Long: `Pledge tokens to a campaign. --amount adds to what the account has pledged; --stake pledges what is missing to that much
and nothing more, so that it can be repeated after a crash without harm.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if (text == "") == (stake == "") {
				return fmt.Errorf("%w: give either --amount or --stake, in whole tokens, for example --amount 12.5", errUsage)
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				if stake != "" {
					return a.raise(stake, permit)
				}
				units, err := a.units("amount", text)
				if err != nil {
					return err
				}
				receipt, err := a.campaign.Pledge(a.ctx, a.key, units, permit)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"amount": units.String()}, "pledged %s", a.say(units))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&text, "amount", "", "whole tokens to add, for example 12.5")
	c.Flags().StringVar(&stake, "stake", "", "whole tokens that the account shall have pledged in the end")
	c.Flags().BoolVar(&permit, "permit", false, "sign a permit (ERC-2612) instead of sending an approval first")
	return c
}

func (a action) raise(stake string, permit bool) error {
	units, err := a.units("stake", stake)
	if err != nil {
		return err
	}
	receipt, err := a.campaign.RaiseStake(a.ctx, a.key, units, permit)
	if err != nil {
		return err
	}
	have, err := a.campaign.StakeOf(a.ctx, a.account)
	if err != nil {
		return err
	}
	return a.done(receipt, map[string]any{"stake": have.String()}, "the account's stake is %s", a.say(have))
}

func refundCommand(o *options) *cobra.Command {
	var contract, text, to string
	c := &cobra.Command{
		Use:   "refund",
		Short: "Take back what a campaign has not committed",
		Long: `Take the account's stake out of a campaign that is collecting, has failed or is closed, and receive its share of the
money that is left. During the training it makes the exit that "treasury exit" announced. Without --amount, all of it.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receiver, err := a.receiver(to)
				if err != nil {
					return err
				}
				stake, err := a.leaving()
				if err != nil {
					return err
				}
				if text != "" {
					if stake, err = a.units("amount", text); err != nil {
						return err
					}
				}
				receipt, err := a.campaign.Refund(a.ctx, a.key, stake, receiver)
				if err != nil {
					return err
				}
				paid := a.campaign.Refunded(receipt)
				return a.done(receipt, map[string]any{"stake": stake.String(), "amount": paid.String()},
					"refunded %s for a stake of %s", a.say(paid), a.say(stake))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&text, "amount", "", "stake to take out, in whole tokens; default: all")
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}

// leaving is what can be taken out: the stake, or in training what has been announced of it, if anything.
func (a action) leaving() (*big.Int, error) {
	exit, err := a.campaign.ExitOf(a.ctx, a.account)
	if err != nil {
		return nil, err
	}
	if exit != nil {
		f, err := a.campaign.Funding(a.ctx, 0)
		if err != nil {
			return nil, err
		}
		if f.Phase == chain.Active {
			return exit.Stake, nil
		}
	}
	return a.campaign.StakeOf(a.ctx, a.account)
}

func claimCommand(o *options) *cobra.Command {
	var contract, to string
	c := &cobra.Command{
		Use:   "claim",
		Short: "Receive the rewards an account has earned",
		Long: `Receive all that the account has earned and not claimed. The proof is rebuilt from the chain's logs and checked against
the contract: the coordinator is not needed. An epoch whose window is over is settled on the way.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receiver, err := a.receiver(to)
				if err != nil {
					return err
				}
				f, err := a.campaign.Funding(a.ctx, 0)
				if err != nil {
					return err
				}
				if f.Due && !a.dryRun { // what a rehearsal settles is not in the logs; the claim itself settles too
					if _, err := a.campaign.Settle(a.ctx, a.key); err != nil {
						return err
					}
				}
				rewards, err := a.campaign.Rewards(a.ctx)
				if err != nil {
					return err
				}
				earned, path, ok := rewards.Claim(a.account)
				if !ok {
					return fmt.Errorf("%w: %s has no rewards in this campaign (is it the payout account?)", errUsage, a.account)
				}
				receipt, err := a.campaign.Claim(a.ctx, a.key, earned, path, receiver)
				if err != nil {
					return err
				}
				paid := a.campaign.Claimed(receipt)
				return a.done(receipt, map[string]any{"earned": earned.String(), "amount": paid.String()},
					"claimed %s; earned so far %s", a.say(paid), a.say(earned))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}

func startCommand(o *options) *cobra.Command {
	return simple(o, "start", "Start the training of a funded campaign", "the training has started", func(a action) (*types.Receipt, error) {
		return a.campaign.Start(a.ctx, a.key)
	})
}

func closeCommand(o *options) *cobra.Command {
	return simple(o, "close", "Close a campaign that has stalled or run out of time or money", "the campaign is closed or its epoch settled", func(a action) (*types.Receipt, error) {
		return a.campaign.Close(a.ctx, a.key)
	})
}

// simple is a command that sends one transaction and needs only the contract.
func simple(o *options, use, short, said string, send func(action) (*types.Receipt, error)) *cobra.Command {
	var contract string
	c := &cobra.Command{
		Use:   use,
		Short: short,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receipt, err := send(a)
				if err != nil {
					return err
				}
				return a.done(receipt, nil, "%s", said)
			})
		},
	}
	contractFlag(c, &contract)
	return c
}

func topUpCommand(o *options) *cobra.Command {
	var contract, text string
	c := &cobra.Command{
		Use:   "topup",
		Short: "Give tokens to the budget of a running training, for no stake; repeating it gives again",
		Long: `Give tokens to the budget of a running training. They buy no stake and no shares: what is left of the budget in the end
goes to those who pledged. Before the training starts, pledge instead; after it, the budget can take nothing more.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				units, err := a.units("amount", text)
				if err != nil {
					return err
				}
				receipt, err := a.campaign.TopUp(a.ctx, a.key, units)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"amount": units.String()}, "gave %s to the budget", a.say(units))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&text, "amount", "", "whole tokens, for example 12.5")
	return c
}

func withdrawCommand(o *options) *cobra.Command {
	var contract, to string
	c := &cobra.Command{
		Use:   "withdraw",
		Short: "Receive bonds that are no longer locked, and awards",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receiver, err := a.receiver(to)
				if err != nil {
					return err
				}
				return a.withdraw(receiver)
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}

// withdraw pays what the account has in campaign and vault. The campaign refuses if there is nothing in either.
func (a action) withdraw(to common.Address) error {
	vault, err := a.campaign.Vault(a.ctx)
	if err != nil {
		return err
	}
	released, err := a.campaign.CreditOf(a.ctx, a.account)
	if err != nil {
		return err
	}
	awarded, err := vault.CreditOf(a.ctx, a.account)
	if err != nil {
		return err
	}
	var receipt *types.Receipt
	if awarded.Sign() > 0 {
		if receipt, err = vault.WithdrawCredit(a.ctx, a.key, to); err != nil {
			return err
		}
	}
	if released.Sign() > 0 || awarded.Sign() == 0 {
		if receipt, err = a.campaign.WithdrawCredit(a.ctx, a.key, to); err != nil {
			return err
		}
	}
	sum := new(big.Int).Add(released, awarded)
	return a.done(receipt, map[string]any{"amount": sum.String()}, "withdrew %s", a.say(sum))
}
