package model

import (
	"testing"

	"quire/coordinator/campaign"
	"quire/kernels"
)

// demoModel has 0.84 million parameters: the model of `make demo`.
var demoModel = campaign.Model{Family: "llama", Vocab: 256, Context: 128, Width: 128, Layers: 4, Heads: 4, KVHeads: 4,
	Hidden: 352, Tied: true, RopeTheta: 10000}

// BenchmarkGradient measures whole training gradients, per path, on one thread.
func BenchmarkGradient(b *testing.B) {
	defer kernels.SetPath(kernels.Path())
	for _, path := range kernels.Paths()[1:] {
		b.Run(path, func(b *testing.B) {
			if err := kernels.SetPath(path); err != nil {
				b.Fatal(err)
			}
			m := mustNew(b, demoModel)
			const n = 8
			w, weights, grad := m.NewWorkspace(n), randomWeights(m, 1), make([]float32, m.Params())
			sequences := randomSequences(m, n, 2)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Gradient(weights, grad, sequences); err != nil {
					b.Fatal(err)
				}
			}
			tokens := float64(b.N) * n * float64(demoModel.Context) / b.Elapsed().Seconds()
			b.ReportMetric(tokens, "tokens/s")
			b.ReportMetric(tokens*float64(demoModel.FlopsPerToken())/1e9, "GFLOP/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// Once its memory is there, a step allocates nothing at all, with any number of threads.
func TestStepAllocatesNothing(t *testing.T) {
	defer kernels.SetThreads(1)
	m := mustNew(t, shapes["tied"])
	w, weights, grad := m.NewWorkspace(2), randomWeights(m, 1), make([]float32, m.Params())
	sequences := randomSequences(m, 2, 2)
	for _, threads := range []int{1, 3} {
		kernels.SetThreads(threads)
		step := func() {
			if _, err := w.Gradient(weights, grad, sequences); err != nil {
				t.Fatal(err)
			}
		}
		step()
		// The average over so many that a helper's first use of its own memory does not count.
		if n := testing.AllocsPerRun(60, step); n != 0 {
			t.Errorf("with %d threads a step allocates %v times", threads, n)
		}
	}
}
