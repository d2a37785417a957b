package dataset

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"quire/coordinator/corpus"
	"quire/proto/canon"
)

// Check reads every shard and reports the first that is not what the manifest says: missing, of another length or
// SHA-256, or with a token that the vocabulary does not have.
func (s Set) Check(ctx context.Context) error {
	m := s.Manifest
	for _, part := range []struct {
		name string
		corpus.Part
	}{{"train", m.Train}, {"held out", m.HeldOut}} {
		var tokens int64
		for i, o := range part.Shards {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.checkShard(o); err != nil {
				return fmt.Errorf("shard %d (%s): %w: build the data set again", i, part.name, err)
			}
			tokens += o.Size / int64(m.TokenBytes)
		}
		if tokens != part.Tokens {
			return fmt.Errorf("%w: the shards of %q hold %d tokens, the manifest says %d", corpus.ErrManifest, part.name, tokens, part.Tokens)
		}
	}
	if _, err := s.Tokenizer(); err != nil {
		return err
	}
	return nil
}

func (s Set) checkShard(o canon.Object) error {
	b, err := os.ReadFile(s.Path(o))
	if err != nil {
		return err
	}
	if int64(len(b)) != o.Size || canon.Sum(b) != o.Digest {
		return fmt.Errorf("%s is damaged: its SHA-256 is not its name", s.Path(o))
	}
	for i := 0; i+s.Manifest.TokenBytes <= len(b); i += s.Manifest.TokenBytes {
		if id := s.token(b[i:]); int64(id) >= int64(s.Manifest.Vocab) {
			return fmt.Errorf("token %d is %d, the vocabulary has %d", i/s.Manifest.TokenBytes, id, s.Manifest.Vocab)
		}
	}
	return nil
}

func (s Set) token(b []byte) uint32 {
	if s.Manifest.TokenBytes == 4 {
		return binary.LittleEndian.Uint32(b)
	}
	return uint32(binary.LittleEndian.Uint16(b))
}

// Sample returns the text of the first tokens to train on.
func (s Set) Sample(tokens int) ([]byte, error) {
	if len(s.Manifest.Train.Shards) == 0 {
		return nil, fmt.Errorf("%w: no shard to train on", corpus.ErrManifest)
	}
	f, err := os.Open(s.Path(s.Manifest.Train.Shards[0]))
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(bufio.NewReader(f), int64(tokens*s.Manifest.TokenBytes)))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	t, err := s.Tokenizer()
	if err != nil {
		return nil, err
	}
	var ids []int32
	for ; len(b) >= s.Manifest.TokenBytes; b = b[s.Manifest.TokenBytes:] {
		ids = append(ids, int32(s.token(b)))
	}
	return t.Decode(nil, ids)
}
