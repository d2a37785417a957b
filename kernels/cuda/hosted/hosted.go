// Package hosted builds a driver for GPUs that has none, for tests: kernels.cu compiled by the C compiler through a small
// dialect, with coroutines in place of a block's threads, behind the functions of libcuda.so.1. So on machines without a GPU
// every kernel's logic is compared with the reference, bit by bit, through the very calls that a real driver would get.
//
// It is a fake. It says nothing about a real driver, a real compiler of PTX, or speed: it is a thousand times slower than
// package kernels. Nothing but tests and the smoke test of kernels/bench/gpu.sh uses it.
package hosted

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Trouble is the environment variable that tells the driver what goes wrong; driver/libcuda.c says how.
const Trouble = "QUIRE_FAKE_GPU"

// Build compiles the driver into dir, under the name of the real one, and returns the file. It needs the C compiler that cgo
// needs, and the sources of this repository.
func Build(dir string) (string, error) {
	out, err := exec.Command("go", "env", "GOMOD", "CC").Output()
	if err != nil {
		return "", fmt.Errorf("find the sources: %w", err)
	}
	mod, cc, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	kernels := filepath.Join(filepath.Dir(mod), "kernels")
	if err := notice(kernels); err != nil {
		return "", err
	}
	source := filepath.Join(kernels, "cuda", "hosted", "driver")
	library := filepath.Join(dir, "libcuda.so.1")
	command := append(strings.Fields(cc), "-shared", "-fPIC", "-O2", "-std=gnu11", "-ffp-contract=off", "-fno-math-errno",
		"-fno-trapping-math", "-w", "-o", library, filepath.Join(source, "libcuda.c"), filepath.Join(source, "hosted.c"), "-lm", "-lpthread")
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil && runtime.GOARCH == "amd64" && strings.Contains(string(info), " fma ") {
		command = append(command, "-mfma", "-mavx2", "-DQ_HARDWARE_FMA=1")
	}
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("compile the driver: %w: %s", err, out)
	}
	return library, nil
}

// notice looks at every source, so that the go command knows on what the result of a test depends, and runs it again when one
// changes.
func notice(kernels string) error {
	for _, pattern := range []string{"*.h", "cuda/*.cu", "cuda/*.h", "cuda/hosted/driver/*"} {
		files, err := filepath.Glob(filepath.Join(kernels, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("there are no sources %s in %s (%v)", pattern, kernels, err)
		}
		for _, f := range files {
			if _, err := os.Stat(f); err != nil {
				return err
			}
		}
	}
	return nil
}
