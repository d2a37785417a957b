// Package corpus decides what becomes of documents on their way from text to token shards: which are dropped, which are
// held out, what follows them, and where shards are cut. It is pure and streams: memory holds one unfinished shard of
// each part, and a few bytes for each document seen.
//
//	document -> seen before? -> dropped and counted
//	         -> hash below the held-out share? -> part "held out", else part "train"
//	         -> token ids, then the end of the document -> shards of campaign.ShardTokens ids
//
// The result depends on the documents and their order alone, not on how the work was cut or resumed.
package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/proto/canon"
)

var (
	// ErrText is wrapped by refusals of one text.
	ErrText = errors.New("not a text to train on")
	// ErrFull: the shards that a spec can name are full.
	ErrFull = errors.New("more text than one campaign can name")
)

// Document is a piece of UTF-8 text.
type Document struct {
	Text      []byte
	Continues bool // the next document goes on where this one ends, in the same file
}

// CheckText reports why b is no text, or nil. The error wraps ErrText and says at which byte.
func CheckText(b []byte) error {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return fmt.Errorf("%w: byte %d is zero, so it is binary", ErrText, i)
	}
	if utf8.Valid(b) {
		return nil
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size <= 1 {
			return fmt.Errorf("%w: byte %d begins no UTF-8 character; convert it to UTF-8", ErrText, i)
		}
		i += size
	}
}

// Hash is what tells documents apart: the first half of the SHA-256 of their text.
type Hash [16]byte

// HashOf returns the hash of a text.
func HashOf(text []byte) Hash {
	sum := sha256.Sum256(text)
	return Hash(sum[:16])
}

// million is the number of equal shares among which hashes are spread.
const million = 1_000_000

// isHeldOut reports whether a document is among the given share of all possible ones.
func (h Hash) isHeldOut(perMillion int) bool {
	return binary.BigEndian.Uint64(h[:])%million < uint64(perMillion)
}

// Part is one of the two streams of tokens, as far as it has come.
type Part struct {
	Documents int64          `json:"documents"`
	Bytes     int64          `json:"bytes"` // of text, with the newlines that end documents
	Tokens    int64          `json:"tokens"`
	Shards    []canon.Object `json:"shards"`
}

// Builder lays documents into shards. Fields are exported so that a build can be saved and resumed; only Builder's
// methods change them. It is not safe for concurrent use.
type Builder struct {
	HeldOutPerMillion int
	Width             int // bytes of a token id
	Train, HeldOut    Part
	TrainTail         []byte // ids that fill no shard yet
	HeldOutTail       []byte
	Duplicates        int64
	Empty             int64
	Counts            []int64 // of every id in Train

	tokenizer *tokenizer.Tokenizer
	seen      map[Hash]struct{}
}

// NewBuilder returns an empty builder.
func NewBuilder(t *tokenizer.Tokenizer, heldOutPerMillion int) *Builder {
	b := &Builder{HeldOutPerMillion: heldOutPerMillion, Width: 2, Counts: make([]int64, t.Size())}
	if t.Size() > math.MaxUint16+1 {
		b.Width = 4
	}
	b.Resume(t, nil)
	return b
}

// Resume gives a builder that was saved what was not saved with it: its tokenizer, and the hashes that Add reported.
func (b *Builder) Resume(t *tokenizer.Tokenizer, seen []Hash) {
	b.tokenizer, b.seen = t, make(map[Hash]struct{}, len(seen))
	for _, h := range seen {
		b.seen[h] = struct{}{}
	}
}

// Encoded is a document on its way: what can be computed of it apart from all others.
type Encoded struct {
	hash  Hash
	bytes int64
	ids   []int32
}

// Encode prepares a document for Add. It may run concurrently with other calls of Encode, not with Resume.
func (b *Builder) Encode(d Document) Encoded {
	if len(bytes.TrimSpace(d.Text)) == 0 {
		return Encoded{}
	}
	e := Encoded{hash: HashOf(d.Text), bytes: int64(len(d.Text))}
	end, hasEnd := b.tokenizer.EndOfText()
	text := string(d.Text)
	if !d.Continues && !hasEnd && text[len(text)-1] != '\n' {
		text += "\n" // so that the last line of a document and the first of the next do not run together
		e.bytes++
	}
	e.ids = b.tokenizer.EncodeOrdinary(nil, text)
	if !d.Continues && hasEnd {
		e.ids = append(e.ids, end)
	}
	return e
}

// Add lays an encoded document into its part and calls emit with each shard that it completes; emit must not keep the
// bytes. It reports the hash of a document that is new, for Resume. Errors are ErrFull and those of emit, after either of
// which the builder is spent.
func (b *Builder) Add(e Encoded, emit func(canon.Object, []byte) error) (h Hash, isNew bool, err error) {
	if e.bytes == 0 {
		b.Empty++
		return Hash{}, false, nil
	}
	if _, ok := b.seen[e.hash]; ok {
		b.Duplicates++
		return Hash{}, false, nil
	}
	b.seen[e.hash] = struct{}{}
	part, tail, most := &b.Train, &b.TrainTail, campaign.ShardsMax
	if e.hash.isHeldOut(b.HeldOutPerMillion) {
		part, tail, most = &b.HeldOut, &b.HeldOutTail, campaign.HeldOutShardsMax
	} else {
		for _, id := range e.ids {
			b.Counts[id]++
		}
	}
	part.Documents++
	part.Bytes += e.bytes
	part.Tokens += int64(len(e.ids))
	full := b.Width * campaign.ShardTokens
	for _, id := range e.ids {
		if b.Width == 2 {
			*tail = binary.LittleEndian.AppendUint16(*tail, uint16(id))
		} else {
			*tail = binary.LittleEndian.AppendUint32(*tail, uint32(id))
		}
		if len(*tail) == full {
			if err := part.close(tail, most, emit); err != nil {
				return e.hash, true, err
			}
		}
	}
	return e.hash, true, nil
}

// close makes the tail a shard.
func (p *Part) close(tail *[]byte, most int, emit func(canon.Object, []byte) error) error {
	if len(p.Shards) == most {
		return fmt.Errorf("%w: more than %d shards of %d tokens", ErrFull, most, campaign.ShardTokens)
	}
	o := canon.Object{Digest: canon.Sum(*tail), Size: int64(len(*tail))}
	if err := emit(o, *tail); err != nil {
		return err
	}
	p.Shards = append(p.Shards, o)
	*tail = (*tail)[:0]
	return nil
}

// Finish emits what is left, as the last and shorter shards, and returns the manifest. The error wraps ErrText if there
// is nothing to train on.
func (b *Builder) Finish(emit func(canon.Object, []byte) error) (Manifest, error) {
	for _, p := range []struct {
		part *Part
		tail *[]byte
		most int
	}{{&b.Train, &b.TrainTail, campaign.ShardsMax}, {&b.HeldOut, &b.HeldOutTail, campaign.HeldOutShardsMax}} {
		if len(*p.tail) > 0 {
			if err := p.part.close(p.tail, p.most, emit); err != nil {
				return Manifest{}, err
			}
		}
	}
	if b.Train.Tokens == 0 {
		return Manifest{}, fmt.Errorf("%w: it is empty", ErrText)
	}
	m := Manifest{
		Version: ManifestVersion, Tokenizer: campaign.TokenizerBytes, Vocab: b.tokenizer.Size(), TokenBytes: b.Width,
		HeldOutPerMillion: b.HeldOutPerMillion, Train: b.Train, HeldOut: b.HeldOut, Duplicates: b.Duplicates, Empty: b.Empty,
		EntropyMicronats: int64(math.Round(entropy(b.Counts) * million)),
	}
	if !b.tokenizer.IsBytes() {
		file := b.tokenizer.File()
		m.Tokenizer, m.TokenizerFile = campaign.TokenizerBPE, canon.Object{Digest: canon.Sum(file), Size: int64(len(file))}
	}
	return m, nil
}

// entropy returns the unigram entropy in nats per token: the loss of the best model that ignores context. It is for
// people, not for records.
func entropy(counts []int64) float64 {
	var h, n float64
	for _, k := range counts {
		n += float64(k)
	}
	for _, k := range counts {
		if k > 0 {
			p := float64(k) / n
			h -= p * math.Log(p)
		}
	}
	return h
}
