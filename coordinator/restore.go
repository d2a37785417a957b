package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/spf13/cobra"

	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/ledger"
	"quire/proto/canon"
	"quire/proto/sign"
)

const (
	// restorePatience is how long restore waits for the coordinators to be gone.
	restorePatience = 3 * store.SessionTTL
	// receiptBytesMax bounds a receipt's file, which has about 1.2 kB.
	receiptBytesMax = 1 << 16
)

// restoreConfig is what the flags of restore say.
type restoreConfig struct {
	serve                 serveConfig // where the services and the receipt key are
	specs                 []string
	contract, poster, rpc string
	chain                 uint64
	receipts              string
	dryRun                bool
}

func restoreCommand() *cobra.Command {
	var cfg restoreConfig
	c := &cobra.Command{
		Use: "restore", Short: "rebuild etcd from the journal in the object store", Args: noArgs,
		Long: `Rebuild the record in etcd from the journal in the object store, after etcd was lost or came back from an old copy.

Stop every coordinator first. Every row is verified, rounds and epochs are recomputed, and what etcd still holds must
agree. Rows that were not in the journal yet (at most some seconds of work) come back from trainers' receipts: collect
the files of their receipts folders and give --receipts. After a total loss a campaign that pays needs --contract,
--poster, --chain-id and --spec; trainers join again by themselves. It can be repeated. See docs/disaster.md.`,
		RunE: func(c *cobra.Command, _ []string) error {
			return restore(c.Context(), cfg, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&cfg.serve.dataDir, "data-dir", "data/coordinator", "directory of keys and of the embedded services")
	f.StringVar(&cfg.serve.receiptKey, "receipt-key", "", "file of the key that signs receipts (default: receipt.key in the data directory)")
	cfg.serve.logFormat, cfg.serve.logLevel = "text", "warn"
	cfg.serve.services.flags(f)
	f.StringSliceVar(&cfg.specs, "spec", nil, "digest of the spec of a campaign to restore (default: every campaign that has a journal)")
	f.StringVar(&cfg.contract, "contract", "", "address of the campaign's treasury contract, if etcd does not know it any more")
	f.StringVar(&cfg.poster, "poster", "", "address that posts epochs to it")
	f.Uint64Var(&cfg.chain, "chain-id", 0, "EIP-155 id of its chain")
	f.StringVar(&cfg.rpc, "rpc", "", "public JSON-RPC URL of the chain")
	f.StringVar(&cfg.receipts, "receipts", "", "folder with trainers' receipts, searched with all folders below it")
	f.BoolVar(&cfg.dryRun, "dry-run", false, "check everything, say what would be written, and write nothing to etcd")
	return c
}

func restore(ctx context.Context, cfg restoreConfig, out, errOut io.Writer) (err error) {
	log, err := newLog(cfg.serve, errOut)
	if err != nil {
		return err
	}
	var t *engine.Treasury
	if cfg.contract != "" {
		if !common.IsHexAddress(cfg.contract) || !common.IsHexAddress(cfg.poster) || cfg.chain == 0 || len(cfg.specs) != 1 {
			return fmt.Errorf("%w: with --contract give --poster (both \"0x\" and 40 digits), --chain-id, and one --spec", errUsage)
		}
		t = &engine.Treasury{ChainID: cfg.chain, Contract: common.HexToAddress(cfg.contract), Poster: common.HexToAddress(cfg.poster), RPC: cfg.rpc}
	}
	if cfg.serve.dataDir, err = filepath.Abs(cfg.serve.dataDir); err != nil {
		return err
	}
	receipts, err := readReceipts(cfg.receipts)
	if err != nil {
		return err
	}
	key, operator, err := identities(cfg.serve)
	if err != nil {
		return err
	}
	s, err := openServices(ctx, cfg.serve.services, cfg.serve.dataDir, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	specs, err := specsToRestore(ctx, cfg.specs, s)
	if err != nil {
		return err
	}
	l, err := alone(ctx, s.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Resign(context.WithoutCancel(ctx))) }()
	for _, spec := range specs {
		r, err := engine.Restore(ctx, engine.Config{Store: s.store, Blob: s.blob, ReceiptKey: key, Operator: operator, Log: log, Now: time.Now},
			engine.Restoration{Spec: spec, Treasury: t, Receipts: receipts, DryRun: cfg.dryRun, Fence: l.Fence})
		if err != nil {
			return fmt.Errorf("campaign %s: %w", spec, err)
		}
		what := "written"
		if cfg.dryRun {
			what = "to be written"
		}
		fmt.Fprintf(out, "%s: journal of %d segments with %d rows; %d rows %s, %d of them only in receipts; %d rounds and %d epochs closed; %d acts of operators and proofs against nodes %s\n",
			r.Name, r.Segments, r.Rows, r.Written, what, r.Receipts, r.Rounds, r.Epochs, r.Notes, what)
	}
	return nil
}

// alone takes the leadership, which keeps every coordinator from writing.
func alone(ctx context.Context, s *store.Store) (*store.Leadership, error) {
	ctx, cancel := context.WithTimeout(ctx, restorePatience)
	defer cancel()
	l, err := s.Elect(ctx, store.Member{Name: "restore"}.ID())
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("a coordinator leads: stop every coordinator first: %w", err)
	}
	return l, err
}

func specsToRestore(ctx context.Context, given []string, s *services) ([]canon.Digest, error) {
	if len(given) == 0 {
		all, err := s.blob.Journals(ctx)
		if err == nil && len(all) == 0 {
			err = errors.New("the object store holds no journal: is it the right bucket?")
		}
		return all, err
	}
	var specs []canon.Digest
	for _, text := range given {
		d, err := canon.ParseDigest(text)
		if err != nil || d.IsZero() {
			return nil, fmt.Errorf("%w: --spec %.80q is not a digest of 64 hexadecimal digits", errUsage, text)
		}
		specs = append(specs, d)
	}
	return specs, nil
}

// readReceipts reads every receipt file below a folder; other files are left alone.
func readReceipts(dir string) ([]engine.SignedRow, error) {
	if dir == "" {
		return nil, nil
	}
	var all []engine.SignedRow
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Base(filepath.Dir(path)) != "receipts" || !strings.HasSuffix(path, ".json") {
			return err
		}
		i, err := e.Info()
		if err != nil {
			return err
		}
		if i.Size() > receiptBytesMax {
			return fmt.Errorf("%s has %d bytes, a receipt at most %d", path, i.Size(), receiptBytesMax)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		r, err := canon.Decode[struct {
			Row       ledger.Row     `json:"row"`
			Signature string         `json:"signature"`
			Signer    common.Address `json:"signer"`
		}](b)
		if err != nil {
			return fmt.Errorf("%s is no receipt: %w", path, err)
		}
		signature, err := sign.ParseHex(r.Signature)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, engine.SignedRow{Row: r.Row, Signature: signature})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("--receipts: %w", err)
	}
	return all, nil
}
