package fake

import (
	"os"
	"path/filepath"
	"testing"

	"quire/proto/canon"
)

// Bucket writes what the real coordinator's object store holds by now to a new folder, which it returns.
func (c *Coordinator) Bucket(t testing.TB) string {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	root := t.TempDir()
	put := func(name string, b []byte) {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c.keep(c.Spec)
	for d, b := range c.objects {
		put(d.Path(), b)
	}
	for series, digests := range map[canon.Series][]canon.Digest{canon.Journal: c.journal, canon.Closings: c.records} {
		for i, d := range digests {
			name, err := series.Path(c.Spec.Digest(), i+1)
			if err != nil {
				t.Fatal(err)
			}
			put(name, c.objects[d])
		}
	}
	return root
}

// Keep stores a record as the real coordinator would.
func (c *Coordinator) Keep(v any) canon.Digest {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.keep(v)
}
