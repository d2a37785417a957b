package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"quire/coordinator/ledger"
	"quire/internal/keyfile"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/proto/sign"
	"quire/treasury/internal/chain"
	"quire/treasury/internal/ledgertest"
)

// says runs a command and fails the test unless it says that.
func (w *town) says(want string, account int, args ...string) string {
	w.t.Helper()
	out := w.do(account, args...)
	if !strings.Contains(out, want) {
		w.t.Fatalf("treasury %s says %q, want %q", strings.Join(args, " "), out, want)
	}
	return out
}

// refuses runs a command and fails the test unless it is refused like that.
func (w *town) refuses(code int, want string, account int, args ...string) {
	w.t.Helper()
	if out, err, got := w.try(account, args...); got != code || !strings.Contains(err.Error(), want) {
		w.t.Fatalf("treasury %s: %d, %v, %s; want %d, %q", strings.Join(args, " "), got, err, out, code, want)
	}
}

// A funder leaves in the middle of the training, and changes its mind once.
func TestExitFromTheCommandLine(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	w.do(1, "pledge", "--contract", c, "--amount", "300")
	w.do(2, "pledge", "--contract", c, "--amount", "600")
	w.refuses(3, "not possible now", 1, "exit", "--contract", c)
	w.do(0, "start", "--contract", c)
	w.refuses(2, "no stake", 4, "exit", "--contract", c)
	w.says("a stake of 100 QTT can leave", 1, "exit", "--contract", c, "--amount", "100")
	w.says("the account stays", 1, "exit", "--contract", c, "--cancel")
	w.refuses(3, "not possible now", 1, "refund", "--contract", c)
	w.says("a stake of 100 QTT can leave", 1, "exit", "--contract", c, "--amount", "100")
	w.refuses(3, "the announced exit can be made from", 1, "refund", "--contract", c)
	w.says("leaving  100 QTT", 1, "status", "--contract", c)
	w.do(1, "dev", "advance", "169h")
	w.says("refunded 100 QTT for a stake of 100 QTT", 1, "refund", "--contract", c)
}

// An accusation is answered and judged; another is dropped, because the arbitrator is silent; a bond is taken back.
func TestBondFromTheCommandLine(t *testing.T) {
	w := newTown(t)
	c, node := w.campaign(), common.Address{7}.Hex()
	w.do(2, "pledge", "--contract", c, "--amount", "900")
	w.do(0, "start", "--contract", c)
	on := []string{"--contract", c, "--node", node}
	with := func(first ...string) []string { return append(first, on...) }
	evidence := w.file("evidence.txt", "it computes nothing")
	w.refuses(3, "nothing is bonded", 2, with("accuse", "--evidence", evidence)...)
	w.says("bonded 50 QTT on node", 1, with("bond", "deposit", "--amount", "50")...)
	w.says("accused node "+node+", number 1", 2, with("accuse", "--evidence", evidence)...)
	w.says("accused  number 1", 1, with("bond", "status")...)
	w.refuses(3, "too early", 3, with("rule", "innocent", "--number", "1")...)
	w.says("answered accusation 1", 1, with("answer", "--number", "1", "--evidence", evidence)...)
	w.says("ruled on accusation 1 of node "+node+": innocent", 3, with("rule", "innocent", "--number", "1")...)
	w.says("number 2", 2, with("accuse", "--evidence", evidence)...)
	w.refuses(3, "is not open", 2, with("drop")...)
	w.do(1, "dev", "advance", "5d")
	w.says("dropped the accusation", 4, with("drop")...)
	w.says("withdrew ", 2, "withdraw", "--contract", c)
	w.says("50 QTT can be taken by", 1, with("bond", "unbond")...)
	w.refuses(3, "too early", 1, with("bond", "withdraw")...)
	w.do(1, "dev", "advance", "15d")
	w.says("withdrew 50 QTT", 1, with("bond", "withdraw")...)
	w.refuses(3, "nothing to move", 2, "restitution", "--contract", c)
}

// proofs is a coordinator that serves proofs of equivocation, and nothing else.
type proofs struct {
	quirev1connect.UnimplementedPublicServiceHandler
	all [][]byte
}

func (p *proofs) ListEquivocations(context.Context, *connect.Request[quirev1.ListEquivocationsRequest]) (*connect.Response[quirev1.ListEquivocationsResponse], error) {
	return connect.NewResponse(&quirev1.ListEquivocationsResponse{Proofs: p.all}), nil
}

// equivocation is a proof against a person's node, of a campaign.
func equivocation(t *testing.T, person string, spec canon.Digest) ledger.Equivocation {
	t.Helper()
	e := ledger.Equivocation{Campaign: spec, Task: canon.Sum([]byte("task")), Attempt: 1, Node: ledgertest.Address(person)}
	for i, output := range []string{"one", "two"} {
		e.Answers[i] = ledger.Answer{Output: canon.Sum([]byte(output)), Steps: canon.Sum([]byte("steps"))}
		signature, err := sign.Sign(ledgertest.Key(person), e.Statement(i))
		if err != nil {
			t.Fatal(err)
		}
		e.Answers[i].Signature = sign.Hex(signature)
	}
	return e
}

// Anybody slashes with what the coordinator publishes; each bond is lost once, and what proves nothing is refused.
func TestSlashFromTheCommandLine(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	w.do(2, "pledge", "--contract", c, "--amount", "900")
	w.do(0, "start", "--contract", c)
	p := &proofs{}
	mux := http.NewServeMux()
	mux.Handle(quirev1connect.NewPublicServiceHandler(p))
	server := httptest.NewServer(mux)
	defer server.Close()
	serve := func(all ...ledger.Equivocation) {
		p.all = nil
		for _, e := range all {
			raw, err := canon.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			p.all = append(p.all, raw)
		}
	}
	slash := []string{"slash", "--contract", c, "--coordinator", server.URL, "--campaign", "tiny"}
	w.says("no proof against any node", 4, slash...)
	spec := ledgertest.Spec().Digest()
	carl, dora := equivocation(t, "carl", spec), equivocation(t, "dora", spec)
	serve(carl, dora)
	w.do(1, "bond", "deposit", "--contract", c, "--node", carl.Node.Hex(), "--amount", "50")
	out := w.says("it loses 50 QTT, of which 5 QTT is yours", 4, slash...)
	if !strings.Contains(out, dora.Node.Hex()+" signed two answers; nothing is bonded") {
		t.Errorf("of the other node it says: %s", out)
	}
	w.says("was slashed before", 4, append(slash, "--node", carl.Node.Hex())...)
	w.says("withdrew 5 QTT", 4, "withdraw", "--contract", c)
	forged := dora
	forged.Node = carl.Node
	serve(forged)
	w.refuses(3, "no proof of equivocation", 4, slash...)
	serve(equivocation(t, "dora", canon.Sum([]byte("another campaign"))))
	w.refuses(3, "is of a campaign with spec", 4, slash...)
}

// The history is complete, in order, and its amounts are exact; shares are minted at the end.
func TestHistoryAndShares(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	w.do(2, "pledge", "--contract", c, "--amount", "899.5")
	w.do(0, "start", "--contract", c)
	w.says("which pays 0.2 QTT", 0, "post", "--contract", c, "--reward", w.address(4).Hex()+"=0.2", "--last")
	w.do(1, "dev", "advance", "25h")
	w.do(4, "claim", "--contract", c)
	w.says("0.1 shares can be minted now", 4, "shares", "status", "--contract", c)
	w.says(w.address(1).Hex()+" votes with 0 shares", 2, "shares", "delegate", "--contract", c, "--to", w.address(1).Hex())
	w.says("minted 0.1 shares for "+w.address(2).Hex(), 4, "shares", "mint", "--contract", c, "--account", w.address(2).Hex())
	w.refuses(3, "do not allow model shares to be transferred", 2, "shares", "transfer", "--contract", c, "--to", w.address(4).Hex(), "--amount", "0.1")
	w.refuses(3, "do not allow revenue", 2, "shares", "deposit", "--contract", c, "--amount", "1")
	w.says("holds 0 shares and votes with 0.1 shares", 1, "shares", "status", "--contract", c)
	table, err := csv.NewReader(strings.NewReader(w.do(1, "history", "--contract", c, "--csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range table[1:] {
		got = append(got, line[4]+" "+line[5]+" "+line[6]+" "+line[7])
	}
	want := "campaign Pledged 899.5 QTT, campaign Started 899.5 QTT, campaign EpochPosted 0.2 QTT, campaign EpochFinalized 0.2 QTT, campaign Closed 899.3 QTT, campaign Claimed 0.2 QTT, shares DelegateChanged  , shares Transfer 0.1 shares, shares DelegateVotesChanged  "
	if text := strings.Join(got, ", "); !strings.HasPrefix(text, want) {
		t.Errorf("history:\n%s\nwant\n%s", text, want)
	}
	var all []Happening
	if err := json.Unmarshal([]byte(w.do(1, "history", "--contract", c, "--json")), &all); err != nil || len(all) != len(got) {
		t.Errorf("%d events in JSON, %d in the table (%v)", len(all), len(got), err)
	}
}

// clef is a small external signer; it may sign what it was not asked to.
type clef struct {
	key   chain.Signer
	wrong bool
}

func (c *clef) List() []common.Address { return []common.Address{c.key.Address()} }

func (c *clef) SignTransaction(ctx context.Context, args apitypes.SendTxArgs, signature *string) (map[string]hexutil.Bytes, error) {
	if signature == nil {
		return nil, errors.New("the ABI signature could not be found") // as clef says of a function that it does not know
	}
	tx := &types.DynamicFeeTx{
		ChainID: args.ChainID.ToInt(), Nonce: uint64(args.Nonce), Gas: uint64(args.Gas), Data: *args.Input,
		GasTipCap: args.MaxPriorityFeePerGas.ToInt(), GasFeeCap: args.MaxFeePerGas.ToInt(),
	}
	if args.To != nil {
		to := args.To.Address()
		tx.To = &to
	}
	if c.wrong {
		tx.To = &common.Address{1}
	}
	signed, err := c.key.SignTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	raw, err := signed.MarshalBinary()
	return map[string]hexutil.Bytes{"raw": raw}, err
}

func (c *clef) SignTypedData(ctx context.Context, _ common.MixedcaseAddress, data apitypes.TypedData) (hexutil.Bytes, error) {
	return c.key.SignTyped(ctx, data)
}

// With an external signer the key never comes near; one that signs something else is found out.
func TestExternalSigner(t *testing.T) {
	w := newTown(t)
	c := w.campaign()
	key, err := keyfile.Load(w.key(2), "")
	if err != nil {
		t.Fatal(err)
	}
	signer := &clef{key: chain.Held(key)}
	server := rpc.NewServer()
	defer server.Stop()
	if err := server.RegisterName("account", signer); err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(server)
	defer front.Close()
	signed := func(args ...string) (string, error) {
		var out strings.Builder
		err := run(context.Background(), append(args, "--rpc", w.rpc, "--signer", front.URL, "--contract", c), &out)
		return out.String(), err
	}
	if out, err := signed("pledge", "--amount", "1", "--permit"); err != nil || !strings.HasPrefix(out, "pledged 1 QTT") {
		t.Fatalf("pledge: %s, %v", out, err)
	}
	if _, err := signed("pledge", "--amount", "1", "--from", common.Address{1}.Hex()); err == nil || !strings.Contains(err.Error(), "--from") {
		t.Errorf("an account that it does not have: %v", err)
	}
	signer.wrong = true
	if _, err := signed("pledge", "--amount", "1"); err == nil || !strings.Contains(err.Error(), "signed another transaction") {
		t.Errorf("another transaction: %v", err)
	}
	signer.key = chain.Held(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("thief"))))
	if _, err := signed("pledge", "--amount", "1", "--permit", "--from", w.address(2).Hex()); err == nil {
		t.Error("another key's signature was taken")
	}
	if out := w.do(2, "status", "--contract", c); !strings.Contains(out, "owns 999 QTT") {
		t.Errorf("status:\n%s", out)
	}
}
