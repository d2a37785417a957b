package api

import (
	"testing"

	"quire/coordinator/internal/engine"
)

// A page never has more than its bounds, and pages from 1 on hold every epoch once.
func TestPagesOfEpochs(t *testing.T) {
	epochs := make([]engine.EpochView, 120)
	for i := range epochs {
		epochs[i] = engine.EpochView{Number: i + 1, Record: make([]byte, 1000)}
	}
	large := []engine.EpochView{{Number: 1, Record: make([]byte, 2<<20)}, {Number: 2, Record: make([]byte, 2<<20)}, {Number: 3, Record: make([]byte, 5<<20)}}
	for _, c := range []struct {
		name        string
		of          []engine.EpochView
		from, limit uint32
		first, n    int
	}{
		{"the first", epochs, 0, 0, 1, 50},
		{"the same", epochs, 1, 50, 1, 50},
		{"too many", epochs, 51, 1 << 31, 51, 50},
		{"a few", epochs, 51, 3, 51, 3},
		{"the last", epochs, 101, 0, 101, 20},
		{"past the end", epochs, 121, 0, 0, 0},
		{"far past the end", epochs, 1<<32 - 1, 0, 0, 0},
		{"none at all", nil, 0, 0, 0, 0},
		{"as many as fit", large, 1, 0, 1, 2},
		{"one that does not fit", large, 3, 0, 3, 1},
	} {
		page := epochsPage(c.of, c.from, c.limit)
		if len(page) != c.n || c.n > 0 && page[0].Number != c.first {
			t.Errorf("%s: %d epochs, want %d from %d on", c.name, len(page), c.n, c.first)
		}
	}
}
