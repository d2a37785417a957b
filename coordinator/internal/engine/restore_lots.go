package engine

import (
	"slices"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// drawing is what a restoration knows of the lots of the open epoch.
type drawing struct {
	beacons  []verify.Beacon // in the journal
	closings map[int64]int   // of first answers of closed rounds, by row: the closing whose link they are drawn with
}

// note enters the round that was closed with a closing's link. What an earlier closing listed keeps that one's.
func (g *drawing) note(closed round.Record, closing int) {
	if g.closings == nil {
		g.closings = map[int64]int{}
	}
	for _, done := range closed.Done {
		if _, ok := g.closings[done.Rows[0]]; !ok {
			g.closings[done.Rows[0]] = closing
		}
	}
}

// lots returns the lots of the open epoch by row, as they were stored with the rows. What has been checked needs none, nor
// does what was looked at without a lot, whose block nobody was asked for.
func (r *restoration) lots() map[int64]lot {
	lots := map[int64]lot{}
	if r.head.Treasury == nil || r.spec.Audit.Beacon == 0 {
		return lots
	}
	known := map[int64]bool{}
	for _, b := range r.drawing.beacons {
		known[b.Time] = true
	}
	standings, claims := verify.Standings{}, map[canon.Digest][]verify.Claim{}
	for _, row := range r.rows {
		before := claims[row.Task]
		chance := standings[row.Node].Chance(r.spec.Audit, row.Stake(r.spec))
		claims[row.Task] = append(slices.Clip(before), row.Claim())
		standings.Enter(row.Stake(r.spec), claims[row.Task])
		if len(before) > 0 || chance == 0 || chance == verify.Certain || len(r.tally.Claims(row.Task)) != 1 {
			continue
		}
		if at := verify.BeaconTime(r.spec.Audit, row.AcceptedMs); at > r.book.Beacon || known[at] {
			lots[row.Seq] = lot{Closing: r.closing(row), Chance: chance}
		}
	}
	return lots
}

func (r *restoration) closing(row ledger.Row) int {
	if n, ok := r.drawing.closings[row.Seq]; ok {
		return n
	}
	return r.head.Closings
}
