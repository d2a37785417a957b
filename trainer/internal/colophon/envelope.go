package colophon

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	ethcrypto "github.com/ethereum/go-ethereum/crypto"
	"github.com/gowebpki/jcs"
	attestation "github.com/in-toto/attestation/go/v1"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"

	"quire/proto/canon"
)

// payloadType is what DSSE calls an in-toto statement.
const payloadType = "application/vnd.in-toto+json"

// fileBytesMax bounds an envelope: some hundred bytes for each round, epoch, shard, contributor and funder.
const fileBytesMax = 256 << 20

var (
	// ErrEnvelope reports a file that is no colophon.
	ErrEnvelope = errors.New("colophon: cannot be read")
	// ErrSignature reports a colophon whose signature does not hold, or that has none.
	ErrSignature = errors.New("colophon: not signed by whom it says")
)

// signer signs and verifies with a secp256k1 key, whose id is its address. A signature is r, s and v over the SHA-256 of
// the envelope's pre-authentication encoding.
type signer struct {
	key     *ecdsa.PrivateKey // nil to verify only
	address common.Address
}

// Sign implements dsse.Signer.
func (s signer) Sign(_ context.Context, data []byte) ([]byte, error) {
	h := sha256.Sum256(data)
	return ethcrypto.Sign(h[:], s.key)
}

// Verify implements dsse.Verifier.
func (s signer) Verify(_ context.Context, data, signature []byte) error {
	h := sha256.Sum256(data)
	key, err := ethcrypto.SigToPub(h[:], signature)
	if err != nil {
		return fmt.Errorf("recover the signer: %w", err)
	}
	if got := ethcrypto.PubkeyToAddress(*key); got != s.address {
		return fmt.Errorf("signed by %s, not %s", got, s.address)
	}
	return nil
}

// KeyID implements dsse.Verifier.
func (s signer) KeyID() (string, error) { return s.address.Hex(), nil }

// Public implements dsse.Verifier. The key follows from a signature; only its address is known before.
func (s signer) Public() crypto.PublicKey { return nil }

// File is a file of the model's folder.
type File struct {
	Name   string // with slashes
	Digest canon.Digest
}

// Seal returns the envelope over the files and their colophon, signed with key; with nil, unsigned.
func Seal(ctx context.Context, c Colophon, files []File, key *ecdsa.PrivateKey) ([]byte, error) {
	payload, err := encode(c, files)
	if err != nil {
		return nil, fmt.Errorf("encode colophon: %w", err)
	}
	e := &dsse.Envelope{PayloadType: payloadType, Payload: base64.StdEncoding.EncodeToString(payload), Signatures: []dsse.Signature{}}
	if key != nil {
		sealer, err := dsse.NewEnvelopeSigner(signer{key, ethcrypto.PubkeyToAddress(key.PublicKey)})
		if err != nil {
			return nil, err
		}
		if e, err = sealer.SignPayload(ctx, payloadType, payload); err != nil {
			return nil, fmt.Errorf("sign colophon: %w", err)
		}
	}
	b, err := json.Marshal(e)
	return append(b, '\n'), err
}

// encode returns the canonical in-toto statement.
func encode(c Colophon, files []File) ([]byte, error) {
	b, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	predicate := &structpb.Struct{}
	if err := protojson.Unmarshal(b, predicate); err != nil {
		return nil, err
	}
	s := &attestation.Statement{Type: attestation.StatementTypeUri, PredicateType: PredicateType, Predicate: predicate}
	for _, f := range files {
		s.Subject = append(s.Subject, &attestation.ResourceDescriptor{Name: f.Name, Digest: map[string]string{"sha256": f.Digest.String()}})
	}
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if b, err = protojson.Marshal(s); err != nil {
		return nil, err
	}
	return jcs.Transform(b)
}

// Open reads an envelope and checks its signature against the address that the colophon in it names. Who that is, the
// caller has to know. The error wraps ErrEnvelope or ErrSignature; with the latter the rest is returned too, for those who
// want an unsigned one.
func Open(ctx context.Context, b []byte) (Colophon, []File, error) {
	var e dsse.Envelope
	if err := json.Unmarshal(b, &e); err != nil {
		return Colophon{}, nil, fmt.Errorf("%w: not a DSSE envelope: %w", ErrEnvelope, err)
	}
	payload, err := e.DecodeB64Payload()
	if err != nil || e.PayloadType != payloadType {
		return Colophon{}, nil, fmt.Errorf("%w: its payload has type %.60q, want %q: %v", ErrEnvelope, e.PayloadType, payloadType, err)
	}
	c, files, err := decode(payload)
	if err != nil {
		return c, files, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	if c.SignedBy == "" {
		return c, files, fmt.Errorf("%w: it is unsigned: anybody may have written it", ErrSignature)
	}
	if !common.IsHexAddress(c.SignedBy) {
		return c, files, fmt.Errorf("%w: signer %.60q is no address", ErrSignature, c.SignedBy)
	}
	v, err := dsse.NewEnvelopeVerifier(signer{address: common.HexToAddress(c.SignedBy)})
	if err != nil {
		return c, files, err
	}
	if _, err := v.Verify(ctx, &e); err != nil {
		return c, files, fmt.Errorf("%w: it names %s: %w", ErrSignature, c.SignedBy, err)
	}
	return c, files, nil
}

func decode(payload []byte) (c Colophon, files []File, err error) {
	var s attestation.Statement
	if err := protojson.Unmarshal(payload, &s); err != nil {
		return c, nil, fmt.Errorf("not an in-toto statement: %w", err)
	}
	if err := s.Validate(); err != nil {
		return c, nil, fmt.Errorf("not an in-toto statement: %w", err)
	}
	if s.GetPredicateType() != PredicateType {
		return c, nil, fmt.Errorf("it is about %.100q, not %q", s.GetPredicateType(), PredicateType)
	}
	predicate, err := protojson.Marshal(s.GetPredicate())
	if err != nil {
		return c, nil, err
	}
	if err := json.Unmarshal(predicate, &c); err != nil {
		return c, nil, err
	}
	for _, r := range s.GetSubject() {
		d, err := canon.ParseDigest(r.GetDigest()["sha256"])
		if err != nil || d.IsZero() {
			return c, nil, fmt.Errorf("subject %.100q has no SHA-256", r.GetName())
		}
		files = append(files, File{r.GetName(), d})
	}
	return c, files, nil
}
