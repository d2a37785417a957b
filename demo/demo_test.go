package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wholeTimeout bounds the test of the whole path; it takes some 30 s on two quiet cores.
const wholeTimeout = 8 * time.Minute

// binaries builds the real programs once, with this test beside them.
func binaries(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("go", "build", "-o", dir+"/", "quire/coordinator", "quire/trainer", "quire/trainer/internal/cheat", "quire/treasury", "quire/demo").CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return dir
}

// The whole path on real parts: pledges, kills, rounds, epochs, claims, refunds, the audit, and the digest of a quiet
// process. The demo itself fails if any of its checks does not hold.
func TestFromPledgeToPayout(t *testing.T) {
	bin := binaries(t)
	ctx, cancel := context.WithTimeout(t.Context(), wholeTimeout)
	defer cancel()
	dir := filepath.Join(t.TempDir(), "run")
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "demo"), "--once", "--campaign", "testdata/tiny.yaml", "--kills", "5", "--dir", dir, "--listen", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it ends what it started
	cmd.WaitDelay = time.Minute
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("demo: %v\n%s\n%s", err, out, logs(dir))
	}
	for _, want := range []string{
		"SIGKILL", "was wrong about", "who lied was seen, and false work earned nothing", "is back, with the same key", "epoch 2 is posted", "Dora gets her",
		"Ben leaves in the middle", "two signatures convict Nell's trainer", "nobody is paid, and Ann gets her bond back",
		"✓ pledged + lost bonds = paid", "✓ nothing was made or lost",
		"✓ the objects and the chain alone prove it too", "✓ the model carries its colophon",
		"✓ an undisturbed run in a single process ends with the same checkpoint", "Every check held.",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the demo does not say %q:\n%s", want, out)
		}
	}
}

func logs(dir string) string {
	var all strings.Builder
	files, _ := filepath.Glob(filepath.Join(dir, "logs", "*.log"))
	for _, f := range files {
		p := process{log: f}
		fmt.Fprintf(&all, "── %s\n%s\n", filepath.Base(f), p.tail())
	}
	return all.String()
}

func TestBadUsage(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"a word": {"now"}, "no such flag": {"--fast"}, "one trainer": {"--trainers", "1"}, "many kills": {"--kills", "1000"},
		"no text": {"--data", filepath.Join(full, "absent")}, "full folder": {"--dir", full},
	} {
		if _, err := parse(args); !errors.Is(err, errUsage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		base     int64
		decimals int
		want     string
	}{
		{0, 6, "0 T"}, {1, 6, "0… T"}, {1_500_000, 6, "1.5 T"}, {202_001_496, 6, "202.0014… T"}, {7, 0, "7 T"}, {100_000_000, 6, "100 T"},
	} {
		if got := tokens(big.NewInt(c.base), c.decimals, "T"); got != c.want {
			t.Errorf("%d with %d decimals: %q, want %q", c.base, c.decimals, got, c.want)
		}
	}
}
