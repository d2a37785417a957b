// Package round is one round of a campaign as a pure machine: which tasks there are, who holds them, what was accepted,
// and when the round is closed.
//
//	            lease            submit
//	  ┌─► open ───────► leased ─────────► accepted
//	  │    ▲               │
//	  │    └───────────────┘ expire, release (attempt counts on; after AttemptsMax: quarantined for a while)
//	waiting (a merge, until every train task of the round is accepted)
//
// Every lane is trained from the round's base checkpoint; when all are accepted, every slice is merged; when all slices
// are accepted, they form the next checkpoint. Round 0 has no lanes: its merges make the initial checkpoint. Some rounds
// evaluate the checkpoint that they start from, beside their lanes.
//
// State.Apply is a pure function: it takes the time as an argument, returns a new state and what is to be done about it,
// and refuses with a sentinel error and no effect. An attempt's number is its fencing token: correctness never depends
// on a clock, a deadline only decides when somebody else may try.
package round
