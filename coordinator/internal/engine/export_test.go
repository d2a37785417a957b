package engine

import (
	"context"
	"slices"

	"quire/coordinator/ledger"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// Pause keeps a campaign's desk from serving anybody until the returned function is called: what is asked meanwhile waits
// for one turn. Waiting returns how many requests do.
func (e *Engine) Pause(name string) (waiting func() int, resume func()) {
	d, err := e.desk(name)
	if err != nil {
		panic(err)
	}
	begun, gate := make(chan struct{}), make(chan struct{})
	d.requests <- func() func(error) {
		close(begun)
		<-gate
		return func(error) {}
	}
	<-begun
	return func() int { return len(d.requests) }, func() { close(gate) }
}

// Accept is Submit without what is checked before: signature, shape, objects.
func (e *Engine) Accept(ctx context.Context, name string, s Submission) (ledger.Row, error) {
	d, err := e.desk(name)
	if err != nil {
		return ledger.Row{}, err
	}
	states := append(slices.Clone(s.States), canon.Sum(s.Output))
	c := verify.Claim{Node: s.Node, Attempt: s.Attempt, Output: canon.Sum(s.Output), Steps: verify.Root(states)}
	return ask(ctx, d, func() (ledger.Row, error) { return d.accept(s, c, states, 1) })
}
