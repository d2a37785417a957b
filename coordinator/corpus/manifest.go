package corpus

import (
	"errors"
	"fmt"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// ManifestVersion is the only version of a manifest.
const ManifestVersion = 1

// ErrManifest is wrapped by refusals of a manifest.
var ErrManifest = errors.New("corpus: bad manifest")

// Manifest is a data set: its shards by SHA-256, and what was counted while they were made.
type Manifest struct {
	Version           int          `json:"version"` // ManifestVersion
	Inputs            canon.Digest `json:"inputs"`  // of the options and of the inputs' names and sizes
	Tokenizer         string       `json:"tokenizer"`
	TokenizerFile     canon.Object `json:"tokenizerFile,omitzero"`
	Vocab             int          `json:"vocab"` // of the tokenizer
	TokenBytes        int          `json:"tokenBytes"`
	HeldOutPerMillion int          `json:"heldOutPerMillion"` // of documents
	Train             Part         `json:"train"`
	HeldOut           Part         `json:"heldOut"`
	Duplicates        int64        `json:"duplicates"`       // documents dropped because the same was there before
	Empty             int64        `json:"empty"`            // documents dropped because they were blank
	EntropyMicronats  int64        `json:"entropyMicronats"` // unigram entropy of Train, 10⁻⁶ nats per token
}

// Entropy returns the unigram entropy of the tokens to train on, in nats.
func (m Manifest) Entropy() float64 { return float64(m.EntropyMicronats) / million }

// Data returns the section of a spec that names the data set.
func (m Manifest) Data() campaign.Data {
	d := campaign.Data{
		Tokenizer: m.Tokenizer, TokenizerFile: m.TokenizerFile, TokenBytes: m.TokenBytes, Tokens: m.Train.Tokens, Shards: m.Train.Shards,
	}
	if len(m.HeldOut.Shards) > 0 {
		d.HeldOut = campaign.HeldOut{Tokens: m.HeldOut.Tokens, Bytes: m.HeldOut.Bytes, Shards: m.HeldOut.Shards}
	}
	return d
}

// DecodeManifest reads canonical bytes. Whether the shards are any campaign's is for campaign.Spec.Validate to say.
func DecodeManifest(b []byte) (Manifest, error) {
	m, err := canon.Decode[Manifest](b)
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrManifest, err)
	}
	if m.Version != ManifestVersion {
		return m, fmt.Errorf("%w: version is %d, this program knows %d", ErrManifest, m.Version, ManifestVersion)
	}
	if m.Vocab < 1 || m.Vocab > campaign.VocabMax || m.TokenBytes != 2 && m.TokenBytes != 4 {
		return m, fmt.Errorf("%w: vocab %d in %d bytes", ErrManifest, m.Vocab, m.TokenBytes)
	}
	return m, nil
}
