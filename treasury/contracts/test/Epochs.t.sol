// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {Rows} from "../src/Rows.sol";

/// postEpoch, settle and close; see Campaign.tree.
contract EpochsTest is Base {
    bytes32 constant C = keccak256("checkpoint");
    bytes32 constant M = keccak256("manifest");

    function tryPost(address by, uint32 epoch, bytes memory rows) internal {
        vm.prank(by);
        campaign.postEpoch(epoch, rows, C, M, false);
    }

    // ------------------------------------------------------------------------------------------- postEpoch

    function test_postedEpochIsPendingAndInTheLog() public {
        started();
        bytes memory rows = bytes.concat(row(CARL, 0, 100e6), row(DORA, 0, 200e6));
        bytes32 a = Rows.leaf(CARL, 100e6);
        bytes32 b = Rows.leaf(DORA, 200e6);
        bytes32 root = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochPosted(1, 1, root, 300e6, C, M, true, rows);
        post(rows, true);
        ICampaign.Pending memory p = campaign.pending();
        vm.assertEq(p.root, root, "root");
        vm.assertEq(p.increment, 300e6, "increment");
        vm.assertEq(p.finalAt, block.timestamp + 3 days, "window");
        vm.assertEq(campaign.totals().bonds, 10e6, "bond");
        vm.assertEq(campaign.totals().budget, 1_500e6, "not spent yet");
        balanced();
    }

    function test_postByAnotherIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, CREATOR));
        tryPost(CREATOR, 1, row(CARL, 0, 1));
    }

    function test_postBeforeTheStartIsRefused() public {
        pledge(ANN, 1_000e6);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Ready));
        tryPost(POSTER, 1, row(CARL, 0, 1));
    }

    function test_postAfterTheEndIsRefused() public {
        started();
        post(row(CARL, 0, 1), true);
        wait_(3 days);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Closed)); // and the settlement on the way is undone
        tryPost(POSTER, 2, row(CARL, 1, 1));
    }

    function test_postWhileOneIsPendingIsRefused() public {
        started();
        post(row(CARL, 0, 1), false);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.EpochPending.selector, 1));
        tryPost(POSTER, 1, row(CARL, 0, 2));
    }

    function test_postOfAnotherEpochThanTheNextIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.WrongEpoch.selector, 1));
        tryPost(POSTER, 2, row(CARL, 0, 1));
        post(row(CARL, 0, 1), false);
        wait_(3 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.WrongEpoch.selector, 2));
        tryPost(POSTER, 1, row(CARL, 0, 1));
        tryPost(POSTER, 2, row(CARL, 1, 1)); // settles the first on the way
        vm.assertEq(campaign.totals().epoch, 1, "settled");
    }

    function test_postAfterMaxDurationIsRefused() public {
        started();
        uint256 start = block.timestamp;
        vm.warp(start + 365 days);
        post(row(CARL, 0, 1), false);
        vm.warp(start + 368 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.TooLate.selector, start + 365 days));
        tryPost(POSTER, 2, row(CARL, 1, 1));
    }

    function test_postAboveTheEpochCapIsRefused() public {
        started();
        bytes memory rows = bytes.concat(row(CARL, 0, 500e6), row(DORA, 0, 1));
        vm.expectRevert(abi.encodeWithSelector(ICampaign.EpochCapExceeded.selector, 500e6 + 1, 500e6));
        tryPost(POSTER, 1, rows);
    }

    function test_postAboveTheBudgetIsRefused() public {
        started();
        for (uint256 i = 0; i < 3; ++i) {
            post(row(CARL, i * 450e6, 450e6), false);
            wait_(3 days);
        }
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BudgetExceeded.selector, 150e6 + 1, 150e6));
        tryPost(POSTER, 4, row(CARL, 1_350e6, 150e6 + 1));
        post(row(CARL, 1_350e6, 150e6), false);
        balanced();
    }

    function test_postThatDropsSomebodyIsRefused() public {
        started();
        post(bytes.concat(row(CARL, 0, 100e6), row(DORA, 0, 200e6)), false);
        wait_(3 days);
        campaign.settle();
        bytes32 root = campaign.root();
        bytes memory refusal =
            abi.encodeWithSelector(ICampaign.WrongPreviousRoot.selector, root, Rows.leaf(DORA, 200e6));
        vm.expectRevert(refusal);
        tryPost(POSTER, 2, row(DORA, 200e6, 10e6));
    }

    function test_postThatLowersSomebodyIsRefused() public {
        started();
        post(row(CARL, 0, 100e6), false);
        wait_(3 days);
        campaign.settle();
        vm.expectPartialRevert(ICampaign.WrongPreviousRoot.selector);
        tryPost(POSTER, 2, row(CARL, 99e6, 0));
        vm.expectPartialRevert(ICampaign.WrongPreviousRoot.selector);
        tryPost(POSTER, 2, row(CARL, 0, 100e6));
    }

    function test_postOfBadRowsIsRefused() public {
        started();
        vm.expectRevert(abi.encodeWithSelector(Rows.RowsMalformed.selector, 53));
        tryPost(POSTER, 1, bytes.concat(row(CARL, 0, 1), hex"00"));
        vm.expectRevert(abi.encodeWithSelector(Rows.RowsUnsorted.selector, 1));
        tryPost(POSTER, 1, bytes.concat(row(DORA, 0, 1), row(CARL, 0, 1)));
        vm.expectRevert(abi.encodeWithSelector(Rows.RowsUnsorted.selector, 1));
        tryPost(POSTER, 1, bytes.concat(row(CARL, 0, 1), row(CARL, 0, 1)));
        vm.expectRevert(abi.encodeWithSelector(Rows.RowsUnsorted.selector, 0));
        tryPost(POSTER, 1, row(address(0), 0, 1));
        vm.expectRevert(abi.encodeWithSelector(Rows.RowEmpty.selector, 0));
        tryPost(POSTER, 1, row(CARL, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(Rows.RewardOverflow.selector, 0));
        tryPost(POSTER, 1, row(CARL, type(uint128).max, 1));
    }

    function test_epochInWhichNobodyEarned() public {
        started();
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochPosted(1, 1, 0, 0, C, M, false, "");
        post("", false);
        wait_(3 days);
        uint256 progress = campaign.totals().progressAt;
        post(row(CARL, 0, 100e6), false); // settles it
        vm.assertEq(campaign.totals().epoch, 1, "epoch");
        vm.assertEq(campaign.root(), 0, "still nobody");
        vm.assertEq(campaign.lineage(), keccak256(abi.encode(bytes32(0), 1, bytes32(0), 0, C, M)), "in the lineage");
        vm.assertEq(campaign.totals().progressAt, progress, "no progress");
        wait_(3 days);
        campaign.settle();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.WrongPreviousRoot.selector, Rows.leaf(CARL, 100e6), 0));
        tryPost(POSTER, 3, ""); // once somebody has earned, nobody is dropped
        balanced();
    }

    /// Epochs that pay nobody cannot keep the funders' money in a dead campaign.
    function test_emptyEpochsDoNotPutOffTheStall() public {
        started();
        for (uint256 i = 0; i < 6; ++i) {
            post("", false);
            wait_(3 days);
        }
        campaign.settle();
        wait_(3 days + 1);
        campaign.close();
        inPhase(ICampaign.Phase.Closed);
    }

    // ----------------------------------------------------------------------------------------- posterGrace

    /// A campaign in which others may post once the poster has been idle for 12 days.
    function graced() internal {
        ICampaign.Terms memory t = terms();
        t.posterGrace = 12 days;
        vm.prank(CREATOR);
        use(factory.create(t));
        give(POSTER, 1e9);
        started();
    }

    function test_anyonePostsForAnIdlePoster() public {
        graced();
        give(DORA, 10e6);
        wait_(12 days - 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, DORA));
        tryPost(DORA, 1, row(CARL, 0, 100e6));
        wait_(1);
        tryPost(DORA, 1, row(CARL, 0, 100e6));
        vm.assertEq(campaign.pending().poster, DORA, "by whom");
        wait_(3 days);
        campaign.settle();
        vm.assertEq(campaign.creditOf(DORA), 10e6, "her bond back");
        vm.assertEq(campaign.creditOf(POSTER), 0, "not the poster's");
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, DORA));
        tryPost(DORA, 2, row(CARL, 100e6, 1)); // the campaign moves again
        balanced();
    }

    function test_outsiderLosesItsBondToo() public {
        graced();
        give(DORA, 10e6);
        wait_(12 days);
        tryPost(DORA, 1, row(DORA, 0, 500e6));
        challenge(BOB);
        rule(false);
        vm.assertEq(campaign.creditOf(DORA), 0, "lost");
        vm.assertEq(campaign.creditOf(BOB), 15e6, "award");
        post(row(CARL, 0, 1), false);
        vm.assertEq(campaign.pending().poster, POSTER, "the poster posts as ever");
        balanced();
    }

    function test_silenceReturnsTheOutsidersBond() public {
        graced();
        give(DORA, 10e6);
        wait_(12 days);
        tryPost(DORA, 1, row(CARL, 0, 500e6));
        challenge(BOB);
        wait_(6 days);
        campaign.settle();
        vm.assertEq(campaign.creditOf(DORA), 10e6, "hers");
        vm.assertEq(campaign.creditOf(POSTER), 0, "not the poster's");
        balanced();
    }

    function test_withoutGraceOnlyThePosterEver() public {
        started();
        wait_(20 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, DORA));
        tryPost(DORA, 1, row(CARL, 0, 1));
    }

    function test_bondComesFromCreditFirst() public {
        started();
        uint256 own = token.balanceOf(POSTER);
        for (uint256 i = 0; i < 3; ++i) {
            post(row(CARL, i, 1), false);
            wait_(3 days);
        }
        campaign.settle();
        vm.assertEq(token.balanceOf(POSTER), own - 10e6, "one bond for three epochs");
        vm.assertEq(campaign.creditOf(POSTER), 10e6, "back");
        balanced();
    }

    // ---------------------------------------------------------------------------------------------- settle

    function test_unchallengedEpochBecomesFinal() public {
        started();
        post(row(CARL, 0, 100e6), false);
        wait_(3 days - 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.settle();
        wait_(1);
        bytes32 root = Rows.leaf(CARL, 100e6);
        bytes32 line = keccak256(abi.encode(bytes32(0), 1, root, 100e6, C, M));
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochFinalized(1, 1, root, 100e6, C, M, line);
        campaign.settle();
        vm.assertEq(campaign.root(), root, "root");
        vm.assertEq(campaign.lineage(), line, "lineage");
        vm.assertEq(campaign.pending().finalAt, 0, "nothing pending");
        vm.assertEq(campaign.totals().progressAt, block.timestamp, "progress");
        balanced();
    }

    function test_lineageChainsEveryEpoch() public {
        started();
        bytes32 line;
        for (uint256 i = 1; i <= 3; ++i) {
            post(row(CARL, (i - 1) * 10, 10), false);
            wait_(3 days);
            campaign.settle();
            line = keccak256(abi.encode(line, i, Rows.leaf(CARL, uint128(i * 10)), i * 10, C, M));
            vm.assertEq(campaign.lineage(), line, "lineage");
        }
        vm.assertEq(campaign.previousRoot(), Rows.leaf(CARL, 20), "previous root");
    }

    function test_silenceVoidsAndReturnsBothBonds() public {
        started();
        post(row(CARL, 0, 500e6), false);
        challenge(DORA);
        wait_(6 days);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.EpochVoided(1, 1, false);
        campaign.settle();
        vm.assertEq(campaign.creditOf(POSTER), 10e6, "poster");
        vm.assertEq(campaign.creditOf(DORA), 10e6, "challenger");
        vm.assertEq(campaign.totals().earned, 0, "nobody earned");
        balanced();
    }

    function test_settleOfNothingIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.settle();
    }

    function test_lastEpochCloses() public {
        started();
        post(row(CARL, 0, 100e6), true);
        wait_(3 days);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.Closed(1_400e6);
        campaign.settle();
        inPhase(ICampaign.Phase.Closed);
    }

    // ----------------------------------------------------------------------------------------------- close

    function test_stalledCampaignCloses() public {
        started();
        wait_(21 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.close();
        wait_(1);
        vm.assertTrue(campaign.closable(), "closable");
        campaign.close();
        inPhase(ICampaign.Phase.Closed);
    }

    function test_campaignClosesAtMaxDuration() public {
        started();
        uint256 start = block.timestamp;
        vm.warp(start + 360 days);
        post(row(CARL, 0, 1), false);
        vm.warp(start + 365 days + 1);
        vm.assertTrue(!campaign.closable(), "an epoch is pending");
        campaign.close(); // settles it and closes
        inPhase(ICampaign.Phase.Closed);
        vm.assertEq(campaign.totals().epoch, 1, "the pending epoch is paid");
    }

    function test_spentCampaignCloses() public {
        started();
        for (uint256 i = 0; i < 3; ++i) {
            post(row(CARL, i * 500e6, 500e6), false);
            wait_(3 days);
            campaign.settle();
        }
        campaign.close();
        inPhase(ICampaign.Phase.Closed);
        balanced();
    }

    function test_closeOnlySettlesWhenNothingElseIsDue() public {
        started();
        post(row(CARL, 0, 1), false);
        wait_(3 days);
        campaign.close();
        inPhase(ICampaign.Phase.Active);
        vm.assertEq(campaign.totals().epoch, 1, "settled");
    }

    function test_pendingEpochKeepsACampaignOpen() public {
        started();
        wait_(20 days);
        post(row(CARL, 0, 1), false);
        wait_(2 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.close();
    }

    function test_closeTwiceIsRefused() public {
        started();
        wait_(22 days);
        campaign.close();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.close();
    }

    function test_campaignThatNeverStartedCannotClose() public {
        pledge(ANN, 1_000e6);
        wait_(600 days);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotDue.selector));
        campaign.close();
    }
}
