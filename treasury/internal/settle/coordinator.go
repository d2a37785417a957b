package settle

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/verify"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/treasury/internal/chain"
	"quire/treasury/replay"
)

const (
	callTimeout  = 30 * time.Second // of one call, a page or a receipt
	ledgerPage   = 1000             // rows a call: what the coordinator serves at most
	epochsPage   = 50               // epochs a call, the same
	receiptsLive = 8                // receipts fetched at a time
	answerMax    = 8 << 20
)

// Coordinator is the part of a coordinator's API that the treasury calls, for one campaign. Everything it says is checked.
type Coordinator struct {
	name     string
	public   quirev1connect.PublicServiceClient
	operator quirev1connect.OperatorServiceClient
	signing  *call.Transport // of operator; describe says about which campaign
}

// NewCoordinator returns a client of the coordinator at an http or https URL; its reports are signed with
// key, which may be nil for a client that makes none.
func NewCoordinator(address, name string, key *ecdsa.PrivateKey) (*Coordinator, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("coordinator %q is not a URL such as http://127.0.0.1:8080", address)
	}
	plain := &http.Client{Timeout: callTimeout}
	signing := &call.Transport{Key: key, Now: time.Now}
	bound := connect.WithReadMaxBytes(answerMax)
	return &Coordinator{
		name:     name,
		public:   quirev1connect.NewPublicServiceClient(plain, u.String(), bound, connect.WithInterceptors(call.Patient(call.Patience))),
		operator: quirev1connect.NewOperatorServiceClient(&http.Client{Timeout: callTimeout, Transport: signing}, u.String(), bound),
		signing:  signing,
	}, nil
}

// described is what the coordinator says of the campaign.
type described struct {
	spec     campaign.Spec
	digest   canon.Digest
	signer   common.Address // of receipts
	treasury *quirev1.Treasury
}

// describe comes before every report: those are signed about this spec, which the caller compares with the contract's.
func (c *Coordinator) describe(ctx context.Context) (described, error) {
	r, err := c.public.GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: c.name}))
	if err != nil {
		return described{}, fmt.Errorf("ask the coordinator for campaign %q: %w", c.name, err)
	}
	spec, err := campaign.DecodeSpec(r.Msg.GetSpec())
	if err != nil {
		return described{}, fmt.Errorf("spec of campaign %q: %w", c.name, err)
	}
	signer := r.Msg.GetCampaign().GetReceiptSigner()
	if !common.IsHexAddress(signer) {
		return described{}, fmt.Errorf("campaign %q: receipt signer %.60q is no address", c.name, signer)
	}
	c.signing.Campaign = canon.Sum(r.Msg.Spec)
	return described{spec, c.signing.Campaign, common.HexToAddress(signer), r.Msg.Campaign.Treasury}, nil
}

// closed is an epoch that the coordinator has closed.
type closed struct {
	record ledger.Epoch
	state  string // "closed", "posted" or "final", as the treasury last reported
}

// epochs lists the closed epochs from a number on, no further than last: fewer than that may be closed.
func (c *Coordinator) epochs(ctx context.Context, from, last uint32) ([]closed, error) {
	var epochs []closed
	for next := from; next <= last; {
		limit := min(last-next+1, epochsPage)
		r, err := c.public.ListEpochs(ctx, connect.NewRequest(&quirev1.ListEpochsRequest{Campaign: c.name, From: next, Limit: limit}))
		if err != nil {
			return nil, fmt.Errorf("list epochs from %d: %w", next, err)
		}
		if len(r.Msg.Epochs) == 0 {
			break
		}
		for _, e := range r.Msg.Epochs {
			record, err := canon.Decode[ledger.Epoch](e.Record)
			if err != nil {
				return nil, fmt.Errorf("record of epoch %d: %w", e.Number, err)
			}
			if record.Number != int(next) || e.Number != next || next > last {
				return nil, fmt.Errorf("%w %d: the coordinator lists epoch %d in its place", replay.ErrMismatch, next, record.Number)
			}
			epochs = append(epochs, closed{record, e.State})
			next++
		}
	}
	return epochs, nil
}

// entries fetches rows first to last with their receipts, except what is in have already: the first of them, some without
// receipt. With an error it returns what has arrived. Nothing about them is checked but their number and order.
func (c *Coordinator) entries(ctx context.Context, first, last int64, have []replay.Entry) ([]replay.Entry, error) {
	entries := have
	if err := c.receipts(ctx, entries); err != nil {
		return entries, err
	}
	for next := first + int64(len(entries)); next <= last; {
		limit := min(last-next+1, ledgerPage)
		r, err := c.public.ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: c.name, From: next, Limit: uint32(limit)}))
		if err != nil {
			return entries, fmt.Errorf("list ledger from row %d: %w", next, err)
		}
		if len(r.Msg.Rows) == 0 || int64(len(r.Msg.Rows)) > limit {
			return entries, fmt.Errorf("%w: %d rows from row %d on, the epoch ends with row %d", replay.ErrMismatch, len(r.Msg.Rows), next, last)
		}
		page := len(entries)
		for _, raw := range r.Msg.Rows {
			row, err := canon.Decode[ledger.Row](raw)
			if err != nil {
				return entries, fmt.Errorf("%w: row %d: %w", replay.ErrMismatch, next, err)
			}
			entries = append(entries, replay.Entry{Row: row})
			next++
		}
		if err := c.receipts(ctx, entries[page:]); err != nil {
			return entries, err
		}
	}
	return entries, nil
}

// receipts fetches the receipt of every entry that has none, a few at a time.
func (c *Coordinator) receipts(ctx context.Context, entries []replay.Entry) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	free := make(chan struct{}, receiptsLive)
	for i := range entries {
		if len(entries[i].Receipt) > 0 {
			continue
		}
		free <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			defer func() { <-free }()
			e := &entries[i]
			r, err := c.public.GetReceipt(ctx, connect.NewRequest(&quirev1.GetReceiptRequest{Campaign: c.name, Row: e.Row.Seq}))
			if err != nil {
				cancel(fmt.Errorf("receipt of row %d: %w", e.Row.Seq, err))
				return
			}
			e.Receipt = r.Msg.GetReceipt().GetSignature()
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// proofsMax bounds the proofs that are taken: more than any campaign has nodes.
const proofsMax = 10_000

// Equivocations fetches the proofs that nodes signed two answers, for the campaign with that spec, and verifies them. The
// error wraps ledger.ErrEquivocation if one is none.
func (c *Coordinator) Equivocations(ctx context.Context, spec canon.Digest) ([]ledger.Equivocation, error) {
	r, err := c.public.ListEquivocations(ctx, connect.NewRequest(&quirev1.ListEquivocationsRequest{Campaign: c.name}))
	if err != nil {
		return nil, fmt.Errorf("list equivocations: %w", err)
	}
	if n := len(r.Msg.Proofs); n > proofsMax {
		return nil, fmt.Errorf("the coordinator lists %d proofs: at most %d are taken", n, proofsMax)
	}
	var proofs []ledger.Equivocation
	for i, raw := range r.Msg.Proofs {
		e, err := canon.Decode[ledger.Equivocation](raw)
		if err != nil {
			return nil, fmt.Errorf("%w: proof %d: %w", ledger.ErrEquivocation, i+1, err)
		}
		if err := e.Verify(); err != nil {
			return nil, fmt.Errorf("proof %d, against %s: %w", i+1, e.Node, err)
		}
		if e.Campaign != spec {
			return nil, fmt.Errorf("%w: proof %d is of a campaign with spec %s, the contract's is %s", ledger.ErrEquivocation, i+1, e.Campaign, spec)
		}
		proofs = append(proofs, e)
	}
	return proofs, nil
}

func (c *Coordinator) reportFunding(ctx context.Context, f chain.Funding) error {
	_, err := c.operator.ReportFunding(ctx, connect.NewRequest(&quirev1.ReportFundingRequest{Campaign: c.name, Funding: &quirev1.Funding{
		Symbol: f.Symbol, Decimals: uint32(f.Decimals), Phase: f.Phase.String(), Goal: f.Goal.String(), Cap: f.Cap.String(),
		Deadline: f.Deadline.Unix(), Pledged: f.Pledged.String(), Escrow: f.Escrow.String(), Earned: f.Earned.String(),
		Paid: f.Paid.String(), Refunded: f.Refunded.String(), Funders: f.Funders, Epoch: f.Epoch,
		Block: f.Block, BlockTime: f.BlockTime.Unix(),
	}}))
	if err != nil {
		return fmt.Errorf("report funding: %w", err)
	}
	return nil
}

// reportBeacons tells the coordinator of blocks, and returns for which times it asks next.
func (c *Coordinator) reportBeacons(ctx context.Context, beacons []verify.Beacon) ([]int64, error) {
	q := &quirev1.ReportBeaconsRequest{Campaign: c.name}
	for _, b := range beacons {
		q.Beacons = append(q.Beacons, &quirev1.Beacon{Time: b.Time, Block: b.Block, Hash: b.Hash[:]})
	}
	r, err := c.operator.ReportBeacons(ctx, connect.NewRequest(q))
	if err != nil {
		return nil, fmt.Errorf("report beacons: %w", err)
	}
	return r.Msg.Wanted, nil
}

// States of an epoch that are reported.
const (
	statePosted = "posted"
	stateFinal  = "final"
)

func (c *Coordinator) reportEpoch(ctx context.Context, number uint32, state string, tx common.Hash) error {
	_, err := c.operator.ReportEpoch(ctx, connect.NewRequest(&quirev1.ReportEpochRequest{Campaign: c.name, Epoch: number, State: state, Tx: tx.Hex()}))
	if err != nil {
		return fmt.Errorf("report epoch %d: %w", number, err)
	}
	return nil
}
