package colophon

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
)

// Markdown is the colophon for people, from the same data.
func (c Colophon) Markdown() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Colophon: %s\n", plain(c.Title))
	if c.Purpose != "" {
		line("%s\n", plain(c.Purpose))
	}
	state := "the campaign was still running"
	if c.Checkpoint.Complete {
		state = "the campaign is complete"
	}
	line("This model is checkpoint `%s`, after round %d of %d of campaign `%s`; %s.", c.Checkpoint.Digest, c.Checkpoint.Round, c.Checkpoint.Rounds, plain(c.Campaign), state)
	line("Spec `%s` and the arithmetic `%s` fix every bit of it: whoever computes it again gets the same bytes.\n", c.Spec, plain(c.Profile))
	if c.SignedBy == "" {
		line("**UNSIGNED: nobody vouches for this document, and anybody may have written it.**\n")
	} else {
		line("Signed by `%s` in `%s`, an in-toto attestation that lists every file of this folder.\n", c.SignedBy, FileName)
	}
	c.verification(line)
	c.funders(line)
	c.contributors(line)
	line("## Data\n")
	line("%d tokens (tokenizer `%s`) in %d shards:\n", c.Data.Tokens, plain(c.Data.Tokenizer), len(c.Data.Shards))
	for k, s := range c.Data.Shards {
		line("- shard %d: `%s`, %d bytes", k, s.Digest, s.Size)
	}
	for _, o := range c.Data.Others {
		line("- held-out text, initial weights or tokenizer: `%s`, %d bytes", o.Digest, o.Size)
	}
	c.settlement(line)
	line("\n## Rounds\n")
	line("The digests of their records, each of which names all tasks of its round, their outputs, and the record before:\n")
	for _, r := range c.Records {
		line("- round %d: `%s`", r.Round, r.Record)
	}
	return b.String()
}

func (c Colophon) verification(line func(string, ...any)) {
	v := c.Verification
	line("## What was checked before this was written\n")
	line("Read from: %s; with trainer %s.\n", plain(v.Source), plain(v.Version))
	line("- %d rounds, %d ledger rows in %d journal segments: every signature, price and link", v.Rounds, v.Rows, v.Segments)
	line("- %d of %d tasks recomputed on this machine, equal to the bit (%d of them in earlier runs)", v.Recomputed+v.Remembered, v.Tasks, v.Remembered)
	line("- %d tasks confirmed by a second owner; %d wrong results, %d rounds void because of them", v.Checked, v.Faults, v.Void)
	if v.OnChain > 0 {
		line("- %d epochs on chain: root, rewards, checkpoint and journal are those that the ledger makes", v.OnChain)
	}
	if v.Objects > 0 {
		line("- %d objects of the store: every byte", v.Objects)
	}
	line("")
}

func (c Colophon) funders(line func(string, ...any)) {
	line("## Who funded it\n")
	t := c.Treasury
	if t == nil {
		line("The chain was not read.\n")
		return
	}
	line("Contract `%s` on chain %d, at block %d: %s pledged, %s earned.\n", t.Contract, t.ChainID, t.Block, c.amount(t.Pledged), c.amount(t.Earned))
	line("| account | pledged | returned | transactions |\n|---|---:|---:|---|")
	for _, f := range c.Funders {
		line("| `%s` | %s | %s | %s |", f.Account, c.amount(f.Pledged), c.amount(f.Refunded), quoted(f.Txs))
	}
	line("")
}

func (c Colophon) contributors(line func(string, ...any)) {
	line("## Who computed it\n")
	line("| payout address | tasks | void | work units | earned | claimed | nodes |\n|---|---:|---:|---:|---:|---:|---|")
	for _, w := range c.Contributors {
		line("| `%s` | %d | %d | %s | %s | %s | %s |", w.Account, w.Tasks, w.Void, w.Units, c.amount(w.Reward), c.amount(w.Claimed), quoted(w.Nodes))
	}
	line("")
}

func (c Colophon) settlement(line func(string, ...any)) {
	if len(c.Epochs) == 0 {
		return
	}
	line("\n## Settlement\n")
	line("| epoch | rounds | paid | root | journal | transaction |\n|---:|---|---:|---|---|---|")
	for _, e := range c.Epochs {
		tx := "not final on chain"
		if e.Tx != "" {
			tx = "`" + e.Tx + "`"
		}
		line("| %d | %d–%d | %s | `%s` | `%s` | %s |", e.Number, e.Rounds[0], e.Rounds[1], c.amount(e.Increment), e.Root, e.Manifest, tx)
	}
}

// amount writes base units as whole tokens, exactly.
func (c Colophon) amount(units string) string {
	n, ok := new(big.Int).SetString(units, 10)
	if !ok || c.Treasury == nil {
		return plain(units)
	}
	whole, rest := new(big.Int).QuoRem(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Treasury.Decimals)), nil), new(big.Int))
	text := whole.String()
	if rest.Sign() != 0 {
		text += "." + strings.TrimRight(fmt.Sprintf("%0*s", int(c.Treasury.Decimals), rest), "0")
	}
	return text + " " + plain(c.Treasury.Symbol)
}

func quoted(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return "`" + strings.Join(all, "`, `") + "`"
}

// plain takes from a stranger's text what would be markup or a line of its own.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("`|<>[]\\", r):
			return -1
		case !unicode.IsPrint(r):
			return ' '
		}
		return r
	}, s)
}
