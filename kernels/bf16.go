package kernels

// #include "kernels.h"
import "C"

import "unsafe"

// EncodeBF16 rounds the finite x to bfloat16, to nearest, ties to even; what would round to infinity becomes
// the largest finite value of its sign.
func EncodeBF16(y []uint16, x []float32) {
	need(len(y) == len(x), "bf16 encode")
	C.q_bf16_encode(path, (*C.uint16_t)(unsafe.SliceData(y)), at(x, 0), C.int64_t(len(x)))
}

// DecodeBF16 is exact.
func DecodeBF16(y []float32, x []uint16) {
	need(len(y) == len(x), "bf16 decode")
	C.q_bf16_decode(path, at(y, 0), (*C.uint16_t)(unsafe.SliceData(x)), C.int64_t(len(y)))
}
