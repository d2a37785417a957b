package kernels

import (
	"math"
	"math/big"
	"testing"
)

// goFused is a fused multiply-add in Go without an instruction for it: the product is exact in float64, the sum
// is rounded to odd, and the rounding to float32 is then the only one that counts.
func goFused(a, b, c float32) float32 {
	p, d := float64(a)*float64(b), float64(c)
	s := float64(p + d)
	t := float64(s - p)
	lost := float64(p-float64(s-t)) + float64(d-t)
	if u := math.Float64bits(s); lost != 0 && u&1 == 0 {
		if (lost > 0) == (s > 0) {
			u++
		} else {
			u--
		}
		s = math.Float64frombits(u)
	}
	return float32(s)
}

// goElement is an element of a product as PROFILE.md says it, with the length of a chain, the direction of k and
// the multiply-add left open.
func goElement(a, b []float32, chain int, descending bool, madd func(a, b, c float32) float32) float32 {
	var sum float32
	for first := 0; first < len(a); first += chain {
		var part float32
		last := min(len(a), first+chain)
		for k := first; k < last; k++ {
			i := k
			if descending {
				i = first + last - 1 - k
			}
			part = madd(a[i], b[i], part)
		}
		if first == 0 {
			sum = part
		} else {
			sum += part
		}
	}
	return sum
}

func unfused(a, b, c float32) float32 { return float32(a*b) + c }

// A third implementation, in Go and from the text, agrees; and each way to get the order wrong is noticed. Without
// the second half, the identity tests could pass because all orders gave the same bits on their inputs.
func TestOrderOfAProductIsObservable(t *testing.T) {
	o := newOperand(5, ordinary)
	s := Shape{M: 11, N: 13, K: 600}
	a, b, c := o.floats(s.M*s.K), o.floats(s.N*s.K), make([]float32, s.M*s.N)
	Matmul(NT, c, a, b, s)
	wrong := map[string]int{}
	for i := range c {
		x, y := a[i/s.N*s.K:][:s.K], b[i%s.N*s.K:][:s.K]
		if got := goElement(x, y, 256, false, goFused); got != c[i] {
			t.Fatalf("element %d: %x, in Go %x", i, c[i], got)
		}
		for name, got := range map[string]float32{
			"descending k":    goElement(x, y, 256, true, goFused),
			"chains of 128":   goElement(x, y, 128, false, goFused),
			"one chain":       goElement(x, y, 600, false, goFused),
			"two roundings":   goElement(x, y, 256, false, unfused),
			"doubly rounded":  goElement(x, y, 256, false, func(a, b, c float32) float32 { return float32(float64(a)*float64(b) + float64(c)) }),
			"float64 product": float32(goDot(x, y)),
		} {
			if got != c[i] {
				wrong[name]++
			}
		}
	}
	for _, name := range []string{"descending k", "chains of 128", "one chain", "two roundings", "float64 product"} {
		if wrong[name] < len(c)/2 {
			t.Errorf("%s changes only %d of %d elements: the test cannot see it", name, wrong[name], len(c))
		}
	}
}

func goDot(x, y []float32) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}

// Reductions: 32 strided lanes and a tree, and nothing else, in Go from the text.
func TestOrderOfAReductionIsObservable(t *testing.T) {
	different := 0
	for seed := range uint64(50) {
		x := newOperand(seed, ordinary).floats(1000)
		var lane [32]float32
		var plain float32
		for i, v := range x {
			lane[i%32] += v
			plain += v
		}
		for s := 16; s > 0; s /= 2 {
			for j := range s {
				lane[j] += lane[j+s]
			}
		}
		if got := Sum(x); got != lane[0] {
			t.Fatalf("seed %d: Sum = %x, in Go %x", seed, got, lane[0])
		}
		if plain != lane[0] {
			different++
		}
	}
	if different < 25 {
		t.Errorf("a plain sum differs in only %d of 50 cases: the test cannot see the order", different)
	}
}

// A product cut at multiples of 256 into parts that add up has the bits of the whole; cut elsewhere it has not.
func TestProductsContinueAtChainEnds(t *testing.T) {
	o := newOperand(9, ordinary)
	s := Shape{M: 20, N: 20, K: 700}
	a, b := o.floats(s.K*s.M), o.floats(s.K*s.N)
	whole := make([]float32, s.M*s.N)
	Matmul(TN, whole, a, b, s)
	cutAt := func(k int) []float32 {
		c := make([]float32, len(whole))
		Matmul(TN, c, a[:k*s.M], b[:k*s.N], Shape{s.M, s.N, k})
		MatmulAdd(TN, c, a[k*s.M:], b[k*s.N:], Shape{s.M, s.N, s.K - k})
		return c
	}
	for _, k := range []int{256, 512} {
		if i := firstDifference(cutAt(k), whole); i >= 0 {
			t.Errorf("cut at %d: element %d differs", k, i)
		}
	}
	if firstDifference(cutAt(300), whole) < 0 {
		t.Error("cut at 300 gives the same bits: the test cannot see chains")
	}
}

// The fused multiply-add of every path is the exact one, on bits of any kind.
func TestFusedIsExact(t *testing.T) {
	defer SetPath(Path())
	o := newOperand(1, ordinary)
	const n = 20000
	var x [3][]float32
	for i := range x {
		x[i] = make([]float32, n)
		for j := range x[i] {
			v := math.Float32frombits(o.Uint32())
			for math.IsInf(float64(v), 0) || v != v {
				v = math.Float32frombits(o.Uint32())
			}
			x[i][j] = v
		}
	}
	for j := range n / 2 { // half of the cases where a tie of the second rounding hangs on a far bit
		x[0][j], x[1][j] = 3705353, 9273
		x[2][j] = float32(math.Ldexp(float64(1<<23+o.IntN(1<<23)), 36))
	}
	for _, path := range Paths() {
		use(t, path, 1)
		y := make([]float32, n)
		fused(y, x[0], x[1], x[2])
		for j := range y {
			exact := new(big.Float).SetPrec(2000).SetFloat64(float64(x[0][j]))
			exact.Mul(exact, big.NewFloat(float64(x[1][j])))
			exact.Add(exact, big.NewFloat(float64(x[2][j])))
			if want, _ := exact.Float32(); want != y[j] {
				t.Fatalf("path %s: fused(%x, %x, %x) = %x, want %x", path, x[0][j], x[1][j], x[2][j], y[j], want)
			}
		}
	}
}
