// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package campaign

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

// ICampaignExit is an auto generated low-level Go binding around an user-defined struct.
type ICampaignExit struct {
	Stake *big.Int
	From  *big.Int
	Until *big.Int
}

// ICampaignPending is an auto generated low-level Go binding around an user-defined struct.
type ICampaignPending struct {
	Root       [32]byte
	Checkpoint [32]byte
	Manifest   [32]byte
	Increment  *big.Int
	FinalAt    *big.Int
	RuleBy     *big.Int
	Posting    uint32
	Last       bool
	Challenger common.Address
	Outsider   common.Address
}

// ICampaignTerms is an auto generated low-level Go binding around an user-defined struct.
type ICampaignTerms struct {
	Token             common.Address
	Creator           common.Address
	Poster            common.Address
	Arbitrator        common.Address
	Goal              *big.Int
	Cap               *big.Int
	EpochCap          *big.Int
	Bond              *big.Int
	Deadline          *big.Int
	StartGrace        uint32
	ChallengeWindow   uint32
	ArbitrationWindow uint32
	StallTimeout      uint32
	MaxDuration       uint32
	ExitNotice        uint32
	ExitGap           uint32
	PosterGrace       uint32
	UnbondDelay       uint32
	FundersBps        uint16
	ReporterBps       uint16
	Transferable      bool
	Revenue           bool
	Spec              [32]byte
}

// ICampaignTotals is an auto generated low-level Go binding around an user-defined struct.
type ICampaignTotals struct {
	Budget       *big.Int
	Stakes       *big.Int
	Earned       *big.Int
	Claimed      *big.Int
	Pledged      *big.Int
	Refunded     *big.Int
	Bonds        *big.Int
	Forfeited    *big.Int
	Spent        *big.Int
	SettledAt    *big.Int
	LeavingUntil *big.Int
	Postings     uint32
	StartedAt    *big.Int
	ProgressAt   *big.Int
	ClosedAt     *big.Int
	Epoch        uint32
	Funders      uint32
}

// CampaignMetaData contains all meta data concerning the Campaign contract.
var CampaignMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"announceExit\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challenge\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claim\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimedBy\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"closable\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"close\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"creditOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"exitOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Exit\",\"components\":[{\"name\":\"stake\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"from\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"until\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lineage\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pending\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Pending\",\"components\":[{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"increment\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"finalAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"ruleBy\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"last\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"outsider\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"phase\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"enumICampaign.Phase\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pledge\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"pledgeWithPermit\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"postEpoch\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"rows\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"last\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"previousRoot\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"refund\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"root\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"rule\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"stands\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"settle\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"settleable\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"shares\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"spentOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"stakeOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"start\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"terms\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Terms\",\"components\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"creator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"poster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"arbitrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"goal\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"cap\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"epochCap\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"bond\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"startGrace\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"challengeWindow\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"arbitrationWindow\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"stallTimeout\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxDuration\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"exitNotice\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"exitGap\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"posterGrace\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"unbondDelay\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"fundersBps\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"reporterBps\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"transferable\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"revenue\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"spec\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"topUp\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"totals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Totals\",\"components\":[{\"name\":\"budget\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"stakes\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"earned\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"claimed\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"pledged\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"refunded\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"bonds\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"forfeited\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"spent\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"settledAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"leavingUntil\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"postings\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"startedAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"progressAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"closedAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"epoch\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"funders\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"vault\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdrawCredit\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Claimed\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closed\",\"inputs\":[{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"CreditWithdrawn\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochChallenged\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochFinalized\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"root\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"earned\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"lineage\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochPosted\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"root\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"increment\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"last\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"},{\"name\":\"rows\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochUpheld\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochVoided\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"ruled\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ExitAnnounced\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"from\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"until\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Pledged\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Refunded\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Started\",\"inputs\":[{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ToppedUp\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyChallenged\",\"inputs\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BadReceiver\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BudgetExceeded\",\"inputs\":[{\"name\":\"increment\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"CapExceeded\",\"inputs\":[{\"name\":\"room\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"EpochCapExceeded\",\"inputs\":[{\"name\":\"increment\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"epochCap\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"EpochPending\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ExitNotDue\",\"inputs\":[{\"name\":\"from\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"until\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InexactTransfer\",\"inputs\":[{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InsufficientStake\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidProof\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoStake\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotAllowed\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotDue\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotPending\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NothingToClaim\",\"inputs\":[{\"name\":\"claimed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ReentrancyGuardReentrantCall\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"RewardOverflow\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowEmpty\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowsMalformed\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowsUnsorted\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SafeCastOverflowedUintDowncast\",\"inputs\":[{\"name\":\"bits\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"beginsAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"TooLate\",\"inputs\":[{\"name\":\"endedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"Underfunded\",\"inputs\":[{\"name\":\"held\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"owed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongEpoch\",\"inputs\":[{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongPhase\",\"inputs\":[{\"name\":\"phase\",\"type\":\"uint8\",\"internalType\":\"enumICampaign.Phase\"}]},{\"type\":\"error\",\"name\":\"WrongPreviousRoot\",\"inputs\":[{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"given\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "Campaign",
	Bin: "0x60a0806040523460295733608052613462908161002e823960805181818161018901526120140152f35b5f80fdfe6080806040526004361015610012575f80fd5b5f905f3560e01c90816303314efa14611fec575080630acafefe14611f5357806311da60b414611f1457806329998d4b14611edc5780634262336014611ea457806343d726d614611e5057806350017f3e14611d3a57806369e789a6146115f45780636c8cc9d9146115305780637326c9c01461150457806375807250146114cc5780637ad226dc146111c65780637f6e082714610f4957806385549b5014610f275780638e535afa14610d6d5780638ea91f7a14610d42578063950a644614610d1e5780639ec1e66114610d01578063b1c9fe6e14610cce578063b79b084414610af5578063be9a6555146109b1578063c038a38e146106f6578063c74656e7146106d9578063ce0a3d2314610573578063d5025625146103c4578063dae0fbaa146102f5578063e20ccec31461023f578063ebf0c717146102215763fbfa77cf1461015d575f80fd5b3461020a578060031936011261020a57604051630709df4560e01b8152306004820152906020826024817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa9081156102155780916101d5575b6020826001600160a01b0360405191168152f35b90506020823d60201161020d575b816101f060209383612154565b8101031261020a5750610204602091612176565b5f6101c1565b80fd5b3d91506101e3565b604051903d90823e3d90fd5b503461020a578060031936011261020a576020600e54604051908152f35b503461020a578060031936011261020a5761025861259b565b506101406102646125e5565b6001600160a01b03610120604051928051845260208101516020850152604081015160408501526001600160601b03606082015116606085015264ffffffffff608082015116608085015264ffffffffff60a08201511660a085015263ffffffff60c08201511660c085015260e0810151151560e08501528261010082015116610100850152015116610120820152f35b50346103c05760a03660031901126103c057600435906044359160ff83168093036103c05761032261267c565b61032a6122ef565b926001600160a01b0384511690813b156103c0575f9160e48392604051948593849263d505accf60e01b84523360048501523060248501528860448501526024356064850152608484015260643560a484015260843560c48401525af16103aa575b506103979192612c98565b805f5160206134425f395f51905f525d80f35b61039792505f6103b991612154565b5f9161038c565b5f80fd5b346103c0575f3660031901126103c0576102e06103df6122ef565b6102c0604051916001600160a01b0381511683526001600160a01b0360208201511660208401526001600160a01b0360408201511660408401526001600160a01b0360608201511660608401526001600160601b0360808201511660808401526001600160601b0360a08201511660a08401526001600160601b0360c08201511660c08401526001600160601b0360e08201511660e084015264ffffffffff6101008201511661010084015263ffffffff6101208201511661012084015263ffffffff6101408201511661014084015263ffffffff6101608201511661016084015263ffffffff6101808201511661018084015263ffffffff6101a0820151166101a084015263ffffffff6101c0820151166101c084015263ffffffff6101e0820151166101e084015263ffffffff6102008201511661020084015263ffffffff6102208201511661022084015261ffff6102408201511661024084015261ffff6102608201511661026084015261028081015115156102808401526102a081015115156102a084015201516102c0820152f35b346103c05760403660031901126103c05761058c6120ba565b61059461267c565b61059c6122ef565b6009549164ffffffffff8360601c1692831580156106c0575b6106a757600a546001600160a01b038116806106955750844210156106825761067094506001600160a01b031933911617600a5564ffffffffff60881b1964ffffffffff60881b61061163ffffffff61016087015116426121a2565b60881b1691161760095563ffffffff6106308160055460781c1661218a565b1663ffffffff6040519216825260243560208301527f7b3a20d98eb76a43bd5edf41422ad4b9309c86862d534fc301530805d51b9b7660403393a3612af2565b5f5f5160206134425f395f51905f525d005b8463348f2b4160e11b5f5260045260245ffd5b63a9814a5360e01b5f5260045260245ffd5b63ffffffff826312be5ae960e21b5f521660045260245ffd5b5063ffffffff821663ffffffff8260b01c1614156105b5565b346103c0575f3660031901126103c0576020601054604051908152f35b346103c0575f3660031901126103c0575f610200604051610716816120fd565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e0820152015261022060405161078c816120fd565b63ffffffff6102005f54926001600160801b03841681528360801c60208201526001546001600160801b038116604083015260801c60608201526002546001600160801b038116608083015260801c60a08201526003546001600160801b03811660c083015260801c60e0820152826004546001600160801b03811661010084015264ffffffffff8160801c1661012084015264ffffffffff8160a81c1661014084015260d01c166101608201528260055464ffffffffff811661018084015264ffffffffff8160281c166101a084015264ffffffffff8160501c166101c0840152818160781c166101e084015260981c16828201526001600160801b03604051941684526001600160801b0360208201511660208501526001600160801b0360408201511660408501526001600160801b0360608201511660608501526001600160801b0360808201511660808501526001600160801b0360a08201511660a08501526001600160801b0360c08201511660c08501526001600160801b0360e08201511660e08501526001600160801b036101008201511661010085015264ffffffffff6101208201511661012085015264ffffffffff61014082015116610140850152826101608201511661016085015264ffffffffff6101808201511661018085015264ffffffffff6101a0820151166101a085015264ffffffffff6101c0820151166101c0850152826101e0820151166101e0850152015116610200820152f35b346103c0575f3660031901126103c0576109c961267c565b6109d16122ef565b6109da81612e3d565b6005811015610ae15760018103610acf575064ffffffffff6101008201511642109081610aad575b81610a95575b50610a825760055469ffffffffff00000000004260281b169064ffffffffff42169069ffffffffffffffffffff191617176005557e6e0c97de781a7389d44ba8fd35d1467cabb17ed04d038d166d34ab819213f360206001600160801b035f5416604051908152a15f5f5160206134425f395f51905f525d005b63fa5cd00f60e01b5f523360045260245ffd5b6001600160a01b039150602001511633141581610a08565b90506001600160801b035f54166001600160601b0360a0830151161190610a02565b6396fe8cdd60e01b5f5260045260245ffd5b634e487b7160e01b5f52602160045260245ffd5b346103c05760203660031901126103c057600435610b1161267c565b610b196122ef565b610b228161290f565b335f52601160205260405f20548211610caf57610b8964ffffffffff610b5363ffffffff6101c085015116426121a2565b169163ffffffff6101e0610b7f610b71836101408601511687612292565b836101608601511690612292565b9201511690612292565b9060405191610b97836120cd565b6001600160801b038481168452602080850184815264ffffffffff84166040808801828152335f908152600c909552932096518754925193517fffffffffffff000000000000000000000000000000000000000000000000000090931694169390931760809290921b64ffffffffff60801b169190911760a89190911b64ffffffffff60a81b161790935583610c71575b50604051928352602083015260408201527fd884c4b7603c64a8e6dd9aa10db2c6ecaf26e378da2b55f10907257a2b48ee5160603392a25f5f5160206134425f395f51905f525d005b7fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff64ffffffffff60a81b6004549260a81b1691161760045583610c28565b335f52601160205260405f20546363d1db8b60e11b5f5260045260245ffd5b346103c0575f3660031901126103c057610cee610ce96122ef565b612e3d565b6040516005821015610ae1576020918152f35b346103c0575f3660031901126103c0576020600f54604051908152f35b346103c0575f3660031901126103c0576020610d38612256565b6040519015158152f35b346103c05760203660031901126103c0576020610d65610d606120a4565b6121dc565b604051908152f35b346103c05760603660031901126103c0576004356001600160801b0381168082036103c05760243567ffffffffffffffff81116103c057366023820112156103c05780600401359267ffffffffffffffff84116103c0573660248560051b840101116103c057604435926001600160a01b038416908185036103c057610df161267c565b610e0d610dfc6122ef565b93610e06856126b1565b5033613248565b945f955b87871015610e3757610e2f60019160248960051b890101359061337c565b960195610e11565b600e548114159081610f1a575b50610f0b57335f52601260205260405f20549384831115610ef857906001600160a01b038392610e79602097610ee0966121af565b958694335f526012895260405f20556001546001600160801b038019610ea48289168460801c61292c565b60801b169116176001556040518581527ff7a40077ff7a04c7e61f6f26fb13774259ddf1b6bce9ecf26a8276cdd3992683893392a35116612b7f565b5f5f5160206134425f395f51905f525d604051908152f35b8463f948958560e01b5f5260045260245ffd5b6309bde33960e01b5f5260045ffd5b9050600f54141585610e44565b346103c0575f3660031901126103c0576020610d38610f446122ef565b6127f6565b346103c05760403660031901126103c057610f626120ba565b60243580151581036103c057610f7661267c565b610f7e6122ef565b916001600160a01b036060840151163303610a82576001600160a01b03600a541691821580156111ab575b6106a75764ffffffffff60095460881c168042101561119957506004805464ffffffffff60801b19164260801b64ffffffffff60801b1617905515611095576001600160a01b0319600a5416600a5564ffffffffff60881b196009541660095561101f6001600160601b0360e085015116612fb5565b7f8cbf096b5f36d7d85739737f88f08f6aa82fda19b59f6228d5e3f3085dd28bc1602063ffffffff6110578160055460781c1661218a565b169263ffffffff60405191168152a361106e612256565b611086575b505f5f5160206134425f395f51905f525d005b61108f90613017565b80611073565b509060e001906b7fffffffffffffffffffffff825160011c1691826001600160601b03825116016001600160601b038111611185576001600160601b03925f5260136020526110eb8360405f20921682546121a2565b90555116036001600160601b038111611185576001600160601b036111109116612fb5565b63ffffffff60095460b01c166111395f6006555f6007555f6008555f6009555f600a555f600b55565b7f67a73c1d1d218185f2a52b9cbf78b26cac8708d617e2d59f6b6a4b03016fe460604063ffffffff6111718160055460781c1661218a565b1692815190815260016020820152a2610670565b634e487b7160e01b5f52601160045260245ffd5b63348f2b4160e11b5f5260045260245ffd5b5063ffffffff60095460b01c1663ffffffff83161415610fa9565b346103c05760403660031901126103c0576004356024356001600160a01b038116908181036103c0576111f761267c565b6111ff6122ef565b611208816126b1565b50611212816127f6565b6114bf575b61122081612e3d565b84156114b057600581101580610ae1576001821461149d57610ae1576002811461139d575b335f52601160205260405f205480861161138b57806112658780936121af565b335f52601160205260405f2055149081611382575b5061133d575b92610ee0916001600160a01b036020956001600160801b036112d381806112db5f546112b7838b1691828160801c95869216612ed8565b948593826112ce87600154168860045416906121bc565b612ed8565b928391612f27565b168061131f575b501695869460405190815285898201527f88808afc48888c0e3ec9c545474e31ce16f177be8d0c8ba3922274893615750e60403392a35116612b7f565b335f52600d8a5261133560405f209182546121a2565b9055896112e2565b92600554915f1963ffffffff8460981c160163ffffffff81116111855763ffffffff60981b1990931660989390931b63ffffffff60981b169290921760055592611280565b9050158561127a565b6363d1db8b60e11b5f5260045260245ffd5b335f52600c60205260405f2080546001600160801b038116908115611489578188116114765764ffffffffff8160801c168042108015611462575b61144157505064ffffffffff60095460601c16611419576114046001600160801b0391828916906121bc565b166001600160801b0319825416179055611245565b63ffffffff61142e8160055460781c1661218a565b630420eaa760e41b5f521660045260245ffd5b64ffffffffff925063c7be544160e01b5f5260045260a81c1660245260445ffd5b5064ffffffffff8260a81c164210156113d8565b506363d1db8b60e11b5f5260045260245ffd5b6396fe8cdd60e01b5f52600260045260245ffd5b506396fe8cdd60e01b5f5260045260245ffd5b631f2a200560e01b5f5260045ffd5b6114c76128a9565b611217565b346103c05760203660031901126103c0576001600160a01b036114ed6120a4565b165f526013602052602060405f2054604051908152f35b346103c05760203660031901126103c05761151d61267c565b61067060043561152b6122ef565b612c98565b346103c05760203660031901126103c0576115496120a4565b61155161267c565b6115596122ef565b90611563826126b1565b50335f52601360205260405f20549081156114b05781610ee0916001600160a01b03602095335f52601387525f60408120556003546001600160801b036115ae8187168284166121bc565b16906001600160801b03191617600355604051848152828416907f52fc0f9d902f33823a83590d3549f63f5492a0df5c6b6db8dee20deb94456b26893392a35116612b7f565b346103c05760a03660031901126103c05761160d6120ba565b6024359067ffffffffffffffff82116103c057366023830112156103c057816004013567ffffffffffffffff81116103c05736602482850101116103c057608435928315158094036103c05761166161267c565b6116696122ef565b92611673846126b1565b5063ffffffff61020085015116918215159283611d18575b5060408501926001600160a01b038451163314159081611d0f575b50610a82576116b48561290f565b5f54918260801c15611d0057600554906116e063ffffffff6101a08901511664ffffffffff84166121a2565b80421161119957506004549161170b63ffffffff6101e08a01511664ffffffffff8560801c166121a2565b80421080611ced575b611cdb575063ffffffff61172b9160781c1661218a565b64ffffffffff60095460601c16611cc25763ffffffff9081169116819003611cb0575061175661259b565b905f9360348704906034820282810460341483151715611185578803611c9d5761177f82613322565b9161178981613322565b925f905f5f5b848110611ad05750506117ac92916117a69161339d565b9361339d565b91600e54808203611abb5750506001600160601b0360c08a015116808711611aa557506001600160801b0316808611611a8f575082526001600160601b036060830194168452602082019760443589526040830193606435855264ffffffffff61182163ffffffff6101408c015116426121a2565b16906080850191825263ffffffff8460d01c169063ffffffff8214611185576106709b7f240c1a229f5cad44bab3f54e65fe2c4ac4852d182b7e27feeec1a36ed463c1f2996101009863ffffffff9789978e976001600160601b038e6001600160a01b0360e060c08e600160249e01987fffff00000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7dffffffff00000000000000000000000000000000000000000000000000008b60d01b16911617600455019d8f8f9089169052019785895251163303611a83575b8d5160065587516007558551600855511670ffffffffff000000000000000000000000600954925160601b169170ffffffffffffffffffffffffffffffffff1916171760095560a08b015164ffffffffff60881b1964ffffffffff60881b806009549360881b16169116176009557fffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffffff79ffffffff000000000000000000000000000000000000000000007aff00000000000000000000000000000000000000000000000000006009549360d01b169360b01b16911617176009556001600160a01b038a8a0151166001600160a01b0319600a541617600a556001600160a01b036101208a0151166001600160a01b0319600b541617600b556001600160601b0388611a248160055460781c1661218a565b98511699519b51169251905191511515926040519b8c9a8b5260208b015260408a01526060890152608088015260a087015260e060c08701528260e087015201858501375f8388018501521694601f01601f19168101030190a2612af2565b336101208f01526118f3565b8563029a8b5f60e41b5f5260045260245260445ffd5b866301b6b87f60e31b5f5260045260245260445ffd5b631e9715a560e31b5f5260045260245260445ffd5b6034819b929b028181046034148215171561118557600182019081831161118557603482029180830460341490151715611185578181116103c0578e82116103c0576024818d01019103806014116103c057813560601c91816024116103c057601481013560801c9d60248201926001600160a01b039084356fffffffffffffffffffffffffffffffff19811691906010602319830110611c71575b505060801c9116841115611c5e5790818f9695949392611b8d9085986121a2565b958615611c4b576001600160801b038711611c385790611bac916121a2565b9e611bdb575b5050611bca906001600160801b036001941690613248565b611bd4828a613354565b520161178f565b60405190611bea606083612154565b60248252602082019236106103c05760249083375f604482015251902090865f19811461118557600194611bca93611c2d876001600160801b0394019a8a613354565b529450819250611bb2565b8563773d8c4960e11b5f5260045260245ffd5b85631471359b60e01b5f5260045260245ffd5b84633a8bbdc560e11b5f5260045260245ffd5b6fffffffffffffffffffffffffffffffff1960109290920360240160031b82901b161690505f80611b6c565b876344c8a22d60e11b5f5260045260245ffd5b631eae440560e21b5f5260045260245ffd5b63ffffffff90630420eaa760e41b5f521660045260245ffd5b630a8d68c960e21b5f5260045260245ffd5b5064ffffffffff8460a81c164210611714565b636567cc4d60e11b5f5260045ffd5b905015876116a6565b611d3091935064ffffffffff60055460281c166121a2565b421015918661168b565b346103c05760203660031901126103c057600435611d5661267c565b611d5e6122ef565b611d678161290f565b81156114b0575f548060801c15611d00576001600160801b038311611e385782916001600160a01b03916001600160801b0361067095166001600160801b03611db28282851661292c565b1680926001600160801b031916175f556001600160801b0360035491611ddd8219918460801c61292c565b60801b169116176003557fbdde76a89d276b6d334c784be5c2d00d6c2219d11a2f2c80e00b85144845ab4d60405180611e2e339488839092916001600160801b036020916040840195845216910152565b0390a2511661294c565b826306dfcc6560e41b5f52608060045260245260445ffd5b346103c0575f3660031901126103c057611e6861267c565b611e706122ef565b611e82611e7c826126b1565b916127f6565b15611e9057506106706128a9565b610670575b6347a2375f60e01b5f5260045ffd5b346103c05760203660031901126103c0576001600160a01b03611ec56120a4565b165f526011602052602060405f2054604051908152f35b346103c05760203660031901126103c0576001600160a01b03611efd6120a4565b165f526012602052602060405f2054604051908152f35b346103c0575f3660031901126103c057611f2c61267c565b611f3c611f376122ef565b6126b1565b15611e95575f5f5160206134425f395f51905f525d005b346103c05760203660031901126103c0576001600160a01b03611f746120a4565b5f60408051611f82816120cd565b8281528260208201520152165f52600c602052606060405f2064ffffffffff60405191611fae836120cd565b54816001600160801b038216938481528160406020830192828660801c168452019360a81c1683526040519485525116602084015251166040820152f35b346103c0575f3660031901126103c057633d7ad0b760e21b81523060048201526020816024817f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03165afa8015612099575f9061205f575b6020906001600160a01b0360405191168152f35b506020813d602011612091575b8161207960209383612154565b810103126103c05761208c602091612176565b61204b565b3d915061206c565b6040513d5f823e3d90fd5b600435906001600160a01b03821682036103c057565b6004359063ffffffff821682036103c057565b6060810190811067ffffffffffffffff8211176120e957604052565b634e487b7160e01b5f52604160045260245ffd5b610220810190811067ffffffffffffffff8211176120e957604052565b6102e0810190811067ffffffffffffffff8211176120e957604052565b610140810190811067ffffffffffffffff8211176120e957604052565b90601f8019910116810190811067ffffffffffffffff8211176120e957604052565b51906001600160a01b03821682036103c057565b63ffffffff60019116019063ffffffff821161118557565b9190820180921161118557565b9190820391821161118557565b906001600160801b03809116911603906001600160801b03821161118557565b6001600160a01b0316805f5260116020526001600160801b0360405f205416801561224657612243915f52600d6020526001600160801b0361223c60405f20549261223083600154168460045416906121bc565b905f5460801c91612ed8565b16906121a2565b90565b505f52600d60205260405f205490565b64ffffffffff600954818160881c169081155f1461228c5782915060601c165b168015159081612284575090565b905042101590565b50612276565b9064ffffffffff8091169116019064ffffffffff821161118557565b51906001600160601b03821682036103c057565b519063ffffffff821682036103c057565b519061ffff821682036103c057565b519081151582036103c057565b5f6102c06040516122ff8161211a565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e08201528261020082015282610220820152826102408201528261026082015282610280820152826102a08201520152303b602c198101908111611185576123c06123aa8261328a565b916123b86040519384612154565b80835261328a565b602082019190601f19013683378051602d83303c6102e0818051810103126103c057604051916123ef8361211a565b516001600160a01b03811681036103c057825261240e60408201612176565b602083015261241f60608201612176565b604083015261243060808201612176565b606083015261244160a082016122ae565b608083015261245260c082016122ae565b60a083015261246360e082016122ae565b60c083015261247561010082016122ae565b60e08301526101208101519064ffffffffff821682036103c0576102e0916101008401526124a661014082016122c2565b6101208401526124b961016082016122c2565b6101408401526124cc61018082016122c2565b6101608401526124df6101a082016122c2565b6101808401526124f26101c082016122c2565b6101a08401526125056101e082016122c2565b6101c084015261251861020082016122c2565b6101e084015261252b61022082016122c2565b61020084015261253e61024082016122c2565b61022084015261255161026082016122d3565b61024084015261256461028082016122d3565b6102608401526125776102a082016122e2565b61028084015261258a6102c082016122e2565b6102a084015201516102c082015290565b604051906125a882612137565b5f610120838281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e0820152826101008201520152565b604051906125f282612137565b8160065481526007546020820152600854604082015260ff6009546001600160601b038116606084015264ffffffffff8160601c16608084015264ffffffffff8160881c1660a084015263ffffffff8160b01c1660c084015260d01c16151560e08201526001600160a01b03600a54166101008201526101206001600160a01b03600b5416910152565b5f5160206134425f395f51905f525c6126a25760015f5160206134425f395f51905f525d565b633ee5aeb560e01b5f5260045ffd5b6126b9612256565b156127f157600a546001600160a01b03168061270257506126fd9060095464ffffffffff60801b1964ffffffffff60801b6004549260201b16911617600455613017565b600190565b6127646001600160601b036001600160a01b039260095464ffffffffff60801b1964ffffffffff60801b6004549260081c1691161760045560e085019082825116905f52601360205261275a60405f209182546121a2565b90555116926132a6565b165f52601360205261277b60405f209182546121a2565b905563ffffffff60095460b01c166127a65f6006555f6007555f6008555f6009555f600a555f600b55565b7f67a73c1d1d218185f2a52b9cbf78b26cac8708d617e2d59f6b6a4b03016fe460604063ffffffff6127de8160055460781c1661218a565b169281519081525f6020820152a2600190565b505f90565b60055464ffffffffff81169081158015612896575b8015612881575b61287a576128369064ffffffffff63ffffffff610180860151169160281c166121a2565b421191821561285b575b5050801561284b5790565b506001600160801b035f54161590565b6101a00151612871925063ffffffff16906121a2565b42115f80612840565b5050505f90565b5064ffffffffff60095460601c161515612812565b5064ffffffffff8160501c16151561280b565b6005546effffffffff000000000000000000004260501b16906effffffffff000000000000000000001916176005557f6cc09e7b5c3e49861ebe8f6867e1618fbfc14c8d0e968fde37c4243ca02a6f8360206001600160801b035f5416604051908152a1565b61291890612e3d565b6005811015610ae15760028103610acf5750565b906001600160801b03809116911601906001600160801b03821161118557565b6040516370a0823160e01b8152306004820152906001600160a01b038116602083602481845afa928315612099575f93612abe575b50604051916323b872dd60e01b5f5233600452306024528460445260205f60648180855af19060015f5114821615612a9f575b50826040525f60605215612a8d57816024816020936370a0823160e01b82523060048301525afa80156120995782905f90612a57575b6129f492506121af565b91808303612a405750612a0782826121a2565b612a0f6132cd565b11612a18575050565b612a2292506121a2565b612a2a6132cd565b90631182d3d560e11b5f5260045260245260445ffd5b9050639366facf60e01b5f5260045260245260445ffd5b50506020813d602011612a85575b81612a7260209383612154565b810103126103c057816129f491516129ea565b3d9150612a65565b635274afe760e01b5f5260045260245ffd5b6001821516612ab5573b15153d1516165f6129b4565b833d5f823e3d90fd5b9092506020813d602011612aea575b81612ada60209383612154565b810103126103c05751915f612981565b3d9150612acd565b335f908152601360205260409020805460e083018051612b37936001600160601b03918216808518818610021893919291612b2e9085906121af565b905551166121af565b8015612b7b576001600160a01b03612b79926003546001600160801b03612b6281861682841661292c565b16906001600160801b03191617600355511661294c565b565b5050565b906001600160a01b03169081158015612c8f575b612c7c578215612c77576040516370a0823160e01b81523060048201526001600160a01b0382169390602081602481885afa908115612099575f91612c45575b50818110612c3457506040519263a9059cbb60e01b5f5260045260245260205f60448180855af19060015f5114821615612c15575b509060405215612a8d5750565b6001821516612c2b573b15153d1516165f612c08565b823d5f823e3d90fd5b612a2a82612c406132cd565b6121a2565b90506020813d602011612c6f575b81612c6060209383612154565b810103126103c057515f612bd3565b3d9150612c53565b505050565b506320b26ad960e11b5f5260045260245ffd5b50308214612b93565b612ca181612e3d565b6005811015610ae157600181118015612e27575b610acf575081156114b0576001600160801b03612ce36001600160601b0360a084015116825f5416906121bc565b16808311612e155750906001600160a01b03612b7992335f52601160205260405f205415612de0575b335f52601160205260405f20612d238482546121a2565b90556001600160801b0383165f54906001600160801b03612d468282851661292c565b1691612d6a82846001600160801b0319936001600160801b0319161760801c61292c565b60801b1682175f556001600160801b03612d896002549282841661292c565b16906001600160801b031916176002557fb8765119b6cc15a7b5d15b95f6c505f2f3c24754824af1892788aad4c0e9945f60405180611e2e339488839092916001600160801b036020916040840195845216910152565b60055463ffffffff60981b1963ffffffff60981b612e0663ffffffff8460981c1661218a565b60981b16911617600555612d0c565b6373a6d13b60e01b5f5260045260245ffd5b5064ffffffffff61010083015116421015612cb5565b60055464ffffffffff8160501c16612ed15764ffffffffff16612ecb576001600160801b035f54166001600160601b0360808301511611159064ffffffffff6101008201511690814210612ebb5782612e9c575b50506126fd57600490565b6101200151612eb2925063ffffffff16906121a2565b42105f80612e91565b505015612ec757600190565b5f90565b50600290565b5050600390565b6001600160801b03918216911681810292918115918404141715611185576001600160801b03168015612f13576001600160801b0391041690565b634e487b7160e01b5f52601260045260245ffd5b6001600160801b03612f5183825f5494612f468219918760801c6121bc565b60801b1694166121bc565b16175f556001600160801b0360025491612f708219918460801c61292c565b60801b169116176002556001600160801b03811615612fb2576001600160801b03612fa06004549282841661292c565b16906001600160801b03191617600455565b50565b60035461300d6001600160801b03612fcf848285166121bc565b16925f546001600160801b03612fe78382841661292c565b166fffffffffffffffffffffffffffffffff19918216175f55928316841760801c61292c565b60801b1617600355565b60e0906130226125e5565b906001600160a01b036130416001600160601b038584015116926132a6565b165f52601360205261305860405f209182546121a2565b90556130775f6006555f6007555f6008555f6009555f600a555f600b55565b606081016001600160601b03815116905f546001600160801b0361309d848284166121bc565b16906001600160801b031916175f556001600160801b036130c36001549382851661292c565b1680926001600160801b03191617600155600554906001600160601b0372ffffffff00000000000000000000000000000061310663ffffffff8560781c1661218a565b60781b1691827fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff8516176005555116613209575b5050600e54600f557f1f0e44176c4ae8a43cbb981309b931e904c28092fd1ecfcadd91142927ed728660c083519283600e556010549363ffffffff60055460781c16946020870190815192604089019384519060405192602084019485528a6040850152606084015286608084015260a0830152868201528581526131bf8a82612154565b519020918260105563ffffffff85890151169388519251915192604051958652602086015260408501526060840152608083015260a0820152a2015161320157565b612b796128a9565b7fffffffffffffffffffffffffff00000000ffffffffff0000000000ffffffffff69ffffffffff00000000004260281b16921617176005555f8061313a565b906040519060208201926001600160601b03199060601b1683526001600160801b03199060801b16603482015260248152613284604482612154565b51902090565b67ffffffffffffffff81116120e957601f01601f191660200190565b600b546001600160a01b0316806132c85750604001516001600160a01b031690565b905090565b6122436132f86001600160801b035f54166001600160801b0361223c600154828160801c91166121bc565b6001600160801b0360035416906121a2565b67ffffffffffffffff81116120e95760051b60200190565b9061332c8261330a565b6133396040519182612154565b828152809261334a601f199161330a565b0190602036910137565b80518210156133685760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b81811015613390575f5260205260405f2090565b905f5260205260405f2090565b90801561343b575b600181116133bc5750805115613368576020015190565b8060011c80915f5b82811061340357506001808216146133df575b5090506133a5565b60016133f16133fb925f190186613354565b5192019284613354565b52805f6133d7565b8061342a600192831b6134238461341a838b613354565b51920189613354565b519061337c565b6134348288613354565b52016133c4565b50505f9056fe9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00",
}

// Campaign is an auto generated Go binding around an Ethereum contract.
type Campaign struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Campaign) GetABI() abi.ABI {
	return c.abi
}

// NewCampaign creates a new instance of Campaign.
func NewCampaign() *Campaign {
	parsed, err := CampaignMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Campaign{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Campaign) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackAnnounceExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb79b0844.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announceExit(uint256 stake) returns()
func (campaign *Campaign) PackAnnounceExit(stake *big.Int) []byte {
	enc, err := campaign.abi.Pack("announceExit", stake)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnounceExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb79b0844.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announceExit(uint256 stake) returns()
func (campaign *Campaign) TryPackAnnounceExit(stake *big.Int) ([]byte, error) {
	return campaign.abi.Pack("announceExit", stake)
}

// PackChallenge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xce0a3d23.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challenge(uint32 posting, bytes32 evidence) returns()
func (campaign *Campaign) PackChallenge(posting uint32, evidence [32]byte) []byte {
	enc, err := campaign.abi.Pack("challenge", posting, evidence)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallenge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xce0a3d23.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challenge(uint32 posting, bytes32 evidence) returns()
func (campaign *Campaign) TryPackChallenge(posting uint32, evidence [32]byte) ([]byte, error) {
	return campaign.abi.Pack("challenge", posting, evidence)
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e535afa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(uint128 cumulative, bytes32[] proof, address to) returns(uint256 amount)
func (campaign *Campaign) PackClaim(cumulative *big.Int, proof [][32]byte, to common.Address) []byte {
	enc, err := campaign.abi.Pack("claim", cumulative, proof, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e535afa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(uint128 cumulative, bytes32[] proof, address to) returns(uint256 amount)
func (campaign *Campaign) TryPackClaim(cumulative *big.Int, proof [][32]byte, to common.Address) ([]byte, error) {
	return campaign.abi.Pack("claim", cumulative, proof, to)
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8e535afa.
//
// Solidity: function claim(uint128 cumulative, bytes32[] proof, address to) returns(uint256 amount)
func (campaign *Campaign) UnpackClaim(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("claim", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackClaimedBy is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29998d4b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimedBy(address account) view returns(uint256)
func (campaign *Campaign) PackClaimedBy(account common.Address) []byte {
	enc, err := campaign.abi.Pack("claimedBy", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimedBy is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29998d4b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimedBy(address account) view returns(uint256)
func (campaign *Campaign) TryPackClaimedBy(account common.Address) ([]byte, error) {
	return campaign.abi.Pack("claimedBy", account)
}

// UnpackClaimedBy is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x29998d4b.
//
// Solidity: function claimedBy(address account) view returns(uint256)
func (campaign *Campaign) UnpackClaimedBy(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("claimedBy", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackClosable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x85549b50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function closable() view returns(bool)
func (campaign *Campaign) PackClosable() []byte {
	enc, err := campaign.abi.Pack("closable")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClosable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x85549b50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function closable() view returns(bool)
func (campaign *Campaign) TryPackClosable() ([]byte, error) {
	return campaign.abi.Pack("closable")
}

// UnpackClosable is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x85549b50.
//
// Solidity: function closable() view returns(bool)
func (campaign *Campaign) UnpackClosable(data []byte) (bool, error) {
	out, err := campaign.abi.Unpack("closable", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x43d726d6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function close() returns()
func (campaign *Campaign) PackClose() []byte {
	enc, err := campaign.abi.Pack("close")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClose is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x43d726d6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function close() returns()
func (campaign *Campaign) TryPackClose() ([]byte, error) {
	return campaign.abi.Pack("close")
}

// PackCreditOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x75807250.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function creditOf(address account) view returns(uint256)
func (campaign *Campaign) PackCreditOf(account common.Address) []byte {
	enc, err := campaign.abi.Pack("creditOf", account)
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
func (campaign *Campaign) TryPackCreditOf(account common.Address) ([]byte, error) {
	return campaign.abi.Pack("creditOf", account)
}

// UnpackCreditOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x75807250.
//
// Solidity: function creditOf(address account) view returns(uint256)
func (campaign *Campaign) UnpackCreditOf(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("creditOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackExitOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0acafefe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function exitOf(address funder) view returns((uint128,uint40,uint40))
func (campaign *Campaign) PackExitOf(funder common.Address) []byte {
	enc, err := campaign.abi.Pack("exitOf", funder)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExitOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0acafefe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function exitOf(address funder) view returns((uint128,uint40,uint40))
func (campaign *Campaign) TryPackExitOf(funder common.Address) ([]byte, error) {
	return campaign.abi.Pack("exitOf", funder)
}

// UnpackExitOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0acafefe.
//
// Solidity: function exitOf(address funder) view returns((uint128,uint40,uint40))
func (campaign *Campaign) UnpackExitOf(data []byte) (ICampaignExit, error) {
	out, err := campaign.abi.Unpack("exitOf", data)
	if err != nil {
		return *new(ICampaignExit), err
	}
	out0 := *abi.ConvertType(out[0], new(ICampaignExit)).(*ICampaignExit)
	return out0, nil
}

// PackLineage is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc74656e7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lineage() view returns(bytes32)
func (campaign *Campaign) PackLineage() []byte {
	enc, err := campaign.abi.Pack("lineage")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLineage is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc74656e7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lineage() view returns(bytes32)
func (campaign *Campaign) TryPackLineage() ([]byte, error) {
	return campaign.abi.Pack("lineage")
}

// UnpackLineage is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc74656e7.
//
// Solidity: function lineage() view returns(bytes32)
func (campaign *Campaign) UnpackLineage(data []byte) ([32]byte, error) {
	out, err := campaign.abi.Unpack("lineage", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackPending is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe20ccec3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,uint40,uint40,uint32,bool,address,address))
func (campaign *Campaign) PackPending() []byte {
	enc, err := campaign.abi.Pack("pending")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPending is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe20ccec3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,uint40,uint40,uint32,bool,address,address))
func (campaign *Campaign) TryPackPending() ([]byte, error) {
	return campaign.abi.Pack("pending")
}

// UnpackPending is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe20ccec3.
//
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,uint40,uint40,uint32,bool,address,address))
func (campaign *Campaign) UnpackPending(data []byte) (ICampaignPending, error) {
	out, err := campaign.abi.Unpack("pending", data)
	if err != nil {
		return *new(ICampaignPending), err
	}
	out0 := *abi.ConvertType(out[0], new(ICampaignPending)).(*ICampaignPending)
	return out0, nil
}

// PackPhase is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1c9fe6e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function phase() view returns(uint8)
func (campaign *Campaign) PackPhase() []byte {
	enc, err := campaign.abi.Pack("phase")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPhase is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1c9fe6e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function phase() view returns(uint8)
func (campaign *Campaign) TryPackPhase() ([]byte, error) {
	return campaign.abi.Pack("phase")
}

// UnpackPhase is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb1c9fe6e.
//
// Solidity: function phase() view returns(uint8)
func (campaign *Campaign) UnpackPhase(data []byte) (uint8, error) {
	out, err := campaign.abi.Unpack("phase", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackPledge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7326c9c0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pledge(uint256 amount) returns()
func (campaign *Campaign) PackPledge(amount *big.Int) []byte {
	enc, err := campaign.abi.Pack("pledge", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPledge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7326c9c0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pledge(uint256 amount) returns()
func (campaign *Campaign) TryPackPledge(amount *big.Int) ([]byte, error) {
	return campaign.abi.Pack("pledge", amount)
}

// PackPledgeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdae0fbaa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pledgeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (campaign *Campaign) PackPledgeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := campaign.abi.Pack("pledgeWithPermit", amount, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPledgeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdae0fbaa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pledgeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (campaign *Campaign) TryPackPledgeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return campaign.abi.Pack("pledgeWithPermit", amount, deadline, v, r, s)
}

// PackPostEpoch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x69e789a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function postEpoch(uint32 epoch, bytes rows, bytes32 checkpoint, bytes32 manifest, bool last) returns()
func (campaign *Campaign) PackPostEpoch(epoch uint32, rows []byte, checkpoint [32]byte, manifest [32]byte, last bool) []byte {
	enc, err := campaign.abi.Pack("postEpoch", epoch, rows, checkpoint, manifest, last)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPostEpoch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x69e789a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function postEpoch(uint32 epoch, bytes rows, bytes32 checkpoint, bytes32 manifest, bool last) returns()
func (campaign *Campaign) TryPackPostEpoch(epoch uint32, rows []byte, checkpoint [32]byte, manifest [32]byte, last bool) ([]byte, error) {
	return campaign.abi.Pack("postEpoch", epoch, rows, checkpoint, manifest, last)
}

// PackPreviousRoot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ec1e661.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function previousRoot() view returns(bytes32)
func (campaign *Campaign) PackPreviousRoot() []byte {
	enc, err := campaign.abi.Pack("previousRoot")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPreviousRoot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9ec1e661.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function previousRoot() view returns(bytes32)
func (campaign *Campaign) TryPackPreviousRoot() ([]byte, error) {
	return campaign.abi.Pack("previousRoot")
}

// UnpackPreviousRoot is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9ec1e661.
//
// Solidity: function previousRoot() view returns(bytes32)
func (campaign *Campaign) UnpackPreviousRoot(data []byte) ([32]byte, error) {
	out, err := campaign.abi.Unpack("previousRoot", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRefund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ad226dc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function refund(uint256 stake, address to) returns(uint256 amount)
func (campaign *Campaign) PackRefund(stake *big.Int, to common.Address) []byte {
	enc, err := campaign.abi.Pack("refund", stake, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRefund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ad226dc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function refund(uint256 stake, address to) returns(uint256 amount)
func (campaign *Campaign) TryPackRefund(stake *big.Int, to common.Address) ([]byte, error) {
	return campaign.abi.Pack("refund", stake, to)
}

// UnpackRefund is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ad226dc.
//
// Solidity: function refund(uint256 stake, address to) returns(uint256 amount)
func (campaign *Campaign) UnpackRefund(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("refund", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRoot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebf0c717.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function root() view returns(bytes32)
func (campaign *Campaign) PackRoot() []byte {
	enc, err := campaign.abi.Pack("root")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebf0c717.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function root() view returns(bytes32)
func (campaign *Campaign) TryPackRoot() ([]byte, error) {
	return campaign.abi.Pack("root")
}

// UnpackRoot is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xebf0c717.
//
// Solidity: function root() view returns(bytes32)
func (campaign *Campaign) UnpackRoot(data []byte) ([32]byte, error) {
	out, err := campaign.abi.Unpack("root", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRule is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7f6e0827.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rule(uint32 posting, bool stands) returns()
func (campaign *Campaign) PackRule(posting uint32, stands bool) []byte {
	enc, err := campaign.abi.Pack("rule", posting, stands)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRule is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7f6e0827.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rule(uint32 posting, bool stands) returns()
func (campaign *Campaign) TryPackRule(posting uint32, stands bool) ([]byte, error) {
	return campaign.abi.Pack("rule", posting, stands)
}

// PackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x11da60b4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settle() returns()
func (campaign *Campaign) PackSettle() []byte {
	enc, err := campaign.abi.Pack("settle")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x11da60b4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settle() returns()
func (campaign *Campaign) TryPackSettle() ([]byte, error) {
	return campaign.abi.Pack("settle")
}

// PackSettleable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x950a6446.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settleable() view returns(bool)
func (campaign *Campaign) PackSettleable() []byte {
	enc, err := campaign.abi.Pack("settleable")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettleable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x950a6446.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settleable() view returns(bool)
func (campaign *Campaign) TryPackSettleable() ([]byte, error) {
	return campaign.abi.Pack("settleable")
}

// UnpackSettleable is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x950a6446.
//
// Solidity: function settleable() view returns(bool)
func (campaign *Campaign) UnpackSettleable(data []byte) (bool, error) {
	out, err := campaign.abi.Unpack("settleable", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03314efa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function shares() view returns(address)
func (campaign *Campaign) PackShares() []byte {
	enc, err := campaign.abi.Pack("shares")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03314efa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function shares() view returns(address)
func (campaign *Campaign) TryPackShares() ([]byte, error) {
	return campaign.abi.Pack("shares")
}

// UnpackShares is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x03314efa.
//
// Solidity: function shares() view returns(address)
func (campaign *Campaign) UnpackShares(data []byte) (common.Address, error) {
	out, err := campaign.abi.Unpack("shares", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackSpentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8ea91f7a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function spentOf(address funder) view returns(uint256)
func (campaign *Campaign) PackSpentOf(funder common.Address) []byte {
	enc, err := campaign.abi.Pack("spentOf", funder)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSpentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8ea91f7a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function spentOf(address funder) view returns(uint256)
func (campaign *Campaign) TryPackSpentOf(funder common.Address) ([]byte, error) {
	return campaign.abi.Pack("spentOf", funder)
}

// UnpackSpentOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8ea91f7a.
//
// Solidity: function spentOf(address funder) view returns(uint256)
func (campaign *Campaign) UnpackSpentOf(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("spentOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeOf(address funder) view returns(uint256)
func (campaign *Campaign) PackStakeOf(funder common.Address) []byte {
	enc, err := campaign.abi.Pack("stakeOf", funder)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeOf(address funder) view returns(uint256)
func (campaign *Campaign) TryPackStakeOf(funder common.Address) ([]byte, error) {
	return campaign.abi.Pack("stakeOf", funder)
}

// UnpackStakeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42623360.
//
// Solidity: function stakeOf(address funder) view returns(uint256)
func (campaign *Campaign) UnpackStakeOf(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("stakeOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbe9a6555.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function start() returns()
func (campaign *Campaign) PackStart() []byte {
	enc, err := campaign.abi.Pack("start")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStart is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbe9a6555.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function start() returns()
func (campaign *Campaign) TryPackStart() ([]byte, error) {
	return campaign.abi.Pack("start")
}

// PackTerms is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5025625.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function terms() view returns((address,address,address,address,uint96,uint96,uint96,uint96,uint40,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint16,uint16,bool,bool,bytes32))
func (campaign *Campaign) PackTerms() []byte {
	enc, err := campaign.abi.Pack("terms")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTerms is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5025625.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function terms() view returns((address,address,address,address,uint96,uint96,uint96,uint96,uint40,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint16,uint16,bool,bool,bytes32))
func (campaign *Campaign) TryPackTerms() ([]byte, error) {
	return campaign.abi.Pack("terms")
}

// UnpackTerms is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5025625.
//
// Solidity: function terms() view returns((address,address,address,address,uint96,uint96,uint96,uint96,uint40,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint32,uint16,uint16,bool,bool,bytes32))
func (campaign *Campaign) UnpackTerms(data []byte) (ICampaignTerms, error) {
	out, err := campaign.abi.Unpack("terms", data)
	if err != nil {
		return *new(ICampaignTerms), err
	}
	out0 := *abi.ConvertType(out[0], new(ICampaignTerms)).(*ICampaignTerms)
	return out0, nil
}

// PackTopUp is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50017f3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function topUp(uint256 amount) returns()
func (campaign *Campaign) PackTopUp(amount *big.Int) []byte {
	enc, err := campaign.abi.Pack("topUp", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTopUp is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50017f3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function topUp(uint256 amount) returns()
func (campaign *Campaign) TryPackTopUp(amount *big.Int) ([]byte, error) {
	return campaign.abi.Pack("topUp", amount)
}

// PackTotals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc038a38e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totals() view returns((uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint40,uint40,uint32,uint40,uint40,uint40,uint32,uint32))
func (campaign *Campaign) PackTotals() []byte {
	enc, err := campaign.abi.Pack("totals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc038a38e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totals() view returns((uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint40,uint40,uint32,uint40,uint40,uint40,uint32,uint32))
func (campaign *Campaign) TryPackTotals() ([]byte, error) {
	return campaign.abi.Pack("totals")
}

// UnpackTotals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc038a38e.
//
// Solidity: function totals() view returns((uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint128,uint40,uint40,uint32,uint40,uint40,uint40,uint32,uint32))
func (campaign *Campaign) UnpackTotals(data []byte) (ICampaignTotals, error) {
	out, err := campaign.abi.Unpack("totals", data)
	if err != nil {
		return *new(ICampaignTotals), err
	}
	out0 := *abi.ConvertType(out[0], new(ICampaignTotals)).(*ICampaignTotals)
	return out0, nil
}

// PackVault is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfbfa77cf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function vault() view returns(address)
func (campaign *Campaign) PackVault() []byte {
	enc, err := campaign.abi.Pack("vault")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVault is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfbfa77cf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function vault() view returns(address)
func (campaign *Campaign) TryPackVault() ([]byte, error) {
	return campaign.abi.Pack("vault")
}

// UnpackVault is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfbfa77cf.
//
// Solidity: function vault() view returns(address)
func (campaign *Campaign) UnpackVault(data []byte) (common.Address, error) {
	out, err := campaign.abi.Unpack("vault", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackWithdrawCredit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6c8cc9d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawCredit(address to) returns(uint256 amount)
func (campaign *Campaign) PackWithdrawCredit(to common.Address) []byte {
	enc, err := campaign.abi.Pack("withdrawCredit", to)
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
func (campaign *Campaign) TryPackWithdrawCredit(to common.Address) ([]byte, error) {
	return campaign.abi.Pack("withdrawCredit", to)
}

// UnpackWithdrawCredit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6c8cc9d9.
//
// Solidity: function withdrawCredit(address to) returns(uint256 amount)
func (campaign *Campaign) UnpackWithdrawCredit(data []byte) (*big.Int, error) {
	out, err := campaign.abi.Unpack("withdrawCredit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// CampaignClaimed represents a Claimed event raised by the Campaign contract.
type CampaignClaimed struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CampaignClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (CampaignClaimed) ContractEventName() string {
	return CampaignClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed account, address indexed to, uint256 amount)
func (campaign *Campaign) UnpackClaimedEvent(log *types.Log) (*CampaignClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignClaimed)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignClosed represents a Closed event raised by the Campaign contract.
type CampaignClosed struct {
	Budget *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignClosedEventName = "Closed"

// ContractEventName returns the user-defined event name.
func (CampaignClosed) ContractEventName() string {
	return CampaignClosedEventName
}

// UnpackClosedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Closed(uint256 budget)
func (campaign *Campaign) UnpackClosedEvent(log *types.Log) (*CampaignClosed, error) {
	event := "Closed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignClosed)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignCreditWithdrawn represents a CreditWithdrawn event raised by the Campaign contract.
type CampaignCreditWithdrawn struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CampaignCreditWithdrawnEventName = "CreditWithdrawn"

// ContractEventName returns the user-defined event name.
func (CampaignCreditWithdrawn) ContractEventName() string {
	return CampaignCreditWithdrawnEventName
}

// UnpackCreditWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CreditWithdrawn(address indexed account, address indexed to, uint256 amount)
func (campaign *Campaign) UnpackCreditWithdrawnEvent(log *types.Log) (*CampaignCreditWithdrawn, error) {
	event := "CreditWithdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignCreditWithdrawn)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignEpochChallenged represents a EpochChallenged event raised by the Campaign contract.
type CampaignEpochChallenged struct {
	Epoch      uint32
	Posting    uint32
	Challenger common.Address
	Evidence   [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CampaignEpochChallengedEventName = "EpochChallenged"

// ContractEventName returns the user-defined event name.
func (CampaignEpochChallenged) ContractEventName() string {
	return CampaignEpochChallengedEventName
}

// UnpackEpochChallengedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochChallenged(uint32 indexed epoch, uint32 posting, address indexed challenger, bytes32 evidence)
func (campaign *Campaign) UnpackEpochChallengedEvent(log *types.Log) (*CampaignEpochChallenged, error) {
	event := "EpochChallenged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignEpochChallenged)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignEpochFinalized represents a EpochFinalized event raised by the Campaign contract.
type CampaignEpochFinalized struct {
	Epoch      uint32
	Posting    uint32
	Root       [32]byte
	Earned     *big.Int
	Checkpoint [32]byte
	Manifest   [32]byte
	Lineage    [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CampaignEpochFinalizedEventName = "EpochFinalized"

// ContractEventName returns the user-defined event name.
func (CampaignEpochFinalized) ContractEventName() string {
	return CampaignEpochFinalizedEventName
}

// UnpackEpochFinalizedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochFinalized(uint32 indexed epoch, uint32 posting, bytes32 root, uint256 earned, bytes32 checkpoint, bytes32 manifest, bytes32 lineage)
func (campaign *Campaign) UnpackEpochFinalizedEvent(log *types.Log) (*CampaignEpochFinalized, error) {
	event := "EpochFinalized"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignEpochFinalized)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignEpochPosted represents a EpochPosted event raised by the Campaign contract.
type CampaignEpochPosted struct {
	Epoch      uint32
	Posting    uint32
	Root       [32]byte
	Increment  *big.Int
	Checkpoint [32]byte
	Manifest   [32]byte
	Last       bool
	Rows       []byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CampaignEpochPostedEventName = "EpochPosted"

// ContractEventName returns the user-defined event name.
func (CampaignEpochPosted) ContractEventName() string {
	return CampaignEpochPostedEventName
}

// UnpackEpochPostedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochPosted(uint32 indexed epoch, uint32 posting, bytes32 root, uint256 increment, bytes32 checkpoint, bytes32 manifest, bool last, bytes rows)
func (campaign *Campaign) UnpackEpochPostedEvent(log *types.Log) (*CampaignEpochPosted, error) {
	event := "EpochPosted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignEpochPosted)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignEpochUpheld represents a EpochUpheld event raised by the Campaign contract.
type CampaignEpochUpheld struct {
	Epoch      uint32
	Posting    uint32
	Challenger common.Address
	Raw        *types.Log // Blockchain specific contextual infos
}

const CampaignEpochUpheldEventName = "EpochUpheld"

// ContractEventName returns the user-defined event name.
func (CampaignEpochUpheld) ContractEventName() string {
	return CampaignEpochUpheldEventName
}

// UnpackEpochUpheldEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochUpheld(uint32 indexed epoch, uint32 posting, address indexed challenger)
func (campaign *Campaign) UnpackEpochUpheldEvent(log *types.Log) (*CampaignEpochUpheld, error) {
	event := "EpochUpheld"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignEpochUpheld)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignEpochVoided represents a EpochVoided event raised by the Campaign contract.
type CampaignEpochVoided struct {
	Epoch   uint32
	Posting uint32
	Ruled   bool
	Raw     *types.Log // Blockchain specific contextual infos
}

const CampaignEpochVoidedEventName = "EpochVoided"

// ContractEventName returns the user-defined event name.
func (CampaignEpochVoided) ContractEventName() string {
	return CampaignEpochVoidedEventName
}

// UnpackEpochVoidedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochVoided(uint32 indexed epoch, uint32 posting, bool ruled)
func (campaign *Campaign) UnpackEpochVoidedEvent(log *types.Log) (*CampaignEpochVoided, error) {
	event := "EpochVoided"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignEpochVoided)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignExitAnnounced represents a ExitAnnounced event raised by the Campaign contract.
type CampaignExitAnnounced struct {
	Funder common.Address
	Stake  *big.Int
	From   *big.Int
	Until  *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignExitAnnouncedEventName = "ExitAnnounced"

// ContractEventName returns the user-defined event name.
func (CampaignExitAnnounced) ContractEventName() string {
	return CampaignExitAnnouncedEventName
}

// UnpackExitAnnouncedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ExitAnnounced(address indexed funder, uint256 stake, uint256 from, uint256 until)
func (campaign *Campaign) UnpackExitAnnouncedEvent(log *types.Log) (*CampaignExitAnnounced, error) {
	event := "ExitAnnounced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignExitAnnounced)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignPledged represents a Pledged event raised by the Campaign contract.
type CampaignPledged struct {
	Funder common.Address
	Amount *big.Int
	Budget *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignPledgedEventName = "Pledged"

// ContractEventName returns the user-defined event name.
func (CampaignPledged) ContractEventName() string {
	return CampaignPledgedEventName
}

// UnpackPledgedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Pledged(address indexed funder, uint256 amount, uint256 budget)
func (campaign *Campaign) UnpackPledgedEvent(log *types.Log) (*CampaignPledged, error) {
	event := "Pledged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignPledged)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignRefunded represents a Refunded event raised by the Campaign contract.
type CampaignRefunded struct {
	Funder common.Address
	To     common.Address
	Stake  *big.Int
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignRefundedEventName = "Refunded"

// ContractEventName returns the user-defined event name.
func (CampaignRefunded) ContractEventName() string {
	return CampaignRefundedEventName
}

// UnpackRefundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Refunded(address indexed funder, address indexed to, uint256 stake, uint256 amount)
func (campaign *Campaign) UnpackRefundedEvent(log *types.Log) (*CampaignRefunded, error) {
	event := "Refunded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignRefunded)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignStarted represents a Started event raised by the Campaign contract.
type CampaignStarted struct {
	Budget *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignStartedEventName = "Started"

// ContractEventName returns the user-defined event name.
func (CampaignStarted) ContractEventName() string {
	return CampaignStartedEventName
}

// UnpackStartedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Started(uint256 budget)
func (campaign *Campaign) UnpackStartedEvent(log *types.Log) (*CampaignStarted, error) {
	event := "Started"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignStarted)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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

// CampaignToppedUp represents a ToppedUp event raised by the Campaign contract.
type CampaignToppedUp struct {
	From   common.Address
	Amount *big.Int
	Budget *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CampaignToppedUpEventName = "ToppedUp"

// ContractEventName returns the user-defined event name.
func (CampaignToppedUp) ContractEventName() string {
	return CampaignToppedUpEventName
}

// UnpackToppedUpEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ToppedUp(address indexed from, uint256 amount, uint256 budget)
func (campaign *Campaign) UnpackToppedUpEvent(log *types.Log) (*CampaignToppedUp, error) {
	event := "ToppedUp"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != campaign.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CampaignToppedUp)
	if len(log.Data) > 0 {
		if err := campaign.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range campaign.abi.Events[event].Inputs {
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
func (campaign *Campaign) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], campaign.abi.Errors["AlreadyChallenged"].ID.Bytes()[:4]) {
		return campaign.UnpackAlreadyChallengedError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["BadReceiver"].ID.Bytes()[:4]) {
		return campaign.UnpackBadReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["BudgetExceeded"].ID.Bytes()[:4]) {
		return campaign.UnpackBudgetExceededError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["CapExceeded"].ID.Bytes()[:4]) {
		return campaign.UnpackCapExceededError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["EpochCapExceeded"].ID.Bytes()[:4]) {
		return campaign.UnpackEpochCapExceededError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["EpochPending"].ID.Bytes()[:4]) {
		return campaign.UnpackEpochPendingError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["ExitNotDue"].ID.Bytes()[:4]) {
		return campaign.UnpackExitNotDueError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["InexactTransfer"].ID.Bytes()[:4]) {
		return campaign.UnpackInexactTransferError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["InsufficientStake"].ID.Bytes()[:4]) {
		return campaign.UnpackInsufficientStakeError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["InvalidProof"].ID.Bytes()[:4]) {
		return campaign.UnpackInvalidProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["NoStake"].ID.Bytes()[:4]) {
		return campaign.UnpackNoStakeError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["NotAllowed"].ID.Bytes()[:4]) {
		return campaign.UnpackNotAllowedError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["NotDue"].ID.Bytes()[:4]) {
		return campaign.UnpackNotDueError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["NotPending"].ID.Bytes()[:4]) {
		return campaign.UnpackNotPendingError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["NothingToClaim"].ID.Bytes()[:4]) {
		return campaign.UnpackNothingToClaimError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return campaign.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["RewardOverflow"].ID.Bytes()[:4]) {
		return campaign.UnpackRewardOverflowError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["RowEmpty"].ID.Bytes()[:4]) {
		return campaign.UnpackRowEmptyError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["RowsMalformed"].ID.Bytes()[:4]) {
		return campaign.UnpackRowsMalformedError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["RowsUnsorted"].ID.Bytes()[:4]) {
		return campaign.UnpackRowsUnsortedError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["SafeCastOverflowedUintDowncast"].ID.Bytes()[:4]) {
		return campaign.UnpackSafeCastOverflowedUintDowncastError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return campaign.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return campaign.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["TooLate"].ID.Bytes()[:4]) {
		return campaign.UnpackTooLateError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["Underfunded"].ID.Bytes()[:4]) {
		return campaign.UnpackUnderfundedError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["WrongEpoch"].ID.Bytes()[:4]) {
		return campaign.UnpackWrongEpochError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["WrongPhase"].ID.Bytes()[:4]) {
		return campaign.UnpackWrongPhaseError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["WrongPreviousRoot"].ID.Bytes()[:4]) {
		return campaign.UnpackWrongPreviousRootError(raw[4:])
	}
	if bytes.Equal(raw[:4], campaign.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return campaign.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CampaignAlreadyChallenged represents a AlreadyChallenged error raised by the Campaign contract.
type CampaignAlreadyChallenged struct {
	Challenger common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyChallenged(address challenger)
func CampaignAlreadyChallengedErrorID() common.Hash {
	return common.HexToHash("0xa9814a5352a76d56ba9e41f14fedc0511102d9fcc4c9ed549572e98fe76ff1a2")
}

// UnpackAlreadyChallengedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyChallenged(address challenger)
func (campaign *Campaign) UnpackAlreadyChallengedError(raw []byte) (*CampaignAlreadyChallenged, error) {
	out := new(CampaignAlreadyChallenged)
	if err := campaign.abi.UnpackIntoInterface(out, "AlreadyChallenged", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignBadReceiver represents a BadReceiver error raised by the Campaign contract.
type CampaignBadReceiver struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadReceiver(address to)
func CampaignBadReceiverErrorID() common.Hash {
	return common.HexToHash("0x4164d5b29cb75f616546e418eef9eba7076be7754471da9fcfe9677482888e41")
}

// UnpackBadReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadReceiver(address to)
func (campaign *Campaign) UnpackBadReceiverError(raw []byte) (*CampaignBadReceiver, error) {
	out := new(CampaignBadReceiver)
	if err := campaign.abi.UnpackIntoInterface(out, "BadReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignBudgetExceeded represents a BudgetExceeded error raised by the Campaign contract.
type CampaignBudgetExceeded struct {
	Increment *big.Int
	Budget    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BudgetExceeded(uint256 increment, uint256 budget)
func CampaignBudgetExceededErrorID() common.Hash {
	return common.HexToHash("0x29a8b5f0b76c21efab93aa687310d14a2166d3130ea90e840200e14e21d0863c")
}

// UnpackBudgetExceededError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BudgetExceeded(uint256 increment, uint256 budget)
func (campaign *Campaign) UnpackBudgetExceededError(raw []byte) (*CampaignBudgetExceeded, error) {
	out := new(CampaignBudgetExceeded)
	if err := campaign.abi.UnpackIntoInterface(out, "BudgetExceeded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignCapExceeded represents a CapExceeded error raised by the Campaign contract.
type CampaignCapExceeded struct {
	Room *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CapExceeded(uint256 room)
func CampaignCapExceededErrorID() common.Hash {
	return common.HexToHash("0x73a6d13b88d37a68f0ebd6579a30fcbf4c41bf2238a5f735d699d275af73d00d")
}

// UnpackCapExceededError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CapExceeded(uint256 room)
func (campaign *Campaign) UnpackCapExceededError(raw []byte) (*CampaignCapExceeded, error) {
	out := new(CampaignCapExceeded)
	if err := campaign.abi.UnpackIntoInterface(out, "CapExceeded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignEpochCapExceeded represents a EpochCapExceeded error raised by the Campaign contract.
type CampaignEpochCapExceeded struct {
	Increment *big.Int
	EpochCap  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EpochCapExceeded(uint256 increment, uint256 epochCap)
func CampaignEpochCapExceededErrorID() common.Hash {
	return common.HexToHash("0x0db5c3f83b880bf24b07b68c0903bd153cc556771a6dc3f456e62eb1b45275c0")
}

// UnpackEpochCapExceededError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EpochCapExceeded(uint256 increment, uint256 epochCap)
func (campaign *Campaign) UnpackEpochCapExceededError(raw []byte) (*CampaignEpochCapExceeded, error) {
	out := new(CampaignEpochCapExceeded)
	if err := campaign.abi.UnpackIntoInterface(out, "EpochCapExceeded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignEpochPending represents a EpochPending error raised by the Campaign contract.
type CampaignEpochPending struct {
	Epoch *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EpochPending(uint256 epoch)
func CampaignEpochPendingErrorID() common.Hash {
	return common.HexToHash("0x420eaa70f0c8aff4eb6ee4a1bcd4dcf7b03928f2bed0f055878c3feb6fd39923")
}

// UnpackEpochPendingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EpochPending(uint256 epoch)
func (campaign *Campaign) UnpackEpochPendingError(raw []byte) (*CampaignEpochPending, error) {
	out := new(CampaignEpochPending)
	if err := campaign.abi.UnpackIntoInterface(out, "EpochPending", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignExitNotDue represents a ExitNotDue error raised by the Campaign contract.
type CampaignExitNotDue struct {
	From  *big.Int
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExitNotDue(uint256 from, uint256 until)
func CampaignExitNotDueErrorID() common.Hash {
	return common.HexToHash("0xc7be54411c4a98a9801c27f3b4992e5bfb1b601eef582242043541cb4c18b768")
}

// UnpackExitNotDueError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExitNotDue(uint256 from, uint256 until)
func (campaign *Campaign) UnpackExitNotDueError(raw []byte) (*CampaignExitNotDue, error) {
	out := new(CampaignExitNotDue)
	if err := campaign.abi.UnpackIntoInterface(out, "ExitNotDue", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignInexactTransfer represents a InexactTransfer error raised by the Campaign contract.
type CampaignInexactTransfer struct {
	Expected *big.Int
	Received *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InexactTransfer(uint256 expected, uint256 received)
func CampaignInexactTransferErrorID() common.Hash {
	return common.HexToHash("0x9366facfd0eab5c275551d2aacfe42d873d5c14d816655672626dcc3776c8c59")
}

// UnpackInexactTransferError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InexactTransfer(uint256 expected, uint256 received)
func (campaign *Campaign) UnpackInexactTransferError(raw []byte) (*CampaignInexactTransfer, error) {
	out := new(CampaignInexactTransfer)
	if err := campaign.abi.UnpackIntoInterface(out, "InexactTransfer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignInsufficientStake represents a InsufficientStake error raised by the Campaign contract.
type CampaignInsufficientStake struct {
	Stake *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientStake(uint256 stake)
func CampaignInsufficientStakeErrorID() common.Hash {
	return common.HexToHash("0xc7a3b716dc16381e365ca6eb810456a0ab44f4a842a6965f53c9c45ef09b1ec1")
}

// UnpackInsufficientStakeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientStake(uint256 stake)
func (campaign *Campaign) UnpackInsufficientStakeError(raw []byte) (*CampaignInsufficientStake, error) {
	out := new(CampaignInsufficientStake)
	if err := campaign.abi.UnpackIntoInterface(out, "InsufficientStake", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignInvalidProof represents a InvalidProof error raised by the Campaign contract.
type CampaignInvalidProof struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidProof()
func CampaignInvalidProofErrorID() common.Hash {
	return common.HexToHash("0x09bde339c6b182be216ee7ef8ccff6338c6ef7993445216112ae575c5438fd27")
}

// UnpackInvalidProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidProof()
func (campaign *Campaign) UnpackInvalidProofError(raw []byte) (*CampaignInvalidProof, error) {
	out := new(CampaignInvalidProof)
	if err := campaign.abi.UnpackIntoInterface(out, "InvalidProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignNoStake represents a NoStake error raised by the Campaign contract.
type CampaignNoStake struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoStake()
func CampaignNoStakeErrorID() common.Hash {
	return common.HexToHash("0xcacf989aac3eb92b7fad62bfde1c521bf56012a00ad1d6400c34df5fadc012f2")
}

// UnpackNoStakeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoStake()
func (campaign *Campaign) UnpackNoStakeError(raw []byte) (*CampaignNoStake, error) {
	out := new(CampaignNoStake)
	if err := campaign.abi.UnpackIntoInterface(out, "NoStake", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignNotAllowed represents a NotAllowed error raised by the Campaign contract.
type CampaignNotAllowed struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAllowed(address caller)
func CampaignNotAllowedErrorID() common.Hash {
	return common.HexToHash("0xfa5cd00ff5c4577b9857716999b0b260131d9f5bcbb69f0fa80d6ba972753c88")
}

// UnpackNotAllowedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAllowed(address caller)
func (campaign *Campaign) UnpackNotAllowedError(raw []byte) (*CampaignNotAllowed, error) {
	out := new(CampaignNotAllowed)
	if err := campaign.abi.UnpackIntoInterface(out, "NotAllowed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignNotDue represents a NotDue error raised by the Campaign contract.
type CampaignNotDue struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotDue()
func CampaignNotDueErrorID() common.Hash {
	return common.HexToHash("0x47a2375f61a795c75725939fdb7dae821fe40ef2dc1cdd65800568492a89fcc4")
}

// UnpackNotDueError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotDue()
func (campaign *Campaign) UnpackNotDueError(raw []byte) (*CampaignNotDue, error) {
	out := new(CampaignNotDue)
	if err := campaign.abi.UnpackIntoInterface(out, "NotDue", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignNotPending represents a NotPending error raised by the Campaign contract.
type CampaignNotPending struct {
	Posting *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotPending(uint256 posting)
func CampaignNotPendingErrorID() common.Hash {
	return common.HexToHash("0x4af96ba47ee29ca038678cd32f4a23f1aafa92455e29d0b0a8447fead77a20b9")
}

// UnpackNotPendingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotPending(uint256 posting)
func (campaign *Campaign) UnpackNotPendingError(raw []byte) (*CampaignNotPending, error) {
	out := new(CampaignNotPending)
	if err := campaign.abi.UnpackIntoInterface(out, "NotPending", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignNothingToClaim represents a NothingToClaim error raised by the Campaign contract.
type CampaignNothingToClaim struct {
	Claimed *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToClaim(uint256 claimed)
func CampaignNothingToClaimErrorID() common.Hash {
	return common.HexToHash("0xf9489585dec3262b1162932c161df7b89594eadce970e53618b2c094b88a10ce")
}

// UnpackNothingToClaimError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToClaim(uint256 claimed)
func (campaign *Campaign) UnpackNothingToClaimError(raw []byte) (*CampaignNothingToClaim, error) {
	out := new(CampaignNothingToClaim)
	if err := campaign.abi.UnpackIntoInterface(out, "NothingToClaim", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Campaign contract.
type CampaignReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func CampaignReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (campaign *Campaign) UnpackReentrancyGuardReentrantCallError(raw []byte) (*CampaignReentrancyGuardReentrantCall, error) {
	out := new(CampaignReentrancyGuardReentrantCall)
	if err := campaign.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignRewardOverflow represents a RewardOverflow error raised by the Campaign contract.
type CampaignRewardOverflow struct {
	Index *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RewardOverflow(uint256 index)
func CampaignRewardOverflowErrorID() common.Hash {
	return common.HexToHash("0xee7b1892441e6d14cf2cd0599450d5d3f5364434a08169648df34ec0f6ccc210")
}

// UnpackRewardOverflowError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RewardOverflow(uint256 index)
func (campaign *Campaign) UnpackRewardOverflowError(raw []byte) (*CampaignRewardOverflow, error) {
	out := new(CampaignRewardOverflow)
	if err := campaign.abi.UnpackIntoInterface(out, "RewardOverflow", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignRowEmpty represents a RowEmpty error raised by the Campaign contract.
type CampaignRowEmpty struct {
	Index *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RowEmpty(uint256 index)
func CampaignRowEmptyErrorID() common.Hash {
	return common.HexToHash("0x1471359b147b7b78bbb73ea307309f49841bfd8d1280b0350d22a3bc22403853")
}

// UnpackRowEmptyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RowEmpty(uint256 index)
func (campaign *Campaign) UnpackRowEmptyError(raw []byte) (*CampaignRowEmpty, error) {
	out := new(CampaignRowEmpty)
	if err := campaign.abi.UnpackIntoInterface(out, "RowEmpty", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignRowsMalformed represents a RowsMalformed error raised by the Campaign contract.
type CampaignRowsMalformed struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RowsMalformed(uint256 length)
func CampaignRowsMalformedErrorID() common.Hash {
	return common.HexToHash("0x8991445a1c4a017ff159e67f107be4be0278a2b8c71aa9cfae45ab4f3a6b20c0")
}

// UnpackRowsMalformedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RowsMalformed(uint256 length)
func (campaign *Campaign) UnpackRowsMalformedError(raw []byte) (*CampaignRowsMalformed, error) {
	out := new(CampaignRowsMalformed)
	if err := campaign.abi.UnpackIntoInterface(out, "RowsMalformed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignRowsUnsorted represents a RowsUnsorted error raised by the Campaign contract.
type CampaignRowsUnsorted struct {
	Index *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RowsUnsorted(uint256 index)
func CampaignRowsUnsortedErrorID() common.Hash {
	return common.HexToHash("0x75177b8a47e1af39853515d0a7ca70d00ec4d953c09e9ba9d6001fc968661352")
}

// UnpackRowsUnsortedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RowsUnsorted(uint256 index)
func (campaign *Campaign) UnpackRowsUnsortedError(raw []byte) (*CampaignRowsUnsorted, error) {
	out := new(CampaignRowsUnsorted)
	if err := campaign.abi.UnpackIntoInterface(out, "RowsUnsorted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignSafeCastOverflowedUintDowncast represents a SafeCastOverflowedUintDowncast error raised by the Campaign contract.
type CampaignSafeCastOverflowedUintDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func CampaignSafeCastOverflowedUintDowncastErrorID() common.Hash {
	return common.HexToHash("0x6dfcc6503a32754ce7a89698e18201fc5294fd4aad43edefee786f88423b1a12")
}

// UnpackSafeCastOverflowedUintDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func (campaign *Campaign) UnpackSafeCastOverflowedUintDowncastError(raw []byte) (*CampaignSafeCastOverflowedUintDowncast, error) {
	out := new(CampaignSafeCastOverflowedUintDowncast)
	if err := campaign.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Campaign contract.
type CampaignSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func CampaignSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (campaign *Campaign) UnpackSafeERC20FailedOperationError(raw []byte) (*CampaignSafeERC20FailedOperation, error) {
	out := new(CampaignSafeERC20FailedOperation)
	if err := campaign.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignTooEarly represents a TooEarly error raised by the Campaign contract.
type CampaignTooEarly struct {
	BeginsAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint256 beginsAt)
func CampaignTooEarlyErrorID() common.Hash {
	return common.HexToHash("0x2a35a3246d5070e2b118858c24c2c4d23eaebe645b92ab746b92dd600c35a9d7")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint256 beginsAt)
func (campaign *Campaign) UnpackTooEarlyError(raw []byte) (*CampaignTooEarly, error) {
	out := new(CampaignTooEarly)
	if err := campaign.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignTooLate represents a TooLate error raised by the Campaign contract.
type CampaignTooLate struct {
	EndedAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooLate(uint256 endedAt)
func CampaignTooLateErrorID() common.Hash {
	return common.HexToHash("0x691e5682c05af91a82d806fceac093f8891d2c453dfc42c67196c1ccdb7b8be1")
}

// UnpackTooLateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooLate(uint256 endedAt)
func (campaign *Campaign) UnpackTooLateError(raw []byte) (*CampaignTooLate, error) {
	out := new(CampaignTooLate)
	if err := campaign.abi.UnpackIntoInterface(out, "TooLate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignUnderfunded represents a Underfunded error raised by the Campaign contract.
type CampaignUnderfunded struct {
	Held *big.Int
	Owed *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Underfunded(uint256 held, uint256 owed)
func CampaignUnderfundedErrorID() common.Hash {
	return common.HexToHash("0x2305a7aa9f1bacc08ec878913363bf92bcd44b7153760139395598009bf82adb")
}

// UnpackUnderfundedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Underfunded(uint256 held, uint256 owed)
func (campaign *Campaign) UnpackUnderfundedError(raw []byte) (*CampaignUnderfunded, error) {
	out := new(CampaignUnderfunded)
	if err := campaign.abi.UnpackIntoInterface(out, "Underfunded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignWrongEpoch represents a WrongEpoch error raised by the Campaign contract.
type CampaignWrongEpoch struct {
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongEpoch(uint256 expected)
func CampaignWrongEpochErrorID() common.Hash {
	return common.HexToHash("0x7ab91014ec9346ff446759f64c3628b9a958d10556078b1f6de9a57ddf7e8031")
}

// UnpackWrongEpochError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongEpoch(uint256 expected)
func (campaign *Campaign) UnpackWrongEpochError(raw []byte) (*CampaignWrongEpoch, error) {
	out := new(CampaignWrongEpoch)
	if err := campaign.abi.UnpackIntoInterface(out, "WrongEpoch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignWrongPhase represents a WrongPhase error raised by the Campaign contract.
type CampaignWrongPhase struct {
	Phase uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPhase(uint8 phase)
func CampaignWrongPhaseErrorID() common.Hash {
	return common.HexToHash("0x96fe8cdd585d6e16539084786ef0330f221a01706accefe0bc861b9b7c7ccd00")
}

// UnpackWrongPhaseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPhase(uint8 phase)
func (campaign *Campaign) UnpackWrongPhaseError(raw []byte) (*CampaignWrongPhase, error) {
	out := new(CampaignWrongPhase)
	if err := campaign.abi.UnpackIntoInterface(out, "WrongPhase", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignWrongPreviousRoot represents a WrongPreviousRoot error raised by the Campaign contract.
type CampaignWrongPreviousRoot struct {
	Expected [32]byte
	Given    [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPreviousRoot(bytes32 expected, bytes32 given)
func CampaignWrongPreviousRootErrorID() common.Hash {
	return common.HexToHash("0xf4b8ad2863f05739a8508217ffc99d0cf4ff482e7169320c04235ae49493560c")
}

// UnpackWrongPreviousRootError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPreviousRoot(bytes32 expected, bytes32 given)
func (campaign *Campaign) UnpackWrongPreviousRootError(raw []byte) (*CampaignWrongPreviousRoot, error) {
	out := new(CampaignWrongPreviousRoot)
	if err := campaign.abi.UnpackIntoInterface(out, "WrongPreviousRoot", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CampaignZeroAmount represents a ZeroAmount error raised by the Campaign contract.
type CampaignZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func CampaignZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (campaign *Campaign) UnpackZeroAmountError(raw []byte) (*CampaignZeroAmount, error) {
	out := new(CampaignZeroAmount)
	if err := campaign.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
