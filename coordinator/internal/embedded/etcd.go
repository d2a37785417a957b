package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"sync"

	"go.etcd.io/etcd/server/v3/embed"
)

const (
	etcdTickMs     = 20      // a lone member elects itself at once; the defaults (100/1000) only delay the start by a second
	etcdElectionMs = 200     // also sets the shortest lease: 1.5 × this, so leases of one second work
	etcdQuotaBytes = 8 << 30 // the largest that etcd recommends: some six million contributions of 1.4 kB
	etcdRetention  = "5m"    // history kept for watchers that reconnect; older revisions are compacted
	etcdName       = "coordinator"
	etcdPeer       = "http://127.0.0.1:2380" // a name only: a lone member opens no peer listener
)

// etcdServer is a running etcd.
type etcdServer struct {
	stop   func() error
	failed <-chan error // a serving error after the start
}

// startEtcd serves one durable etcd member on address, with fsync and without a peer listener.
func startEtcd(ctx context.Context, dir, address string, log *slog.Logger) (etcdServer, error) {
	client := url.URL{Scheme: "http", Host: address}
	peer, err := url.Parse(etcdPeer)
	if err != nil {
		return etcdServer{}, fmt.Errorf("embedded: etcd: %w", err)
	}
	cfg := embed.NewConfig()
	cfg.Name, cfg.Dir = etcdName, dir
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = nil, []url.URL{*peer}
	cfg.InitialCluster = cfg.InitialClusterFromName(etcdName)
	cfg.TickMs, cfg.ElectionMs = etcdTickMs, etcdElectionMs
	cfg.QuotaBackendBytes = etcdQuotaBytes
	cfg.EnableGRPCGateway = false
	cfg.AutoCompactionMode, cfg.AutoCompactionRetention = "periodic", etcdRetention
	cfg.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zapTo(log))
	e, err := embed.StartEtcd(cfg)
	if err != nil {
		return etcdServer{}, fmt.Errorf("embedded: start etcd: %w", err)
	}
	// Closing twice panics.
	stop := sync.OnceValue(func() error {
		e.Close()
		<-e.Server.StopNotify()
		return nil
	})
	select {
	case <-e.Server.ReadyNotify():
		return etcdServer{stop: stop, failed: e.Err()}, nil
	case err = <-e.Err():
	case <-e.Server.StopNotify():
		err = fmt.Errorf("it stopped")
	case <-ctx.Done():
		err = fmt.Errorf("not ready: %w", context.Cause(ctx))
	}
	_ = stop()
	return etcdServer{}, fmt.Errorf("embedded: start etcd: %w", err)
}
