package ledger_test

import (
	"crypto/ecdsa"
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
	"quire/treasury/reward"
)

var spec = campaigntest.Spec() // 4 rounds of 2 lanes and 2 slices, epochs of 2 rounds

// history is the whole ledger of spec, worked by three nodes in turn.
func history(t *testing.T) []ledger.Row {
	t.Helper()
	var keys []*ecdsa.PrivateKey
	for range 3 {
		key, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	var rows []ledger.Row
	for number := 0; number <= spec.Recipe.Rounds; number++ {
		s := round.New(spec, number, canon.Sum([]byte{byte(number)}))
		for _, slot := range s.Slots {
			key := keys[len(rows)%3]
			slot.Task, slot.Output, slot.Attempt = canon.DigestOf(s.Task(slot)), canon.Sum([]byte{byte(len(rows))}), 1
			slot.Node = crypto.PubkeyToAddress(key.PublicKey)
			signature, err := sign.Sign(key, sign.Submission{Campaign: s.Campaign, Task: slot.Task, Attempt: 1, Output: slot.Output})
			if err != nil {
				t.Fatal(err)
			}
			row, err := ledger.RowFor(spec, s, slot, int64(len(rows)+1), common.Address{byte(1 + len(rows)%3)}, 1, sign.Hex(signature))
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func TestFromRowsToEpochs(t *testing.T) {
	rows := history(t)
	writer, reader := ledger.NewBook(spec), ledger.NewBook(spec)
	var epochs []ledger.Epoch
	rest := rows
	for len(rest) > 0 {
		s := writer.NextSegment(rest)
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
		if ok != (writer.Rows == ledger.RowsThrough(spec, 2) || writer.Rows == ledger.RowsThrough(spec, 4)) {
			t.Fatalf("epoch ready is %v after row %d", ok, writer.Rows)
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

func TestResumedBookGoesOnAlike(t *testing.T) {
	rows := history(t)
	whole := ledger.NewBook(spec)
	first := whole.NextSegment(rows)
	_ = whole.Append(first)
	e, _, _ := whole.Epoch(canon.Digest{1})
	whole.Settle(e)
	s := whole.NextSegment(rows[10:14])
	if err := whole.Append(s); err != nil {
		t.Fatal(err)
	}
	resumed := ledger.Resume(spec, whole.Segments, whole.Head, &e, rows[10:14])
	for _, b := range []*ledger.Book{whole, resumed} {
		if err := b.Append(b.NextSegment(rows[14:])); err != nil {
			t.Fatal(err)
		}
	}
	a, _, _ := whole.Epoch(canon.Digest{2})
	b, ok, _ := resumed.Epoch(canon.Digest{2})
	if !ok || canon.DigestOf(a) != canon.DigestOf(b) {
		t.Fatalf("%+v\nand resumed\n%+v", a, b)
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
		"a row left out":    func(s *ledger.Segment) { s.Rows = append(s.Rows[:3:3], s.Rows[4:]...) },
		"a row twice":       func(s *ledger.Segment) { s.Rows[4] = s.Rows[3] },
		"a task twice":      func(s *ledger.Segment) { again := s.Rows[3]; again.Seq++; s.Rows[4] = again },
		"another round":     func(s *ledger.Segment) { s.Rows[3].Round = 2 },
		"another lane":      func(s *ledger.Segment) { s.Rows[3].Index = 7 },
		"another campaign":  func(s *ledger.Segment) { s.Campaign = canon.Digest{9} },
		"another history":   func(s *ledger.Segment) { s.Previous = canon.Digest{9} },
		"a skipped segment": func(s *ledger.Segment) { s.Number = 2 },
		"two epochs":        func(s *ledger.Segment) { s.Rows = rows[:12] },
		"nothing":           func(s *ledger.Segment) { s.Rows = nil },
	} {
		b := ledger.NewBook(spec)
		s := b.NextSegment(append([]ledger.Row(nil), rows...))
		forge(&s)
		if err := b.Append(s); !errors.Is(err, ledger.ErrRow) && !errors.Is(err, ledger.ErrBook) {
			t.Errorf("%s: %v", name, err)
		}
		if b.Rows != 0 || b.Segments != 0 {
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
