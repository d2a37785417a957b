package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// AdamStep holds the scalars of one AdamW step. Each is a real number rounded once to float32 by the caller,
// so that this package needs no powers and no decimal arithmetic.
type AdamStep struct {
	Beta1, Rest1, Correction1 float32 // β₁, 1-β₁, 1/(1-β₁^t)
	Beta2, Rest2, Correction2 float32 // β₂, 1-β₂, 1/(1-β₂^t)
	Rate                      float32 // learning rate η
	Keep                      float32 // 1-ηλ where decay λ applies, 1 where it does not
	Epsilon                   float32
}

// AdamW takes one step in place on weights w, first moments m and second moments v, from the gradient g; all
// have one length.
func AdamW(w, m, v, g []float32, s AdamStep) {
	need(len(m) == len(w) && len(v) == len(w) && len(g) == len(w), "adamw")
	c := C.struct_q_adamw{
		beta1: C.float(s.Beta1), rest1: C.float(s.Rest1), correction1: C.float(s.Correction1),
		beta2: C.float(s.Beta2), rest2: C.float(s.Rest2), correction2: C.float(s.Correction2),
		rate: C.float(s.Rate), keep: C.float(s.Keep), epsilon: C.float(s.Epsilon),
	}
	adamws.split(On(w, m, v, g), cut{len(w), 16, elementGrain, 0}, adamw{w, m, v, g, c})
}

type adamw struct {
	w, m, v, g []float32
	s          C.struct_q_adamw
}

var adamws = calls[adamw, *adamw]{name: "adamw"}

func (o *adamw) part(lo, hi int) {
	C.q_adamw(path, at(o.w, lo), at(o.m, lo), at(o.v, lo), at(o.g, lo), o.s, C.int64_t(hi-lo))
}

func (o *adamw) launch(g *GPU) {
	operands := C.struct_adamw_operands{w: at(o.w, 0), m: at(o.m, 0), v: at(o.v, 0), g: at(o.g, 0), s: o.s, n: C.int64_t(len(o.w))}
	g.launch(C.Q_KERNEL_adamw, unsafe.Pointer(&operands), perElement(len(o.w)))
}
