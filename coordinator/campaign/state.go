package campaign

import (
	"errors"
	"fmt"
	"time"

	"quire/proto/canon"
)

// Stage is where a campaign is in its life.
type Stage string

// Funding ──treasury active──► Training ──last round closed──► Trained
//
//	└────────treasury failed or closed────────┴──► Failed
//	└──────────────────cancelled──────────────┘
//
// Beside its stage a campaign may be paused: no task is issued, and what is leased is still accepted.
const (
	Funding  Stage = "funding"
	Training Stage = "training"
	Trained  Stage = "trained"
	Failed   Stage = "failed"
)

// Phases of the treasury contract, as it names them.
const (
	PhasePledging = "Pledging"
	PhaseReady    = "Ready"
	PhaseActive   = "Active"
	PhaseClosed   = "Closed"
	PhaseFailed   = "Failed"
)

var (
	// ErrPhase: the campaign is not where this event can happen.
	ErrPhase = errors.New("campaign: not in this stage")
	// ErrWhy: a pause or an end without a reason, or one too long to show.
	ErrWhy = fmt.Errorf("campaign: say why, in 1 to %d bytes", WhyBytesMax)
	// ErrFunded: the money decides when this campaign ends.
	ErrFunded = errors.New("campaign: its treasury contract decides when it ends: pause it instead, and what is not earned goes back to the funders by the contract's rules")
	// ErrRound: a round other than the open one cannot close.
	ErrRound = errors.New("campaign: not the open round")
)

// WhyBytesMax bounds an operator's reason, which stands in one line of the dashboard.
const WhyBytesMax = 200

// State is a campaign's life so far.
type State struct {
	Stage      Stage        `json:"stage"`
	Round      int          `json:"round"`               // the open round while Training; Rounds+1 once Trained
	Checkpoint canon.Digest `json:"checkpoint"`          // at the end of the last closed round
	Record     canon.Digest `json:"record"`              // of the last closed round
	Paused     string       `json:"paused,omitempty"`    // why no task is issued; "" while tasks are
	Cancelled  string       `json:"cancelled,omitempty"` // why an operator ended it; "" if nobody did
}

// New is a published campaign that waits for its treasury.
func New() State { return State{Stage: Funding} }

// Event is something that happens to a campaign.
type Event interface{ event() }

// TreasuryPhase: the contract is in this phase now. An unfunded trial gets PhaseActive once, at publication.
type TreasuryPhase struct{ Phase string }

// RoundClosed: every task of the open round is accepted, and its records are stored.
type RoundClosed struct {
	Number     int
	Rounds     int // the spec's
	Checkpoint canon.Digest
	Record     canon.Digest
}

// Pause: issue no task until Resume. A second one changes the reason.
type Pause struct{ Why string }

// Resume: issue tasks again.
type Resume struct{}

// Cancel: end the campaign. It is for trials; where money is, the contract ends it.
type Cancel struct {
	Why    string
	Funded bool // the campaign has a treasury
}

// WentBack: a round that was closed turned out to hold a wrong result; it is opened again and those after it are void.
type WentBack struct {
	Number     int          // of the round that is opened again
	Checkpoint canon.Digest // that it starts from
}

func (TreasuryPhase) event() {}
func (WentBack) event()      {}
func (RoundClosed) event()   {}
func (Pause) event()         {}
func (Resume) event()        {}
func (Cancel) event()        {}

// Effect is what the engine has to do about a new state.
type Effect interface{ effect() }

// OpenRound: open this round from this checkpoint.
type OpenRound struct {
	Number int
	Base   canon.Digest
}

// Ended: no task will ever be issued again.
type Ended struct{ Stage Stage }

func (OpenRound) effect() {}
func (Ended) effect()     {}

// Apply returns the state after e and what is to be done about it. It takes the time for uniformity with the other
// machines and does not use it: no stage of a campaign ends by the coordinator's clock, only by the treasury's.
func (s State) Apply(_ time.Time, e Event) (State, []Effect, error) {
	switch e := e.(type) {
	case TreasuryPhase:
		return s.treasury(e.Phase)
	case RoundClosed:
		return s.roundClosed(e)
	case Pause:
		return s.pause(e)
	case Resume:
		s.Paused = ""
		return s, nil, nil
	case Cancel:
		return s.cancel(e)
	case WentBack:
		return s.wentBack(e)
	}
	panic(fmt.Sprintf("campaign: unknown event %T", e))
}

func (s State) treasury(phase string) (State, []Effect, error) {
	over := phase == PhaseFailed || phase == PhaseClosed
	switch {
	case s.Stage == Funding && phase == PhaseActive:
		s.Stage = Training
		return s, []Effect{OpenRound{Number: 0}}, nil
	case s.Stage == Funding && over, s.Stage == Training && over:
		s.Stage, s.Paused = Failed, ""
		return s, []Effect{Ended{Failed}}, nil
	}
	return s, nil, nil // nothing new
}

// Over reports whether no task will ever be issued again.
func (s State) Over() bool { return s.Stage == Trained || s.Stage == Failed }

func checkWhy(why string) error {
	if why == "" || len(why) > WhyBytesMax {
		return fmt.Errorf("%w: got %d", ErrWhy, len(why))
	}
	return nil
}

func (s State) pause(e Pause) (State, []Effect, error) {
	if s.Over() {
		return s, nil, fmt.Errorf("%w: this campaign is %s already", ErrPhase, s.Stage)
	}
	if err := checkWhy(e.Why); err != nil {
		return s, nil, err
	}
	s.Paused = e.Why
	return s, nil, nil
}

func (s State) cancel(e Cancel) (State, []Effect, error) {
	switch err := checkWhy(e.Why); {
	case s.Stage == Failed && s.Cancelled != "":
		return s, nil, nil // once is enough
	case s.Over():
		return s, nil, fmt.Errorf("%w: this campaign is %s already", ErrPhase, s.Stage)
	case e.Funded:
		return s, nil, ErrFunded
	case err != nil:
		return s, nil, err
	}
	s.Stage, s.Cancelled, s.Paused = Failed, e.Why, ""
	return s, []Effect{Ended{Failed}}, nil
}

func (s State) roundClosed(e RoundClosed) (State, []Effect, error) {
	if s.Stage != Training {
		return s, nil, fmt.Errorf("%w: a round closes while training, this campaign is %s", ErrPhase, s.Stage)
	}
	if e.Number != s.Round {
		return s, nil, fmt.Errorf("%w: round %d closed, round %d is open", ErrRound, e.Number, s.Round)
	}
	s.Round, s.Checkpoint, s.Record = s.Round+1, e.Checkpoint, e.Record
	if s.Round > e.Rounds {
		s.Stage, s.Paused = Trained, ""
		return s, []Effect{Ended{Trained}}, nil
	}
	return s, []Effect{OpenRound{Number: s.Round, Base: s.Checkpoint}}, nil
}

// wentBack keeps the record: the chain of records goes on from the last one, and so tells of the way back.
func (s State) wentBack(e WentBack) (State, []Effect, error) {
	if s.Stage != Training {
		return s, nil, fmt.Errorf("%w: rounds are repeated while training, this campaign is %s", ErrPhase, s.Stage)
	}
	if e.Number < 0 || e.Number >= s.Round {
		return s, nil, fmt.Errorf("%w: round %d is not closed, round %d is open", ErrRound, e.Number, s.Round)
	}
	s.Round, s.Checkpoint = e.Number, e.Checkpoint
	return s, []Effect{OpenRound{Number: s.Round, Base: s.Checkpoint}}, nil
}
