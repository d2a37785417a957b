package verify

import (
	"context"
	"net/http"
	"testing"

	"connectrpc.com/connect"

	"quire/coordinator/campaign/campaigntest"
	"quire/coordinator/ledger"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/trainer/internal/fake"
	"quire/trainer/replay"
)

// moving is a finished campaign as it was while it ran: before call number at, right after round before had closed; from
// then on, after round after.
type moving struct {
	quirev1connect.PublicServiceClient
	t             *testing.T
	c             *fake.Coordinator
	before, after int
	at, calls     int
}

// round is the last that was closed when this call comes.
func (m *moving) round() int {
	m.calls++
	if m.calls < m.at {
		return m.before
	}
	return m.after
}

// history enters the journal up to a round in a book, and returns the epochs that close on the way.
func (m *moving) history(last int) (*ledger.Book, []ledger.Epoch) {
	m.t.Helper()
	book, rows := ledger.NewBook(m.c.Spec), m.c.Rows()[:campaigntest.Rows(m.c.Spec, last)]
	var epochs []ledger.Epoch
	for n := range last + 1 {
		end := campaigntest.Rows(m.c.Spec, n)
		for book.Rows < end {
			if err := book.Append(book.NextSegment(rows[book.Rows:end], nil, n+1)); err != nil {
				m.t.Fatal(err)
			}
		}
		checkpoint, err := canon.ParseDigest(m.rounds()[n].Checkpoint)
		if err != nil {
			m.t.Fatal(err)
		}
		e, ok, err := book.Epoch(checkpoint)
		if err != nil {
			m.t.Fatal(err)
		}
		if ok {
			book.Settle(e)
			epochs = append(epochs, e)
		}
	}
	return book, epochs
}

func (m *moving) rounds() []*quirev1.Round {
	m.t.Helper()
	var all []*quirev1.Round
	for {
		r, err := m.PublicServiceClient.ListRounds(m.t.Context(), connect.NewRequest(&quirev1.ListRoundsRequest{Campaign: m.c.Spec.Name, From: uint32(len(all))}))
		if err != nil {
			m.t.Fatal(err)
		}
		if len(r.Msg.Rounds) == 0 {
			return all
		}
		all = append(all, r.Msg.Rounds...)
	}
}

func (m *moving) GetCampaign(ctx context.Context, r *connect.Request[quirev1.GetCampaignRequest]) (*connect.Response[quirev1.GetCampaignResponse], error) {
	last := m.round()
	response, err := m.PublicServiceClient.GetCampaign(ctx, r)
	if err == nil && last < m.c.Spec.Recipe.Rounds {
		book, _ := m.history(last)
		response.Msg.Campaign.JournalHead, response.Msg.Campaign.Checkpoint = book.Head.String(), m.rounds()[last].Checkpoint
		response.Msg.Campaign.Stage = quirev1.Stage_STAGE_TRAINING
	}
	return response, err
}

func (m *moving) ListRounds(ctx context.Context, r *connect.Request[quirev1.ListRoundsRequest]) (*connect.Response[quirev1.ListRoundsResponse], error) {
	last := m.round()
	response, err := m.PublicServiceClient.ListRounds(ctx, r)
	if err == nil {
		response.Msg.Rounds = response.Msg.Rounds[:min(len(response.Msg.Rounds), max(last+1-int(r.Msg.From), 0))]
	}
	return response, err
}

func (m *moving) ListLedger(ctx context.Context, r *connect.Request[quirev1.ListLedgerRequest]) (*connect.Response[quirev1.ListLedgerResponse], error) {
	rows := campaigntest.Rows(m.c.Spec, m.round())
	response, err := m.PublicServiceClient.ListLedger(ctx, r)
	if err == nil {
		response.Msg.Rows = response.Msg.Rows[:min(int64(len(response.Msg.Rows)), max(rows+1-r.Msg.From, 0))]
	}
	return response, err
}

// ListEpochs serves one epoch a page.
func (m *moving) ListEpochs(_ context.Context, r *connect.Request[quirev1.ListEpochsRequest]) (*connect.Response[quirev1.ListEpochsResponse], error) {
	_, epochs := m.history(m.round())
	response := &quirev1.ListEpochsResponse{}
	if n := int(max(r.Msg.From, 1)); n <= len(epochs) {
		record, err := canon.Encode(epochs[n-1])
		if err != nil {
			return nil, err
		}
		response.Epochs = append(response.Epochs, &quirev1.Epoch{Number: uint32(n), Record: record, State: "closed"})
	}
	return connect.NewResponse(response), nil
}

// An honest campaign that closes rounds and epochs between any two calls of an audit is found honest.
func TestLiveCampaignIsNotAccused(t *testing.T) {
	c := train(t, honest)
	rounds := c.Spec.Recipe.Rounds
	for before := range rounds + 1 {
		for after := before; after <= rounds; after++ {
			for at, calls := 1, 1; at <= calls; at++ {
				m := &moving{quirev1connect.NewPublicServiceClient(http.DefaultClient, c.URL), t, c, before, after, at, 0}
				r, err := Run(t.Context(), Config{
					Account: FromAPI(m, c.Spec.Name), Source: source(t, c.URL), Arithmetic: replay.Exact, Select: none, Report: func(string) {},
				})
				if err != nil {
					t.Fatalf("from round %d to %d before call %d: %v", before, after, at, err)
				}
				if calls = m.calls; before == rounds && r.Epochs != c.Spec.Epochs() {
					t.Fatalf("%d epochs were checked, the campaign has %d", r.Epochs, c.Spec.Epochs())
				}
			}
		}
	}
}
