package data

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"quire/proto/canon"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/retry"
)

const (
	// corruptMax is how often an object may arrive complete and wrong: once is a bad cable, thrice is a bad store.
	corruptMax = 3
	// missingMax is how often a store may say that it lacks an object: it may be slow to show what was just uploaded.
	missingMax = 4
	// pauseMax bounds the pause between attempts.
	pauseMax = 30 * time.Second
)

// download is one object on its way to the cache.
type download struct {
	*Source
	object  canon.Object
	w       *cache.Writer
	corrupt int
	missing int
}

// fetch brings an object into the cache.
func (s *Source) fetch(ctx context.Context, o canon.Object) (err error) {
	w, err := s.cache.Create(o)
	if err != nil {
		return err
	}
	d := &download{Source: s, object: o, w: w}
	pauses := retry.Backoff{First: s.Pause, Max: pauseMax}
	for attempt := 0; ; attempt++ {
		before := w.Size()
		err := d.attempt(ctx)
		if err == nil {
			return w.Commit()
		}
		if w.Size() > before {
			attempt = 0
			pauses.Reset()
		}
		if ctx.Err() != nil {
			return errors.Join(context.Cause(ctx), w.Abort())
		}
		if d.corrupt >= corruptMax || d.missing >= missingMax || attempt+1 >= s.Attempts {
			return errors.Join(err, w.Abort())
		}
		if err := pauses.Wait(ctx); err != nil {
			return errors.Join(err, w.Abort())
		}
	}
}

// attempt continues the download and returns nil once all bytes are there and right.
func (d *download) attempt(ctx context.Context) error {
	if err := d.stream(ctx); err != nil {
		return err
	}
	if err := d.w.Check(); err != nil {
		d.corrupt++
		return errors.Join(fmt.Errorf("%w: %w", ErrCorrupt, err), d.w.Reset())
	}
	return nil
}

func (d *download) stream(ctx context.Context) error {
	ctx, watch := watchProgress(ctx, d.Stall)
	defer watch.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.base+"/o/"+hex.EncodeToString(d.object.Digest[:]), nil)
	if err != nil {
		return err
	}
	if from := d.w.Size(); from > 0 {
		request.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	response, err := d.Client.Do(request)
	if err != nil {
		return unreachable(ctx, err)
	}
	defer response.Body.Close()
	if err := d.accept(response); err != nil {
		return err
	}
	left := d.limit() - d.w.Size()
	// One byte more than the limit is read, so that an object that is too long is seen.
	n, err := io.Copy(d.w, io.LimitReader(watch.Reader(response.Body), left+1))
	if n > left {
		d.corrupt++
		return errors.Join(fmt.Errorf("%w: more than its %d bytes", ErrCorrupt, d.limit()), d.w.Reset())
	}
	if err != nil {
		return unreachable(ctx, err)
	}
	return nil
}

// accept looks at the head of a response and places the writer where its body starts.
func (d *download) accept(response *http.Response) error {
	switch response.StatusCode {
	case http.StatusOK:
		if d.w.Size() == 0 {
			return nil
		}
		return d.w.Reset() // the server does not resume: from the start
	case http.StatusPartialContent:
		if strings.HasPrefix(response.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", d.w.Size())) {
			return nil
		}
		return errors.Join(fmt.Errorf("%w: server sent another range than asked for", ErrUnreachable), d.w.Reset())
	case http.StatusRequestedRangeNotSatisfiable:
		return errors.Join(fmt.Errorf("%w: server has fewer bytes than were received", ErrCorrupt), d.w.Reset())
	case http.StatusNotFound, http.StatusGone:
		d.missing++
		return ErrNotFound
	default:
		return fmt.Errorf("%w: %s answers %s", ErrUnreachable, response.Request.URL.Host, response.Status)
	}
}

func (d *download) limit() int64 {
	if d.object.Size == 0 {
		return canon.RecordBytesMax
	}
	return d.object.Size
}

// unreachable words a failed transfer without the query of a presigned URL, which is a short-lived secret.
func unreachable(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}
