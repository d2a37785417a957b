package main

import (
	"math/big"
	"testing"
)

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		token token
		n     int64
		want  string
	}{
		{token{}, 1234, "1234"},
		{token{"QTT", 6}, 0, "0 QTT"},
		{token{"QTT", 6}, 1, "0.000001 QTT"},
		{token{"QTT", 6}, 1_500_000, "1.5 QTT"},
		{token{"QTT", 6}, 20_000_000, "20 QTT"},
		{token{"YEN", 0}, 200, "200 YEN"},
	} {
		if got := c.token.amount(big.NewInt(c.n)); got != c.want {
			t.Errorf("%d of %v is %q, want %q", c.n, c.token, got, c.want)
		}
	}
}

func TestSI(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1 k", 1234: "1.23 k", 999_499: "999 k", 1_500_000_000: "1.5 G"} {
		if got := si(n); got != want {
			t.Errorf("si(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{"20GiB": 20 << 30, "500MB": 500e6, "1": 1, "7B": 7, "1 TiB": 1 << 40} {
		if got, err := parseSize(s); err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "GiB", "-1GiB", "0", "1.5GiB", "20 parsecs", "99999999999999999999GiB"} {
		if n, err := parseSize(s); err == nil {
			t.Errorf("parseSize(%q) = %d", s, n)
		}
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain\ttext\n": "plain\ttext\n",
		"ünïcödé ✓":     "ünïcödé ✓",
		"\x1b[2J":       `\x1b[2J`,
		"\xff\x00":      `\xff\x00`,
		"a\u202eb":      `a\xe2\x80\xaeb`,
		"\r\a":          `\x0d\x07`,
	} {
		if got := printable([]byte(in)); got != want {
			t.Errorf("printable(%q) = %q, want %q", in, got, want)
		}
	}
}
