package engine_test

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// beacons makes lots wait for blocks, one a second.
func beacons(s *campaign.Spec) { s.Audit.Beacon = 1 }

// blockOf is the chain of these tests: its block for a time.
func blockOf(at int64) verify.Beacon {
	return verify.Beacon{Time: at, Block: uint64(at), Hash: common.Hash(canon.Sum(binary.BigEndian.AppendUint64(nil, uint64(at))))}
}

// settle reports whatever blocks are wanted, as a treasury does.
func (w *world) settle() {
	w.t.Helper()
	wanted := must(w.engine.ReportBeacons(w.t.Context(), w.poster, w.spec.Name, nil))
	var found []verify.Beacon
	for _, at := range wanted {
		found = append(found, blockOf(at))
	}
	must(w.engine.ReportBeacons(w.t.Context(), w.poster, w.spec.Name, found))
}

// waiting has hands work until the campaign waits for blocks, and returns the reason.
func (w *world) waiting(hands ...*hand) string {
	w.t.Helper()
	w.until("waiting for a block", func() bool {
		for _, h := range hands {
			if j := h.lease(); j != nil {
				_, _ = h.submit(j.submit)
			}
		}
		return strings.Contains(w.view().Reason, "has reported the block of")
	})
	return w.view().Reason
}

// untilTrained has hands work and the treasury report blocks until the campaign is over.
func (w *world) untilTrained(hands ...*hand) {
	w.t.Helper()
	w.until("trained", func() bool {
		w.settle()
		for _, h := range hands {
			if j := h.lease(); j != nil {
				_, _ = h.submit(j.submit)
			}
		}
		return w.view().State.Stage == campaign.Trained
	})
}

// redraw repeats every draw from the journal and the records alone, as an auditor does, and returns how many fell.
func (w *world) redraw() (fell int) {
	w.t.Helper()
	rows := must(w.engine.Ledger(w.t.Context(), w.spec.Name, 1, 10_000))
	blocks := map[int64]common.Hash{}
	for b, err := range w.blob.Numbered(w.t.Context(), canon.Journal, w.spec.Digest()) {
		if err != nil {
			w.t.Fatal(err)
		}
		for _, beacon := range must(canon.Decode[ledger.Segment](b)).Beacons {
			blocks[beacon.Time] = beacon.Hash
		}
	}
	links := map[int64]canon.Digest{}
	for b, err := range w.blob.Numbered(w.t.Context(), canon.Closings, w.spec.Digest()) {
		if err != nil {
			w.t.Fatal(err)
		}
		r := must(canon.Decode[round.Record](b))
		for _, done := range r.Done {
			if links[done.Rows[0]].IsZero() {
				links[done.Rows[0]] = r.Link
			}
		}
	}
	tally, standings, claims := conducts(rows), verify.Standings{}, map[canon.Digest][]verify.Claim{}
	for _, r := range rows {
		chance := standings[r.Node].Chance(w.spec.Audit, r.Stake(w.spec))
		claims[r.Task] = append(claims[r.Task], r.Claim())
		standings.Enter(r.Stake(w.spec), claims[r.Task])
		link, first := links[r.Seq]
		if !first || chance == verify.Certain {
			continue
		}
		hash, ok := blocks[verify.BeaconTime(w.spec.Audit, r.AcceptedMs)]
		if !ok && len(tally.Claims(r.Task)) == 1 {
			w.t.Fatalf("row %d: the block that decides its lot is not in the journal", r.Seq)
		}
		if verify.Drawn(verify.Seed(link, hash), r.Task, r.Node, chance) {
			if fell++; len(tally.Claims(r.Task)) < 2 {
				w.t.Errorf("row %d was drawn, and nobody checked it", r.Seq)
			}
		}
	}
	return fell
}

// While nobody reports blocks rounds go on, and the epoch's end waits with a reason; through a crash, and through a total
// loss of etcd. When they are reported each drawn answer is computed again, a lie among them undoes its rounds, and whoever
// repeats the draws finds every one of them kept.
func TestLotsWaitForBlocks(t *testing.T) {
	for range 8 {
		w := newWorld(t, true, audited(2), beacons)
		w.fund()
		ann, bob, liar := w.hand(), w.hand(), w.hand()
		liar.lies = func(task round.Task) bool { return task.Round >= 3 }
		reason := w.waiting(liar, ann, bob)
		if v := w.view(); v.State.Round != 8 || len(v.Epochs) != 0 || !strings.Contains(reason, "round 8 is done; epoch 1 ends") {
			t.Fatalf("round %d, %d epochs: %s", v.State.Round, len(v.Epochs), reason)
		}
		w.stop()
		w.lead()
		if got := w.waiting(); got != reason {
			t.Fatalf("after a crash: %s", got)
		}
		w.journaled(int(w.view().Rows))
		w.stop()
		w.become(nil)
		must(w.restore(nil))
		w.lead()
		w.fund()
		for i, h := range []*hand{ann, bob, liar} {
			must(w.engine.Join(t.Context(), w.spec.Name, h.at, engine.Registration{Payout: common.Address{0xcc, byte(i), 9}, Path: "test"}))
		}
		if got := w.waiting(); got != reason {
			t.Fatalf("after a restoration: %s", got)
		}
		w.untilTrained(ann, bob, liar)
		wentBack := w.checkChain()
		fell := w.redraw()
		if wentBack {
			w.honest(ann)
		}
		tally := conducts(must(w.engine.Ledger(t.Context(), w.spec.Name, 1, 10_000)))
		for _, h := range []*hand{ann, bob} {
			if c := tally.Conducts()[h.at]; len(c.Faults) != 0 {
				t.Fatalf("an honest node is accused: %+v", c)
			}
		}
		t.Logf("%d draws fell; went back: %v", fell, wentBack)
		w.stop()
		if fell > 0 && wentBack {
			return
		}
	}
	t.Fatal("no draw ever fell on the liar")
}

func TestWhoReportsBlocks(t *testing.T) {
	w := newWorld(t, true, audited(1), beacons)
	w.fund()
	hands := []*hand{w.hand(), w.hand(), w.hand()}
	w.waiting(hands...)
	report := func(by common.Address, bs ...verify.Beacon) error {
		_, err := w.engine.ReportBeacons(t.Context(), by, w.spec.Name, bs)
		return err
	}
	first := must(w.engine.ReportBeacons(t.Context(), w.poster, w.spec.Name, nil))[0]
	if err := report(w.operator); !errors.Is(err, engine.ErrForbidden) {
		t.Errorf("the operator reports: %v", err)
	}
	if err := report(w.poster, blockOf(first+1000)); !errors.Is(err, engine.ErrRefused) {
		t.Errorf("a block that nobody wants: %v", err)
	}
	if err := report(w.poster, blockOf(first)); err != nil {
		t.Fatal(err)
	}
	other := blockOf(first)
	other.Hash = common.Hash{9}
	if err := report(w.poster, other); err != nil { // said once and for all: another answer changes nothing
		t.Fatal(err)
	}
	w.untilTrained(hands...)
	w.redraw()
}
