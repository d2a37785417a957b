package colophon

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	ethcrypto "github.com/ethereum/go-ethereum/crypto"

	"quire/internal/durable"
	"quire/proto/canon"
)

// filesMax bounds the files of a model's folder.
const filesMax = 100_000

// ErrFile reports a file that is not what the colophon says; the text names it.
var ErrFile = errors.New("colophon: file differs")

// Write writes both files beside the model in dir. Without a key the colophon is unsigned, and says so.
func Write(ctx context.Context, dir string, c Colophon, key *ecdsa.PrivateKey) error {
	if c.SignedBy = ""; key != nil {
		c.SignedBy = ethcrypto.PubkeyToAddress(key.PublicKey).Hex()
	}
	if err := os.Remove(filepath.Join(dir, FileName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("replace colophon: %w", err) // an old one must not stand beside new files
	}
	if err := durable.WriteFile(filepath.Join(dir, ReadmeName), []byte(c.Markdown())); err != nil {
		return fmt.Errorf("write colophon: %w", err)
	}
	files, err := list(dir)
	if err != nil {
		return fmt.Errorf("write colophon: %w", err)
	}
	b, err := Seal(ctx, c, files, key)
	if err != nil {
		return err
	}
	if err := durable.WriteFile(filepath.Join(dir, FileName), b); err != nil {
		return fmt.Errorf("write colophon: %w", err)
	}
	for _, name := range []string{ReadmeName, FileName} {
		if err := os.Chmod(filepath.Join(dir, name), 0o644); err != nil {
			return fmt.Errorf("write colophon: %w", err)
		}
	}
	return nil
}

// Check reads the colophon in dir, checks its signature and compares every file with it. The error wraps ErrEnvelope,
// ErrSignature or ErrFile. What an ErrSignature leaves unproved was compared all the same.
func Check(ctx context.Context, dir string) (Colophon, error) {
	f, err := os.Open(filepath.Join(dir, FileName))
	if err != nil {
		return Colophon{}, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	b, err := io.ReadAll(io.LimitReader(f, fileBytesMax))
	if err := errors.Join(err, f.Close()); err != nil {
		return Colophon{}, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	c, want, unsigned := Open(ctx, b)
	if unsigned != nil && !errors.Is(unsigned, ErrSignature) {
		return c, unsigned
	}
	got, err := list(dir)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return c, errors.Join(unsigned, compare(want, got))
}

// compare names every file that differs, is missing, or is there though the colophon does not know it.
func compare(want, got []File) error {
	there := map[string]canon.Digest{}
	for _, f := range got {
		there[f.Name] = f.Digest
	}
	var errs []error
	for _, f := range want {
		switch d, ok := there[f.Name]; {
		case !ok:
			errs = append(errs, fmt.Errorf("%w: %s is missing", ErrFile, f.Name))
		case d != f.Digest:
			errs = append(errs, fmt.Errorf("%w: %s has SHA-256 %s, the colophon says %s", ErrFile, f.Name, d, f.Digest))
		}
		delete(there, f.Name)
	}
	for name := range there {
		errs = append(errs, fmt.Errorf("%w: %s is not in the colophon", ErrFile, name))
	}
	return errors.Join(errs...)
}

// list hashes every file of a folder but the envelope, by name. Names that begin with a dot, which no loader of models
// reads, are left out, with all below them. Links are refused: what they point to is not in the folder.
func list(dir string) ([]File, error) {
	var files []File
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, err := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return fs.SkipDir
		case e.IsDir(), strings.HasPrefix(e.Name(), "."), name == FileName:
			return nil
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is a link or something else that is no file: replace it with a file", path)
		case len(files) == filesMax:
			return fmt.Errorf("%s holds more than %d files: is it the model's folder?", dir, filesMax)
		}
		d, err := sumFile(path)
		files = append(files, File{filepath.ToSlash(name), d})
		return err
	})
	return files, err
}

func sumFile(path string) (canon.Digest, error) {
	f, err := os.Open(path)
	if err != nil {
		return canon.Digest{}, err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return canon.Digest(h.Sum(nil)), errors.Join(err, f.Close())
}
