package corpus_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/corpus"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

// shelf collects shards.
type shelf struct{ shards [][]byte }

func (s *shelf) put(o canon.Object, b []byte) error {
	if canon.Sum(b) != o.Digest || int64(len(b)) != o.Size {
		return errors.New("a shard is not what its name says")
	}
	s.shards = append(s.shards, bytes.Clone(b))
	return nil
}

func build(t *testing.T, perMillion int, documents ...corpus.Document) (corpus.Manifest, *shelf) {
	t.Helper()
	b, s := corpus.NewBuilder(tokenizer.Bytes(), perMillion), &shelf{}
	for _, d := range documents {
		if _, _, err := b.Add(b.Encode(d), s.put); err != nil {
			t.Fatal(err)
		}
	}
	m, err := b.Finish(s.put)
	if err != nil {
		t.Fatal(err)
	}
	return m, s
}

func TestTextsBecomeShards(t *testing.T) {
	m, s := build(t, 0, corpus.Document{Text: []byte("ab")}, corpus.Document{Text: []byte("ba\n"), Continues: true}, corpus.Document{Text: []byte("ab")})
	if got := string(bytes.Join(s.shards, nil)); got != "a\x00b\x00\n\x00b\x00a\x00\n\x00" {
		t.Fatalf("shards %q", got)
	}
	if m.Train.Tokens != 6 || m.Duplicates != 1 || m.Train.Documents != 2 || m.Data().TokenBytes != 2 {
		t.Fatalf("manifest %+v", m)
	}
	if math.Abs(m.Entropy()-math.Log(3)) > 1e-6 {
		t.Fatalf("entropy %v of three equally frequent tokens", m.Entropy())
	}
	b, err := canon.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := corpus.DecodeManifest(b); err != nil || canon.DigestOf(again) != canon.DigestOf(m) {
		t.Fatal(err)
	}
}

func TestLongTextIsCut(t *testing.T) {
	m, s := build(t, 0, corpus.Document{Text: bytes.Repeat([]byte("x"), campaign.ShardTokens+4)})
	if len(s.shards) != 2 || len(s.shards[0]) != 2*campaign.ShardTokens || len(s.shards[1]) != 10 || m.Train.Tokens != campaign.ShardTokens+5 {
		t.Fatalf("%d shards, %d tokens", len(s.shards), m.Train.Tokens)
	}
}

// About the asked share is held out, by what a document says and not by where it stands.
func TestHeldOutShare(t *testing.T) {
	var documents []corpus.Document
	for i := range 20_000 {
		documents = append(documents, corpus.Document{Text: fmt.Append(nil, "document ", i)})
	}
	m, _ := build(t, 100_000, documents...)
	if n := m.HeldOut.Documents; n < 1800 || n > 2200 {
		t.Errorf("%d of 20000 documents are held out, want about 2000", n)
	}
	for i, j := 0, len(documents)-1; i < j; i, j = i+1, j-1 {
		documents[i], documents[j] = documents[j], documents[i]
	}
	if turned, _ := build(t, 100_000, documents...); turned.HeldOut.Documents != m.HeldOut.Documents || turned.HeldOut.Bytes != m.HeldOut.Bytes {
		t.Errorf("in another order %+v, before %+v", turned.HeldOut, m.HeldOut)
	}
}

func TestWhatIsNoText(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{"binary": {"a\x00b", "byte 1 is zero"}, "latin-1": {"aé\xe9b", "byte 3"}} {
		if err := corpus.CheckText([]byte(c.text)); !errors.Is(err, corpus.ErrText) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := corpus.NewBuilder(tokenizer.Bytes(), 0)
	if _, _, err := b.Add(b.Encode(corpus.Document{Text: []byte(" \n")}), nil); err != nil || b.Empty != 1 {
		t.Errorf("a blank document: %v, %d empty", err, b.Empty)
	}
	if _, err := b.Finish(nil); !errors.Is(err, corpus.ErrText) {
		t.Errorf("no text: %v", err)
	}
}

func TestManifestsThatAreNone(t *testing.T) {
	m, _ := build(t, 0, corpus.Document{Text: []byte("ab")})
	for name, change := range map[string]func(*corpus.Manifest){
		"version": func(m *corpus.Manifest) { m.Version = 2 }, "vocab": func(m *corpus.Manifest) { m.Vocab = 0 }, "width": func(m *corpus.Manifest) { m.TokenBytes = 3 },
	} {
		bad := m
		change(&bad)
		b, err := canon.Encode(bad)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := corpus.DecodeManifest(b); !errors.Is(err, corpus.ErrManifest) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"version":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := corpus.DecodeManifest(b); err == nil {
			_ = m.Data()
		}
	})
}
