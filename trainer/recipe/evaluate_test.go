package recipe

import (
	"errors"
	"math"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
)

// evaluated returns a spec whose held-out stream are the given tokens.
func evaluated(tokens int64) campaign.Spec {
	return campaigntest.Spec(func(s *campaign.Spec) { s.Data.HeldOut = campaign.HeldOut{Tokens: tokens, Bytes: 2 * tokens} })
}

// Sequences cover the stream: every token but the first and the rest is predicted once.
func TestHeldOutSequences(t *testing.T) {
	for tokens, want := range map[int64]int{0: 0, 16: 0, 17: 1, 32: 1, 33: 2, 170: 10} {
		spec := evaluated(tokens)
		starts := HeldOut(spec)
		if len(starts) != want {
			t.Errorf("%d tokens: %v", tokens, starts)
		}
		for i, s := range starts {
			if s != int64(i*spec.Model.Context) || s+int64(spec.Model.Context) >= tokens {
				t.Errorf("%d tokens: sequence %d starts at %d", tokens, i, s)
			}
		}
	}
}

// The bits do not depend on how many sequences are computed at once, and agree with the loss of training.
func TestEvaluation(t *testing.T) {
	spec := evaluated(650) // 40 sequences: three parts of the smallest workspace
	tokens := text(650)
	sequences, err := Cut(tokens, HeldOut(spec), spec.Model.Context+1)
	if err != nil {
		t.Fatal(err)
	}
	weights := Genesis(spec, 0, spec.Model.Params()).Weights
	var bits []uint32
	for _, sequencesAtOnce := range []int{1, 3, 64} {
		spec.Recipe.Sequences = sequencesAtOnce
		lane, err := NewLane(spec, nil)
		if err != nil {
			t.Fatal(err)
		}
		e, err := lane.Evaluate(weights, sequences, nil)
		if err != nil || e.Tokens != 640 {
			t.Fatalf("%+v, %v", e, err)
		}
		bits = append(bits, math.Float32bits(e.Loss))
		d, err := lane.Train(weights, sequences, nil)
		if err != nil || math.Abs(float64(d.Loss-e.Loss)) > 1e-5 {
			t.Errorf("evaluation %v, training %v, %v", e.Loss, d.Loss, err)
		}
		if math.Abs(e.Perplexity()-math.Exp(float64(e.Loss))) > 1e-9 || math.Abs(e.BitsPerByte(spec.Data.HeldOut)-float64(e.Loss)/math.Ln2/2) > 1e-9 {
			t.Errorf("perplexity %v, bits per byte %v of loss %v", e.Perplexity(), e.BitsPerByte(spec.Data.HeldOut), e.Loss)
		}
	}
	if bits[0] != bits[1] || bits[0] != bits[2] {
		t.Errorf("bits %x depend on the workspace", bits)
	}
	const pinned = 0x40b532a4
	if bits[0] != pinned {
		t.Errorf("the loss is %#x, pinned is %#x: the evaluation has changed", bits[0], uint32(pinned))
	}
}

func TestEvaluationOfBadInput(t *testing.T) {
	spec := evaluated(170)
	lane, err := NewLane(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	weights := Genesis(spec, 0, spec.Model.Params()).Weights
	sequences, err := Cut(text(170), HeldOut(spec), spec.Model.Context+1)
	if err != nil {
		t.Fatal(err)
	}
	stopped := errors.New("stopped")
	if _, err := lane.Evaluate(weights, sequences, func() error { return stopped }); !errors.Is(err, stopped) {
		t.Errorf("stop: %v", err)
	}
	for name, w := range map[string]float32{"NaN": float32(math.NaN()), "infinity": float32(math.Inf(1))} {
		bad := append([]float32(nil), weights...)
		for i := range bad {
			bad[i] = w
		}
		if _, err := lane.Evaluate(bad, sequences, nil); !errors.Is(err, ErrNotFinite) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := lane.Evaluate(weights, [][]int32{{1, 2, 3}}, nil); err == nil {
		t.Error("a short sequence was evaluated")
	}
}
