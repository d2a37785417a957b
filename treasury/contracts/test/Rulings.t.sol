// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";

/// challenge and rule, and what those with powers can do together; see Campaign.tree.
contract RulingsTest is Base {
    // ------------------------------------------------------------------------------------------- challenge

    function test_challengeLocksABondAndStopsTheClock() public {
        started();
        post(row(CARL, 0, 500e6), false);
        wait_(3 days - 1);
        challenge(DORA);
        wait_(1);
        vm.assertTrue(!campaign.settleable(), "the window no longer decides");
        vm.assertEq(campaign.pending().challenger, DORA, "challenger");
        vm.assertEq(campaign.totals().bonds, 20e6, "two bonds");
        balanced();
    }

    function test_challengeOfNothingIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotPending.selector, 0));
        campaign.challenge(0, 0);
        post(row(CARL, 0, 1), false);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotPending.selector, 2));
        campaign.challenge(2, 0);
    }

    function test_challengeTwiceIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.AlreadyChallenged.selector, DORA));
        campaign.challenge(1, 0);
    }

    function test_challengeAfterTheWindowIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        wait_(3 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.TooLate.selector, block.timestamp));
        campaign.challenge(1, 0);
    }

    function test_challengeWithoutABondIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        vm.prank(DORA);
        campaign.challenge(1, 0);
    }

    // ------------------------------------------------------------------------------------------------ rule

    function test_voidEpochPaysTheChallengerHalfTheBond() public {
        started();
        post(row(POSTER, 0, 500e6), false);
        challenge(DORA);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochVoided(1, 1, true);
        rule(false);
        vm.assertEq(campaign.totals().earned, 0, "nobody earned");
        vm.assertEq(campaign.totals().budget, 1_505e6, "half a bond joins the budget");
        vm.assertEq(campaign.creditOf(DORA), 15e6, "bond and award");
        vm.assertEq(campaign.creditOf(POSTER), 0, "lost");
        post(row(CARL, 0, 1), false); // the same epoch again
        vm.assertEq(campaign.pending().posting, 2, "a new posting");
        balanced();
    }

    function test_standingEpochCostsTheChallengerItsBond() public {
        started();
        post(row(CARL, 0, 100e6), false);
        challenge(DORA);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochUpheld(1, 1, DORA);
        rule(true);
        vm.assertEq(campaign.totals().earned, 0, "not final before its window is over");
        wait_(3 days);
        campaign.settle();
        vm.assertEq(campaign.totals().earned, 100e6, "earned");
        vm.assertEq(campaign.totals().budget, 1_410e6, "the bond joins the budget");
        vm.assertEq(campaign.creditOf(POSTER), 10e6, "bond back");
        vm.assertEq(campaign.creditOf(DORA), 0, "lost");
        vm.assertEq(campaign.totals().forfeited, 10e6, "forfeited");
        balanced();
    }

    function test_upheldEpochCanBeChallengedAgain() public {
        started();
        post(row(CARL, 0, 100e6), false);
        challenge(DORA);
        rule(true);
        wait_(3 days - 1);
        challenge(BOB); // with better evidence
        rule(false);
        vm.assertEq(campaign.totals().earned, 0, "void");
        vm.assertEq(campaign.creditOf(BOB), 15e6, "award");
        balanced();
    }

    function test_rulingAfterTheChallengeWindowIsFinal() public {
        started();
        post(row(CARL, 0, 100e6), false);
        wait_(3 days - 1);
        challenge(DORA);
        wait_(2 days);
        rule(true);
        vm.assertEq(campaign.totals().earned, 100e6, "final at once");
        vm.assertEq(campaign.totals().settledAt, block.timestamp, "the door opens now");
        balanced();
    }

    function test_oddBondLosesNothing() public {
        ICampaign.Terms memory t = terms();
        t.bond = 11;
        use(factory.create(t));
        give(POSTER, 1e9);
        pledge(ANN, 5_000e6);
        campaign.start();
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        rule(false);
        vm.assertEq(campaign.creditOf(DORA), 16, "5 of 11");
        vm.assertEq(campaign.totals().forfeited, 6, "6 of 11");
        balanced();
    }

    function test_ruleByAnotherIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, CREATOR));
        vm.prank(CREATOR);
        campaign.rule(1, true);
    }

    function test_ruleOnAnUnchallengedEpochIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotPending.selector, 1));
        vm.prank(ARBITRATOR);
        campaign.rule(1, false);
    }

    function test_lateRulingCannotHitAnotherPosting() public {
        started();
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        wait_(6 days);
        campaign.settle();
        post(row(CARL, 0, 2), false);
        challenge(DORA);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotPending.selector, 1));
        vm.prank(ARBITRATOR);
        campaign.rule(1, false);
    }

    function test_ruleAfterTheWindowIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        wait_(6 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.TooLate.selector, block.timestamp));
        vm.prank(ARBITRATOR);
        campaign.rule(1, true);
    }

    // -------------------------------------------------------------------------------------- what is at stake

    /// Poster, arbitrator and creator together, whatever they do for a month: not more than epochCap a challenge window.
    function testFuzz_colludersMoveAtMostTheEpochCapAWindow(uint256 seed) public {
        pledge(ANN, 5_000e6);
        vm.prank(CREATOR);
        campaign.start();
        give(CREATOR, 1_000e6);
        uint256 start = block.timestamp;
        uint128 mine;
        for (uint256 i = 0; block.timestamp < start + 30 days; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            uint128 want = uint128(dice % 600e6);
            uint32 next = campaign.totals().epoch + (campaign.settleable() ? 2 : 1);
            if (campaign.totals().epoch + 2 == next) {
                mine = uint128(campaign.totals().earned + campaign.pending().increment);
            }
            vm.prank(POSTER);
            (bool ok,) = address(campaign)
                .call(abi.encodeCall(ICampaign.postEpoch, (next, row(POSTER, mine, want), 0, 0, false)));
            vm.assertTrue(!ok || want <= 500e6, "never above the cap");
            uint32 posting = campaign.pending().posting;
            vm.prank(CREATOR);
            (ok,) = address(campaign).call(abi.encodeCall(ICampaign.challenge, (posting, 0)));
            vm.prank(ARBITRATOR);
            (ok,) = address(campaign).call(abi.encodeCall(ICampaign.rule, (posting, dice % 3 != 0)));
            wait_(dice % 2 days);
            mine = uint128(campaign.totals().earned);
            uint256 windows = (block.timestamp - start) / 3 days;
            vm.assertLe(campaign.totals().earned, windows * 500e6, "epochCap a window");
            balanced();
        }
        vm.assertEq(token.balanceOf(ARBITRATOR), 0, "the arbitrator receives nothing");
        vm.assertEq(uint256(campaign.totals().claimed), 0, "and nothing has left but by a claim");
    }
}
