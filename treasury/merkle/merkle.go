// Package merkle builds the tree of cumulative rewards that a campaign contract keeps the root of.
//
//	           root                leaf = keccak256(account (20 bytes) | cumulative reward (16 bytes, big-endian))
//	          /    \               node = keccak256(lower hash | higher hash)
//	      node      leaf 2         an odd last hash moves up a layer unchanged
//	     /    \
//	leaf 0    leaf 1               leaves in ascending order of account
//
// A leaf's preimage has 36 bytes and a node's 64, so neither passes for the other. The Solidity twin is Rows.sol;
// contracts/test/vectors.json holds both to the same numbers. The package is pure: no I/O, no state; its functions may be
// called concurrently.
package merkle

import (
	"bytes"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// CumulativeBits is the width of a cumulative reward in a leaf.
const CumulativeBits = 128

// Leaf is the leaf of an account whose rewards so far sum to cumulative base units.
// It panics if cumulative is negative or wider than CumulativeBits: no reward of a correct program is.
func Leaf(account common.Address, cumulative *big.Int) [32]byte {
	if cumulative.Sign() < 0 || cumulative.BitLen() > CumulativeBits {
		panic(fmt.Sprintf("merkle: cumulative reward %v does not fit %d bits", cumulative, CumulativeBits))
	}
	var preimage [36]byte
	copy(preimage[:20], account[:])
	cumulative.FillBytes(preimage[20:])
	return crypto.Keccak256Hash(preimage[:])
}

// Root is the root over the leaves; zero for none. The argument is left unchanged.
func Root(leaves [][32]byte) [32]byte {
	if len(leaves) == 0 {
		return [32]byte{}
	}
	layer := leaves
	for len(layer) > 1 {
		layer = up(layer)
	}
	return layer[0]
}

// Proof is the path from leaf index to the root: the hashes it is to be combined with, lowest first. It is empty for a
// single leaf. It panics if index is not that of a leaf.
func Proof(leaves [][32]byte, index int) [][32]byte {
	_ = leaves[index]
	path := [][32]byte{}
	for layer := leaves; len(layer) > 1; layer, index = up(layer), index/2 {
		if beside := index ^ 1; beside < len(layer) {
			path = append(path, layer[beside])
		}
	}
	return path
}

// Lift is the root that a path leads to from a leaf, as the contract computes it from a claim.
func Lift(leaf [32]byte, path [][32]byte) [32]byte {
	for _, beside := range path {
		leaf = node(leaf, beside)
	}
	return leaf
}

func up(layer [][32]byte) [][32]byte {
	next := make([][32]byte, 0, (len(layer)+1)/2)
	for i := 0; i+1 < len(layer); i += 2 {
		next = append(next, node(layer[i], layer[i+1]))
	}
	if len(layer)%2 == 1 {
		next = append(next, layer[len(layer)-1])
	}
	return next
}

func node(a, b [32]byte) [32]byte {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return crypto.Keccak256Hash(a[:], b[:])
}
