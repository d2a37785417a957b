package bell_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"quire/coordinator/internal/bell"
	"quire/proto/canon"
)

// A coordinator that starts while NATS is away has a doorbell as soon as NATS is there.
func TestServerComesLater(t *testing.T) {
	dir := t.TempDir()
	s, stop := start(t, dir)
	cfg := config(s)
	stop()
	begin := time.Now()
	b, err := bell.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); !errors.Is(err, bell.ErrDown) || time.Since(begin) > soon {
		t.Errorf("ring without a server: %v after %s", err, time.Since(begin))
	}
	if b.Connected() {
		t.Error("connected to nothing")
	}
	start(t, dir) // on the same ports
	ringUntilHeard(t, b, "poems", task)
}

func TestEndedCampaignsRingNoMore(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	if gone, err := b.Sweep(t.Context(), func(string) bool { return false }); err != nil || gone != nil {
		t.Errorf("sweep before there is a stream: %v %v", gone, err)
	}
	for _, name := range []string{"poems", "novels"} {
		if err := b.Ring(t.Context(), name, canon.Sum([]byte(name))); err != nil {
			t.Fatal(err)
		}
	}
	gone, err := b.Sweep(t.Context(), func(name string) bool { return name == "novels" })
	if err != nil || !slices.Equal(gone, []string{"poems"}) {
		t.Fatalf("swept %v: %v", gone, err)
	}
	stream, err := admin(t, s).Stream(t.Context(), bell.Stream)
	if err != nil {
		t.Fatal(err)
	}
	if i, err := stream.Info(t.Context()); err != nil || i.State.Consumers != 1 || i.State.Msgs != 1 {
		t.Errorf("left: %+v %v", i.State, err)
	}
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("again"))); err != nil {
		t.Errorf("a campaign that is swept by mistake rings again: %v", err)
	}
	if _, err := stream.Consumer(t.Context(), "poems"); err != nil {
		t.Errorf("and has its consumer again: %v", err)
	}
}

func TestSyncPolicyIsRead(t *testing.T) {
	for _, always := range []bool{true, false} {
		n, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, HTTPHost: "127.0.0.1", HTTPPort: -1, JetStream: true, StoreDir: t.TempDir(), SyncAlways: always, NoLog: true, NoSigs: true})
		if err != nil {
			t.Fatal(err)
		}
		n.Start()
		defer n.Shutdown()
		if !n.ReadyForConnections(10 * time.Second) {
			t.Fatal("not ready")
		}
		got, err := bell.SyncsAlways(t.Context(), fmt.Sprintf("http://%s", n.MonitorAddr()))
		if err != nil || got != always {
			t.Errorf("syncs always: %v (%v), want %v", got, err, always)
		}
	}
	if _, err := bell.SyncsAlways(t.Context(), "http://127.0.0.1:1"); err == nil {
		t.Error("nobody answered, and that is fine?")
	}
}
