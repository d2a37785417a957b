// Command conformance has transformers, an implementation that shares nothing with ours, load models that export wrote,
// and compares logits and tokens.
//
//	go run ./trainer/conformance             # says so and succeeds where Python or its packages are missing
//	go run ./trainer/conformance -required   # fails there
//
// Models have drawn weights, so that every tensor matters; their shapes cover what a config can say.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/tokenizer"
	"quire/trainer/model"
	"quire/trainer/recipe"
)

func main() {
	python := flag.String("python", "python3", "interpreter with the packages of requirements.txt")
	required := flag.Bool("required", false, "fail if there is no such interpreter")
	flag.Parse()
	if err := run(*python, *required); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

// exitMissing is how check.py says that packages are missing.
const exitMissing = 77

var shapes = []struct {
	name       string
	shardBytes int64
	model      campaign.Model
}{
	{"tied", 1 << 40, campaign.Model{Vocab: 256, Context: 128, Width: 128, Layers: 4, Heads: 4, KVHeads: 4, Hidden: 352, Tied: true, RopeTheta: 10000}},
	{"untied, one file a tensor", 1, campaign.Model{Vocab: 300, Context: 64, Width: 64, Layers: 2, Heads: 4, KVHeads: 4, Hidden: 176, RopeTheta: 10000}},
	{"grouped, in three files", 600_000, campaign.Model{Vocab: 512, Context: 96, Width: 96, Layers: 3, Heads: 6, KVHeads: 2, Hidden: 256, RopeTheta: 500000}},
	{"one head of keys", 1 << 40, campaign.Model{Vocab: 256, Context: 33, Width: 32, Layers: 1, Heads: 4, KVHeads: 1, Hidden: 40, Tied: true, RopeTheta: 100}},
}

// text is what every model reads.
const text = "Whence is it that Nature doth nothing in vain? 1704 – größer 🙂\n\n  and <|endoftext|>"

// reading is what check.py compares with.
type reading struct {
	Name   string    `json:"name"`
	Dir    string    `json:"dir"`
	Text   string    `json:"text"`
	IDs    []int32   `json:"ids"`
	Logits []float32 `json:"logits"` // [N,V]
}

func run(python string, required bool) error {
	if _, err := exec.LookPath(python); err != nil {
		return missing(required, python+" is not installed")
	}
	dir, err := os.MkdirTemp("", "conformance")
	if err != nil {
		return err
	}
	err = check(python, required, dir)
	return errors.Join(err, os.RemoveAll(dir))
}

func check(python string, required bool, dir string) error {
	var readings []reading
	for i, s := range shapes {
		s.model.Family = campaign.FamilyLlama
		r, err := export(filepath.Join(dir, fmt.Sprint(i)), s.model, s.shardBytes)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		r.Name = s.name
		readings = append(readings, r)
	}
	b, err := json.Marshal(readings)
	if err != nil {
		return err
	}
	list := filepath.Join(dir, "readings.json")
	if err := os.WriteFile(list, b, 0o600); err != nil {
		return err
	}
	c := exec.Command(python, filepath.Join("trainer", "conformance", "check.py"), list)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	err = c.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == exitMissing {
		return missing(required, python+" lacks packages: pip install -r trainer/conformance/requirements.txt")
	}
	return err
}

func missing(required bool, why string) error {
	if required {
		return errors.New(why)
	}
	fmt.Println("conformance: skipped:", why)
	return nil
}

// export writes a model folder and reads a text with the model.
func export(dir string, config campaign.Model, shardBytes int64) (reading, error) {
	m, err := model.New(config)
	if err != nil {
		return reading{}, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return reading{}, err
	}
	t, err := tokens(config.Vocab)
	if err != nil {
		return reading{}, err
	}
	spec := campaigntest.Spec(func(s *campaign.Spec) { s.Model = config })
	weights := recipe.Genesis(spec, 0, config.Params()).Weights
	for i, tensor := range m.Tensors() {
		if tensor.IsMatrix() {
			continue
		}
		for j := range tensor.Len() { // gains are drawn as 1, which would hide a wrong order
			weights[tensor.Offset+j] = 1 + float32((i+j)%7)/8
		}
	}
	shards := m.Shards(shardBytes)
	files := m.Files(t)
	if len(shards) > 1 {
		files[model.IndexName] = m.Index(shards)
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return reading{}, err
		}
	}
	for _, s := range shards {
		if err := writeShard(filepath.Join(dir, s.Name), m, s, weights); err != nil {
			return reading{}, err
		}
	}
	ids := t.Encode(nil, text)
	ids = ids[:min(len(ids), config.Context)]
	logits, err := m.NewWorkspace(1).Logits(weights, ids)
	return reading{Dir: dir, Text: text, IDs: ids, Logits: logits}, err
}

// tokens returns a tokenizer that fits a vocabulary: bytes, or one trained on the text itself.
func tokens(vocab int) (*tokenizer.Tokenizer, error) {
	if vocab == 256 {
		return tokenizer.Bytes(), nil
	}
	var t tokenizer.Trainer
	t.Add(text + text)
	return t.Train(vocab)
}

func writeShard(path string, m *model.Model, s model.Shard, weights []float32) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(m.WriteSafetensors(f, s, weights, map[string]string{"format": "pt"}), f.Close())
}
