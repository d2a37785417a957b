package bell

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

const subject = "ring.a"

// serve starts a NATS server with a stream and a consumer, as the coordinator sets them up. User rules are the
// coordinator's business; its own tests check them.
func serve(t *testing.T) (*server.Server, nats.JetStreamContext) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("NATS does not start")
	}
	conn, err := nats.Connect(s.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	js, err := conn.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.AddStream(&nats.StreamConfig{Name: "DOORBELL", Subjects: []string{"ring.>"}, Retention: nats.WorkQueuePolicy}); err != nil {
		t.Fatal(err)
	}
	if _, err := js.AddConsumer("DOORBELL", &nats.ConsumerConfig{Durable: "a", AckPolicy: nats.AckExplicitPolicy, FilterSubject: subject}); err != nil {
		t.Fatal(err)
	}
	return s, js
}

func dial(t *testing.T, url string) *Bell {
	t.Helper()
	key, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	door := &quirev1.Doorbell{Urls: []string{url}, Stream: "DOORBELL", Consumer: "a", InboxPrefix: "_INBOX_test."}
	b, err := Dial(door, key, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	for !b.conn.IsConnected() {
		time.Sleep(time.Millisecond) // the connection is made in the background, on a real socket
	}
	return b
}

func TestRingIsHeardAndAcknowledged(t *testing.T) {
	s, js := serve(t)
	b := dial(t, s.ClientURL())
	task := canon.Sum([]byte("task"))
	for _, payload := range [][]byte{task[:], []byte(task.String())} {
		if _, err := js.Publish(subject, payload); err != nil {
			t.Fatal(err)
		}
		ring, ok, err := b.Wait(t.Context(), 10*time.Second)
		if err != nil || !ok || ring.Task != task {
			t.Fatalf("Wait = %s, %t, %v", ring.Task, ok, err)
		}
		if err := ring.Ack(); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.conn.Flush(); err != nil {
		t.Fatal(err)
	}
	i, err := js.ConsumerInfo("DOORBELL", "a")
	if err != nil || i.NumAckPending != 0 || i.NumPending != 0 {
		t.Fatalf("%d unacknowledged, %d waiting, %v", i.NumAckPending, i.NumPending, err)
	}
}

func TestRingWithoutTask(t *testing.T) {
	s, js := serve(t)
	b := dial(t, s.ClientURL())
	if _, err := js.Publish(subject, []byte("\x00rubbish")); err != nil {
		t.Fatal(err)
	}
	if ring, ok, err := b.Wait(t.Context(), 10*time.Second); err != nil || !ok || !ring.Task.IsZero() {
		t.Fatalf("Wait = %v, %t, %v", ring, ok, err)
	}
}

func TestSilenceEndsInTime(t *testing.T) {
	s, _ := serve(t)
	b := dial(t, s.ClientURL())
	begin := time.Now()
	if _, ok, err := b.Wait(t.Context(), 100*time.Millisecond); ok || err != nil {
		t.Fatalf("Wait = %t, %v", ok, err)
	}
	if took := time.Since(begin); took < 100*time.Millisecond || took > 5*time.Second {
		t.Fatalf("took %s", took)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := b.Wait(ctx, time.Minute); err == nil {
		t.Fatal("a cancelled wait has no error")
	}
}

func TestDeafBellIsSilence(t *testing.T) {
	s, js := serve(t)
	b := dial(t, s.ClientURL())
	if err := js.DeleteStream("DOORBELL"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := b.Wait(t.Context(), 50*time.Millisecond); ok || err != nil {
		t.Fatalf("without its stream: %t, %v", ok, err)
	}
	s.Shutdown()
	if _, ok, err := b.Wait(t.Context(), 50*time.Millisecond); ok || err != nil {
		t.Fatalf("without its server: %t, %v", ok, err)
	}
}

func TestNonsenseDoorbell(t *testing.T) {
	for _, door := range []*quirev1.Doorbell{
		nil,
		{Urls: []string{"nats://x"}, Stream: "a b", Consumer: "c", InboxPrefix: "i"},
		{Urls: []string{"nats://x"}, Stream: "a", Consumer: ">", InboxPrefix: "i"},
		{Urls: []string{"nats://x"}, Stream: "a", Consumer: "c"},
		{Urls: make([]string, urlsMax+1), Stream: "a", Consumer: "c", InboxPrefix: "i"},
	} {
		if _, err := Dial(door, Key{}, slog.Default()); err == nil {
			t.Errorf("%v was accepted", door)
		}
	}
}
