package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/trainer/internal/data"
	"quire/trainer/recipe"
)

// errNothingHeldOut reports a campaign without held-out text.
var errNothingHeldOut = errors.New("the campaign holds no text out to evaluate on: build its data set with --held-out")

// evaluation is what evaluate --json prints.
type evaluation struct {
	Loss        float32 `json:"loss"`
	Perplexity  float64 `json:"perplexity"`
	BitsPerByte float64 `json:"bitsPerByte"`
	Tokens      int64   `json:"tokens"`
}

func newEvaluate(f *flags) *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use:   "evaluate URL|FOLDER",
		Short: "Say how well a checkpoint predicts the held-out text: loss, perplexity, bits per byte",
		Long: `Say how well the newest checkpoint of a campaign, or a model folder, predicts text on which nobody trained it.

For a folder, --data names the prepared campaign whose held-out text is used. The loss is the same to the last bit on every
machine. Bits per byte compare models with different tokenizers; lower is better.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			if err := f.setThreads(); err != nil {
				return err
			}
			spec, weights, sequences, err := f.evaluated(ctx, args[0], dir)
			if err != nil {
				return err
			}
			lane, err := recipe.NewLane(spec, nil)
			if err != nil {
				return err
			}
			e, err := lane.Evaluate(weights, sequences, ctx.Err)
			if err != nil {
				return err
			}
			r := evaluation{e.Loss, e.Perplexity(), e.BitsPerByte(spec.Data.HeldOut), e.Tokens}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(r)
			}
			p := &printer{w: c.OutOrStdout()}
			p.line("loss           %.6f nats a token, over %d tokens", r.Loss, r.Tokens)
			p.line("perplexity     %.3f", r.Perplexity)
			p.line("bits per byte  %.4f", r.BitsPerByte)
			return p.err
		}),
	}
	c.Flags().StringVar(&dir, "data", "", "folder that \"coordinator campaign prepare\" wrote, to evaluate a model folder on")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// evaluated brings together a model and the held-out text.
func (f *flags) evaluated(ctx context.Context, from, dir string) (campaign.Spec, []float32, [][]int32, error) {
	if strings.Contains(from, "://") {
		s, err := f.newest(ctx, from)
		if err != nil {
			return s.spec, nil, nil, err
		}
		if len(recipe.HeldOut(s.spec)) == 0 {
			return s.spec, nil, nil, errNothingHeldOut
		}
		sequences, err := s.source.HeldOut(ctx, s.spec)
		return s.spec, s.weights, sequences, err
	}
	if dir == "" {
		return campaign.Spec{}, nil, nil, fmt.Errorf("%w: for a model folder, --data names the prepared campaign with the text to evaluate on", errUsage)
	}
	spec, err := loadSpec(dir)
	if err != nil {
		return spec, nil, nil, err
	}
	config, weights, err := loadFolder(from)
	if err != nil {
		return spec, nil, nil, err
	}
	spec.Model, spec.Initial = config, nil
	starts := recipe.HeldOut(spec)
	if len(starts) == 0 {
		return spec, nil, nil, errNothingHeldOut
	}
	tokens, err := loadTokens(ctx, spec, dir, spec.Data.HeldOut.Shards)
	if err != nil {
		return spec, nil, nil, err
	}
	sequences, err := recipe.Cut(tokens, starts, spec.Model.Context+1)
	if err != nil {
		return spec, nil, nil, fmt.Errorf("%w: %w", data.ErrRecord, err)
	}
	return spec, weights, sequences, nil
}
