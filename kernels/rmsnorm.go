package kernels

// #include "kernels.h"
import "C"

// elementGrain is the least number of elements that repays the start of a thread, for cheap row operations.
const elementGrain = 1 << 14

// RMSNorm sets y = x/rms(x)·w for each row of x [N,C]; w is [C], C = len(w). It stores 1/rms of row n, with
// epsilon 1e-5 under the root, in r[n]; N = len(r).
func RMSNorm(y, r, x, w []float32) {
	n, width := len(r), len(w)
	need(width > 0 && len(x) == n*width && len(y) == len(x), "rmsnorm")
	split(n, 1, 1+elementGrain/width, func(lo, hi int) {
		C.q_rmsnorm_forward(path, at(y, lo*width), at(r, lo), at(x, lo*width), at(w, 0), C.int64_t(hi-lo), C.int64_t(width))
	})
}

// RMSNormBackward sets dx, the gradient with respect to x [N,C], from dy [N,C], given the r of RMSNorm.
func RMSNormBackward(dx, dy, x, w, r []float32) { rmsnormBackward(dx, dy, x, w, r, false) }

// RMSNormBackwardAdd is RMSNormBackward that adds to dx, where a residual connection passes by.
func RMSNormBackwardAdd(dx, dy, x, w, r []float32) { rmsnormBackward(dx, dy, x, w, r, true) }

func rmsnormBackward(dx, dy, x, w, r []float32, add bool) {
	n, width := len(r), len(w)
	need(width > 0 && len(x) == n*width && len(dy) == len(x) && len(dx) == len(x), "rmsnorm backward")
	split(n, 1, 1+elementGrain/width, func(lo, hi int) {
		C.q_rmsnorm_backward(path, at(dx, lo*width), at(dy, lo*width), at(x, lo*width), at(w, 0), at(r, lo),
			C.int64_t(hi-lo), C.int64_t(width), flag(add))
	})
}

// RMSNormGain sets dw [C], the gradient with respect to the gain, from dy and x [N,C] and r [N].
func RMSNormGain(dw, dy, x, r []float32) { rmsnormGain(dw, dy, x, r, false) }

// RMSNormGainAdd adds to dw, chain by chain: rows cut at multiples of 256 into several calls give the bits of one.
func RMSNormGainAdd(dw, dy, x, r []float32) { rmsnormGain(dw, dy, x, r, true) }

func rmsnormGain(dw, dy, x, r []float32, add bool) {
	n, width := len(r), len(dw)
	need(width > 0 && len(x) == n*width && len(dy) == len(x), "rmsnorm gain")
	split(width, C.Q_LANES, 1+elementGrain/max(1, n), func(lo, hi int) {
		C.q_rmsnorm_gain(path, at(dw, 0), at(dy, 0), at(x, 0), at(r, 0), C.int64_t(n), C.int64_t(width),
			C.int64_t(lo), C.int64_t(hi), flag(add))
	})
}
