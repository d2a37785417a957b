package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/spf13/cobra"

	"quire/internal/keyfile"
	"quire/proto/address"
	"quire/trainer/internal/colophon"
	"quire/trainer/internal/home"
	"quire/trainer/internal/keys"
	"quire/trainer/internal/verify"
)

// colophonFlags are those of commands that write a colophon.
type colophonFlags struct {
	audit        verifyFlags
	keyFile      string
	passwordFile string
	unsigned     bool
}

func (f *colophonFlags) add(c *cobra.Command) {
	f.audit.round, f.audit.objects = -1, true
	f.audit.chain.add(c)
	c.Flags().Float64Var(&f.audit.sample, "sample", 0, "compute again each task with this probability; what verify found on this machine counts in any case")
	c.Flags().Uint64Var(&f.audit.seed, "seed", 0, "of the sample; 0 draws one")
	c.Flags().StringVar(&f.keyFile, "key-file", "", "key that signs the colophon (default: the node key)")
	c.Flags().StringVar(&f.passwordFile, "password-file", "", "password of the key, in this file's first line")
	c.Flags().BoolVar(&f.unsigned, "unsigned", false, "do not sign the colophon, which says so")
}

func newColophon(f *flags) *cobra.Command {
	k := &colophonFlags{audit: verifyFlags{flags: f}}
	c := &cobra.Command{
		Use:   "colophon URL|BUCKET|FOLDER MODEL",
		Short: "Write where a model comes from beside it, signed; and check what others wrote",
		Long: `Audit a campaign's records, and write beside its model, in the folder MODEL that export wrote, who funded it, who
computed what, on what data, under which digests and in which transactions: COLOPHON.md for people, and colophon.dsse.json,
a signed in-toto attestation that lists every file of the folder by its SHA-256.

Where the campaign is found: see verify --help. Without --contract and --rpc nothing is said of the money.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			o, r, err := k.audit.check(ctx, c, args[0], func(string) {})
			if err != nil {
				return err
			}
			if err := o.holds(ctx, r, args[1]); err != nil {
				return err
			}
			return k.write(ctx, c, o, r, args[1])
		}),
	}
	k.add(c)
	c.AddCommand(newColophonVerify())
	return c
}

// holds refuses a folder whose model is not the checkpoint that was audited.
func (o origin) holds(ctx context.Context, r *verify.Report, dir string) error {
	s, err := o.snapshot(ctx, r)
	if err != nil {
		return err
	}
	config, weights, err := loadFolder(dir)
	if err != nil {
		return err
	}
	if config != s.spec.Model || !slices.Equal(weights, s.weights) {
		return fmt.Errorf("the model in %s is not checkpoint %s, the newest of campaign %s: export it again", dir, s.digest, s.spec.Name)
	}
	return nil
}

// write writes the colophon of an audited campaign beside its model.
func (f *colophonFlags) write(ctx context.Context, c *cobra.Command, o origin, r *verify.Report, dir string) error {
	spec, err := decodeSpec(r)
	if err != nil {
		return err
	}
	key, err := f.key()
	if err != nil {
		return err
	}
	source := "a coordinator"
	if o.bucket != nil {
		source = "the bucket, without a coordinator"
	}
	if o.contract != nil {
		source += ", and the chain"
	}
	if err := colophon.Write(ctx, dir, colophon.Build(spec, r, o.contract, version(), source), key); err != nil {
		return err
	}
	p := &printer{w: c.OutOrStdout()}
	if key == nil {
		p.line("UNSIGNED  the colophon in %s is not signed: nobody vouches for it, and anybody may change it", dir)
		return p.err
	}
	p.line("colophon  %s, signed by %s", dir, crypto.PubkeyToAddress(key.PublicKey))
	return p.err
}

// key is the one to sign with, nil for none.
func (f *colophonFlags) key() (*ecdsa.PrivateKey, error) {
	if f.unsigned {
		if f.keyFile != "" {
			return nil, fmt.Errorf("%w: --unsigned and --key-file exclude each other", errUsage)
		}
		return nil, nil
	}
	if f.keyFile != "" {
		key, err := keyfile.Load(f.keyFile, f.passwordFile)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", keys.ErrKey, err)
		}
		return key, nil
	}
	h, err := home.Open(f.audit.dataDir)
	if err != nil {
		return nil, err
	}
	return keys.Node(h.Dir(), f.passwordFile)
}

func newColophonVerify() *cobra.Command {
	var by string
	var unsigned bool
	c := &cobra.Command{
		Use:   "verify MODEL",
		Short: "Check a colophon's signature, and every file beside it",
		Long: `Check the signature of the colophon in the folder MODEL, and compare every file with it. Files that differ, are missing,
or are not in the colophon are named, and make the command fail with code 1. Files whose names begin with a dot are left
out: no loader of models reads them.

The signature proves who wrote the colophon. Whether you believe them is up to you: --signer names whom you expect, and
trainer verify checks the campaign itself.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: interruptible(func(ctx context.Context, c *cobra.Command, args []string) error {
			return checkColophon(ctx, c, args[0], by, unsigned)
		}),
	}
	c.Flags().StringVar(&by, "signer", "", "address that must have signed it")
	c.Flags().BoolVar(&unsigned, "unsigned", false, "accept a colophon that nobody signed, and compare the files with it")
	return c
}

func checkColophon(ctx context.Context, c *cobra.Command, dir, by string, unsigned bool) error {
	if by != "" {
		a, err := address.Parse(by)
		if err != nil {
			return fmt.Errorf("%w: --signer: %w", errUsage, err)
		}
		by = a.Hex()
	}
	k, err := colophon.Check(ctx, dir)
	p := &printer{w: c.OutOrStdout()}
	if nobody := k.SignedBy == "" && errors.Is(err, colophon.ErrSignature); nobody && unsigned && by == "" && !errors.Is(err, colophon.ErrFile) {
		p.line("UNSIGNED  nobody vouches for this colophon, and anybody may have written it; the files are those that it lists")
		return p.err
	}
	if err != nil {
		return err
	}
	if by != "" && k.SignedBy != by {
		return fmt.Errorf("%w: it is signed by %s, not by %s as you asked for", colophon.ErrSignature, k.SignedBy, by)
	}
	p.line("right     every file is the one that %s signed", k.SignedBy)
	p.line("campaign  %s, spec %s", safeText(k.Campaign), k.Spec)
	p.line("model     checkpoint %s, round %d of %d", k.Checkpoint.Digest, k.Checkpoint.Round, k.Checkpoint.Rounds)
	return p.err
}
