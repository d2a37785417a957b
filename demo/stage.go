package main

import (
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// barWidth is the progress bar's, in characters.
const barWidth = 28

// stage prints what happens, for people. On a terminal the last line may be a bar that is drawn again and again; in a
// file each bar is a line, and few are drawn. It is safe for concurrent use.
type stage struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	bar      bool // the cursor stands after a bar; guarded by mu
	began    time.Time
	act      int
}

func newStage(out io.Writer) *stage {
	f, ok := out.(*os.File)
	return &stage{out: out, terminal: ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "", began: time.Now()}
}

// heading opens an act.
func (s *stage) heading(text string) {
	s.act++
	s.say("")
	s.say("%s", s.bold(fmt.Sprintf("%d. %s", s.act, text)))
}

// say prints a line.
func (s *stage) say(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	fmt.Fprintf(s.out, format+"\n", args...)
}

// event prints a line with the time since the beginning.
func (s *stage) event(format string, args ...any) {
	s.say("   %s  %s", s.clock(), fmt.Sprintf(format, args...))
}

// draw shows progress: done of all, with a text behind it. In a file only complete tenths are drawn.
func (s *stage) draw(done, all int, text string) {
	if !s.terminal && done%max(all/10, 1) != 0 {
		return
	}
	full := done * barWidth / max(all, 1)
	line := fmt.Sprintf("   %s  %s%s %d/%d  %s", s.clock(), strings.Repeat("█", full), strings.Repeat("░", barWidth-full), done, all, text)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	if !s.terminal {
		fmt.Fprintln(s.out, line)
		return
	}
	fmt.Fprint(s.out, line)
	s.bar = true
}

// clear removes a bar. s.mu is held.
func (s *stage) clear() {
	if s.bar {
		fmt.Fprint(s.out, "\r\033[2K")
		s.bar = false
	}
}

func (s *stage) clock() string {
	t := time.Since(s.began).Round(time.Second)
	return fmt.Sprintf("%02d:%02d", int(t.Minutes()), int(t.Seconds())%60)
}

func (s *stage) bold(text string) string { return s.styled("1", text) }
func (s *stage) good(text string) string { return s.styled("32", text) }
func (s *stage) bad(text string) string  { return s.styled("31", text) }

func (s *stage) styled(code, text string) string {
	if !s.terminal {
		return text
	}
	return "\033[" + code + "m" + text + "\033[0m"
}

// tokens prints base units as whole tokens: at most four decimals, rounded down, which is said when it cuts something.
func tokens(n *big.Int, decimals int, symbol string) string {
	const shown = 4
	digits := n.String()
	if len(digits) <= decimals {
		digits = strings.Repeat("0", decimals-len(digits)+1) + digits
	}
	whole, part := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	kept, cut := part, ""
	if len(part) > shown {
		kept, cut = part[:shown], part[shown:]
	}
	text := whole
	if kept = strings.TrimRight(kept, "0"); kept != "" {
		text += "." + kept
	}
	if strings.Trim(cut, "0") != "" {
		text += "…"
	}
	return text + " " + symbol
}
