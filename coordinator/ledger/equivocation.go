package ledger

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
	"quire/proto/sign"
)

// Equivocation is proof that a node signed two different answers to one attempt at a task. No honest trainer ever does,
// whatever its hardware: it keeps what it signed before it sends it. The proof needs no judge: a contract can check it.
type Equivocation struct {
	Campaign canon.Digest   `json:"campaign"`
	Task     canon.Digest   `json:"task"`
	Attempt  uint32         `json:"attempt"`
	Node     common.Address `json:"node"`
	Answers  [2]Answer      `json:"answers"`
}

// Answer is what a node signed.
type Answer struct {
	Output    canon.Digest `json:"output"`
	Steps     canon.Digest `json:"steps"`
	Signature string       `json:"signature"` // sign.Hex
}

// ErrEquivocation is wrapped by every refusal of Verify.
var ErrEquivocation = errors.New("ledger: no proof of equivocation")

// Statement returns what answer i signed.
func (e Equivocation) Statement(i int) sign.Submission {
	a := e.Answers[i]
	return sign.Submission{Campaign: e.Campaign, Task: e.Task, Attempt: e.Attempt, Output: a.Output, Steps: a.Steps}
}

// Verify checks that the two answers differ and that the node signed both.
func (e Equivocation) Verify() error {
	if a, b := e.Answers[0], e.Answers[1]; a.Output == b.Output && a.Steps == b.Steps {
		return fmt.Errorf("%w: both answers are the same", ErrEquivocation)
	}
	for i, a := range e.Answers {
		signature, err := sign.ParseHex(a.Signature)
		if err != nil {
			return fmt.Errorf("%w: answer %d: %w", ErrEquivocation, i+1, err)
		}
		if err := sign.Verify(e.Node, e.Statement(i), signature); err != nil {
			return fmt.Errorf("%w: answer %d: %w", ErrEquivocation, i+1, err)
		}
	}
	return nil
}
