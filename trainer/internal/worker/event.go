package worker

import (
	"math/big"
	"time"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
)

// Kind says what an Event tells.
type Kind string

// What happens to a worker, for people and logs.
const (
	Working  Kind = "working"  // a task was leased: Task, Attempt
	Accepted Kind = "accepted" // Task, Attempt, Loss of a train task, Row, Total, Took
	Waiting  Kind = "waiting"  // no work now: Reason
	Lost     Kind = "lost"     // another trainer has the task: Task, Attempt
	Failed   Kind = "failed"   // the task could not be done here: Task, Attempt, Err
	Offline  Kind = "offline"  // the coordinator does not answer: Err
	Online   Kind = "online"   // it does again: Took
	Resent   Kind = "resent"   // a submission from before a crash is sent again: Attempt
	Dropped  Kind = "dropped"  // a submission was refused for good: Attempt, Err
)

// Event is one thing that happened; which fields count depends on Kind.
type Event struct {
	Kind    Kind
	Task    round.Task
	Attempt uint32
	Loss    float32
	Row     ledger.Row
	Total   *big.Int // of this run's rewards, base units
	Took    time.Duration
	Reason  string
	Err     error
}
