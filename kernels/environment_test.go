package kernels

import "testing"

// A library that left denormals flushed and rounding towards zero changes no bit, and finds its setting again. The
// operands are mostly denormal, so that without the guard every operation would differ.
func TestSpoiltEnvironmentChangesNothing(t *testing.T) {
	defer SetPath(Path())
	o := newOperand(77, tiny)
	s := Shape{M: 20, N: 30, K: 450}
	a, b, x := o.floats(s.M*s.K), o.floats(s.N*s.K), o.floats(s.M*s.K)
	run := func() []float32 {
		c := make([]float32, s.M*s.N)
		Matmul(NT, c, a, b, s)
		y, z := make([]float32, len(x)), make([]float32, len(x))
		Add(y, x, a)
		Scale(y, 0x1p-60)
		Softmax(z, x, 100)
		return append(append(append(c, y...), z...), SumSquares(a[:5000]), Sum(y))
	}
	for _, path := range Paths() {
		use(t, path, 1)
		want := run()
		var got []float32
		if !inSpoiltEnvironment(func() { got = run() }) {
			t.Errorf("path %s does not restore the environment", path)
		}
		if i := firstDifference(got, want); i >= 0 {
			t.Errorf("path %s: element %d of %d differs: %x, want %x", path, i, len(want), got[i], want[i])
		}
	}
}
