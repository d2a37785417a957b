package verify

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/data"
	"quire/trainer/internal/fake"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/worker"
	"quire/trainer/replay"
)

func source(t *testing.T, url string) *data.Source {
	t.Helper()
	c, err := cache.Open(t.TempDir(), 0, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return data.New(url, c, data.Config{Pause: time.Millisecond, Attempts: 3})
}

// train runs a whole campaign with one trainer on the given arithmetic.
func train(t *testing.T, change func(replay.Arithmetic) replay.Arithmetic) *fake.Coordinator {
	t.Helper()
	spec, shards := fake.Campaign()
	c := fake.New(t, spec, shards)
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	receipts, err := receipt.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	payout := crypto.PubkeyToAddress(key.PublicKey)
	api := quirev1connect.NewContributorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: spec.Digest()}}, c.URL)
	s, err := worker.New(worker.Config{
		Campaign: spec.Name, Spec: spec, Node: key, Payout: payout, Signer: crypto.PubkeyToAddress(c.Key.PublicKey),
		API: api, Source: source(t, c.URL), Arithmetic: change(replay.Exact(spec)), Receipts: receipts,
		Report: func(worker.Event) {},
		Join: func(ctx context.Context) (*quirev1.Doorbell, error) {
			_, err := api.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{Campaign: spec.Name, Payout: payout[:]}))
			return nil, err
		},
	}).Run(t.Context(), t.Context())
	if err != nil || !s.Over {
		t.Fatalf("training: %v", err)
	}
	return c
}

func honest(a replay.Arithmetic) replay.Arithmetic { return a }

func audited(t *testing.T, c *fake.Coordinator, wants func(Place) bool) (*Report, error) {
	t.Helper()
	return Run(t.Context(), Config{
		Account: FromAPI(quirev1connect.NewPublicServiceClient(http.DefaultClient, c.URL), c.Spec.Name), Source: source(t, c.URL),
		Arithmetic: replay.Exact, Select: wants, Report: func(string) {},
	})
}

func all(Place) bool  { return true }
func none(Place) bool { return false }

func TestHonestCampaign(t *testing.T) {
	c := train(t, honest)
	r, err := audited(t, c, all)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Over || r.Rounds != 4 || r.Rows != 18 || r.Recomputed != 18 || r.Tasks != 18 || r.Checkpoint != c.Checkpoint() {
		t.Fatalf("%+v", r)
	}
	if want := ledger.Sum(c.Rows()).String(); r.Reward != want {
		t.Fatalf("reward %s, want %s", r.Reward, want)
	}
	// One task of a late round, on a machine that recomputed nothing before.
	r, err = audited(t, c, func(p Place) bool { return p.Round == 3 && p.Kind == round.Merge && p.Index == 1 })
	if err != nil || r.Recomputed != 1 {
		t.Fatalf("%d recomputed, %v", r.Recomputed, err)
	}
}

// liar is arithmetic that is wrong in one place.
type liar struct {
	replay.Arithmetic
	trained int
	train   func(*replay.Gradient)
	merge   func(number, slice int, s replay.State)
}

func (l *liar) Train(w []float32, x [][]int32, stop func() error) (replay.Gradient, error) {
	g, err := l.Arithmetic.Train(w, x, stop)
	if l.trained++; l.train != nil && l.trained == 3 {
		l.train(&g)
	}
	return g, err
}

func (l *liar) Merge(number, slice int, base replay.State, gradients [][]float32) (replay.State, canon.Digest, error) {
	s, mean, err := l.Arithmetic.Merge(number, slice, base, gradients)
	if l.merge != nil {
		l.merge(number, slice, s)
	}
	return s, mean, err
}

func TestLiesAreFound(t *testing.T) {
	for _, l := range []struct {
		name string
		liar liar
		want []string
	}{
		{"gradient", liar{train: func(g *replay.Gradient) { g.Values[len(g.Values)-1] = 0.5 }}, []string{"train task of round 2, lane 0", "slice 2, byte"}},
		{"loss", liar{train: func(g *replay.Gradient) { g.Loss /= 2 }}, []string{"train task of round 2, lane 0", "loss: claimed"}},
		{"norm", liar{train: func(g *replay.Gradient) { g.Norm *= 2 }}, []string{"train task of round 2, lane 0", "norm: claimed"}},
		{"weights", liar{merge: func(n, j int, s replay.State) {
			if n == 1 && j == 1 {
				s.Weights[2] += 1
			}
		}}, []string{"merge task of round 1, slice 1", "weights, byte"}},
		{"moment", liar{merge: func(n, j int, s replay.State) {
			if n == 3 && j == 2 {
				s.Moment2[0] += 1
			}
		}}, []string{"merge task of round 3, slice 2", "moment2, byte"}},
	} {
		t.Run(l.name, func(t *testing.T) {
			c := train(t, func(a replay.Arithmetic) replay.Arithmetic { l.liar.Arithmetic = a; return &l.liar })
			_, err := audited(t, c, all)
			var d *Divergence
			if !errors.As(err, &d) || !errors.Is(err, ErrFalse) {
				t.Fatalf("audit = %v", err)
			}
			for _, want := range l.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
			if _, err := audited(t, c, none); err != nil {
				t.Errorf("without recomputing nothing is wrong, but: %v", err)
			}
		})
	}
}

// substitute answers some calls with something else.
type substitute struct {
	quirev1connect.PublicServiceClient
	campaign func(*quirev1.GetCampaignResponse)
	rounds   func([]*quirev1.Round)
}

func (s substitute) GetCampaign(ctx context.Context, r *connect.Request[quirev1.GetCampaignRequest]) (*connect.Response[quirev1.GetCampaignResponse], error) {
	response, err := s.PublicServiceClient.GetCampaign(ctx, r)
	if err == nil && s.campaign != nil {
		s.campaign(response.Msg)
	}
	return response, err
}

func (s substitute) ListRounds(ctx context.Context, r *connect.Request[quirev1.ListRoundsRequest]) (*connect.Response[quirev1.ListRoundsResponse], error) {
	response, err := s.PublicServiceClient.ListRounds(ctx, r)
	if err == nil && s.rounds != nil && len(response.Msg.Rounds) > 0 {
		s.rounds(response.Msg.Rounds)
	}
	return response, err
}

func TestFalseRecordsAreFound(t *testing.T) {
	c := train(t, honest)
	for name, s := range map[string]substitute{
		"another spec digest": {campaign: func(r *quirev1.GetCampaignResponse) { r.Campaign.SpecDigest = strings.Repeat("0", 64) }},
		"another spec": {campaign: func(r *quirev1.GetCampaignResponse) {
			r.Spec = []byte(strings.Replace(string(r.Spec), `"seed":7`, `"seed":8`, 1))
		}},
		"another checkpoint":    {campaign: func(r *quirev1.GetCampaignResponse) { r.Campaign.Checkpoint = strings.Repeat("a", 64) }},
		"no journal":            {campaign: func(r *quirev1.GetCampaignResponse) { r.Campaign.JournalHead = c.Checkpoint().String() }},
		"digest of nonsense":    {campaign: func(r *quirev1.GetCampaignResponse) { r.Campaign.JournalHead = "../../etc/passwd" }},
		"round's checkpoint":    {rounds: func(r []*quirev1.Round) { r[0].Checkpoint = strings.Repeat("a", 64) }},
		"rounds in wrong order": {rounds: func(r []*quirev1.Round) { r[0].Number++ }},
		"record of another": {rounds: func(r []*quirev1.Round) {
			if r[0].Number == 0 {
				r[0].Record = r[1].Record
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s.PublicServiceClient = quirev1connect.NewPublicServiceClient(http.DefaultClient, c.URL)
			_, err := Run(t.Context(), Config{
				Account: FromAPI(s, c.Spec.Name), Source: source(t, c.URL), Arithmetic: replay.Exact, Select: none, Report: func(string) {},
			})
			if !errors.Is(err, ErrFalse) {
				t.Fatalf("audit = %v", err)
			}
		})
	}
}

// A store that serves other bytes is no proof of a lie, and no proof of the opposite either.
func TestUnreadableStore(t *testing.T) {
	c := train(t, honest)
	d := c.Rows()[len(c.Rows())-1].Output
	c.Replace(d, []byte("{}"))
	if _, err := audited(t, c, none); err == nil || !errors.Is(err, data.ErrCorrupt) {
		t.Fatalf("audit = %v", err)
	}
}
