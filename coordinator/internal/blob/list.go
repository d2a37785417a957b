package blob

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/minio/minio-go/v7"

	"quire/proto/canon"
)

// Journals lists the campaigns that have a journal here, by the digests of their specs.
func (s *Store) Journals(ctx context.Context) ([]canon.Digest, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	const prefix = "journal/"
	var all []canon.Digest
	for o := range s.client.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix}) {
		if o.Err != nil {
			return nil, s.failure("list", prefix, o.Err)
		}
		b, err := hex.DecodeString(strings.Trim(strings.TrimPrefix(o.Key, prefix), "/"))
		if err != nil {
			continue // not ours
		}
		d, err := canon.DigestFromBytes(b)
		if err != nil {
			return nil, fmt.Errorf("blob: %s: %w", o.Key, err)
		}
		all = append(all, d)
	}
	return all, nil
}
