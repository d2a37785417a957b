package kernels

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// The kernels are exact in the sense of reproducible; these tests hold them against float64 with stated bounds.

func double(x []float32) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = float64(v)
	}
	return y
}

// within fails unless every element is within bound of want, absolutely.
func within(t *testing.T, what string, got []float32, want []float64, bound float64) {
	t.Helper()
	for i, w := range want {
		if d := math.Abs(float64(got[i]) - w); !(d <= bound) {
			t.Fatalf("%s[%d] = %v, float64 says %v: off by %.1e, bound %.1e", what, i, got[i], w, d, bound)
		}
	}
}

// differences returns the gradient of dy·f with respect to x by central differences in float64.
func differences(x []float64, dy []float32, f func(x []float64) []float64) []float64 {
	const h = 1e-5
	g := make([]float64, len(x))
	value := func() (sum float64) {
		for i, y := range f(x) {
			sum += y * float64(dy[i])
		}
		return sum
	}
	for i, old := range x {
		x[i] = old + h
		up := value()
		x[i] = old - h
		down := value()
		x[i] = old
		g[i] = (up - down) / (2 * h)
	}
	return g
}

// The error of a chain of 256 is at most 256 half-ulps of partial sums below 256.
func TestMatmulAccuracy(t *testing.T) {
	o := newOperand(2, ordinary)
	s := Shape{M: 33, N: 57, K: 1000}
	for form := NN; form <= TN; form++ {
		a, b, c := o.floats(s.M*s.K), o.floats(s.K*s.N), make([]float32, s.M*s.N)
		Matmul(form, c, a, b, s)
		want := make([]float64, len(c))
		ta, tb, lda, ldb := blas.NoTrans, blas.NoTrans, s.K, s.N
		ra, ca, rb, cb := s.M, s.K, s.K, s.N
		if form == TN {
			ta, lda, ra, ca = blas.Trans, s.M, s.K, s.M
		}
		if form == NT {
			tb, ldb, rb, cb = blas.Trans, s.K, s.N, s.K
		}
		blas64.Gemm(ta, tb, 1, blas64.General{Rows: ra, Cols: ca, Stride: lda, Data: double(a)},
			blas64.General{Rows: rb, Cols: cb, Stride: ldb, Data: double(b)}, 0,
			blas64.General{Rows: s.M, Cols: s.N, Stride: s.N, Data: want})
		within(t, "product", c, want, 5e-5)
	}
}

func TestRMSNormAccuracy(t *testing.T) {
	const n, width = 3, 45
	o := newOperand(3, ordinary)
	x, w, dy := o.floats(n*width), o.floats(width), o.floats(n*width)
	forward := func(x, w []float64) []float64 {
		y := make([]float64, len(x))
		for i := range n {
			row, square := x[i*width:(i+1)*width], 0.0
			for _, v := range row {
				square += v * v
			}
			for j, v := range row {
				y[i*width+j] = v / math.Sqrt(square/width+1e-5) * w[j]
			}
		}
		return y
	}
	y, r := make([]float32, n*width), make([]float32, n)
	RMSNorm(y, r, x, w)
	within(t, "y", y, forward(double(x), double(w)), 1e-6)
	dx, dw := make([]float32, n*width), make([]float32, width)
	RMSNormBackward(dx, dy, x, w, r)
	RMSNormGain(dw, dy, x, r)
	within(t, "dx", dx, differences(double(x), dy, func(x []float64) []float64 { return forward(x, double(w)) }), 2e-6)
	within(t, "dw", dw, differences(double(w), dy, func(w []float64) []float64 { return forward(double(x), w) }), 2e-6)
}

func TestSwiGLUAccuracy(t *testing.T) {
	const n, f = 3, 29
	o := newOperand(4, ordinary)
	gu, ds := o.floats(2*n*f), o.floats(n*f)
	for i := range gu {
		gu[i] *= 4
	}
	forward := func(gu []float64) []float64 {
		s := make([]float64, n*f)
		for i := range s {
			g, u := gu[i/f*2*f+i%f], gu[i/f*2*f+f+i%f]
			s[i] = g / (1 + math.Exp(-g)) * u
		}
		return s
	}
	s, dgu := make([]float32, n*f), make([]float32, 2*n*f)
	SwiGLU(s, gu, f)
	SwiGLUBackward(dgu, ds, gu, f)
	within(t, "s", s, forward(double(gu)), 4e-6)
	within(t, "dgu", dgu, differences(double(gu), ds, forward), 4e-6)
}

func TestRotateAccuracy(t *testing.T) {
	o := newOperand(5, ordinary)
	r := Rotation{Positions: 4, Heads: 2, Width: 6, Stride: 17}
	for i := range r.Positions * r.Width / 2 {
		s, c := math.Sincos(float64(i))
		r.Cos, r.Sin = append(r.Cos, float32(c)), append(r.Sin, float32(s))
	}
	x, dy := o.floats(8*r.Stride), o.floats(8*r.Stride)
	forward := func(x []float64) []float64 {
		y := append([]float64(nil), x...)
		for i := range 8 * r.Heads * r.Width / 2 {
			half := r.Width / 2
			row, head, e := i/(r.Heads*half), i/half%r.Heads, i%half
			at, angle := row*r.Stride+head*r.Width+e, row%r.Positions*half+e
			c, s := float64(r.Cos[angle]), float64(r.Sin[angle])
			y[at], y[at+half] = x[at]*c-x[at+half]*s, x[at]*s+x[at+half]*c
		}
		return y
	}
	y, dx := append([]float32(nil), x...), append([]float32(nil), dy...)
	Rotate(y, r)
	RotateBackward(dx, r)
	within(t, "y", y, forward(double(x)), 2e-7)
	within(t, "dx", dx, differences(double(x), dy, forward), 1e-6)
}

func TestCrossEntropyAccuracy(t *testing.T) {
	const n, v = 4, 37
	o := newOperand(6, ordinary)
	x, targets := o.floats(n*v), o.ids(n, v)
	for i := range x {
		x[i] *= 5
	}
	forward := func(x []float64) []float64 {
		loss := make([]float64, n)
		for i := range n {
			var sum float64
			for _, z := range x[i*v : (i+1)*v] {
				sum += math.Exp(z)
			}
			loss[i] = math.Log(sum) - x[i*v+int(targets[i])]
		}
		return loss
	}
	loss, dx := make([]float32, n), make([]float32, n*v)
	CrossEntropy(loss, dx, x, targets, 0.5)
	within(t, "loss", loss, forward(double(x)), 2e-6)
	within(t, "dx", dx, differences(double(x), []float32{.5, .5, .5, .5}, forward), 1e-6)
}

// Attention over two blocks of queries, with two heads on one key head; forward and all three gradients.
func TestAttentionAccuracy(t *testing.T) {
	h := Heads{Positions: 67, Queries: 2, Keys: 1, Width: 4}
	o := newOperand(7, ordinary)
	qkv, do := o.floats(h.Positions*h.row()), o.floats(h.Positions*8)
	forward := func(x []float64) []float64 {
		y := make([]float64, h.Positions*8)
		for t := range h.Positions {
			for q := range h.Queries {
				var sum float64
				p := make([]float64, t+1)
				for s := range p {
					for i := range h.Width {
						p[s] += x[t*h.row()+q*4+i] * x[s*h.row()+8+i] / 2
					}
					p[s] = math.Exp(p[s])
					sum += p[s]
				}
				for s := range p {
					for i := range h.Width {
						y[t*8+q*4+i] += p[s] / sum * x[s*h.row()+12+i]
					}
				}
			}
		}
		return y
	}
	y, p, dqkv := make([]float32, len(do)), make([]float32, h.Queries*h.Positions*h.Positions), make([]float32, len(qkv))
	Attention(y, p, qkv, h)
	AttentionBackward(dqkv, do, y, p, qkv, h)
	within(t, "o", y, forward(double(qkv)), 1e-6)
	within(t, "dqkv", dqkv, differences(double(qkv), do, forward), 5e-6)
}

// The elementary functions, in units in the last place of the result.
func TestElementaryAccuracy(t *testing.T) {
	for _, f := range []struct {
		name   string
		f      function
		lo, hi float64
		exact  func(float64) float64
		ulps   float64
	}{
		{"exp", exponential, -87, 88, math.Exp, 1},
		{"log", logarithm, 1e-30, 1e30, math.Log, 1},
		{"sigmoid", sigmoid, -80, 80, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }, 2.5},
		{"1/sqrt", inverseRoot, 1e-30, 1e30, func(x float64) float64 { return 1 / math.Sqrt(x) }, 1.5},
	} {
		const n = 200000
		x, y := make([]float32, n), make([]float32, n)
		o := newOperand(8, ordinary)
		for i := range x {
			x[i] = float32(f.lo + o.Float64()*(f.hi-f.lo))
			if f.lo > 0 { // spread over the exponents
				x[i] = float32(f.lo * math.Pow(f.hi/f.lo, o.Float64()))
			}
		}
		evaluate(f.f, y, x)
		worst := 0.0
		for i := range x {
			want := f.exact(float64(x[i]))
			worst = max(worst, math.Abs(float64(y[i])-want)/ulp(want))
		}
		if worst > f.ulps {
			t.Errorf("%s is off by %.2f ulp, bound %.2f", f.name, worst, f.ulps)
		}
	}
}

// ulp is the distance between float32 numbers around x.
func ulp(x float64) float64 {
	_, e := math.Frexp(x)
	return math.Ldexp(1, max(e-24, -149))
}

func TestAdamWAccuracy(t *testing.T) {
	o := newOperand(10, ordinary)
	const n = 100
	w, m, g := o.floats(n), o.floats(n), o.floats(n)
	v := o.floats(n)
	want := make([]float64, n)
	for i := range v {
		v[i] *= v[i]
		mi, vi := 0.9*float64(m[i])+0.1*float64(g[i]), 0.95*float64(v[i])+0.05*float64(g[i])*float64(g[i])
		want[i] = float64(w[i])*0.999 - 0.01*(mi*1.5)/(math.Sqrt(vi*2)+1e-8)
	}
	AdamW(w, m, v, g, AdamStep{0.9, 0.1, 1.5, 0.95, 0.05, 2, 0.01, 0.999, 1e-8})
	within(t, "w", w, want, 2e-7)
}

func TestSumSquaresAccuracy(t *testing.T) {
	x := newOperand(11, ordinary).floats(3*4096 + 17)
	within(t, "sum of squares", []float32{SumSquares(x)}, []float64{goDot(x, x)}, 2e-3)
	if got := SumSquares(nil); got != 0 {
		t.Errorf("sum of squares of nothing is %v", got)
	}
}

func TestFinite(t *testing.T) {
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))} {
		for _, n := range []int{1, 7, 33, 257} {
			x := newOperand(1, wide).floats(n)
			if !Finite(x) {
				t.Fatal("finite numbers are refused")
			}
			x[n-1] = bad
			if Finite(x) {
				t.Errorf("%v at the end of %d is not seen", bad, n)
			}
		}
	}
	if !Finite(nil) {
		t.Error("nothing is not finite")
	}
}

// Rounding to bfloat16 against the definition, at and around ties, and where it would overflow.
func TestBF16(t *testing.T) {
	for _, c := range []struct{ in, want uint32 }{
		{0x3F800000, 0x3F80}, {0x3F808000, 0x3F80}, {0x3F818000, 0x3F82}, {0x3F808001, 0x3F81}, {0x3F807FFF, 0x3F80},
		{0x80000000, 0x8000}, {0x00000001, 0x0000}, {0x7F7FFFFF, 0x7F7F}, {0xFF7FFFFF, 0xFF7F},
	} {
		y := make([]uint16, 1)
		EncodeBF16(y, []float32{math.Float32frombits(c.in)})
		if uint32(y[0]) != c.want {
			t.Errorf("bf16 of %#08x is %#04x, want %#04x", c.in, y[0], c.want)
		}
	}
}

// int8: the error is at most half a scale, the scale is the least that fits, and coding the decoded changes nothing.
func TestInt8(t *testing.T) {
	for seed := range uint64(200) {
		o := newOperand(seed, int(seed)%flavours)
		x := o.floats(1 + o.IntN(600))
		blocks := (len(x) + Int8Block - 1) / Int8Block
		e, q, y := make([]uint8, blocks), make([]int8, len(x)), make([]float32, len(x))
		EncodeInt8(e, q, x)
		DecodeInt8(y, e, q)
		for i := range x {
			scale := math.Ldexp(1, max(int(e[i/Int8Block]), 1)-127)
			if d := math.Abs(float64(x[i]) - float64(y[i])); d > scale/2 {
				t.Fatalf("seed %d: %v became %v with scale %v", seed, x[i], y[i], scale)
			}
		}
		e2, q2 := make([]uint8, blocks), make([]int8, len(x))
		EncodeInt8(e2, q2, y)
		for i := range q {
			if q[i] != q2[i] || e[i/Int8Block] != e2[i/Int8Block] {
				t.Fatalf("seed %d: coding again changes element %d", seed, i)
			}
		}
	}
	e, q := make([]uint8, 1), make([]int8, 2)
	EncodeInt8(e, q, []float32{math.MaxFloat32, -math.MaxFloat32})
	if e[0] != Int8ExponentMax || q[0] != 127 || q[1] != -127 {
		t.Errorf("the largest float32 becomes %d, %d with exponent %d", q[0], q[1], e[0])
	}
}

// The scale changes exactly where 127 scales no longer hold the largest magnitude, and at both ends of its range.
func TestInt8Scale(t *testing.T) {
	above := func(x float32) float32 { return math.Nextafter32(x, math.MaxFloat32) }
	for _, c := range []struct {
		x float32
		e uint8
		q int8
	}{
		{127, 127, 127}, {above(127), 128, 64}, {-127, 127, -127}, {63.5, 126, 127}, {above(63.5), 127, 64},
		{128, 128, 64}, {1, 121, 64}, {0, 0, 0}, {0x1p-127, 0, 0}, {0x1.8p-126, 1, 2}, {0x1p-126, 1, 1},
		{127 * 0x1p-126, 1, 127}, {128 * 0x1p-126, 2, 64}, {127 * 0x1p121, Int8ExponentMax, 127}, {0x1p-149, 0, 0},
	} {
		e, q := make([]uint8, 1), make([]int8, 1)
		EncodeInt8(e, q, []float32{c.x})
		if e[0] != c.e || q[0] != c.q {
			t.Errorf("int8 of %x is %d with exponent %d, want %d with %d", c.x, q[0], e[0], c.q, c.e)
		}
	}
}
