package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	// smallQuota of etcd is filled in a second.
	smallQuota = 16 << 20
	// serviceBack is the promise: this long after the operator made room the campaign is there.
	serviceBack = 60 * time.Second
	// junk is what somebody else keeps in the same etcd.
	junk = "/junk/"
)

// Scenario 10: etcd fills up, first to where issuing stops, then to the last byte, and the coordinator is restarted on it.
// Nothing is promised that is not stored; the commands of docs/disaster.md bring the service back.
func TestFullEtcd(t *testing.T) {
	t.Parallel()
	ctx, c := deploy(t, plan{members: 1, coordinators: 1, trainers: 2, rounds: 12, quota: smallQuota})
	must(t, c.suffer(ctx, []scenario{{"10: etcd is full", func() error { return c.fill(ctx, t) }}}))
	c.conclude(ctx, t)
}

func (c *cluster) fill(ctx context.Context, t *testing.T) error {
	etcd, err := clientv3.New(clientv3.Config{Endpoints: c.endpoints})
	if err != nil {
		return err
	}
	defer etcd.Close()
	n := 0
	put := func() error {
		n++
		_, err := etcd.Put(ctx, fmt.Sprint(junk, n), strings.Repeat("x", 200<<10))
		return err
	}
	for {
		s, err := etcd.Status(ctx, c.endpoints[0])
		if err != nil {
			return err
		}
		if s.DbSize > smallQuota*3/4 {
			break
		}
		if err := put(); err != nil {
			return err
		}
	}
	if err := c.until(ctx, "the campaign says that etcd is full", func() bool {
		m, err := c.look(ctx)
		return err == nil && strings.HasPrefix(m.Reason, "etcd is ") && strings.Contains(m.Reason, "% full")
	}); err != nil {
		return err
	}
	for err == nil {
		err = put()
	}
	if !errors.Is(err, rpctypes.ErrNoSpace) {
		return err
	}
	// The control: nobody can be elected now, so this is as bad as it gets.
	if _, err := etcd.Grant(ctx, 5); !errors.Is(err, rpctypes.ErrNoSpace) {
		return fmt.Errorf("a full etcd gives leases away: %w", err)
	}
	c.coords[0].kill() // its supervisor starts it again
	if err := c.until(ctx, "nobody leads", func() bool {
		id, err := c.store.Leader(ctx)
		return err == nil && id == ""
	}); err != nil {
		return err
	}
	begin := time.Now()
	if err := c.makeRoom(ctx, etcd); err != nil {
		return err
	}
	if err := c.until(ctx, "the campaign is there again, and gives out tasks", func() bool {
		m, err := c.look(ctx)
		return err == nil && !strings.Contains(m.Reason, "% full")
	}); err != nil {
		return err
	}
	took := time.Since(begin)
	t.Logf("back %s after room was made", took.Round(time.Millisecond))
	if took > serviceBack {
		return fmt.Errorf("back after %s, promised are %s", took, serviceBack)
	}
	return nil
}

// makeRoom does what the runbook says: delete what is not ours, compact, defragment, clear the alarm.
func (c *cluster) makeRoom(ctx context.Context, etcd *clientv3.Client) error {
	r, err := etcd.Delete(ctx, junk, clientv3.WithPrefix())
	if err != nil {
		return err
	}
	if _, err := etcd.Compact(ctx, r.Header.Revision, clientv3.WithCompactPhysical()); err != nil {
		return err
	}
	if _, err := etcd.Defragment(ctx, c.endpoints[0]); err != nil {
		return err
	}
	_, err = etcd.AlarmDisarm(ctx, &clientv3.AlarmMember{})
	return err
}
