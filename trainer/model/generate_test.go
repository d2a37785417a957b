package model

import (
	"errors"
	"math"
	"slices"
	"testing"

	"quire/kernels"
)

// Generation is a function of its arguments, longer than the context, and the same on every path.
func TestGenerateIsAFunction(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	m := mustNew(t, shapes["untied, grouped"])
	weights := randomWeights(m, 8)
	var want []int32
	for _, path := range kernels.Paths() {
		if err := kernels.SetPath(path); err != nil {
			t.Fatal(err)
		}
		got, err := m.NewWorkspace(1).Generate(weights, []int32{1, 2, 3}, 30, Sampling{Temperature: 0.9, Seed: 5})
		if err != nil || len(got) != 30 {
			t.Fatalf("%d tokens, %v", len(got), err)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("path %s writes %v, not %v", path, got, want)
		}
	}
	other, _ := m.NewWorkspace(1).Generate(weights, []int32{1, 2, 3}, 30, Sampling{Temperature: 0.9, Seed: 6})
	if slices.Equal(other, want) {
		t.Error("another seed writes the same")
	}
}

// At temperature 0 the first token is the one that the float64 network finds likeliest.
func TestGenerateTakesTheLikeliest(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	weights := randomWeights(m, 9)
	got, err := m.NewWorkspace(1).Generate(weights, []int32{4, 0, 17}, 1, Sampling{})
	if err != nil {
		t.Fatal(err)
	}
	wide := make([]float64, len(weights))
	for i, w := range weights {
		wide[i] = float64(w)
	}
	best, least := int32(-1), math.Inf(1)
	for id := range int32(m.config.Vocab) {
		f := newFloatModel(m, wide)
		// The loss of a sequence is a mean; only its last term depends on its last token.
		if l := f.loss([]int32{4, 0, 17, id}); l < least {
			best, least = id, l
		}
	}
	if got[0] != best {
		t.Errorf("token %d, the likeliest is %d", got[0], best)
	}
}

// The draw follows the probabilities, at temperature 1, to within five standard deviations.
func TestChooseFollowsTheDistribution(t *testing.T) {
	const n = 4000
	p := []float64{0.5, 0.25, 0.125, 0.125}
	counts := make([]int, len(p))
	for i := range uint64(n) {
		logits := make([]float32, len(p))
		for j := range p {
			logits[j] = float32(math.Log(p[j]))
		}
		counts[choose(logits, Sampling{Temperature: 1, Seed: 2}, i)]++
	}
	for i := range p {
		if d := math.Abs(float64(counts[i]) - n*p[i]); d > 5*math.Sqrt(n*p[i]*(1-p[i])) {
			t.Errorf("token %d drawn %d times of %d, expected %.0f", i, counts[i], n, n*p[i])
		}
	}
}

func TestGenerateRefusals(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	w, weights := m.NewWorkspace(1), randomWeights(m, 1)
	if _, err := w.Generate(weights, nil, 1, Sampling{}); !errors.Is(err, ErrLength) {
		t.Errorf("an empty prompt: %v", err)
	}
	if _, err := w.Generate(weights, []int32{99}, 1, Sampling{}); !errors.Is(err, ErrToken) {
		t.Errorf("a token outside the vocabulary: %v", err)
	}
	weights[0] = float32(math.NaN())
	if _, err := w.Generate(weights, []int32{0}, 1, Sampling{}); !errors.Is(err, ErrNotFinite) {
		t.Errorf("a NaN: %v", err)
	}
}
