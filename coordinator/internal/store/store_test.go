package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/internal/embedded"
	"quire/coordinator/internal/store"
)

var own *embedded.Services

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if own, err = embedded.Start(context.Background(), embedded.Config{Dir: dir}); err != nil {
		panic(err)
	}
	defer own.Close()
	return m.Run()
}

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), clientv3.Config{Endpoints: own.EtcdEndpoints})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func elect(t *testing.T, s *store.Store, id string) *store.Leadership {
	t.Helper()
	l, err := s.Elect(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A leader that was paused, and over whose head another was elected, writes nothing, however late it wakes.
func TestStaleLeaderWritesNothing(t *testing.T) {
	s := open(t)
	old := elect(t, s, "old")
	key := store.Head("stale")
	if _, err := s.Commit(t.Context(), old.Fence, (&store.Write{}).Create(key, 1)); err != nil {
		t.Fatal(err)
	}
	if err := old.Resign(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"before the next leader", "after the next leader"} {
		if _, err := s.Commit(t.Context(), old.Fence, (&store.Write{}).Put(key, 2)); !errors.Is(err, store.ErrDeposed) {
			t.Fatalf("%s: the old leader's write: %v", when, err)
		}
		if when == "before the next leader" {
			next := elect(t, s, "next")
			defer next.Resign(context.Background())
		}
	}
	if i, err := s.Get(t.Context(), key); err != nil || string(i.Value) != "1" {
		t.Fatalf("the record is %q (%v)", i.Value, err)
	}
	// The negative control: without the fence the same write goes through.
	raw, err := clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints})
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Put(t.Context(), key, "2"); err != nil {
		t.Fatal(err)
	}
	if i, _ := s.Get(t.Context(), key); string(i.Value) != "2" {
		t.Fatal("the control did not write: this test could not fail")
	}
}

// A candidate whose session died while it waited must not come to believe that it leads.
func TestPhantomLeader(t *testing.T) {
	s := open(t)
	leader := elect(t, s, "leader")
	waiting, stop := context.WithCancel(t.Context())
	defer stop()
	got := make(chan error, 1)
	go func() {
		_, err := open(t).Elect(waiting, "standby")
		got <- err
	}()
	raw, err := clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints})
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	lease := candidateLease(t, raw)
	if _, err := raw.Revoke(t.Context(), lease); err != nil { // the standby was paused past its TTL
		t.Fatal(err)
	}
	if err := leader.Resign(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-got:
		if err == nil {
			t.Fatal("a candidate without a key in etcd was told that it leads")
		}
	case <-time.After(3 * store.SessionTTL):
		t.Fatal("a candidate whose session died waits for ever")
	}
}

// candidateLease waits for the second candidate and returns its lease.
func candidateLease(t *testing.T, raw *clientv3.Client) clientv3.LeaseID {
	t.Helper()
	for range 1000 {
		r, err := raw.Get(t.Context(), "/quire/leader/", clientv3.WithPrefix(), clientv3.WithSort(clientv3.SortByCreateRevision, clientv3.SortDescend))
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Kvs) == 2 {
			return clientv3.LeaseID(r.Kvs[0].Lease)
		}
		select {
		case <-t.Context().Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
	t.Fatal("the standby never became a candidate")
	return 0
}

func TestConflictsWriteNothing(t *testing.T) {
	s := open(t)
	l := elect(t, s, "conflicts")
	defer l.Resign(context.Background())
	a, b := store.Head("a"), store.Head("b")
	revision, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Create(a, "first"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Create(a, "again").Create(b, "also")); !errors.Is(err, store.ErrConflict) {
		t.Fatalf("created twice: %v", err)
	}
	if i, _ := s.Get(t.Context(), b); i.Revision != 0 {
		t.Fatal("half of a refused transaction was written")
	}
	if _, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Expect(a, revision+1).Put(a, "x")); !errors.Is(err, store.ErrConflict) {
		t.Fatalf("a wrong revision: %v", err)
	}
	if _, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Expect(a, revision).Put(a, "second")); err != nil {
		t.Fatal(err)
	}
}

func TestScanReadsPagesInOrder(t *testing.T) {
	s := open(t)
	l := elect(t, s, "scan")
	defer l.Resign(context.Background())
	keys := store.Campaign("scan")
	const rows = 2500
	for start := 1; start <= rows; start += 100 {
		w := &store.Write{}
		for i := start; i < start+100; i++ {
			w.Put(keys.Row(int64(i)), i)
		}
		if _, err := s.Commit(t.Context(), l.Fence, w); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ from, limit, first, count int }{{1, 0, 1, rows}, {1500, 0, 1500, 1001}, {7, 1200, 7, 1200}, {2500, 9, 2500, 1}, {9000, 0, 0, 0}} {
		next, count := c.first, 0
		err := s.Scan(t.Context(), keys.Rows(), keys.Row(int64(c.from)), c.limit, func(i store.Item) error {
			var n int
			if err := json.Unmarshal(i.Value, &n); err != nil || n != next {
				return fmt.Errorf("%s holds %d, want %d (%v)", i.Key, n, next, err)
			}
			next, count = next+1, count+1
			return nil
		})
		if err != nil || count != c.count {
			t.Errorf("from %d, at most %d: %d rows, %v", c.from, c.limit, count, err)
		}
	}
}

func TestUnreachableEtcdIsSaidSo(t *testing.T) {
	_, err := store.Open(t.Context(), clientv3.Config{Endpoints: []string{"http://127.0.0.1:1"}})
	if err == nil {
		t.Fatal("opened a store that is not there")
	}
}

// One transaction may decide about a key twice: etcd would refuse to put it twice.
func TestKeyInOneWriteTwice(t *testing.T) {
	s := open(t)
	l := elect(t, s, "twice")
	defer l.Resign(context.Background())
	key := store.Head("twice")
	revision, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Create(key, 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.Commit(t.Context(), l.Fence, (&store.Write{}).Expect(key, revision).Put(key, 2).Expect(key, revision).Put(key, 3)); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Get(t.Context(), key); err != nil || string(i.Value) != "3" {
		t.Fatalf("the record is %s (%v), want what was put last", i.Value, err)
	}
	for name, w := range map[string]*store.Write{
		"created twice":             (&store.Write{}).Create(key+"2", 1).Create(key+"2", 2),
		"expected at two revisions": (&store.Write{}).Expect(key, 1).Expect(key, 2).Put(key, 4),
	} {
		if _, err := s.Commit(t.Context(), l.Fence, w); !errors.Is(err, store.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What was deleted takes space until it is compacted and defragmented; then it is gone, and not a record more.
func TestTidyGivesSpaceBack(t *testing.T) {
	s := open(t)
	l := elect(t, s, "tidy")
	defer l.Resign(context.Background())
	write := func(w *store.Write) {
		t.Helper()
		if _, err := s.Commit(t.Context(), l.Fence, w); err != nil {
			t.Fatal(err)
		}
	}
	keep, many := store.Head("tidy"), string(store.Campaign("tidy"))
	write((&store.Write{}).Create(keep, "kept"))
	for i := range 40 {
		write((&store.Write{}).Put(fmt.Sprintf("%s%d", many, i), make([]byte, 400_000)))
	}
	write((&store.Write{}).DeletePrefix(many))
	h := s.Housekeeper()
	if done := h.TidyFor(t, 1<<20); done.Revision != 0 {
		t.Fatalf("history that nobody could have read yet is gone: %+v", done)
	}
	size := func() int64 {
		space, err := s.Space(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return space.Bytes
	}
	const values = 40 * 400_000 // and more: they are stored as text
	for range 100 {             // etcd notes on disk a little later what it has taken
		if size() > values {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	full := size()
	for range 100 {
		h.TidyFor(t, 1<<20)
		if size() < values/4 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if now := size(); full < values || now > values/4 {
		t.Fatalf("the file has %d bytes, before it had %d", now, full)
	}
	if i, err := s.Get(t.Context(), keep); err != nil || string(i.Value) != `"kept"` {
		t.Fatalf("what was to stay is %q (%v)", i.Value, err)
	}
	if done, err := h.Tidy(t.Context()); err != nil || done.Member != "" {
		t.Fatalf("defragmented for nothing: %+v (%v)", done, err)
	}
}
