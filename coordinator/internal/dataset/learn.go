package dataset

import (
	"context"
	"errors"
	"io"

	"quire/coordinator/tokenizer"
)

// Learn trains a tokenizer of at most size tokens on the first sampleBytes of text, spread over all inputs by their size.
func Learn(ctx context.Context, paths []string, field string, size int, sampleBytes int64) (*tokenizer.Tokenizer, error) {
	inputs, _, err := find(paths)
	if err != nil {
		return nil, err
	}
	var total int64
	for _, in := range inputs {
		total += max(in.size, 1)
	}
	var t tokenizer.Trainer
	for _, in := range inputs {
		share := int64(float64(sampleBytes) * float64(max(in.size, 1)) / float64(total))
		if err := learnFrom(ctx, &t, in, field, share); err != nil {
			return nil, err
		}
	}
	return t.Train(size)
}

// learnFrom counts the first documents of a file, of about share bytes.
func learnFrom(ctx context.Context, t *tokenizer.Trainer, in input, field string, share int64) (err error) {
	r, err := open(in, field, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for share > 0 {
		d, _, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		t.Add(string(d.Text))
		share -= int64(len(d.Text))
	}
	return nil
}
