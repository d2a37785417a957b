package canon

import (
	"encoding/hex"
	"fmt"
)

// Series is a sequence of records of one campaign that stand in the store under numbers too, from 1 without gaps, so that
// whoever has nothing but the store finds them. Each of Journal and Closings also stands under its digest, and names the one before it: the last
// proves all the others.
type Series string

// Journal is the ledger's segments. Closings is the records of rounds in the order in which they were closed, those that
// are void since included. Notes is what the coordinator would lose with etcd besides: acts of operators, and proofs against
// nodes, in no particular order.
const (
	Journal  Series = "journal"
	Closings Series = "records"
	Notes    Series = "notes"
)

// NumberMax bounds the numbers of a series, which have eight digits so that names sort as numbers do.
const NumberMax = 99_999_999

const numberDigits = 8

// Folder is what the names of a campaign's records of the series begin with.
func (s Series) Folder(campaign Digest) string {
	return string(s) + "/" + hex.EncodeToString(campaign[:]) + "/"
}

// Path is the name in any store of a campaign's record with this number, 1 to NumberMax.
func (s Series) Path(campaign Digest, number int) (string, error) {
	if campaign.IsZero() || number < 1 || number > NumberMax {
		return "", fmt.Errorf("no record %d in the %s of campaign %s, numbers are 1 to %d", number, s, campaign.Short(), NumberMax)
	}
	return fmt.Sprintf("%s%0*d", s.Folder(campaign), numberDigits, number), nil
}

// Number reads the last part of a name; ok is false for a name that is none of ours.
func (s Series) Number(name string) (number int, ok bool) {
	if len(name) != numberDigits {
		return 0, false
	}
	for _, c := range name {
		if c < '0' || c > '9' {
			return 0, false
		}
		number = 10*number + int(c-'0')
	}
	return number, number > 0
}
