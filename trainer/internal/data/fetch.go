package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"quire/proto/canon"
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

// sink takes the bytes of one object in order, as cache.Writer does.
type sink interface {
	io.Writer
	Size() int64   // bytes so far
	Reset() error  // drops them
	Check() error  // nil if they are the object
	Commit() error // ends the sink: the bytes are the object
	Abort() error  // ends the sink: they are not
}

// download is one object on its way to a sink.
type download struct {
	*Source
	object  canon.Object
	w       sink
	corrupt int
	missing int
}

// fetch brings an object into the cache.
func (s *Source) fetch(ctx context.Context, o canon.Object) error {
	w, err := s.cache.Create(o)
	if err != nil {
		return err
	}
	return s.download(ctx, o, w)
}

// download brings an object from the store to a sink, which it ends.
func (s *Source) download(ctx context.Context, o canon.Object, w sink) error {
	d := &download{Source: s, object: o, w: w}
	pauses := retry.Backoff{First: s.Pause, Max: pauseMax}
	for attempt := 0; ; attempt++ {
		before := w.Size()
		err := d.attempt(ctx)
		if err == nil {
			s.seen.Store(o.Digest, true)
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
		return errors.Join(fmt.Errorf("%w: %s: %w", ErrCorrupt, d.store.Where(d.object.Digest), err), d.w.Reset())
	}
	return nil
}

func (d *download) stream(ctx context.Context) error {
	ctx, watch := watchProgress(ctx, d.Stall)
	defer watch.Stop()
	body, at, err := d.store.Open(ctx, d.object.Digest, d.w.Size())
	switch {
	case errors.Is(err, ErrNotFound):
		d.missing++
		return err
	case errors.Is(err, ErrCorrupt):
		return errors.Join(err, d.w.Reset())
	case err != nil:
		return unreachable(ctx, err)
	}
	defer body.Close()
	if at != d.w.Size() { // the store does not resume: from the start
		if err := d.w.Reset(); err != nil {
			return err
		}
	}
	left := d.limit() - d.w.Size()
	// One byte more than the limit is read, so that an object that is too long is seen.
	n, err := io.Copy(d.w, io.LimitReader(watch.Reader(body), left+1))
	if n > left {
		d.corrupt++
		return errors.Join(fmt.Errorf("%w: %s has more than its %d bytes", ErrCorrupt, d.store.Where(d.object.Digest), d.limit()), d.w.Reset())
	}
	if err != nil {
		return unreachable(ctx, err)
	}
	return nil
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
	if errors.Is(err, ErrUnreachable) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}
