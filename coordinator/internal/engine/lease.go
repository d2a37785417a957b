package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/treasury/reward"
)

// nodesMax bounds the registrations of one campaign: each is a key in etcd, and a line of every view.
const nodesMax = 20_000

// Registration is what a node says of itself when it joins.
type Registration struct {
	Payout      common.Address
	Name        string
	Path        string
	Version     string
	DoorbellKey string // "" for none
	Memory      int64  // bytes for a task; 0 if it is not known
}

// Joined is what a node needs to work.
type Joined struct {
	Spec     []byte
	Treasury *Treasury
	Doorbell *quirev1.Doorbell // nil without a doorbell
}

// Join registers a node or refreshes its registration. A registration that says nothing new writes nothing.
func (e *Engine) Join(ctx context.Context, name string, a common.Address, r Registration) (Joined, error) {
	d, err := e.desk(name)
	if err != nil {
		return Joined{}, err
	}
	j, err := ask(ctx, d, func() (Joined, error) {
		if d.head.Treasury != nil && r.Payout == (common.Address{}) {
			return Joined{}, fmt.Errorf("%w: this campaign pays, so a payout address is needed: join with --payout 0x…", ErrRefused)
		}
		return Joined{Spec: d.specBytes, Treasury: d.head.Treasury}, d.join(a, r)
	})
	if err != nil || r.DoorbellKey == "" || e.cfg.Bell == nil {
		return j, err
	}
	j.Doorbell, err = e.cfg.Bell.Credentials(name, a, r.DoorbellKey, e.cfg.Now())
	if err != nil {
		return j, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return j, nil
}

func (d *desk) join(a common.Address, r Registration) error {
	now := d.e.cfg.Now()
	old := d.nodes[a]
	if old == nil && len(d.nodes) >= nodesMax {
		return fmt.Errorf("%w: %d nodes have joined this campaign, the most there may be", ErrRefused, nodesMax)
	}
	if err := d.payable(r.Payout); err != nil {
		return err
	}
	n := &node{JoinedMs: now.UnixMilli()}
	if old != nil {
		*n = *old
	}
	n.Payout, n.Name, n.Path, n.Version, n.memory, n.seen = r.Payout, r.Name, r.Path, r.Version, r.Memory, now
	if old == nil || n.Payout != old.Payout || n.Name != old.Name || n.Path != old.Path || n.Version != old.Version {
		key := d.keys.Node(a)
		d.stage(func(w *store.Write) { w.Expect(key, n.revision).Put(key, n) }, func(revision int64) {
			d.nodes[a].revision = revision // it may have joined twice in one turn
			d.log.Info("node joined", "node", a, "payout", n.Payout, "name", n.Name, "path", n.Path)
			d.feed.add(now, "join", fmt.Sprintf("%s joined (%s kernels)", d.called(a), n.Path))
		})
	}
	d.nodes[a] = n
	d.dirty = true
	return nil
}

// payable refuses an address beyond those that the contract can pay. What it can pay is bounded by what one epoch may
// cost to post; work for others would hold up everybody's pay.
func (d *desk) payable(payout common.Address) error {
	if d.head.Treasury != nil && !d.payees[payout] && len(d.payees) >= reward.RowsMax {
		return fmt.Errorf("%w: this campaign pays %d addresses already, the most that its contract takes", ErrRefused, reward.RowsMax)
	}
	return nil
}

// Grant is a lease, or the reason why there is none.
type Grant struct {
	Task    []byte // canonical record; nil for none
	Attempt uint32
	For     time.Duration
	Reason  string
	Wait    time.Duration // without a task: at least so long, so that all who are here do not ask too often together
	Over    bool
}

const (
	// waitMin and waitMax bound Grant.Wait; the doorbell rings before. pollsPerSecond is what all nodes of a campaign
	// together may ask in a second.
	waitMin        = 1 * time.Second
	waitMax        = 8 * time.Second // with the jitter of the API below onlineFor
	pollsPerSecond = 200
)

// wait is how long a node without a task waits before it asks again.
func (d *desk) wait() time.Duration {
	online := 0
	if v := d.view.Load(); v != nil {
		online = v.Online
	}
	return min(max(time.Duration(online)*time.Second/pollsPerSecond, waitMin), waitMax)
}

// Lease gives a node a task, preferably the named one; the one it holds already, if it holds one.
func (e *Engine) Lease(ctx context.Context, name string, a common.Address, task canon.Digest) (Grant, error) {
	d, err := e.desk(name)
	if err != nil {
		return Grant{}, err
	}
	return ask(ctx, d, func() (Grant, error) {
		if err := d.heard(a); err != nil {
			return Grant{}, err
		}
		g, err := d.lease(a, task)
		if err == nil && g.Task == nil {
			g.Wait = d.wait()
		}
		return g, err
	})
}

// heard notes that a registered node is alive.
func (d *desk) heard(a common.Address) error {
	n := d.nodes[a]
	if n == nil {
		return ErrNotJoined
	}
	now := d.e.cfg.Now()
	if now.Sub(n.seen) > onlineFor {
		d.dirty = true
	}
	n.seen = now
	return nil
}

func (d *desk) lease(a common.Address, task canon.Digest) (Grant, error) {
	if err := d.payable(d.nodes[a].Payout); err != nil {
		return Grant{}, err
	}
	if _, convicted := d.proofs[a]; convicted {
		return Grant{Reason: "this node has signed two answers to one attempt: it gets no task any more"}, nil
	}
	if c := d.tally.Conducts()[a]; c.Fraud(d.spec.Audit) {
		return Grant{Reason: fmt.Sprintf("%d results of this node were wrong: it gets no task before the next epoch", len(c.Faults))}, nil
	}
	if d.scarce(a) {
		return Grant{Reason: "half of the reserve for verification is spent: only nodes that have proved themselves get work now"}, nil
	}
	state, effects, err := d.round.Apply(d.e.cfg.Now(), round.Lease{
		Node: a, Owner: d.nodes[a].Payout, Task: task, For: d.e.cfg.Lease,
		Lot: verify.Lot(d.chain.Link(d.head.Closings), a), Not: append(d.notFor(a), d.unaffordable()...),
		Late: d.late(a), Without: d.tooLarge(a),
	})
	if errors.Is(err, round.ErrNoTask) {
		stage := d.head.State.Stage
		if why := d.tooSmall(a); why != "" && stage == campaign.Training {
			return Grant{Reason: why}, nil
		}
		return Grant{Reason: d.why(), Over: stage == campaign.Trained || stage == campaign.Failed}, nil
	}
	if err != nil {
		return Grant{}, err
	}
	slot := effects[0].(round.Granted).Slot
	if old, err := d.round.Slot(slot.Task); err == nil && old.Held(a).Attempt != slot.Attempt {
		if why := d.held(); why != "" { // who has a lease keeps it
			return Grant{Reason: why}, nil
		}
		whole, err := state.Slot(slot.Task)
		if err != nil {
			return Grant{}, err
		}
		d.stageSlot(whole, func() {
			d.log.Debug("leased", "round", slot.Round, "kind", slot.Kind, "index", slot.Index, "attempt", slot.Attempt, "node", a)
		})
	}
	d.round = state
	record, err := d.taskRecord(slot)
	return Grant{Task: record, Attempt: slot.Attempt, For: d.e.cfg.Lease}, err
}

// taskRecord returns the canonical record of a leased task. Those of cases were read when the case was opened or loaded.
func (d *desk) taskRecord(slot round.Slot) ([]byte, error) {
	if slot.Round == d.round.Number {
		return canon.Encode(d.round.Task(slot))
	}
	return d.cases[slot.Task], nil
}

// Held checks that a node's lease still stands, extends it and returns for how long. It writes nothing durable.
func (e *Engine) Held(ctx context.Context, name string, a common.Address, task canon.Digest, attempt uint32) (time.Duration, error) {
	d, err := e.desk(name)
	if err != nil {
		return 0, err
	}
	return e.cfg.Lease, d.do(ctx, func() error {
		if err := d.heard(a); err != nil {
			return err
		}
		state, _, err := d.round.Apply(e.cfg.Now(), round.Renew{Node: a, Task: task, Attempt: attempt, For: e.cfg.Lease})
		d.round = state
		return err
	})
}

// Release gives a lease back. Lane, unless it is −1, is the lane whose delta makes the merge impossible.
func (e *Engine) Release(ctx context.Context, name string, a common.Address, task canon.Digest, attempt uint32, lane int) error {
	d, err := e.desk(name)
	if err != nil {
		return err
	}
	return d.do(ctx, func() error {
		state, effects, err := d.round.Apply(e.cfg.Now(), round.Release{Node: a, Task: task, Attempt: attempt})
		if err != nil || len(effects) == 0 {
			return err
		}
		lost := effects[0].(round.Lost)
		open, err := state.Slot(task)
		if err != nil {
			return err
		}
		d.round, d.ringSoon = state, true
		d.stageSlot(open, func() { d.tellLost(lost) })
		return d.objected(open, lane, a)
	})
}

// objected has a lane computed again whose delta a merging node cannot decode. Whether that is so is not believed: two
// owners' answers decide, so an objection without a reason costs one more answer, and the same lane none after that.
func (d *desk) objected(merge round.Slot, lane int, by common.Address) error {
	if merge.Kind != round.Merge || merge.Round != d.round.Number || lane < 0 || lane >= d.round.Lanes {
		return nil
	}
	slot := d.round.Slots[lane]
	if slot.Status != round.Accepted || len(slot.Claims) != 1 {
		return nil
	}
	d.log.Info("objection", "by", by, "round", slot.Round, "lane", lane, "node", slot.Claims[0].Node)
	answer := round.Answer{Round: slot.Round, Kind: slot.Kind, Index: slot.Index, Task: slot.Task, Claim: slot.Claims[0]}
	if err := d.flush(); err != nil { // the lane may be among what was decided before
		return err
	}
	return d.suspect([]round.Answer{answer}, nil, nil)
}
