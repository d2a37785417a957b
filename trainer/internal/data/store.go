package data

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"

	"quire/proto/canon"
)

// Store is where objects are. Its methods may be called concurrently.
type Store interface {
	// Open returns an object's bytes from an offset on, or from the start if it cannot do that; at says which. The error
	// wraps ErrNotFound, ErrUnreachable, or ErrCorrupt if the object has fewer bytes than that.
	Open(ctx context.Context, d canon.Digest, from int64) (body io.ReadCloser, at int64, err error)
	// Where names an object for people, without secrets.
	Where(d canon.Digest) string
}

// coordinator is a store behind a coordinator's public address.
type coordinator struct {
	base   string // "http://host:7070"
	client *http.Client
}

// Where implements Store.
func (c coordinator) Where(d canon.Digest) string { return c.base + "/o/" + hex.EncodeToString(d[:]) }

// Open implements Store.
func (c coordinator) Open(ctx context.Context, d canon.Digest, from int64) (io.ReadCloser, int64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Where(d), nil)
	if err != nil {
		return nil, 0, err
	}
	if from > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	response, err := c.client.Do(request)
	if err != nil {
		return nil, 0, err
	}
	if from, err = begin(response, from); err != nil {
		_ = response.Body.Close() // nothing of it was wanted
		return nil, 0, err
	}
	return response.Body, from, nil
}

// begin returns where the body of a response starts.
func begin(response *http.Response, from int64) (int64, error) {
	switch response.StatusCode {
	case http.StatusOK:
		return 0, nil
	case http.StatusPartialContent:
		if from > 0 && strings.HasPrefix(response.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", from)) {
			return from, nil
		}
		return 0, fmt.Errorf("%w: server sent another range than asked for", ErrUnreachable)
	case http.StatusRequestedRangeNotSatisfiable:
		return 0, fmt.Errorf("%w: server has fewer bytes than were received", ErrCorrupt)
	case http.StatusNotFound, http.StatusGone:
		return 0, ErrNotFound
	}
	return 0, fmt.Errorf("%w: %s answers %s", ErrUnreachable, response.Request.URL.Host, response.Status)
}
