package dataset

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quire/coordinator/corpus"
)

// inputsMax bounds the files of a build.
const inputsMax = 1 << 20

// input is a file to read.
type input struct {
	path string
	name string // as the manifest's digest covers it: the same wherever the inputs lie
	size int64
}

// reader yields the documents of a file in order.
type reader interface {
	// next returns a document and the position from which open continues after it; io.EOF ends the file. The document
	// belongs to the caller.
	next() (corpus.Document, int64, error)
	io.Closer
}

// file is what readers need of an *os.File.
type file interface {
	io.ReadSeekCloser
	io.ReaderAt
	Name() string
}

// find lists the files under paths, in the order given and below a folder in the order of their paths. Hidden files are
// left out, and so are files of a folder that are not text; skipped counts those.
func find(paths []string) (inputs []input, skipped int, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, 0, fmt.Errorf("read the text: %w", err)
		}
		if !info.IsDir() {
			inputs = append(inputs, input{path, filepath.Base(path), info.Size()})
			continue
		}
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(entry.Name(), ".") && name != path:
				if entry.IsDir() {
					return filepath.SkipDir
				}
				return nil
			case !entry.Type().IsRegular():
				return nil
			case len(inputs) == inputsMax:
				return fmt.Errorf("more than %d files", inputsMax)
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			isText, err := looksLikeText(name)
			if err != nil || !isText {
				skipped++
				return err
			}
			below, err := filepath.Rel(path, name)
			inputs = append(inputs, input{name, filepath.ToSlash(below), info.Size()})
			return err
		})
		if err != nil {
			return nil, 0, fmt.Errorf("read the text: %w", err)
		}
	}
	if len(inputs) == 0 {
		return nil, 0, fmt.Errorf("%s: %w: no file in it is UTF-8 text", strings.Join(paths, ", "), corpus.ErrText)
	}
	return inputs, skipped, nil
}

// open returns the documents of a file from a position on. field names the text in records.
func open(in input, field string, position int64) (reader, error) {
	f, err := os.Open(in.path)
	if err != nil {
		return nil, fmt.Errorf("read the text: %w", err)
	}
	r, err := newReader(f, in, field, position)
	if err != nil {
		_ = f.Close() // only read
		return nil, fmt.Errorf("%s: %w", in.path, err)
	}
	return r, nil
}

func newReader(f file, in input, field string, position int64) (reader, error) {
	switch kind(in.path) {
	case ".jsonl":
		return newLines(f, field, position)
	case ".parquet":
		return newRows(f, in.size, field, position)
	}
	return newPieces(f, position)
}

// kind returns how a file is read, by its ending.
func kind(path string) string {
	switch ending := strings.ToLower(filepath.Ext(path)); ending {
	case ".jsonl", ".ndjson":
		return ".jsonl"
	case ".parquet":
		return ending
	}
	return ".txt"
}
