package model

// The tokenizer "bytes": token id b is the byte b of the UTF-8 text. Hugging Face's byte-level BPE can say that,
// with a vocabulary of 256 letters and no merges; it writes each byte as a printable letter of its own.

// byteLetters returns the letter that byte-level BPE writes for each byte: printable bytes of Latin-1 stand for
// themselves, the others take the letters from U+0100 on, in order (Radford et al., GPT-2, encoder.py).
func byteLetters() [256]rune {
	var letters [256]rune
	next := rune(0x100)
	for b := range rune(256) {
		printable := b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE
		if printable {
			letters[b] = b
			continue
		}
		letters[b] = next
		next++
	}
	return letters
}

// ByteTokenizerFiles returns the files of the directory that describe the byte tokenizer, by name.
func ByteTokenizerFiles() map[string][]byte {
	vocab := map[string]int{}
	for b, letter := range byteLetters() {
		vocab[string(letter)] = b
	}
	byteLevel := map[string]any{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}
	tokenizer := map[string]any{
		"version": "1.0", "truncation": nil, "padding": nil, "added_tokens": []any{}, "normalizer": nil,
		"pre_tokenizer": byteLevel, "post_processor": nil, "decoder": byteLevel,
		"model": map[string]any{
			"type": "BPE", "dropout": nil, "unk_token": nil, "continuing_subword_prefix": nil, "end_of_word_suffix": nil,
			"fuse_unk": false, "byte_fallback": false, "ignore_merges": false, "vocab": vocab, "merges": []any{},
		},
	}
	return map[string][]byte{
		"tokenizer.json": indented(tokenizer),
		"tokenizer_config.json": indented(map[string]any{
			"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": false, "add_prefix_space": false,
		}),
	}
}
