package engine_test

import (
	"errors"
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/proto/canon"
)

// Scenarios 4 and 21: the coordinator dies at each of its calls to etcd and to the object store in turn, before the call and
// after it, while it accepts work and while it closes rounds. Each trainer ends with one receipt and one ledger row.
func TestCrashAtEveryLine(t *testing.T) {
	const (
		callsMax  = 8 // of one submission, or of closing a round
		pointsMin = 8
	)
	w := newWorld(t, false, func(s *campaign.Spec) { s.Recipe.Rounds = 6 })
	tap := w.tapped()
	h := w.hand()
	type point struct {
		call  int
		after bool
	}
	crashes, points := 0, map[point]bool{}
	receipts := map[canon.Digest]engine.Receipt{}
	for n := 0; w.view().State.Stage != campaign.Trained; n++ {
		var j *work
		w.until("leased", func() bool {
			j = h.lease()
			return j != nil || w.view().State.Stage == campaign.Trained
		})
		if j == nil {
			break
		}
		at := point{n/2%callsMax + 1, n%2 == 1}
		dead := tap.cut(at.call, at.after)
		receipt, err := h.submit(j.submit)
		if err == nil {
			receipts[j.digest] = receipt // it is a promise already
			w.until("open, leased, trained or dead", func() bool { return dead() || w.view().Busy() })
		}
		if dead() {
			crashes++
			points[at] = true
			w.stop()
			tap.set(nil)
			w.lead()
		} else if tap.set(nil); err != nil {
			t.Fatalf("nothing went wrong, and the submission is refused: %v", err)
		}
		again, err := h.submit(j.submit)
		for errors.Is(err, engine.ErrUnknownOutcome) {
			again, err = h.submit(j.submit)
		}
		if err != nil {
			t.Fatalf("crash at call %d (after it: %t): the trainer is told no: %v", at.call, at.after, err)
		}
		if first, ok := receipts[j.digest]; ok && first.Row != again.Row {
			t.Fatalf("crash at call %d (after it: %t): two receipts for one answer", at.call, at.after)
		}
		receipts[j.digest] = again
	}
	t.Logf("%d crashes at %d points, %d receipts", crashes, len(points), len(receipts))
	if len(points) < pointsMin {
		t.Errorf("crashes at %d points, want %d at least: the test proves nothing", len(points), pointsMin)
	}
	w.audit()
	for _, r := range receipts {
		if row := must(w.engine.Ledger(t.Context(), w.spec.Name, r.Row.Seq, 1))[0]; row != r.Row {
			t.Errorf("the receipt of row %d has another row", r.Row.Seq)
		}
	}
}

// Scenario 16, second half: the next leader's clock is hours ahead or behind. Nobody's lease ends because of that, and nobody
// who has vanished keeps a task for hours.
func TestTakeoverByAnotherClock(t *testing.T) {
	for name, skew := range map[string]time.Duration{"ahead": 6 * time.Hour, "behind": -6 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, false)
			h, gone := w.hand(), w.hand()
			j, lost := h.lease(), gone.lease()
			w.stop()
			w.skew.Add(int64(skew))
			w.lead()
			if again := h.lease(); again == nil || again.submit.Attempt != j.submit.Attempt {
				t.Fatalf("who has a lease lost it by the takeover: %+v", again)
			}
			if _, err := h.submit(j.submit); err != nil {
				t.Fatalf("the leased work is refused: %v", err)
			}
			w.skew.Add(int64(w.cfg.Lease + 5*time.Second))
			h.wants = lost.digest
			w.until("leased again", func() bool {
				k := h.lease()
				return k != nil && k.digest == lost.digest && k.submit.Attempt == lost.submit.Attempt+1
			})
			h.wants = canon.Digest{}
			w.finish(h)
			w.stop()
		})
	}
}
