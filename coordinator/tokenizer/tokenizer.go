// Package tokenizer turns text into token ids and back: bytes, the trivial case, and byte-level BPE as Hugging Face's
// tokenizer.json describes it. Organisers encode data sets with it, trainers decode what a model says.
//
//	text -> added tokens cut out -> pre-tokens (split.go) -> bytes -> merges by rank (merge.go) -> ids
//
// It agrees id for id with the Rust library that defines the format, on hostile Unicode too: testdata/vectors.json was
// made by that library, the classes of characters are its own (classes.go), and a file that asks for anything this
// package does not do the same way is refused with the name of the field. It is not a general tokenizer: no
// normalisation, no WordPiece, no Unigram. It is pure.
package tokenizer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var (
	// ErrFile is wrapped by refusals of a tokenizer.json; the text names the field.
	ErrFile = errors.New("tokenizer.json")
	// ErrToken: an id that the vocabulary does not have.
	ErrToken = errors.New("tokenizer: no such token")
)

// EndOfText is the special token that Train puts first in a vocabulary.
const EndOfText = "<|endoftext|>"

// endsOfText are the names under which known tokenizers keep the token that ends a document, most specific first.
var endsOfText = []string{EndOfText, "<|end_of_text|>", "</s>"}

// Tokenizer is immutable and safe for concurrent use.
type Tokenizer struct {
	file         []byte
	tokens       []string // by id: the bytes that the token stands for; "" where the vocabulary has a hole
	known        []bool   // by id
	bytes        [256]int32
	merges       map[pair]merge
	words        map[string]int32 // only if whole words are looked up before merging
	stages       []stage
	prefixSpace  bool
	added        [2]addedTokens // matched in this order: raw ones, then normalized ones
	endOfText    int32
	hasEndOfText bool
}

// Size returns the least number that is larger than every id.
func (t *Tokenizer) Size() int { return len(t.tokens) }

// File returns the bytes of tokenizer.json, which the caller must not change.
func (t *Tokenizer) File() []byte { return t.file }

// IsBytes reports whether this is Bytes: nothing is ever merged.
func (t *Tokenizer) IsBytes() bool { return t.merges == nil }

// EndOfText returns the id of the token that ends a document, if there is one.
func (t *Tokenizer) EndOfText() (id int32, ok bool) { return t.endOfText, t.hasEndOfText }

// Encode appends the ids of text to ids. Added tokens in the text become their ids, as the file asks; no others are added
// before or after. Any bytes can be encoded, and Decode returns them, if the file adds no space before the text.
func (t *Tokenizer) Encode(ids []int32, text string) []int32 {
	return t.outside(ids, text, 0)
}

// outside encodes text around the added tokens of one pass, and leaves the rest to the next pass.
func (t *Tokenizer) outside(ids []int32, text string, pass int) []int32 {
	if text == "" {
		return ids
	}
	if pass == len(t.added) {
		return t.EncodeOrdinary(ids, text)
	}
	from := 0
	for i := 0; i < len(text); {
		found, ok := t.added[pass].at(text[i:])
		if !ok {
			i++
			continue
		}
		ids = append(t.outside(ids, text[from:i], pass+1), found.id)
		i += len(found.content)
		from = i
	}
	return t.outside(ids, text[from:], pass+1)
}

// addedToken is text that is one token wherever it occurs.
type addedToken struct {
	content string
	id      int32
}

// addedTokens are sorted into lists by their first byte, the longest first.
type addedTokens [256][]addedToken

// at returns the longest added token with which text, which is not empty, begins.
func (a *addedTokens) at(text string) (addedToken, bool) {
	for _, token := range a[text[0]] {
		if strings.HasPrefix(text, token.content) {
			return token, true
		}
	}
	return addedToken{}, false
}

func (a *addedTokens) add(token addedToken) {
	list := append(a[token.content[0]], token)
	slices.SortStableFunc(list, func(x, y addedToken) int { return len(y.content) - len(x.content) })
	a[token.content[0]] = list
}

// EncodeOrdinary is Encode for text that is only data: it finds no added tokens in it.
func (t *Tokenizer) EncodeOrdinary(ids []int32, text string) []int32 {
	if text == "" {
		return ids
	}
	if t.prefixSpace && !strings.HasPrefix(text, " ") {
		text = " " + text
	}
	if t.merges == nil {
		for i := range len(text) {
			ids = append(ids, t.bytes[text[i]])
		}
		return ids
	}
	var w word
	t.split(text, t.stages, func(piece string) {
		if id, ok := t.words[piece]; ok {
			ids = append(ids, id)
			return
		}
		ids = w.encode(ids, piece, t)
	})
	return ids
}

func (t *Tokenizer) split(text string, stages []stage, emit func(string)) {
	if len(stages) == 0 {
		emit(text)
		return
	}
	stages[0](text, func(piece string) { t.split(piece, stages[1:], emit) })
}

// Decode appends the bytes of the tokens to text. They are UTF-8 only if the tokens say so. The error wraps ErrToken.
func (t *Tokenizer) Decode(text []byte, ids []int32) ([]byte, error) {
	for i, id := range ids {
		if id < 0 || int(id) >= len(t.tokens) || !t.known[id] {
			return text, fmt.Errorf("%w: token %d is %d, the vocabulary has %d", ErrToken, i, id, len(t.tokens))
		}
		text = append(text, t.tokens[id]...)
	}
	return text, nil
}
