package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// Add sets y = a + b; y may be a or b.
func Add(y, a, b []float32) {
	need(len(a) == len(y) && len(b) == len(y), "add")
	adds.split(On(y, a, b), cut{len(y), 16, elementGrain, 0}, add{y, a, b})
}

type add struct{ y, a, b []float32 }

var adds = calls[add, *add]{name: "add"}

func (o *add) part(lo, hi int) {
	C.q_add(path, at(o.y, lo), at(o.a, lo), at(o.b, lo), C.int64_t(hi-lo))
}

func (o *add) launch(g *GPU) {
	operands := C.struct_add_operands{y: at(o.y, 0), a: at(o.a, 0), b: at(o.b, 0), n: C.int64_t(len(o.y))}
	g.launch(C.Q_KERNEL_add, unsafe.Pointer(&operands), perElement(len(o.y)))
}

// Scale multiplies x by s in place.
func Scale(x []float32, s float32) {
	scales.split(On(x), cut{len(x), 16, elementGrain, 0}, scale{x, s})
}

type scale struct {
	x []float32
	s float32
}

var scales = calls[scale, *scale]{name: "scale"}

func (o *scale) part(lo, hi int) {
	C.q_scale(path, at(o.x, lo), C.float(o.s), C.int64_t(hi-lo))
}

func (o *scale) launch(g *GPU) {
	operands := C.struct_scale_operands{x: at(o.x, 0), s: C.float(o.s), n: C.int64_t(len(o.x))}
	g.launch(C.Q_KERNEL_scale, unsafe.Pointer(&operands), perElement(len(o.x)))
}

// result is where C leaves a single number: on the heap because it is passed to C, and kept for the next call.
type result struct {
	float C.float
	int   C.int32_t
}

var results store[result]

// Sum returns the sum of x over 32 lanes and a tree; +0 for an empty slice.
func Sum(x []float32) float32 {
	if g := On(x); g != nil {
		return g.sum(x)
	}
	out := results.take()
	defer results.give(out)
	C.q_sum(path, &out.float, at(x, 0), C.int64_t(len(x)))
	return float32(out.float)
}

// blockSums holds the partial results of SumSquares between the C call and the last addition.
var blockSums store[[]float32]

// SumSquares returns the sum of the squares of x: blocks of 4096 elements, 32 lanes and a tree each, added in
// ascending order. It overflows to infinity where the sum does.
func SumSquares(x []float32) float32 {
	if g := On(x); g != nil {
		return g.sumSquares(x)
	}
	blocks := (len(x) + C.Q_SQUARES - 1) / C.Q_SQUARES
	kept := blockSums.take()
	defer blockSums.give(kept)
	if cap(*kept) < blocks {
		*kept = make([]float32, blocks)
	}
	sums := (*kept)[:blocks]
	squares.split(nil, cut{len(x), C.Q_SQUARES, elementGrain, 0}, square{sums, x})
	total := results.take()
	defer results.give(total)
	// Added in C, inside the known floating-point environment.
	C.q_ascending_sum(path, &total.float, at(sums, 0), C.int64_t(blocks))
	return float32(total.float)
}

type square struct{ sums, x []float32 }

var squares = calls[square, *square]{name: "sum of squares"}

func (o *square) part(lo, hi int) {
	C.q_sum_squares(path, at(o.sums, lo/C.Q_SQUARES), at(o.x, lo), C.int64_t(hi-lo))
}

// launch is never called: a GPU's sum of squares begins in g.sumSquares, which needs no operands of Go's.
func (o *square) launch(*GPU) { panic("kernels: sum of squares") }

// Finite reports whether no element of x is NaN or infinite.
func Finite(x []float32) bool {
	if g := On(x); g != nil {
		return g.finite(x)
	}
	out := results.take()
	defer results.give(out)
	C.q_finite(path, &out.int, at(x, 0), C.int64_t(len(x)))
	return out.int != 0
}

// The results of reductions on a GPU are copied back, so these wait. Once the GPU has failed they mean nothing.

func (g *GPU) sum(x []float32) float32 {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	out := g.room(1)
	o := C.struct_sum_operands{out: at(out, 0), x: at(x, 0), n: C.int64_t(len(x))}
	g.launch(C.Q_KERNEL_sum, unsafe.Pointer(&o), perWarp(1))
	return g.number(out)
}

func (g *GPU) sumSquares(x []float32) float32 {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	blocks := (len(x) + C.Q_SQUARES - 1) / C.Q_SQUARES
	out := g.room(1 + blocks)
	o := C.struct_sum_squares_operands{out: at(out, 1), x: at(x, 0), n: C.int64_t(len(x))}
	g.launch(C.Q_KERNEL_sum_squares, unsafe.Pointer(&o), perWarp(blocks))
	total := C.struct_ascending_sum_operands{out: at(out, 0), x: at(out, 1), n: C.int64_t(blocks)}
	g.launch(C.Q_KERNEL_ascending_sum, unsafe.Pointer(&total), perElement(1))
	return g.number(out)
}

func (g *GPU) finite(x []float32) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	out := g.room(1)
	if len(out) == 0 || !g.check("clear memory", C.q_gpu_zero(g.c, unsafe.Pointer(unsafe.SliceData(out)), 4)) {
		return false
	}
	o := C.struct_finite_operands{bad: (*C.int32_t)(unsafe.Pointer(unsafe.SliceData(out))), x: at(x, 0), n: C.int64_t(len(x))}
	g.launch(C.Q_KERNEL_finite, unsafe.Pointer(&o), perElement(len(x)))
	return g.number(out) == 0 && g.Err() == nil // the integer 1 is no zero as a float32 either
}

// room returns at least n numbers of the GPU's memory, nil if it has failed. g.mutex must be held.
func (g *GPU) room(n int) []float32 {
	if len(g.numbers) < n {
		g.numbers = g.alloc(max(n, 2*len(g.numbers))) // the shorter ones stay until Close, together less than this
	}
	return g.numbers
}

// number reads the first of them.
func (g *GPU) number(x []float32) float32 {
	var y [1]float32
	if g.Err() == nil {
		g.check("compute", C.q_gpu_download(g.c, unsafe.Pointer(&y), unsafe.Pointer(unsafe.SliceData(x)), 4))
	}
	return y[0]
}
