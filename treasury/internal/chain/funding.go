package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

// Funding is a campaign's state at one block. Amounts are base units of the token.
//
// Always: Pledged + Forfeited = Escrow + Earned + Refunded, and the contract holds Escrow + Earned − Paid + Bonds.
type Funding struct {
	ChainID   uint64
	Contract  common.Address
	Symbol    string
	Decimals  uint8
	Phase     Phase
	Goal      *big.Int
	Cap       *big.Int
	Deadline  time.Time
	Pledged   *big.Int // all pledges ever made
	Forfeited *big.Int // lost bonds that joined the budget
	Escrow    *big.Int // unspent, a pending epoch included
	Earned    *big.Int // final rewards, paid or not
	Paid      *big.Int // claimed rewards
	Refunded  *big.Int // returned to funders
	Bonds     *big.Int // held for poster and challengers
	Funders   uint32   // accounts that backed the campaign
	Epoch     uint32   // the last final epoch; 0 = none
	Root      [32]byte // of the rewards after it
	Pending   *Pending // nil if no epoch is pending
	Due       bool     // Settle would settle something
	Closable  bool     // Close would close the campaign
	Block     uint64
	BlockTime time.Time
}

// Pending is an epoch in its challenge or arbitration window.
type Pending struct {
	Epoch      uint32
	Posting    uint32 // its number for Challenge and Rule
	Root       [32]byte
	Checkpoint canon.Digest
	Manifest   canon.Digest
	Increment  *big.Int
	FinalAt    time.Time      // end of the challenge window
	RuleBy     time.Time      // end of the arbitration window; zero if not challenged
	Challenger common.Address // zero if not challenged
	Last       bool
}

// Funding reads the state at the latest block but depth: a small depth keeps a reorganisation from being reported.
func (c *Campaign) Funding(ctx context.Context, depth uint64) (Funding, error) {
	head, err := c.client.eth.BlockNumber(ctx)
	if err != nil {
		return Funding{}, fmt.Errorf("read latest block: %w", err)
	}
	number := new(big.Int).SetUint64(head - min(depth, head))
	header, err := c.client.eth.HeaderByNumber(ctx, number)
	if err != nil {
		return Funding{}, fmt.Errorf("read block %v: %w", number, err)
	}
	read := reader{ctx, c, number, nil}
	totals := get(&read, campaignABI.PackTotals(), campaignABI.UnpackTotals)
	phase := get(&read, campaignABI.PackPhase(), campaignABI.UnpackPhase)
	pending := get(&read, campaignABI.PackPending(), campaignABI.UnpackPending)
	root := get(&read, campaignABI.PackRoot(), campaignABI.UnpackRoot)
	due := get(&read, campaignABI.PackSettleable(), campaignABI.UnpackSettleable)
	closable := get(&read, campaignABI.PackClosable(), campaignABI.UnpackClosable)
	if read.err != nil {
		return Funding{}, fmt.Errorf("read campaign at block %v: %w", number, read.err)
	}
	f := Funding{
		ChainID: c.client.ID(), Contract: c.Address, Symbol: c.Token.Symbol, Decimals: c.Token.Decimals,
		Phase: Phase(phase), Goal: c.Terms.Goal, Cap: c.Terms.Cap, Deadline: c.Terms.Deadline,
		Pledged: totals.Pledged, Forfeited: totals.Forfeited, Escrow: totals.Budget, Earned: totals.Earned,
		Paid: totals.Claimed, Refunded: totals.Refunded, Bonds: totals.Bonds, Funders: totals.Funders,
		Epoch: totals.Epoch, Root: root, Due: due, Closable: closable,
		Block: number.Uint64(), BlockTime: time.Unix(int64(header.Time), 0),
	}
	if pending.FinalAt.Sign() > 0 {
		f.Pending = &Pending{
			Epoch: totals.Epoch + 1, Posting: pending.Posting, Root: pending.Root, Checkpoint: pending.Checkpoint,
			Manifest: pending.Manifest, Increment: pending.Increment, FinalAt: time.Unix(pending.FinalAt.Int64(), 0),
			Challenger: pending.Challenger, Last: pending.Last,
		}
		if pending.Challenger != (common.Address{}) {
			f.Pending.RuleBy = time.Unix(totals.DueAt.Int64(), 0)
		}
	}
	return f, nil
}

// reader reads several things of a campaign at one block and keeps the first error.
type reader struct {
	ctx   context.Context
	c     *Campaign
	block *big.Int
	err   error
}

func get[T any](r *reader, data []byte, unpack func([]byte) (T, error)) T {
	var value T
	if r.err == nil {
		value, r.err = call(r.ctx, r.c.client, r.c.Address, r.block, data, unpack)
	}
	return value
}
