package recipe

import (
	"math/big"
	"strings"

	"quire/coordinator/campaign"
	"quire/trainer/model"
	"quire/trainer/recipe/draw"
)

// Streams of the spec's seed: one per purpose, so that no number is drawn twice. The round of a data stream goes
// below the purpose.
const (
	streamGenesis = uint64(1) << 48
	streamData    = uint64(2) << 48
)

// Genesis returns parameters lo ≤ i < hi of the initial checkpoint; moments are zero. Gains are 1. A matrix element
// is a sum of eight 16-bit integers, close to normal, times a deviation that depends on the tensor; element i
// depends on seed and i alone, so slices can be made apart.
func Genesis(spec campaign.Spec, lo, hi int64) State {
	s := newState(int(hi - lo))
	source := draw.Source{Seed: uint64(spec.Recipe.Seed)}
	overlap(model.Tensors(spec.Model), lo, hi, func(t model.Tensor, from, to int64) {
		out := s.Weights[from-lo : to-lo]
		if !t.IsMatrix() {
			for i := range out {
				out[i] = 1
			}
			return
		}
		scale := deviation(spec.Model, t)
		for i := range out {
			out[i] = float32(centred(source.Block(streamGenesis, uint64(from)+uint64(i)))) * scale
		}
	})
	return s
}

// overlap calls f for each tensor that shares elements with the range lo ≤ i < hi, with the shared range.
func overlap(tensors []model.Tensor, lo, hi int64, f func(t model.Tensor, from, to int64)) {
	for _, t := range tensors {
		from, to := max(lo, int64(t.Offset)), min(hi, int64(t.Offset+t.Len()))
		if from < to {
			f(t, from, to)
		}
	}
}

// centred adds the eight 16-bit halves of a block and subtracts their mean. It is an integer below 2¹⁹ in
// magnitude, hence exact in float32; its variance is 8·(2³²−1)/12.
func centred(block [4]uint32) int32 {
	sum := int32(-4 * 65535)
	for _, x := range block {
		sum += int32(x&0xFFFF) + int32(x>>16)
	}
	return sum
}

// deviation returns the factor of centred for a tensor: a real number rounded once. Elements have variance
// 1/(4·columns), so that products neither grow nor vanish at any width; the matrices that write to the residual
// stream have 1/(2L) of that, so that L layers add up to one.
func deviation(c campaign.Model, t model.Tensor) float32 {
	variance := big.NewRat(1, 4*int64(t.Shape[1]))
	if strings.HasSuffix(t.Name, "o_proj.weight") || strings.HasSuffix(t.Name, "down_proj.weight") {
		variance.Mul(variance, big.NewRat(1, 2*int64(c.Layers)))
	}
	variance.Mul(variance, big.NewRat(12, 8*(1<<32-1))) // of centred itself
	return rootFloat32(variance)
}
