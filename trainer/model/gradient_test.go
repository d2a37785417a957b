package model

import (
	"errors"
	"math"
	"slices"
	"testing"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/recipe/draw"
)

// shapes are small networks that differ in what can differ.
var shapes = map[string]campaign.Model{
	"tied":            {Vocab: 31, Context: 9, Width: 12, Layers: 2, Heads: 2, KVHeads: 2, Hidden: 20, Tied: true, RopeTheta: 10000},
	"untied, grouped": {Vocab: 33, Context: 7, Width: 24, Layers: 2, Heads: 6, KVHeads: 2, Hidden: 17, RopeTheta: 500},
	"two blocks":      {Vocab: 13, Context: 70, Width: 8, Layers: 1, Heads: 2, KVHeads: 1, Hidden: 9, Tied: true, RopeTheta: 100},
}

// randomWeights are uniform in [-0.4, 0.4), gains around one.
func randomWeights(m *Model, seed uint64) []float32 {
	w := make([]float32, m.Params())
	for _, t := range m.Tensors() {
		for i := range t.Len() {
			u := float32(int32(draw.Source{Seed: seed}.Uint64(1, uint64(t.Offset+i)))) / (1 << 31) * 0.4
			if !t.IsMatrix() {
				u++
			}
			w[t.Offset+i] = u
		}
	}
	return w
}

func randomSequences(m *Model, n int, seed uint64) [][]int32 {
	all := make([][]int32, n)
	for i := range all {
		for j := range m.config.Context + 1 {
			all[i] = append(all[i], int32(draw.Source{Seed: seed}.Below(uint64(m.config.Vocab), uint64(i), uint64(j))))
		}
	}
	return all
}

func mustNew(t testing.TB, c campaign.Model) *Model {
	t.Helper()
	m, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A gradient is right if it predicts how the loss changes: every tensor's, against an independent float64 network.
func TestGradientAgainstFiniteDifferences(t *testing.T) {
	for name, c := range shapes {
		t.Run(name, func(t *testing.T) {
			m := mustNew(t, c)
			weights, sequences := randomWeights(m, 1), randomSequences(m, 2, 2)
			grad := make([]float32, m.Params())
			loss, err := m.NewWorkspace(2).Gradient(weights, grad, sequences)
			if err != nil {
				t.Fatal(err)
			}
			wide := make([]float64, len(weights))
			for i, w := range weights {
				wide[i] = float64(w)
			}
			reference := func() float64 {
				f := newFloatModel(m, wide)
				return (f.loss(sequences[0]) + f.loss(sequences[1])) / 2
			}
			if d := math.Abs(float64(loss) - reference()); d > 2e-6 {
				t.Errorf("loss %v differs from float64 by %.1e", loss, d)
			}
			for _, tensor := range m.Tensors() {
				for _, k := range []int{0, tensor.Len() / 3, tensor.Len() / 2, tensor.Len() - 1} {
					i := tensor.Offset + k
					const h = 1e-5
					old := wide[i]
					wide[i] = old + h
					up := reference()
					wide[i] = old - h
					down := reference()
					wide[i] = old
					want := (up - down) / (2 * h)
					if d := math.Abs(float64(grad[i]) - want); d > 2e-6+1e-5*math.Abs(want) {
						t.Errorf("%s[%d]: gradient %v, differences say %v", tensor.Name, k, grad[i], want)
					}
				}
			}
		})
	}
}

// How a batch is cut into parts, how many threads work and which path they take changes no bit.
func TestGradientIsOneFunction(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	c := campaign.Model{Vocab: 33, Context: 64, Width: 24, Layers: 2, Heads: 3, KVHeads: 1, Hidden: 40, Tied: true, RopeTheta: 10000}
	m := mustNew(t, c)
	weights, sequences := randomWeights(m, 3), randomSequences(m, 11, 4)
	var want []float32
	var wantLoss float32
	for _, path := range kernels.Paths() {
		for threads := 1; threads <= 4; threads++ {
			for _, capacity := range []int{1, 5, 11} {
				if err := kernels.SetPath(path); err != nil {
					t.Fatal(err)
				}
				kernels.SetThreads(threads)
				grad := make([]float32, m.Params())
				loss, err := m.NewWorkspace(capacity).Gradient(weights, grad, sequences)
				if err != nil {
					t.Fatal(err)
				}
				if want == nil {
					want, wantLoss = grad, loss
				}
				if loss != wantLoss || !slices.Equal(grad, want) {
					t.Errorf("path %s, %d threads, parts of %d: other bits", path, threads, capacity)
				}
			}
		}
	}
}

func TestPartsKeepChainsWhole(t *testing.T) {
	for _, c := range []struct{ context, asked, want int }{{128, 1, 2}, {128, 16, 16}, {100, 1, 64}, {7, 3, 256}, {256, 3, 3}, {1024, 1, 1}} {
		m := &Model{config: campaign.Model{Context: c.context}}
		if got := m.part(c.asked); got != c.want {
			t.Errorf("context %d: part(%d) = %d, want %d", c.context, c.asked, got, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	w, grad := m.NewWorkspace(1), make([]float32, m.Params())
	weights := randomWeights(m, 1)
	good := randomSequences(m, 1, 1)
	check := func(name string, weights []float32, sequences [][]int32, want error) {
		t.Helper()
		if _, err := w.Gradient(weights, grad, sequences); !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", name, err, want)
		}
	}
	check("a good one", weights, good, nil)
	check("a short sequence", weights, [][]int32{good[0][1:]}, ErrLength)
	check("a token too large", weights, [][]int32{append(slices.Clone(good[0][1:]), 31)}, ErrToken)
	check("a negative token", weights, [][]int32{append(slices.Clone(good[0][1:]), -1)}, ErrToken)
	poisoned := slices.Clone(weights)
	poisoned[len(poisoned)/2] = float32(math.NaN())
	check("a NaN in the weights", poisoned, good, ErrNotFinite)
	poisoned[len(poisoned)/2] = float32(math.Inf(1))
	check("an infinity in the weights", poisoned, good, ErrNotFinite)
	for _, bad := range []campaign.Model{{}, {Vocab: 3, Context: 3, Width: 6, Layers: 1, Heads: 2, KVHeads: 2, Hidden: 1, RopeTheta: 1}} {
		if _, err := New(bad); err == nil {
			t.Errorf("New accepts %+v", bad)
		}
	}
}
