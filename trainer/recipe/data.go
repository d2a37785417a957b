package recipe

import (
	"encoding/binary"
	"fmt"
	"math"

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

// AppendTokens appends the ids in shard bytes, little-endian numbers of width bytes each, to tokens. A rest that is no
// whole number is left out.
func AppendTokens(tokens []int32, shard []byte, width int) []int32 {
	for ; len(shard) >= width; shard = shard[width:] {
		if width == 4 {
			tokens = append(tokens, int32(min(binary.LittleEndian.Uint32(shard), math.MaxInt32))) // no id is so large
			continue
		}
		tokens = append(tokens, int32(binary.LittleEndian.Uint16(shard)))
	}
	return tokens
}

// Cut returns the sequence of length n at each start of a token stream that lies in memory, which they share. It fails if
// one reaches past the end.
func Cut(tokens []int32, starts []int64, n int) ([][]int32, error) {
	sequences := make([][]int32, len(starts))
	for i, start := range starts {
		if start < 0 || start > int64(len(tokens)-n) {
			return nil, fmt.Errorf("recipe: sequence at %d of length %d reaches outside %d tokens", start, n, len(tokens))
		}
		sequences[i] = tokens[start : start+int64(n) : start+int64(n)]
	}
	return sequences, nil
}
