package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// readyTimeout is how long a process may take to say that it is ready, on a busy machine.
	readyTimeout = 60 * time.Second
	// stopTimeout is how long a process may take to stop when asked; then it is killed.
	stopTimeout = 10 * time.Second
	// tailBytes is how much of a failed process's log is shown.
	tailBytes = 2500
)

// process is a program that can be killed, paused and started again with the same arguments. It is for one goroutine,
// but for exited.
type process struct {
	name  string
	args  []string // the program first
	env   []string // besides ours
	log   string   // file that gets what it says
	ready string   // what a line of its output begins with when it is ready; "" for no wait

	mu     sync.Mutex
	cmd    *exec.Cmd     // guarded by mu
	exited chan struct{} // guarded by mu; closed when cmd has ended
}

// start runs the process and returns the rest of its ready line.
func (p *process) start(ctx context.Context) (string, error) {
	if err := os.MkdirAll(filepath.Dir(p.log), 0o700); err != nil {
		return "", err
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	cmd := exec.Command(p.args[0], p.args[1:]...)
	cmd.Env = append(os.Environ(), p.env...)
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches us, who stop the others in order
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", errors.Join(err, log.Close())
	}
	if err := cmd.Start(); err != nil {
		return "", errors.Join(fmt.Errorf("start %s: %w", p.name, err), log.Close())
	}
	exited, said := make(chan struct{}), make(chan string, 1)
	p.mu.Lock()
	p.cmd, p.exited = cmd, exited
	p.mu.Unlock()
	go func() { // ends with the process
		lines := bufio.NewReader(out)
		for {
			line, err := lines.ReadString('\n')
			fmt.Fprint(log, line)
			if rest, ok := strings.CutPrefix(line, p.ready); ok && p.ready != "" {
				select {
				case said <- strings.TrimSpace(rest):
				default:
				}
			}
			if err != nil {
				break
			}
		}
		_ = cmd.Wait() // how it ended is in its log
		log.Close()
		close(exited)
	}()
	if p.ready == "" {
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

func (p *process) state() (*exec.Cmd, chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cmd, p.exited
}

// pid returns the process id of the last start, 0 before.
func (p *process) pid() int {
	if cmd, _ := p.state(); cmd != nil {
		return cmd.Process.Pid
	}
	return 0
}

// flag returns the value of a flag that the process was given, "" if it was not.
func (p *process) flag(name string) string {
	for i := range len(p.args) - 1 {
		if p.args[i] == name {
			return p.args[i+1]
		}
	}
	return ""
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	if cmd, exited := p.state(); cmd != nil {
		_ = cmd.Process.Kill() // it may have ended by itself
		<-exited
	}
}

// signal pauses (SIGSTOP) or resumes (SIGCONT) the process.
func (p *process) signal(s syscall.Signal) {
	if cmd, _ := p.state(); cmd != nil {
		_ = cmd.Process.Signal(s) // it may have ended by itself
	}
}

// stop asks the process to end, and kills it if it does not.
func (p *process) stop() {
	cmd, exited := p.state()
	if cmd == nil {
		return
	}
	_ = cmd.Process.Signal(syscall.SIGCONT)
	_ = cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-exited:
	case <-time.After(stopTimeout):
		p.kill()
	}
}

// exitCode returns how the last run ended; -1 for a signal, -2 while it runs.
func (p *process) exitCode() int {
	cmd, exited := p.state()
	select {
	case <-exited:
		return cmd.ProcessState.ExitCode()
	default:
		return -2
	}
}

func (p *process) tail() string {
	b, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(b[max(len(b)-tailBytes, 0):]))
}
