package verify

import (
	"context"
	"fmt"

	"connectrpc.com/connect"

	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// api is the account that a coordinator gives.
type api struct {
	client   quirev1connect.PublicServiceClient
	campaign string
}

// FromAPI returns what a coordinator says of a campaign.
func FromAPI(client quirev1connect.PublicServiceClient, campaign string) Account {
	return api{client, campaign}
}

// Epochs implements Account.
func (s api) Epochs(ctx context.Context, from int) ([][]byte, error) {
	r, err := s.client.ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: s.campaign, From: uint32(from)}))
	if connect.CodeOf(err) == connect.CodeUnimplemented {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read epochs: %w", err)
	}
	var records [][]byte
	for i, e := range r.Msg.GetEpochs() {
		if int(e.GetNumber()) != from+i {
			return nil, falsef("epoch %d is listed where epoch %d is due", e.GetNumber(), from+i)
		}
		records = append(records, e.GetRecord())
	}
	return records, nil
}

// Headline implements Account.
func (s api) Headline(ctx context.Context) (Headline, error) {
	r, err := s.client.GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: s.campaign}))
	if err != nil {
		return Headline{}, fmt.Errorf("read campaign: %w", err)
	}
	m := r.Msg.GetCampaign()
	h := Headline{Spec: r.Msg.GetSpec(), Funded: m.GetTreasury() != nil, Trained: m.GetStage() == quirev1.Stage_STAGE_TRAINED}
	if d := canon.Sum(h.Spec); m.GetSpecDigest() != d.String() {
		return h, falsef("the spec has digest %s, the campaign says %.64q", d, m.GetSpecDigest())
	}
	if h.Journal, err = canon.ParseDigest(m.GetJournalHead()); err != nil {
		return h, falsef("journal head: %w", err)
	}
	if h.Checkpoint, err = canon.ParseDigest(m.GetCheckpoint()); err != nil {
		return h, falsef("the campaign's checkpoint: %w", err)
	}
	return h, nil
}

// Rounds implements Account.
func (s api) Rounds(ctx context.Context, from int) ([]Closed, error) {
	r, err := s.client.ListRounds(ctx, connect.NewRequest(&quirev1.ListRoundsRequest{Campaign: s.campaign, From: uint32(from)}))
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	var rounds []Closed
	for _, m := range r.Msg.GetRounds() {
		c := Closed{Number: int(m.GetNumber())}
		if c.Record, err = canon.ParseDigest(m.GetRecord()); err != nil || c.Record.IsZero() {
			return nil, falsef("round %d: its record %.64q is no digest", c.Number, m.GetRecord())
		}
		if c.Checkpoint, err = canon.ParseDigest(m.GetCheckpoint()); err != nil {
			return nil, falsef("round %d: its checkpoint: %w", c.Number, err)
		}
		rounds = append(rounds, c)
	}
	return rounds, nil
}

// Rows implements Account.
func (s api) Rows(ctx context.Context, from int64) ([][]byte, error) {
	r, err := s.client.ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: s.campaign, From: from}))
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	return r.Msg.GetRows(), nil
}
