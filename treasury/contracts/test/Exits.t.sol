// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";

/// announceExit, refund in Active, topUp and spentOf; see Campaign.tree.
contract ExitsTest is Base {
    function announce(address who, uint256 stake) internal {
        vm.prank(who);
        campaign.announceExit(stake);
    }

    function tooEarly(uint256 at) internal {
        vm.expectRevert(abi.encodeWithSelector(ICampaign.TooEarly.selector, at));
    }

    function tryPost(uint32 next, bytes memory rows) internal {
        vm.prank(POSTER);
        campaign.postEpoch(next, rows, 0, 0, false);
    }

    // ---------------------------------------------------------------------------------------- announceExit

    function test_announcementHasNoticeAndEnd() public {
        started();
        uint256 from = block.timestamp + 7 days;
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.ExitAnnounced(ANN, 600e6, from, from + 10 days);
        announce(ANN, 600e6);
        ICampaign.Exit memory e = campaign.exitOf(ANN);
        vm.assertEq(e.stake, 600e6, "stake");
        vm.assertEq(e.from, from, "from");
        vm.assertEq(e.until, from + 3 days + 6 days + 1 days, "until");
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ExitNotDue.selector, from, from + 10 days));
        refund(ANN, 1);
        wait_(7 days);
        vm.assertEq(refund(ANN, 600e6), 600e6, "nothing was spent");
        balanced();
    }

    function test_announcementIsReplacedAndWithdrawn() public {
        started();
        announce(ANN, 600e6);
        wait_(7 days);
        announce(ANN, 100e6); // the notice begins again
        vm.expectPartialRevert(ICampaign.ExitNotDue.selector);
        refund(ANN, 100e6);
        announce(ANN, 0);
        wait_(7 days);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        refund(ANN, 100e6);
    }

    function test_announcementOfMoreThanTheStakeIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InsufficientStake.selector, 600e6));
        announce(ANN, 600e6 + 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InsufficientStake.selector, 0));
        announce(CARL, 1);
    }

    function test_announcementOutsideOfTrainingIsRefused() public {
        pledge(ANN, 1_000e6);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Ready));
        announce(ANN, 1);
        vm.prank(CREATOR);
        campaign.start();
        wait_(22 days);
        campaign.close();
        vm.expectRevert(wrongPhase(ICampaign.Phase.Closed));
        announce(ANN, 1);
    }

    // ------------------------------------------------------------------------------------------------ exit

    function test_exitTakesTheUnspentPart() public {
        started();
        post(row(CARL, 0, 300e6), false);
        announce(ANN, 600e6);
        wait_(7 days);
        vm.assertEq(refund(ANN, 600e6), 480e6, "1200 * 600 / 1500, the due epoch settled first");
        vm.assertEq(campaign.spentOf(ANN), 120e6, "what it has paid for");
        vm.assertEq(campaign.spentOf(BOB), 180e6, "Bob's part");
        vm.assertEq(campaign.totals().budget, 720e6, "Bob's rest");
        inPhase(ICampaign.Phase.Active);
        post(row(CARL, 300e6, 100e6), false);
        wait_(3 days);
        campaign.settle();
        vm.assertEq(campaign.spentOf(ANN), 120e6, "who left pays no more");
        vm.assertEq(campaign.spentOf(BOB), 280e6, "who stayed does");
        balanced();
    }

    function test_exitInParts() public {
        started();
        announce(ANN, 500e6);
        wait_(7 days);
        refund(ANN, 200e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InsufficientStake.selector, 300e6));
        refund(ANN, 300e6 + 1);
        refund(ANN, 300e6);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        refund(ANN, 1);
        vm.assertEq(campaign.stakeOf(ANN), 100e6, "the rest stays");
    }

    function test_exitWaitsForThePendingEpoch() public {
        started();
        announce(ANN, 600e6);
        wait_(6 days);
        post(row(CARL, 0, 500e6), false);
        wait_(1 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.EpochPending.selector, 1));
        refund(ANN, 600e6);
        wait_(2 days);
        vm.assertEq(refund(ANN, 600e6), 400e6, "the epoch is covered, then the share of the rest");
        balanced();
    }

    function test_exitLapses() public {
        started();
        announce(ANN, 600e6);
        (uint256 from, uint256 until) = (block.timestamp + 7 days, block.timestamp + 17 days);
        wait_(17 days - 1);
        refund(ANN, 1);
        wait_(1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ExitNotDue.selector, from, until));
        refund(ANN, 1);
    }

    function test_lastExitLeavesNothingToPostFor() public {
        started();
        announce(ANN, 600e6);
        announce(BOB, 900e6);
        wait_(7 days);
        refund(ANN, 600e6);
        refund(BOB, 900e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NoStake.selector));
        tryPost(1, "");
        campaign.close();
        inPhase(ICampaign.Phase.Closed);
        balanced();
    }

    // ---------------------------------------------------------------------------------------------- doors

    function test_noDoorWhileNobodyLeaves() public {
        started();
        post(row(CARL, 0, 1), false);
        wait_(3 days);
        post(row(CARL, 1, 1), false); // settles and posts in one
        vm.assertEq(campaign.totals().epoch, 1, "settled");
    }

    function test_doorAfterEveryEpochWhileSomebodyLeaves() public {
        started();
        announce(ANN, 600e6);
        wait_(6 days);
        post(row(CARL, 0, 1), false);
        uint256 settled = block.timestamp + 3 days;
        wait_(3 days + 5 hours);
        tooEarly(settled + 1 days); // from the end of the window on, not from when somebody settles
        tryPost(2, row(CARL, 1, 1));
        wait_(19 hours);
        tryPost(2, row(CARL, 1, 1));
    }

    function test_doorAfterARuling() public {
        started();
        announce(ANN, 600e6);
        wait_(6 days);
        post(row(CARL, 0, 1), false);
        challenge(DORA);
        wait_(2 days);
        rule(false);
        uint256 ruled = block.timestamp;
        tooEarly(ruled + 1 days);
        tryPost(1, row(CARL, 0, 1));
        refund(ANN, 600e6);
    }

    function test_lapsedAnnouncementKeepsNoDoor() public {
        started();
        announce(ANN, 600e6);
        wait_(14 days);
        post(row(CARL, 0, 1), false);
        wait_(3 days);
        post(row(CARL, 1, 1), false);
    }

    /// Whenever the poster posts and whoever challenges: who announced has a whole exitGap to leave in.
    function testFuzz_everyExitHasItsDoor(uint32 before, bool challenged, uint32 ruling) public {
        started();
        announce(ANN, 600e6);
        ICampaign.Exit memory e = campaign.exitOf(ANN);
        wait_(bound(before, 0, 10 days));
        uint256 open = block.timestamp > e.from ? block.timestamp - e.from : 0;
        post(row(CARL, 0, 1), false);
        if (challenged) {
            wait_(3 days - 1);
            challenge(DORA);
            if (ruling % 2 == 0) {
                wait_(bound(ruling, 0, 6 days - 1));
                rule(ruling % 4 == 0);
            }
        }
        for (uint256 at = block.timestamp; at < e.until; at += 4 hours) {
            vm.warp(at);
            if (at < e.from || campaign.pending().finalAt != 0 && !campaign.settleable()) continue;
            open += 4 hours;
            uint32 next = campaign.totals().epoch + (campaign.settleable() ? 2 : 1);
            vm.prank(POSTER); // a poster that wants to lock her in
            (bool ok,) = address(campaign)
                .call(abi.encodeCall(ICampaign.postEpoch, (next, row(CARL, campaign.totals().earned, 0), 0, 0, false)));
            if (ok) continue;
        }
        vm.assertGe(open, 20 hours, "a day, but for the steps of this test");
    }

    /// An exit never takes from those who stay.
    function testFuzz_exitTakesNothingFromOthers(uint96 spent, uint96 part) public {
        started();
        uint256 s = bound(spent, 1, 500e6);
        post(row(CARL, 0, s), false);
        announce(ANN, 600e6);
        wait_(7 days);
        campaign.settle();
        ICampaign.Totals memory a = campaign.totals();
        uint256 left = bound(part, 1, 600e6);
        uint256 paid = refund(ANN, left);
        ICampaign.Totals memory b = campaign.totals();
        vm.assertLe(paid, left, "never more than the stake");
        vm.assertGe(uint256(b.budget) * a.stakes, uint256(a.budget) * b.stakes, "a unit of stake is worth no less");
        vm.assertLe(campaign.spentOf(ANN) + campaign.spentOf(BOB), s, "spending is shared, not multiplied");
        balanced();
    }

    // ---------------------------------------------------------------------------------------------- topUp

    function test_topUpJoinsTheBudgetForNoStake() public {
        started();
        give(DORA, 100e6);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.ToppedUp(DORA, 100e6, 1_600e6);
        vm.prank(DORA);
        campaign.topUp(100e6);
        vm.assertEq(campaign.stakeOf(DORA), 0, "no stake");
        vm.assertEq(campaign.totals().forfeited, 100e6, "accounted for");
        balanced();
    }

    function test_topUpOutsideOfTrainingIsRefused() public {
        pledge(ANN, 1_000e6);
        give(DORA, 1);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Ready));
        vm.prank(DORA);
        campaign.topUp(1);
    }

    function test_topUpOfNothingOrForNobodyIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ZeroAmount.selector));
        campaign.topUp(0);
        vm.expectPartialRevert(bytes4(keccak256("SafeCastOverflowedUintDowncast(uint8,uint256)")));
        campaign.topUp(1 << 128);
        announce(ANN, 600e6);
        announce(BOB, 900e6);
        wait_(7 days);
        refund(ANN, 600e6);
        refund(BOB, 900e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NoStake.selector));
        campaign.topUp(1);
    }
}
