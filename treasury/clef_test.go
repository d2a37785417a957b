package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"

	"quire/internal/keyfile"
	"quire/treasury/internal/chain"
)

// consent is the person in front of a clef: it approves everything and knows the password. clef calls it over its standard
// output, as the interface "ui".
type consent struct{ password string }

type (
	approval struct {
		Approved    bool             `json:"approved"`
		Transaction json.RawMessage  `json:"transaction,omitempty"`
		Accounts    *json.RawMessage `json:"accounts,omitempty"`
	}
	request struct {
		Transaction json.RawMessage  `json:"transaction"`
		Accounts    *json.RawMessage `json:"accounts"`
	}
	typed struct {
		Text string `json:"text"`
	}
)

func (consent) ApproveTx(r request) approval {
	return approval{Approved: true, Transaction: r.Transaction}
}
func (consent) ApproveListing(r request) approval {
	return approval{Approved: true, Accounts: r.Accounts}
}
func (consent) ApproveSignData(request) approval { return approval{Approved: true} }
func (c consent) OnInputRequired(json.RawMessage) typed {
	return typed{c.password}
}
func (consent) OnSignerStartup(json.RawMessage) {}
func (consent) OnApprovedTx(json.RawMessage)    {}
func (consent) ShowInfo(json.RawMessage)        {}
func (consent) ShowError(json.RawMessage)       {}

// pipes are a process's standard input and output as a connection.
type pipes struct {
	io.Reader
	io.WriteCloser
}

func (pipes) SetWriteDeadline(time.Time) error { return nil }

// startClef runs clef with the key of an account, and returns its URL.
func startClef(t *testing.T, program string, w *town, account int) string {
	t.Helper()
	const password = "a password for tests"
	dir := t.TempDir()
	store := filepath.Join(dir, "keystore")
	key, err := keyfile.Load(w.key(account), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(store, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := keyfile.Write(filepath.Join(store, "account.json"), w.file("password", password), key); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "--stdio-ui", "--suppress-bootwarn", "--nousb", "--ipcdisable", "--lightkdf", "--chainid", "1337",
		"--keystore", store, "--configdir", dir, "--auditlog", filepath.Join(dir, "audit.log"), "--http", "--http.addr", "127.0.0.1", "--http.port", port)
	var log strings.Builder
	c.Stderr = &log
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	server := rpc.NewServer()
	if err := server.RegisterName("ui", consent{password}); err != nil {
		t.Fatal(err)
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		server.ServeCodec(rpc.NewCodec(pipes{out, in}), 0)
	}()
	t.Cleanup(func() {
		_ = c.Process.Kill() // it runs until it is stopped
		_ = c.Wait()
		server.Stop()
		<-served
		if t.Failed() {
			t.Logf("clef said:\n%s", log.String())
		}
	})
	url := "http://127.0.0.1:" + port
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			_ = conn.Close()
			return url
		}
	}
	t.Fatal("clef does not listen after 20 s")
	return ""
}

// The real clef signs an approval, a permit and pledges, and its key never comes near.
func TestClef(t *testing.T) {
	program, err := exec.LookPath("clef")
	if err != nil {
		t.Skip("clef is not on the PATH, so only TestExternalSigner's stand-in was asked to sign: " +
			"go install github.com/ethereum/go-ethereum/cmd/clef@v1.16.9, the last release that has it")
	}
	w := newTown(t)
	c := w.campaign()
	url := startClef(t, program, w, 2)
	for _, args := range [][]string{{"--amount", "1"}, {"--amount", "2", "--permit"}} {
		var out strings.Builder
		err := run(context.Background(), append(append([]string{"pledge", "--rpc", w.rpc, "--signer", url, "--contract", c}, args...), "--timeout", "60s"), &out)
		if err != nil || !strings.HasPrefix(out.String(), "pledged "+args[1]+" QTT") {
			t.Fatalf("pledge %v: %s, %v", args, out.String(), err)
		}
	}
	w.says("owns 997 QTT", 2, "status", "--contract", c)
	if _, err := chain.DialExternal(context.Background(), url, common.Address{1}); err == nil {
		t.Error("an account that clef does not have was accepted")
	}
}
