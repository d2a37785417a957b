package data

import (
	"context"
	"errors"
	"io"
	"time"
)

// errStalled is the cause with which a transfer without progress is broken off.
var errStalled = errors.New("no byte moved for too long")

// progress breaks a transfer off when nothing moves.
type progress struct {
	timer  *time.Timer
	stall  time.Duration
	cancel context.CancelCauseFunc
}

// watchProgress returns a context that ends stall after the last byte. Call Stop.
func watchProgress(ctx context.Context, stall time.Duration) (context.Context, *progress) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &progress{time.AfterFunc(stall, func() { cancel(errStalled) }), stall, cancel}
}

// Stop ends the watch and its context.
func (p *progress) Stop() {
	p.timer.Stop()
	p.cancel(context.Canceled)
}

// Reader returns r; every read of it that yields bytes is progress.
func (p *progress) Reader(r io.Reader) io.Reader { return progressReader{r, p} }

type progressReader struct {
	r io.Reader
	p *progress
}

func (r progressReader) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	if n > 0 {
		r.p.timer.Reset(r.p.stall)
	}
	return n, err
}
