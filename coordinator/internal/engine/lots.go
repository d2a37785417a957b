package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
)

// wantedMax bounds the beacons that the treasury is asked for, and that it reports, at once.
const wantedMax = 64

// lot is an answer of the open epoch that is drawn when a block is known. Etcd holds Closing and Chance under the number of
// the answer's row, until the epoch ends; the rest is in the row.
type lot struct {
	Closing int `json:"closing"` // whose link it is drawn with
	Chance  int `json:"chance"`  // millionths

	answer round.Answer
	time   int64 // of its beacon
}

// awaits reports whether lots of this campaign wait for blocks.
func (d *desk) awaits() bool { return d.spec.Audit.Beacon > 0 && d.head.Treasury != nil }

// lotOf is the lot of a row, drawn with a chance.
func (d *desk) lotOf(r ledger.Row, chance, closing int) lot {
	a := round.Answer{Round: r.Round, Kind: r.Kind, Index: r.Index, Task: r.Task, Claim: r.Claim()}
	return lot{closing, chance, a, verify.BeaconTime(d.spec.Audit, r.AcceptedMs)}
}

// loadLots reads what the open epoch's lots wait for, or have drawn. The ledger is loaded.
func (d *desk) loadLots(ctx context.Context) error {
	d.lots, d.drawn, d.unsaid, d.beacon = nil, nil, nil, verify.Beacon{Time: d.head.Beacon}
	beacons := map[int64]verify.Beacon{}
	err := d.scan(ctx, d.keys.Beacons(), "", 0, func(i store.Item) error {
		var b verify.Beacon
		err := json.Unmarshal(i.Value, &b)
		beacons[b.Time] = b
		if d.beacon = b; b.Time > d.head.Beacon {
			d.unsaid = append(d.unsaid, b)
		}
		return err
	})
	if err != nil {
		return err
	}
	rows := map[int64]ledger.Row{}
	for r := range d.tally.Rows() {
		rows[r.Seq] = r
	}
	return d.scan(ctx, d.keys.Lots(), "", 0, func(i store.Item) error {
		seq, err := strconv.ParseInt(i.Key[len(d.keys.Lots()):], 10, 64)
		if err != nil {
			return err
		}
		row, ok := rows[seq]
		if !ok {
			return fmt.Errorf("the lot of row %d is not of the open epoch: the record is damaged; stop and restore it", seq)
		}
		var l lot
		if err := json.Unmarshal(i.Value, &l); err != nil {
			return err
		}
		l = d.lotOf(row, l.Chance, l.Closing)
		if b, ok := beacons[l.time]; ok {
			d.decide(l, b)
		} else {
			d.lots = append(d.lots, l)
		}
		return nil
	})
}

// queue notes a new lot. Its beacon is never before the last one, since rows are not; it is the last one only if the chain's
// clock is ahead of ours, as that of a development chain may be.
func (d *desk) queue(l lot) {
	if l.time == d.beacon.Time {
		d.decide(l, d.beacon)
		return
	}
	d.lots = append(d.lots, l)
}

// decide draws a lot whose beacon is known.
func (d *desk) decide(l lot, b verify.Beacon) {
	seed := verify.Seed(d.chain.Link(l.Closing), b.Hash)
	if verify.Drawn(seed, l.answer.Task, l.answer.Claim.Node, l.Chance) {
		d.drawn = append(d.drawn, l.answer)
	}
}

// wanted returns the times of the beacons that lots wait for, ascending, wantedMax at most.
func (d *desk) wanted() []int64 {
	var times []int64
	for _, l := range d.lots { // in the order of the ledger, and so of time
		if n := len(times); n == 0 || times[n-1] != l.time {
			if n == wantedMax {
				break
			}
			times = append(times, l.time)
		}
	}
	return times
}

// atEpochsEnd reports whether the open round is the last of its epoch: it closes when every lot of the epoch is known.
func (d *desk) atEpochsEnd() bool {
	return d.round.Number == d.spec.EpochEnd(d.spec.EpochOf(d.round.Number))
}

// unchecked returns the answers that lots drew and nobody has answered yet, n at most.
func (d *desk) unchecked(n int) []round.Answer {
	d.drawn = slices.DeleteFunc(d.drawn, func(a round.Answer) bool { return d.void[a.Task] || len(d.tally.Claims(a.Task)) > 1 })
	return d.drawn[:min(n, len(d.drawn))]
}

// ReportBeacons enters blocks that the treasury read from the chain, confirmed and in the order of their times, and returns
// for which times it is asked next. Blocks that are known already are ignored.
func (e *Engine) ReportBeacons(ctx context.Context, by common.Address, name string, beacons []verify.Beacon) ([]int64, error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	return ask(ctx, d, func() ([]int64, error) {
		if err := d.fromPoster(by); err != nil {
			return nil, err
		}
		if err := d.enterBeacons(beacons); err != nil {
			return nil, err
		}
		return d.wanted(), nil
	})
}

func (d *desk) enterBeacons(beacons []verify.Beacon) error {
	wanted, w := d.wanted(), &store.Write{}
	var fresh []verify.Beacon
	for _, b := range beacons {
		switch n := len(fresh); {
		case b.Time <= d.beacon.Time:
			continue
		case n == len(wanted) || b.Time != wanted[n]:
			return fmt.Errorf("%w: nobody asked for the block of second %d", ErrRefused, b.Time)
		case b.Block < d.beacon.Block || n > 0 && b.Block < fresh[n-1].Block:
			return fmt.Errorf("%w: block %d is said to be later than one with a greater number", ErrRefused, b.Block)
		}
		fresh = append(fresh, b)
		w.Create(d.keys.Beacon(b.Time), b)
	}
	if len(fresh) == 0 {
		return nil
	}
	if _, err := d.commit(w); err != nil {
		return err
	}
	before := len(d.drawn)
	for _, b := range fresh {
		d.lots = slices.DeleteFunc(d.lots, func(l lot) bool {
			if l.time == b.Time {
				d.decide(l, b)
			}
			return l.time == b.Time
		})
		d.beacon = b
	}
	d.unsaid = append(d.unsaid, fresh...)
	last := fresh[len(fresh)-1]
	d.log.Info("lots drawn", "block", last.Block, "hash", last.Hash, "drawn", len(d.drawn)-before, "waiting", len(d.lots))
	return nil
}

// lacking says in one sentence what the end of the epoch waits for.
func (d *desk) lacking() string {
	at := time.Unix(d.lots[0].time, 0).UTC().Format(time.TimeOnly)
	return fmt.Sprintf("round %d is done; epoch %d ends when the treasury has reported the block of %s UTC, which decides what is checked again",
		d.round.Number, d.spec.EpochOf(d.round.Number), at)
}
