// Package home is a trainer's data folder: what it remembers between runs, and where.
//
//	<dir>/ node.key or node.json   the node's key (package keys)
//	       settings.json           payout address and name
//	       lock                    held by the one running `trainer join`
//	       cache/                  objects (package cache)
//	       verified                tasks that were recomputed here (package verify)
//	       campaigns/<name>-<first digits of the spec's digest>/
//	           campaign.json       where the campaign is and who signs its receipts
//	           spec.json           its spec
//	           pending.json        a submission under way (package receipt)
//	           receipts/           receipts (package receipt)
package home

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/internal/durable"
	"quire/proto/canon"
)

const (
	// fileBytesMax bounds settings.json and campaign.json, which have some hundred bytes.
	fileBytesMax = 1 << 16
	// campaignsMax bounds the campaigns listed; a person joins a handful.
	campaignsMax = 1000
)

var (
	// ErrHome is wrapped by every problem with the data folder.
	ErrHome = errors.New("data folder")
	// ErrBusy reports that another trainer runs with this data folder.
	ErrBusy = fmt.Errorf("%w: another trainer is running with it", ErrHome)
)

// Home is a data folder that exists and belongs to the user.
type Home struct{ dir string }

// Default returns the folder used unless the user names one: $XDG_DATA_HOME/quire/trainer or its usual place.
func Default() string {
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "quire", "trainer")
	}
	d, err := os.UserHomeDir()
	if err != nil {
		return filepath.Join(".", "quire-trainer")
	}
	return filepath.Join(d, ".local", "share", "quire", "trainer")
}

// Open opens the data folder, making it if need be.
func Open(dir string) (Home, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Home{}, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "campaigns"), durable.DirMode); err != nil {
		return Home{}, fmt.Errorf("%w: %w (choose another with --data-dir)", ErrHome, err)
	}
	return Home{dir}, nil
}

// Dir returns the folder's path.
func (h Home) Dir() string { return h.dir }

// Cache returns the path of the object cache.
func (h Home) Cache() string { return filepath.Join(h.dir, "cache") }

// Verified returns the path of what audits remember.
func (h Home) Verified() string { return filepath.Join(h.dir, "verified") }

// Settings are what the user said once and need not repeat.
type Settings struct {
	Payout common.Address `json:"payout"` // zero before the first join
	Name   string         `json:"name"`   // public name; may be empty
}

// Settings reads the settings; they are zero before the first join.
func (h Home) Settings() (Settings, error) {
	s, err := read[Settings](filepath.Join(h.dir, "settings.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	return s, err
}

// SetSettings replaces the settings.
func (h Home) SetSettings(s Settings) error { return write(filepath.Join(h.dir, "settings.json"), s) }

// Campaign is what a trainer remembers of a campaign it joined.
type Campaign struct {
	URL    string         `json:"url"` // as given to join
	Name   string         `json:"name"`
	Spec   canon.Digest   `json:"spec"`
	Signer common.Address `json:"signer"` // signs receipts
	Dir    string         `json:"-"`      // its folder
}

// SetCampaign remembers a joined campaign and returns it with its folder, which exists then.
func (h Home) SetCampaign(c Campaign, spec []byte) (Campaign, error) {
	c.Dir = filepath.Join(h.dir, "campaigns", c.Name+"-"+c.Spec.Short())
	if err := os.MkdirAll(c.Dir, durable.DirMode); err != nil {
		return c, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if err := durable.WriteFile(filepath.Join(c.Dir, "spec.json"), spec); err != nil {
		return c, fmt.Errorf("%w: %w", ErrHome, err)
	}
	return c, write(filepath.Join(c.Dir, "campaign.json"), c)
}

// LoadSpec returns the campaign's spec as it was at the last join.
func (c Campaign) LoadSpec() (campaign.Spec, error) {
	b, err := os.ReadFile(filepath.Join(c.Dir, "spec.json"))
	if err != nil {
		return campaign.Spec{}, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if got := canon.Sum(b); got != c.Spec {
		return campaign.Spec{}, fmt.Errorf("%w: %s/spec.json has digest %s, want %s: join again to restore it", ErrHome, c.Dir, got.Short(), c.Spec.Short())
	}
	return campaign.DecodeSpec(b)
}

// Campaigns lists the campaigns joined so far, by name.
func (h Home) Campaigns() ([]Campaign, error) {
	paths, err := filepath.Glob(filepath.Join(h.dir, "campaigns", "*", "campaign.json"))
	if err != nil || len(paths) > campaignsMax {
		return nil, fmt.Errorf("%w: %s holds %d campaigns, at most %d: %v", ErrHome, h.dir, len(paths), campaignsMax, err)
	}
	slices.Sort(paths)
	var cs []Campaign
	for _, p := range paths {
		c, err := read[Campaign](p)
		if err != nil {
			return nil, err
		}
		c.Dir = filepath.Dir(p)
		cs = append(cs, c)
	}
	return cs, nil
}

func read[T any](path string) (T, error) {
	var v T
	i, err := os.Stat(path)
	if err != nil {
		return v, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if i.Size() > fileBytesMax {
		return v, fmt.Errorf("%w: %s has %d bytes, at most %d", ErrHome, path, i.Size(), fileBytesMax)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return v, fmt.Errorf("%w: %w", ErrHome, err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return v, fmt.Errorf("%w: %s is damaged (%w): move it away and join again", ErrHome, path, err)
	}
	return v, nil
}

func write(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHome, err)
	}
	if err := durable.WriteFile(path, append(b, '\n')); err != nil {
		return fmt.Errorf("%w: %w", ErrHome, err)
	}
	return nil
}
