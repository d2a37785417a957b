package chain

import (
	"context"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/treasury/reward"
)

// Event is something that happened to a campaign, its vault or its shares.
type Event struct {
	Block    uint64
	Time     time.Time
	Tx       common.Hash
	Index    uint   // of the log in its block
	Contract string // "campaign", "vault" or "shares"
	Name     string // as the contract names it
	Args     []Arg  // in the contract's order
}

// Arg is one value of an event.
type Arg struct {
	Name  string
	Text  string   // addresses and digests in hexadecimal, numbers in decimal; rows as how many they are
	Units *big.Int // nil unless the value is an amount: base units of the token, or of shares, which have the same decimals
}

// amounts are the arguments that are base units.
var amounts = map[string]bool{"amount": true, "stake": true, "budget": true, "increment": true, "earned": true, "award": true, "value": true}

// source is a contract whose events are told.
type source struct {
	name     string
	contract abi.ABI
}

// sources are the campaign's contracts by address.
func (c *Campaign) sources(ctx context.Context) (map[common.Address]source, error) {
	vault, err := c.Vault(ctx)
	if err != nil {
		return nil, err
	}
	shares, err := c.Shares(ctx)
	if err != nil {
		return nil, err
	}
	return map[common.Address]source{
		c.Address: {"campaign", campaignABI.GetABI()}, vault.Address: {"vault", vaultABI.GetABI()}, shares.Address: {"shares", sharesABI.GetABI()},
	}, nil
}

// Events lists what happened in blocks first to last, in order. Logs that are none of the contracts' own events are left
// out: proxies and clones announce themselves too.
func (c *Campaign) Events(ctx context.Context, first, last uint64) ([]Event, error) {
	sources, err := c.sources(ctx)
	if err != nil {
		return nil, err
	}
	var of []common.Address
	for a := range sources {
		of = append(of, a)
	}
	var events []Event
	times := map[uint64]time.Time{}
	for from := first; from <= last; from += logBlocks {
		to := min(last, from+logBlocks-1)
		logs, err := c.client.eth.FilterLogs(ctx, ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to), Addresses: of,
		})
		if err != nil {
			return nil, fmt.Errorf("read logs of blocks %d to %d: %w", from, to, err)
		}
		for i := range logs {
			e, known, err := sources[logs[i].Address].decode(&logs[i])
			if err != nil {
				return nil, fmt.Errorf("%w: transaction %s: %w", errLogs, logs[i].TxHash, err)
			}
			if !known || logs[i].Removed {
				continue
			}
			if e.Time, err = c.timeOf(ctx, e.Block, times); err != nil {
				return nil, err
			}
			events = append(events, e)
		}
	}
	return events, nil
}

func (c *Campaign) timeOf(ctx context.Context, block uint64, known map[uint64]time.Time) (time.Time, error) {
	if t, ok := known[block]; ok {
		return t, nil
	}
	header, err := c.client.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(block))
	if err != nil {
		return time.Time{}, fmt.Errorf("read block %d: %w", block, err)
	}
	known[block] = time.Unix(int64(header.Time), 0)
	return known[block], nil
}

// decode reads a log; known is false if the contract has no such event.
func (s source) decode(l *types.Log) (e Event, known bool, err error) {
	if len(l.Topics) == 0 || s.name == "" {
		return e, false, nil
	}
	event, err := s.contract.EventByID(l.Topics[0])
	if err != nil {
		return e, false, nil
	}
	values := map[string]any{}
	if err := event.Inputs.UnpackIntoMap(values, l.Data); err != nil {
		return e, true, fmt.Errorf("%s: %w", event.Name, err)
	}
	var indexed abi.Arguments
	for _, in := range event.Inputs {
		if in.Indexed {
			indexed = append(indexed, in)
		}
	}
	if err := abi.ParseTopicsIntoMap(values, indexed, l.Topics[1:]); err != nil {
		return e, true, fmt.Errorf("%s: %w", event.Name, err)
	}
	e = Event{Block: l.BlockNumber, Tx: l.TxHash, Index: l.Index, Contract: s.name, Name: event.Name}
	for _, in := range event.Inputs {
		e.Args = append(e.Args, arg(in.Name, values[in.Name]))
	}
	return e, true, nil
}

func arg(name string, value any) Arg {
	switch v := value.(type) {
	case common.Address:
		return Arg{Name: name, Text: v.Hex()}
	case [32]byte:
		return Arg{Name: name, Text: hex.EncodeToString(v[:])}
	case *big.Int:
		a := Arg{Name: name, Text: v.String()}
		if amounts[name] {
			a.Units = v
		}
		return a
	case []byte:
		return Arg{Name: name, Text: fmt.Sprintf("%d rows", len(v)/reward.RowBytes)}
	}
	return Arg{Name: name, Text: strings.TrimSpace(fmt.Sprint(value))}
}

// Head is the number of the latest block but Confirmations.
func (c *Client) Head(ctx context.Context) (uint64, error) {
	head, err := c.eth.BlockNumber(ctx)
	if err != nil {
		return 0, fmt.Errorf("read latest block: %w", err)
	}
	return head - min(c.Confirmations, head), nil
}
