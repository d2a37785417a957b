package campaign_test

import (
	"bytes"
	"errors"
	"math/big"
	"os"
	"strings"
	"testing"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/proto/canon"
)

func TestBadSpecsAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		field  string
		change func(*campaign.Spec)
	}{
		{"version", func(s *campaign.Spec) { s.Version = 2 }},
		{"name", func(s *campaign.Spec) { s.Name = "Über" }},
		{"title", func(s *campaign.Spec) { s.Title = "two\nlines" }},
		{"purpose", func(s *campaign.Spec) { s.Purpose = strings.Repeat("x", 601) }},
		{"profile", func(s *campaign.Spec) { s.Profile = "bf16" }},
		{"model.family", func(s *campaign.Spec) { s.Model.Family = "gpt" }},
		{"model.layers", func(s *campaign.Spec) { s.Model.Layers = 1 << 30 }},
		{"model.width", func(s *campaign.Spec) { s.Model.Heads = 3 }},
		{"model.kvHeads", func(s *campaign.Spec) { s.Model.Heads, s.Model.KVHeads = 8, 3 }},
		{"parameters", func(s *campaign.Spec) { s.Model.Width, s.Model.Hidden, s.Model.Layers = 1<<14, 1<<16, 256 }},
		{"model.vocab", func(s *campaign.Spec) { s.Model.Vocab = 255 }},
		{"data.shards", func(s *campaign.Spec) { s.Data.Shards = nil }},
		{"data.shards[0]", func(s *campaign.Spec) { s.Data.Shards[0].Size = 3 }},
		{"data.tokens", func(s *campaign.Spec) { s.Data.Tokens++ }},
		{"data.tokens", func(s *campaign.Spec) { s.Model.Context = 4096 }},
		{"recipe.mode", func(s *campaign.Spec) { s.Recipe.Mode = "local" }},
		{"recipe.seed", func(s *campaign.Spec) { s.Recipe.Seed = -1 }},
		{"recipe.lanes", func(s *campaign.Spec) { s.Recipe.Lanes = 0 }},
		{"recipe.slices", func(s *campaign.Spec) { s.Recipe.Slices = 1 << 20 }},
		{"recipe.codec", func(s *campaign.Spec) { s.Recipe.Codec = "zip" }},
		{"recipe.clip", func(s *campaign.Spec) { s.Recipe.Clip = "1e3" }},
		{"recipe.clip", func(s *campaign.Spec) { s.Recipe.Clip = "0" }},
		{"recipe.optimizer.beta1", func(s *campaign.Spec) { s.Recipe.Optimizer.Beta1 = "1" }},
		{"recipe.schedule.floor", func(s *campaign.Spec) { s.Recipe.Schedule.Floor = "0.5" }},
		{"recipe.schedule.warmup", func(s *campaign.Spec) { s.Recipe.Schedule.Warmup = 5 }},
		{"pay.pricePerGigaUnit", func(s *campaign.Spec) { s.Pay.PricePerGigaUnit = "01" }},
		{"merge task", func(s *campaign.Spec) {
			s.Pay.UnitsPerByte, s.Recipe.Lanes, s.Recipe.Slices = 1<<20, 4096, 1
			s.Model.Width, s.Model.Hidden, s.Model.Layers = 4096, 16384, 32
		}},
		{"train task", func(s *campaign.Spec) {
			s.Model.Width, s.Model.Hidden, s.Model.Layers, s.Recipe.Sequences = 4096, 16384, 32, 1<<14
		}},
		{"whole campaign", func(s *campaign.Spec) { s.Pay.PricePerGigaUnit = campaign.Amount(strings.Repeat("9", 38)) }},
		{"settlement.epochRounds", func(s *campaign.Spec) { s.Settlement.EpochRounds = 0 }},
	} {
		err := campaigntest.Spec(c.change).Validate()
		if !errors.Is(err, campaign.ErrSpec) || !strings.Contains(err.Error(), c.field) {
			t.Errorf("%s: refused with %v", c.field, err)
		}
	}
	if err := campaigntest.Spec().Validate(); err != nil {
		t.Fatal(err)
	}
}

// The digest of a spec is in contracts and in every task: it may never change for the same spec.
func TestSpecDigestIsPinned(t *testing.T) {
	const want = "4f27af889dbef5d1e34700dc63be43ca8c401befdbe75927711fb55dc5657790"
	if got := campaigntest.Spec().Digest().String(); got != want {
		t.Fatalf("digest %s, want %s", got, want)
	}
}

func TestDemoCampaignFile(t *testing.T) {
	b, err := os.ReadFile("../../campaigns/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := campaign.ParseFile(b)
	if err != nil {
		t.Fatal(err)
	}
	f.Spec.Data = campaigntest.Spec().Data
	if err := f.Spec.Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestCampaignFileRefusesUnknownFields(t *testing.T) {
	b, err := os.ReadFile("../../campaigns/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for old, bad := range map[string]string{
		"    lanes: 6": "    lanez: 6", "kind: Campaign": "kind: Crusade", "  name: opticks": "  name: opticks\n  colour: red",
		"    seed: 1704": "    seed: many", "  title:": "  version: 1\n  title:",
	} {
		if !bytes.Contains(b, []byte(old)) {
			t.Fatalf("the demo has no %q", old)
		}
		if _, err := campaign.ParseFile(bytes.Replace(b, []byte(old), []byte(bad), 1)); !errors.Is(err, campaign.ErrSpec) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// Slices cover the parameters without gap or overlap, and what all tasks earn is what Cost says.
func TestSlicesAndCostAddUp(t *testing.T) {
	for slices := 1; slices <= 40; slices++ {
		s := campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Slices = slices })
		var next int64
		sum := new(big.Int)
		for j := range slices {
			low, high := s.SliceBounds(j)
			if low != next || high <= low {
				t.Fatalf("slice %d of %d is %d…%d after %d", j, slices, low, high, next)
			}
			next = high
			sum.Add(sum, new(big.Int).Mul(s.Reward(s.MergeUnits(j)), big.NewInt(int64(s.Recipe.Rounds+1))))
		}
		if next != s.Model.Params() {
			t.Fatalf("%d slices end at %d of %d", slices, next, s.Model.Params())
		}
		sum.Add(sum, new(big.Int).Mul(s.Reward(s.TrainUnits()), big.NewInt(int64(s.Recipe.Rounds*s.Recipe.Lanes))))
		if sum.Cmp(s.Cost()) != 0 {
			t.Fatalf("tasks earn %s, Cost is %s", sum, s.Cost())
		}
	}
}

func TestEveryRoundHasItsEpoch(t *testing.T) {
	s := campaigntest.Spec(func(s *campaign.Spec) { s.Recipe.Rounds, s.Settlement.EpochRounds = 7, 3 })
	for round, want := range []int{1, 1, 1, 1, 2, 2, 2, 3} {
		if got := s.EpochOf(round); got != want {
			t.Errorf("round %d is in epoch %d, want %d", round, got, want)
		}
	}
	if s.Epochs() != 3 || s.EpochEnd(1) != 3 || s.EpochEnd(3) != 7 {
		t.Errorf("epochs %d, ends %d and %d", s.Epochs(), s.EpochEnd(1), s.EpochEnd(3))
	}
}

func FuzzSpec(f *testing.F) {
	b, err := canon.Encode(campaigntest.Spec())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := campaign.DecodeSpec(b)
		if err != nil {
			return
		}
		again, err := canon.Encode(s)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("an accepted spec is not canonical (%v)", err)
		}
		if s.Cost().Sign() < 0 || s.TrainUnits() <= 0 {
			t.Fatal("an accepted spec has no price")
		}
	})
}

func FuzzFile(f *testing.F) {
	b, err := os.ReadFile("../../campaigns/demo.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) { _, _ = campaign.ParseFile(b) })
}
