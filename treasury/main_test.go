package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/internal/keyfile"
	"quire/proto/canon"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/ledgertest"
	"quire/treasury/reward"
)

// town is a dev chain started from the command line, and the keys it made.
type town struct {
	t        *testing.T
	dir, rpc string
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, dir: t.TempDir()}
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"dev", "--listen", "127.0.0.1:0", "--data-dir", w.dir, "--accounts", "5", "--block-time", "0"}, write)
		write.Close()
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	match := regexp.MustCompile(`^ready: dev chain 1337 at (http://\S+), 5 accounts`).FindStringSubmatch(line)
	if match == nil {
		t.Fatalf("treasury dev says %q (%v)", line, err)
	}
	w.rpc = match[1]
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return w
}

// key is the key file of an account.
func (w *town) key(n int) string {
	return filepath.Join(w.dir, "keys", "account-"+string(rune('0'+n))+".key")
}

func (w *town) address(n int) common.Address {
	w.t.Helper()
	key, err := keyfile.Load(w.key(n), "")
	if err != nil {
		w.t.Fatal(err)
	}
	return crypto.PubkeyToAddress(key.PublicKey)
}

// try runs a command as an account and returns what it says, its error and its exit code.
func (w *town) try(account int, args ...string) (string, error, int) {
	var out bytes.Buffer
	args = append(args, "--rpc", w.rpc, "--timeout", "20s", "--key-file", w.key(account))
	err := run(context.Background(), args, &out)
	return strings.TrimSpace(out.String()), err, exitCode(err)
}

func (w *town) do(account int, args ...string) string {
	w.t.Helper()
	out, err, _ := w.try(account, args...)
	if err != nil {
		w.t.Fatalf("treasury %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// file writes a file of the test.
func (w *town) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// campaign deploys everything, gives accounts 1 and 2 a thousand tokens, and creates the campaign of ledgertest.Spec
// with account 3 as its arbitrator.
func (w *town) campaign() (contract string) {
	w.t.Helper()
	var made struct{ Factory, Token common.Address }
	if err := json.Unmarshal([]byte(w.do(0, "deploy", "--test-token", "--json")), &made); err != nil {
		w.t.Fatal(err)
	}
	for n := range 3 {
		w.do(0, "mint", "--token", made.Token.Hex(), "--to", w.address(n).Hex(), "--amount", "1000")
	}
	spec, err := canon.Encode(ledgertest.Spec())
	if err != nil {
		w.t.Fatal(err)
	}
	file := w.file("campaign.yaml", "name: tiny\nterms:\n  cap: 900\n")
	return w.do(0, "create", file, "--spec", w.file("spec.json", string(spec)), "--factory", made.Factory.Hex(), "--token", made.Token.Hex(), "--arbitrator", w.address(3).Hex())
}

// A campaign from the command line: deployed, funded, started, paid, closed, refunded.
func TestLifeFromTheCommandLine(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	if out := w.do(1, "status", "--contract", c); !strings.Contains(out, "Pledging") || !strings.Contains(out, "owns 1000 QTT") {
		t.Fatalf("status:\n%s", out)
	}
	if out := w.do(1, "pledge", "--contract", c, "--amount", "12.5", "--permit"); !strings.HasPrefix(out, "pledged 12.5 QTT (transaction 0x") {
		t.Fatalf("pledge: %s", out)
	}
	for range 2 { // the second does nothing
		if out := w.do(2, "pledge", "--contract", c, "--stake", "700"); !strings.HasPrefix(out, "the account's stake is 700 QTT") {
			t.Fatalf("pledge: %s", out)
		}
	}
	var s Statement
	if err := json.Unmarshal([]byte(w.do(2, "status", "--contract", c, "--json")), &s); err != nil {
		t.Fatal(err)
	}
	if s.Phase != "Ready" || s.Pledged != "712500000" || s.Goal != ledgertest.Spec().Cost().String() || s.Funders != 2 || s.Account.Stake != "700000000" || s.Account.Balance != "300000000" {
		t.Fatalf("statement: %+v", s)
	}
	w.do(0, "start", "--contract", c)
	w.post(c, 4, 100_000)
	w.do(1, "dev", "advance", "25h")
	if out := w.do(4, "claim", "--contract", c, "--to", w.address(3).Hex()); !strings.HasPrefix(out, "claimed 0.1 QTT; earned so far 0.1 QTT") {
		t.Fatalf("claim: %s", out)
	}
	if _, err, code := w.try(4, "claim", "--contract", c); code != 3 || !strings.Contains(err.Error(), "all of 0.1 QTT is paid") {
		t.Fatalf("second claim: %d, %v", code, err)
	}
	w.do(1, "dev", "advance", "22d")
	w.do(1, "close", "--contract", c)
	if out := w.do(1, "refund", "--contract", c, "--to", w.address(4).Hex()); !strings.HasPrefix(out, "refunded 12.498245 QTT for a stake of 12.5 QTT") {
		t.Fatalf("refund: %s", out)
	}
	w.do(2, "refund", "--contract", c)
	if out := w.do(0, "withdraw", "--contract", c); !strings.HasPrefix(out, "withdrew ") {
		t.Fatalf("withdraw: %s", out)
	}
	if out := w.do(2, "status", "--contract", c); !strings.Contains(out, "unspent   0 QTT") || !strings.Contains(out, "Closed") {
		t.Fatalf("status at the end:\n%s", out)
	}
}

// post posts an epoch as account 0, the poster: settle does that with a coordinator, which has its own tests.
func (w *town) post(contract string, to int, units int64) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	client, err := chain.Dial(ctx, w.rpc, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		w.t.Fatal(err)
	}
	defer client.Close()
	c, err := client.Campaign(ctx, common.HexToAddress(contract))
	if err != nil {
		w.t.Fatal(err)
	}
	e, err := reward.Next(nil, []reward.Entry{{Account: w.address(to), Reward: big.NewInt(units)}})
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := keyfile.Load(w.key(0), "")
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := c.PostEpoch(ctx, chain.Held(key), chain.Posting{Epoch: 1, Rows: e.Pack()}); err != nil {
		w.t.Fatal(err)
	}
}

// A challenge from the command line, and the ruling.
func TestChallengeFromTheCommandLine(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	w.do(2, "pledge", "--contract", c, "--amount", "900")
	w.do(0, "start", "--contract", c)
	w.post(c, 4, 1)
	evidence := w.file("evidence.txt", "nobody computed that")
	if out := w.do(1, "challenge", "--contract", c, "--posting", "1", "--evidence", evidence); !strings.HasPrefix(out, "challenged posting 1") {
		t.Fatal(out)
	}
	if out := w.do(3, "rule", "void", "--contract", c, "--posting", "1"); !strings.HasPrefix(out, "ruled on posting 1: void") {
		t.Fatal(out)
	}
	if out := w.do(1, "status", "--contract", c); !strings.Contains(out, "0 final") {
		t.Fatal(out)
	}
}

// bad is a command line that is refused.
type bad struct {
	name string
	args []string
	code int
	says string
}

func badInput(w *town, c, open, poor, terms string) []bad {
	return []bad{
		{"unknown command", []string{"plegde"}, 2, "unknown command"},
		{"unknown key command", []string{"key", "make"}, 2, "unknown command"},
		{"unknown flag", []string{"pledge", "--amont", "5"}, 2, "--amont"},
		{"no amount", []string{"pledge", "--contract", c}, 2, "--amount"},
		{"two amounts", []string{"pledge", "--contract", c, "--amount", "1", "--stake", "1"}, 2, "either"},
		{"bad amount", []string{"pledge", "--contract", c, "--amount", "1,5"}, 2, "12.5"},
		{"too fine an amount", []string{"pledge", "--contract", c, "--amount", "0.0000001"}, 2, "6 decimals"},
		{"zero", []string{"pledge", "--contract", c, "--amount", "0"}, 3, "zero"},
		{"more than is owned", []string{"pledge", "--contract", c, "--amount", "900", "--key-file", w.key(4)}, 3, "owns 0 QTT and needs 900 QTT"},
		{"above the cap", []string{"pledge", "--contract", c, "--amount", "901"}, 3, "room for 900 QTT"},
		{"no contract", []string{"pledge", "--amount", "1"}, 2, "--contract is missing"},
		{"bad address", []string{"pledge", "--amount", "1", "--contract", "0x12"}, 2, "not an address"},
		{"nothing there", []string{"status", "--contract", "0x00000000000000000000000000000000000000ff"}, 2, "no campaign at"},
		{"too early", []string{"start", "--contract", c}, 3, "still collecting"},
		{"nothing earned", []string{"claim", "--contract", c}, 2, "no rewards"},
		{"nothing to refund", []string{"refund", "--contract", c}, 3, "zero"},
		{"no key", []string{"start", "--contract", c, "--key-file", ""}, 2, "treasury key new"},
		{"open key", []string{"start", "--contract", c, "--key-file", open}, 2, "chmod 600"},
		{"missing key", []string{"start", "--contract", c, "--key-file", "/nonexistent"}, 2, "no such file"},
		{"no gas", []string{"deploy", "--key-file", poor}, 3, "send it some"},
		{"no chain", []string{"status", "--contract", c, "--rpc", "http://127.0.0.1:1"}, 1, "cannot be reached"},
		{"bad endpoint", []string{"status", "--contract", c, "--rpc", "127.0.0.1"}, 1, "not a URL"},
		{"bad terms", []string{"create", terms, "--factory", c, "--token", c, "--spec-digest", strings.Repeat("1", 64)}, 2, "no token at"},
		{"no spec", []string{"create", terms, "--factory", c, "--token", c}, 2, "--spec-digest"},
		{"bad digest", []string{"create", terms, "--factory", c, "--token", c, "--spec-digest", "12"}, 2, "hexadecimal"},
		{"no file", []string{"create", "/nonexistent", "--factory", c, "--spec-digest", strings.Repeat("1", 64)}, 2, "no such file"},
		{"bad ruling", []string{"rule", "maybe", "--contract", c}, 2, "maybe"},
		{"bad duration", []string{"dev", "advance", "soon"}, 2, "14d"},
		{"no evidence", []string{"challenge", "--contract", c}, 2, "--evidence"},
		{"settle without a coordinator", []string{"settle", "--contract", c}, 2, "--coordinator"},
		{"settle with a bad URL", []string{"settle", "--contract", c, "--coordinator", "x", "--campaign", "y"}, 2, "not a URL"},
		{"hasty", []string{"watch", "--contract", c, "--interval", "1ms"}, 2, "--interval"},
		{"too many accounts", []string{"dev", "--accounts", "100000"}, 2, "--accounts"},
		{"more accounts than the chain has", []string{"dev", "--data-dir", w.dir, "--accounts", "6"}, 2, "began with 5"},
		{"key exists", []string{"key", "new", w.key(0)}, 2, "exists already"},
	}
}

// Everything wrong gets one clear sentence and the documented exit code, and changes nothing.
func TestBadInput(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	open := w.file("open.key", strings.Repeat("1", 64))
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	poor := filepath.Join(w.dir, "poor.key")
	if _, err := keyfile.Create(poor, ""); err != nil {
		t.Fatal(err)
	}
	terms := w.file("bad.yaml", "terms:\n  goal: -1\n")
	for _, x := range badInput(w, c, open, poor, terms) {
		t.Run(x.name, func(t *testing.T) {
			var out bytes.Buffer
			args := append([]string{"--rpc", w.rpc, "--timeout", "10s", "--key-file", w.key(1)}, x.args...)
			err := run(context.Background(), args, &out)
			if err == nil {
				t.Fatalf("it worked: %s", out.String())
			}
			if code := exitCode(err); code != x.code {
				t.Errorf("exit code %d, want %d (%v)", code, x.code, err)
			}
			if text := err.Error(); !strings.Contains(text, x.says) || strings.Contains(text, "\n") || len(text) > 400 {
				t.Errorf("says %q, want a line with %q", text, x.says)
			}
		})
	}
	if out := w.do(1, "status", "--contract", c); !strings.Contains(out, "owns 1000 QTT") {
		t.Errorf("something changed:\n%s", out)
	}
}

// The dearest epoch of a spec is the first, and epochs together cost what the campaign does.
func TestDearestEpoch(t *testing.T) {
	spec := ledgertest.Spec()
	records := ledgertest.Epochs(t, spec, ledgertest.Ledger(t, spec))
	if got := dearestEpoch(spec).String(); campaign.Amount(got) != records[0].Increment {
		t.Errorf("the first epoch costs %s by the spec, %s by the ledger", got, records[0].Increment)
	}
}
