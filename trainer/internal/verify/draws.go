package verify

import (
	"context"
	"fmt"
	"slices"

	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// checkDraws repeats the draws: it follows the nodes' standings through the ledger, and for every answer with which a round
// was closed it draws with that round's link. Who was drawn must have been checked before the round was closed.
func (a *audit) checkDraws(context.Context) error {
	links, checked := a.drawn()
	standings, claims := verify.Standings{}, map[canon.Digest][]verify.Claim{}
	draws := 0
	for _, row := range a.rows {
		link, ok := links[row.Seq]
		if ok && verify.Drawn(link, row.Task, row.Node, standings[row.Node].Chance(a.spec.Audit)) {
			draws++
			if !checked[row.Seq] {
				return falsef("%s %d of round %d by node %s (row %d) was drawn to be checked, and the round was closed without that",
					row.Kind, row.Index, row.Round, row.Node, row.Seq)
			}
		}
		claims[row.Task] = append(claims[row.Task], row.Claim())
		standings.Enter(claims[row.Task])
	}
	for _, s := range standings {
		a.result.Faults += s.Faults
	}
	a.Report(fmt.Sprintf("draws: %d answers were to be checked, and were; %d tasks are confirmed by a second owner, %d results were wrong, %d rounds void",
		draws, a.result.Checked, a.result.Faults, a.result.Void))
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
