// Command compile makes kernels.ptx from the CUDA sources, with clang 19 and none of NVIDIA's headers. The file begins with
// the digest of what it was made from, so that a machine without that compiler can tell, too, whether it is up to date.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// compiler and arguments of the compilation, which are part of what the digest covers. Contraction is off because the profile
// says which products and sums are one rounding; nothing here depends on the order of the command line's other options.
const compiler = "clang-19"

var arguments = []string{"-x", "cuda", "--cuda-device-only", "--cuda-gpu-arch=sm_80", "--cuda-feature=+ptx70", "-nocudainc",
	"-nocudalib", "-O3", "-ffp-contract=off", "-std=c++17", "-S", "kernels.cu", "-o", "-"}

func main() {
	if err := run(filepath.Join("kernels", "cuda")); err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}

// run compiles the sources in dir and replaces the PTX beside them.
func run(dir string) error {
	ptx, err := compile(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "kernels.ptx"), ptx, 0o644)
}

// compile returns what kernels.ptx in dir should hold.
func compile(dir string) ([]byte, error) {
	head, err := header(dir)
	if err != nil {
		return nil, err
	}
	version, err := version()
	if err != nil {
		return nil, err
	}
	c := exec.Command(compiler, arguments...)
	c.Dir = dir
	var complaints bytes.Buffer
	c.Stderr = &complaints
	ptx, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", compiler, err, complaints.String())
	}
	return append([]byte(head+"// Compiler: "+version+"\n"), ptx...), nil
}

// version is the first line of what the compiler says about itself.
func version() (string, error) {
	out, err := exec.Command(compiler, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("%s, which compiles the CUDA kernels, does not run: %w", compiler, err)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line, nil
}

// header is the first line of the PTX: a digest of the compiler's arguments and of the names and bytes of all sources.
func header(dir string) (string, error) {
	var files []string
	for _, pattern := range []string{"*.cu", "*.h", filepath.Join("..", "exact.h"), filepath.Join("..", "kernels.h")} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return "", err
		}
		files = append(files, found...)
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	h := sha256.New()
	fmt.Fprintln(h, arguments)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %x\n", filepath.Base(f), sha256.Sum256(b))
	}
	return fmt.Sprintf("// Sources: sha256 %x\n", h.Sum(nil)), nil
}
