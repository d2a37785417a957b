package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/http/httptest"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"quire/treasury/contracts/bindings/campaign"
)

var (
	theContract = common.Address{0xc}
	theToken    = common.Address{0xd}
	ann         = common.Address{0xa}
)

// node answers JSON-RPC for one contract, as any node of its chain would.
type node struct {
	head    uint64
	epochs  uint32
	pledged int64
	logs    []types.Log
	asked   []string // windows of logs
}

func (n *node) ChainId() hexutil.Uint64     { return 1337 }
func (n *node) BlockNumber() hexutil.Uint64 { return hexutil.Uint64(n.head) }

type callArgs struct {
	To    common.Address `json:"to"`
	Input hexutil.Bytes  `json:"input"`
}

func (n *node) Call(a callArgs, _ string) (hexutil.Bytes, error) {
	abi := contract.GetABI()
	if a.To == theToken {
		abi = erc20.GetABI()
	} else if a.To != theContract {
		return nil, nil
	}
	m, err := abi.MethodById(a.Input)
	if err != nil {
		return nil, err
	}
	switch m.Name {
	case "terms":
		t := campaign.ICampaignTerms{Token: theToken, Spec: [32]byte{5}}
		zero(&t)
		return m.Outputs.Pack(t)
	case "totals":
		t := campaign.ICampaignTotals{Epoch: n.epochs, Pledged: big.NewInt(n.pledged), Earned: big.NewInt(30)}
		zero(&t)
		return m.Outputs.Pack(t)
	case "lineage":
		return m.Outputs.Pack([32]byte{9})
	case "symbol":
		return m.Outputs.Pack("QT\x1bT|")
	case "decimals":
		return m.Outputs.Pack(uint8(6))
	}
	return nil, fmt.Errorf("unexpected call of %s", m.Name)
}

type filter struct {
	From hexutil.Uint64 `json:"fromBlock"`
	To   hexutil.Uint64 `json:"toBlock"`
}

func (n *node) GetLogs(f filter) []types.Log {
	n.asked = append(n.asked, fmt.Sprintf("%d–%d", f.From, f.To))
	found := []types.Log{}
	for _, l := range n.logs {
		if l.BlockNumber >= uint64(f.From) && l.BlockNumber <= uint64(f.To) {
			found = append(found, l)
		}
	}
	return found
}

// emit adds an event; the first topics are its indexed values.
func (n *node) emit(t *testing.T, block uint64, name string, topics []common.Hash, values ...any) {
	t.Helper()
	e := contract.GetABI().Events[name]
	data, err := e.Inputs.NonIndexed().Pack(values...)
	if err != nil {
		t.Fatal(err)
	}
	n.logs = append(n.logs, types.Log{
		Address: theContract, Topics: append([]common.Hash{e.ID}, topics...), Data: data, BlockNumber: block,
		TxHash: common.Hash{byte(len(n.logs) + 1)}, Index: uint(len(n.logs)),
	})
}

func (n *node) serve(t *testing.T) string {
	t.Helper()
	s := rpc.NewServer()
	if err := s.RegisterName("eth", n); err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(func() { h.Close(); s.Stop() })
	return h.URL
}

func account(a common.Address) common.Hash { return common.BytesToHash(a[:]) }
func epoch(n int64) common.Hash            { return common.BigToHash(big.NewInt(n)) }

// story is a campaign with two pledges, a posting that was voided and one that became final, and a claim.
func story(t *testing.T) *node {
	n := &node{head: 45_000, epochs: 1, pledged: 100}
	n.emit(t, 21_000, "Pledged", []common.Hash{account(ann)}, big.NewInt(60), big.NewInt(60))
	n.emit(t, 21_001, "Pledged", []common.Hash{account(ann)}, big.NewInt(40), big.NewInt(100))
	for posting := range uint32(2) {
		n.emit(t, 30_000+uint64(posting), "EpochPosted", []common.Hash{epoch(1)}, posting+1, [32]byte{1}, big.NewInt(30), [32]byte{2}, [32]byte{3}, false, []byte{byte(posting)})
	}
	n.emit(t, 40_000, "EpochFinalized", []common.Hash{epoch(1)}, uint32(2), [32]byte{1}, big.NewInt(30), [32]byte{2}, [32]byte{3}, [32]byte{9})
	n.emit(t, 44_000, "Claimed", []common.Hash{account(ann), account(ann)}, big.NewInt(7))
	return n
}

func TestRead(t *testing.T) {
	n := story(t)
	c, err := Read(t.Context(), n.serve(t), theContract)
	if err != nil {
		t.Fatal(err)
	}
	if c.ChainID != 1337 || c.Block != 45_000 || c.Spec[0] != 5 || c.Symbol != "QTT|" || c.Decimals != 6 || c.Pledged.Int64() != 100 || c.Lineage[0] != 9 {
		t.Errorf("state %+v", c)
	}
	if len(c.Epochs) != 1 || c.Epochs[0].Rows[0] != 1 || c.Epochs[0].Block != 30_001 || c.Epochs[0].Earned.Int64() != 30 {
		t.Errorf("epochs %+v", c.Epochs)
	}
	if len(c.Pledges) != 2 || c.Pledges[0].Amount.Int64() != 60 || c.Pledges[0].Account != ann || len(c.Claims) != 1 {
		t.Errorf("pledges %+v, claims %+v", c.Pledges, c.Claims)
	}
	if len(n.asked) != 3 {
		t.Errorf("logs were asked for %v, though the first pledge is in block 21000", n.asked)
	}
}

func TestUnreadableContracts(t *testing.T) {
	for _, k := range []struct {
		name   string
		change func(*node)
		at     common.Address
		want   error
	}{
		{"no contract", func(*node) {}, common.Address{1}, ErrNoContract},
		{"logs without the last epoch", func(n *node) { n.epochs = 2 }, theContract, ErrLogs},
		{"logs without a posting", func(n *node) { n.logs = append(n.logs[:3:3], n.logs[4:]...) }, theContract, ErrLogs},
		{"an event of other bytes", func(n *node) { n.logs[0].Data = n.logs[0].Data[:5] }, theContract, ErrLogs},
	} {
		t.Run(k.name, func(t *testing.T) {
			n := story(t)
			k.change(n)
			if _, err := Read(t.Context(), n.serve(t), k.at); !errors.Is(err, k.want) {
				t.Fatalf("Read: %v, want %v", err, k.want)
			}
		})
	}
	for _, endpoint := range []string{"", "nonsense", "http://127.0.0.1:1"} {
		if _, err := Read(context.Background(), endpoint, theContract); !errors.Is(err, ErrUnreachable) {
			t.Errorf("Read from %q: %v", endpoint, err)
		}
	}
}
