package campaign

import (
	"math/big"
	"math/bits"
)

// gigaUnit is the number of work units that Pay.PricePerGigaUnit buys.
const gigaUnit = 1_000_000_000

// Params returns the number of parameters.
func (m Model) Params() int64 {
	v, c, l, f := int64(m.Vocab), int64(m.Width), int64(m.Layers), int64(m.Hidden)
	kv := c / int64(max(m.Heads, 1)) * int64(m.KVHeads)
	layer := 2*c + // norms
		2*c*c + 2*c*kv + // query and output, key and value
		3*c*f // gate, up, down
	n := v*c + l*layer + c
	if !m.Tied {
		n += v * c
	}
	return n
}

// FlopsPerToken is the usual count of a training step's floating-point operations for one token: six per parameter
// (two forward, four backward) and, for causal attention over half of T positions on average, 6·L·C·T.
func (m Model) FlopsPerToken() int64 {
	return 6*m.Params() + 6*int64(m.Layers)*int64(m.Width)*int64(m.Context)
}

// LaneTokens returns the number of tokens that one train task predicts.
func (s Spec) LaneTokens() int64 { return int64(s.Recipe.Sequences) * int64(s.Model.Context) }

// TrainUnits returns the work units of one train task: tokens × FLOPs per token. It is −1 if they exceed an int64,
// which Validate refuses.
func (s Spec) TrainUnits() int64 {
	high, low := bits.Mul64(uint64(s.LaneTokens()), uint64(s.Model.FlopsPerToken()))
	if high != 0 || low > 1<<62 {
		return -1
	}
	return int64(low)
}

// MergeUnits returns the work units of merge task slice of any round: the fp32 bytes of its slice, once for every
// lane's delta and six times for weights and both moments, read and written, times Pay.UnitsPerByte. Round 0 reads
// nothing and is paid alike: it is rare, and one price a task is simpler to check than two.
func (s Spec) MergeUnits(slice int) int64 {
	low, high := s.SliceBounds(slice)
	return 4 * (high - low) * int64(s.Recipe.Lanes+6) * s.Pay.UnitsPerByte
}

// Evaluates reports whether a round has an evaluate task: how well the checkpoint from which it starts predicts the
// held-out text. It runs beside the round's lanes and delays nothing.
func (s Spec) Evaluates(number int) bool {
	return number > 0 && s.Recipe.Evaluate > 0 && (number-1)%s.Recipe.Evaluate == 0
}

// EvaluateUnits returns the work units of an evaluate task: the tokens that it predicts × a third of a training step's
// FLOPs, since it goes forward only.
func (s Spec) EvaluateUnits() int64 {
	t := int64(s.Model.Context)
	return (max(s.Data.HeldOut.Tokens-1, 0) / t * t) * (s.Model.FlopsPerToken() / 3)
}

// Evaluations counts the evaluate tasks of rounds from number on.
func (s Spec) Evaluations(number int) int64 {
	every := s.Recipe.Evaluate
	if every == 0 {
		return 0
	}
	upTo := func(n int) int64 { // of rounds 1 to n
		if n < 1 {
			return 0
		}
		return int64((n-1)/every) + 1
	}
	return upTo(s.Recipe.Rounds) - upTo(number-1)
}

// SliceBounds returns the range low ≤ i < high of parameters in a slice. Slices differ by at most one parameter; the
// longer ones come first.
func (s Spec) SliceBounds(slice int) (low, high int64) {
	n, k, j := s.Model.Params(), int64(s.Recipe.Slices), int64(slice)
	size, longer := n/k, n%k
	low = j*size + min(j, longer)
	high = low + size
	if j < longer {
		high++
	}
	return low, high
}

// Reward returns what units of verified work earn, in base units of the token, rounded down. The fraction that is cut
// off stays in the budget, which is the funders'.
func (s Spec) Reward(units int64) *big.Int {
	n := new(big.Int).Mul(s.Pay.PricePerGigaUnit.Int(), big.NewInt(units))
	return n.Quo(n, big.NewInt(gigaUnit))
}

// Cost returns the most that the whole campaign pays for work, in base units: for every task once, and the reserve.
func (s Spec) Cost() *big.Int {
	once := s.TaskCost()
	return once.Add(once, s.Reserve())
}

// Reserve returns what may be spent on copies and repeated work, in base units, rounded down.
func (s Spec) Reserve() *big.Int { return s.Audit.Reserve.of(s.TaskCost()) }

// TaskCost returns what every lane and every slice of every round costs once, in base units.
func (s Spec) TaskCost() *big.Int { return s.CostFrom(0) }

// CostFrom returns what every lane and every slice of the rounds from number on costs once, in base units.
func (s Spec) CostFrom(number int) *big.Int {
	train := new(big.Int).Mul(s.Reward(s.TrainUnits()), big.NewInt(int64(s.Recipe.Lanes)*int64(s.Recipe.Rounds+1-max(number, 1))))
	merges := new(big.Int)
	for j := range s.Recipe.Slices {
		merges.Add(merges, s.Reward(s.MergeUnits(j)))
	}
	train.Add(train, new(big.Int).Mul(s.Reward(s.EvaluateUnits()), big.NewInt(s.Evaluations(number))))
	return train.Add(train, merges.Mul(merges, big.NewInt(int64(s.Recipe.Rounds+1-number))))
}

// FloorMillionths returns the least probability of a copy in millionths, rounded up: a floor above 0 is never 0.
func (a Audit) FloorMillionths() int {
	n := a.Floor.of(big.NewInt(1_000_000_000))
	return int((n.Int64() + 999) / 1000)
}

// StepSequences returns after how many of a lane's sequences step i of Audit.Steps-1 is taken, 0 ≤ i < Steps-1; the last
// step is the output. It is a multiple of the number of sequences that share a chain of multiply-adds (profile
// f32b256/1 adds up a gradient in chains of 256 positions), so that the state there is well defined.
func (s Spec) StepSequences(i int) int {
	unit := s.StepUnit()
	return s.Recipe.Sequences / unit * (i + 1) / s.Audit.Steps * unit
}

// StepUnit returns the least number of sequences whose positions are a multiple of the profile's chains.
func (s Spec) StepUnit() int {
	unit := chain
	for unit > 1 && unit/2*s.Model.Context%chain == 0 {
		unit /= 2
	}
	return unit
}

// chain is the length of a chain of multiply-adds in profile f32b256/1.
const chain = 256

// Epochs returns the number of epochs, the last one possibly short.
func (s Spec) Epochs() int {
	k := s.Settlement.EpochRounds
	return (s.Recipe.Rounds + k - 1) / k
}

// EpochOf returns the epoch, counted from 1, to which the work of a round belongs. Round 0 belongs to the first.
func (s Spec) EpochOf(round int) int {
	return max(round-1, 0)/s.Settlement.EpochRounds + 1
}

// EpochEnd returns the last round of an epoch.
func (s Spec) EpochEnd(epoch int) int {
	return min(epoch*s.Settlement.EpochRounds, s.Recipe.Rounds)
}

// int8Block is the number of values that share a scale in codec int8.
const int8Block = 256

// EncodedSize returns the bytes of slice j of a delta in the spec's codec: 4 or 2 a value, or 1 a value and 4 for each
// started block of 256 (its scale).
func (s Spec) EncodedSize(slice int) int64 {
	low, high := s.SliceBounds(slice)
	n := high - low
	switch s.Recipe.Codec {
	case "bf16":
		return 2 * n
	case "int8":
		return n + 4*((n+int8Block-1)/int8Block)
	default:
		return 4 * n
	}
}
