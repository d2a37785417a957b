package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/kernels"
	"quire/trainer/internal/home"
	"quire/trainer/internal/keys"
	"quire/trainer/model"
)

// What doctor is content with.
const (
	diskFreeMin = 1 << 30          // bytes: less does not hold a checkpoint of a small model
	skewMax     = 5 * time.Minute  // the coordinator refuses calls beyond it
	selfTestMax = 10 * time.Second // a slower machine would lose every lease
)

// finding is one line of doctor.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"` // "ok", "warning" or "error"
	Text  string `json:"text"`
}

func newDoctor(f *flags) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor [URL]",
		Short: "Look whether this machine can take part, and say what to do if not",
		Args:  usage(cobra.MaximumNArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			if err := f.setThreads(); err != nil {
				return err
			}
			findings := append(f.checkArithmetic(), f.checkFolder()...)
			if len(args) == 1 {
				r, err := parseRemote(args[0])
				if err != nil {
					return err
				}
				findings = append(findings, checkCampaign(ctx, r)...)
			}
			return tellFindings(c, findings, asJSON)
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "machine-readable")
	return c
}

func tellFindings(c *cobra.Command, findings []finding, asJSON bool) error {
	p := &printer{w: c.OutOrStdout()}
	if asJSON {
		p.err = printJSON(p.w, findings)
	}
	marks := map[string]string{"ok": "✓", "warning": "!", "error": "✗"}
	var bad []string
	for _, f := range findings {
		if !asJSON {
			p.line("%s %-10s %s", marks[f.State], f.Check, f.Text)
		}
		if f.State == "error" {
			bad = append(bad, f.Check)
		}
	}
	if len(bad) > 0 {
		return errors.Join(p.err, fmt.Errorf("%w: %s", errPreflight, strings.Join(bad, ", ")))
	}
	return p.err
}

func checkKernels() finding {
	return finding{"kernels", "ok", fmt.Sprintf("path %s of %s, profile %s, %d threads of %d processors",
		kernels.Path(), strings.Join(kernels.Paths(), ", "), kernels.Profile, kernels.Threads(), runtime.NumCPU())}
}

// checkArithmetic looks whether the processors, and the GPU that --device asks for, compute the profile's bits, and how fast.
func (f *flags) checkArithmetic() []finding {
	found := []finding{checkKernels(), checkGoldens("arithmetic", nil), checkSpeed("speed", nil)}
	d, err := f.openDevice()
	switch {
	case err != nil:
		return append(found, finding{"device", "error", err.Error()})
	case d.gpu != nil:
		return append(found, finding{"device", "ok", "cuda on " + d.gpu.String()}, checkGoldens("cuda", d.gpu), checkSpeed("cuda speed", d.gpu))
	case d.why != nil:
		return append(found, finding{"device", "ok", fmt.Sprintf("the processors; %v", d.why)})
	}
	return append(found, finding{"device", "ok", "the processors, as --device cpu says"})
}

// checkGoldens runs all published trainings.
func checkGoldens(check string, gpu *kernels.GPU) finding {
	begin := time.Now()
	for _, g := range model.Goldens() {
		if err := g.Check(gpu); err != nil {
			return finding{check, "error", err.Error()}
		}
	}
	took, n := time.Since(begin), len(model.Goldens())
	if took > selfTestMax {
		return finding{check, "warning", fmt.Sprintf("right, but %d trainings took %s: this machine is very slow or busy", n, took.Round(time.Second))}
	}
	return finding{check, "ok", fmt.Sprintf("%d published trainings give the same bits as everywhere, in %d ms", n, took.Milliseconds())}
}

// checkSpeed multiplies matrices for a while and tells the best rate.
func checkSpeed(check string, gpu *kernels.GPU) finding {
	size := 768
	if gpu != nil {
		size = 4096
	}
	a := kernels.NewArena(gpu)
	defer a.Free()
	x, y := a.Floats(size*size), a.Floats(size*size)
	best := time.Duration(1 << 62)
	for begin := time.Now(); time.Since(begin) < speedFor; {
		if gpu != nil && gpu.Err() != nil {
			return finding{check, "error", gpu.Err().Error()}
		}
		start := time.Now()
		kernels.Matmul(kernels.NT, y, x, x, kernels.Shape{M: size, N: size, K: size})
		if gpu != nil {
			_ = gpu.Wait() // the loop looks at it
		}
		best = min(best, time.Since(start))
	}
	return finding{check, "ok", fmt.Sprintf("%.0f GFLOP/s in products of %d×%d matrices", 2*math.Pow(float64(size), 3)/best.Seconds()/1e9, size, size)}
}

// speedFor is how long doctor measures.
const speedFor = 200 * time.Millisecond

// checkFolder looks at the data folder, its disk and the key in it.
func (f *flags) checkFolder() []finding {
	h, objects, err := f.open()
	if err != nil {
		return []finding{{"data", "error", err.Error()}}
	}
	found := []finding{{"data", "ok", fmt.Sprintf("%s, cache %s of %s", h.Dir(), bytesText(objects.Used()), f.maxDisk)}}
	if free, ok := diskFree(h.Dir()); ok {
		state := "ok"
		if free < diskFreeMin {
			state = "warning"
		}
		found = append(found, finding{"disk", state, bytesText(free) + " free"})
	}
	node, err := keys.Address(h.Dir())
	switch {
	case err != nil:
		found = append(found, finding{"key", "error", err.Error()})
	case node == (common.Address{}):
		found = append(found, finding{"key", "ok", "none yet: join makes one"})
	default:
		found = append(found, finding{"key", "ok", "node " + node.Hex()})
	}
	return append(found, checkSettings(h))
}

func checkSettings(h home.Home) finding {
	s, err := h.Settings()
	switch {
	case err != nil:
		return finding{"payout", "error", err.Error()}
	case s.Payout == (common.Address{}):
		return finding{"payout", "ok", "none yet: the first join of a campaign that pays asks for --payout"}
	}
	return finding{"payout", "ok", s.Payout.Hex()}
}

// checkCampaign looks at the way to the coordinator, the clocks and whether the campaign fits this machine.
func checkCampaign(ctx context.Context, r remote) []finding {
	begin := time.Now()
	m, spec, err := r.headline(ctx, statusPatience)
	if err != nil {
		return []finding{{"campaign", "error", err.Error()}}
	}
	took := time.Since(begin)
	found := []finding{{"campaign", "ok", fmt.Sprintf("%s answers in %d ms: round %d of %d", r.url(), took.Milliseconds(), m.GetRound(), m.GetRounds())}}
	skew := time.Since(time.UnixMilli(m.GetNowMs())).Abs()
	switch {
	case skew > skewMax:
		found = append(found, finding{"clock", "error", fmt.Sprintf("%s off the coordinator's: set it, calls are refused", skew.Round(time.Second))})
	case skew > skewTold:
		found = append(found, finding{"clock", "warning", fmt.Sprintf("%s off the coordinator's", skew.Round(time.Second))})
	default:
		found = append(found, finding{"clock", "ok", fmt.Sprintf("%d ms off the coordinator's", skew.Milliseconds())})
	}
	need := spec.TrainBytes()
	have, ok := memoryAvailable()
	switch {
	case !ok:
		return append(found, finding{"memory", "warning", fmt.Sprintf("a train task needs about %s; how much is free here is not known", bytesText(need))})
	case need > have:
		return append(found, finding{"memory", "error", fmt.Sprintf("a train task needs about %s, %s are free: close programs or choose a smaller campaign", bytesText(need), bytesText(have))})
	}
	return append(found, finding{"memory", "ok", fmt.Sprintf("a train task needs about %s of %s free", bytesText(need), bytesText(have))})
}

// memoryAvailable reads how much memory a new program can have, where the system tells.
func memoryAvailable() (int64, bool) {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(b)) {
		text, ok := strings.CutPrefix(line, "MemAvailable:")
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "kB")), 10, 64)
		return n << 10, err == nil
	}
	return 0, false
}

func bytesText(n int64) string {
	f := float64(n)
	for _, unit := range []string{"B", "KiB", "MiB"} {
		if f < 1024 {
			return fmt.Sprintf("%.3g %s", f, unit)
		}
		f /= 1024
	}
	return fmt.Sprintf("%.1f GiB", f)
}
