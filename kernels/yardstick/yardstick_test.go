package yardstick

import (
	"errors"
	"math"
	"testing"
)

// OpenBLAS is asked for the right product in every form: otherwise a comparison of speed means nothing.
func TestOpenBLASComputesTheProduct(t *testing.T) {
	blas, err := Open(1, false)
	if errors.Is(err, ErrMissing) {
		t.Skip(err)
	}
	const M, N, K = 5, 7, 11
	for form := range 3 {
		x, y, c := Operand{make([]float32, M*K), form == 2}, Operand{make([]float32, N*K), form == 1}, make([]float32, M*N)
		want := make([]float64, M*N)
		for m := range M {
			for n := range N {
				for k := range K {
					a, b := float32(m*3+k), float32(k*k-n)
					x.X[pick(x.Transposed, k*M+m, m*K+k)], y.X[pick(y.Transposed, n*K+k, k*N+n)] = a, b
					want[m*N+n] += float64(a) * float64(b)
				}
			}
		}
		blas.Matmul(c, x, y, M, N, K)
		for i := range c {
			if math.Abs(float64(c[i])-want[i]) > 1e-2 {
				t.Fatalf("form %d, element %d: %v, want %v", form, i, c[i], want[i])
			}
		}
	}
}

func pick(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

func TestPeak(t *testing.T) {
	if p := Peak(1); p < 0 || p > 1e13 {
		t.Errorf("peak of one thread: %v FLOP/s", p)
	}
}
