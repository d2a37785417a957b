package worker

import (
	"errors"
	"testing"
	"time"

	"connectrpc.com/connect"

	"quire/trainer/internal/fake"
)

// A coordinator that is crowded names a time. The trainer stays away that long and a moment more, and does not call it gone.
func TestComesBackWhenAsked(t *testing.T) {
	c, want := tiny(t)
	for _, call := range []string{"Lease", "Submit"} {
		c.Misbehave(fake.Fault{On: call, Times: 1, Code: connect.CodeResourceExhausted, Away: "1"})
	}
	m := newMachine(t)
	begin := time.Now()
	finish(t, m.worker(c, nil), c, want, m)
	if took := time.Since(begin); took < 2*time.Second || m.heard(Offline) != 0 || m.heard(Lost) != 0 {
		t.Fatalf("came back twice within %s, offline %d times, lost %d tasks", took, m.heard(Offline), m.heard(Lost))
	}
}

// Those who were told the same second spread over it, and a bad answer keeps nobody away.
func TestComeBackSpreads(t *testing.T) {
	crowded := func(away string) error {
		e := connect.NewError(connect.CodeResourceExhausted, errors.New("crowded"))
		e.Meta().Set("Retry-After", away)
		return e
	}
	var tenths [10]int
	for range 1000 {
		pause, asked := ComeBack(crowded("8"))
		if !asked || pause < 8*time.Second || pause >= 10*time.Second {
			t.Fatalf("told 8 s, stays away %s", pause)
		}
		tenths[(pause-8*time.Second)/(200*time.Millisecond)]++
	}
	for i, n := range tenths {
		if n < 50 {
			t.Errorf("%d of 1000 come in tenth %d", n, i)
		}
	}
	if pause, _ := ComeBack(crowded("60000")); pause > 2*comeBackMax {
		t.Errorf("told to come back tomorrow, stays away %s", pause)
	}
	for _, err := range []error{crowded(""), crowded("-1"), crowded("soon"), connect.NewError(connect.CodeUnavailable, nil), errors.New("x")} {
		if _, asked := ComeBack(err); asked {
			t.Errorf("%v was taken for a time", err)
		}
	}
}
