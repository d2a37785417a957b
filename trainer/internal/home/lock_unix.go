//go:build unix

package home

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"quire/internal/durable"
)

// Lock keeps a second `trainer join` away: two processes with one key would fight over one lease. The kernel drops the
// lock with the process, however it dies. The error is ErrBusy if another process holds it.
func (h Home) Lock() (unlock func() error, err error) {
	path := filepath.Join(h.dir, "lock")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, durable.FileMode)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = fmt.Errorf("%w (%s): stop it, or give this one its own --data-dir", ErrBusy, h.dir)
		}
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}
