package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"quire/coordinator/internal/bell"
)

// natsReadyTimeout bounds the wait for the listeners; they are up in about 10 ms.
const natsReadyTimeout = 20 * time.Second

// natsConf is nats-server's configuration. sync_interval: an acknowledged message is on disk (the default is two
// minutes late). max_payload bounds the coordinator's own messages; trainers' are bounded by their JWT. max_file leaves
// the disk to etcd and S3: a doorbell holds a few MiB.
const natsConf = `
server_name: coordinator
listen: %q
max_payload: 1MB
jetstream { store_dir: %q, sync_interval: always, max_mem: 16MB, max_file: 4GB }
websocket { listen: %q, no_tls: true }
operator: %s
system_account: %s
resolver: MEMORY
resolver_preload: { %s: %s, %s: %s, %s: %s }
`

// startNATS serves NATS with JetStream on at.nats and at.websocket.
//
// Trainers have an account of their own, which imports two kinds of subject from the coordinator's: pulling from a
// consumer of the doorbell, and acknowledging. That matters: a pull names the subject to which the server sends its
// answer, the server checks no permission for it, and an empty "no messages" answer sent to $JS.API.STREAM.DELETE.X is
// a command. In an account of their own, trainers' answers can reach only trainers.
func startNATS(ctx context.Context, dir string, at addresses, s secrets, log *slog.Logger) (func() error, error) {
	conf, err := s.natsConfig(dir, at)
	if err != nil {
		return nil, fmt.Errorf("embedded: configure nats: %w", err)
	}
	options := &server.Options{}
	if err := options.ProcessConfigString(conf); err != nil {
		return nil, fmt.Errorf("embedded: configure nats: %w", err)
	}
	options.NoSigs = true
	srv, err := server.NewServer(options)
	if err != nil {
		return nil, fmt.Errorf("embedded: start nats: %w", err)
	}
	srv.SetLoggerV2(natsLog{log}, false, false, false)
	srv.Start()
	stop := func() error {
		srv.Shutdown()
		srv.WaitForShutdown()
		return nil
	}
	wait := natsReadyTimeout
	if until, ok := ctx.Deadline(); ok {
		wait = min(wait, time.Until(until))
	}
	if !srv.ReadyForConnections(wait) || !srv.JetStreamEnabled() {
		return nil, errors.Join(fmt.Errorf("embedded: nats does not start on %s, %s and %s (details are in the log)",
			at.nats, at.websocket, dir), stop())
	}
	return stop, nil
}

// nats returns what clients need. The coordinator's user is signed anew at each start and does not expire.
func (s secrets) nats(at addresses) (NATS, error) {
	k, err := s.keys()
	if err != nil {
		return NATS{}, err
	}
	user := jwt.NewUserClaims(k.user.public)
	user.Name = "coordinator"
	token, err := user.Encode(k.account.pair)
	if err != nil {
		return NATS{}, fmt.Errorf("embedded: sign the coordinator's NATS user: %w", err)
	}
	return NATS{
		URLs: []string{"nats://" + reachable(at.nats)}, WebsocketURLs: []string{"ws://" + reachable(at.websocket)},
		UserJWT: token, UserSeed: s.User, Account: k.trainers.public, SigningSeed: s.TrainersSigner,
	}, nil
}

// natsConfig renders natsConf with the three accounts: system, the coordinator's, the trainers'.
func (s secrets) natsConfig(dir string, at addresses) (string, error) {
	k, err := s.keys()
	if err != nil {
		return "", err
	}
	operator := jwt.NewOperatorClaims(k.operator.public)
	operator.Name, operator.SystemAccount = "quire", k.system.public

	system := jwt.NewAccountClaims(k.system.public)
	system.Name = "system"

	account := jwt.NewAccountClaims(k.account.public)
	account.Name = "coordinator"
	account.Limits.JetStreamLimits = jwt.JetStreamLimits{
		DiskStorage: jwt.NoLimit, Streams: jwt.NoLimit, Consumer: jwt.NoLimit,
	}
	trainers := jwt.NewAccountClaims(k.trainers.public)
	trainers.Name = "trainers"
	trainers.SigningKeys.Add(k.signer.public)
	for _, subject := range []jwt.Subject{bell.NextSubject + ".*", bell.AckSubject + ".>"} {
		account.Exports.Add(&jwt.Export{
			Name: string(subject), Subject: subject, Type: jwt.Service, ResponseType: jwt.ResponseTypeStream,
		})
		trainers.Imports.Add(&jwt.Import{
			Name: string(subject), Subject: subject, Type: jwt.Service, Account: k.account.public,
		})
	}

	tokens := make([]string, 4)
	for i, c := range []jwt.Claims{operator, system, account, trainers} {
		if tokens[i], err = c.Encode(k.operator.pair); err != nil {
			return "", fmt.Errorf("sign account: %w", err)
		}
	}
	return fmt.Sprintf(natsConf, at.nats, dir, at.websocket, tokens[0], k.system.public,
		k.system.public, tokens[1], k.account.public, tokens[2], k.trainers.public, tokens[3]), nil
}

// key is a key pair and its public half.
type key struct {
	pair   nkeys.KeyPair
	public string
}

type natsKeys struct{ operator, system, account, trainers, signer, user key }

// keys decodes the seeds, which loadSecrets has checked.
func (s secrets) keys() (k natsKeys, err error) {
	for _, p := range []struct {
		seed string
		key  *key
	}{
		{s.Operator, &k.operator}, {s.System, &k.system}, {s.Account, &k.account},
		{s.Trainers, &k.trainers}, {s.TrainersSigner, &k.signer}, {s.User, &k.user},
	} {
		if p.key.pair, err = nkeys.FromSeed([]byte(p.seed)); err != nil {
			return k, fmt.Errorf("embedded: read a NATS key: %w", err)
		}
		if p.key.public, err = p.key.pair.PublicKey(); err != nil {
			return k, fmt.Errorf("embedded: read a NATS key: %w", err)
		}
	}
	return k, nil
}
