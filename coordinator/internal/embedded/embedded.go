// Package embedded runs etcd, NATS with JetStream, and an S3 server inside the coordinator's process, on one directory.
//
// It is a real deployment for one machine, not a toy: every write that one of the three acknowledges is on disk first
// (etcd and JetStream sync by themselves, the S3 server is wrapped so that it does), and a killed process starts again
// on the same directory with the same data, credentials and addresses. It is not highly available: use external
// services for that. Clients cannot tell the difference, because they are given addresses and credentials either way.
//
//	Dir/lock           held for as long as the process lives
//	Dir/secrets.json   keys and passwords, mode 0600, made once
//	Dir/ports.json     the ports chosen last time
//	Dir/etcd Dir/nats Dir/s3
//
// The S3 server changes the working directory of the whole process and works with relative paths from then on. So make
// every other path of the process absolute before Start, never change directory after it, and run one set of services
// per process (Start refuses a second).
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// startTimeout bounds Start: a directory with gigabytes of etcd history loads in seconds, not minutes.
const startTimeout = 60 * time.Second

var (
	// ErrInUse reports a directory that another coordinator holds.
	ErrInUse = errors.New("embedded: data directory is in use")
	// ErrRunning reports a second Start in one process; the S3 server's use of the working directory forbids it.
	ErrRunning = errors.New("embedded: services are already running in this process")
)

// running is true from Start to Close; see the package comment for why there can be only one.
var running atomic.Bool

// Config says where the services live. Only Dir is required.
type Config struct {
	// Dir holds everything; made if missing, with mode 0700.
	Dir string
	// Listen addresses as host:port. Empty means 127.0.0.1 with a free port, and port 0 means a free port; a free port
	// is kept across restarts while nobody else takes it. etcd has no passwords here and so listens on loopback only.
	EtcdListen, NATSListen, NATSWebsocketListen, S3Listen string
	// Only names the one server to run, "nats" or "s3"; empty means all three. For rehearsals with servers in processes
	// of their own.
	Only string
	// Log receives warnings and failures of the servers; nil discards them. It never receives a secret.
	Log *slog.Logger
}

// NATS is how to reach the embedded NATS server. It holds secrets: do not log it.
type NATS struct {
	URLs          []string // nats://…, for the coordinator's own connection
	WebsocketURLs []string // ws://…, for trainers behind proxies; never mix the two kinds in one client
	UserJWT       string   // the coordinator's user, who may do everything in the account that holds the streams
	UserSeed      string   // secret
	Account       string   // public key of the trainers' account, which has no JetStream of its own
	SigningSeed   string   // secret; signs users of Account
}

// S3 is how to reach the embedded S3 server. It holds secrets: do not log it.
type S3 struct {
	Endpoint  string // http://host:port
	AccessKey string
	SecretKey string // secret
	Region    string
	Bucket    string // the bucket to use; its first client makes it
}

// Services are the running servers. The fields do not change after Start. All methods are safe for concurrent use.
type Services struct {
	EtcdEndpoints []string
	NATS          NATS
	S3            S3

	stops    []func() error // in the order of starting
	stopping chan struct{}  // closed by Close
	failed   chan error     // holds at most one error
	watch    sync.WaitGroup
	once     sync.Once
	closeErr error
}

// Start starts the services on cfg.Dir and returns when all of them answer. ctx bounds the start only; the services run
// until Close. The error is ErrInUse, ErrRunning, or names the directory, or the address and flag, that is at fault.
func Start(ctx context.Context, cfg Config) (*Services, error) {
	if !running.CompareAndSwap(false, true) {
		return nil, ErrRunning
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	s := &Services{stopping: make(chan struct{}), failed: make(chan error, 1)}
	s.stops = append(s.stops, func() error { running.Store(false); return nil })
	if err := s.start(ctx, cfg); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// start starts one thing after the other and leaves in s.stops what undoes those that have started.
func (s *Services) start(ctx context.Context, cfg Config) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("embedded: start: %w", err)
	}
	if cfg.Dir == "" {
		return errors.New("embedded: no data directory is given")
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return fmt.Errorf("embedded: data directory %q: %w", cfg.Dir, err)
	}
	unlock, err := lockDir(dir)
	if err != nil {
		return err
	}
	s.stops = append(s.stops, unlock)
	if err := checkSpace(dir, spaceBytesMin); err != nil {
		return err
	}
	secrets, err := loadSecrets(dir)
	if err != nil {
		return err
	}
	at, err := chooseAddresses(dir, cfg)
	if err != nil {
		return err
	}

	var etcd etcdServer
	var s3 s3Server
	for _, server := range []struct {
		name  string
		start func() (stop func() error, err error)
	}{
		{"etcd", func() (func() error, error) {
			etcd, err = startEtcd(ctx, filepath.Join(dir, "etcd"), at.etcd, cfg.Log)
			return etcd.stop, err
		}},
		{"nats", func() (func() error, error) { return startNATS(ctx, filepath.Join(dir, "nats"), at, secrets, cfg.Log) }},
		{"s3", func() (func() error, error) {
			s3, err = startS3(ctx, filepath.Join(dir, "s3"), at.s3, secrets)
			return s3.stop, err
		}},
	} {
		if cfg.Only != "" && cfg.Only != server.name {
			continue
		}
		stop, err := server.start()
		if err != nil {
			return err
		}
		s.stops = append(s.stops, stop)
	}

	s.EtcdEndpoints = []string{"http://" + reachable(at.etcd)}
	if s.NATS, err = secrets.nats(at); err != nil {
		return err
	}
	s.S3 = S3{
		Endpoint: "http://" + reachable(at.s3), Region: s3Region, Bucket: s3Bucket,
		AccessKey: secrets.S3Access, SecretKey: secrets.S3Secret,
	}
	s.watch.Add(1)
	go s.watchServers(etcd.failed, s3.done)
	return nil
}

// Failed yields at most one error, when a server stops without having been asked to. The process cannot go on then.
func (s *Services) Failed() <-chan error { return s.failed }

// Close stops the services in reverse order of their start and frees the directory. It gives S3 transfers in progress
// ten seconds; a connection that a client opened and never used counts as one, so close clients first. It is idempotent:
// every call returns the first call's result, after the services have stopped.
func (s *Services) Close() error {
	s.once.Do(func() {
		close(s.stopping)
		s.watch.Wait()
		for i := len(s.stops) - 1; i >= 0; i-- {
			s.closeErr = errors.Join(s.closeErr, s.stops[i]())
		}
	})
	return s.closeErr
}

func (s *Services) watchServers(etcd <-chan error, s3 <-chan struct{}) {
	defer s.watch.Done()
	select {
	case <-s.stopping:
	case err := <-etcd:
		s.failed <- fmt.Errorf("embedded: etcd stopped: %w", err)
	case <-s3:
		s.failed <- errors.New("embedded: the S3 server stopped")
	}
}
