package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
	"quire/trainer/internal/fake"
	"quire/trainer/model"
	"quire/trainer/recipe"
	"quire/trainer/replay"
)

// exported writes a model folder with drawn weights, in files of at most shardBytes.
func exported(t *testing.T, change func(*campaign.Model), shardBytes int64) (string, snapshot) {
	t.Helper()
	spec, _ := fake.Campaign()
	change(&spec.Model)
	s := snapshot{spec: spec, weights: recipe.Genesis(spec, 0, spec.Model.Params()).Weights}
	dir := filepath.Join(t.TempDir(), "model")
	if err := s.export(dir, tokenizer.Bytes(), shardBytes); err != nil {
		t.Fatal(err)
	}
	return dir, s
}

func asIs(*campaign.Model) {}

// What export writes, import reads: the same model with the same bits, tied or untied, in one file or many.
func TestExportedModelComesBack(t *testing.T) {
	for name, change := range map[string]func(*campaign.Model){
		"tied": asIs, "untied": func(m *campaign.Model) { m.Tied = false }, "grouped": func(m *campaign.Model) { m.Width, m.Heads, m.KVHeads = 16, 4, 2 },
	} {
		for _, shardBytes := range []int64{1, 3000, 1 << 40} {
			dir, s := exported(t, change, shardBytes)
			out := filepath.Join(t.TempDir(), "imported")
			if said := must(t, t.TempDir(), "import", dir, "--out", out); !strings.Contains(said, `"width":`) || !strings.Contains(said, "256 tokens") {
				t.Errorf("%s: import says\n%s", name, said)
			}
			b, err := os.ReadFile(filepath.Join(out, importedWeights))
			if err != nil || !bytes.Equal(b, replay.PutFloatsLE(s.weights)) {
				t.Errorf("%s in files of %d bytes: other bits, %v", name, shardBytes, err)
			}
			text, err := os.ReadFile(filepath.Join(out, importedModel))
			if err != nil {
				t.Fatal(err)
			}
			if m, err := canon.Decode[campaign.Model](text); err != nil || m != s.spec.Model {
				t.Errorf("%s: model %+v, %v, want %+v", name, m, err, s.spec.Model)
			}
		}
	}
}

// Exporting again with files of another size leaves nothing that a reader would take for the model.
func TestExportReplacesItself(t *testing.T) {
	dir, s := exported(t, asIs, 1)
	for i := range s.weights {
		s.weights[i] = 0.25
	}
	for _, shardBytes := range []int64{1 << 40, 1} {
		if err := s.export(dir, tokenizer.Bytes(), shardBytes); err != nil {
			t.Fatal(err)
		}
		if _, weights, err := loadFolder(dir); err != nil || !slices.Equal(weights, s.weights) {
			t.Errorf("files of %d bytes: %v", shardBytes, err)
		}
	}
}

// weightsFile writes a safetensors file by hand.
func weightsFile(t *testing.T, path string, m campaign.Model, dtype string, encode func(i int) []byte) {
	t.Helper()
	header, data := map[string]any{}, []byte{}
	n := 0
	for _, tensor := range model.Tensors(m) {
		begin := len(data)
		for range tensor.Len() {
			data = append(data, encode(n)...)
			n++
		}
		header[tensor.Name] = map[string]any{"dtype": dtype, "shape": tensor.Shape, "data_offsets": []int{begin, len(data)}}
	}
	text, err := json.Marshal(header)
	if err != nil {
		t.Fatal(err)
	}
	b := append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)
	if err := os.WriteFile(path, append(b, data...), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Numbers of 16 bits become the same numbers in 32.
func TestHalfPrecisionModels(t *testing.T) {
	dir, s := exported(t, asIs, 1<<40)
	path := filepath.Join(dir, model.SafetensorsName)
	for dtype, shift := range map[string]int{"BF16": 16, "F16": 0} {
		weightsFile(t, path, s.spec.Model, dtype, func(i int) []byte {
			if dtype == "BF16" {
				return binary.LittleEndian.AppendUint16(nil, uint16(math.Float32bits(s.weights[i])>>shift))
			}
			return []byte{byte(i), 0x3C} // 1 + i/1024
		})
		_, weights, err := loadFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range weights {
			want := 1 + float32(i%256)/1024
			if dtype == "BF16" {
				want = math.Float32frombits(math.Float32bits(s.weights[i]) &^ 0xFFFF)
			}
			if w != want {
				t.Fatalf("%s: weight %d is %v, want %v", dtype, i, w, want)
			}
		}
	}
}

// Each kind of bad model gets one sentence, and nothing stands under a final name.
func TestBadModels(t *testing.T) {
	edit := func(name, old, new string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, name)
			b, err := os.ReadFile(path)
			if err != nil || !bytes.Contains(b, []byte(old)) {
				t.Fatalf("%s has no %s (%v)", name, old, err)
			}
			if err := os.WriteFile(path, bytes.Replace(b, []byte(old), []byte(new), 1), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cut := func(name string, n int64) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.Truncate(filepath.Join(dir, name), n); err != nil {
				t.Fatal(err)
			}
		}
	}
	fill := func(number float32) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			spec, _ := fake.Campaign()
			weightsFile(t, filepath.Join(dir, model.SafetensorsName), spec.Model, "F32", func(int) []byte {
				return binary.LittleEndian.AppendUint32(nil, math.Float32bits(number))
			})
		}
	}
	const weights = model.SafetensorsName
	for name, c := range map[string]struct {
		spoil func(*testing.T, string)
		want  string
	}{
		"no config":           {func(t *testing.T, dir string) { cut("config.json", 0)(t, dir) }, "config.json"},
		"other family":        {edit("config.json", `"llama"`, `"gpt2"`), "model_type"},
		"other shape":         {edit("config.json", `"intermediate_size": 6`, `"intermediate_size": 8`), "shape"},
		"more layers":         {edit("config.json", `"num_hidden_layers": 1`, `"num_hidden_layers": 2`), "no tensor"},
		"fewer layers":        {edit(weights, "model.norm.weight", "model.gorm.weight"), "model.norm.weight"},
		"cut header":          {cut(weights, 100), "header"},
		"cut weights":         {cut(weights, 3000), "safetensors"},
		"empty":               {cut(weights, 0), "cut off"},
		"NaN":                 {fill(float32(math.NaN())), "NaN"},
		"infinity":            {fill(float32(math.Inf(-1))), "infinity"},
		"index out of it":     {func(t *testing.T, dir string) { index(t, dir, "../x.safetensors") }, "not in the folder"},
		"index of nothing":    {func(t *testing.T, dir string) { index(t, dir, "y.safetensors") }, "y.safetensors"},
		"strange tokenizer":   {edit("tokenizer.json", `"BPE"`, `"Unigram"`), ""},
		"truncated tokenizer": {cut("tokenizer.json", 200), ""},
	} {
		dir, _ := exported(t, asIs, 1<<40)
		c.spoil(t, dir)
		out := filepath.Join(t.TempDir(), "imported")
		code, said, errs := trainer(t, t.TempDir(), "import", dir, "--out", out)
		if c.want == "" { // weights without a tokenizer are still weights; text needs one
			if code != 0 || !strings.Contains(said, "tokenizer.json") {
				t.Errorf("%s: exit %d\n%s%s", name, code, said, errs)
			}
			if code, _, errs := trainer(t, t.TempDir(), "generate", dir); code != 1 || !strings.Contains(errs, "tokenizer.json") {
				t.Errorf("%s: generate exits %d\n%s", name, code, errs)
			}
			continue
		}
		if code != 1 || !strings.Contains(errs, c.want) || strings.Count(strings.TrimSpace(errs), "\n") > 0 {
			t.Errorf("%s: exit %d, want one line with %q\n%s", name, code, c.want, errs)
		}
		if left, _ := filepath.Glob(filepath.Join(out, "*")); len(left) != 0 {
			t.Errorf("%s left %v", name, left)
		}
	}
}

func index(t *testing.T, dir, file string) {
	t.Helper()
	text := fmt.Sprintf(`{"weight_map":{"model.norm.weight":%q}}`, file)
	if err := os.WriteFile(filepath.Join(dir, model.IndexName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A tied model may spell its head out, if it is the embedding.
func TestTiedHeadSpeltOut(t *testing.T) {
	dir, s := exported(t, func(m *campaign.Model) { m.Tied = false }, 1<<40)
	path := filepath.Join(dir, "config.json")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(b, []byte(`"tie_word_embeddings": false`), []byte(`"tie_word_embeddings": true`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := loadFolder(dir); err == nil || !strings.Contains(err.Error(), "differs from the embedding") {
		t.Errorf("another head: %v", err)
	}
	n := s.spec.Model.Vocab * s.spec.Model.Width
	copy(s.weights[len(s.weights)-n:], s.weights[:n])
	m, err := model.New(s.spec.Model)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := m.WriteSafetensors(&file, m.Shards(1 << 40)[0], s.weights, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, model.SafetensorsName), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if config, weights, err := loadFolder(dir); err != nil || !config.Tied || int64(len(weights)) != config.Params() {
		t.Errorf("the same head: %v", err)
	}
}

// held returns the fake campaign with its shard held out too, started from given weights.
func held(t *testing.T) (campaign.Spec, [][]byte) {
	t.Helper()
	spec, shards := fake.Campaign()
	spec.Data.HeldOut = campaign.HeldOut{Tokens: spec.Data.Tokens, Bytes: 2 * spec.Data.Tokens, Shards: spec.Data.Shards}
	weights := recipe.Genesis(spec, 0, spec.Model.Params()).Weights
	for j := range spec.Recipe.Slices {
		low, high := spec.SliceBounds(j)
		b := replay.PutFloatsLE(weights[low:high])
		spec.Initial = append(spec.Initial, canon.Object{Digest: canon.Sum(b), Size: int64(len(b))})
		shards = append(shards, b)
	}
	if err := spec.Validate(); err != nil {
		t.Fatal(err)
	}
	return spec, shards
}

// A campaign from given weights is trained, verified and evaluated like any other, by URL and by folder alike.
func TestImportedAndEvaluatedCampaign(t *testing.T) {
	spec, objects := held(t)
	c := fake.New(t, spec, objects)
	url, dir := c.URL+"/c/tiny", t.TempDir()
	must(t, dir, "join", url, "--payout", payout)
	prepared := prepared(t, c, objects)
	for i, b := range objects {
		if err := os.WriteFile(filepath.Join(prepared, fmt.Sprint("object", i)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := lastLine(must(t, t.TempDir(), "reference", prepared))
	if want != c.Checkpoint().String() {
		t.Errorf("reference ends with %s, the campaign with %s", want, c.Checkpoint())
	}
	if out := must(t, t.TempDir(), "verify", url); !strings.Contains(out, "18 of 18 tasks") {
		t.Errorf("verify:\n%s", out)
	}
	out := must(t, dir, "evaluate", url)
	for _, want := range []string{"over 1992 tokens", "perplexity", "bits per byte"} {
		if !strings.Contains(out, want) {
			t.Errorf("evaluate lacks %q:\n%s", want, out)
		}
	}
	folder := filepath.Join(t.TempDir(), "model")
	must(t, dir, "export", url, folder, "--shard-size", "1KiB")
	if again := must(t, t.TempDir(), "evaluate", folder, "--data", prepared); again != out {
		t.Errorf("the folder is evaluated as\n%sthe campaign as\n%s", again, out)
	}
	for _, args := range [][]string{{"evaluate", folder}, {"export", url, folder, "--shard-size", "x"}} {
		if code, _, _ := trainer(t, dir, args...); code != 2 {
			t.Errorf("%v exits %d", args, code)
		}
	}
	plain, shards := fake.Campaign()
	p := fake.New(t, plain, shards)
	must(t, t.TempDir(), "join", p.URL+"/c/tiny", "--payout", payout)
	if code, _, errs := trainer(t, t.TempDir(), "evaluate", p.URL+"/c/tiny"); code != 1 || !strings.Contains(errs, "--held-out") {
		t.Errorf("nothing held out: %d %s", code, errs)
	}
}
