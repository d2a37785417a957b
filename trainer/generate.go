package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/coordinator/tokenizer"
	"quire/trainer/model"
)

// tokensMax bounds --tokens: every token costs a forward pass over the whole context.
const tokensMax = 1 << 16

// generateFlags are those of generate.
type generateFlags struct {
	*flags
	prompt      string
	tokens      int
	temperature float32
	seed        uint64
}

func newGenerate(f *flags) *cobra.Command {
	g := &generateFlags{flags: f}
	c := &cobra.Command{
		Use:   "generate URL|DIR",
		Short: "Let the newest checkpoint continue a text",
		Long: `Let the newest checkpoint of a campaign, or a model folder, continue a text.

The text is a function of the checkpoint, the prompt and the flags: the same on every machine. Bytes that are no
printable UTF-8 are shown as \x00.`,
		Args: usage(cobra.ExactArgs(1)),
		// Not interruptible in order, because the model is not: Ctrl-C just ends it.
		RunE: func(c *cobra.Command, args []string) error { return g.run(c.Context(), c.OutOrStdout(), args[0]) },
	}
	c.Flags().StringVar(&g.prompt, "prompt", "\n", "text to continue, at least one byte")
	c.Flags().IntVar(&g.tokens, "tokens", 200, "tokens to add")
	c.Flags().Float32Var(&g.temperature, "temperature", 0.8, "0 takes the likeliest token each time, 1 samples as the model believes")
	c.Flags().Uint64Var(&g.seed, "seed", 1, "of the draw")
	return c
}

func (g *generateFlags) run(ctx context.Context, out io.Writer, from string) error {
	if err := g.check(); err != nil {
		return err
	}
	config, weights, t, err := g.load(ctx, from)
	if err != nil {
		return err
	}
	m, err := model.New(config)
	if err != nil {
		return err
	}
	prompt := t.Encode(nil, g.prompt)
	ids, err := m.NewWorkspace(1).Generate(weights, prompt, g.tokens, model.Sampling{Temperature: g.temperature, Seed: g.seed})
	if err != nil {
		return err
	}
	text := []byte(g.prompt)
	for _, id := range ids {
		if end, ok := t.EndOfText(); ok && id == end {
			break
		}
		if text, err = t.Decode(text, []int32{id}); err != nil { // a vocabulary may be larger than its tokenizer
			text = utf8.AppendRune(text, utf8.RuneError)
		}
	}
	_, err = fmt.Fprintln(out, printable(text))
	return err
}

func (g *generateFlags) check() error {
	if g.prompt == "" {
		return fmt.Errorf("%w: --prompt is empty: the model needs at least one byte to continue", errUsage)
	}
	if g.tokens < 1 || g.tokens > tokensMax {
		return fmt.Errorf("%w: --tokens %d, want 1 to %d", errUsage, g.tokens, tokensMax)
	}
	if !(g.temperature >= 0 && g.temperature <= 100) {
		return fmt.Errorf("%w: --temperature %v, want 0 to 100", errUsage, g.temperature)
	}
	return g.setThreads()
}

func (g *generateFlags) load(ctx context.Context, from string) (campaign.Model, []float32, *tokenizer.Tokenizer, error) {
	if !strings.Contains(from, "://") {
		config, weights, err := loadFolder(from)
		if err != nil {
			return config, nil, nil, err
		}
		t, err := folderTokenizer(from)
		return config, weights, t, err
	}
	s, err := g.newest(ctx, from)
	if err != nil {
		return s.spec.Model, nil, nil, err
	}
	t, err := s.tokenizer(ctx)
	return s.spec.Model, s.weights, t, err
}

// printable shows text as it is, and every byte that could confuse a terminal as \x00.
func printable(b []byte) string {
	var s strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		text := string(b[:n])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&s, `\x%02x`, b[0])
		case r == '\n' || r == '\t' || safeText(text) == text:
			s.WriteString(text)
		default:
			for _, c := range b[:n] {
				fmt.Fprintf(&s, `\x%02x`, c)
			}
		}
		b = b[n:]
	}
	return s.String()
}
