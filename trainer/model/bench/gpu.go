package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/kernels/yardstick"
	"quire/trainer/model"
)

// gpuModels are the models whose steps are measured on a GPU, as far as its memory goes.
var gpuModels = []stepModel{
	{campaign.Model{Family: "llama", Vocab: 50304, Context: 1024, Width: 768, Layers: 12, Heads: 12, KVHeads: 12, Hidden: 2048, Tied: true, RopeTheta: 10000}, 8, 4},
	{campaign.Model{Family: "llama", Vocab: 50304, Context: 1024, Width: 1024, Layers: 24, Heads: 16, KVHeads: 16, Hidden: 2816, Tied: true, RopeTheta: 10000}, 8, 3},
	{campaign.Model{Family: "llama", Vocab: 32000, Context: 2048, Width: 2048, Layers: 22, Heads: 32, KVHeads: 4, Hidden: 5632, RopeTheta: 10000}, 4, 3},
}

// toyModel is for seeing that everything runs.
var toyModel = stepModel{campaign.Model{Family: "llama", Vocab: 40, Context: 32, Width: 16, Layers: 1, Heads: 2, KVHeads: 1, Hidden: 20, Tied: true, RopeTheta: 10000}, 1, 2}

// torchPatience bounds one measurement with PyTorch, most of which is compiling.
const torchPatience = 75 * time.Second

// onGPU prints what the first GPU does, as one table. What cannot be measured is said in its place.
func onGPU(out io.Writer, o options) error {
	gpu, err := kernels.OpenGPU("", 0)
	if err != nil {
		return fmt.Errorf("nothing to measure: %w", err)
	}
	begin := time.Now()
	for _, g := range model.Goldens()[:1] {
		if err := g.Check(gpu); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%v. Measured %s. The self-test gives the published bits, in %d ms.\n\n", gpu, time.Now().UTC().Format(time.DateOnly), time.Since(begin).Milliseconds())
	fmt.Fprintf(out, "| what | ours | other | ratio |\n|---|---|---|---|\n")
	if err := gpuProducts(out, gpu, o.tiny); err != nil {
		return err
	}
	all := gpuModels
	if o.tiny {
		all = []stepModel{toyModel}
	}
	for _, s := range all {
		if err := gpuStep(out, gpu, s, o.torch); err != nil {
			return err
		}
	}
	return gpu.Close()
}

// gpuShapes are products of the models above over 8192 positions, and squares.
func gpuShapes(tiny bool) []productShape {
	if tiny {
		return []productShape{{"toy", kernels.NT, kernels.Shape{M: 40, N: 30, K: 20}}}
	}
	var all []productShape
	for _, c := range []struct {
		what    string
		n, w, f int
	}{{"qkv, C 768", 8192, 768, 2304}, {"gate and up, C 768", 8192, 768, 4096}, {"gate and up, C 2048", 8192, 2048, 11264}} {
		all = append(all,
			productShape{c.what, kernels.NT, kernels.Shape{M: c.n, N: c.f, K: c.w}},
			productShape{c.what, kernels.NN, kernels.Shape{M: c.n, N: c.w, K: c.f}},
			productShape{c.what, kernels.TN, kernels.Shape{M: c.f, N: c.w, K: c.n}})
	}
	return append(all, productShape{"square", kernels.NN, kernels.Shape{M: 4096, N: 4096, K: 4096}},
		productShape{"square", kernels.NT, kernels.Shape{M: 8192, N: 8192, K: 8192}})
}

func gpuProducts(out io.Writer, gpu *kernels.GPU, tiny bool) error {
	blas, err := yardstick.OpenCuBLAS()
	var ratios []float64
	for _, s := range gpuShapes(tiny) {
		a := kernels.NewArena(gpu)
		x, y, z := a.Floats(s.M*s.K), a.Floats(s.K*s.N), a.Floats(s.M*s.N)
		if gpu.Err() != nil {
			return gpu.Err()
		}
		kernels.Copy(x, filled(s.M*s.K))
		kernels.Copy(y, filled(s.K*s.N))
		ours := gpuRate(s, func() { kernels.Matmul(s.form, z, x, y, s.Shape) }, gpu.Wait)
		other, ratio := "no cuBLAS", ""
		if err == nil {
			theirs := gpuRate(s, func() {
				_ = blas.Matmul(z, yardstick.Operand{X: x, Transposed: s.form == kernels.TN}, yardstick.Operand{X: y, Transposed: s.form == kernels.NT}, s.M, s.N, s.K)
			}, blas.Wait)
			ratios = append(ratios, ours/theirs)
			other, ratio = fmt.Sprintf("cuBLAS %.1f TFLOP/s", theirs/1e12), fmt.Sprintf("%.2f", ours/theirs)
		}
		fmt.Fprintf(out, "| %s, %s %d×%d×%d | %.1f TFLOP/s | %s | %s |\n", s.what, [...]string{"NN", "NT", "TN"}[s.form], s.M, s.N, s.K, ours/1e12, other, ratio)
		a.Free()
	}
	if len(ratios) > 0 {
		slices.Sort(ratios)
		fmt.Fprintf(out, "| products, median and worst | | %v | %.2f, %.2f |\n", blas, ratios[len(ratios)/2], ratios[0])
	}
	return gpu.Wait()
}

// gpuRate returns FLOP/s of a product, the best of several bursts.
func gpuRate(s productShape, begin func(), wait func() error) float64 {
	best := 0.0
	for range 5 {
		start := time.Now()
		n := 1 + min(20, int(2e11/s.flops())) // some ten milliseconds, if that takes no more than a few launches
		for range n {
			begin()
		}
		if wait() != nil {
			return math.NaN()
		}
		best = max(best, s.flops()*float64(n)/time.Since(start).Seconds())
	}
	return best
}

// gpuStep measures whole steps, and what each operation takes.
func gpuStep(out io.Writer, gpu *kernels.GPU, s stepModel, torch string) error {
	name, took, families, err := gpuSteps(gpu, s)
	if err != nil || took == 0 {
		fmt.Fprintf(out, "| step, %s | not measured: %s | | |\n", name, map[bool]string{true: "its memory is too small", false: fmt.Sprint(err)}[err == nil])
		return err
	}
	tokens := float64(s.sequences*s.config.Context) / took.Seconds()
	others := torchSteps(torch, s)
	if len(others) == 0 {
		others = []torchResult{{Problem: "no PyTorch with a GPU"}}
	}
	for _, r := range others {
		other, ratio := r.Problem, ""
		if r.Tokens > 0 {
			other, ratio = fmt.Sprintf("PyTorch %s, %s: %.0f tokens/s", r.Version, r.Kind, r.Tokens), fmt.Sprintf("%.2f", tokens/r.Tokens)
		}
		fmt.Fprintf(out, "| step, %s | %.0f tokens/s, %.1f TFLOP/s | %s | %s |\n", name, tokens, tokens*float64(s.config.FlopsPerToken())/1e12, other, ratio)
	}
	var parts []string
	for _, f := range slices.SortedFunc(maps.Keys(families), func(a, b string) int { return int(families[b] - families[a]) }) {
		parts = append(parts, fmt.Sprintf("%s %.1f ms", f, families[f].Seconds()*1e3))
	}
	fmt.Fprintf(out, "| its operations, one by one | %s | | |\n", strings.Join(parts, ", "))
	return nil
}

// gpuSteps returns the fastest step with everything on the GPU, 0 if that has no room, and the times of operations in a step
// that waits after each.
func gpuSteps(gpu *kernels.GPU, s stepModel) (name string, best time.Duration, families map[string]time.Duration, err error) {
	m, err := model.New(s.config)
	if err != nil {
		return "", 0, nil, err
	}
	name = fmt.Sprintf("%.0f M parameters, C %d, L %d, T %d, %d positions", float64(m.Params())/1e6, s.config.Width, s.config.Layers, s.config.Context, s.sequences*s.config.Context)
	room := gpu.Free()*9/10 - 16*int64(m.Params())
	if m.WorkspaceBytesMin(gpu, s.sequences) > room {
		return name, 0, nil, nil
	}
	w, err := m.NewWorkspaceOn(gpu, s.sequences, room)
	if err != nil {
		return name, 0, nil, err
	}
	defer w.Free()
	a := kernels.NewArena(gpu)
	defer a.Free()
	weights, grad, moment1, moment2 := a.Floats(m.Params()), a.Floats(m.Params()), a.Floats(m.Params()), a.Floats(m.Params())
	if gpu.Err() != nil {
		return name, 0, nil, gpu.Err()
	}
	start := filled(m.Params())
	kernels.Scale(start, 0.02)
	kernels.Copy(weights, start)
	step := func() (time.Duration, error) {
		begin := time.Now()
		if _, err := w.Gradient(weights, grad, s.tokens()); err != nil {
			return 0, err
		}
		kernels.SumSquares(grad)
		kernels.AdamW(weights, moment1, moment2, grad, adam)
		return time.Since(begin), gpu.Wait()
	}
	best = time.Duration(math.MaxInt64)
	for range s.steps {
		took, err := step()
		if err != nil {
			return name, 0, nil, err
		}
		best = min(best, took)
	}
	families = map[string]time.Duration{}
	kernels.SetObserver(func(name string, d time.Duration) { families[name] += d })
	defer kernels.SetObserver(nil)
	_, err = step()
	return name, best, families, err
}

// torchResult is a line of the script's output.
type torchResult struct {
	Kind, Version, Problem string
	Tokens                 float64 `json:"tokens_per_second"`
}

// torchSteps has the script, unless it has no name, measure the same step in float32 and in bfloat16.
func torchSteps(script string, s stepModel) []torchResult {
	var all []torchResult
	if script == "" {
		return nil
	}
	config, err := json.Marshal(s.config)
	if err != nil {
		panic(err) // plain numbers
	}
	for _, kind := range []string{"float32", "bfloat16"} {
		ctx, cancel := context.WithTimeout(context.Background(), torchPatience)
		out, err := exec.CommandContext(ctx, "python3", script, kind, strconv.Itoa(s.sequences), string(config)).Output()
		cancel()
		var r torchResult
		if jsonErr := json.Unmarshal(bytes.TrimSpace(out), &r); err != nil || jsonErr != nil {
			r = torchResult{Problem: fmt.Sprintf("PyTorch %s: failed or took more than %s", kind, torchPatience)}
		}
		if r.Problem == "" && r.Tokens == 0 {
			continue // there is none
		}
		all = append(all, r)
	}
	return all
}
