package kernels

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"testing"

	"quire/kernels/cuda"
)

// onCUDA computes the same as the operation of that name in operations, from the same operands, with the CUDA kernels.
var onCUDA = map[string]func(o operand) []float32{
	"matmul": func(o operand) []float32 {
		s := cuda.Shape{M: o.size(), N: o.size(), K: o.IntN(700)}
		form, c := o.IntN(3), o.floats(s.M*s.N)
		a, b := o.floats(s.M*s.K), o.floats(s.K*s.N)
		s.Form = form
		cuda.Matmul(c, a, b, s, o.IntN(2) != 0)
		return c
	},
	"rmsnorm": func(o operand) []float32 {
		n, width := o.size(), o.some()
		y, r := make([]float32, n*width), make([]float32, n)
		cuda.RMSNorm(y, r, o.floats(n*width), o.floats(width))
		return append(y, r...)
	},
	"rmsnorm backward": func(o operand) []float32 {
		n, width := o.size(), o.some()
		dx, dw := o.floats(n*width), o.floats(width)
		x, dy, w, r := o.floats(n*width), o.floats(n*width), o.floats(width), o.floats(n)
		cuda.RMSNormBackward(dx, dw, dy, x, w, r, o.IntN(2) != 0)
		return append(dx, dw...)
	},
	"rope": func(o operand) []float32 {
		r := cuda.Rotation{Positions: o.some(), Heads: o.IntN(4), Width: 2 * (1 + o.IntN(20))}
		r.Stride = max(1, r.Heads*r.Width+o.IntN(9))
		r.Cos, r.Sin = o.floats(r.Positions*r.Width/2), o.floats(r.Positions*r.Width/2)
		x := o.floats(o.size() * r.Stride)
		cuda.Rotate(x, r, false)
		y := slices.Clone(x)
		cuda.Rotate(y, r, true)
		return append(x, y...)
	},
	"attention": func(o operand) []float32 {
		h := cuda.Heads{Positions: o.some(), Keys: 1 + o.IntN(2), Width: 1 + o.IntN(40)}
		h.Queries = h.Keys * (1 + o.IntN(3))
		h.Sequences = 1 + o.IntN(2)
		rows := h.Positions * h.Sequences
		qkv, do := o.floats(rows*(h.Queries+2*h.Keys)*h.Width), o.floats(rows*h.Queries*h.Width)
		y, s := make([]float32, len(do)), cuda.Statistics{Top: make([]float32, rows*h.Queries), Inverse: make([]float32, rows*h.Queries)}
		cuda.Attention(y, s, qkv, h)
		dqkv := make([]float32, len(qkv))
		cuda.AttentionBackward(dqkv, do, y, s, qkv, h)
		return append(y, dqkv...)
	},
	"swiglu": func(o operand) []float32 {
		n, f := o.size(), o.some()
		gu, ds := o.floats(2*n*f), o.floats(n*f)
		s, dgu := make([]float32, n*f), make([]float32, 2*n*f)
		cuda.SwiGLU(s, gu, f)
		cuda.SwiGLUBackward(dgu, ds, gu, f)
		return append(s, dgu...)
	},
	"softmax": func(o operand) []float32 {
		n, v := o.size(), o.some()
		x, loss, targets := o.floats(n*v), make([]float32, n), o.ids(n, v)
		p, dx := make([]float32, n*v), make([]float32, n*v)
		cuda.Softmax(p, x, v)
		cuda.CrossEntropy(loss, dx, x, targets, o.Float32())
		return append(append(p, dx...), loss...)
	},
	"embedding": func(o operand) []float32 {
		n, v, width := o.size(), o.some(), o.some()
		table, ids := o.floats(v*width), o.ids(n, v)
		y := make([]float32, n*width)
		cuda.Embed(y, table, ids, width)
		cuda.EmbedBackwardAdd(table, o.floats(n*width), ids, width)
		return append(y, table...)
	},
	"vector": func(o operand) []float32 {
		n := o.size() * o.size()
		x, y := o.floats(n), o.floats(n)
		z := []float32{cuda.Sum(x), cuda.SumSquares(x)}
		cuda.Add(y, y, x)
		cuda.Scale(y, o.float())
		return append(z, y...)
	},
	"adamw": func(o operand) []float32 {
		n := o.size() * o.size()
		w, m, v, g := o.floats(n), o.floats(n), o.floats(n), o.floats(n)
		for i := range v {
			v[i] = float32(math.Abs(float64(v[i])))
		}
		cuda.AdamW(w, m, v, g, cuda.AdamStep{Beta1: 0.9, Rest1: 0.1, Correction1: 1.7, Beta2: 0.95, Rest2: 0.05, Correction2: 3.1,
			Rate: 1e-3, Keep: 0.999, Epsilon: 1e-8})
		return append(append(w, m...), v...)
	},
	"bf16": func(o operand) []float32 {
		x := o.floats(o.size())
		y, z := make([]uint16, len(x)), make([]float32, len(x))
		cuda.EncodeBF16(y, x)
		cuda.DecodeBF16(z, y)
		return z
	},
	"int8": func(o operand) []float32 {
		x := o.floats(o.size() * (1 + o.IntN(5)))
		e, q := make([]uint8, (len(x)+Int8Block-1)/Int8Block), make([]int8, len(x))
		y := make([]float32, len(x))
		cuda.EncodeInt8(e, q, x)
		cuda.DecodeInt8(y, e, q)
		for _, v := range e {
			y = append(y, float32(v))
		}
		return y
	},
}

// withoutProbabilities takes p, which CUDA does not keep, out of what the operation "attention" wrote.
func withoutProbabilities(o operand, all []float32) []float32 {
	h := Heads{Positions: o.some(), Keys: 1 + o.IntN(2), Width: 1 + o.IntN(40)}
	h.Queries = h.Keys * (1 + o.IntN(3))
	rows := h.Positions * (1 + o.IntN(2))
	y := rows * h.Queries * h.Width
	return slices.Delete(all, y, y+rows*h.Queries*h.Positions)
}

// Every CUDA kernel, run on the host, gives the bits of the scalar reference. The operands are those of operations.
func TestCUDAHasTheBitsOfTheReference(t *testing.T) {
	defer SetPath(Path())
	defer SetThreads(1)
	use(t, "scalar", 1)
	for name, operation := range onCUDA {
		t.Run(name, func(t *testing.T) {
			for c := range casesOf(t, 12, 3) {
				flavour := c % flavours
				want := operations[name](newOperand(uint64(c), flavour))
				if name == "attention" {
					want = withoutProbabilities(newOperand(uint64(c), flavour), want)
				}
				got := operation(newOperand(uint64(c), flavour))
				if i := firstDifference(got, want); i >= 0 {
					t.Fatalf("seed %d, flavour %d: element %d of %d differs: %s, want %s", c, flavour, i, len(want), at64(got, i), at64(want, i))
				}
			}
		})
	}
}

func TestFiniteOnCUDA(t *testing.T) {
	x := newOperand(1, wide).floats(1000)
	if !cuda.Finite(x) {
		t.Error("finite numbers are said not to be")
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		x[777] = float32(bad)
		if cuda.Finite(x) {
			t.Errorf("%v passes as finite", bad)
		}
	}
}

// rounded matches arithmetic whose rounding PTX says; without it an assembler may join a product and a sum.
var (
	arithmetic = regexp.MustCompile(`(?m)^\s*(?:@!?%p\d+ )?((?:add|sub|mul|fma|mad|div|sqrt|rcp|ex2|lg2|rsqrt)\.[a-z.]*f(?:32|64)[^ \t]*)`)
	rounded    = regexp.MustCompile(`^(add|sub|mul|fma|div|sqrt|rcp)\.rn\.f32$`)
)

// The PTX has every kernel and no arithmetic but correctly rounded operations on 32 bits that may not be contracted.
func TestPTXIsExact(t *testing.T) {
	all := arithmetic.FindAllStringSubmatch(cuda.PTX, -1)
	if len(all) < 100 {
		t.Fatalf("only %d arithmetic instructions found", len(all))
	}
	for _, m := range all {
		if !rounded.MatchString(m[1]) {
			t.Errorf("PTX has %s", m[1])
		}
	}
	for _, name := range cuda.Kernels {
		if n := len(regexp.MustCompile(fmt.Sprintf(`\.entry %s\(`, name)).FindAllString(cuda.PTX, -1)); n != 1 {
			t.Errorf("PTX has %d kernels %s", n, name)
		}
	}
}
