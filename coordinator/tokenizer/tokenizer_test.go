package tokenizer_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func load(t testing.TB, name string) *tokenizer.Tokenizer {
	t.Helper()
	k, err := tokenizer.Parse(read(t, name+".tokenizer.json"))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// lines calls f for each line of a file of JSON.
func lines[T any](t *testing.T, name string, f func(T)) {
	t.Helper()
	s := bufio.NewScanner(bytes.NewReader(read(t, name)))
	s.Buffer(nil, 1<<20)
	n := 0
	for ; s.Scan(); n++ {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		f(v)
	}
	if n < 500 || s.Err() != nil {
		t.Fatalf("%d lines, %v", n, s.Err())
	}
}

var kinds = []string{"gpt2", "llama3", "qwen2", "digits", "prefix"}

// Every string has the ids that the Rust library gave it (vectors.py), and decodes to itself.
func TestAgreesWithTheLibrary(t *testing.T) {
	for _, kind := range kinds {
		k := load(t, kind)
		bad := 0
		lines(t, "vectors.jsonl", func(v map[string]json.RawMessage) {
			var text string
			var want []int32
			if err := errors.Join(json.Unmarshal(v["text"], &text), json.Unmarshal(v[kind], &want)); err != nil {
				t.Fatal(err)
			}
			got := k.Encode(nil, text)
			if !slices.Equal(got, want) && bad < 5 {
				bad++
				t.Errorf("%s: %q is %v, the library has %v", kind, text, got, want)
			}
			if kind == "prefix" || strings.Contains(text, "<|é|>") { // adds a space; decodes é to a byte, as the library does
				return
			}
			if back, err := k.Decode(nil, got); err != nil || string(back) != text {
				t.Errorf("%s: %q decodes to %q, %v", kind, text, back, err)
			}
		})
	}
}

// The library shows bytes that are no UTF-8 as U+FFFD, one for each part that cannot be continued.
func TestDecodesAsTheLibrary(t *testing.T) {
	k := load(t, "gpt2")
	lines(t, "decoded.jsonl", func(v struct {
		IDs  []int32 `json:"ids"`
		GPT2 string  `json:"gpt2"`
	}) {
		b, err := k.Decode(nil, v.IDs)
		if err != nil || lossy(b) != v.GPT2 {
			t.Errorf("%v is %q, the library has %q (%v)", v.IDs, lossy(b), v.GPT2, err)
		}
	})
}

// lossy is Rust's String::from_utf8_lossy: a broken character is one U+FFFD for its longest beginning that some
// character has.
func lossy(b []byte) string {
	var s strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			n = 1
			for n < min(len(b), 4) && begins(b[:n+1]) {
				n++
			}
		}
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}

// begins reports whether some character begins with b and has more bytes.
func begins(b []byte) bool {
	for fill := range 3 {
		for _, last := range []byte{0x80, 0x90, 0xA0, 0xBF} {
			c := append(slices.Clone(b), bytes.Repeat([]byte{last}, fill+1)...)
			if utf8.Valid(c) && utf8.RuneCount(c) == 1 {
				return true
			}
		}
	}
	return false
}

// Training gives the file that the library's trainer gives: the same merges in the same order.
func TestTrainsAsTheLibrary(t *testing.T) {
	var sample []string
	if err := json.Unmarshal(read(t, "sample.json"), &sample); err != nil {
		t.Fatal(err)
	}
	var r tokenizer.Trainer
	for _, text := range sample {
		r.Add(text)
	}
	k, err := r.Train(700)
	if err != nil {
		t.Fatal(err)
	}
	type model struct {
		Model struct {
			Vocab  map[string]int
			Merges [][2]string
		}
	}
	var got, want model
	if err := errors.Join(json.Unmarshal(k.File(), &got), json.Unmarshal(read(t, "gpt2.tokenizer.json"), &want)); err != nil {
		t.Fatal(err)
	}
	if len(want.Model.Merges) < 400 || !slices.Equal(got.Model.Merges, want.Model.Merges) || fmt.Sprint(got.Model.Vocab) != fmt.Sprint(want.Model.Vocab) {
		t.Fatalf("%d merges, the library has %d, or they differ", len(got.Model.Merges), len(want.Model.Merges))
	}
	if id, ok := k.EndOfText(); !ok || id != 0 || k.Size() != len(want.Model.Vocab) {
		t.Errorf("end of text %d %v, size %d", id, ok, k.Size())
	}
	if _, err := r.Train(256); err == nil {
		t.Error("256 tokens were enough for the bytes and the end of text")
	}
}

func TestBytes(t *testing.T) {
	k := tokenizer.Bytes()
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	ids := k.Encode(nil, string(all))
	again, err := tokenizer.Parse(k.File())
	if err != nil || k.Size() != 256 || again.Size() != 256 || !slices.Equal(ids, again.Encode(nil, string(all))) {
		t.Fatalf("%v, size %d", err, k.Size())
	}
	for i, id := range ids {
		if int(id) != i {
			t.Fatalf("byte %d is token %d", i, id)
		}
	}
	if b, err := k.Decode(nil, ids); err != nil || !bytes.Equal(b, all) {
		t.Fatalf("%q, %v", b, err)
	}
	if _, ok := k.EndOfText(); ok {
		t.Error("bytes have no end of text")
	}
	if _, err := k.Decode(nil, []int32{256}); !errors.Is(err, tokenizer.ErrToken) {
		t.Errorf("token 256: %v", err)
	}
}

// Text from outside cannot smuggle in a token that ends its document.
func TestOrdinaryTextHoldsNoAddedTokens(t *testing.T) {
	k := load(t, "gpt2")
	end, _ := k.EndOfText()
	const text = "a<|endoftext|>b"
	ids := k.EncodeOrdinary(nil, text)
	if slices.Contains(ids, end) || !slices.Contains(k.Encode(nil, text), end) {
		t.Errorf("ordinary %v, with added tokens %v", ids, k.Encode(nil, text))
	}
}

func TestBadFiles(t *testing.T) {
	good := string(read(t, "llama3.tokenizer.json"))
	for name, c := range map[string]struct{ old, new, want string }{
		"not JSON":         {`{"version"`, `{version`, "invalid character"},
		"normalizer":       {`"normalizer":null`, `"normalizer":{"type":"NFC"}`, "normalizer"},
		"truncation":       {`"truncation":null`, `"truncation":{}`, "truncation"},
		"no byte level":    {`"decoder":{"type":"ByteLevel"`, `"decoder":{"type":"WordPiece"`, "decoder"},
		"other model":      {`"type":"BPE"`, `"type":"Unigram"`, "model.type"},
		"dropout":          {`"dropout":null`, `"dropout":0.1`, "dropout"},
		"unknown pattern":  {`\\s+(?!\\S)`, `\\s+`, "pre_tokenizer"},
		"two of one id":    {`"!":1,`, `"!":2,`, "id 2"},
		"huge id":          {`"!":1,`, `"!":99999999,`, "99999999"},
		"a byte is absent": {`"!":1,`, ``, "0x21"},
		"a merge is not":   {`"merges":[[`, `"merges":[["!","Z"],[`, "merges[0]"},
		"a broken merge":   {`"merges":[[`, `"merges":["a",[`, "no pair"},
		"added twice":      {`{"id":700,"content":"<|begin|>"`, `{"id":5,"content":"<|begin|>"`, "added_tokens"},
		"lstrip":           {`"lstrip":false`, `"lstrip":true`, "lstrip"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("%s: the file has no %s", name, c.old)
		}
		_, err := tokenizer.Parse([]byte(strings.Replace(good, c.old, c.new, 1)))
		if !errors.Is(err, tokenizer.ErrFile) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := tokenizer.Parse(make([]byte, campaign.TokenizerFileMax+1)); !errors.Is(err, tokenizer.ErrFile) {
		t.Errorf("a huge file: %v", err)
	}
}

// A word of a million bytes takes no more than n log n.
func TestLongWordsAreNotQuadratic(t *testing.T) {
	k := load(t, "gpt2")
	for _, text := range []string{strings.Repeat("the", 1<<19), strings.Repeat("<|endoftext", 1<<17), strings.Repeat(" ", 1<<20)} {
		if b, err := k.Decode(nil, k.Encode(nil, text)); err != nil || string(b) != text {
			t.Fatalf("%.20q…: %v", text, err)
		}
	}
	var r tokenizer.Trainer
	r.Add(strings.Repeat("a", 1<<21))
	if _, err := r.Train(280); err != nil {
		t.Fatal(err)
	}
}

// Whatever bytes are encoded come back.
func FuzzRoundTrip(f *testing.F) {
	var all []*tokenizer.Tokenizer
	for _, kind := range []string{"gpt2", "qwen2", "digits"} {
		all = append(all, load(f, kind))
	}
	f.Add("Hello 'S\r\n\n  ½x\xff\xc3")
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range all {
			if b, err := k.Decode(nil, k.EncodeOrdinary(nil, text)); err != nil || string(b) != text {
				t.Fatalf("%q comes back as %q, %v", text, b, err)
			}
		}
	})
}

// Whatever a file holds, it is refused or encodes and decodes.
func FuzzParse(f *testing.F) {
	for _, kind := range kinds {
		f.Add(read(f, kind+".tokenizer.json"))
	}
	f.Add(tokenizer.Bytes().File())
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := tokenizer.Parse(b)
		if err != nil {
			return
		}
		if _, err := k.Decode(nil, k.Encode(nil, "a b<|end|>x 12\n\xff")); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	k := load(b, "gpt2")
	text := strings.Repeat("The least parts of almost all natural bodies are in some measure transparent; 1704.\n", 1000)
	b.SetBytes(int64(len(text)))
	var ids []int32
	for b.Loop() {
		ids = k.EncodeOrdinary(ids[:0], text)
	}
}
