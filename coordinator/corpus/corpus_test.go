package corpus_test

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/corpus"
	"quire/proto/canon"
)

func TestTextsBecomeShards(t *testing.T) {
	var c corpus.Corpus
	for _, text := range []string{"ab", "ab\n"} {
		if err := c.Add("x", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	shards, d, err := c.Shards()
	if err != nil || !bytes.Equal(shards[0], []byte("a\x00b\x00\n\x00a\x00b\x00\n\x00")) {
		t.Fatalf("shards %q, %v", shards, err)
	}
	if d.Tokens != 6 || d.Shards[0].Digest != canon.Sum(shards[0]) || d.Shards[0].Size != 12 {
		t.Fatalf("data %+v", d)
	}
	if h := c.Entropy(); math.Abs(h-math.Log(3)) > 1e-12 {
		t.Fatalf("entropy %v of three equally frequent tokens", h)
	}
}

func TestLongTextIsCut(t *testing.T) {
	var c corpus.Corpus
	if err := c.Add("long", bytes.Repeat([]byte("x"), campaign.ShardTokens+4)); err != nil {
		t.Fatal(err)
	}
	shards, d, err := c.Shards()
	if err != nil || len(shards) != 2 || len(shards[0]) != 2*campaign.ShardTokens || len(shards[1]) != 10 || d.Tokens != campaign.ShardTokens+5 {
		t.Fatalf("%d shards, %d tokens, %v", len(shards), d.Tokens, err)
	}
}

func TestWhatIsNoText(t *testing.T) {
	var c corpus.Corpus
	for name, b := range map[string][]byte{"empty": nil, "blank": []byte(" \n"), "binary": {'a', 0, 'b'}, "latin-1": {'a', 0xe9, 'b'}} {
		if err := c.Add(name, b); !errors.Is(err, corpus.ErrText) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := c.Shards(); !errors.Is(err, corpus.ErrEmpty) {
		t.Errorf("no text: %v", err)
	}
}

func FuzzAdd(f *testing.F) {
	f.Add([]byte("text"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var c corpus.Corpus
		if c.Add("x", b) != nil {
			return
		}
		if shards, d, err := c.Shards(); err != nil || int64(len(shards[0])) != 2*d.Tokens {
			t.Fatalf("%v %v", d, err)
		}
	})
}
