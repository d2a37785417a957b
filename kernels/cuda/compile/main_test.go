package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"quire/kernels/cuda"
)

// The committed PTX was made from the sources as they are, which every machine can tell.
func TestPTXIsUpToDate(t *testing.T) {
	head, err := header("..")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(cuda.PTX, head) {
		t.Error("kernels.ptx was not made from these sources: run make cuda, with clang 19, and commit what it writes")
	}
}

// The compiler makes the same bytes again.
func TestPTXIsReproducible(t *testing.T) {
	if _, err := exec.LookPath(compiler); err != nil {
		t.Skipf("there is no %s here; the digest of the sources was compared instead", compiler)
	}
	v, err := version()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(cuda.PTX, "// Compiler: "+v+"\n") {
		t.Skipf("kernels.ptx was not made by this compiler, %s", v)
	}
	ptx, err := compile("..")
	if err != nil {
		t.Fatal(err)
	}
	if string(ptx) != cuda.PTX {
		t.Error("the sources do not compile to kernels.ptx: run make cuda and commit what it writes")
	}
}

// A change of one byte in any source, and a source more, change the digest.
func TestHeaderSeesEveryChange(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "cuda", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "cuda"), 0o700); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range [][2]string{{"a.cu", "1"}, {"a.cu", "2"}, {"b.h", ""}, {"../exact.h", "x"}, {"../exact.h", "y"}, {"../kernels.h", ""}} {
		write(c[0], c[1])
		head, err := header(filepath.Join(dir, "cuda"))
		if err != nil {
			t.Fatal(err)
		}
		if seen[head] {
			t.Errorf("%s with %q changes nothing", c[0], c[1])
		}
		seen[head] = true
	}
}
