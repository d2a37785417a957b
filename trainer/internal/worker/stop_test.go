package worker

import (
	"context"
	"errors"
	"testing"
	"time"

	"connectrpc.com/connect"

	"quire/trainer/internal/fake"
	"quire/trainer/replay"
)

// slow is arithmetic whose train tasks last until they are stopped or let go.
type slow struct {
	replay.Arithmetic
	begun chan struct{}
	on    chan struct{}
}

func (s slow) Train(w []float32, x [][]int32, stop func() error) (replay.Gradient, error) {
	select {
	case s.begun <- struct{}{}:
	default:
	}
	for {
		select {
		case <-s.on:
			return s.Arithmetic.Train(w, x, stop)
		case <-time.After(time.Millisecond):
			if err := stop(); err != nil {
				return replay.Gradient{}, err
			}
		}
	}
}

// start runs a worker whose train tasks do not end by themselves.
func start(t *testing.T, c *fake.Coordinator, m *machine) (s slow, drain, stop context.CancelFunc, done chan error) {
	t.Helper()
	s = slow{replay.Exact(c.Spec), make(chan struct{}, 1), make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	soft, drain := context.WithCancel(ctx)
	t.Cleanup(stop)
	w := m.worker(c, func(k *Config) { k.Arithmetic = s })
	done = make(chan error, 1)
	go func() { _, err := w.Run(ctx, soft); done <- err }()
	<-s.begun
	return s, drain, stop, done
}

func TestDrainFinishesTheTask(t *testing.T) {
	c, _ := tiny(t)
	m := newMachine(t)
	s, drain, _, done := start(t, c, m)
	rows := len(c.Rows())
	drain()
	select {
	case err := <-done:
		t.Fatalf("it left its task: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(s.on)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := len(c.Rows()); got != rows+1 {
		t.Fatalf("%d rows after %d", got, rows)
	}
}

func TestStopReleasesTheLease(t *testing.T) {
	c, want := tiny(t)
	m := newMachine(t)
	_, _, stop, done := start(t, c, m)
	stop()
	if err := <-done; !errors.Is(err, ErrInterrupted) {
		t.Fatalf("Run = %v", err)
	}
	if c.Calls("Release") != 1 {
		t.Fatalf("%d releases", c.Calls("Release"))
	}
	other := newMachine(t) // need not wait a minute for the lease to end
	finish(t, other.worker(c, nil), c, want, other)
}

func TestLostLeaseEndsTheComputation(t *testing.T) {
	c, want := tiny(t)
	c.LeaseFor = 60 * time.Millisecond
	m := newMachine(t)
	c.Misbehave(fake.Fault{On: "Renew", Times: -1, Code: connect.CodeFailedPrecondition})
	s, _, _, done := start(t, c, m)
	for m.heard(Lost) == 0 {
		time.Sleep(time.Millisecond)
	}
	c.Calm()
	close(s.on)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if c.Checkpoint() != want {
		t.Fatal("another final checkpoint than the undisturbed run's")
	}
}

// A coordinator that is away for longer than the lease has not said that the lease is lost.
func TestSilentCoordinatorDoesNotLoseTheTask(t *testing.T) {
	c, want := tiny(t)
	c.LeaseFor = 30 * time.Millisecond
	m := newMachine(t)
	c.Misbehave(fake.Fault{On: "Renew", Times: 8, Code: connect.CodeUnavailable})
	s, _, _, done := start(t, c, m)
	for c.Calls("Renew") < 8 {
		time.Sleep(time.Millisecond)
	}
	close(s.on)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if m.heard(Lost) != 0 || c.Checkpoint() != want {
		t.Fatalf("lost %d times", m.heard(Lost))
	}
}

// failing is arithmetic of a broken machine.
type failing struct{ replay.Arithmetic }

func (failing) Train([]float32, [][]int32, func() error) (replay.Gradient, error) {
	return replay.Gradient{}, errors.New("a value is not finite")
}

func TestFailingMachineStops(t *testing.T) {
	c, _ := tiny(t)
	m := newMachine(t)
	w := m.worker(c, func(k *Config) { k.Arithmetic = failing{k.Arithmetic}; k.FailurePause = time.Millisecond })
	if _, err := w.Run(t.Context(), t.Context()); !errors.Is(err, ErrFailing) {
		t.Fatalf("Run = %v", err)
	}
	if c.Calls("Release") != failuresMax {
		t.Fatalf("%d releases", c.Calls("Release"))
	}
}

// A coordinator's numbers may be anything; none of them makes the worker spin or sleep for ever.
func TestMillisecondsFromOutside(t *testing.T) {
	for n, want := range map[int64]time.Duration{-5: 0, 0: 0, 250: 250 * time.Millisecond, 1 << 62: time.Minute, -1 << 63: 0} {
		if got := milliseconds(n, time.Minute); got != want {
			t.Errorf("milliseconds(%d) = %s", n, got)
		}
	}
}
