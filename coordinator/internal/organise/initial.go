package organise

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"quire/coordinator/campaign"
	"quire/internal/durable"
	"quire/proto/canon"
)

// Names inside a folder that `trainer import` wrote: the model's sizes as JSON, and its parameters as little-endian
// binary32 in the order in which tasks cut them into slices.
const (
	importModel   = "model.json"
	importWeights = "weights.f32"
)

// takeWeights cuts imported weights into the spec's slices.
func (p *Prepared) takeWeights(dir string) error {
	if err := p.sameModel(filepath.Join(dir, importModel)); err != nil {
		return err
	}
	path := filepath.Join(dir, importWeights)
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read the initial weights: %w", err)
	}
	err = p.cutWeights(f, path)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return p.Spec.Validate()
}

// sameModel refuses weights of another model. A shorter context is the same model: no parameter depends on it.
func (p *Prepared) sameModel(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("no imported model (run `trainer import`): %w", err)
	}
	m, err := canon.Decode[campaign.Model](b)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	want := p.Spec.Model
	if want.Context > m.Context {
		return fmt.Errorf("model.context is %d, the imported model was made for at most %d positions", want.Context, m.Context)
	}
	want.Context = m.Context
	if want != m {
		return fmt.Errorf("the campaign's model is %+v, the imported one is %+v: make them equal", want, m)
	}
	return nil
}

func (p *Prepared) cutWeights(f *os.File, path string) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if want := 4 * p.Spec.Model.Params(); info.Size() != want {
		return fmt.Errorf("%s has %d bytes, the model's parameters %d: import it again", path, info.Size(), want)
	}
	p.Spec.Initial = nil
	in := bufio.NewReaderSize(f, 1<<20)
	for j := range p.Spec.Recipe.Slices {
		low, high := p.Spec.SliceBounds(j)
		o, err := p.cutSlice(io.LimitReader(in, 4*(high-low)), 4*(high-low))
		if err != nil {
			return fmt.Errorf("%s, slice %d: %w", path, j, err)
		}
		p.Spec.Initial = append(p.Spec.Initial, o)
	}
	return nil
}

// cutSlice copies a slice to a file named by its SHA-256, and refuses numbers that are not finite.
func (p *Prepared) cutSlice(in io.Reader, size int64) (canon.Object, error) {
	dir := filepath.Join(p.Dir, objectDir)
	f, err := durable.CreateTemp(dir)
	if err != nil {
		return canon.Object{}, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum, &finite{}), in)
	if err == nil && n != size {
		err = fmt.Errorf("%w: %d bytes of %d", io.ErrUnexpectedEOF, n, size)
	}
	if err == nil {
		err = f.Sync()
	}
	o := canon.Object{Digest: canon.Digest(sum.Sum(nil)), Size: size}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), p.path(o))
	}
	if err != nil {
		return o, errors.Join(err, os.Remove(f.Name()))
	}
	return o, nil
}

// finite is a writer that refuses NaN and infinities among little-endian binary32 numbers.
type finite struct {
	part []byte // of a number that a Write ended in
	n    int64
}

func (w *finite) Write(b []byte) (int, error) {
	all := append(w.part, b...)
	for ; len(all) >= 4; all = all[4:] {
		const exponent = 0x7F800000
		if binary.LittleEndian.Uint32(all)&exponent == exponent {
			return 0, fmt.Errorf("weight %d is NaN or an infinity", w.n)
		}
		w.n++
	}
	w.part = append([]byte(nil), all...)
	return len(b), nil
}
