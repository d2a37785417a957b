package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

const (
	// pollFirst and pollMax bound the pause between two looks for a receipt.
	pollFirst = 50 * time.Millisecond
	pollMax   = 2 * time.Second
	// gasMargin is added to the estimate, in percent: what time decides (a settlement on the way) can cost more when
	// the transaction runs than when it was estimated.
	gasMargin = 30
	// bump is what a replacement offers more, in percent; nodes want ten.
	bump = 25
	// replacementsMax bounds what is offered for one transaction to three times the first price.
	replacementsMax = 5
	// tookMin is how often the account's nonce must be seen beyond a transaction that has no receipt, before it counts as
	// replaced: behind one endpoint there may be several nodes, and receipts come a moment late.
	tookMin = 5
)

// patience is how long a transaction is waited for before something is done about it.
type patience struct {
	again time.Duration // until it is sent once more: it may have been lost, or dropped in a reorganisation
	stuck time.Duration // until it is replaced by one that offers more
}

// usualPatience fits chains with blocks every few seconds.
var usualPatience = patience{again: 15 * time.Second, stuck: time.Minute}

// Step is what has become of a transaction.
type Step struct {
	What          string // "sent", "replaced", "in a block", "confirmed" or Rehearsed
	Tx            common.Hash
	Block         uint64 // 0 while it is in none
	Confirmations uint64 // blocks that have followed

	// Of a rehearsal, which has no transaction: the function, the contract, and the gas it used.
	Call string
	To   common.Address
	Gas  uint64
}

func (c *Client) step(s Step) {
	c.log.Debug("transaction "+s.What, "tx", s.Tx, "block", s.Block, "confirmations", s.Confirmations)
	if c.OnStep != nil {
		c.OnStep(s)
	}
}

// send signs and sends a transaction and waits until it is in a block and Confirmations have followed, as long as ctx
// allows. to is nil for a new contract. A contract's refusal, foreseen or suffered, is returned as *Refusal;
// ErrUnknownOutcome is wrapped once the transaction may be under way.
func (c *Client) send(ctx context.Context, key Signer, to *common.Address, data []byte) (*types.Receipt, error) {
	if c.Rehearse {
		return c.rehearse(ctx, key.Address(), to, data)
	}
	if err := c.Resume(ctx, key); err != nil {
		return nil, err
	}
	from := key.Address()
	nonce, err := c.idleNonce(ctx, from)
	if err != nil {
		return nil, err
	}
	tx, err := c.prepare(ctx, from, nonce, to, data)
	if err != nil {
		return nil, err
	}
	signed, err := key.SignTx(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	if err := c.outbox.put(c.id, from, signed); err != nil {
		return nil, err
	}
	if err := c.eth.SendTransaction(ctx, signed); err != nil {
		if err := c.refuseSend(ctx, from, signed, err); err != nil {
			return nil, errors.Join(err, c.outbox.drop(c.id, from))
		}
		c.log.Warn("the endpoint did not say whether it took the transaction: looking for it", "tx", signed.Hash(), "error", err)
	}
	c.step(Step{What: "sent", Tx: signed.Hash()})
	return c.seeThrough(ctx, key, signed)
}

// seeThrough waits for a transaction, or one of its replacements, and empties the outbox once its outcome is known.
func (c *Client) seeThrough(ctx context.Context, key Signer, sent ...*types.Transaction) (*types.Receipt, error) {
	receipt, err := c.wait(ctx, key, sent)
	if errors.Is(err, ErrUnknownOutcome) {
		return nil, err // the outbox keeps it
	}
	if derr := c.outbox.drop(c.id, key.Address()); derr != nil {
		return nil, errors.Join(err, derr)
	}
	if err != nil {
		return nil, err
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return nil, c.postMortem(ctx, key.Address(), sent[0], receipt)
	}
	return receipt, nil
}

// idleNonce waits until no earlier transaction of the account is under way and returns the next nonce. A process that
// was killed after sending may have left one, and what to do next depends on its outcome. A transaction that waits behind
// a gap is none of ours and is not waited for: it runs after the gap is filled.
func (c *Client) idleNonce(ctx context.Context, account common.Address) (uint64, error) {
	for pause := pollFirst; ; pause = min(2*pause, pollMax) {
		next, err := c.eth.PendingNonceAt(ctx, account)
		if err != nil {
			return 0, fmt.Errorf("read nonce of %s: %w", account, err)
		}
		done, err := c.eth.NonceAt(ctx, account, nil)
		if err != nil {
			return 0, fmt.Errorf("read nonce of %s: %w", account, err)
		}
		if next == done {
			return next, nil
		}
		if err := sleep(ctx, pause); err != nil {
			return 0, fmt.Errorf("%w: an earlier transaction of %s is still waiting for a block; nothing was sent now", ErrUnknownOutcome, account)
		}
	}
}

func (c *Client) prepare(ctx context.Context, from common.Address, nonce uint64, to *common.Address, data []byte) (*types.DynamicFeeTx, error) {
	gas, err := c.eth.EstimateGas(ctx, ethereum.CallMsg{From: from, To: to, Data: data})
	if err != nil {
		if r := refusal(err); r != nil {
			return nil, r
		}
		return nil, fmt.Errorf("estimate gas: %w", err)
	}
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read latest block: %w", err)
	}
	tip, err := c.eth.SuggestGasTipCap(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the price of gas: %w", err)
	}
	gas = min(gas+gas*gasMargin/100, max(gas, head.GasLimit))
	return &types.DynamicFeeTx{
		ChainID: c.id, Nonce: nonce, To: to, Data: data, Gas: gas, GasTipCap: tip, GasFeeCap: feeCap(tip, head),
	}, nil
}

// feeCap lasts for six full blocks: it is twice the base fee, and the tip.
func feeCap(tip *big.Int, head *types.Header) *big.Int {
	limit := new(big.Int).Set(tip)
	if head.BaseFee != nil {
		limit.Add(limit, new(big.Int).Lsh(head.BaseFee, 1))
	}
	return limit
}

// refuseSend explains why a transaction was not accepted; nil if it may have been all the same.
func (c *Client) refuseSend(ctx context.Context, from common.Address, tx *types.Transaction, cause error) error {
	var answered rpc.Error
	if !errors.As(cause, &answered) { // no answer: it may have arrived
		return nil
	}
	if have, err := c.Balance(ctx, from); err == nil && have.Cmp(tx.Cost()) < 0 {
		return noGas(from, have, tx.Cost())
	}
	if _, _, err := c.eth.TransactionByHash(ctx, tx.Hash()); err == nil { // it is known already
		return nil
	}
	return fmt.Errorf("send transaction: %w", cause)
}

func noGas(account common.Address, have, need *big.Int) error {
	return fmt.Errorf("%w: %s owns %v wei of the chain's currency and needs %v: send it some", ErrNoGas, account, have, need)
}

// waiting is a transaction under way: the one that was sent first and those that were to replace it, all with one nonce.
type waiting struct {
	key          Signer
	sent         []*types.Transaction
	began, again time.Time // of the latest of them; when it was last sent
	block        common.Hash
	took         int // how often the nonce was seen to be used without a receipt
}

func (w *waiting) latest() *types.Transaction { return w.sent[len(w.sent)-1] }

// wait polls for the receipt, because subscriptions need WebSocket, and until Confirmations have followed. What a
// reorganisation or a restart of the endpoint drops is sent again; what stays out of blocks is replaced by the same with
// a higher price. Until the endpoint's latest block is as new as the receipt's nothing counts: nodes show a receipt a
// moment before the state.
func (c *Client) wait(ctx context.Context, key Signer, sent []*types.Transaction) (*types.Receipt, error) {
	w := &waiting{key: key, sent: sent, began: time.Now(), again: time.Now()}
	for pause := pollFirst; ; pause = min(2*pause, pollMax) {
		receipt, err := c.look(ctx, w)
		if receipt != nil || err != nil {
			return receipt, err
		}
		if err := sleep(ctx, pause); err != nil {
			return nil, fmt.Errorf("%w: transaction %s was sent and is not in a block, or not deep enough, yet: look for it before you repeat", ErrUnknownOutcome, w.latest().Hash())
		}
	}
}

// look looks once. It returns nothing if there is nothing to say yet; outages are such times.
func (c *Client) look(ctx context.Context, w *waiting) (*types.Receipt, error) {
	for _, tx := range w.sent {
		receipt, err := c.eth.TransactionReceipt(ctx, tx.Hash())
		if err != nil {
			continue
		}
		head, err := c.eth.BlockNumber(ctx)
		if err != nil || head < receipt.BlockNumber.Uint64() {
			return nil, nil
		}
		deep := head - receipt.BlockNumber.Uint64()
		if w.block != receipt.BlockHash {
			w.block = receipt.BlockHash
			c.step(Step{What: "in a block", Tx: tx.Hash(), Block: receipt.BlockNumber.Uint64(), Confirmations: deep})
		}
		if deep < c.Confirmations {
			return nil, nil
		}
		if c.Confirmations > 0 {
			c.step(Step{What: "confirmed", Tx: tx.Hash(), Block: receipt.BlockNumber.Uint64(), Confirmations: deep})
		}
		return receipt, nil
	}
	return nil, c.press(ctx, w)
}

// press does something about a transaction that is in no block.
func (c *Client) press(ctx context.Context, w *waiting) error {
	done, err := c.eth.NonceAt(ctx, w.key.Address(), nil)
	if err != nil {
		return nil
	}
	if done > w.latest().Nonce() {
		if w.took++; w.took >= tookMin {
			return fmt.Errorf("%w: another transaction of %s was made in place of %s: see what has changed, and repeat if it is still needed",
				ErrReplaced, w.key.Address(), w.latest().Hash())
		}
		return nil
	}
	w.took = 0
	if time.Since(w.began) >= c.patient.stuck && len(w.sent) <= replacementsMax {
		w.began = time.Now()
		if err := c.replace(ctx, w); err != nil {
			c.log.Warn("transaction waits for a block, and a replacement was not taken", "tx", w.latest().Hash(), "error", err)
		}
	}
	if time.Since(w.again) >= c.patient.again {
		w.again = time.Now()
		_ = c.eth.SendTransaction(ctx, w.latest()) // if it is known, nothing happens
	}
	return nil
}

// replace sends the same transaction with a higher price.
func (c *Client) replace(ctx context.Context, w *waiting) error {
	old := w.latest()
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return err
	}
	tip := raised(old.GasTipCap())
	limit := raised(old.GasFeeCap())
	if fresh := feeCap(tip, head); fresh.Cmp(limit) > 0 {
		limit = fresh
	}
	signed, err := w.key.SignTx(ctx, &types.DynamicFeeTx{
		ChainID: c.id, Nonce: old.Nonce(), To: old.To(), Data: old.Data(), Gas: old.Gas(), GasTipCap: tip, GasFeeCap: limit,
	})
	if err != nil {
		return fmt.Errorf("sign replacement: %w", err)
	}
	if err := c.outbox.put(c.id, w.key.Address(), append(w.sent, signed)...); err != nil {
		return err
	}
	w.sent = append(w.sent, signed) // from here on it may be anywhere
	if err := c.eth.SendTransaction(ctx, signed); err != nil {
		return err
	}
	c.step(Step{What: "replaced", Tx: signed.Hash()})
	return nil
}

// raised is x and bump percent of it, rounded up.
func raised(x *big.Int) *big.Int {
	more := new(big.Int).Mul(x, big.NewInt(bump))
	more.Add(more, big.NewInt(99)).Quo(more, big.NewInt(100))
	return more.Add(more, x)
}

// postMortem finds out why a transaction that looked good failed, by running it again on the state before its block.
func (c *Client) postMortem(ctx context.Context, from common.Address, tx *types.Transaction, receipt *types.Receipt) error {
	before := new(big.Int).Sub(receipt.BlockNumber, common.Big1)
	_, err := c.eth.CallContract(ctx, ethereum.CallMsg{From: from, To: tx.To(), Data: tx.Data()}, before)
	if r := refusal(err); r != nil {
		return r
	}
	return fmt.Errorf("transaction %s failed in block %v: something changed while it was under way; try again", receipt.TxHash, receipt.BlockNumber)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
