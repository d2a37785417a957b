package model

import "quire/kernels"

// chain is the number of rows that one chain of multiply-adds covers in a gradient: part of the profile.
const chain = 256

// Workspace is the memory of one computation: activations and their gradients for a batch of sequences. It is
// allocated once and reused, so a step allocates no buffers. It is owned by one goroutine at a time.
type Workspace struct {
	model    *Model
	capacity int // sequences of full length that fit

	ids, targets []int32
	layers       []activations
	last         []float32 // [N,C] stream after the last layer
	final        []float32 // [N,C] after the final norm
	finalR       []float32 // [N]
	logits       []float32 // [N,V]; becomes their gradient in place
	losses       []float32 // [N]

	stream []float32 // [N,C] gradient of the residual stream
	branch []float32 // [N,C] gradient inside a branch
	inner  []float32 // [N,F]
	gates  []float32 // [N,2F]
	heads  []float32 // [N,(H+2KV)D]
	embed  []float32 // [V,C] gradient of the input embedding, apart from the head's
}

// activations are what a layer's backward pass needs from its forward pass.
type activations struct {
	x, h1, qkv, p, o, mid, h2, gu, s []float32
	r1, r2                           []float32
}

// NewWorkspace returns a workspace that computes batches of at least the given number of sequences at once. Longer
// batches are computed in parts; how they are cut changes no bit, only speed and memory.
func (m *Model) NewWorkspace(sequences int) *Workspace {
	c := m.config
	capacity := m.part(max(sequences, 1))
	n := capacity * c.Context
	width, qkv := c.Width, m.qkvWidth()
	w := &Workspace{
		model: m, capacity: capacity,
		ids: make([]int32, n), targets: make([]int32, n),
		last: make([]float32, n*width), final: make([]float32, n*width), finalR: make([]float32, n),
		logits: make([]float32, n*c.Vocab), losses: make([]float32, n),
		stream: make([]float32, n*width), branch: make([]float32, n*width),
		inner: make([]float32, n*c.Hidden), gates: make([]float32, 2*n*c.Hidden), heads: make([]float32, n*qkv),
		embed: make([]float32, c.Vocab*width),
	}
	for range c.Layers {
		w.layers = append(w.layers, activations{
			x: make([]float32, n*width), h1: make([]float32, n*width), r1: make([]float32, n),
			qkv: make([]float32, n*qkv), p: make([]float32, n*c.Heads*c.Context), o: make([]float32, n*width),
			mid: make([]float32, n*width), h2: make([]float32, n*width), r2: make([]float32, n),
			gu: make([]float32, 2*n*c.Hidden), s: make([]float32, n*c.Hidden),
		})
	}
	return w
}

// Model returns the model that the workspace serves.
func (w *Workspace) Model() *Model { return w.model }

// part rounds a number of sequences up to one whose positions are a multiple of 256, so that a batch cut there
// has its chains cut nowhere.
func (m *Model) part(sequences int) int {
	unit := chain
	for unit > 1 && unit/2*m.config.Context%chain == 0 {
		unit /= 2
	}
	return (sequences + unit - 1) / unit * unit
}

// qkvWidth is the width of a row of queries, keys and values.
func (m *Model) qkvWidth() int {
	return m.config.Width / m.config.Heads * (m.config.Heads + 2*m.config.KVHeads)
}

// batch is the shape of the rows in a workspace: sequences of equal length, end to end.
type batch struct{ sequences, positions int }

func (b batch) rows() int { return b.sequences * b.positions }

func (m *Model) heads(b batch) kernels.Heads {
	c := m.config
	return kernels.Heads{Positions: b.positions, Queries: c.Heads, Keys: c.KVHeads, Width: c.Width / c.Heads}
}

func (m *Model) rotation(b batch) kernels.Rotation {
	c := m.config
	return kernels.Rotation{Cos: m.rope.cos, Sin: m.rope.sin, Positions: b.positions,
		Heads: c.Heads + c.KVHeads, Width: c.Width / c.Heads, Stride: m.qkvWidth()}
}
