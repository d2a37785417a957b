package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"quire/proto/canon"
)

// answersPath names who answered a task.
func answersPath(campaign, task canon.Digest) string {
	return "answers/" + campaign.String() + "/" + task.String()
}

// PutAnswers stores who answered a task of a campaign. The same bytes again are success, others ErrConflict. Bounds as for
// PutRecord.
func (s *Store) PutAnswers(ctx context.Context, campaign, task canon.Digest, b []byte) error {
	name := answersPath(campaign, task)
	err := s.create(ctx, name, b)
	if !errors.Is(err, errExists) {
		return err
	}
	there, err := s.GetAnswers(ctx, campaign, task)
	if err == nil && !bytes.Equal(there, b) {
		err = fmt.Errorf("%w: %s", ErrConflict, name)
	}
	return err
}

// GetAnswers returns what PutAnswers stored. The error is ErrMissing, or ErrMismatch if the bytes differ from the SHA-256
// with which they were stored.
func (s *Store) GetAnswers(ctx context.Context, campaign, task canon.Digest) ([]byte, error) {
	name := answersPath(campaign, task)
	b, sum, err := s.read(ctx, name)
	if err == nil && checksum(canon.Sum(b)) != sum {
		err = fmt.Errorf("%w: %s", ErrMismatch, name)
	}
	return b, err
}
