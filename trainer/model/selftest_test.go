package model

import (
	"math"
	"testing"

	"quire/kernels"
)

// The published hash holds on every path of this machine and with several threads.
func TestSelfTest(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	for _, path := range kernels.Paths() {
		for threads := 1; threads <= 3; threads++ {
			if err := kernels.SetPath(path); err != nil {
				t.Fatal(err)
			}
			kernels.SetThreads(threads)
			if err := SelfTest(); err != nil {
				got, _ := selfTest()
				t.Errorf("%v; got %s", err, got)
			}
		}
	}
}

// The smallest change of a weight, and the sign of a zero, change the digest.
func TestDigestSeesOneBit(t *testing.T) {
	plain := digest([]float32{0, 1, 2})
	for _, other := range [][]float32{{0, 1, math.Nextafter32(2, 3)}, {float32(math.Copysign(0, -1)), 1, 2}, {0, 2, 1}} {
		if digest(other) == plain {
			t.Errorf("%v has the digest of 0 1 2", other)
		}
	}
}

func BenchmarkSelfTest(b *testing.B) {
	for b.Loop() {
		if _, err := selfTest(); err != nil {
			b.Fatal(err)
		}
	}
}
