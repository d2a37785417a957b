// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Tree} from "../Kit.sol";
import {ICampaign} from "../../src/ICampaign.sol";
import {Rows} from "../../src/Rows.sol";
import {Actor} from "./Actor.sol";

/// Does with a campaign what people could do, in any order, and keeps its own books of it.
abstract contract CampaignActs is Actor {
    uint256 public pledged;
    uint256 public refunded;
    uint256 public claimed;
    uint256 public closures;
    bytes32 public lineage;
    ICampaign.Phase private last;
    uint128[N] private finalOf; // cumulative rewards under the final root
    uint128[N] private pendingOf;
    uint256 private posted; // how often

    /// Follows settlements, which any call can bring about, and the phases.
    modifier followed() {
        touched = Area.Campaign;
        ICampaign.Pending memory p = campaign.pending();
        uint32 before = campaign.totals().epoch;
        _;
        ICampaign.Totals memory now_ = campaign.totals();
        if (now_.epoch > before) {
            finalOf = pendingOf;
            lineage = keccak256(abi.encode(lineage, now_.epoch, p.root, now_.earned, p.checkpoint, p.manifest));
        }
        ICampaign.Phase phase = campaign.phase();
        bool over = last == ICampaign.Phase.Closed || last == ICampaign.Phase.Failed;
        promise_(!over || phase == last, "no way back from closed or failed");
        if (now_.closedAt != 0 && now_.closedAt != closedAt) closures++;
        closedAt = now_.closedAt;
        last = phase;
    }

    uint256 private closedAt;

    function pledge(uint256 who, uint256 amount) external followed {
        if (campaign.phase() > ICampaign.Phase.Ready || block.timestamp >= t.deadline) return;
        uint256 room = t.cap - campaign.totals().budget;
        if (room == 0) return;
        amount = bound(amount, 1, room);
        fund(funder(who), address(campaign), amount);
        vm.prank(funder(who));
        campaign.pledge(amount);
        pledged += amount;
    }

    function announceExit(uint256 who, uint256 part) external followed {
        part = bound(part, 0, campaign.stakeOf(funder(who)));
        bool active = campaign.phase() == ICampaign.Phase.Active;
        (bool ok,) = attempt(funder(who), address(campaign), abi.encodeCall(ICampaign.announceExit, (part)));
        promise_(ok == active, "who has a stake in a training can announce to leave it");
    }

    function refund(uint256 who, uint256 part) external followed {
        uint256 stake = campaign.stakeOf(funder(who));
        if (stake == 0 || campaign.settleable()) return; // settle has its own turn
        part = bound(part, 1, stake);
        ICampaign.Totals memory a = campaign.totals();
        bool free = _free(funder(who), part);
        (bool ok, bytes memory out) =
            attempt(funder(who), address(campaign), abi.encodeCall(ICampaign.refund, (part, funder(who))));
        promise_(ok == free, "stakes leave exactly when they may");
        if (!ok) return;
        refunded += reward(out);
        ICampaign.Totals memory b = campaign.totals();
        promise_(uint256(b.budget) * a.stakes >= uint256(a.budget) * b.stakes, "who stays loses nothing");
    }

    function _free(address who, uint256 part) private view returns (bool) {
        ICampaign.Phase p = campaign.phase();
        if (p != ICampaign.Phase.Active || campaign.closable()) return p != ICampaign.Phase.Ready;
        ICampaign.Exit memory e = campaign.exitOf(who);
        return
            campaign.pending().finalAt == 0 && part <= e.stake && block.timestamp >= e.from && block.timestamp < e.until;
    }

    function topUp(uint256 who, uint256 amount) external followed {
        amount = bound(amount, 1, 1_000e6);
        fund(funder(who), address(campaign), amount);
        (bool ok,) = attempt(funder(who), address(campaign), abi.encodeCall(ICampaign.topUp, (amount)));
        if (ok) forfeited += amount;
    }

    function start() external followed {
        if (campaign.phase() != ICampaign.Phase.Ready) return;
        vm.prank(t.creator);
        campaign.start();
    }

    function waitHours(uint256 by) external followed {
        vm.warp(block.timestamp + bound(by, 1 hours, 1 days));
    }

    function waitDays(uint256 by) external followed {
        vm.warp(block.timestamp + bound(by, 1 days, 7 days));
    }

    function waitWeeks(uint256 by) external followed {
        vm.warp(block.timestamp + bound(by, 1 weeks, 4 weeks));
    }

    function settle() external followed {
        bool due = campaign.settleable();
        (bool ok,) = attempt(address(this), address(campaign), abi.encodeCall(ICampaign.settle, ()));
        promise_(ok == due, "what is due can be settled, and nothing else");
    }

    function close() external followed {
        attempt(address(this), address(campaign), abi.encodeCall(ICampaign.close, ()));
    }

    function post(uint256[N] calldata deltas, uint256 dice) external followed {
        if (campaign.settleable()) return; // settle has its own turn
        (bytes memory rows, uint128[N] memory next) = _rows(deltas, dice);
        ICampaign.Totals memory a = campaign.totals();
        address by = dice % 8 == 1 ? worker(dice) : t.poster;
        if (!_post(by, a.epoch + 1, rows, dice)) return;
        pendingOf = next;
        bool door = block.timestamp < uint256(a.settledAt) + t.exitGap && block.timestamp < a.leavingUntil;
        promise_(!door, "there is a door after every epoch while somebody leaves");
        bool idle = block.timestamp >= uint256(a.progressAt) + t.posterGrace;
        promise_(by == t.poster || idle, "others post for an idle poster only");
    }

    /// A quarter is empty. Some pay more than the cap or the budget allow, and have to be refused.
    function _rows(uint256[N] calldata deltas, uint256 dice)
        private
        view
        returns (bytes memory rows, uint128[N] memory next)
    {
        uint256 room = campaign.totals().budget;
        if (room > t.epochCap) room = t.epochCap;
        if (dice % 8 == 3) room = campaign.totals().budget;
        if (dice % 8 == 5) room = t.epochCap;
        next = finalOf;
        for (uint256 i = 0; i < N; ++i) {
            uint128 delta = dice % 4 == 0 ? 0 : uint128(bound(deltas[i], 0, room));
            if (delta == 0 && finalOf[i] == 0) continue;
            room -= delta;
            next[i] += delta;
            rows = bytes.concat(rows, abi.encodePacked(worker(i), finalOf[i], delta));
        }
    }

    function _post(address by, uint32 epoch, bytes memory rows, uint256 dice) private returns (bool ok) {
        fund(by, address(campaign), t.bond);
        bytes memory call =
            abi.encodeCall(ICampaign.postEpoch, (epoch, rows, bytes32(++posted), bytes32(dice), dice % 16 == 2));
        (ok,) = attempt(by, address(campaign), call);
    }

    function challenge(uint256 who) external followed {
        ICampaign.Pending memory p = campaign.pending();
        if (p.finalAt == 0 || p.challenger != address(0) || block.timestamp >= p.finalAt) return;
        fund(worker(who), address(campaign), t.bond);
        vm.prank(worker(who));
        campaign.challenge(p.posting, 0);
    }

    function rule(bool stands) external followed {
        ICampaign.Pending memory p = campaign.pending();
        if (p.challenger == address(0) || block.timestamp >= campaign.totals().dueAt) return;
        vm.prank(t.arbitrator);
        campaign.rule(p.posting, stands);
        forfeited += stands ? t.bond : t.bond - t.bond / 2;
    }

    function claim(uint256 who) external followed {
        if (campaign.settleable()) return;
        _claim(who % N);
    }

    function _claim(uint256 i) internal {
        if (finalOf[i] <= campaign.claimedBy(worker(i))) return;
        uint256 count;
        uint256 mine;
        bytes32[] memory all = new bytes32[](N);
        for (uint256 j = 0; j < N; ++j) {
            if (finalOf[j] == 0) continue;
            if (j == i) mine = count;
            all[count++] = Rows.leaf(worker(j), finalOf[j]);
        }
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 j = 0; j < count; ++j) {
            leaves[j] = all[j];
        }
        (bool ok, bytes memory out) = attempt(
            worker(i),
            address(campaign),
            abi.encodeCall(ICampaign.claim, (finalOf[i], Tree.proof(leaves, mine), worker(i)))
        );
        promise_(ok, "what is final can be claimed");
        if (ok) claimed += reward(out);
    }

    function withdrawCredit(uint256 who) external followed {
        address account = who % (N + 1) == N ? t.poster : worker(who % (N + 1));
        attempt(account, address(campaign), abi.encodeCall(ICampaign.withdrawCredit, (account)));
    }

    /// From any state, time and calls that nobody can hinder let everyone out. In two steps, so that a settlement in the
    /// first is followed before claims are made of it.
    function end() external followed {
        vm.warp(block.timestamp + 800 days);
        attempt(address(this), address(campaign), abi.encodeCall(ICampaign.close, ()));
    }

    function leave() external followed {
        for (uint256 i = 0; i < N; ++i) {
            uint256 stake = campaign.stakeOf(funder(i));
            (bool ok, bytes memory out) =
                attempt(funder(i), address(campaign), abi.encodeCall(ICampaign.refund, (stake, funder(i))));
            promise_(ok == (stake != 0), "everybody gets out in the end");
            if (ok) refunded += reward(out);
            _claim(i);
            attempt(worker(i), address(campaign), abi.encodeCall(ICampaign.withdrawCredit, (worker(i))));
        }
        attempt(t.poster, address(campaign), abi.encodeCall(ICampaign.withdrawCredit, (t.poster)));
    }
}
