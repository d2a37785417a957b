package main

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quire/internal/keyfile"
	"quire/trainer/internal/fake"
)

// The model's folder is proved by its colophon: every change to it is named, and so is who signed.
func TestColophon(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url, dir := c.URL+"/c/tiny", t.TempDir()
	must(t, dir, "join", url, "--payout", payout)
	root := c.Bucket(t)
	key := filepath.Join(t.TempDir(), "signer.key")
	signer, err := keyfile.Create(key, "")
	if err != nil {
		t.Fatal(err)
	}

	// From a coordinator with the node key, and from its bucket alone with another.
	model := filepath.Join(t.TempDir(), "model")
	must(t, dir, "export", url, model)
	must(t, dir, "colophon", "verify", model)
	must(t, dir, "verify", root, "--spec", spec.Digest().String())
	out := must(t, dir, "export", root, model, "--spec", spec.Digest().String(), "--key-file", key)
	if !strings.Contains(out, "signed by "+signer.Hex()) {
		t.Errorf("export:\n%s", out)
	}
	out = must(t, dir, "colophon", "verify", model, "--signer", signer.Hex())
	if !strings.Contains(out, signer.Hex()) || !strings.Contains(out, c.Checkpoint().String()) {
		t.Errorf("colophon verify:\n%s", out)
	}
	text, err := os.ReadFile(filepath.Join(model, "COLOPHON.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{spec.Title, spec.Digest().String(), payout, "18 of 18 tasks recomputed", spec.Data.Shards[0].Digest.String(), "Signed by `" + signer.Hex()} {
		if !strings.Contains(string(text), want) {
			t.Errorf("COLOPHON.md lacks %q:\n%s", want, text)
		}
	}
	if code, out, errOut := trainer(t, dir, "colophon", "verify", model, "--signer", payout); code != 1 || !strings.Contains(errOut, "not by "+payout) {
		t.Errorf("another signer: exit %d\n%s%s", code, out, errOut)
	}

	checkTampering(t, dir, model)
	must(t, dir, "colophon", url, model, "--unsigned")
	if code, _, errOut := trainer(t, dir, "colophon", "verify", model); code != 1 || !strings.Contains(errOut, "unsigned") {
		t.Errorf("unsigned: exit %d\n%s", code, errOut)
	}
	if out := must(t, dir, "colophon", "verify", model, "--unsigned"); !strings.HasPrefix(out, "UNSIGNED") {
		t.Errorf("unsigned, and accepted:\n%s", out)
	}

	// A model that is not the campaign's gets no colophon.
	flip(t, filepath.Join(model, "model.safetensors"))
	if code, _, errOut := trainer(t, dir, "colophon", url, model); code != 1 || !strings.Contains(errOut, "is not checkpoint") {
		t.Errorf("another model: exit %d\n%s", code, errOut)
	}
}

// flip changes the last byte of a file and returns what undoes it.
func flip(t *testing.T, path string) (undo func()) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	changed := append([]byte(nil), b...)
	changed[len(changed)-1] ^= 1
	write(changed)
	return func() { write(b) }
}

func checkTampering(t *testing.T, dir, model string) {
	t.Helper()
	refused := func(what, want string) {
		t.Helper()
		if code, out, errOut := trainer(t, dir, "colophon", "verify", model); code != 1 || !strings.Contains(errOut, want) {
			t.Errorf("%s: exit %d, want 1 with %q\n%s%s", what, code, want, out, errOut)
		}
	}
	entries, err := os.ReadDir(model)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, e := range entries {
		if e.Name() == "colophon.dsse.json" {
			continue
		}
		seen++
		path := filepath.Join(model, e.Name())
		undo := flip(t, path)
		refused("changed "+e.Name(), e.Name()+" has SHA-256")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		refused("removed "+e.Name(), e.Name()+" is missing")
		undo()
	}
	if seen < 5 {
		t.Errorf("only %d files", seen)
	}
	stray := filepath.Join(model, "pytorch_model.bin")
	if err := os.WriteFile(stray, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	refused("added", "pytorch_model.bin is not in the colophon")
	if err := os.Remove(stray); err != nil {
		t.Fatal(err)
	}
	undo := rewrite(t, filepath.Join(model, "colophon.dsse.json"))
	refused("changed colophon", "not signed by whom it says")
	undo()
	must(t, dir, "colophon", "verify", model)
}

// rewrite changes a number in the statement of an envelope and keeps the signature.
func rewrite(t *testing.T, path string) (undo func()) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var e map[string]any
	if err := json.Unmarshal(b, &e); err != nil {
		t.Fatal(err)
	}
	payload, err := base64.StdEncoding.DecodeString(e["payload"].(string))
	if err != nil {
		t.Fatal(err)
	}
	e["payload"] = base64.StdEncoding.EncodeToString([]byte(strings.Replace(string(payload), `"tasks":18`, `"tasks":19`, 1)))
	changed, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
