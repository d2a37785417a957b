package address_test

import (
	"strings"
	"testing"

	"quire/proto/address"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed": "",
		"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed": "",
		"0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED": "",
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD": "checksum",
		"5aaeb6053f3e94c9b9a09f33669435e7ef1beaed":   "is not an address",
		"0x5aaeb6053f3e94c9b9a09f33669435e7ef1bea":   "is not an address",
		"0x0000000000000000000000000000000000000000": "zero",
		"":            "is not an address",
		"vitalik.eth": "is not an address",
	} {
		_, err := address.Parse(text)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := address.Parse(text)
		if err == nil && !strings.EqualFold(a.Hex(), text) {
			t.Fatalf("%q is read as %s", text, a)
		}
	})
}
