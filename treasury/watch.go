package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"quire/treasury/internal/settle"
)

// intervalMin keeps a mistyped --interval from flooding chain and coordinator.
const intervalMin = 100 * time.Millisecond

func watchCommand(o *options) *cobra.Command {
	return service(o, false, "watch", "Report a campaign's funding to its coordinator", `Read the contract again and again and report its state to the coordinator, until interrupted. The key must be the contract's
poster, because its reports decide whether training starts. settle does this too.`)
}

func settleCommand(o *options) *cobra.Command {
	return service(o, true, "settle", "Post rewards: replay the coordinator's ledger, agree, and post each epoch", `Report funding like watch; and for each epoch that the coordinator has closed, fetch its ledger, verify every signature and
every price, recompute balances and root, and only if all agree post the epoch on chain, with the poster's bond. Settle it
when its challenge window is over. All that was done is read from the chain, so settle may be killed and started at any time.`)
}

func service(o *options, post bool, use, short, long string) *cobra.Command {
	var contract, coordinator, name string
	var interval time.Duration
	var once bool
	var dir string
	c := &cobra.Command{
		Use: use, Short: short, Long: long,
		RunE: func(c *cobra.Command, _ []string) error {
			if interval < intervalMin {
				return fmt.Errorf("%w: --interval is %v: at least %v", errUsage, interval, intervalMin)
			}
			if coordinator == "" || name == "" {
				return fmt.Errorf("%w: --coordinator URL and --campaign NAME are needed", errUsage)
			}
			if o.signerURL != "" {
				return fmt.Errorf("%w: %s signs a report at every look, so it holds its key itself: give --key-file, which may be a keystore", errUsage, use)
			}
			key, err := o.key()
			if err != nil {
				return err
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				client, err := settle.NewCoordinator(coordinator, name, key)
				if err != nil {
					return fmt.Errorf("%w: --%w", errUsage, err)
				}
				outbox := dir
				if !post { // watch sends no transactions
					outbox = ""
				}
				s, err := settle.New(a.ctx, settle.Config{
					Campaign: a.campaign, Coordinator: client, Key: key, Post: post, Interval: interval, Depth: o.confirmations, Outbox: outbox, Log: o.logger(),
				})
				if err != nil {
					return err
				}
				if once {
					return s.Step(a.ctx)
				}
				fmt.Fprintf(c.OutOrStdout(), "ready: %s campaign %s at %s\n", use, name, a.campaign.Address)
				return s.Run(c.Context()) // --timeout bounds the start only
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&coordinator, "coordinator", "", "URL of the coordinator")
	c.Flags().StringVar(&name, "campaign", "", "name of the campaign on the coordinator")
	c.Flags().DurationVar(&interval, "interval", 5*time.Second, "pause between two looks at the chain")
	c.Flags().StringVar(&dir, "data-dir", "data/treasury", "where signed transactions are kept from before they are sent until their outcome is known")
	c.Flags().BoolVar(&once, "once", false, "do once what there is to do, and end")
	return c
}
