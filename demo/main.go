// Command demo plays a whole campaign on this machine, as people would run it: it starts the real binaries as separate
// processes (a chain, a coordinator, a settler, three trainers), and acts the organiser, three funders and an auditor
// through their command lines. Nothing in it is special to the demo but the narration.
//
// The files: acts.go is the play, process.go keeps the processes, watch.go follows the rounds and kills,
// quarrel.go has the exit and the false epoch, cheat.go the liars and the slash, money.go the balance, audit.go checks
// the invariants from public data, stage.go prints.
//
// Exit codes: 0 every check held, 1 something did not, 2 wrong usage, 130 interrupted before all was checked.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// Version is set by the Makefile.
var Version = "dev"

// errUsage reports a wrong command line.
var errUsage = errors.New("usage")

type config struct {
	campaign string // campaign file
	data     string // text to train on
	dir      string // everything the processes write
	listen   string // of the coordinator
	bin      string // folder of the binaries
	trainers int
	kills    int // extra SIGKILLs at random moments
	seed     int64
	once     bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	code := exitCode(err)
	if code == 1 || code == 2 {
		fmt.Fprintln(os.Stderr, "demo:", err)
	}
	os.Exit(code)
}

func exitCode(err error) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	case errors.Is(err, errInterrupted):
		return 130 // as shells do for Ctrl-C
	}
	return 1
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	cfg, err := parse(args)
	if err != nil {
		return err
	}
	if cfg.bin, err = binFolder(); err != nil {
		return err
	}
	temporary := cfg.dir == ""
	if temporary {
		if cfg.dir, err = os.MkdirTemp("", "quire-demo-"); err != nil {
			return err
		}
	}
	d := newDemo(cfg, newStage(out))
	defer func() {
		stopped := d.stopAll()
		failed := err != nil && !errors.Is(err, errInterrupted)
		if !failed && temporary {
			stopped = errors.Join(stopped, os.RemoveAll(cfg.dir))
		}
		if failed {
			err = fmt.Errorf("%w\nthe processes' logs are in %s", err, filepath.Join(cfg.dir, "logs"))
		}
		err = errors.Join(err, stopped)
	}()
	if err := d.play(ctx); err != nil {
		return err
	}
	if cfg.once || ctx.Err() != nil {
		return nil
	}
	d.out.say("The dashboard stays at %s until you press Ctrl-C.", d.campaignURL(d.name))
	<-ctx.Done()
	d.out.say("")
	return nil
}

func parse(args []string) (cfg config, err error) {
	f := flag.NewFlagSet("demo", flag.ContinueOnError)
	f.StringVar(&cfg.campaign, "campaign", "campaigns/demo.yaml", "campaign file")
	f.StringVar(&cfg.data, "data", "", "text file, or folder of text files, to train on (default: a book that every Go installation carries)")
	f.StringVar(&cfg.dir, "dir", "", "empty folder for everything that the processes write (default: a temporary one, removed at the end)")
	f.StringVar(&cfg.listen, "listen", "127.0.0.1:7070", "address of the coordinator and its dashboard; another free port is taken if this one is in use")
	f.IntVar(&cfg.trainers, "trainers", 3, "trainer processes, 2 to 16")
	f.IntVar(&cfg.kills, "kills", 0, "additional SIGKILLs of trainers, coordinator, settler and chain at random moments")
	f.Int64Var(&cfg.seed, "seed", 0, "of those moments (default: drawn, and printed)")
	f.BoolVar(&cfg.once, "once", false, "end after the last act instead of leaving the dashboard up")
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return cfg, err
		}
		return cfg, fmt.Errorf("%w: %w", errUsage, err)
	}
	if f.NArg() > 0 || cfg.trainers < 2 || cfg.trainers > 16 || cfg.kills < 0 || cfg.kills > 100 {
		return cfg, fmt.Errorf("%w: demo [flags], with 2 to 16 trainers and at most 100 kills; see demo -h", errUsage)
	}
	if cfg.data == "" {
		if cfg.data, err = opticks(); err != nil {
			return cfg, err
		}
	}
	if _, err := os.Stat(cfg.data); err != nil {
		return cfg, fmt.Errorf("%w: no text to train on; name one with --data: %w", errUsage, err)
	}
	if cfg.dir != "" {
		dir, err := filepath.Abs(cfg.dir)
		if err != nil {
			return cfg, err
		}
		cfg.dir = dir
		if entries, err := os.ReadDir(cfg.dir); err == nil && len(entries) > 0 {
			return cfg, fmt.Errorf("%w: --dir %s is not empty", errUsage, cfg.dir)
		}
	}
	return cfg, nil
}

// binFolder is the folder of this program, where the others must be too.
func binFolder() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	dir := filepath.Dir(self)
	for _, name := range []string{"coordinator", "trainer", "treasury"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return "", fmt.Errorf("%w: there is no %s beside this program (run `make demo`): %w", errUsage, name, err)
		}
	}
	return dir, nil
}

// opticks is Newton's book, which comes with every Go toolchain.
func opticks() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("%w: name a text with --data; the default comes with Go, which is not to be found: %w", errUsage, err)
	}
	return filepath.Join(strings.TrimSpace(string(root)), "src", "testdata", "Isaac.Newton-Opticks.txt"), nil
}
