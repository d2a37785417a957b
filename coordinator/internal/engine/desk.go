package engine

import (
	"context"
	"fmt"
	"log/slog"
	"math/big"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/coordinator/verify"
	"quire/proto/canon"
)

const (
	// tickEvery is how often leases expire and jobs are looked for: a fraction of the shortest lease.
	tickEvery = 250 * time.Millisecond
	// requestsMax bounds calls that wait for a desk; beyond it callers wait in their own goroutine.
	requestsMax = 256
	// onlineFor is how long after its last call a node counts as online.
	onlineFor = 30 * time.Second
	// reloadPause is the wait between attempts to read etcd again.
	reloadPause = 500 * time.Millisecond
)

// desk runs one campaign. All fields below requests are owned by run; other goroutines send it closures.
type desk struct {
	e     *Engine
	log   *slog.Logger
	name  string
	keys  store.Keys
	fence store.Fence
	feed  *feed
	ctx   context.Context // ends with the leadership
	group *errgroup.Group // runs the desk and its jobs

	requests chan request
	view     atomic.Pointer[View]    // nil until the campaign is loaded
	loaded   chan struct{}           // closed when it is
	shelf    atomic.Pointer[archive] // the desk's archive, for everybody; nil until the campaign is loaded
	journals journalReader

	spec       campaign.Spec
	specBytes  []byte
	head       head
	headRev    int64
	numbered   int // closings whose record stands under its number
	round      round.State
	slotRev    map[string]int64 // slot key → revision; absent means never stored
	nodes      map[common.Address]*node
	totals             // of the ledger
	archive    archive // of the epochs whose rows are in the object store alone
	archiveRev int64
	swept      bool         // nothing that is archived is left in etcd
	pending    []ledger.Row // rows that the journal lacks
	book       *ledger.Book
	rounds     []Round
	epochs     []epoch

	loss  map[canon.Digest]float64 // of accepted deltas of the open round, by output
	rung  map[canon.Digest]time.Time
	pace  round.Pace                 // how long tasks take, since this process leads
	waits map[canon.Digest]time.Time // since when newcomers' answers wait for a proven node

	chain  *verify.Chain           // of the draws' links
	void   map[canon.Digest]bool   // tasks under suspicion whose round went back since
	cases  map[canon.Digest][]byte // records of the tasks of cases
	lots   []lot                   // answers of the open epoch whose blocks are not known, in the order of the ledger
	drawn  []round.Answer          // answers that lots drew, and perhaps nobody has checked
	beacon verify.Beacon           // the last one
	unsaid []verify.Beacon         // those that the journal lacks
	left   *big.Int                // see spare; nil if it must be reckoned anew, after a row, a round or an epoch
	prices map[int64]*big.Int      // of tasks, by work units
	proofs map[common.Address]ledger.Equivocation

	batch      batch // decided in this turn and not yet written
	batchSteps int   // how many decisions the next transaction may hold
	failed     error // why a transaction of this turn failed; nil if none did
	ringSoon   bool  // tasks have opened in this turn

	ahead   uint32 // the chain's epoch that this ledger has not; 0 if it has all
	noted   int    // counts acts and proofs since the start, from 1: those before
	kept    int    // of them are in the object store
	busy    bool   // a job runs
	stale   bool   // memory may differ from etcd: reload before anything else
	deposed bool   // another coordinator leads
	dirty   bool   // the view is out of date
	reason  string
	trouble string // why the last job failed; "" if it did not
}

// head is a campaign's own record in etcd.
type head struct {
	Name        string         `json:"name"`
	Spec        canon.Digest   `json:"spec"` // the record is in the object store
	State       campaign.State `json:"state"`
	Treasury    *Treasury      `json:"treasury,omitempty"`
	Funding     *Funding       `json:"funding,omitempty"`
	OpenedMs    int64          `json:"openedMs"` // of the open round
	Segments    int            `json:"segments"` // of the journal
	Journal     canon.Digest   `json:"journal"`  // its last segment
	Shown       canon.Digest   `json:"shown"`    // its last segment when the last round closed
	Journaled   int64          `json:"journaled"`
	Beacon      int64          `json:"beacon,omitempty"` // time of the last beacon in the journal
	Closed      int            `json:"closed"`           // rounds that are complete with the journal's last segment
	Secret      canon.Digest   `json:"secret"`           // end of the chain of links; nobody else may know it
	Links       int            `json:"links"`            // its length
	Closings    int            `json:"closings"`         // rounds that were closed, those that are void now included
	Entropy     float64        `json:"entropy"`          // unigram entropy of the data, nats per token
	PublishedMs int64          `json:"publishedMs"`
}

// node is a registration, and what the node did since.
type node struct {
	Payout   common.Address `json:"payout"`
	Name     string         `json:"name"`
	Path     string         `json:"path"`
	Version  string         `json:"version"`
	JoinedMs int64          `json:"joinedMs"`

	revision int64
	seen     time.Time
	memory   int64 // bytes that it can give to a task, by what it said last; 0 if it said nothing since this process leads
}

// Round is a closed round as etcd holds it.
type Round struct {
	Number     int          `json:"number"`
	Loss       float64      `json:"loss"`    // mean over lanes, for people
	HeldOut    float64      `json:"heldOut"` // of the checkpoint that it started from, on the held-out text; 0 if not evaluated
	OpenedMs   int64        `json:"openedMs"`
	ClosedMs   int64        `json:"closedMs"`
	Checkpoint canon.Digest `json:"checkpoint"`
	Record     canon.Digest `json:"record"`
}

// epoch is a closed epoch as etcd holds it; its record is in the object store.
type epoch struct {
	Record canon.Digest `json:"record"`
	State  string       `json:"state"` // "closed", "posted", "final"
	Tx     string       `json:"tx"`

	record   ledger.Epoch
	bytes    []byte
	revision int64
}

// newDesk returns an empty desk. e.mu is held.
func newDesk(e *Engine, name string) *desk {
	return &desk{
		e: e, log: e.cfg.Log.With("campaign", name), name: name, keys: store.Campaign(name), fence: e.fence,
		feed: e.feedOf(name), ctx: e.ctx, group: e.group, requests: make(chan request, requestsMax),
		prices: map[int64]*big.Int{}, loaded: make(chan struct{}), stale: true, noted: 1, batchSteps: e.cfg.BatchMax,
	}
}

// run owns the desk until ctx ends, or the leadership is lost.
func (d *desk) run(ctx context.Context) error {
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		for d.stale && ctx.Err() == nil {
			if d.deposed {
				return store.ErrDeposed
			}
			if err := d.load(ctx); err != nil {
				d.log.Warn("load the campaign", "error", err)
				pause(ctx, reloadPause)
				continue
			}
			d.stale, d.failed = false, nil
		}
		if d.stale {
			return nil // ctx ended before anything was known
		}
		d.pump(ctx)
		d.show()
		select {
		case <-ctx.Done():
		case r := <-d.requests:
			d.serve(r)
		case <-tick.C:
			d.tick(ctx)
		}
	}
	return nil
}

// ask runs f on the desk's goroutine and returns what it returns, once everything that was decided by then is written: f
// may have seen, and may tell, what is not. A caller who gives up while f waits its turn stops it from running; once it
// runs it runs to its end, so f must write nothing that the caller reads but through its results.
func ask[R any](ctx context.Context, d *desk, f func() (R, error)) (R, error) {
	type answer struct {
		r   R
		err error
	}
	var none R
	done := make(chan answer, 1)
	request := func() func(error) {
		if ctx.Err() != nil {
			return func(error) {}
		}
		r, err := f()
		return func(failed error) {
			if failed != nil {
				r, err = none, failed
			}
			done <- answer{r, err}
		}
	}
	select {
	case d.requests <- request:
	case <-ctx.Done():
		return none, ErrUnknownOutcome
	case <-d.ctx.Done():
		return none, ErrStandby
	}
	select {
	case a := <-done:
		return a.r, a.err
	case <-ctx.Done():
		return none, ErrUnknownOutcome
	case <-d.ctx.Done():
		return none, ErrUnknownOutcome
	}
}

// do is ask for what returns only an error.
func (d *desk) do(ctx context.Context, f func() error) error {
	_, err := ask(ctx, d, func() (struct{}, error) { return struct{}{}, f() })
	return err
}

// tick expires leases and rings again for what nobody takes.
func (d *desk) tick(ctx context.Context) {
	state, effects, err := d.round.Apply(d.e.cfg.Now(), round.Tick{})
	if err != nil || len(effects) == 0 {
		d.ringOpen(ctx)
		return
	}
	w := &store.Write{}
	var lost []round.Lost
	for _, effect := range effects {
		if l, ok := effect.(round.Lost); ok && len(lost) < store.OpsMax/2 {
			lost = append(lost, l)
			now, _ := state.Slot(l.Slot.Task)
			d.putSlot(w, now)
		}
	}
	if len(lost) == store.OpsMax/2 {
		state = d.only(state, lost) // the rest expires with the next tick
	}
	revision, err := d.commit(w)
	if err != nil {
		return
	}
	d.round = state
	for _, l := range lost {
		d.slotRev[d.slotKey(l.Slot)] = revision
		d.tellLost(l)
	}
	d.ringOpen(ctx)
}

// tellLost says what became of a lost lease.
func (d *desk) tellLost(l round.Lost) {
	slot := l.Slot
	text := fmt.Sprintf("no word from %s; open again", d.called(slot.Node))
	switch now, err := d.round.Slot(slot.Task); {
	case l.Why == "rested":
		text = "out of quarantine; open again"
	case err == nil && now.Status == round.Quarantined:
		text = fmt.Sprintf("lost %d times; quarantined for %s", slot.Attempt, round.QuarantineFor)
	case err == nil && now.Status == round.Leased:
		text = fmt.Sprintf("%s is out; %s goes on with it", d.called(slot.Node), d.called(now.Node))
	case l.Why == "released":
		text = fmt.Sprintf("given back by %s; open again", d.called(slot.Node))
	}
	d.feed.add(d.e.cfg.Now(), "expire", fmt.Sprintf("%s %d of round %d, attempt %d: %s", slot.Kind, slot.Index, slot.Round, slot.Attempt, text))
	d.log.Info("lease lost", "why", l.Why, "round", slot.Round, "kind", slot.Kind, "index", slot.Index, "attempt", slot.Attempt, "node", slot.Node)
	delete(d.rung, slot.Task)
}

// only returns the present round with just these slots as they are in next.
func (d *desk) only(next round.State, lost []round.Lost) round.State {
	var stored []round.Slot
	for _, l := range lost {
		now, _ := next.Slot(l.Slot.Task)
		stored = append(stored, now)
	}
	state, err := d.round.Restore(stored)
	if err != nil {
		panic("engine: a slot of this round is unknown to it: " + err.Error())
	}
	return state
}

func (d *desk) slotKey(s round.Slot) string {
	if s.Round != d.round.Number {
		return d.keys.Case(s.Task)
	}
	return d.keys.Slot(s.Round, s.Kind, s.Index)
}

func (d *desk) putSlot(w *store.Write, s round.Slot) {
	key := d.slotKey(s)
	w.Expect(key, d.slotRev[key]).Put(key, s)
}

// stageSlot adds a slot to the transaction of this turn.
func (d *desk) stageSlot(s round.Slot, then func()) {
	key := d.slotKey(s)
	d.stage(func(w *store.Write) { d.putSlot(w, s) }, func(revision int64) {
		d.slotRev[key] = revision
		then()
	})
}

// grace is called after loading: nobody is late because the coordinator was away.
func (d *desk) grace() {
	d.round, _, _ = d.round.Apply(d.e.cfg.Now(), round.Grace{For: d.e.cfg.Lease})
}

// called is how people read a node.
func (d *desk) called(a common.Address) string {
	if n := d.nodes[a]; n != nil && n.Name != "" {
		return n.Name
	}
	return a.Hex()[:10]
}

func pause(ctx context.Context, t time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(t):
	}
}
