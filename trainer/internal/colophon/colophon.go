// Package colophon writes down where a model comes from, beside the model: who funded it, who computed what, on what data,
// under which digests and in which transactions. It makes no claim that an audit (package verify) has not checked.
//
//	audit ─► Build ─► Colophon ─┬─► COLOPHON.md, for people
//	                            └─► in-toto Statement, whose subjects are all files of the folder
//	                                      └─► DSSE envelope, signed ─► colophon.dsse.json
//
// Formats are those of in-toto attestations, so that other tools can read it. OpenSSF's model signatures are statements of
// the same kind, but say nothing beyond the files' digests, and their bundles take no secp256k1 keys, the only ones that
// campaigns know.
package colophon

import (
	"quire/proto/canon"
	"quire/trainer/internal/verify"
)

// Names of the files.
const (
	FileName   = "colophon.dsse.json"
	ReadmeName = "COLOPHON.md"
)

// PredicateType names the meaning of a Colophon.
const PredicateType = "urn:quire:colophon:v1"

// Colophon is a model's origin. Amounts are base units of the token, in decimal.
type Colophon struct {
	Campaign     string        `json:"campaign"`
	Title        string        `json:"title"`
	Purpose      string        `json:"purpose"`
	Spec         canon.Digest  `json:"spec"`
	Profile      string        `json:"profile"` // arithmetic that fixes every bit
	Checkpoint   Checkpoint    `json:"checkpoint"`
	Data         Data          `json:"data"`
	Treasury     *Treasury     `json:"treasury,omitempty"` // nil if the chain was not read
	Funders      []Funder      `json:"funders"`
	Contributors []Contributor `json:"contributors"`
	Records      []Record      `json:"rounds"`
	Epochs       []Epoch       `json:"epochs"`
	Verification Verification  `json:"verification"`
	SignedBy     string        `json:"signedBy"` // address; empty if unsigned
}

// Checkpoint is the model's place in the campaign.
type Checkpoint struct {
	Digest   canon.Digest `json:"sha256"`
	Round    int          `json:"round"`
	Rounds   int          `json:"rounds"` // of the campaign
	Complete bool         `json:"complete"`
}

// Data is what the model was trained on.
type Data struct {
	Tokenizer string         `json:"tokenizer"`
	Tokens    int64          `json:"tokens"`
	Shards    []canon.Object `json:"shards"`
	Others    []canon.Object `json:"others,omitempty"` // held-out text, initial weights, the tokenizer's file
}

// Treasury is the contract that holds the campaign's money, as it was at a block.
type Treasury struct {
	ChainID  uint64 `json:"chainId"`
	Contract string `json:"contract"`
	Token    string `json:"token"`
	Symbol   string `json:"symbol"`
	Decimals uint8  `json:"decimals"`
	Block    uint64 `json:"block"`
	Pledged  string `json:"pledged"`
	Earned   string `json:"earned"`
	Lineage  string `json:"lineage"`
}

// Funder is an account that pledged.
type Funder struct {
	Account  string   `json:"account"`
	Pledged  string   `json:"pledged"`
	Refunded string   `json:"refunded"`
	Txs      []string `json:"transactions"` // of the pledges
}

// Contributor is a payout address and the work that counts for it.
type Contributor struct {
	Account string   `json:"account"`
	Nodes   []string `json:"nodes"`
	Tasks   int      `json:"tasks"` // accepted and not void
	Void    int      `json:"void"`  // wrong, or forfeited with a wrong one
	Units   string   `json:"units"`
	Reward  string   `json:"reward"`
	Claimed string   `json:"claimed"` // by the block of Treasury
}

// Record is a round that stands.
type Record struct {
	Round  int          `json:"round"`
	Record canon.Digest `json:"sha256"`
}

// Epoch is a period of payment, recomputed from the ledger.
type Epoch struct {
	Number     int          `json:"number"`
	Rounds     [2]int       `json:"rounds"`
	Increment  string       `json:"increment"`
	Root       string       `json:"root"`
	Checkpoint canon.Digest `json:"checkpoint"`
	Manifest   canon.Digest `json:"manifest"`
	Tx         string       `json:"transaction"` // that posted it; empty while it is not final on chain
}

// Verification is what was checked before this was written, by whom.
type Verification struct {
	verify.Result
	Version string `json:"trainer"`
	Source  string `json:"source"` // what was read: "coordinator", "bucket", "bucket and chain", …
}
