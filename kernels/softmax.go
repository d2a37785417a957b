package kernels

// #include "gpu.h"
import "C"

import "unsafe"

// Softmax sets each row of p [N,V] to the probabilities of the logits x [N,V]; p may be x.
func Softmax(p, x []float32, vocab int) {
	n := rows(len(x), vocab, "softmax")
	need(len(p) == len(x), "softmax")
	softmaxes.split(On(p, x), cut{n, 1, 1 + exponentialGrain/vocab, 0}, softmax{p, x, vocab})
}

type softmax struct {
	p, x  []float32
	vocab int
}

var softmaxes = calls[softmax, *softmax]{name: "softmax"}

func (o *softmax) part(lo, hi int) {
	C.q_softmax(path, at(o.p, lo*o.vocab), at(o.x, lo*o.vocab), C.int64_t(hi-lo), C.int64_t(o.vocab))
}

func (o *softmax) launch(g *GPU) {
	n := len(o.x) / o.vocab
	operands := C.struct_softmax_operands{p: at(o.p, 0), x: at(o.x, 0), N: C.int64_t(n), V: C.int64_t(o.vocab)}
	g.launch(C.Q_KERNEL_softmax, unsafe.Pointer(&operands), perWarp(n))
}

// CrossEntropy sets loss[n], in nats, of row n of the logits x [N,V] against targets[n] in [0,V), and dx to
// scale times the gradient of the sum of the losses; dx may be x. The targets always lie in Go's memory.
func CrossEntropy(loss, dx, x []float32, targets []int32, scale float32) {
	if len(targets) == 0 {
		need(len(loss) == 0 && len(dx) == 0 && len(x) == 0, "cross entropy")
		return
	}
	vocab := rows(len(x), len(targets), "cross entropy")
	need(len(dx) == len(x) && len(loss) == len(targets) && vocab > 0, "cross entropy")
	checkIDs(targets, vocab)
	crossEntropies.split(On(loss, dx, x), cut{len(targets), 1, 1 + exponentialGrain/vocab, 0}, crossEntropy{loss, dx, x, targets, scale, vocab})
}

type crossEntropy struct {
	loss, dx, x []float32
	targets     []int32
	scale       float32
	vocab       int
}

var crossEntropies = calls[crossEntropy, *crossEntropy]{name: "cross entropy"}

func (o *crossEntropy) part(lo, hi int) {
	C.q_cross_entropy(path, at(o.loss, lo), at(o.dx, lo*o.vocab), at(o.x, lo*o.vocab), idAt(o.targets, lo), C.float(o.scale),
		C.int64_t(hi-lo), C.int64_t(o.vocab))
}

func (o *crossEntropy) launch(g *GPU) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	operands := C.struct_cross_entropy_operands{loss: at(o.loss, 0), dx: at(o.dx, 0), x: at(o.x, 0), target: g.send(o.targets),
		scale: C.float(o.scale), N: C.int64_t(len(o.targets)), V: C.int64_t(o.vocab)}
	g.launch(C.Q_KERNEL_cross_entropy, unsafe.Pointer(&operands), perWarp(len(o.targets)))
}

// checkIDs panics unless every id is in [0,limit): C would read outside the table.
func checkIDs(ids []int32, limit int) {
	for _, id := range ids {
		need(id >= 0 && int(id) < limit, "token id")
	}
}
