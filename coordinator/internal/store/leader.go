package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

// SessionTTL is how long a dead leader keeps others out: long enough to survive an etcd election, short enough that a
// takeover takes seconds.
const SessionTTL = 5 * time.Second

// Fence names a leadership. The revision at which the leader's key was created is never reused, so a write that compares
// it cannot commit after anybody else has led.
type Fence struct {
	key      string
	revision int64
}

// Leadership is held until Done is closed. Afterwards the process must not pretend: exit, and join anew.
type Leadership struct {
	Fence Fence

	session  *concurrency.Session
	election *concurrency.Election
}

// Elect waits until this coordinator leads. It returns ctx's error when cancelled.
//
// concurrency.Election.Campaign does not notice when its own session dies and may return success without a key in etcd
// (two leaders, until one is fenced off). So the wait ends with the session, and the key is read again afterwards.
func (s *Store) Elect(ctx context.Context, id string) (*Leadership, error) {
	session, err := s.session(ctx)
	if err != nil {
		return nil, fmt.Errorf("open election session: %w", err)
	}
	wait, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	go func() { // ends with wait
		select {
		case <-session.Done():
			cancel()
		case <-wait.Done():
		}
	}()
	election := concurrency.NewElection(session, prefix+"leader")
	if err := run(wait, election, id); err != nil {
		return nil, errors.Join(fmt.Errorf("wait for leadership: %w", err), session.Close())
	}
	l := &Leadership{Fence{election.Key(), election.Rev()}, session, election}
	item, err := s.etcd.Get(ctx, l.Fence.key)
	if err == nil && (len(item.Kvs) == 0 || item.Kvs[0].CreateRevision != l.Fence.revision) {
		err = ErrDeposed
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("confirm leadership: %w", err), session.Close())
	}
	return l, nil
}

// run campaigns until wait ends. Campaign itself would go on: it then takes its candidacy back without a deadline, which
// never ends while etcd is away. What is left of it ends with the client.
func run(wait context.Context, e *concurrency.Election, id string) error {
	done := make(chan error, 1)
	go func() { done <- e.Campaign(wait, id) }()
	select {
	case err := <-done:
		return err
	case <-wait.Done():
	}
	select {
	case <-done:
	case <-time.After(time.Second):
	}
	return wait.Err()
}

// session opens one that lives until it is closed or etcd was out of reach for SessionTTL. Only its opening ends with ctx.
func (s *Store) session(ctx context.Context) (*concurrency.Session, error) {
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	lease, err := s.etcd.Grant(call, int64(SessionTTL/time.Second))
	if err != nil {
		return nil, err
	}
	return concurrency.NewSession(s.etcd, concurrency.WithLease(lease.ID), concurrency.WithTTL(int(SessionTTL/time.Second)),
		concurrency.WithContext(context.WithoutCancel(ctx)))
}

// Done is closed when the leadership has ended, by expiry or by Resign.
func (l *Leadership) Done() <-chan struct{} { return l.session.Done() }

// Resign gives the leadership up at once, so that a standby need not wait for the session to expire.
func (l *Leadership) Resign(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return errors.Join(l.election.Resign(ctx), l.session.Close())
}

// Leader returns the id of the current leader, "" if there is none.
func (s *Store) Leader(ctx context.Context) (string, error) {
	id, _, err := s.leader(ctx)
	return id, err
}

// leader also returns the revision at which this was so.
func (s *Store) leader(ctx context.Context) (id string, revision int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := s.etcd.Get(ctx, prefix+"leader/", clientv3.WithFirstCreate()...)
	if err != nil {
		return "", 0, fmt.Errorf("read the leader: %w", err)
	}
	if len(r.Kvs) > 0 {
		id = string(r.Kvs[0].Value)
	}
	return id, r.Header.Revision, nil
}

const (
	// followEvery is how often the leader is read although no change was announced: a watch may be silently dead.
	followEvery = 5 * time.Second
	// followPause is the wait after a failed read.
	followPause = 500 * time.Millisecond
)

// Follow calls told with the leader's id ("" for none) now, and again whenever it may have changed, until ctx ends. While
// etcd is out of reach it says nothing: the leader that was known is still the best guess.
//
// It does not use concurrency.Election.Observe, which never tells of a leader that is gone.
func (s *Store) Follow(ctx context.Context, told func(id string)) {
	for ctx.Err() == nil {
		id, revision, err := s.leader(ctx)
		if err != nil {
			sleep(ctx, followPause)
			continue
		}
		told(id)
		s.awaitChange(ctx, revision)
	}
}

// awaitChange returns when a candidate came or went after revision, or after followEvery.
func (s *Store) awaitChange(ctx context.Context, revision int64) {
	ctx, cancel := context.WithTimeout(clientv3.WithRequireLeader(ctx), followEvery)
	defer cancel()
	changes := s.etcd.Watch(ctx, prefix+"leader/", clientv3.WithPrefix(), clientv3.WithRev(revision+1))
	for {
		select {
		case <-ctx.Done():
			return
		case r, ok := <-changes:
			if !ok || r.Err() != nil {
				sleep(ctx, followPause) // compacted, or no etcd leader: read again
				return
			}
			if len(r.Events) > 0 {
				return
			}
		}
	}
}

func sleep(ctx context.Context, t time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(t):
	}
}

// Member is what a coordinator tells the others about itself: the id with which it is elected.
type Member struct {
	Name string `json:"name"` // for people: host and process
	URL  string `json:"url"`  // of its API, as the other coordinators reach it
}

// ID returns the id of m.
func (m Member) ID() string {
	b, err := json.Marshal(m)
	if err != nil {
		panic("store: two strings cannot be written as JSON: " + err.Error())
	}
	return string(b)
}

// ParseMember reads an id; what is none of Member's has only a name.
func ParseMember(id string) Member {
	var m Member
	if json.Unmarshal([]byte(id), &m) != nil {
		return Member{Name: id}
	}
	return m
}
