package settle

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/verify"
)

// beaconsMax bounds the blocks that are looked for in one step: what a coordinator asks for at most.
const beaconsMax = 64

// beacons tells the coordinator the blocks that decide lots. It is asked for them by time: which block is the first of a
// time, and its hash, is the chain's to say and can be looked up by anybody.
func (s *Settler) beacons(ctx context.Context) error {
	if s.campaign.spec.Audit.Beacon == 0 {
		return nil
	}
	wanted, err := s.cfg.Coordinator.reportBeacons(ctx, nil)
	if err != nil {
		return err
	}
	found, err := s.find(ctx, wanted)
	if err != nil || len(found) == 0 {
		return err
	}
	if _, err := s.cfg.Coordinator.reportBeacons(ctx, found); err != nil {
		return err
	}
	last := found[len(found)-1]
	s.beacon = last
	s.cfg.Log.Info("beacons reported", "beacons", len(found), "block", last.Block, "hash", last.Hash)
	return nil
}

// find returns the beacons of times, ascending, as far as the chain has them by now.
func (s *Settler) find(ctx context.Context, times []int64) ([]verify.Beacon, error) {
	var found []verify.Beacon
	last := s.beacon
	for _, at := range times[:min(len(times), beaconsMax)] {
		type block struct {
			number uint64
			hash   common.Hash
			found  bool
		}
		if at < last.Time {
			last = verify.Beacon{} // a coordinator that lost its state asks again
		}
		b, err := onChain(ctx, func(ctx context.Context) (b block, err error) {
			b.number, b.hash, b.found, err = s.cfg.Campaign.BlockAt(ctx, at, last.Block, s.cfg.Depth)
			return b, err
		})
		if err != nil {
			return nil, err
		}
		if !b.found {
			break
		}
		last = verify.Beacon{Time: at, Block: b.number, Hash: b.hash}
		found = append(found, last)
	}
	return found, nil
}
