package verify

import (
	"context"

	"quire/proto/canon"
)

// Account is a campaign's account of itself: from a coordinator (FromAPI), or from nothing but its bucket (FromBucket).
// Nothing of it is believed. Errors wrap ErrFalse if it contradicts itself; others mean that it cannot be read.
//
// A live campaign moves on while it is read. What is read later contains all that what was read earlier speaks of, if the
// methods are called in this order.
type Account interface {
	// Epochs returns the records of closed epochs from a number on, from 1, in order; none if there are no more, or if the
	// account does not speak of epochs.
	Epochs(ctx context.Context, from int) ([][]byte, error)
	Headline(ctx context.Context) (Headline, error)
	// Rounds returns the closed rounds from a number on, from 0, in order; none if there are no more.
	Rounds(ctx context.Context, from int) ([]Closed, error)
	// Rows returns the ledger's rows from a number on, from 1, in order; none if there are no more. It may lack rows that
	// the journal had at Headline.
	Rows(ctx context.Context, from int64) ([][]byte, error)
}

// Headline is what an account begins with.
type Headline struct {
	Spec       []byte       // canonical
	Funded     bool         // epochs are paid
	Journal    canon.Digest // the ledger's last segment; none at the beginning
	Checkpoint canon.Digest // the newest; none if the account does not say
	Trained    bool         // every round is said to be closed
}

// Closed is a round that an account says was closed, and is not void.
type Closed struct {
	Number             int
	Record, Checkpoint canon.Digest
}
