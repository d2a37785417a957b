package verify

import "quire/proto/canon"

// LinksMax bounds a chain, and so the time to walk it: a second at most.
const LinksMax = 1 << 22

// markEvery is the distance between links that a Chain remembers.
const markEvery = 1024

// Chain is a chain of links that ends in a secret: each link is the SHA-256 of the next one, so that showing a link
// proves that those after it were fixed before, and tells nothing about them. It is immutable.
type Chain struct {
	n     int
	marks []canon.Digest // links n-1, n-1-markEvery, …
}

// NewChain returns the chain of n links that ends in secret, 1 ≤ n ≤ LinksMax.
func NewChain(secret canon.Digest, n int) *Chain {
	c := &Chain{n: n}
	for i := range n {
		if i%markEvery == 0 {
			c.marks = append(c.marks, secret)
		}
		secret = canon.Sum(secret[:])
	}
	return c
}

// Link returns link i. Beyond the last one it is the last one: who runs out of links draws with a number that has been
// shown, which chains of several times a campaign's rounds make a theoretical case.
func (c *Chain) Link(i int) canon.Digest {
	back := max(c.n-1-i, 0)
	link := c.marks[back/markEvery]
	for range back % markEvery {
		link = canon.Sum(link[:])
	}
	return link
}

// Follows reports whether link is the one after previous in a chain.
func Follows(previous, link canon.Digest) bool { return canon.Sum(link[:]) == previous }
