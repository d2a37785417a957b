package model

import (
	"fmt"
	"math/bits"

	"quire/kernels"
	"quire/trainer/recipe/draw"
)

// streamGenerate is the stream of a seed from which Generate draws; below it lie the streams of a campaign.
const streamGenerate = uint64(3) << 48

// Sampling says how Generate chooses a token.
type Sampling struct {
	Temperature float32 // 0 takes the likeliest token, the lowest id among equals; 1 samples the model's distribution
	Seed        uint64  // of the draw: same seed, same text
}

// Generate returns n tokens that continue a prompt of at least one token. Each token is predicted from the last
// Context tokens, positions counted from the first of them, and computed afresh: no cache, so that the text
// is a function of its arguments like everything else. Errors are ErrToken, ErrLength or ErrNotFinite, wrapped.
func (w *Workspace) Generate(weights []float32, prompt []int32, n int, s Sampling) ([]int32, error) {
	if len(weights) != w.model.Params() {
		panic(fmt.Sprintf("model: %d weights for a model of %d parameters", len(weights), w.model.Params()))
	}
	if len(prompt) == 0 {
		return nil, fmt.Errorf("%w: an empty prompt", ErrLength)
	}
	if err := w.model.checkTokens(prompt); err != nil {
		return nil, err
	}
	text := append(make([]int32, 0, len(prompt)+n), prompt...)
	w.stopped = nil
	weights, err := w.bring(weights)
	if err != nil {
		return nil, err
	}
	for i := range n {
		logits := w.next(weights, text[max(0, len(text)-w.model.config.Context):])
		if w.halted() {
			return nil, w.stopped
		}
		if !kernels.Finite(logits) {
			return nil, ErrNotFinite
		}
		text = append(text, choose(logits, s, uint64(i)))
	}
	return text[len(prompt):], nil
}

// next returns the logits of the token after ids, in Go's memory, which the workspace owns.
func (w *Workspace) next(weights []float32, ids []int32) []float32 {
	copy(w.ids, ids)
	w.forward(weights, batch{1, len(ids)})
	width := w.model.config.Width
	kernels.Copy(w.last[:width], w.last[(len(ids)-1)*width:len(ids)*width]) // the head needs one row
	w.head(weights, 1)
	kernels.Copy(w.chosen, w.logits[:w.model.config.Vocab])
	return w.chosen
}

// choose picks a token from logits, which it overwrites.
func choose(logits []float32, s Sampling, counter uint64) int32 {
	best := 0
	for i, x := range logits {
		if x > logits[best] {
			best = i
		}
	}
	if !(s.Temperature > 0) {
		return int32(best)
	}
	kernels.Scale(logits, 1/s.Temperature)
	if !kernels.Finite(logits) { // a temperature so low that it means the likeliest
		return int32(best)
	}
	kernels.Softmax(logits, logits, len(logits))
	// From here on integers: a probability becomes a weight out of 2³², and a draw falls into one of them.
	var total uint64
	for _, p := range logits {
		total += weight(p)
	}
	target, _ := bits.Mul64(draw.Source{Seed: s.Seed}.Uint64(streamGenerate, counter), total)
	for i, p := range logits {
		if target < weight(p) {
			return int32(i)
		}
		target -= weight(p)
	}
	return int32(best) // unreachable: target < total
}

// weight scales a probability by a power of two, which is exact, and drops the rest.
func weight(p float32) uint64 { return uint64(float64(p) * (1 << 32)) }
