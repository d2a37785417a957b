// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title One campaign: funders pledge tokens, verified work is paid from them, the rest goes back
/// @notice Amounts are base units of `Terms.token`. Times are seconds since 1970; durations are seconds.
///
/// Phases are arithmetic on time and totals:
///
///     Pledging --goal reached--> Ready --start--> Active --last epoch, stall, time up, budget spent--> Closed
///        |                         |
///        +--deadline, goal missed--+--nobody started within startGrace--> Failed
///
/// Funders can take their money back in Pledging, Failed and Closed; in Ready it is committed; in Active they leave with
/// notice, between epochs, with their part of what is not spent:
///
///     announceExit --exitNotice--> due --challengeWindow + arbitrationWindow + exitGap--> lapsed (announce again)
///
/// While anybody is leaving, no epoch is posted for `exitGap` after each settlement: there is a door after every epoch.
/// An epoch is posted with its rows, may be challenged, and becomes final or void:
///
///     none --postEpoch--> pending --window over--> final
///                          ^  +--challenge--> ruled void, or silence --> void (the same epoch may be posted again)
///                          +--ruled to stand--+  (final at once if the challenge window is over)
///
/// No epoch is final before its challenge window is over, whoever rules what: at most `epochCap` leaves the budget in
/// each `challengeWindow`.
///
/// @dev Warning: the contract cannot know whether rewards reflect verified work. It guarantees sums, ceilings, monotony and
/// data availability; the correctness of the rows is what a challenge disputes. See SECURITY.md.
interface ICampaign {
    /// @notice The phases, in order.
    enum Phase {
        Pledging,
        Ready,
        Active,
        Closed,
        Failed
    }

    /// @notice What a campaign is; part of its code, so nobody can ever change it.
    struct Terms {
        /// The ERC-20 token of pledges, bonds and rewards. Fee-on-transfer tokens are refused when they take a fee.
        /// Warning: a rebasing token can lose funds.
        IERC20 token;
        /// Who created the campaign; set by the factory. May start it before the deadline once the goal is reached.
        address creator;
        /// Who posts epochs, with a bond.
        address poster;
        /// Who rules on a challenged epoch.
        address arbitrator;
        /// The least that must be pledged by the deadline.
        uint96 goal;
        /// The most that can be pledged.
        uint96 cap;
        /// The most that one epoch can pay.
        uint96 epochCap;
        /// Locked by the poster for each epoch and by a challenger.
        uint96 bond;
        /// When pledging ends.
        uint40 deadline;
        /// For how long after the deadline a funded campaign can still be started.
        uint32 startGrace;
        /// For how long a posted epoch can be challenged.
        uint32 challengeWindow;
        /// For how long the arbitrator can rule on a challenged epoch.
        uint32 arbitrationWindow;
        /// Without a final epoch that pays for this long anyone can close the campaign.
        uint32 stallTimeout;
        /// This long after the start anyone can close the campaign.
        uint32 maxDuration;
        /// From the announcement of an exit to the exit.
        uint32 exitNotice;
        /// For how long after each settlement no epoch is posted while anybody is leaving.
        uint32 exitGap;
        /// Without a paying epoch for this long anyone can post, with a bond; 0 = only the poster ever.
        uint32 posterGrace;
        /// From the announcement to the withdrawal of a node's bond: see IBondVault.
        uint32 unbondDelay;
        /// Part of the model shares that goes to funders, in ten-thousandths; the rest to contributors.
        uint16 fundersBps;
        /// Part of a slashed bond that goes to whoever proved the fault, in ten-thousandths.
        uint16 reporterBps;
        /// Whether model shares can be transferred.
        bool transferable;
        /// Whether model shares take revenue.
        bool revenue;
        /// SHA-256 of the campaign's spec: model, data, verification rule, prices.
        bytes32 spec;
    }

    /// @notice The account of the whole campaign.
    /// @dev Always: token balance ≥ budget + (earned − claimed) + bonds, equal unless somebody sent tokens by hand.
    /// Always: pledged + forfeited = budget + earned + refunded.
    /// The order packs what one action touches into few slots: a pledge the first two, a claim the third.
    struct Totals {
        /// Unspent tokens of the funders.
        uint128 budget;
        /// Sum of the funders' stakes.
        uint128 stakes;
        /// Sum of all pledges ever made.
        uint128 pledged;
        /// When the training started; 0 = not.
        uint40 startedAt;
        /// When the campaign was closed; 0 = not.
        uint40 closedAt;
        /// How many accounts backed the campaign: those with a stake when pledging ended.
        uint32 funders;
        /// Sum of all paid rewards.
        uint128 claimed;
        /// When `settle` decides on the pending epoch; 0 = none is pending.
        uint40 dueAt;
        /// How many postings there have been, void ones included.
        uint32 postings;
        /// The number of the last final epoch; 0 = none.
        uint32 epoch;
        /// Sum of all final rewards.
        uint128 earned;
        /// The part of `earned` that was borne by stakes which have left.
        uint128 spent;
        /// Sum of all refunds ever paid.
        uint128 refunded;
        /// When the last epoch was settled; 0 = never.
        uint40 settledAt;
        /// When the training started or the last epoch that pays became final.
        uint40 progressAt;
        /// Until when announced exits can be made: the latest of all.
        uint40 leavingUntil;
        /// Bonds held: locked ones and credit.
        uint128 bonds;
        /// Bonds lost in rulings and `topUp`s, which joined the budget.
        uint128 forfeited;
    }

    /// @notice The epoch in its challenge or arbitration window; all zero when there is none.
    struct Pending {
        /// The root it would establish.
        bytes32 root;
        /// SHA-256 of the checkpoint at the epoch's end.
        bytes32 checkpoint;
        /// SHA-256 of the ledger's head at the epoch's end.
        bytes32 manifest;
        /// The sum of its rewards, reserved from the budget.
        uint96 increment;
        /// Who challenged it, so that the arbitrator has until `Totals.dueAt` to rule; zero = nobody.
        address challenger;
        /// Who posted it.
        address poster;
        /// When it can no longer be challenged; 0 = there is no pending epoch.
        uint40 finalAt;
        /// Number of the posting, from 1; names it in `challenge` and `rule`.
        uint32 posting;
        /// Whether it ends the campaign.
        bool last;
    }

    /// @notice An announced exit.
    struct Exit {
        /// How much stake may leave.
        uint128 stake;
        /// From when on.
        uint40 from;
        /// Until when, exclusive.
        uint40 until;
    }

    /// @notice Not possible in this phase.
    error WrongPhase(Phase phase);
    /// @notice The caller is not the account that may do this.
    error NotAllowed(address caller);
    /// @notice The amount is zero.
    error ZeroAmount();
    /// @notice The receiver is the zero address or the campaign itself.
    error BadReceiver(address to);
    /// @notice The pledge exceeds what the cap leaves room for.
    error CapExceeded(uint256 room);
    /// @notice The token did not deliver exactly what was sent: it takes a fee, or worse.
    error InexactTransfer(uint256 expected, uint256 received);
    /// @notice The campaign holds less than it owes: the token took some away. Nothing more is taken in.
    error Underfunded(uint256 held, uint256 owed);
    /// @notice The caller has less stake than that.
    error InsufficientStake(uint256 stake);
    /// @notice There is no stake that could bear it.
    error NoStake();
    /// @notice The announced exit can be made from `from` until `until`.
    error ExitNotDue(uint256 from, uint256 until);
    /// @notice An epoch is pending.
    error EpochPending(uint256 epoch);
    /// @notice No epoch is pending under that posting number.
    error NotPending(uint256 posting);
    /// @notice Epochs are posted one after the other: `expected` is next.
    error WrongEpoch(uint256 expected);
    /// @notice The epoch pays more than the terms allow.
    error EpochCapExceeded(uint256 increment, uint256 epochCap);
    /// @notice The epoch pays more than is left.
    error BudgetExceeded(uint256 increment, uint256 budget);
    /// @notice The `before` column does not give the current root: a contributor is missing, new or changed.
    error WrongPreviousRoot(bytes32 expected, bytes32 given);
    /// @notice The time for this begins at `beginsAt`.
    error TooEarly(uint256 beginsAt);
    /// @notice The time for this ended at `endedAt`.
    error TooLate(uint256 endedAt);
    /// @notice The epoch has already been challenged.
    error AlreadyChallenged(address challenger);
    /// @notice Nothing to settle or close yet.
    error NotDue();
    /// @notice The proof does not lead to the current or the previous root.
    error InvalidProof();
    /// @notice Everything under this proof has been claimed.
    error NothingToClaim(uint256 claimed);

    /// @notice `funder` pledged `amount`; `budget` is the sum so far.
    event Pledged(address indexed funder, uint256 amount, uint256 budget);
    /// @notice `funder` gave up `stake` and `amount` went to `to`.
    event Refunded(address indexed funder, address indexed to, uint256 stake, uint256 amount);
    /// @notice `funder` announced that `stake` leaves, which it can from `from` until `until`; zero stake withdraws it.
    event ExitAnnounced(address indexed funder, uint256 stake, uint256 from, uint256 until);
    /// @notice `from` gave `amount` to the budget.
    event ToppedUp(address indexed from, uint256 amount, uint256 budget);
    /// @notice The training started.
    event Started(uint256 budget);
    /// @notice An epoch was posted. The rows are in the log so that anyone can rebuild every proof from the chain alone.
    event EpochPosted(
        uint32 indexed epoch,
        uint32 posting,
        bytes32 root,
        uint256 increment,
        bytes32 checkpoint,
        bytes32 manifest,
        bool last,
        bytes rows
    );
    /// @notice The pending epoch was challenged; `evidence` is the SHA-256 of a document published elsewhere.
    event EpochChallenged(uint32 indexed epoch, uint32 posting, address indexed challenger, bytes32 evidence);
    /// @notice The challenge failed: the arbitrator let the epoch stand.
    event EpochUpheld(uint32 indexed epoch, uint32 posting, address indexed challenger);
    /// @notice The pending epoch is void: ruled so, or (`ruled` false) the arbitrator was silent.
    event EpochVoided(uint32 indexed epoch, uint32 posting, bool ruled);
    /// @notice An epoch is final. `lineage` chains every final epoch: see `lineage`.
    event EpochFinalized(
        uint32 indexed epoch,
        uint32 posting,
        bytes32 root,
        uint256 earned,
        bytes32 checkpoint,
        bytes32 manifest,
        bytes32 lineage
    );
    /// @notice `account` was paid `amount` of its rewards at `to`.
    event Claimed(address indexed account, address indexed to, uint256 amount);
    /// @notice The campaign is over; `budget` can be refunded.
    event Closed(uint256 budget);
    /// @notice `account` took back `amount` of bonds at `to`.
    event CreditWithdrawn(address indexed account, address indexed to, uint256 amount);

    /// @notice Pledges `amount` from the caller, who has approved it. Only in Pledging and Ready, before the deadline.
    function pledge(uint256 amount) external;

    /// @notice Pledges `amount` from the caller with a signed ERC-2612 permit.
    /// @dev A permit that fails is ignored, because anyone may have used it first; the transfer decides.
    function pledgeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Takes `stake` of the caller out of the campaign: pays budget × stake ÷ stakes, rounded down, to `to`, and
    /// notes (earned − spent) × stake ÷ stakes, rounded down, as what that stake has paid for. The last stake takes the
    /// whole rest of both. In Pledging, Failed and Closed; in Active only while an announced exit is due and no epoch is
    /// pending. Settles and closes first what is due.
    /// @return amount What was paid.
    function refund(uint256 stake, address to) external returns (uint256 amount);

    /// @notice Announces that `stake` of the caller will leave a running training; replaces the caller's announcement, and
    /// zero withdraws it. Until the exit the stake bears its part of what is earned. Only in Active.
    function announceExit(uint256 stake) external;

    /// @notice Gives `amount` of the caller to the budget, for no stake: the way of slashed bonds. Only in Active.
    function topUp(uint256 amount) external;

    /// @notice Starts the training of a Ready campaign: anyone once the deadline has passed or the cap is reached, the
    /// creator before that.
    function start() external;

    /// @notice Posts epoch `epoch`, which must be the last final one plus 1. Poster only, or anyone once `posterGrace`
    /// has passed without a paying epoch; locks the caller's bond, from its credit first.
    /// @param epoch The number of the epoch.
    /// @param rows Every account that has ever earned, and new ones: see Rows. Empty if nobody ever has.
    /// @param checkpoint SHA-256 of the checkpoint at the epoch's end.
    /// @param manifest SHA-256 of the ledger's head: the journal segment with the epoch's last row. Segments are chained,
    /// so it fixes every row, round and receipt before it.
    /// @param last Whether this epoch ends the campaign.
    function postEpoch(uint32 epoch, bytes calldata rows, bytes32 checkpoint, bytes32 manifest, bool last) external;

    /// @notice Challenges the pending epoch and locks a bond. Anyone, once per posting, inside the challenge window.
    /// @param posting The number of the posting meant, so that a late transaction cannot hit another one.
    /// @param evidence SHA-256 of a document that says what is wrong.
    function challenge(uint32 posting, bytes32 evidence) external;

    /// @notice Rules on the challenged epoch: it stands, and the challenger's bond joins the budget; or it is void, and
    /// half of the poster's bond, rounded down, goes to the challenger and the rest joins the budget. An epoch that stands
    /// is final at the end of its challenge window and can be challenged again until then. Arbitrator only.
    function rule(uint32 posting, bool stands) external;

    /// @notice Settles what time has decided: an unchallenged epoch after its window is final; one on which the
    /// arbitrator was silent is void and both bonds go back. Anyone.
    function settle() external;

    /// @notice Closes a campaign that has stalled, run out of time or out of budget. Anyone.
    function close() external;

    /// @notice Pays the caller what it has earned and not yet claimed to `to`.
    /// @param cumulative All the caller has ever earned, as in its row.
    /// @param proof Path to the current or the previous root.
    /// @return amount What was paid.
    function claim(uint128 cumulative, bytes32[] calldata proof, address to) external returns (uint256 amount);

    /// @notice Pays the caller its bonds that are no longer locked, and awards, to `to`.
    function withdrawCredit(address to) external returns (uint256 amount);

    /// @notice The terms.
    function terms() external view returns (Terms memory);

    /// @notice The phase now.
    function phase() external view returns (Phase);

    /// @notice The totals now.
    function totals() external view returns (Totals memory);

    /// @notice The pending epoch; all zero when there is none.
    function pending() external view returns (Pending memory);

    /// @notice Whether `settle` would do something now.
    function settleable() external view returns (bool);

    /// @notice Whether `close` would close the campaign now, after `settle`.
    function closable() external view returns (bool);

    /// @notice The root of cumulative rewards after the last final epoch; zero before the first.
    function root() external view returns (bytes32);

    /// @notice The root before that; proofs against it stay good.
    function previousRoot() external view returns (bytes32);

    /// @notice The hash chain of final epochs: keccak256(abi.encode(lineage, epoch, root, earned, checkpoint, manifest)),
    /// from zero.
    function lineage() external view returns (bytes32);

    /// @notice The stake of a funder.
    function stakeOf(address funder) external view returns (uint256);

    /// @notice The announced exit of a funder; all zero when there is none.
    function exitOf(address funder) external view returns (Exit memory);

    /// @notice The part of `earned` that a funder has paid for, rounded down. It never falls, and all parts together
    /// never exceed `earned`.
    function spentOf(address funder) external view returns (uint256);

    /// @notice The BondVault of this campaign.
    function vault() external view returns (address);

    /// @notice The ModelShares of this campaign.
    function shares() external view returns (address);

    /// @notice What an account has claimed so far.
    function claimedBy(address account) external view returns (uint256);

    /// @notice Bonds an account can withdraw or lock again.
    function creditOf(address account) external view returns (uint256);
}
