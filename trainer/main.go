// Command trainer is a contributor's program: it computes tasks of a campaign and is paid for those that prove right.
//
//	trainer join http://host:7070/c/NAME --payout 0x…
//
// It needs no account, no gas and no open port. Exit codes:
//
//	0    done: drained, or the campaign is over
//	1    error; for verify: the record is false, or an object is damaged or gone
//	2    wrong usage, a wrong URL included
//	3    this machine does not compute the profile's bits, or cannot work for another reason that doctor tells
//	4    the coordinator refuses this trainer
//	5    something is wrong with the node key
//	6    the coordinator, the store or the chain cannot be reached
//	7    the data folder cannot be used
//	130  interrupted before the task was finished
//
// Every flag can be given as an environment variable, --max-disk as TRAINER_MAX_DISK.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quire/kernels"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/chain"
	"quire/trainer/internal/data"
	"quire/trainer/internal/home"
	"quire/trainer/internal/keys"
	"quire/trainer/internal/worker"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

var (
	errUsage     = errors.New("usage")
	errPreflight = errors.New("this machine cannot take part")
	errCancelled = errors.New("interrupted")
)

// exits is the one table from sentinels to exit codes. The first that matches counts; everything else is 1.
var exits = []struct {
	is   error
	code int
}{
	{worker.ErrInterrupted, 130},
	{errCancelled, 130},
	{errUsage, 2},
	{errPreflight, 3},
	{worker.ErrRefused, 4},
	{keys.ErrKey, 5},
	{data.ErrUnreachable, 6},
	{chain.ErrUnreachable, 6},
	{chain.ErrLogs, 6},
	{chain.ErrNoContract, 2},
	{home.ErrHome, 7},
}

// run is the program, and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "trainer: %v\n", err)
	for _, e := range exits {
		if errors.Is(err, e.is) {
			return e.code
		}
	}
	return 1
}

// flags are those that every command has.
type flags struct {
	dataDir string
	maxDisk string
	threads int
	device  string
}

const long = `Train a model together, verifiably, on whatever hardware you have.

Every flag can be given as an environment variable: --max-disk as TRAINER_MAX_DISK.

Exit codes:
  0    done: drained, or the campaign is over
  1    error; for verify: the record is false, or an object is damaged or gone
  2    wrong usage, a wrong URL included
  3    this machine does not compute the profile's bits, or cannot work for another reason that doctor tells
  4    the coordinator refuses this trainer
  5    something is wrong with the node key
  6    the coordinator, the store or the chain cannot be reached
  7    the data folder cannot be used
  130  interrupted before the task was finished`

func newRoot() *cobra.Command {
	f := &flags{}
	root := &cobra.Command{
		Use:               "trainer",
		Short:             "Train a model together, verifiably, on whatever hardware you have",
		Long:              long,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              usage(cobra.NoArgs),
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return fromEnvironment(c.Flags()) },
	}
	root.PersistentFlags().StringVar(&f.dataDir, "data-dir", home.Default(), "folder for key, receipts and cache")
	root.PersistentFlags().StringVar(&f.maxDisk, "max-disk", "20GiB", "bound of the cache of objects")
	root.PersistentFlags().IntVar(&f.threads, "threads", runtime.NumCPU(), "processor threads to compute with")
	root.PersistentFlags().StringVar(&f.device, "device", "auto", `where gradients are computed: "cpu", "cuda", "cuda:1" for the second GPU, or "auto" for a GPU if there is one`)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.AddCommand(
		newJoin(f), newStatus(f), newReceipts(f), newVerify(f), newExplain(f), newGenerate(f), newEvaluate(f), newExport(f), newColophon(f), newImport(), newReference(f), newDoctor(f), newVersion())
	return root
}

// fromEnvironment gives every flag that is not on the command line the value of TRAINER_NAME_OF_FLAG, if set.
func fromEnvironment(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "TRAINER_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if v, ok := os.LookupEnv(name); ok && !f.Changed {
			if err := flags.Set(f.Name, v); err != nil {
				errs = append(errs, fmt.Errorf("%w: %s: %w", errUsage, name, err))
			}
		}
	})
	return errors.Join(errs...)
}

// usage makes a wrong number of arguments an errUsage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: %w (see %s --help)", errUsage, err, c.CommandPath())
		}
		return nil
	}
}

// interruptible gives a command a context that ends with Ctrl-C or SIGTERM. Join has manners of its own.
func interruptible(f func(context.Context, *cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		context.AfterFunc(ctx, stop) // a second Ctrl-C kills: the kernels cannot be interrupted
		err := f(ctx, c, args)
		if err != nil && ctx.Err() != nil && c.Context().Err() == nil {
			return errCancelled
		}
		return err
	}
}

// setThreads applies --threads.
func (f *flags) setThreads() error {
	if f.threads < 1 || f.threads > threadsMax {
		return fmt.Errorf("%w: --threads %d, want 1 to %d", errUsage, f.threads, threadsMax)
	}
	kernels.SetThreads(f.threads)
	return nil
}

// threadsMax bounds --threads against slips of the finger.
const threadsMax = 4096

// open opens the data folder and its cache.
func (f *flags) open() (home.Home, *cache.Cache, error) {
	limit, err := parseSize(f.maxDisk)
	if err != nil {
		return home.Home{}, nil, fmt.Errorf("%w: --max-disk: %w", errUsage, err)
	}
	h, err := home.Open(f.dataDir)
	if err != nil {
		return h, nil, err
	}
	c, err := cache.Open(h.Cache(), limit, time.Now)
	if err != nil {
		return h, nil, fmt.Errorf("%w: %w", home.ErrHome, err)
	}
	return h, c, nil
}
