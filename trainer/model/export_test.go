package model

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/trainer/safetensors"
)

// Files read back by the format's own rules hold every weight under its name, whatever the size of the files.
func TestSafetensorsReadBack(t *testing.T) {
	for name, c := range shapes {
		m := mustNew(t, c)
		weights := randomWeights(m, 6)
		for _, most := range []int64{1, 5000, 1 << 40} {
			read := make([]float32, m.Params())
			shards := m.Shards(most)
			tensors := 0
			for _, shard := range shards {
				var file bytes.Buffer
				if err := m.WriteSafetensors(&file, shard, weights, map[string]string{"format": "pt"}); err != nil {
					t.Fatal(err)
				}
				if n := binary.LittleEndian.Uint64(file.Bytes()); n%8 != 0 {
					t.Errorf("%s: header of %d bytes is not padded", name, n)
				}
				f, err := safetensors.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
				if err != nil {
					t.Fatalf("%s: %v", shard.Name, err)
				}
				tensors += len(f.Names())
				for _, want := range shard.Tensors {
					got, ok := f.Tensor(want.Name)
					if !ok || got.DType != "F32" || !slices.Equal(got.Shape, want.Shape) {
						t.Errorf("%s: %s is %+v", name, want.Name, got)
					}
					if err := f.Floats(want.Name, 0, read[want.Offset:want.Offset+want.Len()]); err != nil {
						t.Error(err)
					}
				}
			}
			if tensors != len(m.Tensors()) || !slices.Equal(read, weights) {
				t.Errorf("%s in files of %d bytes: %d tensors of %d, or other weights", name, most, tensors, len(m.Tensors()))
			}
			var index struct {
				Files map[string]string `json:"weight_map"`
			}
			if err := json.Unmarshal(m.Index(shards), &index); err != nil || len(index.Files) != tensors || index.Files["model.norm.weight"] == "" {
				t.Errorf("index %v, %v", index, err)
			}
			if (len(shards) == 1) != (shards[0].Name == SafetensorsName) {
				t.Errorf("%d files, the first is %s", len(shards), shards[0].Name)
			}
		}
	}
}

// broken fails after n bytes, as a full disk does.
type broken struct{ n int }

var errFull = errors.New("disk full")

func (b *broken) Write(p []byte) (int, error) {
	b.n -= len(p)
	if b.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestSafetensorsReportsAFullDisk(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	for _, room := range []int{0, 3000} {
		if err := m.WriteSafetensors(&broken{room}, m.Shards(1 << 40)[0], randomWeights(m, 1), nil); !errors.Is(err, errFull) {
			t.Errorf("with %d bytes of room: %v", room, err)
		}
	}
}

// The tensors are those of LlamaForCausalLM and fill the parameter vector without gaps.
func TestTensorsFillTheVector(t *testing.T) {
	for name, c := range shapes {
		m := mustNew(t, c)
		end := 0
		for _, tensor := range m.Tensors() {
			if tensor.Offset != end {
				t.Errorf("%s: %s starts at %d, not %d", name, tensor.Name, tensor.Offset, end)
			}
			end += tensor.Len()
		}
		if end != m.Params() || int64(end) != c.Params() {
			t.Errorf("%s: %d parameters, the spec counts %d", name, end, c.Params())
		}
	}
}

func TestConfigSaysWhatTheModelIs(t *testing.T) {
	m := mustNew(t, shapes["untied, grouped"])
	var c map[string]any
	if err := json.Unmarshal(m.Files(tokenizer.Bytes())["config.json"], &c); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"model_type": "llama", "hidden_size": 24.0, "num_key_value_heads": 2.0, "head_dim": 4.0, "rms_norm_eps": 1e-5,
		"tie_word_embeddings": false, "rope_theta": 500.0, "vocab_size": 33.0, "intermediate_size": 17.0,
	} {
		if c[key] != want {
			t.Errorf("config.json: %s is %v, want %v", key, c[key], want)
		}
	}
}

// What export says of a model is what import reads of it.
func TestConfigReadsBack(t *testing.T) {
	for name, c := range shapes {
		c.Family = campaign.FamilyLlama
		if got, err := ParseConfig(mustNew(t, c).Files(tokenizer.Bytes())["config.json"]); err != nil || got != c {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, c)
		}
	}
}

// The config.json of models in the wild: fields absent, renamed, or spelled as fractions.
func TestConfigsInTheWild(t *testing.T) {
	const tiny = `"model_type":"llama","vocab_size":32000,"hidden_size":64,"intermediate_size":128,"num_hidden_layers":2,"num_attention_heads":4,"rms_norm_eps":1e-05`
	want := campaign.Model{Family: "llama", Vocab: 32000, Context: 2048, Width: 64, Layers: 2, Heads: 4, KVHeads: 4, Hidden: 128, RopeTheta: 10000}
	if m, err := ParseConfig([]byte("{" + tiny + "}")); err != nil || m != want {
		t.Errorf("%+v, %v", m, err)
	}
	for text, change := range map[string]func(*campaign.Model){
		`"rope_theta":500000.0,"eos_token_id":[1,2],"rope_scaling":null`:                func(m *campaign.Model) { m.RopeTheta = 500000 },
		`"rope_parameters":{"rope_type":"default","rope_theta":10.0}`:                   func(m *campaign.Model) { m.RopeTheta = 10 },
		`"max_position_embeddings":131072,"tie_word_embeddings":true,"head_dim":16`:     func(m *campaign.Model) { m.Context, m.Tied = campaign.ContextMax, true },
		`"num_key_value_heads":2,"torch_dtype":"bfloat16","transformers_version":"4.1"`: func(m *campaign.Model) { m.KVHeads = 2 },
	} {
		w := want
		change(&w)
		if m, err := ParseConfig([]byte("{" + tiny + "," + text + "}")); err != nil || m != w {
			t.Errorf("%s: %+v, %v", text, m, err)
		}
	}
	for text, field := range map[string]string{
		`"hidden_act":"gelu"`: "hidden_act", `"attention_bias":true`: "attention_bias", `"rms_norm_eps":1e-6`: "rms_norm_eps", `"model_type":"gpt2"`: "model_type",
		`"rope_scaling":{"type":"linear"}`: "rope_scaling", `"rope_parameters":{"rope_type":"llama3"}`: "rope_type", `"rope_theta":1.5`: "rope_theta",
		`"head_dim":32`: "head_dim", `"quantization_config":{}`: "quantization", `"hidden_size":0`: "missing", `"vocab_size":9999999`: "larger", `"vocab_size":"x"`: "vocab_size",
	} {
		if _, err := ParseConfig([]byte("{" + tiny + "," + text + "}")); !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(`{"model_type":"llama","vocab_size":3,"hidden_size":4,"intermediate_size":2,"num_hidden_layers":1,"num_attention_heads":2,"rms_norm_eps":1e-5}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := ParseConfig(b); err == nil && (c.Params() < 1 || c.Params() > campaign.ParamsMax) {
			t.Fatalf("%+v is accepted", c)
		}
	})
}
