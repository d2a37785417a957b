package campaign

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"quire/proto/canon"
)

// What a spec of this version says in its fixed fields.
const (
	SpecVersion    = 1
	Profile        = "f32b256/1"
	FamilyLlama    = "llama"
	TokenizerBytes = "bytes" // a token is a byte of the text
	TokenizerBPE   = "bpe"   // byte-level BPE, see package tokenizer
	ModeGradient   = "gradient"
)

// Limits of a spec. Each protects a machine from a spec that would exhaust it, or an integer from overflow.
const (
	ShardTokens      = 1 << 22  // tokens of every shard but the last: 8 or 16 MiB, one comfortable download
	ShardsMax        = 4096     // bounds the spec at RecordBytesMax
	HeldOutShardsMax = 64       // an evaluation reads them all
	TokenizerFileMax = 64 << 20 // bytes of tokenizer.json: a quarter of a million tokens take some 30 MB
	TitleBytesMax    = 120
	PurposeBytesMax  = 600
	VocabMax         = 1 << 18 // the largest in use
	ContextMax       = 1 << 15
	WidthMax         = 1 << 14
	LayersMax        = 256
	HiddenMax        = 1 << 16
	ParamsMax        = 1 << 33 // 32 GiB of fp32
	RoundsMax        = 1 << 20
	LanesMax         = 4096 // a merge task names every lane's delta
	SequencesMax     = 1 << 14
	SlicesMax        = 1024 // a checkpoint names every slice
	SeedMax          = 1<<53 - 1
	UnitsMax         = 1<<53 - 1 // of one task: records hold no larger number
	ProbationMax     = 10_000
	ReserveMax       = 4  // times the cost of all tasks
	StepsMax         = 16 // a submission carries a digest for each
	BoundMax         = 1000
	BeaconMax        = 86_400 // seconds: an epoch waits up to twice as long for its last lots
	costBitsMax      = 96     // what a contract's amounts hold
)

// ErrSpec is wrapped by every refusal of Validate; the text says which field, what it holds and what it may hold.
var ErrSpec = errors.New("campaign: bad spec")

var nameForm = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$`)

// Validate reports the first reason why nobody should act on s, or nil.
func (s Spec) Validate() error {
	for _, check := range []func(Spec) error{checkHead, checkModel, checkData, checkRecipe, checkInitial, checkAudit, checkPay} {
		if err := check(s); err != nil {
			return fmt.Errorf("%w: %w", ErrSpec, err)
		}
	}
	return nil
}

func checkHead(s Spec) error {
	if s.Version != SpecVersion {
		return fmt.Errorf("version is %d, this program knows %d", s.Version, SpecVersion)
	}
	if !nameForm.MatchString(s.Name) {
		return fmt.Errorf("name %.60q is not a lower-case label of at most 40 letters, digits and inner hyphens", s.Name)
	}
	if s.Title == "" || len(s.Title) > TitleBytesMax || strings.ContainsAny(s.Title, "\n\r") {
		return fmt.Errorf("title must be one line of 1 to %d bytes", TitleBytesMax)
	}
	if len(s.Purpose) > PurposeBytesMax {
		return fmt.Errorf("purpose has %d bytes, at most %d", len(s.Purpose), PurposeBytesMax)
	}
	if s.Profile != Profile {
		return fmt.Errorf("profile %.40q is unknown, this program computes %q", s.Profile, Profile)
	}
	return nil
}

func checkModel(s Spec) error {
	m := s.Model
	if m.Family != FamilyLlama {
		return fmt.Errorf("model.family %.40q is unknown, want %q", m.Family, FamilyLlama)
	}
	err := errors.Join(
		within("model.vocab", m.Vocab, 2, VocabMax), within("model.context", m.Context, 1, ContextMax),
		within("model.width", m.Width, 2, WidthMax), within("model.layers", m.Layers, 1, LayersMax),
		within("model.heads", m.Heads, 1, m.Width), within("model.kvHeads", m.KVHeads, 1, m.Heads),
		within("model.hidden", m.Hidden, 1, HiddenMax), within("model.ropeTheta", m.RopeTheta, 1, 1<<30))
	if err != nil {
		return err
	}
	if m.Width%m.Heads != 0 || m.Width/m.Heads%2 != 0 {
		return fmt.Errorf("model.width %d must be an even multiple of model.heads %d", m.Width, m.Heads)
	}
	if m.Heads%m.KVHeads != 0 {
		return fmt.Errorf("model.kvHeads %d must divide model.heads %d", m.KVHeads, m.Heads)
	}
	if p := m.Params(); p > ParamsMax {
		return fmt.Errorf("model has %d parameters, at most %d", p, int64(ParamsMax))
	}
	return nil
}

func checkData(s Spec) error {
	d := s.Data
	if err := checkTokenizer(s); err != nil {
		return err
	}
	if len(d.Shards) == 0 {
		return errors.New("data.shards is empty: make it with `coordinator data build` and `coordinator campaign prepare`")
	}
	if err := checkStream("data", d.TokenBytes, d.Tokens, d.Shards, ShardsMax); err != nil {
		return err
	}
	if need := int64(s.Model.Context) + 1; d.Tokens < need {
		return fmt.Errorf("data.tokens is %d; one sequence and its targets need %d", d.Tokens, need)
	}
	h := d.HeldOut
	if len(h.Shards) == 0 {
		if h.Tokens != 0 || h.Bytes != 0 || h.Shards != nil {
			return errors.New("data.heldOut has no shards: leave it out")
		}
		return nil
	}
	if err := checkStream("data.heldOut", d.TokenBytes, h.Tokens, h.Shards, HeldOutShardsMax); err != nil {
		return err
	}
	if need := int64(s.Model.Context) + 1; h.Tokens < need {
		return fmt.Errorf("data.heldOut.tokens is %d; one sequence and its targets need %d: hold more out, or nothing", h.Tokens, need)
	}
	if h.Bytes < 1 || h.Bytes > SeedMax {
		return fmt.Errorf("data.heldOut.bytes is %d, want the bytes of %d tokens", h.Bytes, h.Tokens)
	}
	return nil
}

func checkTokenizer(s Spec) error {
	d := s.Data
	if d.TokenBytes != 2 && d.TokenBytes != 4 {
		return fmt.Errorf("data.tokenBytes is %d, want 2 or 4", d.TokenBytes)
	}
	if d.TokenBytes == 2 && s.Model.Vocab > 1<<16 {
		return fmt.Errorf("model.vocab %d is larger than token ids of data.tokenBytes 2 can be (65536)", s.Model.Vocab)
	}
	if s.Model.Vocab < 256 {
		return fmt.Errorf("model.vocab %d cannot hold the 256 byte tokens of every tokenizer", s.Model.Vocab)
	}
	file := d.TokenizerFile
	switch d.Tokenizer {
	case TokenizerBytes:
		if file != (canon.Object{}) {
			return fmt.Errorf("data.tokenizerFile is set, but tokenizer %q has none", TokenizerBytes)
		}
	case TokenizerBPE:
		if file.Digest.IsZero() || file.Size < 1 || file.Size > TokenizerFileMax {
			return fmt.Errorf("data.tokenizerFile: %d bytes under digest %q is no tokenizer.json of at most %d bytes", file.Size, file.Digest, TokenizerFileMax)
		}
	default:
		return fmt.Errorf("data.tokenizer %.40q is unknown, want %q or %q", d.Tokenizer, TokenizerBytes, TokenizerBPE)
	}
	return nil
}

// checkStream refuses shards that cannot be addressed by token.
func checkStream(field string, width int, tokens int64, shards []canon.Object, most int) error {
	if len(shards) > most {
		return fmt.Errorf("%s.shards has %d entries, at most %d", field, len(shards), most)
	}
	w, full := int64(width), int64(width)*ShardTokens
	var sum int64
	for i, o := range shards {
		if o.Digest.IsZero() || o.Size <= 0 || o.Size%w != 0 || o.Size > full {
			return fmt.Errorf("%s.shards[%d]: %d bytes under digest %q is no shard of at most %d tokens of %d bytes", field, i, o.Size, o.Digest, ShardTokens, width)
		}
		if i < len(shards)-1 && o.Size != full {
			return fmt.Errorf("%s.shards[%d] has %d tokens; every shard but the last has %d", field, i, o.Size/w, ShardTokens)
		}
		sum += o.Size / w
	}
	if sum != tokens {
		return fmt.Errorf("%s.tokens is %d, the shards hold %d", field, tokens, sum)
	}
	return nil
}

// checkInitial comes after checkRecipe, which bounds the slices.
func checkInitial(s Spec) error {
	if len(s.Initial) == 0 {
		return nil
	}
	if len(s.Initial) != s.Recipe.Slices {
		return fmt.Errorf("initial has %d slices, recipe.slices is %d", len(s.Initial), s.Recipe.Slices)
	}
	for j, o := range s.Initial {
		if low, high := s.SliceBounds(j); o.Digest.IsZero() || o.Size != 4*(high-low) {
			return fmt.Errorf("initial[%d] has %d bytes under digest %q, slice %d of the weights has %d", j, o.Size, o.Digest, j, 4*(high-low))
		}
	}
	return nil
}

func checkRecipe(s Spec) error {
	r := s.Recipe
	if r.Mode != ModeGradient {
		return fmt.Errorf("recipe.mode %.40q is unknown, want %q", r.Mode, ModeGradient)
	}
	if r.Seed < 0 || r.Seed > SeedMax {
		return fmt.Errorf("recipe.seed %d is outside 0…%d", r.Seed, int64(SeedMax))
	}
	slicesMax := int(min(int64(SlicesMax), s.Model.Params()))
	err := errors.Join(
		within("recipe.rounds", r.Rounds, 1, RoundsMax), within("recipe.lanes", r.Lanes, 1, LanesMax),
		within("recipe.sequences", r.Sequences, 1, SequencesMax), within("recipe.slices", r.Slices, 1, slicesMax),
		within("recipe.evaluate", r.Evaluate, 0, r.Rounds),
		within("recipe.schedule.warmup", r.Schedule.Warmup, 0, r.Rounds),
		within("settlement.epochRounds", s.Settlement.EpochRounds, 1, r.Rounds))
	if err != nil {
		return err
	}
	if r.Evaluate > 0 && s.Data.HeldOut.Tokens == 0 {
		return errors.New("recipe.evaluate needs held-out text: build the data with `coordinator data build --held-out`, or set it to 0")
	}
	if r.Codec != "fp32" && r.Codec != "bf16" && r.Codec != "int8" {
		return fmt.Errorf("recipe.codec %.40q is unknown, want \"fp32\", \"bf16\" or \"int8\"", r.Codec)
	}
	return checkDecimals(r)
}

func checkDecimals(r Recipe) error {
	for _, f := range []struct {
		field    string
		d        Decimal
		belowOne bool
	}{
		{"recipe.clip", r.Clip, false},
		{"recipe.optimizer.beta1", r.Optimizer.Beta1, true}, {"recipe.optimizer.beta2", r.Optimizer.Beta2, true},
		{"recipe.optimizer.epsilon", r.Optimizer.Epsilon, true}, {"recipe.optimizer.decay", r.Optimizer.Decay, true},
		{"recipe.schedule.peak", r.Schedule.Peak, true}, {"recipe.schedule.floor", r.Schedule.Floor, true},
	} {
		if err := f.d.validate(); err != nil {
			return fmt.Errorf("%s: %w", f.field, err)
		}
		if f.belowOne && f.d.Float32() >= 1 {
			return fmt.Errorf("%s is %s, must be below 1", f.field, f.d)
		}
	}
	if r.Bound != "" {
		if err := r.Bound.validate(); err != nil {
			return fmt.Errorf("recipe.bound: %w", err)
		}
		if b := r.Bound.Float32(); b < 1 || b > BoundMax {
			return fmt.Errorf("recipe.bound is %s, want 1 to %d times the median, or nothing", r.Bound, BoundMax)
		}
	}
	if r.Clip.Float32() == 0 || r.Optimizer.Epsilon.Float32() == 0 || r.Schedule.Peak.Float32() == 0 {
		return errors.New("recipe.clip, recipe.optimizer.epsilon and recipe.schedule.peak must be above 0")
	}
	if r.Schedule.Floor.Float32() > r.Schedule.Peak.Float32() {
		return fmt.Errorf("recipe.schedule.floor %s is above its peak %s", r.Schedule.Floor, r.Schedule.Peak)
	}
	return nil
}

func checkAudit(s Spec) error {
	a := s.Audit
	for _, f := range []struct {
		field string
		d     Decimal
		max   float32
	}{{"audit.floor", a.Floor, 1}, {"audit.reserve", a.Reserve, ReserveMax}} {
		if err := f.d.validate(); err != nil {
			return fmt.Errorf("%s: %w", f.field, err)
		}
		if f.d.Float32() > f.max {
			return fmt.Errorf("%s is %s, at most %v", f.field, f.d, f.max)
		}
	}
	if err := within("audit.probation", a.Probation, 0, ProbationMax); err != nil {
		return err
	}
	if a.FloorMillionths() > 0 && a.Reserve.Float32() < a.Floor.Float32() {
		return fmt.Errorf("audit.reserve %s cannot pay for the copies of audit.floor %s: at least as much", a.Reserve, a.Floor)
	}
	if a.Beacon < 0 || a.Beacon > BeaconMax {
		return fmt.Errorf("audit.beacon is %d seconds, want 0 to %d", a.Beacon, BeaconMax)
	}
	stepsMax := min(StepsMax, s.Recipe.Sequences/s.StepUnit())
	if err := within("audit.steps", a.Steps, 1, max(stepsMax, 1)); err != nil {
		return fmt.Errorf("%w (a lane has %d sequences, and a step ends after multiples of %d of them)", err, s.Recipe.Sequences, s.StepUnit())
	}
	return nil
}

func checkPay(s Spec) error {
	if err := s.Pay.PricePerGigaUnit.validate(); err != nil {
		return fmt.Errorf("pay.pricePerGigaUnit: %w", err)
	}
	if s.Pay.UnitsPerByte < 0 || s.Pay.UnitsPerByte > 1<<20 {
		return fmt.Errorf("pay.unitsPerByte %d is outside 0…%d", s.Pay.UnitsPerByte, 1<<20)
	}
	if u := s.TrainUnits(); u <= 0 || u > UnitsMax {
		return fmt.Errorf("a train task has more than %d work units: fewer sequences or a smaller model", int64(UnitsMax))
	}
	if !product(UnitsMax, s.Data.HeldOut.Tokens, s.Model.FlopsPerToken()) {
		return fmt.Errorf("an evaluate task has more than %d work units: less held-out text or a smaller model", int64(UnitsMax))
	}
	if low, high := s.SliceBounds(0); !product(UnitsMax, 4*(high-low), int64(s.Recipe.Lanes+6), s.Pay.UnitsPerByte) {
		return fmt.Errorf("a merge task has more than %d work units: more slices, fewer lanes or a smaller pay.unitsPerByte", int64(UnitsMax))
	}
	if s.Cost().BitLen() > costBitsMax {
		return fmt.Errorf("the whole campaign costs %s base units, which exceeds %d bits: a smaller pay.pricePerGigaUnit", s.Cost(), costBitsMax)
	}
	return nil
}

// product reports whether the product of the non-negative factors is at most limit.
func product(limit int64, factors ...int64) bool {
	n := int64(1)
	for _, f := range factors {
		if f != 0 && n > limit/f {
			return false
		}
		n *= f
	}
	return true
}

func within(field string, n, low, high int) error {
	if n < low || n > high {
		return fmt.Errorf("%s is %d, want %d to %d", field, n, low, high)
	}
	return nil
}

// Digest returns the spec's name: the digest of its canonical bytes.
func (s Spec) Digest() canon.Digest { return canon.DigestOf(s) }

// DecodeSpec reads and validates canonical spec bytes.
func DecodeSpec(b []byte) (Spec, error) {
	s, err := canon.Decode[Spec](b)
	if err != nil {
		return Spec{}, fmt.Errorf("%w: %w", ErrSpec, err)
	}
	return s, s.Validate()
}
