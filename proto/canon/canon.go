// Package canon is the one way in which Quire turns a record into bytes.
//
// A record (spec, task, delta, checkpoint, journal segment, …) is named by the SHA-256 of its canonical bytes, so two
// programs that disagree about the bytes disagree about the record. The bytes are JSON in the form of RFC 8785 (JCS):
// members sorted, no white space, shortest numbers. Records hold integers within ±2⁵³, strings, booleans, lists and
// objects; never a float, because two languages print floats differently more often than people expect.
//
// Decode accepts canonical bytes only. That makes every record its own proof: nobody can make a second spelling of it
// with another digest.
package canon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/gowebpki/jcs"
)

// RecordBytesMax bounds one record. The largest is the record of a round: about 250 bytes for each of 4096 lanes and
// 1024 slices.
const RecordBytesMax = 2 << 20

var (
	// ErrNotCanonical reports bytes that are a record but not in the canonical spelling.
	ErrNotCanonical = errors.New("canon: record is not in canonical form (RFC 8785)")
	// ErrTooLarge reports a record of more than RecordBytesMax bytes.
	ErrTooLarge = fmt.Errorf("canon: record is larger than %d bytes", RecordBytesMax)
)

// Encode returns the canonical bytes of v. The error is ErrTooLarge, or says what cannot be encoded.
func Encode(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	b, err := jcs.Transform(plain)
	if err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	if len(b) > RecordBytesMax {
		return nil, ErrTooLarge
	}
	return b, nil
}

// Decode reads a record of type T. Unknown members, trailing bytes and any spelling but the canonical one are refused.
func Decode[T any](b []byte) (T, error) {
	var v T
	if len(b) > RecordBytesMax {
		return v, ErrTooLarge
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, fmt.Errorf("decode record: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return v, fmt.Errorf("decode record: bytes after its end: %w", ErrNotCanonical)
	}
	again, err := Encode(v)
	if err != nil {
		return v, err
	}
	if !bytes.Equal(again, b) {
		return v, ErrNotCanonical
	}
	return v, nil
}

// DigestOf returns the digest of v's canonical bytes. It panics on a value that cannot be encoded, which a record type
// of ours never is; values from outside go through Encode.
func DigestOf(v any) Digest {
	b, err := Encode(v)
	if err != nil {
		panic(err)
	}
	return Sum(b)
}
