package bell

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/nats-io/nats.go/jetstream"
)

// checkSettings reports the first setting of a standing stream that is not what was asked for. A server may keep what it
// cannot change and say nothing.
func checkSettings(have, want jetstream.StreamConfig) error {
	for _, s := range []struct {
		name       string
		have, want any
	}{
		{"retention", have.Retention, want.Retention}, {"storage", have.Storage, want.Storage},
		{"discard", have.Discard, want.Discard}, {"replicas", have.Replicas, want.Replicas},
		{"max_msg_size", have.MaxMsgSize, want.MaxMsgSize}, {"max_msgs_per_subject", have.MaxMsgsPerSubject, want.MaxMsgsPerSubject},
	} {
		if s.have != s.want {
			return fmt.Errorf("%w: %s of %s is %v, want %v: delete the stream, it will be made anew and loses nothing", ErrSettings, s.name, Stream, s.have, s.want)
		}
	}
	return nil
}

// Sweep removes the consumers of campaigns for which live says no, and returns their names. A campaign that has ended
// rings for nothing, and its rings would wait for ever.
func (b *Bell) Sweep(ctx context.Context, live func(campaign string) bool) ([]string, error) {
	if !b.conn.IsConnected() {
		return nil, ErrDown
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	stream, err := b.js.Stream(ctx, Stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("bell: read stream %s: %w", Stream, err)
	}
	names := stream.ConsumerNames(ctx)
	var gone []string
	for name := range names.Name() {
		if live(name) {
			continue
		}
		if err := stream.Purge(ctx, jetstream.WithPurgeSubject(ringSubject+"."+name)); err != nil {
			return gone, fmt.Errorf("bell: purge the rings of %s: %w", name, err)
		}
		if err := stream.DeleteConsumer(ctx, name); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
			return gone, fmt.Errorf("bell: delete consumer %s: %w", name, err)
		}
		gone = append(gone, name)
	}
	if err := names.Err(); err != nil {
		return gone, fmt.Errorf("bell: list consumers: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, name := range gone {
		delete(b.verified, name)
	}
	return gone, nil
}

// Connected reports whether rings can go out now.
func (b *Bell) Connected() bool { return b.conn.IsConnected() }

// varzBytesMax bounds what a monitoring page may say.
const varzBytesMax = 1 << 20

// SyncsAlways asks a NATS server's monitoring page (http://host:8222) whether JetStream syncs every message to disk before
// it acknowledges it. The default does so every two minutes: a power cut of all servers then loses rings that were
// acknowledged, and possibly the stream. For a doorbell that costs time only, so it is for a warning.
func SyncsAlways(ctx context.Context, monitor string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	page, err := url.JoinPath(monitor, "varz")
	if err != nil {
		return false, fmt.Errorf("bell: monitoring page %.100q: %w", monitor, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return false, fmt.Errorf("bell: monitoring page: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false, fmt.Errorf("bell: monitoring page: %w", err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(io.LimitReader(answer.Body, varzBytesMax))
	if err != nil {
		return false, fmt.Errorf("bell: monitoring page: %w", err)
	}
	var varz struct {
		JetStream struct {
			Config *struct {
				SyncAlways bool `json:"sync_always"`
			} `json:"config"`
		} `json:"jetstream"`
	}
	if err := json.Unmarshal(b, &varz); err != nil || varz.JetStream.Config == nil {
		return false, fmt.Errorf("bell: %s is no monitoring page of a NATS server with JetStream (%s)", page, answer.Status)
	}
	return varz.JetStream.Config.SyncAlways, nil
}
