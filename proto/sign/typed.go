// Package sign holds every statement that a key of Quire signs, as EIP-712 typed data, so that wallets can show it and
// contracts can check it.
//
// The domain is {name: "Quire", version: "1"}: a node signs before it knows a chain, and every struct that concerns
// money names its campaign by the spec's digest, which the treasury contract holds too.
//
// Keys are secp256k1 keys as Ethereum uses them; an identity is its 20-byte address. Signatures are 65 bytes r‖s‖v with
// v = 0 or 1, deterministic (RFC 6979) and with low s (EIP-2): each statement has one valid signature per key.
package sign

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"quire/proto/canon"
)

// SignatureBytes is the length of a signature.
const SignatureBytes = crypto.SignatureLength

// ErrSignature reports a signature that is malformed or another key's.
var ErrSignature = errors.New("sign: bad signature")

// Statement is something a key can sign.
type Statement interface {
	typed() (primary string, fields []apitypes.Type, message apitypes.TypedDataMessage)
}

// Call authenticates one request of the API.
type Call struct {
	Campaign  canon.Digest // the spec of the campaign that it is about; none if it is about none. Nobody can repeat it elsewhere
	Procedure string       // path of the URL, for example "/quire.v1.ContributorService/Lease"
	Body      canon.Digest // of the request's body as sent
	UnixMs    int64        // when it was signed
}

func (c Call) typed() (string, []apitypes.Type, apitypes.TypedDataMessage) {
	return "Call",
		[]apitypes.Type{{Name: "campaign", Type: "bytes32"}, {Name: "procedure", Type: "string"}, {Name: "body", Type: "bytes32"}, {Name: "unixMs", Type: "uint64"}},
		apitypes.TypedDataMessage{"campaign": c.Campaign[:], "procedure": c.Procedure, "body": c.Body[:], "unixMs": strconv.FormatInt(c.UnixMs, 10)}
}

// Submission is a node's word that an output is its answer to a task. It is evidence: two submissions of one node for
// one task with different outputs convict it.
type Submission struct {
	Campaign canon.Digest // the spec
	Task     canon.Digest
	Attempt  uint32
	Output   canon.Digest // of the output record
	Steps    canon.Digest // root of the tree over the computation's states (coordinator/verify.Root)
}

func (s Submission) typed() (string, []apitypes.Type, apitypes.TypedDataMessage) {
	return "Submission",
		[]apitypes.Type{
			{Name: "campaign", Type: "bytes32"}, {Name: "task", Type: "bytes32"}, {Name: "attempt", Type: "uint32"},
			{Name: "output", Type: "bytes32"}, {Name: "steps", Type: "bytes32"},
		},
		apitypes.TypedDataMessage{
			"campaign": s.Campaign[:], "task": s.Task[:], "attempt": strconv.FormatUint(uint64(s.Attempt), 10),
			"output": s.Output[:], "steps": s.Steps[:],
		}
}

// Receipt is the coordinator's word that a submission is in the ledger, as row Seq with digest Row.
type Receipt struct {
	Campaign canon.Digest // the spec
	Task     canon.Digest
	Output   canon.Digest
	Payout   common.Address
	Seq      int64
	Units    int64
	Reward   *big.Int // base units, below 2¹²⁸
	Row      canon.Digest
}

func (r Receipt) typed() (string, []apitypes.Type, apitypes.TypedDataMessage) {
	return "Receipt",
		[]apitypes.Type{
			{Name: "campaign", Type: "bytes32"}, {Name: "task", Type: "bytes32"}, {Name: "output", Type: "bytes32"},
			{Name: "payout", Type: "address"}, {Name: "seq", Type: "uint64"}, {Name: "units", Type: "uint64"},
			{Name: "reward", Type: "uint256"}, {Name: "row", Type: "bytes32"},
		},
		apitypes.TypedDataMessage{
			"campaign": r.Campaign[:], "task": r.Task[:], "output": r.Output[:], "payout": r.Payout.Hex(),
			"seq": strconv.FormatInt(r.Seq, 10), "units": strconv.FormatInt(r.Units, 10),
			"reward": (*math.HexOrDecimal256)(r.Reward), "row": r.Row[:],
		}
}

// Note is the coordinator's word that something was so, kept where others can write too.
type Note struct {
	Campaign canon.Digest // the spec
	Content  canon.Digest
}

func (n Note) typed() (string, []apitypes.Type, apitypes.TypedDataMessage) {
	return "Note",
		[]apitypes.Type{{Name: "campaign", Type: "bytes32"}, {Name: "content", Type: "bytes32"}},
		apitypes.TypedDataMessage{"campaign": n.Campaign[:], "content": n.Content[:]}
}

// Hash returns the EIP-712 digest that a signature of s covers.
func Hash(s Statement) (canon.Digest, error) {
	primary, fields, message := s.typed()
	h, _, err := apitypes.TypedDataAndHash(apitypes.TypedData{
		Types: apitypes.Types{
			"EIP712Domain": {{Name: "name", Type: "string"}, {Name: "version", Type: "string"}},
			primary:        fields,
		},
		PrimaryType: primary,
		Domain:      apitypes.TypedDataDomain{Name: "Quire", Version: "1"},
		Message:     message,
	})
	if err != nil {
		return canon.Digest{}, fmt.Errorf("hash %s: %w", primary, err)
	}
	return canon.Digest(h), nil
}

// Sign signs s with key.
func Sign(key *ecdsa.PrivateKey, s Statement) ([]byte, error) {
	h, err := Hash(s)
	if err != nil {
		return nil, err
	}
	return crypto.Sign(h[:], key)
}

// Verify checks that signature is by's, over s. The error wraps ErrSignature.
func Verify(by common.Address, s Statement, signature []byte) error {
	if len(signature) != SignatureBytes {
		return fmt.Errorf("%w: %d bytes, want %d", ErrSignature, len(signature), SignatureBytes)
	}
	r, sv := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:64])
	if !crypto.ValidateSignatureValues(signature[64], r, sv, true) {
		return fmt.Errorf("%w: values out of range", ErrSignature)
	}
	h, err := Hash(s)
	if err != nil {
		return err
	}
	key, err := crypto.SigToPub(h[:], signature)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	if a := crypto.PubkeyToAddress(*key); a != by {
		return fmt.Errorf("%w: signed by %s, not by %s", ErrSignature, a, by)
	}
	return nil
}

// Hex spells a signature for records: "0x" and lower-case digits.
func Hex(signature []byte) string { return hexutil.Encode(signature) }

// ParseHex is the inverse of Hex.
func ParseHex(s string) ([]byte, error) {
	b, err := hexutil.Decode(s)
	if err != nil || len(b) != SignatureBytes || hexutil.Encode(b) != s {
		return nil, fmt.Errorf("%w: %.40q is not \"0x\" and %d lower-case hexadecimal digits", ErrSignature, s, 2*SignatureBytes)
	}
	return b, nil
}
