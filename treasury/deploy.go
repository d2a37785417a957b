package main

import (
	"errors"
	"fmt"
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
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
			key, err := o.key()
			if err != nil {
				return err
			}
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
			key, err := o.key()
			if err != nil {
				return err
			}
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
			if _, err := t.Mint(ctx, key, receiver, units); err != nil {
				return inTokens(err, t)
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

func createCommand(o *options) *cobra.Command {
	var factory, token, poster, arbitrator, specFile, specDigest string
	c := &cobra.Command{
		Use:   "create CAMPAIGN-FILE",
		Short: "Create a campaign with the terms in a campaign file",
		Long: `Create a campaign contract with the section "terms" of a campaign file (YAML) and the digest of the campaign's spec.
With --spec, the spec is read and checked, and goal and epochCap default to what the campaign costs; with --spec-digest
both goal and cap have to be in the file. The terms can never be changed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			key, err := o.key()
			if err != nil {
				return err
			}
			at, err := addressFlag("factory", factory)
			if err != nil {
				return err
			}
			file, err := os.ReadFile(args[0])
			if err != nil {
				return fmt.Errorf("%w: read campaign file: %w", errUsage, err)
			}
			draft, err := terms.Parse(file)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			if poster != "" {
				draft.Poster = poster
			}
			if arbitrator != "" {
				draft.Arbitrator = arbitrator
			}
			facts := terms.Facts{Creator: crypto.PubkeyToAddress(key.PublicKey)}
			if err := specFacts(&facts, specFile, specDigest); err != nil {
				return err
			}
			if token == "" {
				token = draft.Token
			}
			if facts.Token, err = addressFlag("token", token); err != nil {
				return err
			}
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			t, err := client.Token(ctx, facts.Token)
			if err != nil {
				return err
			}
			facts.Decimals = t.Decimals
			if facts.Now, err = client.Now(ctx); err != nil {
				return err
			}
			resolved, err := draft.Resolve(facts)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			campaign, err := client.Create(ctx, key, at, resolved)
			if err != nil {
				return inTokens(err, t)
			}
			if o.json {
				return printJSON(c.OutOrStdout(), map[string]any{
					"contract": campaign, "chainId": client.ID(), "poster": resolved.Poster, "spec": resolved.Spec, "deadline": resolved.Deadline.Unix(),
				})
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), campaign)
			return err
		},
	}
	c.Flags().StringVar(&factory, "factory", "", "address of the campaign factory")
	c.Flags().StringVar(&token, "token", "", "address of the token, instead of the one in the file")
	c.Flags().StringVar(&poster, "poster", "", "account that posts epochs, instead of the one in the file")
	c.Flags().StringVar(&arbitrator, "arbitrator", "", "account that rules on challenges, instead of the one in the file")
	c.Flags().StringVar(&specFile, "spec", "", "file with the canonical spec of the campaign")
	c.Flags().StringVar(&specDigest, "spec-digest", "", "SHA-256 of the canonical spec, 64 hexadecimal digits")
	return c
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

// dearestEpoch is what the first epoch costs: it is as long as any and pays for round 0 too.
func dearestEpoch(s campaign.Spec) *big.Int {
	rounds := int64(s.EpochEnd(1))
	train := new(big.Int).Mul(s.Reward(s.TrainUnits()), big.NewInt(int64(s.Recipe.Lanes)*rounds))
	merges := new(big.Int)
	for j := range s.Recipe.Slices {
		merges.Add(merges, s.Reward(s.MergeUnits(j)))
	}
	return train.Add(train, merges.Mul(merges, big.NewInt(rounds+1)))
}
