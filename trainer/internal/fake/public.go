package fake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/round"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// closeRound stores what the real coordinator stores at a round's end, and opens the next. The caller holds mu.
func (c *Coordinator) closeRound() error {
	s := c.round
	checkpoint := round.Checkpoint{Campaign: s.Campaign, Round: s.Number, Parent: s.Base}
	for j, output := range s.Outputs(round.Merge) {
		slice, err := round.DecodeSlice(c.Spec, s.Slots[s.Lanes+j].Task, j, c.objects[output])
		if err != nil {
			return err
		}
		checkpoint.Slices = append(checkpoint.Slices, slice)
	}
	var loss float64
	for i, output := range s.Outputs(round.Train) {
		delta, err := round.DecodeDelta(c.Spec, s.Slots[i].Task, c.objects[output])
		if err != nil {
			return err
		}
		loss += float64(math.Float32frombits(delta.Loss)) / float64(s.Lanes)
	}
	end := c.keep(checkpoint)
	var previous canon.Digest
	if n := len(c.records); n > 0 {
		previous = c.records[n-1]
	}
	record := c.keep(s.Record(previous, end, c.links.Link(s.Number)))
	c.records = append(c.records, record)
	c.rounds = append(c.rounds, &quirev1.Round{Number: uint32(s.Number), Loss: loss, Checkpoint: end.String(), Record: record.String()})
	for int64(len(c.rows)) > c.book.Rows {
		segment := c.book.NextSegment(c.rows[c.book.Rows:], nil, s.Number+1)
		c.journal = append(c.journal, c.keep(segment))
		if err := c.book.Append(segment); err != nil {
			return err
		}
	}
	if c.book.Due() {
		c.book.Skip()
	}
	c.over = s.Number == c.Spec.Recipe.Rounds
	if !c.over {
		c.round = round.New(c.Spec, s.Number+1, end)
	}
	return nil
}

// keep stores a record and returns its digest. The caller holds mu.
func (c *Coordinator) keep(v any) canon.Digest {
	b, err := canon.Encode(v)
	if err != nil {
		panic(err)
	}
	c.objects[canon.Sum(b)] = b
	return canon.Sum(b)
}

func (c *Coordinator) lastCheckpoint() canon.Digest {
	if len(c.rounds) == 0 {
		return canon.Digest{}
	}
	d, err := canon.ParseDigest(c.rounds[len(c.rounds)-1].Checkpoint)
	if err != nil {
		panic(err)
	}
	return d
}

// GetCampaign implements the API.
func (c *Coordinator) GetCampaign(_ context.Context, r *connect.Request[quirev1.GetCampaignRequest]) (*connect.Response[quirev1.GetCampaignResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Msg.Campaign != c.Spec.Name {
		return nil, connect.NewError(connect.CodeNotFound, errors.New("no campaign of this name"))
	}
	spec, err := canon.Encode(c.Spec)
	m := &quirev1.Campaign{
		Name: c.Spec.Name, Title: c.Spec.Title, SpecDigest: c.Spec.Digest().String(), Stage: quirev1.Stage_STAGE_TRAINING,
		Round: uint32(len(c.rounds)), Rounds: uint32(c.Spec.Recipe.Rounds), Checkpoint: c.lastCheckpoint().String(),
		ReceiptSigner: crypto.PubkeyToAddress(c.Key.PublicKey).Hex(), LedgerRows: int64(len(c.rows)), NowMs: time.Now().UnixMilli(),
		Funding:  &quirev1.Funding{Symbol: "QTT", Decimals: 6},
		Treasury: &quirev1.Treasury{ChainId: 1337, Contract: make([]byte, 20)},
	}
	if c.over {
		m.Stage = quirev1.Stage_STAGE_TRAINED
	}
	if n := len(c.journal); n > 0 {
		m.JournalHead = c.journal[n-1].String()
	}
	return connect.NewResponse(&quirev1.GetCampaignResponse{Campaign: m, Spec: spec}), err
}

// ListRounds implements the API, two rounds a page.
func (c *Coordinator) ListRounds(_ context.Context, r *connect.Request[quirev1.ListRoundsRequest]) (*connect.Response[quirev1.ListRoundsResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	from := min(int(r.Msg.From), len(c.rounds))
	return connect.NewResponse(&quirev1.ListRoundsResponse{Rounds: c.rounds[from:min(from+2, len(c.rounds))]}), nil
}

// ListContributors implements the API.
func (c *Coordinator) ListContributors(context.Context, *connect.Request[quirev1.ListContributorsRequest]) (*connect.Response[quirev1.ListContributorsResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	response := &quirev1.ListContributorsResponse{}
	for node, payout := range c.payouts {
		m := &quirev1.Contributor{Node: node.Hex(), Payout: payout.Hex(), Reward: "0"}
		for _, row := range c.rows {
			if row.Node == node {
				m.Tasks++
				m.Units += row.Units
			}
		}
		response.Contributors = append(response.Contributors, m)
	}
	return connect.NewResponse(response), nil
}

// ListLedger implements the API, seven rows a page.
func (c *Coordinator) ListLedger(_ context.Context, r *connect.Request[quirev1.ListLedgerRequest]) (*connect.Response[quirev1.ListLedgerResponse], error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	response := &quirev1.ListLedgerResponse{}
	for i := max(r.Msg.From, 1) - 1; i < int64(len(c.rows)) && len(response.Rows) < 7; i++ {
		b, err := canon.Encode(c.rows[i])
		if err != nil {
			return nil, err
		}
		response.Rows = append(response.Rows, b)
	}
	return connect.NewResponse(response), nil
}

func (c *Coordinator) get(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	f := c.fault("GET")
	d, err := canon.ParseDigest(r.PathValue("digest"))
	b := c.objects[d]
	c.mu.Unlock()
	switch {
	case err != nil || b == nil:
		http.NotFound(w, r)
		return
	case f != nil && f.Change != nil:
		b = f.Change(b)
	case f != nil && f.After: // half of it, then the connection breaks
		w.Header().Set("Content-Length", "1000000")
		_, _ = w.Write(b[:len(b)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case f != nil:
		http.Error(w, "fault injected by a test", http.StatusServiceUnavailable)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

func (c *Coordinator) put(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.fault("PUT")
	if f != nil && !f.After {
		http.Error(w, "fault injected by a test", http.StatusServiceUnavailable)
		return
	}
	d := canon.Sum(b)
	switch {
	case d.String() != r.PathValue("digest"):
		http.Error(w, "BadDigest", http.StatusBadRequest)
		return
	case r.Header.Get("If-None-Match") != "*":
		http.Error(w, "a signed header is missing", http.StatusForbidden)
		return
	case c.objects[d] != nil:
		http.Error(w, "exists", http.StatusPreconditionFailed)
		return
	}
	c.objects[d] = b
	if f != nil {
		panic(http.ErrAbortHandler)
	}
}
