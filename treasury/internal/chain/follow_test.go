package chain

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What happens is told once and in order, across restarts, as it is in the contract.
func TestFollow(t *testing.T) {
	w := newWorld(t)
	c := w.running()
	file := filepath.Join(t.TempDir(), "cursor.json")
	var told []string
	look := func() {
		t.Helper()
		since, err := LoadCursor(file) // each time a new process
		w.must(err)
		next, err := c.Follow(w.ctx, since, 0)
		w.must(err)
		if next.Rewound {
			t.Errorf("rewound to %d", next.From)
		}
		for _, e := range next.Events {
			told = append(told, e.Contract+" "+e.Name)
		}
		w.must(next.Cursor.Save(file))
	}
	look()
	look()
	w.mined(c.AnnounceExit(w.ctx, w.people["ann"], tokens(600)))
	v, err := c.Vault(w.ctx)
	w.must(err)
	w.mined(v.Deposit(w.ctx, w.people["carl"], w.account("bob"), tokens(100)))
	look()
	want := "campaign Pledged, campaign Pledged, campaign Started, campaign ExitAnnounced, vault Deposited"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("told %s\nwant %s", got, want)
	}
	head, err := w.client.Head(w.ctx)
	w.must(err)
	events, err := c.Events(w.ctx, 0, head)
	w.must(err)
	pledged := events[0]
	if len(events) != 5 || pledged.Args[0].Text != w.account("ann").Hex() || pledged.Args[1].Units.Cmp(tokens(600)) != 0 || pledged.Time.IsZero() {
		t.Errorf("first of %d events: %+v", len(events), pledged)
	}
}

// When blocks that were told are no more, that is said, and what took their place is told.
func TestFollowReorganisation(t *testing.T) {
	s := newStorm(t, todaysRules())
	c := &Campaign{Address: s.token.Address, client: s.client}
	stop := s.mine()
	s.must(<-s.mint(s.client))
	stop()
	fork, err := s.client.eth.HeaderByNumber(s.ctx, nil)
	s.must(err)
	first := s.follow(c, Cursor{})
	s.forget()
	done := s.mint(s.client)
	s.until("sent", 1)
	s.sim.Commit()
	s.must(<-done)
	second := s.follow(c, first)
	if second.Next != first.Next+1 {
		t.Fatalf("cursor %+v after %+v", second, first)
	}
	s.must(s.sim.Fork(fork.Hash()))
	s.sim.Rollback()
	s.sim.Commit()
	s.sim.Commit()
	told, err := c.followMarks(s.ctx, second)
	s.must(err)
	if !told.Rewound || told.Cursor.Next != first.Next || len(told.Cursor.Marks) != len(first.Marks) {
		t.Errorf("after the fork %+v, want to go back to %+v", told, first)
	}
	if told, err = c.followMarks(s.ctx, first); err != nil || told.Rewound {
		t.Errorf("the common past: %+v, %v", told, err)
	}
}

// follow is the cursor at the latest block: the storm has no campaign whose events there were.
func (s *storm) follow(c *Campaign, since Cursor) Cursor {
	s.t.Helper()
	told, err := c.followMarks(s.ctx, since)
	s.must(err)
	header, err := s.client.eth.HeaderByNumber(s.ctx, nil)
	s.must(err)
	return told.Cursor.at(header.Number.Uint64(), header.Hash())
}

// A cursor file that is none is refused, and named.
func TestBadCursor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cursor.json")
	for _, text := range []string{"", "[]", `{"next":-1}`, `{"next":1,"marks":[{"number":1,"hash":"0x00"}]}`, `{"nxt":1}`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadCursor(file); !errors.Is(err, ErrCursor) || !strings.Contains(err.Error(), file) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Whatever a cursor file holds, it is refused or says the same when it is written again.
func FuzzCursor(f *testing.F) {
	f.Add([]byte(`{"next":8,"marks":[{"number":3,"hash":"0x1111111111111111111111111111111111111111111111111111111111111111"}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := parseCursor(raw)
		if err != nil {
			return
		}
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parseCursor(again); err != nil {
			t.Fatalf("%s: %v", again, err)
		}
	})
}
