package model

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"
)

// A file read back by the format's rules holds every tensor under its name and shape, and nothing else.
func TestSafetensorsReadsBack(t *testing.T) {
	for name, c := range shapes {
		m := mustNew(t, c)
		weights := randomWeights(m, 6)
		var file bytes.Buffer
		if err := m.WriteSafetensors(&file, weights, map[string]string{"format": "pt"}); err != nil {
			t.Fatal(err)
		}
		b := file.Bytes()
		n := binary.LittleEndian.Uint64(b)
		if n%8 != 0 {
			t.Errorf("%s: header of %d bytes is not padded", name, n)
		}
		var header map[string]json.RawMessage
		if err := json.Unmarshal(b[8:8+n], &header); err != nil {
			t.Fatal(err)
		}
		data := b[8+n:]
		if len(data) != 4*m.Params() || len(header) != len(m.Tensors())+1 {
			t.Errorf("%s: %d bytes and %d entries", name, len(data), len(header))
		}
		for _, want := range m.Tensors() {
			var e tensorEntry
			if err := json.Unmarshal(header[want.Name], &e); err != nil {
				t.Fatalf("%s: %v", want.Name, err)
			}
			if e.DType != "F32" || !slices.Equal(e.Shape, want.Shape) || e.Offsets[1]-e.Offsets[0] != int64(4*want.Len()) {
				t.Errorf("%s: entry %+v", want.Name, e)
			}
			last := math.Float32frombits(binary.LittleEndian.Uint32(data[e.Offsets[1]-4:]))
			if last != weights[want.Offset+want.Len()-1] {
				t.Errorf("%s ends with %v", want.Name, last)
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
		if err := m.WriteSafetensors(&broken{room}, randomWeights(m, 1), nil); !errors.Is(err, errFull) {
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
	if err := json.Unmarshal(m.ConfigFiles()["config.json"], &c); err != nil {
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

// Every byte has one letter of its own, and the well-known ones are where GPT-2 put them.
func TestByteTokenizer(t *testing.T) {
	var file struct {
		Model struct {
			Vocab  map[string]int
			Merges []string
		}
	}
	if err := json.Unmarshal(ByteTokenizerFiles()["tokenizer.json"], &file); err != nil {
		t.Fatal(err)
	}
	v := file.Model.Vocab
	if len(v) != 256 || len(file.Model.Merges) != 0 {
		t.Fatalf("%d letters, %d merges", len(v), len(file.Model.Merges))
	}
	for letter, want := range map[string]int{"Ġ": ' ', "Ċ": '\n', "a": 'a', "Ā": 0, "ÿ": 255, "Ń": 0xAD} {
		if v[letter] != want {
			t.Errorf("%q is token %d, want %d", letter, v[letter], want)
		}
	}
}
