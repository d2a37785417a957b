package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"quire/coordinator/campaign"
)

// ErrConfig is wrapped by refusals of a config.json; the text names the field.
var ErrConfig = errors.New("config.json")

// epsilon is what RMSNorm adds to the mean square, fixed by the arithmetic profile.
const epsilon = 1e-5

// hfConfig is config.json. Fields that transformers renamed appear under both names.
type hfConfig struct {
	Architectures    []string        `json:"architectures"`
	ModelType        string          `json:"model_type"`
	VocabSize        int             `json:"vocab_size"`
	HiddenSize       int             `json:"hidden_size"`
	IntermediateSize int             `json:"intermediate_size"`
	Layers           int             `json:"num_hidden_layers"`
	Heads            int             `json:"num_attention_heads"`
	KVHeads          int             `json:"num_key_value_heads"`
	HeadWidth        int             `json:"head_dim"`
	Positions        int             `json:"max_position_embeddings"`
	Activation       string          `json:"hidden_act"`
	Epsilon          float64         `json:"rms_norm_eps"`
	Tied             bool            `json:"tie_word_embeddings"`
	AttentionBias    bool            `json:"attention_bias"`
	MLPBias          bool            `json:"mlp_bias"`
	RopeTheta        float64         `json:"rope_theta"`
	Rope             *ropeParameters `json:"rope_parameters"`
	TorchDType       string          `json:"torch_dtype"`
	DType            string          `json:"dtype"`
	BOS              *int32          `json:"bos_token_id"`
	EOS              *int32          `json:"eos_token_id"`
}

// ropeParameters is the spelling of RoPE's base since transformers 5; before, it was a field of its own.
type ropeParameters struct {
	Type  string  `json:"rope_type"`
	Theta float64 `json:"rope_theta"`
}

// hfConfig returns config.json's content for the model. end is the token that ends a text; nil if there is none.
func (m *Model) hfConfig(end *int32) hfConfig {
	c := m.config
	return hfConfig{
		Architectures: []string{"LlamaForCausalLM"}, ModelType: "llama", VocabSize: c.Vocab, HiddenSize: c.Width,
		IntermediateSize: c.Hidden, Layers: c.Layers, Heads: c.Heads, KVHeads: c.KVHeads, HeadWidth: c.Width / c.Heads,
		Positions: c.Context, Activation: "silu", Epsilon: epsilon, Tied: c.Tied, RopeTheta: float64(c.RopeTheta),
		Rope: &ropeParameters{"default", float64(c.RopeTheta)}, TorchDType: "float32", DType: "float32", EOS: end,
	}
}

// ParseConfig reads a config.json of a Llama-style model. Defaults are those of transformers. What this package would
// compute otherwise than transformers is refused: the error wraps ErrConfig and names the field. A context longer than
// any campaign's is cut to that.
func ParseConfig(b []byte) (campaign.Model, error) {
	c := struct {
		hfConfig
		KVHeads      *int            `json:"num_key_value_heads"`
		EOS          json.RawMessage `json:"eos_token_id"` // may be a list
		BOS          json.RawMessage `json:"bos_token_id"`
		RopeScaling  json.RawMessage `json:"rope_scaling"`
		Quantization json.RawMessage `json:"quantization_config"`
	}{hfConfig: hfConfig{Activation: "silu", Epsilon: 1e-6, RopeTheta: 10000, Positions: 2048}}
	if err := json.Unmarshal(b, &c); err != nil {
		return campaign.Model{}, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	theta := c.RopeTheta
	if c.Rope != nil {
		if c.Rope.Type != "" && c.Rope.Type != "default" {
			return campaign.Model{}, fmt.Errorf("%w: rope_parameters.rope_type is %.40q: only plain RoPE is supported", ErrConfig, c.Rope.Type)
		}
		if c.Rope.Theta != 0 {
			theta = c.Rope.Theta
		}
	}
	m := campaign.Model{
		Family: campaign.FamilyLlama, Vocab: c.VocabSize, Context: min(c.Positions, campaign.ContextMax), Width: c.HiddenSize, Layers: c.Layers,
		Heads: c.Heads, KVHeads: c.Heads, Hidden: c.IntermediateSize, Tied: c.Tied,
	}
	if c.KVHeads != nil {
		m.KVHeads = *c.KVHeads
	}
	switch {
	case c.ModelType != campaign.FamilyLlama:
		return m, fmt.Errorf("%w: model_type is %.40q, want %q", ErrConfig, c.ModelType, campaign.FamilyLlama)
	case c.Activation != "silu":
		return m, fmt.Errorf("%w: hidden_act is %.40q, want \"silu\"", ErrConfig, c.Activation)
	case c.Epsilon != epsilon:
		return m, fmt.Errorf("%w: rms_norm_eps is %v (1e-6 if absent), the arithmetic profile has %v", ErrConfig, c.Epsilon, epsilon)
	case c.AttentionBias, c.MLPBias:
		return m, fmt.Errorf("%w: attention_bias or mlp_bias is true: projections have no bias here", ErrConfig)
	case len(c.RopeScaling) > 0 && string(c.RopeScaling) != "null":
		return m, fmt.Errorf("%w: rope_scaling is set: only plain RoPE is supported", ErrConfig)
	case len(c.Quantization) > 0 && string(c.Quantization) != "null":
		return m, fmt.Errorf("%w: quantization_config is set: weights must be plain numbers", ErrConfig)
	case theta != math.Trunc(theta) || theta < 1 || theta > 1<<30:
		return m, fmt.Errorf("%w: rope_theta is %v, want a whole number of 1 to 2³⁰", ErrConfig, theta)
	}
	m.RopeTheta = int(theta)
	if !allocatable(m) {
		return m, fmt.Errorf("%w: a size is missing or larger than any campaign's: %+v", ErrConfig, m)
	}
	if c.HeadWidth != 0 && c.HeadWidth*m.Heads != m.Width {
		return m, fmt.Errorf("%w: head_dim %d times num_attention_heads %d is not hidden_size %d", ErrConfig, c.HeadWidth, m.Heads, m.Width)
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
