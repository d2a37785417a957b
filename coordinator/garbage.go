package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quire/coordinator/internal/engine"
)

// collectTick is how often the collector is asked to look; it decides itself whether it is time to.
const collectTick = time.Minute

// garbageFlags say what may be removed from the object store.
type garbageFlags struct {
	after time.Duration
	every int
	last  int
}

func (g *garbageFlags) flags(f *pflag.FlagSet) {
	f.DurationVar(&g.after, "garbage-after", engine.GraceDefault, "remove objects to which nothing refers once they are so old; 0 for never")
	f.IntVar(&g.every, "keep-checkpoints", 0, "of settled rounds keep every so-manieth checkpoint, and no deltas; 0 keeps everything")
	f.IntVar(&g.last, "keep-rounds", 2, "with --keep-checkpoints: keep everything of so many last rounds")
}

func (g *garbageFlags) check() error {
	if g.after != 0 && g.after < engine.GraceMin {
		return fmt.Errorf("%w: --garbage-after %s, want at least %s, as long as a task may last; or 0 for never", errUsage, g.after, engine.GraceMin)
	}
	if g.every < 0 || g.last < 0 {
		return fmt.Errorf("%w: --keep-checkpoints %d, --keep-rounds %d: want 0 or more", errUsage, g.every, g.last)
	}
	return nil
}

func (g *garbageFlags) retention() engine.Retention {
	return engine.Retention{Every: g.every, Last: g.last}
}

// collect removes garbage while this coordinator leads, until ctx ends.
func (c *coordinator) collect(ctx context.Context, g garbageFlags, cfg engine.Config) {
	if g.after == 0 {
		return
	}
	collector := engine.NewCollector(cfg, g.retention(), g.after)
	tick := time.NewTicker(collectTick)
	defer tick.Stop()
	for {
		done, err := collector.Look(ctx, c.engine.Leading())
		if err != nil && ctx.Err() == nil {
			c.log.Warn("collect garbage", "error", err)
		}
		if done.Found > 0 {
			c.log.Info("garbage in the object store", "objects", done.Found, "removed", done.Removed, "bytes", done.Bytes)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func gcCommand() *cobra.Command {
	var cfg serveConfig
	c := &cobra.Command{
		Use: "gc", Short: "say what of the object store is garbage", Args: noArgs,
		Long: `Say what of the object store is garbage, and remove nothing.

Garbage is what no record, open task, data set or checkpoint to keep refers to: uploads of attempts that were lost, wrong
results, and what --keep-checkpoints lets go. The coordinator that leads removes it, a few hours after it has found it.
With embedded services stop the coordinator first.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return gc(c.Context(), cfg, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&cfg.dataDir, "data-dir", "data/coordinator", "directory of keys and of the embedded services")
	cfg.logFormat, cfg.logLevel = "text", "warn"
	cfg.services.flags(f)
	cfg.garbage.flags(f)
	return c
}

func gc(ctx context.Context, cfg serveConfig, out, errOut io.Writer) (err error) {
	log, err := newLog(cfg, errOut)
	if err != nil {
		return err
	}
	if err := cfg.garbage.check(); err != nil {
		return err
	}
	if cfg.dataDir, err = filepath.Abs(cfg.dataDir); err != nil {
		return err
	}
	s, err := openServices(ctx, cfg.services, cfg.dataDir, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	garbage, err := engine.Garbage(ctx, engine.Config{Store: s.store, Blob: s.blob, Now: time.Now}, cfg.garbage.retention(), max(cfg.garbage.after, engine.GraceMin))
	if err != nil {
		return err
	}
	objects, bytes := 0, int64(0)
	for _, o := range garbage {
		record, err := s.blob.IsRecord(ctx, o.Object.Digest)
		if err != nil {
			return err
		}
		if !record {
			objects, bytes = objects+1, bytes+o.Object.Size
			fmt.Fprintf(out, "%s  %12d  %s\n", o.At.UTC().Format(time.RFC3339), o.Object.Size, o.Object.Digest)
		}
	}
	_, err = fmt.Fprintf(out, "%d objects, %d bytes\n", objects, bytes)
	return err
}
