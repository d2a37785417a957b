package call_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"connectrpc.com/connect"

	"quire/proto/call"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

func TestPatient(t *testing.T) {
	var advice string
	var asked, refusals int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if asked++; asked > refusals {
			w.Header().Set("Content-Type", q.Header.Get("Content-Type"))
			return // an empty message
		}
		if advice != "" {
			w.Header().Set("Retry-After", advice)
		}
		_ = connect.NewErrorWriter().Write(w, q, connect.NewError(connect.CodeUnavailable, errors.New("not now")))
	}))
	defer server.Close()
	for _, c := range []struct {
		name, advice    string
		refusals, asked int
		fails           bool
	}{
		{"an answer", "", 0, 1, false},
		{"come back, twice", "0", 2, 3, false},
		{"no advice", "", 1, 1, true},
		{"advice that is no number", "soon", 1, 1, true},
		{"come back after the end of patience", "3", 1, 1, true},
	} {
		advice, refusals, asked = c.advice, c.refusals, 0
		client := quirev1connect.NewPublicServiceClient(server.Client(), server.URL, connect.WithInterceptors(call.Patient(2*time.Second)))
		_, err := client.ListCampaigns(context.Background(), connect.NewRequest(&quirev1.ListCampaignsRequest{}))
		if (err != nil) != c.fails || asked != c.asked {
			t.Errorf("%s: asked %d times, want %d; %v", c.name, asked, c.asked, err)
		}
	}
}
