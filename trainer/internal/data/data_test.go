package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/fake"
	"quire/trainer/replay"
)

func source(t *testing.T, h http.Handler, config Config) *Source {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	c, err := cache.Open(t.TempDir(), 0, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if config.Pause == 0 {
		config.Pause = time.Millisecond
	}
	return New(server.URL, c, config)
}

var content = bytes.Repeat([]byte("0123456789abcdef"), 4096)

func object(b []byte) canon.Object { return canon.Object{Digest: canon.Sum(b), Size: int64(len(b))} }

// faulty serves content, each request in another way; the last way is repeated.
func faulty(ways ...http.HandlerFunc) (http.Handler, *atomic.Int32) {
	var n atomic.Int32
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ways[min(int(n.Add(1)), len(ways))-1](w, r)
	}), &n
}

func whole(w http.ResponseWriter, r *http.Request) {
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// broken sends a part of what was asked for and breaks the connection.
func broken(w http.ResponseWriter, r *http.Request) {
	from := 0
	if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(content)-1, len(content)))
		w.WriteHeader(http.StatusPartialContent)
	}
	_, _ = w.Write(content[from : from+len(content)/5])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func ignoresRange(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(content) }

func flipped(w http.ResponseWriter, _ *http.Request) {
	b := bytes.Clone(content)
	b[77]++
	_, _ = w.Write(b)
}

func tooLong(w http.ResponseWriter, _ *http.Request) {
	_, _ = w.Write(append(bytes.Clone(content), 'x'))
}

func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := w.Write(content); err != nil {
			return
		}
	}
}

func otherRange(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Range", "bytes 0-9/10")
	w.WriteHeader(http.StatusPartialContent)
}

func answers(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func silent(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write(content[:10])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func TestFetch(t *testing.T) {
	for _, c := range []struct {
		name string
		ways []http.HandlerFunc
		want error
		most int32 // requests
	}{
		{"whole", []http.HandlerFunc{whole}, nil, 1},
		{"breaks four times and resumes", []http.HandlerFunc{broken, broken, broken, broken, whole}, nil, 5},
		{"breaks and cannot resume", []http.HandlerFunc{broken, ignoresRange}, nil, 2},
		{"resumes elsewhere", []http.HandlerFunc{broken, otherRange, whole}, nil, 3},
		{"refuses the range", []http.HandlerFunc{broken, answers(416), whole}, nil, 3},
		{"flipped bit, then right", []http.HandlerFunc{flipped, whole}, nil, 2},
		{"flipped bit always", []http.HandlerFunc{flipped}, ErrCorrupt, corruptMax},
		{"too long", []http.HandlerFunc{tooLong}, ErrCorrupt, corruptMax},
		{"endless", []http.HandlerFunc{endless}, ErrCorrupt, corruptMax},
		{"not there yet", []http.HandlerFunc{answers(404), whole}, nil, 2},
		{"not there", []http.HandlerFunc{answers(404)}, ErrNotFound, missingMax},
		{"expired URL", []http.HandlerFunc{answers(403), whole}, nil, 2},
		{"store down", []http.HandlerFunc{answers(503)}, ErrUnreachable, 8},
		{"silence, then the rest", []http.HandlerFunc{silent, whole}, nil, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, requests := faulty(c.ways...)
			s := source(t, h, Config{Stall: 200 * time.Millisecond})
			b, err := s.Bytes(t.Context(), object(content))
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Fatalf("Bytes: %v, want %v", err, c.want)
			}
			if err == nil && !bytes.Equal(b, content) {
				t.Fatal("other bytes")
			}
			if n := requests.Load(); n > c.most {
				t.Fatalf("%d requests, at most %d", n, c.most)
			}
			if err != nil && s.cache.Used() != 0 {
				t.Fatal("wrong bytes are in the cache")
			}
			if err == nil {
				if _, err := s.Bytes(t.Context(), object(content)); err != nil || requests.Load() > c.most {
					t.Fatalf("second read: %v after %d requests", err, requests.Load())
				}
			}
		})
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	h, _ := faulty(answers(503))
	s := source(t, h, Config{Attempts: 1 << 30, Pause: time.Hour})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Bytes(ctx, object(content)); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Bytes: %v", err)
	}
}

func TestErrorsTellNoSecret(t *testing.T) {
	redirect := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/bucket/x?X-Amz-Signature=secret", http.StatusTemporaryRedirect)
	})
	s := source(t, redirect, Config{Attempts: 2})
	if _, err := s.Bytes(t.Context(), object(content)); !errors.Is(err, ErrUnreachable) || strings.Contains(err.Error(), "secret") {
		t.Fatalf("Bytes: %v", err)
	}
	put := &quirev1.Put{Url: "http://127.0.0.1:1/bucket/x?X-Amz-Signature=secret"}
	err := s.Upload(t.Context(), []replay.Object{{Object: object(content), Bytes: content}}, []*quirev1.Put{put})
	if !errors.Is(err, ErrUnreachable) || strings.Contains(err.Error(), "secret") {
		t.Fatalf("Upload: %v", err)
	}
}

func TestUpload(t *testing.T) {
	for _, c := range []struct {
		name string
		way  http.HandlerFunc
		want error
	}{
		{"stored", answers(200), nil},
		{"stored before", answers(412), nil},
		{"expired URL", answers(403), ErrUnreachable},
		{"at the same time as another", answers(409), ErrUnreachable},
		{"store down", answers(503), ErrUnreachable},
		{"other bytes than announced", answers(400), ErrRefused},
		{"silence", func(_ http.ResponseWriter, r *http.Request) { _ = r.Body.Close(); <-r.Context().Done() }, ErrUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []byte
			s := source(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				b := new(bytes.Buffer)
				_, _ = b.ReadFrom(r.Body)
				got = b.Bytes()
				if r.Header.Get("X-Amz-Checksum-Sha256") != "abc" || r.ContentLength != int64(len(content)) || r.Host != "bucket.example" {
					w.WriteHeader(http.StatusTeapot)
					return
				}
				c.way(w, r)
			}), Config{Stall: 100 * time.Millisecond})
			put := &quirev1.Put{Url: s.store.(coordinator).base + "/x", Headers: map[string]string{
				"x-amz-checksum-sha256": "abc", "Host": "bucket.example", "Content-Length": fmt.Sprint(len(content)),
			}}
			objects := []replay.Object{{Object: object(content), Bytes: content}, {Object: object(content), Bytes: content}}
			err := s.Upload(t.Context(), objects, []*quirev1.Put{put, {}})
			if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				t.Fatalf("Upload: %v, want %v", err, c.want)
			}
			if err == nil && !bytes.Equal(got, content) {
				t.Fatal("other bytes arrived")
			}
		})
	}
	s := source(t, http.NotFoundHandler(), Config{})
	if err := s.Upload(t.Context(), make([]replay.Object, 2), nil); !errors.Is(err, ErrRefused) {
		t.Fatalf("too few URLs: %v", err)
	}
}

// A sequence may lie across the border of two shards.
func TestSequencesCrossShards(t *testing.T) {
	spec, _ := fake.Campaign()
	first, second := fake.Shard(campaign.ShardTokens), fake.Shard(100)
	second[0] = 'Z'
	spec.Data.Tokens, spec.Data.Shards = campaign.ShardTokens+100, []canon.Object{object(first), object(second)}
	s := source(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, canon.Sum(first).String()) {
			_, _ = w.Write(first)
			return
		}
		_, _ = w.Write(second)
	}), Config{})
	all := append(bytes.Clone(first), second...)
	starts := []int64{0, campaign.ShardTokens - 3, campaign.ShardTokens, spec.Data.Tokens - int64(spec.Model.Context) - 1}
	sequences, err := s.Sequences(t.Context(), spec, starts)
	if err != nil {
		t.Fatal(err)
	}
	for i, start := range starts {
		for k, id := range sequences[i] {
			if want := int32(all[2*(start+int64(k))]); id != want {
				t.Fatalf("token %d of the sequence at %d is %d, want %d", k, start, id, want)
			}
		}
	}
	for _, start := range []int64{-1, spec.Data.Tokens - int64(spec.Model.Context), 1 << 62} {
		if _, err := s.Sequences(t.Context(), spec, []int64{start}); !errors.Is(err, ErrRecord) {
			t.Errorf("a sequence at %d: %v", start, err)
		}
	}
}

func TestCheckTask(t *testing.T) {
	spec, _ := fake.Campaign()
	d, base := spec.Digest(), canon.Sum([]byte("base"))
	deltas := []canon.Digest{base, base}
	for _, good := range []round.Task{
		replay.TrainTask(d, 1, 0, base), replay.TrainTask(d, 3, 1, base), replay.MergeTask(d, 0, 2, canon.Digest{}, nil), replay.MergeTask(d, 3, 2, base, deltas),
	} {
		if err := CheckTask(spec, good); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for name, bad := range map[string]round.Task{
		"other campaign":    replay.TrainTask(base, 1, 0, base),
		"other kind":        {Campaign: d, Round: 1, Kind: "evaluate", Base: base},
		"train in round 0":  replay.TrainTask(d, 0, 0, canon.Digest{}),
		"round too high":    replay.TrainTask(d, 4, 0, base),
		"negative round":    replay.TrainTask(d, -1, 0, base),
		"lane too high":     replay.TrainTask(d, 1, 2, base),
		"negative lane":     replay.TrainTask(d, 1, -1, base),
		"slice too high":    replay.MergeTask(d, 1, 3, base, deltas),
		"no base":           replay.TrainTask(d, 1, 0, canon.Digest{}),
		"base in round 0":   replay.MergeTask(d, 0, 0, base, nil),
		"too few deltas":    replay.MergeTask(d, 1, 0, base, deltas[:1]),
		"deltas in round 0": replay.MergeTask(d, 0, 0, canon.Digest{}, deltas),
		"no delta":          replay.MergeTask(d, 1, 0, base, []canon.Digest{base, {}}),
		"train with deltas": {Campaign: d, Round: 1, Kind: round.Train, Base: base, Deltas: deltas},
	} {
		if err := CheckTask(spec, bad); !errors.Is(err, ErrRecord) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
