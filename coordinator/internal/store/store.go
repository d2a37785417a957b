// Package store keeps the record: every decision of the coordinator is one etcd transaction made here.
//
//	/quire/leader/…                          the election; its oldest key is the leader's
//	/quire/head/NAME                         campaign, spec digest, treasury, open round, journal head
//	/quire/campaign/NAME/node/ADDRESS        a node's registration
//	/quire/campaign/NAME/slot/ROUND/KIND/I   a task that was leased at least once
//	/quire/campaign/NAME/row/SEQ             a ledger row
//	/quire/campaign/NAME/done/TASK           the row of an accepted task: at most one, for ever
//	/quire/campaign/NAME/round/ROUND         a closed round
//	/quire/campaign/NAME/epoch/N             a closed epoch
//	/quire/campaign/NAME/archive             up to where rows, answers and rounds are in the object store alone
//	/quire/campaign/NAME/audit/MS            what an operator did, and when
//
// Every write carries the leader's fence: a transaction of a coordinator that is no longer the leader does not commit,
// however late it arrives. A write that fails with anything but a sentinel of this package has an unknown outcome; the
// caller must read before it answers anybody.
//
// Power cuts: etcd acknowledges a transaction after fsync, and a transaction is all or nothing, so there is no line at
// which a crash leaves half a decision.
package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
)

const (
	// prefix of all keys; one etcd may serve others too.
	prefix = "/quire/"
	// callTimeout bounds one etcd call: longer than an etcd leader election (about 1 s), shorter than a trainer's patience.
	callTimeout = 5 * time.Second
	// OpsMax bounds a transaction below etcd's own limit of 128 operations.
	OpsMax = 120
	// pageKeys bounds one range read.
	pageKeys = 1000
)

var (
	// ErrConflict: a compared key has changed. Nothing was written.
	ErrConflict = errors.New("store: the record has changed")
	// ErrDeposed: this coordinator is not the leader any more. Nothing was written, and nothing will be.
	ErrDeposed = errors.New("store: another coordinator leads")
)

// Store is a client of etcd. It is safe for concurrent use.
type Store struct {
	etcd *clientv3.Client
}

// Open connects to etcd. It fails if no endpoint answers within callTimeout.
func Open(ctx context.Context, cfg clientv3.Config) (*Store, error) {
	cfg.Logger = zap.NewNop() // it logs what our errors say already
	cfg.DialTimeout = callTimeout
	etcd, err := clientv3.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("open etcd %v: %w", cfg.Endpoints, err)
	}
	s := &Store{etcd}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, etcd.Close())
	}
	return s, nil
}

// Close ends the connection.
func (s *Store) Close() error { return s.etcd.Close() }

// Ping makes one linearizable read.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, err := s.etcd.Get(ctx, prefix+"ping"); err != nil {
		return fmt.Errorf("reach etcd %v: %w", s.etcd.Endpoints(), err)
	}
	return nil
}

// Item is a stored value and the revision of its last change, which a Write compares.
type Item struct {
	Key      string
	Value    []byte
	Revision int64 // ModRevision; 0 for a key that does not exist
}

// Get reads a key; an absent one has Revision 0.
func (s *Store) Get(ctx context.Context, key string) (Item, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := s.etcd.Get(ctx, key)
	if err != nil {
		return Item{}, fmt.Errorf("read %s: %w", key, err)
	}
	if len(r.Kvs) == 0 {
		return Item{Key: key}, nil
	}
	return Item{key, r.Kvs[0].Value, r.Kvs[0].ModRevision}, nil
}

// Scan calls visit for every key with the prefix, in ascending order, from the key from on ("" for the first), at most
// limit keys (0 for all).
func (s *Store) Scan(ctx context.Context, keyPrefix, from string, limit int, visit func(Item) error) error {
	if from == "" {
		from = keyPrefix
	}
	end := clientv3.GetPrefixRangeEnd(keyPrefix)
	for seen := 0; ; {
		page := pageKeys
		if limit > 0 {
			page = min(page, limit-seen)
		}
		call, cancel := context.WithTimeout(ctx, callTimeout)
		r, err := s.etcd.Get(call, from, clientv3.WithRange(end), clientv3.WithLimit(int64(page)))
		cancel()
		if err != nil {
			return fmt.Errorf("read %s: %w", keyPrefix, err)
		}
		for _, kv := range r.Kvs {
			if err := visit(Item{string(kv.Key), kv.Value, kv.ModRevision}); err != nil {
				return err
			}
		}
		seen += len(r.Kvs)
		if !r.More || limit > 0 && seen >= limit {
			return nil
		}
		from = string(r.Kvs[len(r.Kvs)-1].Key) + "\x00"
	}
}

// Write is one transaction: it commits only if every compared key is at its revision, and if the leader still leads. A
// key that is compared or put twice counts once, as etcd wants it: compared as it was before the transaction, and put as
// it is after it.
type Write struct {
	compare  []clientv3.Cmp
	then     []clientv3.Op
	bytes    int
	expected map[string]int64 // revision by compared key
	put      map[string]int   // position in then, by key
	err      error
}

// Bytes is how much the values have that are put.
func (w *Write) Bytes() int { return w.bytes }

// Expect demands that key was last changed at revision; 0 demands that it does not exist.
func (w *Write) Expect(key string, revision int64) *Write {
	if before, ok := w.expected[key]; ok {
		if before != revision {
			w.err = errors.Join(w.err, fmt.Errorf("%s is expected at two revisions, %d and %d", key, before, revision))
		}
		return w
	}
	if w.expected == nil {
		w.expected = map[string]int64{}
	}
	w.expected[key] = revision
	w.compare = append(w.compare, clientv3.Compare(clientv3.ModRevision(key), "=", revision))
	return w
}

// Put stores v as JSON.
func (w *Write) Put(key string, v any) *Write {
	b, err := json.Marshal(v)
	if err != nil {
		w.err = errors.Join(w.err, fmt.Errorf("encode %s: %w", key, err))
	}
	w.bytes += len(b)
	if i, ok := w.put[key]; ok {
		w.then[i] = clientv3.OpPut(key, string(b))
		return w
	}
	if w.put == nil {
		w.put = map[string]int{}
	}
	w.put[key] = len(w.then)
	w.then = append(w.then, clientv3.OpPut(key, string(b)))
	return w
}

// Create stores v as JSON under a key that must not exist, nor be put by this very write.
func (w *Write) Create(key string, v any) *Write {
	if _, twice := w.put[key]; twice {
		w.err = errors.Join(w.err, fmt.Errorf("%s is created twice", key))
	}
	return w.Expect(key, 0).Put(key, v)
}

// DeletePrefix removes every key with the prefix.
func (w *Write) DeletePrefix(keyPrefix string) *Write {
	w.then = append(w.then, clientv3.OpDelete(keyPrefix, clientv3.WithPrefix()))
	return w
}

// DeleteFrom removes every key with the prefix that is not before key.
func (w *Write) DeleteFrom(keyPrefix, key string) *Write {
	w.then = append(w.then, clientv3.OpDelete(key, clientv3.WithRange(clientv3.GetPrefixRangeEnd(keyPrefix))))
	return w
}

// DeleteRange removes every key from the first to before the second.
func (w *Write) DeleteRange(from, to string) *Write {
	w.then = append(w.then, clientv3.OpDelete(from, clientv3.WithRange(to)))
	return w
}

// Commit makes the write under the leader's fence and returns the revision of the new values. ErrConflict and ErrDeposed
// mean that nothing was written; any other error means that nobody knows.
func (s *Store) Commit(ctx context.Context, f Fence, w *Write) (int64, error) {
	if w.err != nil {
		return 0, fmt.Errorf("%w: %w", ErrConflict, w.err)
	}
	if len(w.compare)+1 > OpsMax || len(w.then) > OpsMax {
		panic(fmt.Sprintf("store: transaction of %d compares and %d writes", len(w.compare), len(w.then)))
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	guard := clientv3.Compare(clientv3.CreateRevision(f.key), "=", f.revision)
	r, err := s.etcd.Txn(ctx).If(append([]clientv3.Cmp{guard}, w.compare...)...).Then(w.then...).Else(clientv3.OpGet(f.key)).Commit()
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	if r.Succeeded {
		return r.Header.Revision, nil
	}
	if kvs := r.Responses[0].GetResponseRange().Kvs; len(kvs) == 0 || kvs[0].CreateRevision != f.revision {
		return 0, ErrDeposed
	}
	return 0, ErrConflict
}
