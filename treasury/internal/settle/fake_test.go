package settle

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/replay"
)

// coordinator is a small coordinator: it serves a ledger and checks who reports. Its exported hooks are faults.
type coordinator struct {
	quirev1connect.UnimplementedPublicServiceHandler
	quirev1connect.UnimplementedOperatorServiceHandler

	spec    campaign.Spec
	poster  common.Address
	entries []replay.Entry
	records []ledger.Epoch

	mu       sync.Mutex
	wanted   []int64           // guarded by mu
	beacons  []*quirev1.Beacon // guarded by mu
	closed   int               // epochs that are closed; guarded by mu
	states   map[uint32]string
	txs      map[uint32]string
	funding  []*quirev1.Funding
	down     bool          // refuses every call
	loseNext bool          // does the next report and loses the reply
	lost     int64         // rows from here on have no receipts, 0 = none lost; guarded by mu
	receipts map[int64]int // receipts asked for, by row; guarded by mu
	hurried  bool          // a receipt was asked for with a deadline, which is the step's
	listed   []uint32      // first epochs asked for; guarded by mu
}

func newCoordinator(t *testing.T, poster common.Address) (*coordinator, string) {
	t.Helper()
	spec := ledgertest.Spec()
	c := &coordinator{spec: spec, poster: poster, entries: ledgertest.Ledger(t, spec), states: map[uint32]string{}, txs: map[uint32]string{}, receipts: map[int64]int{}}
	c.records = ledgertest.Epochs(t, spec, c.entries)
	mux := http.NewServeMux()
	mux.Handle(quirev1connect.NewPublicServiceHandler(c))
	path, operator := quirev1connect.NewOperatorServiceHandler(c)
	mux.Handle(path, c.signed(operator))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return c, server.URL
}

// signed lets only the poster through, as the real coordinator does.
func (c *coordinator) signed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			var who call.Signer
			if who, err = call.Caller(r.Header, r.URL.Path, body, time.Now()); err == nil && (who.Node != c.poster || who.Campaign != c.spec.Digest()) {
				err = errors.New("not the poster, or about another campaign")
			}
		}
		if err != nil {
			_ = connect.NewErrorWriter().Write(w, r, connect.NewError(connect.CodeUnauthenticated, err))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

var errDown = connect.NewError(connect.CodeUnavailable, errors.New("down"))

func (c *coordinator) GetCampaign(context.Context, *connect.Request[quirev1.GetCampaignRequest]) (*connect.Response[quirev1.GetCampaignResponse], error) {
	spec, err := canon.Encode(c.spec)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.GetCampaignResponse{
		Campaign: &quirev1.Campaign{Name: c.spec.Name, ReceiptSigner: ledgertest.Address(ledgertest.Signer).Hex()}, Spec: spec,
	}), nil
}

func (c *coordinator) ListEpochs(_ context.Context, q *connect.Request[quirev1.ListEpochsRequest]) (*connect.Response[quirev1.ListEpochsResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return nil, errDown
	}
	c.listed = append(c.listed, q.Msg.From)
	m := &quirev1.ListEpochsResponse{}
	for _, r := range c.records[:c.closed] {
		if r.Number < int(q.Msg.From) || len(m.Epochs) == min(int(q.Msg.Limit), 1) { // smaller than asked for, as a coordinator may
			continue
		}
		record, err := canon.Encode(r)
		if err != nil {
			return nil, err
		}
		m.Epochs = append(m.Epochs, &quirev1.Epoch{Number: uint32(r.Number), Record: record, State: c.states[uint32(r.Number)]})
	}
	return connect.NewResponse(m), nil
}

func (c *coordinator) ListLedger(_ context.Context, r *connect.Request[quirev1.ListLedgerRequest]) (*connect.Response[quirev1.ListLedgerResponse], error) {
	const page = 3 // smaller than asked for, as a coordinator may
	m := &quirev1.ListLedgerResponse{}
	for _, e := range c.entries[r.Msg.From-1:] {
		if len(m.Rows) == min(page, int(r.Msg.Limit)) {
			break
		}
		row, err := canon.Encode(e.Row)
		if err != nil {
			return nil, err
		}
		m.Rows = append(m.Rows, row)
	}
	return connect.NewResponse(m), nil
}

func (c *coordinator) GetReceipt(ctx context.Context, r *connect.Request[quirev1.GetReceiptRequest]) (*connect.Response[quirev1.GetReceiptResponse], error) {
	for _, e := range c.entries {
		if e.Row.Seq == r.Msg.Row {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.receipts[e.Row.Seq]++
			_, hurried := ctx.Deadline() // Connect sends the caller's
			c.hurried = c.hurried || hurried
			if c.lost > 0 && e.Row.Seq >= c.lost {
				return nil, errDown
			}
			return connect.NewResponse(&quirev1.GetReceiptResponse{Receipt: &quirev1.SubmitResponse{Signature: e.Receipt}}), nil
		}
	}
	return nil, connect.NewError(connect.CodeNotFound, errors.New("no such task"))
}

func (c *coordinator) ReportFunding(_ context.Context, r *connect.Request[quirev1.ReportFundingRequest]) (*connect.Response[quirev1.ReportFundingResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		return nil, errDown
	}
	c.funding = append(c.funding, r.Msg.Funding)
	return connect.NewResponse(&quirev1.ReportFundingResponse{}), nil
}

func (c *coordinator) ReportBeacons(_ context.Context, r *connect.Request[quirev1.ReportBeaconsRequest]) (*connect.Response[quirev1.ReportBeaconsResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.beacons = append(c.beacons, r.Msg.Beacons...)
	return connect.NewResponse(&quirev1.ReportBeaconsResponse{Wanted: c.wanted}), nil
}

func (c *coordinator) ReportEpoch(_ context.Context, r *connect.Request[quirev1.ReportEpochRequest]) (*connect.Response[quirev1.ReportEpochResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loseNext {
		c.loseNext = false
		return nil, errDown
	}
	c.states[r.Msg.Epoch], c.txs[r.Msg.Epoch] = r.Msg.State, r.Msg.Tx
	return connect.NewResponse(&quirev1.ReportEpochResponse{}), nil
}

func (c *coordinator) close(epochs int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = epochs
}

func (c *coordinator) state(epoch uint32) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states[epoch]
}

func (c *coordinator) lastFunding() *quirev1.Funding {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.funding[len(c.funding)-1]
}
