package model

import (
	"math"
	"testing"
)

// Entries are the real numbers rounded once: float64's sines, good to 2^-52, must round to the same float32 but
// for the rare number that lies within their error of a tie.
func TestRopeTable(t *testing.T) {
	const theta, positions, width = 10000, 300, 32
	table := newRopeTable(theta, positions, width)
	ties := 0
	for p := range positions {
		for i := range width / 2 {
			s, c := math.Sincos(float64(p) * math.Pow(theta, -float64(2*i)/width))
			if table.sin[p*width/2+i] != float32(s) {
				ties++
			}
			if table.cos[p*width/2+i] != float32(c) {
				ties++
			}
		}
	}
	if ties > 2 {
		t.Errorf("%d of %d entries are not the rounded sine or cosine", ties, positions*width)
	}
}

// A whole table, as bytes: a platform whose math/big rounded otherwise would show here.
func TestRopeTableDigest(t *testing.T) {
	table := newRopeTable(10000, 128, 32)
	const want = "1de6977fc3af3fd49dd4b4cc93dd8befe8949f79020b9e233407c5998c428ca9"
	if got := digest(append(append([]float32(nil), table.cos...), table.sin...)); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}
