package receipt

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/proto/sign"
	"quire/trainer/internal/fake"
)

// example returns a receipt that is valid for the fake campaign, changed before or after it was signed.
func example(t *testing.T, before, after func(*Receipt)) (campaign.Spec, Receipt) {
	t.Helper()
	spec, _ := fake.Campaign()
	node, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	signer, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	row := ledger.Row{
		Seq: 5, Campaign: spec.Digest(), Round: 1, Kind: round.Train, Index: 1, Task: canon.Sum([]byte("task")), Attempt: 1,
		Node: crypto.PubkeyToAddress(node.PublicKey), Payout: common.HexToAddress("0x01"), Output: canon.Sum([]byte("output")),
		Units: spec.TrainUnits(), Reward: campaign.Amount(spec.Reward(spec.TrainUnits()).String()), AcceptedMs: 1,
	}
	s, err := sign.Sign(node, sign.Submission{Campaign: row.Campaign, Task: row.Task, Attempt: 1, Output: row.Output, Steps: row.Steps})
	if err != nil {
		t.Fatal(err)
	}
	row.Submission = sign.Hex(s)
	r := Receipt{Row: row, Signer: crypto.PubkeyToAddress(signer.PublicKey)}
	before(&r)
	if s, err = sign.Sign(signer, r.Row.Receipt()); err != nil {
		t.Fatal(err)
	}
	r.Signature = sign.Hex(s)
	after(&r)
	return spec, r
}

func same(*Receipt) {}

func TestVerify(t *testing.T) {
	spec, r := example(t, same, same)
	if err := r.Verify(spec); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Receipt){
		"more reward":        func(r *Receipt) { r.Row.Reward += "0" },
		"more units":         func(r *Receipt) { r.Row.Units++ },
		"another node":       func(r *Receipt) { r.Row.Node[0]++ },
		"another task":       func(r *Receipt) { r.Row.Task[0]++ },
		"another attempt":    func(r *Receipt) { r.Row.Attempt++ },
		"another campaign":   func(r *Receipt) { r.Row.Campaign[0]++ },
		"no such lane":       func(r *Receipt) { r.Row.Index = 99 },
		"no number":          func(r *Receipt) { r.Row.Seq = 0 },
		"reward is nonsense": func(r *Receipt) { r.Row.Reward = "ten" },
	} {
		for when, both := range map[string][2]func(*Receipt){"signed": {change, same}, "after signing": {same, change}} {
			if name == "reward is nonsense" && when == "signed" {
				continue // nobody can sign that
			}
			if _, r := example(t, both[0], both[1]); !errors.Is(r.Verify(spec), ErrReceipt) {
				t.Errorf("%s, %s: %v", name, when, r.Verify(spec))
			}
		}
	}
	for name, change := range map[string]func(*Receipt){
		"another payout":    func(r *Receipt) { r.Row.Payout[0]++ },
		"another time":      func(r *Receipt) { r.Row.AcceptedMs++ },
		"another signer":    func(r *Receipt) { r.Signer[0]++ },
		"no signature":      func(r *Receipt) { r.Signature = "" },
		"half a signature":  func(r *Receipt) { r.Signature = r.Signature[:66] },
		"flipped signature": func(r *Receipt) { r.Signature = r.Signature[:len(r.Signature)-1] + "f" },
	} {
		if _, r := example(t, same, change); !errors.Is(r.Verify(spec), ErrReceipt) {
			t.Errorf("%s: %v", name, r.Verify(spec))
		}
	}
}

func store(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func count(t *testing.T, s *Store) int {
	t.Helper()
	files, err := s.All()
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

func TestReceiptsAreKeptForEver(t *testing.T) {
	s := store(t)
	_, r := example(t, same, same)
	for range 2 { // again is no conflict
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	files, err := s.All()
	if err != nil || len(files) != 1 || files[0].Receipt != r {
		t.Fatalf("%v, %v", files, err)
	}
	for path, mode := range map[string]os.FileMode{files[0].Path: 0o600, filepath.Dir(files[0].Path): 0o700} {
		if i, err := os.Stat(path); err != nil || i.Mode().Perm() != mode {
			t.Errorf("%s has mode %v, %v", path, i.Mode(), err)
		}
	}
	_, other := example(t, same, same)
	if err := s.Add(other); !errors.Is(err, ErrConflict) {
		t.Fatalf("a contradiction: %v", err)
	}
	if count(t, s) != 2 {
		t.Fatal("a contradiction must keep both: they are the proof")
	}
}

func TestDamagedReceiptHidesNoOther(t *testing.T) {
	s := store(t)
	_, r := example(t, same, same)
	if err := s.Add(r); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"000000000001.json": []byte("{"), "000000000002.json": make([]byte, fileBytesMax+1), "000000000009.json": nil} {
		if err := os.WriteFile(filepath.Join(s.receipts(), name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files, err := s.All()
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	good := 0
	for _, f := range files {
		if f.Err == nil {
			good++
		}
	}
	if good != 1 {
		t.Fatalf("%d can be read", good)
	}
}

func TestPending(t *testing.T) {
	s := store(t)
	if _, ok, err := s.Pending(); ok || err != nil {
		t.Fatalf("before: %t, %v", ok, err)
	}
	want := Pending{Task: canon.Sum([]byte("task")), Attempt: 2, Output: `{"a":"ü"}`, States: []canon.Digest{{1}}, Signature: "0x"}
	if err := s.SavePending(want); err != nil {
		t.Fatal(err)
	}
	if p, ok, err := s.Pending(); !ok || err != nil || !reflect.DeepEqual(p, want) {
		t.Fatalf("saved: %v, %t, %v", p, ok, err)
	}
	for range 2 {
		if err := s.DropPending(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(s.pending(), []byte("half a fi"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Pending(); ok || err != nil {
		t.Fatalf("damaged: %t, %v", ok, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"seq":1}`), []byte("x"))
	spec, _ := fake.Campaign()
	f.Fuzz(func(t *testing.T, row, signature []byte) {
		if r, err := Parse(row, signature, common.Address{}); err == nil && r.Verify(spec) == nil {
			t.Fatal("a random receipt is valid")
		}
	})
}
