package replay

import (
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/recipe"
)

// benchSpec is a model of two million parameters whose lanes have 4096 tokens: small, so commitments weigh more than in any
// campaign that is worth its money.
func benchSpec() campaign.Spec {
	return campaigntest.Spec(func(s *campaign.Spec) {
		s.Model = campaign.Model{Family: campaign.FamilyLlama, Vocab: 512, Context: 128, Width: 192, Layers: 4, Heads: 6, KVHeads: 3, Hidden: 512, Tied: true, RopeTheta: 10_000}
		s.Recipe.Sequences, s.Recipe.Lanes, s.Recipe.Slices, s.Recipe.Codec = 32, 4, 4, "int8"
		s.Audit.Steps, s.Recipe.Bound = 2, "4"
	})
}

// BenchmarkCommitments measures, in one run, what share of a train task goes into hashing: the state on the way and every
// object of the output. The bound that we hold ourselves to is 2 %.
func BenchmarkCommitments(b *testing.B) {
	spec := benchSpec()
	task, in := benchTask(spec)
	a := Exact(spec)
	var whole, hashes time.Duration
	for b.Loop() {
		begin := time.Now()
		out, err := Compute(a, spec, task, in, never)
		if err != nil {
			b.Fatal(err)
		}
		whole += time.Since(begin)
		states := make([][]byte, spec.Audit.Steps-1) // a state is the gradient, as bytes
		for i := range states {
			states[i] = PutFloatsLE(in.Weights)
		}
		begin = time.Now()
		for _, s := range states {
			canon.Sum(s)
		}
		for _, o := range out.Objects {
			canon.Sum(o.Bytes)
		}
		out.Steps()
		hashes += time.Since(begin)
	}
	b.ReportMetric(100*hashes.Seconds()/whole.Seconds(), "%hashing")
	b.ReportMetric(float64(spec.LaneTokens())*float64(b.N)/whole.Seconds(), "tokens/s")
}

// BenchmarkVerifyTask is what it costs to check one task by computing it again, on this machine's processors.
func BenchmarkVerifyTask(b *testing.B) {
	spec := benchSpec()
	train, in := benchTask(spec)
	low, high := spec.SliceBounds(0)
	state := recipe.Genesis(spec, low, high)
	merge := Inputs{State: State(state)}
	for range spec.Recipe.Lanes {
		merge.Deltas = append(merge.Deltas, recipe.Encode(recipe.Codec(spec.Recipe.Codec), state.Weights))
	}
	b.Run("train", func(b *testing.B) { verifyTask(b, spec, train, in) })
	b.Run("merge", func(b *testing.B) {
		verifyTask(b, spec, MergeTask(spec.Digest(), 1, 0, canon.Digest{1}, make([]canon.Digest, spec.Recipe.Lanes)), merge)
	})
}

func verifyTask(b *testing.B, spec campaign.Spec, task round.Task, in Inputs) {
	a := Exact(spec)
	for b.Loop() {
		if _, err := Compute(a, spec, task, in, never); err != nil {
			b.Fatal(err)
		}
	}
}

func benchTask(spec campaign.Spec) (round.Task, Inputs) {
	in := Inputs{State: State{Weights: recipe.Genesis(spec, 0, spec.Model.Params()).Weights}}
	for i := range spec.Recipe.Sequences {
		sequence := make([]int32, spec.Model.Context+1)
		for j := range sequence {
			sequence[j] = int32((i*31 + j*7) % spec.Model.Vocab)
		}
		in.Sequences = append(in.Sequences, sequence)
	}
	return TrainTask(spec.Digest(), 1, 0, canon.Digest{1}), in
}
