// Package kernels is the arithmetic of the profile f32b256/1: the operations of a transformer and of its
// optimiser, each defined down to the order of its additions, so that every machine computes the same bits.
//
// It is not a tensor library: there are no types for tensors, no graph, no broadcasting, and nothing that is
// merely fast. A model is Go that calls one operation at a time on flat slices.
//
//	Go: contract, shape checks, threads   rmsnorm.go  matmul.go  attention.go ...
//	        |                                               \
//	C:  one function per operation, kernels.h            operands on a GPU: gpu.go
//	        |                                                |
//	    dispatch.c   known floating-point environment     gpu.c   the driver, found at run time
//	        |                                                |
//	   +---------+---------+----------+                  cuda/*.cu, compiled to cuda/kernels.ptx
//	scalar.c   avx2.c   avx512.c   ...
//
// An operation runs where its operands lie: on processors if in Go's memory, on a GPU if in an Arena of that.
//
// The scalar path is the definition and PROFILE.md says it in words; other paths give the same bits because they
// vectorise over independent outputs only. Threads split outputs, never sums, so their number changes no bit.
//
// Every function panics on a wrong shape, which only a wrong program can cause. Slices are not kept after a
// call. Outputs must not overlap inputs unless a function says that they may. All functions may be called from
// several goroutines at once on different outputs; SetPath must not run beside them.
package kernels

/*
#cgo CFLAGS: -O3 -std=c11
#cgo !amd64 LDFLAGS: -lm
#include "kernels.h"
*/
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

// Profile is the name of the arithmetic that this package computes, as specs state it.
const Profile = "f32b256/1"

// pathNames are indexed by the path numbers of kernels.h.
var pathNames = [C.Q_PATHS]string{"scalar", "avx2", "avx512", "neon"}

// path is the path that calls take; written by SetPath only.
var path = C.int(C.Q_SCALAR)

// init takes the best path, or the one that QUIRE_KERNELS names: an operator who forces a path wants exactly
// that one, so a name that cannot be had stops the program instead of being ignored.
func init() {
	if name := os.Getenv("QUIRE_KERNELS"); name != "" {
		if err := SetPath(name); err != nil {
			fmt.Fprintf(os.Stderr, "QUIRE_KERNELS: %v\n", err)
			os.Exit(2)
		}
		return
	}
	for _, name := range Paths() {
		// Paths come in ascending order of preference; the last usable one stays.
		if err := SetPath(name); err != nil {
			panic(err)
		}
	}
}

// Paths returns the names of the paths this machine can run, slowest first; "scalar" is always among them.
func Paths() []string {
	var usable []string
	for i, name := range pathNames {
		if C.q_usable(C.int(i)) != 0 {
			usable = append(usable, name)
		}
	}
	return usable
}

// Path returns the name of the path in use, such as "avx2".
func Path() string { return pathNames[path] }

// SetPath makes all later calls take the named path. It fails if the name is unknown or this processor lacks
// the instructions, and then changes nothing. It must not run beside other functions of the package.
func SetPath(name string) error {
	for i, known := range pathNames {
		if known != name {
			continue
		}
		if C.q_usable(C.int(i)) == 0 {
			return fmt.Errorf("kernels: this processor cannot run path %q (it can run %q)", name, Paths())
		}
		path = C.int(i)
		return nil
	}
	return fmt.Errorf("kernels: unknown path %q (there are %q)", name, pathNames)
}

// need panics unless ok; what names the operation.
func need(ok bool, what string) {
	if !ok {
		panic("kernels: " + what + ": operand sizes do not fit")
	}
}

// rows is the number of rows of the given width in n elements.
func rows(n, width int, what string) int {
	need(width > 0 && n%width == 0, what)
	return n / width
}

// at points at x[i]; i may be len(x), where C reads nothing.
func at(x []float32, i int) *C.float {
	return (*C.float)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(x)), i*4))
}

// idAt is at for token ids.
func idAt(x []int32, i int) *C.int32_t {
	return (*C.int32_t)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(x)), i*4))
}

// flag turns a bool into C.
func flag(b bool) C.int64_t {
	if b {
		return 1
	}
	return 0
}
