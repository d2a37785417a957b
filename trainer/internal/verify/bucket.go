package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/data"
)

// bucket is the account that a campaign's objects give of it, without anybody's help. The spec's digest leads to the spec,
// the last numbers of two series to the journal and to the rounds; each of these proves those before it.
type bucket struct {
	data.Bucket
	source *data.Source
	spec   canon.Digest
	later  int // segments of the journal at Headline
}

// FromBucket returns what a bucket tells of the campaign with this spec. Source reads the bucket's objects.
func FromBucket(b data.Bucket, source *data.Source, spec canon.Digest) Account {
	return &bucket{Bucket: b, source: source, spec: spec}
}

// Epochs implements Account. The bucket holds their records, but the contract says better what was closed.
func (b *bucket) Epochs(context.Context, int) ([][]byte, error) { return nil, nil }

// Headline implements Account.
func (b *bucket) Headline(ctx context.Context) (Headline, error) {
	if err := intact(ctx, b.source, "the spec", canon.Object{Digest: b.spec}); err != nil {
		return Headline{}, err
	}
	spec, err := b.source.Record(ctx, b.spec)
	if err != nil {
		return Headline{}, fmt.Errorf("the spec %s: %w", b.spec, err)
	}
	segments, err := read(ctx, b, canon.Journal, 1, func(s ledger.Segment) canon.Digest { return s.Previous })
	if err != nil {
		return Headline{}, err
	}
	h := Headline{Spec: spec}
	if b.later = len(segments); b.later > 0 {
		h.Journal = segments[b.later-1].digest
	}
	return h, nil
}

// Rounds implements Account. A round that was closed again voids what was closed since it was closed before.
func (b *bucket) Rounds(ctx context.Context, from int) ([]Closed, error) {
	if from > 0 {
		return nil, nil // all of them were listed at once
	}
	records, err := read(ctx, b, canon.Closings, 1, func(r round.Record) canon.Digest { return r.Previous })
	if err != nil {
		return nil, err
	}
	var rounds []Closed
	for _, r := range records {
		if r.record.Number < 0 || r.record.Number > len(rounds) {
			return nil, falsef("%s is of round %d, after %d rounds", r.path, r.record.Number, len(rounds))
		}
		rounds = append(rounds[:r.record.Number], Closed{r.record.Number, r.digest, r.record.Checkpoint})
	}
	return rounds, nil
}

// Rows implements Account: the rows of segments that were written since Headline.
func (b *bucket) Rows(ctx context.Context, from int64) ([][]byte, error) {
	segments, err := read(ctx, b, canon.Journal, b.later+1, func(s ledger.Segment) canon.Digest { return s.Previous })
	if err != nil {
		return nil, err
	}
	var rows [][]byte
	for _, s := range segments {
		for _, r := range s.record.Rows {
			if r.Seq != from+int64(len(rows)) {
				continue
			}
			row, err := canon.Encode(r)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// numbered is a record of a series.
type numbered[T any] struct {
	record T
	digest canon.Digest
	path   string // for people
}

// read returns the records of a series from a number on. Each stands under its digest too, and names the one before.
func read[T any](ctx context.Context, b *bucket, series canon.Series, from int, previous func(T) canon.Digest) ([]numbered[T], error) {
	names, err := b.List(ctx, series.Folder(b.spec))
	if err != nil {
		return nil, err
	}
	last := 0
	for _, name := range names {
		if n, ok := series.Number(name); ok {
			last = max(last, n)
		}
	}
	if last > segmentsMax {
		return nil, falsef("%s has number %d, at most %d are possible", b.Name(series.Folder(b.spec)), last, segmentsMax)
	}
	var all []numbered[T]
	for n := from; n <= last; n++ {
		name, err := series.Path(b.spec, n)
		if err != nil {
			return nil, err
		}
		one, err := readNumbered[T](ctx, b, name)
		if err != nil {
			return nil, err
		}
		want := canon.Digest{}
		if len(all) > 0 {
			want = all[len(all)-1].digest
		}
		if got := previous(one.record); got != want && (n == 1 || n > from) {
			return nil, falsef("%s follows %s, but the one before it is %s", one.path, got.Short(), want.Short())
		}
		all = append(all, one)
	}
	return slices.Clip(all), nil
}

func readNumbered[T any](ctx context.Context, b *bucket, name string) (numbered[T], error) {
	one := numbered[T]{path: b.Name(name)}
	bytes, err := b.Get(ctx, name)
	if errors.Is(err, data.ErrNotFound) {
		return one, falsef("%s is missing, though later ones are there", one.path)
	}
	if err != nil {
		return one, fmt.Errorf("%s: %w", one.path, err)
	}
	one.digest = canon.Sum(bytes)
	err = intact(ctx, b.source, "double of "+one.path, canon.Object{Digest: one.digest, Size: int64(len(bytes))})
	if errors.Is(err, data.ErrNotFound) {
		return one, &Damage{What: "numbered record", Object: one.digest, Path: one.path, Byte: -1,
			err: falsef("it has SHA-256 %s, and nothing is stored under that: its bytes were changed, or its double is gone", one.digest)}
	}
	if err != nil {
		return one, err
	}
	if one.record, err = canon.Decode[T](bytes); err != nil {
		return one, falsef("%s: %w", one.path, err)
	}
	return one, nil
}
