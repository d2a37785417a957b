package api_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	clientv3 "go.etcd.io/etcd/client/v3"

	"quire/coordinator/campaign"
	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/internal/api"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/embedded"
	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/verify/economics"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// One coordinator serves all tests of the package.
var (
	server   *httptest.Server
	operator *ecdsa.PrivateKey
	spec     = campaigntest.Spec()
)

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir := must(os.MkdirTemp("", "api"))
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	own := must(embedded.Start(ctx, embedded.Config{Dir: dir}))
	defer own.Close()
	s := must(store.Open(ctx, clientv3.Config{Endpoints: own.EtcdEndpoints}))
	defer s.Close()
	b := must(blob.Open(ctx, blob.Config{Endpoint: own.S3.Endpoint, AccessKey: own.S3.AccessKey, SecretKey: own.S3.SecretKey, Region: own.S3.Region, Bucket: own.S3.Bucket}))
	defer b.Close()
	operator = must(crypto.GenerateKey())
	quiet := slog.New(slog.DiscardHandler)
	e := engine.New(engine.Config{Store: s, Blob: b, ReceiptKey: must(crypto.GenerateKey()), Operator: crypto.PubkeyToAddress(operator.PublicKey), Log: quiet, Now: time.Now})
	l := must(s.Elect(ctx, "test"))
	led := make(chan error, 1)
	go func() { led <- e.Lead(ctx, l) }()
	server = httptest.NewServer(api.Handler(api.Config{
		Engine: e, Blob: b, Dashboard: http.NotFoundHandler(), Log: quiet, Now: time.Now,
	}))
	defer server.Close()
	code := m.Run()
	cancel()
	<-led
	return code
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func signed(key *ecdsa.PrivateKey) *http.Client {
	return &http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: spec.Digest()}}
}

// publish registers the package's campaign, as an organiser does; again and again, since it changes nothing.
func publish(t *testing.T) {
	t.Helper()
	client := quirev1connect.NewOperatorServiceClient(signed(operator), server.URL)
	shard := campaigntest.Shard()
	d := canon.Sum(shard)
	none := &http.Client{Transport: &call.Transport{Key: operator, Now: time.Now}} // data is about no campaign
	r, err := quirev1connect.NewOperatorServiceClient(none, server.URL).PrepareData(t.Context(), connect.NewRequest(&quirev1.PrepareDataRequest{Objects: []*quirev1.Object{{Sha256: d[:], Size: int64(len(shard))}}}))
	if err != nil {
		t.Fatal(err)
	}
	if put := r.Msg.Puts[0]; put.Url != "" {
		q := must(http.NewRequest(http.MethodPut, put.Url, bytes.NewReader(shard)))
		for k, v := range put.Headers {
			q.Header.Set(k, v)
		}
		must(http.DefaultClient.Do(q)).Body.Close()
	}
	if _, err := client.Publish(t.Context(), connect.NewRequest(&quirev1.PublishRequest{Spec: must(canon.Encode(spec)), UnigramEntropy: 3})); err != nil {
		t.Fatal(err)
	}
}

func code(err error) connect.Code {
	if err == nil {
		return 0
	}
	return connect.CodeOf(err)
}

// A call that was signed about one campaign is refused about another of the same name, whoever repeats it.
func TestCallAboutAnotherCampaign(t *testing.T) {
	publish(t)
	key := must(crypto.GenerateKey())
	join := func(about canon.Digest) error {
		client := &http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: about}}
		_, err := quirev1connect.NewContributorServiceClient(client, server.URL).Join(t.Context(), connect.NewRequest(&quirev1.JoinRequest{
			Campaign: spec.Name, Payout: common.Address{1}.Bytes(), Profile: campaign.Profile,
		}))
		return err
	}
	for name, about := range map[string]canon.Digest{"none": {}, "another": canon.Sum([]byte("another"))} {
		if err := join(about); code(err) != connect.CodeUnauthenticated || !strings.Contains(err.Error(), "another coordinator") {
			t.Errorf("signed about %s: %v", name, err)
		}
	}
	if err := join(spec.Digest()); err != nil {
		t.Errorf("signed about this one: %v", err)
	}
	client := &http.Client{Transport: &call.Transport{Key: operator, Now: time.Now, Campaign: canon.Sum([]byte("another"))}}
	_, err := quirev1connect.NewOperatorServiceClient(client, server.URL).Publish(t.Context(), connect.NewRequest(&quirev1.PublishRequest{Spec: must(canon.Encode(spec))}))
	if code(err) != connect.CodeUnauthenticated {
		t.Errorf("published with a signature for another: %v", err)
	}
}

func TestOnlyTheOperatorPublishes(t *testing.T) {
	publish(t)
	stranger := quirev1connect.NewOperatorServiceClient(signed(must(crypto.GenerateKey())), server.URL)
	_, err := stranger.Publish(t.Context(), connect.NewRequest(&quirev1.PublishRequest{Spec: must(canon.Encode(spec))}))
	if code(err) != connect.CodePermissionDenied {
		t.Errorf("a stranger published: %v", err)
	}
	for name, c := range map[string]struct {
		change func(*quirev1.PublishRequest)
		says   string
	}{
		"no spec":     {func(r *quirev1.PublishRequest) { r.Spec = nil }, "decode"},
		"absurd size": {func(r *quirev1.PublishRequest) { r.Spec = with(func(s *campaign.Spec) { s.Model.Layers = 1 << 40 }) }, "model.layers"},
		"absent shard": {func(r *quirev1.PublishRequest) {
			r.Spec = with(func(s *campaign.Spec) { s.Data.Shards[0].Digest[0]++ })
		}, "object 0"},
		"taken name":       {func(r *quirev1.PublishRequest) { r.Spec = with(func(s *campaign.Spec) { s.Title = "Other" }) }, "taken"},
		"another treasury": {func(r *quirev1.PublishRequest) { r.Treasury = treasury() }, "another treasury"},
		"half a treasury":  {func(r *quirev1.PublishRequest) { r.Treasury = &quirev1.Treasury{ChainId: 1} }, "needs its chain id"},
		"short address": {func(r *quirev1.PublishRequest) {
			r.Treasury = &quirev1.Treasury{ChainId: 1, Contract: []byte{1}, Poster: []byte{2}}
		}, "an address has 20"},
	} {
		r := &quirev1.PublishRequest{Spec: must(canon.Encode(spec))}
		c.change(r)
		signing := &http.Client{Transport: &call.Transport{Key: operator, Now: time.Now, Campaign: canon.Sum(r.Spec)}}
		_, err := quirev1connect.NewOperatorServiceClient(signing, server.URL).Publish(t.Context(), connect.NewRequest(r))
		if code(err) != connect.CodeInvalidArgument || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func treasury() *quirev1.Treasury {
	return &quirev1.Treasury{ChainId: 1, Contract: common.Address{1}.Bytes(), Poster: common.Address{2}.Bytes()}
}

func with(change func(*campaign.Spec)) []byte { return must(canon.Encode(campaigntest.Spec(change))) }

func TestHostileTrainer(t *testing.T) {
	publish(t)
	ctx := t.Context()
	c := quirev1connect.NewContributorServiceClient(signed(must(crypto.GenerateKey())), server.URL)
	join := func(change func(*quirev1.JoinRequest)) error {
		r := &quirev1.JoinRequest{Campaign: spec.Name, Profile: campaign.Profile, Path: "test"}
		change(r)
		_, err := c.Join(ctx, connect.NewRequest(r))
		return err
	}
	task := bytes.Repeat([]byte{7}, 32)
	lease := func(task []byte) error {
		_, err := c.Lease(ctx, connect.NewRequest(&quirev1.LeaseRequest{Campaign: spec.Name, Task: task}))
		return err
	}
	upload := func(o ...*quirev1.Object) error {
		_, err := c.Upload(ctx, connect.NewRequest(&quirev1.UploadRequest{Campaign: spec.Name, Task: task, Attempt: 1, Objects: o}))
		return err
	}
	submit := func(signature []byte) error {
		_, err := c.Submit(ctx, connect.NewRequest(&quirev1.SubmitRequest{Campaign: spec.Name, Task: task, Attempt: 1, Output: []byte("{}"), Signature: signature}))
		return err
	}
	for _, try := range []struct {
		name string
		err  error
		want connect.Code
	}{
		{"lease before joining", lease(nil), connect.CodeFailedPrecondition},
		{"another profile", join(func(r *quirev1.JoinRequest) { r.Profile = "bf16" }), connect.CodeInvalidArgument},
		{"no such campaign", join(func(r *quirev1.JoinRequest) { r.Campaign = "../head" }), connect.CodeNotFound},
		{"a long name", join(func(r *quirev1.JoinRequest) { r.Name = strings.Repeat("x", 41) }), connect.CodeInvalidArgument},
		{"half an address", join(func(r *quirev1.JoinRequest) { r.Payout = []byte{1, 2} }), connect.CodeInvalidArgument},
		{"a good join", join(func(*quirev1.JoinRequest) {}), 0},
		{"a short digest", lease([]byte{1}), connect.CodeInvalidArgument},
		{"upload without a lease", upload(), connect.CodeFailedPrecondition},
		{"a short signature", submit([]byte{1}), connect.CodeInvalidArgument},
		{"a forged signature", submit(make([]byte, 65)), connect.CodeUnauthenticated},
	} {
		if code(try.err) != try.want {
			t.Errorf("%s: %v, want %v", try.name, try.err, try.want)
		}
	}
}

// post sends raw bytes to a procedure.
func post(t *testing.T, path, contentType string, body io.Reader) (int, string) {
	t.Helper()
	r, err := http.Post(server.URL+path, contentType, body)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(b)
}

func TestRawRequests(t *testing.T) {
	publish(t)
	const lease, campaigns = "/quire.v1.ContributorService/Lease", "/quire.v1.PublicService/ListCampaigns"
	for _, c := range []struct {
		name, path, contentType, body string
		status                        int
		says                          string
	}{
		{"unsigned", lease, "application/json", `{}`, 401, "Quire-Node"},
		{"anybody reads", campaigns, "application/json", `{}`, 200, spec.Name},
		{"malformed", campaigns, "application/json", `{"`, 400, "invalid_argument"},
		{"unknown field", campaigns, "application/json", `{"a":1}`, 200, spec.Name}, // protobuf JSON: newer clients may say more
		{"not protobuf", campaigns, "application/proto", "\xff\xff\xff", 400, ""},
		{"no such procedure", "/quire.v1.PublicService/Steal", "application/json", `{}`, 404, ""},
	} {
		status, text := post(t, c.path, c.contentType, strings.NewReader(c.body))
		if status != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%s: %d %s", c.name, status, text)
		}
	}
	if status, text := post(t, lease, "application/json", io.LimitReader(zeros{}, 5<<20)); status != 429 || !strings.Contains(text, "too large") {
		t.Errorf("5 MiB: %d %s", status, text)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func get(t *testing.T, path string) (int, string) {
	t.Helper()
	r, err := http.Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	return r.StatusCode, string(b)
}

func TestObjectsByDigest(t *testing.T) {
	publish(t)
	if status, text := get(t, "/o/"+spec.Digest().String()); status != 200 || text != string(must(canon.Encode(spec))) {
		t.Errorf("the spec: %d %.80s", status, text)
	}
	for path, want := range map[string]int{"/o/xyz": 400, "/o/" + strings.Repeat("0", 64): 400, "/o/" + strings.Repeat("a", 64): 404} {
		if status, text := get(t, path); status != want {
			t.Errorf("%s: %d %.80s", path, status, text)
		}
	}
}

func TestEventsBeginWithTheHeadline(t *testing.T) {
	publish(t)
	if status, _ := get(t, "/events?campaign=nobody"); status != 404 {
		t.Errorf("events of no campaign: %d", status)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.DefaultClient.Do(must(http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/events?campaign="+spec.Name, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	if !lines.Scan() || lines.Text() != "event: campaign" || !lines.Scan() || !strings.Contains(lines.Text(), spec.Digest().String()) {
		t.Fatalf("the stream begins with %q", lines.Text())
	}
	c := quirev1connect.NewContributorServiceClient(signed(must(crypto.GenerateKey())), server.URL)
	if _, err := c.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{Campaign: spec.Name, Profile: campaign.Profile, Name: "Zoë"})); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Zoë joined") {
			return
		}
	}
	t.Fatal("the stream ended before the news")
}

// What cheating would earn is public, and computed from the spec that is.
func TestEconomicsArePublic(t *testing.T) {
	publish(t)
	c := quirev1connect.NewPublicServiceClient(http.DefaultClient, server.URL)
	m := must(c.GetEconomics(t.Context(), connect.NewRequest(&quirev1.GetEconomicsRequest{Campaign: spec.Name})))
	var got economics.Report
	if err := json.Unmarshal(m.Msg.Report, &got); err != nil {
		t.Fatal(err)
	}
	want := economics.Of(spec, got.Assumptions)
	if got.Campaign != spec.Name || got.Reward != want.Reward || got.Copies != want.Copies || len(got.Outlooks) != len(economics.Strategies) {
		t.Fatalf("%+v", got)
	}
	if _, err := c.GetEconomics(t.Context(), connect.NewRequest(&quirev1.GetEconomicsRequest{Campaign: "nobody"})); connect.CodeOf(err) != connect.CodeNotFound {
		t.Fatalf("economics of no campaign: %v", err)
	}
}

func FuzzPublicCalls(f *testing.F) {
	f.Add("GetCampaign", []byte(`{"campaign":"tiny"}`))
	f.Add("ListRounds", []byte(`{"campaign":"tiny","from":4294967295,"limit":4294967295}`))
	f.Add("ListLedger", []byte(`{"campaign":"tiny","from":"-9223372036854775808"}`))
	f.Add("GetReceipt", []byte(`{"campaign":"tiny","task":"AA=="}`))
	f.Fuzz(func(t *testing.T, procedure string, body []byte) {
		if strings.ContainsAny(procedure, "/?#% ") || procedure == "" {
			return
		}
		r, err := http.Post(server.URL+"/quire.v1.PublicService/"+procedure, "application/json", bytes.NewReader(body))
		if err != nil {
			return // not a URL
		}
		defer r.Body.Close()
		if r.StatusCode == http.StatusInternalServerError {
			b, _ := io.ReadAll(r.Body)
			t.Fatalf("%s %q: %s", procedure, body, b)
		}
	})
}
