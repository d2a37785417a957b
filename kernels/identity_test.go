package kernels

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// operand makes the inputs of one case. The same seed makes the same inputs again.
type operand struct {
	*rand.Rand
	flavour int
	arena   *Arena // where operands lie
}

// Flavours of numbers: ordinary ones; magnitudes over 60 binary orders; and, mostly, denormals and zeros of both signs.
const (
	ordinary = iota
	wide
	tiny
	flavours
)

func newOperand(seed uint64, flavour int) operand {
	return operand{rand.New(rand.NewPCG(seed, 7)), flavour, NewArena(nil)}
}

func (o operand) float() float32 {
	x := o.Float32()*2 - 1
	switch o.flavour {
	case wide:
		return float32(math.Ldexp(float64(x), o.IntN(60)-30))
	case tiny:
		if o.IntN(4) == 0 {
			return float32(math.Copysign(0, float64(x)))
		}
		return x * 1e-22 // products are denormal
	}
	return x
}

func (o operand) floats(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = o.float()
	}
	return o.there(x)
}

// there returns x where operands lie.
func (o operand) there(x []float32) []float32 {
	if o.arena.GPU() == nil {
		return x
	}
	y := o.arena.Floats(len(x))
	Copy(y, x)
	return y
}

// all returns everything that an operation wrote, in Go's memory.
func (o operand) all(results ...[]float32) []float32 {
	var y []float32
	for _, x := range results {
		z := make([]float32, len(x))
		Copy(z, x)
		y = append(y, z...)
	}
	return y
}

func (o operand) ids(n, limit int) []int32 {
	x := make([]int32, n)
	for i := range x {
		x[i] = int32(o.IntN(limit))
	}
	return x
}

// odd are sizes that divide nothing.
var odd = []int{0, 1, 7, 33, 257}

// size is one of those half of the time, and otherwise anything up to 150.
func (o operand) size() int {
	if o.IntN(2) == 0 {
		return odd[o.IntN(len(odd))]
	}
	return 1 + o.IntN(150)
}

func (o operand) some() int { return max(1, o.size()) }

// width is that of an attention head: mostly small, sometimes as wide as those of large models, or wider than a chain.
func (o operand) width() int {
	if o.IntN(8) == 0 {
		return []int{64, 65, 128, 256, 300}[o.IntN(5)]
	}
	return 1 + o.IntN(40)
}

func magnitudes(x []float32) []float32 {
	for i := range x {
		x[i] = float32(math.Abs(float64(x[i])))
	}
	return x
}

// operations run each operation once on operands drawn from o and return everything it wrote.
var operations = map[string]func(o operand) []float32{
	"matmul": func(o operand) []float32 {
		s := Shape{o.size(), o.size(), o.IntN(700)}
		form, c := Form(o.IntN(3)), o.floats(s.M*s.N)
		a, b := o.floats(s.M*s.K), o.floats(s.K*s.N)
		if o.IntN(2) == 0 {
			Matmul(form, c, a, b, s)
		} else {
			MatmulAdd(form, c, a, b, s)
		}
		return o.all(c)
	},
	"rmsnorm": func(o operand) []float32 {
		n, width := o.size(), o.some()
		y, r := o.arena.Floats(n*width), o.arena.Floats(n)
		RMSNorm(y, r, o.floats(n*width), o.floats(width))
		return o.all(y, r)
	},
	"rmsnorm backward": func(o operand) []float32 {
		n, width := o.size(), o.some()
		dx, dw := o.floats(n*width), o.floats(width)
		x, dy, w, r := o.floats(n*width), o.floats(n*width), o.floats(width), o.floats(n)
		if o.IntN(2) == 0 {
			RMSNormBackward(dx, dy, x, w, r)
			RMSNormGain(dw, dy, x, r)
		} else {
			RMSNormBackwardAdd(dx, dy, x, w, r)
			RMSNormGainAdd(dw, dy, x, r)
		}
		return o.all(dx, dw)
	},
	"rope": func(o operand) []float32 {
		r := Rotation{Positions: o.some(), Heads: o.IntN(4), Width: 2 * (1 + o.IntN(20))}
		r.Stride = max(1, r.Heads*r.Width+o.IntN(9))
		r.Cos, r.Sin = o.floats(r.Positions*r.Width/2), o.floats(r.Positions*r.Width/2)
		x := o.floats(o.size() * r.Stride)
		Rotate(x, r)
		y := o.arena.Floats(len(x))
		Copy(y, x)
		RotateBackward(y, r)
		return o.all(x, y)
	},
	"attention": func(o operand) []float32 {
		h := Heads{Positions: o.some(), Keys: 1 + o.IntN(2), Width: o.width()}
		h.Queries = h.Keys * (1 + o.IntN(3))
		rows := h.Positions * (1 + o.IntN(2))
		qkv, do := o.floats(rows*h.row()), o.floats(rows*h.Queries*h.Width)
		y, p := o.arena.Floats(len(do)), o.arena.Floats(h.Kept(o.arena.GPU(), rows))
		Attention(y, p, qkv, h)
		dqkv := o.arena.Floats(len(qkv))
		AttentionBackward(dqkv, do, y, p, qkv, h)
		if o.arena.GPU() != nil {
			return o.all(y, dqkv) // what it keeps is its own
		}
		return o.all(y, dqkv, p)
	},
	"swiglu": func(o operand) []float32 {
		n, f := o.size(), o.some()
		gu, ds := o.floats(2*n*f), o.floats(n*f)
		s, dgu := o.arena.Floats(n*f), o.arena.Floats(2*n*f)
		SwiGLU(s, gu, f)
		SwiGLUBackward(dgu, ds, gu, f)
		return o.all(s, dgu)
	},
	"softmax": func(o operand) []float32 {
		n, v := o.size(), o.some()
		x, loss, targets := o.floats(n*v), o.arena.Floats(n), o.ids(n, v)
		p, dx := o.arena.Floats(n*v), o.arena.Floats(n*v)
		Softmax(p, x, v)
		CrossEntropy(loss, dx, x, targets, o.Float32())
		return o.all(p, dx, loss)
	},
	"embedding": func(o operand) []float32 {
		n, v, width := o.size(), o.some(), o.some()
		table, ids := o.floats(v*width), o.ids(n, v)
		y := o.arena.Floats(n * width)
		Embed(y, table, ids, width)
		EmbedBackwardAdd(table, o.floats(n*width), ids, width)
		return o.all(y, table)
	},
	"vector": func(o operand) []float32 {
		n := o.size() * o.size()
		x, y := o.floats(n), o.floats(n)
		z := []float32{Sum(x), SumSquares(x)}
		Add(y, y, x)
		Scale(y, o.float())
		return append(z, o.all(y)...)
	},
	"adamw": func(o operand) []float32 {
		n := o.size() * o.size()
		w, m, v, g := o.floats(n), o.floats(n), o.floats(n), o.floats(n)
		v = o.there(magnitudes(o.all(v)))
		AdamW(w, m, v, g, AdamStep{0.9, 0.1, 1.7, 0.95, 0.05, 3.1, 1e-3, 0.999, 1e-8})
		return o.all(w, m, v)
	},
	"bf16": func(o operand) []float32 {
		x := o.floats(o.size())
		y, z := make([]uint16, len(x)), make([]float32, len(x))
		EncodeBF16(y, x)
		DecodeBF16(z, y)
		return z
	},
	"int8": func(o operand) []float32 {
		x := o.floats(o.size() * (1 + o.IntN(5)))
		e, q := make([]uint8, (len(x)+Int8Block-1)/Int8Block), make([]int8, len(x))
		y := make([]float32, len(x))
		EncodeInt8(e, q, x)
		DecodeInt8(y, e, q)
		for _, v := range e {
			y = append(y, float32(v))
		}
		return y
	},
	"elementary": func(o operand) []float32 {
		var all []float32
		for f := exponential; f <= inverseRoot; f++ {
			x := o.floats(o.size())
			for i := range x {
				x[i] *= 200
				if f == logarithm || f == inverseRoot {
					x[i] = max(float32(math.Abs(float64(x[i]))), 0x1p-126)
				}
			}
			y := make([]float32, len(x))
			evaluate(f, y, x)
			all = append(all, y...)
		}
		return all
	},
	"fused": func(o operand) []float32 {
		n := o.size() * 16
		x := [3][]float32{}
		for i := range x {
			x[i] = make([]float32, n)
			for j := range x[i] {
				x[i][j] = math.Float32frombits(o.Uint32()) // any bits at all
			}
		}
		y := make([]float32, n)
		fused(y, x[0], x[1], x[2])
		return y
	},
}

// casesOf returns how many random cases to try of each operation: with QUIRE_LONG=1, for a night, 10 000; another number there
// is that many.
func casesOf(t *testing.T, usual, short int) int {
	n, err := strconv.Atoi(os.Getenv("QUIRE_LONG"))
	switch {
	case err == nil && n == 1:
		return 10_000
	case err == nil && n > 1:
		return n
	case testing.Short():
		return short
	}
	return usual
}

// firstDifference returns the index of the first element whose bits differ, or -1. The bits of a NaN are no part
// of the profile.
func firstDifference(a, b []float32) int {
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) && (a[i] == a[i] || b[i] == b[i]) {
			return i
		}
	}
	return -1
}

// Every path and every number of threads gives the bits of the scalar reference.
func TestEveryPathHasTheBitsOfTheReference(t *testing.T) {
	defer SetPath(Path())
	defer SetThreads(1)
	for name, operation := range operations {
		t.Run(name, func(t *testing.T) {
			for c := range casesOf(t, 36, 10) {
				flavour := c % flavours
				use(t, "scalar", 1)
				want := operation(newOperand(uint64(c), flavour))
				for _, path := range Paths() {
					for threads := 1; threads <= 4; threads++ {
						use(t, path, threads)
						got := operation(newOperand(uint64(c), flavour))
						if i := firstDifference(got, want); i >= 0 {
							t.Fatalf("seed %d, flavour %d, path %s, %d threads: element %d of %d differs: %x, want %x",
								c, flavour, path, threads, i, len(want), at64(got, i), at64(want, i))
						}
					}
				}
			}
		})
	}
}

// Shapes large enough that threads and packed panels really are split, and that b is packed in pieces.
func TestLargeShapes(t *testing.T) {
	defer SetPath(Path())
	defer SetThreads(1)
	for i, s := range []Shape{{400, 90, 600}, {70, 1100, 300}, {231, 129, 513}, {3, 5000, 900}, {2, 98, packedMax/columnsUnit + 300}} {
		for form := NN; form <= TN; form++ {
			o := newOperand(uint64(i), ordinary)
			a, b := o.floats(s.M*s.K), o.floats(s.K*s.N)
			use(t, "scalar", 1)
			want := make([]float32, s.M*s.N)
			Matmul(form, want, a, b, s)
			for _, path := range Paths() {
				for threads := 1; threads <= 4; threads++ {
					use(t, path, threads)
					got := make([]float32, s.M*s.N)
					Matmul(form, got, a, b, s)
					if i := firstDifference(got, want); i >= 0 {
						t.Errorf("%v, form %d, path %s, %d threads: element %d differs", s, form, path, threads, i)
					}
				}
			}
		}
	}
}

func use(t *testing.T, path string, n int) {
	t.Helper()
	if err := SetPath(path); err != nil {
		t.Fatal(err)
	}
	SetThreads(n)
}

func at64(x []float32, i int) string {
	if i >= len(x) {
		return "nothing"
	}
	return fmt.Sprintf("%x", x[i])
}

func TestSetPathRefusesWhatItDoesNotKnow(t *testing.T) {
	before := Path()
	if err := SetPath("abacus"); err == nil || Path() != before {
		t.Errorf("SetPath(abacus) = %v, path %s", err, Path())
	}
}
