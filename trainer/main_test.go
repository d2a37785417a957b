package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"connectrpc.com/connect"

	"quire/proto/canon"
	"quire/trainer/internal/fake"
)

const payout = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

// trainer runs the program with a data folder and returns its exit code and output.
func trainer(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut bytes.Buffer
	code = run(t.Context(), append(args, "--data-dir", dir), &out, &errOut)
	return code, out.String(), errOut.String()
}

// must runs the program and expects success.
func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, stdout, stderr := trainer(t, dir, args...)
	if code != 0 {
		t.Fatalf("trainer %s: exit %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// prepared writes spec and shards as `coordinator campaign prepare` does.
func prepared(t *testing.T, c *fake.Coordinator, shards [][]byte) string {
	t.Helper()
	dir := t.TempDir()
	spec, err := canon.Encode(c.Spec)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"spec.json": spec, "entropy.json": []byte("2.5"), "shards/00000.bin": shards[0]}
	for name, b := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

// The whole story of a contributor, and of those who come after: join, look, prove, use the model.
func TestContributorsStory(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url, dir := c.URL+"/c/tiny", t.TempDir()

	out := must(t, dir, "join", url, "--payout", payout, "--name", "ada", "--log-format", "lines")
	for _, want := range []string{"payout    " + payout, "accepted  round 0  slice 0", "loss 5.", "over      every round is closed", "summary   18 tasks", "QTT"} {
		if !strings.Contains(out, want) {
			t.Errorf("join lacks %q:\n%s", want, out)
		}
	}
	out = must(t, dir, "join", url, "--log-format", "lines") // again: nothing to do, nothing forgotten
	if !strings.Contains(out, "payout    "+payout) || !strings.Contains(out, "summary   0 tasks") {
		t.Errorf("second join:\n%s", out)
	}

	if out := must(t, dir, "status"); !strings.Contains(out, "receipts  18") || !strings.Contains(out, "ledger    18 tasks") {
		t.Errorf("status:\n%s", out)
	}
	if out := must(t, dir, "receipts", "--check"); strings.Count(out, "  valid\n") != 18 {
		t.Errorf("receipts:\n%s", out)
	}

	want := lastLine(must(t, t.TempDir(), "reference", prepared(t, c, shards)))
	if want != c.Checkpoint().String() {
		t.Fatalf("reference ends with %s, the campaign with %s", want, c.Checkpoint())
	}
	if out := must(t, t.TempDir(), "verify", url); !strings.Contains(out, "18 of 18 tasks") || !strings.HasSuffix(strings.TrimSpace(out), want) {
		t.Errorf("verify:\n%s", out)
	}

	folder := filepath.Join(t.TempDir(), "model")
	must(t, dir, "export", url, folder)
	for _, name := range []string{"config.json", "model.safetensors", "tokenizer.json", "quire_spec.json"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
	a := must(t, dir, "generate", url, "--prompt", "hello", "--tokens", "20", "--seed", "3")
	b := must(t, dir, "generate", folder, "--prompt", "hello", "--tokens", "20", "--seed", "3")
	if a != b || !strings.HasPrefix(a, "hello") {
		t.Errorf("generate from the campaign %q, from the folder %q", a, b)
	}
	if out := must(t, dir, "doctor", url); strings.Contains(out, "✗") {
		t.Errorf("doctor:\n%s", out)
	}
}

func TestVerifyChoices(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url := c.URL + "/c/tiny"
	must(t, t.TempDir(), "join", url, "--payout", payout)
	task := c.Rows()[7].Task.String()
	for _, k := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--task", task}, 0, "1 of 18 tasks"},
		{[]string{"--round", "2"}, 0, "5 of 18 tasks"},
		{[]string{"--sample", "0"}, 0, "0 of 18 tasks"},
		{[]string{"--all"}, 0, "18 of 18 tasks"},
		{[]string{"--spec", spec.Digest().String(), "--sample", "0.5", "--seed", "1"}, 0, "of 18 tasks"},
		{[]string{"--spec", strings.Repeat("1", 64)}, 1, "not " + strings.Repeat("1", 64)},
		{[]string{"--task", strings.Repeat("1", 64)}, 2, "no closed round"},
		{[]string{"--task", "xyz"}, 2, "64 hexadecimal digits"},
		{[]string{"--round", "9"}, 2, "not closed"},
		{[]string{"--round", "-2"}, 2, "count from 0"},
		{[]string{"--sample", "1.5"}, 2, "probability"},
		{[]string{"--all", "--round", "1"}, 2, "exclude"},
	} {
		code, out, errOut := trainer(t, t.TempDir(), append([]string{"verify", url}, k.args...)...)
		if code != k.code || !strings.Contains(out+errOut, k.want) {
			t.Errorf("verify %v: exit %d, want %d with %q\n%s%s", k.args, code, k.code, k.want, out, errOut)
		}
	}
	var v struct {
		Right      bool `json:"right"`
		Recomputed int  `json:"recomputed"`
	}
	if err := json.Unmarshal([]byte(must(t, t.TempDir(), "verify", url, "--json")), &v); err != nil || !v.Right || v.Recomputed != 18 {
		t.Errorf("verify --json: %+v, %v", v, err)
	}
}

func TestExitCodes(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url := c.URL + "/c/tiny"
	openKey := func(t *testing.T) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "node.key"), []byte(strings.Repeat("22", 32)), 0o644); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct {
		name string
		dir  string
		args []string
		code int
		want string
	}{
		{"no such command", "", []string{"jion"}, 2, "unknown command"},
		{"no such flag", "", []string{"join", "--gpus"}, 2, "unknown flag"},
		{"no URL", "", []string{"join"}, 2, "accepts 1 arg"},
		{"bare host", "", []string{"join", "example.org"}, 2, "looks like http://host:7070/c/NAME"},
		{"no campaign in URL", "", []string{"join", c.URL}, 2, "/c/NAME"},
		{"password in URL", "", []string{"join", "http://u:p@h/c/x"}, 2, "/c/NAME"},
		{"no such campaign", "", []string{"join", c.URL + "/c/other"}, 2, "check the name"},
		{"bad payout", "", []string{"join", url, "--payout", "vitalik.eth"}, 2, "--payout"},
		{"bad log format", "", []string{"join", url, "--log-format", "xml"}, 2, "--log-format"},
		{"bad size", "", []string{"join", url, "--max-disk", "much"}, 2, "--max-disk"},
		{"bad threads", "", []string{"join", url, "--threads", "0"}, 2, "--threads"},
		{"no payout", "", []string{"join", url}, 2, "--payout"},
		{"long name", "", []string{"join", url, "--name", strings.Repeat("x", 41)}, 2, "--name"},
		{"other spec", "", []string{"join", url, "--payout", payout, "--spec", strings.Repeat("1", 64)}, 1, "another campaign"},
		{"readable key", openKey(t), []string{"join", url}, 5, "chmod 600"},
		{"no password file", "", []string{"join", url, "--password-file", "/nowhere"}, 5, "/nowhere"},
		{"nobody there", "", []string{"join", "http://127.0.0.1:1/c/x", "--connect-timeout", "1ms"}, 6, "cannot be reached"},
		{"folder is a file", file, []string{"join", url}, 7, "data folder"},
		{"no spec", "", []string{"reference", "/nowhere"}, 2, "/nowhere"},
		{"no checkpoint", "", []string{"export", url, t.TempDir()}, 1, "no checkpoint yet"},
		{"no model", "", []string{"generate", "/nowhere"}, 1, "/nowhere"},
		{"no prompt", "", []string{"generate", url, "--prompt", ""}, 2, "--prompt"},
	} {
		t.Run(k.name, func(t *testing.T) {
			if k.dir == "" {
				k.dir = t.TempDir()
			}
			complains(t, k.dir, k.args, k.code, k.want)
		})
	}
	c.Misbehave(fake.Fault{On: "Join", Times: 1, Code: connect.CodePermissionDenied})
	if code, _, errOut := trainer(t, t.TempDir(), "join", url, "--payout", payout); code != 4 || !strings.Contains(errOut, "refuses") {
		t.Errorf("refused: exit %d\n%s", code, errOut)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code := run(ctx, []string{"join", url, "--data-dir", t.TempDir()}, &bytes.Buffer{}, &bytes.Buffer{}); code != 130 {
		t.Errorf("interrupted: exit %d", code)
	}
}

// complains runs the program and expects it to fail with one sentence that holds want and no secret.
func complains(t *testing.T, dir string, args []string, wantCode int, want string) {
	t.Helper()
	code, out, errOut := trainer(t, dir, args...)
	if code != wantCode || !strings.Contains(errOut, want) {
		t.Errorf("exit %d, want %d with %q\n%s%s", code, wantCode, want, out, errOut)
	}
	if n := strings.Count(errOut, "\n"); n != 1 {
		t.Errorf("%d lines of complaint, want one:\n%s", n, errOut)
	}
	if strings.Contains(errOut, strings.Repeat("22", 32)) {
		t.Error("the complaint tells the key")
	}
}

func TestTamperedReceiptIsFound(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	dir := t.TempDir()
	must(t, dir, "join", c.URL+"/c/tiny", "--payout", payout, "--once")
	paths, err := filepath.Glob(filepath.Join(dir, "campaigns", "*", "receipts", "*.json"))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%v, %v", paths, err)
	}
	if i, err := os.Stat(paths[0]); err != nil || i.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", i.Mode(), err)
	}
	b, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte(`"reward":"`), []byte(`"reward":"9`), 1)
	if err := os.WriteFile(paths[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errOut := trainer(t, dir, "receipts", "--check"); code != 1 || !strings.Contains(out, "NOT VALID") {
		t.Errorf("exit %d\n%s%s", code, out, errOut)
	}
}

func TestJSONLog(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	code, out, log := trainer(t, t.TempDir(), "join", c.URL+"/c/tiny", "--payout", payout, "--once", "--log-format", "json")
	if code != 0 || out != "" {
		t.Fatalf("exit %d, stdout %q", code, out)
	}
	for line := range strings.Lines(log) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}
