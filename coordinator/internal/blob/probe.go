package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/minio/minio-go/v7"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// Probe tries a write-once slot on the store, under a random name that it deletes afterwards. The error is ErrStore with
// the one promise that the store breaks, or says that it cannot be reached. Run it once before trusting a store.
func (s *Store) Probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	name, body := "probe/"+rand.Text(), []byte(rand.Text())
	o := canon.Object{Digest: canon.Sum(body), Size: int64(len(body))}
	// The coordinator need not be able to reach the public endpoint, so the slot is at its own.
	slot, err := presignPut(ctx, s.client.Client, s.bucket, name, o)
	if err != nil {
		return err
	}
	defer func() {
		// Best effort: without the right to delete, 26 bytes stay.
		_ = s.client.RemoveObject(context.WithoutCancel(ctx), s.bucket, name, minio.RemoveObjectOptions{})
	}()

	other := bytes.ToLower(body)
	for _, step := range []struct {
		body    []byte
		without string // header left out
		want    []int  // status codes; none means any refusal
		breaks  string
	}{
		{other, "", nil, "accepts bytes whose SHA-256 is not the signed one: it ignores x-amz-checksum-sha256"},
		{append(other, '!'), "", nil, "accepts more bytes than the signed length: it ignores content-length"},
		{body, headerSHA256, nil, "accepts a request without the signed header x-amz-checksum-sha256"},
		{body, headerIfAbsent, nil, "accepts a request without the signed header if-none-match"},
		{body, "", []int{http.StatusOK}, "refuses a correct presigned PUT"},
		{body, "", []int{http.StatusPreconditionFailed, http.StatusConflict}, "overwrites an object: it ignores if-none-match"},
	} {
		status, err := s.putSlot(ctx, slot, step.body, step.without)
		if err != nil {
			return fmt.Errorf("blob: probe %s: %w", s.endpoint, err)
		}
		if !isWanted(status, step.want) {
			return fmt.Errorf("%w: %s %s (HTTP %d)", ErrStore, s.endpoint, step.breaks, status)
		}
	}
	info, err := s.client.StatObject(ctx, s.bucket, name, minio.StatObjectOptions{Checksum: true})
	if err != nil {
		return s.failure("probe", name, err)
	}
	if info.ChecksumSHA256 != checksum(o.Digest) {
		return fmt.Errorf("%w: %s does not keep x-amz-checksum-sha256 (it says %q)", ErrStore, s.endpoint, info.ChecksumSHA256)
	}
	return nil
}

func isWanted(status int, want []int) bool {
	if len(want) == 0 {
		return status >= 400 && status < 500
	}
	return slices.Contains(want, status)
}

// answerBytesMax bounds what is read of a store's answer, so that the connection can be used again.
const answerBytesMax = 64 << 10

// putSlot does what a trainer does, but for a header left out.
func (s *Store) putSlot(ctx context.Context, slot *quirev1.Put, body []byte, without string) (status int, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, slot.GetUrl(), bytes.NewReader(body))
	if err != nil {
		return 0, errors.New("bad presigned URL")
	}
	for k, v := range slot.GetHeaders() {
		if k != without {
			r.Header.Set(k, v)
		}
	}
	answer, err := (&http.Client{Transport: s.transport}).Do(r)
	if err != nil {
		return 0, withoutURL(err)
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, answerBytesMax))
	return answer.StatusCode, err
}

// withoutURL strips the presigned URL, which is a credential, from an error of net/http.
func withoutURL(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}
