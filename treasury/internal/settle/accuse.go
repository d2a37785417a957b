package settle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/coordinator/ledger"
	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/replay"
)

// indictment is the document behind an accusation: its SHA-256 is on chain. Each answer is signed by its node, so the
// arbitrator needs to believe nobody: he computes the tasks again (`trainer verify --task`).
type indictment struct {
	ChainID  int64          `json:"chainId"`
	Contract common.Address `json:"contract"`
	Spec     canon.Digest   `json:"spec"`
	Epoch    int            `json:"epoch"`
	Node     common.Address `json:"node"`
	Verified int            `json:"verified"` // its answers of the epoch that others confirmed
	Wrong    []wrong        `json:"wrong"`
}

// wrong is a task that a node was wrong about, with every answer to it.
type wrong struct {
	Row     int64        `json:"row"`
	Right   canon.Digest `json:"right"` // output
	Answers []ledger.Row `json:"answers"`
}

// accuse takes what the rules call fraud to the arbitrator: every node of a replayed epoch that loses its rewards, if
// something is bonded on it and nobody has accused it. It comes before the epoch is posted, which is done once; what the
// contract refuses, or what cannot be paid, holds nothing up.
func (s *Settler) accuse(ctx context.Context, record ledger.Epoch, entries []replay.Entry) error {
	if !s.cfg.Accuse {
		return nil
	}
	vault, err := onChain(ctx, s.cfg.Campaign.Vault)
	if err != nil {
		return err
	}
	for _, i := range s.indictments(record, entries) {
		if err := s.bring(ctx, vault, i); err != nil {
			return fmt.Errorf("accuse node %s: %w", i.Node, err)
		}
	}
	return nil
}

// indictments are the frauds of an epoch, by node.
func (s *Settler) indictments(record ledger.Epoch, entries []replay.Entry) []indictment {
	tally := ledger.NewTally()
	answers := map[canon.Digest][]ledger.Row{}
	for _, e := range entries {
		tally.Enter(e.Row)
		answers[e.Row.Task] = append(answers[e.Row.Task], e.Row)
	}
	var all []indictment
	for node, c := range tally.Conducts() {
		if !c.Fraud(s.campaign.spec.Audit) {
			continue
		}
		i := indictment{
			Contract: s.cfg.Campaign.Address, Spec: s.campaign.digest, Epoch: record.Number, Node: node, Verified: c.Verified,
		}
		for _, f := range c.Faults {
			i.Wrong = append(i.Wrong, wrong{f.Claim.Seq, f.Right, answers[f.Task]})
		}
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b indictment) int { return a.Node.Cmp(b.Node) })
	return all
}

// bring accuses a node, unless there is nothing to lose or it is accused already. The document is kept before.
func (s *Settler) bring(ctx context.Context, vault *chain.Vault, i indictment) error {
	n, err := onChain(ctx, func(ctx context.Context) (chain.Node, error) { return vault.Node(ctx, i.Node) })
	if err != nil {
		return err
	}
	open, err := onChain(ctx, func(ctx context.Context) (*chain.Accusation, error) { return vault.Accusation(ctx, i.Node) })
	if err != nil || open != nil || n.Slashed || n.Bonded.Sign() == 0 {
		return err
	}
	f, err := s.funding(ctx, 0)
	if err != nil {
		return err
	}
	i.ChainID = int64(f.ChainID)
	document, err := canon.Encode(i)
	if err != nil {
		return err
	}
	file := filepath.Join(s.cfg.Evidence, fmt.Sprintf("accusation-%s-%d-%s.json", i.Contract, i.Epoch, i.Node))
	if err := os.MkdirAll(s.cfg.Evidence, 0o700); err != nil {
		return fmt.Errorf("keep the evidence: %w", err)
	}
	if err := os.WriteFile(file, document, 0o600); err != nil {
		return fmt.Errorf("keep the evidence: %w", err)
	}
	receipt, err := onChain(ctx, func(ctx context.Context) (*types.Receipt, error) {
		return vault.Accuse(ctx, chain.Held(s.cfg.Key), i.Node, canon.Sum(document))
	})
	var refusal *chain.Refusal
	if errors.As(err, &refusal) {
		s.cfg.Log.Error("node not accused", "node", i.Node, "epoch", i.Epoch, "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	s.cfg.Log.Warn("node accused of fraud: publish the evidence where the arbitrator can read it",
		"node", i.Node, "epoch", i.Epoch, "wrong", len(i.Wrong), "evidence", file, "tx", receipt.TxHash)
	return nil
}
