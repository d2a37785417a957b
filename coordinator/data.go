package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"quire/coordinator/corpus"
	"quire/coordinator/internal/dataset"
	"quire/coordinator/tokenizer"
	"quire/internal/durable"
)

func dataCommand() *cobra.Command {
	c := &cobra.Command{Use: "data", Short: "make data sets of tokens, and tokenizers"}
	c.AddCommand(buildCommand(), inspectCommand(), tokenizerCommand())
	return c
}

// interruptible is the context of a long command: Ctrl-C ends it in order.
func interruptible(c *cobra.Command) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
}

func buildCommand() *cobra.Command {
	var cfg dataset.Config
	var heldOut float64
	var tokenizerFile string
	var asJSON bool
	c := &cobra.Command{
		Use: "build INPUT…", Short: "turn text, JSON lines or Parquet into token shards", Args: someArgs,
		Long: `Turn files, or folders of them, into token shards and a manifest.

Files that end in .jsonl, .ndjson or .parquet hold one document a record, in --field; every other file is text. Documents
that were there before are dropped and counted; --held-out sets a share of them apart, chosen by their hash, on which
checkpoints are evaluated. A build that was interrupted goes on where it was when the same command is run again.`,
		RunE: func(c *cobra.Command, args []string) error {
			if !(heldOut >= 0 && heldOut <= heldOutMax) {
				return fmt.Errorf("%w: --held-out %v, want a share of 0 to %v", errUsage, heldOut, heldOutMax)
			}
			ctx, stop := interruptible(c)
			defer stop()
			cfg.Paths, cfg.HeldOutPerMillion = args, int(heldOut*1e6+0.5)
			cfg.Tokenizer = tokenizer.Bytes()
			if tokenizerFile != "" {
				t, err := dataset.LoadTokenizer(tokenizerFile)
				if err != nil {
					return err
				}
				cfg.Tokenizer = t
			}
			bar := &bar{out: c.ErrOrStderr(), begin: time.Now()}
			cfg.Progress = bar.show
			r, err := dataset.Build(ctx, cfg)
			bar.end()
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(r.Manifest)
			}
			printSet(c.OutOrStdout(), r.Set)
			if r.Skipped > 0 {
				fmt.Fprintf(c.OutOrStdout(), "  skipped     %d files that are not UTF-8 text\n", r.Skipped)
			}
			if r.Stood {
				fmt.Fprintln(c.OutOrStdout(), "  it was there already")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&cfg.Dir, "out", "", "folder to write the data set to")
	f.StringVar(&cfg.Field, "field", "text", "field of JSON lines, or column of Parquet, that holds the text")
	f.StringVar(&tokenizerFile, "tokenizer", "", "tokenizer.json of byte-level BPE; without it a token is a byte")
	f.Float64Var(&heldOut, "held-out", 0, "share of documents to evaluate on instead of training on, for example 0.01")
	f.BoolVar(&asJSON, "json", false, "print the manifest")
	_ = c.MarkFlagRequired("out")
	return c
}

// heldOutMax bounds --held-out: more would be a slip.
const heldOutMax = 0.5

func printSet(out io.Writer, s dataset.Set) {
	m := s.Manifest
	part := func(name string, p corpus.Part) {
		fmt.Fprintf(out, "  %-11s %d documents, %d bytes, %d tokens in %d shards\n", name, p.Documents, p.Bytes, p.Tokens, len(p.Shards))
	}
	fmt.Fprintf(out, "data set %s\n  tokenizer   %s, %d tokens of %d bytes, unigram entropy %.3f nats\n", s.Dir, m.Tokenizer, m.Vocab, m.TokenBytes, m.Entropy())
	part("train", m.Train)
	part("held out", m.HeldOut)
	fmt.Fprintf(out, "  dropped     %d duplicates, %d empty documents\n", m.Duplicates, m.Empty)
}

// sampleTokens is how much inspect shows.
const sampleTokens = 64

func inspectCommand() *cobra.Command {
	return &cobra.Command{
		Use: "inspect DIR", Short: "say what a data set holds, and check every shard", Args: oneArg,
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c)
			defer stop()
			s, err := dataset.Load(args[0])
			if err != nil {
				return err
			}
			printSet(c.OutOrStdout(), s)
			if err := s.Check(ctx); err != nil {
				return err
			}
			text, err := s.Sample(sampleTokens)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "  begins      %q\n  every shard is what the manifest says\n", text)
			return nil
		},
	}
}

func tokenizerCommand() *cobra.Command {
	var out, field string
	var size int
	var sample int64
	c := &cobra.Command{
		Use: "tokenizer INPUT…", Short: "train a byte-level BPE tokenizer on a sample of text", Args: someArgs,
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c)
			defer stop()
			if sample < 1 || sample > sampleMiBMax {
				return fmt.Errorf("%w: --sample %d, want 1 to %d MiB", errUsage, sample, int64(sampleMiBMax))
			}
			t, err := dataset.Learn(ctx, args, field, size, sample<<20)
			if err != nil {
				return err
			}
			if err := durable.WriteFile(out, t.File()); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "wrote %s: %d tokens\n", out, t.Size())
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&out, "out", "tokenizer.json", "file to write")
	f.StringVar(&field, "field", "text", "field of JSON lines, or column of Parquet, that holds the text")
	f.IntVar(&size, "vocab", 4096, "most tokens of the vocabulary")
	f.Int64Var(&sample, "sample", 64, "MiB of text to learn from")
	return c
}

// sampleMiBMax bounds --sample: learning holds all different words of the sample in memory.
const sampleMiBMax = 4096

func someArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%w: %s takes at least one file or folder (see --help)", errUsage, c.CommandPath())
	}
	return nil
}

// bar shows progress: one line that is written over on a terminal, else one line now and then.
type bar struct {
	out   io.Writer
	begin time.Time
	last  time.Time
	drawn bool
}

func (b *bar) show(p dataset.Progress) {
	file, _ := b.out.(*os.File)
	isTerminal := file != nil && term.IsTerminal(int(file.Fd()))
	pause := 10 * time.Second
	if isTerminal {
		pause = 200 * time.Millisecond
	}
	now := time.Now()
	if b.last.IsZero() {
		b.last = b.begin
	}
	if now.Sub(b.last) < pause {
		return
	}
	b.last = now
	const cells = 24
	share := float64(p.Done) / float64(max(p.Total, 1))
	full := min(cells, int(share*cells))
	rate := float64(p.Done) / now.Sub(b.begin).Seconds()
	left := time.Duration(float64(p.Total-p.Done) / max(rate, 1) * float64(time.Second)).Round(time.Second)
	line := fmt.Sprintf("%3.0f %%  %d documents  %d tokens  %.1f MB/s  %s left", 100*share, p.Documents, p.Tokens, rate/1e6, left)
	if !isTerminal {
		fmt.Fprintln(b.out, line)
		return
	}
	b.drawn = true
	fmt.Fprintf(b.out, "\r\x1b[K[%-*.*s] %s", cells, full, "########################", line)
}

func (b *bar) end() {
	if b.drawn {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
