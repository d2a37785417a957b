package bell_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"

	"quire/coordinator/internal/bell"
	"quire/proto/canon"
)

func TestTrainerCanDoNothingElse(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	if err := b.Ensure(t.Context(), "poems"); err != nil {
		t.Fatal(err)
	}
	mallory := join(t, b, "poems", alice, time.Now())
	for _, subject := range []string{
		"quire.bell.poems",
		"$JS.API.STREAM.PURGE.DOORBELL", "$JS.API.STREAM.DELETE.DOORBELL", "$JS.API.STREAM.INFO.DOORBELL",
		"$JS.API.CONSUMER.DURABLE.CREATE.DOORBELL.mine", "$JS.API.INFO",
		bell.NextSubject + ".novels", bell.AckSubject + ".novels.1.1.1.1.1", "$JS.API.CONSUMER.MSG.NEXT.OTHER.poems",
		"_INBOX." + strings.ToLower(bob.Hex()) + ".x", "_INBOX." + strings.ToLower(alice.Hex()) + ".x", "$SYS.REQ.USER.INFO.x",
	} {
		if got := mallory.refused(subject, "", nil); !strings.Contains(strings.ToLower(got), "permissions violation") {
			t.Errorf("publish to %s: %q", subject, got)
		}
	}
	for _, subject := range []string{">", "_INBOX.>", "_INBOX." + strings.ToLower(bob.Hex()) + ".>", "quire.bell.*"} {
		if _, err := mallory.SubscribeSync(subject); err != nil {
			t.Fatal(err)
		}
		if got := mallory.refused(mallory.next(), mallory.NewInbox(), []byte(`{"no_wait":true}`)); !strings.Contains(strings.ToLower(got), "permissions violation") {
			t.Errorf("subscribe to %s: %q", subject, got)
		}
	}
	if got := mallory.refused(mallory.next(), "", make([]byte, 1025)); !strings.Contains(strings.ToLower(got), "payload") {
		t.Errorf("large message: %q", got)
	}
}

func TestCredentialsExpire(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	key, _ := nkeys.CreateUser()
	public, _ := key.PublicKey()
	door, err := b.Credentials("poems", alice, public, time.Now().Add(-bell.CredentialsFor-time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if late := time.Since(time.UnixMilli(door.ExpiresMs)); late < time.Minute || late > time.Minute+soon {
		t.Errorf("expired %v ago, want a minute", late)
	}
	c, err := nats.Connect(door.Urls[0], nats.UserJWT(func() (string, error) { return door.Jwt, nil }, key.Sign))
	if err == nil {
		c.Close()
		t.Fatal("expired credentials were let in")
	}
	// Nor do good credentials help somebody without the key.
	door, err = b.Credentials("poems", alice, public, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	other, _ := nkeys.CreateUser()
	if c, err := nats.Connect(door.Urls[0], nats.UserJWT(func() (string, error) { return door.Jwt, nil }, other.Sign)); err == nil {
		c.Close()
		t.Fatal("stolen credentials were let in")
	}
}

// ringUntilHeard rings until a ring gets through: the connection may be coming back.
func ringUntilHeard(t *testing.T, b *bell.Bell, campaign string, task canon.Digest) {
	t.Helper()
	var err error
	for until := time.Now().Add(soon); time.Now().Before(until); {
		if err = b.Ring(t.Context(), campaign, task); err == nil {
			return
		}
	}
	t.Fatal(err)
}

func TestJetStreamWiped(t *testing.T) {
	dir := t.TempDir()
	s, stop := start(t, dir)
	b := open(t, s)
	for _, campaign := range []string{"poems", "novels"} {
		if err := b.Ring(t.Context(), campaign, canon.Sum([]byte("lost"))); err != nil {
			t.Fatal(err)
		}
	}
	poet, novelist := join(t, b, "poems", alice, time.Now()), join(t, b, "novels", bob, time.Now())
	stop()
	if err := os.RemoveAll(filepath.Join(dir, "nats")); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
	for _, tr := range []*trainer{poet, novelist} {
		task := canon.Sum([]byte(tr.door.Consumer))
		ringUntilHeard(t, b, tr.door.Consumer, task)
		var got canon.Digest
		for until := time.Now().Add(soon); got.IsZero() && time.Now().Before(until); {
			got, _ = tr.listen(time.Second)
		}
		if got != task {
			t.Errorf("%s: heard %s, want %s", tr.door.Consumer, got.Short(), task.Short())
		}
	}
}

func TestStreamDeletedWhileConnected(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	tr := join(t, b, "poems", alice, time.Now())
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("lost"))); err != nil {
		t.Fatal(err)
	}
	if err := admin(t, s).DeleteStream(t.Context(), bell.Stream); err != nil {
		t.Fatal(err)
	}
	if _, status := tr.listen(time.Second); status != "503" {
		t.Errorf("pull from nothing: status %q, want 503", status)
	}
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); err != nil {
		t.Fatal(err)
	}
	if got, status := tr.listen(10 * time.Second); got != task {
		t.Errorf("heard %s, status %q", got.Short(), status)
	}
}

// A consumer that was deleted while everything was connected is made again within seconds: rings alone would never tell.
func TestConsumerDeletedWhileConnected(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	tr := join(t, b, "poems", alice, time.Now())
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("lost"))); err != nil {
		t.Fatal(err)
	}
	if err := admin(t, s).DeleteConsumer(t.Context(), bell.Stream, "poems"); err != nil {
		t.Fatal(err)
	}
	b.Age(time.Minute)
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first ring, which nobody heard, waits still
		if got, status := tr.listen(10 * time.Second); got == task {
			return
		} else if status != "" {
			t.Fatalf("heard %s, status %q", got.Short(), status)
		}
	}
	t.Error("the ring is not heard")
}

// TestTrainerVanishes: a ring is not kept for a trainer that went away while it waited.
func TestTrainerVanishes(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	if err := b.Ensure(t.Context(), "poems"); err != nil {
		t.Fatal(err)
	}
	gone, stays := join(t, b, "poems", alice, time.Now()), join(t, b, "poems", bob, time.Now())
	if err := gone.PublishRequest(gone.next(), gone.NewInbox(), []byte(`{"batch":1,"expires":50000000000}`)); err != nil {
		t.Fatal(err)
	}
	if err := gone.FlushTimeout(soon); err != nil {
		t.Fatal(err)
	}
	gone.Close()
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if got, status := stays.listen(10 * time.Second); got != task {
		t.Errorf("heard %s, status %q, after %v", got.Short(), status, time.Since(began))
	}
}

func TestRestartKeepsRings(t *testing.T) {
	dir := t.TempDir()
	s, stop := start(t, dir)
	b := open(t, s)
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); err != nil {
		t.Fatal(err)
	}
	stop()
	s, _ = start(t, dir)
	if got, status := join(t, open(t, s), "poems", alice, time.Now()).listen(10 * time.Second); got != task {
		t.Errorf("heard %s, status %q", got.Short(), status)
	}
}

func TestQueueFull(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("first"))); err != nil {
		t.Fatal(err)
	}
	js := admin(t, s)
	st, err := js.Stream(t.Context(), bell.Stream)
	if err != nil {
		t.Fatal(err)
	}
	small := st.CachedInfo().Config
	small.MaxMsgsPerSubject = 1
	if _, err := js.UpdateStream(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("second"))); !errors.Is(err, bell.ErrFull) {
		t.Errorf("ring into a full queue: %v", err)
	}
	if err := b.Ensure(t.Context(), "poems"); err != nil {
		t.Fatal(err)
	}
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("second"))); err != nil {
		t.Errorf("after Ensure has restored the settings: %v", err)
	}
}

func TestForeignStream(t *testing.T) {
	s, _ := start(t, t.TempDir())
	if _, err := admin(t, s).CreateStream(t.Context(), jetstream.StreamConfig{Name: bell.Stream, Subjects: []string{"other"}}); err != nil {
		t.Fatal(err)
	}
	if err := open(t, s).Ensure(t.Context(), "poems"); err == nil || !strings.Contains(err.Error(), bell.Stream) {
		t.Errorf("got %v", err)
	}
}

func TestBadInput(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	key, _ := nkeys.CreateUser()
	seed, _ := key.Seed()
	public, _ := key.PublicKey()
	for _, k := range []string{"", "U", "hello", string(seed), s.NATS.Account, public + "A", strings.ToLower(public)} {
		if _, err := b.Credentials("poems", alice, k, time.Now()); !errors.Is(err, bell.ErrUserKey) {
			t.Errorf("key %.10q: %v", k, err)
		}
	}
	for _, c := range []string{"", "a.b", "*", ">", "a b", "ä", strings.Repeat("a", 41)} {
		if _, err := b.Credentials(c, alice, public, time.Now()); !errors.Is(err, bell.ErrCampaign) {
			t.Errorf("campaign %q: %v", c, err)
		}
		if err := b.Ring(t.Context(), c, canon.Sum(nil)); !errors.Is(err, bell.ErrCampaign) {
			t.Errorf("campaign %q: %v", c, err)
		}
	}
	if err := b.Ring(t.Context(), "poems", canon.Digest{}); err == nil {
		t.Error("rang for no task")
	}
	good := config(s)
	for name, change := range map[string]func(*bell.Config){
		"no servers":     func(c *bell.Config) { c.URLs = nil },
		"no JWT":         func(c *bell.Config) { c.UserJWT = "x" },
		"foreign seed":   func(c *bell.Config) { c.UserSeed = string(seed) },
		"account seed":   func(c *bell.Config) { c.UserSeed = c.SigningSeed },
		"no seed":        func(c *bell.Config) { c.UserSeed = "SU" },
		"user signs":     func(c *bell.Config) { c.SigningSeed = c.UserSeed },
		"user's account": func(c *bell.Config) { c.Account = public },
	} {
		cfg := good
		change(&cfg)
		b, err := bell.Open(t.Context(), cfg)
		if err == nil {
			b.Close()
			t.Errorf("%s: opened", name)
			continue
		}
		if strings.Contains(err.Error(), good.SigningSeed) || strings.Contains(err.Error(), good.UserSeed) {
			t.Errorf("%s: error shows a secret", name)
		}
	}
}
