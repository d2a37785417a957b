package model

import (
	"errors"
	"testing"

	"quire/coordinator/campaign"
)

// A workspace that computes activations again gives the bits of one that keeps them, in whole batches and in parts.
func TestForgettingChangesNoBit(t *testing.T) {
	for name, shape := range shapes {
		m := mustNew(t, shape)
		weights, sequences := randomWeights(m, 1), randomSequences(m, 2*m.part(1), 2)
		kept, again := make([]float32, m.Params()), make([]float32, m.Params())
		loss, err := m.NewWorkspace(1).Gradient(weights, kept, sequences)
		if err != nil {
			t.Fatal(err)
		}
		w, err := m.NewWorkspaceOn(nil, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := w.Gradient(weights, again, sequences)
		if err != nil || got != loss || digest(again) != digest(kept) {
			t.Errorf("%s: loss %v, want %v; gradients equal: %v; error %v", name, got, loss, digest(again) == digest(kept), err)
		}
		if w.Bytes() >= m.NewWorkspace(1).Bytes() && shape.Layers > 1 {
			t.Errorf("%s: forgetting saves nothing", name)
		}
	}
}

// The size is known before anything is allocated.
func TestWorkspaceBytes(t *testing.T) {
	for name, shape := range shapes {
		m := mustNew(t, shape)
		if got, want := m.workspaceBytes(nil, 3), m.NewWorkspace(3).Bytes(); got != want {
			t.Errorf("%s: expected %d bytes, allocated %d", name, got, want)
		}
		if w, err := m.NewWorkspaceOn(nil, 3, 0); err != nil || w.Bytes() != m.WorkspaceBytesMin(nil, 3) {
			t.Errorf("%s: expected %d bytes, %v", name, m.WorkspaceBytesMin(nil, 3), err)
		}
	}
}

// A model of the size of GPT-2 trains in far less than 6 GiB: activations, and four vectors of all parameters.
func TestMemoryOfALargeModel(t *testing.T) {
	m := &Model{config: campaign.Model{Vocab: 50304, Context: 1024, Width: 768, Layers: 12, Heads: 12, KVHeads: 12, Hidden: 2048, Tied: true}}
	params := newLayout(m.config).params
	forgetting := m.WorkspaceBytesMin(nil, 2)
	if total := forgetting + 4*4*int64(params); params < 123e6 || total > 4<<30 {
		t.Errorf("%d parameters need %d MiB", params, total>>20)
	}
}

// A computation can be stopped at each point where it asks, returns the error it was given, and can be done again.
func TestStop(t *testing.T) {
	m := mustNew(t, shapes["tied"])
	weights, sequences, grad := randomWeights(m, 1), randomSequences(m, 2, 2), make([]float32, m.Params())
	w := m.NewWorkspace(2)
	enough := errors.New("enough")
	asked, limit := 0, 0
	w.StopWhen(func() error {
		if asked++; asked > limit {
			return enough
		}
		return nil
	})
	for ; ; limit++ {
		asked = 0
		if _, err := w.Gradient(weights, grad, sequences); err == nil {
			break
		} else if err != enough || asked != limit+1 {
			t.Fatalf("stopped at question %d of %d with %v", asked, limit, err)
		}
	}
	if least := 4 * m.config.Layers; limit < least {
		t.Errorf("a gradient asks %d times, want at least %d", limit, least)
	}
	stopped := digest(grad)
	w.StopWhen(nil)
	if _, err := w.Gradient(weights, grad, sequences); err != nil || digest(grad) != stopped {
		t.Errorf("after being stopped the gradient differs: %v", err)
	}
}
