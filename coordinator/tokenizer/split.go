package tokenizer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stage cuts a text into pieces, in order and without gaps, before bytes are merged: no token crosses a cut. Files
// say where with a regular expression; the ones in use are known here by their text and written out by hand, because
// they need look-ahead, which Go's regexp lacks, and because a scanner is several times faster than backtracking.
type stage func(text string, emit func(piece string))

// Patterns that files in the wild use, as they spell them.
const (
	patternGPT2   = `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
	patternLlama3 = `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
	patternQwen2  = `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
)

// patterns are the stages of known regular expressions. Each matches everywhere, so pieces are its matches.
var patterns = map[string]stage{
	patternGPT2:   cutting(nextGPT2),
	patternLlama3: cutting(func(s string) int { return nextLlama3(s, 3) }),
	patternQwen2:  cutting(func(s string) int { return nextLlama3(s, 1) }),
}

// cutting makes a stage of a function that returns the length of the first piece of a text that is not empty.
func cutting(next func(string) int) stage {
	return func(text string, emit func(string)) {
		for text != "" {
			n := next(text)
			emit(text[:n])
			text = text[n:]
		}
	}
}

// class is what the patterns distinguish.
type class int

const (
	other class = iota
	letter
	number
	space
)

// first returns the class and the length of the first character. A byte that begins no UTF-8 character is "other".
func first(s string) (class, int) {
	if s[0] < utf8.RuneSelf {
		return asciiClasses[s[0]], 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		return other, 1
	case unicode.Is(letters, r):
		return letter, n
	case unicode.Is(numbers, r):
		return number, n
	case unicode.Is(spaces, r):
		return space, n
	}
	return other, n
}

var asciiClasses = func() (classes [utf8.RuneSelf]class) {
	for b := range classes {
		r := rune(b)
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			classes[b] = letter
		case r >= '0' && r <= '9':
			classes[b] = number
		case r == ' ' || r >= '\t' && r <= '\r':
			classes[b] = space
		}
	}
	return classes
}()

// run returns the length of the run of a class at the start of s, of at most limit characters.
func run(s string, of class, limit int) int {
	n := 0
	for i := 0; i < limit && n < len(s); i++ {
		c, size := first(s[n:])
		if c != of {
			break
		}
		n += size
	}
	return n
}

func nextGPT2(s string) int {
	if n := contraction(s, false); n > 0 {
		return n
	}
	start := 0
	if s[0] == ' ' && len(s) > 1 {
		start = 1
	}
	if c, _ := first(s[start:]); c != space {
		return start + run(s[start:], c, len(s))
	}
	return blank(s)
}

func nextLlama3(s string, digits int) int {
	if n := contraction(s, true); n > 0 {
		return n
	}
	c, size := first(s)
	switch c {
	case letter:
		return run(s, letter, len(s))
	case number:
		return run(s, number, digits)
	}
	if s[0] != '\r' && s[0] != '\n' {
		if n := run(s[size:], letter, len(s)); n > 0 {
			return size + n
		}
	}
	start := 0
	if s[0] == ' ' {
		start = 1
	}
	if n := run(s[start:], other, len(s)); n > 0 {
		n += start
		for n < len(s) && (s[n] == '\r' || s[n] == '\n') {
			n++
		}
		return n
	}
	if n := strings.LastIndexAny(s[:run(s, space, len(s))], "\r\n"); n >= 0 {
		return n + 1
	}
	return blank(s)
}

// blank returns the length of \s+(?!\S)|\s+ at the start of s, which is white: all of it but the last character, which
// belongs to the word that follows, unless nothing follows or there is only that one.
func blank(s string) int {
	n := run(s, space, len(s))
	if n == len(s) {
		return n
	}
	if _, last := utf8.DecodeLastRuneInString(s[:n]); last < n {
		return n - last
	}
	return n
}

// contraction returns the length of 's, 't, 're, 've, 'm, 'll or 'd at the start of s, or 0. Without regard to case, a
// long s is an s too.
func contraction(s string, folds bool) int {
	if len(s) < 2 || s[0] != '\'' {
		return 0
	}
	if folds && strings.HasPrefix(s[1:], "ſ") {
		return 1 + len("ſ")
	}
	at := func(i int) byte {
		if i >= len(s) {
			return 0
		}
		if folds && s[i] >= 'A' && s[i] <= 'Z' {
			return s[i] - 'A' + 'a'
		}
		return s[i]
	}
	switch a, b := at(1), at(2); {
	case a == 's', a == 't', a == 'm', a == 'd':
		return 2
	case (a == 'r' || a == 'v') && b == 'e', a == 'l' && b == 'l':
		return 3
	}
	return 0
}

// digitStage isolates numbers: each character if individual, else each run.
func digitStage(individual bool) stage {
	limit := int(^uint(0) >> 1)
	if individual {
		limit = 1
	}
	return func(text string, emit func(string)) {
		from := 0
		for i := 0; i < len(text); {
			if n := run(text[i:], number, limit); n > 0 {
				if from < i {
					emit(text[from:i])
				}
				emit(text[i : i+n])
				i += n
				from = i
				continue
			}
			_, n := first(text[i:])
			i += n
		}
		if from < len(text) {
			emit(text[from:])
		}
	}
}
