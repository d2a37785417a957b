package settle

import (
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
)

// A coordinator that asks for blocks is told the first one of each time, as soon as the chain has it and not before: the
// same whoever reports, after whatever was reported before.
func TestBeaconsAreTheChains(t *testing.T) {
	w := newWorld(t)
	eth, err := ethclient.Dial(w.rpc)
	w.must(err)
	defer eth.Close()
	begin, err := w.client.Now(w.ctx)
	w.must(err)
	for range 5 {
		w.must(w.client.Advance(w.ctx, 7*time.Second))
	}
	s, err := w.settler("poster")
	w.must(err)
	s.campaign.spec.Audit.Beacon = 10 // which the spec of this world lacks
	at := func(seconds int) int64 { return begin.Add(time.Duration(seconds) * time.Second).Unix() }
	ask := func(times ...int64) (got []int64) {
		w.coordinator.wanted, w.coordinator.beacons = times, nil
		w.must(s.Step(w.ctx))
		for i, b := range w.coordinator.beacons {
			h, err := eth.HeaderByHash(w.ctx, common.BytesToHash(b.Hash))
			w.must(err)
			before, err := eth.HeaderByHash(w.ctx, h.ParentHash)
			w.must(err)
			if h.Number.Uint64() != b.Block || b.Time != times[i] || int64(h.Time) < b.Time || int64(before.Time) >= b.Time {
				t.Errorf("block %d of %d, after one of %d, is not the first of second %d", b.Block, h.Time, before.Time, b.Time)
			}
			got = append(got, int64(b.Block))
		}
		return got
	}
	first := ask(at(3), at(8), at(9), at(30), at(1000))
	if len(first) != 4 || !slices.IsSorted(first) || first[0] == first[3] {
		t.Fatalf("blocks %v", first)
	}
	w.must(w.client.Advance(w.ctx, 1000*time.Second))
	if got := ask(at(1000)); len(got) != 1 || got[0] <= first[3] {
		t.Fatalf("a later block: %v", got)
	}
	if again := ask(at(3), at(1000)); len(again) != 2 || again[0] != first[0] {
		t.Fatalf("asked for an earlier one again: %v, was %v", again, first)
	}
	s.cfg.Depth = 1000
	if got, err := s.find(w.ctx, []int64{at(3)}); err != nil || len(got) != 0 {
		t.Fatalf("a block that is not confirmed: %v, %v", got, err)
	}
}
