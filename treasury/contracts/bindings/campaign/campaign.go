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
	Bin: "0x60a0604052336080523480156012575f5ffd5b506080516142076100325f395f8181610625015261195e01526142075ff3fe608060405234801561000f575f5ffd5b50600436106101c6575f3560e01c80638e535afa116100fe578063c038a38e1161009e578063dae0fbaa1161006e578063dae0fbaa146105d5578063e20ccec3146105e8578063ebf0c717146105fd578063fbfa77cf14610606575f5ffd5b8063c038a38e14610411578063c74656e7146105a4578063ce0a3d23146105ad578063d5025625146105c0575f5ffd5b80639ec1e661116100d95780639ec1e661146103d8578063b1c9fe6e146103e1578063b79b0844146103f6578063be9a655514610409575f5ffd5b80638e535afa146103aa5780638ea91f7a146103bd578063950a6446146103d0575f5ffd5b806369e789a6116101695780637580725011610144578063758072501461034d5780637ad226dc1461036c5780637f6e08271461037f57806385549b5014610392575f5ffd5b806369e789a6146103145780636c8cc9d9146103275780637326c9c01461033a575f5ffd5b806329998d4b116101a457806329998d4b146102ad57806342623360146102da57806343d726d6146102f957806350017f3e14610301575f5ffd5b806303314efa146101ca5780630acafefe146101ef57806311da60b4146102a3575b5f5ffd5b6101d261060e565b6040516001600160a01b0390911681526020015b60405180910390f35b6102696101fd366004613525565b60408051606080820183525f80835260208084018290529284018190526001600160a01b03949094168452600c82529282902082519384018352546001600160801b038116845264ffffffffff600160801b8204811692850192909252600160a81b9004169082015290565b6040805182516001600160801b0316815260208084015164ffffffffff9081169183019190915292820151909216908201526060016101e6565b6102ab61069c565b005b6102cc6102bb366004613525565b60126020525f908152604090205481565b6040519081526020016101e6565b6102cc6102e8366004613525565b60116020525f908152604090205481565b6102ab6106db565b6102ab61030f366004613540565b61073d565b6102ab610322366004613580565b61081c565b6102cc610335366004613525565b610a8f565b6102ab610348366004613540565b610b51565b6102cc61035b366004613525565b60136020525f908152604090205481565b6102cc61037a366004613622565b610b72565b6102ab61038d366004613650565b610df6565b61039a611052565b60405190151581526020016101e6565b6102cc6103b836600461367c565b611063565b6102cc6103cb366004613525565b61119d565b61039a61124c565b6102cc600f5481565b6103e96112ac565b6040516101e6919061372f565b6102ab610404366004613540565b6112bd565b6102ab61147a565b61059760408051610220810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081018290526101408101829052610160810182905261018081018290526101a081018290526101c081018290526101e081018290526102008101919091525060408051610220810182525f546001600160801b038082168352600160801b91829004811660208401526001548082169484019490945292819004831660608301526002548084166080840152819004831660a083015260035480841660c0840152819004831660e083015260045492831661010083015264ffffffffff9083048116610120830152600160a81b8304811661014083015263ffffffff600160d01b9093048316610160830152600554808216610180840152600160281b810482166101a0840152600160501b81049091166101c0830152600160781b810483166101e0830152600160981b900490911661020082015290565b6040516101e69190613755565b6102cc60105481565b6102ab6105bb36600461391c565b61157d565b6105c8611726565b6040516101e69190613946565b6102ab6105e3366004613b85565b6117fa565b6105f06118a4565b6040516101e69190613bcf565b6102cc600e5481565b6101d2611947565b604051633d7ad0b760e21b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063f5eb42dc906024015b602060405180830381865afa158015610673573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906106979190613cac565b905090565b6106a4611995565b6106b46106af611726565b6119ca565b6106d1576040516347a2375f60e01b815260040160405180910390fd5b6106d9611af3565b565b6106e3611995565b5f6106ec611726565b90505f6106f8826119ca565b905061070382611b1d565b1561071557610710611bd4565b610733565b80610733576040516347a2375f60e01b815260040160405180910390fd5b50506106d9611af3565b610745611995565b5f61074e611726565b905061075b816002611c35565b815f0361077b57604051631f2a200560e01b815260040160405180910390fd5b5f8054600160801b90046001600160801b031690036107ad57604051636567cc4d60e11b815260040160405180910390fd5b6107be6107b983611c8a565b611cc1565b5f54604080518481526001600160801b03909216602083015233917fbdde76a89d276b6d334c784be5c2d00d6c2219d11a2f2c80e00b85144845ab4d910160405180910390a280516108109083611d4e565b50610819611af3565b50565b610824611995565b5f61082d611726565b9050610838816119ca565b5061084281611ebf565b6005545f9061085f90600160781b900463ffffffff166001613cdb565b600954909150600160601b900464ffffffffff161561089e57604051630420eaa760e41b815263ffffffff821660048201526024015b60405180910390fd5b8063ffffffff168863ffffffff16146108d257604051631eae440560e21b815263ffffffff82166004820152602401610895565b5f6108de83898961203a565b60208101879052604081018690526101408401519091506109059063ffffffff1642613cf7565b64ffffffffff16608082015260048054601a9061092e90600160d01b900463ffffffff16613d0a565b825463ffffffff9182166101009390930a838102920219161790915560c082015283151560e08201526040830151336001600160a01b039091161461097557336101208201525b805160065560208101516007556040810151600855606081015160098054608084015160a085015160c086015160e08701516001600160601b0390961670ffffffffffffffffffffffffffffffffff1990941693909317600160601b64ffffffffff938416021768ffffffffffffffffff60881b1916600160881b929091169190910263ffffffff60b01b191617600160b01b63ffffffff909216919091021760ff60d01b1916600160d01b92151592909202919091179055610100810151600a80546001600160a01b03199081166001600160a01b0393841617909155610120830151600b80549092169216919091179055610a73818989612124565b610a7c836121ac565b505050610a87611af3565b505050505050565b5f610a98611995565b5f610aa1611726565b9050610aac816119ca565b50335f908152601360205260408120549250829003610ade57604051631f2a200560e01b815260040160405180910390fd5b335f90815260136020526040812055610af682612239565b6040518281526001600160a01b0384169033907f52fc0f9d902f33823a83590d3549f63f5492a0df5c6b6db8dee20deb94456b269060200160405180910390a38051610b43908484612256565b50610b4c611af3565b919050565b610b59611995565b610b6a610b64611726565b82612343565b610819611af3565b5f610b7b611995565b5f610b84611726565b9050610b8f816119ca565b50610b9981611b1d565b15610ba657610ba6611bd4565b5f610bb0826124e4565b9050845f03610bd257604051631f2a200560e01b815260040160405180910390fd5b6001816004811115610be657610be661371b565b03610c0657806040516396fe8cdd60e01b8152600401610895919061372f565b6002816004811115610c1a57610c1a61371b565b03610c2857610c288561259f565b335f9081526011602052604090205480861115610c5b576040516363d1db8b60e11b815260048101829052602401610895565b610c658682613d2e565b335f908152601160205260409020558086148015610c9357505f826004811115610c9157610c9161371b565b145b15610cda576005805460019190601390610cbb908490600160981b900463ffffffff16613d41565b92506101000a81548163ffffffff021916908363ffffffff1602179055505b5f8054610cfd906001600160801b03808216918a91600160801b9091041661271a565b6004546001549192505f91610d3b91610d22916001600160801b039182169116613d5d565b5f548a90600160801b90046001600160801b031661271a565b9050610d4888838361274d565b6001600160801b03811615610d8457335f908152600d6020526040812080546001600160801b0384169290610d7e908490613cf7565b90915550505b604080518981526001600160801b0384166020820181905297506001600160a01b0389169133917f88808afc48888c0e3ec9c545474e31ce16f177be8d0c8ba3922274893615750e910160405180910390a38451610de3908888612256565b5050505050610df0611af3565b92915050565b610dfe611995565b5f610e07611726565b905080606001516001600160a01b0316336001600160a01b031614610e415760405163fa5cd00f60e01b8152336004820152602401610895565b600a546001600160a01b0316801580610e6c575060095463ffffffff858116600160b01b9092041614155b15610e92576040516312be5ae960e21b815263ffffffff85166004820152602401610895565b600954600160881b900464ffffffffff164210610ed55760095460405163348f2b4160e11b8152600160881b90910464ffffffffff166004820152602401610895565b6004805464ffffffffff60801b1916600160801b4264ffffffffff16021790558215610fb357600a80546001600160a01b03191690556009805464ffffffffff60881b1916905560e0820151610f33906001600160601b0316612882565b6005546001600160a01b03821690610f5990600160781b900463ffffffff166001613cdb565b60405163ffffffff878116825291909116907f8cbf096b5f36d7d85739737f88f08f6aa82fda19b59f6228d5e3f3085dd28bc19060200160405180910390a3610fa061124c565b15610fae57610fae826128e7565b611044565b5f60028360e00151610fc59190613d90565b9050808360e00151610fd79190613dbd565b6001600160601b031660135f846001600160a01b03166001600160a01b031681526020019081526020015f205f8282546110119190613cf7565b909155505060e08301516110389061102a908390613ddc565b6001600160601b0316612882565b6110426001612b86565b505b505061104e611af3565b5050565b5f61069761105e611726565b611b1d565b5f61106c611995565b5f611075611726565b9050611080816119ca565b505f6110968686611091338b612c32565b612c80565b9050600e5481141580156110ac5750600f548114155b156110ca576040516309bde33960e01b815260040160405180910390fd5b335f908152601260205260409020546001600160801b03881681106111055760405163f948958560e01b815260048101829052602401610895565b611118816001600160801b038a16613d2e565b335f9081526012602052604090206001600160801b038a169055935061113d84612cc1565b6040518481526001600160a01b0386169033907ff7a40077ff7a04c7e61f6f26fb13774259ddf1b6bce9ecf26a8276cdd39926839060200160405180910390a3825161118a908686612256565b505050611195611af3565b949350505050565b6001600160a01b0381165f908152601160205260408120546001600160801b03811682036111e15750506001600160a01b03165f908152600d602052604090205490565b60045460015461121a91611201916001600160801b039182169116613d5d565b5f548390600160801b90046001600160801b031661271a565b6001600160a01b0384165f908152600d6020526040902054611245916001600160801b031690613cf7565b9392505050565b6009545f908190600160881b900464ffffffffff161561127c57600954600160881b900464ffffffffff1661128e565b600954600160601b900464ffffffffff165b64ffffffffff16905080158015906112a65750804210155b91505090565b5f6106976112b8611726565b6124e4565b6112c5611995565b5f6112ce611726565b90506112db816002611c35565b335f9081526011602052604090205482111561131e57335f90815260116020526040908190205490516363d1db8b60e11b81526004810191909152602401610895565b5f816101c0015163ffffffff16426113369190613cf7565b90505f826101e0015163ffffffff1683610160015163ffffffff1684610140015163ffffffff16846113689190613dfb565b6113729190613dfb565b61137c9190613dfb565b604080516060810182526001600160801b03878116825264ffffffffff8681166020808501918252868316858701908152335f908152600c909252959020935184549151955193166001600160a81b031990911617600160801b948216949094029390931764ffffffffff60a81b1916600160a81b919093160291909117905590508315611425576004805464ffffffffff60a81b1916600160a81b64ffffffffff8416021790555b6040805185815264ffffffffff8481166020830152831681830152905133917fd884c4b7603c64a8e6dd9aa10db2c6ecaf26e378da2b55f10907257a2b48ee51919081900360600190a2505050610819611af3565b611482611995565b5f61148b611726565b9050611498816001611c35565b80610100015164ffffffffff16421080156114cd575060a08101515f546001600160601b039091166001600160801b03909116105b80156114ef575080602001516001600160a01b0316336001600160a01b031614155b1561150f5760405163fa5cd00f60e01b8152336004820152602401610895565b60058054600160281b64ffffffffff421690810269ffffffffffffffffffff19909216171790555f546040516001600160801b0390911681527e6e0c97de781a7389d44ba8fd35d1467cabb17ed04d038d166d34ab819213f39060200160405180910390a1506106d9611af3565b611585611995565b5f61158e611726565b600954909150600160601b900464ffffffffff1615806115c0575060095463ffffffff848116600160b01b9092041614155b156115e6576040516312be5ae960e21b815263ffffffff84166004820152602401610895565b600a546001600160a01b03161561161f57600a5460405163a9814a5360e01b81526001600160a01b039091166004820152602401610895565b600954600160601b900464ffffffffff1642106116625760095460405163348f2b4160e11b8152600160601b90910464ffffffffff166004820152602401610895565b600a80546001600160a01b0319163317905561016081015161168a9063ffffffff1642613cf7565b6009805464ffffffffff92909216600160881b0264ffffffffff60881b1990921691909117905560055433906116cf9063ffffffff600160781b909104166001613cdb565b6040805163ffffffff87811682526020820187905292909216917f7b3a20d98eb76a43bd5edf41422ad4b9309c86862d534fc301530805d51b9b76910160405180910390a361171d816121ac565b5061104e611af3565b604080516102e0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081018290526101408101829052610160810182905261018081018290526101a081018290526101c081018290526101e08101829052610200810182905261022081018290526102408101829052610260810182905261028081018290526102a081018290526102c08101919091526117e730612ce6565b8060200190518101906106979190613eb3565b611802611995565b5f61180b611726565b805160405163d505accf60e01b8152336004820152306024820152604481018990526064810188905260ff8716608482015260a4810186905260c481018590529192506001600160a01b03169063d505accf9060e4015f604051808303815f87803b158015611878575f5ffd5b505af1925050508015611889575060015b506118948187612343565b5061189d611af3565b5050505050565b6118ac6134b3565b50604080516101408101825260065481526007546020820152600854918101919091526009546001600160601b038116606083015264ffffffffff600160601b820481166080840152600160881b82041660a083015263ffffffff600160b01b82041660c083015260ff600160d01b90910416151560e0820152600a546001600160a01b03908116610100830152600b541661012082015290565b604051630709df4560e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031690630709df4590602401610658565b61199d612d53565b6106d960017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90612d93565b5f6119d361124c565b6119de57505f919050565b600a546001600160a01b031680611a2a576009546004805464ffffffffff60801b1916600160601b90920464ffffffffff16600160801b02919091179055611a25836128e7565b611aea565b6009546004805464ffffffffff60801b1916600160881b90920464ffffffffff16600160801b0291909117905560e08301516001600160a01b0382165f90815260136020526040812080546001600160601b0390931692909190611a8f908490613cf7565b909155505060e08301516001600160601b031660135f611aae86612d9a565b6001600160a01b03166001600160a01b031681526020019081526020015f205f828254611adb9190613cf7565b90915550611aea90505f612b86565b50600192915050565b6106d95f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f006119c4565b6005545f9064ffffffffff161580611b445750600554600160501b900464ffffffffff1615155b80611b5e5750600954600160601b900464ffffffffff1615155b15611b6a57505f919050565b610180820151600554611b919163ffffffff1690600160281b900464ffffffffff16613cf7565b421180611bbc57506101a0820151600554611bb99163ffffffff169064ffffffffff16613cf7565b42115b80610df057505f546001600160801b03161592915050565b6005805464ffffffffff60501b1916600160501b4264ffffffffff16021790555f546040516001600160801b0390911681527f6cc09e7b5c3e49861ebe8f6867e1618fbfc14c8d0e968fde37c4243ca02a6f839060200160405180910390a1565b5f611c3f836124e4565b9050816004811115611c5357611c5361371b565b816004811115611c6557611c6561371b565b14611c8557806040516396fe8cdd60e01b8152600401610895919061372f565b505050565b5f6001600160801b03821115611cbd576040516306dfcc6560e41b81526080600482015260248101839052604401610895565b5090565b5f80548291908190611cdd9084906001600160801b031661406e565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f60030160108282829054906101000a90046001600160801b0316611d27919061406e565b92506101000a8154816001600160801b0302191690836001600160801b0316021790555050565b6040516370a0823160e01b81523060048201525f906001600160a01b038416906370a0823190602401602060405180830381865afa158015611d92573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611db6919061408d565b9050611dcd6001600160a01b038416333085612dc6565b6040516370a0823160e01b81523060048201525f9082906001600160a01b038616906370a0823190602401602060405180830381865afa158015611e13573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611e37919061408d565b611e419190613d2e565b9050828114611e6d57604051639366facf60e01b81526004810184905260248101829052604401610895565b611e75612dfc565b611e7f8284613cf7565b1015611eb957611e8f8183613cf7565b611e97612dfc565b604051631182d3d560e11b815260048101929092526024820152604401610895565b50505050565b5f81610200015163ffffffff165f14158015611f015750610200820151600554611efd9163ffffffff1690600160281b900464ffffffffff16613cf7565b4210155b905081604001516001600160a01b0316336001600160a01b031614158015611f27575080155b15611f475760405163fa5cd00f60e01b8152336004820152602401610895565b611f52826002611c35565b5f8054600160801b90046001600160801b03169003611f8457604051636567cc4d60e11b815260040160405180910390fd5b6101a08201516005545f91611fa89163ffffffff9091169064ffffffffff16613cf7565b905080421115611fce5760405163348f2b4160e11b815260048101829052602401610895565b6101e08301516004545f91611ff99163ffffffff90911690600160801b900464ffffffffff16613cf7565b905080421080156120195750600454600160a81b900464ffffffffff1642105b15611eb957604051630a8d68c960e21b815260048101829052602401610895565b6120426134b3565b5f5f5f61204f8686612e46565b925092509250600e54831461208557600e54604051631e9715a560e31b8152600481019190915260248101849052604401610895565b8660c001516001600160601b03168111156120cb5760c08701516040516301b6b87f60e31b8152600481018390526001600160601b039091166024820152604401610895565b5f546001600160801b031681111561210b575f5460405163029a8b5f60e41b8152600481018390526001600160801b039091166024820152604401610895565b9083526001600160601b03166060830152509392505050565b6005545f9061214190600160781b900463ffffffff166001613cdb565b90508063ffffffff167f240c1a229f5cad44bab3f54e65fe2c4ac4852d182b7e27feeec1a36ed463c1f28560c00151865f01518760600151886020015189604001518a60e001518a8a60405161219e9897969594939291906140a4565b60405180910390a250505050565b335f9081526013602052604081205460e08301516121d391906001600160601b0316613121565b335f908152601360205260408120805492935083929091906121f6908490613d2e565b909155505060e08201515f906122169083906001600160601b0316613d2e565b9050805f0361222457505050565b61222d81613130565b8251611c859082611d4e565b600380548291905f90611d279084906001600160801b0316613d5d565b6001600160a01b038216158061227457506001600160a01b03821630145b1561229d576040516320b26ad960e11b81526001600160a01b0383166004820152602401610895565b805f036122a957505050565b6040516370a0823160e01b81523060048201525f906001600160a01b038516906370a0823190602401602060405180830381865afa1580156122ed573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190612311919061408d565b90508181101561232f578082612325612dfc565b611e979190613cf7565b611eb96001600160a01b038516848461314d565b5f61234d836124e4565b905060018160048111156123635761236361371b565b118061237b575082610100015164ffffffffff164210155b1561239b57806040516396fe8cdd60e01b8152600401610895919061372f565b815f036123bb57604051631f2a200560e01b815260040160405180910390fd5b5f805460a08501516123df916001600160801b0316906001600160601b0316613d5d565b6001600160801b031690508083111561240e576040516373a6d13b60e01b815260048101829052602401610895565b335f908152601160205260408120549003612465576005805460019190601390612446908490600160981b900463ffffffff16613cdb565b92506101000a81548163ffffffff021916908363ffffffff1602179055505b335f9081526011602052604081208054859290612483908490613cf7565b90915550612492905083613182565b5f54604080518581526001600160801b03909216602083015233917fb8765119b6cc15a7b5d15b95f6c505f2f3c24754824af1892788aad4c0e9945f910160405180910390a28351611eb99084611d4e565b6005545f90600160501b900464ffffffffff161561250457506003919050565b60055464ffffffffff161561251b57506002919050565b60808201515f546101008401516001600160601b039092166001600160801b0390911610159064ffffffffff1642101561255a5780611aea575f611245565b808015612588575082610120015163ffffffff1683610100015164ffffffffff166125859190613cf7565b42105b156125965750600192915050565b50600492915050565b335f908152600c60205260408120805490916001600160801b0390911690036125de5760026040516396fe8cdd60e01b8152600401610895919061372f565b80546001600160801b03168211156126175780546040516363d1db8b60e11b81526001600160801b039091166004820152602401610895565b8054600160801b900464ffffffffff1642108061264357508054600160a81b900464ffffffffff164210155b1561268357805460405163c7be544160e01b815264ffffffffff600160801b830481166004830152600160a81b9092049091166024820152604401610895565b600954600160601b900464ffffffffff16156126d6576005546126b490600160781b900463ffffffff166001613cdb565b604051630420eaa760e41b815263ffffffff9091166004820152602401610895565b8054829082905f906126f29084906001600160801b0316613d5d565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505050565b5f816001600160801b0316836001600160801b0316856001600160801b0316612743919061410f565b6111959190614126565b5f8054849190601090612771908490600160801b90046001600160801b0316613d5d565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550815f5f015f8282829054906101000a90046001600160801b03166127b99190613d5d565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550815f60020160108282829054906101000a90046001600160801b0316612803919061406e565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550806001600160801b03165f0361283c57505050565b600480548291905f906128599084906001600160801b031661406e565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550505050565b600380548291905f9061289f9084906001600160801b0316613d5d565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f5f015f8282829054906101000a90046001600160801b0316611cdd919061406e565b604080516101408101825260065481526007546020820152600854918101919091526009546001600160601b038082166060840152600160601b820464ffffffffff9081166080850152600160881b83041660a0840152600160b01b820463ffffffff1660c0840152600160d01b90910460ff16151560e080840191909152600a546001600160a01b03908116610100850152600b54166101208401528301511660135f61299485612d9a565b6001600160a01b03166001600160a01b031681526020019081526020015f205f8282546129c19190613cf7565b90915550505f60068190556007819055600855600980546001600160d81b0319169055600a80546001600160a01b0319908116909155600b805490911690556060810151612a0e90613230565b6005805460019190600f90612a31908490600160781b900463ffffffff16613cdb565b92506101000a81548163ffffffff021916908363ffffffff16021790555080606001516001600160601b03165f14612a86576005805469ffffffffff00000000001916600160281b4264ffffffffff16021790555b600e8054600f5581519081905560108054600554600154602080870180516040808a018051825180870199909952600160781b90970463ffffffff90811689840181905260608a019b909b526001600160801b039096166080890181905260a089019390935260c08089019790975281518089038801815260e089018084528151919096012098899055958a01518a5193519651951690935261010086019190915261012085015261014084019290925261016083015261018082019290925290517f1f0e44176c4ae8a43cbb981309b931e904c28092fd1ecfcadd91142927ed7286916101a0908290030190a28060e001511561104e5761104e611bd4565b600980545f600681905560078190556008556001600160d81b03198116909155600a80546001600160a01b0319908116909155600b8054909116905560055463ffffffff600160b01b909204821691612be891600160781b9004166001613cdb565b6040805163ffffffff8481168252851515602083015292909216917f67a73c1d1d218185f2a52b9cbf78b26cac8708d617e2d59f6b6a4b03016fe460910160405180910390a25050565b6040516001600160601b0319606084901b1660208201526001600160801b0319608083901b1660348201525f9060440160405160208183030381529060405280519060200120905092915050565b5f81815b84811015612cb857612cae82878784818110612ca257612ca2614139565b905060200201356132a7565b9150600101612c84565b50949350505050565b60018054829190601090611d27908490600160801b90046001600160801b031661406e565b60605f612cfe602d6001600160a01b0385163b613d2e565b67ffffffffffffffff811115612d1657612d16613e18565b6040519080825280601f01601f191660200182016040528015612d40576020820181803683370190505b5090508051602d60208301853c92915050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c156106d957604051633ee5aeb560e01b815260040160405180910390fd5b80825d5050565b600b545f906001600160a01b031615612dbe57600b546001600160a01b0316610df0565b506040015190565b612dd48484848460016132d3565b611eb957604051635274afe760e01b81526001600160a01b0385166004820152602401610895565b6003546001545f916001600160801b0390811691612e2491600160801b820481169116613d5d565b5f54612e3c916001600160801b039081169116613cf7565b6106979190613cf7565b5f808080612e55603486614126565b9050612e6260348261410f565b8514612e84576040516344c8a22d60e11b815260048101869052602401610895565b5f8167ffffffffffffffff811115612e9e57612e9e613e18565b604051908082528060200260200182016040528015612ec7578160200160208202803683370190505b5090505f8267ffffffffffffffff811115612ee457612ee4613e18565b604051908082528060200260200182016040528015612f0d578160200160208202803683370190505b5090505f80805b858110156130fc57365f8c8c612f2b60348661410f565b906034612f39876001613cf7565b612f43919061410f565b92612f509392919061414d565b90925090505f612f63601482848661414d565b612f6c91614174565b60601c90505f612f8060246014858761414d565b612f89916141aa565b60801c90505f612f9c846024818861414d565b612fa5916141aa565b60801c9050866001600160a01b0316836001600160a01b031611612fdf57604051633a8bbdc560e11b815260048101879052602401610895565b8296505f816001600160801b0316836001600160801b03166130019190613cf7565b9050805f0361302657604051631471359b60e01b815260048101889052602401610895565b6001600160801b038111156130515760405163773d8c4960e11b815260048101889052602401610895565b6130646001600160801b0383168e613cf7565b9c506001600160801b038316156130c35761308260245f878961414d565b6040516130909291906141e0565b60405180910390208b8a806130a4906141ef565b9b50815181106130b6576130b6614139565b6020026020010181815250505b6130cd8482612c32565b8a88815181106130df576130df614139565b602002602001018181525050505050505050806001019050612f14565b506131078483613340565b6131118487613340565b9750975050505050509250925092565b5f828218828410028218611245565b600380548291905f90611d279084906001600160801b031661406e565b61315a8383836001613451565b611c8557604051635274afe760e01b81526001600160a01b0384166004820152602401610895565b5f8054829190819061319e9084906001600160801b031661406e565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f5f0160108282829054906101000a90046001600160801b03166131e7919061406e565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f6002015f8282829054906101000a90046001600160801b0316611d27919061406e565b5f80546001600160601b038316919081906132559084906001600160801b0316613d5d565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550806001600160601b03165f6001015f8282829054906101000a90046001600160801b0316611d27919061406e565b5f8183106132c1575f828152602084905260409020611245565b5f838152602083905260409020611245565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f5114831661332f578383151615613323573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f815f0361334f57505f610df0565b600182111561342f575f613364600284614126565b90505f5b818110156133da576133b585826002028151811061338857613388614139565b60200260200101518683600202600101815181106133a8576133a8614139565b60200260200101516132a7565b8582815181106133c7576133c7614139565b6020908102919091010152600101613368565b5060028306600103613428578360018403815181106133fb576133fb614139565b602002602001015184828060010193508151811061341b5761341b614139565b6020026020010181815250505b915061334f565b825f8151811061344157613441614139565b6020026020010151905092915050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166134a757838315161561349b573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b60408051610140810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081019190915290565b6001600160a01b0381168114610819575f5ffd5b8035610b4c81613506565b5f60208284031215613535575f5ffd5b813561124581613506565b5f60208284031215613550575f5ffd5b5035919050565b63ffffffff81168114610819575f5ffd5b8015158114610819575f5ffd5b8035610b4c81613568565b5f5f5f5f5f5f60a08789031215613595575f5ffd5b86356135a081613557565b9550602087013567ffffffffffffffff8111156135bb575f5ffd5b8701601f810189136135cb575f5ffd5b803567ffffffffffffffff8111156135e1575f5ffd5b8960208284010111156135f2575f5ffd5b60209190910195509350604087013592506060870135915061361660808801613575565b90509295509295509295565b5f5f60408385031215613633575f5ffd5b82359150602083013561364581613506565b809150509250929050565b5f5f60408385031215613661575f5ffd5b823561366c81613557565b9150602083013561364581613568565b5f5f5f5f6060858703121561368f575f5ffd5b84356001600160801b03811681146136a5575f5ffd5b9350602085013567ffffffffffffffff8111156136c0575f5ffd5b8501601f810187136136d0575f5ffd5b803567ffffffffffffffff8111156136e6575f5ffd5b8760208260051b84010111156136fa575f5ffd5b602091909101935091506137106040860161351a565b905092959194509250565b634e487b7160e01b5f52602160045260245ffd5b602081016005831061374f57634e487b7160e01b5f52602160045260245ffd5b91905290565b81516001600160801b031681526102208101602083015161378160208401826001600160801b03169052565b50604083015161379c60408401826001600160801b03169052565b5060608301516137b760608401826001600160801b03169052565b5060808301516137d260808401826001600160801b03169052565b5060a08301516137ed60a08401826001600160801b03169052565b5060c083015161380860c08401826001600160801b03169052565b5060e083015161382360e08401826001600160801b03169052565b506101008301516138406101008401826001600160801b03169052565b5061012083015161385b61012084018264ffffffffff169052565b5061014083015161387661014084018264ffffffffff169052565b5061016083015161389061016084018263ffffffff169052565b506101808301516138ab61018084018264ffffffffff169052565b506101a08301516138c66101a084018264ffffffffff169052565b506101c08301516138e16101c084018264ffffffffff169052565b506101e08301516138fb6101e084018263ffffffff169052565b5061020083015161391561020084018263ffffffff169052565b5092915050565b5f5f6040838503121561392d575f5ffd5b823561393881613557565b946020939093013593505050565b81516001600160a01b031681526102e08101602083015161397260208401826001600160a01b03169052565b50604083015161398d60408401826001600160a01b03169052565b5060608301516139a860608401826001600160a01b03169052565b5060808301516139c360808401826001600160601b03169052565b5060a08301516139de60a08401826001600160601b03169052565b5060c08301516139f960c08401826001600160601b03169052565b5060e0830151613a1460e08401826001600160601b03169052565b50610100830151613a2f61010084018264ffffffffff169052565b50610120830151613a4961012084018263ffffffff169052565b50610140830151613a6361014084018263ffffffff169052565b50610160830151613a7d61016084018263ffffffff169052565b50610180830151613a9761018084018263ffffffff169052565b506101a0830151613ab16101a084018263ffffffff169052565b506101c0830151613acb6101c084018263ffffffff169052565b506101e0830151613ae56101e084018263ffffffff169052565b50610200830151613aff61020084018263ffffffff169052565b50610220830151613b1961022084018263ffffffff169052565b50610240830151613b3161024084018261ffff169052565b50610260830151613b4961026084018261ffff169052565b50610280830151613b5f61028084018215159052565b506102a0830151613b756102a084018215159052565b506102c092830151919092015290565b5f5f5f5f5f60a08688031215613b99575f5ffd5b8535945060208601359350604086013560ff81168114613bb7575f5ffd5b94979396509394606081013594506080013592915050565b5f610140820190508251825260208301516020830152604083015160408301526060830151613c0960608401826001600160601b03169052565b506080830151613c22608084018264ffffffffff169052565b5060a0830151613c3b60a084018264ffffffffff169052565b5060c0830151613c5360c084018263ffffffff169052565b5060e0830151613c6760e084018215159052565b50610100830151613c846101008401826001600160a01b03169052565b506101208301516139156101208401826001600160a01b03169052565b8051610b4c81613506565b5f60208284031215613cbc575f5ffd5b815161124581613506565b634e487b7160e01b5f52601160045260245ffd5b63ffffffff8181168382160190811115610df057610df0613cc7565b80820180821115610df057610df0613cc7565b5f63ffffffff821663ffffffff8103613d2557613d25613cc7565b60010192915050565b81810381811115610df057610df0613cc7565b63ffffffff8281168282160390811115610df057610df0613cc7565b6001600160801b038281168282160390811115610df057610df0613cc7565b634e487b7160e01b5f52601260045260245ffd5b5f6001600160601b03831680613da857613da8613d7c565b806001600160601b0384160491505092915050565b6001600160601b038181168382160190811115610df057610df0613cc7565b6001600160601b038281168282160390811115610df057610df0613cc7565b64ffffffffff8181168382160190811115610df057610df0613cc7565b634e487b7160e01b5f52604160045260245ffd5b6040516102e0810167ffffffffffffffff81118282101715613e5c57634e487b7160e01b5f52604160045260245ffd5b60405290565b80516001600160601b0381168114610b4c575f5ffd5b805164ffffffffff81168114610b4c575f5ffd5b8051610b4c81613557565b805161ffff81168114610b4c575f5ffd5b8051610b4c81613568565b5f6102e0828403128015613ec5575f5ffd5b50613ece613e2c565b613ed783613ca1565b8152613ee560208401613ca1565b6020820152613ef660408401613ca1565b6040820152613f0760608401613ca1565b6060820152613f1860808401613e62565b6080820152613f2960a08401613e62565b60a0820152613f3a60c08401613e62565b60c0820152613f4b60e08401613e62565b60e0820152613f5d6101008401613e78565b610100820152613f706101208401613e8c565b610120820152613f836101408401613e8c565b610140820152613f966101608401613e8c565b610160820152613fa96101808401613e8c565b610180820152613fbc6101a08401613e8c565b6101a0820152613fcf6101c08401613e8c565b6101c0820152613fe26101e08401613e8c565b6101e0820152613ff56102008401613e8c565b6102008201526140086102208401613e8c565b61022082015261401b6102408401613e97565b61024082015261402e6102608401613e97565b6102608201526140416102808401613ea8565b6102808201526140546102a08401613ea8565b6102a08201526102c0928301519281019290925250919050565b6001600160801b038181168382160190811115610df057610df0613cc7565b5f6020828403121561409d575f5ffd5b5051919050565b63ffffffff891681528760208201526001600160601b038716604082015285606082015284608082015283151560a082015260e060c08201528160e082015281836101008301375f81830161010090810191909152601f909201601f19160101979650505050505050565b8082028115828204841417610df057610df0613cc7565b5f8261413457614134613d7c565b500490565b634e487b7160e01b5f52603260045260245ffd5b5f5f8585111561415b575f5ffd5b83861115614167575f5ffd5b5050820193919092039150565b80356001600160601b03198116906014841015613915576001600160601b031960149490940360031b84901b1690921692915050565b80356001600160801b03198116906010841015613915576001600160801b031960109490940360031b84901b1690921692915050565b818382375f9101908152919050565b5f6001820161420057614200613cc7565b506001019056",
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
