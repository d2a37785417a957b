package yardstick

// #include "yardstick.h"
import "C"

import (
	"errors"
	"fmt"
)

// CuBLAS is a library for GPUs that was found at run time.
type CuBLAS struct{ name string }

// ErrNoCuBLAS says that there is no cuBLAS on this machine, or no GPU that it can use.
var ErrNoCuBLAS = errors.New("yardstick: no libcublas.so that works here")

// OpenCuBLAS loads cuBLAS, for the first GPU and for products in full float32.
func OpenCuBLAS() (*CuBLAS, error) {
	name := C.cublas_open()
	if name == nil {
		return nil, ErrNoCuBLAS
	}
	return &CuBLAS{C.GoString(name)}, nil
}

// String names the file.
func (b *CuBLAS) String() string { return b.name }

// Matmul begins c [M,N] = x·y, summing over K, on matrices in the GPU's memory.
func (b *CuBLAS) Matmul(c []float32, x, y Operand, M, N, K int) error {
	lda, ldb, form := K, N, C.int(0)
	if x.Transposed {
		lda, form = M, 2
	}
	if y.Transposed {
		ldb, form = K, 1
	}
	return code(C.cublas_matmul(pointer(c), pointer(x.X), pointer(y.X), form, C.int(M), C.int(N), C.int(K), C.int(lda), C.int(ldb)))
}

// Wait waits until all products are done.
func (b *CuBLAS) Wait() error { return code(C.cublas_wait()) }

func code(c C.int) error {
	if c == 0 {
		return nil
	}
	return fmt.Errorf("yardstick: cuBLAS: error %d", c)
}
