package main

import (
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/term"

	"quire/coordinator/round"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/home"
	"quire/trainer/internal/worker"
)

// skewTold is the clock difference from which people are told; the coordinator refuses five minutes.
const skewTold = 10 * time.Second

// console tells a person at a terminal in calm lines, or a log in records. It may be used concurrently.
type console struct {
	mu     sync.Mutex
	lines  io.Writer // nil when records are wanted
	log    *slog.Logger
	token  token
	pays   bool     // the campaign has a treasury
	before *big.Int // earned before this run; nil until it is known
}

func newConsole(format string, stdout, stderr io.Writer) (*console, error) {
	if format == "auto" {
		format = "text"
		if f, ok := stdout.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
			format = "lines"
		}
	}
	c := &console{log: slog.New(slog.DiscardHandler)}
	switch format {
	case "lines":
		c.lines = stdout
	case "text":
		c.log = slog.New(slog.NewTextHandler(stderr, nil))
	case "json":
		c.log = slog.New(slog.NewJSONHandler(stderr, nil))
	default:
		return nil, fmt.Errorf("%w: --log-format %.20q, want auto, lines, text or json", errUsage, format)
	}
	return c, nil
}

// line prints for people.
func (c *console) line(format string, args ...any) {
	if c.lines == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.lines, format+"\n", args...)
}

// note tells something about this program.
func (c *console) note(text string) {
	c.line("%s", text)
	c.log.Info("note", "text", text)
}

func (c *console) welcome(m *quirev1.Campaign, node common.Address, s home.Settings, kernel string) {
	c.token, c.pays = tokenOf(m), m.GetTreasury() != nil
	payout := s.Payout.Hex()
	if !c.pays {
		payout = "none: this campaign is a trial that pays nothing"
	}
	c.line("campaign  %s: %s", m.GetName(), safeText(m.GetTitle()))
	c.line("spec      %.16s…  %s parameters, round %d of %d", m.GetSpecDigest(), si(m.GetParams()), m.GetRound(), m.GetRounds())
	c.line("node      %s", node)
	c.line("payout    %s", payout)
	c.line("kernels   %s", kernel)
	c.log.Info("joining", "campaign", m.GetName(), "spec", m.GetSpecDigest(), "node", node, "payout", s.Payout, "kernels", kernel)
}

func (c *console) skew(d time.Duration) {
	if d.Abs() < skewTold {
		return
	}
	c.line("note      this machine's clock is %s off the coordinator's: set it, or calls will be refused", d.Abs().Round(time.Second))
	c.log.Warn("clock skew", "skew_ms", d.Milliseconds())
}

// event tells what happened to the worker.
func (c *console) event(e worker.Event) {
	place := describe(e.Task)
	switch e.Kind {
	case worker.Working:
		c.log.Info("working", "round", e.Task.Round, "kind", e.Task.Kind, "index", e.Task.Index, "attempt", e.Attempt)
	case worker.Accepted:
		c.accepted(e)
	case worker.Waiting:
		c.line("waiting   %s", safeText(e.Reason))
		c.log.Info("waiting", "reason", e.Reason)
	case worker.Lost:
		c.line("lost      %s: another trainer has it now", place)
		c.log.Warn("lease lost", "round", e.Task.Round, "kind", e.Task.Kind, "index", e.Task.Index, "attempt", e.Attempt)
	case worker.Failed:
		c.line("failed    %s: %v", place, e.Err)
		c.log.Warn("task failed", "round", e.Task.Round, "kind", e.Task.Kind, "index", e.Task.Index, "attempt", e.Attempt, "error", e.Err)
	case worker.Offline:
		c.line("offline   the coordinator does not answer; nothing is lost, asking again: %v", e.Err)
		c.log.Warn("coordinator does not answer", "error", e.Err)
	case worker.Online:
		c.line("online    again after %s", e.Took.Round(time.Second))
		c.log.Info("coordinator answers again", "away_ms", e.Took.Milliseconds())
	case worker.Resent:
		c.line("resend    the submission that was under way when this trainer last stopped")
		c.log.Info("submission sent again", "attempt", e.Attempt)
	case worker.Dropped:
		c.line("dropped   that submission: %v", e.Err)
		c.log.Warn("submission dropped", "attempt", e.Attempt, "error", e.Err)
	}
}

func (c *console) accepted(e worker.Event) {
	row := e.Row
	e.Task.Round, e.Task.Kind, e.Task.Index = row.Round, row.Kind, row.Index
	loss := ""
	if row.Kind == round.Train && e.Loss != 0 {
		loss = fmt.Sprintf("  loss %.4f", e.Loss)
	}
	total := new(big.Int).Add(e.Total, c.earnedBefore())
	reward := ""
	if c.pays {
		reward = fmt.Sprintf("  reward %s  so far %s", c.token.amount(row.Reward.Int()), c.token.amount(total))
	}
	c.line("accepted  %s%s  %s units  %.1f s%s", describe(e.Task), loss, si(row.Units), e.Took.Seconds(), reward)
	c.log.Info("accepted", "round", row.Round, "kind", row.Kind, "index", row.Index, "attempt", row.Attempt, "loss", e.Loss, "row", row.Seq,
		"units", row.Units, "reward", row.Reward, "earned", total, "took_ms", e.Took.Milliseconds())
}

func (c *console) earnedBefore() *big.Int {
	if c.before == nil {
		return new(big.Int)
	}
	return c.before
}

func (c *console) summary(s worker.Summary) {
	total := new(big.Int).Add(s.Reward, c.earnedBefore())
	if s.Over {
		c.line("over      %s", safeText(s.Reason))
	}
	reward := ""
	if c.pays {
		reward = fmt.Sprintf("; reward %s in this run, %s by all receipts of this campaign", c.token.amount(s.Reward), c.token.amount(total))
	}
	c.line("summary   %d tasks, %s units%s", s.Tasks, si(s.Units), reward)
	c.log.Info("summary", "over", s.Over, "reason", s.Reason, "tasks", s.Tasks, "units", s.Units, "reward", s.Reward, "earned", total)
}

func describe(t round.Task) string {
	if t.Kind == round.Train {
		return fmt.Sprintf("round %d  lane %d", t.Round, t.Index)
	}
	return fmt.Sprintf("round %d  slice %d", t.Round, t.Index)
}

// safeText makes text from outside harmless on a terminal.
func safeText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e {
			return '�'
		}
		return r
	}, s)
}
