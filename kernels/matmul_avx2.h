// Micro-kernel of the packed product for AVX2: a tile of 6 rows by 16 columns keeps 12 of 16 registers as sums.
#include "exact.h"

enum { TILE_M = 6, TILE_N = 16, PACK_M = 192 };

// c (+)= a.b over K: a is packed [K][6], b is packed [K][16]. store replaces c; otherwise the block is added.
// next is the tile that follows, fetched early.
INLINE void tile(int64_t K, const float *restrict a, const float *restrict b, float *c, int64_t ldc, int store, const float *next) {
	__m256 left[TILE_M], right[TILE_M];
#pragma GCC unroll 6
	for (int i = 0; i < TILE_M; i++) {
		left[i] = right[i] = _mm256_setzero_ps();
		_mm_prefetch((const char *)(next + i * ldc), _MM_HINT_T0);
		_mm_prefetch((const char *)(next + i * ldc + TILE_N - 1), _MM_HINT_T0);
	}
#pragma GCC unroll 4
	for (int64_t k = 0; k < K; k++, a += TILE_M, b += TILE_N) {
		__m256 b0 = _mm256_loadu_ps(b), b1 = _mm256_loadu_ps(b + 8);
#pragma GCC unroll 6
		for (int i = 0; i < TILE_M; i++) {
			__m256 ai = _mm256_broadcast_ss(a + i);
			left[i] = _mm256_fmadd_ps(ai, b0, left[i]);
			right[i] = _mm256_fmadd_ps(ai, b1, right[i]);
		}
	}
#pragma GCC unroll 6
	for (int i = 0; i < TILE_M; i++) {
		float *row = c + i * ldc;
		if (!store) {
			left[i] = _mm256_add_ps(_mm256_loadu_ps(row), left[i]);
			right[i] = _mm256_add_ps(_mm256_loadu_ps(row + 8), right[i]);
		}
		_mm256_storeu_ps(row, left[i]);
		_mm256_storeu_ps(row + 8, right[i]);
	}
}

#include "transpose_avx2.h"
