package ledger

import (
	"errors"
	"fmt"
	"math/big"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/coordinator/verify"
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
	Closed   int          // rounds of which it has every row
	Epochs   int          // number of the last settled epoch
	Beacon   int64        // time of its last beacon

	earned reward.Cumulative // at the end of that epoch
	before int64             // its last row
	clock  int64             // when the last row was accepted, Unix milliseconds; 0 if that is not known
	tally  *Tally            // of the rows after it
}

// NewBook returns the empty book of a campaign.
func NewBook(spec campaign.Spec) *Book {
	return &Book{spec: spec, campaign: spec.Digest(), earned: reward.Cumulative{}, tally: NewTally()}
}

// NextSegment packs the first of rows, which must start at b.Rows+1 and be of one epoch, and the first of beacons into the
// segment that continues the book. Closed is the number of rounds that are complete with all of them.
func (b *Book) NextSegment(rows []Row, beacons []verify.Beacon, closed int) Segment {
	if len(rows) > SegmentRowsMax || len(beacons) > SegmentBeaconsMax {
		closed = b.Closed
		rows, beacons = rows[:min(len(rows), SegmentRowsMax)], beacons[:min(len(beacons), SegmentBeaconsMax)]
	}
	return Segment{Campaign: b.campaign, Number: b.Segments + 1, Previous: b.Head, Closed: closed, Rows: rows, Beacons: beacons}
}

// Append checks a segment against the book and enters it. The error wraps ErrBook or ErrRow and leaves the book as it was.
func (b *Book) Append(s Segment) error {
	if s.Campaign != b.campaign {
		return fmt.Errorf("%w: segment %d is of campaign %s", ErrBook, s.Number, s.Campaign.Short())
	}
	if s.Number != b.Segments+1 || s.Previous != b.Head {
		return fmt.Errorf("%w: segment %d after %s, the book ends with segment %d, %s", ErrBook, s.Number, s.Previous.Short(), b.Segments, b.Head.Short())
	}
	if len(s.Rows)+len(s.Beacons) == 0 || len(s.Rows) > SegmentRowsMax || len(s.Beacons) > SegmentBeaconsMax {
		return fmt.Errorf("%w: segment %d has %d rows and %d beacons", ErrBook, s.Number, len(s.Rows), len(s.Beacons))
	}
	if err := b.checkBeacons(s.Beacons); err != nil {
		return fmt.Errorf("segment %d: %w", s.Number, err)
	}
	tally, clock := b.tally.clone(), b.clock
	for i, r := range s.Rows {
		if r.AcceptedMs < clock && b.spec.Audit.Beacon > 0 { // a row that is dated back would have its lot known beforehand
			return fmt.Errorf("segment %d: %w %d: was accepted at %d ms, the one before it at %d ms", s.Number, ErrRow, r.Seq, r.AcceptedMs, clock)
		}
		clock = r.AcceptedMs
		if err := b.check(b.Rows+int64(i)+1, r); err != nil {
			return fmt.Errorf("segment %d: %w", s.Number, err)
		}
		if err := tally.Check(r); err != nil {
			return fmt.Errorf("segment %d: %w", s.Number, err)
		}
		tally.Enter(r)
	}
	if err := b.checkClosed(tally, s.Closed); err != nil {
		return fmt.Errorf("segment %d: %w", s.Number, err)
	}
	b.Enter(s)
	return nil
}

// checkBeacons checks that beacons continue those before them. Which blocks they are, the chain says.
func (b *Book) checkBeacons(beacons []verify.Beacon) error {
	last, period := b.Beacon, b.spec.Audit.Beacon
	for _, beacon := range beacons {
		if period == 0 || beacon.Time <= last || beacon.Time%period != 0 {
			return fmt.Errorf("%w: a beacon for second %d after that for second %d, with periods of %d seconds", ErrBook, beacon.Time, last, period)
		}
		last = beacon.Time
	}
	return nil
}

// checkClosed checks the number of rounds that a segment calls complete.
func (b *Book) checkClosed(tally *Tally, closed int) error {
	switch last := b.spec.EpochEnd(b.Epochs + 1); {
	case closed <= b.settled() || closed > last+1:
		return fmt.Errorf("%w: it closes %d rounds, but epoch %d is of rounds %d to %d", ErrBook, closed, b.Epochs+1, b.settled()+1, last)
	case closed < b.Closed && !tally.False(closed):
		return fmt.Errorf("%w: it goes back from %d closed rounds to %d, but no result up to there is known to be wrong", ErrBook, b.Closed, closed)
	}
	for number := b.Closed; number < closed; number++ {
		if !tally.Complete(b.spec, number) {
			return fmt.Errorf("%w: it closes round %d, of which tasks are missing", ErrBook, number)
		}
	}
	return nil
}

// settled is the last round of the last settled epoch; -1 if there is none, since round 0 belongs to the first.
func (b *Book) settled() int {
	if b.Epochs == 0 {
		return -1
	}
	return b.spec.EpochEnd(b.Epochs)
}

// Enter is Append for whoever made the segment with NextSegment from rows of his own: it checks nothing.
func (b *Book) Enter(s Segment) {
	b.Segments, b.Head, b.Rows, b.Closed = s.Number, canon.DigestOf(s), b.Rows+int64(len(s.Rows)), s.Closed
	for _, r := range s.Rows {
		b.tally.Enter(r)
		b.clock = r.AcceptedMs
	}
	if n := len(s.Beacons); n > 0 {
		b.Beacon = s.Beacons[n-1].Time
	}
}

// check verifies row seq: it is the campaign's, its round is open or was closed in this epoch, and Row.Verify holds.
func (b *Book) check(seq int64, r Row) error {
	if r.Seq != seq || r.Campaign != b.campaign {
		return fmt.Errorf("%w: row %d of campaign %s where row %d is due", ErrRow, r.Seq, r.Campaign.Short(), seq)
	}
	if r.Round <= b.settled() || r.Round > b.Closed {
		return fmt.Errorf("%w %d: is of round %d, while %d rounds are closed and %d epochs settled", ErrRow, seq, r.Round, b.Closed, b.Epochs)
	}
	if r.Round == 0 && r.Kind != round.Merge {
		return fmt.Errorf("%w %d: is a %s task of round 0, which has none", ErrRow, seq, r.Kind)
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
	if !b.Due() {
		return Epoch{}, false, nil
	}
	paid, err := b.tally.Paid(b.spec.Audit)
	if err != nil {
		return Epoch{}, false, fmt.Errorf("epoch %d: %w", number, err)
	}
	next, err := reward.Next(b.earned, entries(paid))
	if err != nil {
		return Epoch{}, false, fmt.Errorf("epoch %d: %w", number, err)
	}
	e := Epoch{
		Campaign: b.campaign, Number: number, Last: number == b.spec.Epochs(),
		Rounds: [2]int{b.spec.EpochEnd(number-1) + 1, b.spec.EpochEnd(number)}, Rows: [2]int64{b.before + 1, b.Rows},
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

// Due reports whether the book has every row of the next epoch.
func (b *Book) Due() bool {
	return b.Epochs < b.spec.Epochs() && b.Closed > b.spec.EpochEnd(b.Epochs+1)
}

// Settle enters an epoch that Epoch returned.
func (b *Book) Settle(e Epoch) {
	b.Skip()
	b.earned = e.Cumulative()
}

// Skip ends an epoch that is Due of a campaign that pays nobody.
func (b *Book) Skip() { b.Epochs, b.before, b.tally = b.Epochs+1, b.Rows, NewTally() }

// Resume continues a book at the journal's end: after that many epochs, the last of which, if any was paid, is last, and
// that many closed rounds; the caller sets Beacon. Rows are those of the open epoch that the journal holds; they are the caller's own and are not
// verified again. Ended is the last row before them.
func Resume(spec campaign.Spec, segments int, head canon.Digest, closed, epochs int, last *Epoch, ended int64, rows []Row) *Book {
	b := NewBook(spec)
	if last != nil {
		b.earned = last.Cumulative()
	}
	b.Segments, b.Head, b.Closed, b.Epochs, b.before, b.Rows = segments, head, closed, epochs, ended, ended+int64(len(rows))
	for _, r := range rows {
		b.tally.Enter(r)
		b.clock = r.AcceptedMs
	}
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

// RowFor returns the ledger row of a claim of a task of the campaign with this spec, and digest of it.
func RowFor(spec campaign.Spec, digest canon.Digest, slot round.Slot, c verify.Claim, acceptedMs int64, submission string) (Row, error) {
	units, err := Units(spec, slot.Kind, slot.Index)
	if err != nil {
		return Row{}, err
	}
	return Row{
		Seq: c.Seq, Campaign: digest, Round: slot.Round, Kind: slot.Kind, Index: slot.Index, Task: slot.Task,
		Attempt: c.Attempt, Node: c.Node, Payout: c.Owner, Output: c.Output, Steps: c.Steps,
		Units: units, Reward: campaign.Amount(spec.Reward(units).String()), AcceptedMs: acceptedMs, Submission: submission,
	}, nil
}
