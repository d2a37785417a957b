// Command mutate tests the tests: it plants the bugs of mutants.go in the contracts, one at a time and in a copy, and sees
// that the invariant suite finds each, by the invariant that is meant to find it.
//
//	go run ./treasury/contracts/mutate -forge PATH [-only TEXT] [-jobs N] [-again]
//
// A bug that no longer fits the source, or that the suite does not find, is a failure. What was caught is noted in the
// contracts' cache folder: a run that was interrupted goes on where it was, and what has not changed is not tried again.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

const (
	// runs of each suite with a bug planted: most are found in the first few.
	runs = "400"
	// tryMax bounds one bug; a suite that passes takes two minutes of a processor.
	tryMax = 20 * time.Minute
	// lineMax is the longest line that forge prints: a sequence of calls.
	lineMax = 16 << 20
)

// errSurvived says that the suite passes with the bug, or fails by something else than what is meant to find it.
var errSurvived = errors.New("survived")

// bench is where bugs are planted.
type bench struct {
	dir   string // the contracts
	forge string
	again bool // try what was caught before too
}

func main() {
	dir := flag.String("dir", "treasury/contracts", "folder of the contracts")
	forge := flag.String("forge", "forge", "the forge executable; a path is relative to -dir")
	only := flag.String("only", "", "only bugs whose name or invariant contains this")
	jobs := flag.Int("jobs", runtime.NumCPU(), "bugs tried at a time")
	again := flag.Bool("again", false, "try what was caught before too")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *dir, *forge, *only, max(1, *jobs), *again); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, forge, only string, jobs int, again bool) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if !filepath.IsAbs(forge) && strings.Contains(forge, "/") {
		forge = filepath.Join(dir, forge)
	}
	var chosen []mutant
	for _, m := range mutants {
		if strings.Contains(m.bug, only) || strings.Contains(m.invariant, only) {
			chosen = append(chosen, m)
		}
	}
	if len(chosen) == 0 {
		return fmt.Errorf("no bug and no invariant contains %q", only)
	}
	failed := bench{dir, forge, again}.tryAll(ctx, chosen, jobs)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: what was caught so far is noted, and the next run goes on from there", err)
	}
	fmt.Printf("%d caught, %d survived\n", len(chosen)-len(failed), len(failed))
	return errors.Join(failed...)
}

// tryAll tries the bugs, jobs at a time, says of each what became of it, and returns why others than caught ones are.
func (b bench) tryAll(ctx context.Context, all []mutant, jobs int) (failed []error) {
	var mu sync.Mutex // guards failed and what is printed
	var wait sync.WaitGroup
	slots := make(chan struct{}, jobs)
	for _, m := range all {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			defer func() { <-slots }()
			begin := time.Now()
			known, err := b.try(ctx, m)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case ctx.Err() != nil:
			case err != nil:
				failed = append(failed, fmt.Errorf("%s: %w", m.bug, err))
				fmt.Printf("NOT CAUGHT  %s: %v\n", m.bug, err)
			case known:
				fmt.Printf("caught      %-60s by %q before\n", m.bug, m.invariant)
			default:
				fmt.Printf("caught      %-60s by %q in %v\n", m.bug, m.invariant, time.Since(begin).Round(time.Second))
			}
		})
	}
	wait.Wait()
	return failed
}

// try plants one bug in a copy and runs the invariant suite there, unless it is known to be caught.
func (b bench) try(ctx context.Context, m mutant) (known bool, err error) {
	copied, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(copied)
	digest, err := b.plant(copied, m)
	if err != nil {
		return false, err
	}
	note := filepath.Join(b.dir, "cache", "caught", digest)
	if _, err := os.Stat(note); err == nil && !b.again {
		return true, nil
	}
	found, err := b.test(ctx, copied, m)
	if err != nil {
		return false, err
	}
	if !strings.HasPrefix(found, m.invariant) {
		return false, fmt.Errorf("%w: meant for %q, found by: %q", errSurvived, m.invariant, found)
	}
	if err := os.MkdirAll(filepath.Dir(note), 0o755); err != nil {
		return false, err
	}
	return false, os.WriteFile(note, []byte(m.bug+"\n"), 0o644)
}

// test runs the suite in a copy until it fails and returns why: what the invariant says, or "" if it passes.
func (b bench) test(ctx context.Context, copied string, m mutant) (found string, err error) {
	ctx, stop := context.WithTimeout(ctx, tryMax)
	defer stop()
	suite := "^TrainingInvariantTest$"
	if beforeTheStart[m.bug] {
		suite = "^InvariantTest$"
	}
	c := exec.CommandContext(ctx, b.forge, "test", "--match-contract", suite)
	c.Dir = copied
	c.WaitDelay = time.Second
	// Unoptimized code compiles twice as fast, and the bugs are in the source. What fails needs no shortest example. Most
	// of the time goes into looking at the invariants, and what is broken stays broken: every 16th call is enough.
	c.Env = append(os.Environ(), "FOUNDRY_OPTIMIZER=false", "FOUNDRY_INVARIANT_RUNS="+runs,
		"FOUNDRY_INVARIANT_CHECK_INTERVAL=16", "FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT=0")
	out, err := c.StdoutPipe()
	if err != nil {
		return "", err
	}
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, lineMax)
	for found == "" && lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		found = failure(lines.Text())
	}
	if found != "" {
		stop() // forge would go on for long
	}
	err = c.Wait()
	switch {
	case found != "":
		return found, nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		text := said.String()
		return "", fmt.Errorf("forge failed and named no invariant: %w: %s", err, text[max(0, len(text)-500):])
	}
	return "", nil
}

// failure is why the suite failed, if a line of forge's says that it did: as an event while it runs, or in the summary.
func failure(line string) string {
	var event struct{ Event, Reason string }
	if json.Unmarshal([]byte(line), &event) == nil && event.Event == "failure" {
		return event.Reason
	}
	_, reason, _ := strings.Cut(line, "[FAIL: ")
	reason, _, _ = strings.Cut(reason, "]")
	return strings.TrimPrefix(reason, "failed to set up invariant testing environment: ")
}
