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

// selfTestWant is the SHA-256 of the weights, little-endian, after the run of SelfTest. It changes only with
// the profile; `go test -run SelfTest -v` prints what a machine gets.
const selfTestWant = "247f4a07ced1618897220b0bc95d49f72e099b6c788e5a4fb415ecb4d528bb9a"

// selfTestModel is small, and odd enough to reach partial tiles, grouped heads and two blocks of attention.
var selfTestModel = campaign.Model{Family: "llama", Vocab: 61, Context: 72, Width: 36, Layers: 2, Heads: 6, KVHeads: 2,
	Hidden: 70, Tied: true, RopeTheta: 10000}

// selfTestSteps is how long it trains: long enough that any wrong bit spreads over all weights.
const selfTestSteps = 20

// SelfTest trains a small model for 20 steps on the path in use and compares the weights with a published hash. It
// takes some 20 ms, and tells a machine with wrong compiler flags, flushed denormals or broken memory
// from one whose work counts: on an error, compute nothing.
func SelfTest() error {
	got, err := selfTest()
	if err != nil {
		return fmt.Errorf("model: self-test on path %s: %w", kernels.Path(), err)
	}
	if got != selfTestWant {
		return fmt.Errorf("model: self-test on path %s computed %.16s…, profile %s has %.16s…: this machine's arithmetic is not the profile's",
			kernels.Path(), got, kernels.Profile, selfTestWant)
	}
	return nil
}

func selfTest() (string, error) {
	_, _, weights, err := shortTraining(selfTestModel)
	return digest(weights), err
}

// shortTraining trains a model for selfTestSteps steps from weights and on tokens that depend on its shape alone. It returns
// the loss of each step, the last gradient and the weights.
func shortTraining(config campaign.Model) (losses, grad, weights []float32, err error) {
	m, err := New(config)
	if err != nil {
		return nil, nil, nil, err
	}
	source := draw.Source{Seed: 42}
	weights, grad = make([]float32, m.Params()), make([]float32, m.Params())
	moment1, moment2 := make([]float32, m.Params()), make([]float32, m.Params())
	for i := range weights {
		// Exact: a 24-bit integer times a power of two, uniform in [-1/8, 1/8).
		weights[i] = float32(int32(source.Uint64(0, uint64(i)))>>8) / (1 << 26)
	}
	for _, t := range m.Tensors() {
		if !t.IsMatrix() {
			for i := range t.Len() {
				weights[t.Offset+i] = 1
			}
		}
	}
	w := m.NewWorkspace(1)
	step := kernels.AdamStep{Beta1: 0.75, Rest1: 0.25, Correction1: 1.25, Beta2: 0.9375, Rest2: 0.0625, Correction2: 1.5,
		Rate: 0.00390625, Keep: 0.9990234375, Epsilon: 1.0 / (1 << 24)}
	sequences := [][]int32{make([]int32, m.config.Context+1), make([]int32, m.config.Context+1)}
	for k := range uint64(selfTestSteps) {
		for i, s := range sequences {
			for j := range s {
				s[j] = int32(source.Below(uint64(m.config.Vocab), 1+k, uint64(i*len(s)+j/2))) // pairs, so that there is something to learn
			}
		}
		loss, err := w.Gradient(weights, grad, sequences)
		if err != nil {
			return nil, nil, nil, err
		}
		losses = append(losses, loss)
		kernels.AdamW(weights, moment1, moment2, grad, step)
	}
	return losses, grad, weights, nil
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
