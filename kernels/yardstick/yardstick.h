// What yardstick.go measures with.
#ifndef QUIRE_YARDSTICK_H
#define QUIRE_YARDSTICK_H

#include <stdint.h>

// peak does `rounds` rounds of independent multiply-adds and returns how many floating-point operations those were.
int64_t peak(int64_t rounds);

// blas_open returns the name of the OpenBLAS that it loaded, or null. wide asks for its kernels for AVX-512.
const char *blas_open(int threads, int wide);

// blas_matmul is one cblas_sgemm; forms are those of kernels.h.
void blas_matmul(float *c, const float *a, const float *b, int form, int M, int N, int K, int lda, int ldb);

// cublas_open returns the name of the cuBLAS that it loaded, or null; it uses the first GPU. cublas_matmul begins a product of
// matrices on that GPU in full float32, cublas_wait waits for all; both return 0 or an error code.
const char *cublas_open(void);
int cublas_matmul(float *c, const float *a, const float *b, int form, int M, int N, int K, int lda, int ldb);
int cublas_wait(void);

#endif
