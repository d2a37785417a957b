package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// Heads is the shape of a causal attention over B sequences, where B follows from the operands.
type Heads struct {
	Positions int // T: length of each sequence
	Queries   int // H: query heads
	Keys      int // KV: key and value heads; divides Queries
	Width     int // D: of a head
}

// row is the width of a row of qkv.
func (h Heads) row() int { return (h.Queries + 2*h.Keys) * h.Width }

// most is how many heads a part may have: some 20 ms.
func (h Heads) most() int { return max(1, 1<<29/(h.Positions*h.Positions*h.Width)) }

// check returns the number of sequences.
func (h Heads) check(o, p, qkv []float32) int {
	need(h.Positions > 0 && h.Keys > 0 && h.Width > 0 && h.Queries > 0 && h.Queries%h.Keys == 0, "attention")
	b := rows(len(qkv), h.Positions*h.row(), "attention")
	need(len(o) == b*h.Positions*h.Queries*h.Width, "attention")
	need(len(p) == h.Kept(On(p), b*h.Positions), "attention")
	return b
}

// Kept is how many numbers Attention keeps of n positions for AttentionBackward: on a processor the probabilities
// [B, H, T, T]; on a GPU, nil being none, the largest score, the inverse sum and, later, a mean of each row, 3 times [B, H, T].
func (h Heads) Kept(g *GPU, n int) int {
	if g != nil {
		return 3 * n * h.Queries
	}
	return n * h.Queries * h.Positions
}

// Attention sets o [B*T, H*D] from qkv [B*T, (H+2*KV)*D], whose rows hold queries, keys and values of all
// heads side by side. It keeps in p what AttentionBackward needs, h.Kept numbers; what that does not read is not written.
func Attention(o, p, qkv []float32, h Heads) {
	b := h.check(o, p, qkv)
	attentions.split(On(o, p, qkv), cut{b * h.Queries, 1, 1, h.most()}, attention{o, p, qkv, h})
}

type attention struct {
	o, p, qkv []float32
	h         Heads
}

var attentions = calls[attention, *attention]{name: "attention"}

func (a *attention) part(lo, hi int) {
	work, h := take(0), a.h
	defer give(work)
	C.q_attention_forward(path, at(a.o, 0), at(a.p, 0), at(a.qkv, 0), C.int64_t(h.Positions), C.int64_t(h.Queries),
		C.int64_t(h.Keys), C.int64_t(h.Width), C.int64_t(lo), C.int64_t(hi), work.pack())
}

func (a *attention) launch(g *GPU) {
	h, n := a.h, len(a.p)/3
	operands := C.struct_attention_operands{o: at(a.o, 0), top: at(a.p, 0), inverse: at(a.p, n), qkv: at(a.qkv, 0),
		B: C.int64_t(n / (h.Queries * h.Positions)), T: C.int64_t(h.Positions), H: C.int64_t(h.Queries), KV: C.int64_t(h.Keys), D: C.int64_t(h.Width)}
	g.launch(C.Q_KERNEL_attention, unsafe.Pointer(&operands), h.blocks(n/h.Positions))
}

// AttentionBackward sets dqkv from do, the gradient of o, and the operands and results of Attention.
func AttentionBackward(dqkv, do, o, p, qkv []float32, h Heads) {
	b := h.check(o, p, qkv)
	need(len(dqkv) == len(qkv) && len(do) == len(o), "attention backward")
	backwardAttentions.split(On(dqkv, do, o, p, qkv), cut{b * h.Keys, 1, 1, h.most()}, backwardAttention{dqkv, do, o, p, qkv, h})
}

type backwardAttention struct {
	dqkv, do, o, p, qkv []float32
	h                   Heads
}

var backwardAttentions = calls[backwardAttention, *backwardAttention]{name: "attention backward"}

func (a *backwardAttention) part(lo, hi int) {
	h := a.h
	work := take(C.Q_QUERIES * h.Positions)
	defer give(work)
	C.q_attention_backward(path, at(a.dqkv, 0), at(a.do, 0), at(a.o, 0), at(a.p, 0), at(a.qkv, 0), C.int64_t(h.Positions),
		C.int64_t(h.Queries), C.int64_t(h.Keys), C.int64_t(h.Width), C.int64_t(lo), C.int64_t(hi), work.pack(), work.more())
}

func (a *backwardAttention) launch(g *GPU) {
	h, n := a.h, len(a.p)/3
	B, T, H, KV, D := C.int64_t(n/(h.Queries*h.Positions)), C.int64_t(h.Positions), C.int64_t(h.Queries), C.int64_t(h.Keys), C.int64_t(h.Width)
	dq := C.struct_attention_dq_operands{dqkv: at(a.dqkv, 0), mean: at(a.p, 2*n), dout: at(a.do, 0), o: at(a.o, 0),
		top: at(a.p, 0), inverse: at(a.p, n), qkv: at(a.qkv, 0), B: B, T: T, H: H, KV: KV, D: D}
	g.launch(C.Q_KERNEL_attention_dq, unsafe.Pointer(&dq), h.blocks(n/h.Positions))
	dkv := C.struct_attention_dkv_operands{dqkv: at(a.dqkv, 0), dout: at(a.do, 0), mean: at(a.p, 2*n),
		top: at(a.p, 0), inverse: at(a.p, n), qkv: at(a.qkv, 0), B: B, T: T, H: H, KV: KV, D: D}
	g.launch(C.Q_KERNEL_attention_dkv, unsafe.Pointer(&dkv), h.blocks(n/h.Positions/h.Queries*h.Keys))
}

// blocks is a grid that has 256 threads for each 64 positions of each head.
func (h Heads) blocks(heads int) grid {
	return grid{heads * ((h.Positions + C.Q_QUERIES - 1) / C.Q_QUERIES), 1, 256}
}
