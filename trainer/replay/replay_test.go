package replay

import (
	"errors"
	"math"
	"slices"
	"testing"

	"quire/coordinator/campaign"
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
			tokens := recipe.AppendTokens(nil, shards[0], 2)
			want, err := recipe.Reference(spec, tokens, nil)
			if err != nil {
				t.Fatal(err)
			}
			var rounds []Round
			last, err := Reference(Exact(spec), spec, Given{Tokens: tokens}, never, func(r Round) { rounds = append(rounds, r) })
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
	tokens := recipe.AppendTokens(nil, shards[0], 2)
	if _, err := Reference(Exact(spec), spec, Given{Tokens: tokens}, func() error { return stopped }, func(Round) {}); !errors.Is(err, stopped) {
		t.Fatalf("Reference = %v", err)
	}
	if _, err := Reference(Exact(spec), spec, Given{Tokens: tokens[1:]}, never, func(Round) {}); !errors.Is(err, ErrInput) {
		t.Fatalf("too few tokens: %v", err)
	}
}

// A campaign that starts from given weights has them, bit for bit, as its first checkpoint, and goes on from there.
func TestInitialWeights(t *testing.T) {
	spec, shards := fake.Campaign()
	drawn := recipe.Genesis(spec, 0, spec.Model.Params()).Weights
	given := Given{Tokens: recipe.AppendTokens(nil, shards[0], 2), Initial: drawn}
	for j := range spec.Recipe.Slices {
		low, high := spec.SliceBounds(j)
		b := PutFloatsLE(drawn[low:high])
		spec.Initial = append(spec.Initial, canon.Object{Digest: canon.Sum(b), Size: int64(len(b))})
	}
	if err := spec.Validate(); err != nil {
		t.Fatal(err)
	}
	run := func(spec campaign.Spec, g Given) (rounds []Round) {
		if _, err := Reference(Exact(spec), spec, g, never, func(r Round) { rounds = append(rounds, r) }); err != nil {
			t.Fatal(err)
		}
		return rounds
	}
	weights := func(r Round) (ws []canon.Object) {
		for _, s := range r.Record.Slices {
			ws = append(ws, s.Weights)
		}
		return ws
	}
	rounds := run(spec, given)
	if !slices.Equal(weights(rounds[0]), spec.Initial) {
		t.Error("the first checkpoint is not the given weights")
	}
	plain := spec
	plain.Initial = nil
	same := run(plain, Given{Tokens: given.Tokens})
	if !slices.Equal(weights(same[len(same)-1]), weights(rounds[len(rounds)-1])) {
		t.Error("the weights that the seed draws, given, train to other weights")
	}
	task := MergeTask(spec.Digest(), 0, 0, canon.Digest{}, nil)
	low, high := spec.SliceBounds(0)
	for name, in := range map[string][]float32{"none": nil, "NaN": append(make([]float32, high-low-1), float32(math.NaN()))} {
		if _, err := Compute(Exact(spec), spec, task, Inputs{State: State{Weights: in}}, never); !errors.Is(err, ErrInput) {
			t.Errorf("%s, %d…%d: %v", name, low, high, err)
		}
	}
	if _, err := Reference(Exact(spec), spec, Given{Tokens: given.Tokens}, never, func(Round) {}); !errors.Is(err, ErrInput) {
		t.Errorf("no initial weights: %v", err)
	}
}
