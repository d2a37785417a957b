package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/proto/canon"
)

// crowd is a campaign of which n nodes hold a task each: the initial checkpoint's slices, whose answers nobody here looks at.
func crowd(t *testing.T, n int) (*world, []*work) {
	t.Helper()
	w := newWorld(t, false, func(s *campaign.Spec) { s.Recipe.Slices = n })
	var jobs []*work
	for range n {
		h := w.hand()
		g := must(w.engine.Lease(t.Context(), w.spec.Name, h.at, canon.Digest{}))
		task := canon.Sum(g.Task)
		jobs = append(jobs, &work{digest: task, submit: engine.Submission{Node: h.at, Task: task, Attempt: g.Attempt, Output: task[:]}})
	}
	return w, jobs
}

// together has all answers accepted in one turn, and returns what came of each.
func (w *world) together(jobs []*work) []error {
	w.t.Helper()
	waiting, resume := w.engine.Pause(w.spec.Name)
	failures := make([]error, len(jobs))
	var all sync.WaitGroup
	for i, j := range jobs {
		all.Go(func() { _, failures[i] = w.engine.Accept(context.Background(), w.spec.Name, j.submit) })
	}
	w.until("asked by all", func() bool { return waiting() >= len(jobs) })
	resume()
	all.Wait()
	return failures
}

// rows returns the ledger as etcd has it, and in how many transactions it was written.
func (w *world) rows() ([]ledger.Row, int) {
	w.t.Helper()
	var rows []ledger.Row
	var revisions []int64
	err := w.store.Scan(w.t.Context(), store.Campaign(w.spec.Name).Rows(), "", 0, func(i store.Item) error {
		var r ledger.Row
		rows, revisions = append(rows, r), append(revisions, i.Revision)
		return json.Unmarshal(i.Value, &rows[len(rows)-1])
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(revisions)
	return rows, len(slices.Compact(revisions))
}

// What comes at once is written at once: as many answers as fit share one transaction, and each keeps its own row.
func TestAnswersThatComeTogetherShareATransaction(t *testing.T) {
	for name, c := range map[string]struct{ most, want int }{"as many as fit": {engine.BatchMax, (60 + engine.BatchMax - 1) / engine.BatchMax}, "one each": {1, 60}} {
		t.Run(name, func(t *testing.T) {
			w, jobs := crowd(t, 60)
			w.stop()
			w.cfg.BatchMax = c.most
			w.lead()
			if err := errors.Join(w.together(jobs)...); err != nil {
				t.Fatal(err)
			}
			rows, writes := w.rows()
			// Something else that the desk does may end a turn early, once or twice.
			if len(rows) != len(jobs) || writes < c.want || writes > c.want+2 {
				t.Fatalf("%d answers in %d transactions, want %d in %d", len(rows), writes, len(jobs), c.want)
			}
			seen := map[canon.Digest]bool{}
			for i, r := range rows {
				if r.Seq != int64(i+1) || seen[r.Task] {
					t.Fatalf("row %d has number %d, of task %s", i+1, r.Seq, r.Task.Short())
				}
				seen[r.Task] = true
			}
		})
	}
}

// One answer cannot be written, because its place in etcd is taken. Those that came with it are not told that they failed,
// and the next time each is in the ledger; only the one is asked to come again for ever.
func TestAnswerThatCannotBeWrittenFailsAlone(t *testing.T) {
	w, jobs := crowd(t, 20)
	raw := must(clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints}))
	defer raw.Close()
	bad := 7
	key := store.Campaign(w.spec.Name).Answer(jobs[bad].digest, 0)
	must(raw.Put(t.Context(), key, `{"row":999}`))
	for i, err := range w.together(jobs) {
		if !errors.Is(err, engine.ErrUnknownOutcome) {
			t.Fatalf("answer %d of a transaction that failed: %v", i, err)
		}
	}
	if rows, _ := w.rows(); len(rows) != 0 {
		t.Fatalf("half of a transaction was written: %d rows", len(rows))
	}
	w.until("accepted but for one", func() bool {
		if err := w.together(jobs)[bad]; !errors.Is(err, engine.ErrUnknownOutcome) {
			t.Fatalf("the answer whose place is taken: %v", err)
		}
		rows, _ := w.rows()
		return len(rows) == len(jobs)-1
	})
	must(raw.Delete(t.Context(), key))
	w.until("accepted", func() bool {
		_, err := w.engine.Accept(t.Context(), w.spec.Name, jobs[bad].submit)
		return err == nil
	})
}

// A deposed leader tells nobody of a batch that anything was accepted.
func TestDeposedLeaderAcceptsNoBatch(t *testing.T) {
	w, jobs := crowd(t, 10)
	raw := must(clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints}))
	defer raw.Close()
	must(raw.Delete(t.Context(), "/quire/leader/", clientv3.WithPrefix()))
	failures := w.together(jobs)
	rows, _ := w.rows()
	for i, err := range failures {
		if err == nil || len(rows) != 0 {
			t.Fatalf("answer %d: %v; %d rows", i, err, len(rows))
		}
	}
	w.fallen = true
}
