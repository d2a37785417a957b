package engine_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/internal/bell"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/embedded"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/sign"
)

// own are the real services that all tests of this package share: the embedded S3 server allows one per process.
var own *embedded.Services

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "engine")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if own, err = embedded.Start(context.Background(), embedded.Config{Dir: dir}); err != nil {
		panic(err)
	}
	defer own.Close()
	return m.Run()
}

var campaigns atomic.Int64

// world is one campaign on an engine that leads, with a clock that the test moves.
type world struct {
	t        testing.TB
	spec     campaign.Spec
	store    *store.Store
	blob     *blob.Store
	cfg      engine.Config
	engine   *engine.Engine
	stop     func() // ends the leadership and waits
	operator common.Address
	poster   common.Address
	skew     atomic.Int64         // nanoseconds that the clock is ahead
	starting func(*engine.Engine) // runs beside the next lead; nil for nothing
	bucket   string
	servers  []string // of etcd
	fallen   bool     // the leadership was taken away: its end is no failure
}

// newWorld publishes a campaign. Tests run one after another: one engine leads at a time.
func newWorld(t testing.TB, funded bool, changes ...func(*campaign.Spec)) *world {
	t.Helper()
	return newWorldOn(t, own.EtcdEndpoints, own.S3.Bucket, 0, funded, changes...)
}

// newWorldOn is newWorld on another etcd and in another bucket, and with another bound of what one transaction decides.
func newWorldOn(t testing.TB, etcd []string, bucket string, batchMax int, funded bool, changes ...func(*campaign.Spec)) *world {
	t.Helper()
	ctx := t.Context()
	w := &world{t: t, operator: common.Address{0xaa}, poster: common.Address{0xbb}, bucket: bucket, servers: etcd}
	changes = append(changes, func(s *campaign.Spec) { s.Name = fmt.Sprintf("t%d", campaigns.Add(1)) })
	w.spec = campaigntest.Spec(changes...)
	w.store = must(store.Open(ctx, clientv3.Config{Endpoints: etcd}))
	t.Cleanup(func() { w.store.Close() })
	w.blob = must(blob.Open(ctx, blob.Config{Endpoint: own.S3.Endpoint, AccessKey: own.S3.AccessKey, SecretKey: own.S3.SecretKey, Region: own.S3.Region, Bucket: bucket, Now: w.now}))
	rings := must(bell.Open(ctx, bell.Config{URLs: own.NATS.URLs, UserJWT: own.NATS.UserJWT, UserSeed: own.NATS.UserSeed, Account: own.NATS.Account, SigningSeed: own.NATS.SigningSeed}))
	t.Cleanup(rings.Close)
	w.cfg = engine.Config{
		Store: w.store, Blob: w.blob, Bell: rings, ReceiptKey: must(crypto.GenerateKey()), Operator: w.operator,
		Log: slog.New(slog.DiscardHandler), Lease: time.Minute, BatchMax: batchMax,
		Now: w.now,
	}
	w.lead()
	w.put(campaigntest.Shard())
	p := engine.Publication{Spec: must(canon.Encode(w.spec)), Entropy: 3}
	if funded {
		p.Treasury = &engine.Treasury{ChainID: 1, Contract: common.Address{1}, Poster: w.poster}
	}
	if _, err := w.engine.Publish(ctx, w.operator, p); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) now() time.Time { return time.Now().Add(time.Duration(w.skew.Load())) }

// lead starts an engine, as a process would, and waits until it leads.
func (w *world) lead() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	l := must(w.store.Elect(ctx, "test"))
	w.engine = engine.New(w.cfg)
	done := make(chan error, 1)
	e := w.engine
	if w.starting != nil {
		go w.starting(e)
	}
	go func() { done <- e.Lead(ctx, l) }()
	stopped := false
	w.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil && !w.fallen {
			w.t.Errorf("lead: %v", err)
		}
		if err := l.Resign(context.Background()); err != nil {
			w.t.Errorf("resign: %v", err)
		}
	}
	w.t.Cleanup(func() { w.stop() })
	w.until("leading", func() bool {
		_, err := e.Look(w.spec.Name)
		return e.Leading() && (err == nil || w.engineIsNew())
	})
}

func (w *world) engineIsNew() bool {
	item, err := w.store.Get(context.Background(), store.Head(w.spec.Name))
	return err == nil && item.Revision == 0
}

// until waits for a condition that the engine brings about by itself.
func (w *world) until(what string, ok func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			reason := "no campaign"
			if v, err := w.engine.Look(w.spec.Name); err == nil {
				reason = v.Reason
			}
			w.t.Fatalf("never %s; the campaign says: %s", what, reason)
		}
		select {
		case <-w.t.Context().Done():
			w.t.Fatalf("test over while waiting for: %s", what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// put stores bytes as a trainer does: through a presigned URL.
func (w *world) put(b []byte) canon.Object {
	w.t.Helper()
	o := canon.Object{Digest: canon.Sum(b), Size: int64(len(b))}
	upload(w.t, must(w.blob.PresignPut(w.t.Context(), o)), b)
	return o
}

func upload(t testing.TB, put *quirev1.Put, b []byte) {
	t.Helper()
	if put.Url == "" {
		return
	}
	r := must(http.NewRequest(http.MethodPut, put.Url, bytes.NewReader(b)))
	for k, v := range put.Headers {
		r.Header.Set(k, v)
	}
	response := must(http.DefaultClient.Do(r))
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusPreconditionFailed {
		t.Fatalf("upload: %s", response.Status)
	}
}

// hand is a node that does not compute: its outputs have the right shape and depend on the task alone.
type hand struct {
	w     *world
	key   *ecdsa.PrivateKey
	at    common.Address
	lies  func(round.Task) bool // whose output is another than everybody's; nil for never
	wants canon.Digest          // the task it asks for
}

func (w *world) hand() *hand {
	w.t.Helper()
	key := must(crypto.GenerateKey())
	h := &hand{w: w, key: key, at: crypto.PubkeyToAddress(key.PublicKey)}
	if _, err := w.engine.Join(w.t.Context(), w.spec.Name, h.at, engine.Registration{Payout: common.Address{0xcc, h.at[0], h.at[1], h.at[2]}, Path: "test"}); err != nil {
		w.t.Fatal(err)
	}
	return h
}

// work is a lease and the submission that answers it.
type work struct {
	task   round.Task
	digest canon.Digest
	submit engine.Submission
}

// lease takes a task and does it, short of submitting; nil if there is none.
func (h *hand) lease() *work {
	h.w.t.Helper()
	g, err := h.w.engine.Lease(h.w.t.Context(), h.w.spec.Name, h.at, h.wants)
	if errors.Is(err, engine.ErrUnknownOutcome) {
		return nil
	}
	if err != nil {
		h.w.t.Fatal(err)
	}
	if g.Task == nil {
		return nil
	}
	j := &work{task: must(canon.Decode[round.Task](g.Task)), digest: canon.Sum(g.Task)}
	j.submit = engine.Submission{Node: h.at, Task: j.digest, Attempt: g.Attempt, Output: must(canon.Encode(h.output(j)))}
	for range round.States(h.w.spec, j.task) - 1 {
		j.submit.States = append(j.submit.States, canon.Sum(j.digest[:]))
	}
	h.sign(&j.submit)
	return j
}

func (h *hand) sign(s *engine.Submission) {
	output := canon.Sum(s.Output)
	s.Signature = must(sign.Sign(h.key, sign.Submission{
		Campaign: h.w.spec.Digest(), Task: s.Task, Attempt: s.Attempt, Output: output, Steps: verify.Root(append(slices.Clone(s.States), output)),
	}))
}

func (h *hand) output(j *work) any {
	lie := h.lies != nil && h.lies(j.task)
	fill := func(n int64, salt byte) canon.Object {
		if lie {
			salt += 100
		}
		b := bytes.Repeat(append(j.digest[:], salt), int(n)/33+1)[:n]
		return h.w.put(b)
	}
	if j.task.Kind == round.Train {
		d := round.Delta{Task: j.digest, Loss: 0x40000000}
		for i := range h.w.spec.Recipe.Slices {
			d.Slices = append(d.Slices, fill(h.w.spec.EncodedSize(i), byte(i)))
		}
		return d
	}
	if j.task.Kind == round.Evaluate {
		t := int64(h.w.spec.Model.Context)
		return round.Evaluation{Task: j.digest, Loss: math.Float32bits(heldOutLoss(j.task.Round)), Tokens: (h.w.spec.Data.HeldOut.Tokens - 1) / t * t}
	}
	low, high := h.w.spec.SliceBounds(j.task.Index)
	return round.Slice{Task: j.digest, Weights: fill(4*(high-low), 1), Moment1: fill(4*(high-low), 2), Moment2: fill(4*(high-low), 3)}
}

// heldOutLoss jumps once.
func heldOutLoss(number int) float32 {
	if number == 4 {
		return 8
	}
	return 2
}

func (h *hand) submit(s engine.Submission) (engine.Receipt, error) {
	return h.w.engine.Submit(h.w.t.Context(), h.w.spec.Name, s)
}

func (w *world) view() *engine.View {
	w.t.Helper()
	v, err := w.engine.Look(w.spec.Name)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// overwrite replaces an object's bytes behind the coordinator's back, as a failing disk does.
func (w *world) overwrite(d canon.Digest, b []byte) {
	w.t.Helper()
	raw := must(minio.New(strings.TrimPrefix(own.S3.Endpoint, "http://"), &minio.Options{
		Creds: credentials.NewStaticV4(own.S3.AccessKey, own.S3.SecretKey, ""), Region: own.S3.Region, BucketLookup: minio.BucketLookupPath,
	}))
	if _, err := raw.PutObject(w.t.Context(), own.S3.Bucket, d.Path(), bytes.NewReader(b), int64(len(b)), minio.PutObjectOptions{}); err != nil {
		w.t.Fatal(err)
	}
}
