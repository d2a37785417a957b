package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"quire/coordinator/corpus"
	"quire/coordinator/tokenizer"
	"quire/internal/durable"
	"quire/proto/canon"
)

const (
	// batchBytes and batchDocuments bound the documents that are encoded together, and so memory.
	batchBytes     = 4 << 20
	batchDocuments = 4096
	// saveBytes is how much text is read between two saves by default: what a kill costs, some seconds of work.
	saveBytes = 128 << 20
)

// Config says what to build. Paths and Dir are required.
type Config struct {
	Paths             []string // files or folders of text, JSON lines (.jsonl, .ndjson) and Parquet (.parquet)
	Dir               string   // of the data set
	Field             string   // of records: the text; "text" if empty
	Tokenizer         *tokenizer.Tokenizer
	HeldOutPerMillion int
	SaveBytes         int64          // of text between two saves; 128 MiB if 0
	Progress          func(Progress) // called now and then, by one goroutine; may be nil
}

// Progress is how far a build has come.
type Progress struct {
	Done, Total int64 // bytes of input
	Documents   int64
	Tokens      int64
}

// Result is a data set, and what was left out of it.
type Result struct {
	Set
	Skipped int  // files of folders that are not text
	Resumed bool // the build had been interrupted
	Stood   bool // the data set was there already
}

// Build makes a data set, or goes on making it. A folder that holds another one, complete or not, is refused. Errors wrap
// corpus.ErrText for bad input; nothing is written under a final name but whole shards, until all is there.
func Build(ctx context.Context, c Config) (Result, error) {
	if c.Field == "" {
		c.Field = "text"
	}
	if c.SaveBytes == 0 {
		c.SaveBytes = saveBytes
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
	inputs, skipped, err := find(c.Paths)
	if err != nil {
		return Result{}, err
	}
	b := &build{Config: c, inputs: inputs, identity: identify(c, inputs)}
	if set, err := Load(c.Dir); err == nil {
		if set.Manifest.Inputs != b.identity {
			return Result{}, fmt.Errorf("%s holds a data set of other inputs or options: give an empty folder", c.Dir)
		}
		return Result{Set: set, Skipped: skipped, Stood: true}, nil
	} else if !errors.Is(err, ErrDataset) {
		return Result{}, err
	}
	resumed, err := b.start()
	if err != nil {
		return Result{}, err
	}
	m, err := b.run(ctx)
	if err := errors.Join(err, b.hashes.Close()); err != nil {
		return Result{}, err
	}
	return Result{Set{c.Dir, m}, skipped, resumed, false}, b.finish(m)
}

// identify returns a digest of all that the result depends on, as far as it can be known before the inputs are read.
func identify(c Config, inputs []input) canon.Digest {
	type file struct {
		Name string `json:"name"`
		Size int64  `json:"size"`
	}
	h := struct {
		Field     string       `json:"field"`
		Tokenizer canon.Digest `json:"tokenizer"`
		HeldOut   int          `json:"heldOut"`
		Files     canon.Digest `json:"files"` // a chain, because there may be more than one record holds
	}{c.Field, canon.Sum(c.Tokenizer.File()), c.HeldOutPerMillion, canon.Digest{}}
	for _, in := range inputs {
		h.Files = canon.DigestOf(struct {
			Before canon.Digest `json:"before"`
			File   file         `json:"file"`
		}{h.Files, file{in.name, in.size}})
	}
	return canon.DigestOf(h)
}

// build is a build under way.
type build struct {
	Config
	inputs   []input
	identity canon.Digest
	place    place
	builder  *corpus.Builder
	hashes   *os.File // of documents seen, 16 bytes each
	fresh    []byte   // hashes that are not in the file yet
	unsaved  int64    // bytes of text since the last save
	passed   int64    // bytes of the inputs before the one that is read
}

// place is where in the inputs the next document begins.
type place struct {
	File     int
	Position int64
}

// run reads all inputs from place on.
func (b *build) run(ctx context.Context) (corpus.Manifest, error) {
	for ; b.place.File < len(b.inputs); b.place = (place{b.place.File + 1, 0}) {
		in := b.inputs[b.place.File]
		r, err := open(in, b.Field, b.place.Position)
		if err != nil {
			return corpus.Manifest{}, err
		}
		err = b.read(ctx, r)
		if err := errors.Join(err, r.Close()); err != nil {
			return corpus.Manifest{}, err
		}
		b.passed += in.size
		b.report(0)
	}
	m, err := b.builder.Finish(b.emit)
	m.Inputs = b.identity
	return m, err
}

// read takes all documents of a file, batch by batch.
func (b *build) read(ctx context.Context, r reader) error {
	for {
		batch, position, err := fill(r)
		isLast := errors.Is(err, io.EOF)
		if err != nil && !isLast {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.take(batch); err != nil {
			return err
		}
		if isLast {
			return nil
		}
		b.place.Position = position
		if b.unsaved >= b.SaveBytes {
			if err := b.save(); err != nil {
				return err
			}
		}
		b.report(b.offset(r))
	}
}

// offset returns how many bytes of the open file are read, about.
func (b *build) offset(r reader) int64 {
	if rows, ok := r.(*rows); ok && rows.rowsIn() > 0 {
		return int64(float64(b.inputs[b.place.File].size) * float64(b.place.Position) / float64(rows.rowsIn()))
	}
	return b.place.Position
}

func (b *build) report(offset int64) {
	p := Progress{Done: b.passed + offset, Documents: b.builder.Train.Documents + b.builder.HeldOut.Documents,
		Tokens: b.builder.Train.Tokens + b.builder.HeldOut.Tokens}
	for _, in := range b.inputs {
		p.Total += in.size
	}
	b.Progress(p)
}

// fill reads a batch of documents and the position after it. With io.EOF the batch is the file's last.
func fill(r reader) (batch []corpus.Document, position int64, err error) {
	for bytes := 0; bytes < batchBytes && len(batch) < batchDocuments; {
		d, after, err := r.next()
		if err != nil {
			return batch, position, err
		}
		batch, position = append(batch, d), after
		bytes += len(d.Text)
	}
	return batch, position, nil
}

// take encodes a batch on all processors and lays it into shards in order.
func (b *build) take(batch []corpus.Document) error {
	encoded := make([]corpus.Encoded, len(batch))
	var g errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		g.Go(func() error {
			for i := w; i < len(batch); i += workers {
				encoded[i] = b.builder.Encode(batch[i])
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, e := range encoded {
		h, isNew, err := b.builder.Add(e, b.emit)
		if err != nil {
			return err
		}
		if isNew {
			b.fresh = append(b.fresh, h[:]...)
		}
		b.unsaved += int64(len(batch[i].Text))
	}
	return nil
}

// emit writes a shard under its name. One that stands already was written before a kill.
func (b *build) emit(o canon.Object, shard []byte) error {
	path := filepath.Join(b.Dir, shardsName, o.Digest.String())
	if info, err := os.Stat(path); err == nil && info.Size() == o.Size {
		return nil
	}
	if err := durable.WriteFile(path, shard); err != nil {
		return fmt.Errorf("write a shard: %w", err)
	}
	return nil
}

// finish writes what says that all is there, and then removes what only a build needs.
func (b *build) finish(m corpus.Manifest) error {
	if !b.Tokenizer.IsBytes() {
		if err := durable.WriteFile(filepath.Join(b.Dir, tokenizerName), b.Tokenizer.File()); err != nil {
			return fmt.Errorf("write the tokenizer: %w", err)
		}
	}
	text, err := canon.Encode(m)
	if err != nil {
		return err
	}
	if err := durable.WriteFile(filepath.Join(b.Dir, manifestName), text); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return os.RemoveAll(filepath.Join(b.Dir, buildingName))
}
