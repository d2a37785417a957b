// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";

/// pledge, pledgeWithPermit, refund and start; see Campaign.tree.
contract FundersTest is Base {
    // ------------------------------------------------------------------------------------------------ pledge

    function test_pledgeBecomesStake() public {
        give(ANN, 600e6);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.Pledged(ANN, 600e6, 600e6);
        vm.prank(ANN);
        campaign.pledge(600e6);
        vm.assertEq(campaign.stakeOf(ANN), 600e6, "stake");
        vm.assertEq(campaign.totals().funders, 1, "funders");
        inPhase(ICampaign.Phase.Pledging);
        pledge(ANN, 400e6);
        vm.assertEq(campaign.stakeOf(ANN), 1_000e6, "stakes add up");
        vm.assertEq(campaign.totals().funders, 1, "one funder");
        inPhase(ICampaign.Phase.Ready);
        balanced();
    }

    function test_pledgeUpToTheCapInReady() public {
        pledge(ANN, 1_000e6);
        pledge(BOB, 4_000e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.CapExceeded.selector, 0));
        vm.prank(POSTER);
        campaign.pledge(1);
    }

    function test_pledgeAboveTheCapIsRefused() public {
        pledge(ANN, 600e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.CapExceeded.selector, 4_400e6));
        vm.prank(POSTER);
        campaign.pledge(4_400e6 + 1);
    }

    function test_pledgeOfNothingIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ZeroAmount.selector));
        campaign.pledge(0);
    }

    function test_pledgeAtTheDeadlineIsRefused() public {
        pledge(ANN, 1_000e6);
        wait_(30 days - 1);
        pledge(ANN, 1);
        wait_(1);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Ready));
        vm.prank(POSTER);
        campaign.pledge(1);
    }

    function test_pledgeToAFailedCampaignIsRefused() public {
        wait_(30 days);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Failed));
        campaign.pledge(1);
    }

    function test_pledgeToARunningCampaignIsRefused() public {
        started();
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        campaign.pledge(1);
    }

    // ---------------------------------------------------------------------------------------------- permit

    uint256 constant KEY = 0xa11ce;

    function permit(uint256 amount, uint256 deadline) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 kind = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 data =
            keccak256(abi.encode(kind, vm.addr(KEY), address(campaign), amount, token.nonces(vm.addr(KEY)), deadline));
        return vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), data)));
    }

    function test_permitPledgesWithoutApproval() public {
        address owner = vm.addr(KEY);
        token.mint(owner, 50e6);
        (uint8 v, bytes32 r, bytes32 s) = permit(50e6, block.timestamp);
        vm.prank(owner);
        campaign.pledgeWithPermit(50e6, block.timestamp, v, r, s);
        vm.assertEq(campaign.stakeOf(owner), 50e6, "stake");
    }

    function test_permitUsedByAnotherFirstStillPledges() public {
        address owner = vm.addr(KEY);
        token.mint(owner, 50e6);
        (uint8 v, bytes32 r, bytes32 s) = permit(50e6, block.timestamp);
        vm.prank(BOB);
        token.permit(owner, address(campaign), 50e6, block.timestamp, v, r, s);
        vm.prank(owner);
        campaign.pledgeWithPermit(50e6, block.timestamp, v, r, s);
        vm.assertEq(campaign.stakeOf(owner), 50e6, "stake");
    }

    function test_permitOfAnotherMovesNothing() public {
        token.mint(vm.addr(KEY), 50e6);
        (uint8 v, bytes32 r, bytes32 s) = permit(50e6, block.timestamp);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        vm.prank(BOB);
        campaign.pledgeWithPermit(50e6, block.timestamp, v, r, s);
    }

    // ---------------------------------------------------------------------------------------------- refund

    function test_refundWhileCollecting() public {
        pledge(ANN, 600e6);
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.Refunded(ANN, BOB, 200e6, 200e6);
        vm.prank(ANN);
        vm.assertEq(campaign.refund(200e6, BOB), 200e6, "amount");
        vm.assertEq(token.balanceOf(BOB), 200e6, "to whom she said");
        vm.assertEq(campaign.stakeOf(ANN), 400e6, "stake");
        vm.assertEq(campaign.totals().funders, 1, "still a funder");
        refund(ANN, 400e6);
        vm.assertEq(campaign.totals().funders, 0, "no funder");
        balanced();
    }

    function test_refundOfAFailedCampaignIsWhole() public {
        pledge(ANN, 600e6);
        pledge(BOB, 300e6);
        wait_(30 days);
        inPhase(ICampaign.Phase.Failed);
        vm.assertEq(refund(ANN, 600e6), 600e6, "ann");
        vm.assertEq(refund(BOB, 300e6), 300e6, "bob");
        vm.assertEq(token.balanceOf(address(campaign)), 0, "empty");
        vm.assertEq(campaign.totals().funders, 2, "who backed it stays known");
    }

    function test_refundWhenNobodyStarts() public {
        pledge(ANN, 1_000e6);
        wait_(37 days - 1);
        inPhase(ICampaign.Phase.Ready);
        wait_(1);
        inPhase(ICampaign.Phase.Failed);
        vm.assertEq(refund(ANN, 1_000e6), 1_000e6, "whole");
    }

    function test_refundOfCommittedMoneyIsRefused() public {
        pledge(ANN, 1_000e6);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Ready));
        refund(ANN, 1);
        vm.prank(CREATOR);
        campaign.start();
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        refund(ANN, 1);
    }

    function test_refundOfMoreThanTheStakeIsRefused() public {
        pledge(ANN, 600e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InsufficientStake.selector, 600e6));
        refund(ANN, 600e6 + 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InsufficientStake.selector, 0));
        refund(CREATOR, 1);
    }

    function test_refundOfNothingIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ZeroAmount.selector));
        refund(ANN, 0);
    }

    function test_refundToNowhereIsRefused() public {
        pledge(ANN, 600e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BadReceiver.selector, address(0)));
        vm.prank(ANN);
        campaign.refund(1, address(0));
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BadReceiver.selector, address(campaign)));
        vm.prank(ANN);
        campaign.refund(1, address(campaign));
    }

    function test_refundClosesAStalledCampaign() public {
        started();
        post(row(CARL, 0, 300e6), false);
        wait_(3 days);
        campaign.settle();
        wait_(21 days);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        refund(ANN, 600e6);
        wait_(1);
        vm.assertEq(refund(ANN, 600e6), 480e6, "two fifths of 1200");
        inPhase(ICampaign.Phase.Closed);
        vm.assertEq(refund(BOB, 900e6), 720e6, "the rest");
        balanced();
    }

    function test_refundSettlesADueLastEpoch() public {
        started();
        post(row(CARL, 0, 300e6), true);
        wait_(3 days);
        vm.assertEq(refund(ANN, 600e6), 480e6, "after the last epoch");
        inPhase(ICampaign.Phase.Closed);
    }

    function test_refundRoundsDownAndTheLastTakesTheRest() public {
        started();
        post(row(CARL, 0, 1), true);
        wait_(3 days);
        vm.assertEq(refund(ANN, 600e6), 600e6 - 1, "599,999,999.6 rounded down");
        vm.assertEq(refund(BOB, 900e6), 900e6, "the rest");
        vm.assertEq(campaign.totals().budget, 0, "nothing left");
        balanced();
    }

    function test_blockedFunderIsPaidElsewhere() public {
        pledge(ANN, 600e6);
        token.setBlocked(ANN, true);
        vm.prank(ANN);
        campaign.refund(600e6, BOB);
        vm.assertEq(token.balanceOf(BOB), 600e6, "paid");
    }

    /// Whatever was spent and however stakes are cut up: nobody gets more than the share, and the last takes all.
    function testFuzz_refundsNeverExceedTheBudget(uint96[4] memory stakes, uint256 spent, uint8 parts) public {
        address[4] memory who = [ANN, BOB, CARL, DORA];
        for (uint256 i = 0; i < 4; ++i) {
            pledge(who[i], 250e6 + bound(stakes[i], 0, 1_000e6));
        }
        vm.prank(CREATOR);
        campaign.start();
        post(row(POSTER, 0, bound(spent, 0, 500e6 - 1) + 1), true);
        wait_(3 days);
        campaign.settle();
        uint256 budget = campaign.totals().budget;
        uint256 all = campaign.totals().stakes;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 stake = campaign.stakeOf(who[i]);
            uint256 n = bound(parts, 1, 7);
            uint256 got;
            for (uint256 k = 1; k < n; ++k) {
                got += refund(who[i], stake / n);
            }
            got += refund(who[i], campaign.stakeOf(who[i]));
            // What rounding takes from those who leave first goes to those who leave later: below a unit a refund.
            vm.assertLe(got, budget * stake / all + 4 * n, "share");
            vm.assertGe(got + n, budget * stake / all, "not less");
        }
        vm.assertEq(campaign.totals().budget, 0, "all paid out");
        balanced();
    }

    // ----------------------------------------------------------------------------------------------- start

    function test_creatorStartsFromTheGoal() public {
        pledge(ANN, 1_000e6 - 1);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Pledging));
        vm.prank(CREATOR);
        campaign.start();
        pledge(BOB, 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NotAllowed.selector, ANN));
        vm.prank(ANN);
        campaign.start();
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.Started(1_000e6);
        vm.prank(CREATOR);
        campaign.start();
        inPhase(ICampaign.Phase.Active);
    }

    function test_anyoneStartsAtTheDeadline() public {
        pledge(ANN, 1_000e6);
        wait_(30 days);
        vm.prank(DORA);
        campaign.start();
        inPhase(ICampaign.Phase.Active);
    }

    function test_anyoneStartsAtTheCap() public {
        pledge(ANN, 5_000e6);
        vm.prank(DORA);
        campaign.start();
        inPhase(ICampaign.Phase.Active);
    }

    function test_startTwiceIsRefused() public {
        started();
        vm.expectRevert(wrongPhase(ICampaign.Phase.Active));
        vm.prank(CREATOR);
        campaign.start();
    }

    function test_startOfAFailedCampaignIsRefused() public {
        pledge(ANN, 1_000e6);
        wait_(37 days);
        vm.expectRevert(wrongPhase(ICampaign.Phase.Failed));
        campaign.start();
    }
}
