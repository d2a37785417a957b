//go:build unix

package main

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"connectrpc.com/connect"

	"quire/trainer/internal/fake"
)

// TestMain lets the test binary be the program itself, for tests that kill it.
func TestMain(m *testing.M) {
	if os.Getenv("TRAINER_IS_CHILD") != "" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// child starts the program as a process and returns it with the lines that it prints.
func child(t *testing.T, dir string, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append(args, "--data-dir", dir)...)
	cmd.Env = append(os.Environ(), "TRAINER_IS_CHILD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// await reads lines until one begins with prefix.
func await(t *testing.T, lines *bufio.Scanner, prefix string) {
	t.Helper()
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), prefix) {
			return
		}
	}
	t.Fatalf("no line %q", prefix)
}

// stuck is a coordinator at which no submission gets its receipt: a trainer there has a task in hand.
func stuck(t *testing.T) *fake.Coordinator {
	t.Helper()
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	c.Misbehave(fake.Fault{On: "Submit", Times: -1, After: true, Code: connect.CodeUnavailable})
	return c
}

func TestFirstSignalDrains(t *testing.T) {
	c := stuck(t)
	cmd, lines := child(t, t.TempDir(), "join", c.URL+"/c/tiny", "--payout", payout, "--log-format", "lines")
	await(t, lines, "offline")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	await(t, lines, "leaving")
	c.Calm()
	await(t, lines, "accepted")
	await(t, lines, "summary   1 tasks")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestSecondSignalStops(t *testing.T) {
	c := stuck(t)
	cmd, lines := child(t, t.TempDir(), "join", c.URL+"/c/tiny", "--payout", payout, "--log-format", "lines")
	await(t, lines, "offline")
	for _, line := range []string{"leaving", "giving"} {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		await(t, lines, line)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 {
		t.Fatalf("exit %d", code)
	}
}

// kill -9 between a submission and its receipt loses neither.
func TestKilledTrainerHoldsItsReceiptLater(t *testing.T) {
	c, dir := stuck(t), t.TempDir()
	cmd, lines := child(t, dir, "join", c.URL+"/c/tiny", "--payout", payout, "--log-format", "lines")
	await(t, lines, "offline")
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if rows := c.Rows(); len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	if out := must(t, dir, "status"); !strings.Contains(out, "pending") || !strings.Contains(out, "receipts  0") {
		t.Fatalf("status:\n%s", out)
	}
	c.Calm()
	out := must(t, dir, "join", c.URL+"/c/tiny", "--log-format", "lines")
	if !strings.Contains(out, "resend") || !strings.Contains(out, "summary   18 tasks") {
		t.Fatalf("join:\n%s", out)
	}
	if rows := c.Rows(); len(rows) != 18 {
		t.Fatalf("%d rows", len(rows))
	}
	held, err := filepath.Glob(filepath.Join(dir, "campaigns", "*", "receipts", "*.json"))
	if err != nil || len(held) != 18 {
		t.Fatalf("%d receipts, %v", len(held), err)
	}
}
