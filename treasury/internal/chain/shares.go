package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Shares are the model shares of a campaign: an ERC-20 token of their own, in units of the campaign's token.
type Shares struct {
	Address  common.Address
	campaign *Campaign
}

// Shares are the model shares of the campaign.
func (c *Campaign) Shares(ctx context.Context) (*Shares, error) {
	at, err := call(ctx, c.client, c.Address, nil, campaignABI.PackShares(), campaignABI.UnpackShares)
	if err != nil {
		return nil, fmt.Errorf("read shares: %w", err)
	}
	return &Shares{at, c}, nil
}

// Holding is what an account has of model shares, in base units.
type Holding struct {
	Balance  *big.Int
	Unminted *big.Int // what Mint would mint now; only after the campaign's end
	Revenue  *big.Int // of the campaign's token: what ClaimRevenue would pay now
	Votes    *big.Int // shares of its own and of others that are delegated to it
}

// Holding reads what an account has.
func (s *Shares) Holding(ctx context.Context, account common.Address) (Holding, error) {
	read := func(data []byte, unpack func([]byte) (*big.Int, error)) (*big.Int, error) {
		return call(ctx, s.campaign.client, s.Address, nil, data, unpack)
	}
	var h Holding
	var due, minted, supply *big.Int
	for _, part := range []struct {
		into   **big.Int
		data   []byte
		unpack func([]byte) (*big.Int, error)
	}{
		{&h.Balance, sharesABI.PackBalanceOf(account), sharesABI.UnpackBalanceOf},
		{&h.Votes, sharesABI.PackGetVotes(account), sharesABI.UnpackGetVotes},
		{&h.Revenue, sharesABI.PackRevenueOf(account), sharesABI.UnpackRevenueOf},
		{&due, sharesABI.PackDueTo(account), sharesABI.UnpackDueTo},
		{&minted, sharesABI.PackMintedFor(account), sharesABI.UnpackMintedFor},
		{&supply, sharesABI.PackTotalSupply(), sharesABI.UnpackTotalSupply},
	} {
		var err error
		if *part.into, err = read(part.data, part.unpack); err != nil {
			return Holding{}, fmt.Errorf("read shares of %s: %w", account, err)
		}
	}
	totals, err := call(ctx, s.campaign.client, s.campaign.Address, nil, campaignABI.PackTotals(), campaignABI.UnpackTotals)
	if err != nil {
		return Holding{}, fmt.Errorf("read spending: %w", err)
	}
	h.Unminted = due.Sub(due, minted)
	if room := new(big.Int).Sub(totals.Earned, supply); h.Unminted.Cmp(room) > 0 { // minting stops at the spending
		h.Unminted = room
	}
	if h.Unminted.Sign() < 0 { // a refund after a mint rounds down: a unit less is due than was minted
		h.Unminted = new(big.Int)
	}
	return h, nil
}

// Mint mints what an account is due, to that account; anyone may pay the gas.
func (s *Shares) Mint(ctx context.Context, key Signer, account common.Address) (*types.Receipt, error) {
	return s.send(ctx, key, sharesABI.PackMint(account))
}

// Deposit divides units of the campaign's token, out of key's account, among all shares. Repeating it pays again.
func (s *Shares) Deposit(ctx context.Context, key Signer, units *big.Int) (*types.Receipt, error) {
	if err := s.campaign.Token.allow(ctx, key, s.Address, units); err != nil {
		return nil, fmt.Errorf("approve: %w", err)
	}
	return s.send(ctx, key, sharesABI.PackDeposit(units))
}

// ClaimRevenue pays the revenue of key's account to an account.
func (s *Shares) ClaimRevenue(ctx context.Context, key Signer, to common.Address) (*types.Receipt, error) {
	return s.send(ctx, key, sharesABI.PackClaimRevenue(to))
}

func (s *Shares) send(ctx context.Context, key Signer, data []byte) (*types.Receipt, error) {
	return s.campaign.client.send(ctx, key, &s.Address, data)
}

// Transfer gives units of key's account to another, if the terms allow it.
func (s *Shares) Transfer(ctx context.Context, key Signer, to common.Address, units *big.Int) (*types.Receipt, error) {
	return s.send(ctx, key, sharesABI.PackTransfer(to, units))
}

// Delegate lets an account vote with the shares of key's account, now and later.
func (s *Shares) Delegate(ctx context.Context, key Signer, to common.Address) (*types.Receipt, error) {
	return s.send(ctx, key, sharesABI.PackDelegate(to))
}
