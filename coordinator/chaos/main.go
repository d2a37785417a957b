// Command chaos disturbs a campaign and checks that nothing was lost.
//
//	chaos --bin bin --seeds 100
//
// For each seed it starts a whole deployment on this machine: three etcd members, NATS, S3, two coordinators and three
// trainers, each a process. While the campaign runs it kills, pauses, wipes and cuts them, as the seed says. Then an
// auditor compares the ledger, the receipts that trainers hold, the epochs, and the final checkpoint with that of an
// undisturbed run. A seed that fails is printed; give it with --seed to repeat the same faults.
//
// It is a tool for developers and for the test beside it; it is not part of a deployment.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"
)

// errUsage is wrapped by complaints about flags and arguments.
var errUsage = errors.New("usage")

const (
	exitFailed = 1
	exitUsage  = 2
	// runTimeout bounds one seed.
	runTimeout = 6 * time.Minute
	// jitter is within what time a fault strikes once its round has come.
	jitter = 400 * time.Millisecond
	// quotaBytes of etcd's database: the smallest that is roomy.
	quotaBytes = 256 << 20
)

// config is what the flags say.
type config struct {
	bin, dir, campaign, data string
	seed                     uint64
	seeds, faults            int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err == nil || errors.Is(err, pflag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "chaos:", err)
	if errors.Is(err, errUsage) {
		os.Exit(exitUsage)
	}
	os.Exit(exitFailed)
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "server" {
		return runServer(ctx, args[1:], out)
	}
	cfg, err := parse(args)
	if err != nil {
		return err
	}
	failed := 0
	for i := range cfg.seeds {
		seed := cfg.seed + uint64(i)
		if err := one(ctx, cfg, seed, out); err != nil {
			failed++
			fmt.Fprintf(out, "seed %d: FAILED: %v\n  repeat it with: chaos --seed %d\n", seed, err, seed)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d seeds failed", failed, cfg.seeds)
	}
	return nil
}

func parse(args []string) (config, error) {
	var cfg config
	f := pflag.NewFlagSet("chaos", pflag.ContinueOnError)
	f.StringVar(&cfg.bin, "bin", "bin", "folder of coordinator and trainer")
	f.StringVar(&cfg.dir, "dir", "", "folder to keep what the processes wrote (default: a temporary one, kept if a seed fails)")
	f.StringVar(&cfg.campaign, "campaign", "coordinator/chaos/testdata/tiny.yaml", "campaign file")
	f.StringVar(&cfg.data, "data", "", "text to train on (default: a book that every Go installation carries)")
	f.Uint64Var(&cfg.seed, "seed", 1, "first seed")
	f.IntVar(&cfg.seeds, "seeds", 1, "how many seeds")
	f.IntVar(&cfg.faults, "faults", 8, "faults for each seed")
	if err := f.Parse(args); err != nil {
		return cfg, fmt.Errorf("%w: %w", errUsage, err)
	}
	if f.NArg() > 0 || cfg.seeds < 1 || cfg.faults < 0 {
		return cfg, fmt.Errorf("%w: want --seeds of 1 or more, --faults of 0 or more, and no arguments", errUsage)
	}
	var err error
	if cfg.data == "" {
		root, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			return cfg, fmt.Errorf("%w: name a text with --data; the default comes with Go, which is not to be found: %w", errUsage, err)
		}
		cfg.data = filepath.Join(strings.TrimSpace(string(root)), "src", "testdata", "Isaac.Newton-Opticks.txt")
	}
	for _, path := range []*string{&cfg.bin, &cfg.campaign, &cfg.data} {
		if *path, err = filepath.Abs(*path); err != nil {
			return cfg, err
		}
	}
	return cfg, nil
}

// one runs one seed and prints its line.
func one(ctx context.Context, cfg config, seed uint64, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, runTimeout)
	defer cancel()
	c := &cluster{plan: whole, bin: cfg.bin}
	if c.dir, err = workFolder(cfg.dir, seed); err != nil {
		return err
	}
	defer func() {
		c.stop()
		switch {
		case err != nil:
			err = fmt.Errorf("%w (logs are in %s)", err, filepath.Join(c.dir, "logs"))
		case cfg.dir == "":
			err = os.RemoveAll(c.dir)
		}
	}()
	begin := time.Now()
	if err := c.begin(ctx, cfg); err != nil {
		return err
	}
	if err := c.disturb(ctx, rand.New(rand.NewPCG(seed, 0)), cfg, out); err != nil {
		return err
	}
	if err := c.finish(ctx); err != nil {
		return err
	}
	v, err := c.audit(ctx)
	if err == nil {
		err = v.check()
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "seed %d: %d faults, %s, %s\n", seed, cfg.faults, v, time.Since(begin).Round(time.Second))
	return nil
}

func workFolder(dir string, seed uint64) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "chaos")
	}
	dir, err := filepath.Abs(filepath.Join(dir, fmt.Sprint(seed)))
	if err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// begin brings a campaign up to its first accepted work.
func (c *cluster) begin(ctx context.Context, cfg config) error {
	if err := c.start(ctx); err != nil {
		return err
	}
	if err := c.publish(ctx, cfg.campaign, cfg.data); err != nil {
		return err
	}
	if err := c.join(ctx); err != nil {
		return err
	}
	return c.until(ctx, "work was accepted", func() bool {
		m, err := c.look(ctx)
		return err == nil && m.Round >= 1
	})
}

// disturb makes cfg.faults faults, spread over the campaign's rounds.
func (c *cluster) disturb(ctx context.Context, r *rand.Rand, cfg config, out io.Writer) error {
	pace := c.pace(ctx, cfg.faults)
	defer pace.stop()
	for range cfg.faults {
		f := draw(r)
		if err := pace.next(ctx); err != nil {
			return err
		}
		sleep(ctx, time.Duration(r.Int64N(int64(jitter))))
		fmt.Fprintf(out, "  %s\n", f.name)
		if err := f.do(ctx, c, r); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// finish waits for the end of the campaign. Trainers leave by themselves then; one that was killed last is started again.
func (c *cluster) finish(ctx context.Context) error {
	if err := c.until(ctx, "the campaign was trained", func() bool {
		m, err := c.look(ctx)
		return err == nil && m.Round >= m.Rounds && strings.HasPrefix(m.Reason, "all ")
	}); err != nil {
		return err
	}
	return c.until(ctx, "every trainer has left", func() bool {
		for _, t := range c.trainers {
			if t.exitCode() == -2 {
				return false
			}
		}
		return true
	})
}

// until waits for what the cluster brings about by itself.
func (c *cluster) until(ctx context.Context, what string, ok func() bool) error {
	for !ok() {
		sleep(ctx, 50*time.Millisecond)
		if ctx.Err() != nil {
			m, err := c.look(context.WithoutCancel(ctx))
			return fmt.Errorf("waiting until %s: %w; the campaign says %q (%w)", what, ctx.Err(), m.GetReason(), err)
		}
	}
	return nil
}
