#include "yardstick.h"

#include <dlfcn.h>
#include <stddef.h>

// As cublas_v2.h and cuda.h have it.
enum { AS_IS = 0, TRANSPOSED = 1, PEDANTIC = 2 };

static void *blas, *context;
static int (*set_current)(void *), (*synchronize)(void);
static int (*sgemm)(void *, int, int, int, int, int, const float *, const float *, int, const float *, int, const float *, float *, int);

const char *cublas_open(void) {
	static const char *const names[] = {"libcublas.so.13", "libcublas.so.12", "libcublas.so.11", "libcublas.so"};
	void *library = NULL, *driver = dlopen("libcuda.so.1", RTLD_NOW);
	const char *name = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++) library = dlopen(name = names[i], RTLD_NOW);
	if (driver == NULL || library == NULL) return NULL;
	int (*init)(unsigned), (*retain)(void **, int), (*create)(void **), (*math)(void *, int);
	*(void **)&init = dlsym(driver, "cuInit");
	*(void **)&retain = dlsym(driver, "cuDevicePrimaryCtxRetain");
	*(void **)&set_current = dlsym(driver, "cuCtxSetCurrent");
	*(void **)&synchronize = dlsym(driver, "cuCtxSynchronize");
	*(void **)&create = dlsym(library, "cublasCreate_v2");
	*(void **)&math = dlsym(library, "cublasSetMathMode");
	*(void **)&sgemm = dlsym(library, "cublasSgemm_v2");
	if (!init || !retain || !set_current || !synchronize || !create || !math || !sgemm) return NULL;
	if (init(0) || retain(&context, 0) || set_current(context) || create(&blas)) return NULL;
	return math(blas, PEDANTIC) ? NULL : name; // float32 means float32: no TF32, no bfloat16
}

// cuBLAS reads matrices by columns, so it is asked for the transposed product.
int cublas_matmul(float *c, const float *a, const float *b, int form, int M, int N, int K, int lda, int ldb) {
	const float one = 1, zero = 0;
	int code = set_current(context);
	return code ? code : sgemm(blas, form == 1 ? TRANSPOSED : AS_IS, form == 2 ? TRANSPOSED : AS_IS, N, M, K, &one, b, ldb, a, lda, &zero, c, N);
}

int cublas_wait(void) {
	int code = set_current(context);
	return code ? code : synchronize();
}
