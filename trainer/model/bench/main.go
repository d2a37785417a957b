// Command bench prints, in one run on one machine, how fast the kernels and whole training steps are, beside what they
// should be measured against: the multiply-add peak of the processor and OpenBLAS.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"quire/kernels"
	"quire/kernels/yardstick"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	threads int
	bursts  int
	large   bool
	gpu     bool
	tiny    bool
	torch   string
}

func run(args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&o.threads, "threads", min(2, runtime.NumCPU()), "threads of an operation")
	flags.IntVar(&o.bursts, "bursts", 20, "measurements of each thing, of which the best counts: on a shared machine the others measure its neighbours")
	flags.BoolVar(&o.large, "large", false, "also train a model of 124 million parameters, which takes minutes and 4 GiB")
	flags.BoolVar(&o.gpu, "gpu", false, "measure the GPU instead, beside cuBLAS and PyTorch, and print a table in Markdown")
	flags.BoolVar(&o.tiny, "tiny", false, "with -gpu: toy sizes, to see that it runs")
	flags.StringVar(&o.torch, "torch", "kernels/bench/step.py", "with -gpu: the script that measures the same step with PyTorch")
	if err := flags.Parse(args); err != nil {
		return err
	}
	kernels.SetThreads(o.threads)
	if o.gpu {
		return onGPU(out, o)
	}
	peak := yardstick.Peak(o.threads)
	fmt.Fprintf(out, "%s/%s, path %s, %d threads of %d; multiply-add peak %.0f GFLOP/s; best of %d bursts\n\n",
		runtime.GOOS, runtime.GOARCH, kernels.Path(), o.threads, runtime.NumCPU(), peak/1e9, o.bursts)
	start, before := time.Now(), waited()
	products(out, o, peak)
	if err := models(out, o, peak); err != nil {
		return err
	}
	fmt.Fprintf(out, "threads waited %.0f%% of the time for a processor that somebody else had: more than a few percent, and the figures are not of this machine\n",
		100*(waited()-before).Seconds()/time.Since(start).Seconds())
	return nil
}

// shapes are the products of a transformer of a given width: forward, backward to activations, backward to weights.
func shapes() []productShape {
	var all []productShape
	for _, c := range []struct {
		what    string
		n, w, f int
	}{{"qkv, C 128", 1024, 128, 384}, {"gate and up, C 128", 1024, 128, 704}, {"qkv, C 384", 2048, 384, 1152}, {"gate and up, C 384", 2048, 384, 2048},
		{"qkv, C 768", 2048, 768, 2304}, {"gate and up, C 768", 1024, 768, 4096}} {
		all = append(all,
			productShape{c.what, kernels.NT, kernels.Shape{M: c.n, N: c.f, K: c.w}},
			productShape{c.what, kernels.NN, kernels.Shape{M: c.n, N: c.w, K: c.f}},
			productShape{c.what, kernels.TN, kernels.Shape{M: c.f, N: c.w, K: c.n}})
	}
	return append(all, productShape{"square", kernels.NN, kernels.Shape{M: 512, N: 512, K: 512}},
		productShape{"square", kernels.NN, kernels.Shape{M: 2048, N: 2048, K: 2048}})
}

type productShape struct {
	what string
	form kernels.Form
	kernels.Shape
}

func (s productShape) flops() float64 { return 2 * float64(s.M) * float64(s.N) * float64(s.K) }

// products compares matrix products with OpenBLAS, in turns, so that both meet the same neighbours.
func products(out io.Writer, o options, peak float64) {
	blas, err := yardstick.Open(o.threads, kernels.Path() == "avx512")
	if err != nil {
		fmt.Fprintf(out, "OpenBLAS: not compared: %v\n", err)
	} else {
		fmt.Fprintf(out, "OpenBLAS: %s\n", blas)
	}
	fmt.Fprintf(out, "%-20s %4s %18s %9s %6s %9s %6s\n", "product", "form", "M×N×K", "GFLOP/s", "peak", "OpenBLAS", "ratio")
	var ratios []float64
	for _, s := range shapes() {
		x, y, z := filled(s.M*s.K), filled(s.K*s.N), make([]float32, s.M*s.N)
		var ours, theirs float64
		for range o.bursts {
			ours = max(ours, rate(s, func() { kernels.Matmul(s.form, z, x, y, s.Shape) }))
			if blas != nil {
				time.Sleep(settle)
				theirs = max(theirs, rate(s, func() {
					blas.Matmul(z, yardstick.Operand{X: x, Transposed: s.form == kernels.TN}, yardstick.Operand{X: y, Transposed: s.form == kernels.NT}, s.M, s.N, s.K)
				}))
				time.Sleep(settle)
			}
		}
		fmt.Fprintf(out, "%-20s %4s %18s %9.0f %5.0f%%", s.what, [...]string{"NN", "NT", "TN"}[s.form],
			fmt.Sprintf("%d×%d×%d", s.M, s.N, s.K), ours/1e9, 100*ours/peak)
		if blas != nil {
			ratios = append(ratios, ours/theirs)
			fmt.Fprintf(out, " %9.0f %6.2f", theirs/1e9, ours/theirs)
		}
		fmt.Fprintln(out)
	}
	if len(ratios) > 0 {
		slices.Sort(ratios)
		fmt.Fprintf(out, "ratio to OpenBLAS: median %.2f, worst %.2f\n", ratios[len(ratios)/2], ratios[0])
	}
	fmt.Fprintln(out)
}

// settle is how long the threads of whoever was measured last may go on looking for work: OpenBLAS's do for some 25 ms,
// and would have the processor in our measurement.
const settle = 40 * time.Millisecond

// burst is how long one measurement takes at least.
const burst = 10 * time.Millisecond

// rate returns FLOP/s of a product.
func rate(s productShape, f func()) float64 {
	f()
	n, start := 0, time.Now()
	for n == 0 || time.Since(start) < burst {
		f()
		n++
	}
	return s.flops() * float64(n) / time.Since(start).Seconds()
}

// filled returns n numbers of ordinary size.
func filled(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i*2654435761%1024)/512 - 1
	}
	return x
}
