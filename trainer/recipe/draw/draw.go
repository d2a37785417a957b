// Package draw makes random numbers that are pure functions of (seed, stream, counter), with integers only.
//
// There is no state to carry, save or synchronise: any machine can compute the n-th number of any stream, and
// has the same bits. It is not for secrets. The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw:
// "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011), whose published vectors the test holds.
package draw

import "math/bits"

// Source is a family of streams. Its zero value is the source of seed 0.
type Source struct{ Seed uint64 }

// Multipliers and key increments of Philox4x32, from the paper's reference implementation.
const (
	multiplier0 = 0xD2511F53
	multiplier1 = 0xCD9E8D57
	increment0  = 0x9E3779B9
	increment1  = 0xBB67AE85
	roundsCount = 10
)

// Block returns the four 32-bit numbers at a counter of a stream.
func (s Source) Block(stream, counter uint64) [4]uint32 {
	x := [4]uint32{uint32(counter), uint32(counter >> 32), uint32(stream), uint32(stream >> 32)}
	return philox(x, [2]uint32{uint32(s.Seed), uint32(s.Seed >> 32)})
}

// Uint64 returns the first 64 bits of a block.
func (s Source) Uint64(stream, counter uint64) uint64 {
	x := s.Block(stream, counter)
	return uint64(x[0]) | uint64(x[1])<<32
}

// Below returns a number in [0,n), n > 0, as the upper half of a 128-bit product. Its bias is below n/2⁶⁴,
// which no campaign can see; rejecting would make the counter depend on the draw.
func (s Source) Below(n, stream, counter uint64) uint64 {
	high, _ := bits.Mul64(s.Uint64(stream, counter), n)
	return high
}

func philox(x [4]uint32, key [2]uint32) [4]uint32 {
	for range roundsCount {
		high0, low0 := bits.Mul32(multiplier0, x[0])
		high1, low1 := bits.Mul32(multiplier1, x[2])
		x = [4]uint32{high1 ^ x[1] ^ key[0], low1, high0 ^ x[3] ^ key[1], low0}
		key[0] += increment0
		key[1] += increment1
	}
	return x
}
