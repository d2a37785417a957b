// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IBondVault} from "./IBondVault.sol";
import {ICampaign} from "./ICampaign.sol";
import {Submissions} from "./Submissions.sol";

/// @title BondVault
/// @notice See IBondVault. The powers, all of them:
///
/// - owner of a bond: adds to it, withdraws it after `unbondDelay`, answers accusations of the node.
/// - anyone: bonds on a node, slashes with two contradicting signatures, accuses with a bond, drops what nobody ruled on.
/// - arbitrator: one bit per accusation, which can cost a node what is bonded on it and an accuser its bond. Receives
///   nothing; silence frees the accused.
///
/// Nobody else has any. Tokens leave only by `withdraw`, `withdrawCredit` and `restitution`, each for the caller's own
/// position, and by slashing, to the campaign's budget.
///
/// @dev A clone per campaign, with the campaign's address as its immutable argument; the terms are the campaign's.
contract BondVault is IBondVault, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;
    using Submissions for Submissions.Submission;

    mapping(address node => Node) private _nodes;
    mapping(address node => mapping(address owner => Bond)) private _bonds;
    mapping(address node => Accusation) private _accusations;
    uint32 private _lastNumber;

    /// @inheritdoc IBondVault
    uint256 public late;
    /// @inheritdoc IBondVault
    mapping(address funder => uint256) public restitutedTo;
    /// @inheritdoc IBondVault
    mapping(address account => uint256) public creditOf;

    // ------------------------------------------------------------------------------------------------- owners

    /// @inheritdoc IBondVault
    function deposit(address node, uint256 amount) external nonReentrant {
        if (amount == 0) revert ZeroAmount();
        if (node == address(0)) revert BadReceiver(node);
        if (_nodes[node].slashed) revert NodeSlashed(node);
        _bonds[node][msg.sender].amount += amount.toUint96();
        _nodes[node].bonded += uint120(amount); // < 2^96
        emit Deposited(node, msg.sender, amount);
        _pull(amount);
    }

    /// @inheritdoc IBondVault
    function unbond(address node, uint256 amount) external nonReentrant {
        Node storage n = _nodes[node];
        Bond storage b = _bonds[node][msg.sender];
        if (n.slashed) revert NodeSlashed(node);
        if (amount > b.amount) revert InsufficientBond(b.amount);
        n.leaving = n.leaving - b.leaving + uint120(amount); // ≤ bonded
        b.leaving = uint96(amount); // ≤ b.amount
        b.freeAt = uint40(block.timestamp + campaign().terms().unbondDelay);
        emit Unbonding(node, msg.sender, amount, b.freeAt);
    }

    /// @inheritdoc IBondVault
    function withdraw(address node, address to) external nonReentrant returns (uint256 amount) {
        _dropIfDue(node);
        if (_nodes[node].slashed) revert NodeSlashed(node);
        Bond storage b = _bonds[node][msg.sender];
        amount = b.leaving;
        if (amount == 0) revert ZeroAmount();
        uint256 freeAt = b.freeAt;
        if (_accusations[node].accuser != address(0)) freeAt += _trial(campaign().terms());
        if (block.timestamp < freeAt) revert TooEarly(freeAt);
        b.amount -= uint96(amount);
        b.leaving = 0;
        _nodes[node].bonded -= uint120(amount);
        _nodes[node].leaving -= uint120(amount);
        emit Withdrawn(node, msg.sender, to, amount);
        _push(to, amount);
    }

    // ----------------------------------------------------------------------------------------------- slashing

    /// @inheritdoc IBondVault
    function slash(
        Submissions.Submission calldata a,
        bytes calldata signatureA,
        Submissions.Submission calldata b,
        bytes calldata signatureB
    ) external nonReentrant {
        ICampaign.Terms memory t = _trained();
        address node = a.signer(signatureA);
        if (!a.conflict(b) || a.campaign != t.spec || node != b.signer(signatureB)) revert NotConflicting();
        if (_accusations[node].accuser != address(0)) _drop(node, t.bond);
        _slash(t, node, msg.sender);
    }

    /// @inheritdoc IBondVault
    function accuse(address node, bytes32 evidence) external nonReentrant returns (uint32 number) {
        ICampaign.Terms memory t = _trained();
        _dropIfDue(node);
        if (_nodes[node].bonded == 0) revert NothingBonded(node);
        if (_accusations[node].accuser != address(0)) revert AlreadyAccused(_accusations[node].accuser);
        number = ++_lastNumber;
        _accusations[node] = Accusation(msg.sender, uint40(block.timestamp + _trial(t)), number, false);
        emit Accused(node, number, msg.sender, evidence);
        _pull(t.bond);
    }

    /// @inheritdoc IBondVault
    function answer(address node, uint32 number, bytes32 evidence) external nonReentrant {
        Accusation storage c = _open(node, number);
        if (_bonds[node][msg.sender].amount == 0 || c.answered) revert NotAllowed(msg.sender);
        uint256 ripe = c.ruleBy - campaign().terms().arbitrationWindow;
        if (block.timestamp >= ripe) revert TooLate(ripe);
        c.answered = true;
        emit Answered(node, number, msg.sender, evidence);
    }

    /// @inheritdoc IBondVault
    function rule(address node, uint32 number, bool guilty) external nonReentrant {
        ICampaign.Terms memory t = campaign().terms();
        if (msg.sender != t.arbitrator) revert NotAllowed(msg.sender);
        Accusation memory c = _open(node, number);
        uint256 ripe = c.ruleBy - t.arbitrationWindow;
        if (!c.answered && block.timestamp < ripe) revert TooEarly(ripe);
        if (block.timestamp >= c.ruleBy) revert TooLate(c.ruleBy);
        delete _accusations[node];
        emit Judged(node, number, guilty, true);
        if (guilty) {
            creditOf[c.accuser] += t.bond;
            _slash(t, node, c.accuser);
        } else {
            _giveBack(t, t.bond);
        }
    }

    /// @inheritdoc IBondVault
    function drop(address node) external nonReentrant {
        if (!_dropIfDue(node)) revert NotAccused(_accusations[node].number);
    }

    function _dropIfDue(address node) private returns (bool due) {
        Accusation memory c = _accusations[node];
        due = c.accuser != address(0) && block.timestamp >= c.ruleBy;
        if (due) _drop(node, campaign().terms().bond);
    }

    function _drop(address node, uint256 bond) private {
        creditOf[_accusations[node].accuser] += bond;
        emit Judged(node, _accusations[node].number, false, false);
        delete _accusations[node];
    }

    function _slash(ICampaign.Terms memory t, address node, address reporter) private {
        uint256 amount = _nodes[node].bonded;
        if (amount == 0) revert NothingBonded(node);
        _nodes[node] = Node(0, 0, true);
        // Rounded down; the rest takes the remainder. Whatever part of the rest comes back to the owner as a funder, it
        // gets back no more than it had: the award and the rest together are the bond.
        uint256 award = amount * t.reporterBps / 10_000;
        creditOf[reporter] += award;
        emit Slashed(node, reporter, amount, award);
        _giveBack(t, amount - award);
    }

    /// Lost bonds go to whom the fault has harmed.
    function _giveBack(ICampaign.Terms memory t, uint256 amount) private {
        ICampaign c = campaign();
        ICampaign.Totals memory totals = c.totals();
        bool isLate = totals.stakes == 0 || c.phase() != ICampaign.Phase.Active;
        if (isLate && totals.earned == 0) revert NothingSpent();
        emit GivenBack(amount, isLate);
        if (isLate) {
            late += amount;
        } else {
            t.token.forceApprove(address(c), amount);
            c.topUp(amount);
        }
    }

    // ------------------------------------------------------------------------------------------------ payouts

    /// @inheritdoc IBondVault
    function withdrawCredit(address to) external nonReentrant returns (uint256 amount) {
        amount = creditOf[msg.sender];
        if (amount == 0) revert ZeroAmount();
        creditOf[msg.sender] = 0;
        emit CreditWithdrawn(msg.sender, to, amount);
        _push(to, amount);
    }

    /// @inheritdoc IBondVault
    function restitution(address to) external nonReentrant returns (uint256 amount) {
        if (late == 0) revert ZeroAmount();
        ICampaign c = campaign();
        // Bonds are lost late only when earned can no longer change, and spentOf never falls: nor does the product.
        amount = Math.mulDiv(late, c.spentOf(msg.sender), c.totals().earned) - restitutedTo[msg.sender];
        if (amount == 0) revert ZeroAmount();
        restitutedTo[msg.sender] += amount;
        emit Restituted(msg.sender, to, amount);
        _push(to, amount);
    }

    // -------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IBondVault
    function campaign() public view returns (ICampaign) {
        return ICampaign(address(bytes20(Clones.fetchCloneArgs(address(this)))));
    }

    /// @inheritdoc IBondVault
    function nodeOf(address node) external view returns (Node memory) {
        return _nodes[node];
    }

    /// @inheritdoc IBondVault
    function staying(address node) external view returns (uint256) {
        return _nodes[node].bonded - _nodes[node].leaving;
    }

    /// @inheritdoc IBondVault
    function bondOf(address node, address owner) external view returns (Bond memory) {
        return _bonds[node][owner];
    }

    /// @inheritdoc IBondVault
    function accusationOf(address node) external view returns (Accusation memory) {
        return _accusations[node];
    }

    /// @inheritdoc IBondVault
    function digest(Submissions.Submission calldata s) external pure returns (bytes32) {
        return s.digest();
    }

    /// The terms, once work has been done.
    function _trained() private view returns (ICampaign.Terms memory) {
        ICampaign.Phase p = campaign().phase();
        if (p != ICampaign.Phase.Active && p != ICampaign.Phase.Closed) revert WrongPhase(p);
        return campaign().terms();
    }

    function _open(address node, uint32 number) private view returns (Accusation storage c) {
        c = _accusations[node];
        if (c.accuser == address(0) || c.number != number) revert NotAccused(number);
    }

    /// The longest an accusation lasts.
    function _trial(ICampaign.Terms memory t) private pure returns (uint256) {
        return uint256(t.challengeWindow) + t.arbitrationWindow;
    }

    // ------------------------------------------------------------------------------------------ token movement

    function _pull(uint256 amount) private {
        IERC20 token = campaign().terms().token;
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        if (received != amount) revert InexactTransfer(amount, received);
    }

    function _push(address to, uint256 amount) private {
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
        campaign().terms().token.safeTransfer(to, amount);
    }
}
