package kernels

import (
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"quire/kernels/cuda"
	"quire/kernels/cuda/hosted"
)

// fakeDriver builds the driver that needs no GPU, once.
var fakeDriver = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "quire-driver")
	if err != nil {
		return "", err
	}
	return hosted.Build(dir)
})

// openFake opens the "GPU" of the fake driver, in which the given things go wrong.
func openFake(t *testing.T, trouble string) (*GPU, error) {
	t.Helper()
	library, err := fakeDriver()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(hosted.Trouble, trouble)
	return OpenGPU(library, 0)
}

// mustFake is openFake that closes at the end of the test, and has nothing to complain about then.
func mustFake(t *testing.T) *GPU {
	t.Helper()
	g, err := openFake(t, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// hostOnly are the operations that GPUs do not have.
var hostOnly = map[string]bool{"bf16": true, "int8": true, "elementary": true, "fused": true}

// Every operation, launched through the calls of the driver, gives the bits of the scalar reference. The driver is a fake
// that runs the CUDA kernels on the host; on a machine with a GPU, kernels/bench/gpu.sh has the real one do the same.
func TestGPUHasTheBitsOfTheReference(t *testing.T) {
	g := testGPU(t)
	defer SetPath(Path())
	use(t, "scalar", 1)
	for name, operation := range operations {
		if hostOnly[name] {
			continue
		}
		t.Run(name, func(t *testing.T) {
			for c := range casesOf(t, 12, 3) {
				flavour := c % flavours
				want := operation(newOperand(uint64(c), flavour))
				o := newOperand(uint64(c), flavour)
				o.arena = NewArena(g)
				got := operation(o)
				o.arena.Free()
				if err := g.Wait(); err != nil {
					t.Fatal(err)
				}
				if name == "attention" {
					want = want[:len(got)] // without the probabilities
				}
				if i := firstDifference(got, want); i >= 0 {
					t.Fatalf("seed %d, flavour %d: element %d of %d differs: %s, want %s", c, flavour, i, len(want), at64(got, i), at64(want, i))
				}
			}
		})
	}
}

// testGPU is the machine's own GPU if QUIRE_GPU is set, and otherwise the fake.
func testGPU(t *testing.T) *GPU {
	t.Helper()
	if os.Getenv("QUIRE_GPU") == "" {
		return mustFake(t)
	}
	g, err := OpenGPU("", 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Log(g)
	return g
}

func TestFiniteOnGPU(t *testing.T) {
	a := NewArena(mustFake(t))
	defer a.Free()
	x, y := newOperand(1, wide).floats(1000), a.Floats(1000)
	if Copy(y, x); !Finite(y) {
		t.Error("finite numbers are said not to be")
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		x[777] = float32(bad)
		if Copy(y, x); Finite(y) {
			t.Errorf("%v passes as finite", bad)
		}
	}
}

// Memory of a GPU can be cut, cleared and copied in every direction; operands of two kinds do not mix.
func TestArena(t *testing.T) {
	g := mustFake(t)
	a := NewArena(g)
	defer a.Free()
	x, y, z := []float32{1, 2, 3, 4}, a.Floats(4), a.Floats(4)
	Copy(y, x)
	Copy(z[1:3], y[:2])
	Clear(y[3:])
	got := make([]float32, 8)
	Copy(got[:4], y)
	Copy(got[4:], z)
	if want := []float32{1, 2, 3, 0, 0, 1, 2, 0}; firstDifference(got, want) >= 0 {
		t.Errorf("%v, want %v", got, want)
	}
	if On(y[1:], z, nil) != g || On(x) != nil || On(y[4:]) != nil || a.Bytes() != 32 {
		t.Error("it is not known where operands lie")
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("operands in two memories are taken")
			}
		}()
		Add(y, y, x)
	}()
}

// Whatever is wrong with driver or device is one line that says what and, where there is something, what to do.
func TestGPUThatCannotBeOpened(t *testing.T) {
	for trouble, want := range map[string]string{
		"cuInit=100":                       "the driver finds no NVIDIA GPU",
		"cuInit=998":                       "cuInit: an unknown error (error 998)",
		"cuInit=803":                       "reboot",
		"devices=0":                        "there is no GPU 0: this machine has 0",
		"version=10020":                    "the driver is for CUDA 10.2: install one for CUDA 11.0 or newer",
		"capability=75":                    "has compute capability 7.5, at least 8.0 is needed",
		"cuDevicePrimaryCtxRetain=2":       "the GPU has no memory left: other programs hold it",
		"cuDevicePrimaryCtxRetain=46":      "held by another process",
		"cuModuleLoadDataEx=222":           "the driver is for CUDA 12.4: install",
		"cuModuleLoadDataEx=218":           "the driver cannot compile the kernels",
		"cuModuleGetFunction=500@3":        "rmsnorm_backward: ",
		"cuStreamCreate=2 cuCtxDestroy=77": "no memory left",
	} {
		g, err := openFake(t, trouble)
		if g != nil || !errors.Is(err, ErrGPU) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", trouble, err, want)
		}
	}
	if _, err := OpenGPU("/nowhere/libcuda.so.1", 0); !errors.Is(err, ErrGPU) || !strings.Contains(err.Error(), "no NVIDIA driver") {
		t.Errorf("without a driver: %v", err)
	}
	if _, err := OpenGPU("libm.so.6", 0); err == nil || !strings.Contains(err.Error(), "has no function cuInit") {
		t.Errorf("with another library: %v", err)
	}
}

// Trouble on the way is kept, says what could not be done, and ends nothing but the work on that GPU.
func TestGPUThatFails(t *testing.T) {
	for trouble, want := range map[string]string{
		"cuMemAlloc_v2=2@2":           "cannot hold so much: its memory is full",
		"cuLaunchKernel=719":          "cannot run add: CUDA_ERROR_LAUNCH_FAILED (error 719)",
		"cuStreamSynchronize=700@2":   "CUDA_ERROR_ILLEGAL_ADDRESS",
		"cuMemcpyHtoDAsync_v2=1":      "cannot receive data",
		"cuMemcpyDtoHAsync_v2=1":      "cannot compute",
		"cuMemsetD32Async=1":          "cannot hold so much",
		"cuCtxSetCurrent=201@6":       "201",
		"cuMemcpyDtoDAsync_v2=400":    "cannot move data",
		"cuDevicePrimaryCtxRelease=1": "", // nothing goes wrong before the end
	} {
		g, err := openFake(t, trouble)
		if err != nil {
			t.Fatal(err)
		}
		a := NewArena(g)
		x, y := a.Floats(100), a.Floats(100)
		if g.Err() == nil {
			Copy(x, make([]float32, 100))
			Add(y, x, x)
			Copy(x, y)
			Finite(y)
			Copy(make([]float32, 100), y)
		}
		err = g.Wait()
		if (err == nil) != (want == "") || err != nil && (!errors.Is(err, ErrGPU) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", trouble, err, want)
		}
		t.Setenv(hosted.Trouble, "")
		a.Free()
		_ = g.Close() // the failure again
	}
}

// A program that forgets memory is told by the fake driver, so that the tests would notice.
func TestFakeDriverNoticesLeaks(t *testing.T) {
	g, err := openFake(t, "")
	if err != nil {
		t.Fatal(err)
	}
	NewArena(g).Floats(10)
	none := []region{}
	g.regions.Store(&none) // it forgets
	if err := g.Close(); err == nil {
		t.Error("a leak passes")
	}
}

// rounded matches arithmetic whose rounding PTX says; without it an assembler may join a product and a sum.
var (
	arithmetic = regexp.MustCompile(`(?m)^\s*(?:@!?%p\d+ )?((?:add|sub|mul|fma|mad|div|sqrt|rcp|ex2|lg2|rsqrt)\.[a-z.]*f(?:32|64)[^ \t]*)`)
	rounded    = regexp.MustCompile(`^(add|sub|mul|fma|div|sqrt|rcp)\.rn\.f32$`)
)

// The PTX has every kernel, with operands of the size that the launches pass, and no arithmetic but correctly rounded
// operations on 32 bits that may not be contracted.
func TestPTXIsExact(t *testing.T) {
	all := arithmetic.FindAllStringSubmatch(cuda.PTX, -1)
	if len(all) < 100 {
		t.Fatalf("only %d arithmetic instructions found", len(all))
	}
	for _, m := range all {
		if !rounded.MatchString(m[1]) {
			t.Errorf("PTX has %s", m[1])
		}
	}
	for name, bytes := range gpuKernels() {
		entry := regexp.MustCompile(fmt.Sprintf(`\.entry %s\(\s*\.param \.align 8 \.b8 %s_param_0\[%d\]\s*\)`, name, name, bytes))
		if n := len(entry.FindAllString(cuda.PTX, -1)); n != 1 {
			t.Errorf("PTX has %d kernels %s with operands of %d bytes", n, name, bytes)
		}
	}
	if strings.Contains(cuda.PTX, ".local") {
		t.Error("a kernel keeps variables in memory: an array has an index that the compiler does not know")
	}
}
