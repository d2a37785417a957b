package verify

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// checkDraws repeats the draws: it follows the nodes' standings through the ledger, and for every answer with which a round
// was closed it draws with that round's link, and with the block of its beacon where lots wait for one. Who was drawn must
// have been checked: before the round was closed; before the epoch was, where the lot came later.
func (a *audit) checkDraws(ctx context.Context) error {
	if err := a.checkBeacons(ctx); err != nil {
		return err
	}
	links, checked := a.drawn()
	standings, claims := verify.Standings{}, map[canon.Digest][]verify.Claim{}
	draws := 0
	for _, row := range a.rows {
		if link, ok := links[row.Seq]; ok {
			fell, err := a.repeat(row, link, standings[row.Node].Chance(a.spec.Audit, row.Stake(a.spec)), checked[row.Seq])
			if err != nil {
				return err
			}
			if fell {
				draws++
			}
		}
		claims[row.Task] = append(claims[row.Task], row.Claim())
		standings.Enter(row.Stake(a.spec), claims[row.Task])
	}
	for _, s := range standings {
		a.result.Faults += s.Faults
	}
	a.Report(fmt.Sprintf("draws: %d answers were to be checked, and were; %d tasks are confirmed by a second owner, %d results were wrong, %d rounds void",
		draws, a.result.Checked, a.result.Faults, a.result.Void))
	return nil
}

// repeat draws for one answer and says whether it fell. Checked is whether the round was closed with a second answer.
func (a *audit) repeat(row ledger.Row, link canon.Digest, chance int, checked bool) (bool, error) {
	late := a.awaits() && chance > 0 && chance < verify.Certain
	seed := link
	if late {
		b, ok := a.beacons[verify.BeaconTime(a.spec.Audit, row.AcceptedMs)]
		switch {
		case !ok && len(a.claims[row.Task]) == 1 && a.ended(row.Round) && a.stands(row):
			return false, falsef("%s %d of round %d by node %s (row %d): its epoch was closed without the block that decides whether it is checked",
				row.Kind, row.Index, row.Round, row.Node, row.Seq)
		case !ok:
			return false, nil
		}
		seed = verify.Seed(link, b.Hash)
	}
	if !verify.Drawn(seed, row.Task, row.Node, chance) {
		return false, nil
	}
	if late && (len(a.claims[row.Task]) > 1 || !a.ended(row.Round) || !a.stands(row)) {
		return true, nil
	}
	if !checked {
		return true, falsef("%s %d of round %d by node %s (row %d) was drawn to be checked, and the round was closed without that",
			row.Kind, row.Index, row.Round, row.Node, row.Seq)
	}
	return true, nil
}

// awaits reports whether lots of the campaign wait for blocks.
func (a *audit) awaits() bool { return a.spec.Audit.Beacon > 0 && a.headline.Funded }

// ended reports whether the last round of a round's epoch is closed.
func (a *audit) ended(number int) bool {
	return len(a.rounds) > a.spec.EpochEnd(a.spec.EpochOf(number))
}

// stands reports whether a row answers a task of a round that is not void: what has become void before its lot was known
// is checked no more.
func (a *audit) stands(row ledger.Row) bool {
	if row.Round >= len(a.chain) {
		return false
	}
	return slices.ContainsFunc(a.records[a.chain[row.Round]].Done, func(d round.Done) bool { return d.Task == row.Task })
}

// checkBeacons compares the journal's beacons with the chain, where it can be asked: each is the first block of its time.
func (a *audit) checkBeacons(ctx context.Context) error {
	if a.Block == nil {
		return nil
	}
	for _, at := range slices.Sorted(maps.Keys(a.beacons)) {
		b := a.beacons[at]
		is, hash, err := a.Block(ctx, b.Block)
		if err != nil {
			return err
		}
		before := int64(0)
		if b.Block > 0 {
			if before, _, err = a.Block(ctx, b.Block-1); err != nil {
				return err
			}
		}
		switch {
		case hash != b.Hash:
			return falsef("lots were drawn with block %d, hash %s; on chain it has hash %s", b.Block, b.Hash, hash)
		case is < at || before >= at:
			return falsef("lots of second %d were drawn with block %d, which is not the first block from that second on", at, b.Block)
		}
	}
	if n := len(a.beacons); n > 0 {
		a.Report(fmt.Sprintf("beacons: lots waited for %d blocks, each the chain's first of its time", n))
	}
	return nil
}

// drawn returns, for the first answers with which rounds were closed, the link of the draw, and whether another answer
// came after them. A task whose round was closed twice was drawn when it was closed first.
func (a *audit) drawn() (links map[int64]canon.Digest, checked map[int64]bool) {
	links, checked = map[int64]canon.Digest{}, map[int64]bool{}
	for _, r := range a.inOrder() {
		for _, done := range r.Done {
			if len(done.Rows) == 0 {
				continue
			}
			if first := done.Rows[0]; links[first].IsZero() {
				links[first], checked[first] = r.Link, len(done.Rows) > 1
			}
		}
	}
	return links, checked
}

// inOrder returns every record, in the order in which rounds were closed.
func (a *audit) inOrder() []round.Record {
	next := map[canon.Digest]canon.Digest{}
	for d, r := range a.records {
		next[r.Previous] = d
	}
	var all []round.Record
	for d, ok := next[canon.Digest{}]; ok && len(all) < len(a.records); d, ok = next[d] {
		all = append(all, a.records[d])
	}
	return slices.Clip(all)
}
