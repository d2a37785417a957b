// Micro-kernel of the packed product for AVX-512: a tile of 14 rows by 32 columns keeps 28 of 32 registers as sums.
#include "exact.h"

enum { TILE_M = 14, TILE_N = 32, PACK_M = 196 };

// As in matmul_avx2.h: a is packed [K][14], b is packed [K][32].
INLINE void tile(int64_t K, const float *restrict a, const float *restrict b, float *c, int64_t ldc, int store, const float *next) {
	__m512 left[TILE_M], right[TILE_M];
#pragma GCC unroll 14
	for (int i = 0; i < TILE_M; i++) {
		left[i] = right[i] = _mm512_setzero_ps();
		_mm_prefetch((const char *)(next + i * ldc), _MM_HINT_T0);
		_mm_prefetch((const char *)(next + i * ldc + TILE_N - 1), _MM_HINT_T0);
	}
#pragma GCC unroll 2
	for (int64_t k = 0; k < K; k++, a += TILE_M, b += TILE_N) {
		__m512 b0 = _mm512_loadu_ps(b), b1 = _mm512_loadu_ps(b + 16);
#pragma GCC unroll 14
		for (int i = 0; i < TILE_M; i++) {
			__m512 ai = _mm512_set1_ps(a[i]);
			left[i] = _mm512_fmadd_ps(ai, b0, left[i]);
			right[i] = _mm512_fmadd_ps(ai, b1, right[i]);
		}
	}
#pragma GCC unroll 14
	for (int i = 0; i < TILE_M; i++) {
		float *row = c + i * ldc;
		if (!store) {
			left[i] = _mm512_add_ps(_mm512_loadu_ps(row), left[i]);
			right[i] = _mm512_add_ps(_mm512_loadu_ps(row + 16), right[i]);
		}
		_mm512_storeu_ps(row, left[i]);
		_mm512_storeu_ps(row + 16, right[i]);
	}
}

// d[j*dd + i] = s[i*ds + j] for up to 16 columns j and for the i of `keep`, of which those from `rows` on are zero.
INLINE void transpose16(float *restrict d, int64_t dd, const float *restrict s, int64_t ds, int64_t columns, int64_t rows, __mmask16 keep) {
	__mmask16 inside = (__mmask16)((1u << columns) - 1);
	__m512 r[16], t[16];
#pragma GCC unroll 16
	for (int i = 0; i < 16; i++) r[i] = i < rows ? _mm512_maskz_loadu_ps(inside, s + i * ds) : _mm512_setzero_ps();
#pragma GCC unroll 8
	for (int i = 0; i < 8; i++) { // pairs of rows
		t[2 * i] = _mm512_unpacklo_ps(r[2 * i], r[2 * i + 1]);
		t[2 * i + 1] = _mm512_unpackhi_ps(r[2 * i], r[2 * i + 1]);
	}
#pragma GCC unroll 4
	for (int i = 0; i < 4; i++) { // fours: r[4i+j] holds columns j, j+4, j+8, j+12 of rows 4i to 4i+3
		r[4 * i] = _mm512_shuffle_ps(t[4 * i], t[4 * i + 2], 0x44);
		r[4 * i + 1] = _mm512_shuffle_ps(t[4 * i], t[4 * i + 2], 0xEE);
		r[4 * i + 2] = _mm512_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0x44);
		r[4 * i + 3] = _mm512_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0xEE);
	}
#pragma GCC unroll 4
	for (int j = 0; j < 4; j++) { // quarters of registers
		__m512 low01 = _mm512_shuffle_f32x4(r[j], r[4 + j], 0x88), odd01 = _mm512_shuffle_f32x4(r[j], r[4 + j], 0xDD);
		__m512 low23 = _mm512_shuffle_f32x4(r[8 + j], r[12 + j], 0x88), odd23 = _mm512_shuffle_f32x4(r[8 + j], r[12 + j], 0xDD);
		t[j] = _mm512_shuffle_f32x4(low01, low23, 0x88);
		t[8 + j] = _mm512_shuffle_f32x4(low01, low23, 0xDD);
		t[4 + j] = _mm512_shuffle_f32x4(odd01, odd23, 0x88);
		t[12 + j] = _mm512_shuffle_f32x4(odd01, odd23, 0xDD);
	}
#pragma GCC unroll 16
	for (int j = 0; j < 16; j++)
		if (j < columns) _mm512_mask_storeu_ps(d + j * dd, keep, t[j]);
}

// d[k*width + i] = s[i*ds + k] for width rows, of which those from `rows` on are zero, and K columns.
INLINE void transpose(float *restrict d, const float *restrict s, int64_t ds, int64_t K, const int64_t width, int64_t rows) {
	for (int64_t k = 0; k < K; k += 16)
		for (int64_t i = 0; i < width; i += 16)
			transpose16(d + k * width + i, width, s + i * ds + k, ds, least(16, K - k), rows - i,
				(__mmask16)((1u << least(16, width - i)) - 1));
}
