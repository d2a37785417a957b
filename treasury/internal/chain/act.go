package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/proto/canon"
)

// permitLife is how long a signed permit can be used: longer than a transaction waits, short enough to forget.
const permitLife = time.Hour

// Pledge moves units from key's account into the campaign, with an approval or, if permit, a signed permit.
// Repeating it pledges again.
func (c *Campaign) Pledge(ctx context.Context, key Signer, units *big.Int, permit bool) (*types.Receipt, error) {
	if !permit {
		if err := c.Token.allow(ctx, key, c.Address, units); err != nil {
			return nil, fmt.Errorf("approve: %w", err)
		}
		return c.send(ctx, key, campaignABI.PackPledge(units))
	}
	now, err := c.client.Now(ctx)
	if err != nil {
		return nil, err
	}
	deadline := big.NewInt(now.Add(permitLife).Unix())
	s, err := c.Token.permit(ctx, key, c.Address, units, deadline)
	if err != nil {
		return nil, err
	}
	data := campaignABI.PackPledgeWithPermit(units, deadline, s[64], [32]byte(s[:32]), [32]byte(s[32:64]))
	return c.send(ctx, key, data)
}

// RaiseStake pledges what key's account lacks to a stake of units, and nothing if it has that much: it may be repeated.
// The receipt is nil if nothing was pledged.
func (c *Campaign) RaiseStake(ctx context.Context, key Signer, units *big.Int, permit bool) (*types.Receipt, error) {
	if _, err := c.client.idleNonce(ctx, key.Address()); err != nil { // an earlier pledge may be under way
		return nil, err
	}
	have, err := c.StakeOf(ctx, key.Address())
	if err != nil {
		return nil, fmt.Errorf("read stake: %w", err)
	}
	missing := new(big.Int).Sub(units, have)
	if missing.Sign() <= 0 {
		return nil, nil
	}
	return c.Pledge(ctx, key, missing, permit)
}

// AnnounceExit announces that stake of key's account, in base units, leaves the running training; Refund makes the exit
// once it is due. Zero withdraws the announcement.
func (c *Campaign) AnnounceExit(ctx context.Context, key Signer, stake *big.Int) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackAnnounceExit(stake))
}

// TopUp gives units of key's account to the budget, for no stake.
func (c *Campaign) TopUp(ctx context.Context, key Signer, units *big.Int) (*types.Receipt, error) {
	if err := c.Token.allow(ctx, key, c.Address, units); err != nil {
		return nil, fmt.Errorf("approve: %w", err)
	}
	return c.send(ctx, key, campaignABI.PackTopUp(units))
}

// Refund takes stake of key's account out of the campaign; its share of the budget goes to an account.
func (c *Campaign) Refund(ctx context.Context, key Signer, stake *big.Int, to common.Address) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackRefund(stake, to))
}

// Start starts the training.
func (c *Campaign) Start(ctx context.Context, key Signer) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackStart())
}

// Posting is an epoch as it is posted.
type Posting struct {
	Epoch      uint32
	Rows       []byte // packed: reward.Epoch.Pack
	Checkpoint canon.Digest
	Manifest   canon.Digest
	Last       bool
}

// PostEpoch posts an epoch; key is the poster's. It approves what the bond needs beyond the poster's credit.
func (c *Campaign) PostEpoch(ctx context.Context, key Signer, p Posting) (*types.Receipt, error) {
	if err := c.allowBond(ctx, key); err != nil {
		return nil, err
	}
	return c.send(ctx, key, campaignABI.PackPostEpoch(p.Epoch, p.Rows, p.Checkpoint, p.Manifest, p.Last))
}

// Challenge challenges the pending posting with a bond of key's account. evidence is the SHA-256 of a document.
func (c *Campaign) Challenge(ctx context.Context, key Signer, posting uint32, evidence canon.Digest) (*types.Receipt, error) {
	if err := c.allowBond(ctx, key); err != nil {
		return nil, err
	}
	return c.send(ctx, key, campaignABI.PackChallenge(posting, evidence))
}

func (c *Campaign) allowBond(ctx context.Context, key Signer) error {
	credit, err := c.CreditOf(ctx, key.Address())
	if err != nil {
		return fmt.Errorf("read credit: %w", err)
	}
	missing := new(big.Int).Sub(c.Terms.Bond, credit)
	if missing.Sign() <= 0 {
		return nil
	}
	if err := c.Token.allow(ctx, key, c.Address, missing); err != nil {
		return fmt.Errorf("approve bond: %w", err)
	}
	return nil
}

// Rule rules on a challenged posting; key is the arbitrator's.
func (c *Campaign) Rule(ctx context.Context, key Signer, posting uint32, stands bool) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackRule(posting, stands))
}

// Settle settles what time has decided.
func (c *Campaign) Settle(ctx context.Context, key Signer) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackSettle())
}

// Close closes a campaign that has stalled, run out of time or out of budget.
func (c *Campaign) Close(ctx context.Context, key Signer) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackClose())
}

// Claim pays what key's account has earned and not claimed to an account, under a proof from reward.Cumulative.Claim.
func (c *Campaign) Claim(ctx context.Context, key Signer, earned *big.Int, path [][32]byte, to common.Address) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackClaim(earned, path, to))
}

// WithdrawCredit pays the bonds of key's account that are no longer locked to an account.
func (c *Campaign) WithdrawCredit(ctx context.Context, key Signer, to common.Address) (*types.Receipt, error) {
	return c.send(ctx, key, campaignABI.PackWithdrawCredit(to))
}

func (c *Campaign) send(ctx context.Context, key Signer, data []byte) (*types.Receipt, error) {
	return c.client.send(ctx, key, &c.Address, data)
}

// Refunded is what a refund paid, from the transaction's log.
func (c *Campaign) Refunded(receipt *types.Receipt) *big.Int {
	return logged(c, receipt, func(l *types.Log) (*big.Int, error) {
		e, err := campaignABI.UnpackRefundedEvent(l)
		if err != nil {
			return nil, err
		}
		return e.Amount, nil
	})
}

// Claimed is what a claim paid, from the transaction's log.
func (c *Campaign) Claimed(receipt *types.Receipt) *big.Int {
	return logged(c, receipt, func(l *types.Log) (*big.Int, error) {
		e, err := campaignABI.UnpackClaimedEvent(l)
		if err != nil {
			return nil, err
		}
		return e.Amount, nil
	})
}

// logged is the amount in the first log of the campaign that unpack takes; zero if there is none.
func logged(c *Campaign, receipt *types.Receipt, unpack func(*types.Log) (*big.Int, error)) *big.Int {
	for _, l := range receipt.Logs {
		if l.Address != c.Address {
			continue
		}
		if units, err := unpack(l); err == nil {
			return units
		}
	}
	return new(big.Int)
}
