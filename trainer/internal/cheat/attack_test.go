package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/round"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// attackTimeout bounds a campaign; the longer one takes some 20 s on two quiet cores.
const attackTimeout = 6 * time.Minute

// field is the place of an attack: the real binaries as processes, on a campaign that pays nobody.
type field struct {
	t             *testing.T
	bin, dir, url string
	spec          campaign.Spec
	public        quirev1connect.PublicServiceClient
}

func (f *field) run(name string, args ...string) string {
	f.t.Helper()
	out, err := exec.CommandContext(f.t.Context(), filepath.Join(f.bin, name), args...).CombinedOutput()
	if err != nil {
		f.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// start starts a process that the test's end stops, by its id, and returns the first line that matches ready.
func (f *field) start(ready, name string, args ...string) string {
	f.t.Helper()
	cmd := exec.Command(filepath.Join(f.bin, name), args...)
	log, err := os.OpenFile(filepath.Join(f.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		f.t.Fatal(err)
	}
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		f.t.Fatal(err)
	}
	lines, ended := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(ended)
		for s := bufio.NewScanner(out); s.Scan(); {
			if m := regexp.MustCompile(ready).FindStringSubmatch(s.Text()); ready != "" && m != nil {
				select {
				case lines <- m[1]:
				default:
				}
			}
		}
		_ = cmd.Wait()
	}()
	f.t.Cleanup(func() {
		defer log.Close()
		_ = cmd.Process.Signal(syscall.SIGINT)
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
	if ready == "" {
		return ""
	}
	select {
	case line := <-lines:
		return line
	case <-time.After(time.Minute):
		f.t.Fatalf("%s is not ready", name)
		return ""
	}
}

// newField starts a coordinator with a campaign of so many rounds, which are one epoch.
func newField(t *testing.T, rounds int) *field {
	t.Helper()
	f := &field{t: t, bin: t.TempDir(), dir: t.TempDir()}
	out, err := exec.Command("go", "build", "-o", f.bin+"/", "quire/coordinator", "quire/trainer", "quire/trainer/internal/cheat").CombinedOutput()
	if err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	text := filepath.Join(f.dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("To be, or not to be: that is the question. ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	prepared := filepath.Join(f.dir, "prepared")
	built := filepath.Join(f.dir, "data-set")
	f.run("coordinator", "data", "build", text, "--out", built)
	b, err := os.ReadFile("testdata/attack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(f.dir, "attack.yaml")
	if err := os.WriteFile(file, bytes.ReplaceAll(b, []byte("ounds: 48"), fmt.Appendf(nil, "ounds: %d", rounds)), 0o600); err != nil {
		t.Fatal(err)
	}
	f.run("coordinator", "campaign", "prepare", file, "--data", built, "--out", prepared)
	b, err = os.ReadFile(filepath.Join(prepared, "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	if f.spec, err = campaign.DecodeSpec(b); err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(f.dir, "coordinator")
	f.url = f.start(`ready at (\S+)`, "coordinator", "serve", "--listen", "127.0.0.1:0", "--data-dir", home)
	f.run("coordinator", "campaign", "publish", prepared, "--url", f.url, "--key-file", filepath.Join(home, "operator.key"))
	f.public = quirev1connect.NewPublicServiceClient(http.DefaultClient, f.url)
	return f
}

func (f *field) campaign() string { return f.url + "/c/" + f.spec.Name }

func (f *field) trained() bool {
	r, err := f.public.GetCampaign(f.t.Context(), connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: f.spec.Name}))
	return err == nil && r.Msg.GetCampaign().GetStage() == quirev1.Stage_STAGE_TRAINED
}

func (f *field) ledger() []ledger.Row {
	f.t.Helper()
	var rows []ledger.Row
	for {
		r, err := f.public.ListLedger(f.t.Context(), connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: f.spec.Name, From: int64(len(rows) + 1), Limit: 1000}))
		if err != nil {
			f.t.Fatal(err)
		}
		if len(r.Msg.GetRows()) == 0 {
			return rows
		}
		for _, b := range r.Msg.GetRows() {
			row, err := canon.Decode[ledger.Row](b)
			if err != nil {
				f.t.Fatal(err)
			}
			rows = append(rows, row)
		}
	}
}

// Every kind of cheat joins one campaign with three honest trainers. The model is what honest trainers alone would have
// made, to the bit; every cheat whose lies were looked at earns nothing for them; nobody honest is accused.
func TestCheatsGainNothingAndChangeNothing(t *testing.T) {
	f := newField(t, 24)
	payout := func(kind byte, i int) string { return common.Address{kind, byte(i + 1)}.Hex() }
	cheats, i := map[common.Address]string{}, 0
	for name := range strategies {
		at := payout(0xcc, i)
		cheats[common.HexToAddress(at)] = name
		f.start("", "cheat", "--strategy", name, "--payout", at, "--data-dir", filepath.Join(f.dir, "cheat-"+name), f.campaign())
		i++
	}
	for i := range 3 {
		f.start("", "trainer", "join", f.campaign(), "--payout", payout(0xaa, i), "--threads", "1", "--data-dir", filepath.Join(f.dir, fmt.Sprint("honest", i)))
	}
	f.untilTrained()
	var result struct {
		Checkpoint            string
		Faults, Void, Checked int
	}
	out := f.run("trainer", "verify", f.campaign(), "--sample", "1", "--json", "--data-dir", filepath.Join(f.dir, "auditor"))
	if err := json.Unmarshal([]byte(out[strings.Index(out, "{"):]), &result); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	lines := strings.Fields(f.run("trainer", "reference", filepath.Join(f.dir, "prepared")))
	if want := lines[len(lines)-1]; result.Checkpoint != want {
		t.Fatalf("the campaign ended with %s, honest trainers end with %s", result.Checkpoint, want)
	}
	t.Logf("%d results were wrong, %d rounds void, %d tasks checked", result.Faults, result.Void, result.Checked)
	f.judge(cheats)
}

func (f *field) untilTrained() {
	f.t.Helper()
	for deadline := time.Now().Add(attackTimeout); !f.trained(); {
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(f.dir, "log"))
			f.t.Fatalf("the campaign is not trained after %s\n%s", attackTimeout, log[max(0, len(log)-8000):])
		}
		time.Sleep(100 * time.Millisecond) // real processes: there is nothing to wait on
	}
}

// Three owners tell the same lie, and one is honest. No protocol that asks trainers can see who is right: the lie becomes the
// model, and the honest one pays for it. What is promised is that whoever recomputes finds out, to the task, and so can
// challenge the epoch before it is paid.
func TestAMajorityThatColludesIsFoundByAnOutsider(t *testing.T) {
	f := newField(t, 6)
	for i := range 3 {
		f.start("", "cheat", "--strategy", "flip", "--payout", common.Address{0xcc, byte(i + 1)}.Hex(), "--data-dir", filepath.Join(f.dir, fmt.Sprint("flip", i)), f.campaign())
	}
	f.start("", "trainer", "join", f.campaign(), "--payout", common.Address{0xaa}.Hex(), "--threads", "1", "--data-dir", filepath.Join(f.dir, "honest"))
	f.untilTrained()
	out, err := exec.CommandContext(t.Context(), filepath.Join(f.bin, "trainer"), "verify", f.campaign(), "--json", "--data-dir", filepath.Join(f.dir, "auditor")).Output()
	var found struct {
		Right      bool
		Divergence *struct {
			Round int
			Kind  round.Kind
			Part  string
		}
	}
	if failed := new(exec.ExitError); !errors.As(err, &failed) || failed.ExitCode() != 1 {
		t.Fatalf("the audit ended with %v: %s", err, out)
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	if d := found.Divergence; found.Right || d == nil || d.Round != 1 || d.Kind != round.Train {
		t.Fatalf("the audit does not name the first lie, a train task of round 1: %s", out)
	}
	for _, r := range f.ledger() {
		if r.Round == 1 && r.Kind == round.Train && r.Payout[0] == 0xcc {
			return
		}
	}
	t.Fatal("no liar answered a train task of round 1: nothing was tested")
}

// convicted checks that the node which signed two answers, and no other, has convicted itself.
func (f *field) convicted(cheats map[common.Address]string) {
	f.t.Helper()
	r, err := f.public.ListEquivocations(f.t.Context(), connect.NewRequest(&quirev1.ListEquivocationsRequest{Campaign: f.spec.Name}))
	if err != nil {
		f.t.Fatal(err)
	}
	payouts := map[common.Address]common.Address{}
	for _, row := range f.ledger() {
		payouts[row.Node] = row.Payout
	}
	for _, b := range r.Msg.GetProofs() {
		proof, err := canon.Decode[ledger.Equivocation](b)
		if err != nil || proof.Verify() != nil || cheats[payouts[proof.Node]] != "equivocator" {
			f.t.Errorf("a proof against %s (%v)", proof.Node, err)
		}
	}
	if len(r.Msg.GetProofs()) != 1 {
		f.t.Errorf("%d nodes are convicted of two answers, want one", len(r.Msg.GetProofs()))
	}
}

// judge looks at what everybody did and earns.
func (f *field) judge(cheats map[common.Address]string) {
	f.t.Helper()
	tally := ledger.NewTally()
	rows := f.ledger()
	for _, r := range rows {
		tally.Enter(r)
	}
	caught, lied := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		name, cheat := cheats[r.Payout]
		faults := len(tally.Conducts()[r.Node].Faults)
		if !cheat && faults > 0 {
			f.t.Errorf("honest node %s is accused of %d faults", r.Node, faults)
		}
		if cheat && faults > 0 {
			caught[name] = true
		}
		if s := strategies[name]; cheat && r.Kind == round.Train && s.after == 0 && s.every == 0 && (s.train != nil || s.code != nil) {
			lied[name] = true // and was new, so that it was looked at
		}
	}
	earned, handed := map[string]int{}, map[string]int{}
	for _, r := range rows {
		name, cheat := cheats[r.Payout]
		paid := tally.Fate(r, f.spec.Audit) != ledger.Void
		if handed[name]++; paid {
			earned[name]++
		}
		if !cheat && !paid {
			f.t.Errorf("row %d of honest node %s is not paid", r.Seq, r.Node)
		}
	}
	for name, were := range caught {
		if were && earned[name] >= handed[name] {
			f.t.Errorf("%s was caught, and is paid for all of its %d answers", name, handed[name])
		}
	}
	f.convicted(cheats)
	for _, name := range cheats {
		if lied[name] && (!caught[name] || earned[name] > 0) {
			f.t.Errorf("%s lied, was caught: %v, and is paid for %d tasks", name, caught[name], earned[name])
		}
		f.t.Logf("%-10s caught %-5v paid for %d tasks", name, caught[name], earned[name])
	}
}
