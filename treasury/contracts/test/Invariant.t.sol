// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base, Token, Tree, Vm} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {Rows} from "../src/Rows.sol";

/// Does with a campaign what people could do, in any order, and keeps its own books of it.
contract Handler {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 public constant N = 5;

    Token private immutable token;
    ICampaign private immutable campaign;
    ICampaign.Terms private t;

    uint256 public pledged;
    uint256 public refunded;
    uint256 public claimed;
    uint256 public forfeited;
    uint256 public closures;
    bool public regressed; // a closed or failed campaign was something else afterwards
    bool public surprised; // a call that had to succeed did not
    ICampaign.Phase private last;
    uint128[N] private finalOf; // cumulative rewards under the final root
    uint128[N] private pendingOf;

    constructor(Token token_, ICampaign campaign_) {
        token = token_;
        campaign = campaign_;
        t = campaign_.terms();
    }

    function funder(uint256 i) public pure returns (address) {
        return address(uint160(0xf000 + i % N));
    }

    function node(uint256 i) public pure returns (address) {
        return address(uint160(0x9000 + i % N));
    }

    /// Follows settlements, which any call can bring about, and the phases.
    modifier followed() {
        uint32 before = campaign.totals().epoch;
        _;
        if (campaign.totals().epoch > before) finalOf = pendingOf;
        ICampaign.Phase p = campaign.phase();
        bool over = last == ICampaign.Phase.Closed || last == ICampaign.Phase.Failed;
        if (over && p != last) regressed = true;
        if (p == ICampaign.Phase.Closed && last != p) closures++;
        last = p;
    }

    function bound(uint256 x, uint256 lo, uint256 hi) private pure returns (uint256) {
        return x >= lo && x <= hi ? x : lo + x % (hi - lo + 1);
    }

    function fund(address who, uint256 amount) private {
        token.mint(who, amount);
        vm.prank(who);
        token.approve(address(campaign), amount);
    }

    function attempt(address who, bytes memory call) private returns (bool ok, bytes memory out) {
        vm.prank(who);
        return address(campaign).call(call);
    }

    function pledge(uint256 who, uint256 amount) external followed {
        if (campaign.phase() > ICampaign.Phase.Ready || block.timestamp >= t.deadline) return;
        uint256 room = t.cap - campaign.totals().budget;
        if (room == 0) return;
        amount = bound(amount, 1, room);
        fund(funder(who), amount);
        vm.prank(funder(who));
        campaign.pledge(amount);
        pledged += amount;
    }

    function refund(uint256 who, uint256 part) external followed {
        uint256 stake = campaign.stakeOf(funder(who));
        if (stake == 0) return;
        part = bound(part, 1, stake);
        (bool ok, bytes memory out) = attempt(funder(who), abi.encodeCall(ICampaign.refund, (part, funder(who))));
        ICampaign.Phase p = campaign.phase();
        if (ok) refunded += abi.decode(out, (uint256));
        else if (p != ICampaign.Phase.Ready && p != ICampaign.Phase.Active) surprised = true;
    }

    function start() external followed {
        if (campaign.phase() != ICampaign.Phase.Ready) return;
        vm.prank(t.creator);
        campaign.start();
    }

    function warp(uint256 by) external followed {
        vm.warp(block.timestamp + bound(by, 1 hours, 6 days));
    }

    function settle() external followed {
        bool due = campaign.settleable();
        (bool ok,) = attempt(address(this), abi.encodeCall(ICampaign.settle, ()));
        if (ok != due) surprised = true;
    }

    function close() external followed {
        attempt(address(this), abi.encodeCall(ICampaign.close, ()));
    }

    function post(uint256[N] calldata deltas, uint256 end) external followed {
        if (campaign.settleable()) return; // settle has its own turn
        uint256 room = campaign.totals().budget;
        if (room > t.epochCap) room = t.epochCap;
        bytes memory rows;
        uint128[N] memory next = finalOf;
        for (uint256 i = 0; i < N; ++i) {
            uint128 delta = uint128(bound(deltas[i], 0, room));
            if (delta == 0 && finalOf[i] == 0) continue;
            room -= delta;
            next[i] += delta;
            rows = bytes.concat(rows, abi.encodePacked(node(i), finalOf[i], delta));
        }
        fund(t.poster, t.bond);
        uint32 epoch = campaign.totals().epoch + 1;
        (bool ok,) =
            attempt(t.poster, abi.encodeCall(ICampaign.postEpoch, (epoch, rows, bytes32(0), bytes32(0), end % 16 == 0)));
        if (ok) pendingOf = next;
    }

    function challenge(uint256 who) external followed {
        ICampaign.Pending memory p = campaign.pending();
        if (p.finalAt == 0 || p.challenger != address(0) || block.timestamp >= p.finalAt) return;
        fund(node(who), t.bond);
        vm.prank(node(who));
        campaign.challenge(p.posting, 0);
    }

    function rule(bool stands) external followed {
        ICampaign.Pending memory p = campaign.pending();
        if (p.challenger == address(0) || block.timestamp >= p.ruleBy) return;
        vm.prank(t.arbitrator);
        campaign.rule(p.posting, stands);
        forfeited += stands ? t.bond : t.bond - t.bond / 2;
    }

    function claim(uint256 who) external followed {
        if (campaign.settleable()) return;
        _claim(who % N);
    }

    function _claim(uint256 i) private {
        if (finalOf[i] <= campaign.claimedBy(node(i))) return;
        uint256 count;
        uint256 mine;
        bytes32[] memory all = new bytes32[](N);
        for (uint256 j = 0; j < N; ++j) {
            if (finalOf[j] == 0) continue;
            if (j == i) mine = count;
            all[count++] = Rows.leaf(node(j), finalOf[j]);
        }
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 j = 0; j < count; ++j) {
            leaves[j] = all[j];
        }
        vm.prank(node(i));
        claimed += campaign.claim(finalOf[i], Tree.proof(leaves, mine), node(i));
    }

    function withdraw(uint256 who) external followed {
        address account = who % (N + 1) == N ? t.poster : node(who % (N + 1));
        attempt(account, abi.encodeCall(ICampaign.withdrawCredit, (account)));
    }

    /// From any state, time and calls that nobody can hinder let everyone out.
    function drain() external followed {
        vm.warp(block.timestamp + 800 days);
        attempt(address(this), abi.encodeCall(ICampaign.close, ()));
    }

    function leave() external followed {
        for (uint256 i = 0; i < N; ++i) {
            uint256 stake = campaign.stakeOf(funder(i));
            if (stake != 0) {
                vm.prank(funder(i));
                refunded += campaign.refund(stake, funder(i));
            }
            _claim(i);
            attempt(node(i), abi.encodeCall(ICampaign.withdrawCredit, (node(i))));
        }
        attempt(t.poster, abi.encodeCall(ICampaign.withdrawCredit, (t.poster)));
    }
}

/// What holds after every sequence of calls.
contract InvariantTest is Base {
    Handler private handler;

    function setUp() public override {
        super.setUp();
        handler = new Handler(token, campaign);
    }

    function targetContracts() public view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function excludeSelectors() public view returns (FuzzSelector[] memory list) {
        list = new FuzzSelector[](1);
        list[0].addr = address(handler);
        list[0].selectors = new bytes4[](2);
        list[0].selectors[0] = Handler.drain.selector;
        list[0].selectors[1] = Handler.leave.selector;
    }

    /// One function, because forge would run all sequences again for each: nine times slower.
    function invariant_all() public view {
        ICampaign.Totals memory t = campaign.totals();
        balanced();
        books(t);
        stakes(t);
        vm.assertLe(t.claimed, t.earned, "no more is claimed than earned");
        vm.assertGe(t.budget, campaign.pending().increment, "the pending epoch is covered");
        vm.assertTrue(!handler.regressed(), "no way back from closed or failed");
        vm.assertTrue(!handler.surprised(), "what had to succeed did, what had to fail did");
        vm.assertLe(handler.closures(), 1, "closed once");
        if (t.startedAt == 0) vm.assertEq(t.budget, t.stakes, "before the start a refund is the pledge");
        vm.assertEq(token.balanceOf(CREATOR), 0, "the creator receives nothing");
        vm.assertEq(token.balanceOf(ARBITRATOR), 0, "the arbitrator receives nothing");
    }

    /// The contract's totals are what happened.
    function books(ICampaign.Totals memory t) private view {
        vm.assertEq(t.pledged, handler.pledged(), "pledged");
        vm.assertEq(t.refunded, handler.refunded(), "refunded");
        vm.assertEq(t.claimed, handler.claimed(), "claimed");
        vm.assertEq(t.forfeited, handler.forfeited(), "forfeited");
    }

    function stakes(ICampaign.Totals memory t) private view {
        uint256 sum;
        uint256 funders;
        uint256 bonds;
        for (uint256 i = 0; i < handler.N(); ++i) {
            uint256 stake = campaign.stakeOf(handler.funder(i));
            sum += stake;
            if (stake != 0) funders++;
            bonds += campaign.creditOf(handler.node(i));
        }
        vm.assertEq(t.stakes, sum, "stakes");
        if (t.startedAt == 0 && campaign.phase() != ICampaign.Phase.Failed) vm.assertEq(t.funders, funders, "funders");
        bonds += campaign.creditOf(POSTER);
        ICampaign.Pending memory p = campaign.pending();
        if (p.finalAt != 0) bonds += 10e6;
        if (p.challenger != address(0)) bonds += 10e6;
        vm.assertEq(t.bonds, bonds, "bonds");
    }

    function afterInvariant() public {
        handler.drain();
        handler.leave();
        vm.assertEq(token.balanceOf(address(campaign)), 0, "everybody is out and nothing is left");
        vm.assertEq(campaign.totals().stakes, 0, "no stake");
        vm.assertEq(campaign.totals().budget, 0, "no budget");
        balanced();
    }
}
