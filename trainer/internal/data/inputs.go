package data

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/recipe"
	"quire/trainer/replay"
)

// parallel bounds the transfers of one task that run at a time: enough to fill a line, few enough for a small router.
const parallel = 4

// Inputs fetches all that a task computes from.
func (s *Source) Inputs(ctx context.Context, a replay.Arithmetic, spec campaign.Spec, task round.Task) (replay.Inputs, error) {
	if task.Round == 0 {
		return s.initialInputs(ctx, spec, task)
	}
	base, err := s.Checkpoint(ctx, spec, task.Base)
	if err != nil {
		return replay.Inputs{}, err
	}
	if base.Round != task.Round-1 {
		return replay.Inputs{}, fmt.Errorf("%w: the task of round %d starts from a checkpoint of round %d", ErrRecord, task.Round, base.Round)
	}
	if task.Kind == round.Merge {
		return s.mergeInputs(ctx, spec, task, base)
	}
	weights, err := s.Weights(ctx, spec, base)
	if err != nil {
		return replay.Inputs{}, err
	}
	var sequences [][]int32
	if task.Kind == round.Evaluate {
		sequences, err = s.HeldOut(ctx, spec)
	} else {
		sequences, err = s.Sequences(ctx, spec, a.Sequences(task.Round, task.Index))
	}
	return replay.Inputs{State: replay.State{Weights: weights}, Sequences: sequences}, err
}

// initialInputs fetches the slice of weights from which the campaign starts, if the spec names any.
func (s *Source) initialInputs(ctx context.Context, spec campaign.Spec, task round.Task) (replay.Inputs, error) {
	if len(spec.Initial) == 0 {
		return replay.Inputs{}, nil
	}
	low, high := spec.SliceBounds(task.Index)
	weights := make([]float32, high-low)
	err := s.floats(ctx, weights, spec.Initial[task.Index])
	return replay.Inputs{State: replay.State{Weights: weights}}, err
}

// HeldOut fetches the sequences on which checkpoints are evaluated, which are none if the spec holds nothing out.
func (s *Source) HeldOut(ctx context.Context, spec campaign.Spec) ([][]int32, error) {
	h := spec.Data.HeldOut
	return s.sequences(ctx, spec, h.Shards, h.Tokens, recipe.HeldOut(spec))
}

// Weights fetches all weights of a checkpoint.
func (s *Source) Weights(ctx context.Context, spec campaign.Spec, c round.Checkpoint) ([]float32, error) {
	weights := make([]float32, spec.Model.Params())
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	for j, slice := range c.Slices {
		g.Go(func() error {
			low, high := spec.SliceBounds(j)
			return s.floats(ctx, weights[low:high], slice.Weights)
		})
	}
	return weights, g.Wait()
}

// Sequences fetches sequences of Context+1 tokens to train on that begin at starts. It holds one shard at a time in memory,
// since a lane may touch all of them.
func (s *Source) Sequences(ctx context.Context, spec campaign.Spec, starts []int64) ([][]int32, error) {
	return s.sequences(ctx, spec, spec.Data.Shards, spec.Data.Tokens, starts)
}

func (s *Source) sequences(ctx context.Context, spec campaign.Spec, shards []canon.Object, tokens int64, starts []int64) ([][]int32, error) {
	length := int64(spec.Model.Context) + 1
	sequences := make([][]int32, len(starts))
	needed := make([]bool, len(shards))
	for i, start := range starts {
		if start < 0 || start > tokens-length {
			return nil, fmt.Errorf("%w: a sequence at token %d of %d", ErrRecord, start, tokens)
		}
		sequences[i] = make([]int32, length)
		for k := start / campaign.ShardTokens; k <= (start+length-1)/campaign.ShardTokens; k++ {
			needed[k] = true
		}
	}
	if err := s.prefetch(ctx, shards, needed); err != nil {
		return nil, err
	}
	for k, isNeeded := range needed {
		if !isNeeded {
			continue
		}
		b, err := s.Bytes(ctx, shards[k])
		if err != nil {
			return nil, fmt.Errorf("token shard %d: %w", k, err)
		}
		first := int64(k) * campaign.ShardTokens
		for i, start := range starts {
			if err := copyTokens(sequences[i], start, b, first, spec); err != nil {
				return nil, fmt.Errorf("token shard %d: %w", k, err)
			}
		}
	}
	return sequences, nil
}

// prefetch brings the shards that are not here into the cache, several at a time.
func (s *Source) prefetch(ctx context.Context, shards []canon.Object, needed []bool) error {
	if s.cache == nil {
		return nil
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	for k, o := range shards {
		if !needed[k] || s.cache.Holds(o) {
			continue
		}
		g.Go(func() error {
			if err := s.fetch(ctx, o); err != nil {
				return fmt.Errorf("token shard %d: %w", k, err)
			}
			return nil
		})
	}
	return g.Wait()
}

// copyTokens copies to a sequence that starts at token start what a shard that starts at token first has of it.
func copyTokens(sequence []int32, start int64, shard []byte, first int64, spec campaign.Spec) error {
	width := int64(spec.Data.TokenBytes)
	low := max(start, first)
	high := min(start+int64(len(sequence)), first+int64(len(shard))/width)
	if low >= high {
		return nil
	}
	part := sequence[low-start : high-start]
	recipe.AppendTokens(part[:0], shard[(low-first)*width:(high-first)*width], int(width))
	for i, id := range part {
		if int(id) >= spec.Model.Vocab {
			return fmt.Errorf("%w: token %d is %d, the vocabulary has %d", ErrRecord, low+int64(i), id, spec.Model.Vocab)
		}
	}
	return nil
}

func (s *Source) mergeInputs(ctx context.Context, spec campaign.Spec, task round.Task, base round.Checkpoint) (replay.Inputs, error) {
	low, high := spec.SliceBounds(task.Index)
	n := high - low
	in := replay.Inputs{
		State:  replay.State{Weights: make([]float32, n), Moment1: make([]float32, n), Moment2: make([]float32, n)},
		Deltas: make([][]byte, len(task.Deltas)),
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	objects := base.Slices[task.Index].Objects()
	for i, x := range [][]float32{in.Weights, in.Moment1, in.Moment2} {
		g.Go(func() error { return s.floats(ctx, x, objects[i]) })
	}
	for lane, d := range task.Deltas {
		g.Go(func() (err error) {
			in.Deltas[lane], err = s.deltaSlice(ctx, spec, task, lane, d)
			return err
		})
	}
	return in, g.Wait()
}

// deltaSlice fetches a lane's slice and checks that the delta answers that lane's task of this round.
func (s *Source) deltaSlice(ctx context.Context, spec campaign.Spec, task round.Task, lane int, d canon.Digest) ([]byte, error) {
	delta, err := s.Delta(ctx, spec, d)
	if err != nil {
		return nil, fmt.Errorf("lane %d: %w", lane, err)
	}
	if want := canon.DigestOf(replay.TrainTask(task.Campaign, task.Round, lane, task.Base)); delta.Task != want {
		return nil, fmt.Errorf("%w: delta %s answers task %s, lane %d is task %s", ErrRecord, d.Short(), delta.Task.Short(), lane, want.Short())
	}
	return s.Bytes(ctx, delta.Slices[task.Index])
}

func (s *Source) floats(ctx context.Context, x []float32, o canon.Object) error {
	b, err := s.Bytes(ctx, o)
	if err != nil {
		return err
	}
	replay.FloatsLE(x, b)
	return nil
}

// CheckTask reports why a task record is none of this campaign's, or nil. Nobody computes a task that fails it.
func CheckTask(spec campaign.Spec, task round.Task) error {
	bound := spec.Recipe.Lanes
	switch task.Kind {
	case round.Merge:
		bound = spec.Recipe.Slices
	case round.Evaluate:
		bound = 0
		if spec.Evaluates(task.Round) {
			bound = 1
		}
	}
	switch {
	case task.Campaign != spec.Digest():
		return fmt.Errorf("%w: task of another campaign", ErrRecord)
	case task.Kind != round.Train && task.Kind != round.Merge && task.Kind != round.Evaluate:
		return fmt.Errorf("%w: task of kind %.20q is unknown to this version: update the trainer", ErrRecord, task.Kind)
	case task.Round < 0 || task.Round > spec.Recipe.Rounds || task.Index < 0 || task.Index >= bound:
		return fmt.Errorf("%w: the spec has no %s task %d in round %d", ErrRecord, task.Kind, task.Index, task.Round)
	case task.Kind != round.Merge && (task.Round == 0 || len(task.Deltas) != 0):
		return fmt.Errorf("%w: %s task of round %d with %d deltas", ErrRecord, task.Kind, task.Round, len(task.Deltas))
	case task.Base.IsZero() != (task.Round == 0):
		return fmt.Errorf("%w: task of round %d with base %q", ErrRecord, task.Round, task.Base.Short())
	case task.Kind == round.Merge && task.Round > 0 && len(task.Deltas) != spec.Recipe.Lanes,
		task.Kind == round.Merge && task.Round == 0 && len(task.Deltas) != 0:
		return fmt.Errorf("%w: merge task of round %d with %d deltas", ErrRecord, task.Round, len(task.Deltas))
	case slices.Contains(task.Deltas, canon.Digest{}):
		return fmt.Errorf("%w: merge task that lacks a delta", ErrRecord)
	}
	return nil
}
