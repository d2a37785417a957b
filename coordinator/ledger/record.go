// Package ledger holds what was earned: one row per accepted contribution, the journal that carries rows to safety, and
// the epochs that turn them into payments. It is pure.
//
//	accept ──► Row (etcd, in the accept transaction) ──► Segment (object store) ──► Epoch ──► contract
//
// A row is paid only after the segment that holds it is stored, so losing etcd never loses what was paid. What a row is
// worth is decided by the rows of its epoch alone (Tally): anyone who has the journal can repeat every verdict.
package ledger

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/proto/sign"
)

// Row is one accepted contribution and what it earns, unless it turns out to be wrong. Seq counts from 1 without gaps. The
// rows of one task are answers of different owners.
type Row struct {
	Seq        int64           `json:"seq"`
	Campaign   canon.Digest    `json:"campaign"`
	Round      int             `json:"round"`
	Kind       round.Kind      `json:"kind"`
	Index      int             `json:"index"`
	Task       canon.Digest    `json:"task"`
	Attempt    uint32          `json:"attempt"`
	Node       common.Address  `json:"node"`
	Payout     common.Address  `json:"payout"`
	Output     canon.Digest    `json:"output"`
	Steps      canon.Digest    `json:"steps"` // verify.Root of the computation's states
	Units      int64           `json:"units"`
	Reward     campaign.Amount `json:"reward"`
	AcceptedMs int64           `json:"acceptedMs"` // Unix milliseconds, the coordinator's clock
	Submission string          `json:"submission"` // the node's signature (sign.Hex)
}

// SegmentRowsMax and SegmentBeaconsMax bound a journal segment: about 900 bytes a row keep it below canon.RecordBytesMax.
const (
	SegmentRowsMax    = 1000
	SegmentBeaconsMax = 1000
)

// Segment is a stretch of the journal: consecutive rows, the blocks that decided lots of rows here or before, and through
// Previous everything before them. It has at least one row or one beacon.
type Segment struct {
	Campaign canon.Digest    `json:"campaign"`
	Number   int             `json:"number"`            // from 1
	Previous canon.Digest    `json:"previous"`          // none for the first
	Closed   int             `json:"closed"`            // rounds of which every row is here or before; fewer than before after going back
	Rows     []Row           `json:"rows"`              // at most SegmentRowsMax
	Beacons  []verify.Beacon `json:"beacons,omitempty"` // at most SegmentBeaconsMax; their times ascend through the journal
}

// Epoch is a period of payment: the rewards of the rows up to Last, as the contract takes them.
type Epoch struct {
	Campaign   canon.Digest    `json:"campaign"`
	Number     int             `json:"number"` // from 1
	Last       bool            `json:"last"`   // ends the campaign
	Rounds     [2]int          `json:"rounds"` // first and last
	Rows       [2]int64        `json:"rows"`   // first and last ledger row
	Balances   []Balance       `json:"balances"`
	Increment  campaign.Amount `json:"increment"` // sum of all deltas
	Root       common.Hash     `json:"root"`      // Merkle root of the balances after the epoch
	Checkpoint canon.Digest    `json:"checkpoint"`
	Manifest   canon.Digest    `json:"manifest"` // the journal segment that holds the last row
}

// Balance is one payout address's cumulative reward before the epoch and what the epoch adds. Addresses ascend.
type Balance struct {
	Account common.Address  `json:"account"`
	Before  campaign.Amount `json:"before"`
	Delta   campaign.Amount `json:"delta"`
}

// ErrRow is wrapped by every refusal of a row.
var ErrRow = errors.New("ledger: bad row")

// Receipt returns the statement with which the coordinator confirms r.
func (r Row) Receipt() sign.Receipt {
	return sign.Receipt{
		Campaign: r.Campaign, Task: r.Task, Output: r.Output, Payout: r.Payout,
		Seq: r.Seq, Units: r.Units, Reward: r.Reward.Int(), Row: canon.DigestOf(r),
	}
}

// Verify recomputes what of r can be recomputed from the spec and the row alone: units, reward and the node's signature.
func (r Row) Verify(spec campaign.Spec) error {
	units, err := Units(spec, r.Kind, r.Index)
	if err != nil {
		return fmt.Errorf("%w %d: %w", ErrRow, r.Seq, err)
	}
	if r.Units != units {
		return fmt.Errorf("%w %d: %d units, the spec fixes %d", ErrRow, r.Seq, r.Units, units)
	}
	if want := spec.Reward(units).String(); string(r.Reward) != want {
		return fmt.Errorf("%w %d: reward %s, the spec fixes %s", ErrRow, r.Seq, r.Reward, want)
	}
	signature, err := sign.ParseHex(r.Submission)
	if err != nil {
		return fmt.Errorf("%w %d: %w", ErrRow, r.Seq, err)
	}
	statement := sign.Submission{Campaign: r.Campaign, Task: r.Task, Attempt: r.Attempt, Output: r.Output, Steps: r.Steps}
	if err := sign.Verify(r.Node, statement, signature); err != nil {
		return fmt.Errorf("%w %d: %w", ErrRow, r.Seq, err)
	}
	return nil
}

// Stake is what a row's answer puts at stake, for its node's standing.
func (r Row) Stake(spec campaign.Spec) verify.Task {
	return verify.Task{Epoch: spec.EpochOf(r.Round), Units: r.Units}
}

// Units returns the work units that the spec fixes for a task.
func Units(spec campaign.Spec, kind round.Kind, index int) (int64, error) {
	switch {
	case kind == round.Train && index >= 0 && index < spec.Recipe.Lanes:
		return spec.TrainUnits(), nil
	case kind == round.Merge && index >= 0 && index < spec.Recipe.Slices:
		return spec.MergeUnits(index), nil
	case kind == round.Evaluate && index == 0 && spec.Recipe.Evaluate > 0:
		return spec.EvaluateUnits(), nil
	}
	return 0, fmt.Errorf("no task %s %d in this campaign", kind, index)
}

// Sum returns the rewards of rows together.
func Sum(rows []Row) *big.Int {
	n := new(big.Int)
	for _, r := range rows {
		n.Add(n, r.Reward.Int())
	}
	return n
}
