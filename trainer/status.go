package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/coordinator/verify"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/home"
	"quire/trainer/internal/keys"
	"quire/trainer/internal/receipt"
)

// statusPatience is how long status waits for a coordinator before it shows what is known here.
const statusPatience = 3 * time.Second

// campaignStatus is what is known of one campaign, here and there.
type campaignStatus struct {
	URL         string `json:"url"`
	Spec        string `json:"spec"`
	Receipts    int    `json:"receipts"`
	Units       int64  `json:"units"`
	Reward      string `json:"reward"` // base units
	LastRow     int64  `json:"lastRow"`
	LastMs      int64  `json:"lastMs"` // when it was accepted, Unix milliseconds
	Pending     bool   `json:"pending"`
	Unreachable string `json:"unreachable,omitempty"`
	Stage       string `json:"stage,omitempty"`
	Reason      string `json:"reason,omitempty"`
	Round       uint32 `json:"round"`
	Rounds      uint32 `json:"rounds"`
	// What the coordinator says this node has done.
	Tasks        int64  `json:"tasks"`
	TheirUnits   int64  `json:"theirUnits"`
	TheirReward  string `json:"theirReward,omitempty"`
	Verified     int64  `json:"verified"`         // results in a row that another owner confirmed
	Faults       int64  `json:"faults"`           // wrong results ever
	Chance       uint32 `json:"chanceMillionths"` // that the next result is computed again
	token        token
	ownReward    *big.Int
	disagreement string
}

// nodeStatus is the whole answer of status.
type nodeStatus struct {
	Node      common.Address   `json:"node"`
	Payout    common.Address   `json:"payout"`
	Name      string           `json:"name"`
	DataDir   string           `json:"dataDir"`
	Campaigns []campaignStatus `json:"campaigns"`
}

func newStatus(f *flags) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "status",
		Short: "Show what this trainer did and earned, by its receipts and by the coordinator's word",
		Args:  usage(cobra.NoArgs),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, _ []string) error {
			s, err := readStatus(ctx, f)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), s)
			}
			return s.print(c.OutOrStdout())
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "machine-readable")
	return c
}

func readStatus(ctx context.Context, f *flags) (nodeStatus, error) {
	h, err := home.Open(f.dataDir)
	if err != nil {
		return nodeStatus{}, err
	}
	settings, err := h.Settings()
	if err != nil {
		return nodeStatus{}, err
	}
	s := nodeStatus{Payout: settings.Payout, Name: settings.Name, DataDir: h.Dir()}
	if s.Node, err = keys.Address(h.Dir()); err != nil {
		return s, err
	}
	campaigns, err := h.Campaigns()
	if err != nil {
		return s, err
	}
	for _, c := range campaigns {
		one, err := localStatus(c)
		if err != nil {
			return s, err
		}
		if err := one.ask(ctx, s.Node); err != nil {
			one.Unreachable = err.Error()
		}
		s.Campaigns = append(s.Campaigns, one)
	}
	return s, ctx.Err()
}

func localStatus(c home.Campaign) (campaignStatus, error) {
	s := campaignStatus{URL: c.URL, Spec: c.Spec.String(), ownReward: new(big.Int)}
	receipts, err := receipt.Open(c.Dir)
	if err != nil {
		return s, fmt.Errorf("%w: %w", home.ErrHome, err)
	}
	files, err := receipts.All()
	if err != nil {
		return s, err
	}
	for _, f := range files {
		reward, ok := new(big.Int).SetString(string(f.Receipt.Row.Reward), 10)
		if f.Err != nil || !ok {
			continue // trainer receipts --check tells
		}
		s.Receipts++
		s.Units += f.Receipt.Row.Units
		s.ownReward.Add(s.ownReward, reward)
		s.LastRow, s.LastMs = f.Receipt.Row.Seq, f.Receipt.Row.AcceptedMs
	}
	s.Reward = s.ownReward.String()
	_, s.Pending, err = receipts.Pending()
	return s, err
}

// ask adds the coordinator's view.
func (s *campaignStatus) ask(ctx context.Context, node common.Address) error {
	r, err := parseRemote(s.URL)
	if err != nil {
		return err
	}
	m, _, err := r.headline(ctx, statusPatience)
	if err != nil {
		return err
	}
	s.token = tokenOf(m)
	s.Stage = strings.ToLower(strings.TrimPrefix(m.GetStage().String(), "STAGE_"))
	s.Reason, s.Round, s.Rounds = m.GetReason(), m.GetRound(), m.GetRounds()
	if m.GetSpecDigest() != s.Spec {
		return errors.New("the coordinator has another campaign under this name now")
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	all, err := r.public().ListContributors(ctx, connect.NewRequest(&quirev1.ListContributorsRequest{Campaign: r.name}))
	if err != nil {
		return err
	}
	for _, c := range all.Msg.GetContributors() {
		if strings.EqualFold(c.GetNode(), node.Hex()) {
			s.Tasks, s.TheirUnits, s.TheirReward = c.GetTasks(), c.GetUnits(), c.GetReward()
			s.Verified, s.Faults, s.Chance = c.GetVerified(), c.GetFaults(), c.GetChance()
		}
	}
	if s.Tasks < int64(s.Receipts) {
		s.disagreement = fmt.Sprintf("you hold %d receipts, the coordinator knows of %d tasks: keep the receipts, they prove what you are owed", s.Receipts, s.Tasks)
	}
	return nil
}

func (s nodeStatus) print(w io.Writer) error {
	p := &printer{w: w}
	if s.Node == (common.Address{}) {
		p.line("no node key yet in %s: run trainer join URL", s.DataDir)
		return p.err
	}
	p.line("node      %s", s.Node)
	payout := "none yet"
	if s.Payout != (common.Address{}) {
		payout = s.Payout.Hex()
	}
	p.line("payout    %s", payout)
	p.line("data      %s", s.DataDir)
	for _, c := range s.Campaigns {
		p.line("")
		p.line("campaign  %s", c.URL)
		p.line("receipts  %d, %s units, reward %s", c.Receipts, si(c.Units), c.token.amount(c.ownReward))
		if c.Receipts > 0 {
			p.line("last      row %d at %s", c.LastRow, time.UnixMilli(c.LastMs).UTC().Format(time.RFC3339))
		}
		if c.Pending {
			p.line("pending   one submission waits for its receipt: the next trainer join sends it again")
		}
		if c.Unreachable != "" {
			p.line("offline   %s", safeText(c.Unreachable))
			continue
		}
		p.line("stage     %s, round %d of %d: %s", c.Stage, c.Round, c.Rounds, safeText(c.Reason))
		p.line("ledger    %d tasks, %s units of this node, by the coordinator's word", c.Tasks, si(c.TheirUnits))
		p.line("standing  %d results in a row verified by others, %d wrong; the next one is checked with %s probability", c.Verified, c.Faults, percent(float64(c.Chance)/verify.Certain))
		if c.disagreement != "" {
			p.line("warning   %s", c.disagreement)
		}
	}
	return p.err
}

// printer writes lines and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
