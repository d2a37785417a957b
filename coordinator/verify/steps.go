package verify

import (
	"crypto/sha256"
	"math/bits"

	"quire/proto/canon"
)

// Root is the root of the tree over the digests of a computation's states, the last of which is the output: a Merkle
// tree as in RFC 6962 §2.1 (leaves and nodes are hashed with different prefixes, the left subtree is the largest full
// one), over SHA-256. There is at least one state.
func Root(states []canon.Digest) canon.Digest {
	if len(states) == 1 {
		return sha256.Sum256(append([]byte{0}, states[0][:]...))
	}
	k := 1 << (bits.Len(uint(len(states)-1)) - 1)
	left, right := Root(states[:k]), Root(states[k:])
	b := append([]byte{1}, left[:]...)
	return sha256.Sum256(append(b, right[:]...))
}

// FirstDifference returns the index of the first state in which two computations of a task differ, len(a) if there is
// none. They have the same number of states. What happened before it is the same, so whoever recomputes the task from
// the state before to this one knows who was wrong.
func FirstDifference(a, b []canon.Digest) int {
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return len(a)
}
