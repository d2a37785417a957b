package chain

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
)

// symbolBytesMax bounds a token's symbol, which is printed: anybody can deploy a token.
const symbolBytesMax = 16

// Token is an ERC-20 token.
type Token struct {
	Address  common.Address
	Symbol   string
	Decimals uint8
	client   *Client
}

// Token reads what a token says of itself. It fails with ErrNoContract.
func (c *Client) Token(ctx context.Context, at common.Address) (*Token, error) {
	t := &Token{Address: at, client: c}
	var err error
	if t.Decimals, err = call(ctx, c, at, nil, tokenABI.PackDecimals(), tokenABI.UnpackDecimals); err != nil {
		return nil, noContract("token", at, err)
	}
	symbol, err := call(ctx, c, at, nil, tokenABI.PackSymbol(), tokenABI.UnpackSymbol)
	if err != nil {
		return nil, noContract("token", at, err)
	}
	t.Symbol = printable(symbol)
	return t, nil
}

// BalanceOf is what the account owns, in base units.
func (t *Token) BalanceOf(ctx context.Context, account common.Address) (*big.Int, error) {
	return call(ctx, t.client, t.Address, nil, tokenABI.PackBalanceOf(account), tokenABI.UnpackBalanceOf)
}

// Mint makes base units of a TestToken for an account; key is its deployer's.
func (t *Token) Mint(ctx context.Context, key Signer, to common.Address, units *big.Int) (*types.Receipt, error) {
	return t.client.send(ctx, key, &t.Address, tokenABI.PackMint(to, units))
}

// allow approves spender for units unless it is already.
func (t *Token) allow(ctx context.Context, key Signer, spender common.Address, units *big.Int) error {
	owner := key.Address()
	have, err := call(ctx, t.client, t.Address, nil, tokenABI.PackAllowance(owner, spender), tokenABI.UnpackAllowance)
	if err != nil {
		return fmt.Errorf("read allowance: %w", err)
	}
	if have.Cmp(units) >= 0 {
		return nil
	}
	_, err = t.client.send(ctx, key, &t.Address, tokenABI.PackApprove(spender, units))
	return err
}

// permitVersions are the versions that tokens give their EIP-712 domain; the domain separator tells which is right.
var permitVersions = []string{"1", "2"}

// permit signs an ERC-2612 permit of units for spender until deadline, Unix seconds.
func (t *Token) permit(ctx context.Context, key Signer, spender common.Address, units, deadline *big.Int) ([]byte, error) {
	owner := key.Address()
	nonce, err1 := call(ctx, t.client, t.Address, nil, tokenABI.PackNonces(owner), tokenABI.UnpackNonces)
	want, err2 := call(ctx, t.client, t.Address, nil, tokenABI.PackDOMAINSEPARATOR(), tokenABI.UnpackDOMAINSEPARATOR)
	name, err3 := call(ctx, t.client, t.Address, nil, tokenABI.PackName(), tokenABI.UnpackName)
	if err1 != nil || err2 != nil || err3 != nil {
		return nil, fmt.Errorf("token %s has no permits (ERC-2612): pledge without --permit", t.Symbol)
	}
	for _, version := range permitVersions {
		typed := permitData(name, version, t.client.id, t.Address, apitypes.TypedDataMessage{
			"owner": owner.Hex(), "spender": spender.Hex(), "value": (*math.HexOrDecimal256)(units),
			"nonce": (*math.HexOrDecimal256)(nonce), "deadline": (*math.HexOrDecimal256)(deadline),
		})
		separator, err := typed.HashStruct("EIP712Domain", typed.Domain.Map())
		if err != nil {
			return nil, fmt.Errorf("hash permit: %w", err)
		}
		if common.Hash(want) != common.BytesToHash(separator) {
			continue
		}
		signature, err := key.SignTyped(ctx, typed)
		if err != nil {
			return nil, fmt.Errorf("sign permit: %w", err)
		}
		return signature, nil
	}
	return nil, fmt.Errorf("token %s has permits of an unknown domain (%s): pledge without --permit", t.Symbol, hexutil.Encode(want[:]))
}

func permitData(name, version string, chain *big.Int, token common.Address, message apitypes.TypedDataMessage) apitypes.TypedData {
	field := func(name, kind string) apitypes.Type { return apitypes.Type{Name: name, Type: kind} }
	return apitypes.TypedData{
		Types: apitypes.Types{
			"EIP712Domain": {
				field("name", "string"), field("version", "string"), field("chainId", "uint256"), field("verifyingContract", "address"),
			},
			"Permit": {
				field("owner", "address"), field("spender", "address"), field("value", "uint256"), field("nonce", "uint256"), field("deadline", "uint256"),
			},
		},
		PrimaryType: "Permit",
		Domain: apitypes.TypedDataDomain{
			Name: name, Version: version, ChainId: (*math.HexOrDecimal256)(chain), VerifyingContract: token.Hex(),
		},
		Message: message,
	}
}

// call reads from a contract, at a block or, with nil, at the latest.
func call[T any](ctx context.Context, c *Client, at common.Address, block *big.Int, data []byte, unpack func([]byte) (T, error)) (T, error) {
	out, err := c.read(ctx, ethereum.CallMsg{To: &at, Data: data}, block)
	if err != nil {
		var zero T
		if r := refusal(err); r != nil {
			return zero, r
		}
		return zero, err
	}
	return unpack(out)
}

// read runs a call at a block, or after what was rehearsed.
func (c *Client) read(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error) {
	if len(c.rehearsed) == 0 {
		return c.eth.CallContract(ctx, call, block)
	}
	results, _, err := c.simulate(ctx, append(slices.Clone(c.rehearsed), call))
	if err != nil {
		return nil, err
	}
	last := results[len(results)-1]
	return last.ReturnValue, outcome(last)
}

// printable keeps what is safe to print of a stranger's text.
func printable(text string) string {
	kept := make([]byte, 0, symbolBytesMax)
	for i := 0; i < len(text) && len(kept) < symbolBytesMax; i++ {
		if b := text[i]; b > ' ' && b < 0x7f {
			kept = append(kept, b)
		}
	}
	if len(kept) == 0 {
		return "tokens"
	}
	return string(kept)
}
