package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"quire/proto/canon"
)

// evidenceFlag adds the flag that names a document.
func evidenceFlag(c *cobra.Command, file *string) {
	c.Flags().StringVar(file, "evidence", "", "document whose SHA-256 goes on chain: publish it where the arbitrator can read it")
}

func readEvidence(file string) (canon.Digest, error) {
	document, err := os.ReadFile(file)
	if err != nil {
		return canon.Digest{}, fmt.Errorf("%w: --evidence: %w", errUsage, err)
	}
	return canon.Sum(document), nil
}

func challengeCommand(o *options) *cobra.Command {
	var contract, evidence string
	var posting uint32
	c := &cobra.Command{
		Use:   "challenge",
		Short: "Challenge the pending epoch with a bond",
		Long: `Challenge the pending epoch: the arbitrator then rules on it. The bond is lost if the epoch stands; if it is void, the
bond comes back with half of the poster's. --evidence is a document that says what is wrong.`,
		RunE: func(c *cobra.Command, _ []string) error {
			digest, err := readEvidence(evidence)
			if err != nil {
				return err
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receipt, err := a.campaign.Challenge(a.ctx, a.key, posting, digest)
				if err != nil {
					return err
				}
				return a.done(receipt, map[string]any{"evidence": digest.String()},
					"challenged posting %d with a bond of %s", posting, a.say(a.campaign.Terms.Bond))
			})
		},
	}
	contractFlag(c, &contract)
	postingFlag(c, &posting)
	evidenceFlag(c, &evidence)
	return c
}

func postingFlag(c *cobra.Command, posting *uint32) {
	c.Flags().Uint32Var(posting, "posting", 0, "number of the posting, as \"treasury status\" shows it")
}

func numberFlag(c *cobra.Command, number *uint32) {
	c.Flags().Uint32Var(number, "number", 0, "number of the accusation, as \"treasury bond status\" shows it")
}

func accuseCommand(o *options) *cobra.Command {
	var contract, node, evidence string
	c := &cobra.Command{
		Use:   "accuse",
		Short: "Accuse a bonded node of a fault that needs a judge, with a bond",
		Long: `Accuse a bonded node of a fault that needs a judge: its owners may answer, and the arbitrator rules. The accuser's bond is
lost if the node is innocent; if it is guilty, or the arbitrator is silent, it comes back. Two signed answers to one task
need no judge: see "treasury slash".`,
		RunE: func(c *cobra.Command, _ []string) error {
			digest, err := readEvidence(evidence)
			if err != nil {
				return err
			}
			return o.actOnNode(c, contract, node, func(n onNode) error {
				receipt, err := n.vault.Accuse(n.ctx, n.key, n.node, digest)
				if err != nil {
					return err
				}
				open, err := n.vault.Accusation(n.ctx, n.node)
				if err != nil {
					return err
				}
				if open == nil {
					return n.done(receipt, nil, "accused node %s; it is over already", n.node)
				}
				return n.done(receipt, map[string]any{"number": open.Number, "ruleBy": open.RuleBy.Unix(), "evidence": digest.String()},
					"accused node %s, number %d; the arbitrator can rule until %s", n.node, open.Number, instant(open.RuleBy))
			})
		},
	}
	nodeFlags(c, &contract, &node)
	evidenceFlag(c, &evidence)
	return c
}

func answerCommand(o *options) *cobra.Command {
	var contract, node, evidence string
	var number uint32
	c := &cobra.Command{
		Use:   "answer",
		Short: "Answer an accusation, once; for those who have bonded on the node",
		RunE: func(c *cobra.Command, _ []string) error {
			digest, err := readEvidence(evidence)
			if err != nil {
				return err
			}
			return o.actOnNode(c, contract, node, func(n onNode) error {
				receipt, err := n.vault.Answer(n.ctx, n.key, n.node, number, digest)
				if err != nil {
					return err
				}
				return n.done(receipt, map[string]any{"evidence": digest.String()}, "answered accusation %d of node %s", number, n.node)
			})
		},
	}
	nodeFlags(c, &contract, &node)
	numberFlag(c, &number)
	evidenceFlag(c, &evidence)
	return c
}

func ruleCommand(o *options) *cobra.Command {
	var contract, node string
	var posting, number uint32
	c := &cobra.Command{
		Use:   "rule stands|void|guilty|innocent",
		Short: "Rule on a challenged epoch or an accused node; only for the arbitrator",
		Long: `Rule on a challenged epoch (stands or void, with --posting) or on an accused node (guilty or innocent, with --node and
--number); only for the arbitrator.`,
		Args: cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{
			"stands\tthe epoch is paid and the challenger's bond joins the budget",
			"void\tthe epoch is not paid and the poster's bond is lost",
			"guilty\tthe bonds on the node are lost, and the accuser gets its part and its bond",
			"innocent\tthe accuser's bond is lost",
		},
		RunE: func(c *cobra.Command, args []string) error {
			verdict := args[0]
			if verdict == "guilty" || verdict == "innocent" {
				return o.actOnNode(c, contract, node, func(n onNode) error {
					receipt, err := n.vault.Rule(n.ctx, n.key, n.node, number, verdict == "guilty")
					if err != nil {
						return err
					}
					return n.done(receipt, nil, "ruled on accusation %d of node %s: %s", number, n.node, verdict)
				})
			}
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receipt, err := a.campaign.Rule(a.ctx, a.key, posting, verdict == "stands")
				if err != nil {
					return err
				}
				return a.done(receipt, nil, "ruled on posting %d: %s", posting, verdict)
			})
		},
	}
	nodeFlags(c, &contract, &node)
	postingFlag(c, &posting)
	numberFlag(c, &number)
	return c
}

func dropCommand(o *options) *cobra.Command {
	var contract, node string
	c := &cobra.Command{
		Use:   "drop",
		Short: "End an accusation on which the arbitrator was silent; the accuser's bond goes back",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.actOnNode(c, contract, node, func(n onNode) error {
				receipt, err := n.vault.Drop(n.ctx, n.key, n.node)
				if err != nil {
					return err
				}
				return n.done(receipt, nil, "dropped the accusation of node %s", n.node)
			})
		},
	}
	nodeFlags(c, &contract, &node)
	return c
}

func restitutionCommand(o *options) *cobra.Command {
	var contract, to string
	c := &cobra.Command{
		Use:   "restitution",
		Short: "Receive the account's part of bonds that were lost after the training; for funders",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.act(c.Context(), c.OutOrStdout(), contract, func(a action) error {
				receiver, err := a.receiver(to)
				if err != nil {
					return err
				}
				vault, err := a.campaign.Vault(a.ctx)
				if err != nil {
					return err
				}
				receipt, err := vault.Restitution(a.ctx, a.key, receiver)
				if err != nil {
					return err
				}
				paid := vault.Restituted(receipt)
				return a.done(receipt, map[string]any{"amount": paid.String()}, "received %s of lost bonds", a.say(paid))
			})
		},
	}
	contractFlag(c, &contract)
	c.Flags().StringVar(&to, "to", "", "account that receives; default: the key's")
	return c
}
