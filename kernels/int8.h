// Blockwise int8: 256 elements share the scale 2^(e-127); an element is q times the scale, |q| <= 127.
//
// The scale is the smallest power of two, from 2^-126 to 2^121, that brings the block's largest magnitude to
// at most 127; q is rounded to nearest, ties to even. A block whose q are all zero has e = 0. So each block
// of values has one code, and a code with e > 1 has some |q| >= 64.

// Smallest e in [1,248] with top <= 127 * 2^(e-127); top is finite and not negative.
INLINE uint32_t int8_exponent(float top) {
	uint32_t u = bits(top), e = u >> 23, fraction = u & 0x7FFFFFu;
	// top = 1.f * 2^(e-127) and 127 = 1.984375 * 2^6, whose fraction is 0x7E0000.
	uint32_t scale = e + (fraction > 0x7E0000u);
	if (scale <= 7) return 1;
	return scale - 6 > 248 ? 248 : scale - 6;
}

void Q(int8_encode)(uint8_t *restrict e, int8_t *restrict q, const float *restrict x, int64_t n) {
	for (int64_t i = 0; i < n; i += Q_INT8_BLOCK) {
		int64_t width = least(Q_INT8_BLOCK, n - i);
		float top = 0.0f;
		for (int64_t j = 0; j < width; j++) top = larger(top, from_bits(bits(x[i + j]) & 0x7FFFFFFFu));
		uint32_t exponent = int8_exponent(top), used = 0;
		float inverse = from_bits((254u - exponent) << 23);
		for (int64_t j = 0; j < width; j++) {
			float v = x[i + j] * inverse;
			v = v > 127.0f ? 127.0f : v < -127.0f ? -127.0f : v;
			int32_t k = (int32_t)(bits(v + 12582912.0f) - 0x4B400000u); // 1.5*2^23 rounds to nearest even
			q[i + j] = (int8_t)k;
			used |= (uint32_t)(k != 0);
		}
		e[i / Q_INT8_BLOCK] = used ? (uint8_t)exponent : 0;
	}
}

void Q(int8_decode)(float *restrict y, const uint8_t *restrict e, const int8_t *restrict q, int64_t n) {
	for (int64_t i = 0; i < n; i += Q_INT8_BLOCK) {
		int64_t width = least(Q_INT8_BLOCK, n - i);
		float scale = from_bits((uint32_t)e[i / Q_INT8_BLOCK] << 23);
		for (int64_t j = 0; j < width; j++) y[i + j] = (float)q[i + j] * scale;
	}
}
