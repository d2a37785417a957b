// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bonds} from "./Bonds.sol";
import {IBondVault} from "../src/IBondVault.sol";
import {ICampaign} from "../src/ICampaign.sol";

/// BondVault: accusations; see Vault.tree.
contract AccusationsTest is Bonds {
    // ------------------------------------------------------------------------------- accuse, answer, rule, drop

    function test_accusationLocksABond() public {
        bonded();
        give(EVE, 10e6);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Accused(node, 1, EVE, keccak256("evidence"));
        vm.prank(EVE);
        uint32 number = vault.accuse(node, keccak256("evidence"));
        IBondVault.Accusation memory c = vault.accusationOf(node);
        vm.assertEq(c.accuser, EVE, "accuser");
        vm.assertEq(c.number, number, "number");
        vm.assertEq(c.ruleBy, block.timestamp + 9 days, "windows");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.AlreadyAccused.selector, EVE));
        vault.accuse(node, 0);
        holds(160e6);
    }

    function test_accusationOfTheUnbondedOrTooEarlyIsRefused() public {
        vm.expectRevert(abi.encodeWithSelector(IBondVault.WrongPhase.selector, ICampaign.Phase.Pledging));
        vault.accuse(node, 0);
        started();
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NothingBonded.selector, node));
        vault.accuse(node, 0);
    }

    function test_guiltyLosesItsBonds() public {
        bonded();
        uint32 number = accuse(EVE);
        wait_(3 days);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Judged(node, number, true, true);
        rule(number, true);
        vm.assertEq(vault.creditOf(EVE), 25e6, "bond back and a tenth");
        vm.assertEq(campaign.totals().budget, 1_635e6, "the rest joins the budget");
        vm.assertTrue(vault.nodeOf(node).slashed, "slashed");
        holds(25e6);
    }

    function test_innocentCostsTheAccuserItsBond() public {
        bonded();
        uint32 number = accuse(EVE);
        wait_(3 days);
        rule(number, false);
        vm.assertEq(vault.creditOf(EVE), 0, "lost");
        vm.assertEq(campaign.totals().budget, 1_510e6, "joins the budget");
        vm.assertEq(vault.nodeOf(node).bonded, 150e6, "nothing lost");
        holds(150e6);
    }

    function test_answerLetsTheArbitratorRuleAtOnce() public {
        bonded();
        uint32 number = accuse(EVE);
        uint256 ripe = block.timestamp + 3 days;
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TooEarly.selector, ripe));
        rule(number, true);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAllowed.selector, EVE));
        vm.prank(EVE);
        vault.answer(node, number, 0);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Answered(node, number, DORA, keccak256("alibi"));
        vm.prank(DORA);
        vault.answer(node, number, keccak256("alibi"));
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAllowed.selector, CARL));
        vm.prank(CARL);
        vault.answer(node, number, 0); // once
        rule(number, false);
    }

    function test_answerTooLateOrToNothingIsRefused() public {
        bonded();
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAccused.selector, 1));
        vm.prank(CARL);
        vault.answer(node, 1, 0);
        uint32 number = accuse(EVE);
        uint256 ripe = block.timestamp + 3 days;
        wait_(3 days);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TooLate.selector, ripe));
        vm.prank(CARL);
        vault.answer(node, number, 0);
    }

    function test_silenceFreesTheAccused() public {
        bonded();
        uint32 number = accuse(EVE);
        wait_(9 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAccused.selector, number));
        vault.drop(node); // not yet
        wait_(1);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TooLate.selector, block.timestamp));
        rule(number, true);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IBondVault.Judged(node, number, false, false);
        vault.drop(node);
        vm.assertEq(vault.creditOf(EVE), 10e6, "bond back");
        vm.assertEq(vault.nodeOf(node).bonded, 150e6, "nothing lost");
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAccused.selector, 0));
        vault.drop(node);
    }

    function test_ruleByAnotherOrOnAnotherIsRefused() public {
        bonded();
        uint32 number = accuse(EVE);
        wait_(3 days);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAllowed.selector, EVE));
        vm.prank(EVE);
        vault.rule(node, number, true);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.NotAccused.selector, number + 1));
        rule(number + 1, true);
    }

    function test_newAccusationDropsTheOld() public {
        bonded();
        uint32 number = accuse(EVE);
        wait_(9 days);
        vm.assertEq(accuse(BOB), number + 1, "a new number");
        vm.assertEq(vault.creditOf(EVE), 10e6, "bond back");
    }

    /// However many accusations, a withdrawal waits for one of them at most.
    function test_accusationsDelayAWithdrawalOnce() public {
        bonded();
        unbond(CARL, 100e6);
        uint256 freeAt = block.timestamp + 14 days;
        wait_(13 days);
        accuse(EVE);
        wait_(1 days);
        vm.expectRevert(abi.encodeWithSelector(IBondVault.TooEarly.selector, freeAt + 9 days));
        withdraw(CARL);
        wait_(8 days);
        accuse(EVE); // drops the first, which nobody ruled on
        wait_(1 days);
        vm.assertEq(withdraw(CARL), 100e6, "free, with an accusation open");
    }

    function test_slashEndsAnAccusation() public {
        bonded();
        accuse(EVE);
        slash(BOB);
        vm.assertEq(vault.creditOf(EVE), 10e6, "bond back");
        vm.assertEq(vault.creditOf(BOB), 15e6, "the award is for the proof");
        vm.assertEq(vault.accusationOf(node).accuser, address(0), "over");
        holds(25e6);
    }
}
