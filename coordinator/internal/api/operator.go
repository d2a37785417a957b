package api

import (
	"context"
	"fmt"
	"math"
	"regexp"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/coordinator/verify"
	quirev1 "quire/proto/quire/v1"
)

const (
	rpcBytesMax    = 300
	symbolBytesMax = 20
	decimalsMax    = 36
)

var (
	amountForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,77})$`)
	txForm     = regexp.MustCompile(`^(0x[0-9a-f]{64})?$`)
)

type operatorService server

func (s *operatorService) PrepareData(ctx context.Context, r *connect.Request[quirev1.PrepareDataRequest]) (*connect.Response[quirev1.PrepareDataResponse], error) {
	if err := s.cfg.Engine.IsOperator(caller(ctx)); err != nil {
		return nil, err
	}
	puts, err := (*server)(s).puts(ctx, r.Msg.Objects)
	return connect.NewResponse(&quirev1.PrepareDataResponse{Puts: puts}), err
}

func (s *operatorService) Publish(ctx context.Context, r *connect.Request[quirev1.PublishRequest]) (*connect.Response[quirev1.PublishResponse], error) {
	p := engine.Publication{Spec: r.Msg.Spec, Entropy: r.Msg.UnigramEntropy}
	if math.IsNaN(p.Entropy) || p.Entropy < 0 || p.Entropy > math.Log(campaign.VocabMax) {
		return nil, fmt.Errorf("%w: unigramEntropy %v is no entropy of a vocabulary of at most %d", errMalformed, p.Entropy, campaign.VocabMax)
	}
	if t := r.Msg.Treasury; t != nil {
		contract, err := address("treasury.contract", t.Contract)
		if err != nil {
			return nil, err
		}
		poster, err := address("treasury.poster", t.Poster)
		if err != nil {
			return nil, err
		}
		if contract == (common.Address{}) || poster == (common.Address{}) || t.ChainId == 0 || len(t.Rpc) > rpcBytesMax {
			return nil, fmt.Errorf("%w: a treasury needs its chain id, contract and poster", errMalformed)
		}
		p.Treasury = &engine.Treasury{ChainID: t.ChainId, Contract: contract, Poster: poster, RPC: t.Rpc}
	}
	spec, err := s.cfg.Engine.Publish(ctx, caller(ctx), p)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.PublishResponse{Campaign: spec.Name, SpecDigest: spec.Digest().String()}), nil
}

func (s *operatorService) ReportFunding(ctx context.Context, r *connect.Request[quirev1.ReportFundingRequest]) (*connect.Response[quirev1.ReportFundingResponse], error) {
	f, err := fundingFrom(r.Msg.Funding)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.ReportFundingResponse{}), s.cfg.Engine.ReportFunding(ctx, caller(ctx), r.Msg.Campaign, f)
}

// beaconsMax bounds the beacons of one report.
const beaconsMax = 64

func (s *operatorService) ReportBeacons(ctx context.Context, r *connect.Request[quirev1.ReportBeaconsRequest]) (*connect.Response[quirev1.ReportBeaconsResponse], error) {
	if n := len(r.Msg.Beacons); n > beaconsMax {
		return nil, fmt.Errorf("%w: %d beacons, at most %d a call", errMalformed, n, beaconsMax)
	}
	var beacons []verify.Beacon
	for i, b := range r.Msg.Beacons {
		if len(b.Hash) != common.HashLength || b.Block > campaign.SeedMax {
			return nil, fmt.Errorf("%w: beacon %d has block %d and a hash of %d bytes", errMalformed, i, b.Block, len(b.Hash))
		}
		beacons = append(beacons, verify.Beacon{Time: b.Time, Block: b.Block, Hash: common.BytesToHash(b.Hash)})
	}
	wanted, err := s.cfg.Engine.ReportBeacons(ctx, caller(ctx), r.Msg.Campaign, beacons)
	return connect.NewResponse(&quirev1.ReportBeaconsResponse{Wanted: wanted}), err
}

func (s *operatorService) ReportEpoch(ctx context.Context, r *connect.Request[quirev1.ReportEpochRequest]) (*connect.Response[quirev1.ReportEpochResponse], error) {
	m := r.Msg
	if m.State != "posted" && m.State != "final" {
		return nil, fmt.Errorf("%w: state %.20q of an epoch, want \"posted\" or \"final\"", errMalformed, m.State)
	}
	if !txForm.MatchString(m.Tx) {
		return nil, fmt.Errorf("%w: tx %.80q is no transaction hash", errMalformed, m.Tx)
	}
	return connect.NewResponse(&quirev1.ReportEpochResponse{}), s.cfg.Engine.ReportEpoch(ctx, caller(ctx), m.Campaign, int(m.Epoch), m.State, m.Tx)
}

func fundingFrom(m *quirev1.Funding) (engine.Funding, error) {
	if m == nil {
		return engine.Funding{}, fmt.Errorf("%w: no funding in the report", errMalformed)
	}
	switch m.Phase {
	case campaign.PhasePledging, campaign.PhaseReady, campaign.PhaseActive, campaign.PhaseClosed, campaign.PhaseFailed:
	default:
		return engine.Funding{}, fmt.Errorf("%w: phase %.20q is none of the treasury's", errMalformed, m.Phase)
	}
	if len(m.Symbol) > symbolBytesMax || m.Decimals > decimalsMax {
		return engine.Funding{}, fmt.Errorf("%w: symbol %.30q with %d decimals", errMalformed, m.Symbol, m.Decimals)
	}
	for field, a := range map[string]string{"goal": m.Goal, "cap": m.Cap, "pledged": m.Pledged, "escrow": m.Escrow, "earned": m.Earned, "paid": m.Paid, "refunded": m.Refunded} {
		if !amountForm.MatchString(a) {
			return engine.Funding{}, fmt.Errorf("%w: funding.%s %.90q is no amount in base units", errMalformed, field, a)
		}
	}
	return engine.Funding{
		Symbol: m.Symbol, Decimals: m.Decimals, Phase: m.Phase, Goal: m.Goal, Cap: m.Cap, Deadline: m.Deadline,
		Pledged: m.Pledged, Escrow: m.Escrow, Earned: m.Earned, Paid: m.Paid, Refunded: m.Refunded,
		Funders: m.Funders, Epoch: m.Epoch, Block: m.Block, BlockTime: m.BlockTime,
	}, nil
}

func fundingTo(f *engine.Funding) *quirev1.Funding {
	if f == nil {
		return nil
	}
	return &quirev1.Funding{
		Symbol: f.Symbol, Decimals: f.Decimals, Phase: f.Phase, Goal: f.Goal, Cap: f.Cap, Deadline: f.Deadline,
		Pledged: f.Pledged, Escrow: f.Escrow, Earned: f.Earned, Paid: f.Paid, Refunded: f.Refunded,
		Funders: f.Funders, Epoch: f.Epoch, Block: f.Block, BlockTime: f.BlockTime,
	}
}
