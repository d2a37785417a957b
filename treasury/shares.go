package main

import (
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/spf13/cobra"

	"quire/treasury/amount"
	"quire/treasury/internal/chain"
)

// shareName follows amounts of model shares. A share is one token spent: it has the token's decimals.
const shareName = "shares"

func sharesCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "shares", Short: "Own the model: mint, look at and move shares, and their revenue", RunE: help,
		Long: `One token spent is one model share, divided between funders and contributors as the terms say. Shares are minted after
the campaign's end. Whether they can be transferred and take revenue is in the terms too.`,
	}
	c.AddCommand(sharesStatusCommand(o), sharesMintCommand(o), sharesTransferCommand(o), sharesDelegateCommand(o), sharesDepositCommand(o), sharesRevenueCommand(o))
	return c
}

// actOnShares is act for commands about shares.
func (o *options) actOnShares(c *cobra.Command, contract string, do func(action, *chain.Shares) error) error {
	return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
		shares, err := a.campaign.Shares(a.ctx)
		if err != nil {
			return err
		}
		return do(a, shares)
	})
}

func (a action) sayShares(units *big.Int) string {
	return amount.Format(units, a.campaign.Token.Decimals) + " " + shareName
}

func sharesStatusCommand(o *options) *cobra.Command {
	var contract, account string
	c := &cobra.Command{
		Use: "status", Short: "Show an account's shares, what can be minted for it, and its revenue",
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := addressFlag("contract", contract)
			if err != nil {
				return err
			}
			who, err := o.accountOf(c.Context(), account)
			if err != nil {
				return err
			}
			if who == (common.Address{}) {
				return fmt.Errorf("%w: name the account with --account, or a key", errUsage)
			}
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			campaign, err := client.Campaign(ctx, at)
			if err != nil {
				return err
			}
			shares, err := campaign.Shares(ctx)
			if err != nil {
				return err
			}
			h, err := shares.Holding(ctx, who)
			if err != nil {
				return err
			}
			a := action{ctx: ctx, campaign: campaign, out: c.OutOrStdout(), json: o.json}
			return a.done(nil, map[string]any{
				"account": who, "shares": shares.Address, "balance": h.Balance.String(), "unminted": h.Unminted.String(), "revenue": h.Revenue.String(), "votes": h.Votes.String(),
			}, "%s holds %s and votes with %s; %s can be minted now; revenue to claim: %s", who, a.sayShares(h.Balance), a.sayShares(h.Votes), a.sayShares(h.Unminted), a.say(h.Revenue))
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&account, "account", "", "show this account; default: that of the key")
	return c
}

func sharesMintCommand(o *options) *cobra.Command {
	var contract, account string
	c := &cobra.Command{
		Use: "mint", Short: "Mint what an account is due, to that account; anyone may pay the gas",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnShares(c, contract, func(a action, shares *chain.Shares) error {
				who := a.account
				if account != "" {
					var err error
					if who, err = addressFlag("account", account); err != nil {
						return err
					}
				}
				h, err := shares.Holding(a.ctx, who)
				if err != nil {
					return err
				}
				receipt, err := shares.Mint(a.ctx, a.key, who)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"amount": h.Unminted.String()}, "minted %s for %s", a.sayShares(h.Unminted), who)
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&account, "account", "", "account that receives; default: the key's")
	return c
}

func sharesTransferCommand(o *options) *cobra.Command {
	var to string
	c := sharesAmountCommand(o, "transfer", "Give shares to another account", "gave %s", action.sayShares,
		func(a action, s *chain.Shares, units *big.Int) (*types.Receipt, error) {
			receiver, err := addressFlag("to", to)
			if err != nil {
				return nil, err
			}
			return s.Transfer(a.ctx, a.key, receiver, units)
		})
	c.Flags().StringVar(&to, "to", "", "account that receives")
	return c
}

func sharesDelegateCommand(o *options) *cobra.Command {
	var contract, to string
	c := &cobra.Command{
		Use: "delegate", Short: "Let an account vote with the account's shares, those it will get included; shares vote only once delegated",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnShares(c, contract, func(a action, shares *chain.Shares) error {
				voter, err := a.receiver(to)
				if err != nil {
					return err
				}
				receipt, err := shares.Delegate(a.ctx, a.key, voter)
				if err != nil {
					return err
				}
				h, err := shares.Holding(a.ctx, a.account)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"delegate": voter, "shares": h.Balance.String()}, "%s votes with %s", voter, a.sayShares(h.Balance))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&to, "to", "", "account that votes; default: the key's")
	return c
}

func sharesDepositCommand(o *options) *cobra.Command {
	return sharesAmountCommand(o, "deposit", "Divide revenue among all shares; repeating it pays again", "deposited %s for all shares", action.say,
		func(a action, s *chain.Shares, units *big.Int) (*types.Receipt, error) {
			return s.Deposit(a.ctx, a.key, units)
		})
}

// sharesAmountCommand is a command that moves an amount.
func sharesAmountCommand(o *options, use, short, said string, say func(action, *big.Int) string,
	move func(action, *chain.Shares, *big.Int) (*types.Receipt, error)) *cobra.Command {
	var contract, text string
	c := &cobra.Command{
		Use: use, Short: short,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnShares(c, contract, func(a action, shares *chain.Shares) error {
				units, err := a.units("amount", text)
				if err != nil {
					return err
				}
				receipt, err := move(a, shares, units)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"amount": units.String()}, said, say(a, units))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&text, "amount", "", "in whole tokens or shares, for example 12.5")
	return c
}

func sharesRevenueCommand(o *options) *cobra.Command {
	var contract, to string
	c := &cobra.Command{
		Use: "revenue", Short: "Receive the account's revenue",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnShares(c, contract, func(a action, shares *chain.Shares) error {
				receiver, err := a.receiver(to)
				if err != nil {
					return err
				}
				h, err := shares.Holding(a.ctx, a.account)
				if err != nil {
					return err
				}
				receipt, err := shares.ClaimRevenue(a.ctx, a.key, receiver)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"amount": h.Revenue.String()}, "received %s", a.say(h.Revenue))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}
