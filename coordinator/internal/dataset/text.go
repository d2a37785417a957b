package dataset

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"quire/coordinator/corpus"
)

// pieceBytes is the longest document that is made of a text file; longer files are cut, so that memory stays bounded and
// a part of one book can be held out.
const pieceBytes = 1 << 16

// pieces reads a text file as documents of at most pieceBytes, cut after a blank line, else after a line, else after a
// character.
type pieces struct {
	f  file
	r  *bufio.Reader
	at int64
}

func newPieces(f file, position int64) (*pieces, error) {
	if _, err := f.Seek(position, io.SeekStart); err != nil {
		return nil, err
	}
	return &pieces{f, bufio.NewReaderSize(f, pieceBytes+1), position}, nil
}

func (p *pieces) next() (corpus.Document, int64, error) {
	b, err := p.r.Peek(pieceBytes + 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return corpus.Document{}, 0, fmt.Errorf("read %s: %w", p.f.Name(), err)
	}
	if len(b) == 0 {
		return corpus.Document{}, 0, io.EOF
	}
	continues := len(b) > pieceBytes
	if continues {
		b = b[:cutLength(b[:pieceBytes])]
	}
	if err := corpus.CheckText(b); err != nil {
		return corpus.Document{}, 0, fmt.Errorf("%s, from byte %d on: %w", p.f.Name(), p.at, err)
	}
	d := corpus.Document{Text: bytes.Clone(b), Continues: continues}
	_, err = p.r.Discard(len(b))
	p.at += int64(len(b))
	return d, p.at, err
}

func (p *pieces) Close() error { return p.f.Close() }

// cutLength returns where to cut b.
func cutLength(b []byte) int {
	if i := bytes.LastIndex(b, []byte("\n\n")); i >= 0 {
		return i + 2
	}
	if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
		return i + 1
	}
	for n := len(b); n > len(b)-utf8.UTFMax; n-- {
		if r, size := utf8.DecodeLastRune(b[:n]); r != utf8.RuneError || size > 1 {
			return n
		}
	}
	return len(b) // no UTF-8 at all, as will be said
}

// looksLikeText looks at the beginning of a file; records are for their readers to judge.
func looksLikeText(path string) (bool, error) {
	if kind(path) != ".txt" {
		return true, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	b, err := io.ReadAll(io.LimitReader(f, pieceBytes))
	if err := errors.Join(err, f.Close()); err != nil {
		return false, err
	}
	if len(b) == pieceBytes {
		b = b[:cutLength(b)]
	}
	return len(bytes.TrimSpace(b)) > 0 && corpus.CheckText(b) == nil, nil
}
