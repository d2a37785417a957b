package verify_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

func number(salt byte, n int) canon.Digest {
	return canon.Sum(binary.BigEndian.AppendUint64([]byte{salt}, uint64(n)))
}

func address(n int) common.Address { d := number('a', n); return common.Address(d[:20]) }

func TestChance(t *testing.T) {
	tenth := campaign.Audit{Floor: "0.1", Probation: 4}
	low := campaign.Audit{Floor: "0.000001", Probation: 3}
	for _, c := range []struct {
		name     string
		audit    campaign.Audit
		verified int
		want     int
	}{
		{"a newcomer", tenth, 0, verify.Certain},
		{"at the end of probation", tenth, 3, verify.Certain},
		{"after probation, one in as many as verified", tenth, 4, 250_000},
		{"rounded down", low, 3, 333_333},
		{"at the floor", tenth, 10, 100_000},
		{"never below the floor", tenth, 1000, 100_000},
		{"a floor of a millionth", low, 10_000_000, 1},
		{"a floor below a millionth is one", campaign.Audit{Floor: "0.0000001"}, 10_000_000, 1},
		{"without probation the first one is checked all the same", campaign.Audit{Floor: "0.5"}, 0, verify.Certain},
		{"switched off", campaign.Audit{Floor: "0", Probation: 4}, 0, 0},
		{"everything", campaign.Audit{Floor: "1", Probation: 4}, 1000, verify.Certain},
	} {
		much := verify.Standing{Verified: c.verified, Epoch: 1, Units: 1 << 60}
		if got := much.Chance(c.audit, verify.Task{Epoch: 1, Units: 1}); got != c.want {
			t.Errorf("%s: %d, want %d millionths", c.name, got, c.want)
		}
	}
}

// A proven node that has done little in an epoch is checked with the share that its next task has in it.
func TestChanceOfWhoHasLittleToLose(t *testing.T) {
	audit := campaign.Audit{Floor: "0.1", Probation: 4}
	for _, c := range []struct {
		name  string
		units int64 // done before
		epoch int   // in which that was
		task  int64
		want  int
	}{
		{"the first answer of an epoch", 0, 2, 10, verify.Certain},
		{"what was done before the epoch is settled", 1000, 1, 10, verify.Certain},
		{"the second of two equal ones", 10, 2, 10, 500_000},
		{"rounded up", 20, 2, 10, 333_334},
		{"a small task after a great one", 990, 2, 10, 100_000},
		{"a great task after a small one", 10, 2, 990, 990_000},
		{"tasks of the greatest size", campaign.UnitsMax, 2, campaign.UnitsMax, 500_000},
		{"enough to lose", 90, 2, 10, 100_000},
		{"more than enough", 10_000, 2, 10, 100_000},
	} {
		s := verify.Standing{Verified: 1000, Epoch: c.epoch, Units: c.units}
		if got := s.Chance(audit, verify.Task{Epoch: 2, Units: c.task}); got != c.want {
			t.Errorf("%s: %d, want %d millionths", c.name, got, c.want)
		}
	}
}

// Of n draws with chance p, n·p fall, give or take five standard deviations; whichever of its inputs is varied. The
// inputs are fixed, so this holds always or never.
func TestDrawsFallAsOftenAsTheirChance(t *testing.T) {
	const n = 20_000
	for _, chance := range []int{0, 1_000, 20_000, 100_000, 333_333, 500_000, 990_000, verify.Certain} {
		for name, drawn := range map[string]func(i int) bool{
			"link": func(i int) bool { return verify.Drawn(number('l', i), number('t', 0), address(0), chance) },
			"task": func(i int) bool { return verify.Drawn(number('l', 0), number('t', i), address(0), chance) },
			"node": func(i int) bool { return verify.Drawn(number('l', 0), number('t', 0), address(i), chance) },
		} {
			fell := 0
			for i := range n {
				if drawn(i) {
					fell++
				}
			}
			p := float64(chance) / verify.Certain
			if off := math.Abs(float64(fell) - n*p); off > 5*math.Sqrt(n*p*(1-p)) {
				t.Errorf("chance %d, by %s: %d of %d fell", chance, name, fell, n)
			}
		}
	}
}

// What one draw says tells nothing of another one: of those that differ in the link, the task or the node only, both fall
// with the product of their chances. The statistic is chi-square with one degree of freedom; 20 is beyond 1 in 10⁵.
func TestDrawsAreIndependent(t *testing.T) {
	const n, chance = 20_000, 300_000
	base := func(i int) (canon.Digest, canon.Digest, common.Address) {
		return number('l', i), number('t', i), address(i)
	}
	for name, other := range map[string]func(i int) bool{
		"next link": func(i int) bool {
			l, task, a := base(i)
			return verify.Drawn(canon.Sum(l[:]), task, a, chance)
		},
		"other task": func(i int) bool { l, _, a := base(i); return verify.Drawn(l, number('u', i), a, chance) },
		"other node": func(i int) bool { l, task, _ := base(i); return verify.Drawn(l, task, address(-i-1), chance) },
	} {
		var table [2][2]float64
		for i := range n {
			l, task, a := base(i)
			table[bit(verify.Drawn(l, task, a, chance))][bit(other(i))]++
		}
		chi := 0.0
		for i := range 2 {
			for j := range 2 {
				expected := (table[i][0] + table[i][1]) * (table[0][j] + table[1][j]) / n
				chi += (table[i][j] - expected) * (table[i][j] - expected) / expected
			}
		}
		if chi > 20 {
			t.Errorf("%s: chi-square %.1f of %v", name, chi, table)
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A draw that falls with some chance falls with any greater one: nobody is spared for having a worse record.
func TestDrawsAreMonotonous(t *testing.T) {
	for i := range 200 {
		before := false
		for chance := 0; chance <= verify.Certain; chance += 50_000 {
			now := verify.Drawn(number('l', i), number('t', i), address(i), chance)
			if before && !now {
				t.Fatalf("draw %d falls with a smaller chance than %d, and not with that", i, chance)
			}
			before = now
		}
		if !before {
			t.Fatalf("draw %d does not fall though it is certain", i)
		}
	}
}

// The draw is part of the format: whoever repeats it must come to the same. SHA-256 of "quire/draw\0", 32 bytes 1, 32
// bytes 2 and 20 bytes 3 begins with ad96f814760c783a, which is 678084 millionths of 2⁶⁴ and a little more.
func TestDrawIsPinned(t *testing.T) {
	link, task, node := canon.Digest(bytes.Repeat([]byte{1}, 32)), canon.Digest(bytes.Repeat([]byte{2}, 32)), common.Address(bytes.Repeat([]byte{3}, 20))
	if verify.Drawn(link, task, node, 678_084) || !verify.Drawn(link, task, node, 678_085) {
		t.Fatal("the draw has changed")
	}
}

func TestOutlier(t *testing.T) {
	for _, c := range []struct {
		loss, before float64
		want         bool
	}{{5, 0, false}, {5, 5, false}, {9.9, 5, false}, {10.1, 5, true}, {2.6, 5, false}, {2.4, 5, true}, {0, 5, true}, {-1, 5, true}} {
		if got := verify.Outlier(c.loss, c.before); got != c.want {
			t.Errorf("loss %v after %v: %v", c.loss, c.before, got)
		}
	}
}
