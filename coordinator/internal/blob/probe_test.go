package blob_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"quire/coordinator/internal/blob"
)

func TestProbeAcceptsEmbeddedStore(t *testing.T) {
	if err := open(t).Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(file(t, "probe"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if len(left) != 0 {
		t.Errorf("probe left %d objects", len(left))
	}
}

// laxStore is an S3 server that neither knows signatures nor keeps every promise.
type laxStore struct {
	ignores string // one promise

	mu      sync.Mutex
	objects map[string]string // checksum by path; guarded by mu
}

func (s *laxStore) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch r.Method {
	case http.MethodPut:
		w.WriteHeader(s.put(r))
	case http.MethodHead:
		if sum, ok := s.objects[r.URL.Path]; ok && s.ignores != "checksum kept" {
			w.Header().Set("X-Amz-Checksum-Sha256", sum)
		}
		w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
	case http.MethodDelete:
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *laxStore) put(r *http.Request) int {
	body, _ := io.ReadAll(r.Body)
	is := func(promise string) bool { return s.ignores != promise }
	sum := sha256.Sum256(body)
	want, condition := r.Header.Get("X-Amz-Checksum-Sha256"), r.Header.Get("If-None-Match")
	_, there := s.objects[r.URL.Path]
	switch {
	case is("signed headers") && (want == "" || condition == ""):
		return http.StatusForbidden
	case is("length") && r.ContentLength != 26:
		return http.StatusForbidden
	case is("writes"):
		if is("checksum") && want != "" && r.ContentLength == 26 && want != base64.StdEncoding.EncodeToString(sum[:]) {
			return http.StatusBadRequest
		}
	default:
		return http.StatusForbidden
	}
	if there && is("condition") && condition == "*" {
		return http.StatusPreconditionFailed
	}
	s.objects[r.URL.Path] = want
	return http.StatusOK
}

func TestProbeNamesTheBrokenPromise(t *testing.T) {
	for ignores, want := range map[string]string{
		"checksum": "checksum-sha256", "length": "content-length", "signed headers": "without the signed header",
		"condition": "if-none-match", "checksum kept": "does not keep", "writes": "refuses a correct",
		"": "",
	} {
		t.Run(ignores, func(t *testing.T) {
			server := httptest.NewServer(&laxStore{ignores: ignores, objects: map[string]string{}})
			defer server.Close()
			s, err := blob.Open(t.Context(), blob.Config{Endpoint: server.URL, AccessKey: "a", SecretKey: "b", Bucket: "bucket"})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			err = s.Probe(t.Context())
			if want == "" {
				if err != nil {
					t.Fatalf("a store that keeps its promises: %v", err)
				}
				return
			}
			if !errors.Is(err, blob.ErrStore) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), server.URL) {
				t.Errorf("got %v, want a line with %q", err, want)
			}
			t.Log(err)
		})
	}
}
