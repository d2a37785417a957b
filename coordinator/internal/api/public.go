package api

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"connectrpc.com/connect"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/coordinator/verify/economics"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
)

// pageMax bounds a page of rounds or ledger rows.
const pageMax = 1000

type publicService server

func (s *publicService) ListCampaigns(context.Context, *connect.Request[quirev1.ListCampaignsRequest]) (*connect.Response[quirev1.ListCampaignsResponse], error) {
	views, err := s.cfg.Engine.LookAll()
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListCampaignsResponse{}
	for _, v := range views {
		m.Campaigns = append(m.Campaigns, s.campaign(v))
	}
	return connect.NewResponse(m), nil
}

func (s *publicService) GetCampaign(_ context.Context, r *connect.Request[quirev1.GetCampaignRequest]) (*connect.Response[quirev1.GetCampaignResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.GetCampaignResponse{Campaign: s.campaign(v), Spec: v.SpecBytes}), nil
}

func (s *publicService) ListRounds(_ context.Context, r *connect.Request[quirev1.ListRoundsRequest]) (*connect.Response[quirev1.ListRoundsResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListRoundsResponse{}
	from, limit := min(int(r.Msg.From), len(v.Rounds)), page(r.Msg.Limit)
	for _, c := range v.Rounds[from:min(from+limit, len(v.Rounds))] {
		m.Rounds = append(m.Rounds, &quirev1.Round{
			Number: uint32(c.Number), Loss: c.Loss, OpenedMs: c.OpenedMs, ClosedMs: c.ClosedMs,
			Checkpoint: c.Checkpoint.String(), Record: c.Record.String(),
			HeldOutLoss: c.HeldOut, HeldOutBitsPerByte: v.Parsed.Data.HeldOut.BitsPerByte(c.HeldOut),
		})
	}
	return connect.NewResponse(m), nil
}

func (s *publicService) GetRound(_ context.Context, r *connect.Request[quirev1.GetRoundRequest]) (*connect.Response[quirev1.GetRoundResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.GetRoundResponse{Number: uint32(v.Number)}
	for _, slot := range v.Slots {
		t := &quirev1.TaskState{
			Kind: string(slot.Kind), Index: uint32(slot.Index), Task: slot.Task.String(),
			Status: string(slot.Status), Attempt: slot.Attempt, Output: slot.Output.String(),
		}
		if slot.Attempt > 0 {
			t.Node = slot.Node.Hex()
		}
		m.Tasks = append(m.Tasks, t)
	}
	return connect.NewResponse(m), nil
}

func (s *publicService) ListContributors(_ context.Context, r *connect.Request[quirev1.ListContributorsRequest]) (*connect.Response[quirev1.ListContributorsResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListContributorsResponse{}
	next := verify.Task{Epoch: v.Parsed.EpochOf(v.Number), Units: v.Parsed.TrainUnits()}
	for _, c := range v.Contributors[:min(len(v.Contributors), 10*pageMax)] {
		m.Contributors = append(m.Contributors, &quirev1.Contributor{
			Node: c.Node.Hex(), Payout: c.Payout.Hex(), Name: c.Name, Path: c.Path,
			Tasks: c.Tasks, Units: whole(c.Units), Reward: c.Reward.String(), Online: c.Online,
			Verified: int64(c.Standing.Verified), Faults: int64(c.Standing.Faults), Chance: uint32(c.Standing.Chance(v.Parsed.Audit, next)),
		})
	}
	return connect.NewResponse(m), nil
}

func (s *publicService) ListLedger(ctx context.Context, r *connect.Request[quirev1.ListLedgerRequest]) (*connect.Response[quirev1.ListLedgerResponse], error) {
	rows, err := s.cfg.Engine.Ledger(ctx, r.Msg.Campaign, r.Msg.From, page(r.Msg.Limit))
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListLedgerResponse{}
	for _, row := range rows {
		b, err := canon.Encode(row)
		if err != nil {
			return nil, err
		}
		m.Rows = append(m.Rows, b)
	}
	return connect.NewResponse(m), nil
}

// Bounds of a page of epochs: a record holds a balance for everyone who ever earned, so that it is bytes that fill a page.
const (
	epochsPageMax   = 50
	epochsPageBytes = 4 << 20 // half of what the treasury takes; one record is always sent
)

func (s *publicService) ListEpochs(_ context.Context, r *connect.Request[quirev1.ListEpochsRequest]) (*connect.Response[quirev1.ListEpochsResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListEpochsResponse{}
	for _, p := range epochsPage(v.Epochs, r.Msg.From, r.Msg.Limit) {
		m.Epochs = append(m.Epochs, &quirev1.Epoch{Number: uint32(p.Number), Record: p.Record, State: p.State, Tx: p.Tx})
	}
	return connect.NewResponse(m), nil
}

// epochsPage returns the page that begins with epoch number from; 0 is 1, and a limit of 0 is the largest.
func epochsPage(epochs []engine.EpochView, from, limit uint32) []engine.EpochView {
	if limit == 0 || limit > epochsPageMax {
		limit = epochsPageMax
	}
	epochs = epochs[min(int(max(from, 1))-1, len(epochs)):]
	epochs = epochs[:min(int(limit), len(epochs))]
	size := 0
	for i, e := range epochs {
		if size += len(e.Record); i > 0 && size > epochsPageBytes {
			return epochs[:i]
		}
	}
	return epochs
}

func (s *publicService) ListFeed(_ context.Context, r *connect.Request[quirev1.ListFeedRequest]) (*connect.Response[quirev1.ListFeedResponse], error) {
	items, err := s.cfg.Engine.Feed(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListFeedResponse{}
	for _, i := range items {
		m.Items = append(m.Items, feedItem(i))
	}
	return connect.NewResponse(m), nil
}

// Assumptions with which the economics are shown: computing a task costs its node most of the reward, a cheater fakes one
// task in twenty, and a quarter of the others are its accomplices.
const (
	costShown = 0.8
	rateShown = 0.05
	ringShown = 0.25
)

func (s *publicService) GetEconomics(_ context.Context, r *connect.Request[quirev1.GetEconomicsRequest]) (*connect.Response[quirev1.GetEconomicsResponse], error) {
	v, err := s.cfg.Engine.Look(r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	report := economics.Of(v.Parsed, economics.Assumptions{Trainers: v.Online, Cost: costShown, Rate: rateShown, Ring: ringShown})
	b, err := json.Marshal(report)
	return connect.NewResponse(&quirev1.GetEconomicsResponse{Report: b}), err
}

func (s *publicService) ListEquivocations(ctx context.Context, r *connect.Request[quirev1.ListEquivocationsRequest]) (*connect.Response[quirev1.ListEquivocationsResponse], error) {
	proofs, err := s.cfg.Engine.Equivocations(ctx, r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListEquivocationsResponse{}
	for _, p := range proofs {
		b, err := canon.Encode(p)
		if err != nil {
			return nil, err
		}
		m.Proofs = append(m.Proofs, b)
	}
	return connect.NewResponse(m), nil
}

func (s *publicService) GetReceipt(ctx context.Context, r *connect.Request[quirev1.GetReceiptRequest]) (*connect.Response[quirev1.GetReceiptResponse], error) {
	receipt, err := s.cfg.Engine.ReceiptFor(ctx, r.Msg.Campaign, r.Msg.Row)
	if err != nil {
		return nil, fmt.Errorf("receipt of row %d: %w", r.Msg.Row, err)
	}
	return connect.NewResponse(&quirev1.GetReceiptResponse{Receipt: &quirev1.SubmitResponse{Row: receipt.Bytes, Signature: receipt.Signature}}), nil
}

var stages = map[campaign.Stage]quirev1.Stage{
	campaign.Funding: quirev1.Stage_STAGE_FUNDING, campaign.Training: quirev1.Stage_STAGE_TRAINING,
	campaign.Trained: quirev1.Stage_STAGE_TRAINED, campaign.Failed: quirev1.Stage_STAGE_FAILED,
}

func (s *publicService) campaign(v *engine.View) *quirev1.Campaign {
	m := &quirev1.Campaign{
		Name: v.Name, Title: v.Parsed.Title, Purpose: v.Parsed.Purpose, SpecDigest: v.Spec.String(),
		Stage: stages[v.State.Stage], Reason: v.Reason, Rounds: uint32(v.Parsed.Recipe.Rounds),
		Round: uint32(min(v.State.Round, v.Parsed.Recipe.Rounds)),
		Lanes: uint32(v.Parsed.Recipe.Lanes), Slices: uint32(v.Parsed.Recipe.Slices),
		UnigramEntropy: v.Entropy, Params: v.Parsed.Model.Params(), Checkpoint: v.State.Checkpoint.String(),
		ReceiptSigner: s.cfg.Engine.Signer().Hex(), Treasury: treasury(v.Treasury), Funding: fundingTo(v.Funding),
		Online: uint32(v.Online), LedgerRows: v.Rows, Units: whole(v.Units), Rewards: v.Rewards.String(),
		Epochs: uint32(v.Parsed.Epochs()), JournalHead: v.Journal.String(), NowMs: s.cfg.Now().UnixMilli(),
	}
	for _, slot := range v.Slots {
		if slot.Status != round.Accepted {
			continue
		}
		if slot.Kind == round.Train {
			m.Trained++
			continue
		}
		m.Merged++
	}
	if n := len(v.Rounds); n > 1 {
		m.Loss = v.Rounds[n-1].Loss
		m.Tokens = int64(n-1) * int64(v.Parsed.Recipe.Lanes) * v.Parsed.LaneTokens()
	}
	return m
}

func feedItem(i engine.Item) *quirev1.FeedItem {
	return &quirev1.FeedItem{Id: i.ID, AtMs: i.At.Round(time.Millisecond).UnixMilli(), Kind: i.Kind, Text: i.Text}
}

// whole returns n as an int64. Sums of work units beyond it (9·10¹⁸, ten million trillions of floating-point operations)
// are shown as the largest; the ledger has the truth.
func whole(n *big.Int) int64 {
	if !n.IsInt64() {
		return 1<<63 - 1
	}
	return n.Int64()
}

func page(limit uint32) int {
	if limit == 0 || limit > pageMax {
		return pageMax
	}
	return int(limit)
}
