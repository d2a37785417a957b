//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"quire/kernels/cuda/hosted"
)

// TestMain lets the test binary be the program itself, for tests that need a driver from its start.
func TestMain(m *testing.M) {
	if os.Getenv("BENCH_IS_CHILD") != "" {
		if err := run(os.Args[1:], os.Stdout); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The table of a GPU comes out whole, here with toy sizes on the driver that has no GPU; what is missing is named in it.
func TestTableOfAGPU(t *testing.T) {
	dir := t.TempDir()
	if _, err := hosted.Build(dir); err != nil {
		t.Fatal(err)
	}
	table := func(trouble string) (string, error) {
		cmd := exec.Command(os.Args[0], "-gpu", "-tiny", "-torch", "/nowhere.py")
		cmd.Env = append(os.Environ(), "BENCH_IS_CHILD=1", "LD_LIBRARY_PATH="+dir, hosted.Trouble+"="+trouble)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := table("")
	for _, want := range []string{"Processor posing as a GPU", "| what | ours | other | ratio |\n|---|", "| toy, NT 40×30×20 | ", "no cuBLAS",
		"| step, 0 M parameters", "PyTorch bfloat16: failed", "| its operations, one by one | "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in the table", want)
		}
	}
	if err != nil || t.Failed() {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := table("cuInit=100"); err == nil || !strings.Contains(out, "nothing to measure: gpu: the driver finds no NVIDIA GPU") {
		t.Errorf("without a GPU: %v\n%s", err, out)
	}
}
