package main

import (
	"context"
	"fmt"
	"math/big"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/treasury/internal/chain"
)

// onNode is what a command does with the vault of a campaign and a node.
type onNode struct {
	action
	vault *chain.Vault
	node  common.Address
}

// actOnNode is act for commands about a node.
func (o *options) actOnNode(c *cobra.Command, contract, node string, do func(onNode) error) error {
	at, err := addressFlag("node", node)
	if err != nil {
		return err
	}
	return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
		vault, err := a.campaign.Vault(a.ctx)
		if err != nil {
			return err
		}
		return do(onNode{a, vault, at})
	})
}

// nodeFlags adds the flags of commands about a node.
func nodeFlags(c *cobra.Command, contract, node *string) {
	contractFlag(c, contract)
	c.Flags().StringVar(node, "node", "", "address of the node's key, as `trainer status` shows it")
}

func bondCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use: "bond", Short: "Vouch for a node with tokens, and take them back", RunE: help,
		Long: `A node's key owns nothing, so others bond for it. All bonds on a node are lost together when it signs two answers to
one attempt at a task, or when the arbitrator rules that it is guilty of what it was accused of.`,
	}
	c.AddCommand(bondDepositCommand(o), bondUnbondCommand(o), bondWithdrawCommand(o), bondStatusCommand(o))
	return c
}

func bondDepositCommand(o *options) *cobra.Command {
	var contract, node, text string
	c := &cobra.Command{
		Use: "deposit", Short: "Bond tokens on a node; repeating it bonds again",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnNode(c, contract, node, func(n onNode) error {
				units, err := n.units("amount", text)
				if err != nil {
					return err
				}
				receipt, err := n.vault.Deposit(n.ctx, n.key, n.node, units)
				if err != nil {
					return err
				}
				return n.done(receipt, map[string]any{"amount": units.String()}, "bonded %s on node %s", n.say(units), n.node)
			})
		},
	}
	nodeFlags(c, &contract, &node)
	c.Flags().StringVar(&text, "amount", "", "whole tokens, for example 12.5")
	return c
}

func bondUnbondCommand(o *options) *cobra.Command {
	var contract, node, text string
	c := &cobra.Command{
		Use: "unbond", Short: "Announce that the account takes its bond back; replaces what it announced before",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnNode(c, contract, node, func(n onNode) error {
				b, err := n.vault.Bond(n.ctx, n.node, n.account)
				if err != nil {
					return err
				}
				units := b.Amount
				if text != "" {
					if units, err = n.units("amount", text); err != nil {
						return err
					}
				}
				receipt, err := n.vault.Unbond(n.ctx, n.key, n.node, units)
				if err != nil {
					return err
				}
				if b, err = n.vault.Bond(n.ctx, n.node, n.account); err != nil {
					return err
				}
				return n.done(receipt, map[string]any{"amount": units.String(), "freeAt": b.FreeAt.Unix()},
					"announced: %s can be taken by `treasury bond withdraw` from %s on, and can be lost until then", n.say(units), instant(b.FreeAt))
			})
		},
	}
	nodeFlags(c, &contract, &node)
	c.Flags().StringVar(&text, "amount", "", "whole tokens; default: all of the account's bond")
	return c
}

func bondWithdrawCommand(o *options) *cobra.Command {
	var contract, node, to string
	c := &cobra.Command{
		Use: "withdraw", Short: "Receive the bond that was announced and is due",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnNode(c, contract, node, func(n onNode) error {
				receiver, err := n.receiver(to)
				if err != nil {
					return err
				}
				b, err := n.vault.Bond(n.ctx, n.node, n.account)
				if err != nil {
					return err
				}
				receipt, err := n.vault.Withdraw(n.ctx, n.key, n.node, receiver)
				if err != nil {
					return err
				}
				return n.done(receipt, map[string]any{"amount": b.Leaving.String()}, "withdrew %s", n.say(b.Leaving))
			})
		},
	}
	nodeFlags(c, &contract, &node)
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}

// BondStatement is `treasury bond status --json`. Amounts are base units in decimal, times Unix seconds.
type BondStatement struct {
	Node       common.Address  `json:"node"`
	Bonded     string          `json:"bonded"` // by all, what is leaving included
	Leaving    string          `json:"leaving"`
	Slashed    bool            `json:"slashed"`
	Accusation *OpenAccusation `json:"accusation,omitempty"`
	Account    *AccountBond    `json:"account,omitempty"`
}

// OpenAccusation is an accusation on which the arbitrator can still rule.
type OpenAccusation struct {
	Number   uint32         `json:"number"`
	Accuser  common.Address `json:"accuser"`
	RuleBy   int64          `json:"ruleBy"`
	Answered bool           `json:"answered"`
}

// AccountBond is one account's bond on a node.
type AccountBond struct {
	Address common.Address `json:"address"`
	Amount  string         `json:"amount"`
	Leaving string         `json:"leaving"`
	FreeAt  int64          `json:"freeAt,omitempty"`
}

func bondStatusCommand(o *options) *cobra.Command {
	var contract, node, account string
	c := &cobra.Command{
		Use: "status", Short: "Show what is bonded on a node, and an account's part in it",
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := addressFlag("contract", contract)
			if err != nil {
				return err
			}
			of, err := addressFlag("node", node)
			if err != nil {
				return err
			}
			who, err := o.accountOf(c.Context(), account)
			if err != nil {
				return err
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
			s, err := readBonds(ctx, campaign, of, who)
			if err != nil {
				return err
			}
			if o.json {
				return printJSON(c.OutOrStdout(), s)
			}
			return printBonds(c, campaign.Token, s)
		},
	}
	nodeFlags(c, &contract, &node)
	c.Flags().StringVar(&account, "account", "", "show this account's part; default: that of the key, if given")
	return c
}

func readBonds(ctx context.Context, campaign *chain.Campaign, node, who common.Address) (s BondStatement, err error) {
	vault, err := campaign.Vault(ctx)
	if err != nil {
		return s, err
	}
	n, err := vault.Node(ctx, node)
	if err != nil {
		return s, fmt.Errorf("read bonds on %s: %w", node, err)
	}
	s = BondStatement{Node: node, Bonded: n.Bonded.String(), Leaving: n.Leaving.String(), Slashed: n.Slashed}
	open, err := vault.Accusation(ctx, node)
	if err != nil {
		return s, fmt.Errorf("read accusation of %s: %w", node, err)
	}
	if open != nil {
		s.Accusation = &OpenAccusation{open.Number, open.Accuser, open.RuleBy.Unix(), open.Answered}
	}
	if who != (common.Address{}) {
		b, err := vault.Bond(ctx, node, who)
		if err != nil {
			return s, fmt.Errorf("read bond of %s: %w", who, err)
		}
		s.Account = &AccountBond{Address: who, Amount: b.Amount.String(), Leaving: b.Leaving.String()}
		if !b.FreeAt.IsZero() {
			s.Account.FreeAt = b.FreeAt.Unix()
		}
	}
	return s, nil
}

func printBonds(c *cobra.Command, token *chain.Token, s BondStatement) error {
	w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
	say := func(text string) string {
		units, _ := new(big.Int).SetString(text, 10)
		return sayTokens(token, units)
	}
	fmt.Fprintf(w, "node\t%s\n", s.Node)
	fmt.Fprintf(w, "bonded\t%s, of which %s is leaving\n", say(s.Bonded), say(s.Leaving))
	if s.Slashed {
		fmt.Fprintf(w, "slashed\tits bonds are lost, and it takes no more\n")
	}
	if a := s.Accusation; a != nil {
		fmt.Fprintf(w, "accused\tnumber %d by %s, answered: %t; ruling due until %s\n", a.Number, a.Accuser, a.Answered, instant(time.Unix(a.RuleBy, 0)))
	}
	if a := s.Account; a != nil {
		fmt.Fprintf(w, "account\t%s bonded %s\n", a.Address, say(a.Amount))
		if a.FreeAt != 0 {
			fmt.Fprintf(w, "  leaving\t%s, free from %s\n", say(a.Leaving), instant(time.Unix(a.FreeAt, 0)))
		}
	}
	return w.Flush()
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
