package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/ledger"
	"quire/proto/canon"
)

var programs string // folder of the real binaries

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "server" { // this test is the servers too: see server.go
		main()
		return
	}
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "chaos")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("go", "build", "-o", dir+"/", "quire/coordinator", "quire/trainer").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build: %v\n%s", err, out))
	}
	programs = dir
	return m.Run()
}

const (
	// takeover is the promise: at most this long after a kill -9 of the leader somebody answers.
	takeover = 10 * time.Second
	// leaving is the promise: a coordinator that is told to stop is gone by then, whatever is away.
	leaving = 15 * time.Second
)

// deploy brings a campaign on a cluster up to its first accepted work. It ends with the test, which may take runTimeout.
func deploy(t *testing.T, p plan) (context.Context, *cluster) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), runTimeout)
	cfg, err := parse([]string{"--bin", programs, "--campaign", "testdata/tiny.yaml"})
	must(t, err)
	c := &cluster{plan: p, bin: programs, dir: t.TempDir()}
	t.Cleanup(func() {
		c.stop()
		cancel()
		if t.Failed() {
			c.show(t)
		}
	})
	must(t, c.begin(ctx, cfg))
	return ctx, c
}

// conclude waits for the end of the campaign and audits it.
func (c *cluster) conclude(ctx context.Context, t *testing.T) verdict {
	t.Helper()
	must(t, c.finish(ctx))
	v, err := c.audit(ctx)
	must(t, err)
	must(t, v.check())
	t.Log(v)
	return v
}

// The whole deployment in processes of its own: it loses its leader twice, an etcd member, NATS and S3 in the middle of a
// campaign, and in the end all of etcd. The campaign ends with the digest of an undisturbed run, nothing is lost and
// nothing is paid twice.
func TestCampaignSurvivesEverything(t *testing.T) {
	t.Parallel()
	ctx, c := deploy(t, whole)
	must(t, c.suffer(ctx, []scenario{
		{"1: the leader is killed", func() error {
			took, err := c.failover(ctx)
			t.Logf("answered %s after kill -9 of the leader", took.Round(time.Millisecond))
			if err == nil && took > takeover {
				err = fmt.Errorf("the takeover took %s, promised are %s", took, takeover)
			}
			return err
		}},
		{"2: the leader sleeps", func() error { return pauseLeader(ctx, c, nil) }},
		{"7: an etcd member is killed", func() error { return bounce(ctx, c.etcd[0]) }},
		{"12: a coordinator starts without NATS", func() error { return c.restartWithoutNATS(ctx) }},
		{"13: JetStream is wiped", func() error { return wipeNATS(ctx, c, nil) }},
		{"17: answers are dropped", func() error { return network(ctx, c.front, dropReply) }},
		{"20: S3 stands still", func() error { return pauseFor(ctx, c.s3, hiccup) }},
	}))
	v := c.conclude(ctx, t)

	must(t, c.stopWithoutEtcd(ctx))
	must(t, c.loseEtcd(ctx)) // scenario 23
	again, err := c.audit(ctx)
	must(t, err)
	must(t, again.check())
	if again != v {
		t.Errorf("after the loss of etcd: %s, before: %s", again, v)
	}
}

// scenario is one fault of a fixed list.
type scenario struct {
	name   string
	strike func() error
}

// suffer makes faults in their order, spread over the campaign's rounds.
func (c *cluster) suffer(ctx context.Context, scenarios []scenario) error {
	pace := c.pace(ctx, len(scenarios))
	defer pace.stop()
	for _, s := range scenarios {
		err := pace.next(ctx)
		if err == nil {
			err = s.strike()
		}
		if err != nil {
			return fmt.Errorf("scenario %s: %w", s.name, err)
		}
	}
	return nil
}

// restartWithoutNATS starts a stand-by while NATS is away: it must come up, and be ready.
func (c *cluster) restartWithoutNATS(ctx context.Context) error {
	c.nats.kill()
	p, err := c.standby(ctx)
	if err != nil {
		return err
	}
	p.kill() // its supervisor starts it again
	pid := p.pid()
	if err := c.until(ctx, "a coordinator started without NATS", func() bool { return p.pid() != pid && c.ready(ctx, p) }); err != nil {
		return err
	}
	_, err = c.nats.start(ctx)
	return err
}

// ready asks a coordinator itself whether calls that come to it are answered.
func (c *cluster) ready(ctx context.Context, p *process) bool {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.flag("--listen")+"/readyz", nil)
	if err != nil {
		return false
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return false
	}
	defer r.Body.Close()
	return r.StatusCode == http.StatusOK
}

// stopWithoutEtcd ends all of etcd, then asks the coordinators to stop.
func (c *cluster) stopWithoutEtcd(ctx context.Context) error {
	for _, p := range c.etcd {
		p.kill()
	}
	for _, p := range c.coords {
		c.hold(p, true)
		p.signal(syscall.SIGTERM)
	}
	ctx, cancel := context.WithTimeout(ctx, leaving)
	defer cancel()
	return c.until(ctx, "the coordinators have left", func() bool {
		for _, p := range c.coords {
			if p.exitCode() == -2 {
				return false
			}
		}
		return true
	})
}

// loseEtcd starts etcd with nothing in it, restores it from the journal, and starts the coordinators.
func (c *cluster) loseEtcd(ctx context.Context) error {
	for i, p := range c.etcd {
		if err := os.RemoveAll(c.disk(fmt.Sprintf("e%d", i))); err != nil {
			return err
		}
		go func() { _, _ = p.start(ctx) }() // they wait for one another
	}
	spec, err := os.ReadFile(filepath.Join(c.prepared, "spec.json"))
	if err != nil {
		return err
	}
	args := []string{"coordinator", "restore", "--spec", canon.Sum(spec).String(), "--contract", common.Address{1}.Hex(),
		"--poster", common.Address{2}.Hex(), "--chain-id", "1", "--receipts", c.dir}
	flags := c.coords[0].args[2:]
	for i := 0; i+1 < len(flags); i += 2 {
		if name := flags[i]; strings.HasPrefix(name, "--etcd") || strings.HasPrefix(name, "--nats") || strings.HasPrefix(name, "--s3") || name == "--receipt-key" || name == "--data-dir" {
			args = append(args, name, flags[i+1])
		}
	}
	if err := c.until(ctx, "etcd is there again", func() bool { return c.store.Ping(ctx) == nil }); err != nil {
		return err
	}
	if _, err := c.command(ctx, args...); err != nil {
		return err
	}
	for _, p := range c.coords {
		c.hold(p, false)
	}
	return c.until(ctx, "the campaign is there again", func() bool {
		m, err := c.look(ctx)
		return err == nil && m.Round >= m.Rounds
	})
}

// show prints the ends of all logs.
func (c *cluster) show(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(c.dir, "logs", "*.log"))
	for _, f := range files {
		t.Logf("── %s\n%s", filepath.Base(f), (&process{log: f}).tail())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The auditor has teeth: each broken promise is seen.
func TestAuditorSeesWhatIsWrong(t *testing.T) {
	row := func(seq int64, task byte) ledger.Row { return ledger.Row{Seq: seq, Task: canon.Sum([]byte{task})} }
	rows := []ledger.Row{row(1, 1), row(2, 2)}
	if v, err := judge(rows, rows); err != nil || v.Lost != 0 || v.Twice != 0 || v.check() == nil { // Equal is not set yet
		t.Errorf("%+v %v", v, err)
	}
	for name, c := range map[string]struct {
		rows, receipts []ledger.Row
		lost, twice    int
		fails          bool
	}{
		"a receipt without a row": {rows, []ledger.Row{row(3, 3)}, 1, 0, false},
		"another row":             {rows, []ledger.Row{row(2, 3)}, 1, 0, false},
		"a task twice":            {[]ledger.Row{row(1, 1), row(2, 1)}, nil, 0, 1, false},
		"a gap":                   {[]ledger.Row{row(1, 1), row(3, 2)}, nil, 0, 0, true},
	} {
		v, err := judge(c.rows, c.receipts)
		v.Equal = true
		if (err != nil) != c.fails || v.Lost != c.lost || v.Twice != c.twice || v.check() == nil {
			t.Errorf("%s: %+v %v", name, v, err)
		}
	}
	if err := (verdict{Rows: 1, Receipts: 1}).check(); err == nil {
		t.Error("another digest is no problem?")
	}
	if err := (verdict{Equal: true}).check(); err == nil {
		t.Error("a run without traffic proves nothing")
	}
}
