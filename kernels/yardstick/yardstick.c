#define _POSIX_C_SOURCE 200112L
#include "yardstick.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>

// Twelve chains hide the latency of a multiply-add (4 to 5 cycles) on two ports. The empty asm keeps the sums alive.
#define CHAINS(vector, zero, one, fmadd) \
	vector s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero; \
	vector s6 = zero, s7 = zero, s8 = zero, s9 = zero, sa = zero, sb = zero, x = one; \
	for (int64_t i = 0; i < rounds; i++) { \
		s0 = fmadd(x, x, s0), s1 = fmadd(x, x, s1), s2 = fmadd(x, x, s2), s3 = fmadd(x, x, s3); \
		s4 = fmadd(x, x, s4), s5 = fmadd(x, x, s5), s6 = fmadd(x, x, s6), s7 = fmadd(x, x, s7); \
		s8 = fmadd(x, x, s8), s9 = fmadd(x, x, s9), sa = fmadd(x, x, sa), sb = fmadd(x, x, sb); \
		__asm__ volatile("" : "+v"(s0), "+v"(s1), "+v"(s2), "+v"(s3), "+v"(s4), "+v"(s5), "+v"(s6), "+v"(s7), \
			"+v"(s8), "+v"(s9), "+v"(sa), "+v"(sb)); \
	}

__attribute__((target("avx512f"))) static int64_t peak512(int64_t rounds) {
	CHAINS(__m512, _mm512_setzero_ps(), _mm512_set1_ps(1e-3f), _mm512_fmadd_ps)
	return rounds * 12 * 16 * 2;
}

__attribute__((target("avx2,fma"))) static int64_t peak256(int64_t rounds) {
	CHAINS(__m256, _mm256_setzero_ps(), _mm256_set1_ps(1e-3f), _mm256_fmadd_ps)
	return rounds * 12 * 8 * 2;
}

int64_t peak(int64_t rounds) {
	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx512f")) return peak512(rounds);
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return peak256(rounds);
	return 0;
}
#elif defined(__aarch64__)
#include <arm_neon.h>

// Sixteen chains: four pipes of four cycles.
int64_t peak(int64_t rounds) {
	float32x4_t s[16], x = vdupq_n_f32(1e-3f);
	for (int j = 0; j < 16; j++) s[j] = vdupq_n_f32(0);
	for (int64_t i = 0; i < rounds; i++) {
#pragma GCC unroll 16
		for (int j = 0; j < 16; j++) {
			s[j] = vfmaq_f32(s[j], x, x);
			__asm__ volatile("" : "+w"(s[j]));
		}
	}
	return rounds * 16 * 4 * 2;
}
#else
int64_t peak(int64_t rounds) {
	(void)rounds;
	return 0;
}
#endif

// As cblas.h has it.
enum { ROW_MAJOR = 101, AS_IS = 111, TRANSPOSED = 112 };

static void (*sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);

const char *blas_open(int threads, int wide) {
	// Versions older than the processor fall back to kernels without AVX-512: compare with the best it has.
	if (wide) setenv("OPENBLAS_CORETYPE", "SKYLAKEX", 1);
	void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) return NULL;
	*(void **)&sgemm = dlsym(library, "cblas_sgemm");
	void (*set)(int);
	char *(*config)(void);
	*(void **)&set = dlsym(library, "openblas_set_num_threads");
	*(void **)&config = dlsym(library, "openblas_get_config");
	if (sgemm == NULL || set == NULL || config == NULL) return NULL;
	set(threads);
	return config();
}

void blas_matmul(float *c, const float *a, const float *b, int form, int M, int N, int K, int lda, int ldb) {
	sgemm(ROW_MAJOR, form == 2 ? TRANSPOSED : AS_IS, form == 1 ? TRANSPOSED : AS_IS, M, N, K, 1, a, lda, b, ldb, 0, c, N);
}
