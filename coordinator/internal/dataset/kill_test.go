package dataset

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

// The test binary runs a build as a process of its own when these are set.
const (
	envInput = "QUIRE_TEST_BUILD_INPUT"
	envDir   = "QUIRE_TEST_BUILD_DIR"
	envSave  = "QUIRE_TEST_BUILD_SAVE"
)

func TestMain(m *testing.M) {
	if os.Getenv(envDir) == "" {
		os.Exit(m.Run())
	}
	save, err := strconv.ParseInt(os.Getenv(envSave), 10, 64)
	if err == nil {
		_, err = Build(context.Background(), buildOf(os.Getenv(envInput), os.Getenv(envDir), save))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	// The high-water mark of this process alone: rusage would count its parent's before exec.
	status, _ := os.ReadFile("/proc/self/status")
	if _, after, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
		fmt.Println(string(bytes.Fields(after)[0]))
	}
	os.Exit(0)
}

func buildOf(path, dir string, save int64) Config {
	return Config{Paths: []string{path}, Dir: dir, Tokenizer: tokenizer.Bytes(), HeldOutPerMillion: 50_000, SaveBytes: save}
}

func process(path, dir string, save int64) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), envInput+"="+path, envDir+"="+dir, envSave+"="+strconv.FormatInt(save, 10))
	c.Stderr = os.Stderr
	return c
}

// jsonFile writes about size bytes of JSON lines, a quarter of them duplicates.
func jsonFile(t *testing.T, size int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "large.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	pad := make([]byte, 1000)
	for i := range pad {
		pad[i] = byte('a' + i%23)
	}
	for i, n := int64(0), int64(0); n < size; i++ {
		k, _ := fmt.Fprintf(w, "{\"text\":\"document %d %s\"}\n", i-i%4/3, pad[:500+i%500])
		n += int64(k)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Killed at any moment, a build leaves nothing partial under a final name, and goes on when it is run again.
func TestKilledBuildGoesOn(t *testing.T) {
	path, dir := jsonFile(t, 24<<20), t.TempDir()
	want := must(t, buildOf(path, filepath.Join(t.TempDir(), "quiet"), 0)).Manifest
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	kills := 0
	for {
		c := process(path, dir, 1<<20)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(60+r.IntN(500))*time.Millisecond, func() { _ = c.Process.Signal(syscall.SIGKILL) })
		err := c.Wait()
		timer.Stop()
		shards, globErr := filepath.Glob(filepath.Join(dir, shardsName, "[0-9a-f]*"))
		if globErr != nil {
			t.Fatal(globErr)
		}
		for _, shard := range shards {
			b, err := os.ReadFile(shard)
			if err != nil || canon.Sum(b).String() != filepath.Base(shard) {
				t.Fatalf("seed %d: after %d kills %s is not what its name says (%v)", seed, kills, shard, err)
			}
		}
		set, loadErr := Load(dir)
		if err == nil {
			if loadErr != nil || canon.DigestOf(set.Manifest) != canon.DigestOf(want) {
				t.Fatalf("seed %d: after %d kills %+v (%v), undisturbed %+v", seed, kills, set.Manifest, loadErr, want)
			}
			break
		}
		if kills++; kills > 300 {
			t.Fatalf("seed %d: no progress after %d kills: %v", seed, kills, err)
		}
		if loadErr == nil { // killed after the manifest was written
			break
		}
	}
	if kills < 2 {
		t.Errorf("seed %d: only %d kills", seed, kills)
	}
	if err := must(t, buildOf(path, dir, 0)).Check(t.Context()); err != nil {
		t.Error(err)
	}
	t.Logf("%d kills", kills)
}

// What a build holds in memory does not grow with its input, but for a hash of each document.
func TestMemoryIsBounded(t *testing.T) {
	const small, large, allowedKiB = 32 << 20, 256 << 20, 64 << 10
	peak := func(size int64) int64 {
		out, err := process(jsonFile(t, size), filepath.Join(t.TempDir(), "set"), 0).Output()
		if err != nil {
			t.Fatal(err)
		}
		if len(out) == 0 {
			t.Skip("this system does not tell how much memory a process used")
		}
		kib, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return kib
	}
	a, b := peak(small), peak(large)
	t.Logf("peak %d MiB for %d MiB of input, %d MiB for %d MiB", a>>10, small>>20, b>>10, large>>20)
	if b-a > allowedKiB {
		t.Errorf("%d KiB more for %d MiB more of input, at most %d", b-a, (large-small)>>20, allowedKiB)
	}
}
