package kernels

// #include "kernels.h"
import "C"

import "runtime"

// function is one of the elementary functions of exact.h, which tests evaluate one by one.
type function int

const (
	exponential function = C.Q_EXP
	logarithm   function = C.Q_LOG
	sigmoid     function = C.Q_SIGMOID
	inverseRoot function = C.Q_RSQRT
)

// evaluate sets y[i] = f(x[i]).
func evaluate(f function, y, x []float32) {
	need(len(x) == len(y), "elementary")
	C.q_elementary(path, at(y, 0), at(x, 0), C.int64_t(f), C.int64_t(len(y)))
}

// fused sets y[i] = a[i]*b[i] + c[i], rounded once.
func fused(y, a, b, c []float32) {
	need(len(a) == len(y) && len(b) == len(y) && len(c) == len(y), "fused")
	C.q_fused(path, at(y, 0), at(a, 0), at(b, 0), at(c, 0), C.int64_t(len(y)))
}

// inSpoiltEnvironment runs f on a thread whose floating-point control register flushes denormals and rounds towards
// zero, as a library compiled for speed may leave it, and reports whether it is still so afterwards.
func inSpoiltEnvironment(f func()) (kept bool) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := C.q_spoil(1)
	f()
	return C.q_spoil(0) == before
}
