package campaign

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
)

// Decimal is a non-negative decimal fraction in its only spelling: no sign, no exponent, no superfluous zero. It stands
// where other systems put a float, because its text is exact and the same in every language.
type Decimal string

var decimalForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})(\.[0-9]{0,11}[1-9])?$`)

// UnmarshalJSON takes a string, or a number as people write it in YAML.
func (d *Decimal) UnmarshalJSON(b []byte) error { return unmarshalText(b, (*string)(d)) }

func (d Decimal) validate() error {
	if !decimalForm.MatchString(string(d)) {
		return fmt.Errorf("%.40q is not a plain decimal such as \"0.001\" (no sign, no exponent, no trailing zero)", string(d))
	}
	return nil
}

// Float32 returns the binary32 number nearest to d, ties to even. d must be valid.
func (d Decimal) Float32() float32 {
	f, err := strconv.ParseFloat(string(d), 32)
	if err != nil {
		panic("campaign: Float32 of an unvalidated Decimal: " + err.Error())
	}
	return float32(f)
}

// of returns d × n, rounded down. d must be valid.
func (d Decimal) of(n *big.Int) *big.Int {
	r, ok := new(big.Rat).SetString(string(d))
	if !ok {
		panic("campaign: product of an unvalidated Decimal " + string(d))
	}
	r.Mul(r, new(big.Rat).SetInt(n))
	return new(big.Int).Quo(r.Num(), r.Denom())
}

// Amount is money: a non-negative whole number of a token's base units, spelled in decimal because it may exceed 2⁵³.
type Amount string

var amountForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,37})$`)

// UnmarshalJSON takes a string, or a whole number as people write it in YAML.
func (a *Amount) UnmarshalJSON(b []byte) error { return unmarshalText(b, (*string)(a)) }

func (a Amount) validate() error {
	if !amountForm.MatchString(string(a)) {
		return fmt.Errorf("%.50q is not a whole number of base units (at most 38 digits)", string(a))
	}
	return nil
}

// Int returns the amount. a must be valid.
func (a Amount) Int() *big.Int {
	n, ok := new(big.Int).SetString(string(a), 10)
	if !ok {
		panic("campaign: Int of an unvalidated Amount " + string(a))
	}
	return n
}

func unmarshalText(b []byte, to *string) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, to)
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*to = n.String()
	return nil
}
