package chain

import (
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"

	"quire/treasury/contracts/bindings/bondvault"
	"quire/treasury/contracts/bindings/campaign"
	"quire/treasury/contracts/bindings/campaignfactory"
	"quire/treasury/contracts/bindings/modelshares"
	"quire/treasury/contracts/bindings/testtoken"
)

// clef can read the signature of every function that it may be asked to sign a call of.
func TestClefReadsEverySignature(t *testing.T) {
	for _, read := range []func() (*abi.ABI, error){
		campaign.CampaignMetaData.ParseABI, campaignfactory.CampaignFactoryMetaData.ParseABI, bondvault.BondVaultMetaData.ParseABI,
		modelshares.ModelSharesMetaData.ParseABI, testtoken.TestTokenMetaData.ParseABI,
	} {
		parsed, err := read()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range parsed.Methods {
			if m.IsConstant() {
				continue
			}
			if found := calledMethod(m.ID); found == nil || found.Sig != m.Sig {
				t.Errorf("%s is taken for %v", m.Sig, found)
			}
			if _, err := abi.ParseSelector(m.Sig); err != nil {
				t.Errorf("%s: %v", m.Sig, err)
			}
		}
	}
}
