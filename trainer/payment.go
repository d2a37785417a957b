package main

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"connectrpc.com/connect"
	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/data"
)

// explainFlags are those of explain.
type explainFlags struct {
	*flags
	campaign string
	asJSON   bool
}

// rowsMax bounds the ledger that is read, and taskDigitsMin the digits by which a task can be named.
const (
	rowsMax       = 10_000_000
	taskDigitsMin = 8
)

// payment is how one row came about and what it is worth.
type payment struct {
	Row       ledger.Row   `json:"row"`
	State     string       `json:"state"` // "accepted", "verified", "void", "settled", "claimable"
	Lines     []reasonLine `json:"lines"`
	Next      string       `json:"next"` // what happens to it next, and when
	NextMs    int64        `json:"nextMs,omitempty"`
	ChancePpm int          `json:"chanceMillionths"` // of the draw
	Drawn     bool         `json:"drawn"`
}

// reasonLine is one step of an explanation.
type reasonLine struct {
	What string `json:"what"`
	Text string `json:"text"`
}

func (p *payment) say(what, format string, args ...any) {
	p.Lines = append(p.Lines, reasonLine{what, fmt.Sprintf(format, args...)})
}

func (e *explainFlags) payment(ctx context.Context, c *cobra.Command, which string) error {
	if e.campaign == "" {
		return fmt.Errorf("%w: --campaign URL is missing", errUsage)
	}
	r, err := parseRemote(e.campaign)
	if err != nil {
		return err
	}
	_, objects, err := e.open()
	if err != nil {
		return err
	}
	m, spec, err := r.headline(ctx, statusPatience)
	if err != nil {
		return err
	}
	a := &account{remote: r, spec: spec, headline: m, source: data.New(r.base, objects, data.Config{})}
	if err := a.read(ctx); err != nil {
		return err
	}
	wanted, err := a.named(which)
	if err != nil {
		return err
	}
	var all []payment
	for _, row := range wanted {
		p, err := a.explain(ctx, row)
		if err != nil {
			return err
		}
		all = append(all, p)
	}
	if e.asJSON {
		return printJSON(c.OutOrStdout(), all)
	}
	p := &printer{w: c.OutOrStdout()}
	for i, one := range all {
		if i > 0 {
			p.line("")
		}
		for _, l := range one.Lines {
			p.line("%-9s %s", l.What, l.Text)
		}
		p.line("%-9s %s", "state", one.State)
		p.line("%-9s %s", "next", one.Next)
	}
	return p.err
}

// account is what a campaign has made public.
type account struct {
	remote
	spec     campaign.Spec
	headline *quirev1.Campaign
	source   *data.Source
	rows     []ledger.Row
	rounds   []*quirev1.Round
	epochs   []*quirev1.Epoch
}

// read fetches ledger, rounds and epochs. Epochs come first, so that every row of a closed epoch is among the rows.
func (a *account) read(ctx context.Context) error {
	for {
		m, err := a.public().ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: a.name, From: uint32(len(a.epochs) + 1)}))
		if connect.CodeOf(err) == connect.CodeUnimplemented {
			break
		}
		if err != nil {
			return fmt.Errorf("read epochs: %w", err)
		}
		a.epochs = append(a.epochs, m.Msg.GetEpochs()...)
		if len(m.Msg.GetEpochs()) == 0 || len(a.epochs) > a.spec.Epochs() {
			break
		}
	}
	for len(a.rounds) <= a.spec.Recipe.Rounds {
		m, err := a.public().ListRounds(ctx, connect.NewRequest(&quirev1.ListRoundsRequest{Campaign: a.name, From: uint32(len(a.rounds))}))
		if err != nil {
			return fmt.Errorf("read rounds: %w", err)
		}
		if len(m.Msg.GetRounds()) == 0 {
			break
		}
		a.rounds = append(a.rounds, m.Msg.GetRounds()...)
	}
	for len(a.rows) < rowsMax {
		m, err := a.public().ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: a.name, From: int64(len(a.rows) + 1)}))
		if err != nil {
			return fmt.Errorf("read ledger: %w", err)
		}
		if len(m.Msg.GetRows()) == 0 {
			break
		}
		for _, b := range m.Msg.GetRows() {
			row, err := canon.Decode[ledger.Row](b)
			if err != nil {
				return fmt.Errorf("ledger row %d: %w", len(a.rows)+1, err)
			}
			if row.Seq != int64(len(a.rows)+1) {
				return fmt.Errorf("the coordinator sent ledger row %d for row %d", row.Seq, len(a.rows)+1)
			}
			a.rows = append(a.rows, row)
		}
	}
	return nil
}

// named returns the row with a number, or those of the task whose digest begins with some digits.
func (a *account) named(which string) ([]ledger.Row, error) {
	if n, err := strconv.ParseInt(which, 10, 64); err == nil && len(which) < taskDigitsMin {
		if n < 1 || n > int64(len(a.rows)) {
			return nil, fmt.Errorf("%w: row %d: %w (there are %d)", errUsage, n, errNoRow, len(a.rows))
		}
		return a.rows[n-1 : n], nil
	}
	if len(which) < taskDigitsMin {
		return nil, fmt.Errorf("%w: %q is no row, and a task is named by at least %d digits of its digest", errUsage, which, taskDigitsMin)
	}
	var found []ledger.Row
	for _, row := range a.rows {
		if strings.HasPrefix(row.Task.String(), strings.ToLower(which)) {
			found = append(found, row)
		}
	}
	switch {
	case len(found) == 0:
		return nil, fmt.Errorf("%w: task %.64q: %w", errUsage, which, errNoRow)
	case slices.ContainsFunc(found, func(r ledger.Row) bool { return r.Task != found[0].Task }):
		return nil, fmt.Errorf("%w: the digests of several tasks begin with %s: more digits", errUsage, which)
	}
	return found, nil
}

func (a *account) explain(ctx context.Context, row ledger.Row) (payment, error) {
	p := payment{Row: row}
	if err := row.Verify(a.spec); err != nil {
		return p, err
	}
	at := time.UnixMilli(row.AcceptedMs).UTC().Format(time.RFC3339)
	p.say("row", "%d: %s %d of round %d, task %s, attempt %d, accepted %s", row.Seq, row.Kind, row.Index, row.Round, row.Task.Short(), row.Attempt, at)
	p.say("node", "%s, whose signature over the output %s is right; paid to %s", row.Node, row.Output.Short(), row.Payout)
	a.sayReward(&p)
	if err := a.sayDraw(ctx, &p); err != nil {
		return p, err
	}
	a.sayVerdict(&p)
	a.sayState(&p)
	return p, nil
}

// sayReward repeats the formulas of campaign.Spec with their numbers.
func (a *account) sayReward(p *payment) {
	s, m, row := a.spec, a.spec.Model, p.Row
	switch row.Kind {
	case round.Evaluate:
		p.say("units", "%d held-out tokens in whole sequences × %d, a third of a training step's operations = %d",
			row.Units/(m.FlopsPerToken()/3), m.FlopsPerToken()/3, row.Units)
	case round.Train:
		p.say("tokens", "%d sequences × %d positions = %d", s.Recipe.Sequences, m.Context, s.LaneTokens())
		p.say("work", "6 × %d parameters + 6 × %d layers × %d width × %d positions = %d operations a token", m.Params(), m.Layers, m.Width, m.Context, m.FlopsPerToken())
		p.say("units", "%d tokens × %d = %d", s.LaneTokens(), m.FlopsPerToken(), row.Units)
	default:
		low, high := s.SliceBounds(row.Index)
		p.say("units", "4 bytes × %d parameters of the slice × (%d lanes + 6) × %d units a byte = %d", high-low, s.Recipe.Lanes, s.Pay.UnitsPerByte, row.Units)
	}
	product := new(big.Int).Mul(s.Pay.PricePerGigaUnit.Int(), big.NewInt(row.Units))
	rest := new(big.Int).Mod(product, big.NewInt(1_000_000_000))
	p.say("price", "%s base units for 10⁹ units of work", s.Pay.PricePerGigaUnit)
	p.say("reward", "%s × %d ÷ 10⁹ = %s base units (%s), rounded down; %s ÷ 10⁹ of one stays with the funders",
		s.Pay.PricePerGigaUnit, row.Units, row.Reward, tokenOf(a.headline).amount(row.Reward.Int()), rest)
}

// sayDraw repeats the draw with the link that the round's record shows.
func (a *account) sayDraw(ctx context.Context, p *payment) error {
	row := p.Row
	standings, claims := verify.Standings{}, map[canon.Digest][]verify.Claim{}
	for _, r := range a.rows[:row.Seq-1] {
		claims[r.Task] = append(claims[r.Task], r.Claim())
		standings.Enter(r.Stake(a.spec), claims[r.Task])
	}
	if n := len(claims[row.Task]); n > 0 {
		p.say("draw", "none: this is itself a check of an answer, number %d to the task", n+1)
		return nil
	}
	s := standings[row.Node]
	p.ChancePpm = s.Chance(a.spec.Audit, row.Stake(a.spec))
	p.say("standing", "%d results in a row verified by others, %d wrong ever: checked with probability %s", s.Verified, s.Faults, percent(float64(p.ChancePpm)/verify.Certain))
	record, ok, err := a.recordOf(ctx, row)
	if err != nil {
		return err
	}
	if !ok {
		p.say("draw", "the round was closed again without this answer, or it stands under an older record: trainer verify repeats that draw")
		return nil
	}
	seed, of := record.Link, "link "+record.Link.Short()
	if a.spec.Audit.Beacon > 0 && a.headline.GetTreasury() != nil && p.ChancePpm < verify.Certain {
		at := verify.BeaconTime(a.spec.Audit, row.AcceptedMs)
		b, ok, err := a.beacon(ctx, at)
		if err != nil {
			return err
		}
		if !ok {
			p.say("draw", "decided by the first block of the chain from %s on, which is not known yet", time.Unix(at, 0).UTC().Format(time.RFC3339))
			return nil
		}
		seed, of = verify.Seed(seed, b.Hash), fmt.Sprintf("%s, of block %d (the first from %s on, hash %s)", of, b.Block, time.Unix(at, 0).UTC().Format(time.RFC3339), b.Hash)
	}
	p.Drawn = verify.Drawn(seed, row.Task, row.Node, p.ChancePpm)
	fell := "does not fall on it"
	if p.Drawn {
		fell = "falls on it"
	}
	p.say("draw", "SHA-256 of %s, the task and the node %s", of, fell)
	return nil
}

// beacon looks for the block of a time in the journal, from its end back.
func (a *account) beacon(ctx context.Context, at int64) (verify.Beacon, bool, error) {
	d, err := canon.ParseDigest(a.headline.GetJournalHead())
	if err != nil {
		return verify.Beacon{}, false, fmt.Errorf("journal head: %w", err)
	}
	for n := 0; !d.IsZero() && n < rowsMax; n++ {
		b, err := a.source.Record(ctx, d)
		if err != nil {
			return verify.Beacon{}, false, err
		}
		s, err := canon.Decode[ledger.Segment](b)
		if err != nil {
			return verify.Beacon{}, false, fmt.Errorf("journal segment %s: %w", d.Short(), err)
		}
		for _, b := range s.Beacons {
			if b.Time == at {
				return b, true, nil
			}
		}
		if n := len(s.Beacons); n > 0 && s.Beacons[n-1].Time < at {
			break // they ascend
		}
		d = s.Previous
	}
	return verify.Beacon{}, false, nil
}

// recordOf returns the record of the round that was closed with a row's answer.
func (a *account) recordOf(ctx context.Context, row ledger.Row) (round.Record, bool, error) {
	if row.Round >= len(a.rounds) {
		return round.Record{}, false, nil
	}
	d, err := canon.ParseDigest(a.rounds[row.Round].GetRecord())
	if err != nil {
		return round.Record{}, false, fmt.Errorf("record of round %d: %w", row.Round, err)
	}
	b, err := a.source.Record(ctx, d)
	if err != nil {
		return round.Record{}, false, err
	}
	record, err := canon.Decode[round.Record](b)
	if err != nil {
		return record, false, fmt.Errorf("record of round %d: %w", row.Round, err)
	}
	held := slices.ContainsFunc(record.Done, func(d round.Done) bool { return slices.Contains(d.Rows, row.Seq) })
	return record, held, nil
}

// sayVerdict tells who answered the task, and what the answers say together.
func (a *account) sayVerdict(p *payment) {
	tally := ledger.NewTally()
	for _, r := range a.rows {
		if a.spec.EpochOf(r.Round) == a.spec.EpochOf(p.Row.Round) {
			tally.Enter(r)
		}
	}
	claims := tally.Claims(p.Row.Task)
	v := verify.Judge(claims, len(claims))
	for i, c := range claims {
		word := "as first claimed"
		switch {
		case slices.Contains(v.Wrong, i):
			word = "wrong"
		case v.Checked:
			word = "right"
		case !v.Settled:
			word = "disputed"
		}
		p.say("claim", "row %d by node %s: output %s, %s", c.Seq, c.Node, c.Output.Short(), word)
	}
	p.State = string(tally.Fate(p.Row, a.spec.Audit))
	conduct := tally.Conducts()[p.Row.Node]
	switch {
	case p.State != string(ledger.Void):
	case conduct.Fraud(a.spec.Audit):
		p.say("void", "%d results of the node in this epoch were wrong, %d verified: it loses the epoch's rewards", len(conduct.Faults), conduct.Verified)
	case len(conduct.Faults) == 1 && conduct.Faults[0].Claim.Seq != p.Row.Seq:
		p.say("void", "row %d of the node was wrong: taken for a fault of its machine, it costs the node's first others of the epoch, up to twice its units over the floor",
			conduct.Faults[0].Claim.Seq)
	}
}

// sayState tells where the reward is on its way: a row that is not void is settled with its epoch, and claimable when that
// is final.
func (a *account) sayState(p *payment) {
	number := a.spec.EpochOf(p.Row.Round)
	end := a.spec.EpochEnd(number)
	switch {
	case p.State == string(ledger.Void):
		p.Next = "nothing: the reward stays in the budget, and goes back to the funders"
	case a.headline.GetTreasury() == nil:
		p.Next = "nothing: this campaign pays nobody"
	case number > len(a.epochs):
		p.Next = fmt.Sprintf("epoch %d is settled when round %d is closed", number, end)
		if ms, ok := a.closes(end); ok {
			p.NextMs = ms
			p.Next += ", at this pace about " + time.UnixMilli(ms).UTC().Format(time.RFC3339)
		}
	default:
		e := a.epochs[number-1]
		p.State = "settled"
		p.Next = fmt.Sprintf("epoch %d is posted by the treasury, then challenged or final", number)
		switch e.GetState() {
		case "posted":
			p.Next = fmt.Sprintf("epoch %d is posted (%s), and claimable after the contract's challenge window", number, safeText(e.GetTx()))
		case "final":
			p.State = "claimable"
			p.Next = fmt.Sprintf("%s claims what is not claimed yet, with treasury claim or on the dashboard; whether it has, the contract knows", p.Row.Payout)
		}
	}
}

// paceRounds is how many of the last rounds tell the pace.
const paceRounds = 20

// closes guesses when a round will be closed, in Unix milliseconds.
func (a *account) closes(number int) (int64, bool) {
	n := len(a.rounds)
	last := a.rounds[max(n-paceRounds, 0):]
	if len(last) == 0 || last[0].GetOpenedMs() == 0 || number < n {
		return 0, false
	}
	pace := (last[len(last)-1].GetClosedMs() - last[0].GetOpenedMs()) / int64(len(last))
	return last[len(last)-1].GetClosedMs() + pace*int64(number+1-n), true
}
