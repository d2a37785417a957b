// Package chain talks to the contracts of Quire on any EVM chain: it deploys and creates, sends what people and the
// settler ask for, and reads the state of a campaign. It is the only place where treasury touches a chain.
//
//	Client ── one JSON-RPC endpoint: sends transactions and waits for them
//	  ├─ Token     ── the ERC-20 of pledges and rewards
//	  └─ Campaign  ── one campaign contract: actions (act.go), Funding (funding.go), rewards from its logs (history.go)
//
// Every decision and every nonce come from the chain, so a process that was killed is simply started again. With Keep a
// signed transaction is on disk before it is first sent, and Resume sees it through. One that was sent twice does no
// harm: contracts refuse the second. (A pledge could be made twice; RaiseStake is the form that cannot.)
//
// Everything here may be called concurrently, but only one process should send with one key at a time.
package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/url"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

var (
	// ErrUnreachable says that the endpoint did not answer as a chain does.
	ErrUnreachable = errors.New("chain: cannot be reached")
	// ErrUnknownOutcome says that a transaction was sent and was not seen in a block in time. It may still get there.
	ErrUnknownOutcome = errors.New("chain: outcome unknown")
	// ErrReplaced says that another transaction of the account took the place of one that was sent, which will never happen.
	ErrReplaced = errors.New("chain: replaced")
	// ErrNoGas says that an account owns too little of the chain's own currency to send anything.
	ErrNoGas = errors.New("chain: not enough for gas")
	// ErrNoContract says that there is no contract, or another one, at an address.
	ErrNoContract = errors.New("chain: not the contract expected")
)

// Client is a connection to a chain.
type Client struct {
	eth *ethclient.Client
	id  *big.Int
	log *slog.Logger

	// Confirmations is how many blocks must follow the one with a transaction before it counts. Set it before use.
	Confirmations uint64
	// OnStep, if set, is told of what becomes of each transaction. Set it before use.
	OnStep func(Step)
	// Rehearse simulates transactions instead of signing and sending them: each after those before it, on the state of the
	// latest block. What is read from contracts shows what they would have done; logs and blocks do not. One goroutine may
	// use such a client. Set it before use.
	Rehearse bool

	outbox    outbox
	patient   patience
	rehearsed []ethereum.CallMsg // in order, if Rehearse
}

// Dial connects to a JSON-RPC endpoint: http, https, ws or wss. It fails with ErrUnreachable.
func Dial(ctx context.Context, endpoint string, log *slog.Logger) (*Client, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%w: --rpc %q is not a URL such as http://127.0.0.1:8545", ErrUnreachable, endpoint)
	}
	conn, err := rpc.DialContext(ctx, endpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrUnreachable, u.Redacted(), err)
	}
	c, err := New(ctx, conn, log)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	return c, nil
}

// New makes a client of a connection, which it owns from then on if it succeeds. It fails with ErrUnreachable.
func New(ctx context.Context, conn *rpc.Client, log *slog.Logger) (*Client, error) {
	c := &Client{eth: ethclient.NewClient(conn), log: log, patient: usualPatience}
	var err error
	if c.id, err = c.eth.ChainID(ctx); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return c, nil
}

// Close ends the connection.
func (c *Client) Close() { c.eth.Close() }

// ID is the EIP-155 id of the chain.
func (c *Client) ID() uint64 { return c.id.Uint64() }

// Now is the chain's clock: the time of its latest block.
func (c *Client) Now(ctx context.Context) (time.Time, error) {
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return time.Time{}, fmt.Errorf("read latest block: %w", err)
	}
	return time.Unix(int64(head.Time), 0), nil
}

// Advance moves the clock of a dev chain forward by d.
func (c *Client) Advance(ctx context.Context, d time.Duration) error {
	if err := c.eth.Client().CallContext(ctx, nil, "evm_increaseTime", int64(d/time.Second)); err != nil {
		return fmt.Errorf("move the clock (only a dev chain can): %w", err)
	}
	if err := c.eth.Client().CallContext(ctx, nil, "evm_mine"); err != nil {
		return fmt.Errorf("move the clock: %w", err)
	}
	return nil
}

// Balance is what the account owns of the chain's own currency, in wei.
func (c *Client) Balance(ctx context.Context, account common.Address) (*big.Int, error) {
	return c.eth.BalanceAt(ctx, account, nil)
}
