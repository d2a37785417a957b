// Package recipe is what the tasks of a campaign compute: pure functions of a spec and of content-addressed
// inputs, so that any machine gets the same bytes and a hash decides whether work was done.
//
//	round 0      Genesis(spec, slice)                       -> weights and moments of the slice
//	round r      for each lane:  Sequences(spec, r, lane)   -> which tokens
//	                             Lane.Train(weights, tokens) -> gradient, clipped; then Encode
//	             for each slice: Decode, Merge(spec, r, ...) -> next weights and moments of the slice
//	Reference    all of that in one process: what an undisturbed campaign yields
//
// It moves no bytes over any network, keeps no files and knows no clock. Tasks, leases and acceptance are the
// coordinator's; downloading and uploading are the worker's.
package recipe

import (
	"errors"
	"fmt"

	"quire/kernels"
)

// ErrNotFinite says that a computation produced, or was given, NaN or an infinity: the task fails, and nothing
// is submitted.
var ErrNotFinite = errors.New("recipe: a value is not finite")

// State is a range of a checkpoint: weights and the optimiser's two moments, of equal length. Its bytes are Encode and
// Decode with FP32 of each, whatever codec deltas use.
type State struct {
	Weights, Moment1, Moment2 []float32
}

// newState returns zeros of length n.
func newState(n int) State {
	return State{make([]float32, n), make([]float32, n), make([]float32, n)}
}

// check refuses a state that is not finite, and panics on one whose parts differ in length.
func (s State) check() error {
	if len(s.Moment1) != len(s.Weights) || len(s.Moment2) != len(s.Weights) {
		panic(fmt.Sprintf("recipe: a state of %d weights has moments of %d and %d", len(s.Weights), len(s.Moment1), len(s.Moment2)))
	}
	if !kernels.Finite(s.Weights) || !kernels.Finite(s.Moment1) || !kernels.Finite(s.Moment2) {
		return fmt.Errorf("%w: in weights or moments", ErrNotFinite)
	}
	return nil
}
