package receipt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"quire/internal/durable"
	"quire/proto/canon"
)

// Pending is a submission that was decided upon and whose receipt is not held yet. Task, attempt and output make it the
// same submission however often it is sent.
type Pending struct {
	Task      canon.Digest   `json:"task"`
	Attempt   uint32         `json:"attempt"`
	Output    string         `json:"output"`    // canonical bytes of the output record
	States    []canon.Digest `json:"states"`    // on the way to the output
	Signature string         `json:"signature"` // the node's, over sign.Submission (sign.Hex)
}

func (s *Store) pending() string { return filepath.Join(s.dir, "pending.json") }

// SavePending makes p survive a crash. Call it before p is sent for the first time.
func (s *Store) SavePending(p Pending) error {
	b, err := canon.Encode(p)
	if err != nil {
		return fmt.Errorf("keep submission: %w", err)
	}
	return durable.WriteFile(s.pending(), b)
}

// Pending returns the submission under way, false if there is none. A file that is not a submission cannot be sent and
// is moved aside; its task will be computed again.
func (s *Store) Pending() (Pending, bool, error) {
	b, err := os.ReadFile(s.pending())
	if errors.Is(err, fs.ErrNotExist) {
		return Pending{}, false, nil
	}
	if err != nil {
		return Pending{}, false, fmt.Errorf("read submission under way: %w", err)
	}
	p, err := canon.Decode[Pending](b)
	if err != nil {
		return Pending{}, false, os.Rename(s.pending(), s.pending()+".damaged")
	}
	return p, true, nil
}

// DropPending forgets the submission under way: its receipt is held, or it was refused for good.
func (s *Store) DropPending() error {
	if err := os.Remove(s.pending()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget submission: %w", err)
	}
	return durable.SyncDir(s.dir)
}
