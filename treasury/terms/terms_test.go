package terms

import (
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

const arbitrator = "0x00000000000000000000000000000000000000a1"

func facts() Facts {
	return Facts{
		Now: time.Unix(1_800_000_000, 0), Creator: common.Address{1}, Token: common.Address{2}, Decimals: 6,
		Spec: canon.Sum([]byte("spec")), Cost: big.NewInt(900e6), EpochCost: big.NewInt(100e6),
	}
}

// An organiser who names only an arbitrator gets terms that fit the campaign's cost.
func TestDefaults(t *testing.T) {
	d, err := Parse([]byte("name: tiny\nterms:\n  arbitrator: \"" + arbitrator + "\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Resolve(facts())
	if err != nil {
		t.Fatal(err)
	}
	if got.Goal.Int64() != 900e6 || got.Cap.Int64() != 900e6 || got.EpochCap.Int64() != 100e6 || got.Bond.Int64() != 5e6 {
		t.Errorf("amounts: %+v", got)
	}
	if got.Poster != (common.Address{1}) || got.Token != (common.Address{2}) || got.Deadline.Sub(facts().Now) != 14*day {
		t.Errorf("accounts or deadline: %+v", got)
	}
	if got.ChallengeWindow != day || got.ArbitrationWindow != 3*day || got.StallTimeout != 21*day || got.MaxDuration != 365*day || got.StartGrace != 7*day {
		t.Errorf("durations: %+v", got)
	}
	if got.ExitNotice != 7*day || got.ExitGap != day || got.PosterGrace != 0 || got.UnbondDelay != 14*day {
		t.Errorf("durations of exits and bonds: %+v", got)
	}
	if got.FundersBps != 5_000 || got.ReporterBps != 1_000 || got.Transferable || got.Revenue {
		t.Errorf("shares: %+v", got)
	}
}

func TestEverythingWritten(t *testing.T) {
	d, err := Parse([]byte(`
terms:
  token: "0x00000000000000000000000000000000000000f1"
  poster: "0x00000000000000000000000000000000000000b1"
  arbitrator: "` + arbitrator + `"
  goal: 1000
  cap: 5000.5
  epochCap: "250"
  bond: "12.5"
  deadline: 30d
  startGrace: 48h
  challengeWindow: 3d
  arbitrationWindow: 168h
  stallTimeout: 25d
  maxDuration: 100d
  exitNotice: 5d
  exitGap: 2d
  posterGrace: 13d
  unbondDelay: 20d
  fundersShare: 62.5%
  reporterShare: 0%
  transferable: true
  revenue: true
`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Resolve(facts())
	if err != nil {
		t.Fatal(err)
	}
	if got.Cap.Int64() != 5000_500000 || got.Bond.Int64() != 12_500000 || got.StartGrace != 2*day || got.Poster == got.Arbitrator {
		t.Errorf("%+v", got)
	}
	if got.ExitNotice != 5*day || got.ExitGap != 2*day || got.PosterGrace != 13*day || got.UnbondDelay != 20*day {
		t.Errorf("durations of exits and bonds: %+v", got)
	}
	if got.FundersBps != 6_250 || got.ReporterBps != 0 || !got.Transferable || !got.Revenue {
		t.Errorf("shares: %+v", got)
	}
}

// Every refusal names the field.
func TestRefusals(t *testing.T) {
	for _, x := range []struct{ name, line, says string }{
		{"unknown field", "gaol: 5", "gaol"},
		{"no number", "goal: many", "goal"},
		{"negative", "goal: -5", "goal"},
		{"nothing", "goal: 0", "goal"},
		{"too fine", `goal: "900.0000001"`, "goal"},
		{"too large", "goal: 999999999999999999999999", "goal"},
		{"cap below goal", "cap: 899", "cap"},
		{"epochCap above cap", "epochCap: 901", "epochCap"},
		{"epochCap below what an epoch costs", "epochCap: 99", "epochCap"},
		{"campaign dearer than its cap", "goal: 800\n  cap: 899", "cap"},
		{"bond above epochCap", "bond: 101", "bond"},
		{"no bond", "bond: 0", "bond"},
		{"token that is none", "token: 0x12", "token"},
		{"mistyped checksum", `token: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee"`, "checksum"},
		{"nobody", `poster: "0x0000000000000000000000000000000000000000"`, "poster"},
		{"judge of its own", `poster: "` + arbitrator + `"`, "arbitrator"},
		{"soon", "deadline: 23h", "deadline"},
		{"late", "deadline: 181d", "deadline"},
		{"window too short", "challengeWindow: 1h", "challengeWindow"},
		{"window too long", "arbitrationWindow: 31d", "arbitrationWindow"},
		{"stall before a repetition", "stallTimeout: 7d", "stallTimeout"},
		{"ends before it stalls", "maxDuration: 20d", "maxDuration"},
		{"exit before a window is over", "exitNotice: 23h", "exitNotice"},
		{"door too short", "exitGap: 1h", "exitGap"},
		{"bond gone before a ruling", "unbondDelay: 3d", "unbondDelay"},
		{"grace before a repetition", "posterGrace: 4d", "posterGrace"},
		{"grace after the stall", "posterGrace: 22d", "posterGrace"},
		{"more than all shares", "fundersShare: 100.01%", "fundersShare"},
		{"no percentage", "fundersShare: half", "fundersShare"},
		{"finer than the contract counts", "fundersShare: 1.001%", "fundersShare"},
		{"slashing oneself pays", "reporterShare: 21%", "reporterShare"},
		{"no duration", "startGrace: soon", "startGrace"},
		{"negative duration", "startGrace: -48h", "startGrace"},
		{"not YAML", "goal: [", "YAML"},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, err := Parse([]byte("terms:\n  arbitrator: \"" + arbitrator + "\"\n  " + x.line + "\n"))
			if err == nil {
				_, err = d.Resolve(facts())
			}
			if !errors.Is(err, ErrTerms) || !strings.Contains(err.Error(), x.says) {
				t.Errorf("got %v, want a refusal that names %q", err, x.says)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	for _, x := range []struct {
		name string
		edit func(*Facts)
		says string
	}{
		{"spec", func(f *Facts) { f.Spec = canon.Digest{} }, "spec"},
		{"token", func(f *Facts) { f.Token = common.Address{} }, "token"},
		{"cost and goal", func(f *Facts) { f.Cost = nil }, "goal"},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := facts()
			x.edit(&f)
			if _, err := (Draft{Arbitrator: arbitrator}).Resolve(f); !errors.Is(err, ErrTerms) || !strings.Contains(err.Error(), x.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := (Draft{}).Resolve(facts()); err == nil || !strings.Contains(err.Error(), "arbitrator") {
		t.Errorf("no arbitrator: %v", err)
	}
}

// The shortest deadline still is a day away when the transaction gets into a block.
func TestShortestDeadline(t *testing.T) {
	got, err := Draft{Arbitrator: arbitrator, Deadline: "1d"}.Resolve(facts())
	if err != nil || got.Deadline.Sub(facts().Now) <= day {
		t.Errorf("deadline %v after now, %v", got.Deadline.Sub(facts().Now), err)
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"14d": 14 * day, "36h": 36 * time.Hour, "0d": 0, "1h30m": 90 * time.Minute} {
		d, err := ParseDuration(text)
		if err != nil || d != want {
			t.Errorf("%q is %v, %v", text, d, err)
		}
		if back, err := ParseDuration(FormatDuration(d)); err != nil || back != d {
			t.Errorf("%q formatted and read back is %v, %v", text, back, err)
		}
	}
	for _, text := range []string{"", "d", "1.5d", "-1d", "99999d", "14", "1w"} {
		if d, err := ParseDuration(text); err == nil {
			t.Errorf("%q is %v", text, d)
		}
	}
}
