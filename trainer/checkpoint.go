package main

import (
	"context"
	"errors"
	"fmt"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
	"quire/trainer/internal/data"
)

// errNoCheckpoint reports a campaign that has not made its first checkpoint yet.
var errNoCheckpoint = errors.New("the campaign has no checkpoint yet: it waits for its treasury, or round 0 is still open")

// snapshot is the newest checkpoint of a campaign.
type snapshot struct {
	remote  remote
	spec    campaign.Spec
	digest  canon.Digest
	round   int
	weights []float32
	source  *data.Source
}

// tokenizer returns the campaign's tokenizer.
func (s snapshot) tokenizer(ctx context.Context) (*tokenizer.Tokenizer, error) {
	if s.spec.Data.Tokenizer == campaign.TokenizerBytes {
		return tokenizer.Bytes(), nil
	}
	b, err := s.source.Bytes(ctx, s.spec.Data.TokenizerFile)
	if err != nil {
		return nil, fmt.Errorf("the campaign's tokenizer: %w", err)
	}
	return tokenizer.Parse(b)
}

// newest fetches the newest checkpoint's weights, every byte checked against the digest that the coordinator names.
func (f *flags) newest(ctx context.Context, address string) (snapshot, error) {
	r, err := parseRemote(address)
	if err != nil {
		return snapshot{}, err
	}
	m, spec, err := r.headline(ctx, statusPatience)
	if err != nil {
		return snapshot{}, err
	}
	s := snapshot{remote: r, spec: spec}
	if s.digest, err = canon.ParseDigest(m.GetCheckpoint()); err != nil {
		return s, fmt.Errorf("the campaign's checkpoint: %w", err)
	}
	if s.digest.IsZero() {
		return s, errNoCheckpoint
	}
	_, objects, err := f.open()
	if err != nil {
		return s, err
	}
	s.source = data.New(r.base, objects, data.Config{})
	checkpoint, err := s.source.Checkpoint(ctx, spec, s.digest)
	if err != nil {
		return s, fmt.Errorf("checkpoint %s: %w", s.digest.Short(), err)
	}
	s.round = checkpoint.Round
	s.weights, err = s.source.Weights(ctx, spec, checkpoint)
	return s, err
}
