package model

import (
	"errors"
	"math"
	"os"
	"slices"
	"sync"
	"testing"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/kernels/cuda/hosted"
)

// fakeDriver builds the driver that runs the CUDA kernels on the host, once.
var fakeDriver = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "quire-driver")
	if err != nil {
		return "", err
	}
	return hosted.Build(dir)
})

// testGPU is the machine's own GPU if QUIRE_GPU is set, and otherwise a fake, in which the given things go wrong.
func testGPU(t *testing.T, trouble string) *kernels.GPU {
	t.Helper()
	library := ""
	if os.Getenv("QUIRE_GPU") == "" || trouble != "" {
		var err error
		if library, err = fakeDriver(); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv(hosted.Trouble, trouble)
	g, err := kernels.OpenGPU(library, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil && trouble == "" {
			t.Error(err)
		}
	})
	return g
}

// Whole trainings, with losses, gradients, optimiser and memory on the GPU, give the published bits.
func TestGoldenTrainingOnGPU(t *testing.T) {
	gpu := testGPU(t, "")
	t.Log(gpu)
	for i, g := range goldens {
		if testing.Short() && i > 0 {
			break
		}
		if err := g.Check(gpu); err != nil {
			t.Error(err)
		}
	}
}

// A GPU computes the gradient of a caller's vectors, in parts, remembering or forgetting, and the caller's text.
func TestGradientOnGPU(t *testing.T) {
	gpu := testGPU(t, "")
	for name, shape := range map[string]campaign.Model{
		"tied":   {Vocab: 33, Context: 128, Width: 24, Layers: 2, Heads: 3, KVHeads: 1, Hidden: 40, Tied: true, RopeTheta: 10000},
		"untied": {Vocab: 33, Context: 128, Width: 24, Layers: 2, Heads: 2, KVHeads: 2, Hidden: 33, RopeTheta: 500},
	} {
		m := mustNew(t, shape)
		weights, sequences := randomWeights(m, 1), randomSequences(m, m.part(1)+1, 2)
		want, got := make([]float32, m.Params()), make([]float32, m.Params())
		host := m.NewWorkspace(1)
		var steps, gpuSteps []string
		host.StepAt([]int{m.part(1)}, func(_ int, g []float32) { steps = append(steps, digest(g)) })
		loss, err := host.Gradient(weights, want, sequences)
		if err != nil {
			t.Fatal(err)
		}
		text, err := host.Generate(weights, sequences[0][:3], 2, Sampling{Temperature: 1, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, bytes := range []int64{0, math.MaxInt64} {
			w, err := m.NewWorkspaceOn(gpu, 1, bytes)
			if err != nil {
				t.Fatal(err)
			}
			if size := m.workspaceBytes(gpu, 1); bytes > 0 && size != w.Bytes() {
				t.Errorf("%s: expected %d bytes, allocated %d", name, size, w.Bytes())
			}
			w.StepAt([]int{m.part(1)}, func(_ int, g []float32) { gpuSteps = append(gpuSteps, digest(g)) })
			if l, err := w.Gradient(weights, got, sequences); err != nil || l != loss || digest(got) != digest(want) {
				t.Errorf("%s: loss %v, want %v; gradients equal: %v; error %v", name, l, loss, digest(got) == digest(want), err)
			}
			if again, err := w.Generate(weights, sequences[0][:3], 2, Sampling{Temperature: 1, Seed: 3}); err != nil || !slices.Equal(again, text) {
				t.Errorf("%s: text %v, want %v; error %v", name, again, text, err)
			}
			w.Free()
		}
		if steps = append(steps, steps...); !slices.Equal(gpuSteps, steps) {
			t.Errorf("%s: steps %q, want %q", name, gpuSteps, steps)
		}
	}
}

// A GPU that fails, wherever it is, ends a computation with ErrGPU and never with a result.
func TestGradientOnGPUThatFails(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	weights, sequences, grad := randomWeights(m, 1), randomSequences(m, 2, 2), make([]float32, m.Params())
	for _, trouble := range []string{"cuMemAlloc_v2=2@3", "cuMemAlloc_v2=2@20", "cuLaunchKernel=719@40", "cuMemcpyDtoHAsync_v2=700@2",
		"cuMemcpyHtoDAsync_v2=700@4", "cuStreamSynchronize=719@3", "cuLaunchKernel=2@1"} {
		t.Run(trouble, func(t *testing.T) {
			w, err := m.NewWorkspaceOn(testGPU(t, trouble), 2, math.MaxInt64)
			if err == nil {
				_, err = w.Gradient(weights, grad, sequences)
				w.Free()
			}
			if !errors.Is(err, kernels.ErrGPU) {
				t.Errorf("error %v, want one of the GPU", err)
			}
		})
	}
}
