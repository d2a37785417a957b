package verify

import (
	"bytes"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/ledger"
	"quire/proto/canon"
)

// Contract is what a campaign's treasury contract says of itself at one block. Amounts are base units of the token.
type Contract struct {
	ChainID  uint64
	Address  common.Address
	Block    uint64
	Token    common.Address
	Symbol   string
	Decimals uint8
	Spec     canon.Digest
	Lineage  common.Hash // chains every final epoch
	Earned   *big.Int    // final rewards, paid or not
	Pledged  *big.Int    // all pledges ever made
	Epochs   []Posted    // final ones, by number, without gaps
	Pledges  []Transfer
	Refunds  []Transfer
	Claims   []Transfer
}

// Posted is a final epoch as it stands in the chain's log.
type Posted struct {
	Number     int
	Root       common.Hash
	Increment  *big.Int
	Earned     *big.Int // by all epochs up to this one
	Checkpoint canon.Digest
	Manifest   canon.Digest
	Last       bool
	Rows       []byte // reward.Epoch, packed
	Lineage    common.Hash
	Tx         common.Hash // that posted it
	Block      uint64      // of Tx
}

// Transfer is money that came from or went to an account.
type Transfer struct {
	Account common.Address
	Amount  *big.Int
	Tx      common.Hash
	Block   uint64
}

// checkLineage repeats the chain of hashes that the contract keeps over its final epochs.
func (c *Contract) checkLineage() error {
	lineage, earned := common.Hash{}, new(big.Int)
	word := func(x *big.Int) []byte { return common.LeftPadBytes(x.Bytes(), 32) }
	for _, p := range c.Epochs {
		if earned.Add(earned, p.Increment); earned.Cmp(p.Earned) != 0 {
			return falsef("epoch %d on chain: %s is earned by then, the increments make %s: this endpoint's log is false", p.Number, p.Earned, earned)
		}
		lineage = crypto.Keccak256Hash(lineage[:], word(big.NewInt(int64(p.Number))), p.Root[:], word(p.Earned), p.Checkpoint[:], p.Manifest[:])
		if p.Lineage != lineage {
			return falsef("epoch %d on chain: its lineage is %s, its values make %s: this endpoint's log is false", p.Number, p.Lineage, lineage)
		}
	}
	if c.Lineage != lineage {
		return falsef("the contract's lineage is %s, the %d final epochs in the log make %s: this endpoint's log is false", c.Lineage, len(c.Epochs), lineage)
	}
	return nil
}

// same says what the contract was told otherwise than the ledger makes it; nil if nothing.
func (p Posted) same(e ledger.Epoch) error {
	differs := func(what string, chain, ledger any) error {
		return falsef("epoch %d on chain (transaction %s) has %s %v, the ledger makes it %v", p.Number, p.Tx, what, chain, ledger)
	}
	switch {
	case p.Number != e.Number:
		return differs("number", p.Number, e.Number)
	case p.Root != e.Root:
		return differs("root", p.Root, e.Root)
	case p.Increment.String() != string(e.Increment):
		return differs("increment", p.Increment, e.Increment)
	case p.Checkpoint != e.Checkpoint:
		return differs("checkpoint", p.Checkpoint, e.Checkpoint)
	case p.Manifest != e.Manifest:
		return differs("manifest", p.Manifest, e.Manifest)
	case p.Last != e.Last:
		return differs("last =", p.Last, e.Last)
	case !bytes.Equal(p.Rows, e.Packed()):
		return differs("rows", fmt.Sprintf("%d bytes", len(p.Rows)), fmt.Sprintf("%d others", len(e.Packed())))
	}
	return nil
}
