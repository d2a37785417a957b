package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/treasury/contracts/bindings/campaign"
	"quire/treasury/reward"
)

// logBlocks is how many blocks are asked for logs at a time; many providers allow no more.
const logBlocks = 10_000

// errLogs says that the logs do not hold what the contract's state says they must.
var errLogs = errors.New("chain: the endpoint's logs are incomplete: use one that serves all logs since the campaign began")

// Posted is an epoch as it stands in the logs.
type Posted struct {
	Posting
	Number uint32 // of the posting
	Tx     common.Hash
	Block  uint64
}

// Rewards are the cumulative rewards after the last final epoch, rebuilt from the rows in the logs and checked against
// the contract's root: nobody needs to be trusted for them. Empty before the first final epoch.
func (c *Campaign) Rewards(ctx context.Context) (reward.Cumulative, error) {
	f, err := c.Funding(ctx, 0)
	if err != nil {
		return nil, err
	}
	if f.Epoch == 0 {
		return reward.Cumulative{}, nil
	}
	posted, err := c.FinalPosting(ctx, f.Epoch)
	if err != nil {
		return nil, err
	}
	e, err := reward.Parse(posted.Rows)
	if err != nil {
		return nil, fmt.Errorf("rows of epoch %d: %w", f.Epoch, err)
	}
	if e.Root != f.Root {
		return nil, fmt.Errorf("rows of epoch %d give root %x, the contract holds %x: %w", f.Epoch, e.Root, f.Root, errLogs)
	}
	return e.Cumulative(), nil
}

// FinalPosting is the posting with which an epoch became final, searched from the latest block backwards.
func (c *Campaign) FinalPosting(ctx context.Context, epoch uint32) (Posted, error) {
	topic := common.BigToHash(new(big.Int).SetUint64(uint64(epoch)))
	final, err := c.lastLog(ctx, campaign.CampaignEpochFinalized{}.ContractEventName(), topic, nil)
	if err != nil {
		return Posted{}, fmt.Errorf("find final epoch %d: %w", epoch, err)
	}
	finalized, err := campaignABI.UnpackEpochFinalizedEvent(&final)
	if err != nil {
		return Posted{}, fmt.Errorf("read final epoch %d: %w", epoch, err)
	}
	return c.posting(ctx, topic, finalized.Posting)
}

// PendingPosting is the pending posting, for those who check it before its window ends.
func (c *Campaign) PendingPosting(ctx context.Context, p Pending) (Posted, error) {
	return c.posting(ctx, common.BigToHash(new(big.Int).SetUint64(uint64(p.Epoch))), p.Posting)
}

func (c *Campaign) posting(ctx context.Context, epoch common.Hash, number uint32) (Posted, error) {
	var event *campaign.CampaignEpochPosted
	found, err := c.lastLog(ctx, campaign.CampaignEpochPosted{}.ContractEventName(), epoch, func(l *types.Log) bool {
		e, err := campaignABI.UnpackEpochPostedEvent(l)
		if err != nil || e.Posting != number {
			return false
		}
		event = e
		return true
	})
	if err != nil {
		return Posted{}, fmt.Errorf("find posting %d: %w", number, err)
	}
	return Posted{
		Posting: Posting{Epoch: event.Epoch, Rows: event.Rows, Checkpoint: event.Checkpoint, Manifest: event.Manifest, Last: event.Last},
		Number:  number, Tx: found.TxHash, Block: found.BlockNumber,
	}, nil
}

// lastLog is the latest log of an event of an epoch that fits; nil fits all.
func (c *Campaign) lastLog(ctx context.Context, event string, epoch common.Hash, fits func(*types.Log) bool) (types.Log, error) {
	head, err := c.client.eth.BlockNumber(ctx)
	if err != nil {
		return types.Log{}, fmt.Errorf("read latest block: %w", err)
	}
	contract := campaignABI.GetABI()
	topics := [][]common.Hash{{contract.Events[event].ID}, {epoch}}
	for to := head; ; to -= logBlocks {
		from := uint64(0)
		if to >= logBlocks {
			from = to - logBlocks + 1
		}
		logs, err := c.client.eth.FilterLogs(ctx, ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to),
			Addresses: []common.Address{c.Address}, Topics: topics,
		})
		if err != nil {
			return types.Log{}, fmt.Errorf("read logs of blocks %d to %d: %w", from, to, err)
		}
		for i := len(logs) - 1; i >= 0; i-- {
			if !logs[i].Removed && (fits == nil || fits(&logs[i])) {
				return logs[i], nil
			}
		}
		if from == 0 {
			return types.Log{}, errLogs
		}
	}
}
