package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/internal/store"
)

// Followers learn of a leader, of its end and of the next, with what it says about itself.
func TestFollowersHearOfEveryLeader(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	heard, over := make(chan string, 16), make(chan struct{})
	go func() {
		defer close(over)
		s.Follow(ctx, func(id string) { heard <- id })
	}()
	hear := func(want string) {
		t.Helper()
		for {
			select {
			case id := <-heard:
				if id == want {
					return
				}
			case <-time.After(4 * time.Second): // before the reading without a watch helps out
				t.Fatalf("never heard of %q", want)
			}
		}
	}
	hear("")
	first := store.Member{Name: "a/1", URL: "http://a:7070"}
	l := elect(t, s, first.ID())
	hear(first.ID())
	if err := l.Resign(t.Context()); err != nil {
		t.Fatal(err)
	}
	hear("")
	next := elect(t, s, "b")
	hear("b")
	defer next.Resign(context.Background())
	cancel()
	<-over
	if m := store.ParseMember(first.ID()); m != first {
		t.Errorf("%+v", m)
	}
	if m := store.ParseMember("host/7"); m != (store.Member{Name: "host/7"}) {
		t.Errorf("an id of another kind: %+v", m)
	}
}

// A stand-by whose session ends stops waiting: it must never believe that it leads without a key in etcd.
func TestStandbyWithoutSessionDoesNotLead(t *testing.T) {
	s := open(t)
	l := elect(t, s, "leader")
	defer l.Resign(context.Background())
	raw, err := clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints})
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	before, err := raw.Leases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	known := map[clientv3.LeaseID]bool{}
	for _, lease := range before.Leases {
		known[lease.ID] = true
	}
	done := make(chan error, 1)
	go func() {
		_, err := s.Elect(t.Context(), "standby")
		done <- err
	}()
	for revoked := false; !revoked; { // its session ends, as after a pause longer than its TTL
		now, err := raw.Leases(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, lease := range now.Leases {
			if !known[lease.ID] {
				_, err := raw.Revoke(t.Context(), lease.ID)
				revoked = err == nil
			}
		}
	}
	select {
	case err := <-done:
		if err == nil {
			t.Error("it leads without a session")
		}
	case <-time.After(2 * store.SessionTTL):
		t.Error("it waits for ever")
	}
}

// Two coordinators of the same name, as when one is started twice from the same image, are still two: the second waits, and
// the first one's fence does not let it write.
func TestTwoCandidatesOfOneName(t *testing.T) {
	s := open(t)
	first := elect(t, s, "twin")
	second := make(chan *store.Leadership, 1)
	go func() {
		l, err := s.Elect(context.Background(), "twin")
		if err != nil {
			t.Error(err)
		}
		second <- l
	}()
	key := store.Head("twin")
	if _, err := s.Commit(t.Context(), first.Fence, (&store.Write{}).Create(key, 1)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-second:
		t.Fatal("both lead")
	case <-time.After(200 * time.Millisecond):
	}
	if err := first.Resign(t.Context()); err != nil {
		t.Fatal(err)
	}
	l := <-second
	defer l.Resign(context.Background())
	if _, err := s.Commit(t.Context(), first.Fence, (&store.Write{}).Put(key, 2)); !errors.Is(err, store.ErrDeposed) {
		t.Errorf("the first twin still writes: %v", err)
	}
	if _, err := s.Commit(t.Context(), l.Fence, (&store.Write{}).Put(key, 3)); err != nil {
		t.Errorf("the second twin cannot write: %v", err)
	}
}

// Scenario 11: who follows the leaders sleeps while the history that he follows is compacted. Awake, he reads anew.
func TestFollowerSleepsThroughACompaction(t *testing.T) {
	s := open(t)
	raw, err := clientv3.New(clientv3.Config{Endpoints: own.EtcdEndpoints})
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	ctx, cancel := context.WithCancel(t.Context())
	heard, wake, over := make(chan string), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		s.Follow(ctx, func(id string) {
			heard <- id
			<-wake // it sleeps with what it read
		})
	}()
	<-heard
	l := elect(t, s, "a")
	if err := l.Resign(t.Context()); err != nil {
		t.Fatal(err)
	}
	l = elect(t, s, "b")
	defer l.Resign(context.Background())
	r, err := raw.Get(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Compact(t.Context(), r.Header.Revision); err != nil {
		t.Fatal(err)
	}
	close(wake)
	for id := range heard {
		if id == "b" {
			break
		}
	}
	cancel()
	for done := false; !done; {
		select {
		case <-heard:
		case <-over:
			done = true
		}
	}
}
