package amount

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, x := range []struct {
		text     string
		decimals uint8
		want     string // base units; "" if refused
	}{
		{"12.5", 6, "12500000"},
		{"12", 6, "12000000"},
		{"0", 6, "0"},
		{"0.000001", 6, "1"},
		{"1.50000000", 6, "1500000"},
		{"007", 0, "7"},
		{"1", 18, "1000000000000000000"},
		{"0.0000001", 6, ""},
		{"1.5", 0, ""},
		{"", 6, ""}, {".", 6, ""}, {".5", 6, ""}, {"5.", 6, ""}, {"1.2.3", 6, ""}, {"-1", 6, ""}, {"+1", 6, ""},
		{"1e6", 6, ""}, {"1,5", 6, ""}, {"1 000", 6, ""}, {"0x10", 6, ""}, {"١", 6, ""}, {"NaN", 6, ""},
		{strings.Repeat("9", 65), 6, ""},
		{"1", 37, ""},
	} {
		got, err := Parse(x.text, x.decimals)
		if x.want == "" {
			if err == nil {
				t.Errorf("Parse(%q, %d) = %v, want a refusal", x.text, x.decimals, got)
			}
			if x.decimals <= DecimalsMax && !errors.Is(err, ErrSyntax) {
				t.Errorf("Parse(%q, %d): %v, want ErrSyntax", x.text, x.decimals, err)
			}
			continue
		}
		if err != nil || got.String() != x.want {
			t.Errorf("Parse(%q, %d) = %v, %v, want %s", x.text, x.decimals, got, err, x.want)
		}
	}
}

// What is formatted is read back as the same.
func TestFormatAndBack(t *testing.T) {
	for _, units := range []string{"0", "1", "10", "999999", "1000000", "12500000", "79228162514264337593543950335"} {
		for _, decimals := range []uint8{0, 1, 6, 18, 36} {
			u, _ := new(big.Int).SetString(units, 10)
			text := Format(u, decimals)
			back, err := Parse(text, decimals)
			if err != nil || back.Cmp(u) != 0 {
				t.Errorf("%s with %d decimals is %q, which reads back as %v (%v)", units, decimals, text, back, err)
			}
		}
	}
	if got := Format(big.NewInt(-1500000), 6); got != "-1.5" {
		t.Errorf("a negative amount is %q", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("12.5", uint8(6))
	f.Fuzz(func(t *testing.T, text string, decimals uint8) {
		u, err := Parse(text, decimals)
		if err != nil {
			return
		}
		back, err := Parse(Format(u, decimals), decimals)
		if err != nil || back.Cmp(u) != 0 {
			t.Errorf("%q is %v, formatted and read back %v (%v)", text, u, back, err)
		}
	})
}
