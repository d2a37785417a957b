package model

import "quire/kernels"

// N C F V below are rows, width, hidden width and vocabulary.

// cut returns the first n elements of a buffer.
func cut(x []float32, n int) []float32 { return x[:n:n] }

// trim returns the activations of N rows in buffers that may hold more.
func (w *Workspace) trim(a activations, b batch) activations {
	m, c, n := w.model, w.model.config, b.rows()
	return activations{
		x: cut(a.x, n*c.Width), h1: cut(a.h1, n*c.Width), r1: cut(a.r1, n),
		qkv: cut(a.qkv, n*m.qkvWidth()), p: cut(a.p, m.heads(b).Kept(w.arena.GPU(), n)), o: cut(a.o, n*c.Width),
		mid: cut(a.mid, n*c.Width), h2: cut(a.h2, n*c.Width), r2: cut(a.r2, n),
		gu: cut(a.gu, 2*n*c.Hidden), s: cut(a.s, n*c.Hidden),
	}
}

// forward runs the layers on the first b.rows() ids and leaves the residual stream in w.last.
func (w *Workspace) forward(weights []float32, b batch) {
	m, N, C := w.model, b.rows(), w.model.config.Width
	kernels.Embed(cut(w.layers[0].x, N*C), m.layout.embed.of(weights), w.ids[:N], C)
	for i, spans := range m.layout.layers {
		next := w.last
		if i+1 < len(w.layers) {
			next = w.layers[i+1].x
		}
		a := w.trim(w.layers[i], b)
		if w.layerForward(spans, weights, a, b); w.halted() {
			return
		}
		next = cut(next, N*C)
		kernels.Matmul(kernels.NT, next, a.s, spans.down.of(weights), kernels.Shape{M: N, N: C, K: m.config.Hidden})
		kernels.Add(next, a.mid, next)
	}
}

// layerForward computes a layer's activations from a.x, all that its backward pass needs.
func (w *Workspace) layerForward(s layerSpans, weights []float32, a activations, b batch) {
	m, N := w.model, b.rows()
	C, F, Q := m.config.Width, m.config.Hidden, m.qkvWidth()
	kernels.RMSNorm(a.h1, a.r1, a.x, s.norm1.of(weights))
	kernels.Matmul(kernels.NT, a.qkv, a.h1, s.qkv.of(weights), kernels.Shape{M: N, N: Q, K: C})
	kernels.Rotate(a.qkv, w.turns(b))
	kernels.Attention(a.o, a.p, a.qkv, m.heads(b))
	kernels.Matmul(kernels.NT, a.mid, a.o, s.out.of(weights), kernels.Shape{M: N, N: C, K: C})
	kernels.Add(a.mid, a.x, a.mid)
	if w.halted() {
		return
	}
	kernels.RMSNorm(a.h2, a.r2, a.mid, s.norm2.of(weights))
	kernels.Matmul(kernels.NT, a.gu, a.h2, s.gateUp.of(weights), kernels.Shape{M: N, N: 2 * F, K: C})
	kernels.SwiGLU(a.s, a.gu, F)
}

// head computes the logits of the first N rows of the stream w.last.
func (w *Workspace) head(weights []float32, N int) {
	l, C, V := w.model.layout, w.model.config.Width, w.model.config.Vocab
	kernels.RMSNorm(cut(w.final, N*C), cut(w.finalR, N), cut(w.last, N*C), l.norm.of(weights))
	kernels.Matmul(kernels.NT, cut(w.logits, N*V), cut(w.final, N*C), l.head.of(weights), kernels.Shape{M: N, N: V, K: C})
}
