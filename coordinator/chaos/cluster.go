package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/nats-io/jwt/v2"
	clientv3 "go.etcd.io/etcd/client/v3"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/embedded"
	"quire/coordinator/internal/store"
	"quire/internal/keyfile"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// plan is what a cluster is made of.
type plan struct {
	members      int    // of etcd
	coordinators int    // behind one address
	trainers     int    // that join
	rounds       int    // of the campaign; 0 for those of its file
	quota        int64  // bytes of etcd's database; 0 for roomy
	disk         string // folder of everything that servers write; "" for the cluster's own
	links        bool   // etcd members speak through links that can be cut, and each coordinator knows one of them only
}

// whole is a deployment without a single point of failure, but for NATS and S3.
var whole = plan{members: 3, coordinators: 2, trainers: 3}

const (
	// lease is short, so that a rehearsal need not wait long for a killed trainer's task.
	lease = "3s"
	// restartPause is how long a supervisor waits before it starts a coordinator again.
	restartPause = 300 * time.Millisecond
)

// cluster is a deployment on this machine: etcd members, NATS, S3, coordinators behind one address, and trainers, each a
// process. Its methods are for one goroutine.
type cluster struct {
	plan     plan
	bin, dir string // of the programs; of everything they write
	self     string // this program

	etcd     []*process
	nats, s3 *process
	coords   []*process
	trainers []*process
	front    *proxy // what trainers call: any coordinator that answers
	s3front  *proxy // what coordinators and trainers call
	links    *links // between etcd members; nil if they speak directly

	endpoints []string // of etcd
	nats4all  embedded.NATS
	store     *store.Store
	prepared  string // folder of the prepared campaign
	campaign  string // its name
	spec      canon.Digest

	mu   sync.Mutex
	down map[*process]bool // guarded by mu; killed on purpose: not to be started again
	quit chan struct{}     // closed by stop
	wait sync.WaitGroup
}

func (c *cluster) process(name, ready string, args ...string) *process {
	return &process{name: name, ready: ready, args: args, log: filepath.Join(c.dir, "logs", name+".log")}
}

// start brings everything up, but for the trainers.
func (c *cluster) start(ctx context.Context) error {
	c.down, c.quit = map[*process]bool{}, make(chan struct{})
	var err error
	if c.self, err = os.Executable(); err != nil {
		return err
	}
	ready, err := c.startServers(ctx)
	if err != nil {
		return err
	}
	if c.s3front, err = newProxy(strings.TrimPrefix(ready.S3.Endpoint, "http://")); err != nil {
		return err
	}
	if err := c.startCoordinators(ctx, ready); err != nil {
		return err
	}
	if c.store, err = store.Open(ctx, clientv3.Config{Endpoints: c.endpoints}); err != nil {
		return err
	}
	_, err = c.leader(ctx)
	return err
}

// startServers starts etcd, NATS and S3, all at once.
func (c *cluster) startServers(ctx context.Context) (serverReady, error) {
	if err := c.planEtcd(); err != nil {
		return serverReady{}, err
	}
	c.nats = c.process("nats", "ready", c.self, "server", "nats", "--dir", c.disk("nats"), "--listen", freeAddress())
	c.s3 = c.process("s3", "ready", c.self, "server", "s3", "--dir", c.disk("s3"), "--listen", freeAddress())
	var nats, s3 string
	group, ctx := errgroup.WithContext(ctx)
	for _, p := range c.etcd {
		group.Go(func() error { _, err := p.start(ctx); return err })
	}
	group.Go(func() (err error) { nats, err = c.nats.start(ctx); return err })
	group.Go(func() (err error) { s3, err = c.s3.start(ctx); return err })
	if err := group.Wait(); err != nil {
		return serverReady{}, err
	}
	var n, o serverReady
	err := errors.Join(json.Unmarshal([]byte(nats), &n), json.Unmarshal([]byte(s3), &o))
	c.nats4all = n.NATS
	return serverReady{NATS: n.NATS, S3: o.S3}, err
}

// disk returns a server's folder.
func (c *cluster) disk(name string) string {
	if c.plan.disk != "" {
		return filepath.Join(c.plan.disk, name)
	}
	return filepath.Join(c.dir, name)
}

// planEtcd chooses the members' addresses. With links a member is known to the others by a name that only the links know.
func (c *cluster) planEtcd() error {
	var members, advertised []string
	real := map[string]string{}
	for i := range c.plan.members {
		name, peer := fmt.Sprintf("e%d", i), freeAddress()
		url := "http://" + peer
		if c.plan.links {
			url = "http://" + name + linksDomain
		}
		real[name] = peer
		advertised = append(advertised, url)
		members = append(members, name+"="+url)
		c.endpoints = append(c.endpoints, "http://"+freeAddress())
	}
	if c.plan.links {
		c.links = newLinks(real)
	}
	quota := c.plan.quota
	if quota == 0 {
		quota = quotaBytes
	}
	for i, advertise := range advertised {
		name := fmt.Sprintf("e%d", i)
		p := c.process("etcd-"+name, "ready", c.self, "server", "etcd", "--name", name, "--dir", c.disk(name), "--listen", strings.TrimPrefix(c.endpoints[i], "http://"),
			"--peer", real[name], "--advertise", advertise, "--cluster", strings.Join(members, ","), "--quota", fmt.Sprint(quota))
		if c.links != nil {
			proxy, err := c.links.from(name)
			if err != nil {
				return err
			}
			p.env = []string{"HTTP_PROXY=" + proxy, "http_proxy=" + proxy, "NO_PROXY=", "no_proxy="}
		}
		c.etcd = append(c.etcd, p)
	}
	return nil
}

// serveArgs writes the credentials that coordinators read, and returns the flags that all of them share.
func (c *cluster) serveArgs(ready serverReady) ([]string, error) {
	file := func(name string) string { return filepath.Join(c.dir, name) }
	creds, err := jwt.FormatUserConfig(ready.NATS.UserJWT, []byte(ready.NATS.UserSeed))
	if err != nil {
		return nil, err
	}
	signing, err := jwt.DecorateSeed([]byte(ready.NATS.SigningSeed))
	if err != nil {
		return nil, err
	}
	for name, b := range map[string][]byte{
		"coordinator.creds": creds, "signing.nk": signing,
		"s3": fmt.Appendf(nil, "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n", ready.S3.AccessKey, ready.S3.SecretKey),
	} {
		if err := os.WriteFile(file(name+".secret"), b, 0o600); err != nil {
			return nil, err
		}
	}
	if _, err := keyfile.Create(file("receipt.key"), ""); err != nil {
		return nil, err
	}
	operator, err := keyfile.Create(file("operator.key"), "")
	if err != nil {
		return nil, err
	}
	s3 := "http://" + c.s3front.address()
	return []string{
		"serve", "--nats", strings.Join(ready.NATS.URLs, ","),
		"--nats-creds", file("coordinator.creds.secret"), "--nats-account", ready.NATS.Account, "--nats-signing-key", file("signing.nk.secret"),
		"--s3", s3, "--s3-credentials", file("s3.secret"), "--receipt-key", file("receipt.key"),
		"--operator", operator.Hex(), "--lease", lease, "--log-format", "json", "--log-level", "debug",
	}, nil
}

func (c *cluster) startCoordinators(ctx context.Context, ready serverReady) error {
	args, err := c.serveArgs(ready)
	if err != nil {
		return err
	}
	var addresses []string
	for range c.plan.coordinators {
		addresses = append(addresses, freeAddress())
	}
	if c.front, err = newProxy(addresses...); err != nil {
		return err
	}
	for i, address := range addresses {
		name, etcd := fmt.Sprintf("coordinator-%d", i+1), strings.Join(c.endpoints, ",")
		if c.links != nil {
			etcd = c.endpoints[i]
		}
		own := slices.Concat([]string{filepath.Join(c.bin, "coordinator")}, args, []string{"--etcd", etcd, "--listen", address, "--data-dir", c.disk(name)})
		c.coords = append(c.coords, c.process(name, "coordinator: ready", own...))
	}
	for _, p := range c.coords {
		if _, err := p.start(ctx); err != nil {
			return err
		}
		c.supervise(ctx, p)
	}
	return nil
}

// supervise starts a process again whenever it has ended, as an operator's supervisor does, until stop.
func (c *cluster) supervise(ctx context.Context, p *process) {
	c.wait.Go(func() {
		for {
			_, exited := p.state()
			select {
			case <-exited:
			case <-c.quit:
				return
			}
			select {
			case <-time.After(restartPause):
			case <-c.quit:
				return
			}
			c.mu.Lock()
			down := c.down[p]
			c.mu.Unlock()
			if !down {
				_, _ = p.start(ctx) // one that ends at its start is started again
			}
		}
	})
}

// hold keeps a supervised process from being started again, or lets it.
func (c *cluster) hold(p *process, down bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down[p] = down
}

// leader returns the coordinator that leads, waiting for one.
func (c *cluster) leader(ctx context.Context) (*process, error) {
	for until := time.Now().Add(readyTimeout); time.Now().Before(until); sleep(ctx, 20*time.Millisecond) {
		id, err := c.store.Leader(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue
		}
		for _, p := range c.coords {
			if strings.HasSuffix(store.ParseMember(id).Name, fmt.Sprintf("/%d", p.pid())) && p.exitCode() == -2 {
				return p, nil
			}
		}
	}
	return nil, fmt.Errorf("no coordinator leads after %s", readyTimeout)
}

func (c *cluster) url() string { return "http://" + c.front.address() }

// publish prepares the campaign, publishes it with a treasury that is this program, and opens it.
func (c *cluster) publish(ctx context.Context, file, data string) error {
	c.prepared = filepath.Join(c.dir, "prepared")
	file, err := c.shortened(file)
	if err != nil {
		return err
	}
	var p struct{ Name, Spec string }
	built := filepath.Join(c.dir, "data-set")
	if _, err := c.command(ctx, "coordinator", "data", "build", data, "--out", built); err != nil {
		return err
	}
	text, err := c.command(ctx, "coordinator", "campaign", "prepare", file, "--data", built, "--out", c.prepared, "--json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return err
	}
	c.campaign = p.Name
	key, err := crypto.GenerateKey()
	if err != nil {
		return err
	}
	if _, err := c.command(ctx, "coordinator", "campaign", "publish", c.prepared, "--url", c.url(), "--key-file", filepath.Join(c.dir, "operator.key"),
		"--contract", common.Address{1}.Hex(), "--poster", crypto.PubkeyToAddress(key.PublicKey).Hex(), "--chain-id", "1"); err != nil {
		return err
	}
	if c.spec, err = canon.ParseDigest(p.Spec); err != nil {
		return err
	}
	poster := quirev1connect.NewOperatorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: c.spec}}, c.url())
	_, err = poster.ReportFunding(ctx, connect.NewRequest(&quirev1.ReportFundingRequest{Campaign: c.campaign, Funding: &quirev1.Funding{
		Phase: campaign.PhaseActive, Goal: "1", Cap: "1", Pledged: "1", Escrow: "1", Earned: "0", Paid: "0", Refunded: "0", Block: 1,
	}}))
	return err
}

// roundsOf finds the number of rounds in a campaign file.
var roundsOf = regexp.MustCompile(`(?m)^( +rounds:) \d+`)

// shortened returns a copy of a campaign file with as many rounds as the plan wants.
func (c *cluster) shortened(file string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil || c.plan.rounds == 0 {
		return file, err
	}
	short := filepath.Join(c.dir, "campaign.yaml")
	return short, os.WriteFile(short, roundsOf.ReplaceAll(b, fmt.Appendf(nil, "$1 %d", c.plan.rounds)), 0o600)
}

// join starts the trainers.
func (c *cluster) join(ctx context.Context) error {
	for i := range c.plan.trainers {
		p := c.trainer(fmt.Sprintf("trainer-%d", i+1), byte(i))
		if _, err := p.start(ctx); err != nil {
			return err
		}
		c.trainers = append(c.trainers, p)
	}
	return nil
}

// trainer returns a trainer that is to be started.
func (c *cluster) trainer(name string, payout byte) *process {
	return c.process(name, "", filepath.Join(c.bin, "trainer"), "join", c.url()+"/c/"+c.campaign, "--name", name, "--threads", "1",
		"--payout", common.Address{0xaa, payout}.Hex(), "--log-format", "text", "--data-dir", filepath.Join(c.dir, name))
}

// look returns the campaign's headline, from whichever coordinator answers.
func (c *cluster) look(ctx context.Context) (*quirev1.Campaign, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := c.public().GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: c.campaign}))
	if err != nil {
		return nil, err
	}
	return r.Msg.Campaign, nil
}

func (c *cluster) public() quirev1connect.PublicServiceClient {
	// A new connection each time: one that a fault has broken is no news.
	return quirev1connect.NewPublicServiceClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, c.url())
}

// stop ends every process, in order.
func (c *cluster) stop() {
	if c.quit != nil {
		close(c.quit)
	}
	c.wait.Wait()
	for _, group := range [][]*process{c.trainers, c.coords, {c.nats, c.s3}, c.etcd} {
		var all sync.WaitGroup
		for _, p := range group {
			if p != nil {
				all.Go(p.stop)
			}
		}
		all.Wait()
	}
	for _, p := range []*proxy{c.front, c.s3front} {
		if p != nil {
			p.close()
		}
	}
	if c.links != nil {
		c.links.close()
	}
	if c.store != nil {
		_ = c.store.Close()
	}
}

// command runs one of the programs to its end and returns what it says.
func (c *cluster) command(ctx context.Context, args ...string) (string, error) {
	var out, errs strings.Builder
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, args[0]), args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
	}
	return out.String(), nil
}

// freeAddress returns a loopback address that nobody listens on, below the ports that embedded servers and outgoing
// connections take.
func freeAddress() string {
	for {
		address := fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(10_000))
		if l, err := net.Listen("tcp", address); err == nil {
			_ = l.Close()
			return address
		}
	}
}

func sleep(ctx context.Context, t time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(t):
	}
}
