package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"quire/treasury/internal/chain"
	"quire/treasury/internal/settle"
)

// intervalMin keeps a mistyped --interval from flooding chain and coordinator.
const intervalMin = 100 * time.Millisecond

// service is the flags of watch and settle.
type service struct {
	contract, coordinator, name string
	interval                    time.Duration
	once                        bool
	dir                         string
	post, challenge, accuse     bool
	cursor                      string
}

// serviceCommand is a command that looks at a campaign again and again.
func serviceCommand(o *options, s *service, use, short, long string) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Long: long,
		RunE: func(c *cobra.Command, _ []string) error { return o.serve(c, *s) },
	}
	contractFlag(c, &s.contract)
	c.Flags().StringVar(&s.coordinator, "coordinator", "", "URL of the coordinator")
	c.Flags().StringVar(&s.name, "campaign", "", "name of the campaign on the coordinator")
	c.Flags().DurationVar(&s.interval, "interval", 5*time.Second, "pause between two looks at the chain")
	c.Flags().BoolVar(&s.once, "once", false, "do once what there is to do, and end")
	return c
}

func watchCommand(o *options) *cobra.Command {
	s := &service{}
	c := serviceCommand(o, s, "watch", "Follow a campaign: tell every event, and tell its coordinator of the money", `Follow a campaign until interrupted. Every event of the contract, its vault and its shares is printed as a line, with
--json as a JSON object; with --confirmations only once that many blocks have followed. --cursor names a file that
remembers how far this got, so that the next run goes on there; what a reorganisation has undone is told again.
With the poster's key the state of the money is reported to the coordinator, which starts the training on it; settle does
this too. With --challenge, each posted epoch is recomputed from the coordinator's ledger, and challenged with a bond of
the key's account if that does not give it; the evidence is kept in --data-dir.`)
	c.Flags().BoolVar(&s.challenge, "challenge", false, "challenge a posted epoch that the ledger does not support")
	c.Flags().StringVar(&s.cursor, "cursor", "", "file that remembers what was told; default: begin with the campaign, at each start")
	c.Flags().StringVar(&s.dir, "data-dir", "data/treasury", "where the evidence behind challenges, and signed transactions under way, are kept")
	return c
}

func settleCommand(o *options) *cobra.Command {
	s := &service{post: true}
	c := serviceCommand(o, s, "settle", "Post rewards: replay the coordinator's ledger, agree, and post each epoch", `Report funding like watch; and for each epoch that the coordinator has closed, fetch its ledger, verify every signature and
every price, recompute balances and root, and only if all agree post the epoch on chain, with the poster's bond. Settle it
when its challenge window is over. With --accuse, nodes that the rules convict of fraud are accused first, and the evidence
is kept in --data-dir. All that was done is read from the chain, and what is signed is on disk before it is
sent, so settle may be killed and started at any time.`)
	c.Flags().BoolVar(&s.accuse, "accuse", false, "take every bonded node that lost an epoch's rewards to the arbitrator, with a bond of the key's account")
	c.Flags().StringVar(&s.dir, "data-dir", "data/treasury", "where signed transactions are kept from before they are sent until their outcome is known, and the evidence behind accusations")
	return c
}

func (o *options) serve(c *cobra.Command, s service) error {
	if s.interval < intervalMin {
		return fmt.Errorf("%w: --interval is %v: at least %v", errUsage, s.interval, intervalMin)
	}
	if s.coordinator == "" || s.name == "" {
		return fmt.Errorf("%w: --coordinator URL and --campaign NAME are needed", errUsage)
	}
	if o.signerURL != "" {
		return fmt.Errorf("%w: %s signs a report at every look, so it holds its key itself: give --key-file, which may be a keystore", errUsage, c.Name())
	}
	key, err := o.key()
	if err != nil {
		return err
	}
	return o.act(c.Context(), c.OutOrStdout(), s.contract, func(a action) error {
		client, err := settle.NewCoordinator(s.coordinator, s.name, key)
		if err != nil {
			return fmt.Errorf("%w: --%w", errUsage, err)
		}
		cfg := settle.Config{
			Campaign: a.campaign, Coordinator: client, Key: key, Post: s.post, Challenge: s.challenge, Accuse: s.accuse, Evidence: s.dir,
			Interval: s.interval, Depth: o.confirmations, Log: o.logger(),
		}
		if s.post || s.challenge {
			cfg.Outbox = s.dir
		}
		if !s.post {
			if cfg.Follow, err = follower(a, s.cursor, o.confirmations); err != nil {
				return err
			}
		}
		settler, err := settle.New(a.ctx, cfg)
		if err != nil {
			return err
		}
		if s.once {
			return settler.Step(a.ctx)
		}
		if !o.json {
			fmt.Fprintf(a.out, "ready: %s campaign %s at %s\n", c.Name(), s.name, a.campaign.Address)
		}
		return settler.Run(c.Context()) // --timeout bounds the start only
	})
}

// follower prints what has happened since the cursor in file, or since it was made, and saves the cursor after that: what
// was printed before a crash may be printed again, and nothing is left out.
func follower(a action, file string, depth uint64) (func(context.Context) error, error) {
	var cursor chain.Cursor
	if file != "" {
		var err error
		if cursor, err = chain.LoadCursor(file); err != nil {
			return nil, fmt.Errorf("%w: --cursor: %w", errUsage, err)
		}
	}
	return func(ctx context.Context) error {
		t, err := a.campaign.Follow(ctx, cursor, depth)
		if err != nil {
			return err
		}
		if err := printTold(a, t); err != nil {
			return err
		}
		if file != "" && t.Cursor.Next != cursor.Next {
			if err := t.Cursor.Save(file); err != nil {
				return err
			}
		}
		cursor = t.Cursor
		return nil
	}, nil
}

func printTold(a action, t chain.Told) error {
	if t.Rewound {
		if err := printLine(a.out, a.json, map[string]uint64{"rewoundTo": t.From}, fmt.Sprintf("reorganised: what was told of block %d and later is no more; this is in its place:", t.From)); err != nil {
			return err
		}
	}
	for _, e := range t.Events {
		h := happening(e, a.campaign.Token)
		if err := printLine(a.out, a.json, h, h.String()); err != nil {
			return err
		}
	}
	return nil
}

// printLine prints one object as a line of JSON, or its text.
func printLine(out io.Writer, asJSON bool, object any, text string) error {
	if asJSON {
		return json.NewEncoder(out).Encode(object)
	}
	_, err := fmt.Fprintln(out, text)
	return err
}
