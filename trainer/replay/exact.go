package replay

import (
	"quire/coordinator/campaign"
	"quire/proto/canon"
	"quire/trainer/recipe"
)

// exact is the Arithmetic of package recipe.
type exact struct {
	spec  campaign.Spec
	lane  *recipe.Lane // made by the first Train, because it holds the activations; nil before
	codec recipe.Codec
}

// Exact returns the arithmetic of a valid spec's campaign, on this machine's kernels.
func Exact(spec campaign.Spec) Arithmetic {
	return &exact{spec: spec, codec: recipe.Codec(spec.Recipe.Codec)}
}

func (e *exact) Genesis(low, high int64) State { return State(recipe.Genesis(e.spec, low, high)) }

func (e *exact) Sequences(round, lane int) []int64 { return recipe.Sequences(e.spec, round, lane) }

func (e *exact) Train(weights []float32, sequences [][]int32, stop func() error) (Gradient, error) {
	if e.lane == nil {
		lane, err := recipe.NewLane(e.spec)
		if err != nil {
			return Gradient{}, err
		}
		e.lane = lane
	}
	d, err := e.lane.Train(weights, sequences, stop)
	return Gradient{Values: d.Gradient, Loss: d.Loss, Norm: d.Norm, Steps: d.Steps}, err
}

func (e *exact) Evaluate(weights []float32, sequences [][]int32, stop func() error) (float32, int64, error) {
	if e.lane == nil {
		lane, err := recipe.NewLane(e.spec)
		if err != nil {
			return 0, 0, err
		}
		e.lane = lane
	}
	v, err := e.lane.Evaluate(weights, sequences, stop)
	return v.Loss, v.Tokens, err
}

func (e *exact) Merge(round, slice int, base State, gradients [][]float32) (State, canon.Digest, error) {
	low, _ := e.spec.SliceBounds(slice)
	next, mean, err := recipe.Merge(e.spec, round, low, recipe.State(base), gradients)
	return State(next), mean, err
}

func (e *exact) Encode(x []float32) []byte { return recipe.Encode(e.codec, x) }

func (e *exact) Decode(b []byte, n int) ([]float32, error) { return recipe.Decode(e.codec, n, b) }
