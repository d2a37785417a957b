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
	Challenger common.Address
	Poster     common.Address
	FinalAt    *big.Int
	Posting    uint32
	Last       bool
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
	Pledged      *big.Int
	StartedAt    *big.Int
	ClosedAt     *big.Int
	Funders      uint32
	Claimed      *big.Int
	DueAt        *big.Int
	Postings     uint32
	Epoch        uint32
	Earned       *big.Int
	Spent        *big.Int
	Refunded     *big.Int
	SettledAt    *big.Int
	ProgressAt   *big.Int
	LeavingUntil *big.Int
	Bonds        *big.Int
	Forfeited    *big.Int
}

// CampaignMetaData contains all meta data concerning the Campaign contract.
var CampaignMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"announceExit\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"challenge\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claim\",\"inputs\":[{\"name\":\"cumulative\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"claimedBy\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"closable\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"close\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"creditOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"exitOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Exit\",\"components\":[{\"name\":\"stake\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"from\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"until\",\"type\":\"uint40\",\"internalType\":\"uint40\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lineage\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pending\",\"inputs\":[],\"outputs\":[{\"name\":\"p\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Pending\",\"components\":[{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"increment\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"poster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"finalAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"last\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"phase\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"enumICampaign.Phase\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"pledge\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"pledgeWithPermit\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"postEpoch\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"rows\",\"type\":\"bytes\",\"internalType\":\"bytes\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"last\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"previousRoot\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"refund\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"root\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"rule\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"stands\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"settle\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"settleable\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"shares\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"spentOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"stakeOf\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"start\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"terms\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Terms\",\"components\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"contractIERC20\"},{\"name\":\"creator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"poster\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"arbitrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"goal\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"cap\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"epochCap\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"bond\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"deadline\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"startGrace\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"challengeWindow\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"arbitrationWindow\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"stallTimeout\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"maxDuration\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"exitNotice\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"exitGap\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"posterGrace\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"unbondDelay\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"fundersBps\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"reporterBps\",\"type\":\"uint16\",\"internalType\":\"uint16\"},{\"name\":\"transferable\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"revenue\",\"type\":\"bool\",\"internalType\":\"bool\"},{\"name\":\"spec\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"topUp\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"totals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structICampaign.Totals\",\"components\":[{\"name\":\"budget\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"stakes\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"pledged\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"startedAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"closedAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"funders\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"claimed\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"dueAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"postings\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"epoch\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"earned\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"spent\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"refunded\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"settledAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"progressAt\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"leavingUntil\",\"type\":\"uint40\",\"internalType\":\"uint40\"},{\"name\":\"bonds\",\"type\":\"uint128\",\"internalType\":\"uint128\"},{\"name\":\"forfeited\",\"type\":\"uint128\",\"internalType\":\"uint128\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"vault\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdrawCredit\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Claimed\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Closed\",\"inputs\":[{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"CreditWithdrawn\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochChallenged\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"evidence\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochFinalized\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"root\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"earned\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"lineage\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochPosted\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"root\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"increment\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"checkpoint\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"manifest\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"last\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"},{\"name\":\"rows\",\"type\":\"bytes\",\"indexed\":false,\"internalType\":\"bytes\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochUpheld\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"challenger\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EpochVoided\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint32\",\"indexed\":true,\"internalType\":\"uint32\"},{\"name\":\"posting\",\"type\":\"uint32\",\"indexed\":false,\"internalType\":\"uint32\"},{\"name\":\"ruled\",\"type\":\"bool\",\"indexed\":false,\"internalType\":\"bool\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ExitAnnounced\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"from\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"until\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Pledged\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Refunded\",\"inputs\":[{\"name\":\"funder\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"stake\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Started\",\"inputs\":[{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ToppedUp\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyChallenged\",\"inputs\":[{\"name\":\"challenger\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BadReceiver\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"BudgetExceeded\",\"inputs\":[{\"name\":\"increment\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"budget\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"CapExceeded\",\"inputs\":[{\"name\":\"room\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"EpochCapExceeded\",\"inputs\":[{\"name\":\"increment\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"epochCap\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"EpochPending\",\"inputs\":[{\"name\":\"epoch\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ExitNotDue\",\"inputs\":[{\"name\":\"from\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"until\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InexactTransfer\",\"inputs\":[{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"received\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InsufficientStake\",\"inputs\":[{\"name\":\"stake\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidProof\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NoStake\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotAllowed\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NotDue\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"NotPending\",\"inputs\":[{\"name\":\"posting\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NothingToClaim\",\"inputs\":[{\"name\":\"claimed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ReentrancyGuardReentrantCall\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"RewardOverflow\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowEmpty\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowsMalformed\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"RowsUnsorted\",\"inputs\":[{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SafeCastOverflowedUintDowncast\",\"inputs\":[{\"name\":\"bits\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"TooEarly\",\"inputs\":[{\"name\":\"beginsAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"TooLate\",\"inputs\":[{\"name\":\"endedAt\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"Underfunded\",\"inputs\":[{\"name\":\"held\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"owed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongEpoch\",\"inputs\":[{\"name\":\"expected\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"WrongPhase\",\"inputs\":[{\"name\":\"phase\",\"type\":\"uint8\",\"internalType\":\"enumICampaign.Phase\"}]},{\"type\":\"error\",\"name\":\"WrongPreviousRoot\",\"inputs\":[{\"name\":\"expected\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"given\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "Campaign",
	Bin: "0x60a0604052336080523480156012575f5ffd5b5060805161402e6100325f395f818161062b0152611938015261402e5ff3fe608060405234801561000f575f5ffd5b50600436106101c6575f3560e01c80638e535afa116100fe578063c038a38e1161009e578063dae0fbaa1161006e578063dae0fbaa146105db578063e20ccec3146105ee578063ebf0c71714610603578063fbfa77cf1461060c575f5ffd5b8063c038a38e14610411578063c74656e7146105aa578063ce0a3d23146105b3578063d5025625146105c6575f5ffd5b80639ec1e661116100d95780639ec1e661146103d8578063b1c9fe6e146103e1578063b79b0844146103f6578063be9a655514610409575f5ffd5b80638e535afa146103aa5780638ea91f7a146103bd578063950a6446146103d0575f5ffd5b806369e789a6116101695780637580725011610144578063758072501461034d5780637ad226dc1461036c5780637f6e08271461037f57806385549b5014610392575f5ffd5b806369e789a6146103145780636c8cc9d9146103275780637326c9c01461033a575f5ffd5b806329998d4b116101a457806329998d4b146102ad57806342623360146102da57806343d726d6146102f957806350017f3e14610301575f5ffd5b806303314efa146101ca5780630acafefe146101ef57806311da60b4146102a3575b5f5ffd5b6101d2610614565b6040516001600160a01b0390911681526020015b60405180910390f35b6102696101fd366004613363565b60408051606080820183525f80835260208084018290529284018190526001600160a01b03949094168452600b82529282902082519384018352546001600160801b038116845264ffffffffff600160801b8204811692850192909252600160a81b9004169082015290565b6040805182516001600160801b0316815260208084015164ffffffffff9081169183019190915292820151909216908201526060016101e6565b6102ab6106a2565b005b6102cc6102bb366004613363565b60116020525f908152604090205481565b6040519081526020016101e6565b6102cc6102e8366004613363565b60106020525f908152604090205481565b6102ab6106d9565b6102ab61030f36600461337e565b610735565b6102ab6103223660046133be565b61081c565b6102cc610335366004613363565b610a52565b6102ab61034836600461337e565b610b0c565b6102cc61035b366004613363565b60126020525f908152604090205481565b6102cc61037a366004613460565b610b2d565b6102ab61038d36600461348e565b610db1565b61039a611034565b60405190151581526020016101e6565b6102cc6103b83660046134ba565b611040565b6102cc6103cb366004613363565b611172565b61039a611224565b6102cc600e5481565b6103e961124c565b6040516101e6919061356d565b6102ab61040436600461337e565b61125d565b6102ab61141a565b61059d60408051610240810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081018290526101408101829052610160810182905261018081018290526101a081018290526101c081018290526101e0810182905261020081018290526102208101919091525060408051610240810182525f546001600160801b038082168352600160801b91829004811660208401526001548082169484019490945264ffffffffff82850481166060850152600160a81b8086048216608086015263ffffffff600160d01b96879004811660a087015260025480851660c0880152858104841660e08801528281048216610100880152600160c81b900416610120860152600354808416610140870152849004831661016086015260045480841661018087015284810483166101a087015290810482166101c0860152949094049093166101e08301526005548084166102008401520490911661022082015290565b6040516101e69190613593565b6102cc600f5481565b6102ab6105c1366004613775565b611539565b6105ce6116f3565b6040516101e6919061379f565b6102ab6105e93660046139de565b6117c7565b6105f6611871565b6040516101e69190613a28565b6102cc600d5481565b6101d2611921565b604051633d7ad0b760e21b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169063f5eb42dc906024015b602060405180830381865afa158015610679573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061069d9190613ad8565b905090565b6106aa61196f565b6106b26119c6565b6106cf576040516347a2375f60e01b815260040160405180910390fd5b6106d7611ab8565b565b6106e161196f565b5f6106ea6119c6565b90506106fc6106f76116f3565b611ae2565b1561070e57610709611ba7565b61072c565b8061072c576040516347a2375f60e01b815260040160405180910390fd5b506106d7611ab8565b61073d61196f565b5f6107466116f3565b9050610753816002611c08565b815f0361077357604051631f2a200560e01b815260040160405180910390fd5b5f8054600160801b90046001600160801b031690036107a557604051636567cc4d60e11b815260040160405180910390fd5b6107b66107b183611c5d565b611c94565b5f54604080518481526001600160801b03909216602083015233917fbdde76a89d276b6d334c784be5c2d00d6c2219d11a2f2c80e00b85144845ab4d910160405180910390a28051610810908361080b611d21565b611d68565b50610819611ab8565b50565b61082461196f565b61082c6119c6565b505f6108366116f3565b905061084181611ec6565b6002545f9061085e90600160c81b900463ffffffff166001613b07565b600254909150600160801b900464ffffffffff161561089d57604051630420eaa760e41b815263ffffffff821660048201526024015b60405180910390fd5b8063ffffffff168863ffffffff16146108d157604051631eae440560e21b815263ffffffff82166004820152602401610894565b5f6108dd83898961204e565b60208101879052604081018690526101408401519091506109049063ffffffff1642613b23565b64ffffffffff1660c08201526002805460159061092d90600160a81b900463ffffffff16613b36565b825461010092830a63ffffffff81810219909216929091169081029190911790925560e083018290528515159083018190523360a08401819052835160065560208401516007556040840151600855606084015160808501516001600160601b03909116600160601b6001600160a01b039092169190910217600955600a805460c08601516001600160c81b031990911664ffffffffff60a01b1990931692909217600160a01b64ffffffffff9093169283021764ffffffffff60c81b1916600160c81b90940260ff60e81b191693909317600160e81b909202919091179091556002805464ffffffffff60801b1916600160801b909202919091179055610a36818989612138565b610a3f836121c1565b505050610a4a611ab8565b505050505050565b5f610a5b61196f565b610a636119c6565b5050335f9081526012602052604081205490819003610a9557604051631f2a200560e01b815260040160405180910390fd5b335f90815260126020526040812055610aad81612251565b6040518181526001600160a01b0383169033907f52fc0f9d902f33823a83590d3549f63f5492a0df5c6b6db8dee20deb94456b269060200160405180910390a3610aff610af861226e565b838361228b565b610b07611ab8565b919050565b610b1461196f565b610b25610b1f6116f3565b826122ec565b610819611ab8565b5f610b3661196f565b610b3e6119c6565b505f610b486116f3565b9050610b5381611ae2565b15610b6057610b60611ba7565b5f610b6a8261248f565b9050845f03610b8c57604051631f2a200560e01b815260040160405180910390fd5b6001816004811115610ba057610ba0613559565b03610bc057806040516396fe8cdd60e01b8152600401610894919061356d565b6002816004811115610bd457610bd4613559565b03610be257610be28561255a565b335f9081526010602052604090205480861115610c15576040516363d1db8b60e11b815260048101829052602401610894565b610c1f8682613b5a565b335f908152601060205260409020558086148015610c4d57505f826004811115610c4b57610c4b613559565b145b15610c9257600180548190601a90610c73908390600160d01b900463ffffffff16613b6d565b92506101000a81548163ffffffff021916908363ffffffff1602179055505b5f8054610cb5906001600160801b03808216918a91600160801b909104166126d5565b6003549091505f90610cf690610cdd906001600160801b03600160801b820481169116613b89565b5f548a90600160801b90046001600160801b03166126d5565b9050610d03888383612708565b6001600160801b03811615610d3f57335f908152600c6020526040812080546001600160801b0384169290610d39908490613b23565b90915550505b604080518981526001600160801b0384166020820181905297506001600160a01b0389169133917f88808afc48888c0e3ec9c545474e31ce16f177be8d0c8ba3922274893615750e910160405180910390a38451610d9e90888861228b565b5050505050610dab611ab8565b92915050565b610db961196f565b5f610dc26116f3565b905080606001516001600160a01b0316336001600160a01b031614610dfc5760405163fa5cd00f60e01b8152336004820152602401610894565b600954600254600160601b9091046001600160a01b031690600160801b900464ffffffffff16801580610e3657506001600160a01b038216155b80610e535750600a5463ffffffff868116600160c81b9092041614155b15610e79576040516312be5ae960e21b815263ffffffff86166004820152602401610894565b804210610e9c5760405163348f2b4160e11b815260048101829052602401610894565b6004805464ffffffffff60801b1916600160801b4264ffffffffff16021790558315610f9457600980546001600160601b03908116909155600a546002805464ffffffffff60801b1916600160a01b90920464ffffffffff16600160801b0291909117905560e0840151610f10911661283f565b6002546001600160a01b03831690610f3690600160c81b900463ffffffff166001613b07565b60405163ffffffff888116825291909116907f8cbf096b5f36d7d85739737f88f08f6aa82fda19b59f6228d5e3f3085dd28bc19060200160405180910390a3610f7d611224565b15610f8f57610f8f8360e001516128a4565b611025565b5f60028460e00151610fa69190613bbc565b9050808460e00151610fb89190613be9565b6001600160601b031660125f856001600160a01b03166001600160a01b031681526020019081526020015f205f828254610ff29190613b23565b909155505060e08401516110199061100b908390613c08565b6001600160601b031661283f565b6110236001612b06565b505b505050611030611ab8565b5050565b5f61069d6106f76116f3565b5f61104961196f565b6110516119c6565b505f6110678585611062338a612b84565b612bd2565b9050600d54811415801561107d5750600e548114155b1561109b576040516309bde33960e01b815260040160405180910390fd5b335f908152601160205260409020546001600160801b03871681106110d65760405163f948958560e01b815260048101829052602401610894565b6110e9816001600160801b038916613b5a565b335f9081526011602052604090206001600160801b0389169055925061110e83612c13565b6040518381526001600160a01b0385169033907ff7a40077ff7a04c7e61f6f26fb13774259ddf1b6bce9ecf26a8276cdd39926839060200160405180910390a361116061115961226e565b858561228b565b505061116a611ab8565b949350505050565b6001600160a01b0381165f908152601060205260408120546001600160801b03811682036111b65750506001600160a01b03165f908152600c602052604090205490565b6003546111f2906111d9906001600160801b03600160801b820481169116613b89565b5f548390600160801b90046001600160801b03166126d5565b6001600160a01b0384165f908152600c602052604090205461121d916001600160801b031690613b23565b9392505050565b6002545f90600160801b900464ffffffffff1680158015906112465750804210155b91505090565b5f61069d6112586116f3565b61248f565b61126561196f565b5f61126e6116f3565b905061127b816002611c08565b335f908152601060205260409020548211156112be57335f90815260106020526040908190205490516363d1db8b60e11b81526004810191909152602401610894565b5f816101c0015163ffffffff16426112d69190613b23565b90505f826101e0015163ffffffff1683610160015163ffffffff1684610140015163ffffffff16846113089190613c27565b6113129190613c27565b61131c9190613c27565b604080516060810182526001600160801b03878116825264ffffffffff8681166020808501918252868316858701908152335f908152600b909252959020935184549151955193166001600160a81b031990911617600160801b948216949094029390931764ffffffffff60a81b1916600160a81b9190931602919091179055905083156113c5576004805464ffffffffff60d01b1916600160d01b64ffffffffff8416021790555b6040805185815264ffffffffff8481166020830152831681830152905133917fd884c4b7603c64a8e6dd9aa10db2c6ecaf26e378da2b55f10907257a2b48ee51919081900360600190a2505050610819611ab8565b61142261196f565b5f61142b6116f3565b9050611438816001611c08565b80610100015164ffffffffff164210801561146d575060a08101515f546001600160601b039091166001600160801b03909116105b801561148f575080602001516001600160a01b0316336001600160a01b031614155b156114af5760405163fa5cd00f60e01b8152336004820152602401610894565b6001805464ffffffffff60801b1916600160801b4264ffffffffff16908102919091179091556004805464ffffffffff60a81b1916600160a81b9092029190911790555f546040516001600160801b0390911681527e6e0c97de781a7389d44ba8fd35d1467cabb17ed04d038d166d34ab819213f39060200160405180910390a1506106d7611ab8565b61154161196f565b5f61154a6116f3565b600254909150600160801b900464ffffffffff16158061157c5750600a5463ffffffff848116600160c81b9092041614155b156115a2576040516312be5ae960e21b815263ffffffff84166004820152602401610894565b600954600160601b90046001600160a01b0316156115e85760095460405163a9814a5360e01b8152600160601b9091046001600160a01b03166004820152602401610894565b600a54600160a01b900464ffffffffff16421061162b57600a5460405163348f2b4160e11b8152600160a01b90910464ffffffffff166004820152602401610894565b600980546001600160601b031633600160601b021790556101608101516116589063ffffffff1642613b23565b6002805464ffffffffff92909216600160801b0264ffffffffff60801b199092169190911790819055339061169c9063ffffffff600160c81b909104166001613b07565b6040805163ffffffff87811682526020820187905292909216917f7b3a20d98eb76a43bd5edf41422ad4b9309c86862d534fc301530805d51b9b76910160405180910390a36116ea816121c1565b50611030611ab8565b604080516102e0810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e08101829052610100810182905261012081018290526101408101829052610160810182905261018081018290526101a081018290526101c081018290526101e08101829052610200810182905261022081018290526102408101829052610260810182905261028081018290526102a081018290526102c08101919091526117b430612c30565b80602001905181019061069d9190613cdf565b6117cf61196f565b5f6117d86116f3565b805160405163d505accf60e01b8152336004820152306024820152604481018990526064810188905260ff8716608482015260a4810186905260c481018590529192506001600160a01b03169063d505accf9060e4015f604051808303815f87803b158015611845575f5ffd5b505af1925050508015611856575060015b5061186181876122ec565b5061186a611ab8565b5050505050565b6118796132f9565b600254600160801b900464ffffffffff161561191e5750604080516101208101825260065481526007546020820152600854918101919091526009546001600160601b0381166060830152600160601b90046001600160a01b039081166080830152600a5490811660a0830152600160a01b810464ffffffffff1660c0830152600160c81b810463ffffffff1660e0830152600160e81b900460ff1615156101008201525b90565b604051630709df4560e01b81523060048201525f907f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031690630709df459060240161065e565b6119997f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c612c9d565b6106d760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005b90612cbb565b5f6119cf611224565b6119d857505f90565b5f6119e16116f3565b60e001516009546002546004805464ffffffffff60801b1916600160801b9283900464ffffffffff16909202919091179055909150600160601b90046001600160a01b031680611a3957611a34826128a4565b611aaf565b6001600160a01b0381165f90815260126020526040812080546001600160601b0385169290611a69908490613b23565b9091555050600a546001600160a01b03165f90815260126020526040812080546001600160601b0385169290611aa0908490613b23565b90915550611aaf90505f612b06565b60019250505090565b6106d75f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f006119c0565b6001545f90600160801b900464ffffffffff161580611b105750600154600160a81b900464ffffffffff1615155b80611b2a5750600254600160801b900464ffffffffff1615155b15611b3657505f919050565b610180820151600454611b5d9163ffffffff1690600160a81b900464ffffffffff16613b23565b421180611b8f57506101a0820151600154611b8c9163ffffffff1690600160801b900464ffffffffff16613b23565b42115b80610dab57505f546001600160801b03161592915050565b6001805464ffffffffff60a81b1916600160a81b4264ffffffffff16021790555f546040516001600160801b0390911681527f6cc09e7b5c3e49861ebe8f6867e1618fbfc14c8d0e968fde37c4243ca02a6f839060200160405180910390a1565b5f611c128361248f565b9050816004811115611c2657611c26613559565b816004811115611c3857611c38613559565b14611c5857806040516396fe8cdd60e01b8152600401610894919061356d565b505050565b5f6001600160801b03821115611c90576040516306dfcc6560e41b81526080600482015260248101839052604401610894565b5090565b5f80548291908190611cb09084906001600160801b0316613e9a565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f60050160108282829054906101000a90046001600160801b0316611cfa9190613e9a565b92506101000a8154816001600160801b0302191690836001600160801b0316021790555050565b6005546002546003545f926001600160801b0390811692611d46929082169116613b89565b5f54611d5e916001600160801b039081169116613b23565b61069d9190613b23565b6040516370a0823160e01b81523060048201525f906001600160a01b038516906370a0823190602401602060405180830381865afa158015611dac573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611dd09190613eb9565b9050611de76001600160a01b038516333086612cc2565b6040516370a0823160e01b81523060048201525f9082906001600160a01b038716906370a0823190602401602060405180830381865afa158015611e2d573d5f5f3e3d5ffd5b505050506040513d601f19601f82011682018060405250810190611e519190613eb9565b611e5b9190613b5a565b9050838114611e8757604051639366facf60e01b81526004810185905260248101829052604401610894565b82611e928284613b23565b101561186a57611ea28183613b23565b604051631182d3d560e11b8152600481019190915260248101849052604401610894565b5f81610200015163ffffffff165f14158015611f085750610200820151600454611f049163ffffffff1690600160a81b900464ffffffffff16613b23565b4210155b905081604001516001600160a01b0316336001600160a01b031614158015611f2e575080155b15611f4e5760405163fa5cd00f60e01b8152336004820152602401610894565b611f59826002611c08565b5f8054600160801b90046001600160801b03169003611f8b57604051636567cc4d60e11b815260040160405180910390fd5b6101a08201516001545f91611fb69163ffffffff90911690600160801b900464ffffffffff16613b23565b905080421115611fdc5760405163348f2b4160e11b815260048101829052602401610894565b6101e08301516004545f916120079163ffffffff90911690600160801b900464ffffffffff16613b23565b905080421080156120275750600454600160d01b900464ffffffffff1642105b1561204857604051630a8d68c960e21b815260048101829052602401610894565b50505050565b6120566132f9565b5f5f5f6120638686612cf8565b925092509250600d54831461209957600d54604051631e9715a560e31b8152600481019190915260248101849052604401610894565b8660c001516001600160601b03168111156120df5760c08701516040516301b6b87f60e31b8152600481018390526001600160601b039091166024820152604401610894565b5f546001600160801b031681111561211f575f5460405163029a8b5f60e41b8152600481018390526001600160801b039091166024820152604401610894565b9083526001600160601b03166060830152509392505050565b6002545f9061215590600160c81b900463ffffffff166001613b07565b90508063ffffffff167f240c1a229f5cad44bab3f54e65fe2c4ac4852d182b7e27feeec1a36ed463c1f28560e00151865f01518760600151886020015189604001518a61010001518a8a6040516121b3989796959493929190613ed0565b60405180910390a250505050565b335f9081526012602052604081205460e08301516121e891906001600160601b0316612f67565b335f9081526012602052604081208054929350839290919061220b908490613b5a565b909155505060e08201515f9061222b9083906001600160601b0316613b5a565b9050805f0361223957505050565b61224281612f76565b8251611c58908261080b611d21565b600580548291905f90611cfa9084906001600160801b0316613b89565b5f61227830612c30565b80602001905181019061069d9190613ad8565b6001600160a01b03821615806122a957506001600160a01b03821630145b156122d2576040516320b26ad960e11b81526001600160a01b0383166004820152602401610894565b8015611c5857611c586001600160a01b0384168383612f93565b5f6122f68361248f565b9050600181600481111561230c5761230c613559565b1180612324575082610100015164ffffffffff164210155b1561234457806040516396fe8cdd60e01b8152600401610894919061356d565b815f0361236457604051631f2a200560e01b815260040160405180910390fd5b5f805460a0850151612388916001600160801b0316906001600160601b0316613b89565b6001600160801b03169050808311156123b7576040516373a6d13b60e01b815260048101829052602401610894565b335f908152601060205260408120549081900361240e57600180548190601a906123ef908390600160d01b900463ffffffff16613b07565b92506101000a81548163ffffffff021916908363ffffffff1602179055505b6124188482613b23565b335f9081526010602052604090205561243084612fc8565b5f54604080518681526001600160801b03909216602083015233917fb8765119b6cc15a7b5d15b95f6c505f2f3c24754824af1892788aad4c0e9945f910160405180910390a284515f5461186a919086906001600160801b0316611d68565b6001545f90600160a81b900464ffffffffff16156124af57506003919050565b600154600160801b900464ffffffffff16156124cd57506002919050565b60808201515f546101008401516001600160601b039092166001600160801b0390911610159064ffffffffff16421015612515578061250c575f61121d565b60019392505050565b808015612543575082610120015163ffffffff1683610100015164ffffffffff166125409190613b23565b42105b156125515750600192915050565b50600492915050565b335f908152600b60205260408120805490916001600160801b0390911690036125995760026040516396fe8cdd60e01b8152600401610894919061356d565b80546001600160801b03168211156125d25780546040516363d1db8b60e11b81526001600160801b039091166004820152602401610894565b8054600160801b900464ffffffffff164210806125fe57508054600160a81b900464ffffffffff164210155b1561263e57805460405163c7be544160e01b815264ffffffffff600160801b830481166004830152600160a81b9092049091166024820152604401610894565b600254600160801b900464ffffffffff16156126915760025461266f90600160c81b900463ffffffff166001613b07565b604051630420eaa760e41b815263ffffffff9091166004820152602401610894565b8054829082905f906126ad9084906001600160801b0316613b89565b92506101000a8154816001600160801b0302191690836001600160801b031602179055505050565b5f816001600160801b0316836001600160801b0316856001600160801b03166126fe9190613f3b565b61116a9190613f52565b5f805484919060109061272c908490600160801b90046001600160801b0316613b89565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550815f5f015f8282829054906101000a90046001600160801b03166127749190613b89565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550815f6004015f8282829054906101000a90046001600160801b03166127bd9190613e9a565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550806001600160801b03165f14611c585760038054829190601090612816908490600160801b90046001600160801b0316613e9a565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550505050565b600580548291905f9061285c9084906001600160801b0316613b89565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f5f015f8282829054906101000a90046001600160801b0316611cb09190613e9a565b60408051610120810182526006548152600754602080830191909152600854828401526009546001600160601b038082166060850152600160601b9091046001600160a01b039081166080850152600a5490811660a08501819052600160a01b820464ffffffffff1660c0860152600160c81b820463ffffffff1660e0860152600160e81b90910460ff1615156101008501525f908152601290925292812080549293851692909190612958908490613b23565b90915550506002805464ffffffffff60801b19169055606081015161297c90613076565b600280546001919060199061299f908490600160c81b900463ffffffff16613b07565b92506101000a81548163ffffffff021916908363ffffffff16021790555080606001516001600160601b03165f146129f2576004805464ffffffffff60a81b1916600160a81b4264ffffffffff16021790555b600d8054600e55815190819055600f54600254600354602080860151604080880151815193840196909652600160c81b90940463ffffffff169382019390935260608101949094526001600160801b0316608084015260a083015260c082015260e00160408051808303601f190181528282528051602091820120600f81905560025460e08601518651600354888601518988015163ffffffff9485168a52968901929092526001600160801b0316958701959095526060860194909452608085019290925260a0840152600160c81b900416907f1f0e44176c4ae8a43cbb981309b931e904c28092fd1ecfcadd91142927ed72869060c00160405180910390a28061010001511561103057611030611ba7565b6002805464ffffffffff60801b191690819055612b3190600160c81b900463ffffffff166001613b07565b600a546040805163ffffffff600160c81b90930483168152841515602082015292909116917f67a73c1d1d218185f2a52b9cbf78b26cac8708d617e2d59f6b6a4b03016fe460910160405180910390a250565b6040516001600160601b0319606084901b1660208201526001600160801b0319608083901b1660348201525f9060440160405160208183030381529060405280519060200120905092915050565b5f81815b84811015612c0a57612c0082878784818110612bf457612bf4613f65565b905060200201356130ed565b9150600101612bd6565b50949350505050565b600280548291905f90611cfa9084906001600160801b0316613e9a565b60605f612c48602d6001600160a01b0385163b613b5a565b67ffffffffffffffff811115612c6057612c60613c44565b6040519080825280601f01601f191660200182016040528015612c8a576020820181803683370190505b5090508051602d60208301853c92915050565b156106d757604051633ee5aeb560e01b815260040160405180910390fd5b80825d5050565b612cd0848484846001613119565b61204857604051635274afe760e01b81526001600160a01b0385166004820152602401610894565b5f808080612d07603486613f52565b9050612d14603486613f79565b15612d35576040516344c8a22d60e11b815260048101869052602401610894565b5f8167ffffffffffffffff811115612d4f57612d4f613c44565b604051908082528060200260200182016040528015612d78578160200160208202803683370190505b5090505f8267ffffffffffffffff811115612d9557612d95613c44565b604051908082528060200260200182016040528015612dbe578160200160208202803683370190505b5090505f80805b85811015612f4257365f8c8c60348502908092612de493929190613f8c565b90925090505f612df48284613fb3565b60601c90505f612e078360148187613f8c565b612e1091613fe9565b60801c90505f612e238460248188613f8c565b612e2c91613fe9565b60801c90506001600160a01b0380881690841611612e6057604051633a8bbdc560e11b815260048101879052602401610894565b8296505f8183019050805f03612e8c57604051631471359b60e01b815260048101889052602401610894565b6001600160801b03811115612eb75760405163773d8c4960e11b815260048101889052602401610894565b9b81019b8215612f0957612ece60245f8789613f8c565b604051612edc92919061401f565b60405180910390208b8a806001019b5081518110612efc57612efc613f65565b6020026020010181815250505b612f138482612b84565b8a8881518110612f2557612f25613f65565b602002602001018181525050505050505050806001019050612dc5565b50612f4d8483613186565b612f578487613186565b9750975050505050509250925092565b5f82821882841002821861121d565b600580548291905f90611cfa9084906001600160801b0316613e9a565b612fa08383836001613297565b611c5857604051635274afe760e01b81526001600160a01b0384166004820152602401610894565b5f80548291908190612fe49084906001600160801b0316613e9a565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f5f0160108282829054906101000a90046001600160801b031661302d9190613e9a565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550805f6001015f8282829054906101000a90046001600160801b0316611cfa9190613e9a565b5f80546001600160601b0383169190819061309b9084906001600160801b0316613b89565b92506101000a8154816001600160801b0302191690836001600160801b03160217905550806001600160601b03165f6003015f8282829054906101000a90046001600160801b0316611cfa9190613e9a565b5f818310613107575f82815260208490526040902061121d565b5f83815260208390526040902061121d565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316613175578383151615613169573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f815f0361319557505f610dab565b6001821115613275575f6131aa600284613f52565b90505f5b81811015613220576131fb8582600202815181106131ce576131ce613f65565b60200260200101518683600202600101815181106131ee576131ee613f65565b60200260200101516130ed565b85828151811061320d5761320d613f65565b60209081029190910101526001016131ae565b506002830660010361326e5783600184038151811061324157613241613f65565b602002602001015184828060010193508151811061326157613261613f65565b6020026020010181815250505b9150613195565b825f8151811061328757613287613f65565b6020026020010151905092915050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166132ed5783831516156132e1573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b60408051610120810182525f80825260208201819052918101829052606081018290526080810182905260a0810182905260c0810182905260e0810182905261010081019190915290565b6001600160a01b0381168114610819575f5ffd5b8035610b0781613344565b5f60208284031215613373575f5ffd5b813561121d81613344565b5f6020828403121561338e575f5ffd5b5035919050565b63ffffffff81168114610819575f5ffd5b8015158114610819575f5ffd5b8035610b07816133a6565b5f5f5f5f5f5f60a087890312156133d3575f5ffd5b86356133de81613395565b9550602087013567ffffffffffffffff8111156133f9575f5ffd5b8701601f81018913613409575f5ffd5b803567ffffffffffffffff81111561341f575f5ffd5b896020828401011115613430575f5ffd5b602091909101955093506040870135925060608701359150613454608088016133b3565b90509295509295509295565b5f5f60408385031215613471575f5ffd5b82359150602083013561348381613344565b809150509250929050565b5f5f6040838503121561349f575f5ffd5b82356134aa81613395565b91506020830135613483816133a6565b5f5f5f5f606085870312156134cd575f5ffd5b84356001600160801b03811681146134e3575f5ffd5b9350602085013567ffffffffffffffff8111156134fe575f5ffd5b8501601f8101871361350e575f5ffd5b803567ffffffffffffffff811115613524575f5ffd5b8760208260051b8401011115613538575f5ffd5b6020919091019350915061354e60408601613358565b905092959194509250565b634e487b7160e01b5f52602160045260245ffd5b602081016005831061358d57634e487b7160e01b5f52602160045260245ffd5b91905290565b81516001600160801b03168152610240810160208301516135bf60208401826001600160801b03169052565b5060408301516135da60408401826001600160801b03169052565b5060608301516135f3606084018264ffffffffff169052565b50608083015161360c608084018264ffffffffff169052565b5060a083015161362460a084018263ffffffff169052565b5060c083015161363f60c08401826001600160801b03169052565b5060e083015161365860e084018264ffffffffff169052565b5061010083015161367261010084018263ffffffff169052565b5061012083015161368c61012084018263ffffffff169052565b506101408301516136a96101408401826001600160801b03169052565b506101608301516136c66101608401826001600160801b03169052565b506101808301516136e36101808401826001600160801b03169052565b506101a08301516136fe6101a084018264ffffffffff169052565b506101c08301516137196101c084018264ffffffffff169052565b506101e08301516137346101e084018264ffffffffff169052565b506102008301516137516102008401826001600160801b03169052565b5061022083015161376e6102208401826001600160801b03169052565b5092915050565b5f5f60408385031215613786575f5ffd5b823561379181613395565b946020939093013593505050565b81516001600160a01b031681526102e0810160208301516137cb60208401826001600160a01b03169052565b5060408301516137e660408401826001600160a01b03169052565b50606083015161380160608401826001600160a01b03169052565b50608083015161381c60808401826001600160601b03169052565b5060a083015161383760a08401826001600160601b03169052565b5060c083015161385260c08401826001600160601b03169052565b5060e083015161386d60e08401826001600160601b03169052565b5061010083015161388861010084018264ffffffffff169052565b506101208301516138a261012084018263ffffffff169052565b506101408301516138bc61014084018263ffffffff169052565b506101608301516138d661016084018263ffffffff169052565b506101808301516138f061018084018263ffffffff169052565b506101a083015161390a6101a084018263ffffffff169052565b506101c08301516139246101c084018263ffffffff169052565b506101e083015161393e6101e084018263ffffffff169052565b5061020083015161395861020084018263ffffffff169052565b5061022083015161397261022084018263ffffffff169052565b5061024083015161398a61024084018261ffff169052565b506102608301516139a261026084018261ffff169052565b506102808301516139b861028084018215159052565b506102a08301516139ce6102a084018215159052565b506102c092830151919092015290565b5f5f5f5f5f60a086880312156139f2575f5ffd5b8535945060208601359350604086013560ff81168114613a10575f5ffd5b94979396509394606081013594506080013592915050565b8151815260208083015190820152604080830151908201526060808301516001600160601b0316908201526080808301516001600160a01b03169082015260a080830151610120830191613a86908401826001600160a01b03169052565b5060c0830151613a9f60c084018264ffffffffff169052565b5060e0830151613ab760e084018263ffffffff169052565b5061010083015161376e61010084018215159052565b8051610b0781613344565b5f60208284031215613ae8575f5ffd5b815161121d81613344565b634e487b7160e01b5f52601160045260245ffd5b63ffffffff8181168382160190811115610dab57610dab613af3565b80820180821115610dab57610dab613af3565b5f63ffffffff821663ffffffff8103613b5157613b51613af3565b60010192915050565b81810381811115610dab57610dab613af3565b63ffffffff8281168282160390811115610dab57610dab613af3565b6001600160801b038281168282160390811115610dab57610dab613af3565b634e487b7160e01b5f52601260045260245ffd5b5f6001600160601b03831680613bd457613bd4613ba8565b806001600160601b0384160491505092915050565b6001600160601b038181168382160190811115610dab57610dab613af3565b6001600160601b038281168282160390811115610dab57610dab613af3565b64ffffffffff8181168382160190811115610dab57610dab613af3565b634e487b7160e01b5f52604160045260245ffd5b6040516102e0810167ffffffffffffffff81118282101715613c8857634e487b7160e01b5f52604160045260245ffd5b60405290565b80516001600160601b0381168114610b07575f5ffd5b805164ffffffffff81168114610b07575f5ffd5b8051610b0781613395565b805161ffff81168114610b07575f5ffd5b8051610b07816133a6565b5f6102e0828403128015613cf1575f5ffd5b50613cfa613c58565b613d0383613acd565b8152613d1160208401613acd565b6020820152613d2260408401613acd565b6040820152613d3360608401613acd565b6060820152613d4460808401613c8e565b6080820152613d5560a08401613c8e565b60a0820152613d6660c08401613c8e565b60c0820152613d7760e08401613c8e565b60e0820152613d896101008401613ca4565b610100820152613d9c6101208401613cb8565b610120820152613daf6101408401613cb8565b610140820152613dc26101608401613cb8565b610160820152613dd56101808401613cb8565b610180820152613de86101a08401613cb8565b6101a0820152613dfb6101c08401613cb8565b6101c0820152613e0e6101e08401613cb8565b6101e0820152613e216102008401613cb8565b610200820152613e346102208401613cb8565b610220820152613e476102408401613cc3565b610240820152613e5a6102608401613cc3565b610260820152613e6d6102808401613cd4565b610280820152613e806102a08401613cd4565b6102a08201526102c0928301519281019290925250919050565b6001600160801b038181168382160190811115610dab57610dab613af3565b5f60208284031215613ec9575f5ffd5b5051919050565b63ffffffff891681528760208201526001600160601b038716604082015285606082015284608082015283151560a082015260e060c08201528160e082015281836101008301375f81830161010090810191909152601f909201601f19160101979650505050505050565b8082028115828204841417610dab57610dab613af3565b5f82613f6057613f60613ba8565b500490565b634e487b7160e01b5f52603260045260245ffd5b5f82613f8757613f87613ba8565b500690565b5f5f85851115613f9a575f5ffd5b83861115613fa6575f5ffd5b5050820193919092039150565b80356001600160601b0319811690601484101561376e576001600160601b031960149490940360031b84901b1690921692915050565b80356001600160801b0319811690601084101561376e576001600160801b031960109490940360031b84901b1690921692915050565b818382375f910190815291905056",
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
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,address,address,uint40,uint32,bool) p)
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
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,address,address,uint40,uint32,bool) p)
func (campaign *Campaign) TryPackPending() ([]byte, error) {
	return campaign.abi.Pack("pending")
}

// UnpackPending is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe20ccec3.
//
// Solidity: function pending() view returns((bytes32,bytes32,bytes32,uint96,address,address,uint40,uint32,bool) p)
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
// Solidity: function totals() view returns((uint128,uint128,uint128,uint40,uint40,uint32,uint128,uint40,uint32,uint32,uint128,uint128,uint128,uint40,uint40,uint40,uint128,uint128))
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
// Solidity: function totals() view returns((uint128,uint128,uint128,uint40,uint40,uint32,uint128,uint40,uint32,uint32,uint128,uint128,uint128,uint40,uint40,uint40,uint128,uint128))
func (campaign *Campaign) TryPackTotals() ([]byte, error) {
	return campaign.abi.Pack("totals")
}

// UnpackTotals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc038a38e.
//
// Solidity: function totals() view returns((uint128,uint128,uint128,uint40,uint40,uint32,uint128,uint40,uint32,uint32,uint128,uint128,uint128,uint40,uint40,uint40,uint128,uint128))
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
