// Package verify audits a campaign from public data alone. It trusts nobody: the spec is named by its digest, which the
// treasury contract holds; everything else must follow from it.
//
//	spec ─► journal: chain of segments, every row's signature, units and reward; every epoch as the contract got it
//	     ─► rounds:  chain of records, every task as the spec defines it, every output in the ledger, every checkpoint
//	     ─► draws:   who was to be checked, by the links that the records show, and that he was
//	     ─► tasks:   recomputed on this machine, bit for bit
//
// Recomputed outputs go to the cache, so an audit of everything in order downloads the token shards and little else.
package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
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

// Config is what an audit works with. Every field is required.
type Config struct {
	Campaign string
	Public   quirev1connect.PublicServiceClient
	Source   *data.Source
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
	Over       bool         `json:"over"`     // every round is closed
	Rounds     int          `json:"rounds"`   // closed rounds, round 0 included
	Segments   int          `json:"segments"` // of the journal
	Rows       int64        `json:"rows"`     // of the ledger
	Reward     string       `json:"reward"`   // sum of them, base units
	Epochs     int          `json:"epochs"`   // recomputed from the ledger
	Tasks      int          `json:"tasks"`    // of closed rounds
	Checked    int          `json:"checked"`  // of them, on which at least two owners agree
	Faults     int          `json:"faults"`   // wrong results in the ledger
	Void       int          `json:"void"`     // rounds that were closed with a wrong result, or after one
	Recomputed int          `json:"recomputed"`
	Checkpoint canon.Digest `json:"checkpoint"` // at the end of the last closed round
}

// segmentsMax bounds the journal: a segment is written every few seconds at most, so that is a year.
const segmentsMax = 1 << 24

// audit is one run.
type audit struct {
	Config
	spec       campaign.Spec
	headline   *quirev1.Campaign
	epochs     [][]byte // records of the closed epochs, unread
	arithmetic replay.Arithmetic
	rounds     []*quirev1.Round
	rows       []ledger.Row                    // row n at n-1
	claims     map[canon.Digest][]verify.Claim // by task
	records    map[canon.Digest]round.Record   // of rounds, void ones included
	reward     *big.Int
	result     Result
}

// Run audits. The error wraps ErrFalse if the record is false, and is a Divergence if a computation is; other errors mean
// that the audit could not be made.
//
// A live campaign moves on while it is read. Epochs are listed first, then the journal's head, then rounds, and the ledger
// last: what is read later contains all that what was read earlier speaks of.
func Run(ctx context.Context, c Config) (Result, error) {
	a := &audit{Config: c, claims: map[canon.Digest][]verify.Claim{}, records: map[canon.Digest]round.Record{}, reward: new(big.Int)}
	for _, step := range []func(context.Context) error{a.listEpochs, a.readSpec, a.listRounds, a.checkJournal, a.checkTail, a.checkRounds, a.checkDraws, a.checkEnd} {
		if err := step(ctx); err != nil {
			return a.result, err
		}
	}
	a.result.Reward = a.reward.String()
	return a.result, nil
}

func falsef(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFalse, fmt.Errorf(format, args...))
}

func (a *audit) readSpec(ctx context.Context) error {
	r, err := a.Public.GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: a.Campaign}))
	if err != nil {
		return fmt.Errorf("read campaign: %w", err)
	}
	a.headline = r.Msg.GetCampaign()
	if a.spec, err = campaign.DecodeSpec(r.Msg.GetSpec()); err != nil {
		return falsef("the spec: %w", err)
	}
	d := canon.Sum(r.Msg.GetSpec())
	if a.headline.GetSpecDigest() != d.String() {
		return falsef("the spec has digest %s, the campaign says %.64q", d, a.headline.GetSpecDigest())
	}
	if !a.Spec.IsZero() && d != a.Spec {
		return falsef("the spec has digest %s, not %s as you asked for", d, a.Spec)
	}
	a.arithmetic = a.Arithmetic(a.spec)
	a.result.Campaign, a.result.Spec = a.spec.Name, d
	a.Report(fmt.Sprintf("spec %s: valid", d))
	return nil
}

// listEpochs lists the closed epochs; what they say is checked later.
func (a *audit) listEpochs(ctx context.Context) error {
	for {
		r, err := a.Public.ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: a.Campaign, From: uint32(len(a.epochs) + 1)}))
		if connect.CodeOf(err) == connect.CodeUnimplemented {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read epochs: %w", err)
		}
		for _, e := range r.Msg.GetEpochs() {
			if int(e.GetNumber()) != len(a.epochs)+1 || len(a.epochs) == campaign.RoundsMax {
				return falsef("epoch %d is listed where epoch %d is due", e.GetNumber(), len(a.epochs)+1)
			}
			a.epochs = append(a.epochs, e.GetRecord())
		}
		if len(r.Msg.GetEpochs()) == 0 {
			return nil
		}
	}
}

// listRounds lists the closed rounds; what they say is checked later.
func (a *audit) listRounds(ctx context.Context) error {
	for {
		r, err := a.Public.ListRounds(ctx, connect.NewRequest(&quirev1.ListRoundsRequest{Campaign: a.Campaign, From: uint32(len(a.rounds))}))
		if err != nil {
			return fmt.Errorf("read rounds: %w", err)
		}
		for _, round := range r.Msg.GetRounds() {
			if int(round.GetNumber()) != len(a.rounds) || len(a.rounds) > a.spec.Recipe.Rounds {
				return falsef("round %d is listed where round %d is due", round.GetNumber(), len(a.rounds))
			}
			a.rounds = append(a.rounds, round)
		}
		if len(r.Msg.GetRounds()) == 0 {
			a.result.Rounds = len(a.rounds)
			return nil
		}
	}
}

// checkJournal follows the journal back from its head, then checks it forwards.
func (a *audit) checkJournal(ctx context.Context) error {
	head, err := canon.ParseDigest(a.headline.GetJournalHead())
	if err != nil {
		return falsef("journal head: %w", err)
	}
	var chain []canon.Digest
	for d := head; !d.IsZero(); {
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
	if a.headline.GetTreasury() == nil {
		book.Skip()
		return nil
	}
	end := a.spec.EpochEnd(book.Epochs + 1)
	if end >= len(a.rounds) {
		if book.Epochs < len(listed) {
			return falsef("epoch %d is closed, round %d is not", book.Epochs+1, end)
		}
		return nil
	}
	checkpoint, err := canon.ParseDigest(a.rounds[end].GetCheckpoint())
	if err != nil {
		return falsef("round %d: %w", end, err)
	}
	e, _, err := book.Epoch(checkpoint)
	if err != nil {
		return falsef("%w", err)
	}
	if book.Epochs < len(listed) {
		if want, got := canon.DigestOf(e), canon.DigestOf(listed[book.Epochs]); got != want {
			return falsef("epoch %d is %s, its rows make it %s (root %s)", e.Number, got.Short(), want.Short(), e.Root)
		}
	}
	book.Settle(e)
	return nil
}

func (a *audit) readEpochs() ([]ledger.Epoch, error) {
	var epochs []ledger.Epoch
	for i, b := range a.epochs {
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
		r, err := a.Public.ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: a.Campaign, From: a.result.Rows + 1}))
		if err != nil {
			return fmt.Errorf("read ledger: %w", err)
		}
		if len(r.Msg.GetRows()) == 0 {
			return nil
		}
		for _, b := range r.Msg.GetRows() {
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

// String is the result in one line of JSON.
func (r Result) String() string {
	b, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
