// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// Balances shrink and grow by decree; transfers move and return as the kind says.
contract OddToken {
    enum Kind {
        Plain,
        ReturnsNothing,
        ReturnsFalse,
        DeliversMore
    }

    Kind private immutable KIND;
    uint256 public percent = 100;
    mapping(address account => uint256) private raw;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    constructor(Kind kind) {
        KIND = kind;
    }

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function mint(address to, uint256 amount) external {
        raw[to] += amount;
    }

    function balanceOf(address who) external view returns (uint256) {
        return raw[who] * percent / 100;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external {
        move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        move(from, to, amount);
    }

    function move(address from, address to, uint256 amount) private {
        raw[from] -= amount * 100 / percent;
        raw[to] += amount * 100 / percent;
        if (KIND == Kind.DeliversMore) raw[to] += 1;
        if (KIND == Kind.ReturnsNothing) return;
        bool answer = KIND != Kind.ReturnsFalse;
        assembly ("memory-safe") {
            mstore(0, answer)
            return(0, 32)
        }
    }
}

/// Tokens that are not what ERC-20 promises: supported, or refused with a named error; see Campaign.tree.
contract TokensTest is Base {
    OddToken internal odd;

    function campaignIn(OddToken.Kind kind) internal {
        odd = new OddToken(kind);
        ICampaign.Terms memory t = terms();
        t.token = IERC20(address(odd));
        vm.prank(CREATOR);
        use(factory.create(t));
        funds(POSTER, 100e6);
    }

    function funds(address who, uint256 amount) internal {
        odd.mint(who, amount);
        vm.startPrank(who);
        odd.approve(address(campaign), type(uint256).max);
        odd.approve(address(vault), type(uint256).max);
        vm.stopPrank();
    }

    function put(address who, uint256 amount) internal {
        funds(who, amount);
        vm.prank(who);
        campaign.pledge(amount);
    }

    /// Ann pledged 600, Bob 900.
    function funded(OddToken.Kind kind) internal {
        campaignIn(kind);
        put(ANN, 600e6);
        put(BOB, 900e6);
    }

    function test_noReturnValueIsSupported() public {
        funded(OddToken.Kind.ReturnsNothing);
        vm.prank(CREATOR);
        campaign.start();
        post(row(CARL, 0, 100e6), true);
        wait_(3 days);
        vm.prank(CARL);
        campaign.claim(100e6, new bytes32[](0), CARL);
        refund(ANN, 600e6);
        refund(BOB, 900e6);
        vm.prank(POSTER);
        campaign.withdrawCredit(POSTER);
        vm.assertEq(odd.balanceOf(address(campaign)), 0, "all out");
        vm.assertEq(odd.balanceOf(CARL), 100e6, "paid");
    }

    function test_noReturnValueIsSupportedByTheVault() public {
        funded(OddToken.Kind.ReturnsNothing);
        vm.prank(POSTER);
        vault.deposit(DORA, 50e6);
        vm.prank(POSTER);
        vault.unbond(DORA, 50e6);
        wait_(14 days);
        vm.prank(POSTER);
        vm.assertEq(vault.withdraw(DORA, CARL), 50e6, "out again");
    }

    function test_falseIsRefused() public {
        campaignIn(OddToken.Kind.ReturnsFalse);
        funds(ANN, 600e6);
        vm.expectRevert(abi.encodeWithSignature("SafeERC20FailedOperation(address)", address(odd)));
        vm.prank(ANN);
        campaign.pledge(600e6);
    }

    function test_deliveringMoreIsRefused() public {
        campaignIn(OddToken.Kind.DeliversMore);
        funds(ANN, 600e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.InexactTransfer.selector, 600e6, 600e6 + 1));
        vm.prank(ANN);
        campaign.pledge(600e6);
    }

    function test_withoutPermitsAnApprovalServes() public {
        campaignIn(OddToken.Kind.Plain);
        funds(ANN, 600e6);
        vm.prank(ANN);
        campaign.pledgeWithPermit(600e6, block.timestamp, 27, 0, 0);
        vm.assertEq(campaign.stakeOf(ANN), 600e6, "pledged");
    }

    /// A token whose balances grow: what it adds belongs to nobody, and nobody is paid by it.
    function test_growingBalancesChangeNothing() public {
        campaignIn(OddToken.Kind.Plain);
        put(ANN, 600e6);
        put(BOB, 300e6);
        odd.rebase(120);
        vm.assertEq(refund(ANN, 600e6), 600e6, "as pledged");
        put(ANN, 120e6);
        vm.assertEq(campaign.totals().budget, 420e6, "as pledged");
    }

    /// A token whose balances shrink: nobody new is drawn in, the rest is paid as long as it lasts.
    function test_shrunkBalancesTakeNothingMoreIn() public {
        funded(OddToken.Kind.Plain);
        odd.rebase(80); // 1,200 of 1,500 are left
        funds(DORA, 1_000e6);
        vm.expectRevert(abi.encodeWithSelector(ICampaign.Underfunded.selector, 1_300e6, 1_600e6));
        vm.prank(DORA);
        campaign.pledge(100e6);
        vm.warp(block.timestamp + 60 days); // nobody started it
        vm.assertEq(refund(BOB, 900e6), 900e6, "as long as it lasts");
        vm.expectRevert(); // in the token's own words
        refund(ANN, 600e6);
        vm.assertEq(refund(ANN, 300e6), 300e6, "what is there can be taken");
        odd.mint(address(campaign), 375e6); // whoever makes up for the loss heals it
        vm.assertEq(refund(ANN, 300e6), 300e6, "whole again");
    }

    function test_blockedFunderIsPaidElsewhereAndABlockedCampaignWaits() public {
        started();
        wait_(22 days);
        token.setBlocked(ANN, true);
        vm.expectRevert("blocked");
        refund(ANN, 600e6);
        vm.prank(ANN);
        vm.assertEq(campaign.refund(600e6, DORA), 600e6, "elsewhere");
        token.setBlocked(address(campaign), true);
        vm.expectRevert("blocked");
        refund(BOB, 900e6);
        token.setBlocked(address(campaign), false);
        vm.assertEq(refund(BOB, 900e6), 900e6, "nothing was lost by trying");
    }

    function test_whatIsNoTokenIsRefused() public {
        ICampaign.Terms memory t = terms();
        t.token = IERC20(address(campaign)); // code, but no token
        use(factory.create(t));
        vm.expectRevert(); // it knows no balanceOf
        vm.prank(ANN);
        campaign.pledge(1);
    }
}
