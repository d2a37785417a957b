// Micro-kernel of the packed product for NEON: a tile of 8 rows by 12 columns keeps 24 of 32 registers as sums.
#include <arm_neon.h>

#include "exact.h"

enum { TILE_M = 8, TILE_N = 12, PACK_M = 128 };

// As in matmul_avx2.h: a is packed [K][8], b is packed [K][12].
INLINE void tile(int64_t K, const float *restrict a, const float *restrict b, float *c, int64_t ldc, int store, const float *next) {
	float32x4_t sum[TILE_M][3];
#pragma GCC unroll 8
	for (int i = 0; i < TILE_M; i++) {
		__builtin_prefetch(next + i * ldc);
#pragma GCC unroll 3
		for (int j = 0; j < 3; j++) sum[i][j] = vdupq_n_f32(0);
	}
	for (int64_t k = 0; k < K; k++, a += TILE_M, b += TILE_N) {
		float32x4_t a0 = vld1q_f32(a), a1 = vld1q_f32(a + 4);
#pragma GCC unroll 3
		for (int j = 0; j < 3; j++) {
			float32x4_t bj = vld1q_f32(b + 4 * j);
			sum[0][j] = vfmaq_laneq_f32(sum[0][j], bj, a0, 0);
			sum[1][j] = vfmaq_laneq_f32(sum[1][j], bj, a0, 1);
			sum[2][j] = vfmaq_laneq_f32(sum[2][j], bj, a0, 2);
			sum[3][j] = vfmaq_laneq_f32(sum[3][j], bj, a0, 3);
			sum[4][j] = vfmaq_laneq_f32(sum[4][j], bj, a1, 0);
			sum[5][j] = vfmaq_laneq_f32(sum[5][j], bj, a1, 1);
			sum[6][j] = vfmaq_laneq_f32(sum[6][j], bj, a1, 2);
			sum[7][j] = vfmaq_laneq_f32(sum[7][j], bj, a1, 3);
		}
	}
#pragma GCC unroll 8
	for (int i = 0; i < TILE_M; i++)
#pragma GCC unroll 3
		for (int j = 0; j < 3; j++) {
			float *cij = c + i * ldc + 4 * j;
			vst1q_f32(cij, store ? sum[i][j] : vaddq_f32(vld1q_f32(cij), sum[i][j]));
		}
}

// d[k*width + i] = s[i*ds + k] for width rows, a multiple of four, of which those from `rows` on are zero, and K columns: four
// by four floats in registers.
INLINE void transpose(float *restrict d, const float *restrict s, int64_t ds, int64_t K, const int64_t width, int64_t rows) {
	const float32x4_t zero = vdupq_n_f32(0);
	int64_t k = 0;
	for (; k + 4 <= K; k += 4)
		for (int64_t i = 0; i < width; i += 4) {
			const float *from = s + i * ds + k;
			float *to = d + k * width + i;
			float32x4_t r0 = i < rows ? vld1q_f32(from) : zero, r1 = i + 1 < rows ? vld1q_f32(from + ds) : zero;
			float32x4_t r2 = i + 2 < rows ? vld1q_f32(from + 2 * ds) : zero, r3 = i + 3 < rows ? vld1q_f32(from + 3 * ds) : zero;
			float32x4x2_t low = vzipq_f32(r0, r2), high = vzipq_f32(r1, r3);
			float32x4x2_t first = vzipq_f32(low.val[0], high.val[0]), second = vzipq_f32(low.val[1], high.val[1]);
			vst1q_f32(to, first.val[0]);
			vst1q_f32(to + width, first.val[1]);
			vst1q_f32(to + 2 * width, second.val[0]);
			vst1q_f32(to + 3 * width, second.val[1]);
		}
	for (; k < K; k++)
		for (int64_t i = 0; i < width; i++) d[k * width + i] = i < rows ? s[i * ds + k] : 0.0f;
}
