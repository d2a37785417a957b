package engine_test

import (
	"errors"
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// apart is a campaign with an etcd and a bucket of its own: who collects garbage has to know everybody.
func apart(t *testing.T, bucket string, changes ...func(*campaign.Spec)) *world {
	t.Helper()
	return newWorldOn(t, etcds(t, 1), bucket, 0, false, changes...)
}

// collect looks until everything that may be removed is, a day apart.
func (w *world) collect(c *engine.Collector) (removed int) {
	w.t.Helper()
	for range 4 {
		w.skew.Add(int64(24 * time.Hour))
		done, err := c.Look(w.t.Context(), true)
		if err != nil {
			w.t.Fatal(err)
		}
		removed += done.Removed
	}
	return removed
}

func (w *world) has(o canon.Object) bool {
	err := w.fresh().Stat(w.t.Context(), o)
	if err != nil && !errors.Is(err, blob.ErrMissing) {
		w.t.Fatal(err)
	}
	return err == nil
}

// fresh is a client of the bucket that knows no promise, and whose questions are none.
func (w *world) fresh() *blob.Store {
	return must(blob.Open(w.t.Context(), blob.Config{Endpoint: own.S3.Endpoint, AccessKey: own.S3.AccessKey, SecretKey: own.S3.SecretKey, Region: own.S3.Region, Bucket: w.bucket, Now: w.now}))
}

// bulk returns the objects of a closed round: deltas, and the checkpoint's.
func (w *world) bulk(number int) (deltas, checkpoint []canon.Object) {
	w.t.Helper()
	record := must(canon.Decode[round.Record](must(w.blob.GetRecord(w.t.Context(), w.view().Rounds[number].Record))))
	for _, done := range record.Done {
		b := must(w.blob.GetRecord(w.t.Context(), done.Output))
		if done.Kind == round.Train {
			deltas = append(deltas, must(canon.Decode[round.Delta](b)).Objects()...)
		} else if done.Kind == round.Merge {
			checkpoint = append(checkpoint, must(canon.Decode[round.Slice](b)).Objects()...)
		}
	}
	return deltas, checkpoint
}

func (w *world) count(objects []canon.Object) (n int) {
	for _, o := range objects {
		if w.has(o) {
			n++
		}
	}
	return n
}

// next waits for a task.
func (h *hand) next() (j *work) {
	h.w.t.Helper()
	h.w.until("leased", func() bool { j = h.lease(); return j != nil })
	return j
}

func TestGarbageIsRemovedAndNothingElse(t *testing.T) {
	w := apart(t, "garbage", lasting(8))
	h := w.hand()
	h.work(2 + 4*4) // five rounds
	orphan := w.put([]byte("the upload of an attempt that was lost"))
	j := h.next() // its objects are stored, its submission comes days later
	c := engine.NewCollector(w.cfg, engine.Retention{}, engine.GraceDefault)
	if done, err := c.Look(t.Context(), true); err != nil || done.Found != 0 {
		t.Fatalf("young objects are garbage: %+v (%v)", done, err)
	}
	submitted := must(h.submit(j.submit))
	if n := w.collect(c); n != 1 || w.has(orphan) {
		t.Fatalf("%d objects were removed, want the orphan (there: %t)", n, w.has(orphan))
	}
	if submitted.Row.Seq == 0 {
		t.Fatal("no row")
	}
	w.finish(h)
	for number := range w.view().Rounds {
		deltas, checkpoint := w.bulk(number)
		if all := append(deltas, checkpoint...); w.count(all) != len(all) {
			t.Errorf("round %d has %d of %d objects", number, w.count(all), len(all))
		}
	}
	if o := w.spec.Data.Shards[0]; !w.has(o) {
		t.Error("the data is gone")
	}
}

// With a retention the bulk of older rounds goes, but for some checkpoints; the campaign goes on, and so does its archive.
func TestRetention(t *testing.T) {
	w := apart(t, "retention", lasting(12))
	h := w.hand()
	h.work(2 + 4*10) // eleven rounds
	w.until("in round 11", func() bool { return w.view().State.Round == 11 })
	w.collect(engine.NewCollector(w.cfg, engine.Retention{Every: 3, Last: 1}, engine.GraceDefault))
	for number := range w.view().Rounds {
		deltas, checkpoint := w.bulk(number)
		wantDeltas, wantCheckpoint := 0, 0
		if number >= 8 { // epochs of two rounds: of the open one, the one before and the checkpoint on which that began all is kept
			wantDeltas = len(deltas)
		}
		if number >= 8 || number%3 == 0 {
			wantCheckpoint = len(checkpoint)
		}
		if d, c := w.count(deltas), w.count(checkpoint); d != wantDeltas || c != wantCheckpoint {
			t.Errorf("round %d has %d of %d objects of deltas and %d of %d of its checkpoint", number, d, wantDeltas, c, wantCheckpoint)
		}
	}
	w.finish(h)
	if _, last := w.bulk(12); w.count(last) != len(last) {
		t.Error("the model is gone")
	}
}

// An attempt needs an object that lay about for days, so it is told that it need not upload it. The collector, which had
// condemned it, leaves it alone. One that does not know what was promised, the planted bug, is found out.
func TestCollectorKnowsOpenAttempts(t *testing.T) {
	for name, promised := range map[string]bool{"as it is": true, "ignoring open attempts": false} {
		t.Run(name, func(t *testing.T) {
			w := apart(t, map[bool]string{true: "promised", false: "ignored"}[promised])
			h := w.hand()
			j := h.next() // stores the objects
			cfg := w.cfg
			if !promised {
				cfg.Blob = w.fresh()
			}
			c := engine.NewCollector(cfg, engine.Retention{}, engine.GraceDefault)
			w.skew.Add(int64(100 * time.Hour))
			if _, err := c.Look(t.Context(), true); err != nil { // leads from now on
				t.Fatal(err)
			}
			w.skew.Add(int64(24 * time.Hour))
			if done, err := c.Look(t.Context(), true); err != nil || done.Found == 0 {
				t.Fatalf("nothing is condemned: %+v, %v", done, err)
			}
			w.skew.Add(int64(24 * time.Hour))
			h.wants = j.digest
			again := h.next() // computes, and asks where to put what is there already
			if again.digest != j.digest {
				t.Fatal("another task")
			}
			if _, err := c.Look(t.Context(), true); err != nil {
				t.Fatal(err)
			}
			_, err := h.submit(again.submit)
			if promised && err != nil {
				t.Fatalf("the collector took an open attempt's objects: %v", err)
			}
			if !promised && !errors.Is(err, round.ErrOutput) {
				t.Fatalf("the bug makes no difference (%v): this test sees nothing", err)
			}
		})
	}
}

// Whoever has just begun to lead does not know what the leader before has promised.
func TestNewLeaderRemovesNothing(t *testing.T) {
	w := apart(t, "newleader")
	orphan := w.put([]byte("an orphan"))
	c := engine.NewCollector(w.cfg, engine.Retention{}, engine.GraceDefault)
	for range 4 {
		w.skew.Add(int64(24 * time.Hour))
		if _, err := c.Look(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		if done, err := c.Look(t.Context(), true); err != nil || done.Found != 0 || !w.has(orphan) {
			t.Fatalf("%+v, %v", done, err)
		}
	}
}

// A bucket that holds the journal of a campaign that etcd lost is no place to tidy up.
func TestNothingIsRemovedBeforeARestore(t *testing.T) {
	w := apart(t, "foreign")
	h := w.hand()
	h.work(4)
	w.journaled(2)
	w.stop()
	raw := w.etcd()
	must(raw.Delete(t.Context(), store.Head(w.spec.Name)))
	w.skew.Add(int64(100 * time.Hour))
	if _, err := engine.Garbage(t.Context(), w.cfg, engine.Retention{}, engine.GraceDefault); !errors.Is(err, engine.ErrForeign) {
		t.Fatalf("with a lost campaign: %v", err)
	}
	if _, err := engine.Garbage(t.Context(), w.cfg, engine.Retention{}, time.Hour); !errors.Is(err, engine.ErrRefused) {
		t.Fatalf("a grace of an hour: %v", err)
	}
}
