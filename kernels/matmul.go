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
	o := product{form: form, c: c, a: a, b: b, s: s, whole: s, lda: s.K, ldb: s.N, add: add}
	if form == TN {
		o.lda = s.M
	}
	if form == NT {
		o.ldb = s.K
	}
	if g := On(c, a, b); g != nil {
		products.split(g, cut{n: 1}, o)
		return
	}
	if s.K == 0 && !add {
		clear(c)
	}
	// b is packed as a whole, or, if it is very large, in pieces: columns first, then at multiples of a chain of k.
	o.s.K = min(s.K, packedMax/columnsUnit/chain*chain)
	o.s.N = min(s.N, max(columnsUnit, packedMax/max(1, o.s.K)/columnsUnit*columnsUnit))
	for n := 0; n < s.N; n += o.s.N {
		for k := 0; k < s.K; k += o.s.K {
			o.piece(n, k).multiply()
		}
	}
}

const (
	chain       = C.Q_CHAIN
	columnsUnit = C.Q_COLUMNS
	rowsUnit    = 14      // the tallest tile
	packedMax   = 4 << 20 // floats of b that are packed at a time: 16 MiB
)

// product is a product, or a piece of one: operands are those of the whole, of which it has s from column n and row k of b on.
type product struct {
	form     Form
	c, a, b  []float32
	whole, s Shape
	n, k     int
	lda, ldb int // strides of the rows as stored
	add      bool
	packed   *packed
	cells    cells
}

// piece returns the piece that begins at column n and row k of b.
func (o product) piece(n, k int) product {
	o.n, o.k, o.add = n, k, o.add || k > 0
	o.s.N, o.s.K = min(o.s.N, o.whole.N-n), min(o.s.K, o.whole.K-k)
	return o
}

func (o product) multiply() {
	o.packed = packs.take()
	defer packs.give(o.packed)
	o.packed.grow(o.s.K * ((o.s.N + columnsUnit - 1) / columnsUnit * columnsUnit))
	o.cells = cutPacking(o.s, Threads())
	packings.split(nil, o.cells.each(), packing(o))
	o.cells = cutProduct(o.s, Threads())
	products.split(nil, o.cells.each(), o)
}

// rowK returns where in an operand the long index i and row k begin: rows of length ld hold either one k, or one i.
func rowK(alongI bool, ld, i, k int) int {
	if alongI {
		return k*ld + i
	}
	return i*ld + k
}

// part computes cells [lo,hi).
func (o *product) part(lo, hi int) {
	work := take(0)
	defer give(work)
	b := at(o.b, rowK(o.form != NT, o.ldb, o.n, o.k))
	for i := lo; i < hi; i++ {
		m0, m1, n0, n1 := o.cells.bounds(i)
		C.q_matmul(path, at(o.c, m0*o.whole.N+o.n), at(o.a, rowK(o.form == TN, o.lda, m0, o.k)), b, o.packed.at(), C.int64_t(o.form),
			C.int64_t(m1-m0), C.int64_t(o.s.N), C.int64_t(o.s.K), C.int64_t(n0), C.int64_t(n1),
			C.int64_t(o.lda), C.int64_t(o.ldb), C.int64_t(o.whole.N), flag(o.add), work.pack())
	}
}

var products = calls[product, *product]{name: "matmul"}

// packing is the part of a product that goes first.
type packing product

var packings = calls[packing, *packing]{name: "matmul packing"}

func (o *packing) part(lo, hi int) {
	b := at(o.b, rowK(o.form != NT, o.ldb, o.n, o.k))
	for i := lo; i < hi; i++ {
		k0, k1, n0, n1 := o.cells.bounds(i)
		C.q_matmul_pack(path, o.packed.at(), b, C.int64_t(o.form), C.int64_t(o.s.N), C.int64_t(o.s.K), C.int64_t(o.ldb),
			C.int64_t(k0), C.int64_t(k1), C.int64_t(n0), C.int64_t(n1))
	}
}

func (o *packing) launch(*GPU) { panic("kernels: nothing is packed on a GPU") }

// launch has a block of threads compute a tile of 128 by 128.
func (o *product) launch(g *GPU) {
	need(o.s.K <= 1<<30, "matmul on a GPU") // it counts k in 32 bits
	operands := C.struct_matmul_operands{c: at(o.c, 0), a: at(o.a, 0), b: at(o.b, 0), form: C.int64_t(o.form),
		M: C.int64_t(o.s.M), N: C.int64_t(o.s.N), K: C.int64_t(o.s.K),
		lda: C.int64_t(o.lda), ldb: C.int64_t(o.ldb), ldc: C.int64_t(o.s.N), add: flag(o.add)}
	g.launch(C.Q_KERNEL_matmul, unsafe.Pointer(&operands), grid{(o.s.N + 127) / 128, (o.s.M + 127) / 128, 256})
}
