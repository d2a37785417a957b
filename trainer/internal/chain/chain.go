// Package chain reads a campaign's treasury contract for an audit: its terms, its totals, and everything its log says of
// epochs and money. It sends nothing and holds no key. What it reads is believed no further than the endpoint is: the
// audit repeats the contract's own chain of hashes over the epochs.
package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"quire/proto/canon"
	"quire/trainer/internal/verify"
	"quire/treasury/contracts/bindings/campaign"
	"quire/treasury/contracts/bindings/testtoken"
)

const (
	// logBlocks is how many blocks are asked for logs at a time; many providers allow no more.
	logBlocks = 10_000
	// callTimeout bounds one call.
	callTimeout = 30 * time.Second
	// logsMax bounds the events of one campaign.
	logsMax = 1 << 20
	// symbolBytesMax bounds what a stranger's token may print.
	symbolBytesMax = 16
)

var (
	// ErrUnreachable says that the endpoint did not answer as a chain does.
	ErrUnreachable = errors.New("chain: cannot be read")
	// ErrNoContract says that no campaign's contract is at the address.
	ErrNoContract = errors.New("chain: no campaign contract")
	// ErrLogs says that the log lacks what the contract's state says was there.
	ErrLogs = errors.New("chain: the endpoint's log is incomplete: use one that serves all logs since the campaign began")
)

var (
	contract = campaign.NewCampaign()
	erc20    = testtoken.NewTestToken()
)

// reader reads one contract at one block.
type reader struct {
	eth   *ethclient.Client
	at    common.Address
	block *big.Int
	c     *verify.Contract
	posts map[uint32]*campaign.CampaignEpochPosted // by posting
	final []*campaign.CampaignEpochFinalized
}

// Read reads the contract at an address through a JSON-RPC endpoint: http, https, ws or wss. The error wraps
// ErrUnreachable, ErrNoContract or ErrLogs.
func Read(ctx context.Context, endpoint string, at common.Address) (*verify.Contract, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%w: --rpc %.200q is not a URL such as http://127.0.0.1:8545", ErrUnreachable, endpoint)
	}
	eth, err := ethclient.DialContext(ctx, endpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrUnreachable, u.Redacted(), err)
	}
	defer eth.Close()
	r := &reader{eth: eth, at: at, c: &verify.Contract{Address: at}, posts: map[uint32]*campaign.CampaignEpochPosted{}}
	for _, step := range []func(context.Context) error{r.place, r.state, r.log, r.epochs} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("contract %s at %s: %w", at, u.Redacted(), err)
		}
	}
	return r.c, nil
}

// Blocks returns a function that reads the time and the hash of a block through an endpoint that Read has read from.
func Blocks(endpoint string) func(context.Context, uint64) (int64, common.Hash, error) {
	var eth *ethclient.Client
	return func(ctx context.Context, number uint64) (int64, common.Hash, error) {
		ctx, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		var err error
		if eth == nil {
			if eth, err = ethclient.DialContext(ctx, endpoint); err != nil {
				return 0, common.Hash{}, fmt.Errorf("%w: %w", ErrUnreachable, err)
			}
		}
		h, err := eth.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
		if err != nil {
			return 0, common.Hash{}, fmt.Errorf("%w: block %d: %w", ErrUnreachable, number, err)
		}
		return int64(h.Time), h.Hash(), nil
	}
}

// place fixes the chain and the block.
func (r *reader) place(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	id, err := r.eth.ChainID(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	r.c.ChainID = id.Uint64()
	if r.c.Block, err = r.eth.BlockNumber(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	r.block = new(big.Int).SetUint64(r.c.Block)
	return nil
}

// get calls a function of a contract that changes nothing.
func get[T any](ctx context.Context, r *reader, at common.Address, data []byte, unpack func([]byte) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var none T
	out, err := r.eth.CallContract(ctx, ethereum.CallMsg{To: &at, Data: data}, r.block)
	if err != nil {
		return none, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	v, err := unpack(out)
	if err != nil {
		return none, fmt.Errorf("%w: %w", ErrNoContract, err)
	}
	return v, nil
}

// state reads terms and totals.
func (r *reader) state(ctx context.Context) error {
	terms, err := get(ctx, r, r.at, contract.PackTerms(), contract.UnpackTerms)
	if err != nil {
		return err
	}
	totals, err := get(ctx, r, r.at, contract.PackTotals(), contract.UnpackTotals)
	if err != nil {
		return err
	}
	lineage, err := get(ctx, r, r.at, contract.PackLineage(), contract.UnpackLineage)
	if err != nil {
		return err
	}
	symbol, err := get(ctx, r, terms.Token, erc20.PackSymbol(), erc20.UnpackSymbol)
	if err != nil {
		return err
	}
	decimals, err := get(ctx, r, terms.Token, erc20.PackDecimals(), erc20.UnpackDecimals)
	if err != nil {
		return err
	}
	r.c.Spec, r.c.Token, r.c.Symbol, r.c.Decimals = canon.Digest(terms.Spec), terms.Token, printable(symbol), decimals
	r.c.Lineage, r.c.Earned, r.c.Pledged = lineage, totals.Earned, totals.Pledged
	r.c.Epochs = make([]verify.Posted, totals.Epoch)
	return nil
}

// log reads the contract's log from the latest block backwards, until the pledges in it make up what the contract says was
// pledged: everything else came after the first pledge.
func (r *reader) log(ctx context.Context) error {
	pledged, events := new(big.Int), 0
	for to := r.c.Block; ; to -= logBlocks {
		from := uint64(0)
		if to >= logBlocks {
			from = to - logBlocks + 1
		}
		logs, err := r.window(ctx, from, to)
		if err != nil {
			return err
		}
		if events += len(logs); events > logsMax {
			return fmt.Errorf("%w: more than %d events", ErrLogs, logsMax)
		}
		for i := len(logs) - 1; i >= 0; i-- {
			if err := r.enter(&logs[i], pledged); err != nil {
				return err
			}
		}
		if from == 0 || pledged.Cmp(r.c.Pledged) >= 0 {
			break
		}
	}
	for _, all := range [][]verify.Transfer{r.c.Pledges, r.c.Refunds, r.c.Claims} {
		slices.Reverse(all)
	}
	return nil
}

func (r *reader) window(ctx context.Context, from, to uint64) ([]types.Log, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	logs, err := r.eth.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to), Addresses: []common.Address{r.at},
	})
	if err != nil {
		return nil, fmt.Errorf("%w: logs of blocks %d to %d: %w", ErrUnreachable, from, to, err)
	}
	return logs, nil
}

// enter notes an event. Those that say nothing of epochs or money are passed over.
func (r *reader) enter(l *types.Log, pledged *big.Int) error {
	if len(l.Topics) == 0 || l.Removed {
		return nil
	}
	transfer := func(account common.Address, amount *big.Int) verify.Transfer {
		return verify.Transfer{Account: account, Amount: amount, Tx: l.TxHash, Block: l.BlockNumber}
	}
	var err error
	switch events := contract.GetABI().Events; l.Topics[0] {
	case events[campaign.CampaignPledgedEventName].ID:
		var e *campaign.CampaignPledged
		if e, err = contract.UnpackPledgedEvent(l); err == nil {
			pledged.Add(pledged, e.Amount)
			r.c.Pledges = append(r.c.Pledges, transfer(e.Funder, e.Amount))
		}
	case events[campaign.CampaignRefundedEventName].ID:
		var e *campaign.CampaignRefunded
		if e, err = contract.UnpackRefundedEvent(l); err == nil {
			r.c.Refunds = append(r.c.Refunds, transfer(e.Funder, e.Amount))
		}
	case events[campaign.CampaignClaimedEventName].ID:
		var e *campaign.CampaignClaimed
		if e, err = contract.UnpackClaimedEvent(l); err == nil {
			r.c.Claims = append(r.c.Claims, transfer(e.Account, e.Amount))
		}
	case events[campaign.CampaignEpochPostedEventName].ID:
		var e *campaign.CampaignEpochPosted
		if e, err = contract.UnpackEpochPostedEvent(l); err == nil {
			e.Raw, r.posts[e.Posting] = l, e
		}
	case events[campaign.CampaignEpochFinalizedEventName].ID:
		var e *campaign.CampaignEpochFinalized
		if e, err = contract.UnpackEpochFinalizedEvent(l); err == nil {
			r.final = append(r.final, e)
		}
	}
	if err != nil {
		return fmt.Errorf("%w: event in transaction %s: %w", ErrLogs, l.TxHash, err)
	}
	return nil
}

// epochs puts the final epochs in order: what was posted, and with what it became final.
func (r *reader) epochs(context.Context) error {
	for _, f := range r.final {
		p := r.posts[f.Posting]
		n := int(f.Epoch)
		if n < 1 || n > len(r.c.Epochs) || p == nil || p.Epoch != f.Epoch {
			return fmt.Errorf("%w: epoch %d is final, and was not posted", ErrLogs, f.Epoch)
		}
		r.c.Epochs[n-1] = verify.Posted{
			Number: n, Root: f.Root, Increment: p.Increment, Earned: f.Earned, Checkpoint: f.Checkpoint, Manifest: f.Manifest,
			Last: p.Last, Rows: p.Rows, Lineage: f.Lineage, Tx: p.Raw.TxHash, Block: p.Raw.BlockNumber,
		}
	}
	for i, p := range r.c.Epochs {
		if p.Number != i+1 {
			return fmt.Errorf("%w: %d epochs are final, and epoch %d is not in the log", ErrLogs, len(r.c.Epochs), i+1)
		}
	}
	return nil
}

// printable keeps what is safe to print of a stranger's text.
func printable(text string) string {
	var kept []byte
	for i := 0; i < len(text) && len(kept) < symbolBytesMax; i++ {
		if b := text[i]; b > ' ' && b < 0x7f {
			kept = append(kept, b)
		}
	}
	if len(kept) == 0 {
		return "tokens"
	}
	return string(kept)
}
