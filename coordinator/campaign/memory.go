package campaign

// A task's memory is estimated from the spec alone. It decides who is asked; who is asked and has too little gives the task
// back.

// sequencesAtOnce is how many sequences of a train task a trainer computes together.
const sequencesAtOnce = 16

// TrainBytes estimates the memory of a train task: weights, gradient and its encoding, and the activations of the sequences
// that are computed at once.
func (s Spec) TrainBytes() int64 { return 12*s.Model.Params() + s.activationBytes(s.Model.Layers) }

// TrainBytesMin is TrainBytes for a trainer that keeps the input of each layer only and computes the rest again.
func (s Spec) TrainBytesMin() int64 {
	inputs := 4 * s.positions() * int64(s.Model.Layers) * int64(s.Model.Width)
	return 12*s.Model.Params() + inputs + s.activationBytes(1)
}

// EvaluateBytesMin estimates the memory of an evaluate task: weights and a layer's activations.
func (s Spec) EvaluateBytesMin() int64 { return 4*s.Model.Params() + s.activationBytes(1) }

// MergeBytesMin estimates the memory of a merge task: weights, moments and mean of a slice, before and after, and a lane's
// delta of it.
func (s Spec) MergeBytesMin() int64 {
	low, high := s.SliceBounds(0)
	return 8*4*(high-low) + s.EncodedSize(0)
}

func (s Spec) positions() int64 {
	return int64(min(s.Recipe.Sequences, sequencesAtOnce)) * int64(s.Model.Context)
}

// activationBytes is what so many layers keep, and the rest of the model.
func (s Spec) activationBytes(layers int) int64 {
	m := s.Model
	layer := 8*int64(m.Width) + 3*int64(m.Hidden) + int64(m.Heads)*int64(m.Context)
	return 4 * s.positions() * (int64(layers)*layer + 6*int64(m.Width) + 3*int64(m.Hidden) + int64(m.Vocab))
}
