// Package model is a decoder-only transformer of the Llama family on the kernels: its parameters, its loss,
// the gradient of its loss, text from it, and its file format.
//
//	ids -> embedding -> [ RMSNorm -> q,k,v -> RoPE -> causal attention -> out  (+ residual)
//	                      RMSNorm -> gate,up -> SwiGLU -> down                 (+ residual) ] x layers
//	    -> RMSNorm -> head -> logits -> cross-entropy
//
// It is pure: no I/O, no clock, and every result is a function of its arguments down to the last bit. It knows
// nothing of optimisers, rounds and lanes; package recipe does. All arithmetic that reaches a result goes
// through package kernels or through package math/big, because Go may fuse x*y + z on some processors.
package model

import (
	"errors"
	"fmt"

	"quire/coordinator/campaign"
)

var (
	// ErrNotFinite says that a loss or gradient holds NaN or an infinity: a failed task, never data.
	ErrNotFinite = errors.New("model: loss or gradient is not finite")
	// ErrToken says that a token id is outside the vocabulary.
	ErrToken = errors.New("model: token outside the vocabulary")
	// ErrLength says that a sequence is empty or longer than the model's context.
	ErrLength = errors.New("model: sequence of a wrong length")
)

// Model is the shape of a network: where each tensor lies in the flat parameter vector, and the tables that
// are functions of the shape alone. It holds no weights, is immutable and is safe for concurrent use.
type Model struct {
	config campaign.Model
	layout layout
	rope   ropeTable
}

// New returns the model of a config. It fails on a shape that the kernels cannot compute.
func New(config campaign.Model) (*Model, error) {
	c := config
	if c.Vocab < 1 || c.Context < 1 || c.Width < 1 || c.Layers < 1 || c.Hidden < 1 || c.Heads < 1 || c.KVHeads < 1 || c.RopeTheta < 1 {
		return nil, fmt.Errorf("model: sizes must be positive: %+v", c)
	}
	if c.Width%(2*c.Heads) != 0 || c.Heads%c.KVHeads != 0 {
		return nil, fmt.Errorf("model: width %d must be an even multiple of %d heads, and those a multiple of %d key heads", c.Width, c.Heads, c.KVHeads)
	}
	return &Model{config: c, layout: newLayout(c), rope: newRopeTable(c.RopeTheta, c.Context, c.Width/c.Heads)}, nil
}

// Config returns what New was given.
func (m *Model) Config() campaign.Model { return m.config }

// Params returns the length of the flat parameter vector.
func (m *Model) Params() int { return m.layout.params }
