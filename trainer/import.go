package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/internal/durable"
	"quire/proto/canon"
	"quire/trainer/replay"
)

// Names inside an imported folder; `coordinator campaign prepare --initial` reads the first two.
const (
	importedWeights   = "weights.f32"
	importedModel     = "model.json" // last: it says that all is there
	importedTokenizer = "tokenizer.json"
)

func newImport() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "import FOLDER --out DIR",
		Short: "Turn a Llama-style Hugging Face folder into weights that a campaign can start from",
		Long: `Turn a Llama-style Hugging Face folder (safetensors in one file or several, numbers of 32 or 16 bits) into weights that a
campaign can start from, exactly: every number becomes the same number in 32 bits.

It prints the model section for the campaign file. Then:

  coordinator data build texts/ --tokenizer DIR/tokenizer.json --out data/
  coordinator campaign prepare my.yaml --data data/ --initial DIR --out my/`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			return importFolder(ctx, c, args[0], out)
		}),
	}
	c.Flags().StringVar(&out, "out", "", "folder to write to")
	_ = c.MarkFlagRequired("out")
	return c
}

func importFolder(ctx context.Context, c *cobra.Command, from, out string) (err error) {
	f, err := openFolder(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make %s: %w", out, err)
	}
	if err := durable.Sweep(out); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(out, importedModel)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err // what stands there no longer belongs together
	}
	err = writePublic(filepath.Join(out, importedWeights), func(w *bufio.Writer) error {
		return f.weights(func(part []float32) error {
			_, err := w.Write(replay.PutFloatsLE(part))
			return errors.Join(err, ctx.Err())
		})
	})
	if err != nil {
		return err
	}
	p := &printer{w: c.OutOrStdout()}
	if t, err := folderTokenizer(from); err == nil {
		err := writePublic(filepath.Join(out, importedTokenizer), func(w *bufio.Writer) error { _, err := w.Write(t.File()); return err })
		if err != nil {
			return err
		}
		p.line("tokenizer %d tokens", t.Size())
	} else {
		p.line("tokenizer none that this version can encode with: %v", err)
	}
	text, err := canon.Encode(f.config)
	if err != nil {
		return err
	}
	if err := durable.WriteFile(filepath.Join(out, importedModel), text); err != nil {
		return err
	}
	p.line("wrote     %s: %s parameters", out, si(f.config.Params()))
	p.line("For the campaign file (context may be smaller):\n%s", modelSection(f.config))
	return p.err
}

// modelSection writes a model as a line of a campaign file: JSON is YAML.
func modelSection(m campaign.Model) string {
	b, err := json.Marshal(m)
	if err != nil {
		panic("trainer: encode a model: " + err.Error()) // a plain struct
	}
	return "  model: " + string(b)
}
