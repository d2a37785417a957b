package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/internal/api"
	"quire/coordinator/internal/dashboard"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/meter"
	"quire/coordinator/internal/relay"
	"quire/coordinator/internal/store"
	"quire/internal/keyfile"
)

// stopTimeout is how long open calls may take when the coordinator stops.
const stopTimeout = 5 * time.Second

// serveConfig is what the flags of serve say.
type serveConfig struct {
	listen     string
	advertise  string
	dataDir    string
	receiptKey string
	operator   string
	lease      time.Duration
	logFormat  string
	logLevel   string
	services   servicesConfig
	garbage    garbageFlags
}

func serveCommand() *cobra.Command {
	var cfg serveConfig
	c := &cobra.Command{
		Use: "serve", Short: "run the coordinator", Args: noArgs,
		Long: `Run the coordinator: the API for trainers, the dashboard, and the record of everything.

Without --etcd, --nats and --s3 it runs these three itself, in its data directory: a real deployment on one machine,
whose data survives restarts. With them it uses yours; then any number of coordinators may run: one leads, the others
pass every call on to it, and one of them leads when it is gone.
Every flag can be given as an environment variable: --data-dir as QUIRE_DATA_DIR.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return serve(c.Context(), cfg, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&cfg.listen, "listen", "127.0.0.1:7070", "address of the API and the dashboard")
	f.StringVar(&cfg.advertise, "advertise", "", "URL at which other coordinators reach this one (default: from --listen, with the host's name if that is every address)")
	f.StringVar(&cfg.dataDir, "data-dir", "data/coordinator", "directory of keys and of the embedded services")
	f.StringVar(&cfg.receiptKey, "receipt-key", "", "file of the key that signs receipts; all coordinators share it (default: receipt.key in the data directory, made if absent)")
	f.StringVar(&cfg.operator, "operator", "", "address whose key may publish campaigns (default: that of operator.key in the data directory, made if absent)")
	f.DurationVar(&cfg.lease, "lease", engine.LeaseDefault, "how long a trainer may be silent before its task is given to another")
	f.StringVar(&cfg.logFormat, "log-format", "text", "text or json")
	f.StringVar(&cfg.logLevel, "log-level", "info", "debug, info, warn or error")
	cfg.services.flags(f)
	cfg.garbage.flags(f)
	return c
}

func serve(ctx context.Context, cfg serveConfig, out, errOut io.Writer) (err error) {
	log, err := newLog(cfg, errOut)
	if err != nil {
		return err
	}
	if cfg.lease < time.Second || cfg.lease > time.Hour {
		return fmt.Errorf("%w: --lease %s, want 1s to 1h", errUsage, cfg.lease)
	}
	if err := cfg.garbage.check(); err != nil {
		return err
	}
	if len(cfg.services.etcd) > 0 && cfg.receiptKey == "" {
		return fmt.Errorf("%w: with --etcd give --receipt-key: all coordinators must sign receipts with the same key (make one with `treasury key new FILE`)", errUsage)
	}
	if cfg.dataDir, err = filepath.Abs(cfg.dataDir); err != nil { // the embedded S3 server changes the working directory
		return err
	}
	listener, err := net.Listen("tcp", cfg.listen)
	if err != nil {
		return fmt.Errorf("--listen: %w: choose another address", err)
	}
	defer listener.Close()
	self, err := memberOf(cfg.advertise, listener)
	if err != nil {
		return err
	}
	receiptKey, operator, err := identities(cfg)
	if err != nil {
		return err
	}
	s, err := openServices(ctx, cfg.services, cfg.dataDir, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()

	parts := engine.Config{
		Store: s.store, Blob: s.blob, Bell: s.bell, ReceiptKey: receiptKey, Operator: operator,
		Log: log, Now: time.Now, Lease: cfg.lease,
	}
	e := engine.New(parts)
	m := meter.New(e, Version)
	calls := relay.New(api.Handler(api.Config{
		Engine: e, Blob: s.blob, Dashboard: dashboard.Handler(), Log: log, Now: time.Now, Observe: m.Call,
	}), e.Leading, log)
	server := api.NewServer(front(calls, readiness(e, s.store, calls), m.Handler()), log)
	log.Info("serving", "url", "http://"+listener.Addr().String(), "advertise", self.URL, "receipts_by", e.Signer(), "operator", operator, "services", s.kind, "dashboard", dashboard.Built())
	fmt.Fprintf(out, "coordinator: ready at http://%s\n", listener.Addr())
	c := &coordinator{self: self, engine: e, services: s, server: server, relay: calls, meter: m, log: log}
	return c.run(ctx, listener, func(ctx context.Context) { c.collect(ctx, cfg.garbage, parts) })
}

// coordinator is the parts of a running process.
type coordinator struct {
	self     store.Member
	engine   *engine.Engine
	services *services
	server   *http.Server
	relay    *relay.Relay
	meter    *meter.Meter
	log      *slog.Logger
}

// run serves, leads when it can, and does chores beside, until ctx ends, a service fails or the leadership is lost.
func (c *coordinator) run(ctx context.Context, l net.Listener, chores ...func(context.Context)) error {
	group, ctx2 := errgroup.WithContext(ctx)
	c.server.BaseContext = func(net.Listener) context.Context { return ctx2 } // open streams end with us
	group.Go(func() error {
		if err := c.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error { return c.lead(ctx2) })
	group.Go(func() error {
		c.upkeep(ctx2, c.meter)
		return nil
	})
	for _, chore := range chores {
		group.Go(func() error {
			chore(ctx2)
			return nil
		})
	}
	group.Go(func() error {
		follow(ctx2, c.services.store, c.self, c.relay, c.log)
		return nil
	})
	group.Go(func() error {
		select {
		case err := <-c.services.failed():
			return err
		case <-ctx2.Done():
			return nil
		}
	})
	group.Go(func() error {
		<-ctx2.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx2), stopTimeout)
		defer cancel()
		if err := c.server.Shutdown(stop); err != nil {
			return c.server.Close()
		}
		return nil
	})
	err := group.Wait()
	c.log.Info("stopped", "error", err)
	return err
}

// electPause is the wait after an election that failed.
const electPause = time.Second

// lead waits for leadership, leads, and gives it up when ctx ends. An election that fails is begun anew: a stand-by has
// nothing to lose. A lost leadership ends the process: see store.
func (c *coordinator) lead(ctx context.Context) error {
	c.log.Info("waiting for leadership")
	var l *store.Leadership
	for {
		var err error
		if l, err = c.services.store.Elect(ctx, c.self.ID()); err == nil {
			break
		}
		if ctx.Err() != nil {
			return nil
		}
		c.log.Warn("election", "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(electPause):
		}
	}
	err := c.engine.Lead(ctx, l)
	if !errors.Is(err, store.ErrDeposed) {
		if resign := l.Resign(context.WithoutCancel(ctx)); resign != nil {
			c.log.Warn("resign", "error", resign)
		}
	}
	return err
}

// identities loads, or at the first start makes, the key that signs receipts and the operator's key.
func identities(cfg serveConfig) (*ecdsa.PrivateKey, common.Address, error) {
	if err := os.MkdirAll(cfg.dataDir, 0o700); err != nil {
		return nil, common.Address{}, fmt.Errorf("--data-dir: %w", err)
	}
	file := cfg.receiptKey
	if file == "" {
		file = filepath.Join(cfg.dataDir, "receipt.key")
	}
	receipts, err := loadOrMake(file)
	if err != nil {
		return nil, common.Address{}, err
	}
	if cfg.operator != "" {
		if !common.IsHexAddress(cfg.operator) {
			return nil, common.Address{}, fmt.Errorf("%w: --operator %.60q is not an address", errUsage, cfg.operator)
		}
		return receipts, common.HexToAddress(cfg.operator), nil
	}
	operator, err := loadOrMake(filepath.Join(cfg.dataDir, "operator.key"))
	if err != nil {
		return nil, common.Address{}, err
	}
	return receipts, crypto.PubkeyToAddress(operator.PublicKey), nil
}

func loadOrMake(file string) (*ecdsa.PrivateKey, error) {
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		if _, err := keyfile.Create(file, ""); err != nil {
			return nil, err
		}
	}
	return keyfile.Load(file, "")
}

func newLog(cfg serveConfig, w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.logLevel)); err != nil {
		return nil, fmt.Errorf("%w: --log-level: %w", errUsage, err)
	}
	options := &slog.HandlerOptions{Level: level}
	switch cfg.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, options)), nil
	}
	return nil, fmt.Errorf("%w: --log-format %q, want text or json", errUsage, cfg.logFormat)
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: %s takes no argument, got %q", errUsage, c.CommandPath(), args[0])
	}
	return nil
}
