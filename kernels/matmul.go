package kernels

// #include "gpu.h"
import "C"

import "unsafe"

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

// matmulPart is the most work of one part, in multiply-adds: some 10 ms, so that Pause need not wait long. Because the longer
// side is cut, packing the other operand again for each part costs little.
const matmulPart = 1 << 30

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
	g := On(c, a, b)
	o := product{form: form, c: c, a: a, b: b, s: s, lda: s.K, ldb: s.N, add: add, rows: s.M >= s.N}
	if form == TN {
		o.lda = s.M
	}
	if form == NT {
		o.ldb = s.K
	}
	// Cut the longer side, at multiples of the widest tile, so that no thread computes a partial tile needlessly.
	const unit = 224 // 14*16: a multiple of the tile heights 14 and of the tile widths 16 and 32
	if o.rows {
		products.split(g, productCut(s.M, unit/4, s.N*s.K), o)
		return
	}
	products.split(g, productCut(s.N, unit/7, s.M*s.K), o)
}

// productCut cuts n rows or columns that take `each` multiply-adds.
func productCut(n, unit, each int) cut {
	return cut{n, unit, 1 + matmulGrain/max(1, each), max(unit, matmulPart/max(1, each))}
}

type product struct {
	form     Form
	c, a, b  []float32
	s        Shape
	lda, ldb int // strides of the rows as stored
	add      bool
	rows     bool // parts are ranges of rows of c, not of columns
}

var products = calls[product, *product]{name: "matmul"}

func (o *product) part(lo, hi int) {
	work := take(0)
	defer give(work)
	m0, m1, n0, n1 := 0, o.s.M, lo, hi
	if o.rows {
		m0, m1, n0, n1 = lo, hi, 0, o.s.N
	}
	ai, bi := m0*o.lda, n0
	if o.form == TN {
		ai = m0
	}
	if o.form == NT {
		bi = n0 * o.ldb
	}
	C.q_matmul(path, at(o.c, m0*o.s.N+n0), at(o.a, ai), at(o.b, bi), C.int64_t(o.form),
		C.int64_t(m1-m0), C.int64_t(n1-n0), C.int64_t(o.s.K),
		C.int64_t(o.lda), C.int64_t(o.ldb), C.int64_t(o.s.N), flag(o.add), work.pack())
}

// launch has a block of threads compute a tile of 128 by 128.
func (o *product) launch(g *GPU) {
	need(o.s.K <= 1<<30, "matmul on a GPU") // it counts k in 32 bits
	operands := C.struct_matmul_operands{c: at(o.c, 0), a: at(o.a, 0), b: at(o.b, 0), form: C.int64_t(o.form),
		M: C.int64_t(o.s.M), N: C.int64_t(o.s.N), K: C.int64_t(o.s.K),
		lda: C.int64_t(o.lda), ldb: C.int64_t(o.ldb), ldc: C.int64_t(o.s.N), add: flag(o.add)}
	g.launch(C.Q_KERNEL_matmul, unsafe.Pointer(&operands), grid{(o.s.N + 127) / 128, (o.s.M + 127) / 128, 256})
}
