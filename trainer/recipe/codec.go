package recipe

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"quire/kernels"
)

// Codec names how a delta travels; a spec names one.
type Codec string

const (
	FP32 Codec = "fp32" // 4 bytes a value, as they are
	BF16 Codec = "bf16" // 2 bytes a value: rounded to nearest, ties to even
	// Int8 is one byte a value and one float32 scale for each 256 of them: all scales, then all values. A scale
	// is zero or a power of two; kernels.EncodeInt8 says which.
	Int8 Codec = "int8"
)

// ErrCode is wrapped by every refusal of Decode.
var ErrCode = errors.New("recipe: not a canonical encoding")

// Size returns the bytes of n encoded values.
func (c Codec) Size(n int) int {
	switch c {
	case FP32:
		return 4 * n
	case BF16:
		return 2 * n
	case Int8:
		return n + 4*int8Blocks(n)
	}
	panic("recipe: unknown codec " + string(c))
}

func int8Blocks(n int) int { return (n + kernels.Int8Block - 1) / kernels.Int8Block }

// Encode returns the only encoding of the finite values x, all little-endian. It panics on an unknown codec, which
// a validated spec cannot hold.
func Encode(c Codec, x []float32) []byte {
	b := make([]byte, c.Size(len(x)))
	switch c {
	case FP32:
		for i, v := range x {
			binary.LittleEndian.PutUint32(b[4*i:], math.Float32bits(v))
		}
	case BF16:
		half := make([]uint16, len(x))
		kernels.EncodeBF16(half, x)
		for i, v := range half {
			binary.LittleEndian.PutUint16(b[2*i:], v)
		}
	case Int8:
		exponents, q := make([]uint8, int8Blocks(len(x))), make([]int8, len(x))
		kernels.EncodeInt8(exponents, q, x)
		for i, e := range exponents {
			binary.LittleEndian.PutUint32(b[4*i:], uint32(e)<<23)
		}
		values := b[4*len(exponents):]
		for i, v := range q {
			values[i] = byte(v)
		}
	}
	return b
}

// Decode returns the n values of b. It refuses, with ErrCode, every b that is not Encode of some finite values: a
// wrong size, NaN or infinity, a scale that Encode would not choose. It panics on an unknown codec.
func Decode(c Codec, n int, b []byte) ([]float32, error) {
	if n < 0 || len(b) != c.Size(n) {
		return nil, fmt.Errorf("%w: %d bytes for %d values of codec %s, want %d", ErrCode, len(b), n, c, c.Size(max(n, 0)))
	}
	x := make([]float32, n)
	switch c {
	case FP32:
		for i := range x {
			x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
	case BF16:
		for i := range x {
			x[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(b[2*i:])) << 16)
		}
	case Int8:
		if err := decodeInt8(x, b); err != nil {
			return nil, err
		}
	}
	if !kernels.Finite(x) {
		return nil, fmt.Errorf("%w: NaN or infinity", ErrCode)
	}
	return x, nil
}

func decodeInt8(x []float32, b []byte) error {
	blocks := int8Blocks(len(x))
	exponents, q := make([]uint8, blocks), make([]int8, len(x))
	for i, v := range b[4*blocks:] {
		q[i] = int8(v)
	}
	for i := range exponents {
		scale := binary.LittleEndian.Uint32(b[4*i:])
		block := q[i*kernels.Int8Block : min(len(q), (i+1)*kernels.Int8Block)]
		if scale&0x807FFFFF != 0 || !canonicalInt8(scale>>23, block) {
			return fmt.Errorf("%w: block %d does not fit its scale %#08x", ErrCode, i, scale)
		}
		exponents[i] = uint8(scale >> 23)
	}
	kernels.DecodeInt8(x, exponents, q)
	return nil
}

// canonicalInt8 reports whether EncodeInt8 makes this block: exponent 0 means all zeros; above the least exponent
// a block uses the upper half of its range, or a smaller scale would have done.
func canonicalInt8(exponent uint32, q []int8) bool {
	largest := 0
	for _, v := range q {
		if v == math.MinInt8 {
			return false
		}
		largest = max(largest, int(v), -int(v))
	}
	switch {
	case exponent == 0 || largest == 0:
		return exponent == 0 && largest == 0
	case exponent == 1:
		return true
	default:
		return exponent <= kernels.Int8ExponentMax && largest >= 64
	}
}
