package engine_test

import (
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/proto/canon"
)

// lasting is a campaign of many short epochs.
func lasting(rounds int) func(*campaign.Spec) {
	return func(s *campaign.Spec) { s.Recipe.Rounds, s.Settlement.EpochRounds = rounds, 2 }
}

// kept counts what etcd holds of a campaign's work, by the part of the key after the campaign.
func (w *world) kept() map[string]int {
	count := map[string]int{}
	for key := range w.snapshot() {
		if name, ok := strings.CutPrefix(key, string(store.Campaign(w.spec.Name))); ok {
			name, _, _ = strings.Cut(name, "/")
			count[name]++
		}
	}
	return count
}

// keptMax is what the open epoch, those that are kept and the one that is being archived need.
func (w *world) keptMax() int {
	tasks := w.spec.Settlement.EpochRounds * (w.spec.Recipe.Lanes + w.spec.Recipe.Slices)
	return 4*tasks + w.spec.Recipe.Slices
}

// However long a campaign lasts, etcd holds the rows, answers and rounds of the last epochs only; and nobody notices.
func TestEtcdStaysSmall(t *testing.T) {
	const rounds = 20
	w := newWorld(t, false, lasting(rounds))
	h := w.hand()
	var first *work
	var receipt engine.Receipt
	for closed := 0; w.view().State.Stage != campaign.Trained; {
		j := h.lease()
		if j == nil {
			w.until("busy", func() bool { return w.view().Busy() })
			continue
		}
		r := must(h.submit(j.submit))
		if first == nil {
			first, receipt = j, r
		}
		if n := len(w.view().Rounds); n > closed && n%5 == 0 {
			closed = n
			w.until("small", func() bool { return w.kept()["row"] <= w.keptMax() && w.kept()["done"] <= w.keptMax() })
			t.Logf("after %d rounds etcd holds %v", n, w.kept())
		}
	}
	w.until("archived", func() bool { return w.kept()["row"] <= w.keptMax() && w.kept()["round"] <= 6 })
	w.audit() // reads every row and every round, in order
	again, err := h.submit(first.submit)
	if err != nil || string(again.Signature) != string(receipt.Signature) {
		t.Fatalf("the first submission again, after %d rounds: %v", rounds, err)
	}
	asked, err := w.engine.ReceiptFor(t.Context(), w.spec.Name, 1)
	if err != nil || string(asked.Signature) != string(receipt.Signature) {
		t.Fatalf("the first receipt: %v", err)
	}
	if v := must(w.engine.Task(t.Context(), w.operator, w.spec.Name, first.digest)); v.Row != 1 {
		t.Fatalf("the first task is in row %d", v.Row)
	}
	w.until("at rest", func() bool {
		v := w.view()
		time.Sleep(100 * time.Millisecond)
		return len(w.view().Rounds) == len(v.Rounds)
	}) // a round may be closing
	before := w.view()
	w.stop()
	w.lead()
	w.until("loaded", func() bool { v, err := w.engine.Look(w.spec.Name); return err == nil && v.Rows == before.Rows })
	sameTotals(t, before, w.view())
	if rows := must(w.engine.Ledger(t.Context(), w.spec.Name, 3, 5)); len(rows) != 5 || rows[0].Seq != 3 || rows[4].Seq != 7 {
		t.Fatalf("five rows of the archive from the third: %+v", rows)
	}
	last := before.Rows
	for from := int64(1); from <= last; from += 7 { // across the archive's end
		rows := must(w.engine.Ledger(t.Context(), w.spec.Name, from, 7))
		for i, r := range rows {
			if r.Seq != from+int64(i) {
				t.Fatalf("row %d where row %d is due", r.Seq, from+int64(i))
			}
		}
		if want := min(7, last-from+1); int64(len(rows)) != want {
			t.Fatalf("%d rows from row %d on, want %d", len(rows), from, want)
		}
	}
}

// sameTotals compares what two views say that follows from the ledger.
func sameTotals(t *testing.T, a, b *engine.View) {
	t.Helper()
	if a.Units.Cmp(b.Units) != 0 || a.Rewards.Cmp(b.Rewards) != 0 || !reflect.DeepEqual(a.Rounds, b.Rounds) || len(a.Contributors) != len(b.Contributors) {
		t.Fatalf("units %s and %s, rewards %s and %s, %d and %d rounds", a.Units, b.Units, a.Rewards, b.Rewards, len(a.Rounds), len(b.Rounds))
	}
	for i, c := range a.Contributors {
		d := b.Contributors[i]
		if c.Node != d.Node || c.Tasks != d.Tasks || c.Units.Cmp(d.Units) != 0 || c.Reward.Cmp(d.Reward) != 0 || c.Standing != d.Standing {
			t.Fatalf("contributor %d is %+v and %+v", i, c, d)
		}
	}
}

// Of a campaign that pays, an epoch stays in etcd until it is final on chain. Standings and what was void survive the
// archive, and a new leader continues the book: epochs add up to what the campaign costs.
func TestArchiveOfAPayingCampaign(t *testing.T) {
	w := newWorld(t, true, lasting(8), func(s *campaign.Spec) {
		s.Audit = campaign.Audit{Floor: "0.2", Probation: 2, Reserve: "1", Steps: 1}
	})
	w.fund()
	hands := []*hand{w.hand(), w.hand(), w.hand()}
	until := func(what string, ok func() bool) {
		w.until(what, func() bool {
			for _, h := range hands {
				if j := h.lease(); j != nil {
					_, _ = h.submit(j.submit)
				}
			}
			return ok()
		})
	}
	until("two epochs closed", func() bool { return len(w.view().Epochs) >= 2 })
	epoch := must(ledgerEpoch(w, 1))
	w.until("shown", func() bool { return int64(w.kept()["row"]) == w.view().Rows }) // no epoch is final: all are left
	if err := w.engine.ReportEpoch(t.Context(), w.poster, w.spec.Name, 1, "final", "0x1"); err != nil {
		t.Fatal(err)
	}
	w.until("archived", func() bool { return int64(w.kept()["row"]) == w.view().Rows-epoch.Rows[1] })
	before := w.view()
	w.stop()
	w.lead()
	w.until("loaded", func() bool { v, err := w.engine.Look(w.spec.Name); return err == nil && v.Rows == before.Rows })
	sameTotals(t, before, w.view())
	until("trained", func() bool { return len(w.view().Epochs) == w.spec.Epochs() })
	paid := new(big.Int)
	for n := range w.view().Epochs {
		paid.Add(paid, must(ledgerEpoch(w, n+1)).Increment.Int())
	}
	if paid.Cmp(w.view().Rewards) != 0 {
		t.Fatalf("epochs pay %s, the rows earn %s", paid, w.view().Rewards)
	}
	// etcd is lost with the archive's pointer: the journal brings all back, and it is archived anew.
	rows := w.view().Rows
	w.stop()
	w.become(nil)
	if got, err := w.restore(nil); err != nil || got.Rows != rows {
		t.Fatalf("restored %+v: %v", got, err)
	}
	w.lead()
	w.until("loaded", func() bool { v, err := w.engine.Look(w.spec.Name); return err == nil && v.Rows == rows })
	for n := 1; n <= w.spec.Epochs(); n++ {
		if err := w.engine.ReportEpoch(t.Context(), w.poster, w.spec.Name, n, "final", "0x1"); err != nil {
			t.Fatal(err)
		}
	}
	w.until("archived again", func() bool { return int64(w.kept()["row"]) < rows/2 })
}

func ledgerEpoch(w *world, n int) (ledger.Epoch, error) {
	return canon.Decode[ledger.Epoch](w.view().Epochs[n-1].Record)
}

// An old copy of etcd comes back from before the archive was made: what is missing is restored, and nothing is lost.
func TestOldCopyFromBeforeTheArchive(t *testing.T) {
	w := newWorld(t, false, lasting(12))
	h := w.hand()
	h.work(20)
	w.stop()
	old := w.snapshot()
	w.lead()
	w.finish(h)
	w.until("archived", func() bool { return w.kept()["row"] <= w.keptMax() })
	rows := w.view().Rows
	w.stop()
	if got, err := w.restore(nil); err != nil || got.Written != 0 {
		t.Fatalf("restored %+v (%v) although nothing is missing", got, err)
	}
	w.become(old)
	if _, err := w.restore(nil); err != nil {
		t.Fatal(err)
	}
	w.lead()
	w.until("as before", func() bool {
		v, err := w.engine.Look(w.spec.Name)
		return err == nil && v.Rows == rows && v.State.Stage == campaign.Trained && w.kept()["row"] <= w.keptMax()
	})
}
