package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"quire/coordinator/internal/store"
)

func TestIssuingStopsBeforeEtcdIsFull(t *testing.T) {
	for _, c := range []struct {
		bytes, quota int64
		held         bool
	}{{0, 0, false}, {69, 100, false}, {70, 100, true}, {101, 100, true}} {
		if why := tooFull(store.Space{Bytes: c.bytes, Quota: c.quota}); (why != "") != c.held {
			t.Errorf("%d of %d bytes: %q", c.bytes, c.quota, why)
		}
	}
}

// What an operator's probes and Prometheus see of a coordinator.
func TestPagesAboutTheProcess(t *testing.T) {
	url, stop := serving(t, filepath.Join(t.TempDir(), "data"))
	defer stop()
	if code, _, errs := command(t, "status", "--url", url); code != 0 {
		t.Fatal(errs)
	}
	for path, want := range map[string][]string{
		"/healthz": {"ok"}, "/readyz": {"ready"},
		"/metrics": {"quire_leading 1", `quire_call_duration_seconds_count{code="ok",procedure="/quire.v1.PublicService/ListCampaigns"} 1`, "quire_etcd_quota_bytes 8.5", "quire_doorbell_connected 1"},
	} {
		r, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", path, r.Status, err)
		}
		for _, w := range want {
			if !strings.Contains(string(b), w) {
				t.Errorf("%s does not say %q:\n%.3000s", path, w, b)
			}
		}
	}
}
