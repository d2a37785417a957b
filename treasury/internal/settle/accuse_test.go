package settle

import (
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
)

// faulty is epoch 1 in which carl was wrong about his first task, as dora and emil agree.
func faulty(t *testing.T, w *world) []replay.Entry {
	t.Helper()
	all := w.coordinator.entries[:w.coordinator.records[0].Rows[1]]
	all = append([]replay.Entry(nil), all...)
	for _, trainer := range ledgertest.Trainers[1:] {
		row := all[0].Row
		row.Seq, row.Node, row.Payout = int64(len(all)+1), ledgertest.Address(trainer), ledgertest.Payout(trainer)
		row.Output = canon.Sum([]byte("right"))
		all = append(all, ledgertest.Resign(t, row, trainer))
	}
	return all
}

// A node whose conduct is fraud is taken to the arbitrator once, with a document that holds every answer; if a bond can be
// lost, and if the settler was told to.
func TestFraudIsTakenToTheArbitrator(t *testing.T) {
	w := newWorld(t)
	poster, carl, dir := chain.Held(ledgertest.Key("poster")), ledgertest.Address("carl"), t.TempDir()
	s, err := w.settler("poster")
	w.must(err)
	s.cfg.Evidence = dir
	record, entries := w.coordinator.records[0], faulty(t, w)
	vault, err := w.campaign.Vault(w.ctx)
	w.must(err)
	accused := func() *chain.Accusation {
		t.Helper()
		w.must(s.accuse(w.ctx, record, entries))
		a, err := vault.Accusation(w.ctx, carl)
		w.must(err)
		return a
	}
	if accused() != nil {
		t.Fatal("accused, though nobody asked for it")
	}
	s.cfg.Accuse = true
	if accused() != nil {
		t.Fatal("accused, though there is nothing to lose")
	}
	bond := w.campaign.Terms.Bond
	_, err = w.campaign.Token.Mint(w.ctx, poster, ledgertest.Address("poster"), new(big.Int).Mul(bond, big.NewInt(10)))
	w.must(err)
	_, err = vault.Deposit(w.ctx, poster, carl, bond)
	w.must(err)
	first := accused()
	if first == nil || first.Accuser != ledgertest.Address("poster") {
		t.Fatalf("accusation %+v", first)
	}
	if again := accused(); again == nil || again.Number != first.Number {
		t.Fatalf("accused again: %+v after %+v", again, first)
	}
	for _, trainer := range ledgertest.Trainers[1:] {
		if a, err := vault.Accusation(w.ctx, ledgertest.Address(trainer)); err != nil || a != nil {
			t.Errorf("%s, who was right, is accused: %+v, %v", trainer, a, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "accusation-*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	b, err := os.ReadFile(files[0])
	w.must(err)
	i, err := canon.Decode[indictment](b)
	w.must(err)
	if i.Node != carl || len(i.Wrong) != 1 || len(i.Wrong[0].Answers) != 3 || i.Wrong[0].Right != canon.Sum([]byte("right")) {
		t.Fatalf("the document says %+v", i)
	}
	for _, row := range i.Wrong[0].Answers {
		if err := row.Verify(ledgertest.Spec()); err != nil {
			t.Error(err)
		}
	}
}
