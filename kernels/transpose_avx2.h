// Transposing copies for packing, eight by eight floats in registers.

// d[j*dd + i] = s[i*ds + j] for 8 columns j, ascending, and 8 values of i, of which those from `rows` on are zero.
INLINE void transpose8(float *restrict d, int64_t dd, const float *restrict s, int64_t ds, int64_t rows) {
	__m256 r[8], t[8];
#pragma GCC unroll 8
	for (int i = 0; i < 8; i++) r[i] = i < rows ? _mm256_loadu_ps(s + i * ds) : _mm256_setzero_ps();
	for (int i = 0; i < 4; i++) {
		t[2 * i] = _mm256_unpacklo_ps(r[2 * i], r[2 * i + 1]);
		t[2 * i + 1] = _mm256_unpackhi_ps(r[2 * i], r[2 * i + 1]);
	}
	for (int i = 0; i < 2; i++) {
		r[4 * i] = _mm256_shuffle_ps(t[4 * i], t[4 * i + 2], 0x44);
		r[4 * i + 1] = _mm256_shuffle_ps(t[4 * i], t[4 * i + 2], 0xEE);
		r[4 * i + 2] = _mm256_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0x44);
		r[4 * i + 3] = _mm256_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0xEE);
	}
	for (int i = 0; i < 4; i++) _mm256_storeu_ps(d + i * dd, _mm256_permute2f128_ps(r[i], r[4 + i], 0x20));
	for (int i = 0; i < 4; i++) _mm256_storeu_ps(d + (4 + i) * dd, _mm256_permute2f128_ps(r[i], r[4 + i], 0x31));
}

// d[k*width + i] = s[i*ds + k] for width rows, of which those from `rows` on are zero, and K columns. The last group of rows,
// if it is narrower than eight, writes past its column into the start of the next; so it goes before the other groups, which
// overwrite that, columns ascend, and the last columns go one by one.
INLINE void transpose(float *restrict d, const float *restrict s, int64_t ds, int64_t K, const int64_t width, int64_t rows) {
	int64_t k = 0;
	for (; k + 8 < K; k += 8)
		for (int64_t i = (width - 1) / 8 * 8; i >= 0; i -= 8)
			transpose8(d + k * width + i, width, s + i * ds + k, ds, least(width, rows) - i);
	for (; k < K; k++)
		for (int64_t i = 0; i < width; i++) d[k * width + i] = i < rows ? s[i * ds + k] : 0.0f;
}
