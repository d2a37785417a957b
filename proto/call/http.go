// Package call signs HTTP requests with a key, and checks such signatures: see sign.Call for the statement. A signed
// request carries its signer, its campaign, its time and the signature in headers, so it needs no session and no secret on the server.
package call

import (
	"bytes"
	"crypto/ecdsa"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/canon"
	"quire/proto/sign"
)

// Headers of a signed call.
const (
	HeaderNode      = "Quire-Node"      // "0x" and 40 digits: the caller's address
	HeaderCampaign  = "Quire-Campaign"  // 64 digits: digest of the spec of the campaign that the call is about; absent for none
	HeaderTime      = "Quire-Time"      // Unix milliseconds
	HeaderSignature = "Quire-Signature" // see sign.Hex
)

// SkewMax is how far a call's time may lie from the server's. Within it a call can be repeated by whoever saw it, about the
// same campaign only. That changes nothing: calls are idempotent, and what may be seen once travels over TLS.
const SkewMax = 5 * time.Minute

// Transport signs every request it carries with Key. It reads the whole body, so it is for calls, not for bulk data.
type Transport struct {
	Key      *ecdsa.PrivateKey
	Now      func() time.Time
	Base     http.RoundTripper // nil means http.DefaultTransport
	Campaign canon.Digest      // the spec of the campaign that all calls are about; none for calls about none
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, fmt.Errorf("read body to sign: %w", err)
		}
		if err := r.Body.Close(); err != nil {
			return nil, err
		}
		body = b
	}
	now := t.Now().UnixMilli()
	signature, err := sign.Sign(t.Key, sign.Call{Campaign: t.Campaign, Procedure: r.URL.Path, Body: canon.Sum(body), UnixMs: now})
	if err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	r.Header.Set(HeaderNode, crypto.PubkeyToAddress(t.Key.PublicKey).Hex())
	if !t.Campaign.IsZero() {
		r.Header.Set(HeaderCampaign, t.Campaign.String())
	}
	r.Header.Set(HeaderTime, strconv.FormatInt(now, 10))
	r.Header.Set(HeaderSignature, sign.Hex(signature))
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	return base.RoundTrip(r)
}

// Signer is who made a call, and what it is about.
type Signer struct {
	Node     common.Address
	Campaign canon.Digest // none if it is about none
}

// Caller checks the headers of a signed call with the given body and returns who made it. Whether the body is about the
// campaign that was signed is for the caller to check. The error wraps sign.ErrSignature.
func Caller(h http.Header, procedure string, body []byte, now time.Time) (Signer, error) {
	text := h.Get(HeaderNode)
	if raw, err := hexutil.Decode(text); err != nil || len(raw) != common.AddressLength {
		return Signer{}, fmt.Errorf("%w: header %s %.60q is not an address", sign.ErrSignature, HeaderNode, text)
	}
	ms, err := strconv.ParseInt(h.Get(HeaderTime), 10, 64)
	if err != nil || ms < 0 {
		return Signer{}, fmt.Errorf("%w: header %s is not a time in Unix milliseconds", sign.ErrSignature, HeaderTime)
	}
	if skew := now.Sub(time.UnixMilli(ms)).Abs(); skew > SkewMax {
		return Signer{}, fmt.Errorf("%w: the call's clock is %s off the coordinator's (at most %s): set the clock", sign.ErrSignature, skew.Round(time.Second), SkewMax)
	}
	signature, err := sign.ParseHex(h.Get(HeaderSignature))
	if err != nil {
		return Signer{}, err
	}
	about, err := canon.ParseDigest(h.Get(HeaderCampaign))
	if err != nil {
		return Signer{}, fmt.Errorf("%w: header %s: %w", sign.ErrSignature, HeaderCampaign, err)
	}
	by := Signer{common.HexToAddress(text), about}
	return by, sign.Verify(by.Node, sign.Call{Campaign: about, Procedure: procedure, Body: canon.Sum(body), UnixMs: ms}, signature)
}
