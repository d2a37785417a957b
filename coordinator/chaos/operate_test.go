package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/round"
	"quire/internal/keyfile"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

// An operator's day, typed into the real programs: what they print is what he reads.
func TestOperator(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), runTimeout)
	defer cancel()
	c := &cluster{plan: plan{members: 1, coordinators: 1}, bin: programs, dir: t.TempDir()}
	defer func() {
		c.stop()
		if t.Failed() {
			c.show(t)
		}
	}()
	cfg, err := parse([]string{"--bin", programs, "--campaign", "testdata/tiny.yaml"})
	must(t, err)
	must(t, c.start(ctx))
	must(t, c.publish(ctx, cfg.campaign, cfg.data))

	signed := []string{"--url", c.url(), "--key-file", filepath.Join(c.dir, "operator.key")}
	says := func(want string, args ...string) string {
		t.Helper()
		out, err := c.command(ctx, append([]string{"coordinator"}, args...)...)
		for until := time.Now().Add(readyTimeout); args[0] == "status" && !regexp.MustCompile(want).MatchString(out) && time.Now().Before(until); {
			out, err = c.command(ctx, append([]string{"coordinator"}, args...)...) // the view follows the act
		}
		if err != nil || !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("%s says %q (%v), want %q", strings.Join(args, " "), out, err, want)
		}
		return out
	}
	refuses := func(want string, args ...string) {
		t.Helper()
		if _, err := c.command(ctx, append([]string{"coordinator"}, args...)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a refusal that says %q", strings.Join(args, " "), err, want)
		}
	}
	with := func(args ...string) []string { return append(args, signed...) }

	says(`(?m)^tiny .*waiting for a first trainer to join`, "status", "--url", c.url())
	says(`^no task rests\n$`, with("quarantine", "list", "tiny")...)
	says(`^no operator has done anything to it\n$`, with("campaign", "audit", "tiny")...)
	says(`^tiny: paused by the operator: new disks\n$`, with("campaign", "pause", "tiny", "--why", "new disks")...)
	says(`paused by the operator: new disks`, "status", "--url", c.url())
	refuses("why", with("campaign", "pause", "tiny")...)
	says(`^tiny: .*waiting for a first trainer`, with("campaign", "resume", "tiny")...)
	refuses("treasury", with("campaign", "cancel", "tiny", "--why", "wrong text")...)
	refuses("no campaign of this name", with("campaign", "pause", "nobody", "--why", "x")...)

	task, err := c.poison(ctx)
	must(t, err)
	row := fmt.Sprintf(`(?m)^0 +merge \d +quarantined +%d +0x[0-9a-fA-F]{40} +20\d\d-\S+Z +- +%s$`, round.AttemptsMax, task)
	says(`(?s)^ROUND +TASK +STATUS +ATTEMPT +NODE +UNTIL +ROW +DIGEST\n`, with("quarantine", "list", "tiny")...)
	says(row, with("quarantine", "list", "tiny")...)
	says(row, with("task", "show", "tiny", task)...)
	says(`^released\n$`, with("quarantine", "release", "tiny", task)...)
	refuses("not quarantined", with("quarantine", "release", "tiny", task)...)
	says(`^no task rests\n$`, with("quarantine", "list", "tiny")...)
	says(`(?m)^0 +merge \d +open +32 `, with("task", "show", "tiny", task)...)

	const at = `20\d\d-\d\d-\d\dT\S+Z  0x[0-9a-fA-F]{40}  `
	says("^"+at+`paused: new disks\n`+at+`resumed\n`+at+`merge \d of round 0 released from quarantine\n$`, with("campaign", "audit", "tiny")...)

	stranger := filepath.Join(c.dir, "stranger.key")
	_, err = keyfile.Create(stranger, "")
	must(t, err)
	refuses("is not this coordinator's operator", "campaign", "pause", "tiny", "--why", "x", "--url", c.url(), "--key-file", stranger)
	c.cancelTrial(ctx, t, cfg, with, says)
}

// cancelTrial publishes a campaign that pays nobody, and ends it.
func (c *cluster) cancelTrial(ctx context.Context, t *testing.T, cfg config, with func(...string) []string, says func(string, ...string) string) {
	t.Helper()
	b, err := os.ReadFile(cfg.campaign)
	must(t, err)
	file, folder := filepath.Join(c.dir, "trial.yaml"), filepath.Join(c.dir, "trial")
	must(t, os.WriteFile(file, []byte(strings.Replace(string(b), "name: tiny", "name: trial", 1)), 0o600))
	says("", "campaign", "prepare", file, "--data", filepath.Join(c.dir, "data-set"), "--out", folder)
	says("trial", with("campaign", "publish", folder)...)
	says(`^trial: ended by the operator: wrong text\n$`, with("campaign", "cancel", "trial", "--why", "wrong text")...)
	says(`(?s)tiny.*trial .*ended by the operator: wrong text|trial .*ended by the operator: wrong text.*tiny`, "status", "--url", c.url())
}

// poison leases one task and gives it back until it is quarantined.
func (c *cluster) poison(ctx context.Context) (string, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return "", err
	}
	api := quirev1connect.NewContributorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: c.spec}}, c.url())
	if _, err := api.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{Campaign: c.campaign, Payout: common.Address{7}.Bytes(), Profile: campaign.Profile})); err != nil {
		return "", err
	}
	var task canon.Digest
	for range round.AttemptsMax {
		l, err := api.Lease(ctx, connect.NewRequest(&quirev1.LeaseRequest{Campaign: c.campaign, Task: task[:]}))
		if err != nil {
			return "", err
		}
		task = canon.Sum(l.Msg.Task)
		if _, err := api.Release(ctx, connect.NewRequest(&quirev1.ReleaseRequest{Campaign: c.campaign, Task: task[:], Attempt: l.Msg.Attempt})); err != nil {
			return "", err
		}
	}
	return task.String(), nil
}
