package dashboard

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// site is a small build: a page, one hashed script with its packed copy, and the placeholder that always lies beside.
func site(t *testing.T) fstest.MapFS {
	t.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.WriteString(z, "let x"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"index.html":             {Data: []byte("<title>the page</title>")},
		"placeholder.html":       {Data: []byte("<title>not built</title>")},
		"theme.js":               {Data: []byte("let theme")},
		"assets/main-1a2b.js":    {Data: []byte("let x")},
		"assets/main-1a2b.js.gz": {Data: packed.Bytes()},
	}
}

func ask(t *testing.T, dist fs.FS, method, url string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, url, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	handler(dist).ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPathsAndWhatTheyServe(t *testing.T) {
	const forever = "public, max-age=31536000, immutable"
	for _, c := range []struct {
		name, method, url string
		code              int
		contains, cache   string
	}{
		{"front page", "GET", "/", 200, "the page", "no-cache"},
		{"a campaign routes in the browser", "GET", "/c/folio-1", 200, "the page", "no-cache"},
		{"so does a path nobody knows", "GET", "/no/such", 200, "the page", "no-cache"},
		{"HEAD has no body", "HEAD", "/c/folio-1", 200, "", "no-cache"},
		{"hashed asset is kept for ever", "GET", "/assets/main-1a2b.js", 200, "let x", forever},
		{"unhashed file is revalidated", "GET", "/theme.js", 200, "let theme", "no-cache"},
		{"missing asset of an older build", "GET", "/assets/main-0000.js", 404, "", ""},
		{"missing asset without extension", "GET", "/assets/main", 404, "", ""},
		{"folder of assets", "GET", "/assets/", 404, "", ""},
		{"missing file", "GET", "/robots.txt", 404, "", ""},
		{"packed copy is not an address", "GET", "/assets/main-1a2b.js.gz", 404, "", ""},
		{"no way out of dist", "GET", "/../dashboard.go", 404, "", ""},
		{"read only", "POST", "/", 405, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ask(t, site(t), c.method, c.url)
			if r.StatusCode != c.code {
				t.Fatalf("%s %s: %d, want %d", c.method, c.url, r.StatusCode, c.code)
			}
			if got := body(t, r); !strings.Contains(got, c.contains) || (c.method == "HEAD" && got != "") {
				t.Errorf("body is %q, want %q in it", got, c.contains)
			}
			if got := r.Header.Get("Cache-Control"); got != c.cache {
				t.Errorf("Cache-Control is %q, want %q", got, c.cache)
			}
		})
	}
}

func TestEveryAnswerIsSecured(t *testing.T) {
	for _, url := range []string{"/", "/c/x", "/theme.js", "/missing.js"} {
		h := ask(t, site(t), "GET", url).Header
		if h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: no nosniff", url)
		}
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: policy %q lacks %q", url, csp, part)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "\n") {
			t.Errorf("%s: policy %q is loose or broken", url, csp)
		}
	}
}

func TestPackedWhenAsked(t *testing.T) {
	r := ask(t, site(t), "GET", "/assets/main-1a2b.js", "Accept-Encoding", "br, gzip")
	if r.Header.Get("Content-Encoding") != "gzip" || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Fatalf("headers %v", r.Header)
	}
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != "let x" {
		t.Fatalf("unpacked %q, %v", b, err)
	}
	if got := ask(t, site(t), "GET", "/assets/main-1a2b.js", "Accept-Encoding", "gzip;q=0").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("packed for a client that refuses it: %q", got)
	}
}

func TestRevalidation(t *testing.T) {
	tag := ask(t, site(t), "GET", "/").Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if r := ask(t, site(t), "GET", "/c/other", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("same page again: %d, want 304", r.StatusCode)
	}
}

func TestPlaceholderUntilBuilt(t *testing.T) {
	dist := site(t)
	if !built(dist) {
		t.Error("a dist with a page counts as not built")
	}
	delete(dist, "index.html")
	if built(dist) {
		t.Error("a dist without a page counts as built")
	}
	if got := body(t, ask(t, dist, "GET", "/c/folio-1")); !strings.Contains(got, "not built") {
		t.Errorf("served %q", got)
	}
}

// TestEmbedded looks at what this very binary holds, built or not.
func TestEmbedded(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	page := w.Body.String()
	if w.Code != 200 || Built() == strings.Contains(page, "make ui") {
		t.Errorf("built %v, code %d, page %.200q", Built(), w.Code, page)
	}
	b, err := fs.ReadFile(files(), placeholderName)
	if err != nil || !strings.Contains(string(b), "make ui") {
		t.Errorf("placeholder does not say how to build: %v", err)
	}
}
