package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rlp"
)

// outboxBytesMax bounds an outbox: a first transaction with its replacements, each at most what nodes take.
const outboxBytesMax = (1 + replacementsMax) * 256 << 10

// ErrOutbox says that the file with a signed transaction cannot be used. The text names the file.
var ErrOutbox = errors.New("chain: outbox")

// outbox is the folder where signed transactions lie before they are sent: for each chain and account a file with one
// transaction and its replacements, raw and in the order of their making. Empty means that nothing is kept.
type outbox struct{ dir string }

// Keep keeps signed transactions in a folder, from before they are first sent until their outcome is known, so that a
// process that was killed in between sends the very same bytes again and no others. Set it before use.
func (c *Client) Keep(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	c.outbox = outbox{dir}
	return nil
}

// Resume sees a transaction through that an earlier process left in the outbox: it sends it again unless the chain shows
// that its nonce is used. Its outcome is for the caller to read from the chain; a refusal is no error.
func (c *Client) Resume(ctx context.Context, key Signer) error {
	left, err := c.outbox.take(c.id, key.Address())
	if err != nil || len(left) == 0 {
		return err
	}
	latest := left[len(left)-1]
	done, err := c.eth.NonceAt(ctx, key.Address(), nil)
	if err != nil {
		return fmt.Errorf("read nonce of %s: %w", key.Address(), err)
	}
	if done > latest.Nonce() && c.Confirmations == 0 {
		return c.outbox.drop(c.id, key.Address())
	}
	c.log.Info("sending again what was signed before", "tx", latest.Hash(), "nonce", latest.Nonce())
	_ = c.eth.SendTransaction(ctx, latest) // known, or used meanwhile: waiting for it tells
	c.step(Step{What: "sent", Tx: latest.Hash()})
	_, err = c.seeThrough(ctx, key, left...)
	var r *Refusal
	if errors.Is(err, ErrReplaced) || errors.As(err, &r) {
		return nil
	}
	return err
}

func (o outbox) file(chain *big.Int, account common.Address) string {
	return filepath.Join(o.dir, fmt.Sprintf("%v-%s.rlp", chain, account))
}

// put writes transactions and has them on disk when it returns.
func (o outbox) put(chain *big.Int, account common.Address, txs ...*types.Transaction) error {
	if o.dir == "" {
		return nil
	}
	var raw bytes.Buffer
	for _, tx := range txs {
		if err := tx.EncodeRLP(&raw); err != nil {
			return fmt.Errorf("%w: %w", ErrOutbox, err)
		}
	}
	file := o.file(chain, account)
	if err := writeSynced(file+".new", raw.Bytes()); err != nil {
		return fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		return fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	return o.sync()
}

// take reads what is left, and checks that it is account's on this chain.
func (o outbox) take(chain *big.Int, account common.Address) ([]*types.Transaction, error) {
	if o.dir == "" {
		return nil, nil
	}
	file := o.file(chain, account)
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	txs, err := parseOutbox(raw, chain, account)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w: move it away after you have looked what it was", ErrOutbox, file, err)
	}
	return txs, nil
}

// parseOutbox reads transactions of one account with one nonce, at least one.
func parseOutbox(raw []byte, chain *big.Int, account common.Address) ([]*types.Transaction, error) {
	if len(raw) > outboxBytesMax {
		return nil, fmt.Errorf("%d bytes are too many", len(raw))
	}
	var txs []*types.Transaction
	stream := rlp.NewStream(bytes.NewReader(raw), uint64(len(raw)))
	for {
		tx := new(types.Transaction)
		if err := stream.Decode(tx); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("transaction %d: %w", len(txs)+1, err)
		}
		from, err := types.Sender(types.LatestSignerForChainID(chain), tx)
		if err != nil || from != account || tx.ChainId().Cmp(chain) != 0 {
			return nil, fmt.Errorf("transaction %d is not of %s on chain %v", len(txs)+1, account, chain)
		}
		if len(txs) > 0 && tx.Nonce() != txs[0].Nonce() {
			return nil, fmt.Errorf("transaction %d has nonce %d, the first %d", len(txs)+1, tx.Nonce(), txs[0].Nonce())
		}
		txs = append(txs, tx)
	}
	if len(txs) == 0 {
		return nil, errors.New("it holds no transaction")
	}
	return txs, nil
}

// drop forgets what was kept.
func (o outbox) drop(chain *big.Int, account common.Address) error {
	if o.dir == "" {
		return nil
	}
	if err := os.Remove(o.file(chain, account)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	return o.sync()
}

func (o outbox) sync() error {
	d, err := os.Open(o.dir)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOutbox, err)
	}
	return errors.Join(d.Sync(), d.Close())
}

func writeSynced(file string, b []byte) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}
