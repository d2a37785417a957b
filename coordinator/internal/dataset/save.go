package dataset

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quire/coordinator/corpus"
	"quire/internal/durable"
	"quire/proto/canon"
)

// Names inside the folder of a build under way.
const (
	savedName  = "saved"
	hashesName = "hashes"
)

// saved is a build at the end of a batch. It is replaced as a whole; the file of hashes only grows, and what is in it
// beyond Hashes belongs to no save and is cut off.
type saved struct {
	Identity canon.Digest
	Place    place
	Hashes   int64
	Builder  *corpus.Builder
}

// start prepares the folder and takes up what an interrupted build of the same left there.
func (b *build) start() (resumed bool, err error) {
	building := filepath.Join(b.Dir, buildingName)
	for _, dir := range []string{building, filepath.Join(b.Dir, shardsName)} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return false, fmt.Errorf("make the output folder: %w", err)
		}
		if err := durable.Sweep(dir); err != nil {
			return false, err
		}
	}
	if err := durable.Sweep(b.Dir); err != nil {
		return false, err
	}
	b.hashes, err = os.OpenFile(filepath.Join(building, hashesName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, err
	}
	text, err := os.ReadFile(filepath.Join(building, savedName))
	if errors.Is(err, fs.ErrNotExist) {
		b.builder = corpus.NewBuilder(b.Tokenizer, b.HeldOutPerMillion)
		return false, b.hashes.Truncate(0)
	}
	if err != nil {
		return false, err
	}
	if err := b.resume(text); err != nil {
		return false, errors.Join(fmt.Errorf("go on with the build in %s: %w (remove that folder to begin anew)", building, err), b.hashes.Close())
	}
	return true, nil
}

func (b *build) resume(text []byte) error {
	var s saved
	if err := gob.NewDecoder(bytes.NewReader(text)).Decode(&s); err != nil {
		return err
	}
	if s.Identity != b.identity {
		return errors.New("its inputs or options were others")
	}
	if s.Builder == nil || s.Place.File < 0 || s.Place.File >= len(b.inputs) || s.Hashes < 0 || len(s.Builder.Counts) != b.Tokenizer.Size() {
		return errors.New("its state is damaged")
	}
	if err := b.hashes.Truncate(s.Hashes * int64(len(corpus.Hash{}))); err != nil {
		return err
	}
	all, err := io.ReadAll(b.hashes)
	if err != nil {
		return err
	}
	seen := make([]corpus.Hash, s.Hashes)
	for i := range seen {
		seen[i] = corpus.Hash(all[i*len(seen[i]):])
	}
	b.place, b.builder = s.Place, s.Builder
	b.builder.Resume(b.Tokenizer, seen)
	for _, in := range b.inputs[:b.place.File] {
		b.passed += in.size
	}
	return nil
}

// save makes the work so far survive a kill.
func (b *build) save() error {
	if _, err := b.hashes.Write(b.fresh); err != nil {
		return fmt.Errorf("save the build: %w", err)
	}
	if err := b.hashes.Sync(); err != nil {
		return fmt.Errorf("save the build: %w", err)
	}
	b.fresh, b.unsaved = b.fresh[:0], 0
	end, err := b.hashes.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	s := saved{b.identity, b.place, end / int64(len(corpus.Hash{})), b.builder}
	if err := gob.NewEncoder(&text).Encode(s); err != nil {
		return fmt.Errorf("save the build: %w", err)
	}
	if err := durable.WriteFile(filepath.Join(b.Dir, buildingName, savedName), text.Bytes()); err != nil {
		return fmt.Errorf("save the build: %w", err)
	}
	return nil
}
