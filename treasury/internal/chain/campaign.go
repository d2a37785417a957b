package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

// Phase is where a campaign is in its life.
type Phase uint8

// The phases, as the contract numbers them.
const (
	Pledging Phase = iota
	Ready
	Active
	Closed
	Failed
)

var phases = []struct{ name, meaning string }{
	Pledging: {"Pledging", "the campaign is still collecting pledges"},
	Ready:    {"Ready", "the goal is reached and pledges are locked until the training starts"},
	Active:   {"Active", "the training is running and the money is committed to it"},
	Closed:   {"Closed", "the campaign is closed; what was not spent can be refunded"},
	Failed:   {"Failed", "the campaign has failed; all pledges can be refunded"},
}

// String is the contract's name of the phase.
func (p Phase) String() string {
	if int(p) >= len(phases) {
		return fmt.Sprintf("Phase(%d)", uint8(p))
	}
	return phases[p].name
}

// Meaning is what the phase means, a clause for people.
func (p Phase) Meaning() string {
	if int(p) >= len(phases) {
		return p.String()
	}
	return phases[p].meaning
}

// Campaign is one campaign contract.
type Campaign struct {
	Address common.Address
	Token   *Token
	Terms   Terms
	client  *Client
}

// Terms are what the contract was created with. Amounts are base units; never changed.
type Terms struct {
	Creator, Poster, Arbitrator common.Address
	Goal, Cap, EpochCap, Bond   *big.Int
	Deadline                    time.Time
	StartGrace                  time.Duration
	ChallengeWindow             time.Duration
	ArbitrationWindow           time.Duration
	StallTimeout                time.Duration
	MaxDuration                 time.Duration
	ExitNotice, ExitGap         time.Duration
	PosterGrace                 time.Duration // 0: only the poster ever posts
	UnbondDelay                 time.Duration
	FundersBps, ReporterBps     uint16 // ten-thousandths
	Transferable, Revenue       bool   // of model shares
	Spec                        canon.Digest
}

// Campaign reads the terms of the campaign at an address. It fails with ErrNoContract.
func (c *Client) Campaign(ctx context.Context, at common.Address) (*Campaign, error) {
	t, err := call(ctx, c, at, nil, campaignABI.PackTerms(), campaignABI.UnpackTerms)
	if err != nil {
		return nil, noContract("campaign", at, err)
	}
	token, err := c.Token(ctx, t.Token)
	if err != nil {
		return nil, err
	}
	span := func(seconds uint32) time.Duration { return time.Duration(seconds) * time.Second }
	return &Campaign{Address: at, Token: token, client: c, Terms: Terms{
		Creator: t.Creator, Poster: t.Poster, Arbitrator: t.Arbitrator,
		Goal: t.Goal, Cap: t.Cap, EpochCap: t.EpochCap, Bond: t.Bond, Deadline: time.Unix(t.Deadline.Int64(), 0),
		StartGrace: span(t.StartGrace), ChallengeWindow: span(t.ChallengeWindow),
		ArbitrationWindow: span(t.ArbitrationWindow), StallTimeout: span(t.StallTimeout), MaxDuration: span(t.MaxDuration),
		ExitNotice: span(t.ExitNotice), ExitGap: span(t.ExitGap), PosterGrace: span(t.PosterGrace), UnbondDelay: span(t.UnbondDelay),
		FundersBps: t.FundersBps, ReporterBps: t.ReporterBps, Transferable: t.Transferable, Revenue: t.Revenue,
		Spec: t.Spec,
	}}, nil
}

// StakeOf is the stake of a funder, in base units.
func (c *Campaign) StakeOf(ctx context.Context, funder common.Address) (*big.Int, error) {
	return call(ctx, c.client, c.Address, nil, campaignABI.PackStakeOf(funder), campaignABI.UnpackStakeOf)
}

// ClaimedBy is what an account has claimed so far, in base units.
func (c *Campaign) ClaimedBy(ctx context.Context, account common.Address) (*big.Int, error) {
	return call(ctx, c.client, c.Address, nil, campaignABI.PackClaimedBy(account), campaignABI.UnpackClaimedBy)
}

// SpentOf is the part of all rewards that a funder has paid for, in base units.
func (c *Campaign) SpentOf(ctx context.Context, funder common.Address) (*big.Int, error) {
	return call(ctx, c.client, c.Address, nil, campaignABI.PackSpentOf(funder), campaignABI.UnpackSpentOf)
}

// Exit is an announced exit from a running training: Stake, in base units, may leave from From until Until.
type Exit struct {
	Stake       *big.Int
	From, Until time.Time
}

// ExitOf is the announced exit of a funder; nil if there is none.
func (c *Campaign) ExitOf(ctx context.Context, funder common.Address) (*Exit, error) {
	e, err := call(ctx, c.client, c.Address, nil, campaignABI.PackExitOf(funder), campaignABI.UnpackExitOf)
	if err != nil || e.Stake.Sign() == 0 {
		return nil, err
	}
	return &Exit{Stake: e.Stake, From: time.Unix(e.From.Int64(), 0), Until: time.Unix(e.Until.Int64(), 0)}, nil
}

// CreditOf is what an account can withdraw of bonds, in base units.
func (c *Campaign) CreditOf(ctx context.Context, account common.Address) (*big.Int, error) {
	return call(ctx, c.client, c.Address, nil, campaignABI.PackCreditOf(account), campaignABI.UnpackCreditOf)
}

// Resume sees a transaction through that an earlier process left in the outbox: see Client.Resume.
func (c *Campaign) Resume(ctx context.Context, key Signer) error { return c.client.Resume(ctx, key) }

// Unhurried is for services, which look again anyway: transactions count as soon as they are in a block, and are kept in
// an outbox, unless it is empty. Call it before use.
func (c *Campaign) Unhurried(outbox string) error {
	c.client.Confirmations = 0
	if outbox == "" {
		return nil
	}
	return c.client.Keep(outbox)
}
