package reward_test

import (
	"bytes"
	"testing"

	"quire/treasury/reward"
)

// Whatever rows a chain's log holds, they are refused or mean one thing.
func FuzzParse(f *testing.F) {
	row := make([]byte, reward.RowBytes)
	row[0], row[reward.RowBytes-1] = 1, 1
	f.Add(row)
	f.Add(append(row, row...))
	f.Fuzz(func(t *testing.T, packed []byte) {
		e, err := reward.Parse(packed)
		if err != nil {
			return
		}
		if !bytes.Equal(e.Pack(), packed) {
			t.Fatal("parsed rows pack to other bytes")
		}
		if e.Cumulative().Root() != e.Root {
			t.Fatal("the root is not that of the rewards")
		}
	})
}
