package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/spf13/cobra"

	"quire/proto/canon"
	"quire/trainer/internal/data"
	"quire/trainer/internal/verify"
	"quire/trainer/replay"
)

// verifyFlags are those of verify.
type verifyFlags struct {
	*flags
	task   string
	spec   string
	round  int
	all    bool
	sample float64
	seed   uint64
	asJSON bool
	token  token
}

// verdict is the answer of verify in JSON.
type verdict struct {
	verify.Result
	Right      bool               `json:"right"`
	Problem    string             `json:"problem,omitempty"`
	Divergence *verify.Divergence `json:"divergence,omitempty"`
}

func newVerify(f *flags) *cobra.Command {
	v := &verifyFlags{flags: f}
	c := &cobra.Command{
		Use:   "verify URL",
		Short: "Check a campaign from public data: every record, and every computation bit for bit",
		Long: `Check a campaign from public data.

The spec, the journal, every ledger row, every round and every checkpoint are checked in any case. Which tasks are
computed again is a choice: all of them (the default), one task, one round, or a random sample. The first difference is
shown with its place, and makes the command fail with code 1.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error { return v.run(ctx, c, args[0]) }),
	}
	c.Flags().StringVar(&v.task, "task", "", "compute again only the task with this digest")
	c.Flags().IntVar(&v.round, "round", -1, "compute again only the tasks of this round")
	c.Flags().BoolVar(&v.all, "all", false, "compute again every task (the default)")
	c.Flags().Float64Var(&v.sample, "sample", 1, "compute again each task with this probability")
	c.Flags().Uint64Var(&v.seed, "seed", 0, "of the sample; 0 draws one")
	c.Flags().StringVar(&v.spec, "spec", "", "digest that the spec must have, for example from the treasury contract")
	c.Flags().BoolVar(&v.asJSON, "json", false, "machine-readable")
	return c
}

func (v *verifyFlags) run(ctx context.Context, c *cobra.Command, address string) error {
	r, err := parseRemote(address)
	if err != nil {
		return err
	}
	config := verify.Config{Campaign: r.name, Public: r.public(), Report: func(string) {}}
	if config.Select, err = v.choice(c); err != nil {
		return err
	}
	if config.Spec, err = canon.ParseDigest(v.spec); err != nil {
		return fmt.Errorf("%w: --spec: %w", errUsage, err)
	}
	if err := v.setThreads(); err != nil {
		return err
	}
	d, err := v.openDevice()
	if err != nil {
		return err
	}
	config.Arithmetic = replay.ExactOn(d.gpu, func(err error) { config.Report(fmt.Sprintf("without the GPU from here on: %v", err)) })
	_, objects, err := v.open()
	if err != nil {
		return err
	}
	m, _, err := r.headline(ctx, statusPatience)
	if err != nil {
		return err // in plain words: no such campaign, or nobody there
	}
	v.token = tokenOf(m)
	config.Source = data.New(r.base, objects, data.Config{})
	if !v.asJSON {
		p := &printer{w: c.OutOrStdout()}
		config.Report = func(s string) { p.line("ok        %s", s) }
	}
	result, err := verify.Run(ctx, config)
	if err == nil && v.task != "" && result.Recomputed == 0 {
		err = fmt.Errorf("%w: no closed round of this campaign has task %s", errUsage, v.task)
	}
	if err == nil && v.round >= result.Rounds {
		err = fmt.Errorf("%w: round %d is not closed yet: %d rounds are, counted from 0", errUsage, v.round, result.Rounds)
	}
	return v.tell(c, result, err)
}

func (v *verifyFlags) tell(c *cobra.Command, r verify.Result, err error) error {
	if v.asJSON {
		answer := verdict{Result: r, Right: err == nil}
		if err != nil {
			answer.Problem = err.Error()
			errors.As(err, &answer.Divergence)
		}
		return errors.Join(err, printJSON(c.OutOrStdout(), answer))
	}
	if err != nil {
		return err
	}
	reward, _ := new(big.Int).SetString(r.Reward, 10)
	p := &printer{w: c.OutOrStdout()}
	state := "so far"
	if r.Over {
		state = "complete"
	}
	p.line("right     campaign %s, %s: %d rounds, %d ledger rows worth %s, %d of %d tasks computed again: every bit is as claimed",
		r.Campaign, state, r.Rounds, r.Rows, v.token.amount(reward), r.Recomputed, r.Tasks)
	p.line("final     checkpoint %s", r.Checkpoint)
	return p.err
}

// choice says which tasks to compute again.
func (v *verifyFlags) choice(c *cobra.Command) (func(verify.Place) bool, error) {
	said := 0
	for _, name := range []string{"task", "round", "all", "sample"} {
		if c.Flags().Changed(name) {
			said++
		}
	}
	if said > 1 {
		return nil, fmt.Errorf("%w: --task, --round, --all and --sample exclude each other", errUsage)
	}
	if v.task != "" {
		want, err := canon.ParseDigest(v.task)
		if err != nil {
			return nil, fmt.Errorf("%w: --task: %w", errUsage, err)
		}
		return func(p verify.Place) bool { return p.Task == want }, nil
	}
	if c.Flags().Changed("round") {
		if v.round < 0 {
			return nil, fmt.Errorf("%w: --round %d, rounds count from 0", errUsage, v.round)
		}
		return func(p verify.Place) bool { return p.Round == v.round }, nil
	}
	if !(v.sample >= 0 && v.sample <= 1) {
		return nil, fmt.Errorf("%w: --sample %v, want a probability from 0 to 1", errUsage, v.sample)
	}
	if v.seed == 0 {
		v.seed = uint64(time.Now().UnixNano())
	}
	if v.sample < 1 && !v.asJSON {
		fmt.Fprintf(c.ErrOrStderr(), "sample drawn with --seed %d\n", v.seed)
	}
	draw := rand.New(rand.NewPCG(v.seed, 0))
	return func(verify.Place) bool { return draw.Float64() < v.sample }, nil
}
