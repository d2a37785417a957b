package recipe

import (
	"math/big"

	"quire/coordinator/campaign"
)

// Every scalar of a recipe is a real number given by the spec's decimals, rounded once to float32, to nearest, ties
// to even. This file computes them with integers and with long floats, so that no machine's libm has a say.

// longBits is the precision of numbers that are not rational or too long as fractions. 2²⁰ rounds lose at most
// 40 of these bits to the multiplications of a power.
const longBits = 256

// exact returns a decimal as a fraction. The decimal has been validated with its spec.
func exact(d campaign.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(string(d))
	if !ok {
		panic("recipe: unvalidated decimal " + string(d))
	}
	return r
}

// toFloat32 rounds a fraction.
func toFloat32(r *big.Rat) float32 {
	f, _ := r.Float32()
	return f
}

// oneMinus returns 1 - r.
func oneMinus(r *big.Rat) *big.Rat { return new(big.Rat).Sub(big.NewRat(1, 1), r) }

func long(r *big.Rat) *big.Float { return new(big.Float).SetPrec(longBits).SetRat(r) }

// rootFloat32 returns √r rounded.
func rootFloat32(r *big.Rat) float32 {
	f, _ := new(big.Float).SetPrec(longBits).Sqrt(long(r)).Float32()
	return f
}

// correction returns 1/(1-beta^t), t ≥ 1, rounded.
func correction(beta *big.Rat, t int) float32 {
	one := long(big.NewRat(1, 1))
	power, square := long(big.NewRat(1, 1)), long(beta)
	for ; t > 0; t >>= 1 {
		if t&1 == 1 {
			power.Mul(power, square)
		}
		square.Mul(square, square)
	}
	f, _ := new(big.Float).SetPrec(longBits).Quo(one, power.Sub(one, power)).Float32()
	return f
}

// Rate returns the learning rate of round 1 ≤ r ≤ Rounds as a fraction: linear from 0 in round 0 to Peak in round
// Warmup, then linear to Floor in the last round.
func Rate(r campaign.Recipe, round int) *big.Rat {
	s := r.Schedule
	peak, floor := exact(s.Peak), exact(s.Floor)
	if round <= s.Warmup {
		return peak.Mul(peak, big.NewRat(int64(round), int64(s.Warmup)))
	}
	left := big.NewRat(int64(r.Rounds-round), int64(r.Rounds-s.Warmup))
	span := new(big.Rat).Sub(peak, floor)
	return floor.Add(floor, span.Mul(span, left))
}
