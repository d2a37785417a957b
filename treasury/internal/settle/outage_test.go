package settle

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
)

// What arrived before an outage is not asked for again, and the replay as a whole has no deadline.
func TestReplayGoesOnWhereItWas(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	w.coordinator.lost = 7 // of ten rows, three a page
	s, err := w.settler("poster")
	w.must(err)
	for range 2 {
		if err := s.Step(context.Background()); err == nil || errors.Is(err, replay.ErrMismatch) {
			t.Fatalf("without receipts: %v", err)
		}
	}
	w.coordinator.lost = 0
	w.must(s.Step(context.Background()))
	if w.funding().Pending == nil {
		t.Fatal("the epoch was not posted")
	}
	for row := int64(1); row < 7; row++ {
		if n := w.coordinator.receipts[row]; n != 1 {
			t.Errorf("the receipt of row %d was fetched %d times", row, n)
		}
	}
	if w.coordinator.hurried {
		t.Error("a receipt was asked for under a deadline of the step")
	}
}

// A ledger that was found wrong is read again from its first row.
func TestWrongLedgerIsReadAgain(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	honest := w.coordinator.entries[3]
	row := honest.Row
	row.Payout = ledgertest.Address("thief")
	w.coordinator.entries[3] = ledgertest.Resign(t, row, ledgertest.Trainers[0])
	s, err := w.settler("poster")
	w.must(err)
	if err := s.Step(w.ctx); !errors.Is(err, replay.ErrMismatch) {
		t.Fatalf("a changed payout: %v", err)
	}
	w.coordinator.entries[3] = honest
	w.must(s.Step(w.ctx))
	if w.funding().Pending == nil {
		t.Fatal("the honest epoch was not posted")
	}
}

// An epoch whose window is over becomes final although the coordinator takes no reports.
func TestDueEpochIsSettledDuringOutage(t *testing.T) {
	w := newWorld(t)
	w.coordinator.close(1)
	w.must(w.step())
	w.must(w.client.Advance(w.ctx, day))
	w.coordinator.down = true
	if err := w.step(); err == nil {
		t.Fatal("the outage went unnoticed")
	}
	if f := w.funding(); f.Epoch != 1 || f.Pending != nil {
		t.Fatalf("epoch %d is final, %+v pending", f.Epoch, f.Pending)
	}
	w.coordinator.down = false
	w.must(w.step())
	if state := w.coordinator.state(1); state != "final" {
		t.Errorf("the coordinator was told epoch 1 is %q", state)
	}
}

// Epochs that the coordinator knows to be final are not listed again, until a step fails.
func TestFinalEpochsAreListedOnce(t *testing.T) {
	w := newWorld(t)
	s, err := w.settler("poster")
	w.must(err)
	w.coordinator.close(1)
	w.must(s.Step(w.ctx)) // post
	w.must(w.client.Advance(w.ctx, day+time.Hour))
	w.must(s.Step(w.ctx)) // settle and tell
	w.must(s.Step(w.ctx)) // read that it is known
	w.coordinator.listed = nil
	w.must(s.Step(w.ctx))
	if !slices.Equal(w.coordinator.listed, []uint32{2}) {
		t.Errorf("asked for epochs from %v on", w.coordinator.listed)
	}
	w.coordinator.down = true
	if err := s.Step(w.ctx); err == nil {
		t.Fatal("the outage went unnoticed")
	}
	w.coordinator.down, w.coordinator.listed = false, nil
	w.coordinator.close(2)
	w.must(s.Step(w.ctx))
	if !slices.Equal(w.coordinator.listed, []uint32{1, 2}) {
		t.Errorf("after an outage asked for epochs from %v on", w.coordinator.listed)
	}
	if p := w.funding().Pending; p == nil || p.Epoch != 2 {
		t.Errorf("pending: %+v", p)
	}
}
