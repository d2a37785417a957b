package dataset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"quire/coordinator/corpus"
)

// valuesAtOnce bounds the values that are taken out of a page at a time.
const valuesAtOnce = 64

// rows reads a column of strings of a Parquet file, page by page.
type rows struct {
	f      file
	file   *parquet.File
	column int
	group  int   // index of the row group whose pages are read
	at     int64 // rows read of the file
	skip   int64 // rows of the group still to be passed over
	pages  parquet.Pages
	values parquet.ValueReader
	page   parquet.Page
	buf    []parquet.Value
}

// newRows opens a file. The library panics on some malformed files; that is an error here like any other.
func newRows(f file, size int64, field string, position int64) (r *rows, err error) {
	defer recovered(&err)
	if err := checkFooter(f, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(f, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("%w: no Parquet file: %w", corpus.ErrText, err)
	}
	leaf, ok := file.Schema().Lookup(field)
	if !ok {
		return nil, fmt.Errorf("%w: no column %q: name the text's with --field", corpus.ErrText, field)
	}
	if leaf.Node.Type().Kind() != parquet.ByteArray || leaf.MaxRepetitionLevel > 0 {
		return nil, fmt.Errorf("%w: column %q is not one string a row", corpus.ErrText, field)
	}
	r = &rows{f: f, file: file, column: leaf.ColumnIndex, at: position, skip: position}
	return r, nil
}

// footerBytesMax bounds the footer, which the library allocates before it looks whether the file has so much.
const footerBytesMax = 64 << 20

// checkFooter refuses a file whose end is not that of a Parquet file.
func checkFooter(f file, size int64) error {
	var tail [8]byte
	if size < int64(len(tail)) {
		return fmt.Errorf("%w: no Parquet file: %d bytes", corpus.ErrText, size)
	}
	if _, err := f.ReadAt(tail[:], size-int64(len(tail))); err != nil {
		return fmt.Errorf("read %s: %w", f.Name(), err)
	}
	n := int64(binary.LittleEndian.Uint32(tail[:4]))
	if string(tail[4:]) != "PAR1" || n > size-12 || n > footerBytesMax {
		return fmt.Errorf("%w: no Parquet file, or cut off: its last bytes claim a footer of %d bytes in a file of %d", corpus.ErrText, n, size)
	}
	return nil
}

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: damaged Parquet file: %v", corpus.ErrText, p)
	}
}

func (r *rows) next() (d corpus.Document, position int64, err error) {
	defer recovered(&err)
	for len(r.buf) == 0 {
		if err := r.fill(); err != nil {
			return d, 0, err
		}
	}
	v := r.buf[0]
	r.buf = r.buf[1:]
	r.at++
	if v.IsNull() {
		return d, r.at, nil
	}
	text := v.ByteArray()
	if len(text) > lineBytesMax {
		return d, 0, fmt.Errorf("%s, row %d: longer than %d bytes", r.f.Name(), r.at-1, lineBytesMax)
	}
	if !utf8.Valid(text) {
		return d, 0, fmt.Errorf("%s, row %d: %w", r.f.Name(), r.at-1, corpus.CheckText(text))
	}
	return corpus.Document{Text: bytes.Clone(text)}, r.at, nil
}

// fill reads some values of the page, or goes on to the next page or row group.
func (r *rows) fill() error {
	if r.values == nil {
		return r.turn()
	}
	buf := make([]parquet.Value, valuesAtOnce)
	n, err := r.values.ReadValues(buf)
	r.buf = buf[:n]
	if errors.Is(err, io.EOF) {
		r.values = nil
		return nil
	}
	if err == nil && n == 0 {
		err = io.ErrNoProgress
	}
	return r.damaged(err)
}

// turn opens the next page. Only here are values of the last page no longer needed.
func (r *rows) turn() error {
	if r.page != nil {
		parquet.Release(r.page)
		r.page = nil
	}
	groups := r.file.RowGroups()
	if r.pages == nil {
		if r.group == len(groups) {
			return io.EOF
		}
		if n := groups[r.group].NumRows(); r.skip >= n {
			r.skip -= n
			r.group++
			return nil
		}
		r.pages = groups[r.group].ColumnChunks()[r.column].Pages()
		if r.skip > 0 {
			if err := r.pages.SeekToRow(r.skip); err != nil {
				return r.damaged(err)
			}
			r.skip = 0
		}
	}
	page, err := r.pages.ReadPage()
	if errors.Is(err, io.EOF) {
		err = r.pages.Close()
		r.pages = nil
		r.group++
		return r.damaged(err)
	}
	if err != nil {
		return r.damaged(err)
	}
	r.page, r.values = page, page.Values()
	return nil
}

func (r *rows) damaged(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s, after row %d: %w: damaged Parquet file: %w", r.f.Name(), r.at, corpus.ErrText, err)
}

func (r *rows) Close() error {
	if r.pages != nil {
		return errors.Join(r.pages.Close(), r.f.Close())
	}
	return r.f.Close()
}

// rowsIn returns the number of rows, for progress.
func (r *rows) rowsIn() int64 { return r.file.NumRows() }
