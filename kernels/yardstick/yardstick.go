// Package yardstick measures what kernels are compared with: the multiply-add peak of a processor, and OpenBLAS where
// it is installed. It is for benchmarks; nothing that computes a task imports it.
package yardstick

/*
#cgo CFLAGS: -O2 -std=c11
#cgo LDFLAGS: -ldl
#include "yardstick.h"
*/
import "C"

import (
	"errors"
	"sync"
	"time"
	"unsafe"
)

// Peak returns the best multiply-add rate, in FLOP/s, that the given number of threads reached together on numbers in
// registers, with the widest vectors that this processor has.
func Peak(threads int) float64 {
	best := 0.0
	for range 100 { // short and many, because a shared machine is rarely quiet for long
		var wait sync.WaitGroup
		var done [256]C.int64_t
		threads = min(threads, len(done))
		start := time.Now()
		for i := range threads {
			wait.Go(func() { done[i] = C.peak(2_000_000) })
		}
		wait.Wait()
		total := 0.0
		for _, n := range done {
			total += float64(n)
		}
		best = max(best, total/time.Since(start).Seconds())
	}
	return best
}

// OpenBLAS is a library that was found at run time.
type OpenBLAS struct{ name string }

// ErrMissing says that there is no OpenBLAS on this machine.
var ErrMissing = errors.New("yardstick: no libopenblas.so.0: the package libopenblas0 has it")

// Open loads OpenBLAS and has it use the given number of threads and, if wide, its kernels for AVX-512: versions older than
// a processor do not choose them by themselves.
func Open(threads int, wide bool) (*OpenBLAS, error) {
	var asked C.int
	if wide {
		asked = 1
	}
	name := C.blas_open(C.int(threads), asked)
	if name == nil {
		return nil, ErrMissing
	}
	return &OpenBLAS{C.GoString(name)}, nil
}

// String names the version and the kernels that it chose.
func (b *OpenBLAS) String() string { return b.name }

// Operand is a dense matrix of a product, row-major, and whether it is stored transposed.
type Operand struct {
	X          []float32
	Transposed bool
}

// Matmul sets c [M,N] to x·y, summing over K.
func (b *OpenBLAS) Matmul(c []float32, x, y Operand, M, N, K int) {
	lda, ldb, form := K, N, C.int(0)
	if x.Transposed {
		lda, form = M, 2
	}
	if y.Transposed {
		ldb, form = K, 1
	}
	C.blas_matmul(pointer(c), pointer(x.X), pointer(y.X), form, C.int(M), C.int(N), C.int(K), C.int(lda), C.int(ldb))
}

func pointer(x []float32) *C.float { return (*C.float)(unsafe.Pointer(unsafe.SliceData(x))) }
