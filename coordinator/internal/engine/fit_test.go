package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// inRound works until a round is open, and does none of its tasks.
func (h *hand) inRound(number int) {
	h.w.t.Helper()
	for {
		j := h.next()
		if j.task.Round == number {
			if err := h.w.engine.Release(h.w.t.Context(), h.w.spec.Name, h.at, j.digest, j.submit.Attempt, -1); err != nil {
				h.w.t.Fatal(err)
			}
			return
		}
		must(h.submit(j.submit))
	}
}

// A straggler holds the last task of a round. Whoever has shown to be faster gets it too, and the round goes on; the
// straggler is told, and not paid. Another leader knows of both.
func TestStragglerIsOvertaken(t *testing.T) {
	w := newWorld(t, false, func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Slices = 8, 1 })
	fast, slow := w.hand(), w.hand()
	fast.inRound(1)
	held := slow.next()
	var copied *work
	for copied == nil { // shows how long a lane takes, and how long the other has been at it
		j := fast.next()
		w.skew.Add(int64(time.Second))
		if left := must(w.engine.Held(t.Context(), w.spec.Name, slow.at, held.digest, held.submit.Attempt)); left <= 0 {
			t.Fatal("the straggler has lost its lease")
		}
		if j.digest == held.digest {
			copied = j
		} else if _, err := fast.submit(j.submit); err != nil {
			t.Fatal(err)
		}
	}
	if copied.submit.Attempt != held.submit.Attempt+1 {
		t.Fatalf("the copy is attempt %d, the straggler's %d", copied.submit.Attempt, held.submit.Attempt)
	}
	w.stop()
	w.lead()
	w.until("loaded", func() bool { _, err := w.engine.Look(w.spec.Name); return err == nil })
	for _, s := range w.view().Slots {
		if s.Rival != (round.Rival{}) {
			t.Error("the public sees who computes what besides")
		}
	}
	must(fast.submit(copied.submit))
	if _, err := slow.submit(held.submit); !errors.Is(err, round.ErrAccepted) && !errors.Is(err, round.ErrUnknown) {
		t.Fatalf("the straggler's answer: %v", err)
	}
	w.finish(fast)
}

// A node gets no task that its memory does not hold, and reads why.
func TestTaskThatDoesNotFit(t *testing.T) {
	w := newWorld(t, false)
	h, small := w.hand(), w.hand()
	h.inRound(1)
	join := func(bytes int64) {
		must(w.engine.Join(t.Context(), w.spec.Name, small.at, engine.Registration{Payout: common.Address{7}, Memory: bytes}))
	}
	join(w.spec.MergeBytesMin())
	g := must(w.engine.Lease(t.Context(), w.spec.Name, small.at, canon.Digest{}))
	if g.Task != nil || !strings.Contains(g.Reason, "MiB of memory") {
		t.Fatalf("a node for merges alone gets %d bytes of a task (%q)", len(g.Task), g.Reason)
	}
	for range w.spec.Recipe.Lanes {
		must(h.submit(h.next().submit))
	}
	if j := small.next(); j.task.Kind != round.Merge {
		t.Fatalf("it gets a %s task", j.task.Kind)
	}
	join(w.spec.TrainBytesMin())
	w.until("training, with memory for all", func() bool {
		j := small.next()
		must(small.submit(j.submit))
		return j.task.Kind == round.Train
	})
}
