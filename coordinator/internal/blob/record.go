package blob

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"github.com/minio/minio-go/v7"

	"quire/proto/canon"
)

// errExists reports a create-only name that is taken, or was being taken at the same moment.
var errExists = errors.New("blob: object exists")

// PutRecord stores b under its digest. An object that is there already with the same bytes is success, with others
// ErrMismatch. b has 1 to canon.RecordBytesMax bytes; more is canon.ErrTooLarge.
func (s *Store) PutRecord(ctx context.Context, b []byte) (canon.Digest, error) {
	d := canon.Sum(b)
	err := s.create(ctx, d.Path(), b)
	if errors.Is(err, errExists) {
		_, err = s.GetRecord(ctx, d)
	}
	if err != nil {
		return canon.Digest{}, err
	}
	return d, nil
}

// GetRecord returns the record named d, whose bytes it has verified. The caller owns them. The error is ErrMissing,
// ErrMismatch with the object's name, or canon.ErrTooLarge.
func (s *Store) GetRecord(ctx context.Context, d canon.Digest) ([]byte, error) {
	if d.IsZero() {
		return nil, fmt.Errorf("%w: no name", ErrMissing)
	}
	b, _, err := s.read(ctx, d.Path())
	if err != nil {
		return nil, err
	}
	if got := canon.Sum(b); got != d {
		return nil, fmt.Errorf("%w: %s holds %d bytes with SHA-256 %s", ErrMismatch, d.Path(), len(b), got)
	}
	return b, nil
}

// PutNumbered stores record number (from 1) of a series of campaign's. One that is there already with the same bytes is
// success, with other bytes ErrConflict. Bounds as for PutRecord.
func (s *Store) PutNumbered(ctx context.Context, series canon.Series, campaign canon.Digest, number int, b []byte) error {
	name, err := series.Path(campaign, number)
	if err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	if err = s.create(ctx, name, b); !errors.Is(err, errExists) {
		return err
	}
	there, err := s.GetNumbered(ctx, series, campaign, number)
	if err != nil {
		return err
	}
	if !bytes.Equal(there, b) {
		return fmt.Errorf("%w: %s is %s, not %s", ErrConflict, name, canon.Sum(there).Short(), canon.Sum(b).Short())
	}
	return nil
}

// GetNumbered returns a record of a series. The caller owns the bytes. The error is ErrMissing, or ErrMismatch if the bytes
// differ from the SHA-256 with which they were stored.
func (s *Store) GetNumbered(ctx context.Context, series canon.Series, campaign canon.Digest, number int) ([]byte, error) {
	name, err := series.Path(campaign, number)
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	b, sum, err := s.read(ctx, name)
	if err != nil {
		return nil, err
	}
	if got := checksum(canon.Sum(b)); got != sum {
		return nil, fmt.Errorf("%w: %s has SHA-256 %s, was stored with %q", ErrMismatch, name, got, sum)
	}
	return b, nil
}

// Numbered yields the records of a series in order, from number 1 to the last. It yields at most one error, as the last
// pair: GetNumbered's, or ErrMissing if one is missing before the last one. Each has its own deadline.
func (s *Store) Numbered(ctx context.Context, series canon.Series, campaign canon.Digest) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for number := 1; number <= canon.NumberMax; number++ {
			b, err := s.GetNumbered(ctx, series, campaign, number)
			if errors.Is(err, ErrMissing) {
				if err = s.checkEnd(ctx, series, campaign, number); err == nil {
					return
				}
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}

// checkEnd reports ErrMissing if a record exists after the missing number.
func (s *Store) checkEnd(ctx context.Context, series canon.Series, campaign canon.Digest, number int) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	missing, err := series.Path(campaign, number)
	if err != nil {
		return err
	}
	prefix := series.Folder(campaign)
	o, found := <-s.client.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{ // cancel ends the listing
		Prefix: prefix, StartAfter: missing, MaxKeys: 1, Recursive: true,
	})
	switch {
	case !found:
		return nil
	case o.Err != nil:
		return s.failure("list", prefix, o.Err)
	}
	return fmt.Errorf("%w: %s, but %s is", ErrMissing, missing, o.Key)
}

// create stores b under name unless something is there: then the error is errExists.
func (s *Store) create(ctx context.Context, name string, b []byte) error {
	if len(b) == 0 {
		return fmt.Errorf("blob: nothing to put to %s", name)
	}
	if len(b) > canon.RecordBytesMax {
		return canon.ErrTooLarge
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	d := canon.Sum(b)
	options := minio.PutObjectOptions{
		ContentType:  recordType,
		UserMetadata: map[string]string{headerSHA256: checksum(d)},
	}
	options.SetMatchETagExcept("*")
	_, err := s.client.PutObject(ctx, s.bucket, name, bytes.NewReader(b), int64(len(b)), "", hex.EncodeToString(d[:]), options)
	if err == nil {
		return nil
	}
	// 412: it is there. 409: another request creates it at this moment, which has ended when we look.
	if code := minio.ToErrorResponse(err).StatusCode; code == http.StatusPreconditionFailed || code == http.StatusConflict {
		return fmt.Errorf("%w: %s", errExists, name)
	}
	return s.failure("put", name, err)
}

// read returns what is stored under name, bounded by canon.RecordBytesMax, and the SHA-256 that the store keeps for it.
func (s *Store) read(ctx context.Context, name string) (b []byte, sum string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	// The option Checksum would have the client compare, and its error could not be told from a broken connection.
	var options minio.GetObjectOptions
	options.Set("X-Amz-Checksum-Mode", "ENABLED")
	body, info, _, err := s.client.GetObject(ctx, s.bucket, name, options)
	if err != nil {
		return nil, "", s.failure("get", name, err)
	}
	defer body.Close()
	b, err = io.ReadAll(io.LimitReader(body, canon.RecordBytesMax+1))
	if err != nil {
		return nil, "", s.failure("get", name, err)
	}
	if len(b) > canon.RecordBytesMax {
		return nil, "", fmt.Errorf("blob: %s: %w", name, canon.ErrTooLarge)
	}
	return b, info.ChecksumSHA256, nil
}
