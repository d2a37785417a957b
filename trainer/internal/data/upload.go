package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"golang.org/x/sync/errgroup"

	quirev1 "quire/proto/quire/v1"
	"quire/trainer/replay"
)

// replyBytesMax bounds what of a store's refusal is read.
const replyBytesMax = 1 << 12

// ErrRefused reports a store that refuses an upload for good: other bytes than were announced.
var ErrRefused = errors.New("data: store refuses the upload")

// Upload puts objects where puts, in the same order, say. An object that is stored already is a success. ErrUnreachable
// means: ask for fresh URLs and call again; what arrived is not sent twice.
func (s *Source) Upload(ctx context.Context, objects []replay.Object, puts []*quirev1.Put) error {
	if len(puts) != len(objects) {
		return fmt.Errorf("%w: %d URLs for %d objects", ErrRefused, len(puts), len(objects))
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	for i, put := range puts {
		if put.GetUrl() == "" {
			continue
		}
		g.Go(func() error {
			if err := s.put(ctx, put, objects[i].Bytes); err != nil {
				return fmt.Errorf("upload object %s: %w", objects[i].Digest.Short(), err)
			}
			return nil
		})
	}
	return g.Wait()
}

func (s *Source) put(ctx context.Context, put *quirev1.Put, b []byte) error {
	ctx, watch := watchProgress(ctx, s.Stall)
	defer watch.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, put.GetUrl(), io.NopCloser(watch.Reader(bytes.NewReader(b))))
	if err != nil {
		return fmt.Errorf("%w: the URL is malformed", ErrRefused) // the error would quote the signature
	}
	request.ContentLength = int64(len(b))
	request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(watch.Reader(bytes.NewReader(b))), nil }
	for k, v := range put.GetHeaders() {
		switch strings.ToLower(k) {
		case "host":
			request.Host = v
		case "content-length": // set above
		default:
			request.Header.Set(k, v)
		}
	}
	response, err := s.Client.Do(request)
	if err != nil {
		return unreachable(ctx, err)
	}
	defer response.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(response.Body, replyBytesMax))
	switch status := response.StatusCode; {
	case status >= 200 && status < 300, status == http.StatusPreconditionFailed:
		return nil
	case status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge:
		return fmt.Errorf("%w: %s: %.300s", ErrRefused, response.Status, reply)
	default:
		// 403 is an expired URL, 409 somebody else's upload of the same bytes: both pass.
		return errors.Join(fmt.Errorf("%w: store answers %s", ErrUnreachable, response.Status), err)
	}
}
