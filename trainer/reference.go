package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"sigs.k8s.io/yaml"

	"quire/coordinator/campaign"
	"quire/proto/canon"
	"quire/trainer/recipe"
	"quire/trainer/replay"
)

const (
	// specName is the spec's file in a folder that `coordinator campaign prepare` wrote.
	specName = "spec.json"
	// shardFilesMax bounds the files looked at for shards.
	shardFilesMax = 1 << 16
)

// errData reports objects of a spec that are not there.
var errData = errors.New("data of the spec")

// referenceRound is a line of reference --json.
type referenceRound struct {
	Round      int          `json:"round"`
	Loss       float64      `json:"loss"`
	Checkpoint canon.Digest `json:"checkpoint"`
}

func newReference(f *flags) *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use:   "reference SPEC",
		Short: "Train a whole campaign alone, undisturbed, and print the checkpoint that every run must end with",
		Long: `Train a whole campaign alone in this process, with no coordinator and no network, and print the digest of its final
checkpoint. A distributed run of the same spec ends with the same digest, or is wrong.

SPEC is a spec in JSON or YAML, or a folder that "coordinator campaign prepare" wrote. The last line of the output is the
digest alone.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			if err := f.setThreads(); err != nil {
				return err
			}
			spec, err := loadSpec(args[0])
			if err != nil {
				return err
			}
			if dir == "" {
				dir = filepath.Dir(args[0])
				if i, err := os.Stat(args[0]); err == nil && i.IsDir() {
					dir = args[0]
				}
			}
			return f.reference(ctx, c, spec, dir, asJSON)
		}),
	}
	c.Flags().StringVar(&dir, "data", "", "folder with what the spec names, whatever the names of the files; default: where SPEC is")
	c.Flags().BoolVar(&asJSON, "json", false, "one line of JSON a round")
	return c
}

func (f *flags) reference(ctx context.Context, c *cobra.Command, spec campaign.Spec, dir string, asJSON bool) error {
	d, err := f.openDevice()
	if err != nil {
		return err
	}
	gaveUp := func(err error) { fmt.Fprintf(c.ErrOrStderr(), "trainer: without the GPU from here on: %v\n", err) }
	given := replay.Given{}
	if given.Tokens, err = loadTokens(ctx, spec, dir, spec.Data.Shards); err != nil {
		return err
	}
	if given.Initial, err = loadInitial(ctx, spec, dir); err != nil {
		return err
	}
	p := &printer{w: c.OutOrStdout()}
	lines := json.NewEncoder(c.OutOrStdout())
	if !asJSON {
		p.line("spec      %s", spec.Digest())
	}
	begin := time.Now()
	last, err := replay.Reference(replay.ExactOn(d.gpu, gaveUp)(spec), spec, given, ctx.Err, func(r replay.Round) {
		if asJSON {
			p.err = errors.Join(p.err, lines.Encode(referenceRound{r.Number, r.Loss, r.Checkpoint}))
			return
		}
		p.line("round %-4d loss %.4f  checkpoint %s  %.1f s", r.Number, r.Loss, r.Checkpoint.Short(), time.Since(begin).Seconds())
	})
	if err != nil {
		return err
	}
	if !asJSON {
		p.line("%s", last.Checkpoint)
	}
	return p.err
}

// loadSpec reads a spec as people keep it.
func loadSpec(path string) (campaign.Spec, error) {
	if i, err := os.Stat(path); err == nil && i.IsDir() {
		path = filepath.Join(path, specName)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return campaign.Spec{}, fmt.Errorf("%w: read spec: %w", errUsage, err)
	}
	var s campaign.Spec
	if err := yaml.UnmarshalStrict(b, &s); err != nil {
		return s, fmt.Errorf("%w: %s is no spec: %w", errUsage, path, err)
	}
	if err := s.Validate(); err != nil {
		return s, fmt.Errorf("%w: %s: %w", errUsage, path, err)
	}
	return s, nil
}

// loadTokens finds shards among the files under dir and lays them end to end.
func loadTokens(ctx context.Context, spec campaign.Spec, dir string, shards []canon.Object) ([]int32, error) {
	var tokens []int32
	err := loadObjects(ctx, dir, shards, func(b []byte) { tokens = recipe.AppendTokens(tokens, b, spec.Data.TokenBytes) })
	return tokens, err
}

// loadInitial finds the weights from which a campaign starts, if its spec names any.
func loadInitial(ctx context.Context, spec campaign.Spec, dir string) ([]float32, error) {
	var weights []float32
	err := loadObjects(ctx, dir, spec.Initial, func(b []byte) {
		n := len(weights)
		weights = append(weights, make([]float32, len(b)/4)...)
		replay.FloatsLE(weights[n:], b)
	})
	return weights, err
}

// loadObjects finds objects by size and digest among the files under dir, whatever their names, and calls use with the
// bytes of each, in order.
func loadObjects(ctx context.Context, dir string, objects []canon.Object, use func([]byte)) error {
	sizes := map[int64]bool{}
	for _, o := range objects {
		sizes[o.Size] = true
	}
	found := map[canon.Digest]string{}
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if files++; files > shardFilesMax {
			return fmt.Errorf("more than %d files", shardFilesMax)
		}
		if i, err := d.Info(); err != nil || !sizes[i.Size()] {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found[canon.Sum(b)] = path
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("%w: look through %s: %w", errData, dir, err)
	}
	for k, o := range objects {
		path, ok := found[o.Digest]
		if !ok {
			return fmt.Errorf("%w: no file under %s is object %d of %d (%d bytes, SHA-256 %s): name their folder with --data", errData, dir, k, len(objects), o.Size, o.Digest)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%w: %w", errData, err)
		}
		if canon.Sum(b) != o.Digest {
			return fmt.Errorf("%w: %s changes while it is read", errData, path)
		}
		use(b)
	}
	return nil
}
