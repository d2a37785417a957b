package reward

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/treasury/merkle"
)

func person(n uint32) (a common.Address) {
	binary.BigEndian.PutUint32(a[16:], n)
	return a
}

func entry(n uint32, units int64) Entry { return Entry{person(n), big.NewInt(units)} }

// Carl and Dora work in two epochs; what they earned adds up, and each proves it.
func TestTwoEpochs(t *testing.T) {
	first, err := Next(nil, []Entry{entry(4, 30), entry(3, 10), entry(4, 170)})
	if err != nil {
		t.Fatal(err)
	}
	if first.Increment.Int64() != 210 || len(first.Rows) != 2 || first.Rows[0].Account != person(3) || first.Rows[1].Delta.Int64() != 200 {
		t.Fatalf("first epoch: %+v", first)
	}
	if first.PreviousRoot != ([32]byte{}) {
		t.Error("there was a root before the first epoch")
	}
	second, err := Next(first.Cumulative(), []Entry{entry(3, 5)})
	if err != nil {
		t.Fatal(err)
	}
	if len(second.Rows) != 2 || second.Rows[1].Delta.Sign() != 0 || second.Rows[1].Before.Int64() != 200 {
		t.Fatalf("an account that earned nothing in the epoch must keep its row: %+v", second)
	}
	if second.PreviousRoot != first.Root {
		t.Error("the second epoch does not continue the first")
	}
	after := second.Cumulative()
	for account, want := range map[common.Address]int64{person(3): 15, person(4): 200} {
		earned, path, ok := after.Claim(account)
		if !ok || earned.Int64() != want || merkle.Lift(merkle.Leaf(account, earned), path) != second.Root {
			t.Errorf("%v proves %v (%t), want %d", account, earned, ok, want)
		}
	}
	if _, _, ok := after.Claim(person(9)); ok {
		t.Error("a stranger has something to claim")
	}
}

// Order and repetition of ledger rows do not matter, and nothing is lost or made.
func TestOrderDoesNotMatter(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 0))
	for range 200 {
		var entries []Entry
		sum := new(big.Int)
		for range 1 + r.IntN(80) {
			e := entry(1+r.Uint32N(20), r.Int64N(1e12))
			entries = append(entries, e)
			sum.Add(sum, e.Reward)
		}
		a, err := Next(nil, entries)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		b, err := Next(nil, entries)
		if err != nil || a.Root != b.Root || !bytes.Equal(a.Pack(), b.Pack()) {
			t.Fatalf("seed %d: the order of rows changed the epoch (%v)", seed, err)
		}
		if a.Increment.Cmp(sum) != 0 {
			t.Fatalf("seed %d: increment %v, ledger %v", seed, a.Increment, sum)
		}
		parsed, err := Parse(a.Pack())
		if err != nil || parsed.Root != a.Root || parsed.Increment.Cmp(sum) != 0 {
			t.Fatalf("seed %d: packed rows read back differ: %v", seed, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(1), 128)
	many := make([]Entry, RowsMax+1)
	for i := range many {
		many[i] = entry(uint32(i+1), 1)
	}
	for _, x := range []struct {
		name    string
		before  Cumulative
		entries []Entry
		want    error
	}{
		{"negative", nil, []Entry{entry(1, -1)}, ErrNegative},
		{"zero address", nil, []Entry{entry(0, 1)}, ErrZero},
		{"too wide", nil, []Entry{{person(1), huge}}, ErrOverflow},
		{"too wide together", Cumulative{person(1): new(big.Int).Sub(huge, big.NewInt(1))}, []Entry{entry(1, 1)}, ErrOverflow},
		{"too many", nil, many, ErrTooMany},
		{"nothing before", Cumulative{person(1): new(big.Int)}, nil, ErrEmpty},
	} {
		t.Run(x.name, func(t *testing.T) {
			if _, err := Next(x.before, x.entries); !errors.Is(err, x.want) {
				t.Errorf("got %v, want %v", err, x.want)
			}
		})
	}
}

func TestParseRefusals(t *testing.T) {
	two := Epoch{Rows: []Row{{person(2), big.NewInt(1), big.NewInt(1)}, {person(1), big.NewInt(1), big.NewInt(1)}}}
	full := bytes.Repeat([]byte{0xff}, RowBytes)
	for _, x := range []struct {
		name string
		rows []byte
		want error
	}{
		{"half a row", make([]byte, 26), ErrMalformed},
		{"zero row", make([]byte, RowBytes), ErrUnsorted},
		{"descending", two.Pack(), ErrUnsorted},
		{"no reward", append(person(1).Bytes(), make([]byte, 32)...), ErrEmpty},
		{"too wide", full, ErrOverflow},
	} {
		t.Run(x.name, func(t *testing.T) {
			if _, err := Parse(x.rows); !errors.Is(err, x.want) {
				t.Errorf("got %v, want %v", err, x.want)
			}
		})
	}
}

// An epoch that does not continue the rewards is not applied.
func TestApply(t *testing.T) {
	first, err := Next(nil, []Entry{entry(1, 10), entry(2, 20)})
	if err != nil {
		t.Fatal(err)
	}
	after, err := Cumulative{}.Apply(first)
	if err != nil || after.Root() != first.Root {
		t.Fatalf("apply the first epoch: %v", err)
	}
	dropped, err := Next(Cumulative{person(1): big.NewInt(10)}, []Entry{entry(1, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := after.Apply(dropped); !errors.Is(err, ErrBefore) {
		t.Errorf("an epoch that drops somebody: %v", err)
	}
}
