// Package dashboard serves the web page on which anybody watches a campaign. It holds the page's files and the rules
// under which they are sent, and knows nothing of campaigns: the page reads the public API like every other reader.
//
//	ui/src ──(npm run build)──► ui/build ──(copy.mjs)──► dist ──(go:embed)──► Handler
//
// dist is not committed, but for placeholder.html, which keeps `go build ./...` working on a fresh clone and is served
// while nothing better was built.
package dashboard

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed all:dist
var embedded embed.FS

// policy is the Content-Security-Policy: nothing that this server did not send runs or loads, and nobody frames the
// page. The development server in ui/fake sends the same file, so the browser tests run under it.
//
//go:embed csp.txt
var policy string

const (
	indexName       = "index.html"
	placeholderName = "placeholder.html"
	// assetsDir holds the files whose names contain their hash.
	assetsDir = "assets/"
)

// Built reports whether the UI was built before this binary was.
func Built() bool { return built(files()) }

// Handler serves the dashboard: the built files, and for every other path that does not look like a file the page
// itself, which routes in the browser. It takes GET and HEAD only and is safe for concurrent use. Mount it at "/",
// behind the more special patterns of the API.
func Handler() http.Handler { return handler(files()) }

func files() fs.FS {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic("dashboard: dist is not embedded: " + err.Error())
	}
	return dist
}

func built(dist fs.FS) bool {
	_, err := fs.Stat(dist, indexName)
	return err == nil
}

func handler(dist fs.FS) http.Handler {
	page := indexName
	if !built(dist) {
		page = placeholderName
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "the dashboard is read only", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if path.Ext(name) == "" && !strings.HasPrefix(name+"/", assetsDir) {
			name = page
		}
		serve(w, r, dist, name)
	})
}

// serve sends one file, packed if the client takes gzip and the build left a packed copy.
func serve(w http.ResponseWriter, r *http.Request, dist fs.FS, name string) {
	b, err := fs.ReadFile(dist, name)
	if err != nil || path.Ext(name) == ".gz" {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	h.Set("Cache-Control", cacheControl(name))
	h.Add("Vary", "Accept-Encoding")
	if packed, err := fs.ReadFile(dist, name+".gz"); err == nil && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		b = packed
	}
	sum := sha256.Sum256(b)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b))
}

// secure sets what every answer carries, refusals included.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", strings.TrimSpace(policy))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// contentType does not ask the operating system's table, which differs from machine to machine.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}

// cacheControl lets a file whose name holds its hash be kept for ever; the others are revalidated by ETag each time.
func cacheControl(name string) string {
	if strings.HasPrefix(name, assetsDir) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// takesGzip reads Accept-Encoding as every browser writes it. Whoever asks in a cleverer way is served unpacked.
func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		if strings.TrimSpace(coding) == "gzip" {
			return true
		}
	}
	return false
}
