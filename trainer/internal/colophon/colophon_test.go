package colophon

import (
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	"quire/trainer/internal/verify"
)

var (
	ada, bob = common.Address{0xa}, common.Address{0xb}
	funder   = common.Address{0xf}
)

// audited is a campaign's audit: ada and bob answered a task each, a third one was answered wrongly by bob.
func audited() (campaign.Spec, *verify.Report, *verify.Contract) {
	spec := campaign.Spec{
		Name: "tiny", Title: "Tiny | <b>bold</b>\n# heading", Profile: "f32b256/1", Recipe: campaign.Recipe{Rounds: 3}, Settlement: campaign.Settlement{EpochRounds: 2},
		Audit: campaign.Audit{Probation: 1},
		Data:  campaign.Data{Tokenizer: "bytes", Tokens: 100, Shards: []canon.Object{{Digest: canon.Digest{1}, Size: 200}}},
	}
	row := func(seq int64, task byte, who common.Address, output byte) ledger.Row {
		return ledger.Row{Seq: seq, Kind: round.Train, Task: canon.Digest{task}, Node: common.Address{0x11, who[0]}, Payout: who, Output: canon.Digest{output}, Units: 1 << 60, Reward: "1500000"}
	}
	r := &verify.Report{
		Result:  verify.Result{Spec: canon.Digest{5}, Checkpoint: canon.Digest{6}, Rounds: 4, Over: true, Tasks: 18, Recomputed: 2, Remembered: 1},
		Records: []canon.Digest{{7}, {8}},
		Ledger: []ledger.Row{
			row(1, 1, ada, 1), row(2, 1, common.Address{0xc}, 1), row(3, 2, ada, 2), row(4, 3, bob, 9), row(5, 3, ada, 3), row(6, 3, common.Address{0xc}, 3),
		},
		Payments: []ledger.Epoch{{Number: 1, Increment: "3000000", Rounds: [2]int{0, 2}}, {Number: 2, Increment: "1"}},
	}
	pay := func(a common.Address, n int64) verify.Transfer {
		return verify.Transfer{Account: a, Amount: big.NewInt(n), Tx: common.Hash{byte(n)}}
	}
	return spec, r, &verify.Contract{
		ChainID: 1337, Symbol: "QTT", Decimals: 6, Earned: big.NewInt(3_000_000), Pledged: big.NewInt(10_000_001),
		Epochs:  []verify.Posted{{Number: 1, Tx: common.Hash{0xee}}},
		Pledges: []verify.Transfer{pay(funder, 10_000_000), pay(funder, 1)}, Refunds: []verify.Transfer{pay(funder, 5)}, Claims: []verify.Transfer{pay(ada, 1_500_000)},
	}
}

func TestBuild(t *testing.T) {
	spec, r, contract := audited()
	c := Build(spec, r, contract, "v1", "a test")
	if len(c.Contributors) != 3 {
		t.Fatalf("contributors %+v", c.Contributors)
	}
	if a := c.Contributors[0]; a.Account != ada.Hex() || a.Tasks != 3 || a.Void != 0 || a.Units != "3458764513820540928" || a.Reward != "4500000" || a.Claimed != "1500000" || len(a.Nodes) != 1 {
		t.Errorf("ada %+v", a)
	}
	if b := c.Contributors[1]; b.Account != bob.Hex() || b.Tasks != 0 || b.Void != 1 || b.Reward != "0" {
		t.Errorf("bob %+v", b)
	}
	if f := c.Funders; len(f) != 1 || f[0].Pledged != "10000001" || f[0].Refunded != "5" || len(f[0].Txs) != 2 {
		t.Errorf("funders %+v", f)
	}
	if c.Epochs[0].Tx != (common.Hash{0xee}).Hex() || c.Epochs[1].Tx != "" {
		t.Errorf("epochs %+v", c.Epochs)
	}
	text := c.Markdown()
	for _, want := range []string{"10.000001 QTT", "4.5 QTT", "0.000005 QTT", "3 of 18 tasks recomputed", "not final on chain", "UNSIGNED", "# Colophon: Tiny  bbold/b # heading\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if Build(spec, r, nil, "v1", "a test").Treasury != nil || !strings.Contains(Build(spec, r, nil, "", "").Markdown(), "The chain was not read") {
		t.Error("something is said of a chain that was not read")
	}
}

// same compares as JSON does, which has no empty lists apart from none.
func same(a, b Colophon) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	absent := func(text []byte) string { return strings.ReplaceAll(string(text), "null", "[]") }
	return err1 == nil && err2 == nil && absent(x) == absent(y)
}

func TestEnvelope(t *testing.T) {
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	spec, r, contract := audited()
	c := Build(spec, r, contract, "v1", "a test")
	c.SignedBy = crypto.PubkeyToAddress(key.PublicKey).Hex()
	files := []File{{"config.json", canon.Digest{1}}, {"a/b.safetensors", canon.Digest{2}}}
	b, err := Seal(t.Context(), c, files, key)
	if err != nil {
		t.Fatal(err)
	}
	again, listed, err := Open(t.Context(), b)
	if err != nil || !same(again, c) || !reflect.DeepEqual(listed, files) {
		t.Errorf("Open: %v\n%+v\n%+v", err, again, c)
	}
	c.SignedBy = funder.Hex()
	if b, err = Seal(t.Context(), c, files, key); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(t.Context(), b); !errors.Is(err, ErrSignature) {
		t.Errorf("signed by another than it says: %v", err)
	}
	if _, err := Seal(t.Context(), c, nil, key); err == nil {
		t.Error("a colophon of no files was sealed")
	}
}

// Nothing that somebody puts beside a model makes the reader fall over, and nothing unsigned passes.
func FuzzOpen(f *testing.F) {
	key, err := crypto.HexToECDSA(strings.Repeat("11", 32))
	if err != nil {
		f.Fatal(err)
	}
	spec, r, contract := audited()
	c := Build(spec, r, contract, "v1", "a test")
	c.SignedBy = crypto.PubkeyToAddress(key.PublicKey).Hex()
	good, err := Seal(f.Context(), c, []File{{"x", canon.Digest{1}}}, key)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(good), "{}", "null", "[]", `{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, _, err := Open(t.Context(), b)
		if err == nil && got.SignedBy == c.SignedBy && !same(got, c) {
			t.Fatalf("another colophon passes under an old signature: %+v", got)
		}
		if err != nil && !errors.Is(err, ErrEnvelope) && !errors.Is(err, ErrSignature) {
			t.Fatalf("Open: %v", err)
		}
	})
}
