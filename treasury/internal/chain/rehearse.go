package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"quire/treasury/contracts/bindings/bondvault"
	"quire/treasury/contracts/bindings/campaign"
	"quire/treasury/contracts/bindings/campaignfactory"
	"quire/treasury/contracts/bindings/modelshares"
	"quire/treasury/contracts/bindings/testtoken"
)

// Rehearsed is the Step of a transaction that was simulated instead of sent.
const Rehearsed = "rehearsed"

// ErrNoRehearsal says that an endpoint cannot simulate several transactions, one after the other.
var ErrNoRehearsal = errors.New("chain: the endpoint has no eth_simulateV1")

// methodNotFound is JSON-RPC's code for it.
const methodNotFound = -32601

// rehearse simulates a transaction after those that were rehearsed before, on the state of the latest block. What is read
// from contracts afterwards shows what it would have done. It refuses as send does. The receipt has no transaction.
func (c *Client) rehearse(ctx context.Context, from common.Address, to *common.Address, data []byte) (*types.Receipt, error) {
	calls := append(slices.Clone(c.rehearsed), ethereum.CallMsg{From: from, To: to, Data: data})
	results, number, err := c.simulate(ctx, calls)
	if err != nil {
		return nil, err
	}
	last := results[len(results)-1]
	if err := outcome(last); err != nil {
		if r := refusal(err); r != nil {
			return nil, r
		}
		return nil, fmt.Errorf("simulate: %w", err)
	}
	if err := c.affords(ctx, from, results); err != nil {
		return nil, err
	}
	nonce, err := c.eth.NonceAt(ctx, from, nil)
	if err != nil {
		return nil, fmt.Errorf("read nonce of %s: %w", from, err)
	}
	for _, earlier := range c.rehearsed {
		if earlier.From == from {
			nonce++
		}
	}
	c.rehearsed = calls
	receipt := &types.Receipt{Status: types.ReceiptStatusSuccessful, GasUsed: last.GasUsed, Logs: last.Logs, BlockNumber: number}
	step := Step{What: Rehearsed, Call: "a new contract", Gas: last.GasUsed}
	if to == nil {
		receipt.ContractAddress = crypto.CreateAddress(from, nonce)
		step.To = receipt.ContractAddress
	} else {
		step.Call, step.To = callName(data), *to
	}
	c.step(step)
	return receipt, nil
}

// simulate runs calls one after the other in a block after the latest, and returns one result for each.
func (c *Client) simulate(ctx context.Context, calls []ethereum.CallMsg) ([]ethclient.SimulateCallResult, *big.Int, error) {
	latest := rpc.BlockNumberOrHashWithNumber(rpc.LatestBlockNumber)
	blocks, err := c.eth.SimulateV1(ctx, ethclient.SimulateOptions{BlockStateCalls: []ethclient.SimulateBlock{{Calls: calls}}}, &latest)
	var answer rpc.Error
	if errors.As(err, &answer) && answer.ErrorCode() == methodNotFound {
		return nil, nil, fmt.Errorf("%w: use another --rpc, or leave --dry-run out: what a contract would refuse is not sent anyway", ErrNoRehearsal)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("simulate: %w", err)
	}
	if len(blocks) != 1 || len(blocks[0].Calls) != len(calls) || blocks[0].Number == nil {
		return nil, nil, fmt.Errorf("simulate: the endpoint answered for %d blocks, not for one with %d calls", len(blocks), len(calls))
	}
	return blocks[0].Calls, blocks[0].Number, nil
}

// affords refuses with ErrNoGas if the account cannot pay for the gas of all calls at the price of now.
func (c *Client) affords(ctx context.Context, from common.Address, results []ethclient.SimulateCallResult) error {
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("read latest block: %w", err)
	}
	tip, err := c.eth.SuggestGasTipCap(ctx)
	if err != nil {
		return fmt.Errorf("ask for the price of gas: %w", err)
	}
	have, err := c.Balance(ctx, from)
	if err != nil {
		return fmt.Errorf("read balance of %s: %w", from, err)
	}
	need := new(big.Int)
	for _, r := range results {
		need.Add(need, new(big.Int).SetUint64(r.GasUsed))
	}
	if need.Mul(need, feeCap(tip, head)); have.Cmp(need) < 0 {
		return noGas(from, have, need)
	}
	return nil
}

// failed is the error of a simulated call, in the form in which nodes give that of a real one.
type failed struct{ ethclient.CallError }

func (f failed) Error() string          { return f.Message }
func (f failed) ErrorCode() int         { return f.Code }
func (f failed) ErrorData() interface{} { return f.Data }

func outcome(r ethclient.SimulateCallResult) error {
	switch {
	case r.Status == types.ReceiptStatusSuccessful:
		return nil
	case r.Error == nil:
		return failed{ethclient.CallError{Message: "execution failed"}}
	}
	return failed{*r.Error}
}

// callName is the name of the function that data calls.
func callName(data []byte) string {
	if m := calledMethod(data); m != nil {
		return m.Name
	}
	return "an unknown function"
}

// calledMethod is the function of our contracts that data calls; nil if it is none.
func calledMethod(data []byte) *abi.Method {
	for _, read := range []func() (*abi.ABI, error){
		campaign.CampaignMetaData.ParseABI, campaignfactory.CampaignFactoryMetaData.ParseABI, bondvault.BondVaultMetaData.ParseABI,
		modelshares.ModelSharesMetaData.ParseABI, testtoken.TestTokenMetaData.ParseABI,
	} {
		parsed, err := read()
		if err != nil {
			continue
		}
		if method, err := parsed.MethodById(data); err == nil {
			return method
		}
	}
	return nil
}
