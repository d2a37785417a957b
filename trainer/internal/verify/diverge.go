package verify

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/trainer/replay"
)

// Divergence is a task whose accepted output is not what the task computes. It wraps ErrFalse.
type Divergence struct {
	Place
	Node    string       `json:"node"`    // that claimed it
	Claimed canon.Digest `json:"claimed"` // output record
	Honest  canon.Digest `json:"honest"`  // output record computed here
	Part    string       `json:"part"`    // "loss", "norm", "slice 3", "weights", …: the first that differs
	Byte    int64        `json:"byte"`    // first byte of the part's object that differs; −1 if the claimed one is gone
	Detail  string       `json:"detail"`
}

// Error implements error.
func (d *Divergence) Error() string {
	where := d.Part
	if d.Byte >= 0 && d.Detail == "" {
		where = fmt.Sprintf("%s, byte %d", d.Part, d.Byte)
	}
	if d.Detail != "" {
		where += ": " + d.Detail
	}
	return fmt.Sprintf("%s: node %s claimed output %s, this machine computes %s; first difference in %s",
		d.Place, d.Node, d.Claimed.Short(), d.Honest.Short(), where)
}

// Unwrap makes errors.Is(err, ErrFalse) true.
func (d *Divergence) Unwrap() error { return ErrFalse }

// diverges finds the first difference between what was claimed and what was computed.
func (a *audit) diverges(ctx context.Context, place Place, done round.Done, out replay.Output) error {
	d := &Divergence{Place: place, Node: a.claimant(done).Hex(), Claimed: done.Output, Honest: out.Digest, Byte: -1}
	b, err := a.Source.Record(ctx, done.Output)
	if err != nil {
		return fmt.Errorf("%w (its claimed output cannot be read: %w)", d, err)
	}
	if place.Kind == round.Evaluate {
		was, err := round.DecodeEvaluation(a.spec, place.Task, b)
		if err != nil {
			return err
		}
		d.Part, d.Detail = "loss", fmt.Sprintf("claimed %v, computed %v", math.Float32frombits(was.Loss), out.Loss)
		return d
	}
	var claimed []canon.Object
	if place.Kind == round.Train {
		was, err := round.DecodeDelta(a.spec, place.Task, b)
		if err != nil {
			return err
		}
		is, err := round.DecodeDelta(a.spec, place.Task, out.Record)
		if err != nil {
			return err
		}
		if was.Loss != is.Loss || was.Norm != is.Norm {
			d.Part, d.Detail = scalars(was, is)
			return d
		}
		claimed = was.Objects()
	} else {
		was, err := round.DecodeSlice(a.spec, place.Task, place.Index, b)
		if err != nil {
			return err
		}
		claimed = was.Objects()
	}
	for i, o := range claimed {
		if o.Digest == out.Objects[i].Digest {
			continue
		}
		d.Part = part(place.Kind, i)
		theirs, err := a.Source.Bytes(ctx, o)
		if isMissing(err) {
			d.Detail = "the claimed object is not in the store any more"
			return d
		}
		if err != nil {
			return fmt.Errorf("%w (the claimed object cannot be read: %w)", d, err)
		}
		d.Byte = firstDifference(theirs, out.Objects[i].Bytes)
		return d
	}
	d.Part = "the record itself"
	return d
}

// checkSteps compares the states of a computation with the commitment of those who gave its output. The states themselves
// were never published, so which of them differs cannot be told.
func (a *audit) checkSteps(place Place, done round.Done, out replay.Output) error {
	claims := a.claims[done.Task]
	wrong := verify.Judge(claims, len(claims)).Wrong // found out already, and void
	for i, c := range claims {
		if c.Output == out.Digest && c.Steps != out.Steps() && !slices.Contains(wrong, i) {
			return &Divergence{
				Place: place, Node: c.Node.Hex(), Claimed: done.Output, Honest: out.Digest, Part: "steps", Byte: -1,
				Detail: fmt.Sprintf("the output is right, but row %d commits to other states on the way (%s, computed %s)", c.Seq, c.Steps.Short(), out.Steps().Short()),
			}
		}
	}
	return nil
}

// claimant is the node that first gave the output that was accepted.
func (a *audit) claimant(done round.Done) common.Address {
	for _, c := range a.claims[done.Task] {
		if c.Output == done.Output {
			return c.Node
		}
	}
	return common.Address{}
}

func scalars(was, is round.Delta) (part, detail string) {
	if was.Loss != is.Loss {
		return "loss", fmt.Sprintf("claimed %v, computed %v", math.Float32frombits(was.Loss), math.Float32frombits(is.Loss))
	}
	return "norm", fmt.Sprintf("claimed %v, computed %v", math.Float32frombits(was.Norm), math.Float32frombits(is.Norm))
}

func firstDifference(a, b []byte) int64 {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int64(i)
		}
	}
	return int64(min(len(a), len(b)))
}
