package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"quire/treasury/amount"
	"quire/treasury/internal/chain"
)

// Happening is a line of `treasury history`: an event of a campaign, its vault or its shares.
type Happening struct {
	Block    uint64            `json:"block"`
	Time     string            `json:"time"` // RFC 3339, UTC
	Tx       string            `json:"tx"`
	Index    uint              `json:"index"` // of the log in its block
	Contract string            `json:"contract"`
	Event    string            `json:"event"`
	Amount   string            `json:"amount,omitempty"` // whole tokens or shares, exactly
	Units    string            `json:"units,omitempty"`  // the same in base units
	Symbol   string            `json:"symbol,omitempty"`
	Args     map[string]string `json:"args"` // all values, amounts in base units
	order    []string
}

func happening(e chain.Event, t *chain.Token) Happening {
	h := Happening{
		Block: e.Block, Time: instant(e.Time), Tx: e.Tx.Hex(), Index: e.Index, Contract: e.Contract, Event: e.Name, Args: map[string]string{},
	}
	for _, a := range e.Args {
		h.Args[a.Name] = a.Text
		h.order = append(h.order, a.Name)
		// The amount that moved is named last or alone: Refunded has a stake before it, Pledged the budget after it.
		if a.Units != nil && (h.Units == "" || a.Name == "amount" || a.Name == "increment") {
			h.Units, h.Amount, h.Symbol = a.Units.String(), amount.Format(a.Units, t.Decimals), t.Symbol
		}
	}
	if e.Contract == "shares" && e.Name == "Transfer" {
		h.Symbol = shareName
	}
	return h
}

// details are the values in the contract's order.
func (h Happening) details() string {
	var parts []string
	for _, name := range h.order {
		parts = append(parts, name+"="+h.Args[name])
	}
	return strings.Join(parts, " ")
}

func historyCommand(o *options) *cobra.Command {
	var contract string
	var table bool
	c := &cobra.Command{
		Use:   "history",
		Short: "List all that happened to a campaign's money, from the chain's logs",
		Long: `List every event of the campaign, of its vault and of its shares, in order, from the chain's logs alone. With --csv as a
table for a spreadsheet: amounts in whole tokens and in base units, exactly.`,
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := addressFlag("contract", contract)
			if err != nil {
				return err
			}
			if table && o.json {
				return fmt.Errorf("%w: give either --csv or --json, not both", errUsage)
			}
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			campaign, err := client.Campaign(ctx, at)
			if err != nil {
				return err
			}
			head, err := client.Head(ctx)
			if err != nil {
				return err
			}
			events, err := campaign.Events(ctx, 0, head)
			if err != nil {
				return err
			}
			all := []Happening{}
			for _, e := range events {
				all = append(all, happening(e, campaign.Token))
			}
			switch {
			case o.json:
				return printJSON(c.OutOrStdout(), all)
			case table:
				return writeCSV(c.OutOrStdout(), all)
			}
			for _, h := range all {
				fmt.Fprintln(c.OutOrStdout(), h)
			}
			return nil
		},
	}
	contractFlag(c, &contract)
	c.Flags().BoolVar(&table, "csv", false, "print comma-separated values (RFC 4180)")
	return c
}

// String is a line for people.
func (h Happening) String() string {
	what := ""
	if h.Amount != "" {
		what = h.Amount + " " + h.Symbol + "  "
	}
	return fmt.Sprintf("%s  %s %s  %s%s", h.Time, h.Contract, h.Event, what, h.details())
}

func writeCSV(out io.Writer, all []Happening) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"block", "time", "tx", "index", "contract", "event", "amount", "symbol", "units", "details"}) // Error tells
	for _, h := range all {
		_ = w.Write([]string{
			strconv.FormatUint(h.Block, 10), h.Time, h.Tx, strconv.FormatUint(uint64(h.Index), 10), h.Contract, h.Event, h.Amount, h.Symbol, h.Units, h.details(),
		})
	}
	w.Flush()
	return w.Error()
}
