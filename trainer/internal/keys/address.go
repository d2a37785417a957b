package keys

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/ethereum/go-ethereum/common"
)

// checksModes is false where files have no Unix modes.
const checksModes = runtime.GOOS != "windows"

func keystoreAddress(path string, b []byte) (common.Address, error) {
	var head struct {
		Address string `json:"address"`
	}
	if err := json.Unmarshal(b, &head); err != nil || !common.IsHexAddress(head.Address) {
		return common.Address{}, fmt.Errorf("%w: %s is not a keystore file", ErrKey, path)
	}
	return common.HexToAddress(head.Address), nil
}

// ParsePayout reads an address as people paste it. One with mixed case must have a right checksum (EIP-55); the zero
// address would burn the rewards and is refused.
func ParsePayout(s string) (common.Address, error) {
	if len(s) != 42 || s[:2] != "0x" || !common.IsHexAddress(s) {
		return common.Address{}, fmt.Errorf("payout address %.60q is not \"0x\" and 40 hexadecimal digits: copy it from your wallet", s)
	}
	a := common.HexToAddress(s)
	if a == (common.Address{}) {
		return a, fmt.Errorf("payout address %s is the zero address: nobody could claim the rewards", s)
	}
	if hasBothCases(s[2:]) && a.Hex() != s {
		return a, fmt.Errorf("payout address %s has a wrong checksum: a character was mistyped, copy it again", s)
	}
	return a, nil
}

func hasBothCases(s string) bool {
	var upper, lower bool
	for _, c := range s {
		upper = upper || (c >= 'A' && c <= 'F')
		lower = lower || (c >= 'a' && c <= 'f')
	}
	return upper && lower
}
