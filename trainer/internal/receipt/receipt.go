// Package receipt keeps what proves a trainer's earnings: the coordinator's signed receipts, and the submission that is
// under way.
//
//	computed ─► SavePending (fsync) ─► Submit ─► Check ─► Add (fsync) ─► DropPending
//	                  ▲                  │
//	                  └── after a crash ─┘   same request, hence the same receipt
//
// Receipts are files that are written once, readable by their owner only, and outlive everything else in the data
// folder: with one of them a trainer is owed its reward even if the coordinator loses all it has.
package receipt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/internal/durable"
	"quire/proto/canon"
	"quire/proto/sign"
)

// fileBytesMax bounds a receipt file, which has about 1.2 kB.
const fileBytesMax = 1 << 16

var (
	// ErrReceipt is wrapped by every refusal of a receipt.
	ErrReceipt = errors.New("receipt")
	// ErrConflict reports two receipts of the coordinator that contradict each other: keep both, they convict it.
	ErrConflict = fmt.Errorf("%w: contradicts one already held", ErrReceipt)
)

// Receipt is a ledger row and the coordinator's signature over it. Its canonical bytes are the file.
type Receipt struct {
	Row       ledger.Row     `json:"row"`
	Signature string         `json:"signature"` // sign.Hex
	Signer    common.Address `json:"signer"`    // whose it has to be
}

// Parse reads a receipt as the coordinator sends it.
func Parse(row, signature []byte, signer common.Address) (Receipt, error) {
	r, err := canon.Decode[ledger.Row](row)
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: row: %w", ErrReceipt, err)
	}
	return Receipt{Row: r, Signature: sign.Hex(signature), Signer: signer}, nil
}

// Verify checks what can be checked offline: the coordinator's signature, the node's own, and that units and reward are
// those that the spec fixes.
func (r Receipt) Verify(spec campaign.Spec) error {
	if r.Row.Campaign != spec.Digest() {
		return fmt.Errorf("%w: is of campaign %s, not of %s", ErrReceipt, r.Row.Campaign.Short(), spec.Digest().Short())
	}
	if r.Row.Seq < 1 {
		return fmt.Errorf("%w: row number %d", ErrReceipt, r.Row.Seq)
	}
	// Row.Verify first: it bounds the reward, which Receipt needs as a number.
	if err := r.Row.Verify(spec); err != nil {
		return fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	signature, err := sign.ParseHex(r.Signature)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if err := sign.Verify(r.Signer, r.Row.Receipt(), signature); err != nil {
		return fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	return nil
}

// Store is the receipts of one campaign, and its pending submission. It is for one goroutine.
type Store struct{ dir string }

// Open opens the store in a campaign's folder, which exists.
func Open(dir string) (*Store, error) {
	s := &Store{dir}
	if err := os.MkdirAll(s.receipts(), durable.DirMode); err != nil {
		return nil, fmt.Errorf("create folder of receipts: %w", err)
	}
	return s, durable.Sweep(s.receipts())
}

func (s *Store) receipts() string { return filepath.Join(s.dir, "receipts") }

// Add keeps a receipt. One that is held already is a success; one that says something else of the same row is
// ErrConflict and is kept beside the first.
func (s *Store) Add(r Receipt) error {
	b, err := canon.Encode(r)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	path := filepath.Join(s.receipts(), fmt.Sprintf("%012d.json", r.Row.Seq))
	err = durable.CreateFile(path, b)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	held, err := load(path)
	if err == nil && held == r {
		return nil
	}
	beside := filepath.Join(s.receipts(), fmt.Sprintf("%012d-%s.json", r.Row.Seq, canon.Sum(b).Short()))
	if err := durable.WriteFile(beside, b); err != nil {
		return err
	}
	if err != nil {
		return nil // the one held is damaged, not contradicting
	}
	return fmt.Errorf("%w: row %d (both are in %s)", ErrConflict, r.Row.Seq, s.receipts())
}

// File is a receipt as it lies on disk, or the reason why it cannot be read.
type File struct {
	Path    string
	Receipt Receipt
	Err     error
}

// All returns the receipts by row. A file that cannot be read does not hide the others.
func (s *Store) All() ([]File, error) {
	paths, err := filepath.Glob(filepath.Join(s.receipts(), "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	files := make([]File, 0, len(paths))
	for _, p := range paths {
		r, err := load(p)
		files = append(files, File{p, r, err})
	}
	return files, nil
}

func load(path string) (Receipt, error) {
	i, err := os.Stat(path)
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if i.Size() > fileBytesMax {
		return Receipt{}, fmt.Errorf("%w: %s has %d bytes, at most %d", ErrReceipt, path, i.Size(), fileBytesMax)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	r, err := canon.Decode[Receipt](b)
	if err != nil {
		return r, fmt.Errorf("%w: %s is damaged: %w", ErrReceipt, path, err)
	}
	return r, nil
}
