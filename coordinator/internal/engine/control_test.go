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
)

// A paused campaign gives nobody a task, takes what was leased, and says why, everywhere the same; another leader knows.
func TestPausedCampaign(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	j := h.lease()
	control := func(e campaign.Event) string {
		t.Helper()
		return must(w.engine.Control(t.Context(), w.operator, w.spec.Name, e))
	}
	if _, err := w.engine.Control(t.Context(), h.at, w.spec.Name, campaign.Pause{Why: "x"}); !errors.Is(err, engine.ErrForbidden) {
		t.Fatalf("a stranger paused it: %v", err)
	}
	const want = "paused by the operator: new disks"
	if got := control(campaign.Pause{Why: "new disks"}); got != want {
		t.Errorf("answer %q", got)
	}
	for range 2 {
		g := must(w.engine.Lease(t.Context(), w.spec.Name, other.at, j.digest))
		if g.Task != nil || g.Reason != want || g.Over {
			t.Fatalf("a paused campaign leased %+v", g)
		}
		w.until("shown", func() bool { return w.view().Reason == want })
		if again := must(w.engine.Lease(t.Context(), w.spec.Name, h.at, j.digest)); again.Task == nil || again.Attempt != j.submit.Attempt {
			t.Fatalf("who has a lease keeps it: %+v", again)
		}
		w.stop()
		w.lead()
	}
	if _, err := h.submit(j.submit); err != nil {
		t.Fatalf("leased work was refused: %v", err)
	}
	control(campaign.Resume{})
	control(campaign.Resume{}) // writes nothing
	acts := must(w.engine.Acts(t.Context(), w.operator, w.spec.Name))
	if len(acts) != 2 || acts[0].What != "paused: new disks" || acts[1].What != "resumed" || acts[0].By != w.operator {
		t.Errorf("acts %+v", acts)
	}
	w.finish(h, other)
}

func TestCancelledTrial(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	h.work(1)
	must(w.engine.Control(t.Context(), w.operator, w.spec.Name, campaign.Cancel{Why: "wrong text"}))
	g := must(w.engine.Lease(t.Context(), w.spec.Name, h.at, [32]byte{}))
	if !g.Over || !strings.Contains(g.Reason, "wrong text") {
		t.Errorf("%+v", g)
	}
	w.stop() // one engine leads at a time
	funded := newWorld(t, true)
	if _, err := funded.engine.Control(t.Context(), funded.operator, funded.spec.Name, campaign.Cancel{Why: "x"}); !errors.Is(err, campaign.ErrFunded) {
		t.Errorf("a campaign with money was cancelled: %v", err)
	}
}

// When the record is nearly full nothing is issued, and what is leased is accepted.
func TestHeldEverywhere(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	j := h.lease()
	w.engine.Hold("etcd is nearly full")
	if g := must(w.engine.Lease(t.Context(), w.spec.Name, other.at, [32]byte{})); g.Task != nil || g.Reason != "etcd is nearly full" {
		t.Fatalf("%+v", g)
	}
	if _, err := h.submit(j.submit); err != nil {
		t.Fatal(err)
	}
	w.engine.Hold("")
	w.finish(h, other)
}

func TestReleaseFromQuarantine(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	j := h.lease()
	for range round.AttemptsMax {
		g := must(w.engine.Lease(t.Context(), w.spec.Name, h.at, j.digest))
		if err := w.engine.Release(t.Context(), w.spec.Name, h.at, j.digest, g.Attempt, -1); err != nil {
			t.Fatal(err)
		}
	}
	list := must(w.engine.Quarantine(t.Context(), w.operator, w.spec.Name))
	if len(list) != 1 || list[0].Slot.Task != j.digest {
		t.Fatalf("quarantine %+v", list)
	}
	if v := must(w.engine.Task(t.Context(), w.operator, w.spec.Name, j.digest)); v.Slot.Status != round.Quarantined || v.Row != 0 {
		t.Errorf("%+v", v)
	}
	if err := w.engine.ReleaseQuarantine(t.Context(), common.Address{1}, w.spec.Name, j.digest); !errors.Is(err, engine.ErrForbidden) {
		t.Errorf("a stranger released it: %v", err)
	}
	begin := time.Now()
	if err := w.engine.ReleaseQuarantine(t.Context(), w.operator, w.spec.Name, j.digest); err != nil {
		t.Fatal(err)
	}
	if err := w.engine.ReleaseQuarantine(t.Context(), w.operator, w.spec.Name, j.digest); !errors.Is(err, engine.ErrRefused) {
		t.Errorf("released twice: %v", err)
	}
	w.finish(h)
	if time.Since(begin) > round.QuarantineFor {
		t.Error("it rested to the end")
	}
	if v := must(w.engine.Task(t.Context(), w.operator, w.spec.Name, j.digest)); v.Slot.Status != round.Accepted || v.Row == 0 {
		t.Errorf("accepted: %+v", v)
	}
}
