// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaign} from "./ICampaign.sol";
import {Submissions} from "./Submissions.sol";

/// @title The bonds of a campaign's nodes
/// @notice A node key signs work and owns nothing, so others bond for it: whoever deposits owns that bond and alone
/// withdraws it. All bonds on a node are lost together, when
///
/// - two of its submissions contradict each other, at once, to whoever shows both signatures; or
/// - the arbitrator rules that an accusation with a bond is true:
///
///     none --accuse--> open --answered, or challengeWindow over--> ripe --rule--> guilty: slashed, accuser's bond back
///                                                                   |             innocent: accuser's bond is lost
///                                                                   +--arbitrationWindow over--> dropped: bond back
///
/// A slashed node takes no more bonds. Of what is lost, `reporterBps` goes to the reporter. The rest joins the campaign's
/// budget while it trains. After that it is for those who paid for the training, by what each has paid for (`spentOf`):
/// stakes that are left would be a wrong measure, because they may be the culprit's last unit.
///
/// Amounts are base units of the campaign's token. A bond that may be withdrawn soon is no security: look at `staying`.
interface IBondVault {
    /// @notice What is bonded on a node.
    struct Node {
        /// All bonds, those being withdrawn included: all of it can be slashed.
        uint120 bonded;
        /// The part that has been announced for withdrawal.
        uint120 leaving;
        /// Whether it was slashed.
        bool slashed;
    }

    /// @notice What one owner bonded on a node. Worth nothing once the node is slashed.
    struct Bond {
        uint96 amount;
        /// The part announced for withdrawal.
        uint96 leaving;
        /// When that part can be withdrawn.
        uint40 freeAt;
    }

    /// @notice An open accusation.
    struct Accusation {
        /// Zero = none is open.
        address accuser;
        /// When the arbitrator can no longer rule.
        uint40 ruleBy;
        /// Its number, from 1.
        uint32 number;
        /// Whether an owner of a bond has answered.
        bool answered;
    }

    /// @notice Not while the campaign is in this phase: nobody has been paid for anything yet.
    error WrongPhase(ICampaign.Phase phase);
    /// @notice The caller is not the account that may do this.
    error NotAllowed(address caller);
    /// @notice The amount is zero.
    error ZeroAmount();
    /// @notice Zero, or the vault itself.
    error BadReceiver(address to);
    /// @notice The token did not deliver exactly what was sent.
    error InexactTransfer(uint256 expected, uint256 received);
    /// @notice The node was slashed.
    error NodeSlashed(address node);
    /// @notice The caller has bonded less than that on the node.
    error InsufficientBond(uint256 bonded);
    /// @notice There is no bond on the node.
    error NothingBonded(address node);
    /// @notice Possible from `beginsAt`.
    error TooEarly(uint256 beginsAt);
    /// @notice Possible until `endedAt`.
    error TooLate(uint256 endedAt);
    /// @notice The two submissions do not contradict each other, or are not of one node, or not of this campaign.
    error NotConflicting();
    /// @notice No accusation with this number is open.
    error NotAccused(uint256 number);
    /// @notice An accusation is open already.
    error AlreadyAccused(address accuser);
    /// @notice Nobody has paid for any work: there is nobody whom a fault could have harmed.
    error NothingSpent();

    /// @notice `owner` bonded `amount` on `node`.
    event Deposited(address indexed node, address indexed owner, uint256 amount);
    /// @notice `owner` announced to withdraw `amount` from `freeAt` on.
    event Unbonding(address indexed node, address indexed owner, uint256 amount, uint256 freeAt);
    /// @notice `owner` withdrew `amount` to `to`.
    event Withdrawn(address indexed node, address indexed owner, address indexed to, uint256 amount);
    /// @notice `amount` on `node` was lost; `award` of it is the reporter's.
    event Slashed(address indexed node, address indexed reporter, uint256 amount, uint256 award);
    /// @notice `node` was accused; `evidence` is the SHA-256 of a document published elsewhere.
    event Accused(address indexed node, uint32 indexed number, address indexed accuser, bytes32 evidence);
    /// @notice An owner of a bond on `node` answered; `evidence` is the SHA-256 of a document published elsewhere.
    event Answered(address indexed node, uint32 indexed number, address indexed owner, bytes32 evidence);
    /// @notice The accusation is over: `guilty`, innocent (`ruled`), or dropped (neither).
    event Judged(address indexed node, uint32 indexed number, bool guilty, bool ruled);
    /// @notice `amount` of lost bonds went to the budget, or (`late`) to those who have paid for the training.
    event GivenBack(uint256 amount, bool late);
    /// @notice `account` was paid its credit at `to`.
    event CreditWithdrawn(address indexed account, address indexed to, uint256 amount);
    /// @notice `funder` was paid its part of late lost bonds at `to`.
    event Restituted(address indexed funder, address indexed to, uint256 amount);

    /// @notice Bonds `amount` of the caller, who has approved it, on `node`. Warning: it is lost if the node misbehaves,
    /// whoever else bonded on it.
    function deposit(address node, uint256 amount) external;

    /// @notice Announces that the caller withdraws `amount` of its bond on `node`; replaces its announcement.
    function unbond(address node, uint256 amount) external;

    /// @notice Pays the caller's announced and due bond on `node` to `to`. An accusation delays it by at most
    /// challengeWindow + arbitrationWindow, however many there are.
    function withdraw(address node, address to) external returns (uint256 amount);

    /// @notice Slashes the node that signed both submissions. Anyone.
    /// @param a A submission of this campaign, and `signatureA` of 65 bytes r | s | v, as the ledger has it.
    /// @param b Another answer for the same attempt at the same task.
    function slash(
        Submissions.Submission calldata a,
        bytes calldata signatureA,
        Submissions.Submission calldata b,
        bytes calldata signatureB
    ) external;

    /// @notice Accuses `node` of a fault that needs a judge, and locks `bond` of the campaign's terms. Anyone.
    /// @param evidence SHA-256 of a document that says what the fault is.
    /// @return number The number of the accusation.
    function accuse(address node, bytes32 evidence) external returns (uint32 number);

    /// @notice Answers an accusation, within challengeWindow. Owners of a bond on the node, once.
    function answer(address node, uint32 number, bytes32 evidence) external;

    /// @notice Rules on an accusation that is answered or whose challengeWindow is over. Arbitrator only.
    function rule(address node, uint32 number, bool guilty) external;

    /// @notice Drops an accusation on which the arbitrator was silent: the accuser's bond goes back. Anyone.
    function drop(address node) external;

    /// @notice Pays the caller its awards and returned bonds to `to`.
    function withdrawCredit(address to) external returns (uint256 amount);

    /// @notice Pays the caller its part of bonds that were lost after the training: late × spentOf ÷ earned, rounded down,
    /// less what it was paid before.
    function restitution(address to) external returns (uint256 amount);

    /// @notice The campaign.
    function campaign() external view returns (ICampaign);

    /// @notice What is bonded on a node.
    function nodeOf(address node) external view returns (Node memory);

    /// @notice What is bonded on a node and not announced for withdrawal: what to look at before trusting it.
    function staying(address node) external view returns (uint256);

    /// @notice What `owner` bonded on a node.
    function bondOf(address node, address owner) external view returns (Bond memory);

    /// @notice The open accusation of a node.
    function accusationOf(address node) external view returns (Accusation memory);

    /// @notice What an account can withdraw.
    function creditOf(address account) external view returns (uint256);

    /// @notice Sum of all bonds lost after the training, for those who paid for it.
    function late() external view returns (uint256);

    /// @notice What a funder has been paid of that.
    function restitutedTo(address funder) external view returns (uint256);

    /// @notice What a signature of `s` covers.
    function digest(Submissions.Submission calldata s) external pure returns (bytes32);
}
