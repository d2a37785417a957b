// Codecs, as ../bf16.h and ../int8.h define them: a thread takes an element, a warp an int8 block.

KERNEL(bf16_encode) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	uint32_t u = bits(o.x[i]), r = (u + 0x7FFFu + ((u >> 16) & 1u)) >> 16;
	o.y[i] = (uint16_t)((r & 0x7FFFu) > 0x7F7Fu ? (r & 0x8000u) | 0x7F7Fu : r);
}

KERNEL(bf16_decode) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	o.y[i] = from_bits((uint32_t)o.x[i] << 16);
}

// Smallest e in [1,248] with top <= 127 * 2^(e-127).
DEVICE uint32_t exponent_of(float top) {
	uint32_t u = bits(top), scale = (u >> 23) + ((u & 0x7FFFFFu) > 0x7E0000u);
	return scale <= 7 ? 1 : scale - 6 > 248 ? 248 : scale - 6;
}

KERNEL(int8_encode) {
	int64_t first = WARP_INDEX * Q_INT8_BLOCK;
	if (first >= o.n) return;
	int64_t end = least(o.n, first + Q_INT8_BLOCK);
	float top = 0.0f, used = 0.0f;
	for (int64_t i = first + LANE; i < end; i += WARP) top = larger(top, from_bits(bits(o.x[i]) & 0x7FFFFFFFu));
	uint32_t exponent = exponent_of(warp_largest(top));
	float inverse = from_bits((254u - exponent) << 23);
	for (int64_t i = first + LANE; i < end; i += WARP) {
		float v = o.x[i] * inverse;
		v = v > 127.0f ? 127.0f : v < -127.0f ? -127.0f : v;
		int32_t k = (int32_t)(bits(v + 12582912.0f) - 0x4B400000u);
		o.q[i] = (int8_t)k;
		if (k != 0) used = 1.0f;
	}
	used = warp_largest(used);
	if (LANE == 0) o.e[WARP_INDEX] = used > 0.0f ? (uint8_t)exponent : 0;
}

KERNEL(int8_decode) {
	int64_t i = ELEMENT;
	if (i >= o.n) return;
	o.y[i] = (float)o.q[i] * from_bits((uint32_t)o.e[i / Q_INT8_BLOCK] << 23);
}
