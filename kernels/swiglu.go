package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// exponentialGrain is the least number of elements that repays a thread where each needs an exponential.
const exponentialGrain = 1 << 13

// SwiGLU sets s [N,F] = g·sigmoid(g)·u from gu [N,2F], whose rows hold F gates g and then F values u.
func SwiGLU(s, gu []float32, hidden int) {
	n := rows(len(s), hidden, "swiglu")
	need(len(gu) == 2*len(s), "swiglu")
	swiglus.split(On(s, gu), cut{n, 1, 1 + exponentialGrain/hidden, 0}, swiglu{s, gu, hidden})
}

type swiglu struct {
	s, gu  []float32
	hidden int
}

var swiglus = calls[swiglu, *swiglu]{name: "swiglu"}

func (o *swiglu) part(lo, hi int) {
	C.q_swiglu_forward(path, at(o.s, lo*o.hidden), at(o.gu, 2*lo*o.hidden), C.int64_t(hi-lo), C.int64_t(o.hidden))
}

func (o *swiglu) launch(g *GPU) {
	operands := C.struct_swiglu_operands{s: at(o.s, 0), gu: at(o.gu, 0), N: C.int64_t(len(o.s) / o.hidden), F: C.int64_t(o.hidden)}
	g.launch(C.Q_KERNEL_swiglu, unsafe.Pointer(&operands), perElement(len(o.s)))
}

// SwiGLUBackward sets dgu [N,2F] from ds [N,F] and gu.
func SwiGLUBackward(dgu, ds, gu []float32, hidden int) {
	n := rows(len(ds), hidden, "swiglu backward")
	need(len(gu) == 2*len(ds) && len(dgu) == len(gu), "swiglu backward")
	backwardSwiGLUs.split(On(dgu, ds, gu), cut{n, 1, 1 + exponentialGrain/hidden, 0}, backwardSwiGLU{dgu, ds, gu, hidden})
}

type backwardSwiGLU struct {
	dgu, ds, gu []float32
	hidden      int
}

var backwardSwiGLUs = calls[backwardSwiGLU, *backwardSwiGLU]{name: "swiglu backward"}

func (o *backwardSwiGLU) part(lo, hi int) {
	C.q_swiglu_backward(path, at(o.dgu, 2*lo*o.hidden), at(o.ds, lo*o.hidden), at(o.gu, 2*lo*o.hidden),
		C.int64_t(hi-lo), C.int64_t(o.hidden))
}

func (o *backwardSwiGLU) launch(g *GPU) {
	operands := C.struct_swiglu_backward_operands{dgu: at(o.dgu, 0), ds: at(o.ds, 0), gu: at(o.gu, 0),
		N: C.int64_t(len(o.ds) / o.hidden), F: C.int64_t(o.hidden)}
	g.launch(C.Q_KERNEL_swiglu_backward, unsafe.Pointer(&operands), perElement(len(o.ds)))
}
