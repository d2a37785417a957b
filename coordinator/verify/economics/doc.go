// Package economics says in advance what cheating earns in a campaign, and what it costs to make sure. Everything follows
// from the spec and a few assumptions that Terms names; package simulate plays the same strategies with the real rules.
//
//	a fake is caught with  q = chance of a draw × chance that the checker, and the third one, are honest
//	k fakes stay unseen with (1−q)^k
//	an epoch's pay is at stake with every fake: that is the bond, (1−q)/q rewards of it suffice
//
// Money is whole base units. Probabilities and expectations are floating point and decide nothing. The package is pure.
package economics
