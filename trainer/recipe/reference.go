package recipe

import (
	"fmt"

	"quire/coordinator/campaign"
	"quire/kernels"
)

// RoundResult is what a round of a reference run yields.
type RoundResult struct {
	Round  int
	Loss   float32   // mean of the lanes' losses, before the round's step
	Losses []float32 // of each lane
	Norms  []float32 // of each lane, before clipping
}

// Reference runs a whole campaign in one process, on the token stream in memory, with the functions that tasks
// consist of and through the same codec. It returns the final state of all parameters; a distributed
// run's is the same to the last bit. It draws the initial weights; package replay also starts from given ones. progress, if not nil, is called after each round with the state it ended with,
// which it must not change or keep.
func Reference(spec campaign.Spec, tokens []int32, progress func(RoundResult, State)) (State, error) {
	if int64(len(tokens)) != spec.Data.Tokens {
		return State{}, fmt.Errorf("recipe: %d tokens, the spec says %d", len(tokens), spec.Data.Tokens)
	}
	lane, err := NewLane(spec, nil)
	if err != nil {
		return State{}, err
	}
	state := Genesis(spec, 0, spec.Model.Params())
	for round := 1; round <= spec.Recipe.Rounds; round++ {
		result := RoundResult{Round: round}
		deltas := make([][][]float32, spec.Recipe.Slices) // [slice][lane]
		for i := range spec.Recipe.Lanes {
			if err := trainLane(spec, lane, state.Weights, tokens, round, i, deltas, &result); err != nil {
				return State{}, fmt.Errorf("round %d, lane %d: %w", round, i, err)
			}
		}
		result.Loss = kernels.Sum(result.Losses) / float32(spec.Recipe.Lanes)
		if state, err = mergeSlices(spec, round, state, deltas); err != nil {
			return State{}, fmt.Errorf("round %d: %w", round, err)
		}
		if progress != nil {
			progress(result, state)
		}
	}
	return state, nil
}

// trainLane does one train task and appends its delta, slice by slice, as a merge would decode it.
func trainLane(spec campaign.Spec, lane *Lane, weights []float32, tokens []int32, round, index int, deltas [][][]float32, result *RoundResult) error {
	sequences, err := Cut(tokens, Sequences(spec, round, index), spec.Model.Context+1)
	if err != nil {
		return err
	}
	d, err := lane.Train(weights, sequences, nil)
	if err != nil {
		return err
	}
	for j := range deltas {
		lo, hi := spec.SliceBounds(j)
		codec := Codec(spec.Recipe.Codec)
		decoded, err := Decode(codec, int(hi-lo), Encode(codec, d.Gradient[lo:hi]))
		if err != nil {
			return err
		}
		deltas[j] = append(deltas[j], decoded)
	}
	result.Losses, result.Norms = append(result.Losses, d.Loss), append(result.Norms, d.Norm)
	return nil
}

// mergeSlices does the merge tasks of a round and lays their slices end to end.
func mergeSlices(spec campaign.Spec, round int, state State, deltas [][][]float32) (State, error) {
	next := newState(len(state.Weights))
	for j := range deltas {
		lo, hi := spec.SliceBounds(j)
		before := State{state.Weights[lo:hi], state.Moment1[lo:hi], state.Moment2[lo:hi]}
		after, _, err := Merge(spec, round, lo, before, deltas[j])
		if err != nil {
			return State{}, fmt.Errorf("slice %d: %w", j, err)
		}
		copy(next.Weights[lo:], after.Weights)
		copy(next.Moment1[lo:], after.Moment1)
		copy(next.Moment2[lo:], after.Moment2)
	}
	return next, nil
}
