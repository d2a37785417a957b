package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// Embed sets y[n] = table[ids[n]], where table is [V,width] and y is [N,width]. The ids always lie in Go's memory.
func Embed(y, table []float32, ids []int32, width int) {
	need(len(y) == len(ids)*width, "embed")
	checkIDs(ids, rows(len(table), width, "embed"))
	embeds.split(On(y, table), cut{len(ids), 1, 1 + elementGrain/width, 0}, embed{y, table, ids, width})
}

type embed struct {
	y, table []float32
	ids      []int32
	width    int
}

var embeds = calls[embed, *embed]{name: "embed"}

func (o *embed) part(lo, hi int) {
	C.q_embedding_forward(path, at(o.y, lo*o.width), at(o.table, 0), idAt(o.ids, lo), C.int64_t(hi-lo), C.int64_t(o.width))
}

func (o *embed) launch(g *GPU) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	operands := C.struct_embedding_operands{y: at(o.y, 0), table: at(o.table, 0), id: g.send(o.ids),
		N: C.int64_t(len(o.ids)), C: C.int64_t(o.width)}
	g.launch(C.Q_KERNEL_embedding, unsafe.Pointer(&operands), perElement(len(o.y)))
}

// EmbedBackwardAdd does dtable[ids[n]] += dy[n] for n ascending.
func EmbedBackwardAdd(dtable, dy []float32, ids []int32, width int) {
	need(len(dy) == len(ids)*width, "embed backward")
	checkIDs(ids, rows(len(dtable), width, "embed backward"))
	backwardEmbeds.split(On(dtable, dy), cut{width, 16, 1 + elementGrain/max(1, len(ids)), 0}, backwardEmbed{dtable, dy, ids, width})
}

type backwardEmbed struct {
	dtable, dy []float32
	ids        []int32
	width      int
}

var backwardEmbeds = calls[backwardEmbed, *backwardEmbed]{name: "embed backward"}

func (o *backwardEmbed) part(lo, hi int) {
	C.q_embedding_backward(path, at(o.dtable, 0), at(o.dy, 0), idAt(o.ids, 0), C.int64_t(len(o.ids)), C.int64_t(o.width),
		C.int64_t(lo), C.int64_t(hi))
}

func (o *backwardEmbed) launch(g *GPU) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	operands := C.struct_embedding_backward_operands{dtable: at(o.dtable, 0), dy: at(o.dy, 0), id: g.send(o.ids),
		N: C.int64_t(len(o.ids)), C: C.int64_t(o.width), V: C.int64_t(len(o.dtable) / o.width)}
	g.launch(C.Q_KERNEL_embedding_backward, unsafe.Pointer(&operands), perWarp(len(o.dtable)/o.width))
}
