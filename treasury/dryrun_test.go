package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// A rehearsed command says what would happen or why it would be refused, and nothing happens.
func TestDryRun(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	out := w.do(1, "pledge", "--contract", c, "--amount", "12.5", "--dry-run")
	if !strings.HasPrefix(out, "dry run: nothing is sent") || !strings.HasSuffix(out, "pledged 12.5 QTT") {
		t.Fatalf("pledge: %s", out)
	}
	w.says("the account's stake is 700 QTT", 2, "pledge", "--contract", c, "--stake", "700", "--dry-run")
	w.refuses(3, "room for 900 QTT", 2, "pledge", "--contract", c, "--amount", "901", "--dry-run")
	w.refuses(3, "not possible now", 0, "start", "--contract", c, "--dry-run")
	var said struct {
		Amount string
		DryRun bool
		Tx     *string
	}
	if err := json.Unmarshal([]byte(w.do(1, "pledge", "--contract", c, "--amount", "1", "--permit", "--dry-run", "--json")), &said); err != nil {
		t.Fatal(err)
	}
	if said.Amount != "1000000" || !said.DryRun || said.Tx != nil {
		t.Errorf("as JSON: %+v", said)
	}
	var s Statement
	if err := json.Unmarshal([]byte(w.do(2, "status", "--contract", c, "--json")), &s); err != nil {
		t.Fatal(err)
	}
	if s.Pledged != "0" || s.Account.Balance != "1000000000" {
		t.Errorf("after rehearsals: %+v", s)
	}

	w.do(2, "pledge", "--contract", c, "--amount", "900")
	w.do(0, "start", "--contract", c)
	reward := w.address(4).Hex() + "=0.2"
	w.says("posting 1, which pays 0.2 QTT", 0, "post", "--contract", c, "--reward", reward, "--dry-run")
	w.says("can leave by `treasury refund` from", 2, "exit", "--contract", c, "--dry-run")
	w.do(0, "post", "--contract", c, "--reward", reward)
	w.do(1, "dev", "advance", "25h")
	w.do(1, "close", "--contract", c) // which settles
	w.says("claimed 0.2 QTT", 4, "claim", "--contract", c, "--dry-run")
	w.says("claimed 0.2 QTT", 4, "claim", "--contract", c)
}

// Money given to a running training joins the budget, and goes to those who pledged in the end.
func TestTopUp(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	w.do(2, "pledge", "--contract", c, "--amount", "900")
	w.refuses(3, "not possible now", 1, "topup", "--contract", c, "--amount", "5")
	w.do(0, "start", "--contract", c)
	w.says("gave 5.5 QTT to the budget", 1, "topup", "--contract", c, "--amount", "5.5")
	w.says("905.5 QTT", 1, "status", "--contract", c)
	w.do(1, "dev", "advance", "60d")
	w.do(1, "close", "--contract", c)
	w.says("refunded 905.5 QTT for a stake of 900 QTT", 2, "refund", "--contract", c)
}

// Every command can be rehearsed unless it sends nothing, or runs until interrupted.
func TestEveryCommandThatSendsCanBeRehearsed(t *testing.T) {
	sendsNothing := map[string]bool{
		"dev": true, "advance": true, "new": true, "address": true, "status": true, "history": true, "watch": true, "settle": true,
	}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			visit(sub)
		}
		has := c.Flags().Lookup("dry-run") != nil
		if c.HasSubCommands() && c.Name() != "dev" {
			if has {
				t.Errorf("%s has --dry-run and does nothing itself", c.CommandPath())
			}
			return
		}
		if has == sendsNothing[c.Name()] {
			t.Errorf("%s: --dry-run is there: %t", c.CommandPath(), has)
		}
	}
	visit(command())
}
