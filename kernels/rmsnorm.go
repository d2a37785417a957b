package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// elementGrain is the least number of elements that repays the start of a thread, for cheap row operations.
const elementGrain = 1 << 14

// RMSNorm sets y = x/rms(x)·w for each row of x [N,C]; w is [C], C = len(w). It stores 1/rms of row n, with
// epsilon 1e-5 under the root, in r[n]; N = len(r).
func RMSNorm(y, r, x, w []float32) {
	n, width := len(r), len(w)
	need(width > 0 && len(x) == n*width && len(y) == len(x), "rmsnorm")
	rmsnorms.split(On(y, r, x, w), cut{n, 1, 1 + elementGrain/width, 0}, rmsnorm{y, r, x, w})
}

type rmsnorm struct{ y, r, x, w []float32 }

var rmsnorms = calls[rmsnorm, *rmsnorm]{name: "rmsnorm"}

func (o *rmsnorm) part(lo, hi int) {
	width := len(o.w)
	C.q_rmsnorm_forward(path, at(o.y, lo*width), at(o.r, lo), at(o.x, lo*width), at(o.w, 0), C.int64_t(hi-lo), C.int64_t(width))
}

func (o *rmsnorm) launch(g *GPU) {
	operands := C.struct_rmsnorm_operands{y: at(o.y, 0), r: at(o.r, 0), x: at(o.x, 0), w: at(o.w, 0),
		N: C.int64_t(len(o.r)), C: C.int64_t(len(o.w))}
	g.launch(C.Q_KERNEL_rmsnorm, unsafe.Pointer(&operands), perWarp(len(o.r)))
}

// RMSNormBackward sets dx, the gradient with respect to x [N,C], from dy [N,C], given the r of RMSNorm.
func RMSNormBackward(dx, dy, x, w, r []float32) { rmsnormBackward(dx, dy, x, w, r, false) }

// RMSNormBackwardAdd is RMSNormBackward that adds to dx, where a residual connection passes by.
func RMSNormBackwardAdd(dx, dy, x, w, r []float32) { rmsnormBackward(dx, dy, x, w, r, true) }

func rmsnormBackward(dx, dy, x, w, r []float32, add bool) {
	n, width := len(r), len(w)
	need(width > 0 && len(x) == n*width && len(dy) == len(x) && len(dx) == len(x), "rmsnorm backward")
	backwardRMSNorms.split(On(dx, dy, x, w, r), cut{n, 1, 1 + elementGrain/width, 0}, backwardRMSNorm{dx, dy, x, w, r, add})
}

type backwardRMSNorm struct {
	dx, dy, x, w, r []float32
	add             bool
}

var backwardRMSNorms = calls[backwardRMSNorm, *backwardRMSNorm]{name: "rmsnorm backward"}

func (o *backwardRMSNorm) part(lo, hi int) {
	width := len(o.w)
	C.q_rmsnorm_backward(path, at(o.dx, lo*width), at(o.dy, lo*width), at(o.x, lo*width), at(o.w, 0), at(o.r, lo),
		C.int64_t(hi-lo), C.int64_t(width), flag(o.add))
}

func (o *backwardRMSNorm) launch(g *GPU) {
	operands := C.struct_rmsnorm_backward_operands{dx: at(o.dx, 0), dy: at(o.dy, 0), x: at(o.x, 0), w: at(o.w, 0), r: at(o.r, 0),
		N: C.int64_t(len(o.r)), C: C.int64_t(len(o.w)), add: flag(o.add)}
	g.launch(C.Q_KERNEL_rmsnorm_backward, unsafe.Pointer(&operands), perWarp(len(o.r)))
}

// RMSNormGain sets dw [C], the gradient with respect to the gain, from dy and x [N,C] and r [N].
func RMSNormGain(dw, dy, x, r []float32) { rmsnormGain(dw, dy, x, r, false) }

// RMSNormGainAdd adds to dw, chain by chain: rows cut at multiples of 256 into several calls give the bits of one.
func RMSNormGainAdd(dw, dy, x, r []float32) { rmsnormGain(dw, dy, x, r, true) }

func rmsnormGain(dw, dy, x, r []float32, add bool) {
	n, width := len(r), len(dw)
	need(width > 0 && len(x) == n*width && len(dy) == len(x), "rmsnorm gain")
	gains.split(On(dw, dy, x, r), cut{width, C.Q_LANES, 1 + elementGrain/max(1, n), 0}, gain{dw, dy, x, r, add})
}

type gain struct {
	dw, dy, x, r []float32
	add          bool
}

var gains = calls[gain, *gain]{name: "rmsnorm gain"}

func (o *gain) part(lo, hi int) {
	C.q_rmsnorm_gain(path, at(o.dw, 0), at(o.dy, 0), at(o.x, 0), at(o.r, 0), C.int64_t(len(o.r)), C.int64_t(len(o.dw)),
		C.int64_t(lo), C.int64_t(hi), flag(o.add))
}

func (o *gain) launch(g *GPU) {
	operands := C.struct_rmsnorm_gain_operands{dw: at(o.dw, 0), dy: at(o.dy, 0), x: at(o.x, 0), r: at(o.r, 0),
		N: C.int64_t(len(o.r)), C: C.int64_t(len(o.dw)), add: flag(o.add)}
	g.launch(C.Q_KERNEL_rmsnorm_gain, unsafe.Pointer(&operands), grid{(len(o.dw) + C.Q_LANES - 1) / C.Q_LANES, 1, 256})
}
