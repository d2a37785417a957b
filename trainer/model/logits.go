package model

import (
	"fmt"

	"quire/kernels"
)

// Losses returns the mean loss of each sequence of Context+1 tokens, in nats per predicted token. A loss depends on
// weights and its own sequence alone. Errors and panics are those of Loss.
func (w *Workspace) Losses(weights []float32, sequences [][]int32) ([]float32, error) {
	m := w.model
	if len(weights) != m.Params() {
		panic(fmt.Sprintf("model: %d weights for a model of %d parameters", len(weights), m.Params()))
	}
	if err := m.check(sequences); err != nil {
		return nil, err
	}
	w.stopped = nil
	losses := make([]float32, 0, len(sequences))
	for lo := 0; lo < len(sequences); lo += w.capacity {
		part := sequences[lo:min(lo+w.capacity, len(sequences))]
		b := batch{len(part), m.config.Context}
		w.load(part)
		w.forward(weights, b)
		if w.head(weights, b.rows()); w.halted() {
			return nil, w.stopped
		}
		n := b.rows()
		logits := cut(w.logits, n*m.config.Vocab)
		kernels.CrossEntropy(w.losses[:n], logits, logits, w.targets[:n], 1)
		for i := range part {
			losses = append(losses, kernels.Sum(w.losses[i*b.positions:(i+1)*b.positions])/float32(b.positions))
		}
	}
	if !kernels.Finite(losses) {
		return nil, ErrNotFinite
	}
	return losses, nil
}

// Logits returns the logits [N,V] of the tokens after each of the N ≤ Context ids, in memory that the workspace reuses.
// Errors are ErrToken and ErrLength, wrapped.
func (w *Workspace) Logits(weights []float32, ids []int32) ([]float32, error) {
	m := w.model
	if len(weights) != m.Params() {
		panic(fmt.Sprintf("model: %d weights for a model of %d parameters", len(weights), m.Params()))
	}
	if len(ids) == 0 || len(ids) > m.config.Context {
		return nil, fmt.Errorf("%w: %d tokens, the context has %d", ErrLength, len(ids), m.config.Context)
	}
	if err := m.checkTokens(ids); err != nil {
		return nil, err
	}
	w.stopped = nil
	copy(w.ids, ids)
	w.forward(weights, batch{1, len(ids)})
	w.head(weights, len(ids))
	return cut(w.logits, len(ids)*m.config.Vocab), nil
}
