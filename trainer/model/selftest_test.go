package model

import (
	"math"
	"testing"

	"quire/coordinator/campaign"
	"quire/kernels"
)

// The published hash holds on every path of this machine and with several threads.
func TestSelfTest(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	for _, path := range kernels.Paths() {
		for threads := 1; threads <= 3; threads++ {
			if err := kernels.SetPath(path); err != nil {
				t.Fatal(err)
			}
			kernels.SetThreads(threads)
			if err := SelfTest(); err != nil {
				got, _ := selfTest()
				t.Errorf("%v; got %s", err, got)
			}
		}
	}
}

// goldens are short trainings whose every bit is published: losses of all steps, last gradient, weights.
var goldens = []struct {
	name   string
	config campaign.Model
	want   [3]string // SHA-256 of each
}{
	{"of the self-test", selfTestModel, [3]string{
		"f3eeec1967781d64a1e023ad8a195b93a0ccc1a717420d1a8a5729eee787c946",
		"cf0ed8f402210d8569392e7dce431483874add92c53dfa30b4f52877da33a9b4",
		"247f4a07ced1618897220b0bc95d49f72e099b6c788e5a4fb415ecb4d528bb9a",
	}},
	{"wider than a chain, untied", campaign.Model{Family: "llama", Vocab: 40, Context: 10, Width: 264, Layers: 1, Heads: 66, KVHeads: 1, Hidden: 30, RopeTheta: 500}, [3]string{
		"368e2b5dbe78ec87ccef068192bb8a040ff07e2f7efd3a56769a43518e5d6509",
		"40752fad24d1097e9fa21dc873d8d6b71d72c6378505f953a2ceb628ac205d5c",
		"745ee797d0cbfc5128686d0a6131a84654f42d5d8d511323e44d567ea050dad2",
	}},
	{"longer than a chain", campaign.Model{Family: "llama", Vocab: 33, Context: 260, Width: 16, Layers: 1, Heads: 2, KVHeads: 1, Hidden: 20, Tied: true, RopeTheta: 10000}, [3]string{
		"0e7b2ab3e6892622c2e22f403619cf9e765910189433c86915315fdfa9ea8ff5",
		"24a3d8d942dcd0773d03b0a2ccb0e656310ea452262362f02a000c89c8118c2f",
		"9c51b198aa14e0c6b60fc09a5cb43465ab157f8786f30551fb15f8745ab656d0",
	}},
}

// Three models of very different shape train to the published bits on every path and with several threads.
func TestGoldenTraining(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	for _, g := range goldens {
		for i, path := range kernels.Paths() {
			if err := kernels.SetPath(path); err != nil {
				t.Fatal(err)
			}
			kernels.SetThreads(1 + i)
			losses, grad, weights, err := shortTraining(g.config)
			if got := [3]string{digest(losses), digest(grad), digest(weights)}; err != nil || got != g.want {
				t.Errorf("the model %s on path %s: %v, got %q", g.name, path, err, got)
			}
		}
	}
}

// The smallest change of a weight, and the sign of a zero, change the digest.
func TestDigestSeesOneBit(t *testing.T) {
	plain := digest([]float32{0, 1, 2})
	for _, other := range [][]float32{{0, 1, math.Nextafter32(2, 3)}, {float32(math.Copysign(0, -1)), 1, 2}, {0, 2, 1}} {
		if digest(other) == plain {
			t.Errorf("%v has the digest of 0 1 2", other)
		}
	}
}

func BenchmarkSelfTest(b *testing.B) {
	for b.Loop() {
		if _, err := selfTest(); err != nil {
			b.Fatal(err)
		}
	}
}
