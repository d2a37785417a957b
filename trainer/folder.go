package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"quire/coordinator/campaign"
	"quire/trainer/model"
	"quire/trainer/replay"
)

const (
	// configBytesMax bounds config.json, headerBytesMax the header of a safetensors file (as the format does).
	configBytesMax = 1 << 20
	headerBytesMax = 100 << 20
)

// errFolder reports a folder that is no exported model.
var errFolder = errors.New("not a model folder")

// loadFolder reads a model from a folder that export wrote.
func loadFolder(dir string) (campaign.Model, []float32, error) {
	config, err := loadConfig(filepath.Join(dir, "config.json"))
	if err != nil {
		return config, nil, err
	}
	m, err := model.New(config)
	if err != nil {
		return config, nil, fmt.Errorf("%w: %s: %w", errFolder, dir, err)
	}
	f, err := os.Open(filepath.Join(dir, model.SafetensorsName))
	if err != nil {
		return config, nil, fmt.Errorf("%w: %w", errFolder, err)
	}
	weights, err := readSafetensors(f, m)
	if err := errors.Join(err, f.Close()); err != nil {
		return config, nil, fmt.Errorf("%w: %s: %w", errFolder, f.Name(), err)
	}
	return config, weights, nil
}

func loadConfig(path string) (campaign.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return campaign.Model{}, fmt.Errorf("%w: %w", errFolder, err)
	}
	b, err := io.ReadAll(io.LimitReader(f, configBytesMax))
	if err := errors.Join(err, f.Close()); err != nil {
		return campaign.Model{}, fmt.Errorf("%w: %w", errFolder, err)
	}
	var c struct {
		ModelType string `json:"model_type"`
		Vocab     int    `json:"vocab_size"`
		Width     int    `json:"hidden_size"`
		Hidden    int    `json:"intermediate_size"`
		Layers    int    `json:"num_hidden_layers"`
		Heads     int    `json:"num_attention_heads"`
		KVHeads   int    `json:"num_key_value_heads"`
		Positions int    `json:"max_position_embeddings"`
		Tied      bool   `json:"tie_word_embeddings"`
		RopeTheta int    `json:"rope_theta"`
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return campaign.Model{}, fmt.Errorf("%w: %s: %w", errFolder, path, err)
	}
	m := campaign.Model{
		Family: c.ModelType, Vocab: c.Vocab, Context: c.Positions, Width: c.Width, Layers: c.Layers, Heads: c.Heads,
		KVHeads: c.KVHeads, Hidden: c.Hidden, Tied: c.Tied, RopeTheta: c.RopeTheta,
	}
	if !allocatable(m) {
		return m, fmt.Errorf("%w: %s: a size is missing or larger than any campaign's", errFolder, path)
	}
	return m, nil
}

// allocatable reports whether m lies within the bounds of a spec, which are those of what a machine may be asked to
// allocate.
func allocatable(m campaign.Model) bool {
	within := func(n, most int) bool { return n >= 1 && n <= most }
	return within(m.Vocab, campaign.VocabMax) && within(m.Context, campaign.ContextMax) && within(m.Width, campaign.WidthMax) &&
		within(m.Layers, campaign.LayersMax) && within(m.Hidden, campaign.HiddenMax) && within(m.Heads, m.Width) &&
		within(m.KVHeads, m.Heads) && m.Params() <= campaign.ParamsMax
}

// readSafetensors reads all float32 tensors of m, by name.
func readSafetensors(f io.ReaderAt, m *model.Model) ([]float32, error) {
	var head [8]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("read header length: %w", err)
	}
	n := binary.LittleEndian.Uint64(head[:])
	if n > headerBytesMax {
		return nil, fmt.Errorf("header of %d bytes, at most %d", n, headerBytesMax)
	}
	text := make([]byte, n)
	if _, err := f.ReadAt(text, 8); err != nil {
		return nil, fmt.Errorf("read header: %w", err)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(text, &entries); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	weights := make([]float32, m.Params())
	for _, t := range m.Tensors() {
		var e struct {
			DType   string   `json:"dtype"`
			Shape   []int    `json:"shape"`
			Offsets [2]int64 `json:"data_offsets"`
		}
		if err := json.Unmarshal(entries[t.Name], &e); err != nil {
			return nil, fmt.Errorf("tensor %s: %w", t.Name, err)
		}
		if e.DType != "F32" || !slices.Equal(e.Shape, t.Shape) || e.Offsets[0] < 0 || e.Offsets[1]-e.Offsets[0] != 4*int64(t.Len()) {
			return nil, fmt.Errorf("tensor %s is %s %v, want F32 %v", t.Name, e.DType, e.Shape, t.Shape)
		}
		b := make([]byte, 4*t.Len())
		if _, err := f.ReadAt(b, 8+int64(n)+e.Offsets[0]); err != nil {
			return nil, fmt.Errorf("tensor %s: %w", t.Name, err)
		}
		replay.FloatsLE(weights[t.Offset:t.Offset+t.Len()], b)
	}
	return weights, nil
}
