package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// buffer is a bytes.Buffer that may be read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// command runs one command line and returns its exit code and what it said.
func command(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, errs buffer
	code := run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// serving starts a coordinator in dir and returns its URL and the function that stops it.
func serving(t *testing.T, dir string) (string, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data-dir", dir, "--log-format", "json"}, &out, &errs)
	}()
	stop := func() {
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("serve ended with %d: %s", code, errs.String())
		}
	}
	ready := regexp.MustCompile(`ready at (\S+)`)
	for range 4000 {
		if m := ready.FindStringSubmatch(out.String()); m != nil && strings.Contains(errs.String(), `"leading"`) {
			return m[1], stop
		}
		select {
		case code := <-done:
			t.Fatalf("serve ended with %d: %s", code, errs.String())
		case <-time.After(5 * time.Millisecond):
		}
	}
	t.Fatalf("never ready: %s", errs.String())
	return "", nil
}

// A campaign that was published is there after a restart on the same directory.
func TestPublishedCampaignSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	data, built, prepared := filepath.Join(dir, "data"), filepath.Join(dir, "built"), filepath.Join(dir, "prepared")
	text := filepath.Join(dir, "text.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("Whence is it that Nature doth nothing in vain?\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := filepath.Abs("../campaigns/11m.yaml")
	if err != nil {
		t.Fatal(err)
	}
	back, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(back) // the embedded S3 server moves the working directory
	url, stop := serving(t, data)
	if code, _, errs := command(t, "data", "build", text, "--out", built); code != 0 {
		t.Fatal(errs)
	}
	if code, _, errs := command(t, "campaign", "prepare", file, "--data", built, "--out", prepared); code != 0 {
		t.Fatal(errs)
	}
	for range 2 { // publishing again changes nothing
		if code, _, errs := command(t, "campaign", "publish", prepared, "--url", url, "--key-file", filepath.Join(data, "operator.key")); code != 0 {
			t.Fatal(errs)
		}
	}
	stop()
	url, stop = serving(t, data)
	defer stop()
	var campaigns []struct{ Name, Reason string }
	code, out, errs := command(t, "status", "--url", url, "--json")
	for range 1000 { // a campaign is listed once it is loaded
		if code != 0 || !strings.HasPrefix(out, "null") {
			break
		}
		time.Sleep(5 * time.Millisecond)
		code, out, errs = command(t, "status", "--url", url, "--json")
	}
	if err := json.Unmarshal([]byte(out), &campaigns); code != 0 || err != nil || len(campaigns) != 1 || campaigns[0].Name != "evenings" {
		t.Fatalf("status after the restart: %d %s %s (%v)", code, out, errs, err)
	}
	if !strings.Contains(campaigns[0].Reason, "waiting for a first trainer") {
		t.Errorf("reason %q", campaigns[0].Reason)
	}
	if code, _, errs := command(t, "serve", "--data-dir", data, "--listen", "127.0.0.1:0"); code != exitFailed {
		t.Errorf("a second coordinator on the same directory: %d %s", code, errs)
	}
}

func TestBadCommandLines(t *testing.T) {
	dir := t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(dir, "file")
	open := filepath.Join(dir, "open.key")
	empty := filepath.Join(dir, "empty.txt")
	binary := filepath.Join(dir, "binary")
	for name, b := range map[string][]byte{file: []byte("x"), open: []byte(strings.Repeat("1", 64)), empty: nil, binary: {1, 0, 2}} {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tiny, small := filepath.Join(dir, "tiny"), filepath.Join(dir, "small")
	long := filepath.Join(dir, "long.txt")
	if err := os.WriteFile(long, []byte(strings.Repeat("text ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, out := range map[string]string{file: tiny, long: small} {
		if code, _, errs := command(t, "data", "build", text, "--out", out); code != 0 {
			t.Fatal(errs)
		}
	}
	const demo = "../campaigns/11m.yaml"
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no such command":   {[]string{"fly"}, exitUsage, "fly"},
		"no such flag":      {[]string{"serve", "--fast"}, exitUsage, "--fast"},
		"an argument":       {[]string{"serve", "now"}, exitUsage, "takes no argument"},
		"taken port":        {[]string{"serve", "--data-dir", dir, "--listen", taken.Addr().String()}, exitFailed, "--listen"},
		"file as directory": {[]string{"serve", "--data-dir", file, "--listen", "127.0.0.1:0"}, exitFailed, "--data-dir"},
		"short lease":       {[]string{"serve", "--data-dir", dir, "--lease", "1ms"}, exitUsage, "--lease"},
		"log level":         {[]string{"serve", "--log-level", "loud"}, exitUsage, "--log-level"},
		"half the services": {[]string{"serve", "--data-dir", dir, "--listen", "127.0.0.1:0", "--etcd", "http://127.0.0.1:1", "--receipt-key", open}, exitFailed, "chmod 600"},
		"own receipt key":   {[]string{"serve", "--data-dir", dir, "--listen", "127.0.0.1:0", "--etcd", "http://127.0.0.1:1"}, exitUsage, "--receipt-key"},
		"no campaign file":  {[]string{"campaign", "prepare", "absent.yaml", "--data", file, "--out", dir + "/o"}, exitFailed, "absent.yaml"},
		"not a campaign":    {[]string{"campaign", "prepare", file, "--data", tiny, "--out", dir + "/o"}, exitFailed, "bad spec"},
		"empty text":        {[]string{"data", "build", empty, "--out", dir + "/d1"}, exitFailed, "it is empty"},
		"binary text":       {[]string{"data", "build", binary, "--out", dir + "/d2"}, exitFailed, "binary"},
		"no text":           {[]string{"data", "build", dir + "/absent", "--out", dir + "/d3"}, exitFailed, "absent"},
		"no input":          {[]string{"data", "build", "--out", dir + "/d4"}, exitUsage, "at least one"},
		"all held out":      {[]string{"data", "build", file, "--held-out", "1", "--out", dir + "/d5"}, exitUsage, "--held-out"},
		"no tokenizer":      {[]string{"data", "build", file, "--tokenizer", file, "--out", dir + "/d6"}, exitFailed, "tokenizer.json"},
		"tiny vocabulary":   {[]string{"data", "tokenizer", file, "--vocab", "9", "--out", dir + "/t"}, exitFailed, "256 bytes"},
		"no data set":       {[]string{"data", "inspect", dir}, exitFailed, "coordinator data build"},
		"text as data set":  {[]string{"campaign", "prepare", demo, "--data", dir, "--out", dir + "/o"}, exitFailed, "coordinator data build"},
		"tiny text":         {[]string{"campaign", "prepare", demo, "--data", tiny, "--out", dir + "/o"}, exitFailed, "data.tokens"},
		"nothing imported":  {[]string{"campaign", "prepare", demo, "--data", small, "--initial", dir, "--out", dir + "/o"}, exitFailed, "trainer import"},
		"open key":          {[]string{"campaign", "publish", dir, "--key-file", open}, exitFailed, "chmod 600"},
		"no coordinator":    {[]string{"status", "--url", "http://127.0.0.1:1"}, exitFailed, "127.0.0.1:1"},
	} {
		code, _, errs := command(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, c.code, errs)
		}
		if strings.Count(strings.TrimSpace(errs), "\n") > 2 {
			t.Errorf("%s: more than one clear error:\n%s", name, errs)
		}
	}
}

func TestFlagsFromTheEnvironment(t *testing.T) {
	t.Setenv("QUIRE_LOG_LEVEL", "loud")
	if code, _, errs := command(t, "serve"); code != exitUsage || !strings.Contains(errs, "loud") {
		t.Errorf("%d %s", code, errs)
	}
	t.Setenv("QUIRE_LEASE", "soon")
	if code, _, errs := command(t, "serve"); code != exitUsage || !strings.Contains(errs, "QUIRE_LEASE") {
		t.Errorf("%d %s", code, errs)
	}
}
