package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

// campaignsMax bounds how many campaigns one coordinator group runs: each keeps its tasks in memory.
const campaignsMax = 1000

// linksPerRound is how many times each round could be closed before the campaign's chain of links ends.
const linksPerRound = 8

// Treasury says where a campaign's money is.
type Treasury struct {
	ChainID  uint64         `json:"chainId"`
	Contract common.Address `json:"contract"`
	Poster   common.Address `json:"poster"` // may report funding and epochs
	RPC      string         `json:"rpc"`
}

// Funding is the treasury's state as it was last reported. Amounts are base units of the token, in decimal.
type Funding struct {
	Symbol    string `json:"symbol"`
	Decimals  uint32 `json:"decimals"`
	Phase     string `json:"phase"`
	Goal      string `json:"goal"`
	Cap       string `json:"cap"`
	Deadline  int64  `json:"deadline"` // Unix seconds of the chain
	Pledged   string `json:"pledged"`
	Escrow    string `json:"escrow"`
	Earned    string `json:"earned"`
	Paid      string `json:"paid"`
	Refunded  string `json:"refunded"`
	Funders   uint32 `json:"funders"`
	Epoch     uint32 `json:"epoch"`
	Block     uint64 `json:"block"`
	BlockTime int64  `json:"blockTime"` // Unix seconds
}

// Publication is a campaign to run.
type Publication struct {
	Spec     []byte    // canonical
	Treasury *Treasury // nil for an unfunded trial, which starts at once
	Entropy  float64
}

// Publish registers a campaign. Its token shards must be in the store. Publishing the same again changes nothing; another
// spec or treasury under a name that is taken is refused.
func (e *Engine) Publish(ctx context.Context, by common.Address, p Publication) (campaign.Spec, error) {
	if err := e.IsOperator(by); err != nil {
		return campaign.Spec{}, err
	}
	spec, err := campaign.DecodeSpec(p.Spec)
	if err != nil {
		return spec, err
	}
	if err := e.stored(ctx, spec.Objects()); err != nil {
		return spec, err
	}
	if _, err := e.cfg.Blob.PutRecord(ctx, p.Spec); err != nil {
		return spec, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	created, err := e.create(ctx, spec, p)
	if err != nil {
		return spec, err
	}
	if e.cfg.Bell != nil {
		if err := e.cfg.Bell.Ensure(ctx, spec.Name); err != nil {
			e.cfg.Log.Warn("no doorbell yet", "campaign", spec.Name, "error", err)
		}
	}
	d, err := e.start(spec.Name)
	if err != nil {
		return spec, err
	}
	if created {
		d.feed.add(e.cfg.Now(), "campaign", "published: "+spec.Title)
	}
	select {
	case <-d.loaded:
		return spec, nil
	case <-ctx.Done():
		return spec, ErrUnknownOutcome
	}
}

// stored refuses objects that the store does not hold.
func (e *Engine) stored(ctx context.Context, objects []canon.Object) error {
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(statsAtOnce)
	for i, o := range objects {
		group.Go(func() error {
			err := e.cfg.Blob.Stat(ctx2, o)
			switch {
			case errors.Is(err, blob.ErrMissing), errors.Is(err, blob.ErrMismatch):
				return fmt.Errorf("%w: object %d of the spec: %w: upload it first", ErrRefused, i, err)
			case err != nil:
				return fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// create writes the campaign's head if the name is free, and reports whether it did.
func (e *Engine) create(ctx context.Context, spec campaign.Spec, p Publication) (bool, error) {
	e.mu.Lock()
	fence, leads, full := e.fence, e.known, e.desks[spec.Name] == nil && len(e.desks) >= campaignsMax
	e.mu.Unlock()
	if !leads {
		return false, ErrStandby
	}
	if full {
		return false, fmt.Errorf("%w: %d campaigns are the most that one coordinator runs", ErrRefused, campaignsMax)
	}
	now := e.cfg.Now()
	h := head{Name: spec.Name, Spec: spec.Digest(), State: campaign.New(), Treasury: p.Treasury, Entropy: p.Entropy, PublishedMs: now.UnixMilli()}
	h.Links = linksOf(spec)
	h.Secret = e.cfg.secret(h.Spec)
	if p.Treasury == nil {
		state, _, err := h.State.Apply(now, campaign.TreasuryPhase{Phase: campaign.PhaseActive})
		if err != nil {
			return false, err
		}
		h.State, h.OpenedMs = state, now.UnixMilli()
	}
	_, err := e.cfg.Store.Commit(ctx, fence, (&store.Write{}).Create(store.Head(spec.Name), h))
	if errors.Is(err, store.ErrConflict) {
		return false, e.same(ctx, h)
	}
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	e.cfg.Log.Info("campaign published", "campaign", spec.Name, "spec", h.Spec)
	return true, nil
}

// linksOf is the length of a campaign's chain of links.
func linksOf(spec campaign.Spec) int {
	return min(linksPerRound*(spec.Recipe.Rounds+1)+linksPerRound, verify.LinksMax)
}

// same refuses a publication that differs from the one under its name.
func (e *Engine) same(ctx context.Context, h head) error {
	item, err := e.cfg.Store.Get(ctx, store.Head(h.Name))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
	}
	var old head
	if err := json.Unmarshal(item.Value, &old); err != nil {
		return err
	}
	if old.Spec != h.Spec {
		return fmt.Errorf("%w: the name %q is taken by the campaign with spec %s", ErrRefused, h.Name, old.Spec)
	}
	if (old.Treasury == nil) != (h.Treasury == nil) || old.Treasury != nil && *old.Treasury != *h.Treasury {
		return fmt.Errorf("%w: campaign %q is published with another treasury", ErrRefused, h.Name)
	}
	return nil
}

// ReportFunding enters what the treasury read from the chain. Reports older than the last one are ignored.
func (e *Engine) ReportFunding(ctx context.Context, by common.Address, name string, f Funding) error {
	d, err := e.desk(name)
	if err != nil {
		return err
	}
	return d.do(ctx, func() error {
		if err := d.fromPoster(by); err != nil {
			return err
		}
		if err := d.aheadOf(f); err != nil {
			return err
		}
		old := d.head.Funding
		if old != nil && f.Block < old.Block {
			return nil
		}
		same := f
		if old != nil {
			same.Block, same.BlockTime = old.Block, old.BlockTime
			if same == *old {
				return nil // a new block without news is not worth a write
			}
		}
		return d.funded(f)
	})
}

// aheadOf refuses a report that names a later epoch than the ledger has, and holds the campaign until one fits: epochs are
// posted from the ledger alone, so the record is older than the chain, and what it gave out now was perhaps paid already.
func (d *desk) aheadOf(f Funding) error {
	d.ahead = 0
	if int64(f.Epoch) <= int64(len(d.epochs)) {
		return nil
	}
	d.ahead, d.dirty = f.Epoch, true
	d.log.Error("the chain is ahead of the ledger", "epoch_on_chain", f.Epoch, "epochs", len(d.epochs))
	return fmt.Errorf("%w: %s", ErrRefused, d.held())
}

func (d *desk) funded(f Funding) error {
	now := d.e.cfg.Now()
	state, effects, err := d.head.State.Apply(now, campaign.TreasuryPhase{Phase: f.Phase})
	if err != nil {
		return err
	}
	h, old := d.head, d.head.Funding
	h.State, h.Funding = state, &f
	if len(effects) > 0 {
		h.OpenedMs = now.UnixMilli()
	}
	if err := d.putHead(h, &store.Write{}); err != nil {
		return err
	}
	d.left = nil // the budget may have grown
	if old == nil || old.Phase != f.Phase {
		d.log.Info("treasury", "phase", f.Phase, "pledged", f.Pledged, "paid", f.Paid)
		d.feed.add(now, "funding", "the treasury is now "+f.Phase)
	}
	if len(effects) > 0 {
		d.follow(d.ctx, effects)
	}
	return nil
}

// ReportEpoch enters how far an epoch has come on chain.
func (e *Engine) ReportEpoch(ctx context.Context, by common.Address, name string, number int, state, tx string) error {
	d, err := e.desk(name)
	if err != nil {
		return err
	}
	return d.do(ctx, func() error {
		if err := d.fromPoster(by); err != nil {
			return err
		}
		if number < 1 || number > len(d.epochs) {
			return fmt.Errorf("%w: epoch %d is not closed here", ErrRefused, number)
		}
		p := d.epochs[number-1]
		if p.State == state && p.Tx == tx || p.State == "final" {
			return nil
		}
		p.State, p.Tx = state, tx
		key := d.keys.Epoch(number)
		revision, err := d.commit((&store.Write{}).Expect(key, p.revision).Put(key, p))
		if err != nil {
			return err
		}
		p.revision = revision
		d.epochs[number-1] = p
		d.feed.add(e.cfg.Now(), "epoch", fmt.Sprintf("epoch %d is %s on chain", number, state))
		return nil
	})
}

func (d *desk) fromPoster(by common.Address) error {
	if d.head.Treasury == nil || d.head.Treasury.Poster != by {
		return fmt.Errorf("%w: %s is not the poster of this campaign's treasury", ErrForbidden, by)
	}
	return nil
}

// IsOperator refuses every key but the operator's.
func (e *Engine) IsOperator(by common.Address) error {
	if by != e.cfg.Operator {
		return fmt.Errorf("%w: %s is not this coordinator's operator %s", ErrForbidden, by, e.cfg.Operator)
	}
	return nil
}
