// Package bell is the doorbell: it tells trainers over NATS JetStream that a task waits, so that they need not poll.
//
// A ring is the 32 bytes of a task's digest and nothing else. It decides nothing: a trainer that hears it asks the
// coordinator for a lease as always, and one that never hears it polls. So rings may be lost, doubled or answered by
// several trainers, and wiping JetStream costs some seconds; what is lost comes back with the next Ring. For the same
// reason a trainer that behaves badly can delay others but change nothing.
//
//	coordinator ── Ring ──► stream DOORBELL, subject quire.bell.<campaign> ── pull ──► one of the campaign's trainers
//
// One work-queue stream serves all campaigns; each campaign has one durable pull consumer, named as the campaign.
//
// # How a trainer listens
//
// It connects to Doorbell.urls with Doorbell.jwt and the nkey that it made itself (its seed never leaves it), subscribes
// to a subject under Doorbell.inbox_prefix (in nats.go: the option CustomInboxPrefix), and then, for ever:
//
//  1. publishes {"batch":1,"expires":30000000000} (nanoseconds, at most PullExpiresMax) to
//     $JS.API.CONSUMER.MSG.NEXT.<Doorbell.stream>.<Doorbell.consumer> with a reply subject under its inbox prefix;
//  2. gets one answer. 32 bytes without a Status header are a ring: it publishes an empty message to the answer's reply
//     subject ($JS.ACK.<stream>.<consumer>.…) at once, before it asks for the lease. Status 404 or 408 says that nothing
//     rang: ask again. Any other status (503: no such consumer now; 409: limits), or no answer some seconds after
//     expires, says that the bell is out of order: wait, poll for leases meanwhile, ask again.
//
// The JWT allows exactly that. Join again for a new one before Doorbell.expires_ms: the server
// closes the connection then.
//
// # Why trainers need an account of their own
//
// A pull names the subject to which the server sends the answer, and the server checks no permission for it. A trainer
// in the coordinator's account could name $JS.API.STREAM.DELETE.DOORBELL, and the empty answer "no messages" would
// delete the stream. So the account that signs trainers' users must be another one without JetStream, which imports the
// services NextSubject.* and AckSubject.> (response type Stream) from the coordinator's. Open refuses a shared account.
package bell

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"

	"quire/proto/canon"
)

// Names that an operator needs to set up accounts, and a trainer to pull.
const (
	Stream      = "DOORBELL"
	NextSubject = "$JS.API.CONSUMER.MSG.NEXT." + Stream // .<campaign>
	AckSubject  = "$JS.ACK." + Stream                   // .<campaign>.…
	ringSubject = "quire.bell"                          // .<campaign>
)

// Limits of the stream and its consumers.
const (
	// PullExpiresMax bounds one pull. It stays below the two minutes after which NATS forgets an answer's way back
	// between accounts.
	PullExpiresMax = time.Minute

	ringBytes          = 32               // a digest; the stream refuses more
	ringsMax           = 100_000          // per campaign: 24 times its most lanes
	streamRingsMax     = 1_000_000        // all campaigns together
	streamBytesMax     = 256 << 20        // a million rings of some 120 bytes on disk, twice over
	ringAgeMax         = 10 * time.Minute // the engine rings again for what still waits
	deliveriesMax      = 5                // a ring that five trainers did not acknowledge is dropped
	ackWait            = 30 * time.Second // trainers acknowledge at once
	ackPendingMax      = 20_000           // shared by all trainers of a campaign; the default of 1000 would stall number 1001
	pullsWaitingMax    = 20_000           // one per idle trainer; the default is 512
	pullBatchMax       = 1                // rings are shared out, and one answer needs no state between accounts
	callTimeout        = 5 * time.Second  // bounds every call to NATS
	verifiedFor        = 10 * time.Second // how long a stream and a consumer that were there are believed to be
	reconnectWait      = 250 * time.Millisecond
	urlsMax            = 16 // as Doorbell.urls says
	replicasUnlessSaid = 1
)

var (
	// ErrCampaign reports a campaign name that cannot be part of a subject.
	ErrCampaign = errors.New("bell: bad campaign name")
	// ErrUserKey reports a string that is not the public half of a user's nkey.
	ErrUserKey = errors.New("bell: bad doorbell key")
	// ErrDown reports that no NATS server answers now; the connection is being tried again.
	ErrDown = errors.New("bell: NATS is out of reach")
	// ErrSettings reports a stream that stands with settings which could lose or hide rings.
	ErrSettings = errors.New("bell: the stream has unsafe settings")
	// ErrFull reports that too many rings wait; trainers find the task by polling, or by a later ring.
	ErrFull = errors.New("bell: too many rings wait")
)

// Config says how to reach NATS and how to let trainers in. All fields are required unless they say otherwise.
type Config struct {
	URLs       []string // for the coordinator: all nats:// and tls://, or all ws:// and wss://
	PublicURLs []string // for trainers, at most 16; empty means URLs
	UserJWT    string   // the coordinator's user, with full rights in an account with JetStream
	UserSeed   string   // secret
	Account    string   // public key of the trainers' account; see the package comment
	// SigningSeed is an account signing key of Account (secret), or Account's own seed.
	SigningSeed string
	Replicas    int          // of the stream: 1 (if 0) or, on a cluster, 3
	Log         *slog.Logger // connection changes; nil discards them
}

// Bell rings for campaigns and lets trainers listen. All methods are safe for concurrent use.
type Bell struct {
	conn     *nats.Conn
	js       jetstream.JetStream
	urls     []string
	account  string
	signer   nkeys.KeyPair // only read
	replicas int

	mu       sync.Mutex
	verified map[string]time.Time // when stream and consumer of a campaign were seen last, on this connection; guarded by mu
}

// Open connects. The connection then heals itself for ever; calls fail while it is down. That holds for the first
// connection too: a server that is away at the start is a doorbell that is out of order, and no reason not to start. The
// error says which field of cfg is wrong, or that a server refuses our credentials.
func Open(ctx context.Context, cfg Config) (*Bell, error) {
	b := &Bell{urls: cfg.PublicURLs, account: cfg.Account, replicas: cfg.Replicas, verified: map[string]time.Time{}}
	if len(b.urls) == 0 {
		b.urls = cfg.URLs
	}
	if b.replicas == 0 {
		b.replicas = replicasUnlessSaid
	}
	if len(cfg.URLs) == 0 || len(b.urls) > urlsMax {
		return nil, fmt.Errorf("bell: %d NATS URLs and %d for trainers, want 1 to %d", len(cfg.URLs), len(b.urls), urlsMax)
	}
	user, signer, err := checkKeys(cfg)
	if err != nil {
		return nil, err
	}
	b.signer = signer
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if b.conn, err = connect(ctx, cfg, user, b.forget); err != nil {
		return nil, fmt.Errorf("bell: connect to NATS: %w", err)
	}
	if b.js, err = jetstream.New(b.conn); err != nil {
		b.conn.Close()
		return nil, fmt.Errorf("bell: use JetStream: %w", err)
	}
	return b, nil
}

// Close ends the connection.
func (b *Bell) Close() { b.conn.Close() }

// Ensure makes the stream and the campaign's consumer, or brings their settings up to date. It is idempotent. The error
// is ErrCampaign, or says what NATS refuses.
func (b *Bell) Ensure(ctx context.Context, campaign string) error {
	if !campaignForm.MatchString(campaign) {
		return fmt.Errorf("%w: %.60q", ErrCampaign, campaign)
	}
	if !b.conn.IsConnected() {
		return ErrDown
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	want := jetstream.StreamConfig{
		Name: Stream, Subjects: []string{ringSubject + ".*"}, Description: "tasks that wait, by campaign",
		Retention: jetstream.WorkQueuePolicy, Storage: jetstream.FileStorage, Replicas: b.replicas,
		// A full queue refuses: the other policy would drop the rings of those who wait longest. And by subject: a
		// campaign that rings too much must not silence another.
		Discard: jetstream.DiscardNew, DiscardNewPerSubject: true,
		MaxMsgsPerSubject: ringsMax, MaxMsgs: streamRingsMax, MaxBytes: streamBytesMax,
		MaxMsgSize: ringBytes, MaxAge: ringAgeMax,
	}
	stream, err := b.js.CreateOrUpdateStream(ctx, want)
	if err != nil {
		return fmt.Errorf("bell: make stream %s: %w", Stream, err)
	}
	if err := checkSettings(stream.CachedInfo().Config, want); err != nil {
		return err
	}
	// No BackOff: it would replace AckWait.
	if _, err := b.js.CreateOrUpdateConsumer(ctx, Stream, jetstream.ConsumerConfig{
		Durable: campaign, FilterSubject: ringSubject + "." + campaign,
		AckPolicy: jetstream.AckExplicitPolicy, AckWait: ackWait,
		MaxDeliver: deliveriesMax, MaxAckPending: ackPendingMax, MaxWaiting: pullsWaitingMax,
		MaxRequestBatch: pullBatchMax, MaxRequestExpires: PullExpiresMax,
	}); err != nil {
		return fmt.Errorf("bell: make consumer %s: %w", campaign, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.verified[campaign] = time.Now()
	return nil
}

// Ring tells one listening trainer of campaign, now or within ten minutes, that task waits. It makes stream and consumer
// if they are missing, so a JetStream that lost everything rings again. The error is ErrCampaign, ErrFull, or says what
// NATS refuses; losing a ring is harmless.
func (b *Bell) Ring(ctx context.Context, campaign string, task canon.Digest) error {
	if task.IsZero() {
		return errors.New("bell: ring for no task")
	}
	if !b.conn.IsConnected() {
		return ErrDown
	}
	b.mu.Lock()
	seen := b.verified[campaign]
	b.mu.Unlock()
	if time.Since(seen) > verifiedFor { // a consumer that somebody deleted refuses no ring
		if err := b.Ensure(ctx, campaign); err != nil {
			return err
		}
	}
	err := b.publish(ctx, campaign, task)
	if errors.Is(err, jetstream.ErrNoStreamResponse) {
		b.forget()
		if err := b.Ensure(ctx, campaign); err != nil {
			return err
		}
		err = b.publish(ctx, campaign, task)
	}
	if err != nil {
		return fmt.Errorf("bell: ring for %s: %w", campaign, err)
	}
	return nil
}

func (b *Bell) publish(ctx context.Context, campaign string, task canon.Digest) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := b.js.Publish(ctx, ringSubject+"."+campaign, task[:], jetstream.WithRetryAttempts(0))
	var api *jetstream.APIError
	if errors.As(err, &api) && api.ErrorCode == codeStoreFailed {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// codeStoreFailed is JetStream's error code when a stream's limits refuse a message.
const codeStoreFailed jetstream.ErrorCode = 10077

// forget makes the next Ring of every campaign look whether its consumer is still there: after a reconnect, and after
// the stream was found missing, the server may have lost them.
func (b *Bell) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.verified)
}

// campaignForm is what a campaign may be called: a part of a subject and the name of a consumer.
var campaignForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// checkKeys reports the first credential in cfg that cannot work, and returns the coordinator's and the signing key.
func checkKeys(cfg Config) (user, signer nkeys.KeyPair, err error) {
	claims, err := jwt.DecodeUserClaims(cfg.UserJWT)
	if err != nil {
		return nil, nil, fmt.Errorf("bell: the coordinator's NATS user is not a user JWT: %w", err)
	}
	if user, err = keyOf(cfg.UserSeed, nkeys.PrefixByteUser); err != nil {
		return nil, nil, fmt.Errorf("bell: the seed of the coordinator's NATS user %w", err)
	}
	if public, err := user.PublicKey(); err != nil || public != claims.Subject {
		return nil, nil, errors.New("bell: the seed of the coordinator's NATS user does not belong to its JWT")
	}
	if !nkeys.IsValidPublicAccountKey(cfg.Account) {
		return nil, nil, fmt.Errorf("bell: the trainers' NATS account %.60q is not an account's public key (A…)", cfg.Account)
	}
	if cfg.Account == claims.Issuer || cfg.Account == claims.IssuerAccount {
		return nil, nil, errors.New("bell: trainers and coordinator share a NATS account: trainers could delete streams; " +
			"give trainers an account of their own")
	}
	if signer, err = keyOf(cfg.SigningSeed, nkeys.PrefixByteAccount); err != nil {
		return nil, nil, fmt.Errorf("bell: the seed of the trainers' NATS signing key %w", err)
	}
	return user, signer, nil
}

// keyOf decodes a seed of one kind. The error never quotes the seed.
func keyOf(seed string, kind nkeys.PrefixByte) (nkeys.KeyPair, error) {
	got, _, err := nkeys.DecodeSeed([]byte(seed))
	if err != nil {
		return nil, fmt.Errorf("is not an nkey seed: %w", err)
	}
	if got != kind {
		return nil, fmt.Errorf("is for %s, want %s", got, kind)
	}
	return nkeys.FromSeed([]byte(seed))
}

func connect(ctx context.Context, cfg Config, user nkeys.KeyPair, reconnected func()) (*nats.Conn, error) {
	options := nats.GetDefaultOptions()
	options.Servers = cfg.URLs
	options.Name = "quire coordinator"
	options.Timeout = callTimeout
	if until, ok := ctx.Deadline(); ok {
		options.Timeout = min(options.Timeout, time.Until(until))
	}
	options.MaxReconnect, options.ReconnectWait = -1, reconnectWait
	options.UserJWT = func() (string, error) { return cfg.UserJWT, nil }
	options.SignatureCB = user.Sign
	options.DisconnectedErrCB = func(_ *nats.Conn, err error) {
		if err != nil {
			cfg.Log.Warn("doorbell disconnected", "err", err)
		}
	}
	options.ReconnectedCB = func(c *nats.Conn) {
		reconnected()
		cfg.Log.Info("doorbell reconnected", "url", c.ConnectedUrlRedacted())
	}
	conn, err := options.Connect()
	if err == nil || errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrAuthExpired) || errors.Is(err, nats.ErrAuthRevoked) {
		return conn, err
	}
	cfg.Log.Warn("no doorbell yet: trainers poll until it answers", "urls", len(cfg.URLs), "err", err)
	options.RetryOnFailedConnect = true
	return options.Connect()
}
