// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Token, Vm} from "../Kit.sol";
import {BondVault} from "../../src/BondVault.sol";
import {ICampaign} from "../../src/ICampaign.sol";
import {ModelShares} from "../../src/ModelShares.sol";

/// What all acts of the invariant suite need: a campaign, people, and books of their own.
abstract contract Actor {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    /// Funders, and as many contributors, and nodes.
    uint256 public constant N = 3;

    enum Area {
        Everything,
        Campaign,
        Vault,
        Shares
    }

    Token internal token;
    ICampaign internal campaign;
    BondVault internal vault;
    ModelShares internal shares;
    ICampaign.Terms internal t;

    /// The first promise that was broken; empty while none is.
    string public broken;

    /// What the last act was about: what it did not touch need not be looked at again.
    Area public touched;

    uint256 public forfeited; // what should have joined the budget without stake

    constructor(Token token_, ICampaign campaign_) {
        token = token_;
        campaign = campaign_;
        vault = BondVault(campaign_.vault());
        shares = ModelShares(campaign_.shares());
        t = campaign_.terms();
    }

    modifier about(Area area) {
        touched = area;
        _;
    }

    function funder(uint256 i) public pure returns (address) {
        return address(uint160(0xf000 + i % N));
    }

    /// A contributor's payout address; also bonds for nodes, accuses and challenges.
    function worker(uint256 i) public pure returns (address) {
        return address(uint160(0x9000 + i % N));
    }

    function promise_(bool kept, string memory what) internal {
        if (!kept && bytes(broken).length == 0) broken = what;
    }

    function bound(uint256 x, uint256 lo, uint256 hi) internal pure returns (uint256) {
        return x >= lo && x <= hi ? x : lo + x % (hi - lo + 1);
    }

    function fund(address who, address spender, uint256 amount) internal {
        token.mint(who, amount);
        vm.prank(who);
        token.approve(spender, amount);
    }

    function attempt(address who, address to, bytes memory call) internal returns (bool ok, bytes memory out) {
        vm.prank(who);
        return to.call(call);
    }

    function reward(bytes memory out) internal pure returns (uint256) {
        return abi.decode(out, (uint256));
    }
}
