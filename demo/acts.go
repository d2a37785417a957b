package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"

	"quire/proto/quire/v1/quirev1connect"
)

// The dev chain's accounts, by what they do.
const (
	organiser = iota
	poster
	arbitrator
	ann
	ben
	cleo
	dora
	mallory
	nell
	firstPayout // of the first trainer; the others follow
)

// demo is the play: what exists so far. It is used by one goroutine.
type demo struct {
	cfg    config
	out    *stage
	public quirev1connect.PublicServiceClient

	processes []*process // in the order of their start
	trainers  []*process
	chain     *process
	coord     *process
	settler   *process

	name              string // of the campaign
	rpc, url          string
	chainID           uint64
	token, factory    string
	contract, folly   string // campaign contracts
	fraud             string // the same, of an organiser who is the poster too
	specDigest        string
	prepared          string // folder
	goal              *big.Int
	symbol            string // of the token
	decimals          int
	killed            int
	checkpoint        string // final
	referenceDigest   string
	params            int64
	initialLoss, loss float64
	entropy           float64
	told              map[string]bool // what was said of lies
	nellsNode         string          // address of her trainer's key
	left              bool            // Ben has left the training
	minted            *big.Int        // base units of the token, all there are
	slashed           *big.Int        // of the bond on Nell's trainer; nil until then
}

func newDemo(cfg config, out *stage) *demo {
	return &demo{cfg: cfg, out: out, told: map[string]bool{}, minted: new(big.Int)}
}

// errInterrupted reports an end by Ctrl-C, before all checks were made.
var errInterrupted = errors.New("interrupted")

// play runs all acts. Its error names the act's failure, or is errInterrupted; every process is ended by stopAll.
func (d *demo) play(ctx context.Context) error {
	d.out.say("%s trains a small language model on %s, from the first pledge to the last payout.", d.out.bold("Quire"), filepath.Base(d.cfg.data))
	for _, act := range []struct {
		title string
		run   func(context.Context) error
	}{
		{"The machines", d.machines},
		{"The organiser writes a campaign", d.organise},
		{"The funders pledge", d.fund},
		{"The trainers join, and rounds begin", d.train},
		{"The rewards are settled and claimed", d.payOut},
		{"A false epoch is challenged", d.challenge},
		{"An auditor trusts nobody", d.audit},
		{"The money, to the last unit", d.balance},
		{"The model speaks", d.speak},
	} {
		d.out.heading(act.title)
		if err := act.run(ctx); err != nil {
			if ctx.Err() != nil {
				d.out.say("")
				d.out.say("stopping…")
				return errInterrupted
			}
			return fmt.Errorf("%s: %w", act.title, err)
		}
	}
	d.out.say("")
	d.out.say("%s", d.out.good("Every check held."))
	return nil
}

// spawn starts a process that stopAll ends.
func (d *demo) spawn(ctx context.Context, p *process) (string, error) {
	d.processes = append(d.processes, p)
	return p.start(ctx, d.cfg.bin)
}

func (d *demo) process(name string, line string, args ...string) *process {
	p := &process{name: name, args: args, log: filepath.Join(d.cfg.dir, "logs", name+".log")}
	if line != "" {
		p.line = regexp.MustCompile(line)
	}
	return p
}

// stopAll ends every process, the latest first.
func (d *demo) stopAll() error {
	for i := len(d.processes) - 1; i >= 0; i-- {
		d.processes[i].stop()
	}
	return nil
}

func (d *demo) machines(ctx context.Context) error {
	d.chain = d.process("chain", `^ready: .* at (http://\S+),`, "treasury", "dev", "--listen", free("127.0.0.1:0"),
		"--data-dir", filepath.Join(d.cfg.dir, "chain"), "--accounts", strconv.Itoa(firstPayout+d.cfg.trainers))
	var err error
	if d.rpc, err = d.spawn(ctx, d.chain); err != nil {
		return err
	}
	d.out.event("a chain of our own answers at %s", d.rpc)
	d.coord = d.process("coordinator", `^coordinator: ready at (http://\S+)`, "coordinator", "serve",
		"--listen", free(d.cfg.listen), "--data-dir", filepath.Join(d.cfg.dir, "coordinator"))
	if d.url, err = d.spawn(ctx, d.coord); err != nil {
		return err
	}
	d.public = quirev1connect.NewPublicServiceClient(http.DefaultClient, d.url)
	d.out.event("the coordinator runs with etcd, NATS and S3 inside; its dashboard is at %s", d.out.bold(d.url))
	return nil
}

// free returns the address if nobody listens there, and otherwise one with a free port.
func free(address string) string {
	for _, a := range []string{address, "127.0.0.1:0"} {
		if l, err := net.Listen("tcp", a); err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	return address
}

func (d *demo) key(account int) string {
	return filepath.Join(d.cfg.dir, "chain", "keys", fmt.Sprintf("account-%d.key", account))
}

func (d *demo) address(ctx context.Context, account int) (string, error) {
	text, err := d.command(ctx, "treasury", "key", "address", d.key(account))
	return regexp.MustCompile(`\s`).ReplaceAllString(text, ""), err
}

// treasury runs a treasury command as an account, on the demo's chain.
func (d *demo) treasury(ctx context.Context, account int, into any, args ...string) error {
	all := append([]string{"treasury"}, args...)
	all = append(all, "--rpc", d.rpc, "--key-file", d.key(account), "--json")
	if into == nil {
		_, err := d.command(ctx, all...)
		return err
	}
	return d.ask(ctx, into, all...)
}

func (d *demo) organise(ctx context.Context) error {
	d.prepared = filepath.Join(d.cfg.dir, "prepared")
	var p struct {
		Name, Spec, Cost string
		Tokens           int64
		Entropy          float64
	}
	built := filepath.Join(d.cfg.dir, "data-set")
	if _, err := d.command(ctx, "coordinator", "data", "build", d.cfg.data, "--held-out", "0.1", "--out", built); err != nil {
		return err
	}
	if err := d.ask(ctx, &p, "coordinator", "campaign", "prepare", d.cfg.campaign, "--data", built, "--out", d.prepared, "--json"); err != nil {
		return err
	}
	d.name, d.specDigest, d.entropy = p.Name, p.Spec, p.Entropy
	d.out.event("%d tokens of text; a model that only knew letter frequencies would lose %.2f nats a token", p.Tokens, p.Entropy)
	d.out.event("the spec %s… fixes every bit of the result", d.specDigest[:16])

	var made struct{ Factory, Token string }
	if err := d.treasury(ctx, organiser, &made, "deploy", "--test-token"); err != nil {
		return err
	}
	d.factory, d.token = made.Factory, made.Token
	var err error
	if d.contract, err = d.create(ctx); err != nil {
		return err
	}
	s, err := d.status(ctx, d.contract, organiser)
	if err != nil {
		return err
	}
	d.symbol, d.decimals = s.Symbol, s.Decimals
	cost, ok := new(big.Int).SetString(p.Cost, 10)
	if !ok {
		return fmt.Errorf("cost %q is no number", p.Cost)
	}
	d.goal = cost
	d.out.event("all its work will cost %s; the contract %s… asks for that much", d.amount(cost), d.contract[:10])
	// A second campaign, for the same spec, that nobody will fund: its terms alone differ by a moment of creation.
	if d.folly, err = d.create(ctx); err != nil {
		return err
	}
	posterAddress, err := d.address(ctx, poster)
	if err != nil {
		return err
	}
	_, err = d.command(ctx, "coordinator", "campaign", "publish", d.prepared, "--url", d.url,
		"--key-file", filepath.Join(d.cfg.dir, "coordinator", "operator.key"), "--contract", d.contract,
		"--poster", posterAddress, "--chain-id", strconv.FormatUint(d.chainID, 10), "--rpc", d.rpc)
	if err != nil {
		return err
	}
	d.out.event("published at %s", d.out.bold(d.campaignURL(d.name)))
	return nil
}

func (d *demo) create(ctx context.Context) (string, error) {
	posterAddress, err1 := d.address(ctx, poster)
	arbitratorAddress, err2 := d.address(ctx, arbitrator)
	if err := errors.Join(err1, err2); err != nil {
		return "", err
	}
	var made struct {
		Contract string
		ChainID  uint64
	}
	err := d.treasury(ctx, organiser, &made, "create", d.cfg.campaign, "--factory", d.factory, "--token", d.token,
		"--spec", filepath.Join(d.prepared, "spec.json"), "--poster", posterAddress, "--arbitrator", arbitratorAddress)
	d.chainID = made.ChainID
	return made.Contract, err
}

func (d *demo) campaignURL(name string) string { return d.url + "/c/" + name }

func (d *demo) amount(n *big.Int) string { return tokens(n, d.decimals, d.symbol) }

// part is n·k/of in whole tokens, rounded up, as the command line takes it.
func (d *demo) part(n *big.Int, k, of int64) string {
	one := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.decimals)), nil)
	x := new(big.Int).Mul(n, big.NewInt(k))
	x.Add(x, new(big.Int).Sub(new(big.Int).Mul(one, big.NewInt(of)), big.NewInt(1)))
	return x.Quo(x, one.Mul(one, big.NewInt(of))).String()
}

func (d *demo) fund(ctx context.Context) error {
	whole := d.part(d.goal, 2, 1)
	for _, account := range []int{poster, ann, ben, cleo, dora, mallory, nell} {
		a, err := d.address(ctx, account)
		if err != nil {
			return err
		}
		if err := d.treasury(ctx, organiser, nil, "mint", "--token", d.token, "--to", a, "--amount", whole); err != nil {
			return err
		}
		d.minted.Add(d.minted, d.units(whole))
	}
	settler := d.process("settler", `^(ready): `, "treasury", "settle", "--rpc", d.rpc, "--key-file", d.key(poster),
		"--contract", d.contract, "--coordinator", d.url, "--campaign", d.name, "--interval", "500ms",
		"--data-dir", filepath.Join(d.cfg.dir, "settler"))
	d.settler = settler
	if _, err := d.spawn(ctx, settler); err != nil {
		return err
	}
	d.out.event("the settler watches the contract; it holds the key that posts rewards, and nothing else")
	for _, p := range []struct {
		who, way string
		account  int
		amount   string
		extra    []string
	}{
		{"Ann", "approving the contract first", ann, d.part(d.goal, 1, 2), nil},
		{"Ben", "with a signed permit, in one transaction", ben, d.part(d.goal, 1, 4), []string{"--permit"}},
	} {
		if err := d.pledge(ctx, p.account, d.contract, p.amount, p.extra...); err != nil {
			return err
		}
		d.out.event("%s pledges %s %s, %s", p.who, p.amount, d.symbol, p.way)
	}
	if err := d.pledge(ctx, dora, d.folly, d.part(d.goal, 1, 10)); err != nil {
		return err
	}
	d.out.event("Dora pledges %s %s to another campaign, which will miss its goal", d.part(d.goal, 1, 10), d.symbol)
	s, err := d.status(ctx, d.contract, ann)
	if err != nil {
		return err
	}
	missing := new(big.Int).Sub(big10(s.Goal), big10(s.Pledged))
	reserve := new(big.Int).Quo(d.goal, big.NewInt(4))
	if err := d.pledge(ctx, cleo, d.contract, d.exact(new(big.Int).Add(missing, reserve))); err != nil {
		return err
	}
	d.out.event("Cleo pledges the %s that are missing and %s more, in case somebody leaves: the goal is met", d.amount(missing), d.amount(reserve))
	if err := d.treasury(ctx, organiser, nil, "start", "--contract", d.contract); err != nil {
		return err
	}
	d.out.event("the organiser starts the training; from now on the money can only pay for work or go home")
	return d.announceExit(ctx)
}

func (d *demo) pledge(ctx context.Context, account int, contract, amount string, extra ...string) error {
	return d.treasury(ctx, account, nil, append([]string{"pledge", "--contract", contract, "--amount", amount}, extra...)...)
}

// exact spells base units as whole tokens with all decimals.
func (d *demo) exact(n *big.Int) string {
	digits := fmt.Sprintf("%0*s", d.decimals+1, n)
	return digits[:len(digits)-d.decimals] + "." + digits[len(digits)-d.decimals:]
}

func (d *demo) train(ctx context.Context) error {
	for i := range d.cfg.trainers {
		payout, err := d.address(ctx, firstPayout+i)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("trainer-%d", i+1)
		p := d.process(name, "", "trainer", "join", d.campaignURL(d.name), "--name", name, "--payout", payout,
			"--spec", d.specDigest, "--threads", "1", "--log-format", "text", "--data-dir", filepath.Join(d.cfg.dir, name))
		if _, err := d.spawn(ctx, p); err != nil {
			return err
		}
		d.trainers = append(d.trainers, p)
	}
	d.out.event("%d trainers start: separate processes, with keys of their own that hold no money", d.cfg.trainers)
	if err := d.invite(ctx); err != nil {
		return err
	}
	if d.cfg.seed == 0 {
		d.cfg.seed = rand.Int64N(1 << 31)
	}
	return d.follow(ctx)
}

// speak lets the final checkpoint continue a text.
func (d *demo) speak(ctx context.Context) error {
	text, err := d.command(ctx, "trainer", "generate", d.campaignURL(d.name), "--data-dir", filepath.Join(d.cfg.dir, "auditor"),
		"--prompt", "The Rays of Light", "--tokens", "240", "--temperature", "0.7")
	if err != nil {
		return err
	}
	d.out.say("")
	d.out.say("%s", indent(text))
	d.out.say("")
	d.out.event("%.1f million parameters, %.2f → %.2f nats a token (letter frequencies alone: %.2f); checkpoint %s", float64(d.params)/1e6, d.initialLoss, d.loss, d.entropy, d.checkpoint)
	return nil
}

// indent puts a margin before every line.
func indent(text string) string {
	return regexp.MustCompile(`(?m)^`).ReplaceAllString(text, "      ")
}

func big10(s string) *big.Int {
	n, ok := new(big.Int).SetString(s, 10)
	if !ok {
		panic("demo: the treasury printed " + strconv.Quote(s) + " for an amount")
	}
	return n
}
