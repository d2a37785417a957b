package chain

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"quire/treasury/amount"
	"quire/treasury/contracts/bindings/bondvault"
	"quire/treasury/contracts/bindings/campaign"
	"quire/treasury/contracts/bindings/campaignfactory"
	"quire/treasury/contracts/bindings/modelshares"
	"quire/treasury/contracts/bindings/testtoken"
)

// Refusal is a contract's answer that it will not do something, with the custom error it gave. Its text is a sentence.
type Refusal struct {
	Name string // of the custom error, for example "CapExceeded"; empty if the contract gave none
	text string
	args any    // the binding's error struct; nil if unknown
	raw  string // as the node said it
}

// Error is the sentence, with amounts in base units; Refusal.In has them in whole tokens.
func (r *Refusal) Error() string { return r.In(nil) }

// In is the sentence with amounts in whole tokens of t.
func (r *Refusal) In(t *Token) string {
	say := func(x *big.Int) string {
		if t == nil {
			return x.String() + " base units"
		}
		return amount.Format(x, t.Decimals) + " " + t.Symbol
	}
	if text := sayFunding(r.args, say); text != "" {
		return text
	}
	if text := sayEpoch(r.args, say); text != "" {
		return text
	}
	if text := sayVault(r.args, say); text != "" {
		return text
	}
	if text := sayToken(r.args, say); text != "" {
		return text
	}
	return r.text
}

var (
	campaignABI = campaign.NewCampaign()
	factoryABI  = campaignfactory.NewCampaignFactory()
	vaultABI    = bondvault.NewBondVault()
	sharesABI   = modelshares.NewModelShares()
	tokenABI    = testtoken.NewTestToken()
)

// refusal finds the custom error in a node's answer; nil if the answer is none of a contract's.
func refusal(err error) *Refusal {
	var answer rpc.DataError
	if !errors.As(err, &answer) {
		return nil
	}
	text, _ := answer.ErrorData().(string)
	data, derr := hexutil.Decode(text)
	if derr != nil || len(data) < 4 {
		if strings.Contains(answer.Error(), "execution reverted") {
			return &Refusal{text: "the contract refused without saying why", raw: answer.Error()}
		}
		return nil
	}
	if reason, uerr := abi.UnpackRevert(data); uerr == nil {
		return &Refusal{text: "the contract refused: " + reason, raw: answer.Error()}
	}
	for _, unpack := range []func([]byte) (any, error){
		campaignABI.UnpackError, factoryABI.UnpackError, vaultABI.UnpackError, tokenABI.UnpackError, sharesABI.UnpackError,
	} { // an error that several contracts have is named once, after the first: the campaign's, the token's
		if args, uerr := unpack(data); uerr == nil {
			name := fmt.Sprintf("%T", args)
			for _, prefix := range []string{
				"*campaign.Campaign", "*campaignfactory.CampaignFactory", "*bondvault.BondVault", "*modelshares.ModelShares", "*testtoken.TestToken",
			} {
				name = strings.TrimPrefix(name, prefix)
			}
			return &Refusal{Name: name, text: "the contract refused with " + name, args: args, raw: answer.Error()}
		}
	}
	return &Refusal{text: fmt.Sprintf("the contract refused with an unknown error (%.10s)", text), raw: answer.Error()}
}

// sayFunding explains the errors of funders and contributors; "" for others.
func sayFunding(args any, say func(*big.Int) string) string {
	switch e := args.(type) {
	case *campaign.CampaignWrongPhase:
		return "not possible now: " + Phase(e.Phase).Meaning()
	case *campaign.CampaignNotAllowed:
		return fmt.Sprintf("account %s may not do this: use the key of the account that may (see `treasury status`)", e.Caller)
	case *campaign.CampaignZeroAmount:
		return "there is nothing to move: the amount is zero"
	case *campaign.CampaignBadReceiver:
		return fmt.Sprintf("%s cannot receive it: name another account with --to", e.To)
	case *campaign.CampaignCapExceeded:
		return fmt.Sprintf("the campaign has room for %s only: pledge that or less", say(e.Room))
	case *campaign.CampaignInexactTransfer:
		return fmt.Sprintf("the token delivered %s of %s: tokens that take a fee cannot be used", say(e.Received), say(e.Expected))
	case *campaign.CampaignInsufficientStake:
		return fmt.Sprintf("the account's stake is %s, less than that", say(e.Stake))
	case *campaign.CampaignUnderfunded:
		return fmt.Sprintf("the contract holds %s and owes %s: the token took some away, and nothing more is taken in", say(e.Held), say(e.Owed))
	case *campaign.CampaignNoStake:
		return "no funder has a stake any more: there is nobody to pay for it"
	case *campaign.CampaignExitNotDue:
		return fmt.Sprintf("the announced exit can be made from %s until %s", instant(e.From), instant(e.Until))
	case *campaign.CampaignInvalidProof:
		return "the proof fits neither the current nor the previous root: fetch it again"
	case *campaign.CampaignNothingToClaim:
		return fmt.Sprintf("nothing to claim: all of %s is paid", say(e.Claimed))
	case *campaign.CampaignReentrancyGuardReentrantCall:
		return "the token called back into the campaign, which is refused"
	case *campaignfactory.CampaignFactoryBadTerms:
		return fmt.Sprintf("the factory refuses the terms: %s is out of bounds (or the same campaign exists)", e.Field)
	case *campaignfactory.CampaignFactoryFailedDeployment:
		return "a campaign with exactly these terms exists already"
	}
	return ""
}

// sayEpoch explains the errors of epochs; "" for others.
func sayEpoch(args any, say func(*big.Int) string) string {
	switch e := args.(type) {
	case *campaign.CampaignEpochPending:
		return fmt.Sprintf("epoch %v is pending: wait until it is settled", e.Epoch)
	case *campaign.CampaignNotPending:
		return fmt.Sprintf("posting %v is not pending: it is settled already, or was never made", e.Posting)
	case *campaign.CampaignWrongEpoch:
		return fmt.Sprintf("epochs are posted one after the other: epoch %v is next", e.Expected)
	case *campaign.CampaignEpochCapExceeded:
		return fmt.Sprintf("the epoch pays %s, the terms allow %s", say(e.Increment), say(e.EpochCap))
	case *campaign.CampaignBudgetExceeded:
		return fmt.Sprintf("the epoch pays %s, %s is left", say(e.Increment), say(e.Budget))
	case *campaign.CampaignWrongPreviousRoot:
		return fmt.Sprintf("the rows continue root %x, the contract holds %x: somebody is missing or was changed", e.Given, e.Expected)
	case *campaign.CampaignTooEarly:
		return "too early: this is possible from " + instant(e.BeginsAt) + " on"
	case *campaign.CampaignTooLate:
		return "too late: the time for this ended at " + instant(e.EndedAt)
	case *campaign.CampaignAlreadyChallenged:
		return fmt.Sprintf("%s has challenged this epoch already", e.Challenger)
	case *campaign.CampaignNotDue:
		return "nothing is due: no window has ended and the campaign has neither stalled nor run out"
	case *campaign.CampaignRowsMalformed:
		return fmt.Sprintf("%v bytes are not a whole number of rows", e.Length)
	case *campaign.CampaignRowsUnsorted:
		return fmt.Sprintf("row %v is not in ascending order of account", e.Index)
	case *campaign.CampaignRowEmpty:
		return fmt.Sprintf("row %v has no reward", e.Index)
	case *campaign.CampaignRewardOverflow:
		return fmt.Sprintf("the reward in row %v is too large", e.Index)
	}
	return ""
}

// sayVault explains the errors of bonds and model shares that a campaign does not have; "" for others.
func sayVault(args any, say func(*big.Int) string) string {
	switch e := args.(type) {
	case *bondvault.BondVaultNodeSlashed:
		return fmt.Sprintf("node %s was slashed: its bonds are lost, and it takes no more", e.Node)
	case *bondvault.BondVaultNothingBonded:
		return fmt.Sprintf("nothing is bonded on node %s", e.Node)
	case *bondvault.BondVaultInsufficientBond:
		return fmt.Sprintf("the account has bonded %s on the node, less than that", say(e.Bonded))
	case *bondvault.BondVaultNotConflicting:
		return "this convicts nobody: it takes two answers of one node to one attempt at one task of this campaign"
	case *bondvault.BondVaultNotAccused:
		return fmt.Sprintf("accusation %v is not open: it is over, or was never made", e.Number)
	case *bondvault.BondVaultAlreadyAccused:
		return fmt.Sprintf("%s has accused this node already: wait until that is over", e.Accuser)
	case *bondvault.BondVaultNothingSpent:
		return "nobody has paid for any work: there is nobody whom a fault could have harmed"
	case *bondvault.BondVaultBadSignature, *bondvault.BondVaultECDSAInvalidSignature, *bondvault.BondVaultECDSAInvalidSignatureS:
		return "the signature is none: 65 bytes r, s and v, as the ledger has it"
	case *modelshares.ModelSharesNothingToMint:
		return fmt.Sprintf("nothing to mint: all of %s is minted; contributors claim first, then mint", say(e.Minted))
	case *modelshares.ModelSharesNotTransferable:
		return "the terms of the campaign do not allow model shares to be transferred"
	case *modelshares.ModelSharesNoRevenue:
		return "the terms of the campaign do not allow revenue"
	case *modelshares.ModelSharesTooMuchRevenue:
		return fmt.Sprintf("the contract can count %s more", say(e.Room))
	}
	return ""
}

// sayToken explains the errors of the token; "" for others.
func sayToken(args any, say func(*big.Int) string) string {
	switch e := args.(type) {
	case *testtoken.TestTokenERC20InsufficientBalance:
		return fmt.Sprintf("account %s owns %s and needs %s: get more of the token first", e.Sender, say(e.Balance), say(e.Needed))
	case *testtoken.TestTokenERC20InsufficientAllowance:
		return fmt.Sprintf("%s is allowed to move %s and needs %s: approve more", e.Spender, say(e.Allowance), say(e.Needed))
	case *testtoken.TestTokenNotMinter:
		return fmt.Sprintf("account %s did not deploy the test token: only its deployer mints", e.Caller)
	case *campaign.CampaignSafeERC20FailedOperation:
		return fmt.Sprintf("the token %s refused the transfer", e.Token)
	}
	return ""
}

func instant(seconds *big.Int) string {
	return time.Unix(seconds.Int64(), 0).UTC().Format(time.RFC3339)
}

// noContract is ErrNoContract with what was expected where.
func noContract(what string, at common.Address, cause error) error {
	return fmt.Errorf("%w: there is no %s at %s on this chain (check the address and --rpc): %w", ErrNoContract, what, at, cause)
}
