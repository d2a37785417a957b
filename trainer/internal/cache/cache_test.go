package cache

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"quire/internal/durable"
	"quire/proto/canon"
)

// clock advances by a second at every look.
func clock() func() time.Time {
	t := time.Unix(1_700_000_000, 0)
	return func() time.Time { t = t.Add(time.Second); return t }
}

func open(t *testing.T, dir string, max int64) *Cache {
	t.Helper()
	c, err := Open(dir, max, clock())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func object(b string) canon.Object {
	return canon.Object{Digest: canon.Sum([]byte(b)), Size: int64(len(b))}
}

func put(t *testing.T, c *Cache, b string) canon.Object {
	t.Helper()
	if err := c.Put([]byte(b)); err != nil {
		t.Fatal(err)
	}
	return object(b)
}

func TestObjectComesBack(t *testing.T) {
	dir := t.TempDir()
	o := put(t, open(t, dir, 0), "weights")
	c := open(t, dir, 0) // another process
	b, err := c.Read(o)
	if err != nil || string(b) != "weights" {
		t.Fatalf("Read = %q, %v", b, err)
	}
	if _, err := c.Read(canon.Object{Digest: o.Digest}); err != nil {
		t.Fatalf("of unknown size: %v", err)
	}
	if _, err := c.Read(object("other")); !errors.Is(err, ErrMissing) {
		t.Fatalf("unknown object: %v", err)
	}
}

func TestCorruptFileIsRemoved(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"flipped bit": func(p string) error { return os.WriteFile(p, []byte("weightz"), 0o600) },
		"truncated":   func(p string) error { return os.Truncate(p, 3) },
		"empty":       func(p string) error { return os.Truncate(p, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, t.TempDir(), 0)
			o := put(t, c, "weights")
			if err := damage(c.path(o.Digest)); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Read(o); !errors.Is(err, ErrMissing) {
				t.Fatalf("Read = %v", err)
			}
			if c.Holds(o) {
				t.Fatal("the corrupt file is still there")
			}
			put(t, c, "weights")
			if _, err := c.Read(o); err != nil {
				t.Fatalf("after it was fetched again: %v", err)
			}
		})
	}
}

func TestWrongBytesGetNoName(t *testing.T) {
	c := open(t, t.TempDir(), 0)
	w, err := c.Create(object("weights"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("weightz")); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); !errors.Is(err, ErrDigest) {
		t.Fatalf("Commit = %v", err)
	}
	if c.Holds(object("weights")) || c.Used() != 0 {
		t.Fatal("wrong bytes were kept")
	}
}

func TestResetStartsAnew(t *testing.T) {
	c := open(t, t.TempDir(), 0)
	w, err := c.Create(object("weights"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"rubbish that is longer", "weights"} {
		if err := w.Reset(); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestLeastRecentlyUsedGoesFirst(t *testing.T) {
	c := open(t, t.TempDir(), 10)
	a, b := put(t, c, "aaaa"), put(t, c, "bbbb")
	if _, err := c.Read(a); err != nil {
		t.Fatal(err)
	}
	d := put(t, c, "dddd") // 12 bytes: b has rested longest
	if !c.Holds(a) || c.Holds(b) || !c.Holds(d) {
		t.Fatalf("holds a %t, b %t, d %t", c.Holds(a), c.Holds(b), c.Holds(d))
	}
	if c.Used() != 8 {
		t.Fatalf("%d bytes used", c.Used())
	}
	big := put(t, c, "larger than the whole cache")
	if _, err := c.Read(big); err != nil {
		t.Fatalf("the newest object must stay: %v", err)
	}
}

// A process killed in the middle of a write leaves a file under way, which is neither served nor kept for ever.
func TestKilledWriterLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if os.Getenv("CACHE_VICTIM") != "" {
		c := open(t, os.Getenv("CACHE_VICTIM"), 0)
		w, err := c.Create(object("weights"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("wei")); err != nil {
			t.Fatal(err)
		}
		p, err := os.FindProcess(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		_ = p.Kill()
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWriterLeavesNothing$")
	cmd.Env = append(os.Environ(), "CACHE_VICTIM="+dir)
	if err := cmd.Run(); err == nil {
		t.Fatal("the victim survived")
	}
	temps := func() []string {
		names, err := filepath.Glob(filepath.Join(dir, "*", ".tmp-*"))
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if len(temps()) != 1 || !durable.IsTemp(temps()[0]) {
		t.Fatalf("the victim left %v", temps())
	}
	c, err := Open(dir, 0, func() time.Time { return time.Now().Add(2 * staleAfter) })
	if err != nil {
		t.Fatal(err)
	}
	if c.Holds(object("weights")) || c.Used() != 0 || len(temps()) != 0 {
		t.Fatal("half an object was kept")
	}
}
