package fake

import (
	"encoding/binary"
	"math/rand/v2"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// Campaign returns the smallest campaign that has everything: several lanes, slices of unequal length, three rounds, two
// epochs; and its shards.
func Campaign() (campaign.Spec, [][]byte) {
	shard := Shard(2000)
	return campaign.Spec{
		Version: campaign.SpecVersion, Name: "tiny", Title: "A tiny campaign", Profile: campaign.Profile,
		Model: campaign.Model{
			Family: campaign.FamilyLlama, Vocab: 256, Context: 8, Width: 4, Layers: 1, Heads: 2, KVHeads: 1, Hidden: 6,
			Tied: true, RopeTheta: 10000,
		},
		Data: campaign.Data{
			Tokenizer: campaign.TokenizerBytes, TokenBytes: 2, Tokens: 2000,
			Shards: []canon.Object{{Digest: canon.Sum(shard), Size: int64(len(shard))}},
		},
		Recipe: campaign.Recipe{
			Mode: campaign.ModeGradient, Seed: 7, Rounds: 3, Lanes: 2, Sequences: 2, Slices: 3, Codec: "bf16", Clip: "1",
			Optimizer: campaign.AdamW{Beta1: "0.9", Beta2: "0.95", Epsilon: "0.00000001", Decay: "0.1"},
			Schedule:  campaign.Schedule{Peak: "0.01", Floor: "0.001", Warmup: 1},
		},
		Pay:        campaign.Pay{PricePerGigaUnit: "1000000000", UnitsPerByte: 1},
		Audit:      campaign.Audit{Floor: "0", Reserve: "0", Steps: 1},
		Settlement: campaign.Settlement{EpochRounds: 2},
	}, [][]byte{shard}
}

// Shard returns a shard of n pseudorandom bytes as tokens, the same every time.
func Shard(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b []byte
	for range n {
		b = binary.LittleEndian.AppendUint16(b, uint16('a'+r.IntN(26)))
	}
	return b
}
