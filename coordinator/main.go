// Command coordinator is the control plane of Quire: it keeps campaigns and rounds, hands out tasks, accepts work into
// the ledger and shows everything to everybody. It holds no funds and moves no bulk data.
//
//	coordinator serve                     run it; without addresses of etcd, NATS and S3 it runs them itself
//	coordinator data build|inspect        turn texts into a data set of tokens
//	coordinator data tokenizer            train a tokenizer
//	coordinator campaign prepare|publish  turn a campaign file and a data set into a campaign
//	coordinator campaign pause|resume|cancel|audit, task show, quarantine list|release
//	coordinator status                    what every campaign is doing
//	coordinator restore                   rebuild etcd from the journal, after a loss
//
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 another coordinator took over (start it again).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quire/coordinator/internal/store"
)

// Version is set by the Makefile.
var Version = "dev"

const (
	exitFailed  = 1
	exitUsage   = 2
	exitDeposed = 3
)

// errUsage is wrapped by complaints about flags and arguments.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main for tests.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	root := &cobra.Command{
		Use: "coordinator", Short: "the control plane of Quire", Version: Version,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return fromEnvironment(c.Flags()) },
	}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w: %w (see %s --help)", errUsage, err, c.CommandPath())
	})
	root.AddCommand(serveCommand(), dataCommand(), campaignCommand(), statusCommand(), taskCommand(), quarantineCommand(), restoreCommand(), gcCommand())
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintln(errOut, "coordinator:", err)
	switch {
	case errors.Is(err, store.ErrDeposed):
		return exitDeposed
	case errors.Is(err, errUsage), strings.HasPrefix(err.Error(), "unknown command"):
		return exitUsage
	}
	return exitFailed
}

// fromEnvironment gives every flag that is not on the command line the value of QUIRE_NAME_OF_FLAG, if set.
func fromEnvironment(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "QUIRE_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if v, ok := os.LookupEnv(name); ok && !f.Changed {
			if err := flags.Set(f.Name, v); err != nil {
				errs = append(errs, fmt.Errorf("%w: %s: %w", errUsage, name, err))
			}
		}
	})
	return errors.Join(errs...)
}
