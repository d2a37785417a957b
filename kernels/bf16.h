// bfloat16: the upper half of a float32, rounded to nearest, ties to even. Integers only.

// Finite values that would round to infinity become the largest finite bfloat16, so that coding never makes
// an infinity; the input must be finite.
void Q(bf16_encode)(uint16_t *restrict y, const float *restrict x, int64_t n) {
	for (int64_t i = 0; i < n; i++) {
		uint32_t u = bits(x[i]);
		uint32_t r = (u + 0x7FFFu + ((u >> 16) & 1u)) >> 16;
		y[i] = (uint16_t)((r & 0x7FFFu) > 0x7F7Fu ? (r & 0x8000u) | 0x7F7Fu : r);
	}
}

void Q(bf16_decode)(float *restrict y, const uint16_t *restrict x, int64_t n) {
	for (int64_t i = 0; i < n; i++) y[i] = from_bits((uint32_t)x[i] << 16);
}
