// Package verify audits a campaign from public data alone: a coordinator's API, or the bucket without any coordinator, and
// the treasury contract (Account, Contract). It trusts nobody: the spec is named by its digest, which the contract holds;
// everything else must follow from it.
//
//	spec ─► journal: chain of segments, every row's signature, units and reward; every epoch as the contract got it
//	     ─► rounds:  chain of records, every task as the spec defines it, every output in the ledger, every checkpoint
//	     ─► draws:   who was to be checked, by the records' links and the chain's blocks, and that he was
//	     ─► tasks:   recomputed on this machine, bit for bit
//	     ─► objects: every byte that any of these names, where the whole store is audited
//
// Recomputed outputs go to the cache, so an audit of everything in order downloads the token shards and little else.
package verify

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/trainer/internal/data"
	"quire/trainer/replay"
)

// ErrFalse is wrapped by every finding: the public record contradicts itself or the computation.
var ErrFalse = errors.New("the record is false")

// Place names a task of a campaign.
type Place struct {
	Round int          `json:"round"`
	Kind  round.Kind   `json:"kind"`
	Index int          `json:"index"`
	Task  canon.Digest `json:"task"`
}

// Config is what an audit works with. Fields without another word are required.
type Config struct {
	Account Account
	Source  *data.Source
	// Contract is what the chain says; nil to leave it out. It must have been read before Run.
	Contract *Contract
	// Block returns the time, in Unix seconds, and the hash of a block of the contract's chain; nil to leave it out.
	Block func(ctx context.Context, number uint64) (int64, common.Hash, error)
	// Bucket, if not nil, has every object read that the campaign names, and after them all others that are there.
	Bucket data.Bucket
	// Memory spares what was recomputed in earlier runs; nil for none.
	Memory *Memory
	// Arithmetic makes the computation for a spec.
	Arithmetic func(campaign.Spec) replay.Arithmetic
	// Select says which tasks to recompute. All else is checked in any case.
	Select func(Place) bool
	// Report tells of progress, one sentence at a time.
	Report func(string)
	// Spec is the digest that the spec must have, for example from the treasury contract; zero for any.
	Spec canon.Digest
}

// Result is what an audit found in order.
type Result struct {
	Campaign   string       `json:"campaign"`
	Spec       canon.Digest `json:"spec"`
	Over       bool         `json:"over"`       // every round is closed
	Rounds     int          `json:"rounds"`     // closed rounds, round 0 included
	Segments   int          `json:"segments"`   // of the journal
	Rows       int64        `json:"rows"`       // of the ledger
	Reward     string       `json:"reward"`     // sum of them, base units
	Epochs     int          `json:"epochs"`     // recomputed from the ledger
	Tasks      int          `json:"tasks"`      // of closed rounds
	Checked    int          `json:"checked"`    // of them, on which at least two owners agree
	Faults     int          `json:"faults"`     // wrong results in the ledger
	Void       int          `json:"void"`       // rounds that were closed with a wrong result, or after one
	Recomputed int          `json:"recomputed"` // in this run
	Remembered int          `json:"remembered"` // found equal in an earlier run on this machine, and not recomputed again
	Objects    int          `json:"objects"`    // whose bytes were read and are right; 0 if only those that were needed were
	Contract   string       `json:"contract,omitempty"`
	OnChain    int          `json:"onChain"`    // final epochs on chain, each equal to the recomputed one
	Checkpoint canon.Digest `json:"checkpoint"` // at the end of the last closed round
}

// segmentsMax bounds the journal: a segment is written every few seconds at most, so that is a year.
const segmentsMax = 1 << 24

// audit is one run.
type audit struct {
	Config
	spec       campaign.Spec
	headline   Headline
	listed     [][]byte // records of the epochs that the account calls closed, unread
	arithmetic replay.Arithmetic
	rounds     []Closed
	rows       []ledger.Row                    // row n at n-1
	claims     map[canon.Digest][]verify.Claim // by task
	beacons    map[int64]verify.Beacon         // in the journal, by time
	records    map[canon.Digest]round.Record   // of rounds, void ones included
	chain      []canon.Digest                  // of records of the rounds that stand
	epochs     []ledger.Epoch                  // recomputed
	reward     *big.Int
	result     Result
}

// Run audits. The error wraps ErrFalse if the record is false, and is a Divergence if a computation is; other errors mean
// that the audit could not be made. What was found by then is told in any case.
//
// Epochs are listed first, then the journal's head, then rounds, and the ledger last: see Account.
func Run(ctx context.Context, c Config) (*Report, error) {
	a := &audit{Config: c, beacons: map[int64]verify.Beacon{}, claims: map[canon.Digest][]verify.Claim{}, records: map[canon.Digest]round.Record{}, reward: new(big.Int)}
	for _, step := range []func(context.Context) error{
		a.listEpochs, a.readSpec, a.listRounds, a.checkJournal, a.checkTail, a.checkRounds, a.checkDraws, a.checkRest, a.checkEnd,
	} {
		if err := step(ctx); err != nil {
			return a.report(), err
		}
	}
	a.result.Reward = a.reward.String()
	return a.report(), nil
}

func falsef(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFalse, fmt.Errorf(format, args...))
}

func (a *audit) readSpec(ctx context.Context) (err error) {
	if a.headline, err = a.Account.Headline(ctx); err != nil {
		return err
	}
	if a.spec, err = campaign.DecodeSpec(a.headline.Spec); err != nil {
		return falsef("the spec: %w", err)
	}
	d := canon.Sum(a.headline.Spec)
	if !a.Spec.IsZero() && d != a.Spec {
		return falsef("the spec has digest %s, not %s as you asked for", d, a.Spec)
	}
	if c := a.Contract; c != nil {
		if d != c.Spec {
			return falsef("the spec has digest %s, the contract %s is for %s", d, c.Address, c.Spec)
		}
		if err := c.checkLineage(); err != nil {
			return err
		}
		a.headline.Funded, a.result.Contract = true, c.Address.Hex()
	}
	a.arithmetic = a.Arithmetic(a.spec)
	a.result.Campaign, a.result.Spec = a.spec.Name, d
	for k, o := range a.spec.Objects() {
		what := fmt.Sprintf("token shard %d", k)
		if k >= len(a.spec.Data.Shards) {
			what = "held-out text, tokenizer or initial weights of the spec"
		}
		if err := a.check(ctx, what, o); err != nil {
			return err
		}
	}
	a.Report(fmt.Sprintf("spec %s: valid", d))
	return nil
}

// listEpochs lists the closed epochs; what they say is checked later.
func (a *audit) listEpochs(ctx context.Context) error {
	for {
		epochs, err := a.Account.Epochs(ctx, len(a.listed)+1)
		if err != nil || len(epochs) == 0 {
			return err
		}
		if a.listed = append(a.listed, epochs...); len(a.listed) > campaign.RoundsMax {
			return falsef("more than %d epochs are listed", campaign.RoundsMax)
		}
	}
}

// listRounds lists the closed rounds; what they say is checked later.
func (a *audit) listRounds(ctx context.Context) error {
	for {
		rounds, err := a.Account.Rounds(ctx, len(a.rounds))
		if err != nil {
			return err
		}
		for _, round := range rounds {
			if round.Number != len(a.rounds) || len(a.rounds) > a.spec.Recipe.Rounds {
				return falsef("round %d is listed where round %d is due", round.Number, len(a.rounds))
			}
			a.rounds = append(a.rounds, round)
		}
		if len(rounds) == 0 {
			a.result.Rounds = len(a.rounds)
			return nil
		}
	}
}

// checkJournal follows the journal back from its head, then checks it forwards.
func (a *audit) checkJournal(ctx context.Context) error {
	var chain []canon.Digest
	for d := a.headline.Journal; !d.IsZero(); {
		if len(chain) == segmentsMax {
			return falsef("the journal has more than %d segments", segmentsMax)
		}
		s, err := record[ledger.Segment](ctx, a, "journal segment", d)
		if err != nil {
			return err
		}
		chain = append(chain, d)
		d = s.Previous
	}
	book := ledger.NewBook(a.spec)
	epochs, err := a.readEpochs()
	if err != nil {
		return err
	}
	for i := len(chain) - 1; i >= 0; i-- {
		s, err := record[ledger.Segment](ctx, a, "journal segment", chain[i])
		if err != nil {
			return err
		}
		if err := book.Append(s); err != nil {
			return falsef("journal: %w", err)
		}
		for _, b := range s.Beacons {
			a.beacons[b.Time] = b
		}
		if err := a.enter(s.Rows); err != nil {
			return err
		}
		if err := a.checkEpochs(book, epochs); err != nil {
			return err
		}
	}
	if len(epochs) > book.Epochs {
		return falsef("epoch %d is closed, but the journal lacks rows of it", book.Epochs+1)
	}
	if a.Contract != nil && len(a.Contract.Epochs) > book.Epochs {
		return falsef("epoch %d is final on chain, but the journal lacks rows of it", book.Epochs+1)
	}
	a.result.Segments, a.result.Rows, a.result.Epochs = book.Segments, book.Rows, book.Epochs
	a.Report(fmt.Sprintf("journal: %d segments, %d rows, %d epochs: every signature, every reward and every root is right", book.Segments, book.Rows, book.Epochs))
	return nil
}

// checkEpochs recomputes the epoch that the book can close, if it can, and compares it with what the coordinator closed. An
// epoch that was closed after the list was read is not compared.
func (a *audit) checkEpochs(book *ledger.Book, listed []ledger.Epoch) error {
	if !book.Due() {
		return nil
	}
	if !a.headline.Funded {
		book.Skip()
		return nil
	}
	end := a.spec.EpochEnd(book.Epochs + 1)
	if end >= len(a.rounds) {
		if book.Epochs < len(listed) || a.Contract != nil && book.Epochs < len(a.Contract.Epochs) {
			return falsef("epoch %d is closed, round %d is not", book.Epochs+1, end)
		}
		return nil
	}
	e, _, err := book.Epoch(a.rounds[end].Checkpoint)
	if err != nil {
		return falsef("%w", err)
	}
	if book.Epochs < len(listed) {
		if want, got := canon.DigestOf(e), canon.DigestOf(listed[book.Epochs]); got != want {
			return falsef("epoch %d is %s, its rows make it %s (root %s)", e.Number, got.Short(), want.Short(), e.Root)
		}
	}
	if a.Contract != nil && book.Epochs < len(a.Contract.Epochs) {
		if err := a.Contract.Epochs[book.Epochs].same(e); err != nil {
			return err
		}
		a.result.OnChain++
	}
	a.epochs = append(a.epochs, e)
	book.Settle(e)
	return nil
}

func (a *audit) readEpochs() ([]ledger.Epoch, error) {
	var epochs []ledger.Epoch
	for i, b := range a.listed {
		e, err := canon.Decode[ledger.Epoch](b)
		if err != nil {
			return nil, falsef("epoch %d of the list: %w", i+1, err)
		}
		if e.Number != i+1 || i >= a.spec.Epochs() {
			return nil, falsef("epoch %d is listed where epoch %d of %d is due", e.Number, i+1, a.spec.Epochs())
		}
		epochs = append(epochs, e)
	}
	return epochs, nil
}

// checkTail checks the rows that are too young to be in the journal.
func (a *audit) checkTail(ctx context.Context) error {
	for {
		rows, err := a.Account.Rows(ctx, a.result.Rows+1)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, b := range rows {
			row, err := canon.Decode[ledger.Row](b)
			if err != nil {
				return falsef("ledger row %d: %w", a.result.Rows+1, err)
			}
			if row.Seq != a.result.Rows+1 || row.Campaign != a.result.Spec {
				return falsef("row %d of campaign %s stands where row %d is due", row.Seq, row.Campaign.Short(), a.result.Rows+1)
			}
			if err := row.Verify(a.spec); err != nil {
				return falsef("%w", err)
			}
			if err := a.enter([]ledger.Row{row}); err != nil {
				return err
			}
			a.result.Rows++
		}
	}
}

// enter notes rows; nobody may answer a task twice.
func (a *audit) enter(rows []ledger.Row) error {
	for _, row := range rows {
		if verify.Held(a.claims[row.Task], row.Node, common.Address{}) {
			return falsef("node %s is credited twice for task %s, the second time in row %d", row.Node, row.Task.Short(), row.Seq)
		}
		a.rows = append(a.rows, row)
		a.claims[row.Task] = append(a.claims[row.Task], row.Claim())
		a.reward.Add(a.reward, row.Reward.Int())
	}
	return nil
}

// record fetches and decodes a record.
func record[T any](ctx context.Context, a *audit, what string, d canon.Digest) (T, error) {
	var none T
	if err := a.check(ctx, what, canon.Object{Digest: d}); err != nil {
		return none, err
	}
	b, err := a.Source.Record(ctx, d)
	if err != nil {
		return none, fmt.Errorf("%s %s: %w", what, d.Short(), err)
	}
	v, err := canon.Decode[T](b)
	if err != nil {
		return v, falsef("%s %s: %w", what, d.Short(), err)
	}
	return v, nil
}
