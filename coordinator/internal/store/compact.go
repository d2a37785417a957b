package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	// CompactEvery is how often the leader should call Tidy, and so how much history etcd keeps at least for watchers that
	// reconnect.
	CompactEvery = 5 * time.Minute
	// defragFreeMin is the least that a member has to give back to be defragmented: less is soon needed again.
	defragFreeMin = 64 << 20
	// defragLoneMax bounds what a lone member copies for it: it answers nobody meanwhile, and must be back before the
	// leader's session expires. A larger one is for its operator to stop for.
	defragLoneMax = 128 << 20
	// defragTimeout bounds one defragmentation of a member of a cluster.
	defragTimeout = 2 * time.Minute
)

// Housekeeper keeps etcd small. Records that were deleted take space until history is compacted, and the file shrinks only
// when a member is defragmented. It is for one goroutine, of the leader.
type Housekeeper struct {
	s      *Store
	before int64 // the revision at the last call
}

// Housekeeper returns one that has seen nothing yet.
func (s *Store) Housekeeper() *Housekeeper { return &Housekeeper{s: s} }

// Tidied says what a call of Tidy did.
type Tidied struct {
	Revision int64  // history before it is gone; 0 if nothing was compacted
	Member   string // that was defragmented; "" for none
	Freed    int64  // bytes
}

// Tidy compacts the history that was there at the last call, and defragments at most one member, and that only while all
// members answer. The etcd leader is the last.
func (h *Housekeeper) Tidy(ctx context.Context) (Tidied, error) { return h.tidy(ctx, defragFreeMin) }

func (h *Housekeeper) tidy(ctx context.Context, freeMin int64) (Tidied, error) {
	var done Tidied
	revision, err := h.s.revision(ctx)
	if err != nil {
		return done, err
	}
	if h.before > 0 {
		call, cancel := context.WithTimeout(ctx, callTimeout)
		_, err := h.s.etcd.Compact(call, h.before, clientv3.WithCompactPhysical())
		cancel()
		if err != nil && !errors.Is(err, rpctypes.ErrCompacted) { // somebody else has compacted further
			return done, fmt.Errorf("compact etcd at revision %d: %w", h.before, err)
		}
		done.Revision = h.before
	}
	h.before = revision
	members, err := h.s.members(ctx)
	if err != nil {
		return done, err
	}
	m, ok := fragmented(members, freeMin)
	if !ok {
		return done, nil
	}
	call, cancel := context.WithTimeout(ctx, defragTimeout)
	defer cancel()
	if _, err := h.s.etcd.Defragment(call, m.endpoint); err != nil {
		return done, fmt.Errorf("defragment etcd member %s: %w", m.endpoint, err)
	}
	done.Member, done.Freed = m.endpoint, m.bytes-m.used
	return done, nil
}

func (s *Store) revision(ctx context.Context) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := s.etcd.Get(ctx, prefix+"ping", clientv3.WithKeysOnly())
	if err != nil {
		return 0, fmt.Errorf("ask etcd for its revision: %w", err)
	}
	return r.Header.Revision, nil
}

// member is what one says of itself.
type member struct {
	endpoint    string
	bytes, used int64
	leads       bool // etcd, not us
}

// members asks every one; all must answer.
func (s *Store) members(ctx context.Context) ([]member, error) {
	var all []member
	for _, endpoint := range s.etcd.Endpoints() {
		call, cancel := context.WithTimeout(ctx, callTimeout)
		r, err := s.etcd.Status(call, endpoint)
		cancel()
		if err != nil {
			return nil, fmt.Errorf("ask etcd member %s: %w", endpoint, err)
		}
		all = append(all, member{endpoint, r.DbSize, r.DbSizeInUse, r.Leader == r.Header.MemberId})
	}
	return all, nil
}

// fragmented returns the member that has most to give back, at least freeMin and half of its file; the leader only if no
// other has.
func fragmented(members []member, freeMin int64) (member, bool) {
	var most member
	found := false
	for _, m := range members {
		free := m.bytes - m.used
		if free < freeMin || free < m.used || len(members) == 1 && m.used > defragLoneMax {
			continue
		}
		if !found || most.leads && !m.leads || most.leads == m.leads && free > most.bytes-most.used {
			most, found = m, true
		}
	}
	return most, found
}
