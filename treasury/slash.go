package main

import (
	"fmt"
	"io"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/coordinator/ledger"
	"quire/proto/sign"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/settle"
)

// Conviction is what `treasury slash --json` says of a node that is proved to have signed two answers.
type Conviction struct {
	Node    common.Address `json:"node"`
	Outcome string         `json:"outcome"` // "slashed now", "slashed before" or "nothing bonded"
	Amount  string         `json:"amount"`  // base units that were lost now
	Award   string         `json:"award"`   // of them, the reporter's: `treasury withdraw` pays it
	Tx      string         `json:"tx,omitempty"`
}

// The outcomes.
const (
	slashedNow    = "slashed now"
	slashedBefore = "slashed before"
	nothingBonded = "nothing bonded"
)

func slashCommand(o *options) *cobra.Command {
	var contract, coordinator, name, node string
	c := &cobra.Command{
		Use:   "slash",
		Short: "Slash the bonds of nodes that signed two answers; for anybody",
		Long: `Fetch the coordinator's proofs that nodes signed two answers to one attempt at a task, verify both signatures of each,
and slash what is bonded on those nodes. A part of it is the reporter's, by the terms; "treasury withdraw" pays it.
It may be repeated: a node is slashed once.`,
		RunE: func(c *cobra.Command, _ []string) error {
			var only common.Address
			if node != "" {
				var err error
				if only, err = addressFlag("node", node); err != nil {
					return err
				}
			}
			if coordinator == "" || name == "" {
				return fmt.Errorf("%w: --coordinator URL and --campaign NAME are needed", errUsage)
			}
			client, err := settle.NewCoordinator(coordinator, name, nil)
			if err != nil {
				return fmt.Errorf("%w: --%w", errUsage, err)
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				proofs, err := client.Equivocations(a.ctx, a.campaign.Terms.Spec)
				if err != nil {
					return err
				}
				return a.slash(proofs, only)
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&coordinator, "coordinator", "", "URL of the coordinator")
	c.Flags().StringVar(&name, "campaign", "", "name of the campaign on the coordinator")
	c.Flags().StringVar(&node, "node", "", "slash this node only")
	return c
}

// slash slashes every node of proofs, or only one; zero for all. What it did before an error is reported too.
func (a action) slash(proofs []ledger.Equivocation, only common.Address) error {
	vault, err := a.campaign.Vault(a.ctx)
	if err != nil {
		return err
	}
	done := []Conviction{}
	for _, e := range proofs {
		if only != (common.Address{}) && e.Node != only {
			continue
		}
		var v Conviction
		if v, err = a.convict(vault, e); err != nil {
			break
		}
		done = append(done, v)
	}
	if a.json {
		if perr := printJSON(a.out, done); err == nil {
			err = perr
		}
		return err
	}
	if len(done) == 0 && err == nil {
		fmt.Fprintln(a.out, "no proof against any node: nothing to slash")
	}
	for _, v := range done {
		a.sayConviction(a.out, v)
	}
	return err
}

// convict slashes one node unless there is nothing to lose.
func (a action) convict(vault *chain.Vault, e ledger.Equivocation) (Conviction, error) {
	v := Conviction{Node: e.Node, Amount: "0", Award: "0"}
	n, err := vault.Node(a.ctx, e.Node)
	if err != nil {
		return v, fmt.Errorf("read bonds on %s: %w", e.Node, err)
	}
	switch {
	case n.Slashed:
		v.Outcome = slashedBefore
		return v, nil
	case n.Bonded.Sign() == 0:
		v.Outcome = nothingBonded
		return v, nil
	}
	var signed [2]chain.Signed
	for i := range signed {
		signature, err := sign.ParseHex(e.Answers[i].Signature)
		if err != nil {
			return v, err
		}
		signed[i] = chain.Signed{Submission: e.Statement(i), Signature: signature}
	}
	receipt, err := vault.Slash(a.ctx, a.key, signed[0], signed[1])
	if err != nil {
		return v, err
	}
	amount, award := vault.Slashed(receipt)
	v.Outcome, v.Amount, v.Award = slashedNow, amount.String(), award.String()
	if !a.dryRun {
		v.Tx = receipt.TxHash.Hex()
	}
	return v, nil
}

func (a action) sayConviction(out io.Writer, v Conviction) {
	switch v.Outcome {
	case slashedNow:
		tx := ""
		if v.Tx != "" {
			tx = "; transaction " + v.Tx
		}
		fmt.Fprintf(out, "node %s signed two answers: it loses %s, of which %s is yours (`treasury withdraw`%s)\n",
			v.Node, a.sayText(v.Amount), a.sayText(v.Award), tx)
	case slashedBefore:
		fmt.Fprintf(out, "node %s signed two answers, and was slashed before\n", v.Node)
	default:
		fmt.Fprintf(out, "node %s signed two answers; nothing is bonded on it, so there is nothing to slash\n", v.Node)
	}
}
