package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
)

// auditMax bounds the acts of one answer; who did more has a record of it in etcd.
const auditMax = 1000

// Act is what an operator did to a campaign: a record in etcd, of the same transaction that did it.
type Act struct {
	AtMs int64          `json:"atMs"`
	By   common.Address `json:"by"`
	What string         `json:"what"`
}

// What acts say that change a campaign.
const (
	actPaused    = "paused: "
	actResumed   = "resumed"
	actCancelled = "cancelled: "
)

// Control pauses, resumes or cancels a campaign (campaign.Pause, Resume, Cancel), for the operator. What the campaign
// says afterwards is returned. Doing what is done already writes nothing.
func (e *Engine) Control(ctx context.Context, by common.Address, name string, event campaign.Event) (string, error) {
	if err := e.IsOperator(by); err != nil {
		return "", err
	}
	d, err := e.desk(name)
	if err != nil {
		return "", err
	}
	return ask(ctx, d, func() (string, error) {
		var what string
		switch v := event.(type) {
		case campaign.Pause:
			what = actPaused + v.Why
		case campaign.Resume:
			what = actResumed
		case campaign.Cancel:
			v.Funded = d.head.Treasury != nil
			event, what = v, actCancelled+v.Why
		default:
			return "", fmt.Errorf("%w: %T is not an operator's", ErrForbidden, event)
		}
		state, effects, err := d.head.State.Apply(e.cfg.Now(), event)
		if err != nil || state == d.head.State {
			return d.why(), err
		}
		h := d.head
		h.State = state
		if err := d.putHead(h, d.audited(by, what)); err != nil {
			return "", err
		}
		d.tellAct(by, "campaign", what)
		if len(effects) > 0 {
			d.follow(d.ctx, effects)
		}
		return d.why(), nil
	})
}

// audited returns a write that records an act.
func (d *desk) audited(by common.Address, what string) *store.Write {
	now := d.e.cfg.Now().UnixMilli()
	return (&store.Write{}).Create(d.keys.Audit(now), Act{now, by, what})
}

// tellAct tells everybody what was done.
func (d *desk) tellAct(by common.Address, kind, what string) {
	d.noted++
	d.log.Info("operator", "by", by, "act", what)
	d.feed.add(d.e.cfg.Now(), kind, what+", by the operator")
}

// Acts returns what operators did to a campaign, oldest first.
func (e *Engine) Acts(ctx context.Context, by common.Address, name string) ([]Act, error) {
	if err := e.IsOperator(by); err != nil {
		return nil, err
	}
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	var acts []Act
	err = d.scan(ctx, d.keys.Audits(), "", auditMax, func(i store.Item) error {
		var a Act
		err := json.Unmarshal(i.Value, &a)
		acts = append(acts, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	return acts, nil
}

// Hold stops the issuing of tasks in every campaign for a reason, "" lets it go on. What is leased is still accepted.
func (e *Engine) Hold(why string) {
	if why == "" {
		e.hold.Store(nil)
		return
	}
	e.hold.Store(&why)
}

// held says why no task is issued, "" if tasks are.
func (d *desk) held() string {
	switch why := d.e.hold.Load(); {
	case d.head.State.Over():
		return ""
	case d.ahead > 0:
		return fmt.Sprintf("the treasury says that epoch %d is on chain, and this ledger has %d: the record is older than the chain, so nothing is given out until `coordinator restore` has brought it up to date", d.ahead, len(d.epochs))
	case d.head.State.Paused != "":
		return "paused by the operator: " + d.head.State.Paused
	case why != nil:
		return *why
	}
	return ""
}

// TaskView is where a task is, for an operator.
type TaskView struct {
	Round int
	Slot  round.Slot
	Row   int64 // of the first answer; 0 if there is none
}

// Task returns what is known of a task: of the open round, or accepted before.
func (e *Engine) Task(ctx context.Context, by common.Address, name string, task canon.Digest) (TaskView, error) {
	if err := e.IsOperator(by); err != nil {
		return TaskView{}, err
	}
	d, err := e.desk(name)
	if err != nil {
		return TaskView{}, err
	}
	view, err := ask(ctx, d, func() (TaskView, error) {
		slot, err := d.round.Slot(task)
		return TaskView{Round: d.round.Number, Slot: slot}, err
	})
	if err != nil && !errors.Is(err, round.ErrUnknown) {
		return view, err
	}
	rows, fault := d.answers(ctx, task)
	if fault != nil || len(rows) == 0 {
		return view, cmp.Or(fault, err)
	}
	if view.Row = rows[0].Seq; err != nil {
		view.Round, view.Slot = rows[0].Round, slotOf(rows[0])
	}
	return view, nil
}

func slotOf(r ledger.Row) round.Slot {
	return round.Slot{Kind: r.Kind, Index: r.Index, Task: r.Task, Status: round.Accepted, Attempt: r.Attempt, Node: r.Node, Output: r.Output}
}

// Quarantine returns the tasks that rest.
func (e *Engine) Quarantine(ctx context.Context, by common.Address, name string) ([]TaskView, error) {
	if err := e.IsOperator(by); err != nil {
		return nil, err
	}
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	return ask(ctx, d, func() ([]TaskView, error) {
		var all []TaskView
		for _, slot := range d.round.Slots {
			if slot.Status == round.Quarantined {
				all = append(all, TaskView{Round: d.round.Number, Slot: slot})
			}
		}
		return all, nil
	})
}

// ReleaseQuarantine ends a task's rest now, for the operator.
func (e *Engine) ReleaseQuarantine(ctx context.Context, by common.Address, name string, task canon.Digest) error {
	if err := e.IsOperator(by); err != nil {
		return err
	}
	d, err := e.desk(name)
	if err != nil {
		return err
	}
	return d.do(ctx, func() error {
		if err := d.flush(); err != nil {
			return err
		}
		slot, err := d.round.Slot(task)
		if err != nil {
			return err
		}
		if slot.Status != round.Quarantined {
			return fmt.Errorf("%w: task %s is %s, not quarantined", ErrRefused, task.Short(), slot.Status)
		}
		slot.Deadline = e.cfg.Now().UnixMilli() // the next tick finds that its rest is over
		state, err := d.round.Restore([]round.Slot{slot})
		if err != nil {
			return err
		}
		what := fmt.Sprintf("%s %d of round %d released from quarantine", slot.Kind, slot.Index, d.round.Number)
		w := d.audited(by, what)
		d.putSlot(w, slot)
		revision, err := d.commit(w)
		if err != nil {
			return err
		}
		d.round, d.slotRev[d.slotKey(slot)] = state, revision
		d.tellAct(by, "expire", what)
		d.tick(d.ctx)
		return nil
	})
}
