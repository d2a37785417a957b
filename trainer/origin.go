package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"quire/coordinator/campaign"
	"quire/proto/address"
	"quire/proto/canon"
	"quire/trainer/internal/chain"
	"quire/trainer/internal/data"
	"quire/trainer/internal/verify"
)

// chainFlags say where the treasury contract is.
type chainFlags struct {
	contract string
	rpc      string
	spec     string
}

func (f *chainFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.contract, "contract", "", "address of the treasury contract: names the spec, and holds the epochs")
	c.Flags().StringVar(&f.rpc, "rpc", "", "JSON-RPC endpoint of any node of its chain")
	c.Flags().StringVar(&f.spec, "spec", "", "digest that the spec must have, for example from the treasury contract")
}

// origin is where a campaign is read for an audit: a coordinator, or its bucket without any, and the chain.
type origin struct {
	account  verify.Account
	source   *data.Source
	bucket   data.Bucket      // nil for a coordinator
	contract *verify.Contract // nil if none was named
	spec     canon.Digest     // wanted; zero for any
	token    token
}

// origin opens a campaign. Place is its URL on a coordinator, the URL of its bucket (https://ENDPOINT/BUCKET), or a folder
// with a copy of the bucket. The contract is read first: see verify.Account.
func (f *flags) origin(ctx context.Context, place string, c chainFlags) (o origin, err error) {
	if o.spec, err = canon.ParseDigest(c.spec); err != nil {
		return o, fmt.Errorf("%w: --spec: %w", errUsage, err)
	}
	if o.contract, err = c.read(ctx); err != nil {
		return o, err
	}
	if o.contract != nil {
		if !o.spec.IsZero() && o.spec != o.contract.Spec {
			return o, fmt.Errorf("%w: the contract's spec is %s, --spec says %s", verify.ErrFalse, o.contract.Spec, o.spec)
		}
		o.spec, o.token = o.contract.Spec, token{o.contract.Symbol, uint32(o.contract.Decimals)}
	}
	u, err := url.Parse(place)
	switch isURL := err == nil && (u.Scheme == "http" || u.Scheme == "https"); {
	case isURL && strings.Contains(u.Path, "/c/"):
		return o, f.fromCoordinator(ctx, place, &o)
	case isURL:
		return o, f.fromS3(place, &o)
	}
	return o, fromDirectory(place, &o)
}

// read reads the contract, if one is named.
func (c chainFlags) read(ctx context.Context) (*verify.Contract, error) {
	if c.contract == "" && c.rpc == "" {
		return nil, nil
	}
	if c.contract == "" || c.rpc == "" {
		return nil, fmt.Errorf("%w: --contract and --rpc go together", errUsage)
	}
	at, err := address.Parse(c.contract)
	if err != nil {
		return nil, fmt.Errorf("%w: --contract: %w", errUsage, err)
	}
	return chain.Read(ctx, c.rpc, at)
}

func (f *flags) fromCoordinator(ctx context.Context, place string, o *origin) error {
	r, err := parseRemote(place)
	if err != nil {
		return err
	}
	_, objects, err := f.open()
	if err != nil {
		return err
	}
	m, _, err := r.headline(ctx, statusPatience)
	if err != nil {
		return err // in plain words: no such campaign, or nobody there
	}
	if o.contract == nil {
		o.token = tokenOf(m)
	}
	o.account, o.source = verify.FromAPI(r.public(), r.name), data.New(r.base, objects, data.Config{})
	return nil
}

func (f *flags) fromS3(place string, o *origin) error {
	b, err := data.OpenS3(place)
	if err != nil {
		return fmt.Errorf("%w: %.200q is neither a campaign's URL, http://host:7070/c/NAME, nor: %w", errUsage, place, err)
	}
	_, objects, err := f.open()
	if err != nil {
		return err
	}
	return o.from(b, data.From(b, objects, data.Config{}))
}

func fromDirectory(place string, o *origin) error {
	path, err := filepath.Abs(place)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	b, err := data.OpenDirectory(path)
	if err != nil {
		return fmt.Errorf("%w: %.200q is no campaign's URL, which looks like http://host:7070/c/NAME, and as a folder: %w", errUsage, place, err)
	}
	return o.from(b, data.From(b, nil, data.Config{Attempts: 1})) // a file that is wrong now will be wrong in a second
}

func (o *origin) from(b data.Bucket, source *data.Source) error {
	if o.spec.IsZero() {
		return fmt.Errorf("%w: a bucket may hold several campaigns: say which with --contract and --rpc, or, for a trial without a treasury, with --spec", errUsage)
	}
	o.bucket, o.source, o.account = b, source, verify.FromBucket(b, source, o.spec)
	return nil
}

// decodeSpec reads the spec of what was audited.
func decodeSpec(r *verify.Report) (campaign.Spec, error) {
	spec, err := campaign.DecodeSpec(r.SpecRecord)
	if err != nil {
		return spec, fmt.Errorf("the spec: %w", err)
	}
	return spec, nil
}
