package store

import (
	"context"
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
	session, err := concurrency.NewSession(s.etcd, concurrency.WithTTL(int(SessionTTL/time.Second)), concurrency.WithContext(context.WithoutCancel(ctx)))
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
	if err := election.Campaign(wait, id); err != nil {
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
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := s.etcd.Get(ctx, prefix+"leader/", clientv3.WithFirstCreate()...)
	if err != nil || len(r.Kvs) == 0 {
		return "", err
	}
	return string(r.Kvs[0].Value), nil
}
