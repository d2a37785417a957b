package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	quirev1 "quire/proto/quire/v1"
)

// token is how amounts of a campaign's money are written.
type token struct {
	symbol   string
	decimals uint32
}

// decimalsMax and symbolBytesMax bound what a coordinator may say of a token.
const (
	decimalsMax    = 36
	symbolBytesMax = 20
)

func tokenOf(m *quirev1.Campaign) token {
	f := m.GetFunding()
	if f.GetDecimals() > decimalsMax || len(f.GetSymbol()) > symbolBytesMax {
		return token{}
	}
	return token{safeText(f.GetSymbol()), f.GetDecimals()}
}

// amount writes n base units as people read them: exact, without superfluous zeros.
func (t token) amount(n *big.Int) string {
	if t.symbol == "" {
		return n.String()
	}
	digits := n.String()
	if t.decimals > 0 {
		if missing := int(t.decimals) + 1 - len(digits); missing > 0 {
			digits = strings.Repeat("0", missing) + digits
		}
		point := len(digits) - int(t.decimals)
		digits = strings.TrimRight(strings.TrimRight(digits[:point]+"."+digits[point:], "0"), ".")
	}
	return digits + " " + t.symbol
}

// si writes a count with three digits and a prefix.
func si(n int64) string {
	f := float64(n)
	for _, p := range []string{"", "k", "M", "G", "T", "P"} {
		if f < 1000 {
			return strings.TrimSpace(strconv.FormatFloat(f, 'g', max(3, len(strconv.Itoa(int(f)))), 64) + " " + p)
		}
		f /= 1000
	}
	return strconv.FormatFloat(f, 'f', 0, 64) + " E"
}

var sizeUnits = []struct {
	suffix string
	bytes  int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1}}

// parseSize reads a number of bytes such as "20GiB".
func parseSize(s string) (int64, error) {
	for _, u := range sizeUnits {
		text, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
		if err != nil || n < 1 {
			break
		}
		return n * u.bytes, nil
	}
	return 0, fmt.Errorf("%.40q is not a size such as 20GiB or 500MB", s)
}
