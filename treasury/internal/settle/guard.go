package settle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/replay"
)

// objection is the document behind a challenge: its SHA-256 is on chain.
type objection struct {
	ChainID    int64          `json:"chainId"`
	Contract   common.Address `json:"contract"`
	Epoch      uint32         `json:"epoch"`
	Posting    uint32         `json:"posting"`
	Spec       canon.Digest   `json:"spec"`
	Posted     string         `json:"posted"`     // root
	Recomputed string         `json:"recomputed"` // root; empty if there is nothing to recompute
	Reason     string         `json:"reason"`
}

// guard recomputes the pending epoch from the coordinator's ledger and challenges it if that does not give it: if the
// coordinator has closed no such epoch, if its ledger proves nothing, or if it proves something else. An outage is no
// reason. Whoever asks for this trusts the coordinator to serve the ledger: one that lies to the guard costs it its bond.
func (s *Settler) guard(ctx context.Context) error {
	f, err := s.funding(ctx, 0)
	if err != nil {
		return err
	}
	p := f.Pending
	if p == nil || p.Challenger != (common.Address{}) || p.Posting == s.honest || !f.BlockTime.Before(p.FinalAt) {
		return nil
	}
	o, err := s.objection(ctx, f)
	if err != nil {
		return fmt.Errorf("recompute the pending epoch %d: %w", p.Epoch, err)
	}
	if o == nil {
		s.honest = p.Posting
		s.cfg.Log.Info("epoch recomputed, and right", "epoch", p.Epoch, "posting", p.Posting, "root", common.Hash(p.Root))
		return nil
	}
	document, err := canon.Encode(*o)
	if err != nil {
		return err
	}
	file := filepath.Join(s.cfg.Evidence, fmt.Sprintf("challenge-%s-%d.json", f.Contract, p.Posting))
	if err := os.MkdirAll(s.cfg.Evidence, 0o700); err != nil {
		return fmt.Errorf("keep the evidence: %w", err)
	}
	if err := os.WriteFile(file, document, 0o600); err != nil {
		return fmt.Errorf("keep the evidence: %w", err)
	}
	receipt, err := onChain(ctx, func(ctx context.Context) (*types.Receipt, error) {
		return s.cfg.Campaign.Challenge(ctx, chain.Held(s.cfg.Key), p.Posting, canon.Sum(document))
	})
	var refusal *chain.Refusal
	if errors.As(err, &refusal) && refusal.Name == "AlreadyChallenged" { // somebody else was faster
		return nil
	}
	if err != nil {
		return fmt.Errorf("challenge posting %d: %w", p.Posting, err)
	}
	s.cfg.Log.Warn("epoch challenged: publish the evidence where the arbitrator can read it",
		"epoch", p.Epoch, "posting", p.Posting, "reason", o.Reason, "evidence", file, "tx", receipt.TxHash)
	return nil
}

// objection is what is wrong with the pending epoch; nil if nothing is.
func (s *Settler) objection(ctx context.Context, f chain.Funding) (*objection, error) {
	p := f.Pending
	o := &objection{
		ChainID: int64(f.ChainID), Contract: f.Contract, Epoch: p.Epoch, Posting: p.Posting, Spec: canon.Digest(s.cfg.Campaign.Terms.Spec),
		Posted: common.Hash(p.Root).Hex(),
	}
	epochs, err := s.cfg.Coordinator.epochs(ctx, p.Epoch, p.Epoch)
	switch {
	case errors.Is(err, replay.ErrMismatch):
		o.Reason = err.Error()
		return o, nil
	case err != nil:
		return nil, err
	case len(epochs) == 0:
		o.Reason = fmt.Sprintf("the coordinator has closed no epoch %d: nobody has earned it", p.Epoch)
		return o, nil
	}
	before, err := onChain(ctx, s.cfg.Campaign.Rewards)
	if err != nil {
		return nil, err
	}
	record := epochs[0].record
	epoch, err := s.replay(ctx, epochs[0], before)
	switch {
	case errors.Is(err, replay.ErrMismatch):
		o.Reason = err.Error()
		return o, nil
	case err != nil:
		return nil, err
	}
	o.Recomputed = common.Hash(epoch.Root).Hex()
	switch {
	case epoch.Root != p.Root:
		o.Reason = "the ledger gives other rewards"
	case record.Checkpoint != p.Checkpoint:
		o.Reason = fmt.Sprintf("the epoch ends with checkpoint %s, posted is %s", record.Checkpoint, p.Checkpoint)
	case record.Manifest != p.Manifest:
		o.Reason = fmt.Sprintf("the epoch's manifest is %s, posted is %s", record.Manifest, p.Manifest)
	case record.Last != p.Last:
		o.Reason = fmt.Sprintf("the epoch is the last one: %t; posted is %t", record.Last, p.Last)
	default:
		return nil, nil
	}
	return o, nil
}
