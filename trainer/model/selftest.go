package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/recipe/draw"
)

// Golden is a short training whose every bit is published.
type Golden struct {
	Name   string
	config campaign.Model
	want   [3]string // SHA-256 of the losses of all steps, of the last gradient and of the weights; they change only with the profile
}

// goldens are small, and odd enough to reach, together, partial tiles, grouped heads, several blocks of attention, and
// products whose sums are longer than a chain in each direction.
var goldens = []Golden{
	{"of the self-test", campaign.Model{Family: "llama", Vocab: 61, Context: 72, Width: 36, Layers: 2, Heads: 6, KVHeads: 2, Hidden: 70, Tied: true, RopeTheta: 10000}, [3]string{
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

// Goldens returns all published trainings; the first takes some 20 ms, the others less than a second.
func Goldens() []Golden { return goldens }

// goldenSteps is how long they train: long enough that any wrong bit spreads over all weights.
const goldenSteps = 20

// SelfTest trains the smallest published training on a GPU, or on the processors' path in use if gpu is nil. It tells a
// machine with wrong compiler flags, flushed denormals or broken memory from one whose work counts: on an error, compute
// nothing there.
func SelfTest(gpu *kernels.GPU) error { return goldens[0].Check(gpu) }

// Check trains and compares every bit with what is published.
func (g Golden) Check(gpu *kernels.GPU) error {
	where := "path " + kernels.Path()
	if gpu != nil {
		where = gpu.Name()
	}
	got, err := g.digests(gpu)
	if err != nil {
		return fmt.Errorf("model: training %q on %s: %w", g.Name, where, err)
	}
	if got != g.want {
		return fmt.Errorf("model: training %q on %s computed %.16s…, profile %s has %.16s…: this machine's arithmetic is not the profile's",
			g.Name, where, got[2], kernels.Profile, g.want[2])
	}
	return nil
}

func (g Golden) digests(gpu *kernels.GPU) ([3]string, error) {
	losses, grad, weights, err := shortTraining(g.config, gpu)
	return [3]string{digest(losses), digest(grad), digest(weights)}, err
}

// shortTraining trains a model for goldenSteps steps from weights and on tokens that depend on its shape alone. It returns
// the loss of each step, the last gradient and the weights.
func shortTraining(config campaign.Model, gpu *kernels.GPU) (losses, grad, weights []float32, err error) {
	m, err := New(config)
	if err != nil {
		return nil, nil, nil, err
	}
	w, err := m.NewWorkspaceOn(gpu, 1, math.MaxInt64)
	if err != nil {
		return nil, nil, nil, err
	}
	defer w.Free()
	arena := kernels.NewArena(gpu)
	defer arena.Free()
	var there [4][]float32 // weights, gradient, first and second moments stay where the model is computed
	for i := range there {
		there[i] = arena.Floats(m.Params())
	}
	if err := w.broken(); err != nil {
		return nil, nil, nil, err
	}
	weights, grad = m.shortTrainingWeights(), make([]float32, m.Params())
	kernels.Copy(there[0], weights)
	step := kernels.AdamStep{Beta1: 0.75, Rest1: 0.25, Correction1: 1.25, Beta2: 0.9375, Rest2: 0.0625, Correction2: 1.5,
		Rate: 0.00390625, Keep: 0.9990234375, Epsilon: 1.0 / (1 << 24)}
	sequences := [][]int32{make([]int32, m.config.Context+1), make([]int32, m.config.Context+1)}
	for k := range uint64(goldenSteps) {
		for i, s := range sequences {
			for j := range s {
				s[j] = int32(draw.Source{Seed: 42}.Below(uint64(m.config.Vocab), 1+k, uint64(i*len(s)+j/2))) // pairs, so that there is something to learn
			}
		}
		loss, err := w.Gradient(there[0], there[1], sequences)
		if err != nil {
			return nil, nil, nil, err
		}
		losses = append(losses, loss)
		kernels.AdamW(there[0], there[2], there[3], there[1], step)
	}
	kernels.Copy(weights, there[0])
	kernels.Copy(grad, there[1])
	return losses, grad, weights, w.broken()
}

// shortTrainingWeights are uniform in [-1/8, 1/8), gains 1.
func (m *Model) shortTrainingWeights() []float32 {
	weights := make([]float32, m.Params())
	for i := range weights {
		// Exact: a 24-bit integer times a power of two.
		weights[i] = float32(int32(draw.Source{Seed: 42}.Uint64(0, uint64(i)))>>8) / (1 << 26)
	}
	for _, t := range m.Tensors() {
		if !t.IsMatrix() {
			for i := range t.Len() {
				weights[t.Offset+i] = 1
			}
		}
	}
	return weights
}

// digest is the SHA-256 of x as little-endian bytes, in hexadecimal.
func digest(x []float32) string {
	b := make([]byte, 0, 4*len(x))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
