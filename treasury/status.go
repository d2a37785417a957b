package main

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/spf13/cobra"

	"quire/treasury/internal/chain"
	"quire/treasury/terms"
)

// Statement is `treasury status --json`. Amounts are base units in decimal, times Unix seconds, digests hexadecimal.
type Statement struct {
	ChainID   uint64           `json:"chainId"`
	Contract  common.Address   `json:"contract"`
	Token     common.Address   `json:"token"`
	Symbol    string           `json:"symbol"`
	Decimals  uint8            `json:"decimals"`
	Spec      string           `json:"spec"`
	Creator   common.Address   `json:"creator"`
	Poster    common.Address   `json:"poster"`
	Phase     string           `json:"phase"`
	Goal      string           `json:"goal"`
	Cap       string           `json:"cap"`
	EpochCap  string           `json:"epochCap"`
	Deadline  int64            `json:"deadline"`
	Pledged   string           `json:"pledged"`
	Forfeited string           `json:"forfeited"`
	Escrow    string           `json:"escrow"`
	Earned    string           `json:"earned"`
	Paid      string           `json:"paid"`
	Refunded  string           `json:"refunded"`
	Bonds     string           `json:"bonds"`
	Funders   uint32           `json:"funders"`
	Epoch     uint32           `json:"epoch"`
	Root      string           `json:"root"`
	Pending   *PendingEpoch    `json:"pending,omitempty"`
	Account   *AccountPosition `json:"account,omitempty"`
	Block     uint64           `json:"block"`
	BlockTime int64            `json:"blockTime"`
}

// PendingEpoch is an epoch in its challenge or arbitration window.
type PendingEpoch struct {
	Epoch      uint32         `json:"epoch"`
	Posting    uint32         `json:"posting"`
	Increment  string         `json:"increment"`
	FinalAt    int64          `json:"finalAt"`
	Challenger common.Address `json:"challenger"`
	RuleBy     int64          `json:"ruleBy,omitempty"`
}

// AccountPosition is what one account has in a campaign.
type AccountPosition struct {
	Address   common.Address `json:"address"`
	Balance   string         `json:"balance"` // tokens it owns outside
	Stake     string         `json:"stake"`
	Earned    string         `json:"earned"`
	Claimable string         `json:"claimable"`
	Credit    string         `json:"credit"`         // bonds and awards that `treasury withdraw` pays, of campaign and vault
	Exit      *ExitPosition  `json:"exit,omitempty"` // announced, and not yet lapsed or made
}

// ExitPosition is an announced exit: Stake may leave by `treasury refund` from From until Until.
type ExitPosition struct {
	Stake string `json:"stake"`
	From  int64  `json:"from"`
	Until int64  `json:"until"`
}

func statusCommand(o *options) *cobra.Command {
	var contract, account string
	c := &cobra.Command{
		Use:   "status",
		Short: "Show a campaign's money, and an account's part in it",
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := addressFlag("contract", contract)
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
			f, err := campaign.Funding(ctx, 0)
			if err != nil {
				return err
			}
			var position *AccountPosition
			if who != (common.Address{}) {
				if position, err = readPosition(ctx, campaign, who); err != nil {
					return err
				}
			}
			if o.json {
				return printJSON(c.OutOrStdout(), statement(campaign, f, position))
			}
			return printStatus(c.OutOrStdout(), campaign, f, position)
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&account, "account", "", "show this account's part; default: that of --key-file, if given")
	return c
}

// accountOf is the account to show: the one named, or the signer's; zero for none.
func (o *options) accountOf(ctx context.Context, text string) (common.Address, error) {
	if text != "" {
		return addressFlag("account", text)
	}
	if o.keyFile == "" && o.signerURL == "" {
		return common.Address{}, nil
	}
	signer, done, err := o.signer(ctx)
	if err != nil {
		return common.Address{}, err
	}
	defer done()
	return signer.Address(), nil
}

func readPosition(ctx context.Context, c *chain.Campaign, who common.Address) (*AccountPosition, error) {
	balance, err := c.Token.BalanceOf(ctx, who)
	if err != nil {
		return nil, err
	}
	stake, err := c.StakeOf(ctx, who)
	if err != nil {
		return nil, err
	}
	credit, err := readCredit(ctx, c, who)
	if err != nil {
		return nil, err
	}
	exit, err := c.ExitOf(ctx, who)
	if err != nil {
		return nil, err
	}
	claimed, err := c.ClaimedBy(ctx, who)
	if err != nil {
		return nil, err
	}
	rewards, err := c.Rewards(ctx)
	if err != nil {
		return nil, err
	}
	earned, _, ok := rewards.Claim(who)
	if !ok {
		earned = new(big.Int)
	}
	claimable := new(big.Int).Sub(earned, claimed)
	p := &AccountPosition{who, balance.String(), stake.String(), earned.String(), claimable.String(), credit.String(), nil}
	if exit != nil {
		p.Exit = &ExitPosition{exit.Stake.String(), exit.From.Unix(), exit.Until.Unix()}
	}
	return p, nil
}

// readCredit is what an account can withdraw of campaign and vault together.
func readCredit(ctx context.Context, c *chain.Campaign, who common.Address) (*big.Int, error) {
	credit, err := c.CreditOf(ctx, who)
	if err != nil {
		return nil, err
	}
	v, err := c.Vault(ctx)
	if err != nil {
		return nil, err
	}
	more, err := v.CreditOf(ctx, who)
	if err != nil {
		return nil, err
	}
	return credit.Add(credit, more), nil
}

func statement(c *chain.Campaign, f chain.Funding, account *AccountPosition) Statement {
	s := Statement{
		ChainID: f.ChainID, Contract: f.Contract, Token: c.Token.Address, Symbol: f.Symbol, Decimals: f.Decimals,
		Spec: c.Terms.Spec.String(), Creator: c.Terms.Creator, Poster: c.Terms.Poster, Phase: f.Phase.String(),
		Goal: f.Goal.String(), Cap: f.Cap.String(), EpochCap: c.Terms.EpochCap.String(), Deadline: f.Deadline.Unix(),
		Pledged: f.Pledged.String(), Forfeited: f.Forfeited.String(), Escrow: f.Escrow.String(), Earned: f.Earned.String(),
		Paid: f.Paid.String(), Refunded: f.Refunded.String(), Bonds: f.Bonds.String(), Funders: f.Funders,
		Epoch: f.Epoch, Root: hexutil.Encode(f.Root[:]), Account: account, Block: f.Block, BlockTime: f.BlockTime.Unix(),
	}
	if p := f.Pending; p != nil {
		s.Pending = &PendingEpoch{p.Epoch, p.Posting, p.Increment.String(), p.FinalAt.Unix(), p.Challenger, 0}
		if !p.RuleBy.IsZero() {
			s.Pending.RuleBy = p.RuleBy.Unix()
		}
	}
	return s
}

func printStatus(out io.Writer, c *chain.Campaign, f chain.Funding, account *AccountPosition) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	say := func(units *big.Int) string { return sayTokens(c.Token, units) }
	fmt.Fprintf(w, "campaign\t%s on chain %d\n", f.Contract, f.ChainID)
	fmt.Fprintf(w, "spec\t%s\n", c.Terms.Spec)
	fmt.Fprintf(w, "phase\t%s: %s\n", f.Phase, f.Phase.Meaning())
	fmt.Fprintf(w, "pledged\t%s by %d funders; goal %s, cap %s\n", say(f.Pledged), f.Funders, say(f.Goal), say(f.Cap))
	fmt.Fprintf(w, "deadline\t%s\n", at(f.Deadline, f.BlockTime))
	fmt.Fprintf(w, "unspent\t%s\n", say(f.Escrow))
	fmt.Fprintf(w, "earned\t%s, of which %s paid\n", say(f.Earned), say(f.Paid))
	fmt.Fprintf(w, "refunded\t%s\n", say(f.Refunded))
	fmt.Fprintf(w, "epochs\t%d final\n", f.Epoch)
	if p := f.Pending; p != nil {
		fmt.Fprintf(w, "pending\tepoch %d, posting %d, pays %s; final %s\n", p.Epoch, p.Posting, say(p.Increment), at(p.FinalAt, f.BlockTime))
		if !p.RuleBy.IsZero() {
			fmt.Fprintf(w, "challenged\tby %s; ruling due %s\n", p.Challenger, at(p.RuleBy, f.BlockTime))
		}
	}
	if f.Closable {
		fmt.Fprintf(w, "closable\tthe campaign has stalled or run out: `treasury close` or `treasury refund` ends it\n")
	}
	if account != nil {
		units := func(text string) string {
			u, _ := new(big.Int).SetString(text, 10)
			return say(u)
		}
		fmt.Fprintf(w, "account\t%s owns %s\n", account.Address, units(account.Balance))
		fmt.Fprintf(w, "  stake\t%s\n", units(account.Stake))
		fmt.Fprintf(w, "  earned\t%s, of which %s can be claimed\n", units(account.Earned), units(account.Claimable))
		fmt.Fprintf(w, "  credit\t%s\n", units(account.Credit))
		if e := account.Exit; e != nil {
			from, until := time.Unix(e.From, 0), time.Unix(e.Until, 0)
			fmt.Fprintf(w, "  leaving\t%s, by `treasury refund` from %s until %s\n", units(e.Stake), at(from, f.BlockTime), at(until, f.BlockTime))
		}
	}
	fmt.Fprintf(w, "block\t%d, %s\n", f.Block, f.BlockTime.UTC().Format(time.RFC3339))
	return w.Flush()
}

// at writes an instant and how far it is from now on the chain's clock.
func at(at, now time.Time) string {
	text := at.UTC().Format(time.RFC3339)
	if !at.After(now) {
		return text + " (past)"
	}
	return text + " (in " + terms.FormatDuration(at.Sub(now)) + ")"
}
