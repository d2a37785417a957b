package model

import (
	"fmt"

	"quire/kernels"
)

// StepAt has Gradient call see after the given numbers of sequences, ascending, with the index of the step and the
// gradient so far, in Go's memory (without the part of the input embedding, which is summed apart), which see must neither change nor
// keep. Steps must lie where chains of multiply-adds end, at positions that are multiples of 256: there the sum so far is
// a function of weights and sequences alone, and being looked at changes no bit. A nil see is never called.
func (w *Workspace) StepAt(steps []int, see func(step int, grad []float32)) {
	for _, s := range steps {
		if s*w.model.config.Context%chain != 0 {
			panic(fmt.Sprintf("model: step after %d sequences of %d positions cuts a chain of %d", s, w.model.config.Context, chain))
		}
	}
	w.steps, w.see = steps, see
}

// stepAfter returns the first step after lo sequences, n if there is none.
func (w *Workspace) stepAfter(lo, n int) int {
	if w.see == nil {
		return n
	}
	for _, s := range w.steps {
		if s > lo {
			return min(s, n)
		}
	}
	return n
}

// seen tells of the steps that are taken with hi sequences.
func (w *Workspace) seen(hi int, grad []float32) {
	if w.see == nil {
		return
	}
	for i, s := range w.steps {
		if s != hi {
			continue
		}
		if kernels.On(grad) != nil {
			if w.shown == nil {
				w.shown = make([]float32, len(grad))
			}
			kernels.Copy(w.shown, grad)
			grad = w.shown
		}
		w.see(i, grad)
	}
}
