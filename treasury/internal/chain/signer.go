package chain

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
)

// Signer signs for one account. Both implementations may be used concurrently.
type Signer interface {
	// Address is the account that it signs for.
	Address() common.Address
	// SignTx signs a transaction; what comes back differs from tx in nothing but the signature.
	SignTx(ctx context.Context, tx *types.DynamicFeeTx) (*types.Transaction, error)
	// SignTyped signs EIP-712 data: 65 bytes r, s and v, which is 27 or 28.
	SignTyped(ctx context.Context, data apitypes.TypedData) ([]byte, error)
}

// ErrSigner says that an external signer did not sign what it was asked to.
var ErrSigner = errors.New("chain: external signer")

// held signs with a key in memory.
type held struct{ key *ecdsa.PrivateKey }

// Held signs with a key in memory.
func Held(key *ecdsa.PrivateKey) Signer { return held{key} }

func (h held) Address() common.Address { return crypto.PubkeyToAddress(h.key.PublicKey) }

func (h held) SignTx(_ context.Context, tx *types.DynamicFeeTx) (*types.Transaction, error) {
	return types.SignNewTx(h.key, types.LatestSignerForChainID(tx.ChainID), tx)
}

func (h held) SignTyped(_ context.Context, data apitypes.TypedData) ([]byte, error) {
	digest, _, err := apitypes.TypedDataAndHash(data)
	if err != nil {
		return nil, fmt.Errorf("hash typed data: %w", err)
	}
	signature, err := crypto.Sign(digest, h.key)
	if err != nil {
		return nil, err
	}
	signature[crypto.RecoveryIDOffset] += 27
	return signature, nil
}

// External is a signer that keeps the key to itself and asks its owner, such as clef with a hardware wallet. It is spoken
// to by clef's external API. What it returns is checked: a signer that signs something else is refused.
type External struct {
	conn    *rpc.Client
	account common.Address
}

// DialExternal connects to an external signer at a URL or the path of a socket. account may be zero if it offers one only.
func DialExternal(ctx context.Context, endpoint string, account common.Address) (*External, error) {
	shown := endpoint
	if u, err := url.Parse(endpoint); err == nil {
		shown = u.Redacted()
	}
	conn, err := rpc.DialContext(ctx, endpoint)
	if err != nil {
		return nil, fmt.Errorf("%w at %s: %w", ErrSigner, shown, err)
	}
	var accounts []common.Address
	if err := conn.CallContext(ctx, &accounts, "account_list"); err != nil {
		conn.Close()
		return nil, fmt.Errorf("%w at %s does not list its accounts: %w", ErrSigner, shown, err)
	}
	if account == (common.Address{}) && len(accounts) == 1 {
		account = accounts[0]
	}
	if !slices.Contains(accounts, account) {
		conn.Close()
		return nil, fmt.Errorf("%w at %s offers %d accounts: name one of them with --from", ErrSigner, shown, len(accounts))
	}
	return &External{conn, account}, nil
}

// Close ends the connection.
func (e *External) Close() { e.conn.Close() }

// Address implements Signer.
func (e *External) Address() common.Address { return e.account }

// SignTx implements Signer.
func (e *External) SignTx(ctx context.Context, tx *types.DynamicFeeTx) (*types.Transaction, error) {
	data := hexutil.Bytes(tx.Data)
	args := apitypes.SendTxArgs{
		From: common.NewMixedcaseAddress(e.account), Nonce: hexutil.Uint64(tx.Nonce), Gas: hexutil.Uint64(tx.Gas), Input: &data,
		MaxFeePerGas: (*hexutil.Big)(tx.GasFeeCap), MaxPriorityFeePerGas: (*hexutil.Big)(tx.GasTipCap), ChainID: (*hexutil.Big)(tx.ChainID),
	}
	if tx.To != nil {
		to := common.NewMixedcaseAddress(*tx.To)
		args.To = &to
	}
	if tx.Value != nil {
		args.Value = hexutil.Big(*tx.Value)
	}
	var answer struct {
		Raw hexutil.Bytes `json:"raw"`
	}
	// clef shows the call in words, and refuses calls of functions whose signature it does not know: ours are told to it.
	var signature *string
	if tx.To != nil {
		if m := calledMethod(tx.Data); m != nil {
			signature = &m.Sig
		}
	}
	if err := e.conn.CallContext(ctx, &answer, "account_signTransaction", args, signature); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSigner, err)
	}
	signed := new(types.Transaction)
	if err := signed.UnmarshalBinary(answer.Raw); err != nil {
		return nil, fmt.Errorf("%w returned no transaction: %w", ErrSigner, err)
	}
	return signed, sameSigned(signed, tx, e.account)
}

// sameSigned checks that account signed exactly tx.
func sameSigned(signed *types.Transaction, tx *types.DynamicFeeTx, account common.Address) error {
	signer := types.LatestSignerForChainID(tx.ChainID)
	if signer.Hash(signed) != signer.Hash(types.NewTx(tx)) {
		return fmt.Errorf("%w signed another transaction than it was asked to: nothing was sent", ErrSigner)
	}
	if from, err := types.Sender(signer, signed); err != nil || from != account {
		return fmt.Errorf("%w did not sign as %s: nothing was sent", ErrSigner, account)
	}
	return nil
}

// SignTyped implements Signer.
func (e *External) SignTyped(ctx context.Context, data apitypes.TypedData) ([]byte, error) {
	digest, _, err := apitypes.TypedDataAndHash(data)
	if err != nil {
		return nil, fmt.Errorf("hash typed data: %w", err)
	}
	var signature hexutil.Bytes
	account := common.NewMixedcaseAddress(e.account)
	if err := e.conn.CallContext(ctx, &signature, "account_signTypedData", &account, data); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSigner, err)
	}
	if len(signature) != crypto.SignatureLength || signature[crypto.RecoveryIDOffset] < 27 {
		return nil, fmt.Errorf("%w returned %d bytes for a signature", ErrSigner, len(signature))
	}
	recoverable := slices.Clone(signature)
	recoverable[crypto.RecoveryIDOffset] -= 27
	public, err := crypto.SigToPub(digest, recoverable)
	if err != nil || crypto.PubkeyToAddress(*public) != e.account {
		return nil, fmt.Errorf("%w did not sign that as %s", ErrSigner, e.account)
	}
	return signature, nil
}
