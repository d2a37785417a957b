package model

import (
	. "quire/kernels" //nolint:revive // the operations read as the formulas they are
)

// product and gain choose between storing and adding: the first part of a batch stores, later parts add, which
// has the bits of one long batch.
func gradientProduct(first bool, g, d, x []float32, s Shape) {
	if first {
		Matmul(TN, g, d, x, s)
		return
	}
	MatmulAdd(TN, g, d, x, s)
}

func gradientGain(first bool, g, d, x, r []float32) {
	if first {
		RMSNormGain(g, d, x, r)
		return
	}
	RMSNormGainAdd(g, d, x, r)
}

// backward takes the gradient of the logits in w.logits down to the parameters.
func (w *Workspace) backward(weights, grad []float32, b batch, first bool) {
	m, l, N := w.model, w.model.layout, b.rows()
	C, V := m.config.Width, m.config.Vocab
	logits, final, stream, branch := cut(w.logits, N*V), cut(w.final, N*C), cut(w.stream, N*C), cut(w.branch, N*C)
	Matmul(NN, branch, logits, l.head.of(weights), Shape{M: N, N: C, K: V})
	gradientProduct(first, l.head.of(grad), logits, final, Shape{M: V, N: C, K: N})
	RMSNormBackward(stream, branch, cut(w.last, N*C), l.norm.of(weights), cut(w.finalR, N))
	gradientGain(first, l.norm.of(grad), branch, cut(w.last, N*C), cut(w.finalR, N))
	for i := len(l.layers) - 1; i >= 0; i-- {
		w.layerBackward(l.layers[i], weights, grad, w.layers[i].trim(m, b), b, first)
	}
	EmbedBackwardAdd(w.embed, stream, w.ids[:N], C)
}

// layerBackward turns w.stream from the gradient of a layer's output into that of its input.
func (w *Workspace) layerBackward(s layerSpans, weights, grad []float32, a activations, b batch, first bool) {
	m, N := w.model, b.rows()
	C, F, Q := m.config.Width, m.config.Hidden, m.qkvWidth()
	stream, branch := cut(w.stream, N*C), cut(w.branch, N*C)
	inner, gates, heads := cut(w.inner, N*F), cut(w.gates, 2*N*F), cut(w.heads, N*Q)

	Matmul(NN, inner, stream, s.down.of(weights), Shape{M: N, N: F, K: C})
	gradientProduct(first, s.down.of(grad), stream, a.s, Shape{M: C, N: F, K: N})
	SwiGLUBackward(gates, inner, a.gu, F)
	Matmul(NN, branch, gates, s.gateUp.of(weights), Shape{M: N, N: C, K: 2 * F})
	gradientProduct(first, s.gateUp.of(grad), gates, a.h2, Shape{M: 2 * F, N: C, K: N})
	RMSNormBackwardAdd(stream, branch, a.mid, s.norm2.of(weights), a.r2)
	gradientGain(first, s.norm2.of(grad), branch, a.mid, a.r2)

	Matmul(NN, branch, stream, s.out.of(weights), Shape{M: N, N: C, K: C})
	gradientProduct(first, s.out.of(grad), stream, a.o, Shape{M: C, N: C, K: N})
	AttentionBackward(heads, branch, a.o, a.p, a.qkv, m.heads(b))
	RotateBackward(heads, m.rotation(b))
	Matmul(NN, branch, heads, s.qkv.of(weights), Shape{M: N, N: C, K: Q})
	gradientProduct(first, s.qkv.of(grad), heads, a.h1, Shape{M: Q, N: C, K: N})
	RMSNormBackwardAdd(stream, branch, a.x, s.norm1.of(weights), a.r1)
	gradientGain(first, s.norm1.of(grad), branch, a.x, a.r1)
}
