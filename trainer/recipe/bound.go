package recipe

import (
	"math"
	"slices"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/model"
)

// bounded returns the deltas with which a merge goes on: in every piece, the part of a tensor in the slice, a lane whose 2-norm
// there exceeds Bound times the lanes' median is scaled down to that. So a lane that nobody has checked moves no piece of the
// mean by more than Bound × median ÷ lanes, as long as fewer than half of the lanes lie. Without a Bound they are the given.
//
// Of an even number of lanes the median is the greater of the two in the middle. With factor and norms in binary32:
//
//	norm = √SumSquares(piece), limit = Bound · median, and if norm > limit: piece · (limit ÷ norm)
//
// each rounded once, so that the bits are the same everywhere. A norm that overflows scales its piece to zeros. The given
// deltas are not changed, and those that need no scaling are not copied.
func bounded(spec campaign.Spec, lo int64, deltas [][]float32) [][]float32 {
	if spec.Recipe.Bound == "" {
		return deltas
	}
	factor, given := spec.Recipe.Bound.Float32(), deltas
	deltas = slices.Clone(deltas)
	norms := make([]float32, len(deltas))
	overlap(model.Tensors(spec.Model), lo, lo+int64(len(deltas[0])), func(_ model.Tensor, from, to int64) {
		i, j := from-lo, to-lo
		for l, d := range given {
			// A float64 root of a float32, rounded to float32, is the correctly rounded root.
			norms[l] = float32(math.Sqrt(float64(kernels.SumSquares(d[i:j]))))
		}
		limit := factor * median(norms)
		for l, norm := range norms {
			if !(norm > limit) {
				continue
			}
			if &deltas[l][0] == &given[l][0] {
				deltas[l] = slices.Clone(given[l])
			}
			kernels.Scale(deltas[l][i:j], limit/norm)
		}
	})
	return deltas
}

// median returns the middle one of x in ascending order, of an even number the greater.
func median(x []float32) float32 {
	sorted := slices.Sorted(slices.Values(x))
	return sorted[len(sorted)/2]
}
