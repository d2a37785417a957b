package kernels

// #include "kernels.h"
import "C"

import "unsafe"

const (
	// Int8Block is the number of consecutive elements that share a scale.
	Int8Block = C.Q_INT8_BLOCK
	// Int8ExponentMax is the largest exponent byte: its scale times 127 is still finite.
	Int8ExponentMax = 248
)

// EncodeInt8 codes the finite x in blocks of 256: element i becomes q[i] in [-127,127] times the scale
// 2^(e[i/256]-127). The scale is the smallest of those from 2^-126 to 2^121 that brings the block's largest
// magnitude to at most 127; a block of nothing but zeros after rounding has e = 0. len(e) is the number of blocks.
func EncodeInt8(e []uint8, q []int8, x []float32) {
	need(len(q) == len(x) && len(e) == (len(x)+Int8Block-1)/Int8Block, "int8 encode")
	C.q_int8_encode(path, (*C.uint8_t)(unsafe.SliceData(e)), (*C.int8_t)(unsafe.SliceData(q)), at(x, 0), C.int64_t(len(x)))
}

// DecodeInt8 is exact for exponents up to Int8ExponentMax; larger ones the caller has refused.
func DecodeInt8(y []float32, e []uint8, q []int8) {
	need(len(q) == len(y) && len(e) == (len(y)+Int8Block-1)/Int8Block, "int8 decode")
	C.q_int8_decode(path, at(y, 0), (*C.uint8_t)(unsafe.SliceData(e)), (*C.int8_t)(unsafe.SliceData(q)), C.int64_t(len(y)))
}
