// Package cache keeps immutable objects on disk under their SHA-256, so that a trainer downloads each once.
//
//	Writer ──bytes──► temporary file ──Commit: hash, fsync, rename──► <dir>/ab/abcd…  ──Read: hash again──► bytes
//
// Nothing in it is precious: every object can be fetched again, so a crash, a full disk or a flipped bit costs a
// download and never correctness. Read hashes what it returns and removes a file that does not match its name. The size
// is bounded: the least recently used objects go first.
package cache

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"quire/internal/durable"
	"quire/proto/canon"
)

// DefaultMax is the bound on the bytes kept unless the user chose another: room for a few checkpoints of a model of a
// billion parameters.
const DefaultMax = 20 << 30

// staleAfter is the age at which a file under way is surely a dead process's: no download goes without a write for that
// long. Another process may share the folder, so younger ones are left alone.
const staleAfter = time.Hour

var (
	// ErrMissing reports an object that the cache does not hold (any more).
	ErrMissing = errors.New("cache: object is not here")
	// ErrDigest reports bytes that are not the object they were said to be.
	ErrDigest = errors.New("cache: bytes do not have the promised SHA-256")
)

// Cache is a folder of objects. Its methods may be called concurrently, and several processes may share a folder.
type Cache struct {
	dir string
	max int64
	now func() time.Time

	mu   sync.Mutex
	used int64 // bytes of objects, as far as this process knows; guarded by mu
}

// Open opens or creates the cache in dir, bounded at max bytes (DefaultMax if 0), and sweeps what crashes left. Now
// orders uses.
func Open(dir string, max int64, now func() time.Time) (*Cache, error) {
	if max == 0 {
		max = DefaultMax
	}
	if err := os.MkdirAll(dir, durable.DirMode); err != nil {
		return nil, fmt.Errorf("create cache: %w", err)
	}
	c := &Cache{dir: dir, max: max, now: now}
	entries, err := c.scan()
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		c.used += e.size
	}
	return c, c.trim("")
}

// Used returns the bytes of objects held.
func (c *Cache) Used() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used
}

// Read returns an object whose size is known, or of any size if o.Size is 0. The error is ErrMissing if it is not
// here, which includes a file that turned out corrupt and was removed.
func (c *Cache) Read(o canon.Object) ([]byte, error) {
	path := c.path(o.Digest)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	if err != nil || canon.Sum(b) != o.Digest || (o.Size != 0 && int64(len(b)) != o.Size) {
		// An unreadable sector and a flipped bit have the same cure.
		return nil, errors.Join(ErrMissing, c.remove(path, int64(len(b))))
	}
	now := c.now()
	if err := os.Chtimes(path, now, now); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("note use of cached object: %w", err)
	}
	return b, nil
}

// Put stores bytes under their own digest. They may be lost in a power cut: who has them can make them again.
func (c *Cache) Put(b []byte) error {
	o := canon.Object{Digest: canon.Sum(b), Size: int64(len(b))}
	if i, err := os.Stat(c.path(o.Digest)); err == nil && i.Size() == o.Size {
		return nil
	}
	w, err := c.Create(o)
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return errors.Join(err, w.Abort())
	}
	return w.commit()
}

// Holds reports whether the object seems to be here; only Read knows.
func (c *Cache) Holds(o canon.Object) bool {
	i, err := os.Stat(c.path(o.Digest))
	return err == nil && (o.Size == 0 || i.Size() == o.Size)
}

func (c *Cache) path(d canon.Digest) string {
	h := hex.EncodeToString(d[:])
	return filepath.Join(c.dir, h[:2], h)
}

func (c *Cache) remove(path string, size int64) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove cached object: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used = max(0, c.used-size)
	return nil
}

type entry struct {
	path string
	size int64
	used time.Time
}

// scan lists the objects and removes stale files under way. Files that are neither are not ours and are left alone.
func (c *Cache) scan() ([]entry, error) {
	var entries []entry
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another process removed it
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		i, err := d.Info()
		if err != nil {
			return ignoreMissing(err)
		}
		if durable.IsTemp(path) {
			if c.now().Sub(i.ModTime()) > staleAfter {
				return ignoreMissing(os.Remove(path))
			}
			return nil
		}
		if name := d.Name(); len(name) == 2*len(canon.Digest{}) {
			entries = append(entries, entry{path, i.Size(), i.ModTime()})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list cache: %w", err)
	}
	return entries, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// trim removes least recently used objects until the cache fits, but never keep, which was just written.
func (c *Cache) trim(keep string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used <= c.max {
		return nil
	}
	entries, err := c.scan()
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(a.used.Compare(b.used), bytes.Compare([]byte(a.path), []byte(b.path)))
	})
	c.used = 0
	for _, e := range entries {
		c.used += e.size
	}
	for _, e := range entries {
		if c.used <= c.max {
			return nil
		}
		if e.path == keep {
			continue
		}
		if err := ignoreMissing(os.Remove(e.path)); err != nil {
			return fmt.Errorf("evict cached object: %w", err)
		}
		c.used -= e.size
	}
	return nil
}
