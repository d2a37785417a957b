package kernels

/*
#cgo linux LDFLAGS: -ldl
#cgo noescape q_gpu_launch
#cgo nocallback q_gpu_launch
#include <stdlib.h>
#include "gpu.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"quire/kernels/cuda"
)

// ErrGPU says that a GPU cannot be used, or not any more. Its text is one line: what, and what to do.
var ErrGPU = errors.New("gpu")

// GPUDriver is where the driver of NVIDIA GPUs is found unless OpenGPU is told otherwise.
const GPUDriver = "libcuda.so.1"

// GPU is an open NVIDIA GPU. Memory of it comes from an Arena; operations whose operands lie there run on it, one after the
// other, and return before they are done. The first thing that fails is kept, and everything after it does nothing: results
// copied from a GPU count only while Err is nil. It is safe for concurrent use, but for Close.
type GPU struct {
	c      *C.struct_q_gpu
	report C.struct_q_gpu_report
	failed atomic.Pointer[error]

	regional sync.Mutex               // held by whoever replaces regions
	regions  atomic.Pointer[[]region] // ascending; never changed, only replaced

	mutex   sync.Mutex
	ids     ids       // the last token ids that were copied there; guarded by mutex
	numbers []float32 // where reductions leave their results; guarded by mutex
}

// region is a piece of memory of a GPU.
type region struct {
	first unsafe.Pointer
	bytes uintptr
}

// opened is the GPU in use. A process uses one.
var opened atomic.Pointer[GPU]

// OpenGPU opens GPU number index through the driver in the file library, or GPUDriver if that is empty, and compiles the
// kernels for it, which takes a second the first time. It fails with ErrGPU, wrapped, if there is none that can run them, and
// panics if one is open already. Whether the GPU computes the profile's bits is for model.SelfTest to say.
func OpenGPU(library string, index int) (*GPU, error) {
	if library == "" {
		library = GPUDriver
	}
	g := &GPU{}
	g.regions.Store(new([]region))
	file, ptx := C.CString(library), C.CString(cuda.PTX)
	defer C.free(unsafe.Pointer(file))
	defer C.free(unsafe.Pointer(ptx))
	if code := C.q_gpu_open(&g.c, file, C.int(index), ptx, &g.report); code != 0 {
		err := g.refusal(library, index, code)
		C.q_gpu_close(g.c)
		return nil, err
	}
	if !opened.CompareAndSwap(nil, g) {
		panic("kernels: a GPU is open already")
	}
	return g, nil
}

// Codes of the driver that deserve words of their own.
const (
	codeOutOfMemory  = 2
	codeStub         = 34
	codeNoDevice     = 100
	codeNoBinary     = 209
	codeBadPTX       = 218
	codeOldPTX       = 222
	codeMismatch     = 803
	codeUnsupported  = 804
	codeOtherProcess = 46
)

// refusal says why a GPU could not be opened, and what to do.
func (g *GPU) refusal(library string, index int, code C.int) error {
	r := &g.report
	why := ""
	switch code {
	case C.Q_GPU_NO_LIBRARY:
		why = fmt.Sprintf("no NVIDIA driver: %s", C.GoString(&r.text[0]))
	case C.Q_GPU_NO_FUNCTION:
		why = fmt.Sprintf("%s has no function %s: install a driver for CUDA 11.0 or newer", library, C.GoString(&r.step[0]))
	case C.Q_GPU_OLD_DRIVER, codeOldPTX:
		why = fmt.Sprintf("the driver is for CUDA %d.%d: install one for CUDA 11.0 or newer", r.driver/1000, r.driver%1000/10)
	case C.Q_GPU_OLD_DEVICE:
		why = fmt.Sprintf("%s has compute capability %d.%d, at least 8.0 is needed (Ampere or newer)",
			C.GoString(&r.name[0]), r.capability/10, r.capability%10)
	case C.Q_GPU_NO_DEVICE:
		why = fmt.Sprintf("there is no GPU %d: this machine has %d", index, r.devices)
	case codeNoDevice:
		why = "the driver finds no NVIDIA GPU"
	case codeStub:
		why = library + " is a stub for linking, not a driver"
	case codeMismatch, codeUnsupported:
		why = "the driver's library does not fit the driver in the kernel: reboot, or install the same version of both"
	case codeOtherProcess:
		why = "the GPU is held by another process"
	case codeOutOfMemory:
		why = "the GPU has no memory left: other programs hold it"
	case codeBadPTX, codeNoBinary:
		why = fmt.Sprintf("the driver cannot compile the kernels: %s", C.GoString(&r.text[0]))
	default:
		why = fmt.Sprintf("%s: %s (error %d)", C.GoString(&r.step[0]), C.GoString(C.q_gpu_error(g.c, code)), code)
	}
	return fmt.Errorf("%w: %s", ErrGPU, why)
}

// Close frees everything on the GPU. Arenas on it must not be used any more, not even freed. It returns what the driver
// has to complain about, which a program that is done may ignore.
func (g *GPU) Close() error {
	opened.CompareAndSwap(g, nil)
	for _, r := range *g.regions.Load() {
		g.check("free memory", C.q_gpu_free(g.c, r.first))
	}
	if g.ids.memory != nil {
		g.check("free memory", C.q_gpu_free(g.c, g.ids.memory))
	}
	err := g.Err()
	if code := C.q_gpu_close(g.c); code != 0 && err == nil {
		err = fmt.Errorf("%w: closing it: error %d", ErrGPU, code)
	}
	return err
}

// String describes the GPU, such as "NVIDIA H200, compute capability 9.0, 139.7 GiB, driver for CUDA 12.4".
func (g *GPU) String() string {
	r := &g.report
	return fmt.Sprintf("%s, compute capability %d.%d, %.1f GiB, driver for CUDA %d.%d", g.Name(),
		r.capability/10, r.capability%10, float64(r.memory)/(1<<30), r.driver/1000, r.driver%1000/10)
}

// Name is what the driver calls the GPU.
func (g *GPU) Name() string { return C.GoString(&g.report.name[0]) }

// Free is how many bytes of its memory were free when it was opened.
func (g *GPU) Free() int64 { return int64(g.report.memory_free) }

// Err returns the first failure, which wraps ErrGPU, or nil. Failures of operations may show only after Wait or a Copy.
func (g *GPU) Err() error {
	if err := g.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// Wait waits until all operations are done, and returns Err.
func (g *GPU) Wait() error {
	if g.Err() == nil {
		g.check("compute", C.q_gpu_wait(g.c))
	}
	return g.Err()
}

// check keeps the first failure.
func (g *GPU) check(what string, code C.int) bool {
	if code == 0 {
		return true
	}
	why := fmt.Sprintf("%s (error %d)", C.GoString(C.q_gpu_error(g.c, code)), code)
	if code == codeOutOfMemory {
		why = "its memory is full"
	}
	err := fmt.Errorf("%w: %s cannot %s: %s", ErrGPU, g.Name(), what, why)
	g.failed.CompareAndSwap(nil, &err)
	return false
}

// grid is the shape of a launch: x by y blocks of so many threads.
type grid struct{ x, y, threads int }

// Blocks have four warps where a kernel does not say otherwise.
const blockThreads = 128

// perElement is a grid of one thread for each of n elements, perWarp of one warp.
func perElement(n int) grid { return grid{(n + blockThreads - 1) / blockThreads, 1, blockThreads} }
func perWarp(n int) grid    { return perElement(C.Q_LANES * n) }

// launch begins a kernel, unless something failed before. operands points to its structure.
func (g *GPU) launch(kernel C.int, operands unsafe.Pointer, s grid) {
	if s.x == 0 || s.y == 0 || g.failed.Load() != nil {
		return
	}
	if code := C.q_gpu_launch(g.c, kernel, operands, C.int64_t(s.x), C.int64_t(s.y), C.int64_t(s.threads)); code != 0 {
		g.check("run "+C.GoString(C.q_gpu_kernel(kernel)), code)
	}
}

// gpuKernels returns the names of all kernels and the sizes of their operands, in bytes.
func gpuKernels() map[string]int {
	all := map[string]int{}
	for i := range C.int(C.Q_KERNELS_COUNT) {
		all[C.GoString(C.q_gpu_kernel(i))] = int(C.q_gpu_operands(i))
	}
	return all
}
