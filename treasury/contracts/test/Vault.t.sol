// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bonds} from "./Bonds.sol";
import {Node} from "./Kit.sol";
import {IBondVault} from "../src/IBondVault.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {Submissions} from "../src/Submissions.sol";

/// BondVault: bonds and contradictions; see Vault.tree.
contract VaultTest is Bonds {
    // --------------------------------------------------------------------------------- deposit, unbond, withdraw

    function test_anyoneBondsForANode() public {
        give(CARL, 100e6);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Deposited(node, CARL, 100e6);
        vm.prank(CARL);
        vault.deposit(node, 100e6);
        bond(DORA, 50e6);
        vm.assertEq(vault.nodeOf(node).bonded, 150e6, "on the node");
        vm.assertEq(vault.bondOf(node, CARL).amount, 100e6, "Carl's");
        vm.assertEq(vault.bondOf(node, DORA).amount, 50e6, "Dora's");
        vm.assertEq(vault.staying(node), 150e6, "staying");
        holds(150e6);
    }

    function test_depositOfNothingOrForNobodyIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        vault.deposit(node, 0);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BadReceiver.selector, address(0)));
        vault.deposit(address(0), 1);
        vm.expectPartialRevert(bytes4(keccak256("SafeCastOverflowedUintDowncast(uint8,uint256)")));
        vault.deposit(node, 1 << 96);
    }

    function test_bondLeavesAfterTheDelay() public {
        bonded();
        uint256 freeAt = block.timestamp + 14 days;
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Unbonding(node, CARL, 60e6, freeAt);
        unbond(CARL, 60e6);
        vm.assertEq(vault.staying(node), 90e6, "staying");
        vm.assertEq(vault.nodeOf(node).bonded, 150e6, "all of it is still at risk");
        wait_(14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TooEarly.selector, freeAt));
        withdraw(CARL);
        wait_(1);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Withdrawn(node, CARL, BOB, 60e6);
        vm.prank(CARL);
        vm.assertEq(vault.withdraw(node, BOB), 60e6, "amount");
        vm.assertEq(token.balanceOf(BOB), 60e6, "to whom Carl says");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        withdraw(CARL);
        holds(90e6);
    }

    function test_announcementIsReplaced() public {
        bonded();
        unbond(CARL, 100e6);
        wait_(14 days);
        unbond(CARL, 40e6); // the delay begins again
        vm.expectPartialRevert(IBondVault.TooEarly.selector);
        withdraw(CARL);
        unbond(CARL, 0);
        vm.assertEq(vault.staying(node), 150e6, "back");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.InsufficientBond.selector, 100e6));
        unbond(CARL, 100e6 + 1);
    }

    /// Adding to a bond, or another's doing so, does not touch what was announced.
    function test_depositKeepsTheAnnouncement() public {
        bonded();
        unbond(CARL, 100e6);
        wait_(14 days);
        bond(CARL, 7e6);
        bond(DORA, 7e6);
        vm.assertEq(withdraw(CARL), 100e6, "as announced");
        vm.assertEq(vault.bondOf(node, CARL).amount, 7e6, "the new part stays");
    }

    function test_bondLeavesAFailedCampaign() public {
        bond(CARL, 100e6);
        wait_(60 days);
        inPhase(ICampaign.Phase.Failed);
        unbond(CARL, 100e6);
        wait_(14 days);
        vm.assertEq(withdraw(CARL), 100e6, "whole");
        holds(0);
    }

    function test_withdrawalToNowhereIsRefused() public {
        bonded();
        unbond(CARL, 1);
        wait_(14 days);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BadReceiver.selector, address(0)));
        vm.prank(CARL);
        vault.withdraw(node, address(0));
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BadReceiver.selector, address(vault)));
        vm.prank(CARL);
        vault.withdraw(node, address(vault));
    }

    // ----------------------------------------------------------------------------------------------- slash

    function test_equivocationCostsAllBonds() public {
        bonded();
        unbond(DORA, 50e6); // too late
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Slashed(node, EVE, 150e6, 15e6);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.GivenBack(135e6, false);
        slash(EVE);
        vm.assertEq(vault.creditOf(EVE), 15e6, "a tenth for the reporter");
        vm.assertEq(campaign.totals().budget, 1_635e6, "the rest joins the budget");
        vm.assertTrue(vault.nodeOf(node).slashed, "slashed");
        wait_(14 days);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NodeSlashed.selector, node));
        withdraw(DORA);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NodeSlashed.selector, node));
        unbond(CARL, 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NodeSlashed.selector, node));
        vm.prank(CARL);
        vault.deposit(node, 1);
        vm.prank(EVE);
        vm.assertEq(vault.withdrawCredit(EVE), 15e6, "paid");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        vm.prank(EVE);
        vault.withdrawCredit(EVE);
        holds(0);
    }

    function test_sameEvidenceTwiceIsRefused() public {
        bonded();
        slash(EVE);
        slashRefused(abi.encodeWithSelector(IBondVault.NothingBonded.selector, node), submission(1), KEY, submission(2));
    }

    function test_walletsSignatureServesToo() public {
        bonded();
        Submissions.Submission memory a = submission(1);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, vault.digest(a));
        bytes memory other = Node.sign(vault, KEY, submission(2));
        vault.slash(a, abi.encodePacked(r, s, v), submission(2), other);
        vm.assertTrue(vault.nodeOf(node).slashed, "v = 27 or 28");
    }

    function test_noContradictionIsRefused() public {
        bonded();
        bytes memory why = abi.encodeWithSelector(IBondVault.NotConflicting.selector);
        slashRefused(why, submission(1), KEY, submission(1)); // the same
        Submissions.Submission memory b = submission(2);
        b.task = bytes32(uint256(8)); // another task
        slashRefused(why, submission(1), KEY, b);
        b = submission(2);
        b.attempt = 2; // a later attempt may correct an earlier one
        slashRefused(why, submission(1), KEY, b);
        slashRefused(why, submission(1), KEY + 1, submission(2)); // another node
        b = submission(2);
        b.campaign = keccak256("other");
        slashRefused(why, submission(1), KEY, b);
        Submissions.Submission memory a = submission(1);
        a.campaign = b.campaign; // both of another campaign
        slashRefused(why, a, KEY, b);
        vm.assertEq(vault.nodeOf(node).bonded, 150e6, "nothing lost");
    }

    function test_badSignaturesAreRefused() public {
        bonded();
        Submissions.Submission memory a = submission(1);
        bytes memory good = Node.sign(vault, KEY, a);
        vm.expectRevert(abi.encodeWithSelector(Submissions.BadSignature.selector));
        vault.slash(a, bytes.concat(good, hex"00"), submission(2), good);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, vault.digest(a));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory twin = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? 1 : 0);
        vm.expectPartialRevert(bytes4(keccak256("ECDSAInvalidSignatureS(bytes32)")));
        vault.slash(a, twin, submission(2), good);
        vm.expectRevert(abi.encodeWithSelector(bytes4(keccak256("ECDSAInvalidSignature()"))));
        vault.slash(a, abi.encodePacked(r, s, uint8(5)), submission(2), good);
    }

    function test_slashBeforeAnyWorkIsRefused() public {
        pledge(ANN, 1_000e6);
        bond(CARL, 100e6);
        bytes memory why = abi.encodeWithSelector(IBondVault.WrongPhase.selector, ICampaign.Phase.Ready);
        slashRefused(why, submission(1), KEY, submission(2));
    }

    /// Whoever slashes itself, with whatever part of the stakes, gets back at most what it had, and nothing of others'.
    function testFuzz_slashingOneselfNeverPays(uint96 mine, uint96 others, uint96 bonds) public {
        mine = uint96(bound(mine, 1, 2_400e6));
        others = uint96(bound(others, 1_000e6, 2_400e6));
        bonds = uint96(bound(bonds, 1, 1e12));
        pledge(EVE, mine);
        pledge(ANN, others);
        vm.prank(CREATOR);
        campaign.start();
        bond(EVE, bonds);
        slash(EVE);
        wait_(22 days);
        uint256 back = refund(EVE, mine);
        uint256 award = uint256(bonds) / 10;
        vm.assertLe(back + award, uint256(mine) + bonds, "no gain");
        uint256 lost = uint256(bonds) - award;
        vm.assertGe(refund(ANN, others), others + lost * others / (uint256(mine) + others), "the others have theirs");
        vm.assertEq(
            token.balanceOf(address(campaign)) + token.balanceOf(address(vault)), vault.creditOf(EVE), "all out"
        );
    }

    // -------------------------------------------------------------------------------- slashed after the end

    /// Carl earned 300 of 1,500, the campaign closed.
    function closed() internal {
        bonded();
        post(row(CARL, 0, 300e6), true);
        wait_(3 days);
        campaign.settle();
    }

    function restitution(address who) internal returns (uint256) {
        vm.prank(who);
        return vault.restitution(who);
    }

    function test_lateSlashesGoToThoseWhoPaid() public {
        closed();
        refund(ANN, 600e6);
        refund(BOB, 900e6 - 1); // Bob keeps a unit of stake: it buys nothing
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.GivenBack(135e6, true);
        slash(EVE);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Restituted(ANN, ANN, 54e6);
        vm.assertEq(restitution(ANN), 54e6, "135 * 120 / 300");
        vm.assertLe(81e6 - restitution(BOB), 1, "135 * 180 / 300, but for a unit of rounding");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        restitution(ANN);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        restitution(CARL);
        vm.assertLe(token.balanceOf(address(vault)) - vault.creditOf(EVE), 1, "at most a unit of rounding is left");
    }

    function test_secondLateSlashAddsToTheFirst() public {
        closed();
        slash(EVE);
        restitution(ANN);
        (uint256 key, bytes32 spec) = (0x2e, SPEC);
        give(CARL, 50e6);
        vm.prank(CARL);
        vault.deposit(vm.addr(key), 50e6);
        Submissions.Submission memory a = Node.submission(spec, 1, 1);
        Submissions.Submission memory b = Node.submission(spec, 1, 2);
        vault.slash(a, Node.sign(vault, key, a), b, Node.sign(vault, key, b));
        vm.assertEq(restitution(ANN), 18e6, "45 * 120 / 300");
        vm.assertEq(restitution(BOB), 108e6, "180 * 180 / 300");
    }

    function test_restitutionBeforeAnyIsRefused() public {
        bonded();
        vm.expectRevert(abi.encodeWithSelector(IBondVault.ZeroAmount.selector));
        restitution(ANN);
    }

    function test_slashWhenNothingWasSpentIsRefused() public {
        bonded();
        wait_(22 days);
        campaign.close();
        slashRefused(abi.encodeWithSelector(IBondVault.NothingSpent.selector), submission(1), KEY, submission(2));
    }

    // ---------------------------------------------------------------------------------------------- tokens

    function test_feeOnADepositIsRefused() public {
        give(CARL, 100e6);
        token.setFee(100);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.InexactTransfer.selector, 100e6, 99e6));
        vm.prank(CARL);
        vault.deposit(node, 100e6);
    }

    /// During every transfer the token calls back every function that changes something: all are shut.
    function test_tokenCannotReenterTheVault() public {
        bonded();
        unbond(CARL, 10e6);
        accuse(EVE);
        wait_(23 days);
        vault.drop(node);
        bytes[] memory calls = new bytes[](10);
        bytes memory none;
        calls[0] = abi.encodeCall(IBondVault.deposit, (node, 1));
        calls[1] = abi.encodeCall(IBondVault.unbond, (node, 1));
        calls[2] = abi.encodeCall(IBondVault.withdraw, (node, BOB));
        calls[3] = abi.encodeCall(IBondVault.slash, (submission(1), none, submission(2), none));
        calls[4] = abi.encodeCall(IBondVault.accuse, (node, 0));
        calls[5] = abi.encodeCall(IBondVault.answer, (node, 1, 0));
        calls[6] = abi.encodeCall(IBondVault.rule, (node, 1, true));
        calls[7] = abi.encodeCall(IBondVault.drop, (node));
        calls[8] = abi.encodeCall(IBondVault.withdrawCredit, (BOB));
        calls[9] = abi.encodeCall(IBondVault.restitution, (BOB));
        bytes4 reentrant = bytes4(keccak256("ReentrancyGuardReentrantCall()"));
        for (uint256 i = 0; i < calls.length; ++i) {
            token.setCallback(address(vault), calls[i]);
            vm.expectPartialRevert(reentrant);
            withdraw(CARL);
            vm.expectPartialRevert(reentrant);
            vm.prank(EVE);
            vault.withdrawCredit(EVE);
        }
    }

    function test_creditToNowhereIsRefused() public {
        bonded();
        slash(EVE);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.BadReceiver.selector, address(0)));
        vm.prank(EVE);
        vault.withdrawCredit(address(0));
    }
}
