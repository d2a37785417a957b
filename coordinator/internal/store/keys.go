package store

import (
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/round"
	"quire/proto/canon"
)

// Keys are the names of one campaign's records.
type Keys string

// Campaign returns the keys of the campaign with this (validated) name.
func Campaign(name string) Keys { return Keys(prefix + "campaign/" + name + "/") }

// Heads is the prefix of all campaigns' heads, the only records that are listed across campaigns.
const Heads = prefix + "head/"

// Head holds the campaign itself.
func Head(name string) string { return Heads + name }

// Nodes is the prefix of registrations.
func (k Keys) Nodes() string { return string(k) + "node/" }

// Node holds one registration.
func (k Keys) Node(a common.Address) string { return k.Nodes() + strings.ToLower(a.Hex()) }

// Slots is the prefix of a round's tasks.
func (k Keys) Slots(number int) string { return fmt.Sprintf("%sslot/%08d/", k, number) }

// Slot holds one task.
func (k Keys) Slot(number int, kind round.Kind, index int) string {
	return fmt.Sprintf("%s%s/%06d", k.Slots(number), kind, index)
}

// Cases is the prefix of tasks of closed rounds that are computed again.
func (k Keys) Cases() string { return string(k) + "case/" }

// Case holds one of them.
func (k Keys) Case(task canon.Digest) string { return k.Cases() + task.String() }

// Equivocations is the prefix of proofs against nodes.
func (k Keys) Equivocations() string { return string(k) + "equivocation/" }

// Equivocation holds the first proof against a node.
func (k Keys) Equivocation(a common.Address) string {
	return k.Equivocations() + strings.ToLower(a.Hex())
}

// Answers is the prefix of a task's accepted answers.
func (k Keys) Answers(task canon.Digest) string { return string(k) + "done/" + task.String() + "/" }

// Answer holds one of them, counted from 0. It is created once and never changed.
func (k Keys) Answer(task canon.Digest, i int) string {
	return fmt.Sprintf("%s%04d", k.Answers(task), i)
}

// Rows is the prefix of the ledger.
func (k Keys) Rows() string { return string(k) + "row/" }

// Row holds one ledger row.
func (k Keys) Row(seq int64) string { return fmt.Sprintf("%s%012d", k.Rows(), seq) }

// Lots is the prefix of lots of the open epoch.
func (k Keys) Lots() string { return string(k) + "lot/" }

// Lot holds the lot of a row's answer.
func (k Keys) Lot(seq int64) string { return fmt.Sprintf("%s%012d", k.Lots(), seq) }

// Beacons is the prefix of the blocks that decide lots of the open epoch.
func (k Keys) Beacons() string { return string(k) + "beacon/" }

// Beacon holds the block for a time in Unix seconds.
func (k Keys) Beacon(at int64) string { return fmt.Sprintf("%s%012d", k.Beacons(), at) }

// Rounds is the prefix of closed rounds.
func (k Keys) Rounds() string { return string(k) + "round/" }

// Round holds one closed round.
func (k Keys) Round(number int) string { return fmt.Sprintf("%s%08d", k.Rounds(), number) }

// Epochs is the prefix of closed epochs.
func (k Keys) Epochs() string { return string(k) + "epoch/" }

// Epoch holds one closed epoch.
func (k Keys) Epoch(number int) string { return fmt.Sprintf("%s%06d", k.Epochs(), number) }

// Archive says what has left etcd.
func (k Keys) Archive() string { return string(k) + "archive" }

// Audits is the prefix of what operators did.
func (k Keys) Audits() string { return string(k) + "audit/" }

// Audit holds one act of an operator, by its time in Unix milliseconds.
func (k Keys) Audit(ms int64) string { return fmt.Sprintf("%s%015d", k.Audits(), ms) }
