package home

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"quire/proto/canon"
)

func open(t *testing.T, dir string) Home {
	t.Helper()
	h, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestSettingsAreRemembered(t *testing.T) {
	h := open(t, t.TempDir())
	if s, err := h.Settings(); err != nil || s != (Settings{}) {
		t.Fatalf("before: %v, %v", s, err)
	}
	want := Settings{Payout: common.HexToAddress("0x01"), Name: "ada"}
	if err := h.SetSettings(want); err != nil {
		t.Fatal(err)
	}
	if s, err := open(t, h.Dir()).Settings(); err != nil || s != want {
		t.Fatalf("after: %v, %v", s, err)
	}
}

func TestCampaignsAreRemembered(t *testing.T) {
	h := open(t, t.TempDir())
	c, err := h.SetCampaign(Campaign{URL: "http://x/c/a", Name: "a", Spec: canon.Sum([]byte("spec"))}, []byte("spec"))
	if err != nil {
		t.Fatal(err)
	}
	cs, err := h.Campaigns()
	if err != nil || len(cs) != 1 || cs[0] != c {
		t.Fatalf("%v, %v", cs, err)
	}
	if err := os.WriteFile(filepath.Join(c.Dir, "spec.json"), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.LoadSpec(); err == nil || !strings.Contains(err.Error(), "join again") {
		t.Fatalf("damaged spec: %v", err)
	}
}

func TestOneTrainerPerFolder(t *testing.T) {
	h := open(t, t.TempDir())
	unlock, err := h.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Lock(); !errors.Is(err, ErrBusy) {
		t.Fatalf("second lock: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Lock(); err != nil {
		t.Fatalf("after unlock: %v", err)
	}
}

func TestDamagedSettings(t *testing.T) {
	h := open(t, t.TempDir())
	if err := os.WriteFile(filepath.Join(h.Dir(), "settings.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Settings(); !errors.Is(err, ErrHome) || !strings.Contains(err.Error(), "damaged") {
		t.Fatalf("Settings = %v", err)
	}
}
