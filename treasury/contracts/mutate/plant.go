package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// parts is what the invariant suite needs of the contracts' folder.
var parts = []string{"foundry.toml", "package-lock.json", "src", "tools/solc", "test/Kit.sol", "test/invariant"}

// plant copies the contracts into an empty folder, with the bug, and returns the digest of all that decides whether it is caught.
func (b bench) plant(to string, m mutant) (string, error) {
	for _, part := range parts {
		if err := copyAll(filepath.Join(b.dir, part), filepath.Join(to, part)); err != nil {
			return "", err
		}
	}
	file := filepath.Join(to, "src", m.file)
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	text, err = m.into(text)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return "", err
	}
	digest, err := digestOf(to, m.invariant)
	if err != nil {
		return "", err
	}
	return digest, os.Symlink(filepath.Join(b.dir, "node_modules"), filepath.Join(to, "node_modules"))
}

// into is the source with the bug.
func (m mutant) into(source []byte) ([]byte, error) {
	if n := strings.Count(string(source), m.old); n != 1 {
		return nil, fmt.Errorf("%s has %d times %q: bring mutants.go up to date", m.file, n, m.old)
	}
	return []byte(strings.Replace(string(source), m.old, m.new, 1)), nil
}

// digestOf is the digest of a folder's files, their names, and a text.
func digestOf(dir, text string) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%q %s\n", text, runs)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q %x\n", name, sha256.Sum256(content))
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// copyAll copies a file or a folder.
func copyAll(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rest, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rest)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o755) // tools/solc is run
	})
}
