// Package organise is what an organiser does at a terminal: turn a campaign file, a data set and perhaps the weights to
// start from into a spec with all that it names, and publish them.
package organise

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/dataset"
	"quire/internal/durable"
	"quire/proto/canon"
)

// Names inside a prepared directory.
const (
	specFile    = "spec.json"
	entropyFile = "entropy.json"
	objectDir   = "objects" // what the spec names, by SHA-256
)

// Prepared is a spec that is ready to publish.
type Prepared struct {
	Dir     string
	Spec    campaign.Spec
	Entropy float64 // of the data, nats per token
}

// Prepare reads the campaign file, the data set and, unless initial is empty, the weights that `trainer import` wrote
// there, and writes the spec and its objects to dir, which must be empty or absent, or hold the same campaign.
//
// A crash leaves a directory without spec.json, which Load refuses; Prepare again completes it.
func Prepare(file, data, initial, dir string) (Prepared, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return Prepared{}, fmt.Errorf("read the campaign file: %w", err)
	}
	f, err := campaign.ParseFile(b)
	if err != nil {
		return Prepared{}, fmt.Errorf("%s: %w", file, err)
	}
	set, err := dataset.Load(data)
	if err != nil {
		return Prepared{}, err
	}
	p := Prepared{dir, f.Spec, set.Manifest.Entropy()}
	p.Spec.Data = set.Manifest.Data()
	if err := p.Spec.Validate(); err != nil { // before anything large is read or written
		return p, fmt.Errorf("%s: %w", file, err)
	}
	if vocab := set.Manifest.Vocab; vocab > p.Spec.Model.Vocab {
		return p, fmt.Errorf("%s: model.vocab is %d, the tokenizer of %s has %d tokens", file, p.Spec.Model.Vocab, data, vocab)
	}
	if err := os.MkdirAll(filepath.Join(dir, objectDir), 0o755); err != nil {
		return p, fmt.Errorf("make the output directory: %w", err)
	}
	if err := durable.Sweep(filepath.Join(dir, objectDir)); err != nil {
		return p, err
	}
	if initial != "" {
		if err := p.takeWeights(initial); err != nil {
			return p, err
		}
	}
	return p, p.write(set)
}

func (p Prepared) write(set dataset.Set) error {
	spec, err := canon.Encode(p.Spec)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(filepath.Join(p.Dir, specFile)); err == nil && string(old) != string(spec) {
		return fmt.Errorf("%s holds another campaign already: give an empty directory", p.Dir)
	}
	data := p.Spec
	data.Initial = nil // is there already
	for _, o := range data.Objects() {
		if err := link(set.Path(o), p.path(o)); err != nil {
			return fmt.Errorf("take a file of the data set: %w", err)
		}
	}
	entropy, err := json.Marshal(p.Entropy)
	if err != nil {
		return err
	}
	if err := durable.WriteFile(filepath.Join(p.Dir, entropyFile), entropy); err != nil {
		return fmt.Errorf("write the entropy: %w", err)
	}
	if err := durable.WriteFile(filepath.Join(p.Dir, specFile), spec); err != nil { // last: it says that all is there
		return fmt.Errorf("write the spec: %w", err)
	}
	return nil
}

// path returns where an object of the spec lies.
func (p Prepared) path(o canon.Object) string {
	return filepath.Join(p.Dir, objectDir, o.Digest.String())
}

// link gives a file another name, or copies it where the file system cannot. Both are immutable.
func link(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	err = create(to, func(out io.Writer) error { _, err := io.Copy(out, in); return err })
	return errors.Join(err, in.Close())
}

// create writes a file that appears under its name only when it is whole.
func create(path string, fill func(io.Writer) error) error {
	f, err := durable.CreateTemp(filepath.Dir(path))
	if err != nil {
		return err
	}
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
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
