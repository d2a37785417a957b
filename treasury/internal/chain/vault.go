package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/proto/canon"
	"quire/proto/sign"
	"quire/treasury/contracts/bindings/bondvault"
)

// Vault holds the bonds of a campaign's nodes. Amounts are base units of the campaign's token.
type Vault struct {
	Address  common.Address
	campaign *Campaign
}

// Vault is the vault of the campaign.
func (c *Campaign) Vault(ctx context.Context) (*Vault, error) {
	at, err := call(ctx, c.client, c.Address, nil, campaignABI.PackVault(), campaignABI.UnpackVault)
	if err != nil {
		return nil, fmt.Errorf("read vault: %w", err)
	}
	return &Vault{at, c}, nil
}

// Node is what is bonded on a node by all its owners. All of Bonded can be slashed; Leaving is announced for withdrawal.
type Node struct {
	Bonded, Leaving *big.Int
	Slashed         bool
}

// Node reads what is bonded on a node.
func (v *Vault) Node(ctx context.Context, node common.Address) (Node, error) {
	n, err := call(ctx, v.campaign.client, v.Address, nil, vaultABI.PackNodeOf(node), vaultABI.UnpackNodeOf)
	return Node{n.Bonded, n.Leaving, n.Slashed}, err
}

// Bond is what one owner bonded on a node. Leaving can be withdrawn at FreeAt; zero FreeAt if nothing was announced.
type Bond struct {
	Amount, Leaving *big.Int
	FreeAt          time.Time
}

// Bond reads what an owner bonded on a node.
func (v *Vault) Bond(ctx context.Context, node, owner common.Address) (Bond, error) {
	b, err := call(ctx, v.campaign.client, v.Address, nil, vaultABI.PackBondOf(node, owner), vaultABI.UnpackBondOf)
	if err != nil {
		return Bond{}, err
	}
	out := Bond{Amount: b.Amount, Leaving: b.Leaving}
	if b.FreeAt.Sign() > 0 {
		out.FreeAt = time.Unix(b.FreeAt.Int64(), 0)
	}
	return out, nil
}

// Accusation is an open accusation of a node; the arbitrator can rule until RuleBy.
type Accusation struct {
	Number   uint32
	Accuser  common.Address
	RuleBy   time.Time
	Answered bool
}

// Accusation reads the open accusation of a node; nil if there is none.
func (v *Vault) Accusation(ctx context.Context, node common.Address) (*Accusation, error) {
	a, err := call(ctx, v.campaign.client, v.Address, nil, vaultABI.PackAccusationOf(node), vaultABI.UnpackAccusationOf)
	if err != nil || a.Accuser == (common.Address{}) {
		return nil, err
	}
	return &Accusation{a.Number, a.Accuser, time.Unix(a.RuleBy.Int64(), 0), a.Answered}, nil
}

// CreditOf is what an account can withdraw of awards and returned bonds.
func (v *Vault) CreditOf(ctx context.Context, account common.Address) (*big.Int, error) {
	return call(ctx, v.campaign.client, v.Address, nil, vaultABI.PackCreditOf(account), vaultABI.UnpackCreditOf)
}

// Deposit bonds units of key's account on a node. Repeating it bonds again.
func (v *Vault) Deposit(ctx context.Context, key Signer, node common.Address, units *big.Int) (*types.Receipt, error) {
	if err := v.allow(ctx, key, units); err != nil {
		return nil, err
	}
	return v.send(ctx, key, vaultABI.PackDeposit(node, units))
}

// Unbond announces that key's account withdraws units of its bond on a node; it replaces what was announced before.
func (v *Vault) Unbond(ctx context.Context, key Signer, node common.Address, units *big.Int) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackUnbond(node, units))
}

// Withdraw pays the announced and due bond of key's account on a node to an account.
func (v *Vault) Withdraw(ctx context.Context, key Signer, node, to common.Address) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackWithdraw(node, to))
}

// Signed is a submission with the node's signature, as a ledger row has them.
type Signed struct {
	Submission sign.Submission
	Signature  []byte // sign.SignatureBytes
}

// Slash slashes the node that signed both, two answers to one attempt at one task; key's account is the reporter.
func (v *Vault) Slash(ctx context.Context, key Signer, a, b Signed) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackSlash(a.binding(), a.Signature, b.binding(), b.Signature))
}

func (s Signed) binding() bondvault.SubmissionsSubmission {
	return bondvault.SubmissionsSubmission{
		Campaign: s.Submission.Campaign, Task: s.Submission.Task, Attempt: s.Submission.Attempt, Output: s.Submission.Output, Steps: s.Submission.Steps,
	}
}

// Accuse accuses a node with a bond of key's account. evidence is the SHA-256 of a document.
func (v *Vault) Accuse(ctx context.Context, key Signer, node common.Address, evidence canon.Digest) (*types.Receipt, error) {
	if err := v.allow(ctx, key, v.campaign.Terms.Bond); err != nil {
		return nil, err
	}
	return v.send(ctx, key, vaultABI.PackAccuse(node, evidence))
}

// Answer answers an accusation; key's account has a bond on the node. evidence is the SHA-256 of a document.
func (v *Vault) Answer(ctx context.Context, key Signer, node common.Address, number uint32, evidence canon.Digest) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackAnswer(node, number, evidence))
}

// Rule rules on an accusation; key is the arbitrator's.
func (v *Vault) Rule(ctx context.Context, key Signer, node common.Address, number uint32, guilty bool) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackRule(node, number, guilty))
}

// Drop ends an accusation on which the arbitrator was silent.
func (v *Vault) Drop(ctx context.Context, key Signer, node common.Address) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackDrop(node))
}

// WithdrawCredit pays the awards and returned bonds of key's account to an account.
func (v *Vault) WithdrawCredit(ctx context.Context, key Signer, to common.Address) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackWithdrawCredit(to))
}

// Restitution pays key's account, a funder, its part of bonds that were lost after the training.
func (v *Vault) Restitution(ctx context.Context, key Signer, to common.Address) (*types.Receipt, error) {
	return v.send(ctx, key, vaultABI.PackRestitution(to))
}

func (v *Vault) allow(ctx context.Context, key Signer, units *big.Int) error {
	if err := v.campaign.Token.allow(ctx, key, v.Address, units); err != nil {
		return fmt.Errorf("approve bond: %w", err)
	}
	return nil
}

func (v *Vault) send(ctx context.Context, key Signer, data []byte) (*types.Receipt, error) {
	return v.campaign.client.send(ctx, key, &v.Address, data)
}

// Slashed is what a slash took and what of it is the reporter's, from the transaction's log.
func (v *Vault) Slashed(receipt *types.Receipt) (amount, award *big.Int) {
	amount, award = new(big.Int), new(big.Int)
	for _, l := range receipt.Logs {
		if l.Address != v.Address {
			continue
		}
		if e, err := vaultABI.UnpackSlashedEvent(l); err == nil {
			amount, award = e.Amount, e.Award
		}
	}
	return amount, award
}

// Restituted is what a restitution paid, from the transaction's log.
func (v *Vault) Restituted(receipt *types.Receipt) *big.Int {
	for _, l := range receipt.Logs {
		if l.Address != v.Address {
			continue
		}
		if e, err := vaultABI.UnpackRestitutedEvent(l); err == nil {
			return e.Amount
		}
	}
	return new(big.Int)
}
