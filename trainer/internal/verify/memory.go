package verify

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"quire/internal/durable"
	"quire/proto/canon"
)

// Memory is what this machine has found to be true for ever: that a task, computed here, has an output. A task names all
// its inputs by their digests, so nothing that changes can make it false. It may be used concurrently.
type Memory struct {
	mu    sync.Mutex
	known map[canon.Digest]canon.Digest // guarded by mu
	file  *os.File                      // guarded by mu
}

// factBytes is the length of a line of the file: two digests, a space and a line feed. Lines that are not, a crash's last
// one for instance, are passed over.
const factBytes = 2*2*len(canon.Digest{}) + 2

// OpenMemory opens or creates the memory in a file. Close it.
func OpenMemory(path string) (*Memory, error) {
	m := &Memory{known: map[canon.Digest]canon.Digest{}}
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what was verified before: %w", err)
	}
	for lines := bufio.NewScanner(strings.NewReader(string(b))); lines.Scan(); {
		task, output, _ := strings.Cut(lines.Text(), " ")
		t, err1 := canon.ParseDigest(task)
		o, err2 := canon.ParseDigest(output)
		if err1 == nil && err2 == nil && !t.IsZero() && !o.IsZero() {
			m.known[t] = o
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), durable.DirMode); err != nil {
		return nil, fmt.Errorf("remember what is verified: %w", err)
	}
	if m.file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
		return nil, fmt.Errorf("remember what is verified: %w", err)
	}
	if torn := len(b) > 0 && b[len(b)-1] != '\n'; torn {
		_, err = m.file.WriteString("\n")
	}
	return m, err
}

// Holds reports whether the task was computed here before, with this output.
func (m *Memory) Holds(task, output canon.Digest) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.known[task] == output && !output.IsZero()
}

// Add notes that the task was computed here, with this output.
func (m *Memory) Add(task, output canon.Digest) error {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known[task] = output
	line := make([]byte, 0, factBytes)
	line = fmt.Appendf(line, "%s %s\n", task, output)
	if _, err := m.file.Write(line); err != nil {
		return fmt.Errorf("remember what is verified: %w", err)
	}
	return nil
}

// Close makes the memory durable.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return errors.Join(m.file.Sync(), m.file.Close())
}
