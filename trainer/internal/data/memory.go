package data

import (
	"crypto/sha256"
	"fmt"
	"hash"

	"quire/proto/canon"
)

// memory is a sink that hashes, and keeps the bytes only if asked to.
type memory struct {
	object canon.Object
	keeps  bool
	bytes  []byte
	sum    hash.Hash
	size   int64
}

// Write implements io.Writer.
func (m *memory) Write(b []byte) (int, error) {
	if m.sum == nil {
		m.sum = sha256.New()
	}
	m.sum.Write(b)
	m.size += int64(len(b))
	if m.keeps {
		m.bytes = append(m.bytes, b...)
	}
	return len(b), nil
}

// Size implements sink.
func (m *memory) Size() int64 { return m.size }

// Reset implements sink.
func (m *memory) Reset() error {
	m.sum, m.size, m.bytes = nil, 0, nil
	return nil
}

// Check implements sink.
func (m *memory) Check() error {
	got := canon.Sum(nil)
	if m.sum != nil {
		got = canon.Digest(m.sum.Sum(nil))
	}
	if got != m.object.Digest {
		return fmt.Errorf("it holds %d bytes with SHA-256 %s", m.size, got)
	}
	if m.object.Size != 0 && m.size != m.object.Size {
		return fmt.Errorf("it has %d bytes, not %d", m.size, m.object.Size)
	}
	return nil
}

// Commit implements sink.
func (m *memory) Commit() error { return nil }

// Abort implements sink.
func (m *memory) Abort() error { return nil }
