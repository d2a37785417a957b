package dataset

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"quire/coordinator/corpus"
)

// lineBytesMax bounds a line of JSON, and so a document.
const lineBytesMax = 32 << 20

// lines reads JSON lines: one object a line, with the text in a field.
type lines struct {
	f     file
	r     *bufio.Reader
	field string
	at    int64
	buf   []byte
}

func newLines(f file, field string, position int64) (*lines, error) {
	if _, err := f.Seek(position, io.SeekStart); err != nil {
		return nil, err
	}
	return &lines{f: f, r: bufio.NewReaderSize(f, 1<<20), field: field, at: position}, nil
}

func (l *lines) next() (corpus.Document, int64, error) {
	for {
		begin := l.at
		line, err := l.line()
		if err != nil {
			return corpus.Document{}, 0, err
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		text, err := textOf(line, l.field)
		if err != nil {
			return corpus.Document{}, 0, fmt.Errorf("%s, line at byte %d: %w", l.f.Name(), begin, err)
		}
		return corpus.Document{Text: text}, l.at, nil
	}
}

// line returns the next line, in memory that the next call reuses.
func (l *lines) line() ([]byte, error) {
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice('\n')
		l.buf = append(l.buf, part...)
		l.at += int64(len(part))
		switch {
		case len(l.buf) > lineBytesMax:
			return nil, fmt.Errorf("%s, before byte %d: a line is longer than %d bytes", l.f.Name(), l.at, lineBytesMax)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(l.buf) > 0, err == nil:
			return l.buf, nil
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("read %s: %w", l.f.Name(), err)
		}
	}
}

func (l *lines) Close() error { return l.f.Close() }

// textOf returns the text in a record.
func textOf(line []byte, field string) ([]byte, error) {
	var record map[string]json.RawMessage
	if err := json.Unmarshal(line, &record); err != nil {
		return nil, fmt.Errorf("%w: it is no JSON object: %w", corpus.ErrText, err)
	}
	raw, ok := record[field]
	if !ok {
		return nil, fmt.Errorf("%w: it has no field %q: name the text's with --field", corpus.ErrText, field)
	}
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, fmt.Errorf("%w: field %q is no string", corpus.ErrText, field)
	}
	if text == nil {
		return nil, nil // null: an empty document
	}
	return []byte(*text), nil
}
