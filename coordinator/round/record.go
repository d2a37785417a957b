package round

import (
	"errors"
	"fmt"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Kind says which pure function a task is.
type Kind string

const (
	// Train computes a lane's delta from the base checkpoint and the lane's tokens.
	Train Kind = "train"
	// Merge reduces one slice of every lane's delta and steps the optimiser. In round 0 it makes the slice of the
	// initial checkpoint from the seed.
	Merge Kind = "merge"
	// Evaluate computes how well the base checkpoint predicts the held-out text.
	Evaluate Kind = "evaluate"
)

// Task is a unit of work: a pure function of what it names, known by the digest of its canonical bytes. Every field is
// an input of the computation; nothing here says who computes it.
type Task struct {
	Campaign canon.Digest   `json:"campaign"` // the spec
	Round    int            `json:"round"`
	Kind     Kind           `json:"kind"`
	Index    int            `json:"index"`            // the lane of a train task, the slice of a merge task
	Base     canon.Digest   `json:"base"`             // checkpoint the round starts from; none in round 0
	Deltas   []canon.Digest `json:"deltas,omitempty"` // of a merge task: every lane's delta record, in lane order
}

// States is the number of states of a task's computation to which a submission commits; the last is its output. Those of a
// train task are spread over its sequences (campaign.Spec.StepSequences): the state is the gradient so far. A merge has
// one on the way, the mean of the deltas; the initial checkpoint and an evaluation have none.
func States(spec campaign.Spec, t Task) int {
	switch {
	case t.Kind == Train:
		return spec.Audit.Steps
	case t.Kind == Merge && t.Round > 0:
		return 2
	}
	return 1
}

// Delta is the output record of a train task. It binds the task, so no output serves for two tasks.
type Delta struct {
	Task   canon.Digest   `json:"task"`
	Loss   uint32         `json:"loss"`   // IEEE-754 binary32 bits of the lane's mean loss, in nats per token
	Norm   uint32         `json:"norm"`   // binary32 bits of the gradient's 2-norm before clipping
	Slices []canon.Object `json:"slices"` // encoded with the spec's codec, one per slice
}

// Slice is the output record of a merge task: one range of the next checkpoint as raw little-endian binary32.
type Slice struct {
	Task    canon.Digest `json:"task"`
	Weights canon.Object `json:"weights"`
	Moment1 canon.Object `json:"moment1"`
	Moment2 canon.Object `json:"moment2"`
}

// Evaluation is the output record of an evaluate task. Perplexity and bits per byte follow from it and the spec.
type Evaluation struct {
	Task   canon.Digest `json:"task"`
	Loss   uint32       `json:"loss"`   // binary32 bits of the mean loss over Tokens, in nats per token
	Tokens int64        `json:"tokens"` // predicted
}

// DecodeEvaluation reads an evaluate task's output and checks that it answers task.
func DecodeEvaluation(spec campaign.Spec, task canon.Digest, b []byte) (Evaluation, error) {
	e, err := canon.Decode[Evaluation](b)
	if err != nil {
		return e, fmt.Errorf("%w: %w", ErrOutput, err)
	}
	if e.Task != task {
		return e, fmt.Errorf("%w: evaluation answers task %s, not %s", ErrOutput, e.Task.Short(), task.Short())
	}
	if t := int64(spec.Model.Context); !finite(e.Loss) || e.Tokens != (spec.Data.HeldOut.Tokens-1)/t*t {
		return e, fmt.Errorf("%w: evaluation of %d tokens with loss bits %#08x", ErrOutput, e.Tokens, e.Loss)
	}
	return e, nil
}

// Checkpoint names weights and optimiser state at the end of a round, and through Parent every checkpoint before it.
type Checkpoint struct {
	Campaign canon.Digest `json:"campaign"`
	Round    int          `json:"round"`
	Parent   canon.Digest `json:"parent"` // none for round 0
	Slices   []Slice      `json:"slices"`
}

// ErrOutput is wrapped by every refusal of an output record.
var ErrOutput = errors.New("round: bad output")

// DecodeDelta reads a train task's output and checks that it answers task and has the spec's shape.
func DecodeDelta(spec campaign.Spec, task canon.Digest, b []byte) (Delta, error) {
	d, err := canon.Decode[Delta](b)
	if err != nil {
		return d, fmt.Errorf("%w: %w", ErrOutput, err)
	}
	if d.Task != task {
		return d, fmt.Errorf("%w: delta answers task %s, not %s", ErrOutput, d.Task.Short(), task.Short())
	}
	if len(d.Slices) != spec.Recipe.Slices {
		return d, fmt.Errorf("%w: delta has %d slices, the spec %d", ErrOutput, len(d.Slices), spec.Recipe.Slices)
	}
	for j, o := range d.Slices {
		if want := spec.EncodedSize(j); o.Size != want || o.Digest.IsZero() {
			return d, fmt.Errorf("%w: slice %d of the delta has %d bytes, codec %s makes %d", ErrOutput, j, o.Size, spec.Recipe.Codec, want)
		}
	}
	if !finite(d.Loss) || !finite(d.Norm) {
		return d, fmt.Errorf("%w: loss or norm of the delta is not a finite number", ErrOutput)
	}
	return d, nil
}

// DecodeSlice reads a merge task's output and checks that it answers task and has the spec's shape.
func DecodeSlice(spec campaign.Spec, task canon.Digest, index int, b []byte) (Slice, error) {
	s, err := canon.Decode[Slice](b)
	if err != nil {
		return s, fmt.Errorf("%w: %w", ErrOutput, err)
	}
	if s.Task != task {
		return s, fmt.Errorf("%w: slice answers task %s, not %s", ErrOutput, s.Task.Short(), task.Short())
	}
	low, high := spec.SliceBounds(index)
	for _, o := range []canon.Object{s.Weights, s.Moment1, s.Moment2} {
		if o.Size != 4*(high-low) || o.Digest.IsZero() {
			return s, fmt.Errorf("%w: slice %d has an object of %d bytes, want %d", ErrOutput, index, o.Size, 4*(high-low))
		}
	}
	return s, nil
}

// Objects lists the bulk objects that a delta references.
func (d Delta) Objects() []canon.Object { return d.Slices }

// Objects lists the bulk objects that a slice references.
func (s Slice) Objects() []canon.Object { return []canon.Object{s.Weights, s.Moment1, s.Moment2} }

// finite reports whether the binary32 number with these bits is neither infinite nor NaN.
func finite(bits uint32) bool { return bits&0x7f800000 != 0x7f800000 }

// Record is the public account of a closed round: with the spec and the records before it, anyone can name every task
// of the round and recompute it.
type Record struct {
	Campaign   canon.Digest `json:"campaign"`
	Number     int          `json:"number"`
	Previous   canon.Digest `json:"previous"` // the record before this one; none for the first
	Base       canon.Digest `json:"base"`
	Checkpoint canon.Digest `json:"checkpoint"`
	Link       canon.Digest `json:"link"` // with which its draws were made; the record before has this link's SHA-256
	Done       []Done       `json:"done"` // train tasks, then merge tasks, by index; then the evaluate task, if there is one
}

// Task returns the record of a task of the round.
func (r Record) Task(kind Kind, index int) Task {
	t := Task{Campaign: r.Campaign, Round: r.Number, Kind: kind, Index: index, Base: r.Base}
	if kind == Merge {
		for _, done := range r.Done {
			if done.Kind == Train {
				t.Deltas = append(t.Deltas, done.Output)
			}
		}
	}
	return t
}

// Done is one accepted task of a round. Who answered it is in the ledger: rows Rows, the first answer first.
type Done struct {
	Kind   Kind         `json:"kind"`
	Index  int          `json:"index"`
	Task   canon.Digest `json:"task"`
	Output canon.Digest `json:"output"`
	Rows   []int64      `json:"rows"`
}

// Record returns the account of a round in which every task is accepted. Previous is the record before it: that of the
// round before, or, after going back, that of the last round that was closed and is void now.
func (s State) Record(previous, checkpoint, link canon.Digest) Record {
	r := Record{Campaign: s.Campaign, Number: s.Number, Previous: previous, Base: s.Base, Checkpoint: checkpoint, Link: link}
	for _, slot := range s.Own() {
		d := Done{Kind: slot.Kind, Index: slot.Index, Task: slot.Task, Output: slot.Output}
		for _, c := range slot.Claims {
			d.Rows = append(d.Rows, c.Seq)
		}
		r.Done = append(r.Done, d)
	}
	return r
}
