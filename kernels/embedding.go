package kernels

// #include "kernels.h"
import "C"

// Embed sets y[n] = table[ids[n]], where table is [V,width] and y is [N,width].
func Embed(y, table []float32, ids []int32, width int) {
	need(len(y) == len(ids)*width, "embed")
	checkIDs(ids, rows(len(table), width, "embed"))
	split(len(ids), 1, 1+elementGrain/width, func(lo, hi int) {
		C.q_embedding_forward(path, at(y, lo*width), at(table, 0), idAt(ids, lo), C.int64_t(hi-lo), C.int64_t(width))
	})
}

// EmbedBackwardAdd does dtable[ids[n]] += dy[n] for n ascending.
func EmbedBackwardAdd(dtable, dy []float32, ids []int32, width int) {
	need(len(dy) == len(ids)*width, "embed backward")
	checkIDs(ids, rows(len(dtable), width, "embed backward"))
	split(width, 16, 1+elementGrain/max(1, len(ids)), func(lo, hi int) {
		C.q_embedding_backward(path, at(dtable, 0), at(dy, 0), idAt(ids, 0), C.int64_t(len(ids)), C.int64_t(width),
			C.int64_t(lo), C.int64_t(hi))
	})
}
