package campaign

import (
	"math"
	"slices"

	"quire/proto/canon"
)

// Spec is a campaign's immutable description. With it alone anyone can compute the final model: which machine computed
// a shard, when, or after how many crashes never enters. Its digest is in the treasury contract and in every task.
//
// A Spec that Validate accepts is safe to allocate for and to schedule; no other Spec is acted upon.
type Spec struct {
	Version    int        `json:"version"` // SpecVersion
	Name       string     `json:"name"`    // lower-case DNS label; names the campaign in URLs
	Title      string     `json:"title"`   // one line
	Purpose    string     `json:"purpose"` // one sentence for funders
	Profile    string     `json:"profile"` // arithmetic profile, Profile
	Model      Model      `json:"model"`
	Data       Data       `json:"data"`
	Recipe     Recipe     `json:"recipe"`
	Pay        Pay        `json:"pay"`
	Audit      Audit      `json:"audit"`
	Settlement Settlement `json:"settlement"`

	// Initial are the weights of the initial checkpoint, one object of little-endian binary32 for every slice; moments are
	// zero. Without it weights are drawn from Recipe.Seed.
	Initial []canon.Object `json:"initial,omitempty"`
}

// Objects returns every object that the spec names: what must be in the store before anyone can work.
func (s Spec) Objects() []canon.Object {
	objects := slices.Concat(s.Data.Shards, s.Data.HeldOut.Shards, s.Initial)
	if s.Data.TokenizerFile != (canon.Object{}) {
		objects = append(objects, s.Data.TokenizerFile)
	}
	return objects
}

// Model is a decoder-only transformer of the Llama family: RMSNorm, half-split RoPE, SwiGLU, optional grouped-query
// attention, tied or untied head.
type Model struct {
	Family    string `json:"family"`  // "llama"
	Vocab     int    `json:"vocab"`   // V: token ids are 0 ≤ id < V; may exceed the tokenizer's
	Context   int    `json:"context"` // T: positions of a training sequence
	Width     int    `json:"width"`   // C: channels of the residual stream
	Layers    int    `json:"layers"`  // L
	Heads     int    `json:"heads"`   // query heads; Width/Heads channels each
	KVHeads   int    `json:"kvHeads"` // key and value heads; divides Heads
	Hidden    int    `json:"hidden"`  // F: channels of the SwiGLU
	Tied      bool   `json:"tied"`    // the head is the embedding
	RopeTheta int    `json:"ropeTheta"`
}

// Data is text as token ids. Shards of a stream are laid end to end; each is a flat file of little-endian ids, and every
// one but a stream's last has ShardTokens of them.
type Data struct {
	Tokenizer     string         `json:"tokenizer"`              // TokenizerBytes or TokenizerBPE
	TokenizerFile canon.Object   `json:"tokenizerFile,omitzero"` // of TokenizerBPE: tokenizer.json
	TokenBytes    int            `json:"tokenBytes"`             // of a token id in shards: 2 or 4
	Tokens        int64          `json:"tokens"`                 // over all Shards
	Shards        []canon.Object `json:"shards"`                 // what lanes train on
	HeldOut       HeldOut        `json:"heldOut,omitzero"`       // what nobody trains on; may be absent
}

// isSet reports whether d says anything.
func (d Data) isSet() bool {
	return d.Tokenizer != "" || d.TokenizerFile != (canon.Object{}) || d.TokenBytes != 0 || d.Tokens != 0 || len(d.Shards) != 0 ||
		d.HeldOut.Tokens != 0 || d.HeldOut.Bytes != 0 || len(d.HeldOut.Shards) != 0
}

// HeldOut is the text on which checkpoints are evaluated.
type HeldOut struct {
	Tokens int64          `json:"tokens"` // over all Shards
	Bytes  int64          `json:"bytes"`  // of text that Tokens stand for
	Shards []canon.Object `json:"shards"`
}

// BitsPerByte returns a mean loss over the held-out tokens, in nats, as bits per byte of text, which compares models with
// different tokenizers. It is for people.
func (h HeldOut) BitsPerByte(loss float64) float64 {
	return loss / math.Ln2 * float64(h.Tokens) / float64(max(h.Bytes, 1))
}

// Recipe fixes the computation of every round.
type Recipe struct {
	Mode      string   `json:"mode"`            // ModeGradient: a lane's delta is the gradient of its mean loss
	Seed      int64    `json:"seed"`            // of the initial weights and of the draw of sequences; 0 ≤ Seed ≤ 2⁵³−1
	Rounds    int      `json:"rounds"`          // rounds 1…Rounds train; round 0 makes the initial checkpoint
	Lanes     int      `json:"lanes"`           // train tasks per round
	Sequences int      `json:"sequences"`       // sequences of Context tokens per lane
	Slices    int      `json:"slices"`          // merge tasks per round
	Evaluate  int      `json:"evaluate"`        // checkpoints of rounds 0, Evaluate, 2·Evaluate, … are evaluated; 0 for none
	Codec     string   `json:"codec"`           // of deltas: "fp32", "bf16" or "int8"
	Clip      Decimal  `json:"clip"`            // bound of the 2-norm of a lane's gradient
	Bound     Decimal  `json:"bound,omitempty"` // merges scale a lane down, tensor by tensor, to Bound times the lanes' median norm; "" for no bound
	Optimizer AdamW    `json:"optimizer"`
	Schedule  Schedule `json:"schedule"`
}

// AdamW holds the hyper-parameters of decoupled weight decay (Loshchilov & Hutter, arXiv 1711.05101).
type AdamW struct {
	Beta1   Decimal `json:"beta1"`
	Beta2   Decimal `json:"beta2"`
	Epsilon Decimal `json:"epsilon"`
	Decay   Decimal `json:"decay"` // of matrices; norms do not decay
}

// Schedule is the learning rate per round: linear from 0 to Peak over Warmup rounds, then linear to Floor at the last.
type Schedule struct {
	Peak   Decimal `json:"peak"`
	Floor  Decimal `json:"floor"`
	Warmup int     `json:"warmup"`
}

// Pay prices verified work. A task's reward is fixed by the spec, hence before anyone computes it.
type Pay struct {
	PricePerGigaUnit Amount `json:"pricePerGigaUnit"` // token base units per 10⁹ work units
	UnitsPerByte     int64  `json:"unitsPerByte"`     // work units per byte that a merge reads or writes
}

// Audit says how work is verified: by having other owners compute some of it again. Whether a result is drawn for that
// is decided after it was handed in (package coordinator/verify). A floor of 0 switches it off: then every result counts
// as accepted, which suits a trial among friends and nothing else.
type Audit struct {
	Floor     Decimal `json:"floor"`     // least probability of being computed again, below 1
	Probation int     `json:"probation"` // results that a node must have verified before its probability falls from 1
	Reserve   Decimal `json:"reserve"`   // paid for copies and repeated work at most, as a fraction of all tasks' cost
	Steps     int     `json:"steps"`     // states of a train task's computation to which a submission commits

	// Beacon makes lots wait for a block of the campaign's chain that did not exist when the answer was accepted: its time
	// is between one and two times Beacon seconds later (verify.BeaconTime). 0, and every campaign without a treasury, draws
	// with the round's link alone, which the coordinator knows beforehand.
	Beacon int64 `json:"beacon,omitempty"`
}

// Settlement says how rounds group into epochs, the periods of payment.
type Settlement struct {
	EpochRounds int `json:"epochRounds"` // K: an epoch ends after rounds K, 2K, … and after the last
}
