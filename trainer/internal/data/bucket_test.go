package data

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quire/proto/canon"
)

// s3 serves a folder as the bucket "quire", as much of S3 as reading needs.
func s3(t *testing.T, root string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/quire"), "/")
		if name == "" {
			listObjects(t, w, root, r.URL.Query().Get("prefix"))
			return
		}
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`<Error><Code>NoSuchKey</Code></Error>`))
			return
		}
		if strings.HasPrefix(name, "secret/") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("ETag", `"x"`)
		http.ServeContent(w, r, "", time.Unix(1, 0), bytes.NewReader(b))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/quire"
}

func listObjects(t *testing.T, w http.ResponseWriter, root, prefix string) {
	type object struct{ Key string }
	var list struct {
		XMLName  xml.Name `xml:"ListBucketResult"`
		Contents []object
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator))); err == nil && !d.IsDir() && strings.HasPrefix(name, prefix) {
			list.Contents = append(list.Contents, object{name})
		}
		return err
	})
	if err == nil {
		err = xml.NewEncoder(w).Encode(list)
	}
	if err != nil {
		t.Error(err)
	}
}

// A folder and the same as an S3 bucket read alike.
func TestBuckets(t *testing.T) {
	root := t.TempDir()
	d := canon.Sum(content)
	for name, b := range map[string][]byte{
		d.Path(): content, "journal/a/00000001": []byte("one"), "journal/a/00000002": []byte("two"), "journal/b/00000001": []byte("other"),
		"sha256/ab/.DS_Store": []byte("x"), "secret/x": []byte("x"),
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, b, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	remote, err := OpenS3(s3(t, root))
	if err != nil {
		t.Fatal(err)
	}
	directory, err := OpenDirectory(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]Bucket{"folder": directory, "S3": remote} {
		t.Run(name, func(t *testing.T) {
			source := From(b, nil, Config{Attempts: 1, Pause: time.Millisecond})
			if got, err := source.Bytes(t.Context(), object(content)); err != nil || !bytes.Equal(got, content) {
				t.Fatalf("Bytes: %d bytes, %v", len(got), err)
			}
			body, at, err := b.Open(t.Context(), d, 100)
			if err != nil || at != 100 {
				t.Fatalf("Open from byte 100: at %d, %v", at, err)
			}
			body.Close()
			if _, err := source.Bytes(t.Context(), object([]byte("absent"))); !errors.Is(err, ErrNotFound) {
				t.Errorf("absent: %v", err)
			}
			names, err := b.List(t.Context(), "journal/a/")
			if slices.Sort(names); err != nil || !slices.Equal(names, []string{"00000001", "00000002"}) {
				t.Errorf("List: %q, %v", names, err)
			}
			if names, err := b.List(t.Context(), "nothing/"); err != nil || len(names) != 0 {
				t.Errorf("List of nothing: %q, %v", names, err)
			}
			if got, err := b.Get(t.Context(), "journal/a/00000002"); err != nil || string(got) != "two" {
				t.Errorf("Get: %q, %v", got, err)
			}
			var all []canon.Digest
			if err := b.Objects(t.Context(), func(d canon.Digest) error { all = append(all, d); return nil }); err != nil || !slices.Equal(all, []canon.Digest{d}) {
				t.Errorf("Objects: %v, %v", all, err)
			}
		})
	}
	if _, err := remote.Get(t.Context(), "secret/x"); !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Errorf("a store that refuses: %v", err)
	}
	for _, bad := range []string{"", "ftp://x/quire", "http:///quire", "http://x", "http://x/a/b", "http://x/UPPER", "http://u:p@x/quire", "http://x/quire?y"} {
		if _, err := OpenS3(bad); !errors.Is(err, ErrBucket) {
			t.Errorf("OpenS3(%q): %v", bad, err)
		}
	}
	if _, err := OpenDirectory(filepath.Join(root, "journal")); !errors.Is(err, ErrDirectory) {
		t.Errorf("a folder without objects: %v", err)
	}
	if d, err := OpenDirectory(filepath.Dir(root)); err != nil || d.Name("x") != filepath.Join(root, "x") {
		t.Errorf("the folder above: %v, %v", d, err)
	}
}

// What came from the store is read from it once, whatever the cache holds.
func TestCheckReadsTheStore(t *testing.T) {
	h, requests := faulty(whole, flipped)
	s := source(t, h, Config{})
	if err := s.Keep(content); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Check(t.Context(), object(content)); err != nil || requests.Load() != 1 {
			t.Fatalf("Check: %v after %d requests", err, requests.Load())
		}
	}
	h, _ = faulty(flipped)
	s = source(t, h, Config{})
	if err := s.Keep(content); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context(), object(content)); !errors.Is(err, ErrCorrupt) {
		t.Fatalf("Check of a damaged object: %v", err)
	}
}
