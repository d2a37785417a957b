package kernels

import "sync"

// threads is how many goroutines one operation may use; written by SetThreads only.
var threads = 1

// SetThreads lets each operation use up to n threads; n < 1 means 1, the default. No n changes a bit of any
// result. It must not run beside other functions of the package.
func SetThreads(n int) { threads = max(n, 1) }

// Threads returns the number set by SetThreads.
func Threads() int { return threads }

// parts is how many threads are worth starting for n units of work when one should have at least grain.
func parts(n, grain int) int { return max(1, min(threads, n/max(grain, 1))) }

// split runs f over disjoint ranges [lo,hi) that cover [0,n), cut at multiples of unit, and waits for all. It
// starts no thread that would get fewer than grain elements.
func split(n, unit, grain int, f func(lo, hi int)) {
	if n == 0 {
		return
	}
	p := parts(n, max(grain, unit))
	if p == 1 {
		f(0, n)
		return
	}
	units := (n + unit - 1) / unit
	var wait sync.WaitGroup
	for i := 1; i < p; i++ {
		lo, hi := units*i/p*unit, min(n, units*(i+1)/p*unit)
		if lo < hi {
			wait.Go(func() { f(lo, hi) })
		}
	}
	f(0, min(n, units/p*unit))
	wait.Wait()
}
