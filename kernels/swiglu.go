package kernels

// #include "kernels.h"
import "C"

// exponentialGrain is the least number of elements that repays a thread where each needs an exponential.
const exponentialGrain = 1 << 13

// SwiGLU sets s [N,F] = g·sigmoid(g)·u from gu [N,2F], whose rows hold F gates g and then F values u.
func SwiGLU(s, gu []float32, hidden int) {
	n := rows(len(s), hidden, "swiglu")
	need(len(gu) == 2*len(s), "swiglu")
	split(n, 1, 1+exponentialGrain/hidden, func(lo, hi int) {
		C.q_swiglu_forward(path, at(s, lo*hidden), at(gu, 2*lo*hidden), C.int64_t(hi-lo), C.int64_t(hidden))
	})
}

// SwiGLUBackward sets dgu [N,2F] from ds [N,F] and gu.
func SwiGLUBackward(dgu, ds, gu []float32, hidden int) {
	n := rows(len(ds), hidden, "swiglu backward")
	need(len(gu) == 2*len(ds) && len(dgu) == len(gu), "swiglu backward")
	split(n, 1, 1+exponentialGrain/hidden, func(lo, hi int) {
		C.q_swiglu_backward(path, at(dgu, 2*lo*hidden), at(ds, lo*hidden), at(gu, 2*lo*hidden), C.int64_t(hi-lo), C.int64_t(hidden))
	})
}
