package worker

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/verify"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/proto/sign"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/data"
	"quire/trainer/internal/fake"
	"quire/trainer/internal/receipt"
	"quire/trainer/recipe"
	"quire/trainer/replay"
)

var payout = common.HexToAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")

// machine is one trainer's disk: key, cache and receipts survive its worker.
type machine struct {
	t        *testing.T
	dir      string
	key      *ecdsa.PrivateKey
	receipts *receipt.Store

	mu     sync.Mutex
	events []Event
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, dir: t.TempDir(), key: key}
	if m.receipts, err = receipt.Open(m.dir); err != nil {
		t.Fatal(err)
	}
	return m
}

// worker starts a process on the machine.
func (m *machine) worker(c *fake.Coordinator, change func(*Config)) *Worker {
	m.t.Helper()
	objects, err := cache.Open(filepath.Join(m.dir, "cache"), 0, time.Now)
	if err != nil {
		m.t.Fatal(err)
	}
	client := data.NewClient()
	client.Transport = &call.Transport{Key: m.key, Now: time.Now, Campaign: c.Spec.Digest()}
	api := quirev1connect.NewContributorServiceClient(client, c.URL)
	config := Config{
		Campaign: c.Spec.Name, Spec: c.Spec, Node: m.key, Payout: payout, Signer: crypto.PubkeyToAddress(c.Key.PublicKey),
		API: api, Source: data.New(c.URL, objects, data.Config{Pause: time.Millisecond}),
		Arithmetic: replay.Exact(c.Spec), Receipts: m.receipts, Pause: time.Millisecond,
		Report: func(e Event) { m.mu.Lock(); defer m.mu.Unlock(); m.events = append(m.events, e) },
		Join: func(ctx context.Context) (*quirev1.Doorbell, error) {
			r, err := api.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{Campaign: c.Spec.Name, Payout: payout[:], Profile: campaign.Profile}))
			if err != nil {
				return nil, err
			}
			return r.Msg.Doorbell, nil
		},
	}
	if change != nil {
		change(&config)
	}
	return New(config)
}

func (m *machine) heard(kind Kind) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, e := range m.events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// reference is the checkpoint that the campaign must end with.
func reference(t *testing.T, spec campaign.Spec, shards [][]byte) canon.Digest {
	t.Helper()
	var tokens []int32
	for _, b := range shards {
		tokens = recipe.AppendTokens(tokens, b, spec.Data.TokenBytes)
	}
	last, err := replay.Reference(replay.Exact(spec), spec, replay.Given{Tokens: tokens}, func() error { return nil }, func(replay.Round) {})
	if err != nil {
		t.Fatal(err)
	}
	return last.Checkpoint
}

func tiny(t *testing.T) (*fake.Coordinator, canon.Digest) {
	t.Helper()
	spec, shards := fake.Campaign()
	if err := spec.Validate(); err != nil {
		t.Fatal(err)
	}
	return fake.New(t, spec, shards), reference(t, spec, shards)
}

// finish runs a worker until the campaign is over and checks what everybody holds then.
func finish(t *testing.T, w *Worker, c *fake.Coordinator, want canon.Digest, m *machine) Summary {
	t.Helper()
	s, err := w.Run(t.Context(), t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !s.Over {
		t.Fatal("the campaign is not over")
	}
	if got := c.Checkpoint(); got != want {
		t.Fatalf("final checkpoint %s, the undisturbed run has %s", got, want)
	}
	held, err := m.receipts.All()
	if err != nil {
		t.Fatal(err)
	}
	var mine int
	for _, row := range c.Rows() {
		if row.Node == crypto.PubkeyToAddress(m.key.PublicKey) {
			mine++
		}
	}
	if len(held) != mine {
		t.Fatalf("%d receipts for %d rows", len(held), mine)
	}
	for _, f := range held {
		if f.Err != nil || f.Receipt.Verify(c.Spec) != nil {
			t.Fatalf("%s: %v %v", f.Path, f.Err, f.Receipt.Verify(c.Spec))
		}
	}
	if _, ok, err := m.receipts.Pending(); ok || err != nil {
		t.Fatalf("a submission is still pending (%v)", err)
	}
	return s
}

func TestOneTrainerTrainsACampaign(t *testing.T) {
	c, want := tiny(t)
	m := newMachine(t)
	s := finish(t, m.worker(c, nil), c, want, m)
	if s.Tasks != 3*(2+3)+3 || s.Reward.Sign() <= 0 {
		t.Fatalf("%d tasks, reward %s", s.Tasks, s.Reward)
	}
}

func TestThreeTrainersShareACampaign(t *testing.T) {
	c, want := tiny(t)
	var wg sync.WaitGroup
	for range 3 {
		m := newMachine(t)
		w := m.worker(c, nil)
		wg.Go(func() { finish(t, w, c, want, m) })
	}
	wg.Wait()
}

// Every call fails now and then, before or after it took effect; the result is the same and nothing is paid twice.
func TestFaultyNetwork(t *testing.T) {
	c, want := tiny(t)
	for _, call := range []string{"Join", "Lease", "Upload", "Submit", "Release", "PUT", "GET"} {
		c.Misbehave(fake.Fault{On: call, Times: 2, Code: connect.CodeUnavailable})
		c.Misbehave(fake.Fault{On: call, Times: 2, Code: connect.CodeInternal, After: true})
	}
	m := newMachine(t)
	s := finish(t, m.worker(c, nil), c, want, m)
	if s.Tasks != len(c.Rows()) {
		t.Fatalf("%d tasks counted, %d rows", s.Tasks, len(c.Rows()))
	}
	if m.heard(Offline) == 0 || m.heard(Offline) != m.heard(Online) {
		t.Fatalf("offline %d times, online %d times", m.heard(Offline), m.heard(Online))
	}
}

func TestCorruptObjectIsFetchedAgain(t *testing.T) {
	c, want := tiny(t)
	c.Misbehave(fake.Fault{On: "GET", Times: 2, Change: func(b []byte) []byte { return append(slices.Clone(b[1:]), 0) }})
	m := newMachine(t)
	finish(t, m.worker(c, nil), c, want, m)
	if m.heard(Failed) != 0 {
		t.Fatal("a task failed")
	}
}

// The process dies after the submission took effect and before its receipt was stored; the next process sends the same
// submission before it leases anything, and holds the same receipt.
func TestResendAfterKill(t *testing.T) {
	c, want := tiny(t)
	m := killedAfterSubmit(t, c)
	p, ok, err := m.receipts.Pending()
	if err != nil || !ok || p.Task != c.Rows()[0].Task {
		t.Fatalf("pending %v, %t, %v", p, ok, err)
	}
	if held, err := m.receipts.All(); err != nil || len(held) != 0 {
		t.Fatalf("%d receipts, %v", len(held), err)
	}
	leases := c.Calls("Lease")
	w := m.worker(c, nil)
	if err := w.resend(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c.Calls("Lease") != leases {
		t.Fatal("it leased before it sent again")
	}
	if s := finish(t, w, c, want, m); s.Tasks != len(c.Rows()) || len(c.Rows()) != 18 {
		t.Fatalf("%d tasks, %d rows", s.Tasks, len(c.Rows()))
	}
}

// A submission whose lease went to another trainer is dropped, not repeated for ever.
func TestStaleSubmissionIsDropped(t *testing.T) {
	c, want := tiny(t)
	m := newMachine(t)
	p := receipt.Pending{Task: canon.Sum([]byte("of a round long ago")), Attempt: 3, Output: "{}"}
	signature, err := sign.Sign(m.key, sign.Submission{Campaign: c.Spec.Digest(), Task: p.Task, Attempt: 3, Output: canon.Sum([]byte("{}")), Steps: verify.Root([]canon.Digest{canon.Sum([]byte("{}"))})})
	if err != nil {
		t.Fatal(err)
	}
	p.Signature = sign.Hex(signature)
	if err := m.receipts.SavePending(p); err != nil {
		t.Fatal(err)
	}
	finish(t, m.worker(c, nil), c, want, m)
	if m.heard(Resent) != 1 || m.heard(Dropped) != 1 {
		t.Fatalf("resent %d, dropped %d", m.heard(Resent), m.heard(Dropped))
	}
}

func TestWrongReceiptStopsTheWorker(t *testing.T) {
	other, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*quirev1.SubmitResponse){
		"signature of another key": func(r *quirev1.SubmitResponse) {
			h := canon.Sum([]byte("x"))
			r.Signature, _ = crypto.Sign(h[:], other)
		},
		"no signature": func(r *quirev1.SubmitResponse) { r.Signature = nil },
		"other row": func(r *quirev1.SubmitResponse) {
			r.Row = []byte(strings.Replace(string(r.Row), `"attempt":1`, `"attempt":2`, 1))
		},
		"other reward": func(r *quirev1.SubmitResponse) {
			r.Row = []byte(strings.Replace(string(r.Row), `"reward":"`, `"reward":"1`, 1))
		},
		"no row at all": func(r *quirev1.SubmitResponse) { r.Row = nil },
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := tiny(t)
			c.Misbehave(fake.Fault{On: "Submit", Times: -1, Reply: change})
			m := newMachine(t)
			if _, err := m.worker(c, nil).Run(t.Context(), t.Context()); !errors.Is(err, receipt.ErrReceipt) {
				t.Fatalf("Run = %v", err)
			}
			if held, err := m.receipts.All(); err != nil || len(held) != 0 {
				t.Fatalf("a false receipt was kept (%v)", err)
			}
			if _, ok, _ := m.receipts.Pending(); !ok {
				t.Fatal("the submission was forgotten without a receipt")
			}
		})
	}
}

func TestPayoutOfAnotherIsRefused(t *testing.T) {
	c, _ := tiny(t)
	m := newMachine(t)
	w := m.worker(c, func(k *Config) { k.Payout = common.HexToAddress("0x02") })
	if _, err := w.Run(t.Context(), t.Context()); !errors.Is(err, receipt.ErrReceipt) || !strings.Contains(err.Error(), "pays") {
		t.Fatalf("Run = %v", err)
	}
}

func TestRefusedNodeStops(t *testing.T) {
	c, _ := tiny(t)
	c.Misbehave(fake.Fault{On: "Lease", Times: -1, Code: connect.CodePermissionDenied})
	if _, err := newMachine(t).worker(c, nil).Run(t.Context(), t.Context()); !errors.Is(err, ErrRefused) {
		t.Fatalf("Run = %v", err)
	}
}

// A disk fault is not the coordinator's problem and must not lose a receipt silently.
func TestReceiptsMustBeWritable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	c, _ := tiny(t)
	m := newMachine(t)
	if err := os.Chmod(m.dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := m.worker(c, nil).Run(t.Context(), t.Context()); !errors.Is(err, errFatal) {
		t.Fatalf("Run = %v", err)
	}
}
