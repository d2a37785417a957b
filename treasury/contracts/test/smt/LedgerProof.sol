// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ledger} from "../../src/Ledger.sol";

/// Every change of a campaign's books, in any order and with any amounts that do not revert, and what came in and went out.
/// The model checker proves the assertions for all sequences of calls; `make prove` runs it.
///
/// Assumed, because others than the books see to it: a refund is no more than the budget (_shareDown; checked arithmetic
/// refuses it anyway), and claims are no more than what was earned (the Merkle proof).
contract LedgerProof is Ledger {
    uint256 private came;
    uint256 private went;

    function pledge(uint96 amount) external {
        require(came < 1 << 120);
        _bookPledge(amount);
        came += amount;
        holds();
    }

    function refund(uint96 stake, uint128 amount, uint128 spent) external {
        require(amount <= _totals.budget);
        _bookRefund(stake, amount, spent);
        went += amount;
        holds();
    }

    function epoch(uint96 increment) external {
        _bookEpoch(increment);
        holds();
    }

    function claim(uint128 amount) external {
        require(amount <= _totals.earned - _totals.claimed);
        _bookClaim(amount);
        went += amount;
        holds();
    }

    function bond(uint96 amount) external {
        require(came < 1 << 120);
        _bookBond(amount);
        came += amount;
        holds();
    }

    function credit(uint128 amount) external {
        _bookCredit(amount);
        went += amount;
        holds();
    }

    function forfeit(uint96 amount) external {
        _bookForfeit(amount);
        holds();
    }

    function topUp(uint96 amount) external {
        require(came < 1 << 120);
        _bookTopUp(amount);
        came += amount;
        holds();
    }

    function holds() private view {
        uint256 budget = _totals.budget;
        uint256 earned = _totals.earned;
        assert(_totals.claimed <= earned);
        assert(came - went == budget + (earned - _totals.claimed) + _totals.bonds);
        assert(uint256(_totals.pledged) + _totals.forfeited == budget + earned + _totals.refunded);
    }
}

/// One refund: the share rounds down, and the last stake takes all.
contract ShareProof is Ledger {
    function share(uint32 whole, uint32 part, uint32 parts) external pure {
        require(0 < parts && part <= parts);
        uint256 paid = _shareDown(whole, part, parts);
        assert(paid <= whole);
        assert(paid * parts <= uint256(whole) * part);
        if (part == parts) assert(paid == whole);
    }
}
