package organise

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/dataset"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

const demo = "../../../campaigns/demo.yaml"

// data builds a data set of some text.
func data(t *testing.T, k *tokenizer.Tokenizer, perMillion int) string {
	t.Helper()
	dir := t.TempDir()
	text := filepath.Join(dir, "text.txt")
	var b bytes.Buffer
	for i := range 20_000 { // some documents' worth
		fmt.Fprintf(&b, "Query %d: whence is it that Nature doth nothing in vain?\n", i)
	}
	if err := os.WriteFile(text, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	set := filepath.Join(dir, "set")
	if _, err := dataset.Build(t.Context(), dataset.Config{Paths: []string{text}, Dir: set, Tokenizer: k, HeldOutPerMillion: perMillion}); err != nil {
		t.Fatal(err)
	}
	return set
}

// imported writes what `trainer import` writes.
func imported(t *testing.T, m campaign.Model, weights []byte) string {
	t.Helper()
	dir := t.TempDir()
	text, err := canon.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{importModel: text, importWeights: weights} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func model(t *testing.T) campaign.Model {
	t.Helper()
	m, err := campaign.Preset("0.84m") // which is the demo's
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A prepared campaign has every object that its spec names under its SHA-256, and the weights are what was imported.
func TestPreparedCampaignIsComplete(t *testing.T) {
	m := model(t)
	weights := make([]byte, 0, 4*m.Params())
	for i := range m.Params() {
		weights = binary.LittleEndian.AppendUint32(weights, math.Float32bits(float32(i)/1024))
	}
	m.Context = 512 // the campaign trains on shorter sequences
	set, out := data(t, tokenizer.Bytes(), 200_000), filepath.Join(t.TempDir(), "out")
	for range 2 { // again changes nothing
		if _, err := Prepare(demo, set, imported(t, m, weights), out); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Load(out)
	if err != nil || len(p.Spec.Initial) != p.Spec.Recipe.Slices || len(p.Spec.Data.HeldOut.Shards) != 1 || p.Entropy < 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, o := range p.Spec.Objects() {
		b, err := os.ReadFile(p.path(o))
		if err != nil || canon.Sum(b) != o.Digest || int64(len(b)) != o.Size {
			t.Errorf("object %s: %v", o.Digest.Short(), err)
		}
	}
	var again []byte
	for _, o := range p.Spec.Initial {
		b, err := os.ReadFile(p.path(o))
		if err != nil {
			t.Fatal(err)
		}
		again = append(again, b...)
	}
	if !bytes.Equal(again, weights) {
		t.Error("the slices are other weights")
	}
	if _, err := Prepare(demo, set, "", out); err == nil || !strings.Contains(err.Error(), "another campaign") {
		t.Errorf("another campaign in the same folder: %v", err)
	}
}

func TestWhatCannotBePrepared(t *testing.T) {
	m := model(t)
	weights := make([]byte, 4*m.Params())
	set := data(t, tokenizer.Bytes(), 200_000)
	var learner tokenizer.Trainer
	learner.Add(strings.Repeat("Whence is it that Nature ", 10))
	larger, err := learner.Train(300)
	if err != nil {
		t.Fatal(err)
	}
	nan := bytes.Clone(weights)
	binary.LittleEndian.PutUint32(nan[4*100_001:], 0x7FC00000)
	wider, shorter := m, m
	wider.Width, shorter.Context = 256, 64
	for name, c := range map[string]struct{ data, initial, want string }{
		"large tokenizer": {data(t, larger, 200_000), "", "model.vocab"},
		"other model":     {set, imported(t, wider, weights), "make them equal"},
		"short context":   {set, imported(t, shorter, weights), "64 positions"},
		"cut weights":     {set, imported(t, m, weights[4:]), "import it again"},
		"NaN":             {set, imported(t, m, nan), "NaN"},
		"no data":         {t.TempDir(), "", "data build"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		_, err := Prepare(demo, c.data, c.initial, out)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Load(out); err == nil {
			t.Errorf("%s left a prepared campaign", name)
		}
	}
}
