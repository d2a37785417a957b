package kernels

// #include "kernels.h"
import "C"

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
	need(len(p) == b*h.Queries*h.Positions*h.Positions, "attention")
	return b
}

// Attention sets o [B*T, H*D] from qkv [B*T, (H+2*KV)*D], whose rows hold queries, keys and values of all
// heads side by side. It keeps the probabilities in p [B, H, T, T]; of p, only what AttentionBackward reads
// is written.
func Attention(o, p, qkv []float32, h Heads) {
	b := h.check(o, p, qkv)
	attentions.split(cut{b * h.Queries, 1, 1, h.most()}, attention{o, p, qkv, h})
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

// AttentionBackward sets dqkv from do, the gradient of o, and the operands and results of Attention.
func AttentionBackward(dqkv, do, o, p, qkv []float32, h Heads) {
	b := h.check(o, p, qkv)
	need(len(dqkv) == len(qkv) && len(do) == len(o), "attention backward")
	backwardAttentions.split(cut{b * h.Keys, 1, 1, h.most()}, backwardAttention{dqkv, do, o, p, qkv, h})
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
