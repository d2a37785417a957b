package merkle

import (
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
)

func leaves(n int) [][32]byte {
	out := make([][32]byte, n)
	for i := range out {
		var account common.Address
		binary.BigEndian.PutUint32(account[:], uint32(i+1))
		out[i] = Leaf(account, big.NewInt(int64(i)+1))
	}
	return out
}

// Every leaf of a tree of any shape leads to its root, and to no other.
func TestEveryLeafProves(t *testing.T) {
	for n := 1; n <= 70; n++ {
		all := leaves(n)
		root := Root(all)
		for i := range all {
			path := Proof(all, i)
			if Lift(all[i], path) != root {
				t.Fatalf("leaf %d of %d does not lead to the root", i, n)
			}
			if n > 1 && Lift(all[(i+1)%n], path) == root {
				t.Fatalf("the path of leaf %d of %d serves another leaf", i, n)
			}
		}
	}
}

// A known tree: three leaves, the odd one moves up.
func TestOddLeafMovesUp(t *testing.T) {
	all := leaves(3)
	if want := node(node(all[0], all[1]), all[2]); Root(all) != want {
		t.Errorf("root %x, want %x", Root(all), want)
	}
	if path := Proof(all, 2); len(path) != 1 || path[0] != node(all[0], all[1]) {
		t.Errorf("path of the odd leaf: %x", path)
	}
}

func TestNoLeavesNoRoot(t *testing.T) {
	if Root(nil) != ([32]byte{}) {
		t.Error("the root of nothing is not zero")
	}
}

func TestLeafRefusesWhatDoesNotFit(t *testing.T) {
	for _, x := range []*big.Int{big.NewInt(-1), new(big.Int).Lsh(big.NewInt(1), 128)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("leaf of %v did not panic", x)
				}
			}()
			Leaf(common.Address{1}, x)
		}()
	}
}
