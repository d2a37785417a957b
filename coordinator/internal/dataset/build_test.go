package dataset

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"quire/coordinator/campaign"
	"quire/coordinator/corpus"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

func write(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func must(t testing.TB, c Config) Result {
	t.Helper()
	if c.Dir == "" {
		c.Dir = filepath.Join(t.TempDir(), "set")
	}
	if c.Tokenizer == nil {
		c.Tokenizer = tokenizer.Bytes()
	}
	r, err := Build(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// stream returns the tokens of a part.
func stream(t *testing.T, s Set, p corpus.Part) []int32 {
	t.Helper()
	var ids []int32
	for _, o := range p.Shards {
		b, err := os.ReadFile(s.Path(o))
		if err != nil {
			t.Fatal(err)
		}
		for ; len(b) > 0; b = b[s.Manifest.TokenBytes:] {
			ids = append(ids, int32(s.token(b)))
		}
	}
	return ids
}

func text(t *testing.T, r Result, p corpus.Part) string {
	t.Helper()
	k, err := r.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	b, err := k.Decode(nil, stream(t, r.Set, p))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var documents = []string{"one\n", "two", "", "one\n", "größer 🙂", "  \n", "two"}

type row struct {
	ID   int64   `parquet:"id"`
	Body *string `parquet:"body,optional"`
}

func jsonLines(t testing.TB, documents []string) []byte {
	var b bytes.Buffer
	for i, d := range documents {
		if err := json.NewEncoder(&b).Encode(map[string]any{"id": i, "body": d, "nested": map[string]any{"body": 1}}); err != nil {
			t.Fatal(err)
		}
	}
	b.WriteString("\n{\"body\":null}") // a blank line, a document that is not there, no newline at the end
	return b.Bytes()
}

func parquetFile(t testing.TB, documents []string, rowGroup int) []byte {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.PageBufferSize(256), parquet.Compression(&parquet.Zstd))
	for i, d := range documents {
		if _, err := w.Write([]row{{int64(i), &d}}); err != nil {
			t.Fatal(err)
		}
		if i%rowGroup == rowGroup-1 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.Write([]row{{ID: -1}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same documents make the same data set, whatever holds them.
func TestRecordsBecomeShards(t *testing.T) {
	for name, path := range map[string]string{
		"jsonl":   write(t, "a.jsonl", jsonLines(t, documents)),
		"parquet": write(t, "a.parquet", parquetFile(t, documents, 2)),
	} {
		r := must(t, Config{Paths: []string{path}, Field: "body"})
		if got := text(t, r, r.Manifest.Train); got != "one\ntwo\ngrößer 🙂\n" {
			t.Errorf("%s: %q", name, got)
		}
		m := r.Manifest
		if m.Duplicates != 2 || m.Empty != 3 || m.Train.Documents != 3 || m.Train.Bytes != m.Train.Tokens {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

// A folder's text files follow each other in the order of their paths, and what is not text is left out.
func TestFolderOfTexts(t *testing.T) {
	dir := t.TempDir()
	for name, b := range map[string]string{"b.txt": "b", "a/z.md": "az\n", ".hidden": "no", "image.png": "\x89PNG\x00", "latin1": "a\xe9", "empty": " \n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := must(t, Config{Paths: []string{dir}})
	if got := text(t, r, r.Manifest.Train); got != "az\nb\n" || r.Skipped != 3 {
		t.Errorf("%q, %d skipped", got, r.Skipped)
	}
}

// A long text is cut into documents, and together they are the text again.
func TestLongTextStaysWhole(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "Line %d of a long text.\n", i)
		if i%7 == 0 {
			b.WriteByte('\n')
		}
	}
	for i := range 30_000 {
		fmt.Fprintf(&b, "ü%d ", i) // no line for longer than a piece
	}
	r := must(t, Config{Paths: []string{write(t, "a.txt", []byte(b.String()))}})
	if got := text(t, r, r.Manifest.Train); got != b.String()+"\n" || r.Manifest.Train.Documents < 8 {
		t.Errorf("%d bytes of %d in %d documents", len(got), b.Len(), r.Manifest.Train.Documents)
	}
	held := must(t, Config{Paths: []string{write(t, "a.txt", []byte(b.String()))}, HeldOutPerMillion: 300_000})
	m := held.Manifest
	if m.HeldOut.Tokens == 0 || m.HeldOut.Tokens+m.Train.Tokens != r.Manifest.Train.Tokens || len(m.Data().HeldOut.Shards) == 0 {
		t.Errorf("held out %+v", m.HeldOut)
	}
	out := text(t, held, m.HeldOut)
	for _, line := range []string{out[:20], out[len(out)/2:][:20]} {
		if strings.Contains(text(t, held, m.Train), line) {
			t.Errorf("%q is held out and trained on", line)
		}
	}
}

// With a tokenizer of its own a document ends with the end of text, and text cannot fake one.
func TestTokenizedData(t *testing.T) {
	lines := write(t, "a.jsonl", jsonLines(t, []string{"the light", "the <|endoftext|> light\n"}))
	k, err := Learn(t.Context(), []string{lines}, "body", 300, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	r := must(t, Config{Paths: []string{lines}, Field: "body", Tokenizer: k})
	ids := stream(t, r.Set, r.Manifest.Train)
	end, _ := k.EndOfText()
	if n := len(slices.DeleteFunc(slices.Clone(ids), func(id int32) bool { return id != end })); n != 2 || ids[len(ids)-1] != end {
		t.Errorf("%d ends of text in %v", n, ids)
	}
	if got := text(t, r, r.Manifest.Train); got != "the light<|endoftext|>the <|endoftext|> light\n<|endoftext|>" {
		t.Errorf("%q", got)
	}
	d := r.Manifest.Data()
	if d.Tokenizer != campaign.TokenizerBPE || d.TokenizerFile.Digest != canon.Sum(k.File()) || r.Manifest.Vocab != k.Size() {
		t.Errorf("data %+v", d)
	}
}

// Ids that two bytes cannot hold take four.
func TestWideTokens(t *testing.T) {
	var f map[string]any
	if err := json.Unmarshal(tokenizer.Bytes().File(), &f); err != nil {
		t.Fatal(err)
	}
	f["added_tokens"] = []any{map[string]any{"id": 70_000, "content": "<|endoftext|>", "special": true}}
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	k, err := tokenizer.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	r := must(t, Config{Paths: []string{write(t, "a", []byte("ab"))}, Tokenizer: k})
	if ids := stream(t, r.Set, r.Manifest.Train); r.Manifest.TokenBytes != 4 || !slices.Equal(ids, []int32{'a', 'b', 70_000}) {
		t.Errorf("%v of %d bytes", ids, r.Manifest.TokenBytes)
	}
}

// Whatever moment a build is stopped at, the same command goes on, and the data set is the same.
func TestBuildGoesOn(t *testing.T) {
	var many []string
	for i := range 30_000 {
		many = append(many, fmt.Sprintf("document %d %s", i%25_000, strings.Repeat("x", i%2000)))
	}
	paths := []string{write(t, "a.jsonl", jsonLines(t, many)), write(t, "b.parquet", parquetFile(t, many[:9000], 1000)), write(t, "c.txt", []byte(strings.Repeat("a line of text\n", 400_000)))}
	c := Config{Paths: paths, Field: "body", HeldOutPerMillion: 100_000, Tokenizer: tokenizer.Bytes()}
	want := must(t, c).Manifest
	if want.Duplicates < 5000 || len(want.Train.Shards) < 4 {
		t.Fatalf("too easy: %+v", want)
	}
	c.Dir, c.SaveBytes = t.TempDir(), 1
	resumed := 0
	for stop := 1; ; stop++ {
		ctx, cancel := context.WithCancel(t.Context())
		calls := 0
		c.Progress = func(Progress) {
			if calls++; calls > stop%3 {
				cancel()
			}
		}
		r, err := Build(ctx, c)
		cancel()
		if err == nil {
			if got := r.Manifest; canon.DigestOf(got) != canon.DigestOf(want) {
				t.Errorf("after %d stops %+v\nundisturbed %+v", stop-1, got, want)
			}
			if err := r.Check(t.Context()); err != nil {
				t.Error(err)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if _, err := Load(c.Dir); !errors.Is(err, ErrDataset) {
			t.Fatalf("an interrupted build looks like a data set: %v", err)
		}
		resumed++
	}
	if _, err := os.Stat(filepath.Join(c.Dir, buildingName)); resumed < 5 || !os.IsNotExist(err) {
		t.Errorf("%d stops; building: %v", resumed, err)
	}
	if r := must(t, c); !r.Stood {
		t.Error("a complete data set was built again")
	}
	c.HeldOutPerMillion = 0
	if _, err := Build(t.Context(), c); err == nil || !strings.Contains(err.Error(), "other inputs or options") {
		t.Errorf("another data set in its folder: %v", err)
	}
}

func TestBadInputs(t *testing.T) {
	good := parquetFile(t, documents, 2)
	for name, c := range map[string]struct {
		file, field string
		b           []byte
		want        string
	}{
		"no JSON":           {"a.jsonl", "body", []byte("{\"body\":\"x\"}\n{body}\n"), "line at byte 13"},
		"no field":          {"a.jsonl", "text", []byte("{\"body\":\"x\"}\n"), "--field"},
		"no string":         {"a.jsonl", "body", []byte("{\"body\":7}\n"), "no string"},
		"long line":         {"a.jsonl", "body", bytes.Repeat([]byte("x"), lineBytesMax+2), "longer than"},
		"no Parquet":        {"a.parquet", "body", []byte("PAR1 but no more PAR1"), "Parquet"},
		"cut Parquet":       {"a.parquet", "body", good[:len(good)-9], "Parquet"},
		"headless Parquet":  {"a.parquet", "body", append([]byte("PAR1"), good[60:]...), "Parquet"},
		"huge footer":       {"a.parquet", "body", append(bytes.Clone(good[:len(good)-8]), "\xff\xff\xff\x0fPAR1"...), "footer"},
		"no column":         {"a.parquet", "text", good, "--field"},
		"column of numbers": {"a.parquet", "id", good, "not one string"},
		"binary text":       {"a.txt", "", []byte("a\x00b"), "byte 1 is zero"},
		"latin-1 text":      {"a.txt", "", []byte("a\xe9b"), "UTF-8"},
		"nothing":           {"a.txt", "", []byte(" \n"), "empty"},
	} {
		dir := filepath.Join(t.TempDir(), "set")
		_, err := Build(t.Context(), Config{Paths: []string{write(t, c.file, c.b)}, Dir: dir, Field: c.field, Tokenizer: tokenizer.Bytes()})
		if !errors.Is(err, corpus.ErrText) && name != "long line" || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Load(dir); !errors.Is(err, ErrDataset) {
			t.Errorf("%s left a data set: %v", name, err)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	r := must(t, Config{Paths: []string{write(t, "a", []byte("some text"))}})
	path := r.Path(r.Manifest.Train.Shards[0])
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"cut": b[:4], "changed": append([]byte{b[0] + 1}, b[1:]...)} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := r.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a Parquet file holds, it is refused or read.
func FuzzParquet(f *testing.F) {
	good := parquetFile(f, documents, 2)
	f.Add(good)
	for i := 4; i < len(good); i += 37 {
		bad := bytes.Clone(good)
		bad[i] ^= 0x55
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, b []byte) { readAll(t, "a.parquet", b) })
}

// Whatever a file of JSON lines holds, it is refused or read.
func FuzzLines(f *testing.F) {
	f.Add(jsonLines(f, documents))
	f.Fuzz(func(t *testing.T, b []byte) { readAll(t, "a.jsonl", b) })
}

// memory is a file in memory.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }
func (memory) Name() string { return "a file" }

func readAll(t *testing.T, name string, b []byte) {
	r, err := newReader(memory{bytes.NewReader(b)}, input{name, name, int64(len(b))}, "body", 0)
	if err != nil {
		return
	}
	for err == nil {
		_, _, err = r.next()
	}
	if err := r.Close(); err != nil {
		t.Log(err)
	}
}
