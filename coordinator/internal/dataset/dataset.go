// Package dataset turns files of text, JSON lines and Parquet into token shards on disk, and looks at what it made.
//
//	DIR/manifest.json    canonical; written last: a folder that has it is complete
//	DIR/tokenizer.json   unless a token is a byte
//	DIR/shards/SHA-256   token shards, content addressed
//	DIR/building/        what a build that was interrupted needs to go on; gone when it is done
//
// A build streams: whatever the size of its inputs, it holds a batch of documents, one unfinished shard of each part and
// a hash of each document in memory. Killed at any moment it leaves no manifest, and the same command goes on from the
// last save; the result is the same to the last byte. What becomes of documents is decided by package corpus.
package dataset

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"quire/coordinator/campaign"
	"quire/coordinator/corpus"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

// Names inside a data set's folder.
const (
	manifestName  = "manifest.json"
	tokenizerName = "tokenizer.json"
	shardsName    = "shards"
	buildingName  = "building"
)

// ErrDataset is wrapped by refusals of a folder.
var ErrDataset = errors.New("no data set")

// Set is a complete data set on disk.
type Set struct {
	Dir      string
	Manifest corpus.Manifest
}

// Load reads the manifest of a folder that Build wrote. It does not look at the shards; Check does.
func Load(dir string) (Set, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, buildingName)); err == nil {
			return Set{}, fmt.Errorf("%w: the build of %s was interrupted: run the same `coordinator data build` again", ErrDataset, dir)
		}
		return Set{}, fmt.Errorf("%w in %s: make one with `coordinator data build`", ErrDataset, dir)
	}
	if err != nil {
		return Set{}, fmt.Errorf("%w: %w", ErrDataset, err)
	}
	m, err := corpus.DecodeManifest(b)
	if err != nil {
		return Set{}, fmt.Errorf("%s: %w", filepath.Join(dir, manifestName), err)
	}
	return Set{dir, m}, nil
}

// Path returns where an object of the data set lies.
func (s Set) Path(o canon.Object) string {
	if o == s.Manifest.TokenizerFile {
		return filepath.Join(s.Dir, tokenizerName)
	}
	return filepath.Join(s.Dir, shardsName, o.Digest.String())
}

// Tokenizer returns the tokenizer of the data set.
func (s Set) Tokenizer() (*tokenizer.Tokenizer, error) {
	if s.Manifest.Tokenizer == campaign.TokenizerBytes {
		return tokenizer.Bytes(), nil
	}
	return LoadTokenizer(filepath.Join(s.Dir, tokenizerName))
}

// LoadTokenizer reads a tokenizer.json.
func LoadTokenizer(path string) (*tokenizer.Tokenizer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the tokenizer: %w", err)
	}
	if info.Size() > campaign.TokenizerFileMax {
		return nil, fmt.Errorf("%s: %w: larger than %d bytes", path, tokenizer.ErrFile, campaign.TokenizerFileMax)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the tokenizer: %w", err)
	}
	t, err := tokenizer.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}
