// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bondvault

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// IBondVaultAccusation is an auto generated low-level Go binding around an user-defined struct.
type IBondVaultAccusation struct {
	Accuser  common.Address
	RuleBy   *big.Int
	Number   uint32
	Answered bool
}

// IBondVaultBond is an auto generated low-level Go binding around an user-defined struct.
type IBondVaultBond struct {
	Amount  *big.Int
	Leaving *big.Int
	FreeAt  *big.Int
}

// IBondVaultNode is an auto generated low-level Go binding around an user-defined struct.
type IBondVaultNode struct {
	Bonded  *big.Int
	Leaving *big.Int
	Slashed bool
}

// SubmissionsSubmission is an auto generated low-level Go binding around an user-defined struct.
type SubmissionsSubmission struct {
	Campaign [32]byte
	Task     [32]byte
	Attempt  uint32
	Output   [32]byte
}

// BondVaultMetaData contains all meta data concerning the BondVault contract.
var BondVaultMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"accusationOf\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIBondVault.Accusation\",\"components\":[{\"name\":\"accuser\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"ruleBy\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"number\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"answered\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"accuse\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"number\",\"type\":\"uint32\",\"internalType\":\"uint32\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"answer\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"number\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"bondOf\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIBondVault.Bond\",\"components\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"leaving\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"freeAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"campaign\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"contractICampaign\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"creditOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"deposit\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"digest\",\"inputs\":[{\"name\":\"s\",\"type\":\"tuple\",\"internalType\":\"structSubmissions.Submission\",\"components\":[{\"name\":\"campaign\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"task\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"output\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"drop\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"late\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"nodeOf\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIBondVault.Node\",\"components\":[{\"name\":\"bonded\",\"type\":\"uint120\",\"internalType\":\"uint120\"},{\"name\":\"leaving\",\"type\":\"uint120\",\"internalType\":\"uint120\"},{\"name\":\"slashed\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"restitutedTo\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"restitution\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"rule\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"number\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"guilty\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"slash\",\"inputs\":[{\"name\":\"a\",\"type\":\"tuple\",\"internalType\":\"structSubmissions.Submission\",\"components\":[{\"name\":\"campaign\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"task\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"output\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"signatureA\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"b\",\"type\":\"tuple\",\"internalType\":\"structSubmissions.Submission\",\"components\":[{\"name\":\"campaign\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"task\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"attempt\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"output\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"name\":\"signatureB\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staying\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unbond\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"withdrawCredit\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Accused\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"number\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"accuser\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Answered\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"number\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"CreditWithdrawn\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Deposited\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"GivenBack\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"late\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Judged\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"number\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"guilty\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"},{\"name\":\"ruled\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Restituted\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Slashed\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"reporter\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"award\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Unbonding\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"freeAt\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyAccused\",\"inputs\":[{\"name\":\"accuser\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BadReceiver\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BadSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"InexactTransfer\",\"inputs\":[{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InsufficientBond\",\"inputs\":[{\"name\":\"bonded\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NodeSlashed\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotAccused\",\"inputs\":[{\"name\":\"number\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotAllowed\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotConflicting\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NothingBonded\",\"inputs\":[{\"name\":\"node\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NothingSpent\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ReentrancyGuardReentrantCall\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"SafeCastOverflowedUintDowncast\",\"inputs\":[{\"name\":\"bits\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"beginsAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"TooLate\",\"inputs\":[{\"name\":\"endedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongPhase\",\"inputs\":[{\"name\":\"phase\",\"type\":\"uint8\",\"internalType\":\"enumICampaign.Phase\"}]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "BondVault",
	Bin: "0x60808060405234601557612966908161001a8239f35b5f80fdfe6080806040526004361015610012575f80fd5b5f3560e01c908163062b168e146115ee575080630bef5f7a1461147d5780632ef2a75a146113c257806344357b08146112375780634565abee1461121a57806347e7ef24146110cc578063682a9141146110465780636c8cc9d914610fc3578063752fe0de14610f1f5780637580725014610ee7578063811e539c14610ebe5780638722377714610c4157806391f2700a14610bbd578063a5d059ca1461098c578063ab8464f714610861578063d9b64b0514610806578063f940e38514610586578063f9f7b857146103175763fadeaebe146100ed575f80fd5b3461031357604036600319011261031357610106611622565b61010e611b8d565b6001600160a01b0361011e612016565b91610128816123d6565b501690815f525f6020526001600160781b0360405f2054161561030057815f5260026020526001600160a01b0360405f2054166102d8576003549063ffffffff82169263ffffffff84146102c45760e0610299926001600160601b039263ffffffff60016020980116809663ffffffff19161760035564ffffffffff6101b66101b0846125dd565b42611ae1565b16604051906101c48261168f565b338252888201908152604082019088825260608301915f8352845f5260028b526001600160a01b0360405f209451167cffffffff0000000000000000000000000000000000000000000000000078ffffffffff00000000000000000000000000000000000000008654945160a01b16925160c81b169262ffffff60e81b16171717825551151560ff60e81b1982549160ff60e81b9060e81b169116179055856040519160243583527f6e25e09ad91949cd55b8f844bddd13a742fa799af4bd01a73ef977e116272ba0893394a4015116611dfd565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b634e487b7160e01b5f52601160045260245ffd5b505f5260026020526001600160a01b0360405f20541663f903c3cf60e01b5f5260045260245ffd5b506309230a5b60e01b5f5260045260245ffd5b5f80fd5b3461031357606036600319011261031357610330611622565b61033861164e565b90604435908115159182810361031357600492610353611b8d565b6102e061036761036230611fb8565b611b2c565b60405163d502562560e01b8152958691829060601c5afa93841561057b575f9461054a575b506001600160a01b036060850151163303610537576103ab8584611be8565b94604051956103b98761168f565b546001600160a01b038116875264ffffffffff8160a01c169064ffffffffff61041360208a019380855263ffffffff8460c81c1660408c015260ff60608c019460e81c161515845263ffffffff6101608b0151169061193f565b169051158061052e575b61051c575064ffffffffff9051168042101561050a57507f05f29fc0886d2f8b313f9cd5a607f8d2fea201c407157f2fd2cfa2d7cd106a65604063ffffffff6001600160a01b03871693845f5260026020525f838120558251958652600160208701521693a3156104eb576001600160a01b036104c6936001600160601b0360e085015116828251165f5260066020526104bc60405f20918254611ae1565b9055511691612250565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b5061050591506001600160601b0360e082015116906125fb565b6104c6565b63348f2b4160e11b5f5260045260245ffd5b630a8d68c960e21b5f5260045260245ffd5b5080421061041d565b63fa5cd00f60e01b5f523360045260245ffd5b61056d9194506102e03d8111610574575b61056581836116f8565b810190611781565b928561038c565b503d61055b565b6040513d5f823e3d90fd5b346103135760403660031901126103135761059f611622565b6001600160a01b036105af611638565b916105b8611b8d565b6105c1816123d6565b501690815f525f60205260ff60405f205460f01c166107f357815f52600160205260405f206001600160a01b0333165f5260205260405f208054916001600160601b038360601c169283156107e45764ffffffffff8160c01c16855f5260026020526001600160a01b0360405f205416610775575b80421061051c57506001600160601b0384911603906001600160601b0382116102c457602094610299936001600160601b038694166001600160601b031982541617815577ffffffffffffffffffffffff000000000000000000000000198154169055805f525f865260405f206001600160781b036106b88582845416611b6d565b166001600160781b0319825416179055805f525f865261073a60405f206106ec856001600160781b03835460781c16611b6d565b7fffff000000000000000000000000000000ffffffffffffffffffffffffffffff7dffffffffffffffffffffffffffffff00000000000000000000000000000083549260781b169116179055565b6040518381526001600160a01b038316917fa4195c37c2947bbe89165f03e320b6903116f0b10d8cfdb522330f7ce6f9fa24883393a4611d01565b6004906102e061078761036230611fb8565b60405163d502562560e01b8152938491829060601c5afa91821561057b576107c0926107ba915f916107c5575b506125dd565b90611ae1565b610636565b6107de91506102e03d81116105745761056581836116f8565b896107b4565b631f2a200560e01b5f5260045ffd5b506329f3a9a960e01b5f5260045260245ffd5b346103135760203660031901126103135760206001600160781b036108586001600160a01b03610834611622565b16805f525f84528260405f205416905f525f84528260405f205460781c1690611b6d565b16604051908152f35b346103135760803660031901126103135760405160208101907fb03948446334eb9b2196d5eb166f69b9d49403eb4a12f36de8d3f9f3cb8e15c382527fd35d7e72423f29aef17f5989cf58991a7f9d5977305f2126009dd62bcc88656b60408201527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc66060820152606081526108f86080826116f8565b51902060443563ffffffff8116918282036103135760209260429250604051848101917fa0657c45cea2b8a137137f839d31310a259bb986aa94333ebb62a601c2677aa9835260043560408301526024356060830152608082015260643560a082015260a0815261096a60c0826116f8565b5190206040519161190160f01b83526002830152602282015220604051908152f35b34610313576040366003190112610313576109a5611622565b6001600160a01b03602435916109b9611b8d565b16805f525f60205260405f20815f52600160205260405f206001600160a01b0333165f5260205260405f2090805460ff8160f01c16610baa5782546001600160601b038116808711610b985750916106ec610a33610a43936001600160781b036001600160601b036004989760601c169160781c16611b6d565b6001600160781b03881690611aee565b805477ffffffffffffffffffffffff0000000000000000000000001916606085901b77ffffffffffffffffffffffff000000000000000000000000161781556102e0610a9161036230611fb8565b60405163d502562560e01b8152938491829060601c5afa91821561057b5763ffffffff61022064ffffffffff94610ad3935f91610b79575b5001511642611ae1565b7fffffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffff7cffffffffff00000000000000000000000000000000000000000000000083549260c01b1691161780915560405193845260c01c1660208301527f10b78ea83898be9db4ff104829a03f48d73fa4da0679c7bbe4eadd920a3866c260403393a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b610b9291506102e03d81116105745761056581836116f8565b88610ac9565b634b31a08d60e01b5f5260045260245ffd5b836329f3a9a960e01b5f5260045260245ffd5b3461031357602036600319011261031357610bd6611622565b610bde611b8d565b610be7816123d6565b15610c11575f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6001600160a01b03165f52600260205263ffffffff60405f205460c81c1663fd8ee37360e01b5f5260045260245ffd5b346103135736600319016101408112610313576080136103135760843567ffffffffffffffff811161031357610c7b903690600401611661565b9060803660a3190112610313576101243567ffffffffffffffff811161031357610ca9903690600401611661565b610cb1611b8d565b610cb9612016565b9260418503610e4f578460401015610e3b57604081013560f81c610cdd60046124c3565b90601b811015610eb857601b0160ff81116102c457955b806020116103135782359060401161031357610d21966020610d1894013592612884565b90959195612906565b6004359160a435831480610eab575b80610e7d575b80610e6e575b15928315610e5e575b508215610dad575b5050610d9e57816001600160a01b036104c693165f5260026020526001600160a01b0360405f205416610d82575b3391612250565b610d996001600160601b0360e084015116826121c3565b610d7b565b63813d59df60e01b5f5260045ffd5b90915060418203610e4f578160401015610e3b57604081013560f81c90610dd460a46124c3565b91601b811015610e3557601b0160ff81116102c457915b8360201161031357813593604011610313576001600160a01b0393610e21936020610e1894013592612884565b90929192612906565b166001600160a01b03831614158380610d4d565b91610deb565b634e487b7160e01b5f52603260045260245ffd5b635cd5d23360e01b5f5260045ffd5b6102c08501511415925085610d45565b50610104356064351415610d3c565b5060443563ffffffff811690818103610313575060e4359063ffffffff821691828103610313575014610d36565b5060c43560243514610d30565b95610cf4565b34610313575f366003190112610313576020610edc61036230611fb8565b60601c604051908152f35b34610313576020366003190112610313576001600160a01b03610f08611622565b165f526006602052602060405f2054604051908152f35b3461031357604036600319011261031357610f38611622565b6001600160a01b03610f48611638565b91610f51611b0e565b50165f5260016020526001600160a01b0360405f2091165f52602052606060405f2064ffffffffff60405191610f86836116bf565b546001600160601b0380821693848152836040602083019284868a1c168452019360c01c1683526040519485525116602084015251166040820152f35b3461031357602036600319011261031357610fdc611622565b610fe4611b8d565b335f52600660205260405f205480156107e45761029981602093335f52600685525f60408120556040518281526001600160a01b038216907f52fc0f9d902f33823a83590d3549f63f5492a0df5c6b6db8dee20deb94456b26873392a3611d01565b34610313576020366003190112610313576001600160a01b03611067611622565b61106f611b0e565b50165f525f602052606060405f206040519061108a826116bf565b546001600160781b038082169283815260ff60406020830192848660781c168452019360f01c1615158352604051938452511660208301525115156040820152f35b34610313576040366003190112610313576110e5611622565b602435906110f1611b8d565b81156107e4576001600160a01b031690811561120757815f525f60205260ff60405f205460f01c166107f3576001600160601b0381116111f057815f52600160205260405f206001600160a01b0333165f5260205260405f20916001600160601b0382166001600160601b0384541601926001600160601b0384116102c4576001600160601b036104c694166001600160601b0319825416179055805f525f60205260405f206001600160781b036111ae81851682845416611aee565b166001600160781b0319825416179055604051908282527f8752a472e571a816aea92eec8dae9baf628e840f4929fbcc2d155e6233ff68a760203393a3611dfd565b6306dfcc6560e41b5f52606060045260245260445ffd5b506320b26ad960e11b5f5260045260245ffd5b34610313575f366003190112610313576020600454604051908152f35b3461031357602036600319011261031357611250611622565b611258611b8d565b60045480156107e45761126d61036230611fb8565b60601c90604051906347548fbd60e11b8252336004830152602082602481865afa91821561057b575f9261138c575b50610220600492936040519384809263601c51c760e11b82525afa92831561057b576fffffffffffffffffffffffffffffffff60406112fd956112ea955f9161135d575b5001511691611c4e565b335f52600560205260405f205490611ad4565b80156107e45761029981602093335f526005855260405f20611320838254611ae1565b90556040518281526001600160a01b038216907fb4e0326b83c13c135e41c521608221006ae84a0dd0d9f95a8949da4d1acc2371873392a3611d01565b61137f91506102203d8111611385575b61137781836116f8565b810190611978565b886112e0565b503d61136d565b91506020823d6020116113ba575b816113a7602093836116f8565b810103126103135790519061022061129c565b3d915061139a565b34610313576020366003190112610313576001600160a01b036113e3611622565b5f60606040516113f28161168f565b8281528260208201528260408201520152165f526002602052608060405f206040519061141e8261168f565b5463ffffffff6001600160a01b0382169283815264ffffffffff60208201818560a01c16815260ff60606040850194868860c81c168652019560e81c161515855260405195865251166020850152511660408301525115156060820152f35b3461031357606036600319011261031357611496611622565b61149e61164e565b906114a7611b8d565b6001600160a01b036114b98383611be8565b911690815f52600160205260405f206001600160a01b0333165f526020526001600160601b0360405f2054161580156115e0575b61053757805460046102e061150461036230611fb8565b60405163d502562560e01b8152928391829060601c5afa90811561057b5763ffffffff61016064ffffffffff9361154b935f916115c1575b50015116828460a01c1661193f565b168042101561050a575060ff60e81b1916600160e81b1790556040516044358152339263ffffffff1691907fd071a143bf985e8ddce5a753f50bbc9db807471f5e079ef59f089baf4efe50a690602090a45f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b6115da91506102e03d81116105745761056581836116f8565b8961153c565b5060ff815460e81c166114ed565b34610313576020366003190112610313576020906001600160a01b03611612611622565b165f526005825260405f20548152f35b600435906001600160a01b038216820361031357565b602435906001600160a01b038216820361031357565b6024359063ffffffff8216820361031357565b9181601f840112156103135782359167ffffffffffffffff8311610313576020838186019501011161031357565b6080810190811067ffffffffffffffff8211176116ab57604052565b634e487b7160e01b5f52604160045260245ffd5b6060810190811067ffffffffffffffff8211176116ab57604052565b6102e0810190811067ffffffffffffffff8211176116ab57604052565b90601f8019910116810190811067ffffffffffffffff8211176116ab57604052565b51906001600160a01b038216820361031357565b51906001600160601b038216820361031357565b519064ffffffffff8216820361031357565b519063ffffffff8216820361031357565b519061ffff8216820361031357565b5190811515820361031357565b90816102e0910312610313576040519061179a826116db565b8051906001600160a01b0382168203610313576102c09183526117bf6020820161171a565b60208401526117d06040820161171a565b60408401526117e16060820161171a565b60608401526117f26080820161172e565b608084015261180360a0820161172e565b60a084015261181460c0820161172e565b60c084015261182560e0820161172e565b60e08401526118376101008201611742565b61010084015261184a6101208201611754565b61012084015261185d6101408201611754565b6101408401526118706101608201611754565b6101608401526118836101808201611754565b6101808401526118966101a08201611754565b6101a08401526118a96101c08201611754565b6101c08401526118bc6101e08201611754565b6101e08401526118cf6102008201611754565b6102008401526118e26102208201611754565b6102208401526118f56102408201611765565b6102408401526119086102608201611765565b61026084015261191b6102808201611774565b61028084015261192e6102a08201611774565b6102a084015201516102c082015290565b9064ffffffffff8091169116039064ffffffffff82116102c457565b51906fffffffffffffffffffffffffffffffff8216820361031357565b90816102209103126103135760405190610220820182811067ffffffffffffffff8211176116ab57611acb91610200916040526119b48161195b565b84526119c26020820161195b565b60208501526119d36040820161195b565b60408501526119e46060820161195b565b60608501526119f56080820161195b565b6080850152611a0660a0820161195b565b60a0850152611a1760c0820161195b565b60c0850152611a2860e0820161195b565b60e0850152611a3a610100820161195b565b610100850152611a4d6101208201611742565b610120850152611a606101408201611742565b610140850152611a736101608201611754565b610160850152611a866101808201611742565b610180850152611a996101a08201611742565b6101a0850152611aac6101c08201611742565b6101c0850152611abf6101e08201611754565b6101e085015201611754565b61020082015290565b919082039182116102c457565b919082018092116102c457565b906001600160781b03809116911601906001600160781b0382116102c457565b60405190611b1b826116bf565b5f6040838281528260208201520152565b9060208251920151916001600160601b031983169260148210611b4d575050565b6bffffffffffffffffffffffff1960149290920360031b82901b16169150565b906001600160781b03809116911603906001600160781b0382116102c457565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c611bd95760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b633ee5aeb560e01b5f5260045ffd5b6001600160a01b0390929192165f52600260205260405f209182546001600160a01b03811615908115611c37575b50611c1e5750565b63ffffffff9063fd8ee37360e01b5f521660045260245ffd5b905063ffffffff8083169160c81c1614155f611c16565b90915f198383099280830292838086109503948086039514611cdf5784831115611cc75790829109815f0382168092046002816003021880820260020302808202600203028082026002030280820260020302808202600203028091026002030293600183805f03040190848311900302920304170290565b82634e487b715f52156003026011186020526024601cfd5b505091508115611ced570490565b634e487b7160e01b5f52601260045260245ffd5b6001600160a01b031680158015611df4575b611de25760046102e0611d2861036230611fb8565b60405163d502562560e01b8152928391829060601c5afa801561057b576001600160a01b03915f91611dc3575b505116916040519163a9059cbb60e01b5f5260045260245260205f60448180865af19060015f5114821615611da2575b60405215611d905750565b635274afe760e01b5f5260045260245ffd5b906001811516611dba57823b15153d15161690611d85565b503d5f823e3d90fd5b611ddc91506102e03d81116105745761056581836116f8565b5f611d55565b6320b26ad960e11b5f5260045260245ffd5b50308114611d13565b60046102e0611e0e61036230611fb8565b60405163d502562560e01b8152928391829060601c5afa801561057b576001600160a01b03915f91611f7d575b5051166040516370a0823160e01b8152306004820152602081602481855afa90811561057b575f91611f4b575b50604051916323b872dd60e01b5f5233600452306024528360445260205f60648180855af160015f5114811615611f2c575b836040525f60605215611d9057826024816020936370a0823160e01b82523060048301525afa801561057b575f90611ef8575b611ed79250611ad4565b90808203611ee3575050565b639366facf60e01b5f5260045260245260445ffd5b506020823d602011611f24575b81611f12602093836116f8565b8101031261031357611ed79151611ecd565b3d9150611f05565b6001811516611f4257813b15153d151616611e9a565b833d5f823e3d90fd5b90506020813d602011611f75575b81611f66602093836116f8565b8101031261031357515f611e68565b3d9150611f59565b611f9691506102e03d81116105745761056581836116f8565b5f611e3b565b67ffffffffffffffff81116116ab57601f01601f191660200190565b803b90602c1982019182116102c457602d611feb611fd584611f9c565b93611fe360405195866116f8565b808552611f9c565b6020840190601f19013682378351923c90565b90816020910312610313575160058110156103135790565b5f6102c0604051612026816116db565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e08201528261020082015282610220820152826102408201528261026082015282610280820152826102a08201520152600460206120c761036230611fb8565b6040516358e4ff3760e11b8152928391829060601c5afa90811561057b575f91612194575b5060058110158061217357600282141580612187575b61215d57505060046102e061211961036230611fb8565b60405163d502562560e01b8152928391829060601c5afa90811561057b575f91612141575090565b61215a91506102e03d81116105745761056581836116f8565b90565b6396fe8cdd60e01b5f526121735760045260245ffd5b634e487b7160e01b5f52602160045260245ffd5b50505f6003821415612102565b6121b6915060203d6020116121bc575b6121ae81836116f8565b810190611ffe565b5f6120ec565b503d6121a4565b6001600160a01b031690815f5260026020526001600160a01b0360405f2054165f5260066020526121f960405f20918254611ae1565b9055805f52600260205263ffffffff60405f205460c81c16817f05f29fc0886d2f8b313f9cd5a607f8d2fea201c407157f2fd2cfa2d7cd106a65604080515f81525f6020820152a35f5260026020525f6040812055565b906001600160a01b031691825f525f6020526001600160781b0360405f2054169081156123c357604051612283816116bf565b5f8152602081015f815261230c6001600160781b03604084019260018452885f525f602052818060405f20965116168219865416178555511683907fffff000000000000000000000000000000ffffffffffffffffffffffffffffff7dffffffffffffffffffffffffffffff00000000000000000000000000000083549260781b169116179055565b5181547fff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff1690151560f01b60ff60f01b1617905561026083015161ffff168281029290818404036102c4576123c1946001600160a01b036127106123bb9504931690815f52600660205260405f20612385858254611ae1565b90557f2ad67d4a3e40fbdc9faeef32237ae01635b2ec4451e4e61d0bafed3606cfa42160408051858152866020820152a3611ad4565b906125fb565b565b836309230a5b60e01b5f5260045260245ffd5b906001600160a01b0382165f52600260205260405f2091604051926123fa8461168f565b54926001600160a01b03841690818152606060ff64ffffffffff8760a01c169687602085015263ffffffff8160c81c16604085015260e81c161515910152151592836124b8575b508261244a5750565b6004906102e061245c61036230611fb8565b60405163d502562560e01b8152938491829060601c5afa801561057b5760e06001600160601b03916123c1945f91612499575b50015116906121c3565b6124b291506102e03d81116105745761056581836116f8565b5f61248f565b42101592505f612441565b60405160208101907fb03948446334eb9b2196d5eb166f69b9d49403eb4a12f36de8d3f9f3cb8e15c382527fd35d7e72423f29aef17f5989cf58991a7f9d5977305f2126009dd62bcc88656b60408201527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc66060820152606081526125496080826116f8565b519020604082013563ffffffff811681036103135760429260606040519163ffffffff60208401947fa0657c45cea2b8a137137f839d31310a259bb986aa94333ebb62a601c2677aa9865282356040860152602083013584860152166080840152013560a082015260a081526125c060c0826116f8565b5190206040519161190160f01b8352600283015260228201522090565b61215a9063ffffffff61016081610140840151169201511690611ae1565b9061260861036230611fb8565b60601c9160405163601c51c760e11b815261022081600481875afa90811561057b575f91612865575b506fffffffffffffffffffffffffffffffff60208201511615801561280e575b8091816127ef575b506127e0577f72527dc94c1ee7d7aecd34dda388debb12d8d2caaa4b7de07e3b02f7a08c16d8604080518581528315156020820152a1156126a757506126a29150600454611ae1565b600455565b6001600160a01b0390511660405163095ea7b360e01b5f52836004528260245260205f60448180865af19060015f51148216156127d1575b60405215612726575b50813b15610313575f91602483926040519485938492632800bf9f60e11b845260048401525af1801561057b5761271c5750565b5f6123c1916116f8565b60405163095ea7b360e01b5f52836004525f60245260205f60448180865af19060015f51148216156127b9575b60405215611d905760405163095ea7b360e01b5f52836004528260245260205f60448180865af19060015f51148216156127a1575b6040526126e857635274afe760e01b5f5260045260245ffd5b906001811516611dba57823b15153d15161690612788565b906001811516611dba57823b15153d15161690612753565b90823b15153d151616906126df565b63c9db417960e01b5f5260045ffd5b6fffffffffffffffffffffffffffffffff91506040015116155f612659565b506040516358e4ff3760e11b8152602081600481885afa90811561057b575f91612846575b5060058110156121735760021415612651565b61285f915060203d6020116121bc576121ae81836116f8565b5f612833565b61287e91506102203d81116113855761137781836116f8565b5f612631565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084116128fb579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa1561057b575f516001600160a01b038116156128f157905f905f90565b505f906001905f90565b5050505f9160039190565b60048110156121735780612918575050565b6001810361292f5763f645eedf60e01b5f5260045ffd5b6002810361294a575063fce698f760e01b5f5260045260245ffd5b6003146129545750565b6335e2f38360e21b5f5260045260245ffd",
}

// BondVault is an auto generated Go binding around an Ethereum contract.
type BondVault struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *BondVault) GetABI() abi.ABI {
	return c.abi
}

// NewBondVault creates a new instance of BondVault.
func NewBondVault() *BondVault {
	parsed, err := BondVaultMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &BondVault{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *BondVault) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackAccusationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2ef2a75a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accusationOf(address node) view returns((address,uint40,uint32,bool))
func (bondVault *BondVault) PackAccusationOf(node common.Address) []byte {
	enc, err := bondVault.abi.Pack("accusationOf", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccusationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2ef2a75a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accusationOf(address node) view returns((address,uint40,uint32,bool))
func (bondVault *BondVault) TryPackAccusationOf(node common.Address) ([]byte, error) {
	return bondVault.abi.Pack("accusationOf", node)
}

// UnpackAccusationOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2ef2a75a.
//
// Solidity: function accusationOf(address node) view returns((address,uint40,uint32,bool))
func (bondVault *BondVault) UnpackAccusationOf(data []byte) (IBondVaultAccusation, error) {
	out, err := bondVault.abi.Unpack("accusationOf", data)
	if err != nil {
		return *new(IBondVaultAccusation), err
	}
	out0 := *abi.ConvertType(out[0], new(IBondVaultAccusation)).(*IBondVaultAccusation)
	return out0, nil
}

// PackAccuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfadeaebe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accuse(address node, bytes32 evidence) returns(uint32 number)
func (bondVault *BondVault) PackAccuse(node common.Address, evidence [32]byte) []byte {
	enc, err := bondVault.abi.Pack("accuse", node, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccuse is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfadeaebe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accuse(address node, bytes32 evidence) returns(uint32 number)
func (bondVault *BondVault) TryPackAccuse(node common.Address, evidence [32]byte) ([]byte, error) {
	return bondVault.abi.Pack("accuse", node, evidence)
}

// UnpackAccuse is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfadeaebe.
//
// Solidity: function accuse(address node, bytes32 evidence) returns(uint32 number)
func (bondVault *BondVault) UnpackAccuse(data []byte) (uint32, error) {
	out, err := bondVault.abi.Unpack("accuse", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0bef5f7a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function answer(address node, uint32 number, bytes32 evidence) returns()
func (bondVault *BondVault) PackAnswer(node common.Address, number uint32, evidence [32]byte) []byte {
	enc, err := bondVault.abi.Pack("answer", node, number, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnswer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0bef5f7a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function answer(address node, uint32 number, bytes32 evidence) returns()
func (bondVault *BondVault) TryPackAnswer(node common.Address, number uint32, evidence [32]byte) ([]byte, error) {
	return bondVault.abi.Pack("answer", node, number, evidence)
}

// PackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondOf(address node, address owner) view returns((uint96,uint96,uint40))
func (bondVault *BondVault) PackBondOf(node common.Address, owner common.Address) []byte {
	enc, err := bondVault.abi.Pack("bondOf", node, owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondOf(address node, address owner) view returns((uint96,uint96,uint40))
func (bondVault *BondVault) TryPackBondOf(node common.Address, owner common.Address) ([]byte, error) {
	return bondVault.abi.Pack("bondOf", node, owner)
}

// UnpackBondOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x752fe0de.
//
// Solidity: function bondOf(address node, address owner) view returns((uint96,uint96,uint40))
func (bondVault *BondVault) UnpackBondOf(data []byte) (IBondVaultBond, error) {
	out, err := bondVault.abi.Unpack("bondOf", data)
	if err != nil {
		return *new(IBondVaultBond), err
	}
	out0 := *abi.ConvertType(out[0], new(IBondVaultBond)).(*IBondVaultBond)
	return out0, nil
}

// PackCampaign is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x811e539c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function campaign() view returns(address)
func (bondVault *BondVault) PackCampaign() []byte {
	enc, err := bondVault.abi.Pack("campaign")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCampaign is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x811e539c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function campaign() view returns(address)
func (bondVault *BondVault) TryPackCampaign() ([]byte, error) {
	return bondVault.abi.Pack("campaign")
}

// UnpackCampaign is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x811e539c.
//
// Solidity: function campaign() view returns(address)
func (bondVault *BondVault) UnpackCampaign(data []byte) (common.Address, error) {
	out, err := bondVault.abi.Unpack("campaign", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackCreditOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x75807250.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function creditOf(address account) view returns(uint256)
func (bondVault *BondVault) PackCreditOf(account common.Address) []byte {
	enc, err := bondVault.abi.Pack("creditOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreditOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x75807250.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function creditOf(address account) view returns(uint256)
func (bondVault *BondVault) TryPackCreditOf(account common.Address) ([]byte, error) {
	return bondVault.abi.Pack("creditOf", account)
}

// UnpackCreditOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x75807250.
//
// Solidity: function creditOf(address account) view returns(uint256)
func (bondVault *BondVault) UnpackCreditOf(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("creditOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47e7ef24.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposit(address node, uint256 amount) returns()
func (bondVault *BondVault) PackDeposit(node common.Address, amount *big.Int) []byte {
	enc, err := bondVault.abi.Pack("deposit", node, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47e7ef24.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposit(address node, uint256 amount) returns()
func (bondVault *BondVault) TryPackDeposit(node common.Address, amount *big.Int) ([]byte, error) {
	return bondVault.abi.Pack("deposit", node, amount)
}

// PackDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xab8464f7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function digest((bytes32,bytes32,uint32,bytes32) s) pure returns(bytes32)
func (bondVault *BondVault) PackDigest(s SubmissionsSubmission) []byte {
	enc, err := bondVault.abi.Pack("digest", s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xab8464f7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function digest((bytes32,bytes32,uint32,bytes32) s) pure returns(bytes32)
func (bondVault *BondVault) TryPackDigest(s SubmissionsSubmission) ([]byte, error) {
	return bondVault.abi.Pack("digest", s)
}

// UnpackDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xab8464f7.
//
// Solidity: function digest((bytes32,bytes32,uint32,bytes32) s) pure returns(bytes32)
func (bondVault *BondVault) UnpackDigest(data []byte) ([32]byte, error) {
	out, err := bondVault.abi.Unpack("digest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDrop is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91f2700a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function drop(address node) returns()
func (bondVault *BondVault) PackDrop(node common.Address) []byte {
	enc, err := bondVault.abi.Pack("drop", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDrop is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91f2700a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function drop(address node) returns()
func (bondVault *BondVault) TryPackDrop(node common.Address) ([]byte, error) {
	return bondVault.abi.Pack("drop", node)
}

// PackLate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4565abee.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function late() view returns(uint256)
func (bondVault *BondVault) PackLate() []byte {
	enc, err := bondVault.abi.Pack("late")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4565abee.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function late() view returns(uint256)
func (bondVault *BondVault) TryPackLate() ([]byte, error) {
	return bondVault.abi.Pack("late")
}

// UnpackLate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4565abee.
//
// Solidity: function late() view returns(uint256)
func (bondVault *BondVault) UnpackLate(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("late", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackNodeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x682a9141.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodeOf(address node) view returns((uint120,uint120,bool))
func (bondVault *BondVault) PackNodeOf(node common.Address) []byte {
	enc, err := bondVault.abi.Pack("nodeOf", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x682a9141.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodeOf(address node) view returns((uint120,uint120,bool))
func (bondVault *BondVault) TryPackNodeOf(node common.Address) ([]byte, error) {
	return bondVault.abi.Pack("nodeOf", node)
}

// UnpackNodeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x682a9141.
//
// Solidity: function nodeOf(address node) view returns((uint120,uint120,bool))
func (bondVault *BondVault) UnpackNodeOf(data []byte) (IBondVaultNode, error) {
	out, err := bondVault.abi.Unpack("nodeOf", data)
	if err != nil {
		return *new(IBondVaultNode), err
	}
	out0 := *abi.ConvertType(out[0], new(IBondVaultNode)).(*IBondVaultNode)
	return out0, nil
}

// PackRestitutedTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x062b168e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function restitutedTo(address funder) view returns(uint256)
func (bondVault *BondVault) PackRestitutedTo(funder common.Address) []byte {
	enc, err := bondVault.abi.Pack("restitutedTo", funder)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRestitutedTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x062b168e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function restitutedTo(address funder) view returns(uint256)
func (bondVault *BondVault) TryPackRestitutedTo(funder common.Address) ([]byte, error) {
	return bondVault.abi.Pack("restitutedTo", funder)
}

// UnpackRestitutedTo is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x062b168e.
//
// Solidity: function restitutedTo(address funder) view returns(uint256)
func (bondVault *BondVault) UnpackRestitutedTo(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("restitutedTo", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRestitution is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44357b08.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function restitution(address to) returns(uint256 amount)
func (bondVault *BondVault) PackRestitution(to common.Address) []byte {
	enc, err := bondVault.abi.Pack("restitution", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRestitution is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44357b08.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function restitution(address to) returns(uint256 amount)
func (bondVault *BondVault) TryPackRestitution(to common.Address) ([]byte, error) {
	return bondVault.abi.Pack("restitution", to)
}

// UnpackRestitution is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x44357b08.
//
// Solidity: function restitution(address to) returns(uint256 amount)
func (bondVault *BondVault) UnpackRestitution(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("restitution", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRule is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf9f7b857.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rule(address node, uint32 number, bool guilty) returns()
func (bondVault *BondVault) PackRule(node common.Address, number uint32, guilty bool) []byte {
	enc, err := bondVault.abi.Pack("rule", node, number, guilty)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRule is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf9f7b857.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rule(address node, uint32 number, bool guilty) returns()
func (bondVault *BondVault) TryPackRule(node common.Address, number uint32, guilty bool) ([]byte, error) {
	return bondVault.abi.Pack("rule", node, number, guilty)
}

// PackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x87223777.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function slash((bytes32,bytes32,uint32,bytes32) a, bytes signatureA, (bytes32,bytes32,uint32,bytes32) b, bytes signatureB) returns()
func (bondVault *BondVault) PackSlash(a SubmissionsSubmission, signatureA []byte, b SubmissionsSubmission, signatureB []byte) []byte {
	enc, err := bondVault.abi.Pack("slash", a, signatureA, b, signatureB)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSlash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x87223777.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function slash((bytes32,bytes32,uint32,bytes32) a, bytes signatureA, (bytes32,bytes32,uint32,bytes32) b, bytes signatureB) returns()
func (bondVault *BondVault) TryPackSlash(a SubmissionsSubmission, signatureA []byte, b SubmissionsSubmission, signatureB []byte) ([]byte, error) {
	return bondVault.abi.Pack("slash", a, signatureA, b, signatureB)
}

// PackStaying is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd9b64b05.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staying(address node) view returns(uint256)
func (bondVault *BondVault) PackStaying(node common.Address) []byte {
	enc, err := bondVault.abi.Pack("staying", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaying is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd9b64b05.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staying(address node) view returns(uint256)
func (bondVault *BondVault) TryPackStaying(node common.Address) ([]byte, error) {
	return bondVault.abi.Pack("staying", node)
}

// UnpackStaying is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd9b64b05.
//
// Solidity: function staying(address node) view returns(uint256)
func (bondVault *BondVault) UnpackStaying(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("staying", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa5d059ca.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbond(address node, uint256 amount) returns()
func (bondVault *BondVault) PackUnbond(node common.Address, amount *big.Int) []byte {
	enc, err := bondVault.abi.Pack("unbond", node, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa5d059ca.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbond(address node, uint256 amount) returns()
func (bondVault *BondVault) TryPackUnbond(node common.Address, amount *big.Int) ([]byte, error) {
	return bondVault.abi.Pack("unbond", node, amount)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf940e385.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address node, address to) returns(uint256 amount)
func (bondVault *BondVault) PackWithdraw(node common.Address, to common.Address) []byte {
	enc, err := bondVault.abi.Pack("withdraw", node, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf940e385.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address node, address to) returns(uint256 amount)
func (bondVault *BondVault) TryPackWithdraw(node common.Address, to common.Address) ([]byte, error) {
	return bondVault.abi.Pack("withdraw", node, to)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf940e385.
//
// Solidity: function withdraw(address node, address to) returns(uint256 amount)
func (bondVault *BondVault) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdrawCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6c8cc9d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawCredit(address to) returns(uint256 amount)
func (bondVault *BondVault) PackWithdrawCredit(to common.Address) []byte {
	enc, err := bondVault.abi.Pack("withdrawCredit", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6c8cc9d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawCredit(address to) returns(uint256 amount)
func (bondVault *BondVault) TryPackWithdrawCredit(to common.Address) ([]byte, error) {
	return bondVault.abi.Pack("withdrawCredit", to)
}

// UnpackWithdrawCredit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6c8cc9d9.
//
// Solidity: function withdrawCredit(address to) returns(uint256 amount)
func (bondVault *BondVault) UnpackWithdrawCredit(data []byte) (*big.Int, error) {
	out, err := bondVault.abi.Unpack("withdrawCredit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// BondVaultAccused represents a Accused event raised by the BondVault contract.
type BondVaultAccused struct {
	Node     common.Address
	Number   uint32
	Accuser  common.Address
	Evidence [32]byte
	Raw      *types.Log // Blockchain specific contextual infos
}

const BondVaultAccusedEventName = "Accused"

// ContractEventName returns the user-defined event name.
func (BondVaultAccused) ContractEventName() string {
	return BondVaultAccusedEventName
}

// UnpackAccusedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Accused(address indexed node, uint32 indexed number, address indexed accuser, bytes32 evidence)
func (bondVault *BondVault) UnpackAccusedEvent(log *types.Log) (*BondVaultAccused, error) {
	event := "Accused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultAccused)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultAnswered represents a Answered event raised by the BondVault contract.
type BondVaultAnswered struct {
	Node     common.Address
	Number   uint32
	Owner    common.Address
	Evidence [32]byte
	Raw      *types.Log // Blockchain specific contextual infos
}

const BondVaultAnsweredEventName = "Answered"

// ContractEventName returns the user-defined event name.
func (BondVaultAnswered) ContractEventName() string {
	return BondVaultAnsweredEventName
}

// UnpackAnsweredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Answered(address indexed node, uint32 indexed number, address indexed owner, bytes32 evidence)
func (bondVault *BondVault) UnpackAnsweredEvent(log *types.Log) (*BondVaultAnswered, error) {
	event := "Answered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultAnswered)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultCreditWithdrawn represents a CreditWithdrawn event raised by the BondVault contract.
type BondVaultCreditWithdrawn struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const BondVaultCreditWithdrawnEventName = "CreditWithdrawn"

// ContractEventName returns the user-defined event name.
func (BondVaultCreditWithdrawn) ContractEventName() string {
	return BondVaultCreditWithdrawnEventName
}

// UnpackCreditWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CreditWithdrawn(address indexed account, address indexed to, uint256 amount)
func (bondVault *BondVault) UnpackCreditWithdrawnEvent(log *types.Log) (*BondVaultCreditWithdrawn, error) {
	event := "CreditWithdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultCreditWithdrawn)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultDeposited represents a Deposited event raised by the BondVault contract.
type BondVaultDeposited struct {
	Node   common.Address
	Owner  common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultDepositedEventName = "Deposited"

// ContractEventName returns the user-defined event name.
func (BondVaultDeposited) ContractEventName() string {
	return BondVaultDepositedEventName
}

// UnpackDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposited(address indexed node, address indexed owner, uint256 amount)
func (bondVault *BondVault) UnpackDepositedEvent(log *types.Log) (*BondVaultDeposited, error) {
	event := "Deposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultDeposited)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultGivenBack represents a GivenBack event raised by the BondVault contract.
type BondVaultGivenBack struct {
	Amount *big.Int
	Late   bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultGivenBackEventName = "GivenBack"

// ContractEventName returns the user-defined event name.
func (BondVaultGivenBack) ContractEventName() string {
	return BondVaultGivenBackEventName
}

// UnpackGivenBackEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event GivenBack(uint256 amount, bool late)
func (bondVault *BondVault) UnpackGivenBackEvent(log *types.Log) (*BondVaultGivenBack, error) {
	event := "GivenBack"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultGivenBack)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultJudged represents a Judged event raised by the BondVault contract.
type BondVaultJudged struct {
	Node   common.Address
	Number uint32
	Guilty bool
	Ruled  bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultJudgedEventName = "Judged"

// ContractEventName returns the user-defined event name.
func (BondVaultJudged) ContractEventName() string {
	return BondVaultJudgedEventName
}

// UnpackJudgedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Judged(address indexed node, uint32 indexed number, bool guilty, bool ruled)
func (bondVault *BondVault) UnpackJudgedEvent(log *types.Log) (*BondVaultJudged, error) {
	event := "Judged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultJudged)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultRestituted represents a Restituted event raised by the BondVault contract.
type BondVaultRestituted struct {
	Funder common.Address
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultRestitutedEventName = "Restituted"

// ContractEventName returns the user-defined event name.
func (BondVaultRestituted) ContractEventName() string {
	return BondVaultRestitutedEventName
}

// UnpackRestitutedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Restituted(address indexed funder, address indexed to, uint256 amount)
func (bondVault *BondVault) UnpackRestitutedEvent(log *types.Log) (*BondVaultRestituted, error) {
	event := "Restituted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultRestituted)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultSlashed represents a Slashed event raised by the BondVault contract.
type BondVaultSlashed struct {
	Node     common.Address
	Reporter common.Address
	Amount   *big.Int
	Award    *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const BondVaultSlashedEventName = "Slashed"

// ContractEventName returns the user-defined event name.
func (BondVaultSlashed) ContractEventName() string {
	return BondVaultSlashedEventName
}

// UnpackSlashedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Slashed(address indexed node, address indexed reporter, uint256 amount, uint256 award)
func (bondVault *BondVault) UnpackSlashedEvent(log *types.Log) (*BondVaultSlashed, error) {
	event := "Slashed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultSlashed)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultUnbonding represents a Unbonding event raised by the BondVault contract.
type BondVaultUnbonding struct {
	Node   common.Address
	Owner  common.Address
	Amount *big.Int
	FreeAt *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultUnbondingEventName = "Unbonding"

// ContractEventName returns the user-defined event name.
func (BondVaultUnbonding) ContractEventName() string {
	return BondVaultUnbondingEventName
}

// UnpackUnbondingEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unbonding(address indexed node, address indexed owner, uint256 amount, uint256 freeAt)
func (bondVault *BondVault) UnpackUnbondingEvent(log *types.Log) (*BondVaultUnbonding, error) {
	event := "Unbonding"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultUnbonding)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// BondVaultWithdrawn represents a Withdrawn event raised by the BondVault contract.
type BondVaultWithdrawn struct {
	Node   common.Address
	Owner  common.Address
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const BondVaultWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (BondVaultWithdrawn) ContractEventName() string {
	return BondVaultWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed node, address indexed owner, address indexed to, uint256 amount)
func (bondVault *BondVault) UnpackWithdrawnEvent(log *types.Log) (*BondVaultWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != bondVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(BondVaultWithdrawn)
	if len(log.Data) > 0 {
		if err := bondVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range bondVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (bondVault *BondVault) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], bondVault.abi.Errors["AlreadyAccused"].ID.Bytes()[:4]) {
		return bondVault.UnpackAlreadyAccusedError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["BadReceiver"].ID.Bytes()[:4]) {
		return bondVault.UnpackBadReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["BadSignature"].ID.Bytes()[:4]) {
		return bondVault.UnpackBadSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return bondVault.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return bondVault.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return bondVault.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["InexactTransfer"].ID.Bytes()[:4]) {
		return bondVault.UnpackInexactTransferError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["InsufficientBond"].ID.Bytes()[:4]) {
		return bondVault.UnpackInsufficientBondError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NodeSlashed"].ID.Bytes()[:4]) {
		return bondVault.UnpackNodeSlashedError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NotAccused"].ID.Bytes()[:4]) {
		return bondVault.UnpackNotAccusedError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NotAllowed"].ID.Bytes()[:4]) {
		return bondVault.UnpackNotAllowedError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NotConflicting"].ID.Bytes()[:4]) {
		return bondVault.UnpackNotConflictingError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NothingBonded"].ID.Bytes()[:4]) {
		return bondVault.UnpackNothingBondedError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["NothingSpent"].ID.Bytes()[:4]) {
		return bondVault.UnpackNothingSpentError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return bondVault.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["SafeCastOverflowedUintDowncast"].ID.Bytes()[:4]) {
		return bondVault.UnpackSafeCastOverflowedUintDowncastError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return bondVault.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return bondVault.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["TooLate"].ID.Bytes()[:4]) {
		return bondVault.UnpackTooLateError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["WrongPhase"].ID.Bytes()[:4]) {
		return bondVault.UnpackWrongPhaseError(raw[4:])
	}
	if bytes.Equal(raw[:4], bondVault.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return bondVault.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// BondVaultAlreadyAccused represents a AlreadyAccused error raised by the BondVault contract.
type BondVaultAlreadyAccused struct {
	Accuser common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyAccused(address accuser)
func BondVaultAlreadyAccusedErrorID() common.Hash {
	return common.HexToHash("0xf903c3cf078650441a5fca160bd8de01484f30d95ade4d025134d844b7f06226")
}

// UnpackAlreadyAccusedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyAccused(address accuser)
func (bondVault *BondVault) UnpackAlreadyAccusedError(raw []byte) (*BondVaultAlreadyAccused, error) {
	out := new(BondVaultAlreadyAccused)
	if err := bondVault.abi.UnpackIntoInterface(out, "AlreadyAccused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultBadReceiver represents a BadReceiver error raised by the BondVault contract.
type BondVaultBadReceiver struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadReceiver(address to)
func BondVaultBadReceiverErrorID() common.Hash {
	return common.HexToHash("0x4164d5b29cb75f616546e418eef9eba7076be7754471da9fcfe9677482888e41")
}

// UnpackBadReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadReceiver(address to)
func (bondVault *BondVault) UnpackBadReceiverError(raw []byte) (*BondVaultBadReceiver, error) {
	out := new(BondVaultBadReceiver)
	if err := bondVault.abi.UnpackIntoInterface(out, "BadReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultBadSignature represents a BadSignature error raised by the BondVault contract.
type BondVaultBadSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadSignature()
func BondVaultBadSignatureErrorID() common.Hash {
	return common.HexToHash("0x5cd5d2335541c4f2ed05fbe44f397e8b79f8e2333157122d2dab06e378ef7685")
}

// UnpackBadSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadSignature()
func (bondVault *BondVault) UnpackBadSignatureError(raw []byte) (*BondVaultBadSignature, error) {
	out := new(BondVaultBadSignature)
	if err := bondVault.abi.UnpackIntoInterface(out, "BadSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the BondVault contract.
type BondVaultECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func BondVaultECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (bondVault *BondVault) UnpackECDSAInvalidSignatureError(raw []byte) (*BondVaultECDSAInvalidSignature, error) {
	out := new(BondVaultECDSAInvalidSignature)
	if err := bondVault.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the BondVault contract.
type BondVaultECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func BondVaultECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (bondVault *BondVault) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*BondVaultECDSAInvalidSignatureLength, error) {
	out := new(BondVaultECDSAInvalidSignatureLength)
	if err := bondVault.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the BondVault contract.
type BondVaultECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func BondVaultECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (bondVault *BondVault) UnpackECDSAInvalidSignatureSError(raw []byte) (*BondVaultECDSAInvalidSignatureS, error) {
	out := new(BondVaultECDSAInvalidSignatureS)
	if err := bondVault.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultInexactTransfer represents a InexactTransfer error raised by the BondVault contract.
type BondVaultInexactTransfer struct {
	Expected *big.Int
	Received *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InexactTransfer(uint256 expected, uint256 received)
func BondVaultInexactTransferErrorID() common.Hash {
	return common.HexToHash("0x9366facfd0eab5c275551d2aacfe42d873d5c14d816655672626dcc3776c8c59")
}

// UnpackInexactTransferError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InexactTransfer(uint256 expected, uint256 received)
func (bondVault *BondVault) UnpackInexactTransferError(raw []byte) (*BondVaultInexactTransfer, error) {
	out := new(BondVaultInexactTransfer)
	if err := bondVault.abi.UnpackIntoInterface(out, "InexactTransfer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultInsufficientBond represents a InsufficientBond error raised by the BondVault contract.
type BondVaultInsufficientBond struct {
	Bonded *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientBond(uint256 bonded)
func BondVaultInsufficientBondErrorID() common.Hash {
	return common.HexToHash("0x4b31a08dce2dcdac9cbb4d66a3e1d97ce57d562d360f46fd37bfdd7557a9699a")
}

// UnpackInsufficientBondError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientBond(uint256 bonded)
func (bondVault *BondVault) UnpackInsufficientBondError(raw []byte) (*BondVaultInsufficientBond, error) {
	out := new(BondVaultInsufficientBond)
	if err := bondVault.abi.UnpackIntoInterface(out, "InsufficientBond", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNodeSlashed represents a NodeSlashed error raised by the BondVault contract.
type BondVaultNodeSlashed struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NodeSlashed(address node)
func BondVaultNodeSlashedErrorID() common.Hash {
	return common.HexToHash("0x29f3a9a9c7f6d4074ec8817742795e031d525ab8fe33b05ee339002580ef3a64")
}

// UnpackNodeSlashedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NodeSlashed(address node)
func (bondVault *BondVault) UnpackNodeSlashedError(raw []byte) (*BondVaultNodeSlashed, error) {
	out := new(BondVaultNodeSlashed)
	if err := bondVault.abi.UnpackIntoInterface(out, "NodeSlashed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNotAccused represents a NotAccused error raised by the BondVault contract.
type BondVaultNotAccused struct {
	Number *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAccused(uint256 number)
func BondVaultNotAccusedErrorID() common.Hash {
	return common.HexToHash("0xfd8ee373e20677e5a2bdb2978e1a71fea3fc630c51b810d7deefe8e6dfd23e6d")
}

// UnpackNotAccusedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAccused(uint256 number)
func (bondVault *BondVault) UnpackNotAccusedError(raw []byte) (*BondVaultNotAccused, error) {
	out := new(BondVaultNotAccused)
	if err := bondVault.abi.UnpackIntoInterface(out, "NotAccused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNotAllowed represents a NotAllowed error raised by the BondVault contract.
type BondVaultNotAllowed struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAllowed(address caller)
func BondVaultNotAllowedErrorID() common.Hash {
	return common.HexToHash("0xfa5cd00ff5c4577b9857716999b0b260131d9f5bcbb69f0fa80d6ba972753c88")
}

// UnpackNotAllowedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAllowed(address caller)
func (bondVault *BondVault) UnpackNotAllowedError(raw []byte) (*BondVaultNotAllowed, error) {
	out := new(BondVaultNotAllowed)
	if err := bondVault.abi.UnpackIntoInterface(out, "NotAllowed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNotConflicting represents a NotConflicting error raised by the BondVault contract.
type BondVaultNotConflicting struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotConflicting()
func BondVaultNotConflictingErrorID() common.Hash {
	return common.HexToHash("0x813d59df26bb2faab4848717b0582780a2d44a071b57f3c4b03858623b7ad5c5")
}

// UnpackNotConflictingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotConflicting()
func (bondVault *BondVault) UnpackNotConflictingError(raw []byte) (*BondVaultNotConflicting, error) {
	out := new(BondVaultNotConflicting)
	if err := bondVault.abi.UnpackIntoInterface(out, "NotConflicting", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNothingBonded represents a NothingBonded error raised by the BondVault contract.
type BondVaultNothingBonded struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingBonded(address node)
func BondVaultNothingBondedErrorID() common.Hash {
	return common.HexToHash("0x09230a5b19fb1e41ef0c90206619047989a25f6c939483d54c93c2f48dc898c3")
}

// UnpackNothingBondedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingBonded(address node)
func (bondVault *BondVault) UnpackNothingBondedError(raw []byte) (*BondVaultNothingBonded, error) {
	out := new(BondVaultNothingBonded)
	if err := bondVault.abi.UnpackIntoInterface(out, "NothingBonded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultNothingSpent represents a NothingSpent error raised by the BondVault contract.
type BondVaultNothingSpent struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingSpent()
func BondVaultNothingSpentErrorID() common.Hash {
	return common.HexToHash("0xc9db41796075d4b527fa79861e12a1aee42951a6b4c361d9c4282986dd2f92bc")
}

// UnpackNothingSpentError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingSpent()
func (bondVault *BondVault) UnpackNothingSpentError(raw []byte) (*BondVaultNothingSpent, error) {
	out := new(BondVaultNothingSpent)
	if err := bondVault.abi.UnpackIntoInterface(out, "NothingSpent", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the BondVault contract.
type BondVaultReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func BondVaultReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (bondVault *BondVault) UnpackReentrancyGuardReentrantCallError(raw []byte) (*BondVaultReentrancyGuardReentrantCall, error) {
	out := new(BondVaultReentrancyGuardReentrantCall)
	if err := bondVault.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultSafeCastOverflowedUintDowncast represents a SafeCastOverflowedUintDowncast error raised by the BondVault contract.
type BondVaultSafeCastOverflowedUintDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func BondVaultSafeCastOverflowedUintDowncastErrorID() common.Hash {
	return common.HexToHash("0x6dfcc6503a32754ce7a89698e18201fc5294fd4aad43edefee786f88423b1a12")
}

// UnpackSafeCastOverflowedUintDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func (bondVault *BondVault) UnpackSafeCastOverflowedUintDowncastError(raw []byte) (*BondVaultSafeCastOverflowedUintDowncast, error) {
	out := new(BondVaultSafeCastOverflowedUintDowncast)
	if err := bondVault.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the BondVault contract.
type BondVaultSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func BondVaultSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (bondVault *BondVault) UnpackSafeERC20FailedOperationError(raw []byte) (*BondVaultSafeERC20FailedOperation, error) {
	out := new(BondVaultSafeERC20FailedOperation)
	if err := bondVault.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultTooEarly represents a TooEarly error raised by the BondVault contract.
type BondVaultTooEarly struct {
	BeginsAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint256 beginsAt)
func BondVaultTooEarlyErrorID() common.Hash {
	return common.HexToHash("0x2a35a3246d5070e2b118858c24c2c4d23eaebe645b92ab746b92dd600c35a9d7")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint256 beginsAt)
func (bondVault *BondVault) UnpackTooEarlyError(raw []byte) (*BondVaultTooEarly, error) {
	out := new(BondVaultTooEarly)
	if err := bondVault.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultTooLate represents a TooLate error raised by the BondVault contract.
type BondVaultTooLate struct {
	EndedAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooLate(uint256 endedAt)
func BondVaultTooLateErrorID() common.Hash {
	return common.HexToHash("0x691e5682c05af91a82d806fceac093f8891d2c453dfc42c67196c1ccdb7b8be1")
}

// UnpackTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooLate(uint256 endedAt)
func (bondVault *BondVault) UnpackTooLateError(raw []byte) (*BondVaultTooLate, error) {
	out := new(BondVaultTooLate)
	if err := bondVault.abi.UnpackIntoInterface(out, "TooLate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultWrongPhase represents a WrongPhase error raised by the BondVault contract.
type BondVaultWrongPhase struct {
	Phase uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPhase(uint8 phase)
func BondVaultWrongPhaseErrorID() common.Hash {
	return common.HexToHash("0x96fe8cdd585d6e16539084786ef0330f221a01706accefe0bc861b9b7c7ccd00")
}

// UnpackWrongPhaseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPhase(uint8 phase)
func (bondVault *BondVault) UnpackWrongPhaseError(raw []byte) (*BondVaultWrongPhase, error) {
	out := new(BondVaultWrongPhase)
	if err := bondVault.abi.UnpackIntoInterface(out, "WrongPhase", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// BondVaultZeroAmount represents a ZeroAmount error raised by the BondVault contract.
type BondVaultZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func BondVaultZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (bondVault *BondVault) UnpackZeroAmountError(raw []byte) (*BondVaultZeroAmount, error) {
	out := new(BondVaultZeroAmount)
	if err := bondVault.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
