package tokenizer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"quire/coordinator/campaign"
)

// addedMax bounds the added tokens: every text is searched for each.
const addedMax = 4096

// file is what counts of tokenizer.json.
type file struct {
	Truncation   json.RawMessage `json:"truncation"`
	Padding      json.RawMessage `json:"padding"`
	Added        []fileAdded     `json:"added_tokens"`
	Normalizer   json.RawMessage `json:"normalizer"`
	PreTokenizer *filePart       `json:"pre_tokenizer"`
	Decoder      *filePart       `json:"decoder"`
	Model        fileModel       `json:"model"`
}

type fileAdded struct {
	ID         int    `json:"id"`
	Content    string `json:"content"`
	SingleWord bool   `json:"single_word"`
	LeftStrip  bool   `json:"lstrip"`
	RightStrip bool   `json:"rstrip"`
	Normalized bool   `json:"normalized"`
	Special    bool   `json:"special"`
}

type fileModel struct {
	Type         string            `json:"type"`
	Dropout      *float64          `json:"dropout"`
	Prefix       *string           `json:"continuing_subword_prefix"`
	Suffix       *string           `json:"end_of_word_suffix"`
	IgnoreMerges bool              `json:"ignore_merges"`
	Vocab        map[string]int    `json:"vocab"`
	Merges       []json.RawMessage `json:"merges"`
}

// filePart is a pre-tokenizer or a decoder.
type filePart struct {
	Type        string     `json:"type"`
	PrefixSpace bool       `json:"add_prefix_space"`
	UseRegex    *bool      `json:"use_regex"` // true if absent
	Individual  bool       `json:"individual_digits"`
	Behavior    string     `json:"behavior"`
	Invert      bool       `json:"invert"`
	Parts       []filePart `json:"pretokenizers"`
	Pattern     struct {
		Regex string `json:"Regex"`
	} `json:"pattern"`
}

// Parse reads tokenizer.json, which it keeps. Whatever would make another implementation encode differently from this
// one is refused; the error wraps ErrFile and names the field.
func Parse(b []byte) (*Tokenizer, error) {
	if len(b) > campaign.TokenizerFileMax {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrFile, campaign.TokenizerFileMax)
	}
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("%w: is not UTF-8", ErrFile)
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	t := &Tokenizer{file: b}
	for _, step := range []func(file) error{t.refuse, t.readVocab, t.readMerges, t.readAdded, t.readStages} {
		if err := step(f); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFile, err)
		}
	}
	return t, nil
}

func isSet(m json.RawMessage) bool { return len(m) > 0 && !bytes.Equal(m, []byte("null")) }

func (t *Tokenizer) refuse(f file) error {
	m := f.Model
	switch {
	case m.Type != "BPE":
		return fmt.Errorf("model.type is %.40q, want \"BPE\" (byte-level)", m.Type)
	case isSet(f.Normalizer):
		return fmt.Errorf("normalizer is set: text would not be encoded as it is; only null is supported")
	case isSet(f.Truncation), isSet(f.Padding):
		return fmt.Errorf("truncation or padding is set: make them null")
	case m.Dropout != nil && *m.Dropout != 0:
		return fmt.Errorf("model.dropout is %v: encoding would be random", *m.Dropout)
	case m.Prefix != nil && *m.Prefix != "", m.Suffix != nil && *m.Suffix != "":
		return fmt.Errorf("model.continuing_subword_prefix or end_of_word_suffix is set: byte-level BPE has none")
	case f.Decoder == nil || f.Decoder.Type != "ByteLevel":
		return fmt.Errorf("decoder is not ByteLevel: the vocabulary is not one of bytes")
	}
	return nil
}

func (t *Tokenizer) readVocab(f file) error {
	size := 0
	for name, id := range f.Model.Vocab {
		if id < 0 || id >= campaign.VocabMax {
			return fmt.Errorf("model.vocab: %.40q has id %d, want 0 to %d", name, id, campaign.VocabMax-1)
		}
		size = max(size, id+1)
	}
	t.tokens, t.known = make([]string, size), make([]bool, size)
	for name, id := range f.Model.Vocab {
		if t.known[id] {
			return fmt.Errorf("model.vocab: two tokens have id %d", id)
		}
		t.tokens[id], t.known[id] = unspell(name), true
	}
	for b, letter := range byteLetters {
		id, ok := f.Model.Vocab[string(letter)]
		if !ok {
			return fmt.Errorf("model.vocab has no token for byte 0x%02X, spelled %q: train it with the whole byte-level alphabet", b, letter)
		}
		t.bytes[b] = int32(id)
	}
	if f.Model.IgnoreMerges {
		t.words = make(map[string]int32, size)
		for name, id := range f.Model.Vocab {
			if spell(unspell(name)) == name {
				t.words[unspell(name)] = int32(id)
			}
		}
	}
	return nil
}

func (t *Tokenizer) readMerges(f file) error {
	if len(f.Model.Merges) > campaign.VocabMax {
		return fmt.Errorf("model.merges has %d entries, at most %d", len(f.Model.Merges), campaign.VocabMax)
	}
	vocab := f.Model.Vocab
	t.merges = make(map[pair]merge, len(f.Model.Merges))
	for rank, raw := range f.Model.Merges {
		left, right, err := parseMerge(raw)
		if err != nil {
			return fmt.Errorf("model.merges[%d]: %w", rank, err)
		}
		a, okA := vocab[left]
		b, okB := vocab[right]
		id, okBoth := vocab[left+right]
		if !okA || !okB || !okBoth {
			return fmt.Errorf("model.merges[%d]: %.40q, %.40q or both together are no token of the vocabulary", rank, left, right)
		}
		t.merges[pair{int32(a), int32(b)}] = merge{int32(rank), int32(id)}
	}
	return nil
}

// parseMerge reads "left right" or ["left","right"].
func parseMerge(raw json.RawMessage) (left, right string, err error) {
	var two []string
	if json.Unmarshal(raw, &two) != nil {
		var one string
		if err := json.Unmarshal(raw, &one); err != nil {
			return "", "", err
		}
		two = strings.Split(one, " ")
	}
	if len(two) != 2 {
		return "", "", fmt.Errorf("%.80s is no pair", raw)
	}
	return two[0], two[1], nil
}

func (t *Tokenizer) readAdded(f file) error {
	if len(f.Added) > addedMax {
		return fmt.Errorf("added_tokens has %d entries, at most %d", len(f.Added), addedMax)
	}
	for i, a := range f.Added {
		if a.ID < 0 || a.ID >= campaign.VocabMax || a.Content == "" {
			return fmt.Errorf("added_tokens[%d] is %.40q with id %d", i, a.Content, a.ID)
		}
		if a.SingleWord || a.LeftStrip || a.RightStrip {
			return fmt.Errorf("added_tokens[%d] %.40q sets single_word, lstrip or rstrip, which are not supported", i, a.Content)
		}
		for len(t.tokens) <= a.ID {
			t.tokens, t.known = append(t.tokens, ""), append(t.known, false)
		}
		if id, inVocab := f.Model.Vocab[a.Content]; inVocab != t.known[a.ID] || inVocab && id != a.ID {
			return fmt.Errorf("added_tokens[%d] %.40q takes id %d, which is another token's, or has another id in the vocabulary", i, a.Content, a.ID)
		}
		t.tokens[a.ID], t.known[a.ID] = unspell(a.Content), true
		pass := 0
		if a.Normalized {
			pass = 1
		}
		t.added[pass].add(addedToken{a.Content, int32(a.ID)})
	}
	for _, name := range endsOfText {
		for _, a := range f.Added {
			if a.Content == name && !t.hasEndOfText {
				t.endOfText, t.hasEndOfText = int32(a.ID), true
			}
		}
	}
	return nil
}

func (t *Tokenizer) readStages(f file) error {
	if f.PreTokenizer == nil {
		return fmt.Errorf("pre_tokenizer is missing: the vocabulary is not one of bytes")
	}
	parts := []filePart{*f.PreTokenizer}
	if f.PreTokenizer.Type == "Sequence" {
		parts = f.PreTokenizer.Parts
	}
	isByteLevel := false
	for i, p := range parts {
		switch {
		case isByteLevel:
			return fmt.Errorf("pre_tokenizer: %.40q follows ByteLevel, which must be the last", p.Type)
		case p.Type == "ByteLevel":
			isByteLevel = true
			if p.PrefixSpace && i > 0 {
				return fmt.Errorf("pre_tokenizer: add_prefix_space after other parts is not supported")
			}
			t.prefixSpace = p.PrefixSpace
			if p.UseRegex == nil || *p.UseRegex {
				t.stages = append(t.stages, patterns[patternGPT2])
			}
		case p.Type == "Digits":
			t.stages = append(t.stages, digitStage(p.Individual))
		case p.Type == "Split" && p.Behavior == "Isolated" && !p.Invert && patterns[p.Pattern.Regex] != nil:
			t.stages = append(t.stages, patterns[p.Pattern.Regex])
		case p.Type == "Split":
			return fmt.Errorf("pre_tokenizer: Split with pattern %.120q and behavior %.20q is not supported", p.Pattern.Regex, p.Behavior)
		default:
			return fmt.Errorf("pre_tokenizer: %.40q is not supported", p.Type)
		}
	}
	if !isByteLevel {
		return fmt.Errorf("pre_tokenizer has no ByteLevel: the vocabulary is not one of bytes")
	}
	return nil
}
