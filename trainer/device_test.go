//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"quire/kernels/cuda/hosted"
	"quire/trainer/internal/fake"
)

// fakeDriver builds the driver that runs the CUDA kernels on the host, once, and returns its folder.
var fakeDriver = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "quire-driver")
	if err != nil {
		return "", err
	}
	_, err = hosted.Build(dir)
	return dir, err
})

// withGPU runs the program as on a machine with a GPU, in which the given things go wrong, and returns all that it prints.
func withGPU(t *testing.T, trouble string, args ...string) (string, error) {
	t.Helper()
	dir, err := fakeDriver()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "TRAINER_IS_CHILD=1", "LD_LIBRARY_PATH="+dir, hosted.Trouble+"="+trouble)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// lineWith returns the only line of text that has all the words.
func lineWith(text string, words ...string) string {
	found := ""
	for line := range strings.Lines(text) {
		has := true
		for _, w := range words {
			has = has && strings.Contains(line, w)
		}
		if has && found != "" {
			return ""
		}
		if has {
			found = line
		}
	}
	return found
}

// A trainer with a GPU works on it, and whoever recomputes the campaign without one gets the same bytes.
func TestJoinOnGPU(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url := c.URL + "/c/tiny"
	out, err := withGPU(t, "", "join", url, "--payout", payout, "--log-format", "lines", "--data-dir", t.TempDir())
	if err != nil || lineWith(out, "kernels", "cuda on Processor posing as a GPU", "self-test passed") == "" || strings.Contains(out, "without the GPU") {
		t.Errorf("%v\n%s", err, out)
	}
	if out := must(t, t.TempDir(), "verify", url, "--device", "cpu"); !strings.Contains(out, "18 of 18 tasks") {
		t.Errorf("verify:\n%s", out)
	}
}

// A GPU that fails in the middle of a task is named in one line, and the processors do the task instead.
func TestGPUFailsInATask(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	out, err := withGPU(t, "cuMemAlloc_v2=2@60", "join", c.URL+"/c/tiny", "--payout", payout, "--log-format", "lines", "--data-dir", t.TempDir())
	if err != nil || lineWith(out, "goes on without the GPU", "its memory is full") == "" || !strings.Contains(out, "summary   18 tasks") {
		t.Errorf("%v\n%s", err, out)
	}
}

// What is wrong with a GPU is one line of doctor, and no obstacle unless the GPU was asked for.
func TestDoctorNamesWhatIsWrongWithAGPU(t *testing.T) {
	dir := t.TempDir()
	for trouble, want := range map[string]string{
		"cuInit=100":               "the driver finds no NVIDIA GPU",
		"capability=61":            "compute capability 6.1, at least 8.0 is needed",
		"version=9020":             "the driver is for CUDA 9.2: install one for CUDA 11.0 or newer",
		"cuLaunchKernel=719@50":    "CUDA_ERROR_LAUNCH_FAILED",
		"cuMemAlloc_v2=2":          "its memory is full",
		"cuModuleLoadDataEx=218":   "the driver cannot compile the kernels",
		"cuMemcpyDtoHAsync_v2=700": "CUDA_ERROR_ILLEGAL_ADDRESS",
	} {
		if out, err := withGPU(t, trouble, "doctor", "--data-dir", dir); err != nil || lineWith(out, "✓ device", "the processors", want) == "" {
			t.Errorf("%s: %v\n%s", trouble, err, out)
		}
		if out, err := withGPU(t, trouble, "doctor", "--device", "cuda", "--data-dir", dir); err == nil || lineWith(out, "✗ device", want) == "" {
			t.Errorf("%s, with --device cuda: %v\n%s", trouble, err, out)
		}
	}
	if out, err := withGPU(t, "", "doctor", "--device", "cpu", "--data-dir", dir); err != nil || lineWith(out, "✓ device", "--device cpu") == "" {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := withGPU(t, "", "doctor", "--device", "tpu", "--data-dir", dir); err == nil || !strings.Contains(out, "want cpu, cuda, cuda:N or auto") {
		t.Errorf("%v\n%s", err, out)
	}
}

// Every thread of a trainer lets other programs go first.
func TestJoinStandsBack(t *testing.T) {
	c := stuck(t)
	cmd, lines := child(t, t.TempDir(), "join", c.URL+"/c/tiny", "--payout", payout, "--log-format", "lines", "--nice", "7", "--device", "cpu")
	await(t, lines, "offline")
	threads, err := filepath.Glob(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "task", "*"))
	if err != nil || len(threads) < 2 {
		t.Fatal(threads, err)
	}
	for _, thread := range threads {
		id, err := strconv.Atoi(filepath.Base(thread))
		if err != nil {
			t.Fatal(err)
		}
		if value, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil && 20-value < 7 {
			t.Errorf("thread %d has nice value %d", id, 20-value)
		}
	}
}
