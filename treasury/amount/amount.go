// Package amount reads and writes token amounts: whole tokens with a decimal point for people ("12.5"), integer base
// units for machines. It never rounds: what cannot be said exactly is refused. It is pure and safe for concurrent use.
package amount

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// DecimalsMax bounds the decimals of a token; 18 is usual.
const DecimalsMax = 36

// digitsMax bounds the length of an amount: 2^96 base units have 29 digits.
const digitsMax = 64

// ErrSyntax is returned, wrapped, for everything that is not an amount of the token.
var ErrSyntax = errors.New("not an amount")

// Parse reads a non-negative decimal number of whole tokens, such as "12.5", as base units of a token with that many
// decimals. Signs, exponents, spaces and digit separators are refused, and so are more fraction digits than the token has.
func Parse(s string, decimals uint8) (*big.Int, error) {
	if decimals > DecimalsMax {
		return nil, fmt.Errorf("token with %d decimals: at most %d are supported", decimals, DecimalsMax)
	}
	whole, fraction, pointed := strings.Cut(s, ".")
	if len(s) > digitsMax || whole == "" || pointed && fraction == "" || !digits(whole) || !digits(fraction) {
		return nil, fmt.Errorf("%q is %w: write whole tokens, for example 12 or 12.5", clip(s), ErrSyntax)
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > int(decimals) {
		return nil, fmt.Errorf("%q is %w of this token: it has %d decimals", s, ErrSyntax, decimals)
	}
	units, _ := new(big.Int).SetString(whole+fraction+strings.Repeat("0", int(decimals)-len(fraction)), 10)
	return units, nil
}

// Format writes base units as whole tokens without needless zeros: 12500000 with 6 decimals is "12.5".
func Format(units *big.Int, decimals uint8) string {
	sign := ""
	if units.Sign() < 0 {
		sign = "-"
	}
	s := new(big.Int).Abs(units).String()
	if missing := int(decimals) + 1 - len(s); missing > 0 {
		s = strings.Repeat("0", missing) + s
	}
	whole, fraction := s[:len(s)-int(decimals)], strings.TrimRight(s[len(s)-int(decimals):], "0")
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

func clip(s string) string {
	if len(s) > digitsMax {
		return s[:digitsMax] + "…"
	}
	return s
}
