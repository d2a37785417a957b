// Package replay recomputes an epoch from the coordinator's ledger, so that the settler posts only what it has found to
// be true itself. It checks, for every row of the epoch: the node's signature over its submission, the coordinator's
// signature on the receipt, the units and the reward that the spec fixes; for all rows together: every task of the
// epoch's rounds once and no other; and that balances, increment and root follow.
//
// What it cannot check is whether outputs are right: that is what verification of work is for. The package is pure and
// its functions may be called concurrently.
package replay

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
	"quire/treasury/reward"
)

// ErrMismatch is wrapped by every finding: the ledger does not support the epoch, which must not be posted.
var ErrMismatch = errors.New("replay: the ledger does not support the epoch")

// Entry is a ledger row with the coordinator's signature on its receipt.
type Entry struct {
	Row     ledger.Row
	Receipt []byte // sign.SignatureBytes
}

// Input is everything that decides about an epoch.
type Input struct {
	Spec    campaign.Spec
	Digest  canon.Digest // of Spec, as the contract holds it
	Signer  common.Address
	Record  ledger.Epoch      // as the coordinator published it
	Entries []Entry           // rows Record.Rows[0] to Record.Rows[1]
	Before  reward.Cumulative // after the epoch before, as the contract holds it
}

// Epoch checks the input and returns what is to be posted. The error wraps ErrMismatch.
func Epoch(in Input) (reward.Epoch, error) {
	for _, check := range []func(Input) error{checkRecord, checkEntries, checkTasks} {
		if err := check(in); err != nil {
			return reward.Epoch{}, fmt.Errorf("%w %d: %w", ErrMismatch, in.Record.Number, err)
		}
	}
	entries := make([]reward.Entry, len(in.Entries))
	for i, e := range in.Entries {
		entries[i] = reward.Entry{Account: e.Row.Payout, Reward: e.Row.Reward.Int()}
	}
	epoch, err := reward.Next(in.Before, entries)
	if err == nil {
		err = checkBalances(in.Record, epoch)
	}
	if err != nil {
		return reward.Epoch{}, fmt.Errorf("%w %d: %w", ErrMismatch, in.Record.Number, err)
	}
	return epoch, nil
}

func checkRecord(in Input) error {
	r := in.Record
	if r.Campaign != in.Digest {
		return fmt.Errorf("the record is of campaign %s, not %s", r.Campaign.Short(), in.Digest.Short())
	}
	if r.Number < 1 || r.Number > in.Spec.Epochs() {
		return fmt.Errorf("the spec has epochs 1 to %d", in.Spec.Epochs())
	}
	first := 0
	if r.Number > 1 {
		first = in.Spec.EpochEnd(r.Number-1) + 1
	}
	if want := [2]int{first, in.Spec.EpochEnd(r.Number)}; r.Rounds != want {
		return fmt.Errorf("the record is of rounds %v, the spec of %v", r.Rounds, want)
	}
	if last := r.Number == in.Spec.Epochs(); r.Last != last {
		return fmt.Errorf("the record says last = %t, the spec %t", r.Last, last)
	}
	if want := r.Rows[1] - r.Rows[0] + 1; int64(len(in.Entries)) != want {
		return fmt.Errorf("the record names %d rows, the ledger delivered %d", want, len(in.Entries))
	}
	return nil
}

func checkEntries(in Input) error {
	for i, e := range in.Entries {
		row := e.Row
		if want := in.Record.Rows[0] + int64(i); row.Seq != want {
			return fmt.Errorf("row %d stands where row %d should", row.Seq, want)
		}
		if row.Campaign != in.Digest {
			return fmt.Errorf("row %d is of campaign %s", row.Seq, row.Campaign.Short())
		}
		if row.Payout == (common.Address{}) {
			return fmt.Errorf("row %d pays the zero address", row.Seq)
		}
		if err := row.Verify(in.Spec); err != nil {
			return err
		}
		if err := sign.Verify(in.Signer, row.Receipt(), e.Receipt); err != nil {
			return fmt.Errorf("receipt of row %d: %w", row.Seq, err)
		}
	}
	return nil
}

// checkTasks finds tasks that are paid twice, that belong to another epoch, or that are missing.
func checkTasks(in Input) error {
	type task struct {
		round, index int
		kind         round.Kind
	}
	seen := make(map[task]int64, len(in.Entries))
	for _, e := range in.Entries {
		t := task{e.Row.Round, e.Row.Index, e.Row.Kind}
		if t.round < 0 || t.round > in.Spec.Recipe.Rounds || in.Spec.EpochOf(t.round) != in.Record.Number {
			return fmt.Errorf("row %d is of round %d, which belongs to another epoch", e.Row.Seq, t.round)
		}
		if t.round == 0 && t.kind != round.Merge {
			return fmt.Errorf("row %d is a %s task of round 0, which has none", e.Row.Seq, t.kind)
		}
		if other, twice := seen[t]; twice {
			return fmt.Errorf("rows %d and %d are both %s %d of round %d", other, e.Row.Seq, t.kind, t.index, t.round)
		}
		seen[t] = e.Row.Seq
	}
	if want := Tasks(in.Spec, in.Record.Number); len(seen) != want {
		return fmt.Errorf("%d of its %d tasks are in the ledger", len(seen), want)
	}
	return nil
}

// Tasks is how many tasks the rounds of an epoch have, from the spec alone; 0 if the spec has no such epoch.
func Tasks(spec campaign.Spec, epoch int) int {
	if epoch < 1 || epoch > spec.Epochs() {
		return 0
	}
	rounds := spec.EpochEnd(epoch)
	if epoch > 1 {
		rounds -= spec.EpochEnd(epoch - 1)
	}
	n := rounds * (spec.Recipe.Lanes + spec.Recipe.Slices)
	if epoch == 1 { // round 0 merges only
		n += spec.Recipe.Slices
	}
	return n
}

func checkBalances(record ledger.Epoch, epoch reward.Epoch) error {
	if len(record.Balances) != len(epoch.Rows) {
		return fmt.Errorf("the record has %d balances, the ledger gives %d", len(record.Balances), len(epoch.Rows))
	}
	for i, r := range epoch.Rows {
		b := record.Balances[i]
		if b.Account != r.Account || string(b.Before) != r.Before.String() || string(b.Delta) != r.Delta.String() {
			return fmt.Errorf("balance %d of the record is %s %s+%s, the ledger gives %s %v+%v",
				i, b.Account, b.Before, b.Delta, r.Account, r.Before, r.Delta)
		}
	}
	if string(record.Increment) != epoch.Increment.String() {
		return fmt.Errorf("the record pays %s, the ledger %v", record.Increment, epoch.Increment)
	}
	if record.Root != common.Hash(epoch.Root) {
		return fmt.Errorf("the record's root is %s, the ledger gives %x", record.Root, epoch.Root)
	}
	return nil
}
