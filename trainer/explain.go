package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/coordinator/verify/economics"
	"quire/coordinator/verify/simulate"
)

func newExplain(f *flags) *cobra.Command {
	e := &explainFlags{flags: f}
	c := &cobra.Command{
		Use:   "explain TASK_OR_ROW --campaign URL",
		Short: "Say how a payment comes about, line by line; or what cheating would earn (explain economics)",
		Long: `Say how a payment comes about, line by line: units, price, rounding, the draw, who answered, the verdict, and what
has become of the reward. TASK_OR_ROW is the number of a ledger row, or the first digits of a task's digest. All is
computed here, from public data.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error { return e.payment(ctx, c, args[0]) }),
	}
	c.Flags().StringVar(&e.campaign, "campaign", "", "URL of the campaign, http://host:7070/c/NAME")
	c.Flags().BoolVar(&e.asJSON, "json", false, "machine-readable")
	c.AddCommand(newEconomics())
	return c
}

// economicsFlags are those of explain economics.
type economicsFlags struct {
	assume economics.Assumptions
	play   int
	seed   uint64
	asJSON bool
}

// playedMax bounds --simulate: a minute or so.
const playedMax = 100_000

func newEconomics() *cobra.Command {
	e := &economicsFlags{}
	c := &cobra.Command{
		Use:   "economics SPEC_OR_URL",
		Short: "Say what verification costs in a campaign, and what cheating would earn",
		Long: `Say what verification costs in a campaign, and what cheating would earn, by the numbers of its spec: a canonical
spec.json, or the URL of a campaign. Amounts are base units of the token.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error { return e.run(ctx, c, args[0]) }),
	}
	c.Flags().IntVar(&e.assume.Trainers, "trainers", 0, "that work, with owners of their own; 0 for as many as lanes")
	c.Flags().Float64Var(&e.assume.Cost, "cost", 0.8, "of computing a task, as a share of its reward")
	c.Flags().Float64Var(&e.assume.Rate, "rate", 0.05, "of fakes, for who cheats now and then")
	c.Flags().Float64Var(&e.assume.Ring, "ring", 0.25, "share of the other owners who are accomplices, for who has many")
	c.Flags().IntVar(&e.play, "simulate", 0, "play so many epochs of every strategy, and show the result beside the formula")
	c.Flags().Uint64Var(&e.seed, "seed", 1, "of the simulation")
	c.Flags().BoolVar(&e.asJSON, "json", false, "machine-readable")
	return c
}

// played is a report, and what came of playing it.
type played struct {
	economics.Report
	Simulated map[economics.Strategy]simulate.Outcome `json:"simulated,omitempty"`
}

func (e *economicsFlags) run(ctx context.Context, c *cobra.Command, from string) error {
	a := e.assume
	share := func(f float64) bool { return f >= 0 && f <= 1 }
	switch {
	case a.Trainers < 0 || a.Trainers > 1<<20:
		return fmt.Errorf("%w: --trainers %d, want 0 to %d", errUsage, a.Trainers, 1<<20)
	case !share(a.Cost) || !share(a.Rate) || !share(a.Ring):
		return fmt.Errorf("%w: --cost, --rate and --ring are shares from 0 to 1", errUsage)
	case e.play < 0 || e.play > playedMax:
		return fmt.Errorf("%w: --simulate %d, want 0 to %d epochs", errUsage, e.play, playedMax)
	}
	spec, err := specFrom(ctx, from)
	if err != nil {
		return err
	}
	r := played{Report: economics.Of(spec, a)}
	if e.play > 0 {
		r.Simulated = map[economics.Strategy]simulate.Outcome{}
		for _, s := range economics.Strategies {
			if err := ctx.Err(); err != nil {
				return err
			}
			r.Simulated[s] = simulate.Run(simulate.Config{Audit: spec.Audit, Terms: r.Terms, Strategy: s, Epochs: e.play, Seed: e.seed})
		}
	}
	if e.asJSON {
		return printJSON(c.OutOrStdout(), r)
	}
	p := &printer{w: c.OutOrStdout()}
	r.print(p)
	return p.err
}

// specBytesMax bounds a spec's file; what DecodeSpec takes is smaller.
const specBytesMax = 16 << 20

// specFrom reads a spec from a file or from a campaign.
func specFrom(ctx context.Context, from string) (campaign.Spec, error) {
	if strings.Contains(from, "://") {
		r, err := parseRemote(from)
		if err != nil {
			return campaign.Spec{}, err
		}
		_, spec, err := r.headline(ctx, statusPatience)
		return spec, err
	}
	info, err := os.Stat(from)
	if err == nil && info.Size() > specBytesMax {
		err = fmt.Errorf("%s has %d bytes, which is no spec", from, info.Size())
	}
	var b []byte
	if err == nil {
		b, err = os.ReadFile(from)
	}
	var spec campaign.Spec
	if err == nil {
		spec, err = campaign.DecodeSpec(b)
	}
	if err != nil {
		return spec, fmt.Errorf("%w: a spec.json or the URL of a campaign is wanted: %w", errUsage, err)
	}
	return spec, nil
}

func (r played) print(p *printer) {
	t, a := r.Terms, r.Assumptions
	p.line("campaign    %s: a result is computed again with a probability of at least %s, and always before %d are verified", r.Campaign, percent(t.Chance), max(r.Probation, 1))
	p.line("assumed     %d trainers alike, %d tasks each in an epoch; computing a task costs %s of its reward", a.Trainers, t.Tasks, percent(a.Cost))
	p.line("reward      %s base units for a train task", r.Reward)
	if r.Stake == "" {
		p.line("stake       none is enough: this campaign verifies nothing")
		return
	}
	p.line("stake       %s base units, %.1f rewards: what a node must stand to lose so that a fake does not pay", r.Stake, r.StakeTasks)
	p.line("            what is earned in an epoch is withheld until its end: %d rewards at most", t.Tasks)
	p.line("")
	p.line("detection   fakes   alone    %d of %d others are accomplices", t.Ring, t.Owners)
	for _, d := range r.Detection {
		p.line("            %5d   %6s   %6s", d.Fakes, percent(d.Alone), percent(d.Ring))
	}
	p.line("")
	head := fmt.Sprintf("%-9s %-31s %8s %8s %8s", "strategy", "(an epoch, in rewards)", "paid", "computed", "profit")
	if r.Simulated != nil {
		head += "   played: paid      computed  caught (formula)        honest accused"
	}
	p.line("%s", head)
	for _, o := range r.Outlooks {
		line := fmt.Sprintf("%-9s %-31s %8.2f %8.2f %8.2f", o.Strategy, o.Strategy.What(), o.Pay, o.Work, o.Profit)
		if s, ok := r.Simulated[o.Strategy]; ok {
			line += fmt.Sprintf("   %8.2f ± %-5.2f  %8.2f  %6d (%.0f ± %.0f)  %d", s.Pay, s.PayError, s.Work, s.Caught, s.Expected, s.Spread, s.Punished)
		}
		p.line("%s", line)
	}
	c := r.Copies
	p.line("")
	p.line("copies      %s of the work is expected to be done twice: %s base units", percent(float64(c.Share)/verify.Certain), c.Expected)
	p.line("reserve     %s base units; draws alone exceed it with probability %.2g, with going back a whole epoch once (%s) %.2g", c.Reserve, c.RunsOut, c.Rewind, c.RunsOutBy)
	p.line("advice      a reserve of %s of the work's cost covers both but once in a million", percent(float64(c.Advice)/verify.Certain))
}

// percent writes a probability as people read it.
func percent(f float64) string {
	if f > 0 && f < 0.001 {
		return strconv.FormatFloat(100*f, 'g', 2, 64) + " %"
	}
	return strconv.FormatFloat(math.Round(1000*f)/10, 'f', -1, 64) + " %"
}

var errNoRow = errors.New("the public ledger has no such row or task; rows of an open round are not public yet")
