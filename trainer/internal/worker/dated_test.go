package worker

import (
	"errors"
	"testing"
	"time"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/trainer/internal/receipt"
)

// A receipt that is dated long before its task was leased shows a coordinator that dates rows back to blocks that it knows.
func TestReceiptsThatAreDatedBackAreRefused(t *testing.T) {
	begin := time.UnixMilli(1_700_000_000_000)
	for _, c := range []struct {
		name     string
		accepted time.Duration // after begin
		beacon   int64
		refused  bool
	}{
		{"as it should be", time.Minute, 60, false},
		{"a clock that is a little behind", -4 * time.Minute, 60, false},
		{"dated back", -6 * time.Minute, 60, true},
		{"dated back where no block decides", -6 * time.Minute, 0, false},
	} {
		err := dated(begin, ledger.Row{AcceptedMs: begin.Add(c.accepted).UnixMilli()}, campaign.Audit{Beacon: c.beacon})
		if errors.Is(err, receipt.ErrReceipt) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
