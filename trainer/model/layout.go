package model

import (
	"fmt"

	"quire/coordinator/campaign"
)

// Tensor is one named tensor of the parameter vector, under the name and shape that Hugging Face gives it.
type Tensor struct {
	Name   string
	Shape  []int // [rows, columns] of a matrix, [n] of a norm's gain
	Offset int   // of its first element in the flat vector; elements are row-major and contiguous
}

// Len returns the number of elements.
func (t Tensor) Len() int {
	n := 1
	for _, size := range t.Shape {
		n *= size
	}
	return n
}

// IsMatrix reports whether weight decay applies: to matrices, not to gains.
func (t Tensor) IsMatrix() bool { return len(t.Shape) == 2 }

// span is a range of the flat vector that one product reads at once.
type span struct{ lo, hi int }

func (s span) of(v []float32) []float32 { return v[s.lo:s.hi:s.hi] }

// layerSpans are the operands of one layer. Query, key and value matrices are neighbours, as are gate and up, so
// that each group is a single matrix to a product while every tensor stays contiguous for export.
type layerSpans struct {
	norm1, qkv, out, norm2, gateUp, down span
}

// layout says where everything lies. Offsets follow the order of tensors.
type layout struct {
	params      int
	tensors     []Tensor
	embed, norm span
	head        span // the embedding itself when tied
	layers      []layerSpans
}

func newLayout(c campaign.Model) layout {
	var l layout
	kv := c.Width / c.Heads * c.KVHeads
	// place appends a tensor and returns its span.
	place := func(name string, shape ...int) span {
		t := Tensor{Name: name, Shape: shape, Offset: l.params}
		l.tensors = append(l.tensors, t)
		l.params += t.Len()
		return span{t.Offset, l.params}
	}
	l.embed = place("model.embed_tokens.weight", c.Vocab, c.Width)
	for i := range c.Layers {
		name := func(part string) string { return fmt.Sprintf("model.layers.%d.%s.weight", i, part) }
		var s layerSpans
		s.norm1 = place(name("input_layernorm"), c.Width)
		q := place(name("self_attn.q_proj"), c.Width, c.Width)
		place(name("self_attn.k_proj"), kv, c.Width)
		v := place(name("self_attn.v_proj"), kv, c.Width)
		s.qkv = span{q.lo, v.hi}
		s.out = place(name("self_attn.o_proj"), c.Width, c.Width)
		s.norm2 = place(name("post_attention_layernorm"), c.Width)
		gate := place(name("mlp.gate_proj"), c.Hidden, c.Width)
		up := place(name("mlp.up_proj"), c.Hidden, c.Width)
		s.gateUp = span{gate.lo, up.hi}
		s.down = place(name("mlp.down_proj"), c.Width, c.Hidden)
		l.layers = append(l.layers, s)
	}
	l.norm = place("model.norm.weight", c.Width)
	l.head = l.embed
	if !c.Tied {
		l.head = place("lm_head.weight", c.Vocab, c.Width)
	}
	return l
}

// Tensors returns the tensors in the order in which they fill the flat vector without gaps. The caller must not
// change the result.
func (m *Model) Tensors() []Tensor { return m.layout.tensors }

// Tensors returns what Model.Tensors would for a valid config, without the cost of a Model.
func Tensors(config campaign.Model) []Tensor { return newLayout(config).tensors }
