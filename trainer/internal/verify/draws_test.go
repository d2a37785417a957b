package verify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// drawing is an audit that has come to the draws of one closed round: Ann has proved herself with two tasks that Bob checked,
// and has done forty more, which nobody has.
func drawing() *audit {
	a := &audit{
		claims: map[canon.Digest][]verify.Claim{}, records: map[canon.Digest]round.Record{}, beacons: map[int64]verify.Beacon{},
		headline: Headline{Funded: true}, Config: Config{Report: func(string) {}},
	}
	a.spec = campaigntest.Spec(func(s *campaign.Spec) {
		s.Audit = campaign.Audit{Floor: "0.1", Probation: 2, Reserve: "1", Steps: 1, Beacon: 10}
		s.Settlement.EpochRounds = 1
	})
	closed := round.Record{Link: canon.Sum([]byte("link"))}
	for i := range 42 {
		task := canon.Sum(fmt.Append(nil, i))
		a.answer(task, ann)
		done := round.Done{Kind: round.Merge, Index: i, Task: task, Rows: []int64{int64(len(a.rows))}}
		if i < 2 {
			a.answer(task, bob)
			done.Rows = append(done.Rows, int64(len(a.rows)))
		}
		closed.Done = append(closed.Done, done)
	}
	for number := range 2 {
		closed.Number, closed.Previous = number, canon.Digest{}
		if number > 0 {
			closed.Previous, closed.Done = a.chain[0], nil
		}
		a.chain = append(a.chain, canon.DigestOf(closed))
		a.records[a.chain[number]] = closed
		a.rounds = append(a.rounds, Closed{Number: number})
	}
	return a
}

var ann, bob = common.Address{1}, common.Address{2}

func (a *audit) answer(task canon.Digest, by common.Address) {
	row := ledger.Row{Seq: int64(len(a.rows) + 1), Kind: round.Merge, Task: task, Node: by, Payout: by, Output: task, AcceptedMs: 1000}
	a.rows, a.claims[task] = append(a.rows, row), append(a.claims[task], row.Claim())
}

// Whoever skips a late draw, or makes up the block, is found; and nothing is found where all was done.
func TestLateDrawsAreRepeated(t *testing.T) {
	says := func(a *audit, what string) {
		t.Helper()
		err := a.checkDraws(t.Context())
		if what == "" && err != nil || what != "" && (!errors.Is(err, ErrFalse) || !strings.Contains(err.Error(), what)) {
			t.Errorf("got %v, want %q", err, what)
		}
	}
	block := verify.Beacon{Time: 20, Block: 7, Hash: common.Hash{7}}
	says(drawing(), "closed without the block")
	open := drawing()
	open.rounds = open.rounds[:1]
	says(open, "")
	a := drawing()
	a.beacons[20] = block
	says(a, "was drawn to be checked")
	link := a.records[a.chain[0]].Link
	drawn := 0
	for _, row := range a.rows[4:] {
		if verify.Drawn(verify.Seed(link, block.Hash), row.Task, ann, verify.Certain/2) {
			drawn++
			a.answer(row.Task, bob)
		}
	}
	if says(a, ""); drawn < 10 || drawn > 30 {
		t.Fatalf("%d of 40 draws fell", drawn)
	}
	for _, c := range []struct {
		name         string
		hash         common.Hash
		before, time int64
		says         string
	}{
		{"as on chain", common.Hash{7}, 19, 21, ""},
		{"another hash", common.Hash{8}, 19, 21, "on chain it has hash"},
		{"a later block", common.Hash{7}, 20, 21, "not the first block"},
		{"an earlier block", common.Hash{7}, 18, 19, "not the first block"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a.Block = func(_ context.Context, number uint64) (int64, common.Hash, error) {
				if number == 6 {
					return c.before, common.Hash{6}, nil
				}
				return c.time, c.hash, nil
			}
			says(a, c.says)
		})
	}
}
