package blob

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/minio/minio-go/v7"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// PresignPut opens a slot for o: a URL, valid for PresignFor, to which exactly o's bytes can be put with exactly the
// headers returned, once. Headers include Content-Length, which HTTP clients set from the body (in Go: set
// Request.ContentLength). The URL is empty if o is stored already; ErrMismatch says that something else is stored under
// o's name.
//
// The store answers 412 to a second PUT: the object is there, which is success to who sends the right bytes. A store that
// refuses a large body may also break the connection before its answer is read, so after a broken PUT ask for the slot
// again: an empty URL says that it did succeed.
func (s *Store) PresignPut(ctx context.Context, o canon.Object) (*quirev1.Put, error) {
	if o.Digest.IsZero() || o.Size < 1 || o.Size > ObjectBytesMax {
		return nil, fmt.Errorf("blob: object %s of %d bytes cannot be put, want 1 to %d bytes and a digest",
			o.Digest.Short(), o.Size, int64(ObjectBytesMax))
	}
	err := s.Stat(ctx, o)
	if err == nil {
		return &quirev1.Put{}, nil
	}
	if !errors.Is(err, ErrMissing) {
		return nil, err
	}
	return presignPut(ctx, s.public, s.bucket, o.Digest.Path(), o)
}

// presignPut signs a slot called name for the bytes of o. It does no I/O.
func presignPut(ctx context.Context, c *minio.Client, bucket, name string, o canon.Object) (*quirev1.Put, error) {
	headers := map[string]string{
		"Content-Length": strconv.FormatInt(o.Size, 10),
		headerSHA256:     checksum(o.Digest),
		headerIfAbsent:   "*",
	}
	signed := http.Header{}
	for k, v := range headers {
		signed.Set(k, v)
	}
	u, err := c.PresignHeader(ctx, http.MethodPut, bucket, name, PresignFor, nil, signed)
	if err != nil {
		return nil, fmt.Errorf("blob: presign put of %s: %w", name, err)
	}
	return &quirev1.Put{Url: u.String(), Headers: headers}, nil
}

// PresignGet returns a URL, valid for PresignFor, that serves the object, in ranges too. It does not ask whether the
// object is stored. The reader must verify the digest.
func (s *Store) PresignGet(ctx context.Context, d canon.Digest) (string, error) {
	if d.IsZero() {
		return "", errors.New("blob: presign get of no object")
	}
	u, err := s.public.PresignedGetObject(ctx, s.bucket, d.Path(), PresignFor, nil)
	if err != nil {
		return "", fmt.Errorf("blob: presign get of %s: %w", d.Path(), err)
	}
	return u.String(), nil
}
