package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"

	"quire/coordinator/internal/embedded"
)

// The servers that a cluster stands on are this program again, called as `chaos server KIND`: the same code that
// `coordinator serve` embeds, in a process of its own that can be killed, paused and wiped by itself.

// serverConfig is the command line of one server.
type serverConfig struct {
	dir     string
	listen  string // host:port for clients
	name    string // of an etcd member
	peer    string // host:port for the other members
	url     string // at which they know it
	cluster string // name=URL,… of all members
	quota   int64  // bytes of etcd's database
}

// serverReady is the line that a server prints when it answers. It holds secrets of the rehearsal.
type serverReady struct {
	NATS embedded.NATS
	S3   embedded.S3
}

func runServer(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("%w: chaos server etcd|nats|s3", errUsage)
	}
	var cfg serverConfig
	f := pflag.NewFlagSet("server", pflag.ContinueOnError)
	f.StringVar(&cfg.dir, "dir", "", "data directory")
	f.StringVar(&cfg.listen, "listen", "", "host:port for clients")
	f.StringVar(&cfg.name, "name", "", "of an etcd member")
	f.StringVar(&cfg.peer, "peer", "", "host:port for other members")
	f.StringVar(&cfg.url, "advertise", "", "URL for other members")
	f.StringVar(&cfg.cluster, "cluster", "", "all members")
	f.Int64Var(&cfg.quota, "quota", 0, "bytes of etcd's database")
	if err := f.Parse(args[1:]); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	switch args[0] {
	case "etcd":
		return serveEtcd(ctx, cfg, out)
	case "nats":
		return serveEmbedded(ctx, embedded.Config{Dir: cfg.dir, NATSListen: cfg.listen, Only: "nats"}, out)
	case "s3":
		return serveEmbedded(ctx, embedded.Config{Dir: cfg.dir, S3Listen: cfg.listen, Only: "s3"}, out)
	}
	return fmt.Errorf("%w: no server %q", errUsage, args[0])
}

func serveEmbedded(ctx context.Context, cfg embedded.Config, out io.Writer) error {
	s, err := embedded.Start(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close()
	b, err := json.Marshal(serverReady{s.NATS, s.S3})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "ready %s\n", b)
	<-ctx.Done()
	return nil
}

// Settings of a member: an election in half a second, so that a rehearsal need not wait for the default's.
const (
	memberTickMs     = 50
	memberElectionMs = 500
	memberReady      = 30 * time.Second
)

func serveEtcd(ctx context.Context, c serverConfig, out io.Writer) error {
	client, peer := url.URL{Scheme: "http", Host: c.listen}, url.URL{Scheme: "http", Host: c.peer}
	advertise, err := url.Parse(c.url)
	if err != nil {
		return err
	}
	cfg := embed.NewConfig()
	cfg.Name, cfg.Dir, cfg.InitialCluster = c.name, c.dir, c.cluster
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{peer}, []url.URL{*advertise}
	cfg.TickMs, cfg.ElectionMs = memberTickMs, memberElectionMs
	cfg.QuotaBackendBytes, cfg.EnableGRPCGateway = c.quota, false
	cfg.AutoCompactionMode, cfg.AutoCompactionRetention = "periodic", "5m"
	cfg.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zap.NewNop())
	e, err := embed.StartEtcd(cfg)
	if err != nil {
		return fmt.Errorf("start etcd member %s: %w", c.name, err)
	}
	defer e.Close()
	select {
	case <-e.Server.ReadyNotify():
	case err := <-e.Err():
		return err
	case <-time.After(memberReady):
		return fmt.Errorf("etcd member %s is not ready after %s", c.name, memberReady)
	}
	fmt.Fprintln(out, "ready {}")
	select {
	case err := <-e.Err():
		return err
	case <-ctx.Done():
		return nil
	}
}
