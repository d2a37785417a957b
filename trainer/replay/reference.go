package replay

import (
	"fmt"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// Round is a finished round of a reference run.
type Round struct {
	Number     int
	Loss       float64 // mean over the lanes, nats per token; 0 in round 0
	Checkpoint canon.Digest
	Record     round.Checkpoint
}

// run is the state of a reference run between tasks.
type run struct {
	arithmetic Arithmetic
	spec       campaign.Spec
	campaign   canon.Digest
	tokens     []int32
	stop       func() error
	state      State // of the whole model
}

// Given is what a spec names by digest.
type Given struct {
	Tokens  []int32   // to train on
	Initial []float32 // weights of the initial checkpoint; nil if the spec names none
}

// Reference trains a campaign from its spec and what that names alone, one task after the other, in this process: what every
// distributed run of the spec must end with, whoever took part and whatever went wrong. It calls report after every
// round with the checkpoint record, and returns the last.
func Reference(a Arithmetic, spec campaign.Spec, given Given, stop func() error, report func(Round)) (Round, error) {
	if int64(len(given.Tokens)) != spec.Data.Tokens {
		return Round{}, fmt.Errorf("%w: %d tokens, the spec has %d", ErrInput, len(given.Tokens), spec.Data.Tokens)
	}
	if len(spec.Initial) > 0 && int64(len(given.Initial)) != spec.Model.Params() {
		return Round{}, fmt.Errorf("%w: %d initial weights for a model of %d", ErrInput, len(given.Initial), spec.Model.Params())
	}
	n := spec.Model.Params()
	r := run{
		arithmetic: a, spec: spec, campaign: spec.Digest(), tokens: given.Tokens, stop: stop,
		state: State{make([]float32, n), make([]float32, n), make([]float32, n)},
	}
	copy(r.state.Weights, given.Initial)
	var last Round
	for number := range spec.Recipe.Rounds + 1 {
		next, err := r.round(number, last)
		if err != nil {
			return Round{}, fmt.Errorf("round %d: %w", number, err)
		}
		last = next
		report(last)
	}
	return last, nil
}

func (r *run) round(number int, last Round) (Round, error) {
	next := Round{Number: number, Record: round.Checkpoint{Campaign: r.campaign, Round: number, Parent: last.Checkpoint}}
	var deltas []Output
	var digests []canon.Digest
	if number > 0 {
		for lane := range r.spec.Recipe.Lanes {
			out, err := r.train(TrainTask(r.campaign, number, lane, last.Checkpoint))
			if err != nil {
				return Round{}, fmt.Errorf("lane %d: %w", lane, err)
			}
			deltas, digests = append(deltas, out), append(digests, out.Digest)
			next.Loss += float64(out.Loss) / float64(r.spec.Recipe.Lanes)
		}
	}
	for j := range r.spec.Recipe.Slices {
		slice, err := r.merge(MergeTask(r.campaign, number, j, last.Checkpoint, digests), deltas)
		if err != nil {
			return Round{}, fmt.Errorf("slice %d: %w", j, err)
		}
		next.Record.Slices = append(next.Record.Slices, slice)
	}
	next.Checkpoint = canon.DigestOf(next.Record)
	return next, nil
}

func (r *run) train(task round.Task) (Output, error) {
	in := Inputs{State: State{Weights: r.state.Weights}}
	for _, start := range r.arithmetic.Sequences(task.Round, task.Index) {
		end := start + int64(r.spec.Model.Context) + 1
		if start < 0 || end > int64(len(r.tokens)) {
			return Output{}, fmt.Errorf("%w: sequence at token %d of %d", ErrInput, start, len(r.tokens))
		}
		in.Sequences = append(in.Sequences, r.tokens[start:end])
	}
	return Compute(r.arithmetic, r.spec, task, in, r.stop)
}

func (r *run) merge(task round.Task, deltas []Output) (round.Slice, error) {
	low, high := r.spec.SliceBounds(task.Index)
	part := State{r.state.Weights[low:high], r.state.Moment1[low:high], r.state.Moment2[low:high]}
	in := Inputs{State: part}
	for _, d := range deltas {
		in.Deltas = append(in.Deltas, d.Objects[task.Index].Bytes)
	}
	out, err := Compute(r.arithmetic, r.spec, task, in, r.stop)
	if err != nil {
		return round.Slice{}, err
	}
	for i, x := range [][]float32{part.Weights, part.Moment1, part.Moment2} {
		FloatsLE(x, out.Objects[i].Bytes)
	}
	return round.DecodeSlice(r.spec, canon.DigestOf(task), task.Index, out.Record)
}
