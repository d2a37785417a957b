package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/kernels"
	"quire/trainer/model"
	"quire/trainer/safetensors"
)

const (
	// configBytesMax bounds config.json and the index of weights.
	configBytesMax = 16 << 20
	// weightFilesMax bounds the files of one model.
	weightFilesMax = 1024
	// weightsAtOnce bounds the weights that are read at a time.
	weightsAtOnce = 1 << 20
)

// errFolder reports a folder that is no model.
var errFolder = errors.New("not a model folder")

// modelFolder is a Hugging Face folder of a Llama-style model, open for reading. Close it.
type modelFolder struct {
	dir    string
	config campaign.Model
	files  []*os.File
	tensor map[string]*safetensors.File
}

// openFolder opens a folder and checks that its weights are those of its config.json: every tensor there once, with the
// right shape, and none besides.
func openFolder(dir string) (_ *modelFolder, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%w: %s: %w", errFolder, dir, err)
		}
	}()
	b, err := readSmall(filepath.Join(dir, "config.json"), configBytesMax)
	if err != nil {
		return nil, err
	}
	config, err := model.ParseConfig(b)
	if err != nil {
		return nil, err
	}
	m, err := model.New(config)
	if err != nil {
		return nil, err
	}
	names, err := weightFiles(dir)
	if err != nil {
		return nil, err
	}
	f := &modelFolder{dir: dir, config: config, tensor: map[string]*safetensors.File{}}
	for _, name := range names {
		if err := f.open(name); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	if err := f.check(m.Tensors()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// weightFiles returns the names of the files of weights.
func weightFiles(dir string) ([]string, error) {
	b, err := readSmall(filepath.Join(dir, model.IndexName), configBytesMax)
	if errors.Is(err, os.ErrNotExist) {
		return []string{model.SafetensorsName}, nil
	}
	if err != nil {
		return nil, err
	}
	var index struct {
		Files map[string]string `json:"weight_map"`
	}
	if err := json.Unmarshal(b, &index); err != nil {
		return nil, fmt.Errorf("%s: %w", model.IndexName, err)
	}
	var names []string
	for _, name := range index.Files {
		if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
			return nil, fmt.Errorf("%s names the file %.80q, which is not in the folder", model.IndexName, name)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 || len(names) > weightFilesMax {
		return nil, fmt.Errorf("%s names %d files, want 1 to %d", model.IndexName, len(names), weightFilesMax)
	}
	return names, nil
}

func (f *modelFolder) open(name string) error {
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		return err
	}
	f.files = append(f.files, file)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	s, err := safetensors.Open(file, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, t := range s.Names() {
		if f.tensor[t] != nil {
			return fmt.Errorf("%s: tensor %.200q is in two files", name, t)
		}
		f.tensor[t] = s
	}
	return nil
}

// headName is the tensor that a tied model may spell out again.
const headName = "lm_head.weight"

func (f *modelFolder) check(tensors []model.Tensor) error {
	expected := map[string]bool{}
	for _, t := range tensors {
		expected[t.Name] = true
		s := f.tensor[t.Name]
		if s == nil {
			return fmt.Errorf("no tensor %s: these weights are not the model of config.json", t.Name)
		}
		if got, _ := s.Tensor(t.Name); !slices.Equal(got.Shape, t.Shape) {
			return fmt.Errorf("tensor %s has shape %v, config.json says %v", t.Name, got.Shape, t.Shape)
		}
	}
	for name := range f.tensor {
		isTable := strings.HasSuffix(name, ".rotary_emb.inv_freq") // a function of rope_theta, which old files repeat
		if !expected[name] && !isTable && !(name == headName && f.config.Tied) {
			return fmt.Errorf("tensor %.200q belongs to no model of this family", name)
		}
	}
	if head := f.tensor[headName]; head != nil && f.config.Tied {
		if got, _ := head.Tensor(headName); !slices.Equal(got.Shape, tensors[0].Shape) {
			return fmt.Errorf("tensor %s has shape %v, tied to an embedding of %v", headName, got.Shape, tensors[0].Shape)
		}
	}
	return nil
}

// weights calls f with the parameters from the first to the last, some at a time, in memory that is reused.
func (f *modelFolder) weights(use func([]float32) error) error {
	buffer, again := make([]float32, weightsAtOnce), make([]float32, weightsAtOnce)
	head := f.tensor[headName]
	for _, t := range model.Tensors(f.config) {
		for from := 0; from < t.Len(); from += weightsAtOnce {
			part := buffer[:min(weightsAtOnce, t.Len()-from)]
			if err := f.tensor[t.Name].Floats(t.Name, int64(from), part); err != nil {
				return fmt.Errorf("%s: %w", f.dir, err)
			}
			if !kernels.Finite(part) {
				return fmt.Errorf("%w: %s: tensor %s has NaN or an infinity among elements %d to %d", errFolder, f.dir, t.Name, from, from+len(part)-1)
			}
			if t.Offset == 0 && head != nil && f.config.Tied { // the first tensor is the embedding
				if err := head.Floats(headName, int64(from), again[:len(part)]); err != nil {
					return fmt.Errorf("%s: %w", f.dir, err)
				}
				if !slices.Equal(part, again[:len(part)]) {
					return fmt.Errorf("%w: %s: %s differs from the embedding, but config.json says that they are tied", errFolder, f.dir, headName)
				}
			}
			if err := use(part); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close closes all files.
func (f *modelFolder) Close() error {
	var errs []error
	for _, file := range f.files {
		errs = append(errs, file.Close())
	}
	return errors.Join(errs...)
}

// loadFolder reads a whole model.
func loadFolder(dir string) (_ campaign.Model, _ []float32, err error) {
	f, err := openFolder(dir)
	if err != nil {
		return campaign.Model{}, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	weights := make([]float32, 0, f.config.Params())
	err = f.weights(func(part []float32) error { weights = append(weights, part...); return nil })
	return f.config, weights, err
}

// folderTokenizer reads a folder's tokenizer.json.
func folderTokenizer(dir string) (*tokenizer.Tokenizer, error) {
	path := filepath.Join(dir, "tokenizer.json")
	b, err := readSmall(path, campaign.TokenizerFileMax)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFolder, err)
	}
	t, err := tokenizer.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", errFolder, path, err)
	}
	return t, nil
}

// readSmall reads a file of at most most bytes.
func readSmall(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if int64(len(b)) > most {
		return nil, fmt.Errorf("%s is larger than %d bytes", path, most)
	}
	return b, nil
}
