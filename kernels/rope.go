package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// Rotation describes where rotary embeddings apply in rows that hold heads side by side.
type Rotation struct {
	Cos, Sin  []float32 // [T, Width/2], one row per position
	Positions int       // T: row n stands at position n mod T
	Heads     int       // how many heads, from the start of a row, are turned
	Width     int       // of a head; even
	Stride    int       // of a row, at least Heads*Width
}

// Rotate turns x in place: element i of a head together with element i + Width/2, by the angle of its position.
func Rotate(x []float32, r Rotation) { rotate(x, r, false) }

// RotateBackward turns back, which is the gradient of Rotate, in place.
func RotateBackward(x []float32, r Rotation) { rotate(x, r, true) }

func rotate(x []float32, r Rotation, inverse bool) {
	n := rows(len(x), r.Stride, "rope")
	need(r.Width%2 == 0 && r.Heads >= 0 && r.Heads*r.Width <= r.Stride && r.Positions > 0, "rope")
	need(len(r.Cos) >= r.Positions*r.Width/2 && len(r.Sin) == len(r.Cos), "rope")
	ropes.split(On(x, r.Cos, r.Sin), cut{n, 1, 1 + elementGrain/r.Stride, 0}, rope{x, r, inverse})
}

type rope struct {
	x       []float32
	r       Rotation
	inverse bool
}

var ropes = calls[rope, *rope]{name: "rope"}

func (o *rope) part(lo, hi int) {
	r := &o.r
	C.q_rope(path, at(o.x, 0), at(r.Cos, 0), at(r.Sin, 0), C.int64_t(lo), C.int64_t(hi), C.int64_t(r.Stride),
		C.int64_t(r.Positions), C.int64_t(r.Heads), C.int64_t(r.Width), flag(o.inverse))
}

func (o *rope) launch(g *GPU) {
	r := &o.r
	n := len(o.x) / r.Stride
	operands := C.struct_rope_operands{x: at(o.x, 0), cosine: at(r.Cos, 0), sine: at(r.Sin, 0), N: C.int64_t(n), ld: C.int64_t(r.Stride),
		T: C.int64_t(r.Positions), heads: C.int64_t(r.Heads), D: C.int64_t(r.Width), inverse: flag(o.inverse)}
	g.launch(C.Q_KERNEL_rope, unsafe.Pointer(&operands), perElement(n*r.Heads*r.Width/2))
}
