// Command cheat is a trainer that lies: the opponent in the attack tests and in the demo. It speaks the whole protocol as an
// honest trainer does, with a real node key, real uploads and real signatures, and differs in what it computes.
//
//	cheat --strategy flip --payout 0x… --data-dir DIR http://HOST:7070/c/NAME
//
// It is not installed and not documented for users. It ends when the campaign is over or with SIGINT or SIGTERM.
package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/coordinator/campaign"
	"quire/coordinator/ledger"
	"quire/coordinator/verify"
	"quire/kernels"
	"quire/proto/address"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/proto/sign"
	"quire/trainer/internal/bell"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/data"
	"quire/trainer/internal/keys"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/retry"
	"quire/trainer/internal/worker"
	"quire/trainer/replay"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, worker.ErrInterrupted) {
		fmt.Fprintln(os.Stderr, "cheat:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("cheat", flag.ContinueOnError)
	name := f.String("strategy", "flip", "how to lie")
	payout := f.String("payout", "", "whom to pay for it")
	dir := f.String("data-dir", "", "key, receipts and cache")
	if err := f.Parse(args); err != nil {
		return err
	}
	s, ok := strategies[*name]
	if !ok || f.NArg() != 1 || *dir == "" {
		var known []string
		for n, s := range strategies {
			known = append(known, n+": "+s.about)
		}
		slices.Sort(known)
		return fmt.Errorf("want --data-dir DIR, the address of a campaign, and a --strategy of:\n  %s", strings.Join(known, "\n  "))
	}
	base, campaignName, ok := strings.Cut(f.Arg(0), "/c/")
	if !ok {
		return fmt.Errorf("%q is not the address of a campaign", f.Arg(0))
	}
	to, err := address.Parse(*payout)
	if err != nil {
		return err
	}
	return join(ctx, base, campaignName, *name, to, *dir, s)
}

// join registers under a name that says what it is, and works like any trainer.
func join(ctx context.Context, base, name, as string, payout common.Address, dir string, s strategy) error {
	key, err := keys.Node(dir, "")
	if err != nil {
		return err
	}
	shown, err := insist(ctx, func(ctx context.Context) (*connect.Response[quirev1.GetCampaignResponse], error) {
		return quirev1connect.NewPublicServiceClient(http.DefaultClient, base).GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: name}))
	})
	if err != nil {
		return err
	}
	about := canon.Sum(shown.Msg.GetSpec())
	api := quirev1connect.NewContributorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: about}}, base)
	nkey, err := bell.NewKey()
	if err != nil {
		return err
	}
	public, err := nkey.Public()
	if err != nil {
		return err
	}
	register := func(ctx context.Context) (*connect.Response[quirev1.JoinResponse], error) {
		return api.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{
			Campaign: name, Payout: payout[:], Name: "cheat-" + as, Profile: kernels.Profile, Path: kernels.Path(), Version: "cheat", DoorbellKey: public,
		}))
	}
	joined, err := insist(ctx, register)
	if err != nil {
		return err
	}
	spec, err := campaign.DecodeSpec(joined.Msg.GetSpec())
	if err != nil {
		return err
	}
	objects, err := cache.Open(filepath.Join(dir, "cache"), 0, time.Now)
	if err != nil {
		return err
	}
	receipts, err := receipt.Open(filepath.Join(dir, "receipts"))
	if err != nil {
		return err
	}
	door, err := bell.Dial(joined.Msg.GetDoorbell(), nkey, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer door.Close()
	source := data.New(base, objects, data.Config{Attempts: 12})
	lies := &cheater{Arithmetic: replay.Exact(spec), strategy: s, noise: rand.New(rand.NewPCG(1, 2))}
	_, err = worker.New(worker.Config{
		Campaign: name, Spec: spec, Node: key, Payout: payout, Signer: common.BytesToAddress(joined.Msg.GetReceiptSigner()),
		API: api, Source: source, Arithmetic: lies, Receipts: receipts, Bell: door,
		Report: func(e worker.Event) {
			if e.Kind != worker.Accepted {
				return
			}
			fmt.Printf("%s: %s %d of round %d was accepted\n", crypto.PubkeyToAddress(key.PublicKey), e.Task.Kind, e.Task.Index, e.Task.Round)
			switch {
			case s.twice:
				contradict(ctx, api, name, key, e.Row)
			case s.replays:
				steal(ctx, base, api, source, name, key)
			}
		},
		Join: func(ctx context.Context) (*quirev1.Doorbell, error) {
			return rejoin(ctx, register)
		},
	}).Run(ctx, ctx)
	return err
}

// rejoin registers again, for new credentials of the doorbell.
func rejoin(ctx context.Context, register func(context.Context) (*connect.Response[quirev1.JoinResponse], error)) (*quirev1.Doorbell, error) {
	r, err := register(ctx)
	if err != nil {
		return nil, err
	}
	return r.Msg.GetDoorbell(), nil
}

// steal hands in, as this node's own, the first rows of the ledger that others signed: output, attempt and signature are
// public once a round is closed.
func steal(ctx context.Context, base string, api quirev1connect.ContributorServiceClient, source *data.Source, name string, key *ecdsa.PrivateKey) {
	public := quirev1connect.NewPublicServiceClient(http.DefaultClient, base)
	r, err := public.ListLedger(ctx, connect.NewRequest(&quirev1.ListLedgerRequest{Campaign: name, From: 1, Limit: stolenMax}))
	if err != nil {
		return
	}
	for _, b := range r.Msg.GetRows() {
		row, err := canon.Decode[ledger.Row](b)
		if err != nil || row.Node == crypto.PubkeyToAddress(key.PublicKey) {
			continue
		}
		signature, err := sign.ParseHex(row.Submission)
		output, missing := source.Record(ctx, row.Output)
		if err = errors.Join(err, missing); err == nil {
			_, err = api.Submit(ctx, connect.NewRequest(&quirev1.SubmitRequest{
				Campaign: name, Task: row.Task[:], Attempt: row.Attempt, Output: output, Signature: signature,
			}))
		}
		fmt.Printf("%s: the work of %s as its own: %v\n", crypto.PubkeyToAddress(key.PublicKey), row.Node, err)
	}
}

const (
	stolenMax = 3           // rows at a time
	joinFor   = time.Minute // how long a coordinator may be away at the start
	joinPause = 200 * time.Millisecond
)

// insist registers as soon as the coordinator answers.
func insist[R any](ctx context.Context, register func(context.Context) (R, error)) (R, error) {
	for began := time.Now(); ; {
		r, err := register(ctx)
		if err == nil || time.Since(began) > joinFor {
			return r, err
		}
		if stopped := retry.Sleep(ctx, joinPause); stopped != nil {
			return r, stopped
		}
	}
}

// contradict signs another answer to a task that was accepted, and hands it in.
func contradict(ctx context.Context, api quirev1connect.ContributorServiceClient, name string, key *ecdsa.PrivateKey, row ledger.Row) {
	other := []byte(`{"another":"answer"}`)
	output := canon.Sum(other)
	signature, err := sign.Sign(key, sign.Submission{
		Campaign: row.Campaign, Task: row.Task, Attempt: row.Attempt, Output: output, Steps: verify.Root([]canon.Digest{output}),
	})
	if err == nil {
		_, err = api.Submit(ctx, connect.NewRequest(&quirev1.SubmitRequest{
			Campaign: name, Task: row.Task[:], Attempt: row.Attempt, Output: other, Signature: signature,
		}))
	}
	fmt.Printf("%s: a second answer: %v\n", crypto.PubkeyToAddress(key.PublicKey), err)
}
