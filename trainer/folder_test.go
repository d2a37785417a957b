package main

import (
	"bytes"
	"testing"

	"quire/coordinator/campaign/campaigntest"
	"quire/trainer/model"
)

// Whatever a model folder's file holds, it is refused or read into exactly the model's parameters.
func FuzzSafetensors(f *testing.F) {
	m, err := model.New(campaigntest.Spec().Model)
	if err != nil {
		f.Fatal(err)
	}
	weights := make([]float32, m.Params())
	weights[1] = 0.5
	var good bytes.Buffer
	if err := m.WriteSafetensors(&good, weights, nil); err != nil {
		f.Fatal(err)
	}
	if read, err := readSafetensors(bytes.NewReader(good.Bytes()), m); err != nil || read[1] != 0.5 {
		f.Fatalf("what export wrote is read as %v, %v", read[1], err)
	}
	f.Add(good.Bytes()[:2048])
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\x7f{}"))
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := readSafetensors(bytes.NewReader(b), m)
		if err == nil && len(read) != m.Params() {
			t.Fatalf("%d parameters of %d", len(read), m.Params())
		}
	})
}
