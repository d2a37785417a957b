// Arithmetic that has the same bits on every processor: + - x / sqrt fma, comparisons and integers, nothing
// else. Every path includes this file; with vector instructions enabled the loops over it vectorise, which
// cannot change a bit because each lane does what the scalar does.
#ifndef QUIRE_EXACT_H
#define QUIRE_EXACT_H

#include <float.h>
#include <string.h>

#include "kernels.h"

#if FLT_EVAL_METHOD != 0
#error "float32 arithmetic must be evaluated in float32"
#endif

#if defined(__CUDA__)
#define INLINE static inline __attribute__((device, always_inline))
#else
#define INLINE static inline __attribute__((always_inline))
#endif

INLINE uint32_t bits(float x) { uint32_t u; __builtin_memcpy(&u, &x, 4); return u; }
INLINE float from_bits(uint32_t u) { float x; __builtin_memcpy(&x, &u, 4); return x; }
INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// fused(a, b, c) is a*b + c rounded once.
#if Q_HARDWARE_FMA || defined(__aarch64__)
INLINE float fused(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
#else
// Without the instruction: the product is exact in double; the sum is rounded to odd (its last bit is set
// when it is inexact), so that rounding it once more, to float, decides no tie wrongly.
INLINE float fused(float a, float b, float c) {
	double p = (double)a * (double)b, s = p + (double)c;
	double t = s - p, lost = (p - (s - t)) + ((double)c - t);
	uint64_t u;
	__builtin_memcpy(&u, &s, 8);
	if (lost != 0 && s - s == 0 && (u & 1) == 0) {
		u += (lost > 0) == (s > 0) ? 1 : -1;
		__builtin_memcpy(&s, &u, 8);
	}
	return (float)s;
}
#endif

// root is the correctly rounded square root.
#if defined(__CUDA__)
INLINE float root(float x) { return __nvvm_sqrt_rn_f(x); }
#elif defined(__x86_64__)
#include <immintrin.h>
INLINE float root(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }
#else
INLINE float root(float x) { return __builtin_sqrtf(x); }
#endif

// larger prefers its first argument, so that its result is defined for zeros of both signs.
INLINE float larger(float a, float b) { return b > a ? b : a; }

// exponential: Cephes' polynomial after subtracting n*ln2 in two parts. +0 below -87.336, constant above 88.
INLINE float exponential(float x) {
	float y = x > 88.0f ? 88.0f : x;
	y = y < -87.336f ? -87.336f : y;
	float t = fused(y, 1.44269504f, 12582912.0f); // adding 1.5*2^23 leaves round(y/ln2) in the low bits
	float n = t - 12582912.0f;
	float r = fused(n, -0.693359375f, y);
	r = fused(n, 2.12194440e-4f, r);
	float p = 1.9875691500e-4f;
	p = fused(p, r, 1.3981999507e-3f);
	p = fused(p, r, 8.3334519073e-3f);
	p = fused(p, r, 4.1665795894e-2f);
	p = fused(p, r, 1.6666665459e-1f);
	p = fused(p, r, 5.0000001201e-1f);
	float e = fused(p, r * r, r) + 1.0f;
	uint32_t exponent = bits(t) - 0x4B400000u + 127u;
	e = e * from_bits(exponent << 23);
	return x < -87.336f ? 0.0f : e;
}

// logarithm of a positive normal number (Cephes).
INLINE float logarithm(float x) {
	uint32_t u = bits(x);
	int32_t e = (int32_t)(u >> 23) - 126;
	float m = from_bits((u & 0x007FFFFFu) | 0x3F000000u); // in [0.5, 1)
	int low = m < 0.707106781f;
	float k = (float)(e - (low ? 1 : 0));
	m = low ? (m + m) - 1.0f : m - 1.0f;
	float z = m * m;
	float p = 7.0376836292e-2f;
	p = fused(p, m, -1.1514610310e-1f);
	p = fused(p, m, 1.1676998740e-1f);
	p = fused(p, m, -1.2420140846e-1f);
	p = fused(p, m, 1.4249322787e-1f);
	p = fused(p, m, -1.6668057665e-1f);
	p = fused(p, m, 2.0000714765e-1f);
	p = fused(p, m, -2.4999993993e-1f);
	p = fused(p, m, 3.3333331174e-1f);
	float y = (p * m) * z;
	y = fused(k, -2.12194440e-4f, y);
	y = fused(z, -0.5f, y);
	y = m + y;
	return fused(k, 0.693359375f, y);
}

// sigmoid works on -|x| so that the exponential never overflows.
INLINE float sigmoid(float x) {
	float e = exponential(x < 0.0f ? x : -x);
	float d = 1.0f / (1.0f + e);
	return x < 0.0f ? e * d : d;
}

INLINE float inverse_root(float x) { return 1.0f / root(x); }

// tree adds 32 lanes pairwise: 16 apart, then 8, 4, 2, 1.
INLINE float tree(float *lane) {
	for (int s = Q_LANES / 2; s > 0; s /= 2)
		for (int j = 0; j < s; j++) lane[j] = lane[j] + lane[j + s];
	return lane[0];
}

// dot is the sum of x[i]*y[i]: lane i mod 32 takes element i with a fused multiply-add.
INLINE float dot(const float *x, const float *y, int64_t n) {
	float lane[Q_LANES] = {0};
	int64_t i = 0;
	for (; i + Q_LANES <= n; i += Q_LANES)
		for (int j = 0; j < Q_LANES; j++) lane[j] = fused(x[i + j], y[i + j], lane[j]);
	for (int64_t j = 0; i + j < n; j++) lane[j] = fused(x[i + j], y[i + j], lane[j]);
	return tree(lane);
}

// largest of a row; the order cannot matter.
INLINE float largest(const float *x, int64_t n) {
	float lane[Q_LANES];
	for (int j = 0; j < Q_LANES; j++) lane[j] = -FLT_MAX;
	int64_t i = 0;
	for (; i + Q_LANES <= n; i += Q_LANES)
		for (int j = 0; j < Q_LANES; j++) lane[j] = larger(lane[j], x[i + j]);
	for (int64_t j = 0; i + j < n; j++) lane[j] = larger(lane[j], x[i + j]);
	for (int s = Q_LANES / 2; s > 0; s /= 2)
		for (int j = 0; j < s; j++) lane[j] = larger(lane[j], lane[j + s]);
	return lane[0];
}

// exponentials writes p[i] = exp(x[i] - top) and returns their sum over 32 lanes. p may be x.
INLINE float exponentials(float *p, const float *x, float top, int64_t n) {
	float lane[Q_LANES] = {0};
	int64_t i = 0;
	for (; i + Q_LANES <= n; i += Q_LANES) {
		float e[Q_LANES];
		for (int j = 0; j < Q_LANES; j++) e[j] = exponential(x[i + j] - top);
		for (int j = 0; j < Q_LANES; j++) lane[j] = lane[j] + e[j];
		for (int j = 0; j < Q_LANES; j++) p[i + j] = e[j];
	}
	for (int64_t j = 0; i + j < n; j++) {
		float e = exponential(x[i + j] - top);
		lane[j] = lane[j] + e;
		p[i + j] = e;
	}
	return tree(lane);
}

#endif
