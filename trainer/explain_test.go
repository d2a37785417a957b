package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/verify/economics"
	"quire/proto/canon"
	"quire/trainer/internal/fake"
)

func TestExplainPayment(t *testing.T) {
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	url, dir := c.URL+"/c/tiny", t.TempDir()
	must(t, dir, "join", url, "--payout", payout, "--log-format", "lines")
	for _, row := range c.Rows() {
		out := must(t, dir, "explain", fmt.Sprint(row.Seq), "--campaign", url)
		for _, want := range []string{
			fmt.Sprintf("= %d\n", row.Units), fmt.Sprintf("× %d ÷ 10⁹ = %s base units", row.Units, row.Reward),
			row.Node.Hex(), row.Payout.Hex(), "does not fall on it", "state     accepted",
		} {
			if !strings.Contains(out, want) {
				t.Fatalf("row %d lacks %q:\n%s", row.Seq, want, out)
			}
		}
		if byTask := must(t, dir, "explain", row.Task.String()[:12], "--campaign", url); byTask != out {
			t.Fatalf("by its task:\n%s\nby its row:\n%s", byTask, out)
		}
	}
	var all []payment
	if err := json.Unmarshal([]byte(must(t, dir, "explain", "1", "--campaign", url, "--json")), &all); err != nil || len(all) != 1 || all[0].Row != c.Rows()[0] {
		t.Fatalf("%v: %+v", err, all)
	}
	for _, wrong := range [][]string{
		{"explain", "0", "--campaign", url}, {"explain", "9999", "--campaign", url}, {"explain", "abc", "--campaign", url},
		{"explain", strings.Repeat("0", 64), "--campaign", url}, {"explain", "1"}, {"explain", "1", "--campaign", "nonsense"}, {"explain"},
	} {
		if code, out, err := trainer(t, dir, wrong...); code != 2 || out != "" || strings.Count(err, "\n") != 1 {
			t.Errorf("%v: exit %d, %q %q", wrong, code, out, err)
		}
	}
}

func TestExplainEconomics(t *testing.T) {
	spec := campaigntest.Spec(func(s *campaign.Spec) {
		s.Recipe.Rounds, s.Recipe.Lanes, s.Settlement.EpochRounds = 150, 6, 50
		s.Audit = campaign.Audit{Floor: "0.1", Probation: 10, Reserve: "0.5", Steps: 1}
	})
	b, err := canon.Encode(spec)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "spec.json")
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
	out := must(t, t.TempDir(), "explain", "economics", file, "--simulate", "20")
	want := economics.Of(spec, economics.Assumptions{Cost: 0.8, Rate: 0.05, Ring: 0.25})
	for _, text := range []string{string(want.Stake), "9.0 rewards", "at least 10 %", string(want.Copies.Reserve), "honest", "sybil", "±"} {
		if !strings.Contains(out, text) {
			t.Errorf("lacks %q:\n%s", text, out)
		}
	}
	var r played
	if err := json.Unmarshal([]byte(must(t, t.TempDir(), "explain", "economics", file, "--json")), &r); err != nil || r.Stake != want.Stake || len(r.Outlooks) != len(economics.Strategies) {
		t.Fatalf("%v: %+v", err, r)
	}
	for _, wrong := range [][]string{{file + "x"}, {file, "--cost", "2"}, {file, "--simulate", "-1"}, {file, "--trainers", "-1"}, {"http://"}, {}} {
		if code, _, err := trainer(t, t.TempDir(), append([]string{"explain", "economics"}, wrong...)...); code != 2 || strings.Count(err, "\n") != 1 {
			t.Errorf("%v: exit %d, %q", wrong, code, err)
		}
	}
}
