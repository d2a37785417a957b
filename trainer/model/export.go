package model

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// A checkpoint as a Hugging Face directory, which `transformers` loads without any code of ours: WriteSafetensors
// writes the large file, ConfigFiles and ByteTokenizerFiles return the small ones. The caller owns the directory.

// SafetensorsName is the name of the file that WriteSafetensors makes.
const SafetensorsName = "model.safetensors"

// tensorEntry is a tensor in the header of a safetensors file.
type tensorEntry struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

// WriteSafetensors writes weights [Params] as the file SafetensorsName: eight bytes of header length, a JSON header
// padded with spaces to eight bytes, and the tensors as little-endian float32 in the order of the parameter
// vector. metadata, which may be nil, is stored in the header. The bytes are a function of the arguments. It
// returns only errors of out.
func (m *Model) WriteSafetensors(out io.Writer, weights []float32, metadata map[string]string) error {
	if len(weights) != m.Params() {
		panic(fmt.Sprintf("model: %d weights for a model of %d parameters", len(weights), m.Params()))
	}
	header := map[string]any{}
	if len(metadata) > 0 {
		header["__metadata__"] = metadata
	}
	for _, t := range m.Tensors() {
		header[t.Name] = tensorEntry{"F32", t.Shape, [2]int64{4 * int64(t.Offset), 4 * int64(t.Offset+t.Len())}}
	}
	text := mustJSON(header) // encoding/json sorts the keys of a map
	text = append(text, bytes.Repeat([]byte{' '}, (8-len(text)%8)%8)...)
	if _, err := out.Write(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)); err != nil {
		return fmt.Errorf("write safetensors header: %w", err)
	}
	const chunk = 1 << 16 // elements: keeps the copy of a large model small
	buffer := make([]byte, 0, 4*chunk)
	for lo := 0; lo < len(weights); lo += chunk {
		buffer = buffer[:0]
		for _, v := range weights[lo:min(len(weights), lo+chunk)] {
			buffer = binary.LittleEndian.AppendUint32(buffer, math.Float32bits(v))
		}
		if _, err := out.Write(buffer); err != nil {
			return fmt.Errorf("write safetensors: %w", err)
		}
	}
	return nil
}

// ropeParameters is the spelling of RoPE's base since transformers 5; before, it was a field of its own.
type ropeParameters struct {
	Type  string `json:"rope_type"`
	Theta int    `json:"rope_theta"`
}

// hfConfig is config.json. Fields that transformers renamed appear under both names.
type hfConfig struct {
	Architectures    []string       `json:"architectures"`
	ModelType        string         `json:"model_type"`
	VocabSize        int            `json:"vocab_size"`
	HiddenSize       int            `json:"hidden_size"`
	IntermediateSize int            `json:"intermediate_size"`
	Layers           int            `json:"num_hidden_layers"`
	Heads            int            `json:"num_attention_heads"`
	KVHeads          int            `json:"num_key_value_heads"`
	HeadWidth        int            `json:"head_dim"`
	Positions        int            `json:"max_position_embeddings"`
	Activation       string         `json:"hidden_act"`
	Epsilon          float64        `json:"rms_norm_eps"`
	Tied             bool           `json:"tie_word_embeddings"`
	AttentionBias    bool           `json:"attention_bias"`
	MLPBias          bool           `json:"mlp_bias"`
	RopeTheta        int            `json:"rope_theta"`
	Rope             ropeParameters `json:"rope_parameters"`
	TorchDType       string         `json:"torch_dtype"`
	DType            string         `json:"dtype"`
	BOS              *int           `json:"bos_token_id"` // none: the byte tokenizer has no special tokens
	EOS              *int           `json:"eos_token_id"`
}

// ConfigFiles returns the small files of the directory that describe the model, by name.
func (m *Model) ConfigFiles() map[string][]byte {
	c := m.config
	config := hfConfig{
		Architectures: []string{"LlamaForCausalLM"}, ModelType: "llama", VocabSize: c.Vocab, HiddenSize: c.Width,
		IntermediateSize: c.Hidden, Layers: c.Layers, Heads: c.Heads, KVHeads: c.KVHeads, HeadWidth: c.Width / c.Heads,
		Positions: c.Context, Activation: "silu", Epsilon: 1e-5, Tied: c.Tied, RopeTheta: c.RopeTheta,
		Rope: ropeParameters{"default", c.RopeTheta}, TorchDType: "float32", DType: "float32",
	}
	return map[string][]byte{
		"config.json":            indented(config),
		"generation_config.json": indented(map[string]any{"do_sample": true, "temperature": 0.8}),
	}
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("model: encode JSON: " + err.Error()) // plain structs and maps cannot fail
	}
	return b
}

// indented is JSON for people, with a final newline.
func indented(v any) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, mustJSON(v), "", "  "); err != nil {
		panic("model: indent JSON: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}
