package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/nats-io/jwt/v2"
	"github.com/spf13/pflag"
	"go.etcd.io/etcd/client/pkg/v3/transport"
	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/embedded"
	"quire/coordinator/internal/store"
)

// servicesConfig says where etcd, NATS and S3 are: embedded, or somebody else's.
type servicesConfig struct {
	etcd                                   []string
	etcdCA, etcdCert, etcdKey              string
	nats, natsPublic                       []string
	natsCreds, natsAccount, natsSigningKey string
	natsReplicas                           int
	s3, s3Public, s3Bucket, s3Region       string
	s3Credentials                          string
	embedded                               embedded.Config
}

func (s *servicesConfig) flags(f *pflag.FlagSet) {
	f.StringSliceVar(&s.etcd, "etcd", nil, "etcd endpoints, for example https://etcd-0:2379")
	f.StringVar(&s.etcdCA, "etcd-ca", "", "file of the CA that signed etcd's certificate")
	f.StringVar(&s.etcdCert, "etcd-cert", "", "file of our certificate for etcd")
	f.StringVar(&s.etcdKey, "etcd-key", "", "file of its key")
	f.StringSliceVar(&s.nats, "nats", nil, "NATS URLs for the coordinator, for example tls://nats:4222")
	f.StringSliceVar(&s.natsPublic, "nats-public", nil, "NATS URLs for trainers, for example wss://nats.example.org (default: those of the coordinator)")
	f.StringVar(&s.natsCreds, "nats-creds", "", "creds file of the coordinator's NATS user")
	f.StringVar(&s.natsAccount, "nats-account", "", "public key of the trainers' NATS account")
	f.StringVar(&s.natsSigningKey, "nats-signing-key", "", "file of a signing key of that account")
	f.IntVar(&s.natsReplicas, "nats-replicas", 1, "replicas of the doorbell's stream: 1, or 3 on a cluster")
	f.StringVar(&s.s3, "s3", "", "S3 endpoint for the coordinator, for example https://s3.example.org")
	f.StringVar(&s.s3Public, "s3-public", "", "S3 endpoint as trainers reach it (default: that of the coordinator)")
	f.StringVar(&s.s3Bucket, "s3-bucket", "quire", "bucket")
	f.StringVar(&s.s3Region, "s3-region", "us-east-1", "region")
	f.StringVar(&s.s3Credentials, "s3-credentials", "", "file in the format of ~/.aws/credentials (default: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)")
	f.StringVar(&s.embedded.EtcdListen, "etcd-listen", "", "address of the embedded etcd, on loopback (default: a free port)")
	f.StringVar(&s.embedded.NATSListen, "nats-listen", "", "address of the embedded NATS server; trainers must reach it (default: loopback)")
	f.StringVar(&s.embedded.NATSWebsocketListen, "nats-websocket-listen", "", "address of its WebSocket side, for trainers behind proxies (default: loopback)")
	f.StringVar(&s.embedded.S3Listen, "s3-listen", "", "address of the embedded S3 server; trainers must reach it (default: loopback)")
}

// services are the clients of what the coordinator stands on, and the embedded servers if it runs them itself.
type services struct {
	kind  string // "embedded" or "external"
	store *store.Store
	blob  *blob.Store
	bell  *bell.Bell
	own   *embedded.Services // nil if external
}

func openServices(ctx context.Context, cfg servicesConfig, dataDir string, log *slog.Logger) (*services, error) {
	s := &services{kind: "external"}
	given := len(cfg.etcd) > 0
	if given != (len(cfg.nats) > 0) || given != (cfg.s3 != "") {
		return nil, fmt.Errorf("%w: give all of --etcd, --nats and --s3, or none to run them embedded", errUsage)
	}
	if !given {
		return s, s.embed(ctx, cfg, dataDir, log)
	}
	etcd, err := cfg.etcdClient()
	if err != nil {
		return nil, err
	}
	b, err := cfg.bellConfig(log)
	if err != nil {
		return nil, err
	}
	o, err := cfg.blobConfig()
	if err != nil {
		return nil, err
	}
	return s, s.connect(ctx, etcd, b, o)
}

// embed starts our own servers and connects to them with the clients that production uses.
func (s *services) embed(ctx context.Context, cfg servicesConfig, dataDir string, log *slog.Logger) error {
	s.kind = "embedded"
	own := cfg.embedded
	own.Dir, own.Log = filepath.Join(dataDir, "services"), log
	var err error
	if s.own, err = embedded.Start(ctx, own); err != nil {
		return err
	}
	n, o := s.own.NATS, s.own.S3
	err = s.connect(ctx, clientv3.Config{Endpoints: s.own.EtcdEndpoints},
		bell.Config{URLs: n.URLs, PublicURLs: cfg.natsPublic, UserJWT: n.UserJWT, UserSeed: n.UserSeed, Account: n.Account, SigningSeed: n.SigningSeed, Log: log},
		blob.Config{Endpoint: o.Endpoint, PublicEndpoint: cfg.s3Public, AccessKey: o.AccessKey, SecretKey: o.SecretKey, Region: o.Region, Bucket: o.Bucket})
	return err
}

// connect opens the three clients. On failure it closes what it and embed have opened.
func (s *services) connect(ctx context.Context, etcd clientv3.Config, b bell.Config, o blob.Config) error {
	err := func() (err error) {
		if s.store, err = store.Open(ctx, etcd); err != nil {
			return err
		}
		if s.blob, err = blob.Open(ctx, o); err != nil {
			return err
		}
		if err = s.blob.Probe(ctx); err != nil {
			return err
		}
		s.bell, err = bell.Open(ctx, b)
		return err
	}()
	if err != nil {
		return errors.Join(err, s.close())
	}
	return nil
}

func (s *services) close() error {
	var errs []error
	if s.bell != nil {
		s.bell.Close()
	}
	if s.blob != nil {
		s.blob.Close() // the embedded S3 server waits for its clients
	}
	if s.store != nil {
		errs = append(errs, s.store.Close())
	}
	if s.own != nil {
		errs = append(errs, s.own.Close())
	}
	return errors.Join(errs...)
}

// failed yields when an embedded server has died; it never does for external ones, whose clients reconnect.
func (s *services) failed() <-chan error {
	if s.own == nil {
		return nil
	}
	return s.own.Failed()
}

func (s servicesConfig) etcdClient() (clientv3.Config, error) {
	cfg := clientv3.Config{Endpoints: s.etcd}
	if s.etcdCA == "" && s.etcdCert == "" {
		return cfg, nil
	}
	var err error
	var t *tls.Config
	t, err = transport.TLSInfo{TrustedCAFile: s.etcdCA, CertFile: s.etcdCert, KeyFile: s.etcdKey}.ClientConfig()
	if err != nil {
		return cfg, fmt.Errorf("--etcd-ca, --etcd-cert, --etcd-key: %w", err)
	}
	cfg.TLS = t
	return cfg, nil
}

func (s servicesConfig) bellConfig(log *slog.Logger) (bell.Config, error) {
	cfg := bell.Config{URLs: s.nats, PublicURLs: s.natsPublic, Account: s.natsAccount, Replicas: s.natsReplicas, Log: log}
	creds, err := os.ReadFile(s.natsCreds)
	if err != nil {
		return cfg, fmt.Errorf("--nats-creds: %w", err)
	}
	if cfg.UserJWT, err = jwt.ParseDecoratedJWT(creds); err != nil {
		return cfg, fmt.Errorf("--nats-creds: %w", err)
	}
	user, err := jwt.ParseDecoratedUserNKey(creds)
	if err != nil {
		return cfg, fmt.Errorf("--nats-creds: %w", err)
	}
	seed, err := user.Seed()
	if err != nil {
		return cfg, fmt.Errorf("--nats-creds: %w", err)
	}
	signer, err := os.ReadFile(s.natsSigningKey)
	if err != nil {
		return cfg, fmt.Errorf("--nats-signing-key: %w", err)
	}
	key, err := jwt.ParseDecoratedNKey(signer)
	if err != nil {
		return cfg, fmt.Errorf("--nats-signing-key: it holds no nkey seed")
	}
	signing, err := key.Seed()
	cfg.UserSeed, cfg.SigningSeed = string(seed), string(signing)
	return cfg, err
}

func (s servicesConfig) blobConfig() (blob.Config, error) {
	cfg := blob.Config{Endpoint: s.s3, PublicEndpoint: s.s3Public, Region: s.s3Region, Bucket: s.s3Bucket}
	source := credentials.NewEnvAWS()
	if s.s3Credentials != "" {
		source = credentials.NewFileAWSCredentials(s.s3Credentials, "default")
	}
	v, err := source.GetWithContext(nil)
	if err != nil {
		return cfg, fmt.Errorf("--s3-credentials: %w", err)
	}
	if v.AccessKeyID == "" {
		return cfg, fmt.Errorf("%w: no credentials for --s3: give --s3-credentials, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", errUsage)
	}
	cfg.AccessKey, cfg.SecretKey = v.AccessKeyID, v.SecretAccessKey
	return cfg, nil
}
