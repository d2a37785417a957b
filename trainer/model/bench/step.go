package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/model"
)

// stepModel is a model whose whole training step is measured.
type stepModel struct {
	config    campaign.Model
	sequences int
	steps     int // at most; the fastest counts
}

var stepModels = []stepModel{
	{campaign.Model{Family: "llama", Vocab: 256, Context: 128, Width: 128, Layers: 4, Heads: 4, KVHeads: 4, Hidden: 352, Tied: true, RopeTheta: 10000}, 16, 60},
	{campaign.Model{Family: "llama", Vocab: 512, Context: 256, Width: 384, Layers: 6, Heads: 6, KVHeads: 6, Hidden: 1024, Tied: true, RopeTheta: 10000}, 8, 20},
}

// largeModel has the shape of GPT-2 with 124 million parameters.
var largeModel = stepModel{campaign.Model{Family: "llama", Vocab: 50304, Context: 1024, Width: 768, Layers: 12, Heads: 12, KVHeads: 12, Hidden: 2048, Tied: true, RopeTheta: 10000}, 2, 3}

func models(out io.Writer, o options, peak float64) error {
	all := stepModels
	if o.large {
		all = append(slices.Clone(all), largeModel)
	}
	for _, s := range all {
		if err := step(out, s, peak); err != nil {
			return err
		}
	}
	return nil
}

// adam are the optimiser's scalars; speed does not depend on them.
var adam = kernels.AdamStep{Beta1: 0.9, Rest1: 0.1, Correction1: 1, Beta2: 0.95, Rest2: 0.05, Correction2: 1, Rate: 1e-6, Keep: 1, Epsilon: 1e-8}

// tokens are sequences without meaning.
func (s stepModel) tokens() [][]int32 {
	sequences := make([][]int32, s.sequences)
	for i := range sequences {
		sequences[i] = make([]int32, s.config.Context+1)
		for j := range sequences[i] {
			sequences[i][j] = int32((i*7919 + j*j*31) % s.config.Vocab)
		}
	}
	return sequences
}

// step measures gradient, clipping's norm and optimiser of one model, and what each operation takes of the fastest step.
func step(out io.Writer, s stepModel, peak float64) error {
	m, err := model.New(s.config)
	if err != nil {
		return err
	}
	w, err := m.NewWorkspaceOn(nil, s.sequences, 2<<30)
	if err != nil {
		return err
	}
	weights, grad := filled(m.Params()), make([]float32, m.Params())
	kernels.Scale(weights, 0.02)
	moment1, moment2 := make([]float32, m.Params()), make([]float32, m.Params())
	sequences := s.tokens()
	best, families := time.Duration(1<<62), map[string]time.Duration{}
	defer kernels.SetObserver(nil)
	for range s.steps {
		took := map[string]time.Duration{}
		kernels.SetObserver(func(name string, d time.Duration) { took[name] += d })
		start := time.Now()
		if _, err := w.Gradient(weights, grad, sequences); err != nil {
			return err
		}
		kernels.SumSquares(grad)
		kernels.AdamW(weights, moment1, moment2, grad, adam)
		if d := time.Since(start); d < best {
			best, families = d, took
		}
	}
	tokens := float64(s.sequences*s.config.Context) / best.Seconds()
	flops := tokens * float64(s.config.FlopsPerToken())
	fmt.Fprintf(out, "step of %.2f M parameters, C %d, L %d, T %d, %d positions: %.0f tokens/s, %.0f GFLOP/s, %.0f%% of peak, workspace %d MiB\n",
		float64(m.Params())/1e6, s.config.Width, s.config.Layers, s.config.Context, s.sequences*s.config.Context,
		tokens, flops/1e9, 100*flops/peak, w.Bytes()>>20)
	named := time.Duration(0)
	for _, name := range slices.SortedFunc(maps.Keys(families), func(a, b string) int { return int(families[b] - families[a]) }) {
		named += families[name]
		fmt.Fprintf(out, "  %-20s %9.2f ms %5.1f%%\n", name, families[name].Seconds()*1e3, 100*families[name].Seconds()/best.Seconds())
	}
	fmt.Fprintf(out, "  %-20s %9.2f ms %5.1f%%\n\n", "everything else", (best-named).Seconds()*1e3, 100*(best-named).Seconds()/best.Seconds())
	return nil
}
