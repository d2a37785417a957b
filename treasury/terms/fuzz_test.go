package terms_test

import (
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
	"quire/treasury/terms"
)

// Whatever a campaign file says, its terms are refused or are such that the contract can hold them.
func FuzzParse(f *testing.F) {
	demo, err := os.ReadFile("../../campaigns/demo.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(demo)
	f.Add([]byte("terms: {goal: 1e400, deadline: 99999999999d, arbitrator: \"0x0101010101010101010101010101010101010101\"}"))
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := terms.Parse(file)
		if err != nil {
			return
		}
		d.Arbitrator = common.Address{3}.Hex()
		r, err := d.Resolve(terms.Facts{
			Now: time.Unix(1_700_000_000, 0), Creator: common.Address{1}, Token: common.Address{2}, Decimals: 6,
			Spec: canon.Digest{4}, Cost: big.NewInt(1000), EpochCost: big.NewInt(100),
		})
		if err != nil {
			return
		}
		if r.Goal.Sign() <= 0 || r.Cap.Cmp(r.Goal) < 0 || r.EpochCap.Cmp(r.Cap) > 0 || r.Cap.BitLen() > 96 {
			t.Fatalf("accepted %+v", r)
		}
	})
}
