package safetensors_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"quire/trainer/safetensors"
)

// file makes a safetensors file.
func file(header string, data ...byte) []byte {
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), data...)
}

func open(b []byte) (*safetensors.File, error) {
	return safetensors.Open(bytes.NewReader(b), int64(len(b)))
}

const good = `{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"y":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"z":{"dtype":"F16","shape":[],"data_offsets":[12,14]}}`

func TestNumbersAreExact(t *testing.T) {
	b := file(good, 0x80, 0x3F, 0x01, 0x80, 0, 0, 0x80, 0x3F, 1, 0, 0, 0, 0x00, 0x3C)
	f, err := open(b)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]uint32{"x": {0x3F800000, 1}, "y": {0x3F800000, 0x80010000}, "z": {0x3F800000}} {
		out := make([]float32, len(want))
		if err := f.Floats(name, 0, out); err != nil {
			t.Fatal(err)
		}
		for i := range out {
			if math.Float32bits(out[i]) != want[i] {
				t.Errorf("%s[%d] is %#x, want %#x", name, i, math.Float32bits(out[i]), want[i])
			}
		}
	}
	var last [1]float32
	if err := f.Floats("x", 1, last[:]); err != nil || math.Float32bits(last[0]) != 1 {
		t.Errorf("x[1] is %v, %v", last, err)
	}
	if err := f.Floats("x", 2, last[:]); !errors.Is(err, safetensors.ErrFile) {
		t.Errorf("x[2]: %v", err)
	}
	if err := f.Floats("w", 0, last[:]); !errors.Is(err, safetensors.ErrFile) {
		t.Errorf("w: %v", err)
	}
}

// Every one of the 65,536 halves is the number that its definition says.
func TestHalves(t *testing.T) {
	for h := range 1 << 16 {
		f, err := open(file(`{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}`, byte(h), byte(h>>8)))
		if err != nil {
			t.Fatal(err)
		}
		var out [1]float32
		if err := f.Floats("h", 0, out[:]); err != nil {
			t.Fatal(err)
		}
		exponent, fraction := h>>10&31, float64(h&1023)
		want := math.Ldexp(1+fraction/1024, exponent-15)
		switch {
		case exponent == 31 && fraction != 0:
			if out[0] == out[0] {
				t.Fatalf("half %#x is %v, want NaN", h, out[0])
			}
			continue
		case exponent == 31:
			want = math.Inf(1)
		case exponent == 0:
			want = math.Ldexp(fraction, -24)
		}
		if h>>15 == 1 {
			want = math.Copysign(want, -1)
		}
		if math.Float64bits(float64(out[0])) != math.Float64bits(want) {
			t.Fatalf("half %#x is %v, want %v", h, out[0], want)
		}
	}
}

func TestBadFiles(t *testing.T) {
	data := make([]byte, 14)
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"empty":             {nil, "cut off"},
		"short":             {[]byte("1234567"), "cut off"},
		"huge header":       {[]byte("\xff\xff\xff\xff\xff\xff\xff\x7f{}"), "header of"},
		"negative header":   {[]byte("\xff\xff\xff\xff\xff\xff\xff\xff{}"), "header of"},
		"no JSON":           {file("{x}"), "JSON"},
		"a list":            {file("[]"), "JSON"},
		"cut data":          {file(good, data[:13]...), `tensor "z"`},
		"more data":         {file(good, append(data, 0)...), "end at byte"},
		"overlap":           {file(strings.Replace(good, "[4,12]", "[0,8]", 1), data...), "overlap"},
		"negative offset":   {file(strings.Replace(good, "[4,12]", "[-4,4]", 1), data...), `tensor "x"`},
		"wrong size":        {file(strings.Replace(good, "[2]", "[3]", 1), data...), `tensor "x"`},
		"negative shape":    {file(strings.Replace(good, "[2]", "[-2]", 1), data...), `tensor "x"`},
		"overflowing shape": {file(strings.Replace(good, "[2]", "[4611686018427387904,4]", 1), data...), `tensor "x"`},
		"unknown type":      {file(strings.Replace(good, "F32", "F31", 1), data...), "F31"},
		"one offset":        {file(strings.Replace(good, "[4,12]", "[4]", 1), data...), `tensor "x"`},
	} {
		if _, err := open(c.b); !errors.Is(err, safetensors.ErrFile) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f, err := open(file(`{"i":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}`, make([]byte, 8)...))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Floats("i", 0, make([]float32, 1)); !errors.Is(err, safetensors.ErrFile) || !strings.Contains(err.Error(), "I64") {
		t.Errorf("integers: %v", err)
	}
}

// Whatever a file holds, it is refused, or all of its tensors can be read.
func FuzzOpen(f *testing.F) {
	f.Add(file(good, make([]byte, 14)...))
	f.Add(file(`{"i":{"dtype":"F32","shape":[0,9],"data_offsets":[0,0]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := open(b)
		if err != nil {
			return
		}
		for _, name := range s.Names() {
			x, _ := s.Tensor(name)
			if x.Len() > 8*int64(len(b)) && x.DType != "F32" {
				continue // elements of no bytes
			}
			if x.DType != "F32" && x.DType != "F16" && x.DType != "BF16" {
				continue
			}
			if err := s.Floats(name, 0, make([]float32, x.Len())); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}
