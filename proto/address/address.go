// Package address reads account addresses as people paste them. It is pure.
package address

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// Parse reads "0x" and 40 hexadecimal digits, other than the zero address. Mixed case must be the checksum of
// EIP-55, which finds a mistyped digit.
func Parse(text string) (common.Address, error) {
	if !strings.HasPrefix(text, "0x") || !common.IsHexAddress(text) {
		return common.Address{}, fmt.Errorf("%.60q is not an address: want \"0x\" and 40 hexadecimal digits", text)
	}
	a := common.HexToAddress(text)
	digits := text[2:]
	mixed := strings.ToLower(digits) != digits && strings.ToUpper(digits) != digits
	if mixed && a.Hex() != text {
		return a, fmt.Errorf("%s does not match its checksum: a digit is mistyped (or write all letters in lower case)", text)
	}
	if a == (common.Address{}) {
		return a, errors.New("the zero address belongs to nobody")
	}
	return a, nil
}
