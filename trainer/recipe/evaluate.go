package recipe

import (
	"errors"
	"fmt"
	"math"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/trainer/model"
)

// Evaluation is how well a checkpoint predicts the held-out text.
type Evaluation struct {
	Loss   float32 // mean over Tokens, nats per token: the bits that a record holds
	Tokens int64   // predicted
}

// Perplexity returns e^Loss, the number of equally likely tokens that would be as hard to guess. It is for people.
func (e Evaluation) Perplexity() float64 { return math.Exp(float64(e.Loss)) }

// BitsPerByte returns the loss in bits per byte of text, which compares models with different tokenizers. h says how
// many bytes its tokens stand for. It is for people.
func (e Evaluation) BitsPerByte(h campaign.HeldOut) float64 {
	return h.BitsPerByte(float64(e.Loss))
}

// HeldOut returns the offsets in the held-out stream at which the sequences of an evaluation start, in their order; each
// takes Context+1 tokens from there. Sequences follow each other without overlap, but for the token that one predicts
// last and the next starts from; a rest that is shorter is left out. It is empty if the spec holds nothing out.
func HeldOut(spec campaign.Spec) []int64 {
	t := int64(spec.Model.Context)
	starts := make([]int64, max(0, spec.Data.HeldOut.Tokens-1)/t)
	for i := range starts {
		starts[i] = int64(i) * t
	}
	return starts
}

// Evaluate returns the mean loss of weights [Params] over the sequences that start at HeldOut, of Context+1 tokens each
// and at least one. Its bits are a function of the arguments alone: the loss of a sequence is the sum over its positions
// ÷ Context, and the result is the sum of those, as kernels.Sum adds, ÷ their number. Errors are those of Train.
func (l *Lane) Evaluate(weights []float32, sequences [][]int32, stop func() error) (Evaluation, error) {
	if len(sequences) == 0 {
		panic("recipe: an evaluation of no sequence")
	}
	if !kernels.Finite(weights) {
		return Evaluation{}, fmt.Errorf("%w: in the weights", ErrNotFinite)
	}
	l.work.StopWhen(stop)
	defer l.work.StopWhen(nil)
	losses, err := l.work.Losses(weights, sequences)
	if errors.Is(err, model.ErrNotFinite) {
		return Evaluation{}, fmt.Errorf("%w: %w", ErrNotFinite, err)
	}
	if err != nil {
		return Evaluation{}, err
	}
	mean := kernels.Sum(losses) / float32(len(losses))
	return Evaluation{mean, int64(len(sequences)) * int64(l.spec.Model.Context)}, nil
}
