package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// readyTimeout is how long a process may take to say that it is ready, on a busy machine.
	readyTimeout = 60 * time.Second
	// stopTimeout is how long a process may take to stop when asked; then it is killed.
	stopTimeout = 20 * time.Second
	// logTail is how much of a failed process's log is shown.
	logTail = 1200
)

// process is one of the real binaries, started by the demo and ended by it, by its process id.
type process struct {
	name string
	args []string
	log  string         // file that gets what it says
	line *regexp.Regexp // its first group is what start returns; nil for no wait

	mu     sync.Mutex
	cmd    *exec.Cmd     // guarded by mu
	exited chan struct{} // guarded by mu; closed when cmd has ended
}

// start runs the process and waits for its ready line.
func (p *process) start(ctx context.Context, bin string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(p.log), 0o755); err != nil {
		return "", err
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return "", err
	}
	defer log.Close()
	cmd := exec.Command(filepath.Join(bin, p.args[0]), p.args[1:]...)
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches the demo, which stops the others in order
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("start %s: %w", p.name, err)
	}
	exited, said := make(chan struct{}), make(chan string, 1)
	p.mu.Lock()
	p.cmd, p.exited = cmd, exited
	p.mu.Unlock()
	go func() { // ends with the process
		p.read(out, said)
		_ = cmd.Wait() // how it ended is in its log
		close(exited)
	}()
	if p.line == nil {
		return "", nil
	}
	select {
	case text := <-said:
		return text, nil
	case <-exited:
		return "", fmt.Errorf("%s ended at its start: %s", p.name, p.tail())
	case <-time.After(readyTimeout):
		return "", fmt.Errorf("%s is not ready after %s: %s", p.name, readyTimeout, p.tail())
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// read copies the process's standard output to its log and reports the ready line. It reads to the end, whatever comes: a
// process whose output nobody reads stands still.
func (p *process) read(out io.Reader, said chan<- string) {
	log, err := os.OpenFile(p.log, os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		log, _ = os.Open(os.DevNull)
	}
	defer log.Close()
	lines, begins := bufio.NewReader(out), true // a longer line than its buffer comes in pieces
	for {
		text, err := lines.ReadSlice('\n')
		_, _ = log.Write(text) // a full disk is not the process's fault
		if p.line != nil && begins {
			if m := p.line.FindSubmatch(bytes.TrimRight(text, "\r\n")); m != nil {
				select {
				case said <- string(m[1]):
				default:
				}
			}
		}
		begins = err == nil
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// kill ends the process as a power cut would.
func (p *process) kill() { p.end(syscall.SIGKILL) }

// stop asks the process to end, and kills it if it does not.
func (p *process) stop() { p.end(syscall.SIGTERM) }

func (p *process) end(signal syscall.Signal) {
	p.mu.Lock()
	cmd, exited := p.cmd, p.exited
	p.mu.Unlock()
	if cmd == nil {
		return
	}
	_ = cmd.Process.Signal(signal) // it may have ended by itself
	select {
	case <-exited:
	case <-time.After(stopTimeout):
		_ = cmd.Process.Kill()
		<-exited
	}
}

// running reports whether the process is there.
func (p *process) running() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil {
		return false
	}
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

func (p *process) tail() string {
	b, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(b[max(len(b)-logTail, 0):]))
}

// command runs one of the binaries to its end and returns what it says.
func (d *demo) command(ctx context.Context, args ...string) (string, error) {
	var out, errs strings.Builder
	cmd := exec.CommandContext(ctx, filepath.Join(d.cfg.bin, args[0]), args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("exit code %d: %s", exit.ExitCode(), strings.TrimSpace(errs.String()))
		}
		return out.String(), fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return out.String(), nil
}

// ask runs one of the binaries and decodes the JSON it prints.
func (d *demo) ask(ctx context.Context, into any, args ...string) error {
	text, err := d.command(ctx, args...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("%s prints no JSON: %w", strings.Join(args, " "), err)
	}
	return nil
}
