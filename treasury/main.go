// Command treasury is the client of a campaign's money: it deploys and creates campaigns, pledges, refunds and claims,
// and for the coordinator it reports funding (watch) and posts rewards (settle). It holds keys and listens on no port,
// except for `treasury dev`, which is a chain for development.
//
// Exit codes:
//
//	0  done
//	1  failed: something outside did not work (the chain or the coordinator cannot be reached, …); try again
//	2  wrong usage or input: nothing was sent
//	3  refused by a contract, by a check of the ledger, or because the account lacks the means: nothing was changed
//	4  outcome unknown: a transaction was sent and is not in a block yet
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"quire/coordinator/ledger"
	"quire/internal/keyfile"
	"quire/treasury/amount"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/settle"
	"quire/treasury/replay"
	"quire/treasury/terms"
)

// Version is set by the Makefile.
var Version = "dev"

// sendTimeout is how long a command waits for its transactions by default.
const sendTimeout = 3 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "treasury:", err)
	}
	os.Exit(exitCode(err))
}

// run executes one command line; out receives what the command says, the log goes to standard error.
func run(ctx context.Context, args []string, out io.Writer) error {
	root := command()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(out)
	return root.ExecuteContext(ctx)
}

// errUsage is wrapped by errors of the command line.
var errUsage = errors.New("usage")

func exitCode(err error) int {
	var refusal *chain.Refusal
	switch {
	case err == nil:
		return 0
	case errors.Is(err, chain.ErrUnknownOutcome):
		return 4
	case errors.Is(err, errUsage), errors.Is(err, terms.ErrTerms), errors.Is(err, amount.ErrSyntax),
		errors.Is(err, keyfile.ErrOpen), errors.Is(err, keyfile.ErrSyntax), errors.Is(err, chain.ErrNoContract), errors.Is(err, settle.ErrCampaign):
		return 2
	case errors.As(err, &refusal), errors.Is(err, replay.ErrMismatch), errors.Is(err, ledger.ErrEquivocation), errors.Is(err, chain.ErrNoGas), errors.Is(err, chain.ErrReplaced), errors.Is(err, settle.ErrMoney):
		return 3
	}
	return 1
}

func command() *cobra.Command {
	o := &options{}
	root := &cobra.Command{
		Use:           "treasury",
		Short:         "Pledge, pay and claim: the money of a Quire campaign",
		Version:       Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          help, // so that an unknown command is an error
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w: %w (see `%s --help`)", errUsage, err, c.CommandPath())
	})
	flags := root.PersistentFlags()
	flags.StringVar(&o.rpc, "rpc", "http://127.0.0.1:8545", "JSON-RPC endpoint of the chain")
	flags.StringVar(&o.keyFile, "key-file", "", "file with the key that signs (mode 0600; \"treasury key new\" makes one)")
	flags.StringVar(&o.passwordFile, "password-file", "", "file with the password of the key, if it is a keystore (mode 0600)")
	flags.StringVar(&o.signerURL, "signer", "", "external signer such as clef, instead of --key-file: a URL or the path of its socket")
	flags.StringVar(&o.from, "from", "", "account that the external signer signs for, if it offers several")
	flags.Uint64Var(&o.confirmations, "confirmations", 0, "blocks that must follow before a transaction or a state counts; use some on public chains")
	flags.DurationVar(&o.timeout, "timeout", sendTimeout, "how long to wait for the chain")
	flags.BoolVar(&o.json, "json", false, "print JSON, amounts in base units")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "log every transaction")
	sending := []*cobra.Command{
		deployCommand(o), mintCommand(o), createCommand(o),
		pledgeCommand(o), exitCommand(o), refundCommand(o), topUpCommand(o), startCommand(o), claimCommand(o), closeCommand(o), withdrawCommand(o),
		bondCommand(o), slashCommand(o), accuseCommand(o), answerCommand(o), dropCommand(o), restitutionCommand(o),
		postCommand(o), challengeCommand(o), ruleCommand(o), sharesCommand(o),
	}
	for _, c := range sending {
		rehearsable(o, c)
	}
	root.AddCommand(sending...)
	root.AddCommand(devCommand(o), keyCommand(o), statusCommand(o), historyCommand(o), watchCommand(o), settleCommand(o))
	wrapArgs(root)
	return root
}

// rehearsable adds --dry-run to a command that sends transactions, or to those of its subcommands that do.
func rehearsable(o *options, c *cobra.Command) {
	for _, sub := range c.Commands() {
		rehearsable(o, sub)
	}
	if c.HasSubCommands() || c.Name() == "status" {
		return
	}
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "simulate every transaction, say what would happen or why it would be refused, and send nothing")
	c.PreRun = func(c *cobra.Command, _ []string) {
		if o.dryRun && !o.json {
			fmt.Fprintln(c.OutOrStdout(), "dry run: nothing is sent; this is what would happen now:")
		}
	}
}

func help(c *cobra.Command, _ []string) error { return c.Help() }

// wrapArgs makes errors about the number of arguments usage errors with a hint.
func wrapArgs(c *cobra.Command) {
	check := c.Args
	if check == nil {
		check = cobra.NoArgs
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: %w (see `%s --help`)", errUsage, err, c.CommandPath())
		}
		return nil
	}
	for _, sub := range c.Commands() {
		wrapArgs(sub)
	}
}

// logger logs to standard error.
func (o *options) logger() *slog.Logger {
	level := slog.LevelInfo
	if o.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}
