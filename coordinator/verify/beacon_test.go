package verify_test

import (
	"bytes"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// The block that decides is one to two periods away, and never an earlier one for a later answer.
func TestBeaconTime(t *testing.T) {
	for _, period := range []int64{1, 7, 60, campaign.BeaconMax} {
		a := campaign.Audit{Beacon: period}
		before := int64(0)
		for ms := int64(1_700_000_000_000); ms < 1_700_000_400_000; ms += 333 {
			at := verify.BeaconTime(a, ms)
			if wait := at*1000 - ms; wait <= period*1000 || wait > 2*period*1000 {
				t.Fatalf("an answer at %d ms waits %d ms for a beacon of period %d s", ms, wait, period)
			}
			if at%period != 0 || at < before {
				t.Fatalf("beacon %d after %d, period %d", at, before, period)
			}
			before = at
		}
	}
}

// The seed is part of the format: SHA-256 of "quire/seed\0", 32 bytes 1 and 32 bytes 2.
func TestSeedIsPinned(t *testing.T) {
	link, hash := canon.Digest(bytes.Repeat([]byte{1}, 32)), common.Hash(bytes.Repeat([]byte{2}, 32))
	const want = "a2f67c8b62a95ef262141ab7479ce76c2db715e65e005f7414caea960966f463"
	if got := verify.Seed(link, hash).String(); got != want {
		t.Fatalf("the seed is %s, want %s", got, want)
	}
	if verify.Seed(link, common.Hash{}) == link || verify.Seed(link, hash) == verify.Seed(canon.Digest(hash), common.Hash(link)) {
		t.Fatal("the seed does not depend on both, each in its place")
	}
}
