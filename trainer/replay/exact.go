package replay

import (
	"errors"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/proto/canon"
	"quire/trainer/recipe"
)

// exact is the Arithmetic of package recipe.
type exact struct {
	spec  campaign.Spec
	lane  *recipe.Lane // made by the first Train, because it holds the activations; nil before
	codec recipe.Codec

	gpu    *kernels.GPU // where the lane computes; nil are the processors
	gaveUp func(error)  // told why the GPU is not used any more
}

// Exact returns the arithmetic of a valid spec's campaign, on this machine's processors.
func Exact(spec campaign.Spec) Arithmetic { return ExactOn(nil, nil)(spec) }

// ExactOn returns what Exact does, but computes gradients on a GPU. When that fails, gaveUp is told why, and from that
// gradient on everything is computed on the processors: the bits are the same.
func ExactOn(gpu *kernels.GPU, gaveUp func(error)) func(campaign.Spec) Arithmetic {
	return func(spec campaign.Spec) Arithmetic {
		return &exact{spec: spec, codec: recipe.Codec(spec.Recipe.Codec), gpu: gpu, gaveUp: gaveUp}
	}
}

func (e *exact) Genesis(low, high int64) State { return State(recipe.Genesis(e.spec, low, high)) }

func (e *exact) Sequences(round, lane int) []int64 { return recipe.Sequences(e.spec, round, lane) }

func (e *exact) Train(weights []float32, sequences [][]int32, stop func() error) (Gradient, error) {
	g, err := e.train(weights, sequences, stop)
	if e.gpu == nil || !errors.Is(err, kernels.ErrGPU) {
		return g, err
	}
	if e.lane != nil {
		e.lane.Free()
	}
	e.lane, e.gpu = nil, nil
	e.gaveUp(err)
	return e.train(weights, sequences, stop)
}

func (e *exact) train(weights []float32, sequences [][]int32, stop func() error) (Gradient, error) {
	if e.lane == nil {
		lane, err := recipe.NewLane(e.spec, e.gpu)
		if err != nil {
			return Gradient{}, err
		}
		e.lane = lane
	}
	d, err := e.lane.Train(weights, sequences, stop)
	return Gradient{Values: d.Gradient, Loss: d.Loss, Norm: d.Norm, Steps: d.Steps}, err
}

// Evaluate goes forward only, and does so on the processors.
func (e *exact) Evaluate(weights []float32, sequences [][]int32, stop func() error) (float32, int64, error) {
	lane := e.lane
	if lane == nil || e.gpu != nil {
		var err error
		if lane, err = recipe.NewLane(e.spec, nil); err != nil {
			return 0, 0, err
		}
		defer lane.Free()
	}
	v, err := lane.Evaluate(weights, sequences, stop)
	return v.Loss, v.Tokens, err
}

func (e *exact) Merge(round, slice int, base State, gradients [][]float32) (State, canon.Digest, error) {
	low, _ := e.spec.SliceBounds(slice)
	next, mean, err := recipe.Merge(e.spec, round, low, recipe.State(base), gradients)
	return State(next), mean, err
}

func (e *exact) Encode(x []float32) []byte { return recipe.Encode(e.codec, x) }

func (e *exact) Decode(b []byte, n int) ([]float32, error) { return recipe.Decode(e.codec, n, b) }
