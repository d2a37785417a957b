package model

import (
	"fmt"

	"quire/kernels"
)

// Loss returns the mean loss, in nats per predicted token, of sequences of Context+1 tokens each: a sequence
// predicts its tokens 1…Context from those before them. Its error is ErrToken, ErrLength or ErrNotFinite, wrapped, or, from a
// GPU that fails, kernels.ErrGPU: then the computation can be done again on processors, with the same result.
// It panics if weights are not Params long or there are no sequences.
func (w *Workspace) Loss(weights []float32, sequences [][]int32) (float32, error) {
	return w.run(weights, nil, sequences)
}

// Gradient sets grad [Params] to the gradient of the mean loss over all predicted tokens of the sequences, and
// returns that loss. Weights and grad lie in Go's memory, or both where the workspace computes. It is one sum over all positions in the order of the sequences, whatever the workspace's
// size; so it is a function of weights and sequences alone. Errors and panics are those of Loss; after an
// error, grad is worthless.
func (w *Workspace) Gradient(weights, grad []float32, sequences [][]int32) (float32, error) {
	if len(grad) != w.model.Params() {
		panic(fmt.Sprintf("model: gradient has %d elements, the model %d", len(grad), w.model.Params()))
	}
	there := w.there(grad, &w.grad)
	if err := w.broken(); err != nil {
		return 0, err
	}
	loss, err := w.run(weights, there, sequences)
	if err != nil {
		return 0, err
	}
	w.addEmbedding(there)
	finite := kernels.Finite(there)
	if kernels.On(there) != kernels.On(grad) {
		kernels.Copy(grad, there)
	}
	if err := w.broken(); err != nil {
		return 0, err
	}
	if !finite {
		return 0, ErrNotFinite
	}
	return loss, nil
}

// run goes through the sequences part by part, ascending; with a gradient unless grad is nil.
func (w *Workspace) run(weights, grad []float32, sequences [][]int32) (float32, error) {
	m := w.model
	if len(weights) != m.Params() || len(sequences) == 0 {
		panic(fmt.Sprintf("model: %d weights and %d sequences for a model of %d parameters", len(weights), len(sequences), m.Params()))
	}
	if err := m.check(sequences); err != nil {
		return 0, err
	}
	weights, err := w.bring(weights)
	if err != nil {
		return 0, err
	}
	kernels.Clear(w.embed)
	w.stopped = nil
	var total float32 // sums of sequences, added in ascending order
	count := float32(len(sequences) * m.config.Context)
	for lo, hi := 0, 0; lo < len(sequences); lo = hi {
		hi = min(lo+w.capacity, w.stepAfter(lo, len(sequences)))
		part := sequences[lo:hi]
		b := batch{len(part), m.config.Context}
		w.load(part)
		if w.forward(weights, b); w.halted() {
			return 0, w.stopped
		}
		w.head(weights, b.rows())
		if w.halted() {
			return 0, w.stopped
		}
		n := b.rows()
		logits := cut(w.logits, n*m.config.Vocab)
		kernels.CrossEntropy(w.losses[:n], logits, logits, w.targets[:n], 1/count)
		for i := range part {
			total += kernels.Sum(w.losses[i*b.positions : (i+1)*b.positions])
		}
		if grad != nil {
			if w.backward(weights, grad, b, lo == 0); w.halted() {
				return 0, w.stopped
			}
			w.seen(hi, grad)
		}
	}
	if w.halted() {
		return 0, w.stopped
	}
	mean := total / count
	if mean-mean != 0 { // NaN or an infinity
		return 0, ErrNotFinite
	}
	return mean, nil
}

// bring returns the weights where the workspace computes.
func (w *Workspace) bring(weights []float32) ([]float32, error) {
	there := w.there(weights, &w.weights)
	if err := w.broken(); err != nil {
		return nil, err
	}
	if kernels.On(there) != kernels.On(weights) {
		kernels.Copy(there, weights)
	}
	return there, nil
}

// check refuses sequences that would read outside a table.
func (m *Model) check(sequences [][]int32) error {
	for i, s := range sequences {
		if len(s) != m.config.Context+1 {
			return fmt.Errorf("%w: sequence %d has %d tokens, want %d", ErrLength, i, len(s), m.config.Context+1)
		}
		if err := m.checkTokens(s); err != nil {
			return fmt.Errorf("sequence %d: %w", i, err)
		}
	}
	return nil
}

func (m *Model) checkTokens(ids []int32) error {
	for i, id := range ids {
		if id < 0 || int(id) >= m.config.Vocab {
			return fmt.Errorf("%w: token %d is %d, the vocabulary has %d", ErrToken, i, id, m.config.Vocab)
		}
	}
	return nil
}

// load spreads a part over ids and their targets, which are the ids one later.
func (w *Workspace) load(part [][]int32) {
	t := w.model.config.Context
	for i, s := range part {
		copy(w.ids[i*t:], s[:t])
		copy(w.targets[i*t:], s[1:])
	}
}

// addEmbedding joins the two gradients of a tied embedding, which were summed apart because one runs over
// products and the other over positions; an untied embedding has only the second.
func (w *Workspace) addEmbedding(grad []float32) {
	g := w.model.layout.embed.of(grad)
	if w.model.config.Tied {
		kernels.Add(g, g, w.embed)
		return
	}
	kernels.Copy(g, w.embed)
}
