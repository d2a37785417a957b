package tokenizer

import (
	"bytes"
	"encoding/json"
	"strings"
)

// byteLetters are the letters that byte-level BPE writes for bytes: printable bytes of Latin-1 stand for themselves, the
// others take the letters from U+0100 on, in order (Radford et al., GPT-2).
var byteLetters = func() (letters [256]rune) {
	next := rune(0x100)
	for b := range rune(256) {
		if b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE {
			letters[b] = b
			continue
		}
		letters[b] = next
		next++
	}
	return letters
}()

var letterBytes = func() map[rune]byte {
	m := make(map[rune]byte, 256)
	for b, letter := range byteLetters {
		m[letter] = byte(b)
	}
	return m
}()

// spell writes bytes as a vocabulary does.
func spell(text string) string {
	var s strings.Builder
	for i := range len(text) {
		s.WriteRune(byteLetters[text[i]])
	}
	return s.String()
}

// unspell returns the bytes that a token's name stands for. A name with any other letter stands for itself.
func unspell(name string) string {
	b := make([]byte, 0, len(name))
	for _, r := range name {
		c, ok := letterBytes[r]
		if !ok {
			return name
		}
		b = append(b, c)
	}
	return string(b)
}

// Bytes returns the tokenizer whose token id b is the byte b of the text.
func Bytes() *Tokenizer {
	vocab := map[string]int{}
	for b, letter := range byteLetters {
		vocab[string(letter)] = b
	}
	t, err := Parse(compose(vocab, nil, nil))
	if err != nil {
		panic("tokenizer: bytes: " + err.Error()) // a constant
	}
	t.merges = nil
	return t
}

// compose writes tokenizer.json. Without merges no text is split.
func compose(vocab map[string]int, merges [][2]string, added []fileAdded) []byte {
	splits := len(merges) > 0
	byteLevel := map[string]any{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": splits}
	if merges == nil {
		merges = [][2]string{}
	}
	if added == nil {
		added = []fileAdded{}
	}
	plain, err := json.Marshal(map[string]any{
		"version": "1.0", "truncation": nil, "padding": nil, "added_tokens": added, "normalizer": nil,
		"pre_tokenizer": byteLevel, "post_processor": nil, "decoder": byteLevel,
		"model": map[string]any{
			"type": "BPE", "dropout": nil, "unk_token": nil, "continuing_subword_prefix": nil, "end_of_word_suffix": nil,
			"fuse_unk": false, "byte_fallback": false, "ignore_merges": false, "vocab": vocab, "merges": merges,
		},
	})
	if err != nil {
		panic("tokenizer: encode JSON: " + err.Error()) // plain maps cannot fail
	}
	var b bytes.Buffer
	if err := json.Indent(&b, plain, "", "  "); err != nil {
		panic("tokenizer: indent JSON: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}
