// What each kernel is given. Shapes are those of the same operation in ../kernels.h.
#ifndef QUIRE_OPERANDS_H
#define QUIRE_OPERANDS_H

#include "../kernels.h"

struct matmul_operands {
	float *c;
	const float *a, *b;
	int64_t form, M, N, K, lda, ldb, ldc, add;
};

struct rmsnorm_operands {
	float *y, *r;
	const float *x, *w;
	int64_t N, C;
};

struct rmsnorm_backward_operands {
	float *dx;
	const float *dy, *x, *w, *r;
	int64_t N, C, add;
};

struct rmsnorm_gain_operands {
	float *dw;
	const float *dy, *x, *r;
	int64_t N, C, add;
};

struct rope_operands {
	float *x;
	const float *cosine, *sine;
	int64_t N, ld, T, heads, D, inverse;
};

// Of a row's softmax, attention keeps the largest score and the inverse of the sum instead of T probabilities; mean is
// the dot product of the gradient and the output, which dq leaves for dkv. All are [B,H,T].
struct attention_operands {
	float *o, *top, *inverse;
	const float *qkv;
	int64_t B, T, H, KV, D;
};

struct attention_dq_operands {
	float *dqkv, *mean;
	const float *dout, *o, *top, *inverse, *qkv;
	int64_t B, T, H, KV, D;
};

struct attention_dkv_operands {
	float *dqkv;
	const float *dout, *mean, *top, *inverse, *qkv;
	int64_t B, T, H, KV, D;
};

struct swiglu_operands {
	float *s;
	const float *gu;
	int64_t N, F;
};

struct swiglu_backward_operands {
	float *dgu;
	const float *ds, *gu;
	int64_t N, F;
};

struct softmax_operands {
	float *p;
	const float *x;
	int64_t N, V;
};

struct cross_entropy_operands {
	float *loss, *dx;
	const float *x;
	const int32_t *target;
	float scale;
	int64_t N, V;
};

struct embedding_operands {
	float *y;
	const float *table;
	const int32_t *id;
	int64_t N, C;
};

struct embedding_backward_operands {
	float *dtable;
	const float *dy;
	const int32_t *id;
	int64_t N, C, V;
};

struct add_operands {
	float *y;
	const float *a, *b;
	int64_t n;
};

struct scale_operands {
	float *x;
	float s;
	int64_t n;
};

struct sum_operands {
	float *out;
	const float *x;
	int64_t n;
};

struct sum_squares_operands {
	float *out;
	const float *x;
	int64_t n;
};

struct ascending_sum_operands {
	float *out;
	const float *x;
	int64_t n;
};

struct finite_operands {
	int32_t *bad; // set to 1 if an element is not finite, otherwise left alone
	const float *x;
	int64_t n;
};

struct adamw_operands {
	float *w, *m, *v;
	const float *g;
	struct q_adamw s;
	int64_t n;
};

// Every kernel, once.
#define Q_KERNELS(K) \
	K(matmul) K(rmsnorm) K(rmsnorm_backward) K(rmsnorm_gain) K(rope) K(attention) K(attention_dq) K(attention_dkv) \
	K(swiglu) K(swiglu_backward) K(softmax) K(cross_entropy) K(embedding) K(embedding_backward) K(add) K(scale) K(sum) \
	K(sum_squares) K(ascending_sum) K(finite) K(adamw)

#endif
