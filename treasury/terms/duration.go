package terms

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// The bounds of the factory contract.
const (
	WindowMin            = day // an outage of a sequencer must not swallow a window
	DeadlineMax          = 180 * day
	StartGraceMax        = 30 * day
	ChallengeWindowMax   = 14 * day
	ArbitrationWindowMax = 30 * day
	StallTimeoutMax      = 120 * day
	MaxDurationMax       = 730 * day
	ExitNoticeMax        = 90 * day
	ExitGapMax           = 7 * day
	UnbondDelayMax       = 90 * day
)

// never is how a draft writes that nobody but the poster ever posts.
const never = "never"

// sendMargin is kept between the shortest deadline and the contract's bound, for the time a transaction takes.
const sendMargin = time.Hour

func (d Draft) resolveTimes(t *Terms, f Facts) error {
	after, err := duration("deadline", d.Deadline, 14*day, WindowMin, DeadlineMax)
	if err != nil {
		return err
	}
	if after < WindowMin+sendMargin { // exactly a day would be less than a day once the transaction is in a block
		after = WindowMin + sendMargin
	}
	if after > DeadlineMax-sendMargin {
		after = DeadlineMax - sendMargin
	}
	t.Deadline = f.Now.Add(after)
	if t.StartGrace, err = duration("startGrace", d.StartGrace, 7*day, WindowMin, StartGraceMax); err != nil {
		return err
	}
	if t.ChallengeWindow, err = duration("challengeWindow", d.ChallengeWindow, day, WindowMin, ChallengeWindowMax); err != nil {
		return err
	}
	if t.ArbitrationWindow, err = duration("arbitrationWindow", d.ArbitrationWindow, 3*day, WindowMin, ArbitrationWindowMax); err != nil {
		return err
	}
	return d.resolveLimits(t)
}

// resolveLimits resolves the times that the windows bound.
func (d Draft) resolveLimits(t *Terms) error {
	var err error
	if t.ExitNotice, err = duration("exitNotice", d.ExitNotice, max(7*day, t.ChallengeWindow), t.ChallengeWindow, ExitNoticeMax); err != nil {
		return err
	}
	if t.ExitGap, err = duration("exitGap", d.ExitGap, day, WindowMin, ExitGapMax); err != nil {
		return err
	}
	once := t.ChallengeWindow + t.ArbitrationWindow
	if t.UnbondDelay, err = duration("unbondDelay", d.UnbondDelay, max(14*day, once), once, UnbondDelayMax); err != nil {
		return err
	}
	once += t.ExitGap
	stallMin := 2 * once // time for one voided epoch and its repetition
	if t.StallTimeout, err = duration("stallTimeout", d.StallTimeout, max(21*day, stallMin), stallMin, StallTimeoutMax); err != nil {
		return err
	}
	if d.PosterGrace != "" && d.PosterGrace != never {
		if t.PosterGrace, err = duration("posterGrace", d.PosterGrace, 0, once, t.StallTimeout); err != nil {
			return err
		}
	}
	t.MaxDuration, err = duration("maxDuration", d.MaxDuration, 365*day, t.StallTimeout, MaxDurationMax)
	return err
}

func duration(field, text string, fallback, low, high time.Duration) (time.Duration, error) {
	d := fallback
	if text != "" {
		var err error
		if d, err = ParseDuration(text); err != nil {
			return 0, fmt.Errorf("%s: %w", field, err)
		}
	}
	if d < low || d > high {
		return 0, fmt.Errorf("%s is %s: it must be from %s to %s", field, FormatDuration(d), FormatDuration(low), FormatDuration(high))
	}
	return d.Truncate(time.Second), nil
}

// ParseDuration reads a Go duration such as "336h" or a whole number of days such as "14d".
func ParseDuration(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil {
			return 0, fmt.Errorf("%.40q is not a duration: write for example 14d or 36h", text)
		}
		return time.Duration(n) * day, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%.40q is not a duration: write for example 14d or 36h", text)
	}
	return d, nil
}

// FormatDuration writes whole days as "14d" and everything else as Go does.
func FormatDuration(d time.Duration) string {
	if d != 0 && d%day == 0 {
		return strconv.FormatInt(int64(d/day), 10) + "d"
	}
	return d.String()
}
