package verify_test

import (
	"slices"
	"testing"

	"quire/coordinator/verify"
	"quire/proto/canon"
)

// Chains of every length around the distance of marks: link by link the same as a chain that is kept whole.
func TestChainOfLinks(t *testing.T) {
	secret := canon.Sum([]byte("secret"))
	for _, n := range []int{1, 2, 1023, 1024, 1025, 2048, 3000} {
		whole := []canon.Digest{secret}
		for len(whole) < n {
			whole = append(whole, canon.Sum(whole[len(whole)-1][:]))
		}
		slices.Reverse(whole)
		chain := verify.NewChain(secret, n)
		for i, want := range whole {
			if got := chain.Link(i); got != want {
				t.Fatalf("link %d of %d is %s, want %s", i, n, got.Short(), want.Short())
			}
			if i > 0 && !verify.Follows(whole[i-1], chain.Link(i)) {
				t.Fatalf("link %d of %d does not follow the one before", i, n)
			}
		}
		for _, beyond := range []int{n, n + 1, n + 5000} {
			if chain.Link(beyond) != secret {
				t.Fatalf("beyond its %d links a chain stays at the last one", n)
			}
		}
		if n > 2 && (verify.Follows(chain.Link(0), chain.Link(2)) || verify.Follows(chain.Link(1), chain.Link(0))) {
			t.Fatal("links follow in one order only")
		}
	}
}

// The vectors were made by a program of its own, after the iterative algorithm of RFC 9162 §2.1.2. State i is 32 bytes i.
func TestRootVectors(t *testing.T) {
	for n, want := range map[int]string{
		1:  "7f9c9e31ac8256ca2f258583df262dbc7d6f68f2a03043d5c99a4ae5a7396ce9",
		2:  "28fb81e496897e0ce886f08602392e9239b65c659041e5202163e58ad898f444",
		3:  "ba8d94b7fbcecae7b81c4c80574fe24734a6917bf9c1ecd66ff3e0c34ead4620",
		7:  "7318881c41fce3c1de3640df8e8c110c93f43f686b74204a9d1ad5b8c71c2047",
		8:  "f907f23f76aa01b755a614d31ef9832909f44638b4590073301e61e6d01f9a1d",
		13: "cebcf8c0a77418c03d4694b0e14ccebed8416ff87d3ad4da873423948f8622fd",
	} {
		if got := verify.Root(states(n)).String(); got != want {
			t.Errorf("root of %d states is %s, want %s", n, got, want)
		}
	}
}

func states(n int) []canon.Digest {
	all := make([]canon.Digest, n)
	for i := range all {
		for j := range all[i] {
			all[i][j] = byte(i)
		}
	}
	return all
}

// Roots of every size against the iterative algorithm: leaves are pushed, and subtrees of one size are joined.
func TestRootIsTheTreeOfRFC6962(t *testing.T) {
	for n := 1; n <= 70; n++ {
		var stack []canon.Digest
		join := func() {
			k := len(stack) - 2
			stack = append(stack[:k], canon.Sum(slices.Concat([]byte{1}, stack[k][:], stack[k+1][:])))
		}
		for i, s := range states(n) {
			stack = append(stack, canon.Sum(slices.Concat([]byte{0}, s[:])))
			for ; i&1 == 1; i >>= 1 {
				join()
			}
		}
		for len(stack) > 1 {
			join()
		}
		if got := verify.Root(states(n)); got != stack[0] {
			t.Fatalf("root of %d states is %s, want %s", n, got, stack[0])
		}
	}
}

func TestFirstDifference(t *testing.T) {
	all := states(6)
	for i := range all {
		other := slices.Clone(all)
		for j := i; j < len(other); j++ {
			other[j][31]++
		}
		if got := verify.FirstDifference(all, other); got != i {
			t.Errorf("states differ from %d on, not from %d", i, got)
		}
	}
	if got := verify.FirstDifference(all, slices.Clone(all)); got != len(all) {
		t.Errorf("equal states differ from %d on", got)
	}
}
