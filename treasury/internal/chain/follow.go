package chain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
)

// marksMax bounds the blocks that a cursor remembers: how far a reorganisation is traced back before all is told again.
const marksMax = 64

// ErrCursor says that a cursor file is none.
var ErrCursor = errors.New("chain: cursor")

// Cursor says up to where events have been told. The zero value is the beginning.
type Cursor struct {
	Next  uint64 `json:"next"`  // first block that was not told
	Marks []Mark `json:"marks"` // blocks up to which was told at some time, ascending, at most marksMax; all before Next
}

// Mark is a block that was seen.
type Mark struct {
	Number uint64      `json:"number"`
	Hash   common.Hash `json:"hash"`
}

// Told is what Follow has to tell.
type Told struct {
	Events []Event
	// Rewound says that blocks which were told are no more: events from Events[0] on, or from block Next on if there are
	// none, take the place of all that was told of those blocks.
	Rewound bool
	From    uint64 // first block that is told
	Cursor  Cursor // after it
}

// Follow tells what has happened since a cursor, up to the latest block but depth and at most some thousand blocks at a
// time. It changes nothing: whoever keeps the cursor after it has told the events tells each at least once.
func (c *Campaign) Follow(ctx context.Context, since Cursor, depth uint64) (Told, error) {
	t, err := c.followMarks(ctx, since)
	if err != nil {
		return t, err
	}
	head, err := c.client.eth.BlockNumber(ctx)
	if err != nil {
		return t, fmt.Errorf("read latest block: %w", err)
	}
	if head < depth || head-depth < t.From {
		return t, nil
	}
	last := min(head-depth, t.From+logBlocks-1)
	header, err := c.client.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(last))
	if err != nil {
		return t, fmt.Errorf("read block %d: %w", last, err)
	}
	if t.Events, err = c.Events(ctx, t.From, last); err != nil {
		return t, err
	}
	after, err := c.client.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(last))
	if err != nil {
		return t, fmt.Errorf("read block %d: %w", last, err)
	}
	if after.Hash() != header.Hash() {
		return t, fmt.Errorf("block %d changed while its logs were read: looking again", last)
	}
	t.Cursor = t.Cursor.at(last, header.Hash())
	return t, nil
}

// followMarks finds the latest block of a cursor that still is one of the chain's and goes back to it.
func (c *Campaign) followMarks(ctx context.Context, since Cursor) (Told, error) {
	t := Told{Cursor: since}
	for n := len(t.Cursor.Marks); n > 0; n-- {
		last := t.Cursor.Marks[n-1]
		header, err := c.client.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(last.Number))
		if err != nil && !errors.Is(err, ethereum.NotFound) {
			return t, fmt.Errorf("read block %d: %w", last.Number, err)
		}
		if err == nil && header.Hash() == last.Hash {
			break
		}
		t.Rewound, t.Cursor.Marks, t.Cursor.Next = true, t.Cursor.Marks[:n-1:n-1], 0
		if n > 1 {
			t.Cursor.Next = t.Cursor.Marks[n-2].Number + 1
		}
	}
	t.From = t.Cursor.Next
	return t, nil
}

// at is the cursor after a block.
func (c Cursor) at(block uint64, hash common.Hash) Cursor {
	marks := append(c.Marks[:len(c.Marks):len(c.Marks)], Mark{block, hash})
	return Cursor{Next: block + 1, Marks: marks[max(0, len(marks)-marksMax):]}
}

// LoadCursor reads a cursor file; a missing one is the beginning.
func LoadCursor(file string) (Cursor, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return Cursor{}, nil
	}
	if err != nil {
		return Cursor{}, fmt.Errorf("%w: %w", ErrCursor, err)
	}
	c, err := parseCursor(raw)
	if err != nil {
		return Cursor{}, fmt.Errorf("%w: %s: %w: remove it to begin anew", ErrCursor, file, err)
	}
	return c, nil
}

func parseCursor(raw []byte) (Cursor, error) {
	var c Cursor
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Cursor{}, err
	}
	if len(c.Marks) > marksMax {
		return Cursor{}, fmt.Errorf("%d marks are too many", len(c.Marks))
	}
	for i, m := range c.Marks {
		if m.Number >= c.Next || i > 0 && m.Number <= c.Marks[i-1].Number {
			return Cursor{}, fmt.Errorf("mark %d is of block %d, out of order", i+1, m.Number)
		}
	}
	return c, nil
}

// Save replaces a cursor file; a crash leaves the old one or the new one.
func (c Cursor) Save(file string) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCursor, err)
	}
	if err := writeSynced(file+".new", raw); err != nil {
		return fmt.Errorf("%w: %w", ErrCursor, err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		return fmt.Errorf("%w: %w", ErrCursor, err)
	}
	return nil
}
