package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"quire/internal/durable"
	"quire/proto/canon"
	"quire/trainer/internal/verify"
	"quire/trainer/model"
)

func newExport(f *flags) *cobra.Command {
	k := &colophonFlags{audit: verifyFlags{flags: f}}
	bare := false
	c := &cobra.Command{
		Use:   "export URL|BUCKET|FOLDER MODEL",
		Short: "Write the newest checkpoint as a Hugging Face folder, with its colophon",
		Long: `Write the newest checkpoint as a Hugging Face folder, which transformers loads unchanged:

  AutoModelForCausalLM.from_pretrained("MODEL")

MODEL is made if it is not there; files of the same names in it are replaced. The campaign's records are audited first, and
what they say of the model's origin is written beside it: see colophon --help. Where the campaign is found: see verify --help.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			if bare {
				s, err := f.newest(ctx, args[0])
				if err != nil {
					return err
				}
				return s.tell(c, args[1])
			}
			o, r, err := k.audit.check(ctx, c, args[0], func(string) {})
			if err != nil {
				return err
			}
			s, err := o.snapshot(ctx, r)
			if err == nil {
				err = s.tell(c, args[1])
			}
			if err != nil {
				return err
			}
			return k.write(ctx, c, o, r, args[1])
		}),
	}
	k.add(c)
	c.Flags().BoolVar(&bare, "no-colophon", false, "of a coordinator: believe it which checkpoint is the newest, and write the model alone")
	return c
}

// snapshot fetches the weights of the checkpoint that an audit ended with.
func (o origin) snapshot(ctx context.Context, r *verify.Report) (snapshot, error) {
	s := snapshot{digest: r.Checkpoint, round: r.Rounds - 1}
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

// tell writes the folder and says so.
func (s snapshot) tell(c *cobra.Command, dir string) error {
	if err := s.export(dir); err != nil {
		return err
	}
	p := &printer{w: c.OutOrStdout()}
	p.line("wrote     %s: round %d of %s, checkpoint %s", dir, s.round, s.spec.Name, s.digest)
	return p.err
}

// export writes the folder, the large file last: a folder that has it is complete.
func (s snapshot) export(dir string) error {
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
	files := m.ConfigFiles()
	for name, b := range model.ByteTokenizerFiles() {
		files[name] = b
	}
	files["quire_spec.json"] = spec
	for name, b := range files {
		if err := writePublic(filepath.Join(dir, name), func(w *bufio.Writer) error { _, err := w.Write(b); return err }); err != nil {
			return err
		}
	}
	metadata := map[string]string{
		"format": "pt", "quire_campaign": s.spec.Name, "quire_spec": s.spec.Digest().String(),
		"quire_checkpoint": s.digest.String(), "quire_round": strconv.Itoa(s.round),
	}
	return writePublic(filepath.Join(dir, model.SafetensorsName), func(w *bufio.Writer) error {
		return m.WriteSafetensors(w, s.weights, metadata)
	})
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
