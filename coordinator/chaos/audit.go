package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"path/filepath"
	"strings"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/ledger"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// verdict is what an auditor found. Lost and Twice must be 0, Equal true.
type verdict struct {
	Rows     int  // in the ledger
	Receipts int  // that trainers hold
	Lost     int  // receipts without their row
	Twice    int  // rows that pay one node twice for one task
	Equal    bool // the final checkpoint is the undisturbed run's
}

func (v verdict) String() string {
	digest := "digest equal"
	if !v.Equal {
		digest = "DIGEST DIFFERS"
	}
	return fmt.Sprintf("%d lost, %d paid twice, %s (%d rows, %d receipts)", v.Lost, v.Twice, digest, v.Rows, v.Receipts)
}

// check reports a verdict that breaks a promise.
func (v verdict) check() error {
	if v.Lost > 0 || v.Twice > 0 || !v.Equal {
		return fmt.Errorf("a promise is broken: %s", v)
	}
	if v.Rows == 0 || v.Receipts == 0 {
		return fmt.Errorf("nothing was at stake: %s", v)
	}
	return nil
}

// place is what a row pays for, and whom.
type place struct {
	task canon.Digest
	node common.Address
}

// judge compares ledger rows with the receipts that trainers hold.
func judge(rows []ledger.Row, receipts []ledger.Row) (verdict, error) {
	v := verdict{Rows: len(rows), Receipts: len(receipts)}
	seen := map[place]bool{}
	for i, r := range rows {
		if r.Seq != int64(i+1) {
			return v, fmt.Errorf("row %d stands in the place of row %d", r.Seq, i+1)
		}
		if at := (place{r.Task, r.Node}); seen[at] {
			v.Twice++
		} else {
			seen[at] = true
		}
	}
	for _, r := range receipts {
		if r.Seq < 1 || r.Seq > int64(len(rows)) || canon.DigestOf(rows[r.Seq-1]) != canon.DigestOf(r) {
			v.Lost++
		}
	}
	return v, nil
}

// audit checks a campaign that has ended from what anybody can read, what trainers hold, and a run of one's own.
func (c *cluster) audit(ctx context.Context) (verdict, error) {
	rows, err := c.ledger(ctx)
	if err != nil {
		return verdict{}, err
	}
	held, err := c.receipts(ctx)
	if err != nil {
		return verdict{}, err
	}
	v, err := judge(rows, held)
	if err != nil {
		return v, err
	}
	if err := c.epochsAreRows(ctx, rows); err != nil {
		return v, err
	}
	auditor := filepath.Join(c.dir, "auditor")
	if _, err := c.command(ctx, "trainer", "verify", c.url()+"/c/"+c.campaign, "--sample", "0", "--data-dir", auditor); err != nil {
		return v, err
	}
	text, err := c.command(ctx, "trainer", "reference", c.prepared)
	if err != nil {
		return v, err
	}
	last, err := c.look(ctx)
	if err != nil {
		return v, err
	}
	lines := strings.Fields(text)
	v.Equal = lines[len(lines)-1] == last.Checkpoint
	return v, nil
}

func (c *cluster) ledger(ctx context.Context) ([]ledger.Row, error) {
	var rows []ledger.Row
	for {
		r, err := c.public().ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: c.campaign, From: int64(len(rows) + 1)}))
		if err != nil {
			return nil, err
		}
		if len(r.Msg.Rows) == 0 {
			return rows, nil
		}
		for _, b := range r.Msg.Rows {
			row, err := canon.Decode[ledger.Row](b)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	}
}

// receipts returns the rows of every receipt that a trainer holds, each verified by the trainer itself.
func (c *cluster) receipts(ctx context.Context) ([]ledger.Row, error) {
	var rows []ledger.Row
	for _, t := range c.trainers {
		text, err := c.command(ctx, "trainer", "receipts", "--check", "--json", "--data-dir", filepath.Join(c.dir, t.name))
		if err != nil {
			return nil, err
		}
		var held []struct{ Receipt struct{ Row ledger.Row } }
		if err := json.Unmarshal([]byte(text), &held); err != nil {
			return nil, fmt.Errorf("receipts of %s: %w", t.name, err)
		}
		for _, r := range held {
			rows = append(rows, r.Receipt.Row)
		}
	}
	return rows, nil
}

// epochWait bounds the wait for the last epoch to close: the journal is at most some seconds behind.
const epochWait = 20 * time.Second

// epochsAreRows checks that what the epochs pay is what the rows earn, to the last unit.
func (c *cluster) epochsAreRows(ctx context.Context, rows []ledger.Row) error {
	earned, paid := ledger.Sum(rows), new(big.Int)
	for until := time.Now().Add(epochWait); ; sleep(ctx, 100*time.Millisecond) {
		r, err := c.public().ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: c.campaign}))
		if err == nil {
			paid.SetInt64(0)
			for i, e := range r.Msg.Epochs {
				record, err := canon.Decode[ledger.Epoch](e.Record)
				if err != nil || record.Number != i+1 {
					return fmt.Errorf("epoch %d: %w", i+1, err)
				}
				paid.Add(paid, record.Increment.Int())
			}
			if paid.Cmp(earned) == 0 {
				return nil
			}
		}
		if time.Now().After(until) {
			return fmt.Errorf("the epochs pay %s, the rows earn %s", paid, earned)
		}
	}
}
