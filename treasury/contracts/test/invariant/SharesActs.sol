// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaign} from "../../src/ICampaign.sol";
import {ModelShares} from "../../src/ModelShares.sol";
import {Actor} from "./Actor.sol";

/// Model shares and their revenue, in any order. Holders are funders and workers alike.
abstract contract SharesActs is Actor {
    uint256 public revenue;
    uint256 public paid;
    mapping(address holder => uint256) private mintedTo;

    function holder(uint256 i) public pure returns (address) {
        return i % (2 * N) < N ? funder(i) : worker(i);
    }

    function mint(uint256 who) external about(Area.Shares) {
        uint256 due = shares.dueTo(holder(who));
        bool open = due > shares.mintedFor(holder(who)) && shares.totalSupply() < campaign.totals().earned;
        bool closed = campaign.phase() == ICampaign.Phase.Closed;
        (bool ok, bytes memory out) =
            attempt(address(this), address(shares), abi.encodeCall(ModelShares.mint, (holder(who))));
        promise_(ok == (closed && open), "shares are minted after the end, to whom they are due");
        if (!ok) return;
        mintedTo[holder(who)] += reward(out);
        promise_(mintedTo[holder(who)] <= due, "nobody is minted more than it is due");
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external about(Area.Shares) {
        amount = bound(amount, 0, shares.balanceOf(holder(from)));
        vm.prank(holder(from));
        shares.transfer(holder(to), amount);
    }

    function depositRevenue(uint256 amount) external about(Area.Shares) {
        amount = bound(amount, 1, 1_000e6);
        fund(t.creator, address(shares), amount);
        (bool ok,) = attempt(t.creator, address(shares), abi.encodeCall(ModelShares.deposit, (amount)));
        if (ok) {
            revenue += amount;
            return;
        }
        vm.prank(t.creator);
        token.transfer(address(1), amount);
    }

    function claimRevenue(uint256 who) external about(Area.Shares) {
        _claimRevenue(holder(who));
    }

    function _claimRevenue(address who) private {
        (bool ok, bytes memory out) = attempt(who, address(shares), abi.encodeCall(ModelShares.claimRevenue, (who)));
        if (ok) paid += reward(out);
    }

    function mintAll() external about(Area.Everything) {
        for (uint256 i = 0; i < 2 * N; ++i) {
            attempt(address(this), address(shares), abi.encodeCall(ModelShares.mint, (holder(i))));
        }
        for (uint256 i = 0; i < 2 * N; ++i) {
            _claimRevenue(holder(i));
        }
    }
}
