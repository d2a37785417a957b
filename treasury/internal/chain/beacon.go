package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// BlockAt returns the first block whose timestamp is at least at, in Unix seconds, searched from block from on, where an
// earlier one may be known not to be it. It returns false while there is none that depth blocks follow.
func (c *Campaign) BlockAt(ctx context.Context, at int64, from, depth uint64) (number uint64, hash common.Hash, found bool, err error) {
	head, err := c.client.eth.BlockNumber(ctx)
	if err != nil {
		return 0, hash, false, fmt.Errorf("read latest block: %w", err)
	}
	if head < depth || head-depth < from {
		return 0, hash, false, nil
	}
	// Before low every block is too early; the last one looked at that was not is at high.
	low, high := from, head-depth
	last, err := c.client.header(ctx, high)
	if err != nil || last.Time < uint64(at) {
		return 0, hash, false, err
	}
	for low < high {
		middle := low + (high-low)/2
		h, err := c.client.header(ctx, middle)
		switch {
		case err != nil:
			return 0, hash, false, err
		case h.Time < uint64(at):
			low = middle + 1
		default:
			high, last = middle, h
		}
	}
	return high, last.Hash(), true, nil
}

func (c *Client) header(ctx context.Context, number uint64) (*types.Header, error) {
	h, err := c.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return nil, fmt.Errorf("read block %d: %w", number, err)
	}
	return h, nil
}
