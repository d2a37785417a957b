package replay

import (
	"encoding/binary"
	"errors"
	"testing"

	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/fake"
	"quire/trainer/recipe"
)

func never() error { return nil }

// The records name exactly the bits that package recipe computes, whatever the codec and the number of slices.
func TestReferenceIsTheRecipe(t *testing.T) {
	for _, codec := range []string{"fp32", "bf16", "int8"} {
		for _, slices := range []int{1, 3, 7} {
			spec, shards := fake.Campaign()
			spec.Recipe.Codec, spec.Recipe.Slices = codec, slices
			tokens := make([]uint16, spec.Data.Tokens)
			for i := range tokens {
				tokens[i] = binary.LittleEndian.Uint16(shards[0][2*i:])
			}
			want, err := recipe.Reference(spec, tokens, nil)
			if err != nil {
				t.Fatal(err)
			}
			var rounds []Round
			last, err := Reference(Exact(spec), spec, tokens, never, func(r Round) { rounds = append(rounds, r) })
			if err != nil {
				t.Fatal(err)
			}
			for j, slice := range last.Record.Slices {
				low, high := spec.SliceBounds(j)
				for i, x := range [][]float32{want.Weights, want.Moment1, want.Moment2} {
					if got := slice.Objects()[i].Digest; got != canon.Sum(PutFloatsLE(x[low:high])) {
						t.Fatalf("codec %s, slice %d of %d, part %d: other bits", codec, j, slices, i)
					}
				}
			}
			for i, r := range rounds {
				if r.Number != i || r.Checkpoint != canon.DigestOf(r.Record) || i > 0 && r.Record.Parent != rounds[i-1].Checkpoint {
					t.Fatalf("round %d does not continue the chain", i)
				}
			}
			if len(rounds) != spec.Recipe.Rounds+1 {
				t.Fatalf("%d rounds", len(rounds))
			}
		}
	}
}

func TestBadInputs(t *testing.T) {
	spec, _ := fake.Campaign()
	d := spec.Digest()
	low, high := spec.SliceBounds(0)
	n := high - low
	state := State{make([]float32, n), make([]float32, n), make([]float32, n)}
	delta := make([]byte, spec.EncodedSize(0))
	nan := make([]byte, len(delta))
	nan[0], nan[1] = 0xc0, 0x7f
	for name, c := range map[string]struct {
		task round.Task
		in   Inputs
	}{
		"train in round 0": {TrainTask(d, 0, 0, d), Inputs{}},
		"unknown kind":     {round.Task{Kind: "evaluate", Round: 1}, Inputs{}},
		"few weights":      {TrainTask(d, 1, 0, d), Inputs{State: State{Weights: make([]float32, 3)}}},
		"few moments":      {MergeTask(d, 1, 0, d, nil), Inputs{State: State{state.Weights, state.Moment1, nil}, Deltas: [][]byte{delta, delta}}},
		"few deltas":       {MergeTask(d, 1, 0, d, nil), Inputs{State: state, Deltas: [][]byte{delta}}},
		"short delta":      {MergeTask(d, 1, 0, d, nil), Inputs{State: state, Deltas: [][]byte{delta, delta[1:]}}},
		"delta with NaN":   {MergeTask(d, 1, 0, d, nil), Inputs{State: state, Deltas: [][]byte{delta, nan}}},
	} {
		if _, err := Compute(Exact(spec), spec, c.task, c.in, never); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Compute(Exact(spec), spec, MergeTask(d, 1, 0, d, nil), Inputs{State: state, Deltas: [][]byte{delta, delta}}, never); err != nil {
		t.Errorf("good inputs: %v", err)
	}
}

func TestStop(t *testing.T) {
	spec, shards := fake.Campaign()
	stopped := errors.New("stopped")
	tokens := make([]uint16, len(shards[0])/2)
	if _, err := Reference(Exact(spec), spec, tokens, func() error { return stopped }, func(Round) {}); !errors.Is(err, stopped) {
		t.Fatalf("Reference = %v", err)
	}
	if _, err := Reference(Exact(spec), spec, tokens[1:], never, func(Round) {}); !errors.Is(err, ErrInput) {
		t.Fatalf("too few tokens: %v", err)
	}
}
