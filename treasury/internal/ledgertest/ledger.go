// Package ledgertest makes small but genuine campaigns for tests: a spec, trainers with keys, and the ledger that a
// correct coordinator would keep of their work, every row and receipt signed. It has no randomness.
package ledgertest

import (
	"crypto/ecdsa"
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
	"quire/treasury/replay"
)

// Spec is a campaign of three rounds of two lanes and two slices, in two epochs: rounds 0 to 2, and 3. A train task
// earns about 0.005 of a token with 6 decimals, a merge task a little.
func Spec() campaign.Spec {
	return campaign.Spec{
		Version: campaign.SpecVersion, Name: "tiny", Title: "Tiny", Purpose: "A test.", Profile: campaign.Profile,
		Model: campaign.Model{
			Family: campaign.FamilyLlama, Vocab: 256, Context: 8, Width: 8, Layers: 1, Heads: 2, KVHeads: 2, Hidden: 16, RopeTheta: 10_000,
		},
		Data: campaign.Data{
			Tokenizer: campaign.TokenizerBytes, TokenBytes: 2, Tokens: 1000, Shards: []canon.Object{{Digest: canon.Sum([]byte("shard")), Size: 2000}},
		},
		Recipe: campaign.Recipe{
			Mode: campaign.ModeGradient, Seed: 1, Rounds: 3, Lanes: 2, Sequences: 1, Slices: 2, Codec: "fp32", Clip: "1",
			Optimizer: campaign.AdamW{Beta1: "0.9", Beta2: "0.95", Epsilon: "0.00000001", Decay: "0.1"},
			Schedule:  campaign.Schedule{Peak: "0.001", Floor: "0", Warmup: 1},
		},
		Pay:        campaign.Pay{PricePerGigaUnit: "20000000000", UnitsPerByte: 1},
		Audit:      campaign.Audit{Floor: "0", Reserve: "0", Steps: 1},
		Settlement: campaign.Settlement{EpochRounds: 2},
	}
}

// Key is the key of a person of the test, the same in every run.
func Key(name string) *ecdsa.PrivateKey {
	return crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("ledgertest " + name)))
}

// Address is the address of Key(name).
func Address(name string) common.Address { return crypto.PubkeyToAddress(Key(name).PublicKey) }

// Signer signs receipts.
const Signer = "coordinator"

// Trainers compute in turn; each is paid at the address of its name with "'s purse" added.
var Trainers = []string{"carl", "dora", "emil"}

// Payout is the account a trainer is paid at.
func Payout(trainer string) common.Address { return Address(trainer + "'s purse") }

// Ledger is a whole campaign's ledger: every task of every round, in order, computed by Trainers in turn.
func Ledger(t testing.TB, spec campaign.Spec) []replay.Entry {
	t.Helper()
	var entries []replay.Entry
	for number := 0; number <= spec.Recipe.Rounds; number++ {
		for lane := 0; number > 0 && lane < spec.Recipe.Lanes; lane++ {
			entries = append(entries, entry(t, spec, number, round.Train, lane, len(entries)))
		}
		for slice := range spec.Recipe.Slices {
			entries = append(entries, entry(t, spec, number, round.Merge, slice, len(entries)))
		}
	}
	return entries
}

func entry(t testing.TB, spec campaign.Spec, number int, kind round.Kind, index, before int) replay.Entry {
	t.Helper()
	trainer := Trainers[before%len(Trainers)]
	units, err := ledger.Units(spec, kind, index)
	if err != nil {
		t.Fatal(err)
	}
	row := ledger.Row{
		Seq: int64(before) + 1, Campaign: spec.Digest(), Round: number, Kind: kind, Index: index,
		Task:    canon.Sum(fmt.Appendf(nil, "task %d %s %d", number, kind, index)),
		Attempt: 1, Node: Address(trainer), Payout: Payout(trainer),
		Output: canon.Sum(fmt.Appendf(nil, "output %d %s %d", number, kind, index)),
		Units:  units, Reward: campaign.Amount(spec.Reward(units).String()), AcceptedMs: 1_800_000_000_000 + int64(before),
	}
	return Resign(t, row, trainer)
}

// Resign is the row with a trainer's submission and the coordinator's receipt signed anew, for tests that change it.
func Resign(t testing.TB, row ledger.Row, trainer string) replay.Entry {
	t.Helper()
	submission, err := sign.Sign(Key(trainer), sign.Submission{Campaign: row.Campaign, Task: row.Task, Attempt: row.Attempt, Output: row.Output, Steps: row.Steps})
	if err != nil {
		t.Fatal(err)
	}
	row.Submission = sign.Hex(submission)
	receipt, err := sign.Sign(Key(Signer), row.Receipt())
	if err != nil {
		t.Fatal(err)
	}
	return replay.Entry{Row: row, Receipt: receipt}
}

// Epochs are the records that the coordinator's own book makes of a ledger.
func Epochs(t testing.TB, spec campaign.Spec, entries []replay.Entry) []ledger.Epoch {
	t.Helper()
	book := ledger.NewBook(spec)
	var records []ledger.Epoch
	for number := 0; len(entries) > 0; number++ {
		var rows []ledger.Row
		for _, e := range entries {
			if e.Row.Round == number {
				rows = append(rows, e.Row)
			}
		}
		segment := book.NextSegment(rows, nil, number+1)
		if err := book.Append(segment); err != nil {
			t.Fatal(err)
		}
		entries = entries[len(segment.Rows):]
		record, ok, err := book.Epoch(canon.Sum(fmt.Appendf(nil, "checkpoint %d", len(records)+1)))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			records = append(records, record)
			book.Settle(record)
		}
	}
	return records
}
