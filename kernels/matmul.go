package kernels

// #include "kernels.h"
import "C"

// Form says which operand of a product is stored transposed.
type Form int

const (
	NN Form = C.Q_NN // a is [M,K], b is [K,N]
	NT Form = C.Q_NT // a is [M,K], b is stored [N,K]: activations times a weight matrix
	TN Form = C.Q_TN // a is stored [K,M], b is [K,N]: the gradient of a weight matrix
)

// Shape is the size of a product: c is [M,N] and the sum runs over K.
type Shape struct{ M, N, K int }

// matmulGrain is the least work, in multiply-adds, that repays the start of a thread (about 10 µs).
const matmulGrain = 1 << 18

// Matmul sets c = a·b, where c is [M,N] and form says how a and b are stored; all are dense and row-major.
// Each element is a sum of chains of 256 fused multiply-adds. With K = 0 the result is +0.
func Matmul(form Form, c, a, b []float32, s Shape) { matmul(form, c, a, b, s, false) }

// MatmulAdd sets c = c + a·b: the chains of the product are added to c one by one, so that a sum over K cut
// at multiples of 256 into a Matmul and MatmulAdds has the bits of the whole.
func MatmulAdd(form Form, c, a, b []float32, s Shape) { matmul(form, c, a, b, s, true) }

func matmul(form Form, c, a, b []float32, s Shape, add bool) {
	need(s.M >= 0 && s.N >= 0 && s.K >= 0 && form >= NN && form <= TN, "matmul")
	need(len(c) == s.M*s.N && len(a) == s.M*s.K && len(b) == s.K*s.N, "matmul")
	if len(c) == 0 {
		return
	}
	lda, ldb := s.K, s.N
	if form == TN {
		lda = s.M
	}
	if form == NT {
		ldb = s.K
	}
	run := func(m0, m1, n0, n1 int) {
		work := take(0)
		defer give(work)
		ai, bi := m0*lda, n0
		if form == TN {
			ai = m0
		}
		if form == NT {
			bi = n0 * ldb
		}
		C.q_matmul(path, at(c, m0*s.N+n0), at(a, ai), at(b, bi), C.int64_t(form),
			C.int64_t(m1-m0), C.int64_t(n1-n0), C.int64_t(s.K),
			C.int64_t(lda), C.int64_t(ldb), C.int64_t(s.N), flag(add), work.pack())
	}
	// Cut the longer side, at multiples of the widest tile, so that no thread computes a partial tile needlessly.
	const unit = 224 // 14*16: a multiple of the tile heights 14 and of the tile widths 16 and 32
	if s.M >= s.N {
		split(s.M, unit/4, 1+matmulGrain/max(1, s.N*s.K), func(lo, hi int) { run(lo, hi, 0, s.N) })
		return
	}
	split(s.N, unit/7, 1+matmulGrain/max(1, s.M*s.K), func(lo, hi int) { run(0, s.M, lo, hi) })
}
