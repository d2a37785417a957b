// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {ModelShares} from "../src/ModelShares.sol";
import {Rows} from "../src/Rows.sol";

/// ModelShares; see Shares.tree. Ann paid 120, Bob 180; Carl earned 100, Dora 200; 60 % are the funders'.
contract SharesTest is Base {
    function closed() internal {
        started();
        post(bytes.concat(row(CARL, 0, 100e6), row(DORA, 0, 200e6)), true);
        wait_(3 days);
        campaign.settle();
    }

    function claim(address who, uint128 mine, address other, uint128 theirs) internal {
        bytes32[] memory path = new bytes32[](1);
        path[0] = Rows.leaf(other, theirs);
        vm.prank(who);
        campaign.claim(mine, path, who);
    }

    function deposit(uint256 amount) internal {
        give(POSTER, amount);
        vm.prank(POSTER);
        shares.deposit(amount);
    }

    function claimRevenue(address who) internal returns (uint256) {
        vm.prank(who);
        return shares.claimRevenue(who);
    }

    /// Exact but for less than a unit, rounded down.
    function near(uint256 got, uint256 want, string memory what) internal pure {
        vm.assertLe(got, want, what);
        vm.assertGe(got + 1, want, what);
    }

    // ------------------------------------------------------------------------------------------------ mint

    function test_oneTokenSpentIsOneShare() public {
        closed();
        claim(CARL, 100e6, DORA, 200e6);
        claim(DORA, 200e6, CARL, 100e6);
        vm.assertEq(shares.mint(ANN), 72e6, "60% of 120");
        vm.assertEq(shares.mint(BOB), 108e6, "60% of 180");
        vm.assertEq(shares.mint(CARL), 40e6, "40% of 100");
        vm.assertEq(shares.mint(DORA), 80e6, "40% of 200");
        vm.assertEq(shares.totalSupply(), campaign.totals().earned, "one for one");
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NothingToMint.selector, 72e6));
        shares.mint(ANN);
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NothingToMint.selector, 0));
        shares.mint(CREATOR);
    }

    function test_refundsChangeNoShares() public {
        closed();
        uint256 due = shares.dueTo(ANN);
        refund(ANN, 600e6);
        vm.assertEq(shares.dueTo(ANN), due, "the same before and after");
        shares.mint(ANN);
        refund(BOB, 900e6);
        vm.assertEq(shares.dueTo(BOB), 108e6, "and for who refunds last");
    }

    function test_whoLeftEarlyOwnsWhatItPaidFor() public {
        started();
        post(row(CARL, 0, 300e6), false);
        vm.prank(ANN);
        campaign.announceExit(600e6);
        wait_(7 days);
        refund(ANN, 600e6);
        post(row(CARL, 300e6, 500e6), true);
        wait_(3 days);
        campaign.settle();
        vm.assertEq(shares.mint(ANN), 72e6, "of the 300 only");
        vm.assertEq(shares.mint(BOB), 408e6, "60% of 180 + 500");
    }

    function test_mintingAsClaimsComeIn() public {
        closed();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NothingToMint.selector, 0));
        shares.mint(CARL);
        claim(CARL, 100e6, DORA, 200e6);
        vm.assertEq(shares.mint(CARL), 40e6, "after the claim");
    }

    function test_mintBeforeTheEndIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.WrongPhase.selector, ICampaign.Phase.Active));
        shares.mint(ANN);
    }

    /// Ann mints what her whole stake has paid for, and leaves in parts, each rounded down: a unit that she has minted is Bob's
    /// by then. He is due 4, and 3 are left of what was spent.
    function test_mintingStopsAtTheSpending() public {
        ICampaign.Terms memory t = terms();
        t.fundersBps = 10_000;
        use(factory.create(t));
        give(POSTER, 1e9);
        pledge(ANN, 600e6);
        pledge(BOB, 400e6);
        vm.warp(t.deadline);
        campaign.start();
        post(row(CARL, 0, 7), true);
        wait_(3 days);
        campaign.settle();
        vm.assertEq(shares.mint(ANN), 4, "7 x 600 / 1000");
        refund(ANN, 300e6);
        for (uint256 i = 0; i < 3; ++i) {
            refund(ANN, 100e6);
        }
        vm.assertEq(campaign.spentOf(ANN), 3, "2 + 0 + 0 + 1");
        vm.assertEq(shares.dueTo(BOB), 4, "the rest");
        vm.assertEq(shares.mint(BOB), 3, "what is left");
        vm.assertEq(shares.totalSupply(), campaign.totals().earned, "no more than was spent");
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NothingToMint.selector, 3));
        shares.mint(BOB);
    }

    /// Whatever is paid, earned, left and split: never more shares than spending, and all but a unit a person.
    function testFuzz_sharesNeverExceedSpending(uint96 a, uint96 b, uint96 left, uint96 earned, uint16 bps) public {
        ICampaign.Terms memory t = terms();
        t.fundersBps = uint16(bound(bps, 0, 10_000));
        use(factory.create(t));
        give(POSTER, 1e9);
        uint256 stakeA = bound(a, 1, 2_500e6);
        uint256 stakeB = bound(b, 1_000e6, 2_500e6);
        pledge(ANN, stakeA);
        pledge(BOB, stakeB);
        campaign.start();
        uint256 one = bound(earned, 1, 500e6);
        post(row(CARL, 0, one), false);
        vm.prank(ANN);
        campaign.announceExit(stakeA);
        wait_(7 days);
        refund(ANN, bound(left, 1, stakeA));
        post(row(CARL, one, bound(earned / 3, 1, 400e6)), true);
        wait_(3 days);
        campaign.settle();
        uint256 total = campaign.totals().earned;
        vm.prank(CARL);
        campaign.claim(uint128(total), new bytes32[](0), CARL);
        uint256 due = shares.dueTo(ANN) + shares.dueTo(BOB) + shares.dueTo(CARL);
        vm.assertLe(due, total, "not more than was spent");
        vm.assertGe(due + 6, total, "and not less, but for rounding"); // 3 divisions of spending, 3 of shares
    }

    // --------------------------------------------------------------------------------------------- revenue

    /// The first to mint and the last get the same part of the revenue before, between and after.
    function test_lateMintersLoseNothing() public {
        closed();
        claim(CARL, 100e6, DORA, 200e6);
        deposit(30e6); // before anybody minted
        shares.mint(ANN);
        deposit(60e6);
        near(claimRevenue(ANN), 21.6e6, "72 of 300 of 90");
        wait_(1000 days);
        deposit(10e6);
        vm.assertEq(shares.mint(BOB), 108e6, "late");
        near(claimRevenue(BOB), 36e6, "108 of 300 of 100: all of it");
        near(claimRevenue(ANN), 2.4e6, "and Ann's rest");
        shares.mint(CARL);
        deposit(200e6);
        near(claimRevenue(CARL), 40e6, "40 of 300 of 300");
        claim(DORA, 200e6, CARL, 100e6);
        shares.mint(DORA);
        near(claimRevenue(DORA), 80e6, "80 of 300 of 300");
        near(token.balanceOf(ANN) + shares.revenueOf(ANN), 72e6, "72 of 300 of 300, paid and owed");
        near(token.balanceOf(BOB) + shares.revenueOf(BOB), 108e6, "108 of 300 of 300");
        vm.assertLe(token.balanceOf(address(shares)), 120e6 + 3, "and what rounding kept of three claims");
    }

    function test_revenueFollowsATransfer() public {
        closed();
        shares.mint(ANN);
        deposit(30e6);
        vm.prank(ANN);
        shares.transfer(CREATOR, 36e6);
        deposit(30e6);
        near(shares.revenueOf(ANN), 7.2e6 + 3.6e6, "hers until then, half of hers since");
        near(claimRevenue(CREATOR), 3.6e6, "since then");
        vm.expectRevert(abi.encodeWithSelector(ModelShares.ZeroAmount.selector));
        claimRevenue(CREATOR);
    }

    function testFuzz_revenueIsNeverPaidTwice(uint96 x, uint96 y, uint96 moved, bool early) public {
        closed();
        if (early) shares.mint(ANN);
        deposit(bound(x, 1, 1e20));
        if (!early) shares.mint(ANN);
        shares.mint(BOB);
        vm.prank(ANN);
        shares.transfer(BOB, bound(moved, 0, 72e6));
        deposit(bound(y, 1, 1e20));
        uint256 owed = shares.revenueOf(ANN) + shares.revenueOf(BOB);
        vm.assertLe(owed, shares.revenue() * 180e6 / 300e6, "no more than their shares' part");
        vm.assertGe(owed + 2, shares.revenue() * 180e6 / 300e6, "and no less, but for rounding");
    }

    function test_revenueThatTheTermsForbidIsRefused() public {
        ICampaign.Terms memory t = terms();
        t.revenue = false;
        use(factory.create(t));
        pledge(ANN, 5_000e6);
        campaign.start();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NoRevenue.selector));
        shares.deposit(1);
    }

    function test_revenueBeforeTheEndOrOfNothingIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.WrongPhase.selector, ICampaign.Phase.Active));
        shares.deposit(1);
        wait_(22 days);
        campaign.close();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.WrongPhase.selector, ICampaign.Phase.Closed));
        shares.deposit(1); // there will never be a share
    }

    function test_revenueOfZeroOrTooMuchIsRefused() public {
        closed();
        vm.expectRevert(abi.encodeWithSelector(ModelShares.ZeroAmount.selector));
        shares.deposit(0);
        vm.expectRevert(abi.encodeWithSelector(ModelShares.TooMuchRevenue.selector, type(uint128).max));
        shares.deposit(1 << 128);
        shares.mint(ANN);
        deposit(1e6);
        vm.expectRevert(abi.encodeWithSelector(ModelShares.BadReceiver.selector, address(0)));
        vm.prank(ANN);
        shares.claimRevenue(address(0));
    }

    function test_feeOnRevenueIsRefused() public {
        closed();
        give(POSTER, 100e6);
        token.setFee(100);
        vm.expectRevert(abi.encodeWithSelector(ModelShares.InexactTransfer.selector, 100e6, 99e6));
        vm.prank(POSTER);
        shares.deposit(100e6);
    }

    function test_tokenCannotReenterTheShares() public {
        closed();
        shares.mint(ANN);
        deposit(30e6);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(ModelShares.mint, (BOB));
        calls[1] = abi.encodeCall(ModelShares.deposit, (1));
        calls[2] = abi.encodeCall(ModelShares.claimRevenue, (BOB));
        for (uint256 i = 0; i < calls.length; ++i) {
            token.setCallback(address(shares), calls[i]);
            vm.expectPartialRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
            claimRevenue(ANN);
        }
        // Moving shares while revenue is paid: the payer's account is settled already.
        vm.prank(ANN);
        shares.approve(BOB, 72e6);
        token.setCallback(address(this), abi.encodeCall(this.moveAnns, ()));
        near(claimRevenue(ANN), 7.2e6, "hers");
        vm.assertEq(shares.revenueOf(BOB) + shares.revenueOf(ANN), 0, "once");
    }

    function moveAnns() external {
        vm.prank(BOB);
        shares.transferFrom(ANN, BOB, 72e6);
    }

    // --------------------------------------------------------------------------------------- token and votes

    function test_transfersThatTheTermsForbidAreRefused() public {
        ICampaign.Terms memory t = terms();
        t.transferable = false;
        use(factory.create(t));
        give(POSTER, 1e9);
        pledge(ANN, 5_000e6);
        campaign.start();
        post(row(CARL, 0, 100e6), true);
        wait_(3 days);
        campaign.settle();
        shares.mint(ANN);
        vm.expectRevert(abi.encodeWithSelector(ModelShares.NotTransferable.selector));
        vm.prank(ANN);
        shares.transfer(BOB, 1);
    }

    function test_sharesVote() public {
        closed();
        vm.prank(ANN);
        shares.delegate(BOB);
        shares.mint(ANN);
        vm.assertEq(shares.getVotes(BOB), 72e6, "delegated before the minting");
        uint256 then = block.timestamp;
        wait_(1 days);
        vm.prank(ANN);
        shares.transfer(DORA, 72e6);
        vm.assertEq(shares.getVotes(BOB), 0, "gone with the shares");
        vm.assertEq(shares.getPastVotes(BOB, then), 72e6, "as it was");
        vm.assertEq(uint256(shares.clock()), block.timestamp, "clock");
        vm.assertEq(keccak256(bytes(shares.CLOCK_MODE())), keccak256("mode=timestamp"), "mode");
    }

    function test_sharesTakePermits() public {
        closed();
        uint256 key = 0xa11ce;
        address owner = vm.addr(key);
        bytes32 permit = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 body = keccak256(abi.encode(permit, owner, BOB, 5, shares.nonces(owner), block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", shares.DOMAIN_SEPARATOR(), body));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        shares.permit(owner, BOB, 5, block.timestamp, v, r, s);
        vm.assertEq(shares.allowance(owner, BOB), 5, "allowed");
        vm.assertEq(shares.nonces(owner), 1, "once");
    }

    function test_sharesHaveTheTokensDecimals() public view {
        vm.assertEq(uint256(shares.decimals()), uint256(token.decimals()), "decimals");
        vm.assertEq(keccak256(bytes(shares.name())), keccak256("Quire Model Share"), "name");
        vm.assertEq(keccak256(bytes(shares.symbol())), keccak256("QMS"), "symbol");
    }
}
