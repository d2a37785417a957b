// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base, Token} from "./Kit.sol";
import {BondVault} from "../src/BondVault.sol";
import {Campaign} from "../src/Campaign.sol";
import {CampaignFactory} from "../src/CampaignFactory.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {ModelShares} from "../src/ModelShares.sol";
import {TestToken} from "../src/TestToken.sol";

/// CampaignFactory and TestToken; see Campaign.tree.
contract FactoryTest is Base {
    function refuse(ICampaign.Terms memory t, string memory field) internal {
        vm.expectRevert(abi.encodeWithSelector(CampaignFactory.BadTerms.selector, field));
        factory.create(t);
    }

    function test_termsAreThoseOfTheCreation() public view {
        ICampaign.Terms memory t = terms();
        t.creator = CREATOR;
        vm.assertEq(keccak256(abi.encode(campaign.terms())), keccak256(abi.encode(t)), "terms");
    }

    function test_callerIsTheCreator() public {
        ICampaign.Terms memory t = terms();
        t.creator = BOB;
        vm.prank(ANN);
        vm.assertEq(ICampaign(factory.create(t)).terms().creator, ANN, "creator");
    }

    function test_addressIsKnownBefore() public {
        ICampaign.Terms memory t = terms();
        address at = factory.campaignAt(ANN, t);
        vm.prank(ANN);
        vm.assertEq(factory.create(t), at, "address");
    }

    function test_sameTermsTwiceAreRefused() public {
        ICampaign.Terms memory t = terms();
        vm.expectPartialRevert(bytes4(keccak256("FailedDeployment()")));
        vm.prank(CREATOR);
        factory.create(t);
        vm.prank(ANN);
        factory.create(t); // another creator, another campaign
    }

    function test_implementationItselfIsNoCampaign() public {
        Campaign code = Campaign(factory.implementation());
        (bool ok,) = address(code).call(abi.encodeCall(ICampaign.terms, ()));
        vm.assertTrue(!ok, "it has no terms");
        (ok,) = address(code).call(abi.encodeCall(ICampaign.pledge, (1)));
        vm.assertTrue(!ok, "and takes nothing");
    }

    function test_accountsAreChecked() public {
        ICampaign.Terms memory t = terms();
        t.token = Token(address(0xdead));
        refuse(t, "token");
        t = terms();
        t.poster = address(0);
        refuse(t, "poster");
        t = terms();
        t.arbitrator = address(0);
        refuse(t, "arbitrator");
        t.arbitrator = POSTER;
        refuse(t, "arbitrator");
        t = terms();
        t.spec = 0;
        refuse(t, "spec");
    }

    function test_amountsAreChecked() public {
        ICampaign.Terms memory t = terms();
        t.goal = 0;
        refuse(t, "goal");
        t = terms();
        t.cap = t.goal - 1;
        refuse(t, "cap");
        t = terms();
        t.epochCap = 0;
        refuse(t, "epochCap");
        t.epochCap = t.cap + 1;
        refuse(t, "epochCap");
        t = terms();
        t.bond = 0;
        refuse(t, "bond");
        t.bond = t.epochCap + 1;
        refuse(t, "bond");
    }

    function test_timesAreChecked() public {
        ICampaign.Terms memory t = terms();
        t.deadline = uint40(block.timestamp - 1);
        refuse(t, "deadline");
        t.deadline = uint40(block.timestamp + 1 days - 1);
        refuse(t, "deadline");
        t.deadline = uint40(block.timestamp + 180 days + 1);
        refuse(t, "deadline");
        t = terms();
        t.startGrace = 1 days - 1;
        refuse(t, "startGrace");
        t.startGrace = 30 days + 1;
        refuse(t, "startGrace");
        t = terms();
        t.challengeWindow = 1 days - 1;
        refuse(t, "challengeWindow");
        t.challengeWindow = 14 days + 1;
        refuse(t, "challengeWindow");
        t = terms();
        t.arbitrationWindow = 1 days - 1;
        refuse(t, "arbitrationWindow");
        t.arbitrationWindow = 30 days + 1;
        refuse(t, "arbitrationWindow");
        t = terms();
        t.stallTimeout = 20 days - 1; // 2 × (3 + 6 + 1)
        refuse(t, "stallTimeout");
        t.stallTimeout = 120 days + 1;
        refuse(t, "stallTimeout");
        t = terms();
        t.maxDuration = t.stallTimeout - 1;
        refuse(t, "maxDuration");
        t.maxDuration = 730 days + 1;
        refuse(t, "maxDuration");
        t = terms();
        t.exitNotice = 3 days - 1;
        refuse(t, "exitNotice");
        t.exitNotice = 90 days + 1;
        refuse(t, "exitNotice");
        t = terms();
        t.exitGap = 1 days - 1;
        refuse(t, "exitGap");
        t.exitGap = 7 days + 1;
        refuse(t, "exitGap");
        t = terms();
        t.unbondDelay = 9 days - 1;
        refuse(t, "unbondDelay");
        t.unbondDelay = 90 days + 1;
        refuse(t, "unbondDelay");
        t = terms();
        t.posterGrace = 10 days - 1;
        refuse(t, "posterGrace");
        t.posterGrace = t.stallTimeout + 1;
        refuse(t, "posterGrace");
    }

    function test_sharesAreChecked() public {
        ICampaign.Terms memory t = terms();
        t.fundersBps = 10_001;
        refuse(t, "fundersBps");
        t = terms();
        t.reporterBps = 2_001;
        refuse(t, "reporterBps");
    }

    function test_vaultAndSharesBelongToTheCampaign() public view {
        vm.assertEq(address(BondVault(campaign.vault()).campaign()), address(campaign), "vault");
        vm.assertEq(address(ModelShares(campaign.shares()).campaign()), address(campaign), "shares");
        vm.assertEq(factory.vaultOf(address(campaign)), campaign.vault(), "by the factory");
        vm.assertEq(factory.sharesOf(address(campaign)), campaign.shares(), "by the factory");
    }

    /// No key can be given to, or taken from, the code behind the clones.
    function test_codeBehindTheClonesServesNobody() public {
        (bool ok,) = factory.vaultCode().call(abi.encodeCall(BondVault.deposit, (BOB, 1)));
        vm.assertTrue(!ok, "vault");
        (ok,) = factory.sharesCode().call(abi.encodeCall(ModelShares.mint, (BOB)));
        vm.assertTrue(!ok, "shares");
    }

    function test_boundsThemselvesAreFine() public {
        ICampaign.Terms memory t = terms();
        t.deadline = uint40(block.timestamp + 1 days);
        t.startGrace = 1 days;
        t.challengeWindow = 1 days;
        t.arbitrationWindow = 1 days;
        t.exitNotice = 1 days;
        t.exitGap = 1 days;
        t.unbondDelay = 2 days;
        t.stallTimeout = 6 days;
        t.posterGrace = 3 days;
        t.maxDuration = 6 days;
        t.fundersBps = t.reporterBps = 0;
        t.goal = t.cap = t.epochCap = t.bond = type(uint96).max;
        factory.create(t);
        t.deadline = uint40(block.timestamp + 180 days);
        t.startGrace = 30 days;
        t.challengeWindow = 14 days;
        t.arbitrationWindow = 30 days;
        t.exitNotice = t.unbondDelay = 90 days;
        t.exitGap = 7 days;
        t.stallTimeout = t.posterGrace = 120 days;
        t.maxDuration = 730 days;
        t.fundersBps = 10_000;
        t.reporterBps = 2_000;
        t.goal = t.epochCap = t.bond = 1;
        factory.create(t);
    }

    function test_onlyTheDeployerMintsTestTokens() public {
        TestToken t = new TestToken();
        t.mint(ANN, 5);
        vm.assertEq(t.balanceOf(ANN), 5, "minted");
        vm.assertEq(t.decimals(), 6, "decimals");
        vm.expectRevert(abi.encodeWithSelector(TestToken.NotMinter.selector, BOB));
        vm.prank(BOB);
        t.mint(BOB, 5);
    }
}
