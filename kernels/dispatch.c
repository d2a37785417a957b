// Chooses the path of each call and brackets it with a known floating-point environment.
#include "kernels.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#define HAVE_X86 1
// Round to nearest, every exception masked, no flush to zero, denormals are not zeros.
static inline uint64_t enter(void) {
	uint32_t old = _mm_getcsr();
	_mm_setcsr(0x1F80);
	return old;
}
static inline void leave(uint64_t old) { _mm_setcsr((uint32_t)old); }
#elif defined(__aarch64__)
static inline uint64_t enter(void) {
	uint64_t old, zero = 0;
	__asm__ volatile("mrs %0, fpcr" : "=r"(old));
	__asm__ volatile("msr fpcr, %0" : : "r"(zero));
	return old;
}
static inline void leave(uint64_t old) { __asm__ volatile("msr fpcr, %0" : : "r"(old)); }
#else
// Other processors start in this state; the self-test refuses those that do not.
static inline uint64_t enter(void) { return 0; }
static inline void leave(uint64_t old) { (void)old; }
#endif

#define DECLARE(name, params, args) \
	void name##_scalar params; \
	void name##_avx2 params; \
	void name##_avx512 params; \
	void name##_neon params;
Q_OPERATIONS(DECLARE)

#if HAVE_X86
#define CALL(name, args) \
	switch (path) { \
	case Q_AVX512: name##_avx512 args; break; \
	case Q_AVX2: name##_avx2 args; break; \
	default: name##_scalar args; \
	}
#elif defined(__aarch64__)
#define CALL(name, args) \
	switch (path) { \
	case Q_NEON: name##_neon args; break; \
	default: name##_scalar args; \
	}
#else
#define CALL(name, args) name##_scalar args;
#endif

#define DEFINE(name, params, args) \
	void q_##name(int path, Q_UNWRAP params) { \
		(void)path; \
		uint64_t environment = enter(); \
		CALL(name, args) \
		leave(environment); \
	}
Q_OPERATIONS(DEFINE)

int q_usable(int path) {
#if HAVE_X86
	__builtin_cpu_init();
	if (path == Q_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
	if (path == Q_AVX512) return q_usable(Q_AVX2) && __builtin_cpu_supports("avx512f") &&
		__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
#endif
#if defined(__aarch64__)
	if (path == Q_NEON) return 1; // part of every 64-bit ARM
#endif
	return path == Q_SCALAR;
}

// Flush to zero, denormals are zeros, rounding towards zero: what a careless library may leave behind.
uint64_t q_spoil(int on) {
#if HAVE_X86
	if (on) _mm_setcsr(0x1F80 | 0x8000 | 0x0040 | 0x6000);
	uint64_t now = _mm_getcsr() & 0xFFC0; // without the flags of past exceptions
	if (!on) _mm_setcsr(0x1F80);
	return now;
#else
	(void)on;
	return 0;
#endif
}
