package embedded_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"

	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/embedded"
	"quire/proto/canon"
)

// soon bounds every wait for something that takes milliseconds.
const soon = 20 * time.Second

// childDir makes the test binary be another coordinator, on the directory that it names.
const childDir = "QUIRE_TEST_EMBEDDED_DIR"

var (
	record = []byte(`{"kept":true}`)
	task   = canon.Sum([]byte("task"))
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := child(dir); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child starts, writes to every service, says so, and then waits to be killed.
func child(dir string) error {
	ctx := context.Background()
	s, err := embedded.Start(ctx, embedded.Config{Dir: dir})
	if err != nil {
		return err
	}
	if err := write(ctx, s); err != nil {
		return err
	}
	fmt.Println("ready")
	_, err = os.Stdin.Read(make([]byte, 1)) // the parent keeps it open
	return err
}

// write leaves one thing in each service.
func write(ctx context.Context, s *embedded.Services) error {
	etcd, err := newEtcd(s)
	if err != nil {
		return err
	}
	defer etcd.Close()
	if _, err := etcd.Put(ctx, "kept", "true"); err != nil {
		return err
	}
	store, err := blob.Open(ctx, s3Config(s))
	if err != nil {
		return err
	}
	defer store.Close()
	if _, err := store.PutRecord(ctx, record); err != nil {
		return err
	}
	b, err := bell.Open(ctx, natsConfig(s))
	if err != nil {
		return err
	}
	defer b.Close()
	return b.Ring(ctx, "poems", task)
}

// checkKept looks for what write left.
func checkKept(t *testing.T, s *embedded.Services) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	etcd, err := newEtcd(s)
	if err != nil {
		t.Fatal(err)
	}
	defer etcd.Close()
	if r, err := etcd.Get(ctx, "kept"); err != nil || r.Count != 1 {
		t.Errorf("etcd: %v, %v", r, err)
	}
	store, err := blob.Open(ctx, s3Config(s))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if b, err := store.GetRecord(ctx, canon.Sum(record)); err != nil || !bytes.Equal(b, record) {
		t.Errorf("S3: %q, %v", b, err)
	}
	if got := pull(t, s); got != task {
		t.Errorf("NATS: heard %s", got.Short())
	}
}

// pull listens once as a trainer.
func pull(t *testing.T, s *embedded.Services) canon.Digest {
	t.Helper()
	b, err := bell.Open(t.Context(), natsConfig(s))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	key, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	public, err := key.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	door, err := b.Credentials("poems", common.Address{1}, public, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c, err := nats.Connect(door.Urls[0], nats.CustomInboxPrefix(door.InboxPrefix),
		nats.UserJWT(func() (string, error) { return door.Jwt, nil }, key.Sign))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	m, err := c.Request(bell.NextSubject+"."+door.Consumer, []byte(`{"batch":1,"expires":10000000000}`), soon)
	if err != nil {
		t.Fatal(err)
	}
	d, err := canon.DigestFromBytes(m.Data)
	if err != nil {
		t.Error(err)
	}
	return d
}

func newEtcd(s *embedded.Services) (*clientv3.Client, error) {
	return clientv3.New(clientv3.Config{Endpoints: s.EtcdEndpoints, DialTimeout: soon, Logger: zap.NewNop()})
}

func s3Config(s *embedded.Services) blob.Config {
	return blob.Config{
		Endpoint: s.S3.Endpoint, AccessKey: s.S3.AccessKey, SecretKey: s.S3.SecretKey, Region: s.S3.Region, Bucket: s.S3.Bucket,
	}
}

func natsConfig(s *embedded.Services) bell.Config {
	return bell.Config{
		URLs: s.NATS.URLs, UserJWT: s.NATS.UserJWT, UserSeed: s.NATS.UserSeed,
		Account: s.NATS.Account, SigningSeed: s.NATS.SigningSeed,
	}
}

func start(t *testing.T, cfg embedded.Config) *embedded.Services {
	t.Helper()
	s, err := embedded.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestRestartKeepsEverything(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	cfg := embedded.Config{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	first := start(t, cfg)
	if err := write(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := embedded.Start(t.Context(), embedded.Config{Dir: t.TempDir()}); !errors.Is(err, embedded.ErrRunning) {
		t.Errorf("second start in one process: %v", err)
	}
	began := time.Now()
	if err := errors.Join(first.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	t.Logf("closed in %v", time.Since(began))
	select {
	case err := <-first.Failed():
		t.Errorf("closing counts as a failure: %v", err)
	default:
	}

	began = time.Now()
	second := start(t, cfg)
	t.Logf("restarted in %v", time.Since(began))
	if !reflect.DeepEqual(first.EtcdEndpoints, second.EtcdEndpoints) || first.S3 != second.S3 ||
		!reflect.DeepEqual(first.NATS.URLs, second.NATS.URLs) || first.NATS.Account != second.NATS.Account ||
		!reflect.DeepEqual(first.NATS.WebsocketURLs, second.NATS.WebsocketURLs) {
		t.Error("addresses or credentials changed")
	}
	checkKept(t, second)
	checkSecrets(t, dir, log.String())
}

// TestNoExtendedAttributes runs the services as on a file system without extended attributes.
func TestNoExtendedAttributes(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "s3", "attributes"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := start(t, embedded.Config{Dir: dir})
	if err := write(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	store, err := blob.Open(t.Context(), s3Config(s))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Probe(t.Context()); err != nil {
		t.Error(err)
	}
	store.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	checkKept(t, start(t, embedded.Config{Dir: dir}))
}

// checkSecrets looks for leaks: file modes, and the log at its most talkative.
func checkSecrets(t *testing.T, dir, log string) {
	t.Helper()
	path := filepath.Join(dir, "secrets.json")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("secrets have mode %v", info.Mode())
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	if err := json.Unmarshal(b, &values); err != nil {
		t.Fatal(err)
	}
	for name, value := range values {
		if strings.Contains(log, value) {
			t.Errorf("the log shows %s", name)
		}
	}
}

func TestKilledAndSecondProcess(t *testing.T) {
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*soon)
	defer cancel()
	other := exec.CommandContext(ctx, self)
	other.Env = append(os.Environ(), childDir+"="+dir)
	other.Stderr = os.Stderr
	if _, err := other.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "ready\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}

	began := time.Now()
	_, err = embedded.Start(t.Context(), embedded.Config{Dir: dir})
	if !errors.Is(err, embedded.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("directory of a living process: %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("refusal took %v", took)
	}

	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait()
	checkKept(t, start(t, embedded.Config{Dir: dir}))
}

func TestTakenPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := taken.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	for flag, cfg := range map[string]embedded.Config{
		"--etcd-listen": {EtcdListen: address}, "--nats-listen": {NATSListen: address},
		"--nats-websocket-listen": {NATSWebsocketListen: address}, "--s3-listen": {S3Listen: address},
	} {
		cfg.Dir = t.TempDir()
		_, err := embedded.Start(t.Context(), cfg)
		if err == nil || !strings.Contains(err.Error(), flag) || !strings.Contains(err.Error(), port) {
			t.Errorf("%s: %v; want flag and port %s", flag, err, port)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: more than one line: %v", flag, err)
		}
	}
}

func TestStartIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if _, err := embedded.Start(ctx, embedded.Config{Dir: dir}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	// The start's context bounds the start only.
	ctx, cancel = context.WithCancel(t.Context())
	s, err := embedded.Start(ctx, embedded.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	cancel()
	if err := write(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func TestRememberedPortIsTaken(t *testing.T) {
	dir := t.TempDir()
	first := start(t, embedded.Config{Dir: dir})
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", strings.TrimPrefix(first.S3.Endpoint, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	second := start(t, embedded.Config{Dir: dir})
	if second.S3.Endpoint == first.S3.Endpoint || second.NATS.URLs[0] != first.NATS.URLs[0] {
		t.Errorf("S3 went from %s to %s, NATS from %s to %s", first.S3.Endpoint, second.S3.Endpoint, first.NATS.URLs, second.NATS.URLs)
	}
}

func TestStartRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, open := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, "secrets.json"), []byte(`{"s3SecretKey":"hush"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(open, "secrets.json"), []byte(`{}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		cfg  embedded.Config
		want string
	}{
		{"no directory", embedded.Config{}, "data directory"},
		{"a file", embedded.Config{Dir: file}, file},
		{"below a file", embedded.Config{Dir: filepath.Join(file, "x")}, file},
		{"unwritable", embedded.Config{Dir: "/proc/self/quire"}, "/proc/self/quire"},
		{"damaged secrets", embedded.Config{Dir: damaged}, "damaged"},
		{"readable secrets", embedded.Config{Dir: open}, "0600"},
		{"public etcd", embedded.Config{Dir: t.TempDir(), EtcdListen: "0.0.0.0:0"}, "loopback"},
		{"no port", embedded.Config{Dir: t.TempDir(), S3Listen: "127.0.0.1"}, "--s3-listen"},
		{"foreign host", embedded.Config{Dir: t.TempDir(), NATSListen: "192.0.2.1:4222"}, "--nats-listen"},
	} {
		s, err := embedded.Start(t.Context(), c.cfg)
		if err == nil {
			_ = s.Close()
			t.Errorf("%s: started", c.name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want one line with %q", c.name, err, c.want)
		}
		t.Log(err)
	}
}
