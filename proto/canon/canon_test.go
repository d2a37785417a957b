package canon_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"quire/proto/canon"
)

type record struct {
	Z      int            `json:"z"`
	Name   string         `json:"name"`
	Digest canon.Digest   `json:"digest"`
	List   []canon.Object `json:"list,omitempty"`
}

func TestGolden(t *testing.T) {
	r := record{Z: 9007199254740991, Name: "é\n\"€", Digest: canon.Sum([]byte("a")), List: []canon.Object{{Size: 3}}}
	b, err := canon.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"digest":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb","list":[{"sha256":"","size":3}],"name":"é\n\"€","z":9007199254740991}`
	if string(b) != want {
		t.Fatalf("encoded %s\nwant    %s", b, want)
	}
	if got := canon.Sum(b).String(); got != canon.DigestOf(r).String() {
		t.Fatalf("digest %s", got)
	}
	again, err := canon.Decode[record](b)
	if err != nil || again.Name != r.Name || again.Digest != r.Digest {
		t.Fatalf("decoded %v, %v", again, err)
	}
}

func TestOnlyTheCanonicalSpellingIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"white space":   `{"digest":"", "name":"","z":0}`,
		"order":         `{"name":"","digest":"","z":0}`,
		"exponent":      `{"digest":"","name":"","z":0e0}`,
		"missing":       `{"digest":"","z":0}`,
		"trailing":      `{"digest":"","name":"","z":0}1`,
		"escape":        `{"digest":"","name":"\u0061","z":0}`,
		"twice":         `{"digest":"","name":"","name":"","z":0}`,
		"empty list":    `{"digest":"","list":[],"name":"","z":0}`,
		"not UTF-8":     "{\"digest\":\"\",\"name\":\"\xff\",\"z\":0}",
		"unknown":       `{"digest":"","extra":1,"name":"","z":0}`,
		"upper-case":    `{"digest":"` + strings.Repeat("A", 64) + `","name":"","z":0}`,
		"short digest":  `{"digest":"ab","name":"","z":0}`,
		"wrong type":    `{"digest":"","name":1,"z":0}`,
		"nothing":       ``,
		"null":          `null`,
		"zero digest":   `{"digest":"` + strings.Repeat("0", 64) + `","name":"","z":0}`,
		"beyond 2 MiB ": `{"digest":"","name":"` + strings.Repeat("a", canon.RecordBytesMax) + `","z":0}`,
	} {
		if r, err := canon.Decode[record]([]byte(text)); err == nil {
			t.Errorf("%s: read as %v", name, r)
		}
	}
	if _, err := canon.Encode(record{Name: strings.Repeat("a", canon.RecordBytesMax)}); !errors.Is(err, canon.ErrTooLarge) {
		t.Errorf("a huge record: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"digest":"","name":"a","z":-1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := canon.Decode[record](b)
		if err != nil {
			return
		}
		if again, err := canon.Encode(r); err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%q is read and written as %q", b, again)
		}
	})
}
