package settle

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
	"quire/treasury/reward"
)

// guarded lets a watcher with its own key look once.
func (w *world) guarded(dir string) error {
	w.t.Helper()
	key := ledgertest.Key("carl's purse")
	client, err := NewCoordinator(w.url, "tiny", key)
	w.must(err)
	s, err := New(w.ctx, Config{
		Campaign: w.campaign, Coordinator: client, Key: key, Challenge: true, Evidence: dir, Interval: time.Millisecond, Log: w.log,
	})
	w.must(err)
	return s.Step(w.ctx)
}

// endow gives the watcher tokens for bonds.
func (w *world) endow() {
	w.t.Helper()
	_, err := w.campaign.Token.Mint(w.ctx, chain.Held(ledgertest.Key("poster")), ledgertest.Payout("carl"), ledgertest.Spec().Cost())
	w.must(err)
}

// A watcher lets an epoch stand that the ledger gives.
func TestGuardLetsTheTruthStand(t *testing.T) {
	w := newWorld(t)
	w.endow()
	w.coordinator.close(1)
	w.must(w.step())
	w.must(w.guarded(t.TempDir()))
	if p := w.funding().Pending; p == nil || !p.RuleBy.IsZero() {
		t.Errorf("the honest epoch: %+v", p)
	}
}

// A watcher challenges an epoch that nobody has earned, one that pays other rewards than the ledger, and one with another
// checkpoint; the digest on chain is that of the evidence it keeps. What it cannot recompute it leaves alone.
func TestGuardChallengesLies(t *testing.T) {
	honest := ledgertest.Epochs(t, ledgertest.Spec(), ledgertest.Ledger(t, ledgertest.Spec()))[0]
	for name, lie := range map[string]struct {
		closed     int
		checkpoint canon.Digest
	}{"an epoch that is not closed": {0, honest.Checkpoint}, "other rewards": {1, honest.Checkpoint}, "another checkpoint": {1, canon.Sum([]byte("x"))}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.endow()
			e, err := reward.Next(nil, []reward.Entry{{Account: ledgertest.Address("poster"), Reward: honest.Increment.Int()}})
			w.must(err)
			if lie.checkpoint != honest.Checkpoint {
				e, err = replay.Epoch(replay.Input{
					Spec: w.coordinator.spec, Digest: w.coordinator.spec.Digest(), Signer: ledgertest.Address(ledgertest.Signer),
					Record: honest, Entries: w.coordinator.entries[honest.Rows[0]-1 : honest.Rows[1]],
				})
				w.must(err)
			}
			_, err = w.campaign.PostEpoch(w.ctx, chain.Held(ledgertest.Key("poster")), chain.Posting{Epoch: 1, Rows: e.Pack(), Checkpoint: lie.checkpoint, Manifest: honest.Manifest})
			w.must(err)
			w.coordinator.close(lie.closed)
			dir := t.TempDir()
			w.coordinator.mu.Lock()
			w.coordinator.down = true
			w.coordinator.mu.Unlock()
			if err := w.guarded(dir); err == nil {
				t.Error("an outage was no error")
			}
			if p := w.funding().Pending; !p.RuleBy.IsZero() {
				t.Fatal("an outage was taken for a lie")
			}
			w.coordinator.mu.Lock()
			w.coordinator.down = false
			w.coordinator.mu.Unlock()
			w.must(w.guarded(dir))
			w.must(w.guarded(dir)) // and once is enough
			p := w.funding().Pending
			if p == nil || p.Challenger != ledgertest.Payout("carl") {
				t.Fatalf("the lie: %+v", p)
			}
			w.evidence(dir)
		})
	}
}

// evidence fails the test unless the one document in dir is the one whose digest is on chain.
func (w *world) evidence(dir string) {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "challenge-*.json"))
	w.must(err)
	if len(files) != 1 {
		w.t.Fatalf("evidence: %v", files)
	}
	document, err := os.ReadFile(files[0])
	w.must(err)
	head, err := w.client.Head(w.ctx)
	w.must(err)
	events, err := w.campaign.Events(w.ctx, 0, head)
	w.must(err)
	last := events[len(events)-1]
	if last.Name != "EpochChallenged" || last.Args[3].Text != canon.Sum(document).String() {
		w.t.Errorf("on chain %+v, the evidence is %s:\n%s", last, canon.Sum(document), document)
	}
}
