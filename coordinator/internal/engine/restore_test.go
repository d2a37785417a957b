package engine_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
)

// record is everything that etcd holds of a campaign.
type record map[string]string

func (w *world) etcd() *clientv3.Client {
	w.t.Helper()
	raw := must(clientv3.New(clientv3.Config{Endpoints: w.servers}))
	w.t.Cleanup(func() { raw.Close() })
	return raw
}

func (w *world) snapshot() record {
	w.t.Helper()
	s := record{}
	for _, prefix := range []string{store.Head(w.spec.Name), string(store.Campaign(w.spec.Name))} {
		for _, kv := range must(w.etcd().Get(context.Background(), prefix, clientv3.WithPrefix())).Kvs {
			s[string(kv.Key)] = string(kv.Value)
		}
	}
	return s
}

// become makes etcd hold this record of the campaign, and nothing else of it.
func (w *world) become(s record) {
	w.t.Helper()
	raw := w.etcd()
	for _, prefix := range []string{store.Head(w.spec.Name), string(store.Campaign(w.spec.Name))} {
		must(raw.Delete(context.Background(), prefix, clientv3.WithPrefix()))
	}
	for k, v := range s {
		must(raw.Put(context.Background(), k, v))
	}
}

// restore does what `coordinator restore` does.
func (w *world) restore(receipts []engine.SignedRow) (engine.Restored, error) {
	w.t.Helper()
	l := must(w.store.Elect(context.Background(), "restore"))
	defer l.Resign(context.Background())
	return engine.Restore(context.Background(), w.cfg, engine.Restoration{
		Spec: w.spec.Digest(), Treasury: &engine.Treasury{ChainID: 1, Contract: common.Address{1}, Poster: w.poster}, Receipts: receipts, Fence: l.Fence,
	})
}

// fund opens a funded campaign.
func (w *world) fund() {
	w.t.Helper()
	if err := w.engine.ReportFunding(w.t.Context(), w.poster, w.spec.Name, engine.Funding{Phase: campaign.PhaseActive, Goal: "1", Block: 1}); err != nil {
		w.t.Fatal(err)
	}
}

// work does n tasks and returns their receipts.
func (h *hand) work(n int) []engine.SignedRow {
	h.w.t.Helper()
	var all []engine.SignedRow
	h.w.until("worked", func() bool {
		if j := h.lease(); j != nil {
			r, err := h.submit(j.submit)
			if err != nil {
				h.w.t.Fatal(err)
			}
			all = append(all, engine.SignedRow{Row: r.Row, Signature: r.Signature})
		}
		return len(all) >= n
	})
	return all
}

// journaled waits until etcd says that every row is in the journal.
func (w *world) journaled(rows int) {
	w.t.Helper()
	w.until("journaled", func() bool {
		n := 0
		for b, err := range w.blob.Numbered(w.t.Context(), canon.Journal, w.spec.Digest()) {
			if err != nil {
				w.t.Fatal(err)
			}
			n += strings.Count(string(b), `"seq"`)
		}
		return n >= rows
	})
}

// Scenario 23, first half: etcd is lost, with all that was in it. The journal and the receipts bring everything back, and
// the campaign ends as if nothing had happened.
func TestTotalLossOfEtcd(t *testing.T) {
	w := newWorld(t, true, func(s *campaign.Spec) { s.Settlement.EpochRounds = 1 })
	w.fund()
	h := w.hand()
	per := w.spec.Recipe.Lanes + w.spec.Recipe.Slices
	receipts := h.work(w.spec.Recipe.Slices + per + 1) // rounds 0 and 1, and one task of round 2
	w.journaled(len(receipts))
	receipts = append(receipts, h.work(1)...)
	w.stop()
	before := w.snapshot()
	w.become(nil)
	got, err := w.restore(receipts)
	if err != nil {
		t.Fatal(err)
	}
	if got.Written != len(receipts) || got.Rounds != 2 || got.Epochs != 1 {
		t.Fatalf("restored %+v of %d receipts", got, len(receipts))
	}
	after := w.snapshot()
	for k, v := range before {
		switch got := after[k]; {
		case strings.Contains(k, "/done/"): // the states were in etcd alone
			v, got, _ = cutBoth(v, got, `,"states"`)
			fallthrough
		case strings.Contains(k, "/row/"), strings.Contains(k, "/epoch/"):
			if got != v {
				t.Errorf("%s is\n%s\nwas\n%s", k, got, v)
			}
		case strings.Contains(k, "/round/"): // checkpoint and record to the bit; the times are the journal's
			if _, _, same := cutBoth(v, got, `"checkpoint"`); !same {
				t.Errorf("%s is\n%s\nwas\n%s", k, got, v)
			}
		}
	}
	again, err := w.restore(receipts)
	if err != nil || again.Written != 0 {
		t.Errorf("a second restoration wrote %d rows: %v", again.Written, err)
	}
	w.lead()
	h2 := w.hand()
	w.finish(h2)
	for _, r := range receipts { // each receipt has its row, still
		if rows := must(w.engine.Ledger(t.Context(), w.spec.Name, r.Row.Seq, 1)); rows[0] != r.Row {
			t.Errorf("row %d is another one now", r.Row.Seq)
		}
	}
}

// cutBoth returns what stands before sep in both, and whether what follows is the same.
func cutBoth(a, b, sep string) (string, string, bool) {
	a, restA, _ := strings.Cut(a, sep)
	b, restB, _ := strings.Cut(b, sep)
	return a, b, restA == restB
}

// Scenario 23, second half: etcd comes back from an old copy. The coordinator refuses to go on, so nothing is paid or
// promised twice; after the restoration it goes on where it was.
func TestOldCopyOfEtcd(t *testing.T) {
	w := newWorld(t, true, func(s *campaign.Spec) { s.Settlement.EpochRounds = 1 })
	w.fund()
	h := w.hand()
	h.work(1)
	w.journaled(1)
	w.until("the head knows the journal", func() bool { return strings.Contains(w.snapshot()[store.Head(w.spec.Name)], `"journaled":1`) })
	old := w.snapshot()
	all := h.work(w.spec.Recipe.Slices - 1 + w.spec.Recipe.Lanes + w.spec.Recipe.Slices)
	w.journaled(1 + len(all))
	w.stop()
	w.become(old)

	// Nobody is given work: a task of the old copy was paid already.
	l := must(w.store.Elect(t.Context(), "test"))
	ctx, cancel := context.WithCancel(t.Context())
	e := engine.New(w.cfg)
	done := make(chan error, 1)
	go func() { done <- e.Lead(ctx, l) }()
	w.until("leading", e.Leading)
	for until := time.Now().Add(700 * time.Millisecond); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if _, err := e.Look(w.spec.Name); !errors.Is(err, engine.ErrUnknownOutcome) {
			t.Fatalf("the campaign runs on an old copy: %v", err)
		}
	}
	cancel()
	<-done
	if err := l.Resign(context.Background()); err != nil {
		t.Fatal(err)
	}

	got, err := w.restore(nil)
	if err != nil || got.Written == 0 || got.Epochs != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	w.lead()
	w.finish(w.hand())
}

// What does not belong together is not put together.
func TestRestoreRefuses(t *testing.T) {
	w := newWorld(t, true)
	w.fund()
	h := w.hand()
	all := h.work(w.spec.Recipe.Slices)
	w.journaled(len(all))
	w.stop()
	whole := w.snapshot()

	changed := record{}
	for k, v := range whole {
		changed[k] = v
		if strings.HasSuffix(k, "/row/000000000001") {
			changed[k] = strings.Replace(v, `"acceptedMs":`, `"acceptedMs":1`, 1)
		}
	}
	w.become(changed)
	if _, err := w.restore(nil); !errors.Is(err, engine.ErrRefused) {
		t.Errorf("a record that contradicts the journal: %v", err)
	}

	w.become(nil)
	forged := slices.Clone(all)
	row := forged[0].Row
	row.Seq = int64(len(all)) + 1
	forged = append(forged, engine.SignedRow{Row: row, Signature: must(sign.Sign(h.key, row.Receipt()))})
	if _, err := w.restore(forged); !errors.Is(err, sign.ErrSignature) && !errors.Is(err, ledger.ErrRow) {
		t.Errorf("a receipt that a contributor signed itself: %v", err)
	}
	w.become(whole)
	w.lead()
}

// The chain has an epoch that the ledger has not: the record is older than the chain, and nothing is given out by it.
func TestLedgerBehindTheChain(t *testing.T) {
	w := newWorld(t, true)
	w.fund()
	h := w.hand()
	report := func(epoch uint32) error {
		return w.engine.ReportFunding(t.Context(), w.poster, w.spec.Name, engine.Funding{Phase: campaign.PhaseActive, Goal: "1", Block: 2, Epoch: epoch})
	}
	if err := report(1); !errors.Is(err, engine.ErrRefused) || !strings.Contains(err.Error(), "coordinator restore") {
		t.Errorf("a report of an epoch that the ledger has not: %v", err)
	}
	g := must(w.engine.Lease(t.Context(), w.spec.Name, h.at, canon.Digest{}))
	if g.Task != nil || !strings.HasPrefix(g.Reason, "the treasury says that epoch 1 is on chain, and this ledger has 0") {
		t.Errorf("lease %+v", g)
	}
	w.until("shown", func() bool { return w.view().Reason == g.Reason })
	if f := w.view().Funding; f.Epoch != 0 {
		t.Errorf("the refused report is shown: %+v", f)
	}
	if err := report(0); err != nil {
		t.Fatal(err)
	}
	w.finish(h)
	w.until("epochs closed", func() bool { return len(w.view().Epochs) == w.spec.Epochs() })
	if err := report(uint32(w.spec.Epochs())); err != nil {
		t.Errorf("a report of an epoch that the ledger has: %v", err)
	}
}

// What etcd alone would know survives its loss: acts of operators, the pause that is on, and proofs against nodes. A note
// that the receipt key did not sign is refused.
func TestNotesSurviveALossOfEtcd(t *testing.T) {
	w := newWorld(t, true)
	w.fund()
	h := w.hand()
	j := h.lease()
	must(h.submit(j.submit))
	second := j.submit
	second.Output = relabel(second.Output, canon.Digest{5})
	h.sign(&second)
	if _, err := h.submit(second); !errors.Is(err, engine.ErrForbidden) {
		t.Fatalf("a second answer: %v", err)
	}
	w.journaled(1)
	for _, e := range []campaign.Event{campaign.Pause{Why: "new disks"}, campaign.Resume{}, campaign.Pause{Why: "old disks"}} {
		must(w.engine.Control(t.Context(), w.operator, w.spec.Name, e))
	}
	w.until("kept", func() bool {
		n := 0
		for range w.blob.Numbered(t.Context(), canon.Notes, w.spec.Digest()) {
			n++
		}
		return n == 4
	})
	acts, proofs := must(w.engine.Acts(t.Context(), w.operator, w.spec.Name)), must(w.engine.Equivocations(t.Context(), w.spec.Name))
	w.stop()
	for _, lost := range []string{"everything", "the notes"} {
		left := record{}
		if lost == "the notes" {
			left = w.snapshot()
			for k := range left {
				if strings.Contains(k, "/audit/") || strings.Contains(k, "/equivocation/") {
					delete(left, k)
				}
			}
		}
		w.become(left)
		if got, err := w.restore(nil); err != nil || got.Notes != 4 {
			t.Fatalf("without %s: %+v %v", lost, got, err)
		}
		w.lead()
		if got := w.view().Reason; got != "paused by the operator: old disks" {
			t.Errorf("without %s: the campaign says %q", lost, got)
		}
		if again := must(w.engine.Acts(t.Context(), w.operator, w.spec.Name)); !slices.Equal(again, acts) {
			t.Errorf("without %s: acts %+v, were %+v", lost, again, acts)
		}
		if again := must(w.engine.Equivocations(t.Context(), w.spec.Name)); !slices.Equal(again, proofs) || len(again) != 1 {
			t.Errorf("without %s: proofs %+v, were %+v", lost, again, proofs)
		}
		w.stop()
	}
	w.lead()
	must(w.engine.Control(t.Context(), w.operator, w.spec.Name, campaign.Resume{}))
	w.finish(w.hand())
	w.stop()

	forged := must(canon.Encode(map[string]any{"campaign": w.spec.Digest(), "act": acts[0], "signature": sign.Hex(must(sign.Sign(h.key, sign.Note{Campaign: w.spec.Digest()})))}))
	if err := w.blob.PutNumbered(t.Context(), canon.Notes, w.spec.Digest(), 6, forged); err != nil {
		t.Fatal(err)
	}
	if _, err := w.restore(nil); !errors.Is(err, sign.ErrSignature) {
		t.Errorf("a note that somebody else signed: %v", err)
	}
	w.lead()
}

// bareRestore does what `coordinator restore` does for a trial, after everything in etcd was lost, and compares what comes back.
func (w *world) bareRestore() {
	w.t.Helper()
	before := w.view()
	w.journaled(int(before.Rows))
	w.stop()
	w.become(nil)
	l := must(w.store.Elect(context.Background(), "restore"))
	got, err := engine.Restore(context.Background(), w.cfg, engine.Restoration{Spec: w.spec.Digest(), Fence: l.Fence})
	if err != nil || int64(got.Written) != before.Rows || got.Rounds != len(before.Rounds) {
		w.t.Fatalf("%+v %v, want %d rows and %d rounds", got, err, before.Rows, len(before.Rounds))
	}
	if err := l.Resign(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.lead()
	after := w.view()
	if after.State != before.State || after.Rows != before.Rows {
		w.t.Errorf("state %+v, was %+v", after.State, before.State)
	}
	for i, r := range before.Rounds {
		if a := after.Rounds[i]; a.Checkpoint != r.Checkpoint || a.Record != r.Record || a.Loss != r.Loss {
			w.t.Errorf("round %d is %+v, was %+v", i, a, r)
		}
	}
}

// A campaign that went back to a false round, and trained it again, is restored with its way back.
func TestRewoundCampaignIsRestored(t *testing.T) {
	for range 8 {
		w := newWorld(t, false, audited(2))
		ann, bob, liar := w.hand(), w.hand(), w.hand()
		liar.lies = func(task round.Task) bool { return task.Round >= 2 }
		w.toTheEnd(liar, ann, bob)
		if w.checkChain() {
			w.bareRestore()
			if !w.checkChain() {
				t.Error("the way back is forgotten")
			}
			w.honest(ann)
			w.stop()
			return
		}
		w.stop()
	}
	t.Fatal("no draw ever fell on a liar after its first lie")
}

// A campaign that began with imported weights is restored like any other.
func TestImportedCampaignIsRestored(t *testing.T) {
	b := must(blob.Open(t.Context(), blob.Config{Endpoint: own.S3.Endpoint, AccessKey: own.S3.AccessKey, SecretKey: own.S3.SecretKey, Region: own.S3.Region, Bucket: own.S3.Bucket}))
	defer b.Close()
	w := newWorld(t, false, func(s *campaign.Spec) {
		for j := range s.Recipe.Slices {
			low, high := s.SliceBounds(j)
			weights := bytes.Repeat([]byte{0, 0, byte(j), 0x3f}, int(high-low))
			o := canon.Object{Digest: canon.Sum(weights), Size: int64(len(weights))}
			upload(t, must(b.PresignPut(t.Context(), o)), weights)
			s.Initial = append(s.Initial, o)
		}
	})
	h := w.hand()
	h.work(w.spec.Recipe.Slices + w.spec.Recipe.Lanes + w.spec.Recipe.Slices)
	w.until("round 1 closed", func() bool { return len(w.view().Rounds) == 2 })
	w.bareRestore()
	w.finish(w.hand())
}
