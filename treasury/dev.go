package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/spf13/cobra"

	"quire/internal/keyfile"
	"quire/treasury/internal/devchain"
	"quire/treasury/terms"
)

// devAccountsMax bounds --accounts: more would only slow the start.
const devAccountsMax = 1000

func devCommand(o *options) *cobra.Command {
	var listen, dir string
	var accounts int
	var blockTime time.Duration
	c := &cobra.Command{
		Use:   "dev",
		Short: "Run a chain for development, with JSON-RPC and funded accounts",
		Long: `Run a private EVM chain in this process until interrupted. It serves JSON-RPC over HTTP and WebSocket on one port and
keeps the chain in its data directory, where it survives restarts. The keys of its accounts are in DATA-DIR/keys.
Its clock moves with evm_increaseTime and evm_mine, or with "treasury dev advance". It is worthless and insecure by design.`,
		RunE: func(c *cobra.Command, _ []string) error {
			if accounts < 1 || accounts > devAccountsMax {
				return fmt.Errorf("%w: --accounts is %d: it must be from 1 to %d", errUsage, accounts, devAccountsMax)
			}
			if blockTime < 0 || blockTime > 0 && blockTime < 100*time.Millisecond {
				return fmt.Errorf("%w: --block-time is %v: it must be 0 (a block per transaction) or at least 100ms", errUsage, blockTime)
			}
			addresses, err := devAccounts(dir, accounts)
			if err != nil {
				return err
			}
			chain, err := devchain.Start(devchain.Config{
				Listen: listen, Dir: filepath.Join(dir, "chain"), BlockTime: blockTime, Accounts: addresses, Logger: o.logger(),
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "ready: dev chain %d at %s, %d accounts with keys in %s\n",
				devchain.ChainID, chain.URL(), len(addresses), filepath.Join(dir, "keys"))
			<-c.Context().Done()
			return chain.Close()
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8545", "host:port of JSON-RPC")
	c.Flags().StringVar(&dir, "data-dir", "data/dev", "folder of the chain and of the keys")
	c.Flags().IntVar(&accounts, "accounts", 10, "number of funded accounts")
	c.Flags().DurationVar(&blockTime, "block-time", time.Second, "make an empty block this often so that time passes; 0 makes blocks for transactions only")
	c.AddCommand(advanceCommand(o))
	return c
}

func advanceCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "advance DURATION",
		Short: "Move the clock of a dev chain forward, for example by 3d or 36h",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			d, err := terms.ParseDuration(args[0])
			if err != nil {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			ctx, client, done, err := o.dial(c.Context())
			if err != nil {
				return err
			}
			defer done()
			if err := client.Advance(ctx, d); err != nil {
				return err
			}
			now, err := client.Now(ctx)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "the chain's clock is at %s\n", now.UTC().Format(time.RFC3339))
			return nil
		},
	}
}

// devAccounts reads the keys in dir/keys, and makes them before the chain begins: only its first block funds accounts.
func devAccounts(dir string, count int) ([]common.Address, error) {
	_, err := os.Stat(filepath.Join(dir, "chain"))
	begun := err == nil
	var addresses []common.Address
	for i := range count {
		file := filepath.Join(dir, "keys", fmt.Sprintf("account-%d.key", i))
		key, err := keyfile.Load(file, "")
		switch {
		case err == nil:
			addresses = append(addresses, crypto.PubkeyToAddress(key.PublicKey))
			continue
		case !errors.Is(err, os.ErrNotExist):
			return nil, err
		case begun:
			return nil, fmt.Errorf("%w: the chain in %s began with %d accounts: start it with --accounts %d, or name another --data-dir", errUsage, dir, i, i)
		}
		made, err := keyfile.Create(file, "")
		if err != nil {
			return nil, err
		}
		addresses = append(addresses, made)
	}
	return addresses, nil
}

func keyCommand(o *options) *cobra.Command {
	c := &cobra.Command{Use: "key", Short: "Make and look at keys", RunE: help}
	c.AddCommand(&cobra.Command{
		Use:   "new FILE",
		Short: "Make a key in a new file that only you can read; with --password-file as a keystore",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			address, err := keyfile.Create(args[0], o.passwordFile)
			if err != nil {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			fmt.Fprintln(c.OutOrStdout(), address)
			return nil
		},
	}, &cobra.Command{
		Use:   "address FILE",
		Short: "Print the address of a key",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			key, err := keyfile.Load(args[0], o.passwordFile)
			if err != nil {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			fmt.Fprintln(c.OutOrStdout(), crypto.PubkeyToAddress(key.PublicKey))
			return nil
		},
	})
	return c
}
