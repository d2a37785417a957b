// The C interface of the kernels: one function per operation, the same for every path.
//
// Conventions: matrices are row-major float32; sizes are int64_t; capitals are the sizes of the papers
// (M K N of a product; T positions, H heads, D head width, C model width, F hidden width, V vocabulary).
// Functions allocate nothing, keep no state and cannot fail: kernels/*.go checks every shape first.
// What each operation computes, in which order, is in PROFILE.md.
#ifndef QUIRE_KERNELS_H
#define QUIRE_KERNELS_H

#include <stdint.h>

// Paths, in order of preference. A path is one translation unit that implements every operation.
enum { Q_SCALAR = 0, Q_AVX2 = 1, Q_AVX512 = 2, Q_NEON = 3, Q_PATHS = 4 };

// Forms of a product: which operand is stored transposed.
enum { Q_NN = 0, Q_NT = 1, Q_TN = 2 };

enum {
	Q_LANES = 32,        // lanes of a reduction
	Q_CHAIN = 256,       // longest chain of multiply-adds in a product, and rows of one in a gain gradient
	Q_QUERIES = 64,      // rows of one attention block
	Q_SQUARES = 4096,    // elements of one block of a sum of squares
	Q_INT8_BLOCK = 256,  // elements that share an int8 scale
	Q_PACK = 256 * 1024, // floats of packing space a part of a product may use, 64-byte aligned; the largest over paths
#if defined(__aarch64__)
	Q_COLUMNS = 12,      // columns of a product are cut at multiples of this, a multiple of every path's tile
#else
	Q_COLUMNS = 32,
#endif
};

// One line per operation: name, parameters, arguments. Outputs come first.
#define Q_OPERATIONS(OP) \
	OP(matmul_pack, (float *packed, const float *b, int64_t form, int64_t N, int64_t K, int64_t ldb, \
		int64_t first, int64_t end, int64_t lo, int64_t hi), (packed, b, form, N, K, ldb, first, end, lo, hi)) \
	OP(matmul, (float *c, const float *a, const float *b, const float *packed, int64_t form, int64_t M, int64_t N, int64_t K, \
		int64_t lo, int64_t hi, int64_t lda, int64_t ldb, int64_t ldc, int64_t add, float *pack), \
		(c, a, b, packed, form, M, N, K, lo, hi, lda, ldb, ldc, add, pack)) \
	OP(rmsnorm_forward, (float *y, float *r, const float *x, const float *w, int64_t N, int64_t C), \
		(y, r, x, w, N, C)) \
	OP(rmsnorm_backward, (float *dx, const float *dy, const float *x, const float *w, const float *r, \
		int64_t N, int64_t C, int64_t add), (dx, dy, x, w, r, N, C, add)) \
	OP(rmsnorm_gain, (float *dw, const float *dy, const float *x, const float *r, int64_t N, int64_t C, \
		int64_t lo, int64_t hi, int64_t add), (dw, dy, x, r, N, C, lo, hi, add)) \
	OP(rope, (float *x, const float *cosine, const float *sine, int64_t lo, int64_t hi, int64_t ld, int64_t T, \
		int64_t heads, int64_t D, int64_t inverse), (x, cosine, sine, lo, hi, ld, T, heads, D, inverse)) \
	OP(attention_forward, (float *o, float *p, const float *qkv, int64_t T, int64_t H, int64_t KV, int64_t D, \
		int64_t lo, int64_t hi, float *pack), (o, p, qkv, T, H, KV, D, lo, hi, pack)) \
	OP(attention_backward, (float *dqkv, const float *dout, const float *o, const float *p, const float *qkv, \
		int64_t T, int64_t H, int64_t KV, int64_t D, int64_t lo, int64_t hi, float *pack, float *scores), \
		(dqkv, dout, o, p, qkv, T, H, KV, D, lo, hi, pack, scores)) \
	OP(swiglu_forward, (float *s, const float *gu, int64_t N, int64_t F), (s, gu, N, F)) \
	OP(swiglu_backward, (float *dgu, const float *ds, const float *gu, int64_t N, int64_t F), (dgu, ds, gu, N, F)) \
	OP(softmax, (float *p, const float *x, int64_t N, int64_t V), (p, x, N, V)) \
	OP(cross_entropy, (float *loss, float *dx, const float *x, const int32_t *target, float scale, \
		int64_t N, int64_t V), (loss, dx, x, target, scale, N, V)) \
	OP(embedding_forward, (float *y, const float *table, const int32_t *id, int64_t N, int64_t C), \
		(y, table, id, N, C)) \
	OP(embedding_backward, (float *dtable, const float *dy, const int32_t *id, int64_t N, int64_t C, \
		int64_t lo, int64_t hi), (dtable, dy, id, N, C, lo, hi)) \
	OP(add, (float *y, const float *a, const float *b, int64_t n), (y, a, b, n)) \
	OP(scale, (float *x, float s, int64_t n), (x, s, n)) \
	OP(sum, (float *out, const float *x, int64_t n), (out, x, n)) \
	OP(sum_squares, (float *out, const float *x, int64_t n), (out, x, n)) \
	OP(ascending_sum, (float *out, const float *x, int64_t n), (out, x, n)) \
	OP(finite, (int32_t *out, const float *x, int64_t n), (out, x, n)) \
	OP(adamw, (float *w, float *m, float *v, const float *g, struct q_adamw s, int64_t n), (w, m, v, g, s, n)) \
	OP(bf16_encode, (uint16_t *y, const float *x, int64_t n), (y, x, n)) \
	OP(bf16_decode, (float *y, const uint16_t *x, int64_t n), (y, x, n)) \
	OP(int8_encode, (uint8_t *e, int8_t *q, const float *x, int64_t n), (e, q, x, n)) \
	OP(int8_decode, (float *y, const uint8_t *e, const int8_t *q, int64_t n), (y, e, q, n)) \
	OP(elementary, (float *y, const float *x, int64_t function, int64_t n), (y, x, function, n)) \
	OP(fused, (float *y, const float *a, const float *b, const float *c, int64_t n), (y, a, b, c, n))

// The scalars of one AdamW step; AdamStep in adamw.go says what each is.
struct q_adamw {
	float beta1, rest1, correction1;
	float beta2, rest2, correction2;
	float rate, keep, epsilon;
};

// Functions that elementary evaluates, for tests of the polynomials.
enum { Q_EXP = 0, Q_LOG = 1, Q_SIGMOID = 2, Q_RSQRT = 3 };

// q_usable says whether this build has the path and this processor can run it.
int q_usable(int path);

// q_<operation>(path, ...) runs one operation with rounding to nearest and denormals kept, whatever
// another library left in the floating-point control register, which it restores.
#define Q_UNWRAP(...) __VA_ARGS__
#define Q_DECLARE(name, params, args) void q_##name(int path, Q_UNWRAP params);
Q_OPERATIONS(Q_DECLARE)
#undef Q_DECLARE

// q_spoil(1) spoils this thread's floating-point environment, q_spoil(0) repairs it; both return what it was, or became.
// For the test that a spoilt environment changes nothing; it does nothing but on x86.
uint64_t q_spoil(int on);

#endif
