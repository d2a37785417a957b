package devchain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core"
)

const (
	// advanceMax bounds one move of the clock, so that nobody moves it past what 40 bits of seconds hold by accident.
	advanceMax = 10 * 365 * 24 * time.Hour
	// sealsMax bounds the blocks made for one arrival of transactions; what is left waits for the next.
	sealsMax = 100
	// poolRetries bounds the attempts to advance the clock between transactions, each of which is sealed first.
	poolRetries = 100
	// sweepEvery is how often transactions are looked for that came without a sign, as one can that becomes executable
	// while a block is made.
	sweepEvery = 250 * time.Millisecond
)

// request asks seal to move the clock forward, by at least 0, and to make a block.
type request struct {
	advance time.Duration
	done    chan error // buffered
}

// Advance moves the clock of the chain forward by d, rounded down to seconds, and makes a block at the new time.
func (c *Chain) Advance(ctx context.Context, d time.Duration) error {
	if d < 0 || d > advanceMax {
		return fmt.Errorf("advance the clock by %v: the chain's clock moves forward, at most %v at a time", d, advanceMax)
	}
	r := request{d, make(chan error, 1)}
	select {
	case c.requests <- r:
	case <-c.sealed:
		return errors.New("the dev chain is closed")
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// seal makes every block; nothing else touches the beacon.
func (c *Chain) seal(ctx context.Context, every time.Duration) {
	// The last block of an earlier run may be ahead of the machine's clock.
	offset := max(0, time.Until(c.headTime()).Truncate(time.Second))
	transactions := make(chan core.NewTxsEvent, 16)
	subscription := c.eth.TxPool().SubscribeTransactions(transactions, true)
	defer subscription.Unsubscribe()
	c.include() // what arrived before the subscription
	var tick <-chan time.Time
	if every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		tick = ticker.C
	}
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-transactions:
			c.include()
		case <-sweep.C:
			c.include()
		case <-tick:
			if err := c.blockAt(time.Now().Add(offset)); err != nil {
				c.log.Warn("no block this time", "error", err)
			}
		case r := <-c.requests:
			offset += r.advance.Truncate(time.Second)
			// Without ticks the head lags behind the clock; a move of d seconds is at least d after the head.
			offset = max(offset, time.Until(c.headTime().Add(r.advance)))
			r.done <- c.blockAt(time.Now().Add(offset))
		}
	}
}

// include makes blocks until no executable transaction is left.
func (c *Chain) include() {
	for range sealsMax {
		if pending, _ := c.eth.TxPool().Stats(); pending == 0 {
			return
		}
		c.beacon.Commit()
		if err := c.eth.TxPool().Sync(); err != nil {
			c.log.Warn("transaction pool is not in step", "error", err)
			return
		}
	}
}

// blockAt makes a block with the given time, or one second after the head if that is later.
func (c *Chain) blockAt(at time.Time) error {
	var err error
	for range poolRetries {
		c.include()
		if err = c.beacon.AdjustTime(max(time.Second, at.Sub(c.headTime()))); err == nil {
			return nil
		}
	}
	return err
}

func (c *Chain) headTime() time.Time {
	return time.Unix(int64(c.eth.BlockChain().CurrentBlock().Time), 0)
}

// clockAPI serves the methods by which other dev chains let people move their clock.
type clockAPI struct{ chain *Chain }

// IncreaseTime is evm_increaseTime: it moves the clock forward by seconds, a number or a hexadecimal string, and makes a
// block at the new time, so that a following evm_mine is welcome but not needed. It returns the seconds.
func (a *clockAPI) IncreaseTime(ctx context.Context, seconds json.RawMessage) (int64, error) {
	n, err := number(seconds)
	if err != nil || n > int64(advanceMax/time.Second) {
		return 0, fmt.Errorf("evm_increaseTime: %.40s is not a number of seconds", seconds)
	}
	return n, a.chain.Advance(ctx, time.Duration(n)*time.Second)
}

// Mine is evm_mine: it makes a block, optionally at the given time in Unix seconds.
func (a *clockAPI) Mine(ctx context.Context, at *json.RawMessage) (string, error) {
	advance := time.Duration(0)
	if at != nil {
		n, err := number(*at)
		if err != nil {
			return "", fmt.Errorf("evm_mine: %.40s is not a time in Unix seconds", *at)
		}
		advance = time.Unix(n, 0).Sub(a.chain.headTime())
	}
	return "0x0", a.chain.Advance(ctx, advance)
}

func number(raw json.RawMessage) (int64, error) {
	text := strings.Trim(string(raw), `"`)
	if strings.HasPrefix(text, "0x") {
		n, err := hexutil.DecodeUint64(text)
		return int64(n & (1<<63 - 1)), err
	}
	return strconv.ParseInt(text, 10, 64)
}
