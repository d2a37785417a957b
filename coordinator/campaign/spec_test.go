package campaign_test

import (
	"bytes"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
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
		{"data.tokenizer", func(s *campaign.Spec) { s.Data.Tokenizer = "words" }},
		{"data.tokenizerFile", func(s *campaign.Spec) { s.Data.TokenizerFile = s.Data.Shards[0] }},
		{"data.tokenizerFile", func(s *campaign.Spec) { s.Data.Tokenizer = campaign.TokenizerBPE }},
		{"data.tokenBytes", func(s *campaign.Spec) { s.Data.TokenBytes = 3 }},
		{"data.tokenBytes", func(s *campaign.Spec) { s.Model.Vocab = 1<<16 + 1 }},
		{"data.tokens", func(s *campaign.Spec) { s.Data.TokenBytes = 4 }},
		{"data.heldOut", func(s *campaign.Spec) { s.Data.HeldOut.Tokens = 5 }},
		{"recipe.evaluate", func(s *campaign.Spec) { s.Recipe.Evaluate = 2 }},
		{"data.heldOut.tokens", func(s *campaign.Spec) { s.Data.HeldOut = campaign.HeldOut{Tokens: 5, Bytes: 5, Shards: s.Data.Shards} }},
		{"data.heldOut.tokens", func(s *campaign.Spec) {
			s.Data.HeldOut = campaign.HeldOut{Tokens: 5, Bytes: 5, Shards: []canon.Object{{Digest: canon.Sum(nil), Size: 10}}}
		}},
		{"data.heldOut.bytes", func(s *campaign.Spec) {
			s.Data.HeldOut = campaign.HeldOut{Tokens: s.Data.Tokens, Shards: s.Data.Shards}
		}},
		{"initial", func(s *campaign.Spec) { s.Initial = s.Data.Shards }},
		{"initial[0]", func(s *campaign.Spec) { s.Initial = append(s.Data.Shards, s.Data.Shards...) }},
		{"recipe.mode", func(s *campaign.Spec) { s.Recipe.Mode = "local" }},
		{"recipe.seed", func(s *campaign.Spec) { s.Recipe.Seed = -1 }},
		{"recipe.lanes", func(s *campaign.Spec) { s.Recipe.Lanes = 0 }},
		{"recipe.slices", func(s *campaign.Spec) { s.Recipe.Slices = 1 << 20 }},
		{"recipe.codec", func(s *campaign.Spec) { s.Recipe.Codec = "zip" }},
		{"recipe.clip", func(s *campaign.Spec) { s.Recipe.Clip = "1e3" }},
		{"recipe.clip", func(s *campaign.Spec) { s.Recipe.Clip = "0" }},
		{"recipe.bound", func(s *campaign.Spec) { s.Recipe.Bound = "0.9" }},
		{"recipe.bound", func(s *campaign.Spec) { s.Recipe.Bound = "x" }},
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
		{"audit.beacon", func(s *campaign.Spec) { s.Audit.Beacon = 86_401 }},
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
	const want = "fc1e8e77e296fdbaad69c8f7a67c5a0c0fcf9171c16fd0d0e2222c09f3890ce6"
	if got := campaigntest.Spec().Digest().String(); got != want {
		t.Fatalf("digest %s, want %s", got, want)
	}
}

// Every campaign file that we ship becomes a spec once it has data.
func TestCampaignFiles(t *testing.T) {
	files, err := filepath.Glob("../../campaigns/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := campaign.ParseFile(b)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		f.Spec.Data = campaigntest.Spec().Data
		if f.Spec.Recipe.Evaluate > 0 {
			f.Spec.Data.HeldOut = campaign.HeldOut{Tokens: f.Spec.Data.Tokens, Bytes: f.Spec.Data.Tokens, Shards: f.Spec.Data.Shards}
		}
		if f.Spec.Model.Context >= int(f.Spec.Data.Tokens) {
			t.Errorf("%s: the test's shard is too short for a context of %d", file, f.Spec.Model.Context)
		}
		if err := f.Spec.Validate(); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestPresets(t *testing.T) {
	b, err := os.ReadFile("../../campaigns/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	begin, end := bytes.Index(b, []byte("  model:\n")), bytes.Index(b, []byte("  recipe:\n"))
	with := func(text string) (campaign.File, error) {
		return campaign.ParseFile(slices.Concat(b[:begin], []byte("  model: "+text+"\n"), b[end:]))
	}
	demo, err := campaign.ParseFile(b)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := with("{preset: 0.84m}"); err != nil || f.Spec.Model != demo.Spec.Model {
		t.Errorf("the demo is the smallest preset, which is %+v, %v", f.Spec.Model, err)
	}
	if f, err := with("{preset: 11m, vocab: 8192}"); err != nil || f.Spec.Model.Vocab != 8192 || f.Spec.Model.Layers != 6 {
		t.Errorf("changed preset: %+v, %v", f.Spec.Model, err)
	}
	for _, bad := range []string{"{preset: 7b}", "{preset: 11m, colour: red}"} {
		if _, err := with(bad); !errors.Is(err, campaign.ErrSpec) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for name, millions := range map[string][2]int64{"0.84m": {820, 860}, "11m": {10_500, 11_500}, "124m": {123_000, 125_000}, "350m": {330_000, 370_000}, "1.1b": {1_050_000, 1_150_000}} {
		m, err := campaign.Preset(name)
		if k := m.Params() / 1000; err != nil || k < millions[0] || k > millions[1] {
			t.Errorf("%s has %d thousand parameters, %v", name, k, err)
		}
	}
	if len(campaign.Presets()) != 5 {
		t.Errorf("presets %v", campaign.Presets())
	}
}

// A spec names all that must be in the store, and says nothing of what it does not use.
func TestOptionalPartsOfASpec(t *testing.T) {
	full := campaigntest.Spec(func(s *campaign.Spec) {
		s.Data.Tokenizer, s.Data.TokenizerFile = campaign.TokenizerBPE, canon.Object{Digest: canon.Sum([]byte("t")), Size: 1}
		s.Data.HeldOut = campaign.HeldOut{Tokens: s.Data.Tokens, Bytes: 4000, Shards: s.Data.Shards}
		for j := range s.Recipe.Slices {
			low, high := s.SliceBounds(j)
			s.Initial = append(s.Initial, canon.Object{Digest: canon.Sum(nil), Size: 4 * (high - low)})
		}
	})
	b, err := canon.Encode(full)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := campaign.DecodeSpec(b); err != nil || again.Digest() != full.Digest() {
		t.Fatal(err)
	}
	if n := len(full.Objects()); n != 1+1+2+1 {
		t.Errorf("%d objects", n)
	}
	plain, err := canon.Encode(campaigntest.Spec())
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"heldOut", "initial", "tokenizerFile"} {
		if bytes.Contains(plain, []byte(field)) {
			t.Errorf("a spec without %s names it", field)
		}
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
