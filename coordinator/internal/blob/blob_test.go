package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/embedded"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// The S3 server takes the working directory of the process, so the tests share one. Each test has its own bucket.
var (
	services *embedded.Services
	dataDir  string
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "blob")
	if err != nil {
		panic(err)
	}
	if services, err = embedded.Start(context.Background(), embedded.Config{Dir: dir}); err != nil {
		panic(err)
	}
	dataDir = filepath.Join(dir, "s3", "data")
	code := m.Run()
	http.DefaultClient.CloseIdleConnections()
	if err := errors.Join(services.Close(), os.RemoveAll(dir)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

var (
	buckets     sync.Map // name by *testing.T
	bucketCount atomic.Int64
)

// bucket is the test's own, in each run of -count too.
func bucket(t *testing.T) string {
	name, _ := buckets.LoadOrStore(t, fmt.Sprintf("bucket-%d", bucketCount.Add(1)))
	return name.(string)
}

func config(t *testing.T) blob.Config {
	return blob.Config{
		Endpoint: services.S3.Endpoint, AccessKey: services.S3.AccessKey, SecretKey: services.S3.SecretKey,
		Region: services.S3.Region, Bucket: bucket(t),
	}
}

func open(t *testing.T) *blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// file is where the server keeps the object called name.
func file(t *testing.T, name string) string {
	return filepath.Join(dataDir, bucket(t), filepath.FromSlash(name))
}

func object(b []byte) canon.Object { return canon.Object{Digest: canon.Sum(b), Size: int64(len(b))} }

// put does what a trainer does with a slot, and returns the status.
func put(t *testing.T, slot *quirev1.Put, b []byte, without ...string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, slot.GetUrl(), bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range slot.GetHeaders() {
		r.Header.Set(k, v)
	}
	for _, k := range without {
		r.Header.Del(k)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

func get(t *testing.T, address, span string) (int, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if span != "" {
		r.Header.Set("Range", span)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, b
}

func TestSlotTakesOnlyThePromisedBytesOnce(t *testing.T) {
	s := open(t)
	// Small enough for the server to read all of a body that it refuses before it answers; see PresignPut.
	delta := bytes.Repeat([]byte("delta"), 1<<15)
	o := object(delta)
	if err := s.Stat(t.Context(), o); !errors.Is(err, blob.ErrMissing) {
		t.Fatalf("before: %v", err)
	}
	slot, err := s.PresignPut(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	wrong := bytes.Repeat([]byte("DELTA"), 1<<15)
	for _, c := range []struct {
		name string
		got  int
		want int
	}{
		{"wrong bytes", put(t, slot, wrong), 400},
		{"too long", put(t, slot, append(bytes.Clone(delta), 'x')), 403},
		{"too short", put(t, slot, delta[1:]), 403},
		{"without checksum", put(t, slot, delta, "X-Amz-Checksum-Sha256"), 403},
		{"without condition", put(t, slot, delta, "If-None-Match"), 403},
		{"nothing stored yet", statusOf(s.Stat(t.Context(), o)), 404},
		{"right bytes", put(t, slot, delta), 200},
		{"replay", put(t, slot, delta), 412},
		{"replay of wrong bytes", put(t, slot, wrong) / 100, 4},
	} {
		if c.got != c.want {
			t.Errorf("%s: status %d, want %d", c.name, c.got, c.want)
		}
	}
	if err := s.Stat(t.Context(), o); err != nil {
		t.Errorf("after: %v", err)
	}
	if again, err := s.PresignPut(t.Context(), o); err != nil || again.GetUrl() != "" {
		t.Errorf("slot for a stored object: %q, %v; want no URL", again.GetUrl(), err)
	}
	address, err := s.PresignGet(t.Context(), o.Digest)
	if err != nil {
		t.Fatal(err)
	}
	if code, b := get(t, address, ""); code != 200 || !bytes.Equal(b, delta) {
		t.Errorf("get: status %d, %d bytes", code, len(b))
	}
	// The URL opens nothing else.
	u, _ := url.Parse(address)
	u.Path = strings.Replace(u.Path, o.Digest.Path(), canon.Sum(wrong).Path(), 1)
	if code, _ := get(t, u.String(), ""); code != 403 {
		t.Errorf("get of another object with the same signature: status %d", code)
	}
}

func statusOf(err error) int {
	if errors.Is(err, blob.ErrMissing) {
		return 404
	}
	return 200
}

func TestLargeObject(t *testing.T) {
	s := open(t)
	large := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	slot, err := s.PresignPut(t.Context(), object(large))
	if err != nil {
		t.Fatal(err)
	}
	if code := put(t, slot, large); code != 200 {
		t.Fatalf("put: status %d", code)
	}
	address, err := s.PresignGet(t.Context(), canon.Sum(large))
	if err != nil {
		t.Fatal(err)
	}
	if code, b := get(t, address, ""); code != 200 || !bytes.Equal(b, large) {
		t.Errorf("get: status %d, %d bytes", code, len(b))
	}
	if code, b := get(t, address, "bytes=16777208-"); code != 206 || string(b) != "89abcdef" {
		t.Errorf("get of the end: status %d, %q", code, b)
	}
	// A record is bounded, whatever its name holds.
	if _, err := s.GetRecord(t.Context(), canon.Sum(large)); !errors.Is(err, canon.ErrTooLarge) {
		t.Errorf("as a record: %v", err)
	}
}

func TestPublicEndpointIsSigned(t *testing.T) {
	cfg := config(t)
	cfg.PublicEndpoint = "https://s3.example.org"
	s, err := blob.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	slot, err := s.PresignPut(t.Context(), object([]byte("x")))
	if err != nil {
		t.Fatal(err)
	}
	address, err := s.PresignGet(t.Context(), canon.Sum([]byte("x")))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []string{slot.GetUrl(), address} {
		if !strings.HasPrefix(a, cfg.PublicEndpoint+"/") {
			t.Errorf("URL is %.40s…", a)
		}
	}
}

func TestRecordIsStoredOnce(t *testing.T) {
	s := open(t)
	record := []byte(`{"a":1}`)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if d, err := s.PutRecord(t.Context(), record); err != nil || d != canon.Sum(record) {
				t.Errorf("put: %s, %v", d, err)
			}
		})
	}
	wait.Wait()
	if b, err := s.GetRecord(t.Context(), canon.Sum(record)); err != nil || !bytes.Equal(b, record) {
		t.Errorf("get: %q, %v", b, err)
	}
	if err := s.Stat(t.Context(), object(record)); err != nil {
		t.Errorf("stat: %v", err)
	}
	if _, err := s.GetRecord(t.Context(), canon.Sum([]byte("other"))); !errors.Is(err, blob.ErrMissing) {
		t.Errorf("get of none: %v", err)
	}
	if _, err := s.PutRecord(t.Context(), make([]byte, canon.RecordBytesMax+1)); !errors.Is(err, canon.ErrTooLarge) {
		t.Errorf("put of too much: %v", err)
	}
	if _, err := s.PutRecord(t.Context(), nil); err == nil {
		t.Error("put of nothing")
	}
	if _, err := s.PutRecord(t.Context(), make([]byte, canon.RecordBytesMax)); err != nil {
		t.Errorf("put of the most: %v", err)
	}
}

func TestCorruptionIsFound(t *testing.T) {
	s := open(t)
	record := []byte(`{"a":1}`)
	d, err := s.PutRecord(t.Context(), record)
	if err != nil {
		t.Fatal(err)
	}
	corrupt(t, d.Path(), []byte(`{"a":2}`))
	_, err = s.GetRecord(t.Context(), d)
	_, err2 := s.PutRecord(t.Context(), record)
	for _, err := range []error{err, err2} {
		if !errors.Is(err, blob.ErrMismatch) || !strings.Contains(err.Error(), d.Path()) {
			t.Errorf("changed record: %v; want its name", err)
		}
	}
	corrupt(t, d.Path(), []byte(`{"a":`))
	if err := s.Stat(t.Context(), object(record)); !errors.Is(err, blob.ErrMismatch) {
		t.Errorf("stat of a short record: %v", err)
	}
	if _, err := s.PresignPut(t.Context(), object(record)); !errors.Is(err, blob.ErrMismatch) {
		t.Errorf("slot for a short record: %v", err)
	}
	campaign := canon.Sum([]byte("campaign"))
	if err := s.PutNumbered(t.Context(), canon.Journal, campaign, 1, record); err != nil {
		t.Fatal(err)
	}
	name := "journal/" + campaign.String() + "/00000001"
	corrupt(t, name, []byte(`{"a":2}`))
	if _, err := s.GetNumbered(t.Context(), canon.Journal, campaign, 1); !errors.Is(err, blob.ErrMismatch) || !strings.Contains(err.Error(), name) {
		t.Errorf("changed segment: %v; want its name", err)
	}
	for _, err := range s.Numbered(t.Context(), canon.Journal, campaign) {
		if !errors.Is(err, blob.ErrMismatch) {
			t.Errorf("changed journal: %v", err)
		}
	}
}

// corrupt changes an object's bytes behind the server's back.
func corrupt(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file(t, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestJournal(t *testing.T) {
	s := open(t)
	campaign, other := canon.Sum([]byte("campaign")), canon.Sum([]byte("other"))
	for n := 1; n <= 12; n++ {
		if err := s.PutNumbered(t.Context(), canon.Journal, campaign, n, segment(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PutNumbered(t.Context(), canon.Journal, campaign, 3, segment(3)); err != nil {
		t.Errorf("same bytes again: %v", err)
	}
	if err := s.PutNumbered(t.Context(), canon.Journal, campaign, 3, segment(4)); !errors.Is(err, blob.ErrConflict) {
		t.Errorf("other bytes: %v", err)
	}
	for _, n := range []int{0, -1, canon.NumberMax + 1} {
		if err := s.PutNumbered(t.Context(), canon.Journal, campaign, n, segment(1)); err == nil {
			t.Errorf("number %d was taken", n)
		}
	}
	if err := s.PutNumbered(t.Context(), canon.Journal, canon.Digest{}, 1, segment(1)); err == nil {
		t.Error("no campaign was taken")
	}
	checkJournal(t, s, campaign, 12, nil)
	checkJournal(t, s, other, 0, nil)
	if _, err := s.GetNumbered(t.Context(), canon.Journal, campaign, 13); !errors.Is(err, blob.ErrMissing) {
		t.Errorf("segment after the last: %v", err)
	}
	if err := os.Remove(file(t, "journal/"+campaign.String()+"/00000010")); err != nil {
		t.Fatal(err)
	}
	checkJournal(t, s, campaign, 9, blob.ErrMissing)
	for range s.Numbered(t.Context(), canon.Journal, campaign) {
		break // a reader may stop
	}
}

func segment(n int) []byte { return fmt.Appendf(nil, `{"number":%d}`, n) }

func checkJournal(t *testing.T, s *blob.Store, campaign canon.Digest, count int, end error) {
	t.Helper()
	n := 0
	for b, err := range s.Numbered(t.Context(), canon.Journal, campaign) {
		if err != nil {
			if end == nil || !errors.Is(err, end) {
				t.Errorf("journal ends with %v, want %v", err, end)
			}
			end = nil
			continue
		}
		if n++; !bytes.Equal(b, segment(n)) {
			t.Errorf("segment %d is %q", n, b)
		}
	}
	if n != count || end != nil {
		t.Errorf("journal has %d segments, want %d; error missing: %v", n, count, end)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, change := range map[string]func(*blob.Config){
		"no scheme":     func(c *blob.Config) { c.Endpoint = "127.0.0.1:9000" },
		"path":          func(c *blob.Config) { c.Endpoint += "/bucket" },
		"ftp":           func(c *blob.Config) { c.Endpoint = "ftp://x" },
		"no endpoint":   func(c *blob.Config) { c.Endpoint = "" },
		"bad public":    func(c *blob.Config) { c.PublicEndpoint = "s3.example.org" },
		"wrong secret":  func(c *blob.Config) { c.SecretKey = "wrong" },
		"no bucket":     func(c *blob.Config) { c.Bucket = "" },
		"bad bucket":    func(c *blob.Config) { c.Bucket = "UPPER/lower" },
		"nobody there":  func(c *blob.Config) { c.Endpoint = "http://127.0.0.1:1" },
		"no access key": func(c *blob.Config) { c.AccessKey = "" },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config(t)
			cfg.Bucket = "refused"
			change(&cfg)
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			_, err := blob.Open(ctx, cfg)
			if err == nil {
				t.Fatal("opened")
			}
			if strings.Contains(err.Error(), services.S3.SecretKey) {
				t.Error("error shows the secret key")
			}
			t.Log(err)
		})
	}
	s := open(t)
	for _, o := range []canon.Object{{}, {Size: 1}, {Digest: canon.Sum(nil)}, {Digest: canon.Sum(nil), Size: blob.ObjectBytesMax + 1}} {
		if _, err := s.PresignPut(t.Context(), o); err == nil {
			t.Errorf("slot for %v", o)
		}
	}
	if _, err := s.PresignGet(t.Context(), canon.Digest{}); err == nil {
		t.Error("get of nothing")
	}
}

func BenchmarkPutRecord(b *testing.B) {
	cfg := blob.Config{
		Endpoint: services.S3.Endpoint, AccessKey: services.S3.AccessKey, SecretKey: services.S3.SecretKey, Bucket: "benchmark",
	}
	s, err := blob.Open(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for i := 0; b.Loop(); i++ {
		if _, err := s.PutRecord(b.Context(), fmt.Appendf(nil, "%d %d %4096d", b.N, time.Now().UnixNano(), i)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPresignGet(b *testing.B) {
	s, err := blob.Open(b.Context(), blob.Config{
		Endpoint: services.S3.Endpoint, AccessKey: services.S3.AccessKey, SecretKey: services.S3.SecretKey, Bucket: "benchmark",
	})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if _, err := s.PresignGet(b.Context(), canon.Sum([]byte("x"))); err != nil {
			b.Fatal(err)
		}
	}
}
