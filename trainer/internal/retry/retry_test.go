package retry

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestPausesGrowToTheirBound(t *testing.T) {
	b := Backoff{First: 100 * time.Millisecond, Max: time.Second}
	for n := range 20 {
		bound := min(100*time.Millisecond<<min(n, 10), time.Second)
		if p := b.Next(); p <= 0 || p > bound {
			t.Fatalf("pause %d is %s, bound %s", n, p, bound)
		}
	}
	b.Reset()
	if p := b.Next(); p > 100*time.Millisecond {
		t.Fatalf("after Reset: %s", p)
	}
	var zero Backoff
	for range 100 {
		if p := zero.Next(); p > 5*time.Minute {
			t.Fatalf("the zero value pauses %s", p)
		}
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		if err := Sleep(t.Context(), time.Hour); err != nil || time.Since(begin) != time.Hour {
			t.Fatalf("%v after %s", err, time.Since(begin))
		}
		why := errors.New("why")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Minute, func() { cancel(why) })
		begin = time.Now()
		if err := Sleep(ctx, time.Hour); !errors.Is(err, why) || time.Since(begin) != time.Minute {
			t.Fatalf("%v after %s", err, time.Since(begin))
		}
	})
}
