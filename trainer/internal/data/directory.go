package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quire/proto/canon"
)

// Bucket is a store that also tells the names in it: the object store itself, without a coordinator in front.
type Bucket interface {
	Store
	// List returns the last parts of the names that begin with folder, which ends in a slash; none is no error.
	List(ctx context.Context, folder string) ([]string, error)
	// Get returns what is stored under a name, at most canon.RecordBytesMax bytes of it, believed by nobody. The error
	// wraps ErrNotFound or ErrUnreachable, or is canon.ErrTooLarge.
	Get(ctx context.Context, name string) ([]byte, error)
	// Objects yields the digests under which something is stored, until yield fails.
	Objects(ctx context.Context, yield func(canon.Digest) error) error
	// Name is a name in the bucket for people.
	Name(name string) string
}

// Directory is a bucket as files: as a file-backed S3 server keeps it, or as it was downloaded.
type Directory struct{ root string }

// ErrDirectory reports a folder that holds no bucket.
var ErrDirectory = errors.New("data: not a copy of a campaign's bucket")

// OpenDirectory opens the folder that holds a bucket's folder sha256, or that has exactly one folder which does.
func OpenDirectory(root string) (*Directory, error) {
	if hasObjects(root) {
		return &Directory{root}, nil
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDirectory, err)
	}
	var found []string
	for _, e := range entries {
		if path := filepath.Join(root, e.Name()); hasObjects(path) {
			found = append(found, path)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%w: %s has no folder sha256, and %d folders in it have one: name the folder that corresponds to the bucket", ErrDirectory, root, len(found))
	}
	return &Directory{found[0]}, nil
}

func hasObjects(root string) bool {
	i, err := os.Stat(filepath.Join(root, "sha256"))
	return err == nil && i.IsDir()
}

// Where implements Store.
func (d *Directory) Where(o canon.Digest) string { return d.Name(o.Path()) }

// Name implements Bucket.
func (d *Directory) Name(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

// Open implements Store.
func (d *Directory) Open(_ context.Context, o canon.Digest, from int64) (io.ReadCloser, int64, error) {
	f, err := d.open(o.Path())
	if err != nil {
		return nil, 0, err
	}
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, from, nil
}

// open opens a regular file: anything else might keep a reader waiting.
func (d *Directory) open(name string) (*os.File, error) {
	path := d.Name(name)
	i, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNotFound, path)
	}
	if err == nil && !i.Mode().IsRegular() {
		err = fmt.Errorf("%s is no file", path)
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(path)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return f, nil
}

// List implements Bucket.
func (d *Directory) List(_ context.Context, folder string) ([]string, error) {
	entries, err := os.ReadDir(d.Name(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, nil
}

// Objects implements Bucket.
func (d *Directory) Objects(ctx context.Context, yield func(canon.Digest) error) error {
	folders, err := d.List(ctx, objectsFolder)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if i, err := os.Stat(d.Name(objectsFolder + folder)); err != nil || !i.IsDir() {
			continue
		}
		names, err := d.List(ctx, objectsFolder+folder)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := yieldDigest(ctx, name, yield); err != nil {
				return err
			}
		}
	}
	return nil
}

// objectsFolder is what canon.Digest.Path begins with.
const objectsFolder = "sha256/"

// yieldDigest passes over names that are none of ours: a server's own, or a file manager's.
func yieldDigest(ctx context.Context, name string, yield func(canon.Digest) error) error {
	if o, err := canon.ParseDigest(name); err == nil && !o.IsZero() {
		return errors.Join(ctx.Err(), yield(o))
	}
	return nil
}

// Get implements Bucket.
func (d *Directory) Get(_ context.Context, name string) ([]byte, error) {
	f, err := d.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRecord(f)
}

// readRecord reads what a record may have.
func readRecord(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, canon.RecordBytesMax+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if len(b) > canon.RecordBytesMax {
		return nil, canon.ErrTooLarge
	}
	return b, nil
}
