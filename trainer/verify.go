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
	"quire/trainer/internal/chain"
	"quire/trainer/internal/home"
	"quire/trainer/internal/verify"
	"quire/trainer/replay"
)

// verifyFlags are those of verify.
type verifyFlags struct {
	*flags
	chain   chainFlags
	task    string
	round   int
	all     bool
	sample  float64
	seed    uint64
	objects bool
	asJSON  bool
	token   token
}

// verdict is the answer of verify in JSON.
type verdict struct {
	verify.Result
	Right      bool               `json:"right"`
	Problem    string             `json:"problem,omitempty"`
	Divergence *verify.Divergence `json:"divergence,omitempty"`
	Damage     *verify.Damage     `json:"damage,omitempty"`
}

func newVerify(f *flags) *cobra.Command {
	v := &verifyFlags{flags: f}
	c := &cobra.Command{
		Use:   "verify URL | BUCKET | FOLDER",
		Short: "Check a campaign from public data: every record, and every computation bit for bit",
		Long: `Check a campaign from public data. It is found at

  http://host:7070/c/NAME      a coordinator
  https://s3.example.org/NAME  the campaign's bucket; credentials, if it needs any, are those of the environment
                               (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)
  FOLDER                       a copy of the bucket: the folder that holds sha256/, journal/ and records/

The last two need no coordinator, only the chain: --contract and --rpc. Then every object is read too, and its bytes are
compared with its name.

The spec, the journal, every ledger row, every round, every checkpoint, and the epochs on chain are checked in any case.
Which tasks are computed again is a choice: all of them (the default), one task, one round, or a random sample. What was
computed in an earlier run, with the same output, is remembered and not computed again, so that an audit that was
interrupted goes on where it was; --task and --round compute again in any case.

The first difference is shown with its place, and makes the command fail with code 1.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error { return v.run(ctx, c, args[0]) }),
	}
	v.chain.add(c)
	c.Flags().StringVar(&v.task, "task", "", "compute again only the task with this digest")
	c.Flags().IntVar(&v.round, "round", -1, "compute again only the tasks of this round")
	c.Flags().BoolVar(&v.all, "all", false, "compute again every task (the default)")
	c.Flags().Float64Var(&v.sample, "sample", 1, "compute again each task with this probability")
	c.Flags().Uint64Var(&v.seed, "seed", 0, "of the sample; 0 draws one")
	c.Flags().BoolVar(&v.objects, "objects", true, "of a bucket or a folder, read every object that is there, not only what the audit needs")
	c.Flags().BoolVar(&v.asJSON, "json", false, "machine-readable")
	return c
}

func (v *verifyFlags) run(ctx context.Context, c *cobra.Command, place string) error {
	report := func(string) {}
	if !v.asJSON {
		p := &printer{w: c.OutOrStdout()}
		report = func(s string) { p.line("ok        %s", s) }
	}
	o, result, err := v.check(ctx, c, place, report)
	if result == nil {
		return err
	}
	v.token = o.token
	if err == nil && v.task != "" && result.Recomputed == 0 {
		err = fmt.Errorf("%w: no closed round of this campaign has task %s", errUsage, v.task)
	}
	if err == nil && v.round >= result.Rounds {
		err = fmt.Errorf("%w: round %d is not closed yet: %d rounds are, counted from 0", errUsage, v.round, result.Rounds)
	}
	return v.tell(c, result.Result, err)
}

// check audits the campaign at a place. The report is nil if the audit did not begin.
func (v *verifyFlags) check(ctx context.Context, c *cobra.Command, place string, report func(string)) (origin, *verify.Report, error) {
	wanted, err := v.choice(c)
	if err != nil {
		return origin{}, nil, err
	}
	if err := v.setThreads(); err != nil {
		return origin{}, nil, err
	}
	d, err := v.openDevice()
	if err != nil {
		return origin{}, nil, err
	}
	o, err := v.origin(ctx, place, v.chain)
	if err != nil {
		return o, nil, err
	}
	config := verify.Config{
		Account: o.account, Source: o.source, Contract: o.contract, Spec: o.spec, Select: wanted, Report: report,
		Arithmetic: replay.ExactOn(d.gpu, func(err error) { report(fmt.Sprintf("without the GPU from here on: %v", err)) }),
	}
	if o.contract != nil {
		config.Block = chain.Blocks(v.chain.rpc)
	}
	if v.objects {
		config.Bucket = o.bucket
	}
	if v.task == "" && v.round < 0 {
		if config.Memory, err = v.memory(); err != nil {
			return o, nil, err
		}
	}
	result, err := verify.Run(ctx, config)
	if config.Memory != nil {
		err = errors.Join(err, config.Memory.Close())
	}
	return o, result, err
}

// memory opens what earlier audits on this machine found.
func (v *verifyFlags) memory() (*verify.Memory, error) {
	h, err := home.Open(v.dataDir)
	if err != nil {
		return nil, err
	}
	m, err := verify.OpenMemory(h.Verified())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", home.ErrHome, err)
	}
	return m, nil
}

func (v *verifyFlags) tell(c *cobra.Command, r verify.Result, err error) error {
	if v.asJSON {
		answer := verdict{Result: r, Right: err == nil}
		if err != nil {
			answer.Problem = err.Error()
			errors.As(err, &answer.Divergence)
			errors.As(err, &answer.Damage)
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
	before := ""
	if r.Remembered > 0 {
		before = fmt.Sprintf(" (%d of them in earlier runs)", r.Remembered)
	}
	p.line("right     campaign %s, %s: %d rounds, %d ledger rows worth %s, %d of %d tasks computed again%s: every bit is as claimed",
		r.Campaign, state, r.Rounds, r.Rows, v.token.amount(reward), r.Recomputed+r.Remembered, r.Tasks, before)
	if r.Contract != "" {
		p.line("on chain  contract %s: %d epochs are final, each with the root, the rewards and the checkpoint that were computed here", r.Contract, r.OnChain)
	}
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
	if v.sample > 0 && v.sample < 1 && !v.asJSON {
		fmt.Fprintf(c.ErrOrStderr(), "sample drawn with --seed %d\n", v.seed)
	}
	draw := rand.New(rand.NewPCG(v.seed, 0))
	return func(verify.Place) bool { return draw.Float64() < v.sample }, nil
}
