// Package settle connects a campaign's contract with its coordinator: it reports funding, and it posts the epochs that
// the coordinator has closed, after it has recomputed them from the ledger itself.
//
// One step, again and again:
//
//	read the chain
//	      │
//	      ├─ window of the pending epoch is over ─→ settle
//	      ├─────────────────────────────────────→ report funding, and the blocks that decide lots
//	      ├─ epoch posted or final ─────────────→ tell the coordinator
//	      └─ nothing pending, epoch n+1 closed ─→ replay its ledger ─ agrees ─→ post
//	                                                                └ differs ─→ post nothing, say why
//
// Nothing that decides is kept between steps: the chain says what has been done, so that a process that was killed at any
// point is simply started again and posts nothing twice. What is kept saves asking again; and a signed transaction is on
// disk before it is sent, so that a killed process's successor sends the same bytes and waits for them before it looks.
package settle

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/verify"
	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/replay"
	"quire/treasury/reward"
)

const (
	// chainTimeout bounds one reading or one transaction on a slow chain. The replay of an epoch has no bound of its own:
	// it is one call of the coordinator for every row, each with its own.
	chainTimeout = 5 * time.Minute
	pauseMax     = 5 * time.Minute // between two steps that fail
)

var (
	// ErrCampaign says that contract, coordinator and key do not belong together.
	ErrCampaign = errors.New("settle: contract, coordinator and key do not belong together")
	// ErrMoney says that the contract cannot pay an epoch.
	ErrMoney = errors.New("settle: the contract cannot pay the epoch")
)

// Config says how to run.
type Config struct {
	Campaign    *chain.Campaign
	Coordinator *Coordinator
	Key         *ecdsa.PrivateKey           // pays gas and bonds, and signs reports; the poster's, except to challenge
	Post        bool                        // post and settle epochs; otherwise only report
	Challenge   bool                        // challenge a pending epoch that the ledger does not support, with a bond of Key's account
	Accuse      bool                        // accuse bonded nodes of what the rules call fraud, before their epoch is posted
	Evidence    string                      // folder for the documents behind challenges and accusations; needed with either
	Follow      func(context.Context) error // called first in each step, unless nil
	Interval    time.Duration               // between two steps; must be positive
	Depth       uint64                      // blocks that must follow before a state counts; 0 = none
	Outbox      string                      // folder for signed transactions that are under way; empty keeps none
	Log         *slog.Logger
}

// Settler does the steps. It is not safe for concurrent use.
type Settler struct {
	cfg      Config
	campaign described
	reported reportedFunding
	beacon   verify.Beacon // the last one that was found, where the search for later ones begins
	final    uint32        // epochs 1 to final need not be listed: the coordinator knows that they are final
	fetched  fetched       // of the epoch to be posted, or that was
	reports  bool          // the key is the poster's, whom the coordinator believes
	honest   uint32        // number of the posting that was recomputed and found to be right
}

// fetched is as much of an epoch's ledger as has arrived. A step that fails leaves it for the next.
type fetched struct {
	record  canon.Digest // of the epoch
	entries []replay.Entry
}

// reportedFunding is what the coordinator was told last, and when.
type reportedFunding struct {
	state string
	at    time.Time
}

// New checks that contract, coordinator and key belong together. The error wraps ErrCampaign if they do not.
func New(ctx context.Context, cfg Config) (*Settler, error) {
	terms := cfg.Campaign.Terms
	who := crypto.PubkeyToAddress(cfg.Key.PublicKey)
	if who != terms.Poster && (cfg.Post || !cfg.Challenge) {
		return nil, fmt.Errorf("%w: the key is of %s, the contract's poster is %s", ErrCampaign, who, terms.Poster)
	}
	d, err := cfg.Coordinator.describe(ctx)
	if err != nil {
		return nil, err
	}
	if d.digest != terms.Spec {
		return nil, fmt.Errorf("%w: the coordinator's campaign %q has spec %s, the contract %s", ErrCampaign, cfg.Coordinator.name, d.digest, terms.Spec)
	}
	if t := d.treasury; t != nil && common.BytesToAddress(t.Contract) != cfg.Campaign.Address {
		return nil, fmt.Errorf("%w: the coordinator names contract %s", ErrCampaign, common.BytesToAddress(t.Contract))
	}
	if err := cfg.Campaign.Unhurried(cfg.Outbox); err != nil {
		return nil, err
	}
	return &Settler{cfg: cfg, campaign: d, reports: who == terms.Poster}, nil
}

// Run steps until ctx ends. Failures are logged and tried again, later and later.
func (s *Settler) Run(ctx context.Context) error {
	pause, last := s.cfg.Interval, ""
	for {
		err := s.Step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err == nil:
			pause, last = s.cfg.Interval, ""
		default:
			pause = min(2*pause, max(pauseMax, s.cfg.Interval))
			if text := err.Error(); text != last { // once, not at every attempt
				last = text
				s.logFailure(err)
			}
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

func (s *Settler) logFailure(err error) {
	if errors.Is(err, replay.ErrMismatch) || errors.Is(err, ErrMoney) {
		s.cfg.Log.Error("epoch not posted", "error", err)
		return
	}
	s.cfg.Log.Warn("step failed, trying again", "error", err)
}

// Step does once what there is to do. What it did before an error stays done.
func (s *Settler) Step(ctx context.Context) error {
	// What an earlier process signed is seen through before anything is decided.
	if _, err := onChain(ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.cfg.Campaign.Resume(ctx, chain.Held(s.cfg.Key))
	}); err != nil {
		return fmt.Errorf("see an earlier transaction through: %w", err)
	}
	var followed error
	if s.cfg.Follow != nil {
		followed = s.cfg.Follow(ctx)
	}
	f, err := s.funding(ctx, s.cfg.Depth)
	if err != nil {
		return errors.Join(followed, err)
	}
	if s.cfg.Challenge {
		err = s.guard(ctx)
	}
	if !s.cfg.Post && s.reports {
		err = errors.Join(err, s.report(ctx, f), s.beacons(ctx))
	}
	if err := errors.Join(followed, err); err != nil || !s.cfg.Post {
		return err
	}
	head, err := s.head(ctx, f) // does not wait for a coordinator that is away
	if err == nil && s.cfg.Depth == 0 {
		f = head
	}
	if err := errors.Join(err, s.report(ctx, f), s.beacons(ctx)); err != nil {
		return err
	}
	if err := s.follow(ctx, f, head); err != nil {
		s.final = 0 // a coordinator that lost its state was away before
		return err
	}
	return nil
}

// follow tells the coordinator of the state f, and does on the latest state what the coordinator's epochs ask for.
func (s *Settler) follow(ctx context.Context, f, head chain.Funding) error {
	next := head.Epoch + 1
	epochs, err := s.cfg.Coordinator.epochs(ctx, s.final+1, next)
	if err != nil {
		return err
	}
	if err := s.tell(ctx, f, epochs); err != nil {
		return err
	}
	for _, e := range epochs {
		if number := uint32(e.record.Number); number == s.final+1 && number <= f.Epoch && e.state == stateFinal {
			s.final = number
		}
	}
	if head.Phase != chain.Active || head.Pending != nil || len(epochs) == 0 {
		return nil
	}
	last := epochs[len(epochs)-1]
	if last.record.Number != int(next) {
		return nil
	}
	return s.post(ctx, head, last)
}

// head is the latest state, after settling what is due: reports wait for Depth blocks, actions must not.
func (s *Settler) head(ctx context.Context, f chain.Funding) (chain.Funding, error) {
	if s.cfg.Depth > 0 {
		var err error
		if f, err = s.funding(ctx, 0); err != nil {
			return f, err
		}
	}
	if !f.Due {
		return f, nil
	}
	return s.settle(ctx)
}

func (s *Settler) funding(ctx context.Context, depth uint64) (chain.Funding, error) {
	return onChain(ctx, func(ctx context.Context) (chain.Funding, error) { return s.cfg.Campaign.Funding(ctx, depth) })
}

// onChain bounds one reading or transaction.
func onChain[T any](ctx context.Context, do func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	return do(ctx)
}

// report tells the coordinator the state of the money, if it changed or was not told for a while.
func (s *Settler) report(ctx context.Context, f chain.Funding) error {
	const again = 30 * time.Second // a coordinator that lost its state hears of it soon
	state := fmt.Sprint(f.Phase, f.Pledged, f.Escrow, f.Earned, f.Paid, f.Refunded, f.Funders, f.Epoch)
	if state == s.reported.state && time.Since(s.reported.at) < again {
		return nil
	}
	if err := s.cfg.Coordinator.reportFunding(ctx, f); err != nil {
		return err
	}
	if state != s.reported.state {
		s.cfg.Log.Info("funding reported", "phase", f.Phase.String(), "pledged", f.Pledged, "escrow", f.Escrow, "earned", f.Earned, "paid", f.Paid, "epoch", f.Epoch)
	}
	s.reported = reportedFunding{state, time.Now()}
	return nil
}

// settle makes the pending epoch final, or void, and returns the state after it.
func (s *Settler) settle(ctx context.Context) (chain.Funding, error) {
	var refusal *chain.Refusal
	receipt, err := onChain(ctx, func(ctx context.Context) (*types.Receipt, error) {
		return s.cfg.Campaign.Settle(ctx, chain.Held(s.cfg.Key))
	})
	if errors.As(err, &refusal) && refusal.Name == "NotDue" { // somebody else was faster
		err = nil
	}
	if err != nil {
		return chain.Funding{}, fmt.Errorf("settle: %w", err)
	}
	f, err := s.funding(ctx, 0)
	if err != nil {
		return chain.Funding{}, err
	}
	if receipt != nil {
		s.cfg.Log.Info("epoch settled", "epoch", f.Epoch, "phase", f.Phase.String(), "tx", receipt.TxHash)
	}
	return f, nil
}

// tell brings the coordinator's view of each epoch up to the chain's.
func (s *Settler) tell(ctx context.Context, f chain.Funding, epochs []closed) error {
	for _, e := range epochs {
		number := uint32(e.record.Number)
		switch {
		case number <= f.Epoch && e.state != stateFinal:
			posted, err := onChain(ctx, func(ctx context.Context) (chain.Posted, error) { return s.cfg.Campaign.FinalPosting(ctx, number) })
			if err != nil {
				return err
			}
			if err := s.cfg.Coordinator.reportEpoch(ctx, number, stateFinal, posted.Tx); err != nil {
				return err
			}
		case f.Pending != nil && number == f.Pending.Epoch && e.state != statePosted:
			posted, err := onChain(ctx, func(ctx context.Context) (chain.Posted, error) { return s.cfg.Campaign.PendingPosting(ctx, *f.Pending) })
			if err != nil {
				return err
			}
			if err := s.cfg.Coordinator.reportEpoch(ctx, number, statePosted, posted.Tx); err != nil {
				return err
			}
		}
	}
	return nil
}

// post replays an epoch and posts it.
func (s *Settler) post(ctx context.Context, f chain.Funding, e closed) error {
	before, err := onChain(ctx, s.cfg.Campaign.Rewards)
	if err != nil {
		return fmt.Errorf("rewards before epoch %d: %w", e.record.Number, err)
	}
	epoch, err := s.replay(ctx, e, before)
	if err != nil {
		return err
	}
	if err := s.accuse(ctx, e.record, s.fetched.entries); err != nil {
		return err
	}
	if limit := s.cfg.Campaign.Terms.EpochCap; epoch.Increment.Cmp(limit) > 0 {
		return fmt.Errorf("%w %d: it pays %v, the terms allow %v base units", ErrMoney, e.record.Number, epoch.Increment, limit)
	}
	if epoch.Increment.Cmp(f.Escrow) > 0 {
		return fmt.Errorf("%w %d: it pays %v, %v base units are left", ErrMoney, e.record.Number, epoch.Increment, f.Escrow)
	}
	posting := chain.Posting{
		Epoch: uint32(e.record.Number), Rows: epoch.Pack(), Checkpoint: e.record.Checkpoint, Manifest: e.record.Manifest, Last: e.record.Last,
	}
	receipt, err := onChain(ctx, func(ctx context.Context) (*types.Receipt, error) {
		return s.cfg.Campaign.PostEpoch(ctx, chain.Held(s.cfg.Key), posting)
	})
	var refusal *chain.Refusal
	if errors.As(err, &refusal) && refusal.Name == "TooEarly" {
		s.cfg.Log.Info("epoch waits: funders are leaving, and have the time after an epoch to themselves", "epoch", e.record.Number, "error", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("post epoch %d: %w", e.record.Number, err)
	}
	s.fetched = fetched{}
	s.cfg.Log.Info("epoch posted", "epoch", e.record.Number, "increment", epoch.Increment, "accounts", len(epoch.Rows),
		"root", common.Hash(epoch.Root), "tx", receipt.TxHash, "gas", receipt.GasUsed)
	return s.cfg.Coordinator.reportEpoch(ctx, uint32(e.record.Number), statePosted, receipt.TxHash)
}

// replay recomputes an epoch from the ledger.
func (s *Settler) replay(ctx context.Context, e closed, before reward.Cumulative) (reward.Epoch, error) {
	r := e.record
	if r.Rows[0] < 1 || r.Rows[1] < r.Rows[0] {
		return reward.Epoch{}, fmt.Errorf("%w %d: it has rows %d to %d", replay.ErrMismatch, r.Number, r.Rows[0], r.Rows[1])
	}
	if n := r.Rows[1] - r.Rows[0] + 1; n > replay.RowsMax(s.campaign.spec, r.Number) {
		return reward.Epoch{}, fmt.Errorf("%w %d: it has %d rows for %d tasks", replay.ErrMismatch, r.Number, n, replay.Tasks(s.campaign.spec, r.Number))
	}
	if d := canon.DigestOf(r); s.fetched.record != d {
		s.fetched = fetched{record: d}
	}
	var err error
	var epoch reward.Epoch
	if s.fetched.entries, err = s.cfg.Coordinator.entries(ctx, r.Rows[0], r.Rows[1], s.fetched.entries); err == nil {
		epoch, err = replay.Epoch(replay.Input{
			Spec: s.campaign.spec, Digest: canon.Digest(s.cfg.Campaign.Terms.Spec), Signer: s.campaign.signer,
			Record: r, Entries: s.fetched.entries, Before: before,
		})
	}
	if errors.Is(err, replay.ErrMismatch) {
		s.fetched = fetched{} // the next step reads all of it again
	}
	return epoch, err
}
