package colophon

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/trainer/internal/verify"
)

// Build tells what an audit found. Contract is nil if the chain was not read.
func Build(spec campaign.Spec, r *verify.Report, contract *verify.Contract, version, source string) Colophon {
	c := Colophon{
		Campaign: spec.Name, Title: spec.Title, Purpose: spec.Purpose, Spec: r.Spec, Profile: spec.Profile,
		Checkpoint:   Checkpoint{r.Checkpoint, r.Rounds - 1, spec.Recipe.Rounds, r.Over},
		Data:         Data{spec.Data.Tokenizer, spec.Data.Tokens, spec.Data.Shards, spec.Objects()[len(spec.Data.Shards):]},
		Contributors: contributors(spec, r.Ledger),
		Verification: Verification{r.Result, version, source},
	}
	for i, d := range r.Records {
		c.Records = append(c.Records, Record{i, d})
	}
	for i, e := range r.Payments {
		paid := Epoch{
			Number: e.Number, Rounds: e.Rounds, Increment: string(e.Increment), Root: e.Root.Hex(), Checkpoint: e.Checkpoint, Manifest: e.Manifest,
		}
		if contract != nil && i < len(contract.Epochs) {
			paid.Tx = contract.Epochs[i].Tx.Hex()
		}
		c.Epochs = append(c.Epochs, paid)
	}
	if contract != nil {
		c.money(contract)
	}
	return c
}

// contributors adds up the ledger by payout address, each epoch judged by its own rows, as it is paid.
func contributors(spec campaign.Spec, rows []ledger.Row) []Contributor {
	tallies := map[int]*ledger.Tally{}
	for _, r := range rows {
		e := spec.EpochOf(r.Round)
		if tallies[e] == nil {
			tallies[e] = ledger.NewTally()
		}
		tallies[e].Enter(r)
	}
	type sums struct {
		Contributor
		units, reward *big.Int
	}
	all := map[common.Address]*sums{}
	for _, r := range rows {
		s := all[r.Payout]
		if s == nil {
			s = &sums{Contributor{Account: r.Payout.Hex(), Claimed: "0"}, new(big.Int), new(big.Int)}
			all[r.Payout] = s
		}
		if node := r.Node.Hex(); !slices.Contains(s.Nodes, node) {
			s.Nodes = append(s.Nodes, node)
		}
		if tallies[spec.EpochOf(r.Round)].Fate(r, spec.Audit) == ledger.Void {
			s.Void++
			continue
		}
		s.Tasks++
		s.units.Add(s.units, big.NewInt(r.Units))
		s.reward.Add(s.reward, r.Reward.Int())
	}
	var cs []Contributor
	for _, s := range all {
		s.Units, s.Reward = s.units.String(), s.reward.String()
		slices.Sort(s.Nodes)
		cs = append(cs, s.Contributor)
	}
	slices.SortFunc(cs, func(a, b Contributor) int { return byAddress(a.Account, b.Account) })
	return cs
}

// byAddress orders spelled addresses as numbers: their capitals are only a checksum.
func byAddress(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) }

// money adds what the contract says.
func (c *Colophon) money(at *verify.Contract) {
	c.Treasury = &Treasury{
		ChainID: at.ChainID, Contract: at.Address.Hex(), Token: at.Token.Hex(), Symbol: at.Symbol, Decimals: at.Decimals, Block: at.Block,
		Pledged: at.Pledged.String(), Earned: at.Earned.String(), Lineage: at.Lineage.Hex(),
	}
	pledged, refunded, claimed := sum(at.Pledges), sum(at.Refunds), sum(at.Claims)
	for account, amount := range pledged {
		f := Funder{Account: account.Hex(), Pledged: amount.String(), Refunded: text(refunded[account])}
		for _, p := range at.Pledges {
			if p.Account == account {
				f.Txs = append(f.Txs, p.Tx.Hex())
			}
		}
		c.Funders = append(c.Funders, f)
	}
	slices.SortFunc(c.Funders, func(a, b Funder) int { return byAddress(a.Account, b.Account) })
	for i := range c.Contributors {
		c.Contributors[i].Claimed = text(claimed[common.HexToAddress(c.Contributors[i].Account)])
	}
}

func sum(ts []verify.Transfer) map[common.Address]*big.Int {
	all := map[common.Address]*big.Int{}
	for _, t := range ts {
		if all[t.Account] == nil {
			all[t.Account] = new(big.Int)
		}
		all[t.Account].Add(all[t.Account], t.Amount)
	}
	return all
}

func text(n *big.Int) string {
	if n == nil {
		return "0"
	}
	return n.String()
}
