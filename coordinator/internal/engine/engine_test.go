package engine_test

import (
	"context"
	"errors"
	"math/big"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	clientv3 "go.etcd.io/etcd/client/v3"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
)

// finish works until the campaign is trained and the journal is written.
func (w *world) finish(hands ...*hand) {
	w.t.Helper()
	w.until("trained", func() bool {
		for _, h := range hands {
			if j := h.lease(); j != nil {
				if _, err := h.submit(j.submit); err != nil && !errors.Is(err, engine.ErrUnknownOutcome) {
					w.t.Fatal(err)
				}
			}
		}
		return w.view().State.Stage == campaign.Trained
	})
	w.audit()
}

// audit checks invariants 1 to 4 from what the public can read.
func (w *world) audit() {
	w.t.Helper()
	ctx := w.t.Context()
	last := campaigntest.Rows(w.spec, w.spec.Recipe.Rounds)
	rows := must(w.engine.Ledger(ctx, w.spec.Name, 1, 1000))
	if int64(len(rows)) != last {
		w.t.Fatalf("%d ledger rows for %d tasks", len(rows), last)
	}
	seen := map[canon.Digest]bool{}
	for _, r := range rows {
		if seen[r.Task] {
			w.t.Fatalf("task %s is in the ledger twice", r.Task.Short())
		}
		seen[r.Task] = true
	}
	w.until("journaled", func() bool {
		b, err := w.journal()
		return err == nil && b.Rows == last
	})
	for _, r := range w.view().Rounds {
		record := must(canon.Decode[round.Record](must(w.blob.GetRecord(ctx, r.Record))))
		for _, d := range record.Done {
			if !seen[d.Task] {
				w.t.Fatalf("round %d names task %s, the ledger does not", r.Number, d.Task.Short())
			}
		}
	}
	w.checkNumbers()
}

// checkNumbers compares the records that stand under numbers with the chain that the last one proves.
func (w *world) checkNumbers() {
	w.t.Helper()
	var chain []canon.Digest
	for at := w.view().State.Record; !at.IsZero(); {
		chain = append(chain, at)
		at = must(canon.Decode[round.Record](must(w.blob.GetRecord(w.t.Context(), at)))).Previous
	}
	slices.Reverse(chain)
	var numbered []canon.Digest
	w.until("numbered", func() bool {
		numbered = nil
		for b, err := range w.blob.Numbered(w.t.Context(), canon.Closings, w.spec.Digest()) {
			if err != nil {
				w.t.Fatal(err)
			}
			numbered = append(numbered, canon.Sum(b))
		}
		return len(numbered) >= len(chain)
	})
	if !slices.Equal(numbered, chain) {
		w.t.Fatalf("%d records have numbers, the chain has %d, and they are not the same", len(numbered), len(chain))
	}
}

// journal reads the whole journal as a distrustful reader does.
func (w *world) journal() (*ledger.Book, error) {
	b := ledger.NewBook(w.spec)
	var segments []ledger.Segment
	for at := w.view().Journal; !at.IsZero(); {
		raw, err := w.blob.GetRecord(w.t.Context(), at)
		if err != nil {
			return nil, err
		}
		s, err := canon.Decode[ledger.Segment](raw)
		if err != nil {
			return nil, err
		}
		segments, at = append(segments, s), s.Previous
	}
	for i := len(segments) - 1; i >= 0; i-- {
		if err := b.Append(segments[i]); err != nil {
			return nil, err
		}
		if b.Due() {
			b.Skip()
		}
	}
	return b, nil
}

func TestUnfundedTrialRunsAtOnce(t *testing.T) {
	w := newWorld(t, false)
	w.finish(w.hand(), w.hand())
	if got := w.view(); len(got.Rounds) != w.spec.Recipe.Rounds+1 || got.Rounds[1].Loss != 2 {
		t.Fatalf("rounds %+v", got.Rounds)
	}
}

func TestTrainingWaitsForTheTreasury(t *testing.T) {
	w := newWorld(t, true)
	h := w.hand()
	if j := h.lease(); j != nil {
		t.Fatal("a task was leased before the campaign was funded")
	}
	report := func(by common.Address, phase string, block uint64) error {
		return w.engine.ReportFunding(t.Context(), by, w.spec.Name, engine.Funding{Phase: phase, Goal: "1", Block: block})
	}
	if err := report(h.at, campaign.PhaseActive, 1); !errors.Is(err, engine.ErrForbidden) {
		t.Fatalf("a stranger reported funding: %v", err)
	}
	for i, phase := range []string{campaign.PhasePledging, campaign.PhaseReady, campaign.PhaseActive} {
		if err := report(w.poster, phase, uint64(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	w.finish(h)
	w.until("epochs closed", func() bool { return len(w.view().Epochs) == w.spec.Epochs() })
	paid := new(big.Int)
	for _, p := range w.view().Epochs {
		e := must(canon.Decode[ledger.Epoch](p.Record))
		paid.Add(paid, e.Increment.Int())
	}
	if paid.Cmp(w.spec.Cost()) != 0 {
		t.Fatalf("epochs pay %s of %s", paid, w.spec.Cost())
	}
	if err := w.engine.ReportEpoch(t.Context(), w.poster, w.spec.Name, 1, "final", ""); err != nil {
		t.Fatal(err)
	}
	if err := w.engine.ReportEpoch(t.Context(), w.poster, w.spec.Name, 9, "final", ""); !errors.Is(err, engine.ErrRefused) {
		t.Fatalf("epoch 9: %v", err)
	}
}

func TestMissedGoalEndsTheCampaign(t *testing.T) {
	w := newWorld(t, true)
	h := w.hand()
	for block, phase := range []string{campaign.PhasePledging, campaign.PhaseFailed} {
		if err := w.engine.ReportFunding(t.Context(), w.poster, w.spec.Name, engine.Funding{Phase: phase, Block: uint64(block)}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := w.engine.Lease(t.Context(), w.spec.Name, h.at, canon.Digest{})
	if err != nil || !g.Over {
		t.Fatalf("lease of a failed campaign: %+v, %v", g, err)
	}
}

func TestReceiptsAreForEverAndSigned(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	j := h.lease()
	first, err := h.submit(j.submit)
	if err != nil {
		t.Fatal(err)
	}
	if err := sign.Verify(w.engine.Signer(), first.Row.Receipt(), first.Signature); err != nil {
		t.Fatal(err)
	}
	w.finish(h)
	w.stop()
	w.lead() // another process, years later
	again, err := h.submit(j.submit)
	if err != nil || string(again.Bytes) != string(first.Bytes) || string(again.Signature) != string(first.Signature) {
		t.Fatalf("the same submission again: %v", err)
	}
	asked, err := w.engine.ReceiptFor(t.Context(), w.spec.Name, first.Row.Seq)
	if err != nil || string(asked.Signature) != string(first.Signature) {
		t.Fatalf("asked for the receipt: %v", err)
	}
}

func TestBadSubmissions(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	j := h.lease()
	for name, c := range map[string]struct {
		change func(*engine.Submission)
		want   error
	}{
		"unsigned":         {func(s *engine.Submission) { s.Signature = make([]byte, 65) }, sign.ErrSignature},
		"another's":        {func(s *engine.Submission) { s.Node = other.at; other.sign(s) }, round.ErrStale},
		"future attempt":   {func(s *engine.Submission) { s.Attempt++; h.sign(s) }, round.ErrStale},
		"unknown task":     {func(s *engine.Submission) { s.Task[0]++; h.sign(s) }, round.ErrUnknown},
		"a state too many": {func(s *engine.Submission) { s.States = append(s.States, canon.Digest{7}); h.sign(s) }, round.ErrOutput},
		"not a record":     {func(s *engine.Submission) { s.Output = []byte("{}"); h.sign(s) }, round.ErrOutput},
		"nothing":          {func(s *engine.Submission) { s.Output = nil; h.sign(s) }, round.ErrOutput},
		"another's name":   {func(s *engine.Submission) { s.Output = relabel(s.Output, canon.Digest{5}); h.sign(s) }, round.ErrOutput},
		"missing objects":  {func(s *engine.Submission) { s.Output = unstored(j); h.sign(s) }, round.ErrOutput},
	} {
		s := j.submit
		s.Output = append([]byte(nil), s.Output...)
		c.change(&s)
		if _, err := h.submit(s); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if rows := w.view().Rows; rows != 0 {
		t.Fatalf("bad submissions left %d ledger rows", rows)
	}
	if _, err := h.submit(j.submit); err != nil {
		t.Fatalf("the good submission after them: %v", err)
	}
}

func relabel(output []byte, task canon.Digest) []byte {
	s := must(canon.Decode[round.Slice](output))
	s.Task = task
	return must(canon.Encode(s))
}

func unstored(j *work) []byte {
	s := must(canon.Decode[round.Slice](j.submit.Output))
	s.Weights.Digest[0]++
	return must(canon.Encode(s))
}

func TestSilentTrainersTaskGoesToAnother(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	j := h.lease()
	w.skew.Add(int64(2 * time.Minute))
	w.until("open again", func() bool {
		return slices.ContainsFunc(w.view().Slots, func(s round.Slot) bool { return s.Task == j.digest && s.Status == round.Open && s.Attempt == 1 })
	})
	other.wants = j.digest
	if k := other.lease(); k == nil || k.digest != j.digest || k.submit.Attempt != 2 {
		t.Fatalf("the task is not leased again: %+v", k)
	}
	other.wants = canon.Digest{}
	if _, err := h.submit(j.submit); !errors.Is(err, round.ErrStale) {
		t.Fatalf("the first trainer's late submission: %v", err)
	}
	w.finish(h, other)
}

// Several trainers submit everything twice and at once, leases expire, and the engine is restarted again and again.
func TestExactlyOnceUnderChaos(t *testing.T) {
	w := newWorld(t, false, func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Rounds = 5, 6 })
	seed := time.Now().UnixNano()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewSource(seed))
	hands := []*hand{w.hand(), w.hand(), w.hand(), w.hand()}
	var mu sync.Mutex
	receipts := map[canon.Digest]engine.Receipt{}
	for step := 0; w.view().State.Stage != campaign.Trained; step++ {
		if step > 2000 {
			t.Fatalf("seed %d: not trained after %d steps: %s", seed, step, w.view().Reason)
		}
		w.until("open, leased or trained", func() bool { return w.view().Busy() })
		switch r.Intn(12) {
		case 0:
			w.stop()
			w.lead()
		case 1:
			w.skew.Add(int64(2 * time.Minute))
		}
		var group errgroup.Group
		for _, h := range hands {
			if r.Intn(3) == 0 {
				continue
			}
			j := h.lease()
			if j == nil || r.Intn(6) == 0 { // or it dies
				continue
			}
			for range 2 {
				group.Go(func() error {
					receipt, err := h.submit(j.submit)
					if errors.Is(err, engine.ErrUnknownOutcome) || errors.Is(err, round.ErrStale) || errors.Is(err, round.ErrUnknown) || errors.Is(err, round.ErrAccepted) {
						return nil // of a late task, another's copy may have been first
					}
					if err != nil {
						return err
					}
					mu.Lock()
					defer mu.Unlock()
					if old, ok := receipts[j.digest]; ok && string(old.Signature) != string(receipt.Signature) {
						return errors.New("two receipts for one task")
					}
					receipts[j.digest] = receipt
					return nil
				})
			}
		}
		if err := group.Wait(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	w.audit()
	for task, receipt := range receipts {
		row := must(w.engine.ReceiptFor(context.Background(), w.spec.Name, receipt.Row.Seq))
		if row.Row != receipt.Row {
			t.Fatalf("seed %d: the receipt of task %s has no ledger row", seed, task.Short())
		}
	}
}

// A damaged object in the store stops the round with a reason that names it, and nothing else; mended, the round goes on.
func TestDamagedObjectIsNamedAndNothingIsLost(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	first, last := h.lease(), (*work)(nil) // the first's record is read when the round closes
	row := must(h.submit(first.submit)).Row
	w.until("one task left", func() bool {
		last = h.lease()
		return last != nil
	})
	good := must(w.blob.GetRecord(t.Context(), row.Output))
	w.overwrite(row.Output, []byte("rotten"))
	if _, err := h.submit(last.submit); err != nil {
		t.Fatal(err)
	}
	w.until("said so", func() bool { return strings.Contains(w.view().Reason, row.Output.String()[:12]) })
	t.Log(w.view().Reason)
	w.overwrite(row.Output, good)
	w.finish(h)
}

// What a trainer delivered is nobody else's business until the round is closed.
func TestOutputsAreHiddenUntilTheRoundCloses(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	j := h.lease()
	first := must(h.submit(j.submit))
	w.until("shown", func() bool { return w.view().Rows == 1 })
	if rows := must(w.engine.Ledger(t.Context(), w.spec.Name, 1, 10)); len(rows) != 0 {
		t.Errorf("the ledger shows %v", rows)
	}
	if _, err := w.engine.ReceiptFor(t.Context(), w.spec.Name, first.Row.Seq); !errors.Is(err, round.ErrUnknown) {
		t.Errorf("anybody gets the receipt: %v", err)
	}
	for _, slot := range w.view().Slots {
		if !slot.Output.IsZero() {
			t.Errorf("the view shows output %s", slot.Output)
		}
	}
	if at := w.view().Journal; !at.IsZero() {
		t.Errorf("the journal is shown up to %s", at)
	}
	if _, err := h.submit(j.submit); err != nil {
		t.Errorf("its own node does not get it again: %v", err)
	}
	w.finish(h)
}

// A segment that was stored by a coordinator that did not live to say so is adopted, though more rows wait by now.
func TestSegmentFromBeforeACrashIsAdopted(t *testing.T) {
	w := newWorld(t, false)
	h := w.hand()
	row := must(h.submit(h.lease().submit)).Row
	s := ledger.Segment{Campaign: w.spec.Digest(), Number: 1, Rows: []ledger.Row{row}}
	b := must(canon.Encode(s))
	must(w.blob.PutRecord(t.Context(), b))
	if err := w.blob.PutNumbered(t.Context(), canon.Journal, s.Campaign, 1, b); err != nil {
		t.Fatal(err)
	}
	w.finish(h)
}

// An epoch whose commit did not happen is closed after a restart, though a row of the next epoch waits already.
func TestEpochFromBeforeACrashIsClosed(t *testing.T) {
	w := newWorld(t, true)
	h := w.hand()
	if err := w.engine.ReportFunding(t.Context(), w.poster, w.spec.Name, engine.Funding{Phase: campaign.PhaseActive, Block: 1}); err != nil {
		t.Fatal(err)
	}
	var next *work
	w.until("in the second epoch", func() bool {
		j := h.lease()
		if j == nil {
			return false
		}
		if next = j; w.spec.EpochOf(j.task.Round) == 2 {
			return true
		}
		_, err := h.submit(j.submit)
		return err != nil
	})
	w.until("the first closed", func() bool { return len(w.view().Epochs) == 1 })
	if _, err := h.submit(next.submit); err != nil {
		t.Fatal(err)
	}
	w.stop()
	raw := must(clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints}))
	defer raw.Close()
	must(raw.Delete(context.Background(), store.Campaign(w.spec.Name).Epoch(1)))
	w.skew.Add(int64(3 * time.Second)) // the journal is overdue
	w.lead()
	w.finish(h)
	w.until("epochs closed", func() bool { return len(w.view().Epochs) == w.spec.Epochs() })
}

// A caller who has given up before his turn gets no lease, and nobody else notices.
func TestCallersWhoGiveUp(t *testing.T) {
	w := newWorld(t, false)
	h, other := w.hand(), w.hand()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 200 {
		if _, err := w.engine.Lease(gone, w.spec.Name, h.at, canon.Digest{}); !errors.Is(err, engine.ErrUnknownOutcome) {
			t.Fatal(err)
		}
	}
	if j := other.lease(); j == nil { // after them in the desk's queue
		t.Fatal("no lease for who waits")
	}
	held := func(node common.Address) bool {
		return slices.ContainsFunc(w.view().Slots, func(s round.Slot) bool { return s.Node == node })
	}
	w.until("shown", func() bool { return held(other.at) })
	if held(h.at) {
		t.Fatal("a lease was granted to a caller who had given up")
	}
	w.finish(h, other)
}

// While a leader starts, a campaign that exists may be out of reach, but it is never said not to exist: a trainer that
// believes it would leave.
func TestCampaignThatIsLoadingIsNotUnknown(t *testing.T) {
	w := newWorld(t, false)
	name := w.spec.Name
	var unknown, asked atomic.Int64
	for range 10 {
		w.stop()
		stop, stopped := make(chan struct{}), make(chan struct{})
		w.starting = func(e *engine.Engine) {
			defer close(stopped)
			for {
				select {
				case <-stop:
					return
				default:
				}
				asked.Add(1)
				if _, err := e.Look(name); errors.Is(err, engine.ErrNoCampaign) {
					unknown.Add(1)
				}
			}
		}
		w.lead()
		close(stop)
		<-stopped
	}
	if unknown.Load() > 0 {
		t.Fatalf("%d of %d answers: no such campaign", unknown.Load(), asked.Load())
	}
	if _, err := w.engine.Look("nobody"); !errors.Is(err, engine.ErrNoCampaign) {
		t.Fatalf("a campaign that is not: %v", err)
	}
}
