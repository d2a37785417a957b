package model

import (
	"math"
	"testing"

	"quire/kernels"
)

// Three models of very different shape train to the published bits on every path and with several threads.
func TestGoldenTraining(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	for _, g := range goldens {
		for i, path := range kernels.Paths() {
			if err := kernels.SetPath(path); err != nil {
				t.Fatal(err)
			}
			kernels.SetThreads(1 + i)
			if err := g.Check(nil); err != nil {
				got, _ := g.digests(nil)
				t.Errorf("%v; got %q", err, got)
			}
		}
	}
}

// Every digest counts: one that differs is an error.
func TestGoldenThatDiffers(t *testing.T) {
	for i := range goldens[0].want {
		g := goldens[0]
		g.want[i] = digest(nil)
		if err := g.Check(nil); err == nil {
			t.Errorf("another digest %d passes", i)
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
		if err := SelfTest(nil); err != nil {
			b.Fatal(err)
		}
	}
}
