// Package campaigntest makes valid specs for the tests of other packages.
package campaigntest

import (
	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Spec returns a small valid spec, changed by each of the functions. Its one data shard has Tokens tokens.
func Spec(changes ...func(*campaign.Spec)) campaign.Spec {
	s := campaign.Spec{
		Version: campaign.SpecVersion, Name: "tiny", Title: "A tiny campaign", Purpose: "To test.", Profile: campaign.Profile,
		Model: campaign.Model{
			Family: campaign.FamilyLlama, Vocab: 256, Context: 16, Width: 16, Layers: 2, Heads: 2, KVHeads: 1,
			Hidden: 24, Tied: true, RopeTheta: 10000,
		},
		Recipe: campaign.Recipe{
			Mode: campaign.ModeGradient, Seed: 7, Rounds: 4, Lanes: 2, Sequences: 2, Slices: 2, Codec: "bf16", Clip: "1",
			Optimizer: campaign.AdamW{Beta1: "0.9", Beta2: "0.95", Epsilon: "0.00000001", Decay: "0.1"},
			Schedule:  campaign.Schedule{Peak: "0.01", Floor: "0.001", Warmup: 1},
		},
		Pay:        campaign.Pay{PricePerGigaUnit: "1000000000000", UnitsPerByte: 10},
		Audit:      campaign.Audit{Floor: "0", Probation: 0, Reserve: "0", Steps: 1},
		Settlement: campaign.Settlement{EpochRounds: 2},
	}
	shard := Shard()
	s.Data = campaign.Data{Tokenizer: campaign.TokenizerBytes, TokenBytes: 2, Tokens: int64(len(shard) / 2), Shards: []canon.Object{{Digest: canon.Sum(shard), Size: int64(len(shard))}}}
	for _, change := range changes {
		change(&s)
	}
	return s
}

// Shard returns the token file that Spec's data section names.
func Shard() []byte {
	const text = "The quick brown fox jumps over the lazy dog. "
	var shard []byte
	for range 40 {
		for _, b := range []byte(text) {
			shard = append(shard, b, 0)
		}
	}
	return shard
}

// Rows returns the number of ledger rows at the end of a round of a campaign in which every task was answered once.
func Rows(s campaign.Spec, number int) int64 {
	return int64(s.Recipe.Slices)*int64(number+1) + int64(s.Recipe.Lanes)*int64(number)
}
