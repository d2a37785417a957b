package ledger_test

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/proto/sign"
	"quire/treasury/reward"
)

var spec = campaigntest.Spec() // 4 rounds of 2 lanes and 2 slices, epochs of 2 rounds

// work is the ledger of spec in the making, worked by four nodes in turn.
type work struct {
	t    *testing.T
	keys []*ecdsa.PrivateKey
	rows []ledger.Row
}

func newWork(t *testing.T) *work {
	t.Helper()
	var keys []*ecdsa.PrivateKey
	for range 4 {
		key, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	return &work{t: t, keys: keys}
}

// answer adds node who's answer to a slot.
func (w *work) answer(slot round.Slot, who int, output canon.Digest) ledger.Row {
	w.t.Helper()
	key := w.keys[who]
	c := verify.Claim{
		Seq: int64(len(w.rows) + 1), Node: crypto.PubkeyToAddress(key.PublicKey), Owner: common.Address{byte(1 + who)}, Attempt: 1,
		Output: output, Steps: verify.Root([]canon.Digest{output}),
	}
	signature, err := sign.Sign(key, sign.Submission{Campaign: spec.Digest(), Task: slot.Task, Attempt: 1, Output: c.Output, Steps: c.Steps})
	if err != nil {
		w.t.Fatal(err)
	}
	row, err := ledger.RowFor(spec, spec.Digest(), slot, c, 1, sign.Hex(signature))
	if err != nil {
		w.t.Fatal(err)
	}
	w.rows = append(w.rows, row)
	return row
}

// slots are the tasks of a round, with digests that tell them apart.
func slots(number, take int) []round.Slot {
	all := round.New(spec, number, canon.Sum([]byte{byte(number), byte(take)})).Slots
	for i := range all {
		all[i].Task = canon.Sum(fmt.Appendf(nil, "%d %d %d", number, i, take))
	}
	return all
}

func honest(slot round.Slot) canon.Digest { return canon.Sum(slot.Task[:]) }

// round answers every task of a round, and returns the rows.
func (w *work) round(number, take int) []ledger.Row {
	from := len(w.rows)
	for i, slot := range slots(number, take) {
		w.answer(slot, (number+i)%3, honest(slot))
	}
	return w.rows[from:]
}

// history is the whole ledger of spec.
func history(t *testing.T) []ledger.Row {
	t.Helper()
	w := newWork(t)
	for number := 0; number <= spec.Recipe.Rounds; number++ {
		w.round(number, 0)
	}
	return w.rows
}

// upTo returns the rows of a round from all rows.
func upTo(rows []ledger.Row, number int) []ledger.Row {
	for i, r := range rows {
		if r.Round > number {
			return rows[:i]
		}
	}
	return rows
}

func TestFromRowsToEpochs(t *testing.T) {
	rows := history(t)
	writer, reader := ledger.NewBook(spec), ledger.NewBook(spec)
	var epochs []ledger.Epoch
	rest := rows
	for number := 0; len(rest) > 0; number++ {
		s := writer.NextSegment(upTo(rest, number), nil, number+1)
		for _, b := range []*ledger.Book{writer, reader} {
			if err := b.Append(s); err != nil {
				t.Fatal(err)
			}
		}
		rest = rest[len(s.Rows):]
		e, ok, err := writer.Epoch(canon.Digest{1})
		if err != nil {
			t.Fatal(err)
		}
		mine, _, _ := reader.Epoch(canon.Digest{1})
		if ok != (number == 2 || number == 4) {
			t.Fatalf("epoch ready is %v after round %d", ok, number)
		}
		if ok {
			if canon.DigestOf(mine) != canon.DigestOf(e) {
				t.Fatal("two books close different epochs")
			}
			writer.Settle(e)
			reader.Settle(mine)
			epochs = append(epochs, e)
		}
	}
	if len(epochs) != 2 || !epochs[1].Last || epochs[0].Last || epochs[0].Rows != [2]int64{1, 10} || epochs[1].Rows != [2]int64{11, 18} {
		t.Fatalf("epochs %+v", epochs)
	}
	if epochs[0].Rounds != [2]int{0, 2} || epochs[1].Rounds != [2]int{3, 4} {
		t.Fatalf("rounds %v and %v", epochs[0].Rounds, epochs[1].Rounds)
	}
	paid := new(big.Int)
	for _, e := range epochs {
		paid.Add(paid, e.Increment.Int())
		parsed, err := reward.Parse(e.Packed())
		if err != nil || parsed.Root != e.Root {
			t.Fatalf("packed rows of epoch %d give root %x (%v)", e.Number, parsed.Root, err)
		}
	}
	if paid.Cmp(ledger.Sum(rows)) != 0 || paid.Cmp(spec.Cost()) != 0 {
		t.Fatalf("epochs pay %s, rows earn %s, the campaign costs %s", paid, ledger.Sum(rows), spec.Cost())
	}
}

// fill appends the rows of rounds first to last to every book, a segment a round, and returns the rest.
func fill(t *testing.T, rows []ledger.Row, first, last int, books ...*ledger.Book) []ledger.Row {
	t.Helper()
	for number := first; number <= last; number++ {
		s := books[0].NextSegment(upTo(rows, number), nil, number+1)
		for _, b := range books {
			if err := b.Append(s); err != nil {
				t.Fatal(err)
			}
		}
		rows = rows[len(s.Rows):]
	}
	return rows
}

func TestResumedBookGoesOnAlike(t *testing.T) {
	rows := history(t)
	whole := ledger.NewBook(spec)
	rest := fill(t, rows, 0, 2, whole)
	e, _, _ := whole.Epoch(canon.Digest{1})
	whole.Settle(e)
	rest = fill(t, rest, 3, 3, whole)
	resumed := ledger.Resume(spec, whole.Segments, whole.Head, whole.Closed, 1, &e, e.Rows[1], upTo(rows[10:], 3))
	fill(t, rest, 4, 4, whole, resumed)
	a, _, _ := whole.Epoch(canon.Digest{2})
	b, ok, _ := resumed.Epoch(canon.Digest{2})
	if !ok || canon.DigestOf(a) != canon.DigestOf(b) {
		t.Fatalf("%+v\nand resumed\n%+v", a, b)
	}
}

// audited is spec with verification, and enough in reserve.
func audited() campaign.Spec {
	return campaigntest.Spec(func(s *campaign.Spec) {
		s.Audit = campaign.Audit{Floor: "0.1", Probation: 2, Reserve: "4", Steps: 1}
	})
}

func withSpec(t *testing.T, s campaign.Spec) {
	old := spec
	spec = s
	t.Cleanup(func() { spec = old })
}

// A node that was proved wrong twice earns nothing in the epoch, those who proved it are paid, and the rest of the
// contract's sums hold.
func TestFraudEarnsNothing(t *testing.T) {
	withSpec(t, audited())
	w := newWork(t)
	b := ledger.NewBook(spec)
	fill(t, w.round(0, 0), 0, 0, b)
	one, liar := slots(1, 0), 3
	from := len(w.rows)
	for i, slot := range one {
		if i < 2 { // both lanes: the liar first, then two who agree
			w.answer(slot, liar, canon.Sum([]byte("lie")))
			w.answer(slot, 0, honest(slot))
			w.answer(slot, 1, honest(slot))
			continue
		}
		w.answer(slot, i%3, honest(slot))
	}
	fill(t, w.rows[from:], 1, 1, b)
	fill(t, w.round(2, 0), 2, 2, b)
	e, ok, err := b.Epoch(canon.Digest{1})
	if !ok || err != nil {
		t.Fatalf("the epoch does not close: %v", err)
	}
	want := new(big.Int)
	for _, r := range w.rows {
		if r.Payout != (common.Address{byte(1 + liar)}) {
			want.Add(want, r.Reward.Int())
		}
	}
	if e.Increment.Int().Cmp(want) != 0 {
		t.Fatalf("the epoch pays %s, the honest rows earn %s", e.Increment, want)
	}
	for _, balance := range e.Balances {
		if balance.Account == (common.Address{byte(1 + liar)}) {
			t.Fatalf("the liar is paid %s", balance.Delta)
		}
	}
}

// One wrong result of a node that has been right often enough costs that result and the fine: its first others of the epoch,
// worth twice the wrong one over the floor. The rest is paid, and so are those who checked it.
func TestHardwareFaultCostsTheTaskAndAFine(t *testing.T) {
	withSpec(t, audited())
	spec.Audit.Floor = "0.5" // so the fine is four tasks
	tally, w := ledger.NewTally(), newWork(t)
	var mine []ledger.Row
	for number := 1; number <= 10; number++ {
		slot := slots(number, 0)[0]
		output := honest(slot)
		if number == 8 {
			output = canon.Sum([]byte("a flipped bit"))
		}
		mine = append(mine, w.answer(slot, 3, output))
		w.answer(slot, 0, honest(slot))
		if number == 8 {
			w.answer(slot, 1, honest(slot))
		}
	}
	for _, r := range w.rows {
		tally.Enter(r)
	}
	void := map[int64]bool{}
	for _, r := range w.rows {
		if tally.Fate(r, spec.Audit) == ledger.Void {
			void[r.Seq] = true
		}
	}
	want := map[int64]bool{}
	for _, r := range append(mine[:4:4], mine[7]) {
		want[r.Seq] = true
	}
	if !maps.Equal(void, want) {
		t.Fatalf("rows %v are void, want %v", void, want)
	}
	lost := ledger.Sum(append(mine[:4:4], mine[7]))
	if got := tally.Voided(spec.Audit)[mine[0].Node]; got.Cmp(lost) != 0 {
		t.Fatalf("the node loses %s, want %s", got, lost)
	}
}

// A verdict is final: whoever comes later can neither overturn it nor be paid for agreeing.
func TestNoAnswerAfterTheVerdict(t *testing.T) {
	withSpec(t, audited())
	for name, answers := range map[string][]string{"two agreed": {"x", "x"}, "a majority decided": {"x", "y", "y"}} {
		tally, w := ledger.NewTally(), newWork(t)
		slot := slots(1, 0)[0]
		for i, a := range answers {
			r := w.answer(slot, i, canon.Sum([]byte(a)))
			if err := tally.Check(r); err != nil {
				t.Fatal(err)
			}
			tally.Enter(r)
		}
		if err := tally.Check(w.answer(slot, 3, canon.Sum([]byte("x")))); !errors.Is(err, ledger.ErrRow) {
			t.Errorf("%s, and another answer: %v", name, err)
		}
	}
}

// Two owners differ on a merge whose lane proves wrong before a third one came: the merge is done again with the right
// delta, nobody will ever decide the old dispute, and the epoch closes without paying for it.
func TestDisputeAboutAVoidTaskDoesNotHoldUpTheEpoch(t *testing.T) {
	withSpec(t, audited())
	w := newWork(t)
	b := ledger.NewBook(spec)
	fill(t, w.round(0, 0), 0, 0, b)
	from := len(w.rows)
	one, again := slots(1, 0), slots(1, 1)
	w.answer(one[0], 3, canon.Sum([]byte("lie")))
	w.answer(one[1], 0, honest(one[1]))
	w.answer(one[2], 1, honest(one[2]))
	w.answer(one[2], 3, canon.Sum([]byte("lie"))) // disputed
	w.answer(one[0], 0, honest(one[0]))
	w.answer(one[0], 1, honest(one[0]))
	w.answer(again[2], 1, honest(again[2]))
	w.answer(again[3], 2, honest(again[3]))
	disputed := w.rows[from+2]
	fill(t, w.rows[from:], 1, 1, b)
	fill(t, w.round(2, 0), 2, 2, b)
	e, ok, err := b.Epoch(canon.Digest{1})
	if !ok || err != nil {
		t.Fatalf("the epoch does not close: %v", err)
	}
	want := new(big.Int)
	for _, r := range w.rows {
		if r.Node != w.rows[from].Node && r.Seq != disputed.Seq {
			want.Add(want, r.Reward.Int())
		}
	}
	if e.Increment.Int().Cmp(want) != 0 {
		t.Fatalf("the epoch pays %s, want %s", e.Increment, want)
	}
	tally, void := ledger.NewTally(), new(big.Int)
	for _, r := range w.rows {
		tally.Enter(r)
	}
	for _, n := range tally.Voided(spec.Audit) {
		void.Add(void, n)
	}
	if void.Add(void, want).Cmp(ledger.Sum(w.rows)) != 0 {
		t.Fatalf("what is paid and what is void make %s, the rows %s", void, ledger.Sum(w.rows))
	}
}

// A dispute about a task that stands does hold it up: somebody must decide.
func TestOpenDisputeHoldsUpTheEpoch(t *testing.T) {
	withSpec(t, audited())
	tally, w := ledger.NewTally(), newWork(t)
	slot := slots(1, 0)[0]
	tally.Enter(w.answer(slot, 0, honest(slot)))
	tally.Enter(w.answer(slot, 1, canon.Sum([]byte("lie"))))
	if _, err := tally.Paid(spec.Audit); !errors.Is(err, ledger.ErrRow) {
		t.Fatalf("an undecided dispute is paid: %v", err)
	}
	tally.Enter(w.answer(slot, 2, honest(slot)))
	if paid, err := tally.Paid(spec.Audit); err != nil || len(paid) != 2 {
		t.Fatalf("%d rows are paid (%v), want two", len(paid), err)
	}
}

// After a false result of a closed round is found the journal goes back there, and the rounds after it are answered again.
func TestJournalGoesBackToAFalseRound(t *testing.T) {
	withSpec(t, audited())
	w := newWork(t)
	b := ledger.NewBook(spec)
	fill(t, w.round(0, 0), 0, 0, b)
	from := len(w.rows)
	one := slots(1, 0)
	w.answer(one[0], 3, canon.Sum([]byte("lie")))
	for i, slot := range one[1:] {
		w.answer(slot, i, honest(slot))
	}
	fill(t, w.rows[from:], 1, 1, b)
	back := ledger.Segment{Campaign: spec.Digest(), Number: b.Segments + 1, Previous: b.Head, Closed: 1}
	back.Rows = []ledger.Row{w.answer(slots(2, 0)[0], 0, honest(slots(2, 0)[0]))}
	if err := b.Append(back); !errors.Is(err, ledger.ErrBook) {
		t.Fatalf("going back without a reason: %v", err)
	}
	w.rows = w.rows[:len(w.rows)-1]
	from = len(w.rows)
	w.answer(one[0], 0, honest(one[0]))
	w.answer(one[0], 1, honest(one[0]))
	back.Rows = w.rows[from:]
	if err := b.Append(back); err != nil {
		t.Fatal(err)
	}
	from = len(w.rows)
	for i, slot := range slots(1, 1)[2:] { // merges of the right deltas
		w.answer(slot, i, honest(slot))
	}
	fill(t, w.rows[from:], 1, 1, b)
	fill(t, w.round(2, 1), 2, 2, b)
	if _, ok, err := b.Epoch(canon.Digest{1}); !ok || err != nil {
		t.Fatalf("the epoch does not close: %v", err)
	}
}

func TestForgedSegmentsAreRefused(t *testing.T) {
	rows := history(t)
	for name, forge := range map[string]func(*ledger.Segment){
		"more units":        func(s *ledger.Segment) { s.Rows[3].Units++ },
		"more reward":       func(s *ledger.Segment) { s.Rows[3].Reward = "999999999999999999" },
		"another output":    func(s *ledger.Segment) { s.Rows[3].Output = canon.Digest{9} },
		"another node":      func(s *ledger.Segment) { s.Rows[3].Node = common.Address{9} },
		"no signature":      func(s *ledger.Segment) { s.Rows[3].Submission = "" },
		"a row left out":    func(s *ledger.Segment) { s.Rows = append(s.Rows[:2:2], s.Rows[3:]...) },
		"a row twice":       func(s *ledger.Segment) { s.Rows[3] = s.Rows[2] },
		"a task twice":      func(s *ledger.Segment) { again := s.Rows[2]; again.Seq++; s.Rows[3] = again },
		"another round":     func(s *ledger.Segment) { s.Rows[3].Round = 2; s.Rows[3].Index = 0 },
		"nobody's owner":    func(s *ledger.Segment) { s.Rows[3].Payout = s.Rows[2].Payout; s.Rows[3].Task = s.Rows[2].Task },
		"a missing task":    func(s *ledger.Segment) { s.Rows = s.Rows[:1] },
		"a round too many":  func(s *ledger.Segment) { s.Closed++ },
		"another lane":      func(s *ledger.Segment) { s.Rows[3].Index = 7 },
		"another campaign":  func(s *ledger.Segment) { s.Campaign = canon.Digest{9} },
		"another history":   func(s *ledger.Segment) { s.Previous = canon.Digest{9} },
		"a skipped segment": func(s *ledger.Segment) { s.Number = 3 },
		"two epochs":        func(s *ledger.Segment) { s.Rows = rows[:12] },
		"nothing":           func(s *ledger.Segment) { s.Rows = nil },
	} {
		b := ledger.NewBook(spec)
		fill(t, rows, 0, 0, b)
		s := b.NextSegment(append([]ledger.Row(nil), upTo(rows[2:], 1)...), nil, 2)
		forge(&s)
		if err := b.Append(s); !errors.Is(err, ledger.ErrRow) && !errors.Is(err, ledger.ErrBook) {
			t.Errorf("%s: %v", name, err)
		}
		if b.Rows != 2 || b.Segments != 1 {
			t.Errorf("%s: the book took it in part", name)
		}
	}
}

func FuzzSegment(f *testing.F) {
	b, err := canon.Encode(ledger.Segment{Campaign: spec.Digest(), Number: 1, Rows: []ledger.Row{{Seq: 1, Reward: "1"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := canon.Decode[ledger.Segment](b)
		if err != nil {
			return
		}
		book := ledger.NewBook(spec)
		if book.Append(s) == nil {
			t.Fatal("a segment that nobody signed was entered")
		}
	})
}

// The blocks that decide lots stand in the journal, in the order of their times, with rows or alone; and with them no row is
// dated back, since its lot would have been known.
func TestBeacons(t *testing.T) {
	spec := campaigntest.Spec(func(s *campaign.Spec) { s.Audit.Beacon = 10 })
	at := func(times ...int64) (bs []verify.Beacon) {
		for _, s := range times {
			bs = append(bs, verify.Beacon{Time: s, Block: uint64(s), Hash: common.Hash{byte(s)}})
		}
		return bs
	}
	b := ledger.NewBook(spec)
	for _, times := range [][]int64{{10, 20}, {40}} {
		if err := b.Append(b.NextSegment(nil, at(times...), 0)); err != nil {
			t.Fatal(err)
		}
	}
	if b.Beacon != 40 || b.Segments != 2 {
		t.Fatalf("the book is at beacon %d of segment %d", b.Beacon, b.Segments)
	}
	for name, times := range map[string][]int64{"an earlier one": {30}, "the same again": {40}, "between periods": {45}, "descending": {60, 50}} {
		if err := b.Append(b.NextSegment(nil, at(times...), 0)); !errors.Is(err, ledger.ErrBook) || !strings.Contains(err.Error(), "a beacon for second") {
			t.Errorf("%s: %v", name, err)
		}
	}
	plain := ledger.NewBook(campaigntest.Spec())
	if err := plain.Append(plain.NextSegment(nil, at(10), 0)); err == nil || !strings.Contains(err.Error(), "a beacon for second") {
		t.Errorf("a beacon of a campaign without: %v", err)
	}
}

func TestRowsAreNotDatedBack(t *testing.T) {
	for _, beacon := range []int64{0, 10} {
		before := spec
		spec = campaigntest.Spec(func(s *campaign.Spec) { s.Audit.Beacon = beacon })
		rows := history(t)
		spec, before = before, spec
		b := ledger.NewBook(before)
		for i := range rows[:2] {
			rows[i].AcceptedMs = int64(1000 - i)
		}
		err := b.Append(b.NextSegment(rows[:2], nil, 1))
		if refused := err != nil && strings.Contains(err.Error(), "was accepted at 999 ms"); refused != (beacon > 0) || !refused && err != nil {
			t.Errorf("a row that is dated back, with a beacon every %d s: %v", beacon, err)
		}
	}
}
