package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"text/tabwriter"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/coordinator/internal/organise"
	"quire/internal/keyfile"
	"quire/proto/call"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

const defaultURL = "http://127.0.0.1:7070"

func campaignCommand() *cobra.Command {
	c := &cobra.Command{Use: "campaign", Short: "make and steer campaigns"}
	c.AddCommand(prepareCommand(), publishCommand(), auditCommand(),
		controlCommand("pause", "issue no task until resume; what is leased is still accepted", quirev1.Control_CONTROL_PAUSE),
		controlCommand("resume", "issue tasks again", quirev1.Control_CONTROL_RESUME),
		controlCommand("cancel", "end a trial; a campaign with money ends by its contract's rules", quirev1.Control_CONTROL_CANCEL))
	return c
}

func prepareCommand() *cobra.Command {
	var data, initial, out string
	var asJSON bool
	c := &cobra.Command{
		Use: "prepare FILE", Short: "fix the spec of a campaign on a data set", Args: oneArg,
		RunE: func(c *cobra.Command, args []string) error {
			p, err := organise.Prepare(args[0], data, initial, out)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(map[string]any{
					"name": p.Spec.Name, "spec": p.Spec.Digest(), "tokens": p.Spec.Data.Tokens, "cost": p.Spec.Cost().String(), "entropy": p.Entropy,
				})
			}
			fmt.Fprintf(c.OutOrStdout(), "prepared %s in %s\n  spec    %s\n  data    %d tokens, unigram entropy %.3f nats\n  model   %d parameters\n  cost    %s base units of the token, if every task is paid\nnext: treasury create, then coordinator campaign publish %s\n",
				p.Spec.Name, p.Dir, p.Spec.Digest(), p.Spec.Data.Tokens, p.Entropy, p.Spec.Model.Params(), p.Spec.Cost(), p.Dir)
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "", "data set that \"coordinator data build\" made")
	c.Flags().StringVar(&initial, "initial", "", "weights to start from, which \"trainer import\" made; without it they are drawn from the seed")
	c.Flags().StringVar(&out, "out", "", "directory to write the spec and what it names to")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	_ = c.MarkFlagRequired("data")
	_ = c.MarkFlagRequired("out")
	return c
}

func publishCommand() *cobra.Command {
	var url, keyFile, password, contract, poster, rpc string
	var chain uint64
	c := &cobra.Command{
		Use: "publish DIR", Short: "publish a prepared campaign", Args: oneArg,
		Long: `Publish a prepared campaign: upload what it names and register it with the coordinator.

With --contract training starts when the treasury contract is funded and started. Without it the campaign is an unfunded
trial: it starts at once and pays nothing.`,
		RunE: func(c *cobra.Command, args []string) error {
			key, err := keyfile.Load(keyFile, password)
			if err != nil {
				return err
			}
			p, err := organise.Load(args[0])
			if err != nil {
				return err
			}
			var t *quirev1.Treasury
			if contract != "" {
				if !common.IsHexAddress(contract) || !common.IsHexAddress(poster) || chain == 0 {
					return fmt.Errorf("%w: with --contract give --poster (both \"0x\" and 40 digits) and --chain-id", errUsage)
				}
				t = &quirev1.Treasury{ChainId: chain, Contract: common.HexToAddress(contract).Bytes(), Poster: common.HexToAddress(poster).Bytes(), Rpc: rpc}
			}
			r, err := organise.Publish(c.Context(), url, key, p, t)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "published %s/c/%s\n  spec  %s\ntrainers join with: trainer join %s/c/%s --payout 0x…\n", url, r.Campaign, r.SpecDigest, url, r.Campaign)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&url, "url", defaultURL, "the coordinator")
	f.StringVar(&keyFile, "key-file", "data/coordinator/operator.key", "file of the operator's key")
	f.StringVar(&password, "password-file", "", "file of its password, if it is a keystore")
	f.StringVar(&contract, "contract", "", "address of the campaign's treasury contract")
	f.StringVar(&poster, "poster", "", "address that posts epochs to it")
	f.Uint64Var(&chain, "chain-id", 0, "EIP-155 id of its chain")
	f.StringVar(&rpc, "rpc", "", "public JSON-RPC URL of the chain, for wallets and auditors")
	return c
}

func statusCommand() *cobra.Command {
	var url string
	var asJSON bool
	c := &cobra.Command{
		Use: "status", Short: "say what every campaign is doing", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client := quirev1connect.NewPublicServiceClient(http.DefaultClient, url, connect.WithInterceptors(call.Patient(call.Patience)))
			r, err := client.ListCampaigns(c.Context(), connect.NewRequest(&quirev1.ListCampaignsRequest{}))
			if err != nil {
				return fmt.Errorf("ask %s: %w", url, err)
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(r.Msg.Campaigns)
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "CAMPAIGN\tROUND\tLOSS\tTRAINERS\tROWS\tWHAT")
			for _, m := range r.Msg.Campaigns {
				fmt.Fprintf(w, "%s\t%d/%d\t%.4f\t%d\t%d\t%s\n", m.Name, m.Round, m.Rounds, m.Loss, m.Online, m.LedgerRows, m.Reason)
			}
			return w.Flush()
		},
	}
	c.Flags().StringVar(&url, "url", defaultURL, "the coordinator")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func oneArg(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%w: %s takes one argument, got %d (see --help)", errUsage, c.CommandPath(), len(args))
	}
	return nil
}
