// Package reward turns the ledger of an epoch into what the campaign contract is told, and back.
//
//	ledger rows of the epoch (account, reward) ────── ─┐
//	                                                   ├─ Next ─→ Epoch: rows account|before|delta, increment, root
//	cumulative rewards before the epoch ───────────────┘                        │
//	                 ▲                                                          │
//	                 └───────────────────── Apply ──────────────────────────────┘
//
// The settler computes an epoch with it, the coordinator may, and so can everybody else: the result is determined by the
// ledger to the bit. Rewards are integers in base units of the token and are only ever added: nothing here divides, so
// nothing is rounded. (What a task is worth was fixed, with its rounding, when the task was issued.)
//
// The package is pure: no I/O, no clock, no state. Functions keep no argument and may be called concurrently; the *big.Int
// values they return are fresh.
package reward

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/treasury/merkle"
)

const (
	// RowBytes is the length of a packed row.
	RowBytes = 52
	// RowsMax is how many accounts a campaign can have earned rewards for: an epoch of 2,000 rows costs about a
	// third of the gas one transaction may use.
	RowsMax = 2000
)

// Refusals. Errors returned by this package wrap one of them and name the row.
var (
	ErrMalformed = errors.New("reward: the packed rows are not a whole number of rows")
	ErrUnsorted  = errors.New("reward: rows are not in ascending order of account")
	ErrEmpty     = errors.New("reward: a row without reward")
	ErrNegative  = errors.New("reward: negative reward")
	ErrOverflow  = errors.New("reward: reward does not fit 128 bits")
	ErrZero      = errors.New("reward: the zero address cannot be paid")
	ErrTooMany   = fmt.Errorf("reward: more than %d accounts", RowsMax)
	ErrBefore    = errors.New("reward: rows do not continue the rewards before them")
)

// Entry is one ledger row: what one accepted contribution earned, in base units. Reward ≥ 0.
type Entry struct {
	Account common.Address
	Reward  *big.Int
}

// Row is one account in an epoch: what it had earned before and what the epoch adds, in base units.
type Row struct {
	Account       common.Address
	Before, Delta *big.Int
}

// Cumulative is what every account has earned since the campaign began, in base units; never zero or negative.
type Cumulative map[common.Address]*big.Int

// Epoch is what the contract is told about an epoch. It always has a row for every account that ever earned.
type Epoch struct {
	Rows         []Row    // ascending by account
	Increment    *big.Int // Σ Delta
	PreviousRoot [32]byte // the root of Before; zero if nobody had earned
	Root         [32]byte // the root of Before + Delta; zero if nobody has earned
}

// Next is the epoch that adds the entries to the rewards before it. Entries may come in any order and repeat accounts;
// entries of zero are left out. It fails with ErrNegative, ErrOverflow, ErrZero or ErrTooMany.
func Next(before Cumulative, entries []Entry) (Epoch, error) {
	deltas := map[common.Address]*big.Int{}
	for i, e := range entries {
		if e.Account == (common.Address{}) {
			return Epoch{}, fmt.Errorf("entry %d: %w", i, ErrZero)
		}
		if e.Reward.Sign() < 0 {
			return Epoch{}, fmt.Errorf("entry %d of %v: %w", i, e.Account, ErrNegative)
		}
		if e.Reward.Sign() == 0 {
			continue
		}
		if deltas[e.Account] == nil {
			deltas[e.Account] = new(big.Int)
		}
		deltas[e.Account].Add(deltas[e.Account], e.Reward)
	}
	rows := make([]Row, 0, len(before)+len(deltas))
	for account, delta := range deltas {
		rows = append(rows, Row{account, amount(before[account]), delta})
	}
	for account, earned := range before {
		if deltas[account] == nil {
			rows = append(rows, Row{account, amount(earned), new(big.Int)})
		}
	}
	slices.SortFunc(rows, func(a, b Row) int { return bytes.Compare(a.Account[:], b.Account[:]) })
	return seal(rows)
}

// Parse reads packed rows as they stand in the log of a posted epoch, under the rules of the contract; no rows are the
// epoch of a campaign in which nobody has earned yet. It fails with
// ErrMalformed, ErrUnsorted, ErrEmpty, ErrOverflow or ErrTooMany.
func Parse(packed []byte) (Epoch, error) {
	if len(packed)%RowBytes != 0 {
		return Epoch{}, fmt.Errorf("%d bytes: %w", len(packed), ErrMalformed)
	}
	rows := make([]Row, 0, len(packed)/RowBytes)
	for raw := range slices.Chunk(packed, RowBytes) {
		rows = append(rows, Row{
			Account: common.Address(raw[:20]),
			Before:  new(big.Int).SetBytes(raw[20:36]),
			Delta:   new(big.Int).SetBytes(raw[36:]),
		})
	}
	return seal(rows)
}

// seal checks rows as the contract does and computes what follows from them.
func seal(rows []Row) (Epoch, error) {
	if len(rows) > RowsMax {
		return Epoch{}, fmt.Errorf("%d accounts: %w", len(rows), ErrTooMany)
	}
	e := Epoch{Rows: rows, Increment: new(big.Int)}
	olds, last := make([][32]byte, 0, len(rows)), common.Address{}
	news := make([][32]byte, 0, len(rows))
	for i, r := range rows {
		if bytes.Compare(r.Account[:], last[:]) <= 0 {
			return Epoch{}, fmt.Errorf("row %d, account %v: %w", i, r.Account, ErrUnsorted)
		}
		last = r.Account
		total := new(big.Int).Add(r.Before, r.Delta)
		if total.Sign() == 0 {
			return Epoch{}, fmt.Errorf("row %d, account %v: %w", i, r.Account, ErrEmpty)
		}
		if total.BitLen() > merkle.CumulativeBits {
			return Epoch{}, fmt.Errorf("row %d, account %v: %w", i, r.Account, ErrOverflow)
		}
		e.Increment.Add(e.Increment, r.Delta)
		if r.Before.Sign() != 0 {
			olds = append(olds, merkle.Leaf(r.Account, r.Before))
		}
		news = append(news, merkle.Leaf(r.Account, total))
	}
	e.PreviousRoot, e.Root = merkle.Root(olds), merkle.Root(news)
	return e, nil
}

// Pack is the rows as the contract reads them: RowBytes each, account | before | delta, big-endian.
func (e Epoch) Pack() []byte {
	packed := make([]byte, len(e.Rows)*RowBytes)
	for i, r := range e.Rows {
		raw := packed[i*RowBytes:][:RowBytes]
		copy(raw, r.Account[:])
		r.Before.FillBytes(raw[20:36])
		r.Delta.FillBytes(raw[36:])
	}
	return packed
}

// Cumulative is what every account has earned after the epoch.
func (e Epoch) Cumulative() Cumulative {
	after := make(Cumulative, len(e.Rows))
	for _, r := range e.Rows {
		after[r.Account] = new(big.Int).Add(r.Before, r.Delta)
	}
	return after
}

// Apply is Cumulative for an epoch that must continue the rewards in c; otherwise it fails with ErrBefore.
func (c Cumulative) Apply(e Epoch) (Cumulative, error) {
	if root := c.Root(); root != e.PreviousRoot {
		return nil, fmt.Errorf("root %x before, %x by the rows: %w", root, e.PreviousRoot, ErrBefore)
	}
	return e.Cumulative(), nil
}

// Root is the root of the rewards; zero if nobody has earned.
func (c Cumulative) Root() [32]byte {
	leaves, _ := c.leaves(common.Address{})
	return merkle.Root(leaves)
}

// Claim is what account proves to the contract: all it has earned and the path to Root. ok is false if it has earned
// nothing.
func (c Cumulative) Claim(account common.Address) (earned *big.Int, path [][32]byte, ok bool) {
	if c[account] == nil {
		return nil, nil, false
	}
	leaves, at := c.leaves(account)
	return amount(c[account]), merkle.Proof(leaves, at), true
}

// leaves are the leaves in order of account; at is the index of the given account's.
func (c Cumulative) leaves(account common.Address) (leaves [][32]byte, at int) {
	accounts := make([]common.Address, 0, len(c))
	for a := range c {
		accounts = append(accounts, a)
	}
	slices.SortFunc(accounts, func(a, b common.Address) int { return bytes.Compare(a[:], b[:]) })
	for i, a := range accounts {
		if a == account {
			at = i
		}
		leaves = append(leaves, merkle.Leaf(a, c[a]))
	}
	return leaves, at
}

// amount is a copy of x; zero for nil.
func amount(x *big.Int) *big.Int {
	if x == nil {
		return new(big.Int)
	}
	return new(big.Int).Set(x)
}
