// Package terms reads the section `terms` of a campaign file: what an organiser promises to funders, in whole tokens and
// in durations. Resolve turns it into what the factory contract takes, in base units and seconds, and refuses what the
// contract would refuse, with a sentence instead of a revert.
//
//	terms:
//	  goal: "1000"           # least sum of pledges; default: what the campaign costs
//	  cap: "5000"            # largest sum of pledges; default: the goal
//	  epochCap: "250"        # the most one epoch pays; default: the dearest epoch's cost
//	  bond: "10"             # of the poster and of a challenger; default: a twentieth of epochCap
//	  deadline: 14d          # of pledging, after creation
//	  startGrace: 7d         # to start a funded campaign after the deadline
//	  challengeWindow: 1d    # to challenge an epoch
//	  arbitrationWindow: 3d  # to rule on a challenged epoch
//	  stallTimeout: 21d      # without a final epoch, until anyone can close the campaign
//	  maxDuration: 365d      # after the start, until anyone can close the campaign
//	  exitNotice: 7d         # from announcing an exit to leaving a running training
//	  exitGap: 1d            # without posts after each epoch, while a funder is leaving
//	  posterGrace: never     # without a paying epoch, until anyone can post one, with a bond
//	  unbondDelay: 14d       # from announcing to withdrawing a node's bond
//	  reporterShare: 10%     # of a slashed bond, for who proved the fault; at most 20%
//	  fundersShare: 50%      # of the model shares; the rest is the contributors'
//	  transferable: false    # whether model shares can be transferred
//	  revenue: false         # whether model shares take revenue
//	  token: "0x…"           # ERC-20; default: --token
//	  poster: "0x…"          # posts epochs; default: the creator
//	  arbitrator: "0x…"      # rules on challenged epochs; required, not the poster
//
// The package is pure.
package terms

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"sigs.k8s.io/yaml"

	"quire/proto/address"
	"quire/proto/canon"
	"quire/treasury/amount"
)

// ErrTerms is wrapped by every refusal; the text names the field, what it holds and what it may hold.
var ErrTerms = errors.New("terms")

// Draft is the section as written. Empty fields have defaults.
type Draft struct {
	Token             string `json:"token"`
	Poster            string `json:"poster"`
	Arbitrator        string `json:"arbitrator"`
	Goal              Amount `json:"goal"`
	Cap               Amount `json:"cap"`
	EpochCap          Amount `json:"epochCap"`
	Bond              Amount `json:"bond"`
	Deadline          string `json:"deadline"`
	StartGrace        string `json:"startGrace"`
	ChallengeWindow   string `json:"challengeWindow"`
	ArbitrationWindow string `json:"arbitrationWindow"`
	StallTimeout      string `json:"stallTimeout"`
	MaxDuration       string `json:"maxDuration"`
	ExitNotice        string `json:"exitNotice"`
	ExitGap           string `json:"exitGap"`
	PosterGrace       string `json:"posterGrace"`
	UnbondDelay       string `json:"unbondDelay"`
	ReporterShare     string `json:"reporterShare"`
	FundersShare      string `json:"fundersShare"`
	Transferable      bool   `json:"transferable"`
	Revenue           bool   `json:"revenue"`
}

// Amount is a number of whole tokens as written, quoted or not.
type Amount string

// UnmarshalJSON takes a string or a number.
func (a *Amount) UnmarshalJSON(b []byte) error {
	*a = Amount(strings.Trim(string(b), `"`))
	return nil
}

// Facts is what a draft is completed with.
type Facts struct {
	Now       time.Time      // the chain's clock
	Creator   common.Address // default of poster
	Token     common.Address // default of token
	Decimals  uint8          // of the token
	Spec      canon.Digest   // of the campaign
	Cost      *big.Int       // of the campaign in base units, default of goal; nil if unknown
	EpochCost *big.Int       // of its dearest epoch in base units, default of epochCap; nil if unknown
}

// Terms is what the factory takes. Amounts are base units; every field is set.
type Terms struct {
	Token, Poster, Arbitrator common.Address
	Goal, Cap, EpochCap, Bond *big.Int
	Deadline                  time.Time
	StartGrace                time.Duration
	ChallengeWindow           time.Duration
	ArbitrationWindow         time.Duration
	StallTimeout              time.Duration
	MaxDuration               time.Duration
	ExitNotice                time.Duration
	ExitGap                   time.Duration
	PosterGrace               time.Duration // 0: only the poster ever posts
	UnbondDelay               time.Duration
	FundersBps                uint16 // ten-thousandths of the model shares
	ReporterBps               uint16 // ten-thousandths of a slashed bond
	Transferable, Revenue     bool   // of model shares
	Spec                      canon.Digest
}

// Parse reads the section `terms` of a campaign file in YAML; the other sections are not looked at. Unknown fields are
// refused. A file without the section has only defaults.
func Parse(file []byte) (Draft, error) {
	var sections map[string]any
	if err := yaml.Unmarshal(file, &sections); err != nil {
		return Draft{}, fmt.Errorf("%w: the campaign file is not YAML: %w", ErrTerms, err)
	}
	if sections["terms"] == nil {
		return Draft{}, nil
	}
	section, err := yaml.Marshal(sections["terms"])
	if err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrTerms, err)
	}
	var d Draft
	if err := yaml.UnmarshalStrict(section, &d); err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrTerms, err)
	}
	return d, nil
}

// Resolve completes and checks the draft. The error wraps ErrTerms.
func (d Draft) Resolve(f Facts) (Terms, error) {
	t := Terms{Spec: f.Spec, Transferable: d.Transferable, Revenue: d.Revenue}
	for _, step := range []func(*Terms, Facts) error{d.resolveAccounts, d.resolveAmounts, d.resolveTimes, d.resolveParts} {
		if err := step(&t, f); err != nil {
			return Terms{}, fmt.Errorf("%w: %w", ErrTerms, err)
		}
	}
	if t.Spec.IsZero() {
		return Terms{}, fmt.Errorf("%w: the digest of the campaign's spec is missing", ErrTerms)
	}
	return t, nil
}

func (d Draft) resolveAccounts(t *Terms, f Facts) error {
	var err1, err2, err3 error
	t.Token, err1 = account("token", d.Token, f.Token)
	t.Poster, err2 = account("poster", d.Poster, f.Creator)
	t.Arbitrator, err3 = account("arbitrator", d.Arbitrator, common.Address{})
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	if t.Arbitrator == t.Poster {
		return fmt.Errorf("arbitrator %s is the poster too: it would judge its own epochs", t.Arbitrator)
	}
	return nil
}

func account(field, text string, fallback common.Address) (common.Address, error) {
	if text == "" && fallback == (common.Address{}) {
		return fallback, fmt.Errorf("%s is missing: an address, \"0x\" and 40 hexadecimal digits", field)
	}
	if text == "" {
		return fallback, nil
	}
	a, err := address.Parse(text)
	if err != nil {
		return a, fmt.Errorf("%s: %w", field, err)
	}
	return a, nil
}

func (d Draft) resolveAmounts(t *Terms, f Facts) error {
	var err error
	if t.Goal, err = units("goal", d.Goal, f.Cost, f.Decimals); err != nil {
		return err
	}
	if t.Cap, err = units("cap", d.Cap, t.Goal, f.Decimals); err != nil {
		return err
	}
	fallback := t.Cap
	if f.EpochCost != nil && f.EpochCost.Sign() > 0 && f.EpochCost.Cmp(t.Cap) < 0 {
		fallback = f.EpochCost
	}
	if t.EpochCap, err = units("epochCap", d.EpochCap, fallback, f.Decimals); err != nil {
		return err
	}
	if t.Bond, err = units("bond", d.Bond, twentieth(t.EpochCap), f.Decimals); err != nil {
		return err
	}
	say := func(x *big.Int) string { return amount.Format(x, f.Decimals) }
	switch {
	case t.Cap.Cmp(t.Goal) < 0:
		return fmt.Errorf("cap %s is below the goal %s", say(t.Cap), say(t.Goal))
	case t.EpochCap.Cmp(t.Cap) > 0:
		return fmt.Errorf("epochCap %s is above the cap %s", say(t.EpochCap), say(t.Cap))
	case t.Bond.Cmp(t.EpochCap) > 0:
		return fmt.Errorf("bond %s is above epochCap %s: more than there is to gain by a false epoch", say(t.Bond), say(t.EpochCap))
	case f.EpochCost != nil && f.EpochCost.Cmp(t.EpochCap) > 0:
		return fmt.Errorf("epochCap %s is below %s, which the dearest epoch of this spec costs: it could never be paid", say(t.EpochCap), say(f.EpochCost))
	case f.Cost != nil && f.Cost.Cmp(t.Cap) > 0:
		return fmt.Errorf("cap %s is below %s, which this spec costs: its last work could never be paid", say(t.Cap), say(f.Cost))
	}
	return nil
}

func (d Draft) resolveParts(t *Terms, _ Facts) error {
	var err1, err2 error
	t.FundersBps, err1 = part("fundersShare", d.FundersShare, 5_000, Whole)
	t.ReporterBps, err2 = part("reporterShare", d.ReporterShare, 1_000, ReporterBpsMax)
	return errors.Join(err1, err2)
}

// Whole is 100 % in ten-thousandths; ReporterBpsMax is the factory's bound: more would tempt nodes to slash themselves.
const (
	Whole          = 10_000
	ReporterBpsMax = 2_000
)

// part reads a percentage with at most two decimals, as ten-thousandths.
func part(field, text string, fallback, high uint16) (uint16, error) {
	if text == "" {
		return fallback, nil
	}
	number, ok := strings.CutSuffix(text, "%")
	bps, err := amount.Parse(number, 2)
	if !ok || err != nil {
		return 0, fmt.Errorf("%s: %.40q is not a percentage: write for example 12.5%%", field, text)
	}
	if !bps.IsUint64() || bps.Uint64() > uint64(high) {
		return 0, fmt.Errorf("%s is %s: it must be from 0%% to %d%%", field, text, high/100)
	}
	return uint16(bps.Uint64()), nil
}

// units reads a positive amount below 2^96 base units, as the contract bounds it.
func units(field string, text Amount, fallback *big.Int, decimals uint8) (*big.Int, error) {
	u := fallback
	if text != "" {
		var err error
		if u, err = amount.Parse(string(text), decimals); err != nil {
			return nil, fmt.Errorf("%s: %w", field, err)
		}
	}
	if u == nil {
		return nil, fmt.Errorf("%s is missing: a number of whole tokens", field)
	}
	if u.Sign() <= 0 || u.BitLen() > 96 {
		return nil, fmt.Errorf("%s is %s: it must be above 0 and below 2^96 base units", field, amount.Format(u, decimals))
	}
	return u, nil
}

// twentieth is x ÷ 20, rounded up so that it is never 0.
func twentieth(x *big.Int) *big.Int {
	up := new(big.Int).Add(x, big.NewInt(19))
	return up.Quo(up, big.NewInt(20))
}
