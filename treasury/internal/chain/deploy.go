package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"quire/treasury/contracts/bindings/campaignfactory"
	"quire/treasury/contracts/bindings/testtoken"
	"quire/treasury/terms"
)

// DeployFactory puts a campaign factory on the chain.
func (c *Client) DeployFactory(ctx context.Context, key Signer) (common.Address, error) {
	return c.deploy(ctx, key, &campaignfactory.CampaignFactoryMetaData)
}

// DeployTestToken puts a worthless token on the chain, for dev chains and test networks; key's account mints it.
func (c *Client) DeployTestToken(ctx context.Context, key Signer) (common.Address, error) {
	return c.deploy(ctx, key, &testtoken.TestTokenMetaData)
}

func (c *Client) deploy(ctx context.Context, key Signer, contract *bind.MetaData) (common.Address, error) {
	receipt, err := c.send(ctx, key, nil, common.FromHex(contract.Bin))
	if err != nil {
		return common.Address{}, fmt.Errorf("deploy: %w", err)
	}
	return receipt.ContractAddress, nil
}

// Create makes a campaign with the given terms; key's account is its creator. Creating the same terms again returns the
// campaign that exists, so that it may be repeated after a crash.
func (c *Client) Create(ctx context.Context, key Signer, factory common.Address, t terms.Terms) (common.Address, error) {
	binding := campaignfactory.ICampaignTerms{
		Token: t.Token, Creator: key.Address(), Poster: t.Poster, Arbitrator: t.Arbitrator,
		Goal: t.Goal, Cap: t.Cap, EpochCap: t.EpochCap, Bond: t.Bond,
		Deadline:   big.NewInt(t.Deadline.Unix()),
		StartGrace: seconds(t.StartGrace), ChallengeWindow: seconds(t.ChallengeWindow),
		ArbitrationWindow: seconds(t.ArbitrationWindow), StallTimeout: seconds(t.StallTimeout), MaxDuration: seconds(t.MaxDuration),
		ExitNotice: seconds(t.ExitNotice), ExitGap: seconds(t.ExitGap), PosterGrace: seconds(t.PosterGrace), UnbondDelay: seconds(t.UnbondDelay),
		FundersBps: t.FundersBps, ReporterBps: t.ReporterBps, Transferable: t.Transferable, Revenue: t.Revenue,
		Spec: t.Spec,
	}
	at, err := call(ctx, c, factory, nil, factoryABI.PackCampaignAt(key.Address(), binding), factoryABI.UnpackCampaignAt)
	if err != nil {
		return common.Address{}, noContract("campaign factory", factory, err)
	}
	code, err := c.eth.CodeAt(ctx, at, nil)
	if err != nil {
		return common.Address{}, fmt.Errorf("look for the campaign: %w", err)
	}
	if len(code) > 0 {
		return at, nil
	}
	if _, err := c.send(ctx, key, &factory, factoryABI.PackCreate(binding)); err != nil {
		return common.Address{}, fmt.Errorf("create campaign: %w", err)
	}
	return at, nil
}

// seconds of a duration that terms.Resolve has bounded.
func seconds(d time.Duration) uint32 { return uint32(d / time.Second) }
