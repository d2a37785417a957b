package cuda

// #include "hosted.h"
import "C"

import "unsafe"

// Add is kernels.Add.
func Add(y, a, b []float32) {
	o := C.struct_add_operands{floats(y), floats(a), floats(b), C.int64_t(len(y))}
	launch(func() { C.hosted_add(&o, elements(len(y))) }, y, a, b)
}

// Scale is kernels.Scale.
func Scale(x []float32, s float32) {
	o := C.struct_scale_operands{floats(x), C.float(s), C.int64_t(len(x))}
	launch(func() { C.hosted_scale(&o, elements(len(x))) }, x)
}

// Sum is kernels.Sum.
func Sum(x []float32) float32 {
	out := make([]float32, 1)
	o := C.struct_sum_operands{floats(out), floats(x), C.int64_t(len(x))}
	launch(func() { C.hosted_sum(&o, warps(1)) }, out, x)
	return out[0]
}

// SumSquares is kernels.SumSquares.
func SumSquares(x []float32) float32 {
	blocks := (len(x) + C.Q_SQUARES - 1) / C.Q_SQUARES
	sums, out := make([]float32, blocks), make([]float32, 1)
	o := C.struct_sum_squares_operands{floats(sums), floats(x), C.int64_t(len(x))}
	total := C.struct_ascending_sum_operands{floats(out), floats(sums), C.int64_t(blocks)}
	launch(func() {
		C.hosted_sum_squares(&o, warps(blocks))
		C.hosted_ascending_sum(&total, elements(1))
	}, sums, out, x)
	return out[0]
}

// Finite is kernels.Finite.
func Finite(x []float32) bool {
	bad := make([]int32, 1)
	o := C.struct_finite_operands{ints(bad), floats(x), C.int64_t(len(x))}
	launch(func() { C.hosted_finite(&o, elements(len(x))) }, bad, x)
	return bad[0] == 0
}

// AdamStep is kernels.AdamStep.
type AdamStep struct {
	Beta1, Rest1, Correction1, Beta2, Rest2, Correction2, Rate, Keep, Epsilon float32
}

// AdamW is kernels.AdamW.
func AdamW(w, m, v, g []float32, s AdamStep) {
	c := C.struct_q_adamw{C.float(s.Beta1), C.float(s.Rest1), C.float(s.Correction1), C.float(s.Beta2), C.float(s.Rest2),
		C.float(s.Correction2), C.float(s.Rate), C.float(s.Keep), C.float(s.Epsilon)}
	o := C.struct_adamw_operands{floats(w), floats(m), floats(v), floats(g), c, C.int64_t(len(w))}
	launch(func() { C.hosted_adamw(&o, elements(len(w))) }, w, m, v, g)
}

// EncodeBF16 is kernels.EncodeBF16.
func EncodeBF16(y []uint16, x []float32) {
	o := C.struct_bf16_encode_operands{halves(y), floats(x), C.int64_t(len(x))}
	launch(func() { C.hosted_bf16_encode(&o, elements(len(x))) }, y, x)
}

// DecodeBF16 is kernels.DecodeBF16.
func DecodeBF16(y []float32, x []uint16) {
	o := C.struct_bf16_decode_operands{floats(y), halves(x), C.int64_t(len(x))}
	launch(func() { C.hosted_bf16_decode(&o, elements(len(x))) }, y, x)
}

// EncodeInt8 is kernels.EncodeInt8.
func EncodeInt8(e []uint8, q []int8, x []float32) {
	o := C.struct_int8_encode_operands{(*C.uint8_t)(unsafe.SliceData(e)), (*C.int8_t)(unsafe.SliceData(q)), floats(x), C.int64_t(len(x))}
	launch(func() { C.hosted_int8_encode(&o, warps(len(e))) }, e, q, x)
}

// DecodeInt8 is kernels.DecodeInt8.
func DecodeInt8(y []float32, e []uint8, q []int8) {
	o := C.struct_int8_decode_operands{floats(y), (*C.uint8_t)(unsafe.SliceData(e)), (*C.int8_t)(unsafe.SliceData(q)), C.int64_t(len(y))}
	launch(func() { C.hosted_int8_decode(&o, elements(len(y))) }, y, e, q)
}

// Heads is kernels.Heads, with the number of sequences.
type Heads struct{ Sequences, Positions, Queries, Keys, Width int }

// Statistics are what attention keeps of each row's softmax, [B,H,T].
type Statistics struct{ Top, Inverse []float32 }

// Attention is kernels.Attention, but for what it keeps.
func Attention(out []float32, s Statistics, qkv []float32, h Heads) {
	o := C.struct_attention_operands{floats(out), floats(s.Top), floats(s.Inverse), floats(qkv), C.int64_t(h.Sequences),
		C.int64_t(h.Positions), C.int64_t(h.Queries), C.int64_t(h.Keys), C.int64_t(h.Width)}
	launch(func() { C.hosted_attention(&o, warps(h.Sequences*h.Queries*h.Positions)) }, out, s.Top, s.Inverse, qkv)
}

// AttentionBackward is kernels.AttentionBackward.
func AttentionBackward(dqkv, do, out []float32, s Statistics, qkv []float32, h Heads) {
	mean := make([]float32, h.Sequences*h.Queries*h.Positions)
	B, T, H, KV, D := C.int64_t(h.Sequences), C.int64_t(h.Positions), C.int64_t(h.Queries), C.int64_t(h.Keys), C.int64_t(h.Width)
	dq := C.struct_attention_dq_operands{floats(dqkv), floats(mean), floats(do), floats(out), floats(s.Top), floats(s.Inverse), floats(qkv), B, T, H, KV, D}
	dkv := C.struct_attention_dkv_operands{floats(dqkv), floats(do), floats(mean), floats(s.Top), floats(s.Inverse), floats(qkv), B, T, H, KV, D}
	launch(func() {
		C.hosted_attention_dq(&dq, warps(len(mean)))
		C.hosted_attention_dkv(&dkv, warps(h.Sequences*h.Keys*h.Positions))
	}, dqkv, mean, do, out, s.Top, s.Inverse, qkv)
}
