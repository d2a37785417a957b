package chain

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
)

// A rehearsal does in the simulation what would be done, each step after those before it, and nothing on the chain.
func TestRehearsalChangesNothing(t *testing.T) {
	inBothWorlds(t, func(t *testing.T, w *world) {
		c := w.create()
		height, err := w.client.Head(w.ctx)
		w.must(err)
		var steps []Step
		w.client.OnStep = func(s Step) { steps = append(steps, s) }
		w.client.Rehearse = true
		ann, bob := w.people["ann"], w.people["bob"]
		w.mined(c.Pledge(w.ctx, ann, tokens(600), false))
		w.mined(c.Pledge(w.ctx, bob, tokens(900), true))
		w.mined(c.Start(w.ctx, w.people["creator"]))
		stake, err := c.StakeOf(w.ctx, w.account("ann"))
		w.must(err)
		if stake.Cmp(tokens(600)) != 0 {
			t.Errorf("rehearsed stake: %v", stake)
		}
		w.refused(second(c.Pledge(w.ctx, ann, tokens(1), true)), "WrongPhase")
		var called string
		for _, s := range steps {
			if s.What != Rehearsed || s.Gas == 0 {
				t.Errorf("step %+v", s)
			}
			called += s.Call + " "
		}
		if called != "approve pledge pledgeWithPermit start " {
			t.Errorf("rehearsed %s", called)
		}

		w.client.Rehearse, w.client.rehearsed = false, nil
		if after, err := w.client.Head(w.ctx); err != nil || after != height {
			t.Errorf("block %d, and %d before (%v)", after, height, err)
		}
		if stake, err = c.StakeOf(w.ctx, w.account("ann")); err != nil || stake.Sign() != 0 {
			t.Errorf("stake on the chain: %v (%v)", stake, err)
		}
	})
}

// A rehearsal says what would stop the real thing: the contract, and a purse without gas.
func TestRehearsalRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.create()
	w.client.Rehearse = true
	w.refused(second(c.Pledge(w.ctx, w.people["ann"], tokens(5_001), true)), "CapExceeded")
	w.refused(second(c.Start(w.ctx, w.people["creator"])), "WrongPhase")
	poor := Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("poor"))))
	if _, err := c.Token.client.DeployTestToken(w.ctx, poor); !errors.Is(err, ErrNoGas) {
		t.Errorf("without gas: %v", err)
	}
	w.refused(second(c.AnnounceExit(w.ctx, w.people["ann"], new(big.Int))), "WrongPhase")
}

// A contract that is rehearsed gets the address that it will have.
func TestRehearsedContractIsWhereItWillBe(t *testing.T) {
	w := newWorld(t)
	creator := w.people["creator"]
	w.client.Rehearse = true
	var foreseen [2]string
	for i := range foreseen {
		at, err := w.client.DeployTestToken(w.ctx, creator)
		w.must(err)
		foreseen[i] = at.Hex()
	}
	w.client.Rehearse, w.client.rehearsed = false, nil
	for _, want := range foreseen {
		at, err := w.client.DeployTestToken(w.ctx, creator)
		w.must(err)
		if at.Hex() != want {
			t.Errorf("at %s, foreseen %s", at, want)
		}
	}
}
