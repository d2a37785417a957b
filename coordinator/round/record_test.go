package round_test

import (
	"bytes"
	"errors"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/round"
	"quire/proto/canon"
)

var task = canon.Sum([]byte("task"))

func delta(spec campaign.Spec) round.Delta {
	d := round.Delta{Task: task, Loss: 0x40000000, Norm: 0x3f800000}
	for j := range spec.Recipe.Slices {
		d.Slices = append(d.Slices, canon.Object{Digest: canon.Sum([]byte{byte(j)}), Size: spec.EncodedSize(j)})
	}
	return d
}

func slice(spec campaign.Spec) round.Slice {
	low, high := spec.SliceBounds(1)
	o := canon.Object{Digest: task, Size: 4 * (high - low)}
	return round.Slice{Task: task, Weights: o, Moment1: o, Moment2: o}
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := canon.Encode(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOutputsOfTheWrongShape(t *testing.T) {
	spec := campaigntest.Spec()
	if _, err := round.DecodeDelta(spec, task, encode(t, delta(spec))); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*round.Delta){
		"another task":  func(d *round.Delta) { d.Task[0]++ },
		"NaN loss":      func(d *round.Delta) { d.Loss = 0x7fc00000 },
		"infinite norm": func(d *round.Delta) { d.Norm = 0x7f800000 },
		"a slice less":  func(d *round.Delta) { d.Slices = d.Slices[1:] },
		"a byte more":   func(d *round.Delta) { d.Slices[1].Size++ },
		"unnamed bytes": func(d *round.Delta) { d.Slices[0].Digest = canon.Digest{} },
	} {
		d := delta(spec)
		change(&d)
		if _, err := round.DecodeDelta(spec, task, encode(t, d)); !errors.Is(err, round.ErrOutput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := round.DecodeSlice(spec, task, 1, encode(t, slice(spec))); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*round.Slice){
		"another task":   func(s *round.Slice) { s.Task[0]++ },
		"a byte more":    func(s *round.Slice) { s.Moment2.Size++ },
		"unnamed bytes":  func(s *round.Slice) { s.Weights.Digest = canon.Digest{} },
		"negative bytes": func(s *round.Slice) { s.Moment1.Size = -4 },
	} {
		s := slice(spec)
		change(&s)
		if _, err := round.DecodeSlice(spec, task, 1, encode(t, s)); !errors.Is(err, round.ErrOutput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzOutputs(f *testing.F) {
	spec := campaigntest.Spec()
	f.Add(encode(f, delta(spec)))
	f.Add(encode(f, slice(spec)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := round.DecodeDelta(spec, task, b); err == nil && !bytes.Equal(encode(t, d), b) {
			t.Fatal("a delta with two spellings")
		}
		if s, err := round.DecodeSlice(spec, task, 1, b); err == nil && !bytes.Equal(encode(t, s), b) {
			t.Fatal("a slice with two spellings")
		}
	})
}
