// Package durable writes small files so that a crash at any moment leaves the old file or the new one, never a mixture:
// temporary file, fsync, rename, fsync of the folder.
package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Modes of what belongs to one person only.
const (
	FileMode fs.FileMode = 0o600
	DirMode  fs.FileMode = 0o700
)

// tempPattern names files under way; Sweep removes what a crash left of them.
const tempPattern = ".tmp-*"

// WriteFile replaces path with b, mode FileMode. When it returns nil, b survives a power cut.
func WriteFile(path string, b []byte) error {
	temp, err := writeTemp(filepath.Dir(path), b)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return errors.Join(fmt.Errorf("replace %s: %w", path, err), os.Remove(temp))
	}
	return SyncDir(filepath.Dir(path))
}

// CreateFile is WriteFile for files that are written once: it refuses to replace path with an error that is
// fs.ErrExist.
func CreateFile(path string, b []byte) error {
	temp, err := writeTemp(filepath.Dir(path), b)
	if err != nil {
		return err
	}
	// A hard link fails where a rename would replace.
	err = os.Link(temp, path)
	if err := errors.Join(err, os.Remove(temp)); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	return SyncDir(filepath.Dir(path))
}

func writeTemp(dir string, b []byte) (string, error) {
	f, err := CreateTemp(dir)
	if err != nil {
		return "", err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("write %s: %w", f.Name(), err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// CreateTemp makes a file under way in dir, mode FileMode, that Sweep recognises.
func CreateTemp(dir string) (*os.File, error) { return os.CreateTemp(dir, tempPattern) }

// IsTemp reports whether name is a file under way.
func IsTemp(name string) bool {
	ok, err := filepath.Match(tempPattern, filepath.Base(name))
	return ok && err == nil
}

// SyncDir makes renames and removals in dir survive a power cut.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open folder to sync it: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}

// Sweep removes the files under way that a crash left in dir.
func Sweep(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, tempPattern))
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := os.Remove(n); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
