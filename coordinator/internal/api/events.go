package api

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"quire/coordinator/internal/engine"
	"quire/proto/canon"
)

const (
	// heartbeatEvery keeps proxies from ending a quiet stream.
	heartbeatEvery = 15 * time.Second
	// eventWriteTimeout ends streams whose reader is gone.
	eventWriteTimeout = 10 * time.Second
)

// events streams a campaign's news as server-sent events (HTML Living Standard §9.2): "campaign" with the headline when
// the stream opens and whenever it changed, and "feed" for each new item.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("campaign")
	notices, stop, err := s.cfg.Engine.Listen(name)
	if err != nil {
		http.Error(w, err.Error(), status(err))
		return
	}
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	send := func(event string, id int64, m proto.Message) error {
		b, err := protojson.Marshal(m)
		if err != nil {
			return err
		}
		_ = out.SetWriteDeadline(time.Now().Add(eventWriteTimeout))
		if id > 0 {
			fmt.Fprintf(w, "id: %d\n", id)
		}
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, b); err != nil {
			return err
		}
		return out.Flush()
	}
	headline := func() error {
		v, err := s.cfg.Engine.Look(name)
		if err != nil {
			return err
		}
		return send("campaign", 0, (*publicService)(s).campaign(v))
	}
	heartbeat := time.NewTicker(heartbeatEvery)
	defer heartbeat.Stop()
	for err = headline(); err == nil; {
		select {
		case <-r.Context().Done():
			return
		case <-heartbeat.C:
			err = headline()
		case n := <-notices:
			if n.Item == nil {
				err = headline()
				continue
			}
			err = send("feed", n.Item.ID, feedItem(*n.Item))
		}
	}
}

// object redirects to an object's bytes. Names are digests of the bytes, so whoever knows one may have it: outputs of an
// open round are unknown until their round shows them.
func (s *server) object(w http.ResponseWriter, r *http.Request) {
	d, err := canon.ParseDigest(r.PathValue("digest"))
	if err != nil || d.IsZero() {
		http.Error(w, fmt.Sprintf("%.80q is not a SHA-256 digest of 64 hexadecimal digits", r.PathValue("digest")), http.StatusBadRequest)
		return
	}
	url, err := s.cfg.Blob.PresignGet(r.Context(), d)
	if err != nil {
		s.cfg.Log.Error("presign", "object", d, "error", err)
		http.Error(w, errInternal.Error(), http.StatusBadGateway)
		return
	}
	w.Header().Set("Cache-Control", "private, max-age=300") // less than the URL lives
	http.Redirect(w, r, url, http.StatusTemporaryRedirect)
}

func status(err error) int {
	if errors.Is(err, engine.ErrNoCampaign) {
		return http.StatusNotFound
	}
	return http.StatusServiceUnavailable
}
