package kernels

// #include "kernels.h"
import "C"

// Add sets y = a + b; y may be a or b.
func Add(y, a, b []float32) {
	need(len(a) == len(y) && len(b) == len(y), "add")
	adds.split(cut{len(y), 16, elementGrain, 0}, add{y, a, b})
}

type add struct{ y, a, b []float32 }

var adds = calls[add, *add]{name: "add"}

func (o *add) part(lo, hi int) {
	C.q_add(path, at(o.y, lo), at(o.a, lo), at(o.b, lo), C.int64_t(hi-lo))
}

// Scale multiplies x by s in place.
func Scale(x []float32, s float32) {
	scales.split(cut{len(x), 16, elementGrain, 0}, scale{x, s})
}

type scale struct {
	x []float32
	s float32
}

var scales = calls[scale, *scale]{name: "scale"}

func (o *scale) part(lo, hi int) {
	C.q_scale(path, at(o.x, lo), C.float(o.s), C.int64_t(hi-lo))
}

// result is where C leaves a single number: on the heap because it is passed to C, and kept for the next call.
type result struct {
	float C.float
	int   C.int32_t
}

var results store[result]

// Sum returns the sum of x over 32 lanes and a tree; +0 for an empty slice.
func Sum(x []float32) float32 {
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
	blocks := (len(x) + C.Q_SQUARES - 1) / C.Q_SQUARES
	kept := blockSums.take()
	defer blockSums.give(kept)
	if cap(*kept) < blocks {
		*kept = make([]float32, blocks)
	}
	sums := (*kept)[:blocks]
	squares.split(cut{len(x), C.Q_SQUARES, elementGrain, 0}, square{sums, x})
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

// Finite reports whether no element of x is NaN or infinite.
func Finite(x []float32) bool {
	out := results.take()
	defer results.give(out)
	C.q_finite(path, &out.int, at(x, 0), C.int64_t(len(x)))
	return out.int != 0
}
