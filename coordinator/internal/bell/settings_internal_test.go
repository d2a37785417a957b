package bell

import (
	"errors"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

// Each setting that could lose or hide rings is noticed, by name.
func TestUnsafeSettings(t *testing.T) {
	want := jetstream.StreamConfig{Retention: jetstream.WorkQueuePolicy, Discard: jetstream.DiscardNew, Replicas: 3, MaxMsgSize: ringBytes, MaxMsgsPerSubject: ringsMax}
	if err := checkSettings(want, want); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*jetstream.StreamConfig){
		"retention": func(c *jetstream.StreamConfig) { c.Retention = jetstream.InterestPolicy },
		"storage":   func(c *jetstream.StreamConfig) { c.Storage = jetstream.MemoryStorage },
		"discard":   func(c *jetstream.StreamConfig) { c.Discard = jetstream.DiscardOld },
		"replicas":  func(c *jetstream.StreamConfig) { c.Replicas = 1 },
	} {
		have := want
		change(&have)
		if err := checkSettings(have, want); !errors.Is(err, ErrSettings) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
