package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/proto/canon"
	"quire/treasury/amount"
	"quire/treasury/terms"
)

func deployCommand(o *options) *cobra.Command {
	var testToken bool
	c := &cobra.Command{
		Use:   "deploy",
		Short: "Put the campaign factory on a chain",
		Long: `Put a campaign factory on the chain. One factory serves everybody: if the chain has one of this release, use that.
With --test-token, put a worthless token there too, which the deploying account mints: for dev chains and test networks.`,
		RunE: func(c *cobra.Command, _ []string) error {
			key, put, err := o.signer(c.Context())
			if err != nil {
				return err
			}
			defer put()
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			made := map[string]common.Address{}
			if testToken {
				if made["token"], err = client.DeployTestToken(ctx, key); err != nil {
					return err
				}
			}
			if made["factory"], err = client.DeployFactory(ctx, key); err != nil {
				return err
			}
			if o.json {
				return printJSON(c.OutOrStdout(), made)
			}
			fmt.Fprintln(c.OutOrStdout(), "factory", made["factory"])
			if testToken {
				fmt.Fprintln(c.OutOrStdout(), "token  ", made["token"])
			}
			return nil
		},
	}
	c.Flags().BoolVar(&testToken, "test-token", false, "put a test token there too")
	return c
}

func mintCommand(o *options) *cobra.Command {
	var token, to, text string
	c := &cobra.Command{
		Use:   "mint",
		Short: "Make test tokens for an account; only for the deployer of a test token",
		RunE: func(c *cobra.Command, _ []string) error {
			key, put, err := o.signer(c.Context())
			if err != nil {
				return err
			}
			defer put()
			at, err1 := addressFlag("token", token)
			receiver, err2 := addressFlag("to", to)
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			t, err := client.Token(ctx, at)
			if err != nil {
				return err
			}
			units, err := amount.Parse(text, t.Decimals)
			if err != nil {
				return fmt.Errorf("%w: --amount: %w", errUsage, err)
			}
			receipt, err := t.Mint(ctx, key, receiver, units)
			if err != nil {
				return inTokens(err, t)
			}
			if o.json {
				fields := map[string]any{"amount": units.String()}
				if !o.dryRun {
					fields["tx"] = receipt.TxHash
				}
				return printJSON(c.OutOrStdout(), fields)
			}
			fmt.Fprintf(c.OutOrStdout(), "minted %s for %s\n", sayTokens(t, units), receiver)
			return nil
		},
	}
	c.Flags().StringVar(&token, "token", "", "address of the test token")
	c.Flags().StringVar(&to, "to", "", "account that receives")
	c.Flags().StringVar(&text, "amount", "", "whole tokens, for example 12.5")
	return c
}

// creation is the flags of `treasury create`.
type creation struct {
	factory, token, poster, arbitrator, specFile, specDigest string
}

func createCommand(o *options) *cobra.Command {
	var flags creation
	c := &cobra.Command{
		Use:   "create CAMPAIGN-FILE",
		Short: "Create a campaign with the terms in a campaign file",
		Long: `Create a campaign contract with the section "terms" of a campaign file (YAML) and the digest of the campaign's spec.
With --spec, the spec is read and checked, and goal and epochCap default to what the campaign costs; with --spec-digest
the goal has to be in the file. The terms can never be changed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.create(c.Context(), c.OutOrStdout(), args[0], flags); err != nil {
				return fmt.Errorf("create campaign of %s: %w", args[0], err)
			}
			return nil
		},
	}
	c.Flags().StringVar(&flags.factory, "factory", "", "address of the campaign factory")
	c.Flags().StringVar(&flags.token, "token", "", "address of the token, instead of the one in the file")
	c.Flags().StringVar(&flags.poster, "poster", "", "account that posts epochs, instead of the one in the file")
	c.Flags().StringVar(&flags.arbitrator, "arbitrator", "", "account that rules on challenged epochs, instead of the one in the file")
	c.Flags().StringVar(&flags.specFile, "spec", "", "file with the canonical spec of the campaign")
	c.Flags().StringVar(&flags.specDigest, "spec-digest", "", "SHA-256 of the canonical spec, 64 hexadecimal digits")
	return c
}

func (o *options) create(ctx context.Context, out io.Writer, file string, flags creation) error {
	key, put, err := o.signer(ctx)
	if err != nil {
		return err
	}
	defer put()
	factory, err := addressFlag("factory", flags.factory)
	if err != nil {
		return err
	}
	draft, err := flags.draft(file)
	if err != nil {
		return err
	}
	facts := terms.Facts{Creator: key.Address()}
	if err := specFacts(&facts, flags.specFile, flags.specDigest); err != nil {
		return err
	}
	if facts.Token, err = addressFlag("token", draft.Token); err != nil {
		return err
	}
	ctx, client, done, err := o.dial(ctx)
	if err != nil {
		return err
	}
	defer done()
	token, err := client.Token(ctx, facts.Token)
	if err != nil {
		return err
	}
	facts.Decimals = token.Decimals
	if facts.Now, err = client.Now(ctx); err != nil {
		return err
	}
	t, err := draft.Resolve(facts)
	if err != nil {
		return err
	}
	contract, err := client.Create(ctx, key, factory, t)
	if err != nil {
		return inTokens(err, token)
	}
	if o.json {
		return printJSON(out, map[string]any{
			"contract": contract, "chainId": client.ID(), "poster": t.Poster, "spec": t.Spec, "deadline": t.Deadline.Unix(),
		})
	}
	_, err = fmt.Fprintln(out, contract)
	return err
}

// draft is the terms in the file, with what flags put in their place.
func (f creation) draft(file string) (terms.Draft, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return terms.Draft{}, fmt.Errorf("%w: %w", errUsage, err)
	}
	d, err := terms.Parse(text)
	if err != nil {
		return terms.Draft{}, err
	}
	if f.token != "" {
		d.Token = f.token
	}
	if f.poster != "" {
		d.Poster = f.poster
	}
	if f.arbitrator != "" {
		d.Arbitrator = f.arbitrator
	}
	return d, nil
}

// specFacts fills in what the spec says.
func specFacts(f *terms.Facts, file, digest string) error {
	if (file == "") == (digest == "") {
		return fmt.Errorf("%w: give either --spec FILE or --spec-digest HEX", errUsage)
	}
	if digest != "" {
		var err error
		if f.Spec, err = canon.ParseDigest(digest); err != nil {
			return fmt.Errorf("%w: --spec-digest: %w", errUsage, err)
		}
		return nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%w: read spec: %w", errUsage, err)
	}
	spec, err := campaign.DecodeSpec(raw)
	if err != nil {
		return fmt.Errorf("%w: spec %s: %w", errUsage, file, err)
	}
	f.Spec, f.Cost, f.EpochCost = canon.Sum(raw), spec.Cost(), dearestEpoch(spec)
	if f.Cost.Sign() == 0 { // unpaid work leaves nothing to derive terms from
		f.Cost, f.EpochCost = nil, nil
	}
	return nil
}

// dearestEpoch is the most that an epoch can cost: the first is as long as any and pays for round 0 too, and all of the
// reserve for verification may fall into one.
func dearestEpoch(s campaign.Spec) *big.Int {
	rounds := int64(s.EpochEnd(1))
	train := new(big.Int).Mul(s.Reward(s.TrainUnits()), big.NewInt(int64(s.Recipe.Lanes)*rounds))
	merges := new(big.Int)
	for j := range s.Recipe.Slices {
		merges.Add(merges, s.Reward(s.MergeUnits(j)))
	}
	train.Add(train, merges.Mul(merges, big.NewInt(rounds+1)))
	for number := 1; number <= int(rounds); number++ {
		if s.Evaluates(number) {
			train.Add(train, s.Reward(s.EvaluateUnits()))
		}
	}
	return train.Add(train, s.Reserve())
}
