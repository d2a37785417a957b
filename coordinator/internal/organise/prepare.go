// Package organise is what an organiser does at a terminal: turn a campaign file and a text into a spec and its token
// shards, and publish them.
package organise

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quire/coordinator/campaign"
	"quire/coordinator/corpus"
	"quire/internal/durable"
	"quire/proto/canon"
)

// Names inside a prepared directory.
const (
	specFile    = "spec.json"
	entropyFile = "entropy.json"
	shardDir    = "shards"
)

// Prepared is a spec that is ready to publish.
type Prepared struct {
	Dir     string
	Spec    campaign.Spec
	Entropy float64 // of the data, nats per token
}

// Prepare reads the campaign file and the text (a file, or a directory whose text files are taken in the order of their
// paths) and writes the spec and its shards to dir, which must be empty or absent, or hold the same campaign.
//
// A crash leaves a directory without spec.json, which Load refuses; Prepare again completes it.
func Prepare(file, text, dir string) (Prepared, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return Prepared{}, fmt.Errorf("read the campaign file: %w", err)
	}
	f, err := campaign.ParseFile(b)
	if err != nil {
		return Prepared{}, fmt.Errorf("%s: %w", file, err)
	}
	c, err := read(text)
	if err != nil {
		return Prepared{}, err
	}
	shards, data, err := c.Shards()
	if err != nil {
		return Prepared{}, fmt.Errorf("%s: %w", text, err)
	}
	p := Prepared{dir, f.Spec, c.Entropy()}
	p.Spec.Data = data
	if err := p.Spec.Validate(); err != nil {
		return p, fmt.Errorf("%s: %w", file, err)
	}
	return p, p.write(shards)
}

func (p Prepared) write(shards [][]byte) error {
	spec, err := canon.Encode(p.Spec)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(filepath.Join(p.Dir, specFile)); err == nil && string(old) != string(spec) {
		return fmt.Errorf("%s holds another campaign already: give an empty directory", p.Dir)
	}
	if err := os.MkdirAll(filepath.Join(p.Dir, shardDir), 0o755); err != nil {
		return fmt.Errorf("make the output directory: %w", err)
	}
	for i, shard := range shards {
		if err := os.WriteFile(p.shard(i), shard, 0o644); err != nil {
			return fmt.Errorf("write a shard: %w", err)
		}
	}
	entropy, err := json.Marshal(p.Entropy)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(p.Dir, entropyFile), entropy, 0o644); err != nil {
		return fmt.Errorf("write the entropy: %w", err)
	}
	if err := durable.WriteFile(filepath.Join(p.Dir, specFile), spec); err != nil { // last: it says that all is there
		return fmt.Errorf("write the spec: %w", err)
	}
	return nil
}

func (p Prepared) shard(i int) string {
	return filepath.Join(p.Dir, shardDir, p.Spec.Data.Shards[i].Digest.String())
}

// Load reads a directory that Prepare wrote.
func Load(dir string) (Prepared, error) {
	p := Prepared{Dir: dir}
	b, err := os.ReadFile(filepath.Join(dir, specFile))
	if err != nil {
		return p, fmt.Errorf("%s is no prepared campaign (run `coordinator campaign prepare`): %w", dir, err)
	}
	if p.Spec, err = campaign.DecodeSpec(b); err != nil {
		return p, fmt.Errorf("%s: %w", filepath.Join(dir, specFile), err)
	}
	if b, err = os.ReadFile(filepath.Join(dir, entropyFile)); err != nil {
		return p, nil // only the dashboard's baseline
	}
	if err := json.Unmarshal(b, &p.Entropy); err != nil {
		return p, fmt.Errorf("%s: %w", filepath.Join(dir, entropyFile), err)
	}
	return p, nil
}

// read collects the text. In a directory, files that are hidden or not text are left out; a single file must be text.
func read(path string) (*corpus.Corpus, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the text: %w", err)
	}
	c := new(corpus.Corpus)
	if !info.IsDir() {
		if info.Size() > corpus.BytesMax {
			return nil, fmt.Errorf("%s: %w: %d bytes, at most %d", path, corpus.ErrText, info.Size(), corpus.BytesMax)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the text: %w", err)
		}
		return c, c.Add(path, text)
	}
	taken := 0
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") && name != path {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := c.Add(name, text); !errors.Is(err, corpus.ErrText) {
			taken++
			return err
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the text: %w", err)
	}
	if taken == 0 {
		return nil, fmt.Errorf("%s: %w: no file in it is UTF-8 text", path, corpus.ErrEmpty)
	}
	return c, nil
}
