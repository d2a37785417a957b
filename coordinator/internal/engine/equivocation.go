package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/sign"
)

// convict keeps the proof that a node signed two answers to one attempt: the first against each node, for ever.
func (d *desk) convict(ctx context.Context, row ledger.Row, c verify.Claim, signature []byte) error {
	proof := ledger.Equivocation{
		Campaign: row.Campaign, Task: row.Task, Attempt: row.Attempt, Node: row.Node,
		Answers: [2]ledger.Answer{{Output: row.Output, Steps: row.Steps, Signature: row.Submission}, {Output: c.Output, Steps: c.Steps, Signature: sign.Hex(signature)}},
	}
	return d.do(ctx, func() error {
		if _, known := d.proofs[row.Node]; known {
			return fmt.Errorf("%w: this node has signed two answers to one attempt: the proof is kept", ErrForbidden)
		}
		if err := proof.Verify(); err != nil {
			return fmt.Errorf("%w: %w", round.ErrStale, err)
		}
		if _, err := d.commit((&store.Write{}).Create(d.keys.Equivocation(row.Node), proof)); err != nil {
			return err
		}
		d.proofs[row.Node] = proof
		d.noted++
		d.log.Warn("equivocation", "node", row.Node, "task", row.Task)
		d.feed.add(d.e.cfg.Now(), "fault", fmt.Sprintf("%s signed two answers to %s %d of round %d: its bond can be slashed", d.called(row.Node), row.Kind, row.Index, row.Round))
		return fmt.Errorf("%w: this node has signed two answers to one attempt: the proof is kept", ErrForbidden)
	})
}

func (d *desk) loadProofs(ctx context.Context) error {
	d.proofs = map[common.Address]ledger.Equivocation{}
	return d.scan(ctx, d.keys.Equivocations(), "", 0, func(i store.Item) error {
		var p ledger.Equivocation
		err := json.Unmarshal(i.Value, &p)
		d.proofs[p.Node] = p
		return err
	})
}

// Equivocations returns the proofs against nodes of a campaign, by node.
func (e *Engine) Equivocations(ctx context.Context, name string) ([]ledger.Equivocation, error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	return ask(ctx, d, func() ([]ledger.Equivocation, error) {
		all := make([]ledger.Equivocation, 0, len(d.proofs))
		for _, p := range d.proofs {
			all = append(all, p)
		}
		slices.SortFunc(all, func(a, b ledger.Equivocation) int { return bytes.Compare(a.Node[:], b.Node[:]) })
		return all, nil
	})
}
