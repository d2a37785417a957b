package model

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"quire/coordinator/tokenizer"
)

// A checkpoint as a Hugging Face directory, which `transformers` loads without any code of ours: Shards says which
// tensors go into which file, WriteSafetensors writes one, Files returns the small ones. The caller owns the directory.

// SafetensorsName is the name of the weights if they are one file, and IndexName that of the list of files otherwise.
const (
	SafetensorsName = "model.safetensors"
	IndexName       = "model.safetensors.index.json"
)

// Shard is a file of weights: a contiguous stretch of the parameter vector.
type Shard struct {
	Name    string
	Tensors []Tensor
}

// Shards cuts the tensors into files of at most most bytes of weights each, or of one tensor if that is larger.
func (m *Model) Shards(most int64) []Shard {
	var shards []Shard
	room := int64(-1)
	for _, t := range m.layout.tensors {
		size := 4 * int64(t.Len())
		if size > room {
			shards = append(shards, Shard{})
			room = most
		}
		last := &shards[len(shards)-1]
		last.Tensors = append(last.Tensors, t)
		room -= size
	}
	if len(shards) == 1 {
		shards[0].Name = SafetensorsName
		return shards
	}
	for i := range shards {
		shards[i].Name = fmt.Sprintf("model-%05d-of-%05d.safetensors", i+1, len(shards))
	}
	return shards
}

// Index returns the file IndexName for more than one shard.
func (m *Model) Index(shards []Shard) []byte {
	files := map[string]string{}
	for _, s := range shards {
		for _, t := range s.Tensors {
			files[t.Name] = s.Name
		}
	}
	return indented(map[string]any{"metadata": map[string]any{"total_size": 4 * int64(m.Params())}, "weight_map": files})
}

// tensorEntry is a tensor in the header of a safetensors file.
type tensorEntry struct {
	DType   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

// WriteSafetensors writes a shard of weights [Params]: eight bytes of header length, a JSON header padded with spaces to
// eight bytes, and the tensors as little-endian float32 in the order of the parameter vector. metadata, which may be
// nil, is stored in the header. The bytes are a function of the arguments. It returns only errors of out.
func (m *Model) WriteSafetensors(out io.Writer, shard Shard, weights []float32, metadata map[string]string) error {
	if len(weights) != m.Params() {
		panic(fmt.Sprintf("model: %d weights for a model of %d parameters", len(weights), m.Params()))
	}
	header := map[string]any{}
	if len(metadata) > 0 {
		header["__metadata__"] = metadata
	}
	start, end := shard.Tensors[0].Offset, 0
	for _, t := range shard.Tensors {
		from := 4 * int64(t.Offset-start)
		end = t.Offset + t.Len()
		header[t.Name] = tensorEntry{"F32", t.Shape, [2]int64{from, from + 4*int64(t.Len())}}
	}
	text := mustJSON(header) // encoding/json sorts the keys of a map
	text = append(text, bytes.Repeat([]byte{' '}, (8-len(text)%8)%8)...)
	if _, err := out.Write(append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)); err != nil {
		return fmt.Errorf("write safetensors header: %w", err)
	}
	const chunk = 1 << 16 // elements: keeps the copy of a large model small
	buffer := make([]byte, 0, 4*chunk)
	for lo := start; lo < end; lo += chunk {
		buffer = buffer[:0]
		for _, v := range weights[lo:min(end, lo+chunk)] {
			buffer = binary.LittleEndian.AppendUint32(buffer, math.Float32bits(v))
		}
		if _, err := out.Write(buffer); err != nil {
			return fmt.Errorf("write safetensors: %w", err)
		}
	}
	return nil
}

// Files returns the small files of the directory that describe the model and its tokenizer, by name.
func (m *Model) Files(t *tokenizer.Tokenizer) map[string][]byte {
	generation := map[string]any{"do_sample": true, "temperature": 0.8}
	settings := map[string]any{
		"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": false, "add_prefix_space": false,
		"model_max_length": m.config.Context,
	}
	var end *int32
	if id, ok := t.EndOfText(); ok {
		end = &id
		name, err := t.Decode(nil, []int32{id})
		if err != nil {
			panic("model: the end of text is no token: " + err.Error())
		}
		generation["eos_token_id"], settings["eos_token"] = id, string(name)
	}
	return map[string][]byte{
		"config.json": indented(m.hfConfig(end)), "generation_config.json": indented(generation),
		"tokenizer.json": t.File(), "tokenizer_config.json": indented(settings),
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
