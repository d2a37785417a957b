package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"every check held", nil, 0}, {"help", flag.ErrHelp, 0}, {"a check failed", errors.New("x"), 1},
		{"usage", fmt.Errorf("%w: x", errUsage), 2}, {"interrupted", fmt.Errorf("%w", errInterrupted), 130},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%s: exit code %d, want %d", c.name, got, c.want)
		}
	}
}

// Ctrl-C in an act is neither a success nor a failed check.
func TestInterruptedPlay(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	d := newDemo(config{dir: t.TempDir(), bin: t.TempDir()}, newStage(io.Discard))
	if err := d.play(ctx); !errors.Is(err, errInterrupted) {
		t.Errorf("play = %v", err)
	}
}

// sleeper is a demo with one process that does nothing.
func sleeper(t *testing.T) (*demo, *process) {
	t.Helper()
	path, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("this machine has no sleep")
	}
	d := newDemo(config{dir: t.TempDir(), bin: filepath.Dir(path)}, newStage(io.Discard))
	p := d.process("sleeper", "", "sleep", "600")
	t.Cleanup(p.kill)
	if _, err := d.spawn(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return d, p
}

// A process that was killed until round 5 is neither killed nor counted nor brought back before that.
func TestPlansForWhatIsDown(t *testing.T) {
	d, p := sleeper(t)
	plans := []plan{{round: 1, what: p, back: 5}, {round: 1, what: p}, {round: 2, what: p}}
	for number, want := range []struct {
		killed, left int
		running      bool
	}{{0, 3, true}, {1, 3, false}, {1, 3, false}, {1, 3, false}, {1, 3, false}, {3, 0, true}} {
		var err error
		if plans, err = d.strike(t.Context(), plans, &quirev1.Campaign{Round: uint32(number)}); err != nil {
			t.Fatal(err)
		}
		if d.killed != want.killed || len(plans) != want.left || p.running() != want.running {
			t.Errorf("round %d: %d killed, %d plans left, running %t, want %+v", number, d.killed, len(plans), p.running(), want)
		}
	}
}

// However long a line is, what comes after it is read.
func TestLongLines(t *testing.T) {
	p := &process{line: regexp.MustCompile(`^ready: (\S+)$`), log: filepath.Join(t.TempDir(), "log")}
	said := make(chan string, 1)
	p.read(strings.NewReader(strings.Repeat("ready: no ", 100_000)+"\nready: yes\r\nmore"), said)
	select {
	case got := <-said:
		if got != "yes" {
			t.Errorf("the ready line says %q", got)
		}
	default:
		t.Error("the ready line was not read")
	}
}

// paged serves two rounds and one epoch a page.
type paged struct {
	quirev1connect.PublicServiceClient
	rounds []*quirev1.Round
	epochs []*quirev1.Epoch
}

func (p paged) ListRounds(_ context.Context, r *connect.Request[quirev1.ListRoundsRequest]) (*connect.Response[quirev1.ListRoundsResponse], error) {
	from := min(int(r.Msg.From), len(p.rounds))
	return connect.NewResponse(&quirev1.ListRoundsResponse{Rounds: p.rounds[from:min(from+2, len(p.rounds))]}), nil
}

func (p paged) ListEpochs(_ context.Context, r *connect.Request[quirev1.ListEpochsRequest]) (*connect.Response[quirev1.ListEpochsResponse], error) {
	from := min(max(int(r.Msg.From), 1)-1, len(p.epochs))
	return connect.NewResponse(&quirev1.ListEpochsResponse{Epochs: p.epochs[from:min(from+1, len(p.epochs))]}), nil
}

func TestEveryPageIsRead(t *testing.T) {
	var p paged
	for i := range 5 {
		p.rounds = append(p.rounds, &quirev1.Round{Number: uint32(i)})
		p.epochs = append(p.epochs, &quirev1.Epoch{Number: uint32(i + 1)})
	}
	d := &demo{public: p}
	if rounds, err := d.rounds(t.Context()); err != nil || len(rounds) != 5 {
		t.Errorf("%d rounds, %v", len(rounds), err)
	}
	if epochs, err := d.epochs(t.Context()); err != nil || len(epochs) != 5 {
		t.Errorf("%d epochs, %v", len(epochs), err)
	}
}

func TestEpochsOnChain(t *testing.T) {
	contract := position{Epoch: 2, Root: common.Hash{2}.Hex(), Earned: "30"}
	epoch := func(number int, increment campaign.Amount, root common.Hash, tx string) *quirev1.Epoch {
		b, err := canon.Encode(ledger.Epoch{Number: number, Increment: increment, Root: root, Balances: []ledger.Balance{}})
		if err != nil {
			t.Fatal(err)
		}
		return &quirev1.Epoch{Number: uint32(number), Record: b, State: "final", Tx: tx}
	}
	first, second := epoch(1, "10", common.Hash{1}, "0x01"), epoch(2, "20", common.Hash{2}, "0x02")
	for _, c := range []struct {
		name     string
		want     uint32
		contract position
		epochs   []*quirev1.Epoch
		says     string
	}{
		{"all is well", 2, contract, []*quirev1.Epoch{first, second}, ""},
		{"one epoch is enough", 1, position{Epoch: 1, Root: common.Hash{1}.Hex(), Earned: "10"}, []*quirev1.Epoch{first}, ""},
		{"one is missing on chain", 2, position{Epoch: 1, Root: common.Hash{1}.Hex(), Earned: "10"}, []*quirev1.Epoch{first, second}, "on chain 1"},
		{"one is missing everywhere", 3, contract, []*quirev1.Epoch{first, second}, "the spec has 3"},
		{"another is pending", 2, position{Epoch: 2, Root: contract.Root, Earned: "30", Pending: &struct{}{}}, []*quirev1.Epoch{first, second}, "pending"},
		{"the first twice", 2, contract, []*quirev1.Epoch{first, first}, "in the place of epoch 2"},
		{"one transaction", 2, contract, []*quirev1.Epoch{first, epoch(2, "20", common.Hash{2}, "0x01")}, "same transaction"},
		{"no transaction", 2, contract, []*quirev1.Epoch{first, epoch(2, "20", common.Hash{2}, "")}, "no transaction"},
		{"another root", 2, contract, []*quirev1.Epoch{first, epoch(2, "20", common.Hash{3}, "0x02")}, "root"},
		{"paid twice", 2, position{Epoch: 2, Root: contract.Root, Earned: "40"}, []*quirev1.Epoch{first, second}, "40 is not 30"},
	} {
		err := sameEpochs(c.contract, c.want, c.epochs)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want an error that says %q", c.name, err, c.says)
		}
	}
}
