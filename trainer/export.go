package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"quire/coordinator/tokenizer"
	"quire/internal/durable"
	"quire/proto/canon"
	"quire/trainer/internal/verify"
	"quire/trainer/model"
)

func newExport(f *flags) *cobra.Command {
	k := &colophonFlags{audit: verifyFlags{flags: f}}
	bare, shardSize := false, ""
	c := &cobra.Command{
		Use:   "export URL|BUCKET|FOLDER MODEL",
		Short: "Write the newest checkpoint as a Hugging Face folder, with its colophon",
		Long: `Write the newest checkpoint as a Hugging Face folder, which transformers loads unchanged:

  AutoModelForCausalLM.from_pretrained("MODEL")

MODEL is made if it is not there; files of the same names in it are replaced. The campaign's records are audited first, and
what they say of the model's origin is written beside it: see colophon --help. Where the campaign is found: see verify --help.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			most, err := parseSize(shardSize)
			if err != nil {
				return fmt.Errorf("%w: --shard-size: %w", errUsage, err)
			}
			if bare {
				s, err := f.newest(ctx, args[0])
				if err != nil {
					return err
				}
				return s.write(ctx, c, args[1], most)
			}
			o, r, err := k.audit.check(ctx, c, args[0], func(string) {})
			if err != nil {
				return err
			}
			s, err := o.snapshot(ctx, r)
			if err == nil {
				err = s.write(ctx, c, args[1], most)
			}
			if err != nil {
				return err
			}
			return k.write(ctx, c, o, r, args[1])
		}),
	}
	k.add(c)
	c.Flags().BoolVar(&bare, "no-colophon", false, "of a coordinator: believe it which checkpoint is the newest, and write the model alone")
	c.Flags().StringVar(&shardSize, "shard-size", "4GiB", "most bytes of weights in one file")
	return c
}

// snapshot fetches the weights of the checkpoint that an audit ended with.
func (o origin) snapshot(ctx context.Context, r *verify.Report) (snapshot, error) {
	s := snapshot{digest: r.Checkpoint, round: r.Rounds - 1, source: o.source}
	if s.digest.IsZero() {
		return s, errNoCheckpoint
	}
	var err error
	if s.spec, err = decodeSpec(r); err != nil {
		return s, err
	}
	checkpoint, err := o.source.Checkpoint(ctx, s.spec, s.digest)
	if err != nil {
		return s, fmt.Errorf("checkpoint %s: %w", s.digest.Short(), err)
	}
	s.weights, err = o.source.Weights(ctx, s.spec, checkpoint)
	return s, err
}

// write writes the folder and says so.
func (s snapshot) write(ctx context.Context, c *cobra.Command, dir string, shardBytes int64) error {
	t, err := s.tokenizer(ctx)
	if err != nil {
		return err
	}
	if err := s.export(dir, t, shardBytes); err != nil {
		return err
	}
	p := &printer{w: c.OutOrStdout()}
	p.line("wrote     %s: round %d of %s, checkpoint %s", dir, s.round, s.spec.Name, s.digest)
	return p.err
}

// export writes the folder, what makes the weights complete last: the one file of weights, or the index of several.
func (s snapshot) export(dir string, t *tokenizer.Tokenizer, shardBytes int64) error {
	m, err := model.New(s.spec.Model)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	spec, err := canon.Encode(s.spec)
	if err != nil {
		return err
	}
	files := m.Files(t)
	files["quire_spec.json"] = spec
	files["README.md"] = s.card()
	for name, b := range files {
		if err := writePublic(filepath.Join(dir, name), func(w *bufio.Writer) error { _, err := w.Write(b); return err }); err != nil {
			return err
		}
	}
	// Of an earlier export with another --shard-size nothing may stand that a reader would prefer.
	for _, name := range []string{model.SafetensorsName, model.IndexName} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	metadata := map[string]string{
		"format": "pt", "quire_campaign": s.spec.Name, "quire_spec": s.spec.Digest().String(),
		"quire_checkpoint": s.digest.String(), "quire_round": strconv.Itoa(s.round),
	}
	shards := m.Shards(shardBytes)
	for _, shard := range shards {
		err := writePublic(filepath.Join(dir, shard.Name), func(w *bufio.Writer) error {
			return m.WriteSafetensors(w, shard, s.weights, metadata)
		})
		if err != nil {
			return err
		}
	}
	if len(shards) == 1 {
		return nil
	}
	return writePublic(filepath.Join(dir, model.IndexName), func(w *bufio.Writer) error { _, err := w.Write(m.Index(shards)); return err })
}

// card is the model card: what the model is, and how to prove it.
func (s snapshot) card() []byte {
	m, d := s.spec.Model, s.spec.Data
	quoted := func(text string) string { return strings.ReplaceAll(safeText(text), "\n", " ") }
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\nlibrary_name: transformers\npipeline_tag: text-generation\ntags: [quire, llama]\n---\n\n# %s\n\n%s\n\n", quoted(s.spec.Title), quoted(s.spec.Purpose))
	fmt.Fprintf(&b, "| | |\n|---|---|\n| campaign | `%s` |\n| spec | `%s` |\n| checkpoint | `%s` |\n| round | %d of %d |\n", s.spec.Name, s.spec.Digest(), s.digest, s.round, s.spec.Recipe.Rounds)
	fmt.Fprintf(&b, "| parameters | %d: %d layers of width %d, %d heads (%d for keys), vocabulary %d, context %d |\n", m.Params(), m.Layers, m.Width, m.Heads, m.KVHeads, m.Vocab, m.Context)
	fmt.Fprintf(&b, "| data | %d tokens of tokenizer `%s`; %d held out |\n| arithmetic | `%s` |\n\n", d.Tokens, d.Tokenizer, d.HeldOut.Tokens, s.spec.Profile)
	fmt.Fprint(&b, "Trained together by people who trust nobody: the spec in `quire_spec.json` alone determines every bit of these weights,\nand whoever has the data can recompute them with `trainer reference`.\n\n")
	fmt.Fprint(&b, "```python\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\nmodel = AutoModelForCausalLM.from_pretrained(\"DIR\")\ntokenizer = AutoTokenizer.from_pretrained(\"DIR\")\n```\n")
	return b.Bytes()
}

// writePublic replaces a file that everybody may read, or leaves it as it was.
func writePublic(path string, fill func(*bufio.Writer) error) error {
	f, err := durable.CreateTemp(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = fill(w)
	if err == nil {
		err = errors.Join(w.Flush(), f.Chmod(0o644), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(f.Name()))
	}
	return nil
}
