package recipe

import (
	"fmt"

	"quire/coordinator/campaign"
	"quire/trainer/recipe/draw"
)

// Sequences returns the offsets in the token stream at which the sequences of a lane start, in the order of
// training; each takes Context+1 tokens from there. Starts are drawn uniformly, with replacement.
func Sequences(spec campaign.Spec, round, lane int) []int64 {
	source := draw.Source{Seed: uint64(spec.Recipe.Seed)}
	starts := make([]int64, spec.Recipe.Sequences)
	choices := uint64(spec.Data.Tokens - int64(spec.Model.Context))
	for i := range starts {
		counter := uint64(lane)*uint64(len(starts)) + uint64(i)
		starts[i] = int64(source.Below(choices, streamData+uint64(round), counter))
	}
	return starts
}

// Cut returns the sequence of length n at each start, from a token stream that lies in memory. It fails if one
// reaches past the end.
func Cut(tokens []uint16, starts []int64, n int) ([][]int32, error) {
	sequences := make([][]int32, len(starts))
	for i, start := range starts {
		if start < 0 || start > int64(len(tokens)-n) {
			return nil, fmt.Errorf("recipe: sequence at %d of length %d reaches outside %d tokens", start, n, len(tokens))
		}
		s := make([]int32, n)
		for j := range s {
			s[j] = int32(tokens[start+int64(j)])
		}
		sequences[i] = s
	}
	return sequences, nil
}
