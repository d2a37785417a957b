// Package cuda holds the kernels for NVIDIA GPUs, and runs them on the host for tests: kernels.cu is compiled by the C
// compiler through a small dialect, and coroutines take the place of a block's threads. So every kernel's logic is compared
// with the reference, bit by bit, on machines without a GPU.
//
// It is not a way to compute: a hosted kernel is a thousand times slower than package kernels. Nothing but tests imports it.
package cuda

/*
#cgo CFLAGS: -O2 -std=c11 -D_GNU_SOURCE
#cgo LDFLAGS: -lm
#include "hosted.h"
*/
import "C"

import (
	"embed"
	"runtime"
	"sync"
	"unsafe"
)

// Sources are the kernels as they were compiled. That they are embedded also has the go command notice when one changes.
//
//go:embed *.cu *.h
var Sources embed.FS

// mutex is held during a launch: coroutines have one scheduler.
var mutex sync.Mutex

// launch pins the operands, which point to Go memory, and calls f.
func launch(f func(), slices ...any) {
	mutex.Lock()
	defer mutex.Unlock()
	var pins runtime.Pinner
	defer pins.Unpin()
	for _, s := range slices {
		switch s := s.(type) {
		case []float32:
			pin(&pins, s)
		case []int32:
			pin(&pins, s)
		case []uint16:
			pin(&pins, s)
		case []uint8:
			pin(&pins, s)
		case []int8:
			pin(&pins, s)
		}
	}
	f()
}

func pin[T any](pins *runtime.Pinner, s []T) {
	if len(s) > 0 {
		pins.Pin(unsafe.SliceData(s))
	}
}

func floats(x []float32) *C.float   { return (*C.float)(unsafe.Pointer(unsafe.SliceData(x))) }
func ints(x []int32) *C.int32_t     { return (*C.int32_t)(unsafe.Pointer(unsafe.SliceData(x))) }
func halves(x []uint16) *C.uint16_t { return (*C.uint16_t)(unsafe.Pointer(unsafe.SliceData(x))) }

// Grids: a block has 128 threads, that is four warps, unless a kernel says otherwise.
const block = 128

func elements(n int) C.struct_grid {
	return C.struct_grid{C.int64_t((n + block - 1) / block), 1, block}
}
func warps(n int) C.struct_grid { return elements(32 * n) }

func flag(b bool) C.int64_t {
	if b {
		return 1
	}
	return 0
}

// Shape of a product, as kernels.Shape; Form is that of package kernels.
type Shape struct{ Form, M, N, K int }

// Matmul is kernels.Matmul, or MatmulAdd with add.
func Matmul(c, a, b []float32, s Shape, add bool) {
	lda, ldb := s.K, s.N
	if s.Form == C.Q_TN {
		lda = s.M
	}
	if s.Form == C.Q_NT {
		ldb = s.K
	}
	o := C.struct_matmul_operands{floats(c), floats(a), floats(b), C.int64_t(s.Form), C.int64_t(s.M), C.int64_t(s.N), C.int64_t(s.K),
		C.int64_t(lda), C.int64_t(ldb), C.int64_t(s.N), flag(add)}
	g := C.struct_grid{C.int64_t((s.N + 127) / 128), C.int64_t((s.M + 127) / 128), 256}
	launch(func() { C.hosted_matmul(&o, g) }, c, a, b)
}

// RMSNorm is kernels.RMSNorm.
func RMSNorm(y, r, x, w []float32) {
	o := C.struct_rmsnorm_operands{floats(y), floats(r), floats(x), floats(w), C.int64_t(len(r)), C.int64_t(len(w))}
	launch(func() { C.hosted_rmsnorm(&o, warps(len(r))) }, y, r, x, w)
}

// RMSNormBackward is kernels.RMSNormBackward and RMSNormGain, or their adding forms.
func RMSNormBackward(dx, dw, dy, x, w, r []float32, add bool) {
	n, width := C.int64_t(len(r)), C.int64_t(len(w))
	o := C.struct_rmsnorm_backward_operands{floats(dx), floats(dy), floats(x), floats(w), floats(r), n, width, flag(add)}
	gain := C.struct_rmsnorm_gain_operands{floats(dw), floats(dy), floats(x), floats(r), n, width, flag(add)}
	launch(func() {
		C.hosted_rmsnorm_backward(&o, warps(len(r)))
		C.hosted_rmsnorm_gain(&gain, elements(len(w)))
	}, dx, dw, dy, x, w, r)
}

// Rotation is kernels.Rotation.
type Rotation struct {
	Cos, Sin                        []float32
	Positions, Heads, Width, Stride int
}

// Rotate is kernels.Rotate, or RotateBackward with inverse.
func Rotate(x []float32, r Rotation, inverse bool) {
	n := len(x) / r.Stride
	o := C.struct_rope_operands{floats(x), floats(r.Cos), floats(r.Sin), C.int64_t(n), C.int64_t(r.Stride), C.int64_t(r.Positions),
		C.int64_t(r.Heads), C.int64_t(r.Width), flag(inverse)}
	launch(func() { C.hosted_rope(&o, elements(n*r.Heads*r.Width/2)) }, x, r.Cos, r.Sin)
}

// SwiGLU is kernels.SwiGLU.
func SwiGLU(s, gu []float32, hidden int) {
	o := C.struct_swiglu_operands{floats(s), floats(gu), C.int64_t(len(s) / hidden), C.int64_t(hidden)}
	launch(func() { C.hosted_swiglu(&o, elements(len(s))) }, s, gu)
}

// SwiGLUBackward is kernels.SwiGLUBackward.
func SwiGLUBackward(dgu, ds, gu []float32, hidden int) {
	o := C.struct_swiglu_backward_operands{floats(dgu), floats(ds), floats(gu), C.int64_t(len(ds) / hidden), C.int64_t(hidden)}
	launch(func() { C.hosted_swiglu_backward(&o, elements(len(ds))) }, dgu, ds, gu)
}

// Softmax is kernels.Softmax.
func Softmax(p, x []float32, vocab int) {
	o := C.struct_softmax_operands{floats(p), floats(x), C.int64_t(len(x) / vocab), C.int64_t(vocab)}
	launch(func() { C.hosted_softmax(&o, warps(len(x)/vocab)) }, p, x)
}

// CrossEntropy is kernels.CrossEntropy.
func CrossEntropy(loss, dx, x []float32, targets []int32, scale float32) {
	n := len(targets)
	o := C.struct_cross_entropy_operands{floats(loss), floats(dx), floats(x), ints(targets), C.float(scale), C.int64_t(n), C.int64_t(len(x) / max(n, 1))}
	launch(func() { C.hosted_cross_entropy(&o, warps(n)) }, loss, dx, x, targets)
}

// Embed is kernels.Embed.
func Embed(y, table []float32, ids []int32, width int) {
	o := C.struct_embedding_operands{floats(y), floats(table), ints(ids), C.int64_t(len(ids)), C.int64_t(width)}
	launch(func() { C.hosted_embedding(&o, elements(len(y))) }, y, table, ids)
}

// EmbedBackwardAdd is kernels.EmbedBackwardAdd.
func EmbedBackwardAdd(dtable, dy []float32, ids []int32, width int) {
	o := C.struct_embedding_backward_operands{floats(dtable), floats(dy), ints(ids), C.int64_t(len(ids)), C.int64_t(width)}
	launch(func() { C.hosted_embedding_backward(&o, elements(width)) }, dtable, dy, ids)
}
