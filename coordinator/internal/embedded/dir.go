package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// spaceBytesMin is what must be free to start: etcd preallocates two log files of 64 MiB each and needs room to compact.
const spaceBytesMin = 256 << 20

// lockDir makes dir and takes its lock without waiting. The kernel frees the lock of a process that dies. Without it, a
// second etcd on the directory would wait for the first for ever, in silence.
func lockDir(dir string) (unlock func() error, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("embedded: make data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("embedded: data directory %s cannot be written: %w", dir, err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w: %s is in use by another coordinator", ErrInUse, dir)
		}
		return nil, fmt.Errorf("embedded: lock data directory %s: %w", dir, err)
	}
	return f.Close, nil
}

// checkSpace refuses a file system that would fill up at once: etcd ends the process when it cannot write its log.
func checkSpace(dir string, bytesMin uint64) error {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return fmt.Errorf("embedded: measure free space of data directory %s: %w", dir, err)
	}
	free := st.Bavail * uint64(st.Bsize)
	if free < bytesMin {
		return fmt.Errorf("embedded: data directory %s has %d MiB free, at least %d MiB are needed",
			dir, free>>20, bytesMin>>20)
	}
	return nil
}

// writeJSON replaces the file at path so that a crash leaves the old or the new content, never a mixture or nothing.
func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", path, err)
	}
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return syncPath(filepath.Dir(path))
}

// syncPath brings a file's content, or a directory's list of names, to the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
