package model

import "quire/kernels"

// chain is the number of rows that one chain of multiply-adds covers in a gradient: part of the profile.
const chain = 256

// Workspace is the memory of one computation: activations and their gradients for a batch of sequences. It is
// allocated once and reused, so a step allocates no buffers. It is owned by one goroutine at a time.
type Workspace struct {
	model    *Model
	capacity int  // sequences of full length that fit
	forgets  bool // layers share all activations but their input, and backward computes them again

	arena         *kernels.Arena // where all floats below lie
	weights, grad []float32      // [Params] copies, if the arena is a GPU's and the caller's are not; nil until then
	rotation      kernels.Rotation

	stop    func() error // asked now and then while computing; nil means never
	stopped error        // what it said, or what is wrong with the GPU
	steps   []int        // see StepAt
	see     func(step int, grad []float32)
	shown   []float32 // [Params] in Go's memory, where see looks at a GPU's gradient; nil until then

	ids, targets []int32
	layers       []activations // if it forgets, they differ in x only
	last         []float32     // [N,C] stream after the last layer
	final        []float32     // [N,C] after the final norm
	finalR       []float32     // [N]
	logits       []float32     // [N,V]; becomes their gradient in place
	chosen       []float32     // [V] logits of one position, in Go's memory, for Generate
	losses       []float32     // [N]

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
	return m.newWorkspace(nil, sequences, false)
}

// NewWorkspaceOn is NewWorkspace on a GPU, or on the processors if gpu is nil, if that takes at most the given number of
// bytes. Otherwise the workspace keeps only the input of each layer and computes the rest again on the way back, which costs
// a quarter more time and changes no bit; it may still exceed the limit. It fails with kernels.ErrGPU, wrapped, if the GPU has
// no room or has failed before.
func (m *Model) NewWorkspaceOn(gpu *kernels.GPU, sequences int, bytes int64) (*Workspace, error) {
	w := m.newWorkspace(gpu, sequences, m.workspaceBytes(gpu, sequences) > bytes)
	if err := w.broken(); err != nil {
		w.Free()
		return nil, err
	}
	return w, nil
}

// workspaceBytes is the size of a workspace that forgets nothing, without token ids, weights and their gradient.
func (m *Model) workspaceBytes(gpu *kernels.GPU, sequences int) int64 {
	c, b := m.config, batch{m.part(max(sequences, 1)), m.config.Context}
	rest := 4*c.Width + 3*c.Hidden + m.qkvWidth() + c.Vocab + 2
	table := len(m.rope.cos) + len(m.rope.sin)
	return 4 * (int64(c.Layers)*m.layerFloats(gpu, b) + int64(b.rows())*int64(rest) + int64(c.Vocab)*int64(c.Width) + int64(table))
}

// WorkspaceBytesMin is the size of a workspace that forgets what it can.
func (m *Model) WorkspaceBytesMin(gpu *kernels.GPU, sequences int) int64 {
	c, b := m.config, batch{m.part(max(sequences, 1)), m.config.Context}
	forgotten := int64(c.Layers-1) * (m.layerFloats(gpu, b) - int64(b.rows())*int64(c.Width))
	return m.workspaceBytes(gpu, sequences) - 4*forgotten
}

// layerFloats is the size of a layer's activations.
func (m *Model) layerFloats(gpu *kernels.GPU, b batch) int64 {
	each := 5*m.config.Width + 3*m.config.Hidden + m.qkvWidth() + 2
	return int64(b.rows())*int64(each) + int64(m.heads(b).Kept(gpu, b.rows()))
}

func (m *Model) newWorkspace(gpu *kernels.GPU, sequences int, forgets bool) *Workspace {
	c := m.config
	w := &Workspace{model: m, capacity: m.part(max(sequences, 1)), forgets: forgets, arena: kernels.NewArena(gpu)}
	n, floats := w.capacity*c.Context, w.arena.Floats
	kept := m.heads(batch{w.capacity, c.Context}).Kept(gpu, n)
	width, qkv := c.Width, m.qkvWidth()
	w.rotation = kernels.Rotation{Cos: floats(len(m.rope.cos)), Sin: floats(len(m.rope.sin)),
		Heads: c.Heads + c.KVHeads, Width: c.Width / c.Heads, Stride: qkv}
	if w.broken() == nil {
		kernels.Copy(w.rotation.Cos, m.rope.cos)
		kernels.Copy(w.rotation.Sin, m.rope.sin)
	}
	w.chosen = make([]float32, c.Vocab)
	w.ids, w.targets = make([]int32, n), make([]int32, n)
	w.last, w.final, w.finalR = floats(n*width), floats(n*width), floats(n)
	w.logits, w.losses = floats(n*c.Vocab), floats(n)
	w.stream, w.branch = floats(n*width), floats(n*width)
	w.inner, w.gates, w.heads = floats(n*c.Hidden), floats(2*n*c.Hidden), floats(n*qkv)
	w.embed = floats(c.Vocab * width)
	for i := range c.Layers {
		if forgets && i > 0 {
			again := w.layers[0]
			again.x = floats(n * width)
			w.layers = append(w.layers, again)
			continue
		}
		w.layers = append(w.layers, activations{
			x: floats(n * width), h1: floats(n * width), r1: floats(n),
			qkv: floats(n * qkv), p: floats(kept), o: floats(n * width),
			mid: floats(n * width), h2: floats(n * width), r2: floats(n),
			gu: floats(2 * n * c.Hidden), s: floats(n * c.Hidden),
		})
	}
	return w
}

// Bytes returns how much memory the workspace holds, without the token ids.
func (w *Workspace) Bytes() int64 { return w.arena.Bytes() }

// Free gives a GPU's memory back. The workspace must not be used any more.
func (w *Workspace) Free() { w.arena.Free() }

// broken returns why what the workspace computes does not count: its GPU has failed. Processors do not.
func (w *Workspace) broken() error {
	if g := w.arena.GPU(); g != nil {
		return g.Err()
	}
	return nil
}

// there returns x where the workspace computes: x itself if it lies there, else the copy, which it makes on the first call.
// It returns nil if the GPU has no room for it.
func (w *Workspace) there(x []float32, copied *[]float32) []float32 {
	if kernels.On(x) == w.arena.GPU() {
		return x
	}
	if *copied == nil {
		*copied = w.arena.Floats(len(x))
	}
	return *copied
}

// StopWhen has Loss, Gradient and Generate ask stop between groups of operations: if it returns an error they end and
// return that error as it is. A nil stop is never asked.
func (w *Workspace) StopWhen(stop func() error) { w.stop = stop }

// halted asks whether to stop; once it is true it stays so for the computation.
func (w *Workspace) halted() bool {
	if w.stopped == nil {
		w.stopped = w.broken()
	}
	if w.stopped == nil && w.stop != nil {
		w.stopped = w.stop()
	}
	return w.stopped != nil
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

// turns is how the rows of a batch are rotated.
func (w *Workspace) turns(b batch) kernels.Rotation {
	r := w.rotation
	r.Positions = b.positions
	return r
}
