package verify

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Beacon is a block of the campaign's chain that decides lots: the first one whose timestamp is at least Time. Which block
// that is was settled before it existed, so nobody can choose among blocks.
type Beacon struct {
	Time  int64       `json:"time"`  // Unix seconds; a multiple of campaign.Audit.Beacon
	Block uint64      `json:"block"` // number
	Hash  common.Hash `json:"hash"`
}

// BeaconTime returns the Time of the beacon that decides the lot of an answer accepted at a Unix time in milliseconds: at
// least one and at most two periods of Audit.Beacon later, so that answers of one period share a block. Beacon is above 0.
func BeaconTime(a campaign.Audit, acceptedMs int64) int64 {
	return (acceptedMs/1000/a.Beacon + 2) * a.Beacon
}

// Seed returns what an answer is drawn with: neither whoever knows the link nor whoever makes the block knows it alone, or
// before there are both.
func Seed(link canon.Digest, block common.Hash) canon.Digest {
	return canon.Sum(slices.Concat([]byte("quire/seed\x00"), link[:], block[:]))
}
