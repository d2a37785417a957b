// Package devchain runs a private EVM chain inside this process, with JSON-RPC over HTTP and WebSocket on one port.
//
// It is go-ethereum's own node with a simulated consensus: the same EVM, transaction pool and RPC as the real thing,
// under the rules of today's main network. It is for development, tests and demonstrations. It is not secure: anyone who
// reaches the port can move the clock.
//
// One goroutine, seal, makes every block:
//
//	transaction arrives ─┐
//	BlockTime ticks ─────┼─→ seal ─→ block
//	evm_* is called ─────┘
//
// The clock of the chain is the machine's clock plus an offset that evm_increaseTime moves forward and that survives a
// restart. With BlockTime 0 there are no blocks, and time stands still, until a transaction or evm_mine arrives.
package devchain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/catalyst"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

// ChainID is the EIP-155 id of every dev chain: the customary one of private chains.
const ChainID = 1337

// balance is what each account owns at the beginning: a thousand million ether.
var balance = new(big.Int).Mul(big.NewInt(1e9), big.NewInt(params.Ether))

// Config says how a chain runs. The zero value is a chain in memory, on a free loopback port, without accounts, with a
// block for every transaction.
type Config struct {
	Listen    string           // host:port of JSON-RPC; empty means 127.0.0.1:0
	Dir       string           // where the chain is kept; empty means in memory
	BlockTime time.Duration    // an empty block this often keeps the clock going; 0 means none
	Accounts  []common.Address // own a fortune in the first block; a chain that Dir holds must have begun with the same
	NextForks bool             // go-ethereum's next forks too, with the rules they have so far; for tests
	Logger    *slog.Logger     // nil means slog.Default
}

// Chain is a running chain. Its methods may be called concurrently.
type Chain struct {
	stack  *node.Node
	eth    *eth.Ethereum
	beacon *catalyst.SimulatedBeacon // owned by seal
	log    *slog.Logger

	requests chan request
	stop     context.CancelFunc
	sealed   chan struct{} // closed when seal has returned
}

// rules are those of today's main network, or of the next forks too. The dev chain of go-ethereum has forks switched on
// that have not happened yet, with other gas prices, so that what works there need not work today.
func rules(nextForks bool) *params.ChainConfig {
	c := *params.AllDevChainProtocolChanges
	if !nextForks {
		c.AmsterdamTime, c.BogotaTime = nil, nil
	}
	return &c
}

// Start runs a chain until Close. It returns when JSON-RPC answers.
func Start(cfg Config) (*Chain, error) {
	if cfg.Listen == "" {
		cfg.Listen = "127.0.0.1:0"
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	host, port, err := splitListen(cfg.Listen)
	if err != nil {
		return nil, err
	}
	stack, err := node.New(nodeConfig(cfg, host, port))
	if err != nil {
		return nil, fmt.Errorf("prepare dev chain: %w", err)
	}
	c := &Chain{stack: stack, log: cfg.Logger, requests: make(chan request), sealed: make(chan struct{})}
	if err := c.assemble(cfg); err != nil {
		return nil, errors.Join(err, stack.Close())
	}
	if err := stack.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start dev chain on %s: %w", cfg.Listen, err), stack.Close())
	}
	if c.eth.BlockChain().CurrentBlock().Number.Sign() == 0 { // the first block is of 1970
		if err := c.blockAt(time.Now()); err != nil {
			return nil, errors.Join(fmt.Errorf("make the first block: %w", err), stack.Close())
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	c.stop = stop
	go func() {
		defer close(c.sealed)
		c.seal(ctx, cfg.BlockTime)
	}()
	return c, nil
}

func splitListen(listen string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(listen)
	if err != nil {
		return "", 0, fmt.Errorf("listen address %q: want host:port, for example 127.0.0.1:8545", listen)
	}
	port, err = strconv.Atoi(text)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("listen address %q: port is not a number from 0 to 65535", listen)
	}
	if host == "" {
		host = "0.0.0.0"
	}
	if port == 0 { // the node treats HTTP and WebSocket with port 0 as two ports; find one for both
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return "", 0, err
		}
		port = l.Addr().(*net.TCPAddr).Port
		return host, port, l.Close()
	}
	return host, port, nil
}

func nodeConfig(cfg Config, host string, port int) *node.Config {
	c := node.DefaultConfig
	c.Name = "quire-dev"
	c.DataDir = cfg.Dir
	c.P2P = p2p.Config{NoDiscovery: true}
	c.IPCPath = ""
	c.HTTPHost, c.HTTPPort, c.HTTPModules = host, port, []string{"eth", "net", "web3", "evm"}
	c.WSHost, c.WSPort, c.WSModules = host, port, c.HTTPModules
	// Wallets in browsers call from other origins. There is nothing of value here to protect.
	c.HTTPCors, c.HTTPVirtualHosts, c.WSOrigins = []string{"*"}, []string{"*"}, []string{"*"}
	return &c
}

// assemble puts the parts of the node together.
func (c *Chain) assemble(cfg Config) error {
	alloc := core.SystemContractAllocs()
	for _, a := range cfg.Accounts {
		alloc[a] = types.Account{Balance: balance}
	}
	ec := ethconfig.Defaults
	ec.NetworkId = ChainID
	ec.Genesis = &core.Genesis{
		Config: rules(cfg.NextForks), GasLimit: ec.Miner.GasCeil, BaseFee: big.NewInt(params.InitialBaseFee), Alloc: alloc,
	}
	ec.SyncMode = ethconfig.FullSync
	ec.NoPruning, ec.StateScheme = true, rawdb.HashScheme // every block's state reaches the disk at once, for kill -9
	ec.DatabaseCache, ec.TrieCleanCache, ec.TrieDirtyCache, ec.SnapshotCache = 16, 16, 16, 0
	chain, err := eth.New(c.stack, &ec)
	if err != nil {
		return fmt.Errorf("open dev chain in %q (delete the folder to begin anew): %w", cfg.Dir, err)
	}
	filter := filters.NewFilterAPI(filters.NewFilterSystem(chain.APIBackend, filters.Config{}))
	c.stack.RegisterAPIs([]rpc.API{{Namespace: "eth", Service: filter}, {Namespace: "evm", Service: &clockAPI{c}}})
	beacon, err := catalyst.NewSimulatedBeacon(0, common.Address{}, chain)
	if err != nil {
		return fmt.Errorf("prepare dev chain: %w", err)
	}
	c.eth, c.beacon = chain, beacon
	return nil
}

// URL is where JSON-RPC is served over HTTP; with ws:// instead, over WebSocket.
func (c *Chain) URL() string { return c.stack.HTTPEndpoint() }

// Attach is a connection to the chain without a network. The caller closes it.
func (c *Chain) Attach() *rpc.Client { return c.stack.Attach() }

// Close stops the chain and writes what it holds to its folder.
func (c *Chain) Close() error {
	c.stop()
	<-c.sealed
	return errors.Join(c.beacon.Stop(), c.stack.Close())
}
