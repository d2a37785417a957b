// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaign} from "./ICampaign.sol";

/// @title The books of a campaign: every change of its totals, one function each
/// @notice Holds, after every function, whatever calls it:
///
/// - pledged + forfeited = budget + earned + refunded;
/// - what came in − what went out = budget + (earned − claimed) + bonds, which is `_owed`.
///
/// No power, no token, no time: who may call what, and when, is the Campaign's.
abstract contract Ledger {
    ICampaign.Totals internal _totals;

    /// A pledge came in.
    function _bookPledge(uint128 amount) internal {
        _totals.budget += amount;
        _totals.stakes += amount;
        _totals.pledged += amount;
    }

    /// A stake left with `amount` of the budget; it had paid for `spent`.
    function _bookRefund(uint128 stake, uint128 amount, uint128 spent) internal {
        _totals.stakes -= stake;
        _totals.budget -= amount;
        _totals.refunded += amount;
        if (spent != 0) _totals.spent += spent;
    }

    /// An epoch became final.
    function _bookEpoch(uint96 increment) internal {
        _totals.budget -= increment;
        _totals.earned += increment;
    }

    /// A reward was paid. That no more is paid than earned is the Merkle proof's to show.
    function _bookClaim(uint128 amount) internal {
        _totals.claimed += amount;
    }

    /// A bond came in.
    function _bookBond(uint128 amount) internal {
        _totals.bonds += amount;
    }

    /// A bond went out.
    function _bookCredit(uint128 amount) internal {
        _totals.bonds -= amount;
    }

    /// A lost bond joined the budget.
    function _bookForfeit(uint128 amount) internal {
        _totals.bonds -= amount;
        _totals.budget += amount;
        _totals.forfeited += amount;
    }

    /// A gift came in for the budget.
    function _bookTopUp(uint128 amount) internal {
        _totals.budget += amount;
        _totals.forfeited += amount;
    }

    /// What the campaign has to hold.
    function _owed() internal view returns (uint256) {
        return uint256(_totals.budget) + (_totals.earned - _totals.claimed) + _totals.bonds;
    }

    /// whole × part ÷ parts, rounded down, for part ≤ parts and parts > 0: never more than whole, and all of it if part is
    /// parts. Both factors are below 2^128, so the product cannot overflow.
    function _shareDown(uint128 whole, uint128 part, uint128 parts) internal pure returns (uint128) {
        return uint128(uint256(whole) * part / parts);
    }
}
