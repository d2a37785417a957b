package replay_test

import (
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
	"quire/treasury/reward"
)

// input is epoch n of a correct campaign.
func input(t *testing.T, n int) replay.Input {
	t.Helper()
	spec := ledgertest.Spec()
	if err := spec.Validate(); err != nil {
		t.Fatal(err)
	}
	all := ledgertest.Ledger(t, spec)
	records := ledgertest.Epochs(t, spec, all)
	before := reward.Cumulative{}
	if n > 1 {
		before = records[n-2].Cumulative()
	}
	r := records[n-1]
	return replay.Input{
		Spec: spec, Digest: spec.Digest(), Signer: ledgertest.Address(ledgertest.Signer), Record: r,
		Entries: slices.Clone(all[r.Rows[0]-1 : r.Rows[1]]), Before: before,
	}
}

// What a correct coordinator publishes is found correct, and is what it said.
func TestCorrectEpochs(t *testing.T) {
	sum := new(big.Int)
	for n := 1; n <= 2; n++ {
		in := input(t, n)
		e, err := replay.Epoch(in)
		if err != nil {
			t.Fatal(err)
		}
		if common.Hash(e.Root) != in.Record.Root || e.PreviousRoot != in.Before.Root() {
			t.Errorf("epoch %d: roots %x → %x", n, e.PreviousRoot, e.Root)
		}
		sum.Add(sum, e.Increment)
	}
	if cost := ledgertest.Spec().Cost(); sum.Cmp(cost) != 0 {
		t.Errorf("both epochs pay %v, the campaign costs %v", sum, cost)
	}
}

// Every way to cheat with a ledger that we could think of is found, and named.
func TestCheating(t *testing.T) {
	for _, x := range []struct {
		name  string
		cheat func(*replay.Input)
		says  string
	}{
		{"another campaign", func(in *replay.Input) { in.Record.Campaign = canon.Sum(nil) }, "is of campaign"},
		{"epoch out of the spec", func(in *replay.Input) { in.Record.Number = 3 }, "epochs 1 to 2"},
		{"other rounds", func(in *replay.Input) { in.Record.Rounds[1]-- }, "the record is of rounds"},
		{"early end", func(in *replay.Input) { in.Record.Last = true }, "last = true"},
		{"withheld row", func(in *replay.Input) { in.Entries = in.Entries[1:] }, "the ledger delivered"},
		{"dropped row", func(in *replay.Input) { in.Entries = in.Entries[:len(in.Entries)-1]; in.Record.Rows[1]-- }, "tasks of round 2 are not in the ledger"},
		{"rows out of order", func(in *replay.Input) { in.Entries[0], in.Entries[1] = in.Entries[1], in.Entries[0] }, "stands where"},
		{"higher reward", change(t, func(r *ledger.Row) { r.Reward = "999999" }), "the spec fixes"},
		{"more units", change(t, func(r *ledger.Row) { r.Units++ }), "the spec fixes"},
		{"row of another campaign", change(t, func(r *ledger.Row) { r.Campaign = canon.Sum(nil) }), "is of campaign"},
		{"task of another epoch", change(t, func(r *ledger.Row) { r.Round = 3 }), "another epoch"},
		{"negative round", change(t, func(r *ledger.Row) { r.Round = -1 }), "another epoch"},
		{"training in round 0", change(t, func(r *ledger.Row) { r.Round, r.Kind = 0, round.Train; price(r) }), "has none"},
		{"task paid twice", change(t, func(r *ledger.Row) { r.Round, r.Index = 0, 1 }), "merge 1 of round 0 is in the ledger already"},
		{"paid to nobody", change(t, func(r *ledger.Row) { r.Payout = common.Address{} }), "zero address"},
		{"forged submission", func(in *replay.Input) { in.Entries[0].Row.Node = common.Address{1} }, "signed by"},
		{"forged receipt", func(in *replay.Input) { in.Entries[0].Receipt = in.Entries[1].Receipt }, "receipt of row 1"},
		{"no receipt", func(in *replay.Input) { in.Entries[2].Receipt = nil }, "receipt of row 3"},
		{"payout moved after the receipt", func(in *replay.Input) { in.Entries[0].Row.Payout = common.Address{1} }, "receipt of row 1"},
		{"balance shifted", func(in *replay.Input) {
			b := slices.Clone(in.Record.Balances)
			b[0].Delta, b[1].Delta = b[1].Delta, b[0].Delta
			in.Record.Balances = b
		}, "balance 0"},
		{"balance dropped", func(in *replay.Input) { in.Record.Balances = in.Record.Balances[1:] }, "2 balances"},
		{"wrong sum", func(in *replay.Input) { in.Record.Increment = "1" }, "the record pays 1"},
		{"wrong root", func(in *replay.Input) { in.Record.Root = common.Hash{1} }, "record's root"},
		{"other past", func(in *replay.Input) { in.Before = reward.Cumulative{common.Address{9}: big.NewInt(1)} }, "balances"},
	} {
		t.Run(x.name, func(t *testing.T) {
			in := input(t, 1)
			x.cheat(&in)
			_, err := replay.Epoch(in)
			if !errors.Is(err, replay.ErrMismatch) || !strings.Contains(err.Error(), x.says) {
				t.Errorf("got %v, want a mismatch that says %q", err, x.says)
			}
		})
	}
}

// change makes a cheat that changes the last row of the first epoch but one and signs it properly.
func change(t *testing.T, edit func(*ledger.Row)) func(*replay.Input) {
	return func(in *replay.Input) {
		at := len(in.Entries) - 1 // a merge of round 2
		row := in.Entries[at].Row
		edit(&row)
		in.Entries[at] = ledgertest.Resign(t, row, ledgertest.Trainers[at%len(ledgertest.Trainers)])
	}
}

// price sets what the spec fixes for the row's task.
func price(r *ledger.Row) {
	spec := ledgertest.Spec()
	r.Units, _ = ledger.Units(spec, r.Kind, r.Index)
	r.Reward = campaign.Amount(spec.Reward(r.Units).String())
}

func TestTasks(t *testing.T) {
	spec := ledgertest.Spec()
	for epoch, want := range []int{0, 10, 4, 0} { // 2 merges + 2 rounds of 4; 1 round of 4
		if got := replay.Tasks(spec, epoch); got != want {
			t.Errorf("epoch %d has %d tasks, want %d", epoch, got, want)
		}
	}
}
