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

#include "transpose_avx2.h"
