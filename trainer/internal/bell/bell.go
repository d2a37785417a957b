// Package bell hears the doorbell: a durable JetStream pull consumer that rings when a task opens.
//
// It is a raw pull (one request, one reply in an own inbox), because a trainer's credentials allow nothing else. A ring
// says only "ask for a lease now", so nothing here has to be reliable: without the doorbell a trainer polls. A ring is
// acknowledged as soon as its lease is decided, won or lost; what happens to the task then is the coordinator's record,
// not the bell's.
package bell

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/retry"
)

const (
	// urlsMax bounds the servers tried, as the protocol does.
	urlsMax = 16
	// pullMax bounds one pull, so that a request lost on the way is repeated.
	pullMax = 30 * time.Second
	// slack is how much longer than its pull a reply is waited for.
	slack = 2 * time.Second
	// deafPause is how long a bell that cannot ring now is left alone.
	deafPause = 5 * time.Second
)

// Key is the key of one process's doorbell credentials. It opens nothing else and is never stored.
type Key struct{ pair nkeys.KeyPair }

// NewKey makes a key.
func NewKey() (Key, error) {
	pair, err := nkeys.CreateUser()
	if err != nil {
		return Key{}, fmt.Errorf("make doorbell key: %w", err)
	}
	return Key{pair}, nil
}

// Public returns the key's public half, "U…".
func (k Key) Public() (string, error) { return k.pair.PublicKey() }

// Bell is a connection to the doorbell, which mends itself. Wait is for one goroutine, Refresh for any.
type Bell struct {
	conn *nats.Conn
	key  Key

	mu   sync.Mutex
	door *quirev1.Doorbell // guarded by mu
}

// Dial connects in the background; it fails only on a doorbell that makes no sense.
func Dial(door *quirev1.Doorbell, key Key, log *slog.Logger) (*Bell, error) {
	if err := check(door); err != nil {
		return nil, err
	}
	b := &Bell{key: key, door: door}
	conn, err := nats.Connect(strings.Join(door.GetUrls(), ","),
		nats.Name("quire trainer"),
		nats.UserJWT(b.jwt, func(nonce []byte) ([]byte, error) { return key.pair.Sign(nonce) }),
		nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.IgnoreAuthErrorAbort(),
		nats.ReconnectWait(time.Second), nats.ReconnectJitter(2*time.Second, 2*time.Second),
		nats.ReconnectBufSize(-1), // a pull from before the outage is of no use after it
		nats.PingInterval(20*time.Second), nats.Timeout(10*time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { log.Debug("doorbell disconnected", "error", err) }),
		nats.ReconnectHandler(func(*nats.Conn) { log.Debug("doorbell connected again") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { log.Debug("doorbell", "error", err) }),
	)
	if err != nil {
		return nil, fmt.Errorf("connect doorbell: %w", err)
	}
	b.conn = conn
	return b, nil
}

func check(door *quirev1.Doorbell) error {
	if n := len(door.GetUrls()); n == 0 || n > urlsMax {
		return fmt.Errorf("doorbell has %d URLs, want 1 to %d", n, urlsMax)
	}
	for what, s := range map[string]string{"stream": door.GetStream(), "consumer": door.GetConsumer(), "inbox prefix": door.GetInboxPrefix()} {
		if s == "" || strings.ContainsAny(s, " \t\r\n*>") {
			return fmt.Errorf("doorbell's %s %.60q is no NATS name", what, s)
		}
	}
	return nil
}

func (b *Bell) jwt() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.door.GetJwt(), nil
}

// Refresh replaces the credentials with those of a later Join; they are used when the server asks next.
func (b *Bell) Refresh(door *quirev1.Doorbell) error {
	if err := check(door); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.door = door
	return nil
}

// Close ends the connection.
func (b *Bell) Close() { b.conn.Close() }

// Ring is what the bell said.
type Ring struct {
	Task canon.Digest // that opened; zero if the ring names none
	msg  *nats.Msg
}

// Ack tells the server that the ring was heard; without it another trainer hears it later. A lost Ack does no harm.
func (r Ring) Ack() error {
	if r.msg == nil || r.msg.Reply == "" {
		return nil
	}
	return r.msg.Respond([]byte("+ACK"))
}

// Wait waits for a ring for at most wait. It returns false if there was none, for whatever reason, and an error only if
// ctx ended.
func (b *Bell) Wait(ctx context.Context, wait time.Duration) (Ring, bool, error) {
	until := time.Now().Add(wait)
	for {
		left := time.Until(until)
		if left <= 0 {
			return Ring{}, false, nil
		}
		msg, err := b.pull(ctx, min(left, pullMax))
		if ctx.Err() != nil {
			return Ring{}, false, context.Cause(ctx)
		}
		if err == nil && msg.Header.Get("Status") == "" {
			return Ring{parse(msg.Data), msg}, true, nil
		}
		if quiet := err == nil && msg.Header.Get("Status") == "408"; quiet {
			continue // the pull expired
		}
		if err := retry.Sleep(ctx, min(time.Until(until), deafPause)); err != nil {
			return Ring{}, false, err
		}
	}
}

// pull asks for one ring and returns the ring or the server's status.
func (b *Bell) pull(ctx context.Context, wait time.Duration) (*nats.Msg, error) {
	if !b.conn.IsConnected() {
		return nil, nats.ErrDisconnected
	}
	b.mu.Lock()
	door := b.door
	b.mu.Unlock()
	inbox := strings.TrimSuffix(door.GetInboxPrefix(), ".") + "." + nats.NewInbox()[len(nats.InboxPrefix):]
	sub, err := b.conn.SubscribeSync(inbox)
	if err != nil {
		return nil, fmt.Errorf("subscribe to doorbell: %w", err)
	}
	request, err := json.Marshal(map[string]int64{"batch": 1, "expires": int64(wait)})
	if err != nil {
		return nil, errors.Join(err, sub.Unsubscribe())
	}
	subject := "$JS.API.CONSUMER.MSG.NEXT." + door.GetStream() + "." + door.GetConsumer()
	if err := b.conn.PublishRequest(subject, inbox, request); err != nil {
		return nil, errors.Join(fmt.Errorf("pull from doorbell: %w", err), sub.Unsubscribe())
	}
	ctx, cancel := context.WithTimeout(ctx, wait+slack)
	defer cancel()
	msg, err := sub.NextMsgWithContext(ctx)
	return msg, errors.Join(err, sub.Unsubscribe())
}

// parse reads the digest of a task, as 32 bytes or as 64 digits. Any other ring is a ring too.
func parse(data []byte) canon.Digest {
	if d, err := canon.DigestFromBytes(data); err == nil {
		return d
	}
	var d canon.Digest
	if len(data) == hex.EncodedLen(len(d)) && d.UnmarshalText(data) == nil {
		return d
	}
	return canon.Digest{}
}
