// Package verify decides whose work is computed a second time, who of several was right, and what follows for those who
// were not. It is pure, and needs nothing but public records to be repeated by anybody.
//
//	submission ─► Standing.Chance ─► Drawn ─► a copy of the task for another owner
//	                                             │
//	     claims of the copies ─► Judge ──────────┴─► Verdict: the right output, and the claims that were wrong
//	                                                        │
//	     claims of an epoch ─► Faults ─► hardware or fraud ─┘
//
// Tasks are exact, so a verdict is equality: there is no tolerance to be argued about, and honest nodes always agree. A
// copier gains nothing by seeing an output, because a submission also commits to the state in the middle of the
// computation (Root), which is never published while the task can still be drawn.
package verify
