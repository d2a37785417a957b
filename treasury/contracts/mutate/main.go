// Command mutate tests the tests: it plants the bugs of mutants.go in the contracts, one at a time and in a copy, and sees
// that the invariant suite finds each, by the invariant that is meant to find it.
//
//	go run ./treasury/contracts/mutate -forge PATH [-only TEXT]
//
// A bug that no longer fits the source, or that the suite does not find, is a failure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// runs of each suite with a bug planted: the suites find all of them in far fewer.
const runs = "400"

func main() {
	dir := flag.String("dir", "treasury/contracts", "folder of the contracts")
	forge := flag.String("forge", "forge", "the forge executable")
	only := flag.String("only", "", "only bugs whose invariant contains this")
	flag.Parse()
	if err := run(*dir, *forge, *only); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(dir, forge, only string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if path := filepath.Join(dir, forge); !filepath.IsAbs(forge) && strings.Contains(forge, "/") {
		forge = path
	}
	var failed []error
	for _, m := range mutants {
		if !strings.Contains(m.invariant, only) {
			continue
		}
		start := time.Now()
		if err := try(dir, forge, m); err != nil {
			failed = append(failed, err)
			fmt.Printf("NOT CAUGHT  %s: %v\n", m.bug, err)
			continue
		}
		fmt.Printf("caught      %-60s by %q in %v\n", m.bug, m.invariant, time.Since(start).Round(time.Second))
	}
	return errors.Join(failed...)
}

// try plants one bug in a copy and runs the invariant suite there.
func try(dir, forge string, m mutant) error {
	copied, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return err
	}
	defer os.RemoveAll(copied)
	for _, part := range []string{"foundry.toml", "src", "tools", "test/Kit.sol", "test/invariant"} {
		if err := copyAll(filepath.Join(dir, part), filepath.Join(copied, part)); err != nil {
			return err
		}
	}
	if err := os.Symlink(filepath.Join(dir, "node_modules"), filepath.Join(copied, "node_modules")); err != nil {
		return err
	}
	if err := plant(filepath.Join(copied, "src", m.file), m.old, m.new); err != nil {
		return err
	}
	c := exec.Command(forge, "test", "--fail-fast")
	c.Dir = copied
	// The old code generator compiles three times as fast, and the bugs are in the source.
	c.Env = append(os.Environ(), "FOUNDRY_VIA_IR=false", "FOUNDRY_INVARIANT_RUNS="+runs, "FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT=0")
	out, err := c.CombinedOutput()
	if err == nil {
		return fmt.Errorf("%q: the suite passes with it", m.invariant)
	}
	if !strings.Contains(string(out), "[FAIL: "+m.invariant) {
		return fmt.Errorf("%q: found by something else: %s", m.invariant, failure(string(out)))
	}
	return nil
}

// failure is the line that says what failed, or the end of the output.
func failure(out string) string {
	for line := range strings.Lines(out) {
		if strings.Contains(line, "[FAIL") || strings.HasPrefix(line, "Error") {
			return strings.TrimSpace(line)
		}
	}
	return out[max(0, len(out)-500):]
}

func plant(file, old, new string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if n := strings.Count(string(text), old); n != 1 {
		return fmt.Errorf("%s has %d times %q: bring mutants.go up to date", filepath.Base(file), n, old)
	}
	return os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o644)
}

// copyAll copies a file or a folder.
func copyAll(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rest, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rest)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o755) // tools/solc is run
	})
}
