// Package safetensors reads the file format in which Hugging Face keeps tensors: eight bytes of header length, a JSON
// header, and the tensors' bytes end to end. Reading believes nothing: whatever Open accepts can be read without
// reaching outside the file, and numbers become float32 exactly or not at all. Package model writes the format.
package safetensors

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"slices"
)

// ErrFile is wrapped by refusals of a file; the text says where it goes wrong.
var ErrFile = errors.New("safetensors")

const (
	// headerBytesMax bounds the header, as the format's own library does.
	headerBytesMax = 100 << 20
	// tensorsMax bounds the tensors of a file.
	tensorsMax = 1 << 16
	// dimensionsMax bounds those of a tensor.
	dimensionsMax = 8
)

// Tensor is one tensor of a file.
type Tensor struct {
	DType string // "F32", "BF16", "F16", …
	Shape []int
	begin int64 // of its bytes in the file
	size  int64
}

// Len returns the number of elements.
func (t Tensor) Len() int64 {
	n, _ := elements(t.Shape)
	return n
}

// File is an open file. It is safe for concurrent use if its reader is.
type File struct {
	r       io.ReaderAt
	tensors map[string]Tensor
}

// Open reads the header of a file of size bytes.
func Open(r io.ReaderAt, size int64) (*File, error) {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return nil, fmt.Errorf("%w: the file is cut off in its first eight bytes", ErrFile)
	}
	n := binary.LittleEndian.Uint64(head[:])
	if n > headerBytesMax || int64(n) > size-8 {
		return nil, fmt.Errorf("%w: a header of %d bytes in a file of %d (at most %d)", ErrFile, n, size, headerBytesMax)
	}
	text := make([]byte, n)
	if _, err := r.ReadAt(text, 8); err != nil {
		return nil, fmt.Errorf("%w: read the header: %w", ErrFile, err)
	}
	f := &File{r, map[string]Tensor{}}
	if err := f.parse(text, size-8-int64(n)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return f, nil
}

// entry is a tensor in the header.
type entry struct {
	DType   string  `json:"dtype"`
	Shape   []int   `json:"shape"`
	Offsets []int64 `json:"data_offsets"`
}

// parse takes the header of a file with room bytes behind it. Tensors must fill them without gap or overlap.
func (f *File) parse(header []byte, room int64) error {
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		return fmt.Errorf("the header is no JSON object: %w", err)
	}
	if len(entries) > tensorsMax {
		return fmt.Errorf("%d tensors, at most %d", len(entries), tensorsMax)
	}
	var all []Tensor
	for name, raw := range entries {
		if name == "__metadata__" {
			continue
		}
		var e entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return fmt.Errorf("tensor %.200q: %w", name, err)
		}
		n, ok := elements(e.Shape)
		width, known := widths[e.DType]
		if !ok || !known || len(e.Offsets) != 2 || e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0] || e.Offsets[1] > room {
			return fmt.Errorf("tensor %.200q of type %.20q and shape %v has bytes %v of %d", name, e.DType, e.Shape, e.Offsets, room)
		}
		t := Tensor{e.DType, e.Shape, 8 + int64(len(header)) + e.Offsets[0], e.Offsets[1] - e.Offsets[0]}
		if t.size%width != 0 || t.size/width != n {
			return fmt.Errorf("tensor %.200q of type %s and shape %v has %d bytes", name, e.DType, e.Shape, t.size)
		}
		f.tensors[name] = t
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b Tensor) int { return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.size, b.size)) })
	next := 8 + int64(len(header))
	end := next + room
	for _, t := range all {
		if t.begin != next {
			return fmt.Errorf("tensors leave a gap or overlap at byte %d", next)
		}
		next += t.size
	}
	if next != end {
		return fmt.Errorf("tensors end at byte %d of %d", next, end)
	}
	return nil
}

// widths are the bytes of an element.
var widths = map[string]int64{
	"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U64": 8, "U32": 4, "U16": 2, "U8": 1, "BOOL": 1,
	"F8_E4M3": 1, "F8_E5M2": 1,
}

// elements returns the product of a shape, if it is one.
func elements(shape []int) (int64, bool) {
	if len(shape) > dimensionsMax {
		return 0, false
	}
	n := uint64(1)
	for _, size := range shape {
		if size < 0 {
			return 0, false
		}
		high, low := bits.Mul64(n, uint64(size))
		if high != 0 || low > math.MaxInt64/8 {
			return 0, false
		}
		n = low
	}
	return int64(n), true
}

// Names returns the names of all tensors, sorted.
func (f *File) Names() []string {
	names := make([]string, 0, len(f.tensors))
	for name := range f.tensors {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Tensor returns a tensor by name.
func (f *File) Tensor(name string) (Tensor, bool) {
	t, ok := f.tensors[name]
	return t, ok
}

// Floats reads elements from…from+len(out) of a tensor of type F32, BF16 or F16 into out; each of them is a float32.
// Elements that it does not have are refused like any other fault, with ErrFile.
func (f *File) Floats(name string, from int64, out []float32) error {
	t, ok := f.tensors[name]
	if !ok {
		return fmt.Errorf("%w: no tensor %s", ErrFile, name)
	}
	var convert func(b []byte) float32
	switch t.DType {
	case "F32":
		convert = func(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
	case "BF16":
		convert = func(b []byte) float32 { return math.Float32frombits(uint32(binary.LittleEndian.Uint16(b)) << 16) }
	case "F16":
		convert = func(b []byte) float32 { return half(binary.LittleEndian.Uint16(b)) }
	default:
		return fmt.Errorf("%w: tensor %s is of type %s, want F32, BF16 or F16", ErrFile, name, t.DType)
	}
	width := widths[t.DType]
	if from < 0 || from+int64(len(out)) > t.Len() {
		return fmt.Errorf("%w: tensor %s has %d elements, not %d", ErrFile, name, t.Len(), from+int64(len(out)))
	}
	if len(out) == 0 {
		return nil
	}
	b := make([]byte, width*int64(len(out)))
	if _, err := f.r.ReadAt(b, t.begin+width*from); err != nil {
		return fmt.Errorf("%w: read tensor %s: %w", ErrFile, name, err)
	}
	for i := range out {
		out[i] = convert(b[int64(i)*width:])
	}
	return nil
}

// half returns the binary16 number with the given bits.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch exponent {
	case 0: // zero, or fraction · 2⁻²⁴, which float32 holds exactly
		return math.Float32frombits(sign | math.Float32bits(float32(fraction)*(1.0/(1<<24))))
	case 31: // infinity or NaN
		return math.Float32frombits(sign | 0xFF<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
