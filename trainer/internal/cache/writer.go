package cache

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"quire/internal/durable"
	"quire/proto/canon"
)

// Writer takes the bytes of one object in order. It is for one goroutine; end it with Commit or Abort.
type Writer struct {
	cache  *Cache
	object canon.Object
	file   *os.File
	sum    hash.Hash
	size   int64 // bytes so far
}

// Create starts an object. An object of size 0 may have any size.
func (c *Cache) Create(o canon.Object) (*Writer, error) {
	dir := filepath.Dir(c.path(o.Digest))
	if err := os.MkdirAll(dir, durable.DirMode); err != nil {
		return nil, fmt.Errorf("create cache folder: %w", err)
	}
	f, err := durable.CreateTemp(dir)
	if err != nil {
		return nil, fmt.Errorf("create cache file: %w", err)
	}
	return &Writer{cache: c, object: o, file: f, sum: sha256.New()}, nil
}

// Write implements io.Writer.
func (w *Writer) Write(b []byte) (int, error) {
	n, err := w.file.Write(b)
	w.sum.Write(b[:n])
	w.size += int64(n)
	if err != nil {
		return n, fmt.Errorf("write to cache (is the disk full? see --max-disk): %w", err)
	}
	return n, nil
}

// Size returns the number of bytes written so far: where a download resumes.
func (w *Writer) Size() int64 { return w.size }

// Reset drops the bytes written so far.
func (w *Writer) Reset() error {
	if err := w.file.Truncate(0); err != nil {
		return fmt.Errorf("empty cache file: %w", err)
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("rewind cache file: %w", err)
	}
	w.sum.Reset()
	w.size = 0
	return nil
}

// Check returns ErrDigest unless the bytes written so far are the object.
func (w *Writer) Check() error {
	if got := canon.Digest(w.sum.Sum(nil)); got != w.object.Digest {
		return fmt.Errorf("%w: got %s, want %s", ErrDigest, got, w.object.Digest)
	}
	if w.object.Size != 0 && w.size != w.object.Size {
		return fmt.Errorf("%w: got %d bytes, want %d", ErrDigest, w.size, w.object.Size)
	}
	return nil
}

// Commit checks the bytes, makes them durable and gives them their name. The error is ErrDigest if they are not the
// object; the writer is ended in any case.
func (w *Writer) Commit() error {
	if err := w.file.Sync(); err != nil {
		return errors.Join(fmt.Errorf("sync cache file: %w", err), w.Abort())
	}
	return w.commit()
}

// commit is Commit without durability. A file that a power cut tore is found by its digest when it is read.
func (w *Writer) commit() error {
	if err := w.Check(); err != nil {
		return errors.Join(err, w.Abort())
	}
	if err := w.file.Close(); err != nil {
		return errors.Join(fmt.Errorf("close cache file: %w", err), os.Remove(w.file.Name()))
	}
	path := w.cache.path(w.object.Digest)
	now := w.cache.now()
	if err := errors.Join(os.Chtimes(w.file.Name(), now, now), os.Rename(w.file.Name(), path)); err != nil {
		return errors.Join(fmt.Errorf("name cache file: %w", err), ignoreMissing(os.Remove(w.file.Name())))
	}
	w.cache.mu.Lock()
	w.cache.used += w.size
	w.cache.mu.Unlock()
	return w.cache.trim(path)
}

// Abort throws the bytes away.
func (w *Writer) Abort() error {
	return errors.Join(w.file.Close(), ignoreMissing(os.Remove(w.file.Name())))
}
