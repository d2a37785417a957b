package kernels

import (
	"fmt"
	"testing"
)

// onEveryPath runs f as a benchmark of each path but the reference, on one thread.
func onEveryPath(b *testing.B, name string, f func(b *testing.B)) {
	defer SetPath(Path())
	for _, p := range Paths()[1:] {
		b.Run(p+"/"+name, func(b *testing.B) {
			if err := SetPath(p); err != nil {
				b.Fatal(err)
			}
			f(b)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// The products of a small and a middling model, forward, backward to activations, backward to weights; and squares.
func BenchmarkMatmul(b *testing.B) {
	for _, c := range []struct {
		form Form
		s    Shape
	}{
		{NT, Shape{1024, 384, 128}}, {NN, Shape{1024, 128, 384}}, {TN, Shape{384, 128, 1024}},
		{NT, Shape{2048, 1152, 384}}, {NN, Shape{2048, 384, 1152}}, {TN, Shape{1152, 384, 2048}},
		{NN, Shape{512, 512, 512}}, {NN, Shape{2048, 2048, 2048}},
	} {
		name := fmt.Sprintf("%s/%dx%dx%d", [...]string{"NN", "NT", "TN"}[c.form], c.s.M, c.s.N, c.s.K)
		onEveryPath(b, name, func(b *testing.B) {
			o := newOperand(1, ordinary)
			x, y, z := o.floats(c.s.M*c.s.K), o.floats(c.s.K*c.s.N), make([]float32, c.s.M*c.s.N)
			for b.Loop() {
				Matmul(c.form, z, x, y, c.s)
			}
			flops := 2 * float64(c.s.M) * float64(c.s.N) * float64(c.s.K) * float64(b.N)
			b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}

// The other operations, in nanoseconds per element of their largest operand.
func BenchmarkOperations(b *testing.B) {
	const n, width = 512, 256
	o := newOperand(1, ordinary)
	x, y, z := o.floats(n*width), o.floats(n*width), o.floats(n*width)
	w, r, ids := o.floats(width), o.floats(n), o.ids(n, width)
	h := Heads{Positions: 128, Queries: 4, Keys: 4, Width: 64}
	qkv, dqkv, p := o.floats(n*h.row()), o.floats(n*h.row()), make([]float32, n*h.Queries*h.Positions)
	rotation := Rotation{Cos: x[:64*32], Sin: y[:64*32], Positions: 64, Heads: 4, Width: 64, Stride: width}
	v := make([]float32, n*width)
	for _, op := range []struct {
		name string
		run  func()
	}{
		{"rmsnorm", func() { RMSNorm(y, r, x, w) }},
		{"rmsnorm backward", func() { RMSNormBackward(z, y, x, w, r) }},
		{"rmsnorm gain", func() { RMSNormGain(w, y, x, r) }},
		{"rope", func() { Rotate(z, rotation) }},
		{"attention", func() { Attention(y, p, qkv, h) }},
		{"attention backward", func() { AttentionBackward(dqkv, z, y, p, qkv, h) }},
		{"swiglu", func() { SwiGLU(y[:n*width/2], x, width/2) }},
		{"swiglu backward", func() { SwiGLUBackward(z, y[:n*width/2], x, width/2) }},
		{"cross entropy", func() { CrossEntropy(r, y, x, ids, 1) }},
		{"embed backward", func() { EmbedBackwardAdd(v, x, ids, width) }},
		{"adamw", func() { AdamW(z, y, v, x, AdamStep{0.9, 0.1, 1, 0.95, 0.05, 1, 1e-9, 1, 1e-8}) }},
		{"sum of squares", func() { SumSquares(x) }},
		{"finite", func() { Finite(x) }},
	} {
		clear(v)
		onEveryPath(b, op.name, func(b *testing.B) {
			for b.Loop() {
				op.run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(n*width), "ns/element")
		})
	}
}
