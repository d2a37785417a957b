// Package corpus turns texts into the token shards that a campaign trains on, and measures them. It is pure.
//
// The tokenizer is "bytes": a token is a byte of the UTF-8 text. Texts are laid end to end, each followed by one newline
// unless it ends with one, so that the last line of a file and the first of the next do not run together.
package corpus

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"quire/coordinator/campaign"
	"quire/proto/canon"
)

// BytesMax bounds a corpus: what campaign.ShardsMax shards hold.
const BytesMax = campaign.ShardsMax * campaign.ShardTokens

var (
	// ErrText is wrapped by refusals of one text; the wrapping error names it.
	ErrText = errors.New("not a text to train on")
	// ErrEmpty: there is no text at all.
	ErrEmpty = errors.New("no text to train on")
)

// Corpus collects texts. The zero Corpus is empty and ready; it is not safe for concurrent use.
type Corpus struct {
	text   []byte
	counts [256]int64
}

// Add appends a text. It is refused if it is empty, not UTF-8 or binary, or if the corpus would exceed BytesMax; the
// error wraps ErrText, names the text and says where it goes wrong. text is not kept.
func (c *Corpus) Add(name string, text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return fmt.Errorf("%s: %w: it is empty", name, ErrText)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return fmt.Errorf("%s: %w: byte %d is zero, so it is binary", name, ErrText, i)
	}
	if i := invalid(text); i >= 0 {
		return fmt.Errorf("%s: %w: byte %d begins no UTF-8 character; convert it to UTF-8", name, ErrText, i)
	}
	if len(c.text)+len(text)+1 > BytesMax {
		return fmt.Errorf("%s: %w: the corpus would exceed %d bytes", name, ErrText, BytesMax)
	}
	start := len(c.text)
	c.text = append(c.text, text...)
	if c.text[len(c.text)-1] != '\n' {
		c.text = append(c.text, '\n')
	}
	for _, b := range c.text[start:] {
		c.counts[b]++
	}
	return nil
}

// invalid returns where text stops being UTF-8, or −1.
func invalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
}

// Shards cuts the corpus into token files, little-endian uint16, and returns them with the data section of the spec that
// names them. The error is ErrEmpty.
func (c *Corpus) Shards() ([][]byte, campaign.Data, error) {
	if len(c.text) == 0 {
		return nil, campaign.Data{}, ErrEmpty
	}
	d := campaign.Data{Tokenizer: campaign.TokenizerBytes, Tokens: int64(len(c.text))}
	var shards [][]byte
	for start := 0; start < len(c.text); start += campaign.ShardTokens {
		part := c.text[start:min(start+campaign.ShardTokens, len(c.text))]
		shard := make([]byte, 0, 2*len(part))
		for _, b := range part {
			shard = binary.LittleEndian.AppendUint16(shard, uint16(b))
		}
		shards = append(shards, shard)
		d.Shards = append(d.Shards, canon.Object{Digest: canon.Sum(shard), Size: int64(len(shard))})
	}
	return shards, d, nil
}

// Entropy returns the unigram entropy in nats per token: the loss of the best model that ignores context. It is for
// people, not for records.
func (c *Corpus) Entropy() float64 {
	var h float64
	n := float64(len(c.text))
	for _, k := range c.counts {
		if k > 0 {
			p := float64(k) / n
			h -= p * math.Log(p)
		}
	}
	return h
}
