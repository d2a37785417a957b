package call_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/call"
	"quire/proto/sign"
)

func TestSignedCalls(t *testing.T) {
	key, _ := crypto.GenerateKey()
	now := time.UnixMilli(1_795_352_400_000)
	var who common.Address
	var refusal error
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header.Get("Tamper") != "" {
			body = append(body, '!')
		}
		who, refusal = call.Caller(r.Header, r.URL.Path, body, now)
	}))
	defer server.Close()
	send := func(skew time.Duration, tamper string) {
		client := &http.Client{Transport: &call.Transport{Key: key, Now: func() time.Time { return now.Add(skew) }}}
		r, _ := http.NewRequest(http.MethodPost, server.URL+"/some/Procedure", strings.NewReader("body"))
		r.Header.Set("Tamper", tamper)
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	if send(time.Minute, ""); refusal != nil || who != crypto.PubkeyToAddress(key.PublicKey) {
		t.Fatalf("a good call: %s, %v", who, refusal)
	}
	if send(0, "yes"); !errors.Is(refusal, sign.ErrSignature) {
		t.Errorf("a changed body: %v", refusal)
	}
	for _, skew := range []time.Duration{-6 * time.Minute, 6 * time.Minute} {
		if send(skew, ""); !errors.Is(refusal, sign.ErrSignature) || !strings.Contains(refusal.Error(), "clock") {
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
