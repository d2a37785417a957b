package bell_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"

	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/embedded"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// soon bounds every wait for something that takes milliseconds.
const soon = 20 * time.Second

var (
	alice = common.HexToAddress("0xA11CE00000000000000000000000000000000001")
	bob   = common.HexToAddress("0xB0B0000000000000000000000000000000000002")
)

// start runs the services on dir until the test ends or stop is called.
func start(t *testing.T, dir string) (s *embedded.Services, stop func()) {
	t.Helper()
	s, err := embedded.Start(t.Context(), embedded.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	stop = func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return s, stop
}

func config(s *embedded.Services) bell.Config {
	return bell.Config{
		URLs: s.NATS.URLs, UserJWT: s.NATS.UserJWT, UserSeed: s.NATS.UserSeed,
		Account: s.NATS.Account, SigningSeed: s.NATS.SigningSeed,
	}
}

func open(t *testing.T, s *embedded.Services) *bell.Bell {
	t.Helper()
	b, err := bell.Open(t.Context(), config(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// trainer is a listener as the package comment describes it.
type trainer struct {
	*nats.Conn
	t        *testing.T
	door     *quirev1.Doorbell
	rejected chan error
}

func join(t *testing.T, b *bell.Bell, campaign string, node common.Address, now time.Time, urls ...string) *trainer {
	t.Helper()
	key, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	public, err := key.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	door, err := b.Credentials(campaign, node, public, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(urls) == 0 {
		urls = door.Urls
	}
	tr := &trainer{t: t, door: door, rejected: make(chan error, 16)}
	tr.Conn, err = nats.Connect(strings.Join(urls, ","),
		nats.UserJWT(func() (string, error) { return door.Jwt, nil }, key.Sign),
		nats.CustomInboxPrefix(door.InboxPrefix), nats.ReconnectWait(50*time.Millisecond), nats.MaxReconnects(-1),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { tr.rejected <- err }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	return tr
}

func (tr *trainer) next() string { return bell.NextSubject + "." + tr.door.Consumer }

// listen pulls once and acknowledges at once. It returns the ring, or the status that came instead.
func (tr *trainer) listen(expires time.Duration) (ring canon.Digest, status string) {
	tr.t.Helper()
	pull := []byte(`{"batch":1,"expires":` + nanoseconds(expires) + `}`)
	m, err := tr.Request(tr.next(), pull, soon)
	if errors.Is(err, nats.ErrNoResponders) {
		return ring, "503"
	}
	if err != nil {
		tr.t.Fatalf("pull: %v", err)
	}
	if s := m.Header.Get("Status"); s != "" {
		return ring, s
	}
	if len(m.Header) != 0 {
		tr.t.Errorf("ring has headers %v", m.Header)
	}
	if err := tr.Publish(m.Reply, nil); err != nil {
		tr.t.Fatal(err)
	}
	ring, err = canon.DigestFromBytes(m.Data)
	if err != nil {
		tr.t.Fatal(err)
	}
	return ring, ""
}

func nanoseconds(d time.Duration) string { return strconv.FormatInt(int64(d), 10) }

// refused publishes and returns the server's complaint.
func (tr *trainer) refused(subject, reply string, b []byte) string {
	tr.t.Helper()
	if err := tr.PublishMsg(&nats.Msg{Subject: subject, Reply: reply, Data: b}); err != nil {
		return err.Error()
	}
	if err := tr.FlushTimeout(soon); err != nil {
		return err.Error()
	}
	select {
	case err := <-tr.rejected:
		return err.Error()
	case <-time.After(soon):
		return ""
	}
}

// admin is the coordinator's own JetStream, to look at what there is.
func admin(t *testing.T, s *embedded.Services) jetstream.JetStream {
	t.Helper()
	key, err := nkeys.FromSeed([]byte(s.NATS.UserSeed))
	if err != nil {
		t.Fatal(err)
	}
	c, err := nats.Connect(s.NATS.URLs[0], nats.UserJWT(func() (string, error) { return s.NATS.UserJWT, nil }, key.Sign))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	js, err := jetstream.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return js
}

func pending(t *testing.T, js jetstream.JetStream) uint64 {
	t.Helper()
	s, err := js.Stream(t.Context(), bell.Stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().State.Msgs
}

func TestRingReachesOneTrainer(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	if err := b.Ensure(t.Context(), "poems"); err != nil {
		t.Fatal(err)
	}
	tcp := join(t, b, "poems", alice, time.Now())
	web := join(t, b, "poems", bob, time.Now(), s.NATS.WebsocketURLs...)
	task := canon.Sum([]byte("task"))
	if err := b.Ring(t.Context(), "poems", task); err != nil {
		t.Fatal(err)
	}
	if got, status := web.listen(10 * time.Second); got != task || status != "" {
		t.Fatalf("over a websocket: got %s, status %q", got.Short(), status)
	}
	if got, status := tcp.listen(50 * time.Millisecond); status != "408" {
		t.Fatalf("second trainer: got %s, status %q; want nothing", got.Short(), status)
	}
	// A trainer that waits hears the ring when it comes.
	heard := make(chan canon.Digest, 1)
	go func() { d, _ := tcp.listen(10 * time.Second); heard <- d }()
	second := canon.Sum([]byte("second"))
	if err := b.Ring(t.Context(), "poems", second); err != nil {
		t.Fatal(err)
	}
	if got := <-heard; got != second {
		t.Fatalf("waiting trainer heard %s, want %s", got.Short(), second.Short())
	}
	// Campaigns do not hear one another.
	if err := b.Ring(t.Context(), "novels", task); err != nil {
		t.Fatal(err)
	}
	if got, status := tcp.listen(50 * time.Millisecond); status != "408" {
		t.Fatalf("other campaign's trainer: got %s, status %q", got.Short(), status)
	}
}

// TestTrainerCannotDeleteStream plays the trick of the package comment.
func TestTrainerCannotDeleteStream(t *testing.T) {
	s, _ := start(t, t.TempDir())
	b := open(t, s)
	js := admin(t, s)
	if err := b.Ring(t.Context(), "poems", canon.Sum([]byte("task"))); err != nil {
		t.Fatal(err)
	}
	mallory := join(t, b, "poems", alice, time.Now())
	ring, err := mallory.Request(mallory.next(), []byte(`{"batch":1,"expires":10000000000}`), soon)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"STREAM.DELETE.DOORBELL", "STREAM.PURGE.DOORBELL", "CONSUMER.DELETE.DOORBELL.poems"} {
		// An acknowledgement may ask for the next ring, with a reply subject too.
		err1 := mallory.PublishRequest(ring.Reply, "$JS.API."+command, []byte(`+NXT {"batch":1,"no_wait":true}`))
		err2 := mallory.PublishRequest(mallory.next(), "$JS.API."+command, []byte(`{"batch":1,"no_wait":true}`))
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
	}
	if _, status := mallory.listen(50 * time.Millisecond); status != "408" {
		t.Errorf("status %q after the trick", status)
	}
	if n := pending(t, js); n != 0 {
		t.Errorf("stream holds %d rings", n)
	}
}

func BenchmarkRing(b *testing.B) {
	s, err := embedded.Start(b.Context(), embedded.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	door, err := bell.Open(b.Context(), config(s))
	if err != nil {
		b.Fatal(err)
	}
	defer door.Close()
	for b.Loop() {
		if err := door.Ring(b.Context(), "poems", canon.Sum([]byte("task"))); err != nil {
			b.Fatal(err)
		}
	}
}
