package recipe

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/model"
)

// text is a token stream with something to learn: words from a short list.
func text(n int) []int32 {
	words := []string{"light ", "colour ", "of ", "the ", "rays ", "and ", "prism ", "glass. "}
	var tokens []int32
	for i := 0; len(tokens) < n; i++ {
		for _, b := range []byte(words[(i*i+i/3)%len(words)]) {
			tokens = append(tokens, int32(b))
		}
	}
	return tokens[:n]
}

func hash(x ...[]float32) string {
	h := sha256.New()
	for _, v := range x {
		h.Write(Encode(FP32, v))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// The story of a campaign: it learns, and what it learns is one number that every machine finds.
func TestReferenceLearns(t *testing.T) {
	spec := small()
	var first, last float32
	state, err := Reference(spec, text(5000), func(r RoundResult, _ State) {
		if r.Round == 1 {
			first = r.Loss
		}
		last = r.Loss
	})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(float64(first)-math.Log(256)) > 0.2 || last > first-2 {
		t.Errorf("loss went from %v to %v", first, last)
	}
	// Golden: changes only with the profile or the recipe's definition, and then for everyone at once.
	const want = "7a8ca9dcb420b0b4"
	if got := hash(state.Weights, state.Moment1, state.Moment2); got != want {
		t.Errorf("final state %s, want %s", got, want)
	}
}

// Path, threads and the number of merge slices change no bit of the final state.
func TestReferenceIsOneFunction(t *testing.T) {
	defer kernels.SetPath(kernels.Path())
	defer kernels.SetThreads(1)
	spec := small()
	spec.Recipe.Rounds, spec.Recipe.Schedule.Warmup = 3, 1
	run := func() string {
		state, err := Reference(spec, text(5000), nil)
		if err != nil {
			t.Fatal(err)
		}
		return hash(state.Weights, state.Moment1, state.Moment2)
	}
	want := run()
	for _, path := range kernels.Paths() {
		if err := kernels.SetPath(path); err != nil {
			t.Fatal(err)
		}
		kernels.SetThreads(2)
		if got := run(); got != want {
			t.Errorf("path %s: %s, want %s", path, got, want)
		}
	}
	for _, n := range []int{1, 7} {
		spec.Recipe.Slices = n
		if got := run(); got != want {
			t.Errorf("%d slices: %s, want %s", n, got, want)
		}
	}
	spec.Recipe.Seed++
	if run() == want {
		t.Error("another seed ends in the same state")
	}
}

// All codecs train; the coarse ones a little worse at most.
func TestCodecsTrain(t *testing.T) {
	for _, c := range codecs {
		spec := small()
		spec.Recipe.Codec = string(c)
		var last float32
		if _, err := Reference(spec, text(5000), func(r RoundResult, _ State) { last = r.Loss }); err != nil {
			t.Fatal(err)
		}
		if last > 3.5 {
			t.Errorf("codec %s ends at loss %v", c, last)
		}
	}
}

// A slice of the genesis is that part of the whole; gains are one, matrices have their variance and no mean.
func TestGenesis(t *testing.T) {
	spec := small()
	n := spec.Model.Params()
	whole := Genesis(spec, 0, n).Weights
	for _, lo := range []int64{0, 1, 8191, 8192, n - 5} {
		hi := min(n, lo+777)
		if part := Genesis(spec, lo, hi).Weights; !slices.Equal(part, whole[lo:hi]) {
			t.Errorf("slice %d…%d differs from the whole", lo, hi)
		}
	}
	for _, tensor := range model.Tensors(spec.Model) {
		var sum, square float64
		for _, v := range whole[tensor.Offset : tensor.Offset+tensor.Len()] {
			sum, square = sum+float64(v), square+float64(v)*float64(v)
		}
		count := float64(tensor.Len())
		if !tensor.IsMatrix() {
			if sum != count || square != count {
				t.Errorf("%s is not all ones", tensor.Name)
			}
			continue
		}
		scale := float64(deviation(spec.Model, tensor)) * math.Sqrt(8*(1<<32-1)/12.0)
		if d := math.Abs(sum/count) / scale * math.Sqrt(count); d > 4 {
			t.Errorf("%s: mean is %.1f standard errors from zero", tensor.Name, d)
		}
		if ratio := math.Sqrt(square/count) / scale; math.Abs(ratio-1) > 0.05 {
			t.Errorf("%s: deviation is %.3f of what it should be", tensor.Name, ratio)
		}
	}
}

// Sequences lie inside the stream, reach both ends of it, and differ between rounds and lanes.
func TestSequences(t *testing.T) {
	spec := small()
	spec.Data.Tokens = int64(spec.Model.Context) + 3 // three possible starts
	seen := map[int64]bool{}
	for round := range 20 {
		for lane := range spec.Recipe.Lanes {
			for _, start := range Sequences(spec, round, lane) {
				seen[start] = true
			}
		}
	}
	if len(seen) != 3 || !seen[0] || !seen[2] {
		t.Errorf("starts are %v, want 0, 1 and 2", seen)
	}
	spec.Data.Tokens = 1 << 40
	a, b, c := Sequences(spec, 1, 0), Sequences(spec, 1, 1), Sequences(spec, 2, 0)
	if slices.Equal(a, b) || slices.Equal(a, c) || !slices.Equal(a, Sequences(spec, 1, 0)) {
		t.Errorf("starts %v, %v, %v", a, b, c)
	}
}

func TestCutRefusesWhatIsOutside(t *testing.T) {
	tokens := text(50)
	for _, start := range []int64{-1, 18, 1 << 40} {
		if _, err := Cut(tokens, []int64{start}, 33); err == nil {
			t.Errorf("a sequence at %d of 50 tokens", start)
		}
	}
	if s, err := Cut(tokens, []int64{17}, 33); err != nil || s[0][32] != int32(tokens[49]) {
		t.Errorf("the last sequence: %v", err)
	}
}

// The schedule at its corners, exactly, and with no warm-up.
func TestRate(t *testing.T) {
	r := campaign.Recipe{Rounds: 10, Schedule: campaign.Schedule{Peak: "0.01", Floor: "0.002", Warmup: 4}}
	for round, want := range map[int]string{1: "0.0025", 4: "0.01", 7: "0.006", 10: "0.002"} {
		if got := Rate(r, round); got.Cmp(exact(campaign.Decimal(want))) != 0 {
			t.Errorf("round %d: rate %v, want %s", round, got, want)
		}
	}
	r.Schedule.Warmup = 0
	if got := Rate(r, 10); got.Cmp(big.NewRat(2, 1000)) != 0 {
		t.Errorf("last round without warm-up: %v", got)
	}
	r.Schedule.Warmup = 10
	if got := Rate(r, 10); got.Cmp(big.NewRat(1, 100)) != 0 {
		t.Errorf("last round of nothing but warm-up: %v", got)
	}
}

// Bias corrections against fractions, which are exact, and far out, where only long floats can go.
func TestCorrection(t *testing.T) {
	beta := big.NewRat(95, 100)
	power := big.NewRat(1, 1)
	for step := 1; step <= 200; step++ {
		power.Mul(power, beta)
		want, _ := new(big.Rat).Inv(oneMinus(power)).Float32()
		if got := correction(beta, step); got != want {
			t.Errorf("step %d: %x, want %x", step, got, want)
		}
	}
	if got := correction(beta, 1<<20); got != 1 {
		t.Errorf("after 2²⁰ steps: %v", got)
	}
}

// A lane's gradient is no longer than the clip, and below it untouched.
func TestTrainClips(t *testing.T) {
	spec := small()
	weights := Genesis(spec, 0, spec.Model.Params()).Weights
	sequences, err := Cut(text(5000), Sequences(spec, 1, 0), spec.Model.Context+1)
	if err != nil {
		t.Fatal(err)
	}
	train := func(clip campaign.Decimal) (Delta, float64) {
		spec.Recipe.Clip = clip
		lane, err := NewLane(spec, nil)
		if err != nil {
			t.Fatal(err)
		}
		d, err := lane.Train(weights, sequences, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d, math.Sqrt(float64(kernels.SumSquares(d.Gradient)))
	}
	free, length := train("1000")
	if math.Abs(length-float64(free.Norm)) > 1e-6*length {
		t.Errorf("norm %v of a gradient of length %v", free.Norm, length)
	}
	short, length := train("0.01")
	if math.Abs(length-0.01) > 1e-7 || short.Norm != free.Norm || short.Loss != free.Loss || short.Tokens != 128 {
		t.Errorf("clipped to %v; norm %v, loss %v, %d tokens", length, short.Norm, short.Loss, short.Tokens)
	}
}

// NaN or infinity anywhere fails the task.
func TestNothingNotFinitePasses(t *testing.T) {
	spec := small()
	spec.Recipe.Lanes = 1
	n := spec.Model.Params()
	lane, err := NewLane(spec, nil)
	if err != nil {
		t.Fatal(err)
	}
	state := Genesis(spec, 0, n)
	sequences, err := Cut(text(5000), []int64{0}, spec.Model.Context+1)
	if err != nil {
		t.Fatal(err)
	}
	state.Weights[5] = float32(math.Inf(-1))
	if _, err := lane.Train(state.Weights, sequences, nil); !errors.Is(err, ErrNotFinite) {
		t.Errorf("train from an infinite weight: %v", err)
	}
	if _, _, err := Merge(spec, 1, 0, state, [][]float32{make([]float32, n)}); !errors.Is(err, ErrNotFinite) {
		t.Errorf("merge onto an infinite weight: %v", err)
	}
	state = Genesis(spec, 0, n)
	delta := make([]float32, n)
	delta[9] = math.MaxFloat32 // its square overflows the second moment
	if _, _, err := Merge(spec, 1, 0, state, [][]float32{delta}); !errors.Is(err, ErrNotFinite) {
		t.Errorf("merge of a delta that overflows: %v", err)
	}
	for i := range state.Weights {
		state.Weights[i] *= 1e18
	}
	if _, err := lane.Train(state.Weights, sequences, nil); !errors.Is(err, ErrNotFinite) {
		t.Errorf("train that overflows: %v", err)
	}
}

// A merge is AdamW on the mean of the lanes, in float64; decay spares the gains; inputs stay as they were.
func TestMergeAgainstFloat64(t *testing.T) {
	spec := small()
	n := int(spec.Model.Params())
	state := Genesis(spec, 0, int64(n))
	copy(state.Moment1, values(n, 4))
	kernels.Scale(state.Moment1, 1e-3)
	for i := range state.Moment2 {
		state.Moment2[i] = 0.01
	}
	deltas := [][]float32{Genesis(spec, 0, int64(n)).Weights, make([]float32, n), make([]float32, n)}
	for i := range n {
		deltas[1][i], deltas[2][i] = deltas[0][n-1-i], 0.25
	}
	before := hash(state.Weights, state.Moment1, state.Moment2, deltas[0])
	after, _, err := Merge(spec, 2, 0, state, deltas)
	if err != nil {
		t.Fatal(err)
	}
	if hash(state.Weights, state.Moment1, state.Moment2, deltas[0]) != before {
		t.Error("merge changed its inputs")
	}
	rate := 0.01 * 2 / 3
	for _, tensor := range model.Tensors(spec.Model) {
		decay := 0.0
		if tensor.IsMatrix() {
			decay = 0.1
		}
		for i := tensor.Offset; i < tensor.Offset+tensor.Len(); i++ {
			g := (float64(deltas[0][i]) + float64(deltas[1][i]) + float64(deltas[2][i])) / 3
			m := 0.9*float64(state.Moment1[i]) + 0.1*g
			v := 0.95*float64(state.Moment2[i]) + 0.05*g*g
			w := float64(state.Weights[i])*(1-rate*decay) - rate*(m/(1-0.81))/(math.Sqrt(v/(1-0.9025))+1e-8)
			if d := math.Abs(w - float64(after.Weights[i])); d > 1e-6*(1+math.Abs(w)) {
				t.Fatalf("%s: weight %d is %v, float64 says %v", tensor.Name, i, after.Weights[i], w)
			}
		}
	}
}
