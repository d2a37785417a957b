package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"quire/internal/keyfile"
	"quire/proto/address"
	"quire/treasury/amount"
	"quire/treasury/internal/chain"
)

// options are the flags that all commands share.
type options struct {
	rpc, keyFile, passwordFile string
	signerURL, from            string // of an external signer, instead of keyFile
	timeout                    time.Duration
	confirmations              uint64
	json, verbose              bool
	dryRun                     bool // rehearse, and send nothing
}

// dial connects to the chain. The context it returns ends with the time the user gave; cancel also ends the connection.
func (o *options) dial(ctx context.Context) (context.Context, *chain.Client, func(), error) {
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	client, err := chain.Dial(ctx, o.rpc, o.logger())
	if err != nil {
		cancel()
		return nil, nil, nil, err
	}
	client.Confirmations = o.confirmations
	client.Rehearse = o.dryRun
	if !o.json {
		client.OnStep = o.step
	}
	return ctx, client, func() { client.Close(); cancel() }, nil
}

// step tells a person what becomes of a transaction; what the command did is said on standard output at its end.
func (o *options) step(s chain.Step) {
	switch {
	case s.What == chain.Rehearsed:
		fmt.Fprintf(os.Stderr, "treasury: dry run: %s at %s, %d gas\n", s.Call, s.To, s.Gas)
	case s.Block == 0:
		fmt.Fprintf(os.Stderr, "treasury: %s transaction %s\n", s.What, s.Tx)
	case o.confirmations > 0:
		fmt.Fprintf(os.Stderr, "treasury: %s: %d, %d of %d confirmations\n", s.What, s.Block, min(s.Confirmations, o.confirmations), o.confirmations)
	}
}

// signer is who signs: the key of --key-file, or the external signer at --signer. The caller calls done.
func (o *options) signer(ctx context.Context) (signer chain.Signer, done func(), err error) {
	if o.signerURL == "" {
		key, err := o.key()
		if err != nil {
			return nil, nil, err
		}
		return chain.Held(key), func() {}, nil
	}
	if o.keyFile != "" {
		return nil, nil, fmt.Errorf("%w: give either --key-file or --signer, not both", errUsage)
	}
	var from common.Address
	if o.from != "" {
		if from, err = addressFlag("from", o.from); err != nil {
			return nil, nil, err
		}
	}
	external, err := chain.DialExternal(ctx, o.signerURL, from)
	if err != nil {
		return nil, nil, err
	}
	return external, external.Close, nil
}

func (o *options) key() (*ecdsa.PrivateKey, error) {
	if o.keyFile == "" {
		return nil, fmt.Errorf("%w: --key-file is missing: the file with the key that signs (make one with `treasury key new FILE`)", errUsage)
	}
	key, err := keyfile.Load(o.keyFile, o.passwordFile)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	return key, nil
}

// action is what a command does with a campaign and a key.
type action struct {
	ctx      context.Context
	campaign *chain.Campaign
	key      chain.Signer
	account  common.Address
	out      io.Writer
	json     bool
	dryRun   bool
}

// act loads key and campaign and runs do. Refusals come back with amounts in whole tokens.
func (o *options) act(ctx context.Context, out io.Writer, contract string, do func(action) error) error {
	at, err := addressFlag("contract", contract)
	if err != nil {
		return err
	}
	key, put, err := o.signer(ctx)
	if err != nil {
		return err
	}
	defer put()
	ctx, client, done, err := o.dial(ctx)
	if err != nil {
		return err
	}
	defer done()
	campaign, err := client.Campaign(ctx, at)
	if err != nil {
		return err
	}
	err = do(action{ctx, campaign, key, key.Address(), out, o.json, o.dryRun})
	return inTokens(err, campaign.Token)
}

// refused is a contract's refusal with amounts in whole tokens.
type refused struct {
	text  string
	cause error
}

func (r *refused) Error() string { return r.text }
func (r *refused) Unwrap() error { return r.cause }

func inTokens(err error, token *chain.Token) error {
	var r *chain.Refusal
	if errors.As(err, &r) {
		return &refused{r.In(token), err}
	}
	return err
}

// units reads an amount of whole tokens of the campaign's token.
func (a action) units(flag, text string) (*big.Int, error) {
	u, err := amount.Parse(text, a.campaign.Token.Decimals)
	if err != nil {
		return nil, fmt.Errorf("%w: --%s: %w", errUsage, flag, err)
	}
	return u, nil
}

// receiver is the account of --to, or the key's.
func (a action) receiver(to string) (common.Address, error) {
	if to == "" {
		return a.account, nil
	}
	return addressFlag("to", to)
}

// say writes units as whole tokens with the symbol.
func (a action) say(units *big.Int) string { return sayTokens(a.campaign.Token, units) }

// sayText is say for base units in decimal, as statements have them.
func (a action) sayText(text string) string {
	units, _ := new(big.Int).SetString(text, 10)
	return a.say(units)
}

func sayTokens(t *chain.Token, units *big.Int) string {
	return amount.Format(units, t.Decimals) + " " + t.Symbol
}

// done reports a transaction: a sentence, or JSON with the transaction and the fields.
func (a action) done(receipt *types.Receipt, fields map[string]any, format string, args ...any) error {
	if a.json {
		if fields == nil {
			fields = map[string]any{}
		}
		switch {
		case a.dryRun:
			fields["dryRun"] = true
		case receipt != nil:
			fields["tx"], fields["block"], fields["gas"] = receipt.TxHash.Hex(), receipt.BlockNumber.Uint64(), receipt.GasUsed
		}
		return printJSON(a.out, fields)
	}
	text := fmt.Sprintf(format, args...)
	if receipt != nil && !a.dryRun {
		text += fmt.Sprintf(" (transaction %s, block %v)", receipt.TxHash, receipt.BlockNumber)
	}
	_, err := fmt.Fprintln(a.out, text)
	return err
}

func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func addressFlag(flag, text string) (common.Address, error) {
	if text == "" {
		return common.Address{}, fmt.Errorf("%w: --%s is missing: an address, \"0x\" and 40 hexadecimal digits", errUsage, flag)
	}
	a, err := address.Parse(text)
	if err != nil {
		return a, fmt.Errorf("%w: --%s: %w", errUsage, flag, err)
	}
	return a, nil
}
