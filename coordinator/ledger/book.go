package ledger

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/treasury/reward"
)

// ErrBook is wrapped by every refusal of a segment or an epoch that does not continue the book.
var ErrBook = errors.New("ledger: does not continue the book")

// Book is what the journal says so far: enough to check the next segment and to close the next epoch. The same code
// keeps it in the coordinator, in the settler that distrusts the coordinator, and in an auditor. It is not safe for
// concurrent use.
type Book struct {
	spec     campaign.Spec
	campaign canon.Digest

	Segments int          // number of the last segment
	Head     canon.Digest // its digest
	Rows     int64        // number of its last row
	Epochs   int          // number of the last settled epoch

	earned reward.Cumulative // at the end of that epoch
	open   []Row             // rows after it, ascending
	taken  map[place]bool    // where they belong
}

// place is where a row belongs; there is one row for each.
type place struct {
	round int
	kind  round.Kind
	index int
}

// NewBook returns the empty book of a campaign.
func NewBook(spec campaign.Spec) *Book {
	return &Book{spec: spec, campaign: spec.Digest(), earned: reward.Cumulative{}, taken: map[place]bool{}}
}

// RowsThrough returns the number of ledger rows at the end of a round: every lane and every slice of it and of the
// rounds before has exactly one. Round 0 has no lanes.
func RowsThrough(spec campaign.Spec, number int) int64 {
	return int64(spec.Recipe.Slices)*int64(number+1) + int64(spec.Recipe.Lanes)*int64(number)
}

// NextSegment packs the first of rows, which must start at b.Rows+1, into the segment that continues the book. A segment
// never holds rows of two epochs, so that an epoch's manifest is the segment that ends with its last row.
func (b *Book) NextSegment(rows []Row) Segment {
	end := RowsThrough(b.spec, b.spec.EpochEnd(b.spec.EpochOf(rows[0].Round)))
	n := min(int64(len(rows)), int64(SegmentRowsMax), end-b.Rows)
	return Segment{Campaign: b.campaign, Number: b.Segments + 1, Previous: b.Head, Rows: rows[:n]}
}

// Append checks a segment against the book and enters it. The error wraps ErrBook or ErrRow and leaves the book as it was.
func (b *Book) Append(s Segment) error {
	if s.Campaign != b.campaign {
		return fmt.Errorf("%w: segment %d is of campaign %s", ErrBook, s.Number, s.Campaign.Short())
	}
	if s.Number != b.Segments+1 || s.Previous != b.Head {
		return fmt.Errorf("%w: segment %d after %s, the book ends with segment %d, %s", ErrBook, s.Number, s.Previous.Short(), b.Segments, b.Head.Short())
	}
	if len(s.Rows) == 0 || len(s.Rows) > SegmentRowsMax {
		return fmt.Errorf("%w: segment %d has %d rows", ErrBook, s.Number, len(s.Rows))
	}
	here := map[place]bool{}
	for i, r := range s.Rows {
		if err := b.check(b.Rows+int64(i)+1, r); err != nil {
			return fmt.Errorf("segment %d: %w", s.Number, err)
		}
		if at := r.place(); b.taken[at] || here[at] {
			return fmt.Errorf("segment %d: %w %d: %s %d of round %d is in the ledger already", s.Number, ErrRow, r.Seq, r.Kind, r.Index, r.Round)
		}
		here[r.place()] = true
	}
	if first, last := b.spec.EpochOf(s.Rows[0].Round), b.spec.EpochOf(s.Rows[len(s.Rows)-1].Round); first != last {
		return fmt.Errorf("%w: segment %d holds rows of epochs %d and %d", ErrBook, s.Number, first, last)
	}
	b.Enter(s)
	return nil
}

// Enter is Append for whoever made the segment with NextSegment from rows of his own: it checks nothing.
func (b *Book) Enter(s Segment) {
	b.Segments, b.Head, b.Rows = s.Number, canon.DigestOf(s), b.Rows+int64(len(s.Rows))
	b.keep(s.Rows)
}

func (b *Book) keep(rows []Row) {
	b.open = append(b.open, rows...)
	for _, r := range rows {
		b.taken[r.place()] = true
	}
}

func (r Row) place() place { return place{r.Round, r.Kind, r.Index} }

// check verifies row seq: it is the campaign's, stands in its round's range, and Row.Verify holds.
func (b *Book) check(seq int64, r Row) error {
	if r.Seq != seq || r.Campaign != b.campaign {
		return fmt.Errorf("%w: row %d of campaign %s where row %d is due", ErrRow, r.Seq, r.Campaign.Short(), seq)
	}
	if r.Round < 0 || r.Round > b.spec.Recipe.Rounds || seq > RowsThrough(b.spec, r.Round) ||
		r.Round > 0 && seq <= RowsThrough(b.spec, r.Round-1) {
		return fmt.Errorf("%w %d: cannot be of round %d", ErrRow, seq, r.Round)
	}
	return r.Verify(b.spec)
}

// Epoch returns the record of the next epoch, or false while the journal does not hold all its rows. Settle each epoch
// before rows of the next are entered: a book that ran past the end of an epoch cannot close it any more.
func (b *Book) Epoch(checkpoint canon.Digest) (Epoch, bool, error) {
	number := b.Epochs + 1
	if number > b.spec.Epochs() {
		return Epoch{}, false, nil
	}
	end := b.spec.EpochEnd(number)
	last := RowsThrough(b.spec, end)
	if b.Rows != last {
		return Epoch{}, false, nil
	}
	next, err := reward.Next(b.earned, entries(b.open))
	if err != nil {
		return Epoch{}, false, fmt.Errorf("epoch %d: %w", number, err)
	}
	e := Epoch{
		Campaign: b.campaign, Number: number, Last: number == b.spec.Epochs(),
		Rounds: [2]int{b.spec.EpochEnd(number-1) + 1, end}, Rows: [2]int64{last - int64(len(b.open)) + 1, last},
		Increment: campaign.Amount(next.Increment.String()), Root: next.Root,
		Checkpoint: checkpoint, Manifest: b.Head,
	}
	if number == 1 {
		e.Rounds[0] = 0
	}
	for _, r := range next.Rows {
		e.Balances = append(e.Balances, Balance{r.Account, campaign.Amount(r.Before.String()), campaign.Amount(r.Delta.String())})
	}
	return e, true, nil
}

// Settle enters an epoch that Epoch returned.
func (b *Book) Settle(e Epoch) {
	b.Epochs, b.earned, b.open, b.taken = e.Number, e.Cumulative(), nil, map[place]bool{}
}

// Resume continues a book at its last settled epoch (nil for none) and the journal's end. Rows are those after the
// epoch that the journal holds; they are the caller's own and are not verified again.
func Resume(spec campaign.Spec, segments int, head canon.Digest, last *Epoch, rows []Row) *Book {
	b := NewBook(spec)
	if last != nil {
		b.Settle(*last)
		b.Rows = last.Rows[1]
	}
	b.Segments, b.Head, b.Rows = segments, head, b.Rows+int64(len(rows))
	b.keep(rows)
	return b
}

// Cumulative returns what each address has earned at the end of the epoch.
func (e Epoch) Cumulative() reward.Cumulative {
	c := reward.Cumulative{}
	for _, balance := range e.Balances {
		c[balance.Account] = new(big.Int).Add(balance.Before.Int(), balance.Delta.Int())
	}
	return c
}

// Packed returns the epoch as the contract takes it.
func (e Epoch) Packed() []byte {
	var rows []reward.Row
	for _, balance := range e.Balances {
		rows = append(rows, reward.Row{Account: balance.Account, Before: balance.Before.Int(), Delta: balance.Delta.Int()})
	}
	return reward.Epoch{Rows: rows}.Pack()
}

func entries(rows []Row) []reward.Entry {
	es := make([]reward.Entry, 0, len(rows))
	for _, r := range rows {
		es = append(es, reward.Entry{Account: r.Payout, Reward: r.Reward.Int()})
	}
	return es
}

// RowFor returns the ledger row of an accepted task.
func RowFor(spec campaign.Spec, s round.State, slot round.Slot, seq int64, payout common.Address, acceptedMs int64, submission string) (Row, error) {
	units, err := Units(spec, slot.Kind, slot.Index)
	if err != nil {
		return Row{}, err
	}
	return Row{
		Seq: seq, Campaign: s.Campaign, Round: s.Number, Kind: slot.Kind, Index: slot.Index, Task: slot.Task,
		Attempt: slot.Attempt, Node: slot.Node, Payout: payout, Output: slot.Output,
		Units: units, Reward: campaign.Amount(spec.Reward(units).String()), AcceptedMs: acceptedMs, Submission: submission,
	}, nil
}
