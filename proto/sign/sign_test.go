package sign_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/canon"
	"quire/proto/sign"
)

var update = flag.Bool("update", false, "rewrite testdata/golden.json")

// statements are one of each kind, over fixed inputs.
func statements() map[string]sign.Statement {
	a, b := canon.Sum([]byte("a")), canon.Sum([]byte("b"))
	return map[string]sign.Statement{
		"call":       sign.Call{Campaign: a, Procedure: "/quire.v1.ContributorService/Lease", Body: a, UnixMs: 1795352400000},
		"note":       sign.Note{Campaign: a, Content: b},
		"submission": sign.Submission{Campaign: a, Task: b, Attempt: 3, Output: canon.Sum([]byte("c")), Steps: canon.Sum([]byte("d"))},
		"receipt": sign.Receipt{
			Campaign: a, Task: b, Output: canon.Sum([]byte("c")), Payout: common.Address{1, 2}, Seq: 7, Units: 1 << 40,
			Reward: new(big.Int).Lsh(big.NewInt(1), 100), Row: canon.Sum([]byte("d")),
		},
	}
}

// golden is what another implementation must reproduce: testdata/golden.json.
type golden struct{ Hash, Signature string }

func TestGolden(t *testing.T) {
	key, err := crypto.HexToECDSA(strings.Repeat("1c", 32))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]golden{}
	for name, s := range statements() {
		h, err := sign.Hash(s)
		if err != nil {
			t.Fatal(err)
		}
		signature, err := sign.Sign(key, s)
		if err != nil {
			t.Fatal(err)
		}
		if err := sign.Verify(crypto.PubkeyToAddress(key.PublicKey), s, signature); err != nil {
			t.Fatal(err)
		}
		got[name] = golden{hex.EncodeToString(h[:]), sign.Hex(signature)}
	}
	b, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/golden.json"
	if *update {
		if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(want), b) {
		t.Fatalf("signed statements changed:\n%s\nwant\n%s", b, want)
	}
}

func TestForgedSignatures(t *testing.T) {
	key, _ := crypto.GenerateKey()
	by := crypto.PubkeyToAddress(key.PublicKey)
	s := statements()["submission"]
	good, err := sign.Sign(key, s)
	if err != nil {
		t.Fatal(err)
	}
	n := crypto.S256().Params().N
	twin := append([]byte(nil), good...) // the other s of the same signature (EIP-2)
	new(big.Int).Sub(n, new(big.Int).SetBytes(good[32:64])).FillBytes(twin[32:64])
	twin[64] ^= 1
	for name, bad := range map[string][]byte{
		"none": nil, "short": good[:64], "zero": make([]byte, 65), "v of 27": append(good[:64:64], good[64]+27), "high s": twin,
		"flipped": append(good[:64:64], good[64]^1),
	} {
		if err := sign.Verify(by, s, bad); !errors.Is(err, sign.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := sign.Verify(by, statements()["receipt"], good); !errors.Is(err, sign.ErrSignature) {
		t.Errorf("another statement: %v", err)
	}
	if err := sign.Verify(common.Address{9}, s, good); !errors.Is(err, sign.ErrSignature) {
		t.Errorf("another key: %v", err)
	}
}
