package recipe

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/proto/canon"
	"quire/trainer/model"
)

// Delta is what a lane yields in mode "gradient".
type Delta struct {
	Gradient []float32      // of the mean loss, after clipping; [Params]
	Loss     float32        // mean over the lane's tokens, nats per token
	Norm     float32        // 2-norm of the gradient before clipping
	Tokens   int64          // predicted tokens
	Steps    []canon.Digest // of the gradient on the way (Spec.StepSequences): SHA-256 of its little-endian bytes
}

// Lane computes train tasks of one spec. It owns the memory that they need, so it is made once and used by
// one goroutine at a time.
type Lane struct {
	spec     campaign.Spec
	work     *model.Workspace
	gradient []float32
	steps    []canon.Digest
}

// partTokens bounds the positions that a lane computes at once, and so its memory: some 60·C floats a layer for each,
// and attention's probabilities. Larger parts are hardly faster. It changes no bit.
const partTokens = 2048

// workspaceMax is how many bytes of activations a lane keeps before it rather computes them twice: so a model of 124
// million parameters trains in 3 GiB, two of which are weights and gradient. It changes no bit.
const workspaceMax = 2 << 30

// gpuTokens is partTokens for GPUs, which have more to do at once, where that much memory is free.
const (
	gpuTokens    = 8192
	gpuTokensMin = 20 << 30
)

// NewLane returns a lane for a valid spec that computes gradients on a GPU, or on the processors if gpu is nil. It fails with
// kernels.ErrGPU, wrapped, if the GPU has no room.
func NewLane(spec campaign.Spec, gpu *kernels.GPU) (*Lane, error) {
	m, err := model.New(spec.Model)
	if err != nil {
		return nil, err
	}
	tokens, bytes := partTokens, int64(workspaceMax)
	if gpu != nil {
		bytes = gpu.Free()/2 - 8*int64(m.Params()) // beside weights and gradient, and half for whatever else there is
		if gpu.Free() >= gpuTokensMin {
			tokens = gpuTokens
		}
	}
	w, err := m.NewWorkspaceOn(gpu, min(spec.Recipe.Sequences, max(1, tokens/spec.Model.Context)), bytes)
	if err != nil {
		return nil, err
	}
	l := &Lane{spec, w, make([]float32, m.Params()), make([]canon.Digest, spec.Audit.Steps-1)}
	var at []int
	for i := range l.steps {
		at = append(at, spec.StepSequences(i))
	}
	l.work.StepAt(at, func(step int, gradient []float32) { l.steps[step] = digest(gradient) })
	return l, nil
}

// Free gives a GPU's memory back. The lane must not be used any more.
func (l *Lane) Free() { l.work.Free() }

// Train returns the delta of a lane that starts from weights [Params] and has the given sequences of Context+1
// tokens. The lane is clipped by its own norm: if that exceeds Clip, the gradient is multiplied by Clip/norm.
// Delta.Gradient belongs to the lane and holds until the next Train. It asks stop, unless that is nil, several times a
// layer, and returns its error as it is. Other errors wrap kernels.ErrGPU if its GPU has failed, ErrNotFinite, or model.ErrToken or model.ErrLength for sequences
// that are not the spec's.
func (l *Lane) Train(weights []float32, sequences [][]int32, stop func() error) (Delta, error) {
	if !kernels.Finite(weights) {
		return Delta{}, fmt.Errorf("%w: in the weights", ErrNotFinite)
	}
	l.work.StopWhen(stop)
	defer l.work.StopWhen(nil)
	loss, err := l.work.Gradient(weights, l.gradient, sequences)
	if errors.Is(err, model.ErrNotFinite) {
		return Delta{}, fmt.Errorf("%w: %w", ErrNotFinite, err)
	}
	if err != nil {
		return Delta{}, err
	}
	// A float64 root of a float32, rounded to float32, is the correctly rounded root.
	norm := float32(math.Sqrt(float64(kernels.SumSquares(l.gradient))))
	if math.IsInf(float64(norm), 0) {
		return Delta{}, fmt.Errorf("%w: the norm of the gradient", ErrNotFinite)
	}
	if clip := l.spec.Recipe.Clip.Float32(); norm > clip {
		kernels.Scale(l.gradient, clip/norm)
	}
	return Delta{l.gradient, loss, norm, int64(len(sequences)) * int64(l.spec.Model.Context), slices.Clone(l.steps)}, nil
}
