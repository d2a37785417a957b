package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"quire/proto/canon"
	"quire/trainer/replay"
)

// strategy changes an honest gradient; merges stay honest unless merge is set.
type strategy struct {
	about string
	train func(c *cheater, g *replay.Gradient)
	merge func(c *cheater, s replay.State)
	code  func(b []byte) // of an encoded slice
	after int            // honest tasks before the first lie
	every int            // lies in one of so many train tasks; 0 in each
	picks bool           // does merges and every second train task, and drops the others
	twice bool           // signs a second answer to each task

	replays bool // hands in rows of the public ledger as its own
}

// strategies are the ways to be paid for work that was not done, or to harm the model. No two give the same output: who
// agrees on a lie colludes, as two processes of "flip" do, which is another attack (see ARCHITECTURE.md, limits).
var strategies = map[string]strategy{
	"random": {about: "a gradient of noise", train: func(c *cheater, g *replay.Gradient) {
		for i := range g.Values {
			g.Values[i] = float32(c.noise.NormFloat64()) * g.Norm / float32(math.Sqrt(float64(len(g.Values))))
		}
	}},
	"zero": {about: "no gradient at all", train: func(_ *cheater, g *replay.Gradient) { clear(g.Values) }},
	"stale": {about: "the gradient of another task", train: func(c *cheater, g *replay.Gradient) {
		old := c.last
		c.last = slices.Clone(g.Values)
		if old != nil {
			g.Values = old
		} else {
			slices.Reverse(g.Values)
		}
	}},
	"flip":  {about: "the gradient with its sign turned", train: func(_ *cheater, g *replay.Gradient) { scale(g.Values, -1) }},
	"scale": {about: "the gradient times a thousand", train: func(_ *cheater, g *replay.Gradient) { scale(g.Values, 1000) }},
	"bias": {about: "a small shift of every value, as in \"a little is enough\"", train: func(_ *cheater, g *replay.Gradient) {
		for i := range g.Values {
			g.Values[i] += g.Norm / float32(math.Sqrt(float64(len(g.Values)))) / 10
		}
	}},
	"ulp": {about: "one value, by the least there is", train: func(_ *cheater, g *replay.Gradient) {
		g.Values[0] = math.Nextafter32(g.Values[0], 2)
		g.Loss = math.Nextafter32(g.Loss, 100)
	}},
	"last-step": {about: "honest on the way, false at the end", train: func(_ *cheater, g *replay.Gradient) { scale(g.Values[len(g.Values)/2:], 0.5) }},
	"first-step": {about: "the right output, but invented states on the way", train: func(_ *cheater, g *replay.Gradient) {
		for i := range g.Steps {
			g.Steps[i] = canon.Sum(fmt.Append(nil, i))
		}
	}},
	"sleeper": {about: "honest for a while, then a false gradient", train: func(_ *cheater, g *replay.Gradient) { scale(g.Values, -2) }, after: 8},
	"lazy": {about: "every second task is taken for a check, and not computed", every: 2, train: func(_ *cheater, g *replay.Gradient) {
		for i := range g.Values {
			g.Values[i] = g.Norm / float32(len(g.Values))
		}
	}},
	"picker":      {about: "drops every second train task, and computes the others", picks: true},
	"replayer":    {about: "hands in, beside its own work, what others have signed", replays: true},
	"merge":       {about: "a merge that moves one weight", merge: func(_ *cheater, s replay.State) { s.Weights[0] += 1 }},
	"equivocator": {about: "two signed answers to each task", twice: true},
	"malformed":   {about: "bytes that are no encoding", code: func(b []byte) { b[len(b)-1] ^= 0x80; b[0] ^= 0xff }},
}

func scale(x []float32, by float32) {
	for i := range x {
		x[i] *= by
	}
}

// cheater is arithmetic that lies by a strategy. It is used by one goroutine.
type cheater struct {
	replay.Arithmetic
	strategy
	noise *rand.Rand
	last  []float32
	tasks int
}

func (c *cheater) Train(weights []float32, sequences [][]int32, stop func() error) (replay.Gradient, error) {
	if c.tasks++; c.picks && c.tasks%2 == 0 {
		return replay.Gradient{}, errPicky
	}
	g, err := c.Arithmetic.Train(weights, sequences, stop)
	if err == nil && c.train != nil && c.tasks > c.after && c.tasks%max(c.every, 1) == 0 {
		c.train(c, &g)
	}
	return g, err
}

// errPicky drops a task.
var errPicky = errors.New("not this one")

func (c *cheater) Merge(round, slice int, base replay.State, gradients [][]float32) (replay.State, canon.Digest, error) {
	s, mean, err := c.Arithmetic.Merge(round, slice, base, gradients)
	if c.tasks++; err == nil && c.merge != nil {
		c.merge(c, s)
	}
	return s, mean, err
}

func (c *cheater) Encode(x []float32) []byte {
	b := c.Arithmetic.Encode(x)
	if c.code != nil {
		c.code(b)
	}
	return b
}
