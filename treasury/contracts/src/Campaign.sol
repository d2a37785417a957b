// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICampaign} from "./ICampaign.sol";
import {CampaignFactory} from "./CampaignFactory.sol";
import {Ledger} from "./Ledger.sol";
import {Rows} from "./Rows.sol";

/// @title Campaign
/// @notice See ICampaign. The powers, all of them:
///
/// - creator: starts the training before the deadline once the goal is reached. Nothing else.
/// - poster: posts epochs, at most `epochCap` each, with a bond. Cannot drop or lower anyone, nor replace an epoch.
/// - arbitrator: one bit per challenged epoch. Receives nothing; silence voids the epoch.
/// - funder: pledges; takes its share back while the money is not committed, and with notice while it is.
/// - contributor: claims what its row says, to an address of its choice.
/// - anyone: challenges with a bond, starts at the deadline, settles, closes, adds to the budget; posts epochs like the
///   poster, once `posterGrace` (if the terms have one) has passed without a paying epoch.
///
/// Creator, poster and arbitrator together can move at most `epochCap` in each `challengeWindow`, and only to claimants.
/// Nobody else has any: there is no owner, pause, upgrade or sweep, and tokens leave only by `refund`, `claim` and
/// `withdrawCredit`, each to an address that the owner of the position names.
///
/// @dev A clone per campaign; the terms are the clone's immutable arguments. The clone's target is fixed in its code and
/// this contract has no delegatecall, so it is no upgradable proxy. Every state change is nonReentrant and is made
/// before the token is called. Warning: while the token is being called the views already show the new state.
contract Campaign is ICampaign, Ledger, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    CampaignFactory private immutable FACTORY = CampaignFactory(msg.sender);

    /// Of the pending epoch while there is one (`Totals.dueAt`), and then of the last: to overwrite a slot costs a
    /// quarter of filling an empty one.
    Pending private _pending;
    mapping(address funder => Exit) private _exits;
    mapping(address funder => uint256) private _spent; // by the stake that has left

    /// @inheritdoc ICampaign
    bytes32 public root;
    /// @inheritdoc ICampaign
    bytes32 public previousRoot;
    /// @inheritdoc ICampaign
    bytes32 public lineage;
    /// @inheritdoc ICampaign
    mapping(address funder => uint256) public stakeOf;
    /// @inheritdoc ICampaign
    mapping(address account => uint256) public claimedBy;
    /// @inheritdoc ICampaign
    mapping(address account => uint256) public creditOf;

    // ------------------------------------------------------------------------------------------------ funders

    /// @inheritdoc ICampaign
    function pledge(uint256 amount) external nonReentrant {
        _pledge(terms(), amount);
    }

    /// @inheritdoc ICampaign
    function pledgeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        Terms memory t = terms();
        try IERC20Permit(address(t.token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _pledge(t, amount);
    }

    function _pledge(Terms memory t, uint256 amount) private {
        Phase p = _phase(t);
        if (p > Phase.Ready || block.timestamp >= t.deadline) revert WrongPhase(p);
        if (amount == 0) revert ZeroAmount();
        uint256 room = t.cap - _totals.budget; // nothing is spent before the start, so budget ≤ cap
        if (amount > room) revert CapExceeded(room);
        uint256 have = stakeOf[msg.sender];
        if (have == 0) _totals.funders += 1;
        stakeOf[msg.sender] = have + amount;
        _bookPledge(uint128(amount)); // ≤ cap
        emit Pledged(msg.sender, amount, _totals.budget);
        _pull(t.token, amount, _totals.budget); // before the start nothing else is owed
    }

    /// @inheritdoc ICampaign
    function refund(uint256 stake, address to) external nonReentrant returns (uint256 amount) {
        _settle();
        Terms memory t = terms();
        if (_closable(t)) _close();
        Phase p = _phase(t);
        if (stake == 0) revert ZeroAmount();
        if (p == Phase.Ready) revert WrongPhase(p);
        if (p == Phase.Active) _leave(stake);
        uint256 have = stakeOf[msg.sender];
        if (stake > have) revert InsufficientStake(have);
        stakeOf[msg.sender] = have - stake;
        if (have == stake && p == Phase.Pledging) _totals.funders -= 1;
        // Rounded down: amount × stakes ≤ budget × stake, so those who stay never lose by it.
        uint128 paid = _shareDown(_totals.budget, uint128(stake), _totals.stakes); // stake ≤ have ≤ cap
        uint128 spent = _shareDown(_totals.earned - _totals.spent, uint128(stake), _totals.stakes);
        _bookRefund(uint128(stake), paid, spent);
        if (spent != 0) _spent[msg.sender] += spent;
        amount = paid;
        emit Refunded(msg.sender, to, stake, amount);
        _push(t.token, to, amount);
    }

    /// Uses up the caller's announcement. Between epochs only: a reserved epoch may turn out void, and who left before
    /// would have left its part of it behind.
    function _leave(uint256 stake) private {
        Exit storage e = _exits[msg.sender];
        if (e.stake == 0) revert WrongPhase(Phase.Active);
        if (stake > e.stake) revert InsufficientStake(e.stake);
        if (block.timestamp < e.from || block.timestamp >= e.until) revert ExitNotDue(e.from, e.until);
        if (_totals.dueAt != 0) revert EpochPending(_totals.epoch + 1);
        e.stake -= uint128(stake);
    }

    /// @inheritdoc ICampaign
    function announceExit(uint256 stake) external nonReentrant {
        Terms memory t = terms();
        _require(t, Phase.Active);
        if (stake > stakeOf[msg.sender]) revert InsufficientStake(stakeOf[msg.sender]);
        uint40 from = uint40(block.timestamp + t.exitNotice);
        // Whatever is posted when the exit falls due is settled, and its door open for exitGap, before the exit lapses.
        uint40 until = from + t.challengeWindow + t.arbitrationWindow + t.exitGap;
        _exits[msg.sender] = Exit(uint128(stake), from, until);
        if (stake != 0) _totals.leavingUntil = until; // the latest: the terms are the same for all
        emit ExitAnnounced(msg.sender, stake, from, until);
    }

    /// @inheritdoc ICampaign
    function topUp(uint256 amount) external nonReentrant {
        Terms memory t = terms();
        _require(t, Phase.Active);
        if (amount == 0) revert ZeroAmount();
        if (_totals.stakes == 0) revert NoStake();
        _bookTopUp(amount.toUint128());
        emit ToppedUp(msg.sender, amount, _totals.budget);
        _pull(t.token, amount, _owed());
    }

    /// @inheritdoc ICampaign
    function start() external nonReentrant {
        Terms memory t = terms();
        _require(t, Phase.Ready);
        if (block.timestamp < t.deadline && _totals.budget < t.cap && msg.sender != t.creator) {
            revert NotAllowed(msg.sender);
        }
        _totals.startedAt = uint40(block.timestamp);
        _totals.progressAt = uint40(block.timestamp);
        emit Started(_totals.budget);
    }

    // ------------------------------------------------------------------------------------------------- epochs

    /// @inheritdoc ICampaign
    function postEpoch(uint32 epoch, bytes calldata rows, bytes32 checkpoint, bytes32 manifest, bool last)
        external
        nonReentrant
    {
        _settle();
        Terms memory t = terms();
        _mayPost(t);
        uint32 next = _totals.epoch + 1;
        if (_totals.dueAt != 0) revert EpochPending(next);
        if (epoch != next) revert WrongEpoch(next);
        Pending memory p = _checked(t, rows);
        p.checkpoint = checkpoint;
        p.manifest = manifest;
        p.finalAt = uint40(block.timestamp + t.challengeWindow);
        p.posting = ++_totals.postings;
        p.last = last;
        p.poster = msg.sender;
        _pending = p;
        _totals.dueAt = p.finalAt;
        _announce(p, rows);
        _lock(t);
    }

    /// Who and when.
    function _mayPost(Terms memory t) private view {
        bool idle = t.posterGrace != 0 && block.timestamp >= uint256(_totals.progressAt) + t.posterGrace;
        if (msg.sender != t.poster && !idle) revert NotAllowed(msg.sender);
        _require(t, Phase.Active);
        if (_totals.stakes == 0) revert NoStake(); // a lost bond would have nobody to go to
        uint256 end = uint256(_totals.startedAt) + t.maxDuration;
        if (block.timestamp > end) revert TooLate(end);
        uint256 door = uint256(_totals.settledAt) + t.exitGap;
        if (block.timestamp < door && block.timestamp < _totals.leavingUntil) revert TooEarly(door);
    }

    function _announce(Pending memory p, bytes calldata rows) private {
        uint32 epoch = _totals.epoch + 1;
        emit EpochPosted(epoch, p.posting, p.root, p.increment, p.checkpoint, p.manifest, p.last, rows);
    }

    /// The root and the sum of rows that continue the current root and that the terms and the budget can bear.
    function _checked(Terms memory t, bytes calldata rows) private view returns (Pending memory p) {
        (bytes32 oldRoot, bytes32 newRoot, uint256 increment) = Rows.transition(rows);
        if (oldRoot != root) revert WrongPreviousRoot(root, oldRoot);
        if (increment > t.epochCap) revert EpochCapExceeded(increment, t.epochCap);
        if (increment > _totals.budget) revert BudgetExceeded(increment, _totals.budget);
        p.root = newRoot;
        p.increment = uint96(increment); // ≤ epochCap
    }

    /// @inheritdoc ICampaign
    function challenge(uint32 posting, bytes32 evidence) external nonReentrant {
        Terms memory t = terms();
        if (_totals.dueAt == 0 || _pending.posting != posting) revert NotPending(posting);
        if (_pending.challenger != address(0)) revert AlreadyChallenged(_pending.challenger);
        if (block.timestamp >= _pending.finalAt) revert TooLate(_pending.finalAt);
        _pending.challenger = msg.sender;
        _totals.dueAt = uint40(block.timestamp + t.arbitrationWindow);
        emit EpochChallenged(_totals.epoch + 1, posting, msg.sender, evidence);
        _lock(t);
    }

    /// @inheritdoc ICampaign
    function rule(uint32 posting, bool stands) external nonReentrant {
        Terms memory t = terms();
        if (msg.sender != t.arbitrator) revert NotAllowed(msg.sender);
        address challenger = _pending.challenger;
        uint256 ruleBy = _totals.dueAt;
        if (ruleBy == 0 || challenger == address(0) || _pending.posting != posting) revert NotPending(posting);
        if (block.timestamp >= ruleBy) revert TooLate(ruleBy);
        // Now, not when the window ended: nobody could leave before the ruling.
        _totals.settledAt = uint40(block.timestamp);
        if (stands) {
            _pending.challenger = address(0);
            _totals.dueAt = _pending.finalAt;
            _bookForfeit(t.bond);
            emit EpochUpheld(_totals.epoch + 1, posting, challenger);
            if (settleable()) _finalize(t.bond);
        } else {
            uint96 award = t.bond / 2; // rounded down; the odd unit joins the budget
            creditOf[challenger] += t.bond + award;
            _bookForfeit(t.bond - award);
            _void(true);
        }
    }

    /// @inheritdoc ICampaign
    function settle() external nonReentrant {
        if (!_settle()) revert NotDue();
    }

    /// @inheritdoc ICampaign
    function close() external nonReentrant {
        bool settled = _settle();
        if (_closable(terms())) _close();
        else if (!settled) revert NotDue();
    }

    function _settle() private returns (bool) {
        if (!settleable()) return false;
        uint96 bond = terms().bond;
        address challenger = _pending.challenger;
        _totals.settledAt = _totals.dueAt;
        if (challenger == address(0)) {
            _finalize(bond);
        } else {
            creditOf[challenger] += bond;
            creditOf[_pending.poster] += bond;
            _void(false);
        }
        return true;
    }

    function _finalize(uint96 bond) private {
        Pending memory p = _pending;
        creditOf[p.poster] += bond;
        _totals.dueAt = 0;
        _bookEpoch(p.increment);
        _totals.epoch += 1;
        // An epoch that pays nobody is no progress: nobody can keep a campaign from stalling with those.
        if (p.increment != 0) _totals.progressAt = uint40(block.timestamp);
        previousRoot = root;
        root = p.root;
        lineage = keccak256(abi.encode(lineage, _totals.epoch, p.root, _totals.earned, p.checkpoint, p.manifest));
        emit EpochFinalized(_totals.epoch, p.posting, p.root, _totals.earned, p.checkpoint, p.manifest, lineage);
        if (p.last) _close();
    }

    function _void(bool ruled) private {
        _totals.dueAt = 0;
        emit EpochVoided(_totals.epoch + 1, _pending.posting, ruled);
    }

    function _close() private {
        _totals.closedAt = uint40(block.timestamp);
        emit Closed(_totals.budget);
    }

    // ------------------------------------------------------------------------------------------- contributors

    /// @inheritdoc ICampaign
    function claim(uint128 cumulative, bytes32[] calldata proof, address to)
        external
        nonReentrant
        returns (uint256 amount)
    {
        _settle();
        bytes32 proven = MerkleProof.processProofCalldata(proof, Rows.leaf(msg.sender, cumulative));
        // Rows never fall, so a claim against the previous root pays no more than one against the current root.
        if (proven != root && proven != previousRoot) revert InvalidProof();
        uint256 before = claimedBy[msg.sender];
        if (cumulative <= before) revert NothingToClaim(before);
        amount = cumulative - before;
        claimedBy[msg.sender] = cumulative;
        _bookClaim(uint128(amount)); // ≤ cumulative
        emit Claimed(msg.sender, to, amount);
        _push(_token(), to, amount);
    }

    /// @inheritdoc ICampaign
    function withdrawCredit(address to) external nonReentrant returns (uint256 amount) {
        _settle();
        amount = creditOf[msg.sender];
        if (amount == 0) revert ZeroAmount();
        creditOf[msg.sender] = 0;
        _bookCredit(uint128(amount)); // part of bonds
        emit CreditWithdrawn(msg.sender, to, amount);
        _push(_token(), to, amount);
    }

    // -------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ICampaign
    function terms() public view returns (Terms memory) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (Terms));
    }

    /// @inheritdoc ICampaign
    function phase() external view returns (Phase) {
        return _phase(terms());
    }

    /// @inheritdoc ICampaign
    function totals() external view returns (Totals memory) {
        return _totals;
    }

    /// @inheritdoc ICampaign
    function pending() external view returns (Pending memory p) {
        if (_totals.dueAt != 0) p = _pending;
    }

    /// @inheritdoc ICampaign
    function exitOf(address funder) external view returns (Exit memory) {
        return _exits[funder];
    }

    /// @inheritdoc ICampaign
    function spentOf(address funder) external view returns (uint256) {
        uint128 stake = uint128(stakeOf[funder]); // ≤ cap
        if (stake == 0) return _spent[funder];
        return _spent[funder] + _shareDown(_totals.earned - _totals.spent, stake, _totals.stakes);
    }

    /// @inheritdoc ICampaign
    function vault() external view returns (address) {
        return FACTORY.vaultOf(address(this));
    }

    /// @inheritdoc ICampaign
    function shares() external view returns (address) {
        return FACTORY.sharesOf(address(this));
    }

    /// @inheritdoc ICampaign
    function settleable() public view returns (bool) {
        uint256 dueAt = _totals.dueAt;
        return dueAt != 0 && block.timestamp >= dueAt;
    }

    /// @inheritdoc ICampaign
    function closable() external view returns (bool) {
        return _closable(terms());
    }

    // No balance is compared, and time only with sums of times: nobody can miss the equalities by a hair.
    // slither-disable-next-line incorrect-equality
    function _closable(Terms memory t) private view returns (bool) {
        if (_totals.startedAt == 0 || _totals.closedAt != 0 || _totals.dueAt != 0) return false;
        return block.timestamp > uint256(_totals.progressAt) + t.stallTimeout
            || block.timestamp > uint256(_totals.startedAt) + t.maxDuration || _totals.budget == 0;
    }

    function _phase(Terms memory t) private view returns (Phase) {
        if (_totals.closedAt != 0) return Phase.Closed;
        if (_totals.startedAt != 0) return Phase.Active;
        bool funded = _totals.budget >= t.goal;
        if (block.timestamp < t.deadline) return funded ? Phase.Ready : Phase.Pledging;
        if (funded && block.timestamp < uint256(t.deadline) + t.startGrace) return Phase.Ready;
        return Phase.Failed;
    }

    function _require(Terms memory t, Phase wanted) private view {
        Phase p = _phase(t);
        if (p != wanted) revert WrongPhase(p);
    }

    // ------------------------------------------------------------------------------------------ token movement

    /// Locks a bond of the caller, out of its credit first.
    function _lock(Terms memory t) private {
        uint256 used = Math.min(creditOf[msg.sender], t.bond);
        creditOf[msg.sender] -= used;
        uint256 fresh = t.bond - used;
        if (fresh == 0) return;
        _bookBond(uint128(fresh)); // ≤ bond
        _pull(t.token, fresh, _owed());
    }

    /// The token alone, which comes first in the terms: who is paid should not pay for reading all of them.
    function _token() private view returns (IERC20) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (IERC20));
    }

    /// Takes `amount` from the caller, after which the campaign has to hold `owed`.
    function _pull(IERC20 token, uint256 amount, uint256 owed) private {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        if (received != amount) revert InexactTransfer(amount, received);
        // A token that shrinks balances: nobody new is drawn into the loss.
        if (before + received < owed) revert Underfunded(before + received, owed);
    }

    function _push(IERC20 token, address to, uint256 amount) private {
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
        if (amount != 0) token.safeTransfer(to, amount);
    }
}
