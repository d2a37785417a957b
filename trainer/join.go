package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/signal"
	"syscall"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/kernels"
	"quire/proto/address"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/trainer/internal/bell"
	"quire/trainer/internal/cache"
	"quire/trainer/internal/data"
	"quire/trainer/internal/home"
	"quire/trainer/internal/keys"
	"quire/trainer/internal/receipt"
	"quire/trainer/internal/worker"
	"quire/trainer/replay"
)

// joinFlags are those of join.
type joinFlags struct {
	*flags
	payout       string
	name         string
	passwordFile string
	logFormat    string
	spec         string
	patience     time.Duration
	once         bool
	nice         int
}

func newJoin(f *flags) *cobra.Command {
	j := &joinFlags{flags: f}
	c := &cobra.Command{
		Use:   "join URL",
		Short: "Work for a campaign until it is over",
		Long: `Work for a campaign until it is over. Joining again continues; what was said once need not be repeated.

Ctrl-C finishes the task in hand, hands it in and leaves. A second Ctrl-C gives the task back and stops at once.`,
		Example: "  trainer join https://train.example.org/c/shakespeare --payout 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
		Args:    usage(cobra.ExactArgs(1)),
		RunE:    func(c *cobra.Command, args []string) error { return j.run(c, args[0]) },
	}
	c.Flags().StringVar(&j.payout, "payout", "", "address that earns the rewards; needed the first time, if the campaign pays")
	c.Flags().StringVar(&j.name, "name", "", "public name on the dashboard, at most 40 bytes")
	c.Flags().StringVar(&j.passwordFile, "password-file", "", "keep the node key encrypted under this file's first line")
	c.Flags().StringVar(&j.logFormat, "log-format", "auto", `"auto" (lines on a terminal, else text), "lines", "text" or "json"`)
	c.Flags().StringVar(&j.spec, "spec", "", "refuse any other spec than the one with this digest, for example from the treasury contract")
	c.Flags().DurationVar(&j.patience, "connect-timeout", time.Minute, "how long to try to reach the coordinator at the start")
	c.Flags().BoolVar(&j.once, "once", false, "stop after one accepted task")
	c.Flags().IntVar(&j.nice, "nice", 10, "how far to stand back for other programs, 0 (not at all) to 19")
	return c
}

// session is a trainer on its way to a worker.
type session struct {
	*joinFlags
	remote   remote
	home     home.Home
	config   worker.Config
	settings home.Settings
	headline *quirev1.Campaign
	bellKey  bell.Key
	console  *console
	device   device
	memory   int64 // bytes that were free at the start; 0 if not known
}

func (j *joinFlags) run(c *cobra.Command, address string) error {
	r, err := parseRemote(address)
	if err != nil {
		return err
	}
	out, err := newConsole(j.logFormat, c.OutOrStdout(), c.ErrOrStderr())
	if err != nil {
		return err
	}
	h, objects, err := j.open()
	if err != nil {
		return err
	}
	unlock, err := h.Lock()
	if err != nil {
		return err
	}
	ctx, drain, stop := j.signals(c.Context(), out)
	defer stop()
	s := &session{joinFlags: j, remote: r, home: h, console: out}
	err = s.prepare(drain)
	if err == nil {
		err = s.work(ctx, drain, objects)
	}
	if errors.Is(err, context.Canceled) && drain.Err() != nil {
		err = nil // left before there was any work
		if ctx.Err() != nil {
			err = worker.ErrInterrupted
		}
	}
	return errors.Join(err, unlock())
}

// signals returns a context that ends with the second signal, and one that ends with the first. A third one kills.
func (j *joinFlags) signals(parent context.Context, out *console) (ctx, drain context.Context, stop func()) {
	ctx, cancel := context.WithCancel(parent)
	drain, leave := context.WithCancel(ctx)
	c := make(chan os.Signal, 2)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, act := range []func(){
			func() {
				out.note("leaving once the task in hand is handed in; Ctrl-C again to give it back and stop now")
				leave()
			},
			func() { out.note("giving the task back"); signal.Stop(c); cancel() },
		} {
			select {
			case <-c:
				act()
			case <-ctx.Done():
				return
			}
		}
	}()
	return ctx, drain, func() { signal.Stop(c); leave(); cancel(); <-done }
}

// prepare does everything that can refuse before any work is taken.
func (s *session) prepare(ctx context.Context) error {
	key, err := keys.Node(s.home.Dir(), s.passwordFile)
	if err != nil {
		return err
	}
	if s.settings, err = s.mergeSettings(); err != nil {
		return err
	}
	if s.device, err = s.prepareDevice(); err != nil {
		return err
	}
	var spec campaign.Spec
	if s.headline, spec, err = s.remote.headline(ctx, s.patience); err != nil {
		return err
	}
	if err := s.checkDigest(spec); err != nil {
		return err
	}
	if s.headline.GetTreasury() != nil && s.settings.Payout == (common.Address{}) {
		return fmt.Errorf("%w: campaign %s pays: say to whom with --payout 0x… (an address of your own wallet; it is remembered)", errUsage, s.remote.name)
	}
	if s.bellKey, err = bell.NewKey(); err != nil {
		return err
	}
	s.memory, _ = memoryAvailable() // before any of it is used; 0, not known, is fine
	s.config = worker.Config{
		Campaign: s.remote.name, Spec: spec, Node: key, Payout: s.settings.Payout, Once: s.once,
		API: s.remote.contributor(key, spec.Digest()), Arithmetic: replay.ExactOn(s.device.gpu, s.gaveUp)(spec),
	}
	s.console.welcome(s.headline, crypto.PubkeyToAddress(key.PublicKey), s.settings, s.device.String())
	return s.home.SetSettings(s.settings)
}

// prepareDevice chooses where to compute, and stands back for other programs.
func (s *session) prepareDevice() (device, error) {
	if s.nice < 0 || s.nice > niceMax {
		return device{}, fmt.Errorf("%w: --nice %d, want 0 to %d", errUsage, s.nice, niceMax)
	}
	if err := s.setThreads(); err != nil {
		return device{}, err
	}
	if err := standBack(s.nice); err != nil {
		s.console.note(fmt.Sprintf("runs at normal priority: %v", err))
	}
	return s.openDevice()
}

// niceMax is the lowest priority of Unix.
const niceMax = 19

// gaveUp tells that the work goes on without the GPU.
func (s *session) gaveUp(err error) {
	s.console.note(fmt.Sprintf("goes on without the GPU, on path %s: %v", kernels.Path(), err))
}

// mergeSettings keeps what was said before and is not said now.
func (s *session) mergeSettings() (home.Settings, error) {
	settings, err := s.home.Settings()
	if err != nil {
		return settings, err
	}
	if s.payout != "" {
		if settings.Payout, err = address.Parse(s.payout); err != nil {
			return settings, fmt.Errorf("%w: --payout: %w: copy it from your wallet", errUsage, err)
		}
	}
	if s.name != "" {
		settings.Name = s.name
	}
	if len(settings.Name) > nameBytesMax {
		return settings, fmt.Errorf("%w: --name has %d bytes, at most %d", errUsage, len(settings.Name), nameBytesMax)
	}
	return settings, nil
}

// nameBytesMax is what the coordinator takes.
const nameBytesMax = 40

func (s *session) checkDigest(spec campaign.Spec) error {
	want, err := canon.ParseDigest(s.spec)
	if err != nil {
		return fmt.Errorf("%w: --spec: %w", errUsage, err)
	}
	if got := spec.Digest(); !want.IsZero() && got != want {
		return fmt.Errorf("the campaign's spec is %s, not %s as --spec demands: you were sent to another campaign", got, want)
	}
	return nil
}

// fetchAttempts is how often a worker tries to fetch an object before it gives the task back: some two minutes.
const fetchAttempts = 12

// join registers the node.
func (s *session) join(ctx context.Context) (*quirev1.JoinResponse, error) {
	key, err := s.bellKey.Public()
	if err != nil {
		return nil, err
	}
	r, err := s.config.API.Join(ctx, connect.NewRequest(&quirev1.JoinRequest{
		Campaign: s.remote.name, Payout: s.settings.Payout[:], Name: s.settings.Name, Profile: kernels.Profile,
		Path: s.device.path(), DoorbellKey: key, Version: version(), MemoryBytes: uint64(max(s.memory, 0)),
	}))
	if err != nil {
		return nil, err
	}
	return r.Msg, nil
}

// work joins and works.
func (s *session) work(ctx, drain context.Context, objects *cache.Cache) error {
	joined, err := insist(drain, s.remote, s.patience, s.join)
	if err != nil {
		return fmt.Errorf("join: %w", err)
	}
	if got := canon.Sum(joined.GetSpec()); got != s.config.Spec.Digest() {
		return fmt.Errorf("join: the coordinator sent spec %s, but shows everybody else %s", got.Short(), s.config.Spec.Digest().Short())
	}
	if len(joined.GetReceiptSigner()) != common.AddressLength {
		return fmt.Errorf("join: the coordinator's receipt signer has %d bytes, an address has %d", len(joined.GetReceiptSigner()), common.AddressLength)
	}
	s.console.skew(time.Since(time.UnixMilli(joined.GetNowMs())))
	signer := common.BytesToAddress(joined.GetReceiptSigner())
	kept, err := s.home.SetCampaign(home.Campaign{
		URL: s.remote.url(), Name: s.remote.name, Spec: s.config.Spec.Digest(), Signer: signer,
	}, joined.GetSpec())
	if err != nil {
		return err
	}
	receipts, err := receipt.Open(kept.Dir)
	if err != nil {
		return fmt.Errorf("%w: %w", home.ErrHome, err)
	}
	if s.console.before, err = earned(receipts); err != nil {
		return err
	}
	s.config.Signer, s.config.Receipts, s.config.Report = signer, receipts, s.console.event
	s.config.Source = data.New(s.remote.base, objects, data.Config{Attempts: fetchAttempts})
	s.config.Join = func(ctx context.Context) (*quirev1.Doorbell, error) {
		r, err := s.join(ctx)
		return r.GetDoorbell(), err
	}
	if door := joined.GetDoorbell(); door != nil {
		b, err := bell.Dial(door, s.bellKey, s.console.log)
		if err != nil {
			s.console.note("no doorbell, polling instead: " + err.Error())
		} else {
			defer b.Close()
			s.config.Bell, s.config.BellExpires = b, time.UnixMilli(door.GetExpiresMs())
		}
	}
	summary, err := worker.New(s.config).Run(ctx, drain)
	s.console.summary(summary)
	return err
}

// earned sums the receipts held.
func earned(s *receipt.Store) (*big.Int, error) {
	files, err := s.All()
	if err != nil {
		return nil, err
	}
	sum := new(big.Int)
	for _, f := range files {
		if n, ok := new(big.Int).SetString(string(f.Receipt.Row.Reward), 10); ok && f.Err == nil {
			sum.Add(sum, n)
		}
	}
	return sum, nil
}
