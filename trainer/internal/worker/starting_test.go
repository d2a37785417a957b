package worker

import (
	"context"
	"errors"
	"testing"
	"time"

	"connectrpc.com/connect"

	"quire/trainer/internal/fake"
)

// A coordinator that is starting may not know the campaign for a while. That is no answer to anything: no task is given
// up, no submission forgotten, and the trainer stays.
func TestCoordinatorThatIsStarting(t *testing.T) {
	c, want := tiny(t)
	for _, call := range []string{"Join", "Lease", "Renew", "Upload", "Submit"} {
		c.Misbehave(fake.Fault{On: call, Times: 4, Code: connect.CodeNotFound})
	}
	m := newMachine(t)
	finish(t, m.worker(c, nil), c, want, m)
	if m.heard(Lost) != 0 || m.heard(Failed) != 0 {
		t.Fatalf("lost %d tasks, failed %d", m.heard(Lost), m.heard(Failed))
	}
}

// A refusal counts only from a coordinator that knows this node: while it cannot be joined, the submission is kept.
func TestSubmissionOutlivesFailedJoins(t *testing.T) {
	c, want := tiny(t)
	c.Misbehave(fake.Fault{On: "Submit", Times: 1, Code: connect.CodeFailedPrecondition})
	m := newMachine(t)
	w := m.worker(c, nil)
	if err := w.rejoin(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Misbehave(fake.Fault{On: "Join", Times: 3, Code: connect.CodeFailedPrecondition})
	finish(t, w, c, want, m)
	if m.heard(Lost) != 0 || c.Calls("Join") != 5 {
		t.Fatalf("lost %d tasks, joined %d times", m.heard(Lost), c.Calls("Join"))
	}
}

// The same for the submission of a process that was killed.
func TestResendOutlivesFailedJoins(t *testing.T) {
	for name, fault := range map[string]connect.Code{"unknown campaign": connect.CodeNotFound, "not now": connect.CodeFailedPrecondition} {
		t.Run(name, func(t *testing.T) {
			c, want := tiny(t)
			m := killedAfterSubmit(t, c)
			c.Misbehave(fake.Fault{On: "Submit", Times: 1, Code: fault})
			c.Misbehave(fake.Fault{On: "Join", Times: 2, Code: fault})
			finish(t, m.worker(c, nil), c, want, m)
			if m.heard(Resent) != 1 || m.heard(Dropped) != 0 {
				t.Fatalf("resent %d, dropped %d", m.heard(Resent), m.heard(Dropped))
			}
		})
	}
}

// A coordinator that will not have the node back ends the process; the submission stays for the next.
func TestRefusedJoinKeepsTheSubmission(t *testing.T) {
	c, _ := tiny(t)
	m := killedAfterSubmit(t, c)
	c.Misbehave(fake.Fault{On: "Submit", Times: 1, Code: connect.CodeFailedPrecondition})
	c.Misbehave(fake.Fault{On: "Join", Times: 1, Code: connect.CodeInvalidArgument})
	if _, err := m.worker(c, nil).Run(t.Context(), t.Context()); !errors.Is(err, ErrRefused) {
		t.Fatalf("Run = %v", err)
	}
	if _, ok, err := m.receipts.Pending(); !ok || err != nil || m.heard(Dropped) != 0 {
		t.Fatalf("pending %t, %v, dropped %d", ok, err, m.heard(Dropped))
	}
}

// killedAfterSubmit is a machine whose process died after its first submission took effect, before it had the receipt.
func killedAfterSubmit(t *testing.T, c *fake.Coordinator) *machine {
	t.Helper()
	m := newMachine(t)
	c.Misbehave(fake.Fault{On: "Submit", Times: -1, After: true, Code: connect.CodeUnavailable})
	ctx, kill := context.WithCancel(t.Context())
	done := make(chan error, 1)
	w := m.worker(c, nil)
	go func() { _, err := w.Run(ctx, ctx); done <- err }()
	for len(c.Rows()) == 0 {
		time.Sleep(time.Millisecond)
	}
	kill()
	if err := <-done; !errors.Is(err, ErrInterrupted) {
		t.Fatalf("Run = %v", err)
	}
	if _, ok, err := m.receipts.Pending(); err != nil || !ok {
		t.Fatalf("no submission is pending (%v)", err)
	}
	c.Calm()
	return m
}
