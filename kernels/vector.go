package kernels

// #include "kernels.h"
import "C"

import "sync"

// Add sets y = a + b; y may be a or b.
func Add(y, a, b []float32) {
	need(len(a) == len(y) && len(b) == len(y), "add")
	split(len(y), 16, elementGrain, func(lo, hi int) {
		C.q_add(path, at(y, lo), at(a, lo), at(b, lo), C.int64_t(hi-lo))
	})
}

// Scale multiplies x by s in place.
func Scale(x []float32, s float32) {
	split(len(x), 16, elementGrain, func(lo, hi int) {
		C.q_scale(path, at(x, lo), C.float(s), C.int64_t(hi-lo))
	})
}

// Sum returns the sum of x over 32 lanes and a tree; +0 for an empty slice.
func Sum(x []float32) float32 {
	var out C.float
	C.q_sum(path, &out, at(x, 0), C.int64_t(len(x)))
	return float32(out)
}

// blockSums holds the partial results of SumSquares between the C call and the last addition.
var blockSums = sync.Pool{New: func() any { return new([]float32) }}

// SumSquares returns the sum of the squares of x: blocks of 4096 elements, 32 lanes and a tree each, added in
// ascending order. It overflows to infinity where the sum does.
func SumSquares(x []float32) float32 {
	blocks := (len(x) + C.Q_SQUARES - 1) / C.Q_SQUARES
	pooled := blockSums.Get().(*[]float32)
	defer blockSums.Put(pooled)
	if cap(*pooled) < blocks {
		*pooled = make([]float32, blocks)
	}
	sums := (*pooled)[:blocks]
	split(len(x), C.Q_SQUARES, elementGrain, func(lo, hi int) {
		C.q_sum_squares(path, at(sums, lo/C.Q_SQUARES), at(x, lo), C.int64_t(hi-lo))
	})
	var total C.float // added in C, inside the known floating-point environment
	C.q_ascending_sum(path, &total, at(sums, 0), C.int64_t(blocks))
	return float32(total)
}

// Finite reports whether no element of x is NaN or infinite.
func Finite(x []float32) bool {
	var out C.int32_t
	C.q_finite(path, &out, at(x, 0), C.int64_t(len(x)))
	return out != 0
}
