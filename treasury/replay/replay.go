// Package replay recomputes an epoch from the coordinator's ledger, so that the settler posts only what it has found to
// be true itself. It checks, for every row of the epoch: the node's signature over its submission, the coordinator's
// signature on the receipt, the units and the reward that the spec fixes; for all rows together: that they answer every task
// of the epoch's rounds and no other, that nobody confirms himself, and that wrong answers are not paid; and that balances,
// increment and root follow.
//
// What it cannot check is whether outputs on which all agree are right: that is what `trainer verify` is for. The package is pure and
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
	for _, check := range []func(Input) error{checkRecord, checkEntries} {
		if err := check(in); err != nil {
			return reward.Epoch{}, fmt.Errorf("%w %d: %w", ErrMismatch, in.Record.Number, err)
		}
	}
	entries, err := paid(in)
	if err != nil {
		return reward.Epoch{}, fmt.Errorf("%w %d: %w", ErrMismatch, in.Record.Number, err)
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

// paid judges the epoch's rows and returns the rewards of those that stand. Tasks that are answered twice by one owner,
// that belong to another epoch, or that are missing, make it fail.
func paid(in Input) ([]reward.Entry, error) {
	tally := ledger.NewTally()
	for _, e := range in.Entries {
		r := e.Row
		if r.Round < 0 || r.Round > in.Spec.Recipe.Rounds || in.Spec.EpochOf(r.Round) != in.Record.Number {
			return nil, fmt.Errorf("row %d is of round %d, which belongs to another epoch", r.Seq, r.Round)
		}
		if r.Round == 0 && r.Kind != round.Merge {
			return nil, fmt.Errorf("row %d is a %s task of round 0, which has none", r.Seq, r.Kind)
		}
		if err := tally.Check(r); err != nil {
			return nil, err
		}
		tally.Enter(r)
	}
	for number := in.Record.Rounds[0]; number <= in.Record.Rounds[1]; number++ {
		if !tally.Complete(in.Spec, number) {
			return nil, fmt.Errorf("tasks of round %d are not in the ledger", number)
		}
	}
	rows, err := tally.Paid(in.Spec.Audit)
	var entries []reward.Entry
	for _, r := range rows {
		entries = append(entries, reward.Entry{Account: r.Payout, Reward: r.Reward.Int()})
	}
	return entries, err
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
	for number := spec.EpochEnd(epoch) - rounds + 1; number <= spec.EpochEnd(epoch); number++ {
		if spec.Evaluates(number) {
			n++
		}
	}
	return n
}

// answersMax bounds the rows of an epoch: so many for each task on average, copies and repeated work included, cannot
// be work.
const answersMax = 64

// RowsMax is more rows than an epoch can honestly have.
func RowsMax(spec campaign.Spec, epoch int) int64 { return answersMax * int64(Tasks(spec, epoch)) }

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
