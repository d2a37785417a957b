package canon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Digest is the SHA-256 of an object's or a record's bytes: its name everywhere. The zero Digest means "none" and is
// spelled as the empty string.
type Digest [sha256.Size]byte

// Sum returns the digest of b.
func Sum(b []byte) Digest { return sha256.Sum256(b) }

// ParseDigest reads 64 lower-case hexadecimal digits, or the empty string as the zero Digest.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	return d, d.UnmarshalText([]byte(s))
}

// DigestFromBytes takes the 32 bytes that a message carries.
func DigestFromBytes(b []byte) (Digest, error) {
	var d Digest
	if len(b) != len(d) {
		return d, fmt.Errorf("digest has %d bytes, want %d", len(b), len(d))
	}
	copy(d[:], b)
	return d, nil
}

// IsZero reports whether d names nothing.
func (d Digest) IsZero() bool { return d == Digest{} }

// String returns the 64 hexadecimal digits, or "" for the zero Digest.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// Short returns the first twelve digits, for people.
func (d Digest) Short() string {
	if d.IsZero() {
		return "none"
	}
	return hex.EncodeToString(d[:6])
}

// MarshalText spells d for JSON and for flags.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText and accepts nothing else.
func (d *Digest) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Digest{}
		return nil
	}
	if len(b) != 2*len(d) {
		return fmt.Errorf("digest %.80q has %d characters, want %d hexadecimal digits", b, len(b), 2*len(d))
	}
	for _, c := range b {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return fmt.Errorf("digest %.80q: %q is not a lower-case hexadecimal digit", b, c)
		}
	}
	_, err := hex.Decode(d[:], b)
	return err
}

// Object names an immutable object in the store: its digest and its size in bytes.
type Object struct {
	Digest Digest `json:"sha256"`
	Size   int64  `json:"size"`
}

// Path is the object's name in any store: content addressed, in folders of at most 256 kinds, and never a prefix of
// another name (file-backed stores cannot hold both "a" and "a/b").
func (d Digest) Path() string {
	h := hex.EncodeToString(d[:])
	return "sha256/" + h[:2] + "/" + h
}
