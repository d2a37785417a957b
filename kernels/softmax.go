package kernels

// #include "kernels.h"
import "C"

// Softmax sets each row of p [N,V] to the probabilities of the logits x [N,V]; p may be x.
func Softmax(p, x []float32, vocab int) {
	n := rows(len(x), vocab, "softmax")
	need(len(p) == len(x), "softmax")
	softmaxes.split(cut{n, 1, 1 + exponentialGrain/vocab, 0}, softmax{p, x, vocab})
}

type softmax struct {
	p, x  []float32
	vocab int
}

var softmaxes = calls[softmax, *softmax]{name: "softmax"}

func (o *softmax) part(lo, hi int) {
	C.q_softmax(path, at(o.p, lo*o.vocab), at(o.x, lo*o.vocab), C.int64_t(hi-lo), C.int64_t(o.vocab))
}

// CrossEntropy sets loss[n], in nats, of row n of the logits x [N,V] against targets[n] in [0,V), and dx to
// scale times the gradient of the sum of the losses; dx may be x.
func CrossEntropy(loss, dx, x []float32, targets []int32, scale float32) {
	if len(targets) == 0 {
		need(len(loss) == 0 && len(dx) == 0 && len(x) == 0, "cross entropy")
		return
	}
	vocab := rows(len(x), len(targets), "cross entropy")
	need(len(dx) == len(x) && len(loss) == len(targets) && vocab > 0, "cross entropy")
	checkIDs(targets, vocab)
	crossEntropies.split(cut{len(targets), 1, 1 + exponentialGrain/vocab, 0}, crossEntropy{loss, dx, x, targets, scale, vocab})
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

// checkIDs panics unless every id is in [0,limit): C would read outside the table.
func checkIDs(ids []int32, limit int) {
	for _, id := range ids {
		need(id >= 0 && int(id) < limit, "token id")
	}
}
