package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/trainer/internal/home"
	"quire/trainer/internal/receipt"
)

// errReceipts reports receipts that --check found wanting.
var errReceipts = errors.New("some receipts are not valid")

// receiptView is one line of receipts.
type receiptView struct {
	Campaign string          `json:"campaign"`
	Path     string          `json:"path"`
	Receipt  receipt.Receipt `json:"receipt"`
	Valid    *bool           `json:"valid,omitempty"` // with --check
	Problem  string          `json:"problem,omitempty"`
}

func newReceipts(f *flags) *cobra.Command {
	var asJSON, check bool
	c := &cobra.Command{
		Use:   "receipts",
		Short: "List the coordinator's signed receipts that this trainer holds",
		Long: `List the coordinator's signed receipts that this trainer holds.

With --check their signatures, units and rewards are verified, offline, and a receipt that is not valid makes the
command fail.`,
		Args: usage(cobra.NoArgs),
		RunE: interruptible(func(_ context.Context, c *cobra.Command, _ []string) error {
			views, err := readReceipts(f, check)
			if err != nil {
				return err
			}
			bad := 0
			p := &printer{w: c.OutOrStdout()}
			for _, v := range views {
				if v.Problem != "" {
					bad++
				}
				if !asJSON {
					p.line("%s", v)
				}
			}
			if asJSON {
				p.err = printJSON(p.w, views)
			}
			if bad > 0 {
				return errors.Join(p.err, fmt.Errorf("%w: %d of %d", errReceipts, bad, len(views)))
			}
			return p.err
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "machine-readable, with the signatures")
	c.Flags().BoolVar(&check, "check", false, "verify each, offline")
	return c
}

func readReceipts(f *flags, check bool) ([]receiptView, error) {
	h, err := home.Open(f.dataDir)
	if err != nil {
		return nil, err
	}
	campaigns, err := h.Campaigns()
	if err != nil {
		return nil, err
	}
	views := []receiptView{}
	for _, c := range campaigns {
		store, err := receipt.Open(c.Dir)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", home.ErrHome, err)
		}
		files, err := store.All()
		if err != nil {
			return nil, err
		}
		var spec campaign.Spec
		if check {
			if spec, err = c.LoadSpec(); err != nil {
				return nil, err
			}
		}
		for _, file := range files {
			v := receiptView{Campaign: c.Name, Path: file.Path, Receipt: file.Receipt}
			if err := file.Err; err == nil && check {
				file.Err = file.Receipt.Verify(spec)
			}
			if file.Err != nil {
				v.Problem = file.Err.Error()
			}
			if check {
				valid := file.Err == nil
				v.Valid = &valid
			}
			views = append(views, v)
		}
	}
	return views, nil
}

// String is the receipt in one line.
func (v receiptView) String() string {
	if v.Problem != "" {
		return fmt.Sprintf("%-16s  NOT VALID: %s (%s)", v.Campaign, v.Problem, v.Path)
	}
	r := v.Receipt.Row
	checked := ""
	if v.Valid != nil {
		checked = "  valid"
	}
	return fmt.Sprintf("%-16s  row %-6d  %s  round %d %s %d  %s units  reward %s  to %s%s",
		v.Campaign, r.Seq, time.UnixMilli(r.AcceptedMs).UTC().Format(time.DateTime), r.Round, r.Kind, r.Index, si(r.Units), r.Reward, r.Payout, checked)
}
