package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/trainer/internal/data"
	"quire/trainer/replay"
)

// roundsMax bounds the void rounds that are read.
const roundsMax = 1 << 22

// checkRounds checks the chain of rounds and recomputes the selected tasks of each.
func (a *audit) checkRounds(ctx context.Context) error {
	var previous, base canon.Digest
	for number, c := range a.rounds {
		r, err := a.readRound(ctx, number, c, previous, base)
		if err != nil {
			return fmt.Errorf("round %d: %w", number, err)
		}
		tasks, err := a.checkRound(ctx, r)
		if err != nil {
			return fmt.Errorf("round %d: %w", number, err)
		}
		before := a.result.Recomputed + a.result.Remembered
		for i, task := range tasks {
			if err := a.recompute(ctx, task, r.Done[i]); err != nil {
				return err
			}
		}
		previous, base = canon.DigestOf(r), r.Checkpoint
		a.chain = append(a.chain, previous)
		a.result.Checkpoint, a.result.Tasks = r.Checkpoint, a.result.Tasks+len(tasks)
		a.Report(fmt.Sprintf("round %d of %d: records are right, %d of %d tasks recomputed and equal", number, a.spec.Recipe.Rounds, a.result.Recomputed+a.result.Remembered-before, len(tasks)))
	}
	return nil
}

// readRound fetches a round's record and checks its place in the chain.
func (a *audit) readRound(ctx context.Context, number int, c Closed, previous, base canon.Digest) (round.Record, error) {
	r, err := record[round.Record](ctx, a, "record of the round", c.Record)
	if err != nil {
		return r, err
	}
	switch {
	case r.Campaign != a.result.Spec:
		return r, falsef("its record is of campaign %s", r.Campaign.Short())
	case r.Number != number:
		return r, falsef("its record is of round %d", r.Number)
	case r.Base != base:
		return r, falsef("it starts from checkpoint %s, the round before ended with %s", r.Base.Short(), base.Short())
	case r.Checkpoint != c.Checkpoint:
		return r, falsef("its record has checkpoint %s, the list says %s", r.Checkpoint.Short(), c.Checkpoint.Short())
	}
	a.records[c.Record] = r
	return r, a.followBack(ctx, r, previous)
}

// followBack goes from a record to the one of the round before. The records on the way are of rounds that are void: the
// campaign went back because a result of one of them, or of this round as it was closed before, was wrong.
func (a *audit) followBack(ctx context.Context, r round.Record, previous canon.Digest) error {
	number, wrong := r.Number, r.Previous == previous
	for at, next := r.Previous, r; at != previous; {
		if at.IsZero() || a.result.Void == roundsMax {
			return falsef("its record's chain does not lead back to the record of the round before, %s", previous.Short())
		}
		old, err := record[round.Record](ctx, a, "record of a void round", at)
		if err != nil {
			return err
		}
		if old.Campaign != r.Campaign || old.Number < number {
			return falsef("its record's chain holds round %d of campaign %s, which is not void", old.Number, old.Campaign.Short())
		}
		if !verify.Follows(old.Link, next.Link) {
			return falsef("the link of round %d does not follow that of the record before", next.Number)
		}
		wrong = wrong || a.overruled(old)
		a.records[at], next, at = old, old, old.Previous
		a.result.Void++
	}
	if !wrong {
		return falsef("rounds were declared void although no result of theirs is known to be wrong")
	}
	return nil
}

// overruled reports whether the ledger convicts a result with which a round was closed.
func (a *audit) overruled(r round.Record) bool {
	for _, done := range r.Done {
		if claims := a.claims[done.Task]; len(claims) > 1 {
			if v := verify.Judge(claims, len(claims)); v.Settled && v.Output != done.Output {
				return true
			}
		}
	}
	return false
}

// checkRound checks that a record holds exactly the spec's tasks, that their outputs are what the ledger credits, and that
// they make the checkpoint. It returns the tasks in the record's order.
func (a *audit) checkRound(ctx context.Context, r round.Record) ([]round.Task, error) {
	lanes := a.spec.Recipe.Lanes
	if r.Number == 0 {
		lanes = 0
	}
	want := lanes + a.spec.Recipe.Slices
	if a.spec.Evaluates(r.Number) {
		want++
	}
	if len(r.Done) != want {
		return nil, falsef("its record has %d tasks, the spec %d", len(r.Done), want)
	}
	var deltas []canon.Digest
	for _, done := range r.Done[:lanes] {
		deltas = append(deltas, done.Output)
	}
	checkpoint := round.Checkpoint{Campaign: r.Campaign, Round: r.Number, Parent: r.Base}
	tasks := make([]round.Task, len(r.Done))
	for i, done := range r.Done {
		switch {
		case i < lanes:
			tasks[i] = replay.TrainTask(r.Campaign, r.Number, i, r.Base)
		case i < lanes+a.spec.Recipe.Slices:
			tasks[i] = replay.MergeTask(r.Campaign, r.Number, i-lanes, r.Base, deltas)
		default:
			tasks[i] = replay.EvaluateTask(r.Campaign, r.Number, r.Base)
		}
		if err := a.checkDone(tasks[i], done); err != nil {
			return nil, err
		}
		slice, err := a.checkOutput(ctx, tasks[i], done)
		if err != nil {
			return nil, err
		}
		if tasks[i].Kind == round.Merge {
			checkpoint.Slices = append(checkpoint.Slices, slice)
		}
	}
	if want := canon.DigestOf(checkpoint); r.Checkpoint != want {
		return nil, falsef("its checkpoint is %s, its slices make %s", r.Checkpoint.Short(), want.Short())
	}
	if err := a.check(ctx, "checkpoint record", canon.Object{Digest: r.Checkpoint}); err != nil {
		return nil, err
	}
	_, err := a.Source.Checkpoint(ctx, a.spec, r.Checkpoint)
	return tasks, err
}

// checkDone compares an entry of a round's record with the task that the spec defines and with the ledger.
func (a *audit) checkDone(task round.Task, done round.Done) error {
	if done.Kind != task.Kind || done.Index != task.Index || done.Task != canon.DigestOf(task) {
		return falsef("its record has task %s %d (%s), the spec makes it %s %d (%s)",
			done.Kind, done.Index, done.Task.Short(), task.Kind, task.Index, canon.DigestOf(task).Short())
	}
	claims := a.claims[done.Task]
	if len(done.Rows) == 0 || len(claims) < len(done.Rows) {
		return falsef("%s %d was accepted, but is not in the ledger", task.Kind, task.Index)
	}
	for i, seq := range done.Rows {
		row := a.rows[claims[i].Seq-1]
		if row.Seq != seq || row.Round != task.Round || row.Kind != task.Kind || row.Index != task.Index {
			return falsef("ledger row %d does not say the same of %s %d as the round's record", row.Seq, task.Kind, task.Index)
		}
	}
	v := verify.Judge(claims, len(claims))
	if !v.Settled || v.Output != done.Output {
		return falsef("its record has output %s of %s %d, the answers in the ledger say otherwise", done.Output.Short(), task.Kind, task.Index)
	}
	if v.Checked {
		a.result.Checked++
	}
	return nil
}

// checkOutput checks the form of an output record; of a merge it returns the slice.
func (a *audit) checkOutput(ctx context.Context, task round.Task, done round.Done) (round.Slice, error) {
	place := Place{task.Round, task.Kind, task.Index, done.Task}
	if err := a.check(ctx, fmt.Sprintf("output record of %s", place), canon.Object{Digest: done.Output}); err != nil {
		return round.Slice{}, err
	}
	b, err := a.Source.Record(ctx, done.Output)
	if err != nil {
		return round.Slice{}, fmt.Errorf("output of %s %d: %w", task.Kind, task.Index, err)
	}
	if task.Kind == round.Evaluate {
		if _, err = round.DecodeEvaluation(a.spec, done.Task, b); err != nil {
			err = falsef("%w", err)
		}
		return round.Slice{}, err
	}
	if task.Kind == round.Train {
		d, err := round.DecodeDelta(a.spec, done.Task, b)
		if err != nil {
			return round.Slice{}, falsef("lane %d: %w", task.Index, err)
		}
		return round.Slice{}, a.checkBulk(ctx, task, done, d.Objects())
	}
	s, err := round.DecodeSlice(a.spec, done.Task, task.Index, b)
	if err != nil {
		return s, falsef("slice %d: %w", task.Index, err)
	}
	return s, a.checkBulk(ctx, task, done, s.Objects())
}

// recompute computes a selected task and compares its output.
func (a *audit) recompute(ctx context.Context, task round.Task, done round.Done) error {
	place := Place{task.Round, task.Kind, task.Index, done.Task}
	if a.Memory.Holds(done.Task, done.Output) {
		a.result.Remembered++
		return nil
	}
	if !a.Select(place) {
		return nil
	}
	in, err := a.Source.Inputs(ctx, a.arithmetic, a.spec, task)
	if err != nil {
		return fmt.Errorf("inputs of %s: %w", place, err)
	}
	out, err := replay.Compute(a.arithmetic, a.spec, task, in, ctx.Err)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return falsef("%s cannot be computed at all: %w", place, err)
	}
	if out.Digest != done.Output {
		return a.diverges(ctx, place, done, out)
	}
	if err := a.checkSteps(place, done, out); err != nil {
		return err
	}
	for _, o := range out.Objects {
		if err := a.Source.Keep(o.Bytes); err != nil {
			return err
		}
	}
	a.result.Recomputed++
	return a.Memory.Add(done.Task, done.Output)
}

func (a *audit) checkEnd(context.Context) error {
	if got := a.headline.Checkpoint; !got.IsZero() && got != a.result.Checkpoint && !slices.ContainsFunc(a.rounds, func(c Closed) bool { return c.Checkpoint == got }) {
		return falsef("the campaign's checkpoint %s is none of its rounds'", got)
	}
	a.result.Over = len(a.rounds) == a.spec.Recipe.Rounds+1
	if a.headline.Trained && !a.result.Over {
		return falsef("the campaign is said to be trained after %d of %d rounds", len(a.rounds), a.spec.Recipe.Rounds+1)
	}
	return nil
}

// String names the place for people.
func (p Place) String() string {
	what := "lane"
	switch p.Kind {
	case round.Merge:
		what = "slice"
	case round.Evaluate:
		what = "part"
	}
	return fmt.Sprintf("%s task of round %d, %s %d (%s)", p.Kind, p.Round, what, p.Index, p.Task.Short())
}

// isMissing reports a claimed object that nobody can look at any more.
func isMissing(err error) bool {
	return errors.Is(err, data.ErrNotFound) || errors.Is(err, data.ErrUnreachable) || errors.Is(err, data.ErrCorrupt)
}
