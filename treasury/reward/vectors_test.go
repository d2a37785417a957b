package reward

import (
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/proto/canon"
	"quire/proto/sign"
)

var update = flag.Bool("update", false, "rewrite the vectors that Solidity reads too")

// vectorFile is read by this test and by contracts/test/{Rows,Submissions}.t.sol: what Go and Solidity agree on.
const vectorFile = "../contracts/test/vectors.json"

type vectors struct {
	Comment string   `json:"comment"`
	Epochs  []vector `json:"epochs"`

	Submissions []submission `json:"submissions"`
}

// submission is a node's statement, what its signature covers, and its signature as the ledger holds it.
type submission struct {
	Campaign  common.Hash    `json:"campaign"`
	Task      common.Hash    `json:"task"`
	Attempt   uint32         `json:"attempt"`
	Output    common.Hash    `json:"output"`
	Steps     common.Hash    `json:"steps"`
	Digest    common.Hash    `json:"digest"`
	Node      common.Address `json:"node"`
	Signature hexutil.Bytes  `json:"signature"`
}

type vector struct {
	Rows         hexutil.Bytes `json:"rows"`
	PreviousRoot common.Hash   `json:"previousRoot"`
	Root         common.Hash   `json:"root"`
	Increment    string        `json:"increment"`
	Claims       []claim       `json:"claims"`
}

type claim struct {
	Account common.Address `json:"account"`
	Earned  string         `json:"earned"`
	Path    []common.Hash  `json:"path"`
}

// The vectors of the file are what this package computes.
func TestVectors(t *testing.T) {
	want := vectors{Comment: "Written by `go test ./treasury/reward -update`; read by Go and Solidity."}
	widest := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 127), big.NewInt(1))
	before := Cumulative{}
	for i, entries := range [][]Entry{
		{}, // an epoch in which nobody has earned yet
		{entry(1, 1)},
		{entry(2, 1_000_000)},
		{entry(3, 5), entry(1, 7)},
		{},
		{{person(4), widest}},
		crowd(100),
		crowd(33),
		{entry(1<<31, 12345)},
	} {
		e, err := Next(before, entries)
		if err != nil {
			t.Fatalf("epoch %d: %v", i, err)
		}
		before = e.Cumulative()
		want.Epochs = append(want.Epochs, vectorOf(e))
	}
	for i := range uint32(16) {
		want.Submissions = append(want.Submissions, submissionOf(t, i))
	}
	if *update {
		text, err := json.MarshalIndent(want, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorFile, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(want, "", " ")
	if err != nil || string(got)+"\n" != string(text) {
		t.Errorf("%s is not what this package computes (%v); if the change is meant: go test ./treasury/reward -update, and run the Solidity tests", vectorFile, err)
	}
}

// submissionOf is a statement; each even one and the next are a node's two answers to one attempt.
func submissionOf(t *testing.T, i uint32) submission {
	t.Helper()
	digest := func(kind byte, n uint32) canon.Digest { return canon.Sum([]byte{kind, byte(n)}) }
	s := sign.Submission{Campaign: digest('c', 0), Task: digest('t', i/2), Attempt: 1 << (i / 2 * 4), Output: digest('o', i), Steps: digest('s', i)}
	key := crypto.ToECDSAUnsafe(crypto.Keccak256([]byte{byte(i / 2 % 4)}))
	hash, err := sign.Hash(s)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := sign.Sign(key, s)
	if err != nil {
		t.Fatal(err)
	}
	return submission{
		Campaign: common.Hash(s.Campaign), Task: common.Hash(s.Task), Attempt: s.Attempt, Output: common.Hash(s.Output), Steps: common.Hash(s.Steps),
		Digest: common.Hash(hash), Node: crypto.PubkeyToAddress(key.PublicKey), Signature: signature,
	}
}

func crowd(n uint32) (entries []Entry) {
	for i := range n {
		entries = append(entries, entry(1000+i*i, int64(i)*1_000_003+1))
	}
	return entries
}

func vectorOf(e Epoch) vector {
	v := vector{Claims: []claim{}, Rows: e.Pack(), PreviousRoot: e.PreviousRoot, Root: e.Root, Increment: e.Increment.String()}
	after := e.Cumulative()
	for i, r := range e.Rows {
		if i%17 != 0 && i != len(e.Rows)-1 { // some of a crowd, and the last, which may be odd
			continue
		}
		earned, path, _ := after.Claim(r.Account)
		c := claim{Account: r.Account, Earned: earned.String(), Path: []common.Hash{}}
		for _, h := range path {
			c.Path = append(c.Path, h)
		}
		v.Claims = append(v.Claims, c)
	}
	return v
}
