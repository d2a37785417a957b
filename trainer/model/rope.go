package model

import "math/big"

// ropeTable holds cos and sin of position·θ^(-2i/D), [T, D/2] each. An entry is that real number rounded once to
// float32: a definition without an algorithm. math/big computes it, because the sines of a C library or of
// package math differ between machines in the last bit.
type ropeTable struct{ cos, sin []float32 }

// ropeBits is the working precision. Angle addition loses about one unit in the last place per position, so 2¹⁵
// positions leave over 100 bits, far more than the 24 that are kept.
const ropeBits = 128

func newRopeTable(theta, positions, width int) ropeTable {
	half := width / 2
	table := ropeTable{make([]float32, positions*half), make([]float32, positions*half)}
	ratio := inverseRoot(theta, half)
	angle := number(1)
	for i := range half {
		stepSin, stepCos := sinCos(angle)
		sin, cos := number(0), number(1)
		for p := range positions {
			table.cos[p*half+i], _ = cos.Float32()
			table.sin[p*half+i], _ = sin.Float32()
			// Angle addition: (cos, sin) turns by one step.
			next := difference(product(cos, stepCos), product(sin, stepSin))
			sin = sum(product(sin, stepCos), product(cos, stepSin))
			cos = next
		}
		angle = product(angle, ratio)
	}
	return table
}

// inverseRoot returns theta^(-1/n) by Newton's method on x^n = 1/theta, from 1 downwards.
func inverseRoot(theta, n int) *big.Float {
	target := quotient(number(1), number(int64(theta)))
	x := number(1)
	for {
		power := number(1) // x^(n-1)
		for range n - 1 {
			power = product(power, x)
		}
		step := quotient(difference(product(power, x), target), product(number(int64(n)), power))
		next := difference(x, step)
		// The iterates fall until rounding stops them; then they are exact to a few units of 2^-128.
		if next.Cmp(x) >= 0 {
			return x
		}
		x = next
	}
}

// sinCos sums the Taylor series of an angle in [0,1].
func sinCos(angle *big.Float) (sin, cos *big.Float) {
	sin, cos = number(0), number(0)
	term := number(1)
	for k := int64(0); k < 40; k++ { // 1/40! < 2^-128
		switch k % 4 {
		case 0:
			cos = sum(cos, term)
		case 1:
			sin = sum(sin, term)
		case 2:
			cos = difference(cos, term)
		case 3:
			sin = difference(sin, term)
		}
		term = quotient(product(term, angle), number(k+1))
	}
	return sin, cos
}

func number(n int64) *big.Float             { return new(big.Float).SetPrec(ropeBits).SetInt64(n) }
func sum(a, b *big.Float) *big.Float        { return new(big.Float).SetPrec(ropeBits).Add(a, b) }
func difference(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(ropeBits).Sub(a, b) }
func product(a, b *big.Float) *big.Float    { return new(big.Float).SetPrec(ropeBits).Mul(a, b) }
func quotient(a, b *big.Float) *big.Float   { return new(big.Float).SetPrec(ropeBits).Quo(a, b) }
