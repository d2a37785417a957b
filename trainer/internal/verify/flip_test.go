package verify

import (
	"bytes"
	"errors"
	"io/fs"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/data"
	"quire/trainer/internal/fake"
	"quire/trainer/replay"
)

// settled is what the contract of an honest campaign says when every epoch is final.
func settled(t *testing.T, c *fake.Coordinator) *Contract {
	t.Helper()
	r, err := audited(t, c, none)
	if err != nil {
		t.Fatal(err)
	}
	at := &Contract{ChainID: 1337, Address: common.Address{7}, Spec: c.Spec.Digest(), Symbol: "QTT", Earned: new(big.Int), Pledged: new(big.Int)}
	for _, e := range r.Payments {
		c.Keep(e)
		at.Earned = new(big.Int).Add(at.Earned, e.Increment.Int())
		at.Epochs = append(at.Epochs, Posted{
			Number: e.Number, Root: e.Root, Increment: e.Increment.Int(), Earned: at.Earned, Checkpoint: e.Checkpoint, Manifest: e.Manifest,
			Last: e.Last, Rows: e.Packed(), Tx: common.Hash{byte(e.Number)},
		})
	}
	seal(at)
	return at
}

// seal makes the contract's chain of hashes fit its epochs.
func seal(c *Contract) {
	c.Lineage = common.Hash{}
	for i, e := range c.Epochs {
		c.Lineage = crypto.Keccak256Hash(c.Lineage[:], common.LeftPadBytes([]byte{byte(e.Number)}, 32), e.Root[:],
			common.LeftPadBytes(e.Earned.Bytes(), 32), e.Checkpoint[:], e.Manifest[:])
		c.Epochs[i].Lineage = c.Lineage
	}
}

// fromBucket audits a folder and the chain alone.
func fromBucket(t *testing.T, root string, c *Contract, wants func(Place) bool, m *Memory) (*Report, error) {
	t.Helper()
	b, err := data.OpenDirectory(root)
	if err != nil {
		t.Fatal(err)
	}
	source := data.From(b, nil, data.Config{Attempts: 1})
	return Run(t.Context(), Config{
		Account: FromBucket(b, source, c.Spec), Source: source, Contract: c, Bucket: b, Memory: m,
		Arithmetic: replay.Exact, Select: wants, Report: func(string) {},
	})
}

// kind says what a file of a bucket holds.
func kind(root, path string, c *fake.Coordinator) string {
	name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
	if !strings.HasPrefix(name, "sha256/") {
		return "numbered " + strings.Split(name, "/")[0]
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	for kind, is := range map[string]func() bool{
		"spec":              func() bool { return canon.Sum(b) == c.Spec.Digest() },
		"token shard":       func() bool { return canon.Sum(b) == c.Spec.Data.Shards[0].Digest },
		"journal segment":   func() bool { _, err := canon.Decode[ledger.Segment](b); return err == nil },
		"round record":      func() bool { _, err := canon.Decode[round.Record](b); return err == nil },
		"epoch record":      func() bool { _, err := canon.Decode[ledger.Epoch](b); return err == nil },
		"checkpoint record": func() bool { _, err := canon.Decode[round.Checkpoint](b); return err == nil },
		"delta record":      func() bool { _, err := canon.Decode[round.Delta](b); return err == nil },
		"slice record":      func() bool { _, err := canon.Decode[round.Slice](b); return err == nil },
	} {
		if is() {
			return kind
		}
	}
	return bulk(c, canon.Sum(b))
}

// bulk says what an output record calls an object.
func bulk(c *fake.Coordinator, d canon.Digest) string {
	for _, row := range c.Rows() {
		b := c.Object(row.Output)
		if row.Kind == round.Train {
			delta, err := canon.Decode[round.Delta](b)
			if err == nil && slices.ContainsFunc(delta.Slices, func(o canon.Object) bool { return o.Digest == d }) {
				return "delta slice"
			}
			continue
		}
		s, err := canon.Decode[round.Slice](b)
		for i, o := range s.Objects() {
			if err == nil && o.Digest == d {
				return part(round.Merge, i)
			}
		}
	}
	return "object that nothing names"
}

func files(t *testing.T, root string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// Every file of a finished campaign's bucket, with one byte flipped and without the file: the audit names it. Untouched,
// the bucket and the chain suffice to find everything right.
func TestEveryByteCounts(t *testing.T) {
	c := train(t, honest)
	contract := settled(t, c)
	stray := c.Keep("a record that nothing names") // as an attempt leaves behind that was never submitted
	root := c.Bucket(t)
	r, err := fromBucket(t, root, contract, all, nil)
	if err != nil {
		t.Fatal(err)
	}
	paths := files(t, root)
	if !r.Over || r.Recomputed != 18 || r.Checkpoint != c.Checkpoint() || r.OnChain != c.Spec.Epochs() || r.Objects != len(paths)-r.Rounds-r.Segments {
		t.Fatalf("%+v of %d files", r.Result, len(paths))
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	seen := map[string]bool{}
	for _, path := range paths {
		what := kind(root, path, c)
		seen[what] = true
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := draw.IntN(len(b))
		flipped := bytes.Clone(b)
		flipped[at] ^= 1 << draw.IntN(8)
		if err := os.WriteFile(path, flipped, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = fromBucket(t, root, contract, none, nil)
		var damage *Damage
		if !errors.As(err, &damage) || damage.Path != path || !strings.Contains(err.Error(), path) {
			t.Errorf("%s %s with byte %d flipped: %v", what, path, at, err)
		} else if computed := slices.Contains([]string{"delta slice", "weights", "moment1", "moment2"}, what); computed && damage.Byte != int64(at) {
			t.Errorf("%s %s with byte %d flipped: byte %d is named", what, path, at, damage.Byte)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err = fromBucket(t, root, contract, none, nil); err == nil && path != filepath.Join(root, stray.Path()) {
			t.Errorf("%s %s is gone, and nobody minds", what, path)
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, what := range []string{
		"spec", "token shard", "journal segment", "round record", "epoch record", "checkpoint record", "delta record", "slice record",
		"delta slice", "weights", "moment1", "moment2", "numbered journal", "numbered records", "object that nothing names",
	} {
		if !seen[what] {
			t.Errorf("the bucket holds no %s", what)
		}
	}
}

// What the chain says is compared with the journal, number by number.
func TestFalseContractsAreFound(t *testing.T) {
	c := train(t, honest)
	contract := settled(t, c)
	root := c.Bucket(t)
	more := big.NewInt(1)
	for name, change := range map[string]func(*Contract){
		"another spec":      func(c *Contract) { c.Spec[0]++ },
		"another lineage":   func(c *Contract) { c.Lineage[0]++ },
		"a lineage between": func(c *Contract) { c.Epochs[0].Lineage[0]++ },
		"a lost epoch":      func(c *Contract) { c.Epochs = c.Epochs[:1] },
		"an epoch too many": func(c *Contract) {
			c.Epochs = append(c.Epochs, Posted{Number: 3, Earned: c.Earned, Increment: new(big.Int)})
			seal(c)
		},
		"earned":     func(c *Contract) { c.Epochs[0].Earned = more; seal(c) },
		"root":       func(c *Contract) { c.Epochs[1].Root[0]++; seal(c) },
		"increment":  func(c *Contract) { c.Epochs[0].Increment, c.Epochs[0].Earned = more, more; seal(c) },
		"checkpoint": func(c *Contract) { c.Epochs[0].Checkpoint[0]++; seal(c) },
		"manifest":   func(c *Contract) { c.Epochs[1].Manifest[0]++; seal(c) },
		"last":       func(c *Contract) { c.Epochs[1].Last = false },
		"rows":       func(c *Contract) { c.Epochs[0].Rows = c.Epochs[0].Rows[1:] },
	} {
		t.Run(name, func(t *testing.T) {
			lie := *contract
			lie.Epochs = slices.Clone(contract.Epochs)
			change(&lie)
			_, err := fromBucket(t, root, &lie, none, nil)
			var damage *Damage
			if !errors.Is(err, ErrFalse) && !(name == "another spec" && errors.As(err, &damage)) {
				t.Fatalf("audit = %v", err)
			}
		})
	}
}

// What was recomputed in one run is not recomputed in the next; only that is remembered, and a torn line is not.
func TestAuditsAreResumed(t *testing.T) {
	c := train(t, honest)
	contract, path := settled(t, c), filepath.Join(t.TempDir(), "verified")
	root := c.Bucket(t)
	again := func(wants func(Place) bool) *Report {
		t.Helper()
		m, err := OpenMemory(path)
		if err != nil {
			t.Fatal(err)
		}
		r, err := fromBucket(t, root, contract, wants, m)
		if err = errors.Join(err, m.Close()); err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := again(func(p Place) bool { return p.Round < 2 }); r.Recomputed != 8 || r.Remembered != 0 {
		t.Fatalf("first %+v", r.Result)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b[:len(b)-7], 0o600); err != nil { // as a power cut leaves it
		t.Fatal(err)
	}
	if r := again(all); r.Recomputed != 11 || r.Remembered != 7 {
		t.Fatalf("second %+v", r.Result)
	}
	if r := again(all); r.Recomputed != 0 || r.Remembered != 18 {
		t.Fatalf("third %+v", r.Result)
	}
}

// An output that is right does not excuse a commitment to other states on the way.
func TestFalseStepsAreFound(t *testing.T) {
	c := train(t, func(a replay.Arithmetic) replay.Arithmetic { return misled{a} })
	_, err := audited(t, c, all)
	var d *Divergence
	if !errors.As(err, &d) || d.Part != "steps" || !strings.Contains(err.Error(), "merge task of round 1, slice 1") {
		t.Fatalf("audit = %v", err)
	}
}

// misled reports another mean of the deltas than it used.
type misled struct{ replay.Arithmetic }

func (m misled) Merge(number, slice int, base replay.State, gradients [][]float32) (replay.State, canon.Digest, error) {
	s, mean, err := m.Arithmetic.Merge(number, slice, base, gradients)
	if number == 1 && slice == 1 {
		mean[0]++
	}
	return s, mean, err
}
