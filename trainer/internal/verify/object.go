package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/data"
	"quire/trainer/replay"
)

// Damage is an object of the store that has other bytes than its name says, or is gone.
type Damage struct {
	What   string       `json:"what"` // "token shard 3", "weights of merge task of round 2, slice 1 (ab12…)"
	Object canon.Digest `json:"object"`
	Path   string       `json:"path"`
	Byte   int64        `json:"byte"` // the first that is wrong, where the task could be recomputed; −1 if not known
	err    error
}

// Error implements error.
func (d *Damage) Error() string {
	at := ""
	if d.Byte >= 0 {
		at = fmt.Sprintf(" from byte %d on", d.Byte)
	}
	return fmt.Sprintf("%s: %s is damaged%s: %v", d.What, d.Path, at, d.err)
}

// Unwrap gives the store's own error.
func (d *Damage) Unwrap() error { return d.err }

// check reads an object if every byte of the store is wanted.
func (a *audit) check(ctx context.Context, what string, o canon.Object) error {
	if a.Bucket == nil {
		return nil
	}
	return intact(ctx, a.Source, what, o)
}

// intact reads an object; the error is a Damage if it is not what it should be.
func intact(ctx context.Context, source *data.Source, what string, o canon.Object) error {
	err := source.Check(ctx, o)
	if errors.Is(err, data.ErrCorrupt) || errors.Is(err, data.ErrNotFound) {
		return &Damage{What: what, Object: o.Digest, Path: source.Where(o.Digest), Byte: -1, err: err}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// checkBulk reads the objects that an output record names.
func (a *audit) checkBulk(ctx context.Context, task round.Task, done round.Done, objects []canon.Object) error {
	place := Place{task.Round, task.Kind, task.Index, done.Task}
	for i, o := range objects {
		err := a.check(ctx, fmt.Sprintf("%s of %s", part(task.Kind, i), place), o)
		var damage *Damage
		if errors.As(err, &damage) {
			damage.Byte = a.firstWrong(ctx, task, i, o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// part names the i-th object of an output record.
func part(kind round.Kind, i int) string {
	if kind == round.Train {
		return fmt.Sprintf("slice %d", i)
	}
	return []string{"weights", "moment1", "moment2"}[i]
}

// firstWrong computes what a damaged object should hold, and returns the first byte that is different; −1 if that cannot
// be told.
func (a *audit) firstWrong(ctx context.Context, task round.Task, i int, o canon.Object) int64 {
	in, err := a.Source.Inputs(ctx, a.arithmetic, a.spec, task)
	if err != nil {
		return -1
	}
	out, err := replay.Compute(a.arithmetic, a.spec, task, in, ctx.Err)
	if err != nil || out.Objects[i].Digest != o.Digest {
		return -1
	}
	body, _, err := a.Bucket.Open(ctx, o.Digest, 0)
	if err != nil {
		return -1
	}
	defer body.Close()
	stored, err := io.ReadAll(io.LimitReader(body, o.Size+1))
	if err != nil {
		return -1
	}
	return firstDifference(stored, out.Objects[i].Bytes)
}

// checkRest reads what no round that stands names: outputs that were outvoted or void, records of epochs, and whatever else
// is there.
func (a *audit) checkRest(ctx context.Context) error {
	if a.Bucket == nil {
		return nil
	}
	for _, e := range a.epochs[:a.result.OnChain] {
		if err := a.check(ctx, fmt.Sprintf("record of epoch %d", e.Number), canon.Object{Digest: canon.DigestOf(e)}); err != nil {
			return err
		}
	}
	for _, row := range a.rows {
		if err := a.checkRow(ctx, row); err != nil {
			return err
		}
	}
	before := a.result.Objects
	err := a.Bucket.Objects(ctx, func(d canon.Digest) error {
		a.result.Objects++
		return a.check(ctx, "an object that the campaign's records do not name", canon.Object{Digest: d})
	})
	if err == nil {
		a.Report(fmt.Sprintf("objects: %d in the store, every one has the bytes that its name says", a.result.Objects-before))
	}
	return err
}

// checkRow reads the output of a row, right or wrong.
func (a *audit) checkRow(ctx context.Context, row ledger.Row) error {
	place := Place{row.Round, row.Kind, row.Index, row.Task}
	what := fmt.Sprintf("output record of row %d, %s", row.Seq, place)
	if err := a.check(ctx, what, canon.Object{Digest: row.Output}); err != nil {
		return err
	}
	b, err := a.Source.Record(ctx, row.Output)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	objects, err := a.objects(row, b)
	if err != nil {
		return falsef("%s: %w", what, err)
	}
	for i, o := range objects {
		if err := a.check(ctx, fmt.Sprintf("%s of row %d, %s", part(row.Kind, i), row.Seq, place), o); err != nil {
			return err
		}
	}
	return nil
}

// objects lists what a row's output record names; an evaluation names nothing.
func (a *audit) objects(row ledger.Row, b []byte) ([]canon.Object, error) {
	switch row.Kind {
	case round.Train:
		d, err := round.DecodeDelta(a.spec, row.Task, b)
		return d.Objects(), err
	case round.Merge:
		s, err := round.DecodeSlice(a.spec, row.Task, row.Index, b)
		return s.Objects(), err
	}
	_, err := round.DecodeEvaluation(a.spec, row.Task, b)
	return nil, err
}

// Report is what an audit found, for those who tell it on.
type Report struct {
	Result
	SpecRecord []byte         // canonical
	Records    []canon.Digest // of the rounds that stand, from round 0 on
	Payments   []ledger.Epoch // recomputed
	Ledger     []ledger.Row
}

func (a *audit) report() *Report {
	return &Report{a.result, a.headline.Spec, slices.Clip(a.chain), slices.Clip(a.epochs), slices.Clip(a.rows)}
}
