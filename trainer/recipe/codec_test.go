package recipe

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"quire/coordinator/campaign"
	"quire/trainer/recipe/draw"
)

var codecs = []Codec{FP32, BF16, Int8}

// values are finite numbers of many magnitudes, zeros among them.
func values(n int, seed uint64) []float32 {
	x := make([]float32, n)
	for i := range x {
		b := draw.Source{Seed: seed}.Block(1, uint64(i))
		x[i] = float32(math.Ldexp(float64(int32(b[0])), int(b[1]%40)-60))
		if b[2]%8 == 0 {
			x[i] = 0
		}
	}
	return x
}

// What is decoded encodes to the bytes it came from, for sizes around a block; and the sizes are those that the
// coordinator expects.
func TestCodecsAreCanonical(t *testing.T) {
	for _, c := range codecs {
		for _, n := range []int{0, 1, 7, 33, 255, 256, 257, 1000} {
			b := Encode(c, values(n, uint64(n)))
			x, err := Decode(c, n, b)
			if err != nil {
				t.Fatalf("%s, %d values: %v", c, n, err)
			}
			if !bytes.Equal(Encode(c, x), b) {
				t.Errorf("%s, %d values: encoding again gives other bytes", c, n)
			}
		}
		spec := small()
		spec.Recipe.Codec = string(c)
		for j := range spec.Recipe.Slices {
			lo, hi := spec.SliceBounds(j)
			if int64(c.Size(int(hi-lo))) != spec.EncodedSize(j) {
				t.Errorf("%s: slice %d has %d bytes here, %d in the spec", c, j, c.Size(int(hi-lo)), spec.EncodedSize(j))
			}
		}
	}
}

// How much a codec loses: nothing, 2^-9 of a value, 1/127 of a block's largest value.
func TestCodecErrors(t *testing.T) {
	x := values(2000, 3)
	for c, bound := range map[Codec]func(v, top float64) float64{
		FP32: func(v, top float64) float64 { return 0 },
		BF16: func(v, top float64) float64 { return v / 256 },
		Int8: func(v, top float64) float64 { return top / 127 },
	} {
		y, err := Decode(c, len(x), Encode(c, x))
		if err != nil {
			t.Fatal(err)
		}
		for i := range x {
			top := 0.0
			for _, v := range x[i/256*256 : min(len(x), i/256*256+256)] {
				top = max(top, math.Abs(float64(v)))
			}
			if d := math.Abs(float64(x[i] - y[i])); d > bound(math.Abs(float64(x[i])), top) {
				t.Errorf("%s: %v became %v", c, x[i], y[i])
			}
		}
	}
}

// Each way in which bytes can be almost right.
func TestDecodeRefuses(t *testing.T) {
	scale := func(e uint32, q ...byte) []byte {
		return append([]byte{0, 0, byte(e << 7), byte(e >> 1)}, q...)
	}
	for name, c := range map[string]struct {
		codec Codec
		n     int
		b     []byte
	}{
		"too short":                  {FP32, 2, make([]byte, 7)},
		"too long":                   {BF16, 2, make([]byte, 5)},
		"negative count":             {FP32, -1, nil},
		"fp32 NaN":                   {FP32, 1, []byte{1, 0, 0xC0, 0x7F}},
		"fp32 infinity":              {FP32, 1, []byte{0, 0, 0x80, 0x7F}},
		"bf16 infinity":              {BF16, 1, []byte{0x80, 0xFF}},
		"int8 value -128":            {Int8, 1, scale(100, 0x80)},
		"int8 scale too large":       {Int8, 2, scale(100, 63, 0xC1)},
		"int8 zeros with a scale":    {Int8, 1, scale(100, 0)},
		"int8 scale zero":            {Int8, 1, scale(0, 1)},
		"int8 scale overflows":       {Int8, 1, scale(249, 64)},
		"int8 scale infinite":        {Int8, 1, scale(255, 64)},
		"int8 scale negative":        {Int8, 1, []byte{0, 0, 0, 0xB2, 64}},
		"int8 scale no power of two": {Int8, 1, []byte{1, 0, 0, 0x32, 64}},
	} {
		if x, err := Decode(c.codec, c.n, c.b); !errors.Is(err, ErrCode) {
			t.Errorf("%s: decoded to %v, error %v", name, x, err)
		}
	}
	if x, err := Decode(Int8, 2, scale(100, 64, 0xC0)); err != nil || x[0] != -x[1] {
		t.Errorf("a good block: %v, %v", x, err)
	}
}

// FuzzDecode: whatever Decode takes is finite and the only spelling of itself.
func FuzzDecode(f *testing.F) {
	for i, c := range codecs {
		f.Add(uint8(i), Encode(c, values(300, 1)))
		f.Add(uint8(i), Encode(c, values(3, 2)))
	}
	f.Fuzz(func(t *testing.T, which uint8, b []byte) {
		c := codecs[int(which)%len(codecs)]
		n := 0
		for c.Size(n) < len(b) && n < 1<<12 {
			n++
		}
		x, err := Decode(c, n, b)
		if err != nil {
			return
		}
		for _, v := range x {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				t.Fatalf("decoded %v", v)
			}
		}
		if !bytes.Equal(Encode(c, x), b) {
			t.Fatalf("%s: two encodings of %v", c, x)
		}
	})
}

// small is a spec that trains in milliseconds.
func small() campaign.Spec {
	return campaign.Spec{
		Profile: campaign.Profile,
		Model: campaign.Model{Family: "llama", Vocab: 256, Context: 32, Width: 32, Layers: 2, Heads: 4, KVHeads: 2, Hidden: 64,
			Tied: true, RopeTheta: 10000},
		Data:  campaign.Data{Tokenizer: "bytes", Tokens: 5000},
		Audit: campaign.Audit{Floor: "0", Reserve: "0", Steps: 1},
		Recipe: campaign.Recipe{
			Mode: "gradient", Seed: 7, Rounds: 12, Lanes: 3, Sequences: 4, Slices: 3, Codec: "fp32", Clip: "1",
			Optimizer: campaign.AdamW{Beta1: "0.9", Beta2: "0.95", Epsilon: "0.00000001", Decay: "0.1"},
			Schedule:  campaign.Schedule{Peak: "0.01", Floor: "0.001", Warmup: 3},
		},
	}
}
