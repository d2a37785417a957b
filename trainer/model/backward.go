package model

import "quire/kernels"

// gradientProduct and gradientGain store the first part of a batch and add later parts, which has the bits of one
// long batch.
func gradientProduct(first bool, g, d, x []float32, s kernels.Shape) {
	if first {
		kernels.Matmul(kernels.TN, g, d, x, s)
		return
	}
	kernels.MatmulAdd(kernels.TN, g, d, x, s)
}

func gradientGain(first bool, g, d, x, r []float32) {
	if first {
		kernels.RMSNormGain(g, d, x, r)
		return
	}
	kernels.RMSNormGainAdd(g, d, x, r)
}

// backward takes the gradient of the logits in w.logits down to the parameters.
func (w *Workspace) backward(weights, grad []float32, b batch, first bool) {
	m, l, N := w.model, w.model.layout, b.rows()
	C, V := m.config.Width, m.config.Vocab
	logits, final, stream, branch := cut(w.logits, N*V), cut(w.final, N*C), cut(w.stream, N*C), cut(w.branch, N*C)
	kernels.Matmul(kernels.NN, branch, logits, l.head.of(weights), kernels.Shape{M: N, N: C, K: V})
	if w.halted() {
		return
	}
	gradientProduct(first, l.head.of(grad), logits, final, kernels.Shape{M: V, N: C, K: N})
	kernels.RMSNormBackward(stream, branch, cut(w.last, N*C), l.norm.of(weights), cut(w.finalR, N))
	gradientGain(first, l.norm.of(grad), branch, cut(w.last, N*C), cut(w.finalR, N))
	for i := len(l.layers) - 1; i >= 0; i-- {
		a := w.trim(w.layers[i], b)
		if w.forgets && i+1 < len(l.layers) { // the last layer's activations are still there
			w.layerForward(l.layers[i], weights, a, b)
		}
		if w.layerBackward(l.layers[i], weights, grad, a, b, first); w.halted() {
			return
		}
	}
	kernels.EmbedBackwardAdd(w.embed, stream, w.ids[:N], C)
}

// layerBackward turns w.stream from the gradient of a layer's output into that of its input.
func (w *Workspace) layerBackward(s layerSpans, weights, grad []float32, a activations, b batch, first bool) {
	m, N := w.model, b.rows()
	C, F, Q := m.config.Width, m.config.Hidden, m.qkvWidth()
	stream, branch := cut(w.stream, N*C), cut(w.branch, N*C)
	inner, gates, heads := cut(w.inner, N*F), cut(w.gates, 2*N*F), cut(w.heads, N*Q)
	if w.halted() {
		return
	}
	kernels.Matmul(kernels.NN, inner, stream, s.down.of(weights), kernels.Shape{M: N, N: F, K: C})
	gradientProduct(first, s.down.of(grad), stream, a.s, kernels.Shape{M: C, N: F, K: N})
	kernels.SwiGLUBackward(gates, inner, a.gu, F)
	kernels.Matmul(kernels.NN, branch, gates, s.gateUp.of(weights), kernels.Shape{M: N, N: C, K: 2 * F})
	gradientProduct(first, s.gateUp.of(grad), gates, a.h2, kernels.Shape{M: 2 * F, N: C, K: N})
	kernels.RMSNormBackwardAdd(stream, branch, a.mid, s.norm2.of(weights), a.r2)
	gradientGain(first, s.norm2.of(grad), branch, a.mid, a.r2)
	if w.halted() {
		return
	}
	kernels.Matmul(kernels.NN, branch, stream, s.out.of(weights), kernels.Shape{M: N, N: C, K: C})
	gradientProduct(first, s.out.of(grad), stream, a.o, kernels.Shape{M: C, N: C, K: N})
	kernels.AttentionBackward(heads, branch, a.o, a.p, a.qkv, m.heads(b))
	kernels.RotateBackward(heads, w.turns(b))
	kernels.Matmul(kernels.NN, branch, heads, s.qkv.of(weights), kernels.Shape{M: N, N: C, K: Q})
	gradientProduct(first, s.qkv.of(grad), heads, a.h1, kernels.Shape{M: Q, N: C, K: N})
	kernels.RMSNormBackwardAdd(stream, branch, a.x, s.norm1.of(weights), a.r1)
	gradientGain(first, s.norm1.of(grad), branch, a.x, a.r1)
}
