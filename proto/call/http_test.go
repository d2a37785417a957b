package call_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/call"
	"quire/proto/canon"
	"quire/proto/sign"
)

func TestSignedCalls(t *testing.T) {
	key, _ := crypto.GenerateKey()
	now := time.UnixMilli(1_795_352_400_000)
	var who call.Signer
	about := canon.Sum([]byte("spec"))
	var refusal error
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("Tamper") != "" {
			body = append(body, '!')
		}
		if r.Header.Get("Elsewhere") != "" {
			r.Header.Set(call.HeaderCampaign, canon.Sum([]byte("another spec")).String())
		}
		who, refusal = call.Caller(r.Header, r.URL.Path, body, now)
	}))
	defer server.Close()
	send := func(skew time.Duration, tamper string) {
		client := &http.Client{Transport: &call.Transport{Key: key, Now: func() time.Time { return now.Add(skew) }, Campaign: about}}
		r, _ := http.NewRequest(http.MethodPost, server.URL+"/some/Procedure", strings.NewReader("body"))
		r.Header.Set(tamper, "yes")
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	if send(time.Minute, "No"); refusal != nil || who != (call.Signer{Node: crypto.PubkeyToAddress(key.PublicKey), Campaign: about}) {
		t.Fatalf("a good call: %v, %v", who, refusal)
	}
	if send(0, "Tamper"); !errors.Is(refusal, sign.ErrSignature) {
		t.Errorf("a changed body: %v", refusal)
	}
	if send(0, "Elsewhere"); !errors.Is(refusal, sign.ErrSignature) {
		t.Errorf("a call that is repeated about another campaign: %v", refusal)
	}
	for _, skew := range []time.Duration{-6 * time.Minute, 6 * time.Minute} {
		if send(skew, "No"); !errors.Is(refusal, sign.ErrSignature) || !strings.Contains(refusal.Error(), "clock") {
			t.Errorf("a clock %s off: %v", skew, refusal)
		}
	}
	if _, err := call.Caller(http.Header{}, "/x", nil, now); !errors.Is(err, sign.ErrSignature) {
		t.Errorf("no headers: %v", err)
	}
}

func FuzzCaller(f *testing.F) {
	f.Add("0x0101010101010101010101010101010101010101", "1795352400000", "0x"+strings.Repeat("11", 65))
	f.Fuzz(func(t *testing.T, node, at, signature string) {
		h := http.Header{call.HeaderNode: {node}, call.HeaderTime: {at}, call.HeaderSignature: {signature}}
		if _, err := call.Caller(h, "/x", nil, time.UnixMilli(1795352400000)); err == nil {
			t.Fatal("a random signature was accepted")
		}
	})
}
