package campaign

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"quire/proto/canon"
)

// after applies events that must be taken.
func after(t *testing.T, events ...Event) State {
	t.Helper()
	s := New()
	for _, e := range events {
		var err error
		if s, _, err = s.Apply(time.Time{}, e); err != nil {
			t.Fatalf("%T: %v", e, err)
		}
	}
	return s
}

var active = TreasuryPhase{PhaseActive}

func TestPauseIsNoStage(t *testing.T) {
	s := after(t, active, Pause{"the disk is being changed"})
	if s.Stage != Training || s.Paused == "" {
		t.Fatalf("%+v", s)
	}
	// What was leased is still accepted, so a round may close while paused; the pause stays.
	s = after(t, active, Pause{"x"}, RoundClosed{Number: 0, Rounds: 3, Checkpoint: canon.Sum(nil)})
	if s.Round != 1 || s.Paused != "x" {
		t.Errorf("%+v", s)
	}
	if s = after(t, active, Pause{"x"}, Pause{"y"}, Resume{}, Resume{}); s.Paused != "" {
		t.Errorf("%+v", s)
	}
	if s = after(t, Pause{"not yet"}, active); s.Stage != Training || s.Paused != "not yet" {
		t.Errorf("paused before it started: %+v", s)
	}
	if s = after(t, active, Pause{"x"}, RoundClosed{Number: 0, Rounds: 0}); s.Stage != Trained || s.Paused != "" {
		t.Errorf("what is trained is not paused: %+v", s)
	}
}

func TestRefusedControl(t *testing.T) {
	trained := []Event{active, RoundClosed{Number: 0, Rounds: 0}}
	for name, c := range map[string]struct {
		before []Event
		e      Event
		is     error
	}{
		"pause what is over":     {trained, Pause{"x"}, ErrPhase},
		"pause without a reason": {nil, Pause{}, ErrWhy},
		"a long reason":          {nil, Pause{strings.Repeat("x", WhyBytesMax+1)}, ErrWhy},
		"cancel what is over":    {trained, Cancel{Why: "x"}, ErrPhase},
		"cancel what has money":  {nil, Cancel{Why: "x", Funded: true}, ErrFunded},
		"cancel without reason":  {nil, Cancel{}, ErrWhy},
	} {
		before := after(t, c.before...)
		got, effects, err := before.Apply(time.Time{}, c.e)
		if !errors.Is(err, c.is) || len(effects) > 0 || got != before {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
	}
}

// Whatever happens in whatever order: a campaign that is over stays over, ends once, and is never paused.
func TestControlProperty(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		s, ended := New(), 0
		for range 40 {
			e := []Event{active, TreasuryPhase{PhaseClosed}, Pause{"x"}, Resume{}, Cancel{Why: "x", Funded: r.IntN(2) > 0}, RoundClosed{Number: s.Round, Rounds: 4}}[r.IntN(6)]
			next, effects, err := s.Apply(time.Time{}, e)
			for _, effect := range effects {
				if _, ok := effect.(Ended); ok {
					ended++
				}
			}
			if err != nil && next != s || s.Over() && next.Stage != s.Stage || next.Over() && next.Paused != "" {
				t.Fatalf("seed %d: %T took %+v to %+v (%v)", seed, e, s, next, err)
			}
			s = next
		}
		if ended > 1 || s.Over() != (ended == 1) {
			t.Fatalf("seed %d: ended %d times, now %s", seed, ended, s.Stage)
		}
	}
}
