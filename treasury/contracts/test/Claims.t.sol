// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base, Tree} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {Rows} from "../src/Rows.sol";

/// claim, withdrawCredit, and tokens that misbehave; see Campaign.tree.
contract ClaimsTest is Base {
    bytes4 constant REENTRANT = bytes4(keccak256("ReentrancyGuardReentrantCall()"));

    /// Carl earned 100 and Dora 200, final.
    function earned() internal {
        started();
        post(bytes.concat(row(CARL, 0, 100e6), row(DORA, 0, 200e6)), false);
        wait_(3 days);
        campaign.settle();
    }

    function path(address other, uint128 cumulative) internal pure returns (bytes32[] memory p) {
        p = new bytes32[](1);
        p[0] = Rows.leaf(other, cumulative);
    }

    // ----------------------------------------------------------------------------------------------- claim

    function test_claimPaysOnceToTheChosenReceiver() public {
        earned();
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.Claimed(CARL, BOB, 100e6);
        vm.prank(CARL);
        vm.assertEq(campaign.claim(100e6, path(DORA, 200e6), BOB), 100e6, "amount");
        vm.assertEq(token.balanceOf(BOB), 100e6, "receiver");
        vm.expectRevert(abi.encodeWithSelector(ICampaign.NothingToClaim.selector, 100e6));
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), BOB);
        balanced();
    }

    function test_claimIsCumulative() public {
        earned();
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), CARL);
        post(bytes.concat(row(CARL, 100e6, 50e6), row(DORA, 200e6, 0)), false);
        wait_(3 days);
        vm.prank(CARL);
        vm.assertEq(campaign.claim(150e6, path(DORA, 200e6), CARL), 50e6, "the difference, settled on the way");
        balanced();
    }

    function test_oldProofStaysGoodForOneEpoch() public {
        earned();
        bytes32[] memory old = path(DORA, 200e6);
        post(bytes.concat(row(CARL, 100e6, 50e6), row(DORA, 200e6, 50e6)), false);
        wait_(3 days);
        campaign.settle();
        vm.prank(CARL);
        vm.assertEq(campaign.claim(100e6, old, CARL), 100e6, "under the previous root");
        post(bytes.concat(row(CARL, 150e6, 0), row(DORA, 250e6, 1)), false);
        wait_(3 days);
        campaign.settle();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(DORA);
        campaign.claim(200e6, path(CARL, 100e6), DORA);
    }

    function test_claimOfPendingRewardsIsRefused() public {
        started();
        post(row(CARL, 0, 100e6), false);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(CARL);
        campaign.claim(100e6, new bytes32[](0), CARL);
    }

    function test_claimBeforeAnyEpochIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(CARL);
        campaign.claim(0, new bytes32[](0), CARL);
    }

    function test_claimOfAnothersRewardIsRefused() public {
        earned();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(BOB);
        campaign.claim(100e6, path(DORA, 200e6), BOB);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(CARL);
        campaign.claim(100e6 + 1, path(DORA, 200e6), CARL);
    }

    function test_innerNodeIsNoLeaf() public {
        earned();
        bytes32[] memory none = new bytes32[](0);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InvalidProof.selector));
        vm.prank(CARL);
        campaign.claim(300e6, none, CARL);
    }

    function test_claimToNowhereIsRefused() public {
        earned();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BadReceiver.selector, address(0)));
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), address(0));
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BadReceiver.selector, address(campaign)));
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), address(campaign));
    }

    function test_claimAfterTheEnd() public {
        earned();
        wait_(22 days);
        campaign.close();
        refund(ANN, 600e6);
        refund(BOB, 900e6);
        wait_(3_000 days);
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), CARL);
        vm.prank(DORA);
        campaign.claim(200e6, path(CARL, 100e6), DORA);
        vm.assertEq(token.balanceOf(address(campaign)), 10e6, "only the poster's bond");
    }

    function test_blockedContributorIsPaidElsewhere() public {
        earned();
        token.setBlocked(CARL, true);
        vm.prank(CARL);
        campaign.claim(100e6, path(DORA, 200e6), BOB);
        vm.assertEq(token.balanceOf(BOB), 100e6, "paid");
    }

    /// Any rows whatever: the sum is the sum, and each row is paid exactly once.
    function testFuzz_everyRowIsPaidOnce(uint256 seed, uint8 count) public {
        started();
        uint256 n = bound(count, 1, 60);
        bytes memory rows;
        bytes32[] memory leaves = new bytes32[](n);
        uint128[] memory amounts = new uint128[](n);
        uint256 sum;
        for (uint256 i = 0; i < n; ++i) {
            amounts[i] = uint128(1 + uint256(keccak256(abi.encode(seed, i))) % (500e6 / n));
            rows = bytes.concat(rows, row(address(uint160(0x10000 + i)), 0, amounts[i]));
            leaves[i] = Rows.leaf(address(uint160(0x10000 + i)), amounts[i]);
            sum += amounts[i];
        }
        post(rows, false);
        wait_(3 days);
        campaign.settle();
        vm.assertEq(campaign.totals().earned, sum, "sum");
        for (uint256 i = 0; i < n; ++i) {
            address who = address(uint160(0x10000 + i));
            bytes32[] memory p = Tree.proof(leaves, i);
            vm.prank(who);
            campaign.claim(amounts[i], p, who);
            vm.expectPartialRevert(ICampaign.NothingToClaim.selector);
            vm.prank(who);
            campaign.claim(amounts[i], p, who);
        }
        vm.assertEq(campaign.totals().claimed, sum, "claimed");
        balanced();
    }

    // -------------------------------------------------------------------------------------- withdrawCredit

    function test_creditIsWithdrawnOnce() public {
        earned();
        vm.expectEmit(true, true, true, true, address(campaign));
        emit ICampaign.CreditWithdrawn(POSTER, BOB, 10e6);
        vm.prank(POSTER);
        vm.assertEq(campaign.withdrawCredit(BOB), 10e6, "amount");
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ZeroAmount.selector));
        vm.prank(POSTER);
        campaign.withdrawCredit(BOB);
        balanced();
    }

    function test_lockedBondIsNoCredit() public {
        started();
        post(row(CARL, 0, 1), false);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.ZeroAmount.selector));
        vm.prank(POSTER);
        campaign.withdrawCredit(POSTER);
        wait_(3 days);
        vm.prank(POSTER);
        campaign.withdrawCredit(POSTER); // settles on the way
        balanced();
    }

    function test_creditToNowhereIsRefused() public {
        earned();
        vm.expectRevert(abi.encodeWithSelector(ICampaign.BadReceiver.selector, address(0)));
        vm.prank(POSTER);
        campaign.withdrawCredit(address(0));
    }

    // -------------------------------------------------------------------------------------- hostile tokens

    function test_feeOnTransferIsRefused() public {
        give(ANN, 100e6);
        token.setFee(100);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InexactTransfer.selector, 100e6, 99e6));
        vm.prank(ANN);
        campaign.pledge(100e6);
    }

    function test_feeOnABondIsRefused() public {
        started();
        token.setFee(100);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InexactTransfer.selector, 10e6, 9.9e6));
        vm.prank(POSTER);
        campaign.postEpoch(1, row(CARL, 0, 1), 0, 0, false);
    }

    function test_giftChangesNothing() public {
        started();
        token.mint(address(campaign), 77e6);
        vm.assertEq(campaign.totals().budget, 1_500e6, "budget");
        wait_(22 days);
        vm.assertEq(refund(ANN, 600e6), 600e6, "share");
    }

    /// During every transfer the token calls back every function that changes something: all are shut.
    function test_tokenCannotReenter() public {
        earned();
        wait_(22 days);
        bytes[] memory calls = new bytes[](11);
        calls[0] = abi.encodeCall(ICampaign.pledge, (1));
        calls[1] = abi.encodeCall(ICampaign.pledgeWithPermit, (1, 0, 0, 0, 0));
        calls[2] = abi.encodeCall(ICampaign.refund, (1, BOB));
        calls[3] = abi.encodeCall(ICampaign.start, ());
        calls[4] = abi.encodeCall(ICampaign.postEpoch, (2, "", 0, 0, false));
        calls[5] = abi.encodeCall(ICampaign.challenge, (1, 0));
        calls[6] = abi.encodeCall(ICampaign.rule, (1, true));
        calls[7] = abi.encodeCall(ICampaign.settle, ());
        calls[8] = abi.encodeCall(ICampaign.close, ());
        calls[9] = abi.encodeCall(ICampaign.claim, (1, new bytes32[](0), BOB));
        calls[10] = abi.encodeCall(ICampaign.withdrawCredit, (BOB));
        for (uint256 i = 0; i < calls.length; ++i) {
            token.setCallback(address(campaign), calls[i]);
            vm.expectPartialRevert(REENTRANT);
            vm.prank(CARL);
            campaign.claim(100e6, path(DORA, 200e6), CARL);
            vm.expectPartialRevert(REENTRANT);
            vm.prank(ANN);
            campaign.refund(1e6, ANN);
            vm.expectPartialRevert(REENTRANT);
            vm.prank(POSTER);
            campaign.withdrawCredit(POSTER);
        }
    }

    function test_tokenCannotReenterAPledge() public {
        give(ANN, 100e6);
        token.setCallback(address(campaign), abi.encodeCall(ICampaign.refund, (100e6, ANN)));
        vm.expectPartialRevert(REENTRANT);
        vm.prank(ANN);
        campaign.pledge(100e6);
    }
}
