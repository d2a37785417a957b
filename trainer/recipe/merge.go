package recipe

import (
	"fmt"
	"math/big"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/proto/canon"
	"quire/trainer/model"
)

// Merge returns the slice of the next checkpoint that starts at parameter lo: the mean of the lanes' deltas, bounded if the spec says so, then one
// AdamW step at the round's learning rate, 1 ≤ round ≤ Rounds; and the digest of that mean, which is the merge's state on
// the way. The mean is ((d₀ + d₁) + …) · (1 ÷ lanes), in lane order. before is the same slice of the round's base, and
// each delta the same slice of a lane's, as Decode returned it; none of them is changed. Decay applies to matrices only.
// The error wraps ErrNotFinite; wrong lengths panic.
func Merge(spec campaign.Spec, round int, lo int64, before State, deltas [][]float32) (State, canon.Digest, error) {
	if len(deltas) != spec.Recipe.Lanes || round < 1 || round > spec.Recipe.Rounds {
		panic(fmt.Sprintf("recipe: merge of round %d with %d deltas, the spec has %d rounds and %d lanes",
			round, len(deltas), spec.Recipe.Rounds, spec.Recipe.Lanes))
	}
	if err := before.check(); err != nil {
		return State{}, canon.Digest{}, err
	}
	n := len(before.Weights)
	deltas = bounded(spec, lo, deltas)
	mean := make([]float32, n)
	copy(mean, deltas[0])
	for _, d := range deltas[1:] {
		kernels.Add(mean, mean, d)
	}
	kernels.Scale(mean, 1/float32(len(deltas)))

	after := newState(n)
	copy(after.Weights, before.Weights)
	copy(after.Moment1, before.Moment1)
	copy(after.Moment2, before.Moment2)
	decayed, kept := steps(spec.Recipe, round)
	overlap(model.Tensors(spec.Model), lo, lo+int64(n), func(t model.Tensor, from, to int64) {
		step := kept
		if t.IsMatrix() {
			step = decayed
		}
		i, j := from-lo, to-lo
		kernels.AdamW(after.Weights[i:j], after.Moment1[i:j], after.Moment2[i:j], mean[i:j], step)
	})
	return after, digest(mean), after.check()
}

// steps returns the scalars of a round's optimiser step, with and without decay.
func steps(r campaign.Recipe, round int) (decayed, kept kernels.AdamStep) {
	beta1, beta2 := exact(r.Optimizer.Beta1), exact(r.Optimizer.Beta2)
	rate := Rate(r, round)
	kept = kernels.AdamStep{
		Beta1: toFloat32(beta1), Rest1: toFloat32(oneMinus(beta1)), Correction1: correction(beta1, round),
		Beta2: toFloat32(beta2), Rest2: toFloat32(oneMinus(beta2)), Correction2: correction(beta2, round),
		Rate: toFloat32(rate), Keep: 1, Epsilon: r.Optimizer.Epsilon.Float32(),
	}
	decayed = kept
	decayed.Keep = toFloat32(oneMinus(new(big.Rat).Mul(rate, exact(r.Optimizer.Decay))))
	return decayed, kept
}
