package recipe

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/kernels"
	"quire/trainer/model"
)

// lanes makes n deltas of the first slice, as honest lanes have: alike in size, not in direction.
func lanes(spec campaign.Spec, n int) [][]float32 {
	_, hi := spec.SliceBounds(0)
	r := rand.New(rand.NewPCG(3, uint64(n)))
	deltas := make([][]float32, n)
	for l := range deltas {
		deltas[l] = make([]float32, hi)
		for i := range deltas[l] {
			deltas[l][i] = float32(r.NormFloat64()) / 64
		}
	}
	return deltas
}

func boundSpec(bound campaign.Decimal, lanes int) campaign.Spec {
	return campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Bound, s.Recipe.Lanes = bound, lanes })
}

func norm(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}

// Whatever fewer than half of the lanes hand in, no piece of what they add is greater than the bound times an honest lane's
// norm; honest lanes go through as they are, and are not copied.
func TestALiarsInfluenceIsBounded(t *testing.T) {
	for _, c := range []struct {
		name string
		lie  func(x []float32)
	}{
		{"times a thousand", func(x []float32) { kernels.Scale(x, 1000) }},
		{"turned around and tripled", func(x []float32) { kernels.Scale(x, -3) }},
		{"so great that its norm is infinite", func(x []float32) { kernels.Scale(x, 1e30); x[0] = math.MaxFloat32 }},
		{"nothing", func(x []float32) { clear(x) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, n := range []int{3, 4, 5, 8} {
				spec := boundSpec("2", n)
				deltas := lanes(spec, n)
				liars := (n - 1) / 2
				for l := range liars {
					c.lie(deltas[l])
				}
				before := slices.Clone(deltas[0])
				got := bounded(spec, 0, deltas)
				if !slices.Equal(deltas[0], before) {
					t.Fatal("the given deltas were changed")
				}
				overlap(model.Tensors(spec.Model), 0, int64(len(deltas[0])), func(_ model.Tensor, from, to int64) {
					most := 0.0
					for _, d := range deltas[liars:] {
						most = max(most, norm(d[from:to]))
					}
					for l := range liars {
						if is := norm(got[l][from:to]); is > 2*most*(1+1e-5) {
							t.Errorf("%d lanes: piece %d…%d of liar %d has norm %v, honest ones have up to %v", n, from, to, l, is, most)
						}
					}
				})
				for l := liars; l < n; l++ {
					if &got[l][0] != &deltas[l][0] {
						t.Errorf("%d lanes: honest lane %d was scaled", n, l)
					}
				}
			}
		})
	}
}

// Without a bound, and with one that no lane reaches, a merge is what it was; with one that is reached it has the same bits
// on every path and for every number of threads, which are pinned.
func TestBoundIsOneFunction(t *testing.T) {
	plain := boundSpec("", 3)
	deltas := lanes(plain, 3)
	kernels.Scale(deltas[1], 50)
	before := newState(len(deltas[0]))
	merge := func(spec campaign.Spec, deltas [][]float32) string {
		_, mean, err := Merge(spec, 1, 0, before, deltas)
		if err != nil {
			t.Fatal(err)
		}
		return mean.String()
	}
	if merge(plain, deltas) != merge(boundSpec("1000", 3), deltas) {
		t.Error("a bound that no lane reaches changes the merge")
	}
	const want = "8eb10ca5848f764f1bc4b549d02b7b0751f22c7fdd50524999aea657314fabcd"
	defer kernels.SetPath(kernels.Path())
	for _, path := range kernels.Paths() {
		if err := kernels.SetPath(path); err != nil {
			t.Fatal(err)
		}
		if got := merge(boundSpec("2.5", 3), deltas); got != want {
			t.Errorf("%s: the mean of bounded lanes is %s, want %s", path, got, want)
		}
	}
}
