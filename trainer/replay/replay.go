// Package replay is the campaign as a pure function: from a task and its inputs to the records and objects that every
// honest trainer produces, and from a spec and its tokens to the final checkpoint.
//
// It does no arithmetic of its own (package recipe does) and no I/O (the caller brings inputs). Worker, auditor and
// reference run share it, so there is one place that says how bytes of a computation become records.
package replay

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// Arithmetic is the computation of one campaign. Package recipe is the real one; tests of everything around it use a
// quicker one. Implementations are used by one goroutine at a time.
type Arithmetic interface {
	// Genesis returns parameters low ≤ i < high of the initial checkpoint.
	Genesis(low, high int64) State
	// Sequences returns where in the token stream the sequences of a lane start; each is Context+1 tokens long.
	Sequences(round, lane int) []int64
	// Train returns the clipped gradient of the mean loss over sequences, the loss, and the norm before clipping. It
	// calls stop now and then and returns its error, if any, at once.
	Train(weights []float32, sequences [][]int32, stop func() error) (Gradient, error)
	// Merge returns one slice of the next checkpoint from that of the base and from every lane's decoded slice of
	// gradient, in lane order, and the digest of those gradients' mean. It changes neither.
	Merge(round, slice int, base State, gradients [][]float32) (State, canon.Digest, error)
	// Evaluate returns the mean loss of weights over the held-out sequences, and how many tokens that were.
	Evaluate(weights []float32, sequences [][]int32, stop func() error) (loss float32, tokens int64, err error)
	// Encode and Decode are the spec's codec. Decode refuses bytes that Encode would not make.
	Encode(x []float32) []byte
	Decode(b []byte, n int) ([]float32, error)
}

// Gradient is what Train returns.
type Gradient struct {
	Values []float32      // one per parameter
	Loss   float32        // nats per token
	Norm   float32        // 2-norm before clipping
	Steps  []canon.Digest // of the gradient on the way, Audit.Steps-1 of them
}

// State is weights and optimiser state of a stretch of parameters; the three have one length.
type State struct{ Weights, Moment1, Moment2 []float32 }

// Inputs is what a task computes from. Which fields count depends on the task.
type Inputs struct {
	// Of a train task: Weights of the whole model. Of a merge after round 0: all three, of the slice. Of a merge in round 0:
	// Weights of the slice if the spec names initial weights.
	State
	Sequences [][]int32 // of a train task, in the order of Arithmetic.Sequences
	Deltas    [][]byte  // of a merge after round 0: the slice of every lane's delta as encoded, in lane order
}

// Object is an immutable object with its bytes.
type Object struct {
	canon.Object
	Bytes []byte
}

// Output is what a task yields.
type Output struct {
	Record  []byte         // canonical round.Delta or round.Slice
	Digest  canon.Digest   // of Record
	Objects []Object       // those that Record names, in its order
	States  []canon.Digest // of the computation (round.States); the last is Digest
	Loss    float32        // of a train task
}

// Steps is the commitment to the states.
func (o Output) Steps() canon.Digest { return verify.Root(o.States) }

// ErrInput reports inputs from which the task cannot be computed by anybody: a wrong length, an encoding that is not
// canonical, a kind that does not exist.
var ErrInput = errors.New("replay: bad input")

// BadDelta reports a lane whose delta is no encoding of anything, so that no trainer can merge it: whoever submitted it was
// wrong. It wraps ErrInput.
type BadDelta struct {
	Lane int
	Err  error
}

// Error implements error.
func (b *BadDelta) Error() string {
	return fmt.Sprintf("%v: delta of lane %d: %v", ErrInput, b.Lane, b.Err)
}

// Unwrap makes errors.Is(err, ErrInput) true.
func (b *BadDelta) Unwrap() []error { return []error{ErrInput, b.Err} }

// Compute computes a task. Inputs are not changed and the output shares no memory with them. Stop is asked now and then
// and ends the computation with its error. Other errors are deterministic: they are every trainer's.
func Compute(a Arithmetic, spec campaign.Spec, task round.Task, in Inputs, stop func() error) (Output, error) {
	switch {
	case task.Kind == round.Train && task.Round > 0:
		return train(a, spec, task, in, stop)
	case task.Kind == round.Evaluate && task.Round > 0:
		return evaluate(a, task, in, stop)
	case task.Kind == round.Merge && task.Round > 0:
		return merge(a, spec, task, in)
	case task.Kind == round.Merge && task.Round == 0 && len(spec.Initial) > 0:
		return takeInitial(spec, task, in)
	case task.Kind == round.Merge && task.Round == 0:
		return sliceOutput(task, a.Genesis(spec.SliceBounds(task.Index)), nil)
	}
	return Output{}, fmt.Errorf("%w: round %d has no task of kind %.20q", ErrInput, task.Round, task.Kind)
}

func train(a Arithmetic, spec campaign.Spec, task round.Task, in Inputs, stop func() error) (Output, error) {
	if n := int64(len(in.Weights)); n != spec.Model.Params() {
		return Output{}, fmt.Errorf("%w: %d weights for a model of %d", ErrInput, n, spec.Model.Params())
	}
	g, err := a.Train(in.Weights, in.Sequences, stop)
	if err != nil {
		return Output{}, err
	}
	var objects []Object
	for j := range spec.Recipe.Slices {
		low, high := spec.SliceBounds(j)
		objects = append(objects, object(a.Encode(g.Values[low:high])))
	}
	record := round.Delta{
		Task: canon.DigestOf(task), Loss: math.Float32bits(g.Loss), Norm: math.Float32bits(g.Norm), Slices: names(objects),
	}
	out, err := output(record, objects, g.Steps)
	out.Loss = g.Loss
	return out, err
}

func evaluate(a Arithmetic, task round.Task, in Inputs, stop func() error) (Output, error) {
	if len(in.Sequences) == 0 {
		return Output{}, fmt.Errorf("%w: an evaluation of no text", ErrInput)
	}
	loss, tokens, err := a.Evaluate(in.Weights, in.Sequences, stop)
	if err != nil {
		return Output{}, err
	}
	out, err := output(round.Evaluation{Task: canon.DigestOf(task), Loss: math.Float32bits(loss), Tokens: tokens}, nil, nil)
	out.Loss = loss
	return out, err
}

func merge(a Arithmetic, spec campaign.Spec, task round.Task, in Inputs) (Output, error) {
	low, high := spec.SliceBounds(task.Index)
	for _, x := range [][]float32{in.Weights, in.Moment1, in.Moment2} {
		if int64(len(x)) != high-low {
			return Output{}, fmt.Errorf("%w: %d values of state for a slice of %d", ErrInput, len(x), high-low)
		}
	}
	if len(in.Deltas) != spec.Recipe.Lanes {
		return Output{}, fmt.Errorf("%w: %d deltas for %d lanes", ErrInput, len(in.Deltas), spec.Recipe.Lanes)
	}
	gradients := make([][]float32, len(in.Deltas))
	for i, b := range in.Deltas {
		g, err := a.Decode(b, int(high-low))
		if err != nil {
			return Output{}, &BadDelta{i, err}
		}
		gradients[i] = g
	}
	next, mean, err := a.Merge(task.Round, task.Index, in.State, gradients)
	if err != nil {
		return Output{}, err
	}
	return sliceOutput(task, next, []canon.Digest{mean})
}

// takeInitial makes the slice of the initial checkpoint from weights that the spec names.
func takeInitial(spec campaign.Spec, task round.Task, in Inputs) (Output, error) {
	low, high := spec.SliceBounds(task.Index)
	if int64(len(in.Weights)) != high-low {
		return Output{}, fmt.Errorf("%w: %d initial weights for a slice of %d", ErrInput, len(in.Weights), high-low)
	}
	for i, w := range in.Weights {
		if w-w != 0 {
			return Output{}, fmt.Errorf("%w: initial weight %d is %v: the campaign cannot start", ErrInput, low+int64(i), w)
		}
	}
	return sliceOutput(task, State{in.Weights, make([]float32, high-low), make([]float32, high-low)}, nil)
}

func sliceOutput(task round.Task, s State, way []canon.Digest) (Output, error) {
	objects := []Object{object(PutFloatsLE(s.Weights)), object(PutFloatsLE(s.Moment1)), object(PutFloatsLE(s.Moment2))}
	record := round.Slice{
		Task: canon.DigestOf(task), Weights: objects[0].Object, Moment1: objects[1].Object, Moment2: objects[2].Object,
	}
	return output(record, objects, way)
}

// output completes an output with the states on the way to it.
func output(record any, objects []Object, way []canon.Digest) (Output, error) {
	b, err := canon.Encode(record)
	if err != nil {
		return Output{}, err
	}
	digest := canon.Sum(b)
	return Output{Record: b, Digest: digest, Objects: objects, States: append(slices.Clone(way), digest)}, nil
}

func object(b []byte) Object {
	return Object{canon.Object{Digest: canon.Sum(b), Size: int64(len(b))}, b}
}

func names(objects []Object) []canon.Object {
	var ns []canon.Object
	for _, o := range objects {
		ns = append(ns, o.Object)
	}
	return ns
}

// PutFloatsLE returns x as little-endian binary32.
func PutFloatsLE(x []float32) []byte {
	b := make([]byte, 0, 4*len(x))
	for _, f := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b
}

// FloatsLE is the inverse of PutFloatsLE; it writes to x, which has len(b)/4 elements.
func FloatsLE(x []float32, b []byte) {
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
}

// TrainTask returns the train task of a lane: round is at least 1, base the checkpoint at the end of the round before.
func TrainTask(spec canon.Digest, number, lane int, base canon.Digest) round.Task {
	return round.Task{Campaign: spec, Round: number, Kind: round.Train, Index: lane, Base: base}
}

// EvaluateTask returns the evaluate task of a round that has one.
func EvaluateTask(spec canon.Digest, number int, base canon.Digest) round.Task {
	return round.Task{Campaign: spec, Round: number, Kind: round.Evaluate, Base: base}
}

// MergeTask returns the merge task of a slice. In round 0 base is zero and deltas is nil.
func MergeTask(spec canon.Digest, number, slice int, base canon.Digest, deltas []canon.Digest) round.Task {
	return round.Task{Campaign: spec, Round: number, Kind: round.Merge, Index: slice, Base: base, Deltas: deltas}
}
